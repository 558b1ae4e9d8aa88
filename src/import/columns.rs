//! The columns that an area wants of a table: known by their headings, read from where they stand; what is wrong in a cell
//! is told by its address, and the rows are shown by what they come to before anything is applied.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::sheet::{self, plain};
use crate::error::Refusal;
use crate::named::Named;
use crate::page::{Pages, Paging};

/// A column that an area wants.
pub trait Column: Named + Ord + FromStr + Serialize + DeserializeOwned {
    /// The one without which a table is none of this kind, and what is told where nothing says which it is.
    const KEY: Self;
    const LACKING: &'static str;
    /// How many of its headings a row has that is known to be the headings.
    const LEAST: usize;
    /// The most characters of a cell.
    const LONGEST_CELL: usize;

    /// The headings by which it is known, the first being its own.
    fn headings(self) -> &'static [&'static str];

    /// The column that a heading means.
    #[must_use]
    fn known(heading: &str) -> Option<Self> {
        let heading = plain(heading);
        Self::ALL.iter().copied().find(|column| column.headings().contains(&heading.as_str()))
    }
}

/// From which place each column is read, counted from 0.
pub type Places<C> = BTreeMap<C, u32>;

/// The address of a cell, such as D7; the row's number alone where the column is not read.
#[must_use]
pub fn address<C: Column>(places: &Places<C>, column: C, number: u32) -> String {
    places.get(&column).map_or_else(|| number.to_string(), |place| sheet::address(*place, number))
}

/// A cell that is wrong: its address, what stands in it, and why it is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Wrong<C> {
    pub cell: String,
    pub column: C,
    pub text: String,
    pub why: Refusal,
}

impl<C: Column> Wrong<C> {
    /// No more of a long text is shown than this, in characters.
    pub(super) const SHOWN: usize = 60;

    #[must_use]
    pub fn new(places: &Places<C>, (column, number): (C, u32), text: &str, why: Refusal) -> Self {
        let text = text.chars().take(Self::SHOWN).collect();
        Self { cell: address(places, column, number), column, text, why }
    }
}

/// The rows of a page, in the order of what they come to, of one such alone if it is asked for; and the foot of the list.
#[must_use]
pub fn shown<R, S: Ord + Copy>(
    mut rows: Vec<R>,
    state: impl Fn(&R) -> (S, u32),
    (only, filter): (Option<S>, String),
    paging: &Paging,
) -> (Vec<R>, Pages) {
    rows.retain(|row| only.is_none_or(|only| state(row).0 == only));
    rows.sort_by_key(&state);
    let pages = paging.of(rows.len() as u64, filter);
    let from = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let length = usize::try_from(paging.limit()).unwrap_or(usize::MAX);
    (rows.into_iter().skip(from).take(length).collect(), pages)
}
