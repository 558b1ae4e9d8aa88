//! Long lists, a page at a time.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::db::{COUNTED, Key, Order, Start};

/// How many things a page of a list shows.
const LENGTH: u64 = 50;

/// The last page that is reached by its number alone.
const COUNTED_PAGES: u64 = COUNTED / LENGTH;

/// Which page of a list is asked for, counted from 1, and before or after which of its things, by key, so that none of
/// those that stand before the page is read.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    #[param(format = "uint64")]
    page: Option<u64>,
    before: Option<String>,
    after: Option<String>,
}

impl Paging {
    /// The page itself, at least 1. One that is not counted is reached by key alone.
    #[must_use]
    pub fn number(&self) -> u64 {
        let most = if self.before.is_some() || self.after.is_some() { 1_000_000 } else { COUNTED_PAGES };
        self.page.unwrap_or(1).clamp(1, most)
    }

    /// Whether so many stand before the page that they are not counted.
    #[must_use]
    pub fn is_beyond_counted(&self) -> bool {
        self.number() > COUNTED_PAGES
    }

    #[must_use]
    pub fn offset(&self) -> u64 {
        (self.number().min(COUNTED_PAGES) - 1) * LENGTH
    }

    #[must_use]
    pub const fn limit(&self) -> u64 {
        LENGTH
    }

    /// Where the page begins, in a list that goes by key.
    #[must_use]
    pub fn start<K: Key>(&self) -> Start<K> {
        let key = |text: &Option<String>| K::read(text.as_deref()?);
        match (self.number(), key(&self.before), key(&self.after)) {
            (1, ..) | (_, None, None) => Start::At(self.offset()),
            (_, Some(key), _) => Start::Below(key),
            (_, _, Some(key)) => Start::Above(key),
        }
    }

    /// What the foot of the list shows, for so many things in all; told up to [`COUNTED`]. `filter` is the query that
    /// keeps the filter.
    #[must_use]
    pub fn of(&self, total: u64, filter: impl Into<String>) -> Pages {
        let more = total > COUNTED;
        let total = total.min(COUNTED);
        let last = total.div_ceil(LENGTH).max(1);
        let page = self.number();
        Pages { page, last, total, more, filter: filter.into(), further: page < last, keys: None }
    }
}

/// The foot of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Pages {
    pub page: u64,
    pub last: u64,
    pub total: u64,
    /// There are more than `total`, and more pages than `last`.
    pub more: bool,
    #[serde(skip)]
    pub filter: String,
    /// Others follow those on this page.
    #[serde(skip)]
    further: bool,
    /// What leads by key to the page before this one and to the one after it.
    #[serde(skip)]
    keys: Option<(String, String)>,
}

impl Pages {
    /// The foot of a list that goes by key, from the first and the last row on this page. `further` says whether others
    /// follow.
    #[must_use]
    pub fn by_key<T, K: Key>(self, order: &Order, rows: &[T], key: impl Fn(&T) -> Option<K>, further: bool) -> Self {
        let ends = rows.first().and_then(&key).zip(rows.last().and_then(&key));
        let last = if self.more && !further { self.page } else { self.last.max(self.page + u64::from(further)) };
        let (back, on) = if order.falls() { ("after", "before") } else { ("before", "after") };
        let by = |name, key: K| format!("&{name}={}", key.write());
        let keys = ends.map(|(first, end)| (by(back, first), by(on, end)));
        Self { last, further, keys, ..self }
    }

    #[must_use]
    pub fn before(&self) -> Option<String> {
        let by_key = self.keys.as_ref().map(|(back, _)| back.as_str());
        (self.page > 1).then(|| self.at(self.page - 1, by_key))
    }

    #[must_use]
    pub fn after(&self) -> Option<String> {
        let by_key = self.keys.as_ref().map(|(_, on)| on.as_str());
        self.further.then(|| self.at(self.page + 1, by_key))
    }

    fn at(&self, page: u64, by_key: Option<&str>) -> String {
        let and = if self.filter.is_empty() { "" } else { "&" };
        let by_key = by_key.filter(|_| page > 1).unwrap_or_default();
        format!("?{}{and}page={page}{by_key}", self.filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(page: u64, before: Option<&str>, after: Option<&str>) -> Paging {
        Paging { page: Some(page), before: before.map(Into::into), after: after.map(Into::into) }
    }

    fn falling() -> Order {
        Order::falling([])
    }

    #[expect(clippy::trivially_copy_pass_by_ref, clippy::unnecessary_wraps, reason = "a row lends its key so")]
    const fn own(key: &i64) -> Option<i64> {
        Some(*key)
    }

    #[test]
    fn a_list_goes_on_by_the_keys_on_its_page() {
        let pages = paging(2, None, None).of(151, "state=filed").by_key(&falling(), &[101_i64, 52], own, true);
        assert_eq!((pages.last, pages.total, pages.more), (4, 151, false));
        assert_eq!(pages.before().as_deref(), Some("?state=filed&page=1"));
        assert_eq!(pages.after().as_deref(), Some("?state=filed&page=3&before=52"));
        let pages = paging(3, None, None).of(151, "").by_key(&Order::rising([]), &[101, 150], own, true);
        assert_eq!(pages.before().as_deref(), Some("?page=2&before=101"));
        assert_eq!(pages.after().as_deref(), Some("?page=4&after=150"));
    }

    #[test]
    fn a_list_without_keys_goes_by_pages() {
        let pages = paging(2, None, None).of(101, "state=filed");
        assert_eq!((pages.last, pages.total, pages.more), (3, 101, false));
        assert_eq!(pages.after().as_deref(), Some("?state=filed&page=3"));
        assert_eq!(paging(3, None, None).of(101, "").after(), None);
    }

    #[test]
    fn a_very_long_list_goes_on_by_key_beyond_what_is_counted() {
        let of = |page, before, keys: [i64; 2], further| {
            paging(page, Some(before), None).of(COUNTED + 1, "").by_key(&falling(), &keys, own, further)
        };
        let pages = of(700, "9001", [9000, 8951], true);
        assert_eq!((pages.page, pages.last, pages.total, pages.more), (700, 701, COUNTED, true));
        assert_eq!(pages.before().as_deref(), Some("?page=699&after=9000"));
        assert_eq!(pages.after().as_deref(), Some("?page=701&before=8951"));
        let last = of(701, "8951", [8950, 8950], false);
        assert_eq!((last.last, last.after()), (701, None));
    }

    #[test]
    fn a_page_that_is_not_counted_is_not_reached_by_its_number() {
        let far = paging(6000, None, None);
        assert_eq!((far.number(), far.start::<i64>()), (200, Start::At(9950)));
        let unreadable = paging(6000, Some("x"), None);
        assert_eq!(unreadable.start::<i64>(), Start::At(9950));
    }

    #[test]
    fn a_page_begins_by_its_key_where_it_has_one() {
        assert_eq!(paging(3, None, None).start::<i64>(), Start::At(100));
        assert_eq!(paging(3, Some("8"), None).start(), Start::Below(8));
        assert_eq!(paging(3, None, Some("8")).start(), Start::Above(8));
        assert_eq!(paging(1, None, Some("9000")).start::<i64>(), Start::At(0), "the way back to the first page");
        assert_eq!(Paging::default().start::<i64>(), Start::At(0));
    }
}
