//! The days off and the days worked of a year, as they are pasted: `2025-10-01至2025-10-08 休`, `2025-09-28 班`, or the
//! notice of the State Council as it is.

use std::collections::BTreeMap;

use jiff::Span;

use super::notice;
use crate::clock::Day;
use crate::error::Refusal;
use crate::fields::filled;
use crate::named;

named! {
    /// What a day is set to.
    pub enum Rest {
        Off = "off",
        Worked = "worked",
        /// As the week says.
        Usual = "usual",
    }
}

/// How a line ends that says so; without any of these the day is off.
const WORDS: &[(&str, Rest)] = &[
    ("放假", Rest::Off),
    ("休", Rest::Off),
    ("假", Rest::Off),
    ("off", Rest::Off),
    ("上班", Rest::Worked),
    ("班", Rest::Worked),
    ("worked", Rest::Worked),
    ("常", Rest::Usual),
    ("usual", Rest::Usual),
];

/// Days from the first to the last, and what they are set to.
type Stretch = (Day, Day, Rest);

/// The most days that are taken at once.
const MOST: usize = 1000;

impl Rest {
    /// The word that stands behind a day set so.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Off => "休",
            Self::Worked => "班",
            Self::Usual => "常",
        }
    }
}

/// Reads the days, one or a stretch a line, or a notice. Where a day stands twice, the later one holds.
///
/// # Errors
/// A line that is none, told with its number; none at all; or more than a few years.
pub fn days(text: &str, today: Day) -> Result<BTreeMap<Day, Rest>, Refusal> {
    let stretches = if notice::is_one(text) {
        let said = |(first, last, worked)| (first, last, if worked { Rest::Worked } else { Rest::Off });
        notice::stretches(text, today)?.into_iter().map(said).collect()
    } else {
        lines(text)?
    };
    let mut days = BTreeMap::new();
    for (first, last, rest) in stretches {
        let stretch = first.0.series(Span::new().days(1)).take_while(|day| *day <= last.0);
        days.extend(stretch.take(MOST + 1).map(|day| (Day(day), rest)));
        if days.len() > MOST {
            return Err(Refusal::new("holiday-too-many").with("most", MOST));
        }
    }
    if days.is_empty() { Err(Refusal::new("form-missing")) } else { Ok(days) }
}

fn lines(text: &str) -> Result<Vec<Stretch>, Refusal> {
    let mut stretches = Vec::new();
    for (n, text) in text.lines().enumerate() {
        let Some(text) = filled(text) else { continue };
        let unread = || {
            let shown: String = text.chars().take(40).collect();
            Refusal::new("holiday-unread").with("n", n + 1).with("text", shown)
        };
        stretches.push(line(text).ok_or_else(unread)?);
    }
    Ok(stretches)
}

fn line(text: &str) -> Option<Stretch> {
    let said = WORDS.iter().find_map(|(word, rest)| Some((text.strip_suffix(word)?, *rest)));
    let (stretch, rest) = said.unwrap_or((text, Rest::Off));
    let mut ends = stretch.split(['至', '到', '~', '～', '—']);
    let first = Day::read(ends.next()?)?;
    let last = ends.next().map_or(Some(first), Day::read)?;
    (ends.next().is_none() && first <= last).then_some((first, last, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Result<String, (&'static str, Vec<String>)> {
        let days = days(text, "2026-03-05".parse().unwrap())
            .map_err(|refusal| (refusal.key, refusal.facts.into_iter().map(|(_, v)| v).collect()))?;
        Ok(days.iter().map(|(day, rest)| format!("{day}{}", rest.word())).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn days_are_read_as_people_paste_them() {
        for (text, expected) in [
            ("2025-10-01", "2025-10-01休"),
            ("2025年10月1日 放假\r\n\n 2025-09-28 班 ", "2025-09-28班 2025-10-01休"),
            ("2025-10-01至2025-10-03", "2025-10-01休 2025-10-02休 2025-10-03休"),
            ("2025/9/28 — 2025/9/29 上班", "2025-09-28班 2025-09-29班"),
            ("2025-10-01 休\n2025-10-01 常", "2025-10-01常"),
        ] {
            assert_eq!(told(text), Ok(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_line_that_is_no_day_is_told() {
        let unread = |n: &str, text: &str| Err(("holiday-unread", vec![n.to_owned(), text.to_owned()]));
        assert_eq!(told("2025-10-01\n国庆节"), unread("2", "国庆节"));
        assert_eq!(told("2025-10-08至2025-10-01"), unread("1", "2025-10-08至2025-10-01"));
        assert_eq!(told("2025-02-30 班"), unread("1", "2025-02-30 班"));
        assert_eq!(told(" \n"), Err(("form-missing", vec![])));
        assert_eq!(told("1999-01-01至2099-01-01").unwrap_err().0, "holiday-too-many");
    }

    #[test]
    fn the_notice_of_the_state_council_is_read_as_it_is() {
        let notice = "国务院办公厅关于2025年部分节假日安排的通知\n各省、自治区、直辖市人民政府：\n\
            一、元旦：1月1日（周三）放假1天，不调休。\n\
            二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。\n\
            节假日期间，各地区、各部门要妥善安排好值班。";
        assert_eq!(
            told(notice).unwrap(),
            "2025-01-01休 2025-01-26班 2025-01-28休 2025-01-29休 2025-01-30休 2025-01-31休 2025-02-01休 2025-02-02休 \
             2025-02-03休 2025-02-04休 2025-02-08班"
        );
        for (text, expected) in [
            // Of 2025, 2026 and 2027 the weekdays say which.
            ("1月1日（周五）至3日放假", "2027-01-01休 2027-01-02休 2027-01-03休"),
            ("9月28日（星期日）上班", "2025-09-28班"),
            ("10月1日至2日放假", "2026-10-01休 2026-10-02休"),
            ("2025年12月31日至1月2日放假。", "2025-12-31休 2026-01-01休 2026-01-02休"),
            ("5月1日、3日放假；5月9日上班", "2026-05-01休 2026-05-03休 2026-05-09班"),
        ] {
            assert_eq!(told(text), Ok(expected.to_owned()), "{text}");
        }
        let wrong = told("关于2026年部分节假日安排的通知\n1月1日（周三）放假").unwrap_err();
        assert_eq!(wrong, ("holiday-no-such-day", vec!["2".into(), "1月1日（周三）放假".into(), "2026".into()]));
        assert_eq!(told("2月30日放假").unwrap_err().0, "holiday-no-such-day");
    }
}
