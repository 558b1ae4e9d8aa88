//! Names in pinyin: in which order they stand, and by which letters they are found.

use std::fmt::Write;

use pinyin::{Pinyin, ToPinyin, ToPinyinMulti};

/// Surnames that are read otherwise than the character commonly is, with the tone.
const SURNAMES: &[(&str, &str)] = &[
    ("单于", "chán yú"),
    ("万俟", "mò qí"),
    ("尉迟", "yù chí"),
    ("长孙", "zhǎng sūn"),
    ("令狐", "líng hú"),
    ("澹台", "tán tái"),
    ("单", "shàn"),
    ("曾", "zēng"),
    ("仇", "qiú"),
    ("解", "xiè"),
    ("查", "zhā"),
    ("区", "ōu"),
    ("盖", "gě"),
    ("葛", "gě"),
    ("朴", "piáo"),
    ("任", "rén"),
    ("华", "huà"),
    ("宁", "nìng"),
    ("燕", "yān"),
    ("乐", "yuè"),
    ("覃", "qín"),
    ("缪", "miào"),
    ("纪", "jǐ"),
    ("冼", "xiǎn"),
    ("翟", "zhái"),
    ("员", "yùn"),
    ("种", "chóng"),
    ("秘", "bì"),
    ("乜", "niè"),
    ("折", "shé"),
    ("黑", "hè"),
    ("繁", "pó"),
    ("隗", "wěi"),
    ("句", "gōu"),
    ("那", "nā"),
    ("召", "shào"),
    ("哈", "hǎ"),
    ("过", "guō"),
    ("应", "yīng"),
    ("牟", "mù"),
    ("祭", "zhài"),
    ("能", "nài"),
    ("都", "dū"),
    ("於", "yū"),
];

/// How many spellings of one name are kept at most.
const SPELLINGS: usize = 24;

/// What names are ordered by: each character's syllable without and with its tone, then the character itself, so that
/// the same surname stays together. Only small Latin letters and digits, which every database orders alike.
#[must_use]
pub fn sort_key(name: &str) -> String {
    let surname: Vec<_> = surname(name).map_or_else(Vec::new, |reading| reading.split(' ').collect());
    let mut key = String::new();
    for (place, sign) in name.chars().enumerate() {
        match surname.get(place).map(|syllable| plain(syllable)).or_else(|| reading(sign)) {
            Some((syllable, tone)) => {
                let _ = write!(key, "{syllable}{tone}{:05x}", u32::from(sign));
            }
            None if sign.is_ascii_alphanumeric() => key.push(sign.to_ascii_lowercase()),
            None if sign.is_alphanumeric() => {
                let _ = write!(key, "zzz{:05x}", u32::from(sign));
            }
            None => {}
        }
    }
    key
}

/// The letters by which a name is found, a blank before each: ` zhangshan`, ` shan` from the second character on, and
/// the initials ` zs`. Characters of several readings give several spellings of the whole.
#[must_use]
pub fn letters(name: &str) -> String {
    let surname: Vec<_> = surname(name).map_or_else(Vec::new, |reading| reading.split(' ').collect());
    let mut spellings: Vec<Vec<String>> = vec![Vec::new()];
    for (place, sign) in name.chars().enumerate() {
        let right = surname.get(place).map(|syllable| plain(syllable).0);
        let readings = readings(sign, right);
        if readings.is_empty() {
            continue;
        }
        let room = (SPELLINGS / spellings.len()).max(1);
        let longer = |spelling: &Vec<String>| -> Vec<Vec<String>> {
            readings
                .iter()
                .take(room)
                .map(|syllable| [&spelling[..], std::slice::from_ref(syllable)].concat())
                .collect()
        };
        spellings = spellings.iter().flat_map(longer).collect();
    }
    let mut found = Vec::new();
    for (n, spelling) in spellings.iter().enumerate() {
        let initials = spelling.iter().filter_map(|syllable| syllable.chars().next()).collect();
        let tails = (0..if n == 0 { spelling.len() } else { 1 }).map(|from| spelling[from..].concat());
        for letters in tails.chain([initials]) {
            if !letters.is_empty() && !found.contains(&letters) {
                found.push(letters);
            }
        }
    }
    found.iter().flat_map(|letters| [" ", letters]).collect()
}

/// What a reader types to find a name by its letters; `None` where they typed something else.
#[must_use]
pub fn typed(text: &str) -> Option<String> {
    let sounded = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, ' ' | '\'' | '-' | 'ü' | 'Ü');
    let letter = |sign: char| match sign {
        'ü' | 'Ü' => Some('v'),
        sign => sign.is_ascii_alphanumeric().then(|| sign.to_ascii_lowercase()),
    };
    let letters: String = text.chars().filter_map(letter).collect();
    (text.chars().all(sounded) && !letters.is_empty()).then_some(letters)
}

fn surname(name: &str) -> Option<&'static str> {
    SURNAMES.iter().find(|(surname, _)| name.starts_with(surname)).map(|(_, reading)| *reading)
}

fn reading(sign: char) -> Option<(String, char)> {
    sign.to_pinyin().map(|pinyin| plain(pinyin.with_tone()))
}

/// The syllables that a sign may stand for, the right one first.
fn readings(sign: char, right: Option<String>) -> Vec<String> {
    if sign.is_ascii_alphanumeric() {
        return vec![sign.to_ascii_lowercase().to_string()];
    }
    let all = sign.to_pinyin_multi().into_iter().flatten().map(|pinyin: Pinyin| plain(pinyin.with_tone()).0);
    let mut readings: Vec<String> = right.into_iter().collect();
    for syllable in all {
        if !readings.contains(&syllable) {
            readings.push(syllable);
        }
    }
    readings
}

/// A syllable without its tone mark, ü as v, and the tone's digit; 5 where it has none.
fn plain(syllable: &str) -> (String, char) {
    let mut tone = '5';
    let mut letters = String::with_capacity(syllable.len());
    for sign in syllable.chars() {
        let (letter, mark) = VOWELS
            .iter()
            .find_map(|(plain, marked)| Some((*plain, marked.chars().position(|m| m == sign)?)))
            .unwrap_or((sign, 0));
        if mark > 0 {
            tone = ['1', '2', '3', '4'][mark - 1];
        }
        if letter.is_ascii_lowercase() {
            letters.push(letter);
        }
    }
    (letters, tone)
}

/// Each vowel bare and with its four tones.
const VOWELS: &[(char, &str)] = &[
    ('a', "aāáǎà"),
    ('e', "eēéěè"),
    ('i', "iīíǐì"),
    ('o', "oōóǒò"),
    ('u', "uūúǔù"),
    ('v', "üǖǘǚǜ"),
    ('n', "n\u{0}ńňǹ"),
    ('m', "m\u{0}ḿ"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_are_read_as_surnames() {
        for (name, letters, wanted) in [
            ("单怀远", " shanhuaiyuan", "shan4"),
            ("曾静", " zengjing", "zeng1"),
            ("仇小满", " qiuxiaoman", "qiu2"),
            ("解放", " xiefang", "xie4"),
            ("查良", " zhaliang", "zha1"),
            ("区志", " ouzhi", "ou1"),
            ("盖文", " gewen", "ge3"),
            ("尉迟恭", " yuchigong", "yu4"),
            ("朴顺", " piaoshun", "piao2"),
            ("吕明", " lvming", "lv3"),
            ("欧阳静好", " ouyangjinghao", "ou1"),
        ] {
            assert!(self::letters(name).starts_with(letters), "{name}: {}", self::letters(name));
            assert!(sort_key(name).starts_with(wanted), "{name}: {}", sort_key(name));
        }
    }

    #[test]
    fn a_name_is_found_by_its_syllables_and_by_its_initials() {
        let found = |typed: &str| letters("单怀远").contains(&format!(" {typed}"));
        for typed in ["shan", "shanhuai", "shy", "sh", "huaiyuan", "dan"] {
            assert!(found(typed), "{typed}");
        }
        assert!(!found("zhang") && !found("anhuai"));
    }

    #[test]
    fn names_stand_in_the_order_of_their_sounds() {
        let mut names = ["章安", "单怀远", "张远", "阿依古丽·买买提", "曾静", "张安", "战士", "吕明", "鲁明"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["阿依古丽·买买提", "鲁明", "吕明", "单怀远", "曾静", "战士", "张安", "张远", "章安"]);
    }

    #[test]
    fn what_is_typed_as_pinyin_is_told_from_characters() {
        assert_eq!(typed("Zhang San"), Some("zhangsan".into()));
        assert_eq!(typed("lü"), Some("lv".into()));
        assert_eq!(typed("张"), None);
        assert_eq!(typed("  "), None);
    }

    #[test]
    fn a_long_name_of_many_readings_stays_short() {
        assert!(letters(&"重长行乐".repeat(10)).len() < 30_000);
    }
}
