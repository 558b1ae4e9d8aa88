//! What proposals ask of a reader or tell them: each feature says what it has for them.

use super::{evaluation, handling, reply, review, writing};
use crate::app::App;
use crate::lent::Said;
use crate::page::{Awaiting, Reader};

/// All of it. See [`crate::page::Awaits`].
#[must_use]
pub fn awaits<'a>(app: &'a App, reader: &'a Reader) -> Said<'a, Vec<Awaiting>> {
    Box::pin(async move {
        let mut all = Vec::new();
        all.extend(writing::awaiting(app, reader).await?);
        all.extend(review::awaiting(app, reader).await?);
        all.extend(handling::awaiting(app, reader).await?);
        all.extend(reply::awaiting(app, reader).await?);
        all.extend(evaluation::awaiting(app, reader).await?);
        Ok(all)
    })
}
