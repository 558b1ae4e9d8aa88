//! What awaits a reader: each area says what it has for him, and his home page puts it together.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use serde::Serialize;

use super::reader::Reader;
use crate::app::App;
use crate::clock::Instant;
use crate::error::Result;

/// Something that a reader should do or be at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Awaiting {
    /// What, in his language.
    pub text: String,
    pub address: String,
    /// By when, or when it is.
    pub at: Option<Instant>,
    /// It is for him to do, and cannot wait.
    pub pressing: bool,
}

/// How an area says what awaits a reader.
pub type Awaits = for<'a> fn(&'a App, &'a Reader) -> Pin<Box<dyn Future<Output = Result<Vec<Awaiting>>> + Send + 'a>>;

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
#[derive(Clone)]
pub struct Awaited(Arc<[Awaits]>);

impl Awaited {
    pub fn by(areas: impl Iterator<Item = Awaits>) -> Self {
        Self(areas.collect())
    }

    /// What awaits a reader, what cannot wait first, then by time.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn of(&self, app: &App, reader: &Reader) -> Result<Vec<Awaiting>> {
        let mut all = Vec::new();
        for awaits in self.0.iter() {
            all.extend(awaits(app, reader).await?);
        }
        all.sort_by_key(|one| (!one.pressing, one.at.is_none(), one.at));
        Ok(all)
    }
}
