//! The days off and worked as the State Council words them: `1月1日（周五）至3日（周日）放假，共3天。1月4日（星期一）上班。`

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use crate::clock::Day;
use crate::error::Refusal;
use crate::text::pattern;

/// Days of a notice, from the first to the last, and whether they are worked.
pub(super) type Stretch = (Day, Day, bool);

/// A day or a stretch of days; what stands in brackets behind a day may say of which weekday it is.
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:[（(]([^）)]*)[）)])?";
    pattern(&format!("{day}(?:[至到—～~-]+{day})?"))
});

/// The year that a notice is about: 关于2026年部分节假日安排的通知.
static ABOUT: LazyLock<Regex> = LazyLock::new(|| pattern(r"关于(\d{4})年"));

static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:周|星期)([一二三四五六日天])"));

/// A day as it is written: without its year where the notice says it once for all.
#[derive(Clone, Copy)]
struct Written {
    year: Option<i16>,
    month: i8,
    day: i8,
    weekday: Option<Weekday>,
}

impl Written {
    fn of(found: &Captures<'_>, at: usize, month: Option<i8>) -> Option<Self> {
        let number = |n: usize| found.get(at + n).and_then(|text| text.as_str().parse::<i8>().ok());
        Some(Self {
            year: found.get(at).and_then(|text| text.as_str().parse().ok()),
            month: number(1).or(month)?,
            day: number(2)?,
            weekday: found.get(at + 3).and_then(|text| weekday(text.as_str())),
        })
    }

    /// The day in a year, if it is of the weekday that is written.
    fn within(self, year: i16) -> Option<Day> {
        let day = Date::new(self.year.unwrap_or(year), self.month, self.day).ok()?;
        self.weekday.is_none_or(|weekday| weekday == day.weekday()).then_some(Day(day))
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    let sign = WEEKDAY.captures(text)?.get(1)?.as_str();
    let place = ["一", "二", "三", "四", "五", "六", "日"].iter().position(|one| *one == sign).unwrap_or(6);
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}

/// Whether a text is a notice: it has days without a year that are off or worked.
#[must_use]
pub(super) fn is_one(text: &str) -> bool {
    sentences(text).next().is_some()
}

/// Its sentences that say what some days are: with the number of its line, as it stands, and whether they are worked.
fn sentences(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let all = text.lines().enumerate().flat_map(|(n, line)| line.split(['。', '；', ';']).map(move |one| (n + 1, one)));
    all.filter_map(|(n, one)| {
        let worked = one.contains("上班");
        if !worked && !one.contains("放假") && !one.contains('休') {
            return None;
        }
        let short = DAYS.captures_iter(one).any(|found| {
            let (first, last) = (found.get(1).is_none() && found.get(2).is_some(), found.get(5).is_none());
            first || last && found.get(7).is_some()
        });
        short.then_some((n, one, worked))
    })
}

/// Reads a notice. Its year is the one that it names, else the one near `today` on which its days are of the weekdays
/// that stand behind them.
///
/// # Errors
/// A sentence whose days there are not, told with the number of its line.
pub(super) fn stretches(text: &str, today: Day) -> Result<Vec<Stretch>, Refusal> {
    let this = today.0.year();
    let named = ABOUT.captures(text).and_then(|found| found[1].parse().ok());
    let years = named.map_or_else(|| vec![this, this + 1, this - 1], |year| vec![year]);
    let tried: Vec<_> = years.into_iter().map(|year| in_year(text, year)).collect();
    let fits = tried.iter().position(Result::is_ok).unwrap_or(0);
    tried.into_iter().nth(fits).unwrap_or_else(|| Ok(Vec::new()))
}

fn in_year(text: &str, year: i16) -> Result<Vec<Stretch>, Refusal> {
    let mut all = Vec::new();
    for (n, sentence, worked) in sentences(text) {
        let unfit = || {
            let shown: String = sentence.trim().chars().take(40).collect();
            Refusal::new("holiday-no-such-day").with("n", n).with("text", shown).with("year", year)
        };
        let mut month = None;
        for found in DAYS.captures_iter(sentence) {
            let first = Written::of(&found, 1, month).ok_or_else(unfit)?;
            month = Some(first.month);
            let from = first.within(year).ok_or_else(unfit)?;
            let mut to = from;
            if found.get(7).is_some() {
                let last = Written::of(&found, 5, month).ok_or_else(unfit)?;
                month = Some(last.month);
                let turned = i16::from(last.month < first.month);
                to = last.within(from.0.year() + turned).ok_or_else(unfit)?;
            }
            if to < from {
                return Err(unfit());
            }
            all.push((from, to, worked));
        }
    }
    Ok(all)
}
