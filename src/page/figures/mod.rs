//! Figures: tables whose numbers lead to the lists of what they count, shares, and charts that are read without seeing.

mod chart;
mod table;

pub use chart::{Group, chart, width};
pub use table::{Cell, Row, Table, percent, share};
