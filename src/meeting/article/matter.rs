//! Cuts the object of a verb into the matters it names.

use super::pattern::patterns;
use super::text::{Piece, outside_brackets};

patterns! {
    APPROVED = r"^(?:经|由)?(?P<by>[\p{Han}]{1,16}?(?:会|会议|委|党组|政府|办|局))(?:研究|讨论)?(?:审议通过|审议同意|研究同意|研究通过|研究审定|讨论通过|讨论同意|同意|审定|批准|批转|通过)(?:并印发)?(?:的|后的)";
    TITLE = r"《[^《》]*(?:《[^《》]*》[^《》]*)*》";
    /// Whose document it is: 县政协《…》.
    OWNER = "^[^对于了的]{0,8}(?:政协|政府|委员会|[局委院办会组])$";
    AFTER_TITLE = r"^(?:（[^（）]{1,12}）)?";
    BETWEEN_TITLES = r"^(?:、|和|以及|及|与|，)?(?:等)?$";
    AFTER_TITLES = r"^(?:等)?(?:[0-9一二三四五六七八九十两多]{0,3}(?:个|项|份|部|件))?(?:文件|制度|规定|材料|报告|方案|办法|内容|事项|决议|决定|文件草案|重要文件|文稿)?$";
    HEAD_NOUN = r"(?P<h>精神|讲话|报告|方案|要点|计划|决定|办法|名单|议程|日程|意见|通知|规定|制度|情况|汇报|通报|事项|条例|建议|决议|草案|规则|细则|安排|总结|工作|活动|说明|文件|述职|文章|公报|纪要|规划|人选|章程|准则|论述|指示|批示|任务|成果|体会|课题|协商|事宜|清单|议题|提案|建议案|调研|视察|监督|培训|议案)(?:（[^（）]{1,14}）)?(?:等)?$";
    OWN_BODY = r"^(?:政协|中共|全国|[县市区州省旗]政协|20\d\d年|习近平|[县市区州省]委|本会|各)";
    PAPER = "(?:名单|决定|决议|报告|方案|要点|计划|办法|议程|日程|规则|细则|意见|建议案|安排|总结)(?:（[^（）]{1,14}）)?$";
    STARTS_ANEW = r"^(?:关于|《|“|习近平|中共|全国|全省|全市|全县|全区|省|市|县|区|州|旗|[\p{Han}]{2,4}[省市县区]|20\d\d|[一二三四]季度|上半年|下半年|年度|政协|政府|[0-9]|有关|部分|党|中央|近期|机关|十|委员|提案|各|大会|常务|本次)";
}

/// An object beyond this (bytes) is no list of matters; it is left whole.
const LONGEST: usize = 2_000;

/// One matter.
pub(super) struct Matter<'t> {
    pub subject: Piece<'t>,
    pub documents: Vec<Piece<'t>>,
    pub approved_by: Option<Piece<'t>>,
}

/// Whether a clause without a verb names one more matter: 县政协九届四次会议议程（草案）.
pub(super) fn is_one_more(clause: &str) -> bool {
    OWN_BODY.is_match(clause) && PAPER.is_match(clause) && !clause.contains(['了', '作', '将'])
}

/// The matters an object names, in order.
pub(super) fn split(object: Piece<'_>) -> Vec<Matter<'_>> {
    let object = object.trim_matches(|c| " ，；：、。".contains(c));
    let (approved_by, object) = approval(object);
    let matters = titles_only(object).unwrap_or_else(|| {
        parts(object).into_iter().map(|part| (without_marks(without_etc(part)), titles(part))).collect()
    });
    matters.into_iter().map(|(subject, documents)| Matter { subject, documents, approved_by }).collect()
}

/// 县委常委会审议通过的《…》: who had approved, and what.
fn approval(object: Piece<'_>) -> (Option<Piece<'_>>, Piece<'_>) {
    let Some(found) = APPROVED.captures(object.str) else {
        return (None, object);
    };
    let (Some(all), Some(by)) = (found.get(0), found.name("by")) else {
        return (None, object);
    };
    let rest = object.after(all.end());
    if rest.count() < 4 {
        return (None, object);
    }
    (Some(object.part(by.range())), rest)
}

fn inside(object: Piece<'_>, title: std::ops::Range<usize>) -> Piece<'_> {
    let mark = '《'.len_utf8();
    object.part(title.start + mark..title.end - mark)
}

fn titles(part: Piece<'_>) -> Vec<Piece<'_>> {
    TITLE.find_iter(part.str).map(|title| inside(part, title.range())).filter(|title| !title.is_empty()).collect()
}

/// 《甲》《乙》和《丙》等文件: each title is a matter.
fn titles_only(object: Piece<'_>) -> Option<Vec<(Piece<'_>, Vec<Piece<'_>>)>> {
    let mut matters = Vec::new();
    let mut end = 0;
    for title in TITLE.find_iter(object.str) {
        let between = &object.str[end..title.start()];
        let owner = end == 0 && OWNER.is_match(between);
        if !owner && !BETWEEN_TITLES.is_match(between) {
            return None;
        }
        let name = inside(object, title.range());
        if name.is_empty() {
            return None;
        }
        let note = AFTER_TITLE.find(&object.str[title.end()..]).map_or(0, |note| note.end());
        end = title.end() + note;
        matters.push((name, vec![name]));
    }
    (end > 0 && AFTER_TITLES.is_match(&object.str[end..])).then_some(matters)
}

/// Cuts at 、 and at 和 where both sides are matters of their own.
fn parts(object: Piece<'_>) -> Vec<Piece<'_>> {
    if object.str.len() > LONGEST {
        return vec![object];
    }
    let cuts: Vec<(usize, usize)> = outside_brackets(object.str)
        .filter_map(|(index, _)| {
            if object.str[..index].ends_with('》') && object.str[index..].starts_with('《') {
                return Some((index, index));
            }
            ["、", "以及", "和", "及"]
                .iter()
                .find(|word| object.str[index..].starts_with(**word))
                .map(|word| (index, index + word.len()))
        })
        .collect();
    let mut parts = Vec::new();
    let mut start = 0;
    for (index, &(from, to)) in cuts.iter().enumerate() {
        if from < start {
            continue;
        }
        let left = &object.str[start..from];
        let until = cuts[index + 1..]
            .iter()
            .find(|(next, _)| object.str[*next..].starts_with('、'))
            .map_or(object.str.len(), |(next, _)| *next);
        let right = &object.str[to..until];
        if are_matters(left, right, object.str[from..].starts_with('、')) {
            parts.push(object.part(start..from));
            start = to;
        }
    }
    parts.push(object.after(start));
    parts
}

fn are_matters(left: &str, right: &str, enumerated: bool) -> bool {
    let head =
        |text: &str| HEAD_NOUN.captures(text).and_then(|found| found.name("h")).map(|head| head.as_str().to_owned());
    if right.starts_with("关于") || right.starts_with('《') {
        return left.chars().count() >= 4 && (left.ends_with('》') || head(left).is_some());
    }
    if left.starts_with('《') && left.ends_with('》') {
        let anew = enumerated || STARTS_ANEW.is_match(right);
        return right.chars().count() >= 5 && anew && head(right).is_some();
    }
    let (Some(first), Some(second)) = (head(left), head(right)) else {
        return false;
    };
    let long = left.chars().count() >= 5 && without_note(right).chars().count() >= 5;
    let own = right.contains("关于") || right.contains('《') || OWN_BODY.is_match(right);
    if !long || left.contains("关于") && !own {
        return false;
    }
    let anew = STARTS_ANEW.is_match(right);
    if enumerated {
        anew || first == second || PAPER.is_match(left) && PAPER.is_match(right)
    } else {
        anew && first == second
    }
}

/// 日程（草案） is 日程.
fn without_note(text: &str) -> &str {
    text.rfind('（').filter(|_| text.ends_with('）')).map_or(text, |note| &text[..note])
}

/// A part that is one title and nothing else is worded as the title.
fn without_marks(part: Piece<'_>) -> Piece<'_> {
    match TITLE.find(part.str) {
        Some(title) if title.start() == 0 && title.end() == part.str.len() => inside(part, title.range()),
        _ => part,
    }
}

fn without_etc(part: Piece<'_>) -> Piece<'_> {
    part.before(part.str.trim_end_matches('等').len())
}
