//! The table of a list as its page shows it, with its foot.

use askama::Template;

use super::columns::{Besides, Cell, Column, Value};
use super::paging::Pages;
use crate::page::Reader;
use crate::words::Words;

/// A page of a list: its heads, and the cells of each row.
#[derive(Template)]
#[template(path = "page/listing/table.html")]
pub struct Table {
    words: Words,
    heads: Vec<Head>,
    pub rows: Vec<Vec<Cell>>,
    /// The key of the words for so many things.
    count: &'static str,
    pub pages: Pages,
}

struct Head {
    text: String,
    /// Its cells name their rows.
    names: bool,
    class: &'static str,
}

impl Table {
    /// The rows of a page in those columns that this reader sees. `count` is the key of the words for `n` of them.
    #[must_use]
    pub fn of<'a, R: 'a>(
        columns: impl IntoIterator<Item = &'a Column<R>>,
        rows: &[R],
        (count, pages): (&'static str, &Pages),
        reader: &Reader,
    ) -> Self {
        let words = reader.words.clone();
        let columns: Vec<_> = columns.into_iter().filter(|column| !column.hidden && column.shown(reader)).collect();
        let head = |column: &&Column<R>| Head {
            text: words.say(column.head),
            names: column.names,
            class: match (column.names, column.unbroken) {
                (true, true) => "key unbroken",
                (true, false) => "key",
                (false, true) => "unbroken",
                (false, false) => "",
            },
        };
        let cells = |row| columns.iter().map(|column| (column.cell)(row, &words)).collect();
        let (heads, rows) = (columns.iter().map(head).collect(), rows.iter().map(cells).collect());
        Self { words, heads, rows, count, pages: pages.clone() }
    }
}
