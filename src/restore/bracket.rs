//! `會(huì)議`: brackets with the reading of the character before them.
//!
//! A converter that leaves such brackets puts them after characters the scripts write differently,
//! in running text. Writers put them after rare characters, and in lessons on pronunciation. So:
//!
//! 1. What is not a reading of the character before is never a candidate.
//! 2. A text that speaks of readings (拼音 读音 多音字 …) in proportion to its brackets is a lesson, and
//!    one that annotates nearly every character is a primer: both keep all their brackets.
//! 3. In traditional lines a reading with its tone goes, but for a lone one after a rare character
//!    that both scripts share (亳(bó)州: a gloss). Without a tone (他(ta), 安(an)) it goes after a
//!    character the scripts write differently, or where several such show that the converter
//!    writes none. All in capitals, and with one (陳(Chen)) where nothing else shows that, it stays.
//! 4. In simplified lines they stay: glosses are content. They go after a character only traditional
//!    text has, or when four or more hold the usual readings of characters the scripts write
//!    differently: a damaged text that somebody has converted already. A text about 繁体字 keeps them.

use super::cut::Cut;
use super::edit::{EditKind, Why};
use super::leftover;
use super::reading::{self, Written};
use super::script::{self, Script};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Debug)]
struct Candidate {
    bytes: Range<usize>,
    /// The character whose reading it is.
    of: char,
    written: Written,
    /// Written with its tone, so that it can be no abbreviation.
    toned: bool,
    /// The scripts write the character differently.
    differs: bool,
    traditional: bool,
}

/// Finds the brackets of a text that are damage.
pub fn readings(text: &str, script: &Script, cuts: &mut Vec<Cut>) {
    let candidates = candidates(text, script);
    if candidates.is_empty() {
        return;
    }
    let noise = Noise::of(text, &candidates);
    for candidate in candidates.into_iter().filter(|candidate| noise.includes(candidate)) {
        let Candidate { bytes, of, traditional, .. } = candidate;
        if !traditional && script::is_traditional(of) && text[..bytes.start].ends_with(of) {
            cuts.push(leftover::form(text, of, bytes.start));
        }
        let (kind, why) = (EditKind::Bracket, Why::Reading(of));
        cuts.push(Cut { bytes, instead: String::new(), kind, why });
    }
}

fn candidates(text: &str, script: &Script) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['(', '（']).map(|at| from + at) {
        let open = at + if text.as_bytes()[at] == b'(' { 1 } else { '（'.len_utf8() };
        from = open;
        let Some((content, end)) = content(text, open) else { continue };
        let before = match found.last() {
            Some(last) if last.bytes.end == at => Some(last.of),
            _ => text[..at].chars().next_back(),
        };
        let (Some(of), Some(written)) = (before, Written::parse(content)) else { continue };
        if script::is_han(of) && written.is_reading_of(of) {
            found.push(Candidate {
                bytes: at..end,
                of,
                toned: written.toned || written.is_neutral_reading_of(of),
                written,
                differs: script::differs(of),
                traditional: script.is_traditional_at(at),
            });
            from = end;
        }
    }
    found
}

/// The content of a bracket opened before byte `open`, and the byte after its end.
fn content(text: &str, open: usize) -> Option<(&str, usize)> {
    let mut length = 0;
    for c in text[open..].chars().take(reading::LONGEST) {
        match c {
            ')' | '）' => return Some((&text[open..open + length], open + length + c.len_utf8())),
            '(' | '（' | '\n' => return None,
            _ => length += c.len_utf8(),
        }
    }
    None
}

/// What the brackets of a text are, taken together.
#[expect(clippy::struct_excessive_bools, reason = "five findings that do not exclude each other")]
struct Noise {
    /// Nothing goes: the brackets are what the text is about.
    content: bool,
    /// The converter annotated whatever it met, rare characters too.
    anything: bool,
    /// The converter wrote readings without tones.
    toneless: bool,
    /// Traditional forms in simplified lines are what the text is about.
    forms: bool,
    /// A damaged text that was made simplified with its brackets.
    converted: bool,
}

impl Noise {
    fn of(text: &str, candidates: &[Candidate]) -> Self {
        let count = |test: &dyn Fn(&Candidate) -> bool| candidates.iter().filter(|c| test(c)).count();
        let all = candidates.len();
        let plain = count(&|c| !c.differs && !script::is_rare(c.of) && c.toned);
        let simplified = count(&|c| !c.traditional && c.toned);
        let marked = count(&|c| !c.traditional && c.toned && c.differs);
        let usual = count(&|c| !c.traditional && c.written.is_usual_reading_of(c.of));
        Self {
            content: is_lesson(text, candidates) || is_primer(text, candidates),
            forms: ["繁体", "异体字", "正体字"].iter().any(|word| text.contains(word)),
            anything: plain >= 3 || plain * 5 >= all,
            toneless: count(&|c| c.is_toneless() && c.differs && c.traditional) >= 2,
            converted: simplified >= 4 && marked * 10 >= simplified * 9 && usual * 10 >= simplified * 8,
        }
    }

    fn includes(&self, candidate: &Candidate) -> bool {
        if self.content {
            false
        } else if !candidate.traditional {
            let damaged = script::is_traditional(candidate.of) || self.converted && candidate.differs;
            candidate.toned && damaged && !self.forms
        } else if candidate.toned {
            candidate.differs || self.anything || !script::is_rare(candidate.of)
        } else {
            let sure = self.toneless || candidate.differs && !candidate.written.is_capitalised();
            candidate.is_toneless() && sure || self.toneless && candidate.is_one_letter()
        }
    }
}

impl Candidate {
    /// Written without a tone, and long enough to be meant as a reading.
    fn is_toneless(&self) -> bool {
        !self.toned && !self.written.is_capitals() && self.written.len() > 1
    }

    /// 惡(e) rather than an item (e) of a list.
    fn is_one_letter(&self) -> bool {
        !self.toned && self.differs && self.written.len() == 1
    }
}

/// Words of lessons, without what only looks like them: 阅读作品, 关注音乐, 心声调研.
static LESSON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        "(?x) 拼音 | [多破同]音字 | [韵韻]母 | [认認][读讀] | 生字[表词詞]
        | [读讀]音(?:[^频頻乐樂响響]|$)
        | [读讀唸]作(?:[^品业業文为為者家用]|$)
        | [可应應]?[读讀唸]成(?:[^立果为為功长長]|$)
        | [也可应應又][读讀][为為]
        | 注音(?:[^频頻乐樂响響像]|$)
        | [声聲][调調](?:[^研查整解动動]|$)
        | [声聲]母(?:[^亲親]|$)
        | [读讀念唸](?:第[一二三四]|[轻輕])[声聲]",
    )
    .ok()
});

/// The text speaks of readings often enough, and near enough, to account for its brackets.
fn is_lesson(text: &str, candidates: &[Candidate]) -> bool {
    const NEAR: usize = 300;
    let Some(lesson) = &*LESSON else { return false };
    let words: Vec<usize> = lesson.find_iter(text).map(|word| word.start()).collect();
    let all = candidates.len();
    if words.len() * 50 < all || words.is_empty() {
        return false;
    }
    let shared = candidates.iter().filter(|c| !c.differs).count();
    let near = |c: &&Candidate| {
        let next = words.partition_point(|&word| word < c.bytes.start.saturating_sub(NEAR));
        words.get(next).is_some_and(|&word| word < c.bytes.end + NEAR)
    };
    shared * 4 >= all || all <= words.len() * 6 && candidates.iter().filter(near).count() * 2 >= all
}

/// Nearly every character of the lines with brackets has one.
fn is_primer(text: &str, candidates: &[Candidate]) -> bool {
    const LEAST: usize = 6;
    candidates.len() >= LEAST && {
        let mut counted = 0;
        let mut characters = 0;
        for candidate in candidates {
            if candidate.bytes.start < counted {
                continue;
            }
            let start = text[..candidate.bytes.start].rfind('\n').map_or(0, |at| at + 1);
            counted = text[candidate.bytes.start..].find('\n').map_or(text.len(), |at| candidate.bytes.start + at);
            characters += text[start..counted].chars().filter(|&c| script::is_han(c)).count();
        }
        candidates.len() * 5 >= characters * 4
    }
}
