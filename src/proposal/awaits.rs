//! What proposals ask of a reader: each feature says what it has for him.

use std::pin::Pin;

use super::handling;
use crate::app::App;
use crate::error::Result;
use crate::page::{Awaiting, Reader};

/// All of it. See [`crate::page::Awaits`].
#[must_use]
pub fn awaits<'a>(
    app: &'a App,
    reader: &'a Reader,
) -> Pin<Box<dyn Future<Output = Result<Vec<Awaiting>>> + Send + 'a>> {
    Box::pin(handling::awaiting(app, reader))
}
