//! Long lists, a page at a time.

use serde::{Deserialize, Serialize};

/// How many things a page of a list shows.
const LENGTH: u64 = 50;

/// Which page of a list is asked for, counted from 1.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Paging {
    #[serde(default)]
    page: Option<u64>,
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
        Pages { page: self.number(), last: total.div_ceil(LENGTH).max(1), total, filter }
    }
}

/// The foot of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Pages {
    pub page: u64,
    pub last: u64,
    pub total: u64,
    #[serde(skip)]
    pub filter: String,
}

impl Pages {
    #[must_use]
    pub fn before(&self) -> Option<String> {
        (self.page > 1).then(|| self.at(self.page - 1))
    }

    #[must_use]
    pub fn after(&self) -> Option<String> {
        (self.page < self.last).then(|| self.at(self.page + 1))
    }

    fn at(&self, page: u64) -> String {
        let and = if self.filter.is_empty() { "" } else { "&" };
        format!("?{}{and}page={page}", self.filter)
    }
}
