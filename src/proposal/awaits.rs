//! What awaits a reader at proposals: what each feature has for him.

use std::pin::Pin;

use super::writing;
use crate::app::App;
use crate::error::Result;
use crate::page::{Awaiting, Reader};

/// All of it. See [`crate::page::Awaits`].
#[must_use]
pub fn awaits<'a>(
    app: &'a App,
    reader: &'a Reader,
) -> Pin<Box<dyn Future<Output = Result<Vec<Awaiting>>> + Send + 'a>> {
    Box::pin(async move {
        let mut all = Vec::new();
        all.extend(writing::awaiting(app, reader).await?);
        Ok(all)
    })
}
