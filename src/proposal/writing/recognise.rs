//! The parts of a proposal in the paragraphs of a file: subject, situation, analysis, suggestions. No word is lost:
//! what is recognised as nothing else belongs to the situation.

use crate::named;
use crate::proposal::model::words::LONGEST_SUBJECT;

named! {
    /// A part of a proposal's text.
    pub enum Part {
        Subject = "subject",
        Situation = "situation",
        Analysis = "analysis",
        Suggestions = "suggestions",
    }
}

/// The longest heading that is recognised by a word in it, in characters.
const LONGEST_HEADING: usize = 30;

/// What was found in the paragraphs. The parts hold a paragraph a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    pub subject: String,
    pub situation: Vec<String>,
    pub analysis: Vec<String>,
    pub suggestions: Vec<String>,
    /// Who proposes and how they are reached, as the file says it.
    pub people: Vec<String>,
    /// The headings that are now told by the parts themselves.
    pub headings: Vec<String>,
    /// How many paragraphs stood under no heading.
    pub loose: usize,
}

impl Recognised {
    /// The parts that hold something.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        let held = |part: &Part| match part {
            Part::Subject => !self.subject.is_empty(),
            Part::Situation => !self.situation.is_empty(),
            Part::Analysis => !self.analysis.is_empty(),
            Part::Suggestions => !self.suggestions.is_empty(),
        };
        Part::ALL.iter().copied().filter(held).collect()
    }

    fn add(&mut self, part: Part, line: &str) {
        let lines = match part {
            Part::Subject if self.subject.is_empty() && line.chars().count() <= LONGEST_SUBJECT => {
                line.clone_into(&mut self.subject);
                return;
            }
            Part::Subject | Part::Situation => &mut self.situation,
            Part::Analysis => &mut self.analysis,
            Part::Suggestions => &mut self.suggestions,
        };
        lines.push(line.to_owned());
    }
}

/// Headings as they are written, by the part that they begin.
const HEADINGS: &[(Part, &str)] = &[
    (Part::Subject, "案由 案题 题目 标题 提案题目 提案名称 提案标题 提案案由"),
    (
        Part::Situation,
        "情况 现状 问题 背景 案据 基本情况 情况反映 情况分析 存在问题 存在的问题 主要问题 问题现状 现状及问题 \
         现状与问题 问题及现状 情况及问题 基本情况及存在问题 存在的主要问题 提案内容 内容",
    ),
    (Part::Analysis, "分析 原因 原因分析 问题分析 具体分析 分析原因 成因分析 问题成因 主要原因"),
    (
        Part::Suggestions,
        "建议 对策 意见建议 意见和建议 意见与建议 对策建议 对策及建议 对策和建议 具体建议 工作建议 建议及措施 \
         建议和措施 建议措施 建议办法 解决办法 提案建议 几点建议",
    ),
];

/// Words at the end of a numbered heading of the first level, by the part that it begins.
const ENDINGS: &[(Part, &[&str])] = &[
    (Part::Suggestions, &["建议", "对策", "措施", "办法"]),
    (Part::Analysis, &["原因", "成因", "分析"]),
    (Part::Situation, &["情况", "现状", "问题", "背景", "不足", "困难"]),
];

/// What a line about people begins with, before a colon.
const PEOPLE: &str = "提案人 提案者 第一提案人 联名 联名人 联名提案人 联名委员 附议人 附议委员 委员姓名 委员证号 联系人 \
    联系电话 电话 手机 通讯地址 通信地址 邮政编码 邮编 界别 工作单位 单位及职务 工作单位及职务";

/// Whether a name is one of several.
fn among(names: &str, name: &str) -> bool {
    names.split(' ').any(|one| one == name)
}

/// Finds the parts.
#[must_use]
pub fn recognise<S: AsRef<str>>(paragraphs: &[S]) -> Recognised {
    let mut found = Recognised::default();
    let mut now: Option<Part> = None;
    for line in paragraphs.iter().flat_map(|one| one.as_ref().lines()).map(str::trim).filter(|line| !line.is_empty()) {
        if about_people(line) {
            found.people.push(line.to_owned());
        } else if let Some((part, label, rest)) = headed(line) {
            now = Some(part);
            found.headings.push(label.to_owned());
            if !rest.is_empty() {
                found.add(part, rest);
            }
        } else if let Some(part) = numbered(line).filter(|part| now.is_none_or(|now| *part > now)) {
            now = Some(part);
            found.add(part, line);
        } else if now.is_none() && found.subject.is_empty() && entitles(line) {
            found.add(Part::Subject, line);
        } else {
            let part = now.filter(|part| *part != Part::Subject || found.subject.is_empty());
            found.loose += usize::from(part.is_none());
            found.add(part.unwrap_or(Part::Situation), line);
        }
    }
    found
}

/// A line that is a heading, or begins with one before a colon or in brackets: its part, the heading, and what follows.
fn headed(line: &str) -> Option<(Part, &str, &str)> {
    let bare = unnumbered(line);
    let start = line.len() - bare.len();
    let (label, rest) = match bare.find(['：', ':', '】']) {
        Some(at) => {
            let after = at + bare[at..].chars().next().map_or(0, char::len_utf8);
            (&bare[..at], line[start + after..].trim_start_matches(['：', ':']))
        }
        None => (bare, ""),
    };
    let name: String =
        label.chars().filter(|sign| !sign.is_whitespace() && !"【】[]（）()《》".contains(*sign)).collect();
    let (part, _) = HEADINGS.iter().find(|(_, names)| among(names, &name))?;
    Some((*part, &line[..line.len() - rest.len()], rest.trim()))
}

/// The part that a numbered heading of the first level begins by its last word: 二、几点具体建议.
fn numbered(line: &str) -> Option<Part> {
    let digits = line.find('、').filter(|at| *at > 0)?;
    let whole = line[..digits].chars().all(|sign| "一二三四五六七八九十".contains(sign));
    let name = line[digits..].trim_end_matches(['：', ':', '。']);
    if !whole || name.chars().count() > LONGEST_HEADING {
        return None;
    }
    let ended = ENDINGS.iter().find(|(_, words)| words.iter().any(|word| name.ends_with(word)))?;
    // 存在问题及原因: what is told of both is told of the situation first.
    let both = ended.0 == Part::Analysis && ["问题", "情况", "现状"].iter().any(|word| name.contains(word));
    Some(if both { Part::Situation } else { ended.0 })
}

/// A line without its number: 一、 （二） 3. 4、 第一部分.
fn unnumbered(line: &str) -> &str {
    let numeral = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十".contains(sign);
    let open = line.strip_prefix(['（', '(', '第']).unwrap_or(line);
    let rest = open.trim_start_matches(numeral);
    if rest.len() == open.len() {
        return line;
    }
    let ended = ["部分", "、", ".", "．", "）", ")"].iter().find_map(|mark| rest.strip_prefix(mark));
    ended.map_or(line, |rest| rest.trim_start_matches(['、', '：', ':', ' ', '\u{3000}']))
}

/// Whether a line is a title: 关于……的提案.
fn entitles(line: &str) -> bool {
    let title = line.trim_start_matches('《').starts_with("关于");
    title && line.chars().count() <= LONGEST_SUBJECT && !line.contains(['。', '；', '：', ':'])
}

/// Whether a line says who proposes: 提案人：张三.
fn about_people(line: &str) -> bool {
    let Some((label, _)) = line.split_once(['：', ':']) else { return false };
    let name: String = label.chars().filter(|sign| !sign.is_whitespace()).collect();
    among(PEOPLE, &name)
}

#[cfg(test)]
mod tests;
