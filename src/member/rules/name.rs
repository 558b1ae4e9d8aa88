//! Names as people write them in tables: with blanks to make columns even, with titles, several in one cell.

use std::sync::LazyLock;

use regex::Regex;

use super::cell::number;
use crate::text::{name, pattern};

/// What stands in brackets: a sector, an employer, 女.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]"));

/// What stands before a name, or after it, and is none of it.
static BEFORE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:[^:：]{1,8}[:：]|(?:[省市县区州旗盟]?政协)?(?:常务委员|常委|委员))(.{2,})$"));
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^(.{2,}?)(?:[省市县区州旗盟]?政协)?(?:常务委员|常委|委员|副?主席|副?秘书长)?(?:同志|先生|女士)?$")
});

/// 等3人, 等三位委员, 等人, 等: that there were others, and how many in all.
static OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"等(?:共|计)?\s*([0-9]+|[一二两三四五六七八九十百]+)?\s*(?:余|多)?[人位名](?:[省市县区州旗盟]?政协)?(?:委员|同志)?|等(?:委员)?\s*$",
    )
});

/// The name alone of one who is written with a title, a sector in brackets, or a count of others: 白景行委员（经济界）.
#[must_use]
pub fn bare(text: &str) -> String {
    let name = name(&OTHERS.replace_all(&ASIDE.replace_all(text, ""), ""));
    let name = BEFORE.replace(&name, "$1");
    AFTER.replace(&name, "$1").into_owned()
}

/// Whether a cell says that there is nothing: `/`, 无, —.
#[must_use]
pub fn says_none(text: &str) -> bool {
    let text = text.trim();
    text == "无" || text.chars().all(|sign| "/／\\-—－–_".contains(sign))
}

/// One who is named in a cell: as a person alone would be, and as it is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub written: String,
}

/// Those who are named in a cell, in its order, each once. `known`: whether somebody of this name is known, by which it
/// is told whether a blank, or 和, stands within a name or between two.
#[must_use]
pub fn names(cell: &str, known: impl Fn(&str) -> bool) -> Vec<Named> {
    let known = |written: &str| known(&bare(written));
    let mut all: Vec<Named> = Vec::new();
    let spaced = parts(cell, |sign| "、，,；;／/|\n\r".contains(sign)).into_iter().flat_map(|part| spaced(part, known));
    for written in spaced.flat_map(|one| joined(one, known)) {
        let name = bare(&written);
        if !says_none(&written) && !name.is_empty() && all.iter().all(|one| one.name != name) {
            all.push(Named { name, written });
        }
    }
    all
}

/// How many a cell says that there were, where it names some of them and counts the others: 白景行等3人.
#[must_use]
pub fn told_of(cell: &str) -> Option<i64> {
    number(OTHERS.captures(cell)?.get(1)?.as_str())
}

/// A text at the signs between its parts, but for those within brackets.
fn parts(text: &str, between: impl Fn(char) -> bool) -> Vec<&str> {
    let aside: Vec<_> = ASIDE.find_iter(text).map(|found| found.range()).collect();
    let (mut parts, mut start) = (Vec::new(), 0);
    for (at, sign) in text.char_indices().filter(|(_, sign)| between(*sign)) {
        if !aside.iter().any(|range| range.contains(&at)) {
            parts.push(&text[start..at]);
            start = at + sign.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The names in a part with blanks: of words that follow one another as many as make a name that is known; else signs
/// that stand alone go together, for no name has one sign.
fn spaced(part: &str, known: impl Fn(&str) -> bool) -> Vec<String> {
    if part.chars().any(|sign| sign.is_ascii_alphabetic()) {
        return vec![part.trim().to_owned()];
    }
    let words: Vec<&str> = parts(part, char::is_whitespace).into_iter().filter(|word| !word.is_empty()).collect();
    let mut names = Vec::new();
    let mut rest = &words[..];
    while !rest.is_empty() {
        let whole = (1..=rest.len().min(MOST_WORDS)).rev().find(|n| known(&rest[..*n].concat()));
        let taken = whole.unwrap_or_else(|| unknown(rest));
        names.push(rest[..taken].concat());
        rest = &rest[taken..];
    }
    names
}

/// The most words that are one name: a sign each, and what stands in brackets.
const MOST_WORDS: usize = 6;

/// How many words make the first name, where none that is known is made of them: 张 三, 白 如故, 张三.
fn unknown(words: &[&str]) -> usize {
    let single = |word: &&&str| ASIDE.replace_all(word, "").chars().count() == 1;
    match words.iter().take_while(single).count() {
        0 => 1,
        1 => words.len().min(2),
        // 张 三 李 四: names of two.
        n if n > 3 && n % 2 == 0 => 2,
        n => n.min(3),
    }
}

/// The name that a line begins with, however it is padded, and what stands after it: 白 景 行 县财政局局长.
#[must_use]
pub fn begun(line: &str) -> (String, String) {
    let words: Vec<&str> = line.split_whitespace().collect();
    let latin = words.iter().take_while(|word| word.is_ascii()).count();
    let (whose, rest) = words.split_at(latin.max(unknown(&words)).min(words.len()));
    (name(&whose.join(" ")), rest.join(" "))
}

/// Two who are joined by a word, where both are known.
fn joined(written: String, known: impl Fn(&str) -> bool) -> Vec<String> {
    let mut halves = ['和', '与', '及'].iter().filter_map(|sign| written.split_once(*sign));
    let both = halves.find(|(one, other)| !known(&written) && known(one) && known(other));
    let both = both.map(|(one, other)| vec![one.to_owned(), other.to_owned()]);
    both.unwrap_or_else(|| vec![written])
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROSTER: [&str; 4] = ["白景行", "白如故", "白若谷", "王芳"];

    fn told(cell: &str) -> String {
        let names = names(cell, |name| ROSTER.contains(&name)).into_iter();
        names.map(|one| one.name).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn one_name_is_one_however_it_is_padded_or_titled() {
        for cell in [
            "白景行",
            "白 景 行",
            "白　景　行",
            " 白\u{a0}景行 ",
            "白景行委员",
            "白景行县政协委员",
            "县政协委员白景行",
            "白景行常委",
            "白景行同志",
            "白景行（经济界）",
            "白景行 （经济界、农业界）",
            "白 景 行(女)",
            "（经济界）白景行",
            "提案人：白景行",
            "白景行等3人",
            "白景行等三位委员",
            "白景行 等",
            "白景行/",
        ] {
            assert_eq!(told(cell), "白景行", "{cell}");
        }
    }

    #[test]
    fn several_names_are_told_apart_however_they_are_divided() {
        for cell in [
            "白景行、白如故",
            "白景行/白如故",
            "白景行 白如故",
            "白 景 行 白　如故",
            "白景行和白如故",
            "白景行（经济界） 白如故（农业，林业）",
            "白景行委员；白如故委员",
            "白景行，白如故，白景行",
            "白景行\n白如故等5人",
        ] {
            assert_eq!(told(cell), "白景行|白如故", "{cell}");
        }
        assert_eq!(told("王　芳 白景行 白若谷"), "王芳|白景行|白若谷");
    }

    #[test]
    fn one_whom_the_roster_does_not_know_is_named_all_the_same() {
        for (cell, wanted) in [
            ("白无名", "白无名"),
            ("白 无 名", "白无名"),
            ("白 无名", "白无名"),
            ("白景行 赵无名", "白景行|赵无名"),
            ("赵无名 钱无名", "赵无名|钱无名"),
            ("张 三 李 四", "张三|李四"),
            ("王委员", "王委员"),
            ("Li Na、阿依古丽·买买提", "Li Na|阿依古丽·买买提"),
        ] {
            assert_eq!(told(cell), wanted, "{cell}");
        }
        let party = names("民盟（青岭）总支", |_| false);
        assert_eq!(party[0].written, "民盟（青岭）总支", "what no person is called stays as it is written");
    }

    #[test]
    fn a_line_begins_with_a_name() {
        for (line, whose, rest) in [
            ("顾晚晴 县财政局局长、党组书记", "顾晚晴", "县财政局局长、党组书记"),
            ("顾 晚 晴　县财政局局长", "顾晚晴", "县财政局局长"),
            ("顾晚晴", "顾晚晴", ""),
            ("阿依努尔•买买提 县妇联主席", "阿依努尔·买买提", "县妇联主席"),
            ("John Smith 专家", "John Smith", "专家"),
            ("各乡镇街道联络组", "各乡镇街道联络组", ""),
            ("", "", ""),
        ] {
            assert_eq!(begun(line), (whose.to_owned(), rest.to_owned()), "{line}");
        }
    }

    #[test]
    fn a_cell_that_says_that_there_is_nobody_names_nobody() {
        for cell in ["", " ", "/", "／", "无", "—", "——", "-", "\\", "/ /"] {
            assert_eq!(told(cell), "", "{cell}");
            assert!(cell.contains("/ /") || says_none(cell), "{cell}");
        }
    }

    #[test]
    fn a_count_of_others_is_told() {
        for (cell, wanted) in
            [("白景行等3人", Some(3)), ("白景行、白如故等十二位委员", Some(12)), ("白景行等", None), ("白景行", None)]
        {
            assert_eq!(told_of(cell), wanted, "{cell}");
        }
    }
}
