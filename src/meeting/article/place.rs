//! Names of places: which county, city or district a committee belongs to.

use std::ops::Range;

use super::pattern::patterns;
use super::text::Piece;

patterns! {
    /// 政协云阳县第十四届委员会, 政协第九届云阳县委员会, 政协云阳县委员会
    IN_FULL = r"(?:中国人民政治协商会议|政协)(?:第?[0-9一二三四五六七八九十]{1,4}届)?(?P<r>\p{Han}{1,14}?[县市区州旗盟省])(?:第?[0-9一二三四五六七八九十]{1,4}届|委员会)";
    BEFORE_ASSEMBLY = r"(?P<run>\p{Han}{1,24}?[县市区州旗盟省])(?:政协|人民政协)";
    ANY = r"(?P<run>\p{Han}{1,16}?(?:自治[县州旗]|[县市区州旗盟省]))(?P<next>[长级直内外情域民里]?)";
    /// What stands before the name of a place in a run of characters.
    BEFORE_NAME = r"^.*(?:中共|[0-9]日|上午|下午|晚上|今天|昨天|近日|日前|记者|来源|召开|举行|出席|随后|同意|关于|会议|主持|推动|推进|促进|服务|助力|建设|全国|任命|副主席|主席|书记|政府|政协|审议|通过|听取|传达|学习|第一届|我|在|由|的|和|与|是|对|为|从|向|到|赴|经|以|就|及|了|把|将|至|使|让|于|地处|来|据|受|讨论|研究|部署|结合|年度|补选|选举|协商|决定|确定|调整|届|组织|开展|安排|通报|加强|支持|参加|列席|围绕|聚焦|按照|根据|贯彻|原则|宣布|表彰|修改|完善|制定|印发|发挥|提升|为了|作|如何|开好|办好|成为|应邀|邀请|感谢|委托|通知|要求|强调|指出|认为|希望|表示|分别|全力|积极|深入|认真|专题|首先|最后|其中|包括|以及|对照|紧扣|立足|针对|推荐|提名|接受|撤销|总结|回顾|评选|观看|完成|通过|视察|调研|走访|慰问|考察|陪同|兼任|原任|现任|使用|实施|参与|属于|位于|有关|关心|支部|基层|机关|各级|上级|省级|市级|辞去|免去|增补|担任|当选|代表|协助|加强|做好|落实)";
}

const NOT_PLACES: &[&str] = &[
    "全", "我", "各", "本", "该", "两", "三", "区", "市", "县", "省", "外", "周边", "社", "小", "园", "新", "城", "地",
    "山", "景", "厂", "校", "库", "灾", "城市", "城乡", "乡镇", "基层", "国内",
];

/// The name of a place at the end of a run of characters: 重庆市云阳县 → 云阳县.
pub(super) fn last_name(run: &str) -> Option<&str> {
    let start = BEFORE_NAME.find(run).map_or(0, |found| found.end());
    let run = &run[start..];
    let level = run.chars().next_back()?;
    let stem = &run[..run.len() - level.len_utf8()];
    let start = upper_level_end(stem);
    let name = &run[start..];
    let stem = &stem[start..];
    let long = stem.ends_with("自治") || stem.chars().count() <= 5;
    (long && stem.chars().count() >= 2 && !is_no_place(stem)).then_some(name)
}

fn is_no_place(stem: &str) -> bool {
    NOT_PLACES.contains(&stem)
        || ["全", "各", "我", "该", "本"].iter().any(|word| stem.starts_with(word))
        || stem.contains(['副', '委'])
}

/// Where the name of a higher place ends in 重庆市云阳, if there is one.
fn upper_level_end(stem: &str) -> usize {
    stem.char_indices()
        .rfind(|(index, c)| {
            let before = stem[..*index].chars().count();
            let after = stem[index + c.len_utf8()..].chars().count();
            let higher = "省市州盟区".contains(*c) && !stem[..*index].ends_with("自治");
            before >= 2 && (higher && after >= 1 || "省市州".contains(*c) && after >= 2)
        })
        .map_or(0, |(index, c)| index + c.len_utf8())
}

/// A committee named in full: its place as written, and where.
pub(super) fn in_full(piece: Piece<'_>) -> Option<Piece<'_>> {
    IN_FULL
        .captures_iter(piece.str)
        .filter_map(|found| Some(nearest(piece.part(found.name("r")?.range()))))
        .find(|place| place.count() >= 3 && !is_no_place(place.str.trim_end_matches(level_of)))
}

/// What follows the last 政协 in a run that began at an earlier one.
fn nearest(run: Piece<'_>) -> Piece<'_> {
    let start = run.str.rfind("政协").map_or(0, |at| at + "政协".len());
    run.after(start)
}

fn level_of(c: char) -> bool {
    "县市区州旗盟省".contains(c)
}

/// 云阳县政协: the place before the assembly.
pub(super) fn before_assembly(piece: Piece<'_>, level: Option<char>) -> Option<Piece<'_>> {
    BEFORE_ASSEMBLY
        .captures_iter(piece.str)
        .filter_map(|found| named(piece, found.name("run")?.range()))
        .find(|name| level.is_none_or(|level| name.str.ends_with(level)))
}

fn named(piece: Piece<'_>, run: Range<usize>) -> Option<Piece<'_>> {
    let run = piece.part(run);
    let name = last_name(run.str)?;
    Some(run.after(run.str.len() - name.len()))
}

/// The only place (of a level) that is named in these pieces.
pub(super) fn only_one<'t>(pieces: &[Piece<'t>], level: Option<char>) -> Option<Piece<'t>> {
    let mut only: Option<Piece<'t>> = None;
    for piece in pieces {
        for found in ANY.captures_iter(piece.str) {
            let followed = found.name("next").is_some_and(|next| !next.is_empty());
            let Some(run) = found.name("run").filter(|_| !followed) else { continue };
            let Some(name) = named(*piece, run.range()) else { continue };
            if level.is_some_and(|level| !name.str.ends_with(level)) || name.str.ends_with('区') && name.count() > 4 {
                continue;
            }
            match only {
                Some(other) if other.str != name.str => return None,
                Some(_) => {}
                None => only = Some(name),
            }
        }
    }
    only
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_place_of_a_run_is_named() {
        assert_eq!(last_name("上午青川县"), Some("青川县"));
        assert_eq!(last_name("重庆市云阳县"), Some("云阳县"));
        assert_eq!(last_name("5月9日景德镇市"), Some("景德镇市"));
        assert_eq!(last_name("云岭彝族自治县"), Some("云岭彝族自治县"));
        assert_eq!(last_name("我县"), None);
        assert_eq!(last_name("全市"), None);
    }
}
