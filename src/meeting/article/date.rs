//! Days: the one an article was published on, and the one the sitting was held on.

use std::ops::Range;

use jiff::civil::Date;
use regex::Captures;

use super::number::value;
use super::pattern::patterns;
use super::text::Piece;

patterns! {
    FULL = r"(?P<y>(?:19|20)\d{2}|二[〇零]?[〇零一二三四五六七八九]{2}) ?(?:年|[-/.]) ?(?P<m>[0-9一二三四五六七八九十]{1,2}) ?(?:月|[-/.]) ?(?P<d>[0-9一二三四五六七八九十廿]{1,3}) ?日?";
    IN_YEAR = r"(?P<m>[0-9]{1,2}|[一二三四五六七八九]|十[一二]?) ?月 ?(?P<d>[0-9]{1,2}|[一二三四五六七八九十廿]{1,3}) ?日?";
    IN_MONTH = r"(?:^|[^0-9月年])(?P<d>[0-9]{1,2})(?:日|至[0-9]{1,2}日)";
    RELATIVE = r"今[日天]|昨[日天]";
    COPYRIGHT = r"(?i)(?:版权所有|copyright|©)[^\n]{0,40}?(?P<a>(?:19|20)\d{2})(?: ?[-—–~至]+ ?(?P<b>20\d{2}))?|(?P<c>20\d{2})[^\n]{0,20}?(?:版权所有|all rights)";
    YEAR_MONTH = r"(?P<y>20\d{2})年(?P<m>[0-9]{1,2})月";
    DATELINE = r"(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日(?:讯|电|消息)";
    /// Labels that stand on the line of a publication date.
    PUBLISHING = r"发布|发表|来源|作者|时间|日期|浏览|阅读|点击|编辑|字号|字体|更新|审核|通讯员|记者|星期|周[一二三四五六日]|第\d+版|日报|晚报|网|刊";
    LABELLED = r"(?:发布|发表|刊发|刊登|上传|录入)(?:时间|日期|于|日)?[： ]*$|(?:时间|日期)[： ]*$";
    /// A date with its time, and behind it what else stands on such a line.
    STAMP = r"^(?: ?\d{1,2}：\d{2}(?:：\d{2})?)? *[|｜]? *(?:文章|信息)?(?:来源|作者|浏览|点击|阅读|字号|编辑|发布者|访问)";
    HELD = r"召开|举行|主持|开幕|闭幕|会议";
}

/// A day found, and where.
pub(super) struct Day {
    pub date: Date,
    pub at: Range<usize>,
}

fn number(found: &Captures<'_>, group: &str) -> Option<i16> {
    let number = value(found.name(group)?.as_str())?;
    i16::try_from(number).ok()
}

fn full(found: &Captures<'_>) -> Option<Date> {
    let (month, day) = (number(found, "m")?, number(found, "d")?);
    civil(number(found, "y")?, month, day)
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn full_days(piece: Piece<'_>) -> impl Iterator<Item = Day> + '_ {
    FULL.captures_iter(piece.str).filter_map(move |found| {
        let all = found.get(0)?;
        Some(Day { date: full(&found)?, at: piece.part(all.range()).range() })
    })
}

/// The day of publication: labelled as such anywhere, else the first on a line beside the text.
pub(super) fn published(whole: Piece<'_>, beside: &[Piece<'_>]) -> Option<Day> {
    let labelled = |day: &Day| {
        let from = whole.str[..day.at.start].char_indices().rev().nth(7).map_or(0, |(index, _)| index);
        LABELLED.is_match(&whole.str[from..day.at.start])
    };
    let on_a_line = |line: &Piece<'_>| {
        let day = full_days(*line).next()?;
        let rest = line.count() - line.str[day.at.start - line.at..day.at.end - line.at].chars().count();
        let publishing = rest <= 12 || PUBLISHING.is_match(line.str);
        (publishing && !HELD.is_match(line.str) && !COPYRIGHT.is_match(line.str)).then_some(day)
    };
    let stamped = |day: &Day| STAMP.is_match(whole.str[day.at.end..].lines().next().unwrap_or_default());
    full_days(whole).find(|day| labelled(day) || stamped(day)).or_else(|| beside.iter().find_map(on_a_line))
}

/// The year to which a day without one is near, and whether that day must come before.
enum Reference {
    Published(Date),
    Near(Date),
    Year(i16),
}

impl Reference {
    fn find(whole: Piece<'_>, published: Option<Date>) -> Option<Self> {
        if let Some(date) = published {
            return Some(Self::Published(date));
        }
        if let Some(year) = copyright_year(whole) {
            return Some(Self::Year(year));
        }
        if let Some(day) = full_days(whole).next() {
            return Some(Self::Near(day.date));
        }
        let found = YEAR_MONTH.captures(whole.str)?;
        civil(number(&found, "y")?, number(&found, "m")?, 15).map(Self::Near)
    }

    /// A sitting is reported on its day or later; of another day it is as near as can be.
    fn place(&self, month: i16, day: i16) -> Option<Date> {
        match *self {
            Self::Published(published) => [published.year(), published.year() - 1]
                .into_iter()
                .filter_map(|year| civil(year, month, day))
                .find(|date| *date <= published),
            Self::Near(other) => (-1..=1)
                .filter_map(|step| civil(other.year() + step, month, day))
                .min_by_key(|date| (*date - other).get_days().abs()),
            Self::Year(year) => civil(year, month, day),
        }
    }
}

fn copyright_year(whole: Piece<'_>) -> Option<i16> {
    let found = COPYRIGHT.captures(whole.str)?;
    ["b", "a", "c"].iter().find_map(|group| number(&found, group))
}

/// The day of the sitting told in `lead`: the first in it, of several days the first.
pub(super) fn held(whole: Piece<'_>, lead: Piece<'_>, published: Option<Date>) -> Option<Day> {
    let day = |range: Range<usize>, date: Date| Day { date, at: lead.part(range).range() };
    let full = full_days(lead).next();
    let in_year = IN_YEAR.captures_iter(lead.str).find(|found| !is_dateline(lead.str, found));
    let relative = RELATIVE.find(lead.str);
    let start = |at: Option<usize>| at.unwrap_or(usize::MAX);
    let full_at = start(full.as_ref().map(|day| day.at.start - lead.at));
    let in_year_at = start(in_year.as_ref().and_then(|found| Some(found.get(0)?.start())));
    let relative_at = start(relative.map(|found| found.start()).filter(|_| published.is_some()));
    if let (Some(found), Some(published)) = (relative, published)
        && relative_at < full_at.min(in_year_at)
    {
        let back = i32::from(found.as_str().starts_with('昨'));
        let date = published.checked_sub(jiff::Span::new().days(back)).ok()?;
        return Some(day(found.range(), date));
    }
    if full_at <= in_year_at && full.is_some() {
        return full;
    }
    let Some(found) = in_year else {
        return in_month(whole, lead, published);
    };
    let place = Reference::find(whole, published)?;
    let date = place.place(number(&found, "m")?, number(&found, "d")?)?;
    Some(day(found.get(0)?.range(), date))
}

/// 12日下午, where the dateline or the day of publication says which month.
fn in_month(whole: Piece<'_>, lead: Piece<'_>, published: Option<Date>) -> Option<Day> {
    let start = DATELINE.find(lead.str).map_or(0, |found| found.end());
    let found = IN_MONTH.captures(&lead.str[start..])?;
    let digits = found.name("d")?;
    let at = lead.part(start + digits.start()..start + digits.end()).range();
    let this = number(&found, "d")?;
    if let Some(line) = DATELINE.captures(lead.str) {
        let (month, day) = (number(&line, "m")?, number(&line, "d")?);
        let written = Reference::find(whole, published)?.place(month, day)?;
        return before_or_on(written, this).map(|date| Day { date, at });
    }
    before_or_on(published?, this).map(|date| Day { date, at })
}

fn before_or_on(reference: Date, day: i16) -> Option<Date> {
    let same = civil(reference.year(), i16::from(reference.month()), day);
    same.filter(|date| *date <= reference).or_else(|| {
        let last_month = reference.first_of_month().yesterday().ok()?;
        civil(last_month.year(), i16::from(last_month.month()), day)
    })
}

/// 3月12日电: the day of writing, not of the sitting, unless nothing else is said.
fn is_dateline(lead: &str, found: &Captures<'_>) -> bool {
    let Some(all) = found.get(0) else {
        return false;
    };
    let rest = &lead[all.end()..];
    let written = ["讯", "电", "消息"].iter().any(|word| rest.starts_with(word));
    written && (IN_YEAR.is_match(rest) || IN_MONTH.is_match(rest) || RELATIVE.is_match(rest))
}
