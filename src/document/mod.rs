//! The register of the documents that sittings dealt with, and the study of what was conveyed. It keeps nothing of its
//! own: it reads the record of the sittings.

mod pages;

use std::pin::Pin;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::error::Result;
use crate::meeting::store;
use crate::member;
use crate::page::{Awaiting, Reader};
use crate::server::Area;

pub use store::open_tasks;

pub const AREA: Area = Area {
    name: "document",
    address: "documents",
    words: &[[include_str!("../../locales/zh-CN/document.ftl"), include_str!("../../locales/en/document.ftl")]],
    routes,
    kinds: &[],
    shown: None,
    importers: &[],
    lists: &[],
    awaits: Some(awaits),
    beside: None,
    parts: None,
};

fn routes() -> OpenApiRouter<App> {
    pages::routes().into()
}

/// What a reader has still to study. See [`crate::page::Awaits`].
fn awaits<'a>(app: &'a App, reader: &'a Reader) -> Pin<Box<dyn Future<Output = Result<Vec<Awaiting>>> + Send + 'a>> {
    Box::pin(async move {
        let Some(account) = reader.actor.account else { return Ok(Vec::new()) };
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let Some(member) = member::store::of_account(on, committee, account).await? else { return Ok(Vec::new()) };
        let open = open_tasks(on, committee, member).await?;
        Ok(open
            .iter()
            .map(|task| {
                let text = reader.words.with1("document-await-study", "title", task.title.as_str());
                Awaiting::new(text, pages::paper(reader, task.sitting.id, task.paper), None)
            })
            .collect())
    })
}
