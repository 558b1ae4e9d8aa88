//! Text as it is kept: nothing in it that cannot be seen, one way to write what looks the same.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// The expression of a pattern that stands in the code; each is used by a test, so none is found unfit later.
pub(crate) fn pattern(text: &str) -> Regex {
    #[expect(clippy::unwrap_used, reason = "a constant, not a text that is read")]
    Regex::new(text).unwrap()
}

/// What ends a line, however it is written.
static BREAK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\r\n|[\r\n\x{B}\x{C}\x{85}\x{2028}\x{2029}]"));

/// What shows nothing by itself: what Unicode lets programs leave out (zero widths, fillers, marks of direction,
/// variants), the blank of braille, the marks of annotations, controls, and what is no sign at all.
static UNSEEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\p{Cc}\x{2800}\x{FFF9}-\x{FFFB}]--[\t\n]]")
});

/// A text as it is kept, of as many lines as it has: each ends in `\n`, what cannot be seen is gone (NUL, which
/// PostgreSQL does not take, among it), and what can be composed is (NFC). White space stays as it is.
#[must_use]
pub fn clean(text: &str) -> String {
    let lines = BREAK.replace_all(text, "\n");
    UNSEEN.replace_all(&lines, "").nfc().collect()
}

/// A text that stands on one line, cleaned: what parted its lines is a space, and around it there is none.
#[must_use]
pub fn line(text: &str) -> String {
    let text = clean(text).replace('\t', " ");
    let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// The dots that part a name such as 阿依努尔·买买提, and those signs that are typed for them between Chinese characters.
const DOTS: &str = "·•‧・･∙⋅";
const LIKE_DOTS: &str = ".．-－‐";

/// A person's name, cleaned: without the blanks that tables put into it to make columns even (王　芳 is 王芳; one between
/// words of Latin letters stays), and with one middle dot, however it was typed.
#[must_use]
pub fn name(text: &str) -> String {
    let mut name = String::new();
    for word in line(text).split_whitespace() {
        let latin = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric());
        if latin(name.chars().next_back()) && latin(word.chars().next()) {
            name.push(' ');
        }
        name.push_str(word);
    }
    let signs: Vec<_> = name.chars().collect();
    let chinese = |sign: &&char| sign.is_alphabetic() && **sign >= '\u{2e80}';
    let dotted = |n: usize, sign: char| {
        let beside = [n.checked_sub(1).and_then(|n| signs.get(n)), signs.get(n + 1)];
        DOTS.contains(sign) && beside.iter().all(|sign| sign.is_some_and(|sign| sign.is_alphabetic()))
            || LIKE_DOTS.contains(sign) && beside.iter().all(|sign| sign.as_ref().is_some_and(chinese))
    };
    signs.iter().enumerate().map(|(n, sign)| if dotted(n, *sign) { '·' } else { *sign }).collect()
}

/// A text by which it is found or compared: in small letters and of one width (NFKC), so that 5g is ５Ｇ.
#[must_use]
pub fn folded(text: &str) -> String {
    clean(text).nfkc().flat_map(char::to_lowercase).collect()
}

/// The signs that are one for somebody who looks for words, ASCII first: 5 is ５, and g is G, ｇ and Ｇ.
#[must_use]
pub fn alike(sign: char) -> Vec<char> {
    let narrow = only(std::iter::once(sign).nfkc()).unwrap_or(sign);
    let cases = [Some(narrow), only(narrow.to_lowercase()), only(narrow.to_uppercase())];
    let wide = |sign: char| match sign {
        ' ' => Some('\u{3000}'),
        '!'..='~' => char::from_u32(u32::from(sign) + WIDER),
        _ => None,
    };
    let mut all: Vec<_> = cases.into_iter().flatten().flat_map(|sign| [Some(sign), wide(sign)]).flatten().collect();
    all.push(sign);
    all.sort_unstable();
    all.dedup();
    all
}

/// The only one of some signs; none where there are several.
fn only(mut signs: impl Iterator<Item = char>) -> Option<char> {
    signs.next().filter(|_| signs.next().is_none())
}

/// How far the wide forms of ASCII stand from it: ！ from !, ～ from ~.
const WIDER: u32 = 0xFEE0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_gone() {
        let unseen = "\u{0}\u{7}\u{7f}\u{9f}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{180e}\u{200b}\u{200d}\u{200e}\
                      \u{202e}\u{2060}\u{2066}\u{2069}\u{2800}\u{3164}\u{fe0f}\u{feff}\u{ffa0}\u{fff9}\u{ffff}\u{e0001}\
                      \u{e0100}";
        assert_eq!(clean(unseen), "");
        assert_eq!(clean(&format!("水{unseen}库")), "水库");
        assert_eq!(clean("\u{e000}㐀𠀀\u{3000}\tA é—…《》1"), "\u{e000}㐀𠀀\u{3000}\tA é—…《》1");
    }

    #[test]
    fn what_can_be_composed_is() {
        assert_eq!(clean("Rene\u{301} e\u{200b}\u{301}"), "René é");
    }

    #[test]
    fn a_line_ends_in_one_way_and_a_text_of_one_line_has_none() {
        let text = " 一\r\n二\r三\u{2028}\u{85} 四\t五\n";
        assert_eq!(clean(text), " 一\n二\n三\n\n 四\t五\n");
        assert_eq!(line(text), "一 二 三 四 五");
        assert_eq!(line("\u{3000}\u{200b} \n"), "");
        assert_eq!(line("关于  水库"), "关于  水库");
    }

    #[test]
    fn a_cleaned_text_stays_as_it_is() {
        proptest::proptest!(|(text in ".{0,40}")| {
            assert_eq!(clean(&clean(&text)), clean(&text));
            assert_eq!(line(&line(&text)), line(&text));
            assert_eq!(name(&name(&text)), name(&text));
        });
    }

    #[test]
    fn blanks_in_a_name_stay_between_latin_words_alone() {
        for (text, wanted) in [
            ("王　芳", "王芳"),
            (" 王\u{200b} 芳 ", "王芳"),
            ("白\n景\t行", "白景行"),
            ("John  Smith", "John Smith"),
            ("\u{3000}", ""),
        ] {
            assert_eq!(name(text), wanted);
        }
    }

    #[test]
    fn a_middle_dot_is_one_however_it_is_typed() {
        for dot in "·•‧・･∙⋅.．-－‐\u{387}".chars() {
            assert_eq!(name(&format!("阿依努尔{dot}买买提")), "阿依努尔·买买提", "{dot}");
            assert_eq!(name(&format!("阿依努尔 {dot} 买买提")), "阿依努尔·买买提", "{dot}");
        }
        for text in ["Jean-Luc Li", "André-Émile", "J.Smith", "王芳.", "王芳-2", "·王芳"] {
            assert_eq!(name(text), text);
        }
        assert_eq!(name("Anna•Maria"), "Anna·Maria");
    }

    #[test]
    fn signs_are_alike_but_for_case_and_width() {
        for (sign, all) in [
            ('5', "5５"),
            ('５', "5５"),
            ('g', "GgＧｇ"),
            ('Ｇ', "GgＧｇ"),
            ('（', "(（"),
            (' ', " \u{3000}"),
            ('水', "水"),
            ('é', "Éé"),
            ('㎡', "㎡"),
            ('ß', "ß"),
        ] {
            assert_eq!(alike(sign).into_iter().collect::<String>(), all, "{sign}");
        }
    }

    #[test]
    fn case_and_width_do_not_part_what_is_compared() {
        for text in ["5g", "5G", "５Ｇ", "5\u{200b}ｇ"] {
            assert_eq!(folded(text), "5g");
        }
        assert_eq!(folded("ＷｉＦｉ（一期）"), "wifi(一期)");
    }
}
