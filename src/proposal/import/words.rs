//! What clerks write in the cells of a table, and what it says.

use std::sync::LazyLock;

use regex::Regex;

use crate::error::Refusal;
use crate::member::rules::number;
use crate::proposal::model::Mark;
use crate::proposal::rules::{NUMBERS, State};

static BOTH: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "the pattern is a constant and used by a test")]
    Regex::new(r"^第?([^届次]+)届(?:[^次第]*第)?([^届次]+)次").unwrap()
});

/// 十届三次, 第10届第3次会议, 十届县政协第三次.
pub fn both(text: &str) -> Option<(i64, i64)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = BOTH.captures(&text)?;
    number(&found[1]).zip(number(&found[2]))
}

/// The number of a proposal, as it is or within 第12号.
pub fn numbered(text: &str) -> Result<i64, Refusal> {
    let digits = text.trim_start_matches('第').trim_end_matches('号').trim_end_matches(".0").trim();
    let number = digits.parse().map_err(|_| Refusal::new("proposalin-number"))?;
    let (least, most) = (NUMBERS.start(), NUMBERS.end());
    let within = NUMBERS.contains(&number).then_some(number);
    within.ok_or_else(|| Refusal::new("form-number").with("least", least).with("most", most))
}

/// What is chosen where a word is not known.
pub const SATISFACTION: &[&str] = &["满意", "基本满意", "不满意"];
pub const STATES: &[&str] = &["办结", "立案", "不予立案", "转意见建议", "撤案"];

pub fn satisfaction(text: &str) -> Result<Mark, Refusal> {
    match text {
        "满意" | "非常满意" | "很满意" => Ok(Mark::Satisfied),
        "基本满意" | "较满意" | "比较满意" => Ok(Mark::Mostly),
        "不满意" => Ok(Mark::Not),
        _ => Err(Refusal::new("proposalin-satisfaction")),
    }
}

/// Old ones are closed, unless the cell says otherwise. Filed alone, with nothing of its handling, it waits to be assigned.
pub fn state(text: &str, handled: bool) -> Result<State, Refusal> {
    match text {
        "不予立案" | "不立案" | "未立案" | "否" => Ok(State::Declined),
        "转意见建议" | "转为意见建议" | "转意见" | "转建议" | "作为意见建议" => {
            Ok(State::Redirected)
        }
        "撤案" | "已撤案" | "撤回" | "已撤回" => Ok(State::Withdrawn),
        "立案" | "已立案" | "是" if !handled => Ok(State::Filed),
        "立案" | "已立案" | "是" | "办结" | "已办结" | "已答复" | "答复" | "结案" | "已评价" => {
            Ok(State::Closed)
        }
        _ => Err(Refusal::new("proposalin-state")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_read_however_they_are_written() {
        for text in ["十届三次", "第十届第三次会议", "10届3次", "十届县政协第三次全体会议", "第 10 届 3 次"]
        {
            assert_eq!(both(text), Some((10, 3)), "{text}");
        }
        for text in ["2024年", "十届", "三次", ""] {
            assert_eq!(both(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_that_is_read_is_one_that_is_filed_and_merged_into() {
        for (text, wanted) in [("12", 12), ("第0013号", 13), ("260012", 260_012), ("2026012", 2_026_012), ("7.0", 7)]
        {
            assert_eq!(numbered(text), Ok(wanted), "{text}");
            assert_eq!(crate::fields::number(&wanted.to_string(), NUMBERS), Ok(Some(wanted)));
        }
        for (text, key) in [("0", "form-number"), ("10000000", "form-number"), ("2026-014", "proposalin-number")] {
            assert_eq!(numbered(text).unwrap_err().key, key, "{text}");
        }
    }
}
