//! Posts and terms as they are written in one cell of a table:
//! `常务委员(2021-12-20—)；提案委员会副主任(2022-01-05—2023-06-30)`.

use std::sync::LazyLock;

use chinese_number::{ChineseCountMethod, ChineseToNumber};
use regex::Regex;

use super::super::model::{Lists, Post, Seat};
use crate::clock::Day;
use crate::error::Refusal;
use crate::text::pattern;

/// The posts of a seat as a cell.
#[must_use]
pub fn written(posts: &[Post], lists: &Lists) -> String {
    let one = |post: &Post| {
        let ends = post.ends.map_or_else(String::new, |day| day.to_string());
        format!("{}({}—{ends})", lists.title(post), post.begins)
    };
    posts.iter().map(one).collect::<Vec<_>>().join("；")
}

/// Reads the posts in a cell. Without dates a post is held as long as the seat; without its second day, as long as
/// the seat lasts.
///
/// # Errors
/// A part that is no post, a day that does not exist, or a special committee that the committee does not have.
pub fn posts(text: &str, seat: &Seat, lists: &Lists) -> Result<Vec<Post>, Refusal> {
    let mut posts = Vec::new();
    for part in text.split(['；', ';', '、', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty()) {
        posts.push(post(part, seat, lists)?);
    }
    Ok(posts)
}

fn post(part: &str, seat: &Seat, lists: &Lists) -> Result<Post, Refusal> {
    let unread = || Refusal::new("member-post-unread").with("text", part);
    let (title, dates) = match part.find(['(', '（']) {
        Some(at) => {
            (part[..at].trim(), part[at..].strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）'])))
        }
        None => (part, Some("")),
    };
    let dates = dates.ok_or_else(unread)?.trim();
    let (begins, ends) = if dates.is_empty() {
        (seat.begins, seat.ends)
    } else {
        let found = DATES.captures(dates).ok_or_else(unread)?;
        let end = found.get(2).map(|end| end.as_str()).filter(|end| !matches!(*end, "今" | "至今"));
        let no_day = |text: &str| Refusal::new("member-day-unread").with("text", text);
        let begins = Day::read(&found[1]).ok_or_else(|| no_day(&found[1]))?;
        let ends = end.map(|end| Day::read(end).ok_or_else(|| no_day(end))).transpose()?;
        (begins, ends.or(seat.ends))
    };
    let (special, name) = self::title(title, lists)?;
    Ok(Post { begins, special, name, ends })
}

/// A day, something between, and perhaps another day.
static DATES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(\d{4}\D\d{1,2}\D\d{1,2}日?)\s*(?:—+|–|-|~|～|至|到|起|−|起至)?\s*(\d{4}\D\d{1,2}\D\d{1,2}日?|今|至今)?$",
    )
});

/// Splits a post's title into the special committee, if it begins with one (提案委员会副主任, or 提案委副主任 for
/// short), and the name of the post.
///
/// # Errors
/// It begins with a special committee that the committee does not have.
pub(super) fn title(title: &str, lists: &Lists) -> Result<(Option<i64>, String), Refusal> {
    let whole = lists.specials.iter().map(|special| (special.name.as_str(), special.id));
    let short = lists.specials.iter().filter_map(|special| Some((special.name.strip_suffix("员会")?, special.id)));
    let longest = whole
        .chain(short)
        .filter_map(|(name, id)| Some((name.len(), id, title.strip_prefix(name)?)))
        .filter(|(_, _, rest)| !rest.is_empty())
        .max_by_key(|(length, ..)| *length);
    if let Some((_, id, rest)) = longest {
        return Ok((Some(id), rest.to_owned()));
    }
    match title.split_once("委员会") {
        Some((before, rest)) if !rest.is_empty() && before != "常务" => {
            let known: Vec<_> = lists.specials.iter().map(|special| special.name.as_str()).collect();
            let name = format!("{before}委员会");
            Err(Refusal::new("member-special-unknown").with("name", name).with("known", known.join("、")))
        }
        _ => Ok((None, title.to_owned())),
    }
}

/// The number of a term: 10, 第10届, 十届, 第十届.
#[must_use]
pub fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    let text = text.strip_prefix('第').unwrap_or(text);
    let text = text.strip_suffix('届').unwrap_or(text).trim();
    let number = text.parse().ok().or_else(|| text.to_number(ChineseCountMethod::TenThousand).ok());
    number.filter(|number| (1..=999).contains(number))
}
