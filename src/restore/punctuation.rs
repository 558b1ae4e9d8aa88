//! Punctuation marks that damage has doubled: `，，` `。。` `““`.
//!
//! Only marks that no writer doubles are touched. `……` `——` `！！` `？？` stay, three full stops are an
//! ellipsis, doubled quotation marks stay where quotations nest, and empty cells of a table stay.

use super::cut::Cut;
use super::edit::{EditKind, Why};
use std::ops::Range;

/// Finds the doubled marks of a text.
pub fn doubled(text: &str, cuts: &mut Vec<Cut>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        of_line(line, start, cuts);
        start += line.len();
    }
}

fn of_line(line: &str, start: usize, cuts: &mut Vec<Cut>) {
    let mut runs = runs(line);
    runs.retain(|run| !run.is_ellipsis());
    if runs.is_empty() {
        return;
    }
    let prose = line.contains(['。', '；', '！', '？', '：', '，']);
    for run in &runs {
        let damage = match run.mark {
            mark if let Some(pair) = pair(mark) => is_doubled(pair, line, &runs),
            ',' | ';' | ':' => prose && follows_han(line, run.bytes.start),
            _ => true,
        };
        if damage {
            cuts.push(Cut {
                bytes: start + run.bytes.start..start + run.bytes.end,
                instead: run.mark.to_string(),
                kind: EditKind::Punctuation,
                why: Why::Doubled(run.mark),
            });
        }
    }
}

struct Run {
    bytes: Range<usize>,
    mark: char,
    count: usize,
}

impl Run {
    fn is_ellipsis(&self) -> bool {
        self.mark == '。' && self.count > 2
    }
}

/// Marks of one kind in a row, two or more. A full-width and a half-width comma are one kind; the
/// full-width one remains.
fn runs(line: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<(char, usize)> = None;
    for (at, c) in line.char_indices().filter(|&(_, c)| is_mark(c)) {
        let end = at + c.len_utf8();
        match last {
            Some((before, until)) if until == at && wide(before) == wide(c) => match runs.last_mut() {
                Some(run) if run.bytes.end == at => {
                    run.bytes.end = end;
                    run.count += 1;
                    run.mark = wider(run.mark, c);
                }
                _ => runs.push(Run { bytes: at - before.len_utf8()..end, mark: wider(before, c), count: 2 }),
            },
            _ => {}
        }
        last = Some((c, end));
    }
    runs
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '、' | '；' | '：' | ',' | ';' | ':' | '“' | '”' | '‘' | '’' | '《' | '》')
}

fn wide(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        c => c,
    }
}

fn wider(a: char, b: char) -> char {
    if a == wide(a) { a } else { b }
}

fn pair(mark: char) -> Option<(char, char)> {
    [('“', '”'), ('‘', '’'), ('《', '》')].into_iter().find(|&(open, close)| mark == open || mark == close)
}

/// Would the marks of the line pair at least as well with every run of them made one? If not, one
/// quotation stands within another.
fn is_doubled((open, close): (char, char), line: &str, runs: &[Run]) -> bool {
    let count = |mark| line.chars().filter(|&c| c == mark).count();
    let spare = |mark| runs.iter().filter(|run| run.mark == mark).map(|run| run.count - 1).sum::<usize>();
    let before = count(open).abs_diff(count(close));
    let after = (count(open) - spare(open)).abs_diff(count(close) - spare(close));
    after <= before
}

fn follows_han(line: &str, at: usize) -> bool {
    line[..at]
        .chars()
        .next_back()
        .is_some_and(|c| super::script::is_han(c) || matches!(c, '”' | '’' | '》' | '）' | '」' | '』'))
}
