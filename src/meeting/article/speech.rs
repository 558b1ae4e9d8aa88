//! The verbs by which an article says that somebody spoke.

use super::pattern::patterns;
use super::text::Piece;

patterns! {
    SPEAKS = r"(?P<v>强调|指出|要求|表示|希望|认为|号召|勉励|致(?:开幕|闭幕|欢迎)?[词辞]|说)(?:[，：“]|$|要|全|各)|(?:并|也|作|做|发表|作了|发表了|[会式]上|会议上|时)(?:了)?(?:重要|总结|主旨|动员|闭幕|开幕|主题|专题|的|即席|书面)*(?P<t>讲话)|[^的要](?P<e>讲话)$|提出(?:了)?[\p{Han}\d]{0,5}点?(?P<r>要求|希望|意见)";
    GOES_ON = r"^(?:并|还|同时|他|随后|就|对|围绕|结合|充分肯定|高度评价)";
    HE = r"^(?:会上|同时|随后|最后)?[他她](?:还|同时|进一步|特别|最后)?(?P<v>强调|指出|要求|表示|希望|说)$";
    REPORTS = r"^(?:传达|宣读|通报|汇报|宣布|作(?:了)?(?:工作|关于))";
}

/// A speaker is not looked for beyond this many characters.
const CLAUSES_WITHIN: usize = 160;

/// The verb of speaking after a person: in their own words or the clauses that go on about them.
pub(super) fn told<'t>(here: Piece<'t>, rest: Piece<'t>) -> Option<Piece<'t>> {
    if REPORTS.is_match(here.str) {
        return None;
    }
    verb(here).or_else(|| {
        rest.first(CLAUSES_WITHIN)
            .split(|c| "，；：".contains(c))
            .into_iter()
            .skip(1)
            .take(3)
            .take_while(|clause| GOES_ON.is_match(clause.str))
            .find_map(verb)
    })
}

fn verb(clause: Piece<'_>) -> Option<Piece<'_>> {
    // 在闭幕时讲话指出: what introduces the words tells more than that there were words.
    ["v", "t", "r", "e"]
        .iter()
        .find_map(|group| SPEAKS.captures_iter(clause.str).find_map(|found| found.name(group)))
        .map(|verb| clause.part(verb.range()))
}

/// 他强调: the last speaker goes on.
pub(super) fn by_him(words: Piece<'_>) -> Option<Piece<'_>> {
    let verb = HE.captures(words.str)?.name("v")?;
    Some(words.part(verb.range()))
}
