//! Long lists, a page at a time.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How many things a page of a list shows.
const LENGTH: u64 = 50;

/// How many things of a very long list are counted; beyond them it is told that there are more.
pub const COUNTED: u64 = 10_000;

/// Which page of a list is asked for, counted from 1; of a very long list also before or after which of its things, by
/// key, so that none of those that stand before the page is read.
#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    #[serde(default)]
    #[param(format = "uint64")]
    page: Option<u64>,
    #[serde(default)]
    before: Option<i64>,
    #[serde(default)]
    after: Option<i64>,
}

/// Where a page begins in a list that shows the highest key first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// After so many things.
    At(u64),
    /// Right below a key, or right above it.
    Below(i64),
    Above(i64),
}

impl Paging {
    /// The page itself, at least 1.
    #[must_use]
    pub fn number(self) -> u64 {
        self.page.unwrap_or(1).clamp(1, 1_000_000)
    }

    #[must_use]
    pub fn offset(self) -> u64 {
        (self.number() - 1) * LENGTH
    }

    #[must_use]
    pub const fn limit(self) -> u64 {
        LENGTH
    }

    /// What the foot of the list shows, for so many things in all. `filter` is the query that keeps the filters.
    #[must_use]
    pub fn of(self, total: u64, filter: String) -> Pages {
        let last = total.div_ceil(LENGTH).max(1);
        Pages { page: self.number(), last, total, more: false, filter, keys: None }
    }

    /// Where the page begins, in a list that can go by key.
    #[must_use]
    pub fn start(self) -> Start {
        match (self.page, self.before, self.after) {
            (None | Some(0 | 1), ..) => Start::At(0),
            (_, Some(key), _) => Start::Below(key),
            (_, _, Some(key)) => Start::Above(key),
            (Some(_), None, None) => Start::At(self.offset()),
        }
    }

    /// The foot of a list that may be very long: `total` is told up to [`COUNTED`], `keys` are those of the things on
    /// this page, `further` says whether others follow it.
    #[must_use]
    pub fn of_many(self, total: u64, keys: &[i64], further: bool, filter: String) -> Pages {
        if total <= COUNTED {
            return self.of(total, filter);
        }
        let page = self.number();
        let last = if further { (COUNTED / LENGTH).max(page + 1) } else { page };
        let keys = keys.first().copied().zip(keys.last().copied());
        Pages { page, last, total: COUNTED, more: true, filter, keys }
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
    /// Of a very long list the first and the last key on this page.
    #[serde(skip)]
    keys: Option<(i64, i64)>,
}

impl Pages {
    #[must_use]
    pub fn before(&self) -> Option<String> {
        let by_key = self.keys.map(|(first, _)| format!("&after={first}"));
        (self.page > 1).then(|| self.at(self.page - 1, by_key))
    }

    #[must_use]
    pub fn after(&self) -> Option<String> {
        let by_key = self.keys.map(|(_, last)| format!("&before={last}"));
        (self.page < self.last).then(|| self.at(self.page + 1, by_key))
    }

    fn at(&self, page: u64, by_key: Option<String>) -> String {
        let and = if self.filter.is_empty() { "" } else { "&" };
        let by_key = by_key.filter(|_| page > 1).unwrap_or_default();
        format!("?{}{and}page={page}{by_key}", self.filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(page: u64, before: Option<i64>, after: Option<i64>) -> Paging {
        Paging { page: Some(page), before, after }
    }

    #[test]
    fn a_list_that_is_counted_goes_by_pages_alone() {
        let pages = paging(2, None, None).of_many(101, &[51, 2], true, "state=filed".into());
        assert_eq!((pages.last, pages.total, pages.more), (3, 101, false));
        assert_eq!(pages.before().as_deref(), Some("?state=filed&page=1"));
        assert_eq!(pages.after().as_deref(), Some("?state=filed&page=3"));
    }

    #[test]
    fn a_very_long_list_goes_on_by_the_keys_on_its_page() {
        let pages = paging(700, Some(9001), None).of_many(COUNTED + 1, &[9000, 8951], true, String::new());
        assert_eq!((pages.page, pages.last, pages.total, pages.more), (700, 701, COUNTED, true));
        assert_eq!(pages.before().as_deref(), Some("?page=699&after=9000"));
        assert_eq!(pages.after().as_deref(), Some("?page=701&before=8951"));
        let last = paging(701, Some(8951), None).of_many(COUNTED + 1, &[8950], false, String::new());
        assert_eq!((last.last, last.after()), (701, None));
    }

    #[test]
    fn the_way_back_to_the_first_page_is_the_first_page() {
        let pages = paging(2, None, None).of_many(COUNTED + 1, &[9000, 8951], true, String::new());
        assert_eq!(pages.before().as_deref(), Some("?page=1"));
        assert_eq!(paging(1, None, Some(9000)).start(), Start::At(0));
    }

    #[test]
    fn a_page_begins_by_its_key_where_it_has_one() {
        assert_eq!(paging(3, None, None).start(), Start::At(100));
        assert_eq!(paging(3, Some(8), None).start(), Start::Below(8));
        assert_eq!(paging(3, None, Some(8)).start(), Start::Above(8));
        assert_eq!(Paging::default().start(), Start::At(0));
    }
}
