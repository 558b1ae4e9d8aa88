//! One person as an article introduces them: posts, then the name.

use super::name::{POSTS, begins_a_name, closed_up, could_be_name, ends_with_post, is_name, is_quoted, post_ends};
use super::pattern::patterns;
use super::text::Piece;

patterns! {
    /// Words before a post that do not belong to it.
    BEFORE_POST = r"^(?:.*(?:的有|还有|有：|由|请|邀请|会上|会议上|随后|会后|会前|期间|其间|当天|当日|上午|下午|首先|最后|今天|昨天|以及|包括|听取(?:和|并)?(?:审议|讨论|协商)?了?|会议在|当选的|同志们?，|在主席台(?:前排)?就座的|就座的|领导有|为：|是：|：|召开|日)|和|与|及|并|，|、| )+";
    NO_POST = r"^研究|酝酿|召开|传达|学习|贯彻|落实|按照|根据|审议|讨论|通过|精神|关于|部署|选举|坚持|围绕|推动|深入|认真|会议|应出席|应到|实到|实际|报告|全会|，|《|“|[0-9]{3}";
    HOW_MANY = r"共?(?:计)?[0-9一二三四五六七八九十百]+(?:余|多)?[人名位]$";
    ANY_POST = POSTS.join("|");
    NOTE = r"（[^（）]{0,24}）";
    /// Whole groups: nobody in them is named.
    GROUP = r"(?:负责人|负责同志|人员|委员|常委|组长|成员|代表|主任|领导|同志|班子|干部|职工|单位|部门|机关|召集人|主席|书记|局长|镇长|乡长|联络员|处级|科级|党派|团体|人士|嘉宾|秘书长|专家|学者|群众|主委|会长|组成人员|县级|全体|各[\p{Han}]+)$";
}

/// Whether the words can name somebody at all; most words of an article cannot.
pub(super) fn may_name(words: Piece<'_>) -> bool {
    let first = words.str.chars().next();
    ANY_POST.is_match(words.str) || first.is_some_and(begins_a_name) || words.str.contains(['由', '·', '，'])
}

/// Whether there is a post in the words, whoever holds it.
pub(super) fn tells_a_post(words: Piece<'_>) -> bool {
    words.count() <= 24 && post_ends(words.str).next().is_some()
}

/// What a stretch of words between two marks says about persons.
pub(super) enum Named<'t> {
    /// Somebody, with the post told just before the name.
    Person {
        post: Option<Piece<'t>>,
        name: Piece<'t>,
    },
    /// A post, its holder still to come: 县委常委.
    Post(Piece<'t>),
    /// A group without names.
    Group,
    Nothing,
}

/// Reads `words`: 统战部部长曾郴, 朱锡祥, 县委常委, 卓祥军秘书长, 各专委会主任.
pub(super) fn read(words: Piece<'_>) -> Named<'_> {
    let words = bare(words);
    if words.is_empty() || words.str.len() > 180 {
        return Named::Nothing;
    }
    let start = BEFORE_POST.find(words.str).map_or(0, |found| found.end());
    let whole = closed_up(words.str);
    if is_name(&whole) && !ends_with_post(&whole) {
        return person(None, words);
    }
    let rest = words.after(start);
    let words = if rest.count() < 2 { words } else { rest };
    if is_name(&closed_up(words.str)) && !ends_with_post(words.str) {
        return person(None, words);
    }
    if let Some((post, name)) = post_and_name(words, is_name).or_else(|| name_and_post(words)) {
        return person(Some(post), name);
    }
    if let Some((post, name)) = around_note(words) {
        return person(Some(post), name);
    }
    if ends_with_post(words.str) {
        if NO_POST.is_match(words.str) {
            return Named::Nothing;
        }
        return if words.str.starts_with(['各', '全']) || words.str.ends_with("负责人") {
            Named::Group
        } else {
            Named::Post(words)
        };
    }
    if GROUP.is_match(words.str) {
        return Named::Group;
    }
    if let Some((post, name)) = post_and_name(words, could_be_name) {
        return person(Some(post), name);
    }
    if could_be_name(&closed_up(words.str)) {
        return person(None, words);
    }
    Named::Nothing
}

fn person<'t>(post: Option<Piece<'t>>, name: Piece<'t>) -> Named<'t> {
    let refused = is_quoted(&closed_up(name.str)) || post.is_some_and(|post| NO_POST.is_match(post.str));
    if refused { Named::Nothing } else { Named::Person { post, name } }
}

/// Without a note in brackets and what politeness adds.
fn bare(words: Piece<'_>) -> Piece<'_> {
    let mut words = words.trim();
    if let Some(note) = NOTE.find(words.str).filter(|note| note.end() == words.str.len()) {
        words = words.before(note.start());
    }
    if let Some(count) = HOW_MANY.find(words.str) {
        words = words.before(count.start());
    }
    for end in ["等同志", "同志", "等人", "等领导", "等", "两位", "先生", "女士"] {
        words = words.before(words.str.strip_suffix(end).unwrap_or(words.str).len());
    }
    words.trim()
}

fn post_and_name(words: Piece<'_>, accepts: impl Fn(&str) -> bool) -> Option<(Piece<'_>, Piece<'_>)> {
    post_ends(words.str)
        .filter(|end| *end < words.str.len())
        .find(|end| accepts(&closed_up(&words.str[*end..])))
        .map(|end| (words.before(end).trim(), words.after(end).trim()))
}

/// 副主席（不驻会）惠某
fn around_note(words: Piece<'_>) -> Option<(Piece<'_>, Piece<'_>)> {
    let note = NOTE.find(words.str)?;
    let (post, name) = (words.before(note.start()), words.after(note.end()));
    (ends_with_post(post.str) && could_be_name(&closed_up(name.str))).then_some((post, name))
}

/// 卓祥军秘书长
fn name_and_post(words: Piece<'_>) -> Option<(Piece<'_>, Piece<'_>)> {
    const AFTER_NAMES: [&str; 9] = ["副主席", "主席", "秘书长", "副书记", "书记", "常委", "主任", "部长", "局长"];
    let post = AFTER_NAMES.iter().find(|post| words.str.ends_with(**post))?;
    let end = words.str.len() - post.len();
    let name = words.before(end);
    (name.count() == 3 && is_name(name.str)).then(|| (words.after(end), name))
}

/// The persons of 张三和李四 or 张三 李四; none when one of the parts is nobody, or none is
/// named.
pub(super) fn joined(words: Piece<'_>) -> Vec<Piece<'_>> {
    let spaced: Vec<_> = words.split(|c| c == ' ');
    if spaced.len() > 1 && spaced.iter().all(|part| names_somebody(*part)) {
        return spaced;
    }
    ["以及", "和", "与", "及", "暨"]
        .iter()
        .flat_map(|word| words.str.match_indices(word).take(4))
        .map(|(at, word)| [words.before(at), words.after(at + word.len())])
        .find(|parts| {
            parts.iter().all(|part| names_somebody(*part))
                && parts.iter().any(|part| matches!(read(*part), Named::Person { .. }))
        })
        .map(Vec::from)
        .unwrap_or_default()
}

fn names_somebody(words: Piece<'_>) -> bool {
    match read(words) {
        Named::Person { post, name } => post.is_some() || is_name(&closed_up(name.str)),
        Named::Post(_) => true,
        Named::Group => words.count() <= 24,
        Named::Nothing => false,
    }
}
