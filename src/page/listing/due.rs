//! By when something is due and how near that is, and whether what was promised is kept, as lists show them.

use serde::Serialize;
use utoipa::ToSchema;

use super::columns::{Cell, Tone};
use crate::clock::{Day, Instant};
use crate::deadline::{Calendar, Promised, Urgency};
use crate::words::Words;

/// By when something is due; of what is open how near that is. `late` counts days, `left` working days.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Due {
    pub due: Day,
    pub urgency: Option<Urgency>,
    pub late: Option<i32>,
    pub left: Option<u32>,
}

impl Due {
    #[must_use]
    pub fn of(calendar: &Calendar, due: Day, open: bool) -> Self {
        Self {
            due,
            urgency: open.then(|| calendar.urgency(due)),
            late: calendar.late(due).filter(|_| open),
            left: calendar.left(due).filter(|_| open),
        }
    }

    /// How much time is left, or how late it is.
    #[must_use]
    pub fn time(&self, words: &Words) -> Option<String> {
        let late = self.late.map(|days| words.with1("due-late", "n", days));
        late.or_else(|| self.left.map(|days| words.with1("due-left", "n", days)))
    }

    /// The day, lit up where it is near or past.
    #[must_use]
    pub fn cell(&self, words: &Words) -> Cell {
        let pressing = self.urgency.and_then(|urgency| Some((tone(urgency)?, words.of("urgency", urgency))));
        let day = pressing.into_iter().fold(self.due.into(), |cell: Cell, (tone, text)| cell.mark(tone, text));
        self.time(words).into_iter().fold(day, Cell::note)
    }
}

/// How what is due soon or late is lit up.
const fn tone(urgency: Urgency) -> Option<Tone> {
    match urgency {
        Urgency::Due => None,
        Urgency::DueSoon => Some(Tone::Warn),
        Urgency::Overdue | Urgency::FarOverdue => Some(Tone::Bad),
    }
}

/// What became of a promise: lit up, and when and how it was kept.
#[must_use]
pub fn kept(promised: Promised, (at, how): (Option<Instant>, Option<&String>), words: &Words) -> Cell {
    let tone = match promised {
        Promised::Kept => Tone::Good,
        Promised::Overdue => Tone::Bad,
        Promised::Open => Tone::Warn,
    };
    let told = at.map(|at| at.day().to_string()).into_iter().chain(how.cloned());
    told.fold(Cell::marked(tone, words.of("promise", promised)), Cell::note)
}
