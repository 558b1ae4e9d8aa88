//! One page of a list in its order, found beside the key of its neighbour, so that one deep inside costs what the first
//! one does; and no more of a list is counted than is told.

use std::ops::Bound;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, Value};

use crate::clock::{Day, Instant};
use crate::error::Result;

/// How many things of a list are counted; beyond them it is told that there are more.
pub const COUNTED: u64 = 10_000;

/// Where a page begins in a list: after so many things, or right below or above a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start<K = i64> {
    At(u64),
    Below(K),
    Above(K),
}

/// The place of a thing in the order of its list, as an address says it.
pub trait Key: Sized {
    fn read(text: &str) -> Option<Self>;
    fn write(&self) -> String;
    fn values(self) -> Vec<Value>;
}

impl Key for i64 {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn write(&self) -> String {
        self.to_string()
    }

    fn values(self) -> Vec<Value> {
        vec![self.into()]
    }
}

impl Key for String {
    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn write(&self) -> String {
        utf8_percent_encode(self, NON_ALPHANUMERIC).to_string()
    }

    fn values(self) -> Vec<Value> {
        vec![self.into()]
    }
}

impl Key for Instant {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    fn write(&self) -> String {
        self.0.to_string()
    }

    fn values(self) -> Vec<Value> {
        vec![self.into()]
    }
}

impl Key for Day {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn write(&self) -> String {
        self.to_string()
    }

    fn values(self) -> Vec<Value> {
        vec![self.into()]
    }
}

impl<A: Key, B: Key> Key for (A, B) {
    fn read(text: &str) -> Option<Self> {
        let (one, other) = text.split_once('.')?;
        Some((A::read(one)?, B::read(other)?))
    }

    fn write(&self) -> String {
        format!("{}.{}", self.0.write(), self.1.write())
    }

    fn values(self) -> Vec<Value> {
        [self.0.values(), self.1.values()].concat()
    }
}

/// The order of a list: by what its keys are made of, the lowest first or the highest.
#[derive(Clone, Debug)]
pub struct Order {
    by: Vec<Expr>,
    falls: bool,
}

impl Order {
    #[must_use]
    pub fn rising(by: impl IntoIterator<Item = Expr>) -> Self {
        Self { by: by.into_iter().collect(), falls: false }
    }

    #[must_use]
    pub fn falling(by: impl IntoIterator<Item = Expr>) -> Self {
        Self { by: by.into_iter().collect(), falls: true }
    }

    #[must_use]
    pub const fn falls(&self) -> bool {
        self.falls
    }

    /// Whether a page is found from its end.
    const fn back<K>(&self, start: &Start<K>) -> bool {
        match start {
            Start::At(_) => false,
            Start::Below(_) => !self.falls,
            Start::Above(_) => self.falls,
        }
    }

    /// The things of a page, and one more if there is one. [`Order::page`] puts them in order.
    pub fn window<K, Q>(&self, query: Q, (start, limit): (Start<K>, u64)) -> Q
    where
        K: Key,
        Q: QueryFilter + QueryOrder + QuerySelect,
    {
        let by = || Expr::tuple(self.by.clone());
        let key = |key: K| Expr::tuple(key.values().into_iter().map(Expr::val));
        let sorted = self.sort(query, &start).limit(limit + 1);
        match start {
            Start::At(offset) => sorted.offset(offset),
            Start::Below(below) => sorted.filter(by().lt(key(below))),
            Start::Above(above) => sorted.filter(by().gt(key(above))),
        }
    }

    /// In the order of a window that begins there.
    pub fn sort<K, Q: QueryOrder>(&self, query: Q, start: &Start<K>) -> Q {
        let order = if self.falls == self.back(start) { sea_orm::Order::Asc } else { sea_orm::Order::Desc };
        self.by.iter().fold(query, |query, one| query.order_by(one.clone(), order.clone()))
    }

    /// The rows that a window found as the page shows them, and whether others follow.
    #[must_use]
    pub fn page<K, T>(&self, mut rows: Vec<T>, (start, limit): (Start<K>, u64)) -> (Vec<T>, bool) {
        let length = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > length;
        rows.truncate(length);
        if !self.back(&start) {
            return (rows, more);
        }
        rows.reverse();
        // Who comes back from a later page has others behind.
        (rows, true)
    }
}

/// What a column says lies within these bounds.
pub fn within<V: Into<Value>>(column: impl ColumnTrait, (from, until): (Bound<V>, Bound<V>)) -> Condition {
    let from = match from {
        Bound::Included(from) => Some(column.gte(from)),
        Bound::Excluded(from) => Some(column.gt(from)),
        Bound::Unbounded => None,
    };
    let until = match until {
        Bound::Included(until) => Some(column.lte(until)),
        Bound::Excluded(until) => Some(column.lt(until)),
        Bound::Unbounded => None,
    };
    Condition::all().add_option(from).add_option(until)
}

/// How many a query finds, or one more than are counted.
pub async fn counted(on: &impl ConnectionTrait, mut found: SelectStatement) -> Result<u64> {
    found.limit(COUNTED + 1);
    let count = Query::select().expr(Func::count(Expr::col(Asterisk))).from_subquery(found, "found").to_owned();
    let row = on.query_one(&count).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(count.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key: (Day, i64) = ("2026-11-30".parse().unwrap(), 412);
        assert_eq!(key.write(), "2026-11-30.412");
        assert_eq!(Key::read(&key.write()), Some(key));
        assert_eq!(<(Day, i64)>::read("412"), None);
        assert_eq!(i64::read("2026-11-30.412"), None);
    }

    #[test]
    fn a_page_found_from_its_end_stands_in_the_order_of_its_list() {
        let rising = Order::rising([]);
        assert_eq!(rising.page(vec![1, 2, 3], (Start::Above(0), 2)), (vec![1, 2], true));
        assert_eq!(rising.page(vec![6, 5, 4], (Start::Below(7), 2)), (vec![5, 6], true));
        assert_eq!(Order::falling([]).page(vec![5, 6], (Start::Above(4), 2)), (vec![6, 5], true));
        assert_eq!(Order::falling([]).page(vec![2, 1], (Start::Below(3), 2)), (vec![2, 1], false));
    }
}
