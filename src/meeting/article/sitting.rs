//! Which sitting an article is about: its kind, and the numbers of term and session.

use super::number::{NUMBER, value};
use super::pattern::patterns;
use super::record::Kind;
use super::text::Piece;

patterns! {
    HEAD = format!(
        "(?P<prep>预备会议?)\
         |(?P<chair>主席(?:（扩大）|扩大)?(?:会议|会)(?:（扩大）)?(?:第? ?{NUMBER} ?次会议)?)\
         |(?P<stand>常(?:务委员|委)会 ?(?:召开|举行)? ?(?:第? ?{NUMBER} ?次)?{MODE}* ?会议|常委{MODE}*会议|常(?:务委员|委)会)\
         |(?P<plen>(?:第? ?{NUMBER} ?次{MODE}*(?:全体)? ?(?:会议|全会)|全体会议|全会))"
    );
    BODY = "中国人民政治协商会议|人民政协|政协|人大|人民代表大会|[县市区州旗省盟]委|党委|党组|政府|纪委|监委|党代会|团委|妇联|工商联|总工会|科协|文联|法院|检察院|民盟|民建|民进|农工党|致公党|九三学社|民革";
    TERM = format!("第? ?({NUMBER}) ?届");
    TIME = format!("第? ?({NUMBER}) ?次");
    PLENARY = format!("第? ?({NUMBER}) ?次(?:全体)?(?:会议|全会)");
    HELD_AFTER = r"^[^，；。]{0,45}?(?:召开|举行|开幕|闭幕|开会|落幕|胜利|圆满|隆重)";
    HELD_BEFORE = r"召开|举行|主持|出席|参加|列席|参会";
    HELD_LATER = r"召开|举行|开幕|闭幕|落幕";
    /// Words before a sitting that is spoken of but not the one reported.
    SPOKEN_OF = r"关于|传达|学习|贯彻|筹备|决定|提请|提交|拟于|将于|定于|为开好|为召开|迎接|通过|审议|讨论|听取|自从|按照|根据|落实|部署|《|选举|以来|上届";
    /// A sitting still to come.
    TO_COME = "^[^，；。]{0,20}?(?:将于|将在|拟于|定于|即将|召开在即|在即|筹备)";
    /// Words that show the same after it.
    ABOUT_IT = r"^(?:精神|以来|期间(?:的|提|，委)|议程|日程|筹备|工作|决议|成员|组成|委员|有关|各项|纪要|制度|材料|方案|报告|提案|文件|主席团|秘书|的(?:决定|议程|日程|通知|精神|各项|筹备)|上的|关于|政治|选举|审查|通过的|确定|部署|安排)";
    WHERE = "在[^，；]{2,25}?(?:召开|举行)";
    OTHER_COMMITTEE = r"提案委|文史|经济委|专委|专门委|联络|党组|机关|支部|界别|工作组|主席团|秘书长|办公|协商会|座谈|[^届县市区州旗盟省国务]委员会|委(?:召开|举行)";
}

const MODE: &str = "(?:（扩大）|扩大|专题议政性|议政性|专题议政|专题协商|专题|协商)";

/// Spoken of in one clause of the article.
#[derive(Clone, Copy)]
pub(super) struct Mention<'t> {
    pub kind: Kind,
    pub term: Option<(u32, Piece<'t>)>,
    pub session: Option<(u32, Piece<'t>)>,
    pub number: Option<(u32, Piece<'t>)>,
    /// From the name of the assembly to the end of the sitting's name.
    pub name: Piece<'t>,
    /// What stands before the name of the assembly in its clause.
    pub before: Piece<'t>,
    /// What follows in the clause.
    pub after: Piece<'t>,
    /// The sentence it stands in.
    pub sentence: Piece<'t>,
}

/// The sittings reported in a sentence, as the reader meets them; a preparatory one first.
/// A headline may name a sitting and leave out the verb.
pub(super) fn mentions<'t>(sentence: Piece<'t>, headline: bool) -> Vec<Mention<'t>> {
    let clauses = sentence.split(|c| "，；：、".contains(c) || headline && c == ' ');
    let mut found: Vec<Mention<'t>> = Vec::new();
    for (index, clause) in clauses.iter().enumerate() {
        let later = headline || clauses.get(index + 1).is_some_and(|next| HELD_LATER.is_match(next.str));
        found.extend(in_clause(*clause, sentence, later));
    }
    found.sort_by_key(|mention| mention.kind != Kind::Preparatory);
    found
}

fn in_clause<'t>(clause: Piece<'t>, sentence: Piece<'t>, held_later: bool) -> Vec<Mention<'t>> {
    let mut mentions = Vec::new();
    for found in HEAD.captures_iter(clause.str) {
        let Some(head) = found.get(0) else { continue };
        let kind = [
            ("prep", Kind::Preparatory),
            ("chair", Kind::Chairpersons),
            ("stand", Kind::StandingCommittee),
            ("plen", Kind::Plenary),
        ]
        .into_iter()
        .find(|(group, _)| found.name(group).is_some())
        .map_or(Kind::Other, |(_, kind)| kind);
        let Some(body) = nearest_body(&clause.str[..head.start()]) else { continue };
        if !clause.str[body.clone()].contains("政") || clause.str[body.clone()].contains("政府") {
            continue;
        }
        let before = clause.before(body.start);
        let name = clause.part(body.start..head.end());
        let after = clause.after(head.end());
        if is_reported(clause.before(head.start()), after, held_later)
            && !OTHER_COMMITTEE.is_match(&WHERE.replace(joint(&clause.str[body.end..head.start()]), ""))
        {
            mentions.push(numbered(kind, before, name, after, sentence));
        }
    }
    mentions
}

/// Of sittings held together, the one named last: 党组会议暨主席会议.
fn joint(text: &str) -> &str {
    text.rsplit('暨').next().unwrap_or(text)
}

/// The body named last before the name of a sitting; 县委 in 县委员会 is none, nor is 党组 whose
/// meeting is held together with this one.
fn nearest_body(text: &str) -> Option<std::ops::Range<usize>> {
    BODY.find_iter(text)
        .filter(|body| {
            let county = body.as_str().ends_with('委') && text[body.end()..].starts_with('员');
            let beside = body.as_str() == "党组" && text[body.end()..].contains('暨');
            !county && !beside
        })
        .last()
        .map(|body| body.range())
}

fn is_reported(before: Piece<'_>, after: Piece<'_>, held_later: bool) -> bool {
    if ABOUT_IT.is_match(after.str) || TO_COME.is_match(after.str) {
        return false;
    }
    let verb = HELD_BEFORE.find_iter(before.str).last();
    let told = verb.map_or(before.str, |verb| &before.str[verb.end()..]);
    if SPOKEN_OF.is_match(told) {
        return false;
    }
    verb.is_some()
        || HELD_AFTER.is_match(after.str)
        || after.trim().is_empty() && held_later
        || after.str.starts_with('暨')
}

fn numbered<'t>(kind: Kind, before: Piece<'t>, name: Piece<'t>, after: Piece<'t>, sentence: Piece<'t>) -> Mention<'t> {
    let last = |pattern: &regex::Regex, piece: Piece<'t>| {
        let found = pattern.captures_iter(piece.str).last()?.get(1)?;
        Some((value(found.as_str())?, piece.part(found.range())))
    };
    let close = before.after(nearby(before.str));
    let (session, number) = match kind {
        Kind::Plenary => {
            let first = TIME.captures(name.str).and_then(|found| found.get(1));
            let time = first.and_then(|f| Some((value(f.as_str())?, name.part(f.range()))));
            (time, None)
        }
        Kind::Preparatory => (last(&PLENARY, name), None),
        _ => (None, last(&TIME, name)),
    };
    Mention {
        kind,
        term: last(&TERM, name).or_else(|| last(&TERM, close)),
        session,
        number,
        name,
        before,
        after,
        sentence,
    }
}

/// Where the last eight characters of a text begin: 十一届区 of 十一届区政协.
fn nearby(text: &str) -> usize {
    text.char_indices().rev().nth(7).map_or(0, |(index, _)| index)
}
