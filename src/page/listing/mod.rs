//! Lists: what they are narrowed by, their pages, their columns. A list is a description of itself, its columns, and one
//! query; the page, the links that keep its filter, and its workbook follow from them.

mod columns;
mod due;
mod filter;
mod paging;
mod table;

use askama::Template;
use serde::Serialize;

use super::view::View;
use crate::permission::Permission;

pub use columns::{Besides, Cell, Column, Tone, Value};
pub use due::{Due, kept};
pub use filter::{Field, Filter, years};
pub use paging::{Pages, Paging};
pub use table::Table;

/// What does not change about a list: keys of words, and addresses within the committee.
#[derive(Clone, Copy)]
pub struct Listing {
    pub title: &'static str,
    pub address: &'static str,
    /// The list or page that it belongs to: address and words.
    pub within: Option<(&'static str, &'static str)>,
    pub lead: Option<&'static str>,
    pub actions: &'static [Action],
    /// Where it is had as a workbook, and what the link says.
    pub sheet: Option<(&'static str, &'static str)>,
    /// What is said where there is nothing at all, with what is to be done about it.
    pub none: (&'static str, &'static str),
    pub begin: Option<Action>,
    /// What is said where nothing fits the filter.
    pub unfound: (&'static str, &'static str),
}

impl Listing {
    /// A list under an address, with nothing but its title.
    #[must_use]
    pub const fn new(title: &'static str, address: &'static str) -> Self {
        Self {
            title,
            address,
            within: None,
            lead: None,
            actions: &[],
            sheet: None,
            none: ("list-unfound", "list-unfound-hint"),
            begin: None,
            unfound: ("list-unfound", "list-unfound-hint"),
        }
    }
}

/// A link above a list, for those who have one of the permissions, or for all where none is named.
#[derive(Clone, Copy)]
pub struct Action {
    pub address: &'static str,
    pub text: &'static str,
    /// The class of the button: `primary`, `plain`, or none.
    pub class: &'static str,
    pub needs: &'static [Permission],
    /// It is enough to have it within some part of the committee.
    pub somewhere: bool,
}

impl Action {
    #[must_use]
    pub const fn new(address: &'static str, text: &'static str) -> Self {
        Self { address, text, class: "", needs: &[], somewhere: false }
    }

    #[must_use]
    pub const fn needs(self, one_of: &'static [Permission]) -> Self {
        Self { needs: one_of, ..self }
    }

    #[must_use]
    pub const fn somewhere(self) -> Self {
        Self { somewhere: true, ..self }
    }

    #[must_use]
    pub const fn class(self, class: &'static str) -> Self {
        Self { class, ..self }
    }

    #[must_use]
    pub fn shown(&self, view: &View) -> bool {
        let may = |permission| if self.somewhere { view.may_somewhere(permission) } else { view.may(permission) };
        self.needs.is_empty() || self.needs.iter().copied().any(may)
    }
}

/// A page of a list. A program gets its facts alone.
#[derive(Template, Serialize)]
#[template(path = "page/listing/list.html")]
#[serde(transparent)]
pub struct ListPage<T: Serialize> {
    #[serde(skip)]
    pub view: View,
    #[serde(skip)]
    pub list: Listing,
    #[serde(skip)]
    pub filter: Filter,
    #[serde(skip)]
    pub table: Table,
    pub facts: T,
}
