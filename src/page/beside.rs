//! What stands beside a thing: later areas say what they have to do with it, and its page shows it.

use serde::Serialize;
use utoipa::ToSchema;

use super::reader::Reader;
use crate::app::App;
use crate::error::Result;
use crate::kind::Kind;
use crate::lent::{Lent, Said};

/// Something that a later area has to do with a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Related {
    /// What it is to the thing, in the reader's language.
    pub label: String,
    pub text: String,
    pub address: String,
}

/// How an area says what it has to show a reader beside a thing of a kind.
pub type Beside = for<'a> fn(&'a App, &'a Reader, Kind, i64) -> Said<'a, Vec<Related>>;

/// What all areas say. The server lends it to the pages of things.
pub type Besides = Lent<Beside>;

impl Besides {
    /// What stands beside a thing, as far as this reader may see it, in the order of the areas.
    pub async fn of(&self, app: &App, reader: &Reader, kind: Kind, id: i64) -> Result<Vec<Related>> {
        self.all(|beside| beside(app, reader, kind, id)).await
    }
}
