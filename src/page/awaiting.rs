//! What awaits a reader: each area says what it has for them, and their home page puts it together.

use serde::Serialize;

use super::reader::Reader;
use crate::app::App;
use crate::clock::Instant;
use crate::error::Result;
use crate::lent::{Lent, Said};

/// Something that a reader should do or be at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Awaiting {
    /// What, in their language.
    pub text: String,
    pub address: String,
    /// By when, or when it is.
    pub at: Option<Instant>,
    /// It is for them to do, and cannot wait.
    pub pressing: bool,
}

/// How an area says what awaits a reader.
pub type Awaits = for<'a> fn(&'a App, &'a Reader) -> Said<'a, Vec<Awaiting>>;

impl Awaiting {
    #[must_use]
    pub const fn new(text: String, address: String, at: Option<Instant>) -> Self {
        Self { text, address, at, pressing: false }
    }

    #[must_use]
    pub const fn pressing(mut self) -> Self {
        self.pressing = true;
        self
    }
}

/// All that the areas say of what awaits a reader. The server lends it to the home page.
pub type Awaited = Lent<Awaits>;

impl Awaited {
    /// What awaits a reader, what cannot wait first, then by time.
    pub async fn of(&self, app: &App, reader: &Reader) -> Result<Vec<Awaiting>> {
        let mut all = self.all(|awaits| awaits(app, reader)).await?;
        all.sort_by_key(|one| (!one.pressing, one.at.is_none(), one.at));
        Ok(all)
    }
}
