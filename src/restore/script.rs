//! Which script is a passage written in, and traditional to simplified by word.
//!
//! A passage is a line. Only characters that belong to one script alone are evidence: 會 is
//! traditional, 会 is simplified, but 著 乾 於 里 台 are met in both and prove nothing. A line is
//! converted when the evidence in it says traditional and the text around it agrees, or when there
//! is so much of it that the line cannot be a mere quotation. Lines without evidence follow the text.

use encoding_rs::{BIG5, GBK};
use opencc_fmmseg::{OpenCC, OpenccConfig};
use regex::Regex;
use std::collections::HashMap;
use std::iter;
use std::ops::Range;
use std::sync::LazyLock;

/// So much evidence makes a line traditional by itself, even in a simplified text.
const OWN_RIGHT: usize = 12;

/// Met in texts of both scripts, in names or by their own right, whatever the old sets say.
const IN_BOTH: &str = "着昇陞甯邨氾迺甦龢堃喆淼犇炘仝鉅祕釐蒐濛谿剋劄扞脩";

/// Words that decide for a text in which no character does.
static SHARED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new("於是|[由至在位用等便基出大小高低至]於|徵[求收集用]|瞭解|藉[口此由]|[看走坐站等笑哭想拿跟]著").ok()
});

const TRADITIONAL: u8 = 1;
const SIMPLIFIED: u8 = 2;
const DIFFERS: u8 = 4;

struct Tables {
    /// Bits of every character of the basic plane.
    class: Box<[u8]>,
    simplified: HashMap<char, char>,
    opencc: OpenCC,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::new);

impl Tables {
    fn new() -> Self {
        let mut opencc = OpenCC::new();
        opencc.set_parallel(false);
        let mut class = vec![0; 0x1_0000].into_boxed_slice();
        let mut simplified = HashMap::new();
        for (from, to) in one_by_one(&opencc, OpenccConfig::T2s) {
            simplified.insert(from, to);
            let traditional_only = (!in_gb2312(from) || from == '後') && !IN_BOTH.contains(from);
            class[from as usize] |= DIFFERS | if traditional_only { TRADITIONAL } else { 0 };
            if let Some(held) = class.get_mut(to as usize) {
                *held |= DIFFERS;
            }
        }
        for (from, _) in one_by_one(&opencc, OpenccConfig::S2t) {
            let simplified_only = !in_big5(from) && !IN_BOTH.contains(from);
            class[from as usize] |= DIFFERS | if simplified_only { SIMPLIFIED } else { 0 };
        }
        Self { class, simplified, opencc }
    }

    fn class(&self, c: char) -> u8 {
        self.class.get(c as usize).copied().unwrap_or(0)
    }
}

/// The characters of the basic plane that change when they stand alone, with what they become.
fn one_by_one(opencc: &OpenCC, config: OpenccConfig) -> Vec<(char, char)> {
    let all: String = ('\u{3400}'..='\u{FAFF}').filter(|&c| is_han(c)).flat_map(|c| [c, '\n']).collect();
    let converted = opencc.convert_with_config(&all, config, false);
    all.chars().zip(converted.chars()).filter(|(from, to)| from != to).collect()
}

/// In the national set of 1980, which holds simplified forms and what the scripts share.
fn in_gb2312(c: char) -> bool {
    matches!(gbk(c)[..], [0xB0..=0xF7, 0xA1..=0xFE])
}

/// The two bytes of a character in GBK; something else if it has none.
fn gbk(c: char) -> Vec<u8> {
    GBK.encode(c.encode_utf8(&mut [0; 4])).0.into_owned()
}

fn in_big5(c: char) -> bool {
    let (_, _, lost) = BIG5.encode(c.encode_utf8(&mut [0; 4]));
    !lost
}

/// The character as written, and its simplified form if that is another.
pub fn forms(c: char) -> impl Iterator<Item = char> {
    iter::once(c).chain(TABLES.simplified.get(&c).copied())
}

/// The simplified form of one character, without regard to words.
pub fn simplified(c: char) -> char {
    TABLES.simplified.get(&c).copied().unwrap_or(c)
}

/// The two scripts write this character differently.
pub fn differs(c: char) -> bool {
    TABLES.class(c) & DIFFERS != 0
}

/// A form that only traditional text has.
pub fn is_traditional(c: char) -> bool {
    TABLES.class(c) & TRADITIONAL != 0
}

/// Not one of the 3,755 common characters of the national set's first level.
pub fn is_rare(c: char) -> bool {
    !matches!(gbk(simplified(c))[..], [0xB0..=0xD7, 0xA1..=0xFE])
}

/// Han characters of every plane in use.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3007}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// How many characters speak for each script.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    traditional: usize,
    simplified: usize,
}

impl Evidence {
    fn of(text: &str) -> Self {
        let tables = &*TABLES;
        let mut evidence = Self::default();
        for c in text.chars() {
            let class = tables.class(c);
            evidence.traditional += usize::from(class & TRADITIONAL != 0);
            evidence.simplified += usize::from(class & SIMPLIFIED != 0);
        }
        evidence
    }

    fn says_traditional(self) -> bool {
        self.traditional > self.simplified
    }

    fn is_none(self) -> bool {
        self.traditional + self.simplified == 0
    }
}

/// The script of a text, line by line.
#[derive(Debug)]
pub struct Script {
    /// Byte ranges of the stretches written in traditional characters, whole lines each.
    traditional: Vec<Range<usize>>,
}

impl Script {
    pub fn of(text: &str) -> Self {
        let lines: Vec<(Range<usize>, Evidence)> =
            line_ranges(text).map(|line| (line.clone(), Evidence::of(&text[line]))).collect();
        let whole = lines.iter().fold(Evidence::default(), |sum, (_, line)| Evidence {
            traditional: sum.traditional + line.traditional,
            simplified: sum.simplified + line.simplified,
        });
        let shared = whole.is_none() && SHARED.as_ref().is_some_and(|words| words.is_match(text));
        let mut traditional: Vec<Range<usize>> = Vec::new();
        for (line, _) in lines.into_iter().filter(|(_, line)| converts(*line, whole, shared)) {
            match traditional.last_mut() {
                Some(last) if last.end == line.start => last.end = line.end,
                _ => traditional.push(line),
            }
        }
        Self { traditional }
    }

    pub fn stretches(&self) -> &[Range<usize>] {
        &self.traditional
    }

    /// Is the line at this byte written in traditional characters?
    pub fn is_traditional_at(&self, byte: usize) -> bool {
        let after = self.traditional.partition_point(|stretch| stretch.end <= byte);
        self.traditional.get(after).is_some_and(|stretch| stretch.start <= byte)
    }
}

fn converts(line: Evidence, whole: Evidence, shared: bool) -> bool {
    if whole.says_traditional() || shared {
        line.traditional >= line.simplified
    } else {
        line.says_traditional() && line.traditional >= OWN_RIGHT
    }
}

/// Lines with their line ends, as byte ranges.
fn line_ranges(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let range = *start..*start + line.len();
        *start = range.end;
        Some(range)
    })
}

/// What the converter's dictionary does not know, as it comes out of it.
const AMENDED: [(&str, &str); 8] = [
    ("沈着", "沉着"),
    ("祇是", "只是"),
    ("祇有", "只有"),
    ("祇能", "只能"),
    ("祇要", "只要"),
    ("衹是", "只是"),
    ("衹有", "只有"),
    ("衹要", "只要"),
];

/// Traditional to simplified, by word; the vocabulary stays. As many characters come out as go in.
pub fn simplify(text: &str) -> String {
    let mut simplified = TABLES.opencc.convert_with_config(text, OpenccConfig::T2s, false);
    for (known, amended) in AMENDED {
        if simplified.contains(known) {
            simplified = simplified.replace(known, amended);
        }
    }
    simplified
}
