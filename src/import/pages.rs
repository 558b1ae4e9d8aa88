//! The page that takes any file in: it asks each area's importer whether the file is its kind.

use askama::Template;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use serde_json::Value;

use super::{Importer, LARGEST, Upload, draft, upload};
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::page::{Flash, Reader, View};

/// What a form adds to the file that it carries, in bytes.
const ENVELOPE: usize = 64 << 10;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/import", get(desk).post(take_in))
        .layer(DefaultBodyLimit::max(LARGEST * 3 + ENVELOPE))
}

#[derive(Template, Serialize)]
#[template(path = "import/desk.html")]
struct Desk {
    #[serde(skip)]
    view: View,
    /// The kinds of file that this reader may bring.
    kinds: Vec<&'static str>,
    drafts: Vec<Unfinished>,
    megabytes: usize,
    refusal: Option<Refusal>,
}

#[derive(Serialize)]
struct Unfinished {
    address: String,
    kind: String,
    name: String,
    changed_at: Instant,
}

/// The importers that this reader may use.
fn importers<'a>(app: &'a App, reader: &'a Reader) -> impl Iterator<Item = &'static Importer> + 'a {
    app.areas.iter().flat_map(|area| area.importers).filter(|importer| reader.may(importer.needs))
}

async fn page(app: &App, reader: &Reader, refusal: Option<Refusal>) -> Result<Desk> {
    reader.known()?;
    let kinds: Vec<_> = importers(app, reader).map(|importer| importer.kind).collect();
    if kinds.is_empty() {
        return Err(Error::Forbidden);
    }
    let drafts = draft::all(app.db.read(), reader).await?.into_iter().map(|draft| Unfinished {
        address: reader.within(&format!("/import/{}/{}", draft.kind, draft.id)),
        kind: draft.kind,
        name: draft.name,
        changed_at: draft.changed_at,
    });
    Ok(Desk { kinds, drafts: drafts.collect(), megabytes: LARGEST >> 20, refusal, view: reader.view() })
}

async fn desk(State(app): State<App>, reader: Reader) -> Result<Response> {
    reader.answer(page(&app, &reader, None).await?)
}

async fn take_in(State(app): State<App>, reader: Reader, request: Request) -> Result<Response> {
    match read(&app, &reader, request).await {
        Ok((kind, id)) => reader.done(&reader.within(&format!("/import/{kind}/{id}")), Flash::new("import-read")),
        Err(Error::Refused(refusal) | Error::Unreadable(refusal)) => {
            reader.answer_unfit(page(&app, &reader, Some(refusal)).await?)
        }
        Err(other) => Err(other),
    }
}

/// Reads a file with an importer that knows it, and keeps what was read as a draft. Of several that know a workbook, the
/// one of the later area knows it more closely; where none can read it, the first tells why. Nothing is taken in from one
/// who may import nothing.
async fn read(app: &App, reader: &Reader, request: Request) -> Result<(&'static str, i64)> {
    reader.known()?;
    if importers(app, reader).next().is_none() {
        return Err(Error::Forbidden);
    }
    let upload = upload::arrived(request, app).await?;
    let known: Vec<_> = importers(app, reader).filter(|importer| (importer.recognises)(&upload.bytes)).collect();
    let name = upload.name.clone();
    let (kind, content) = tokio::task::spawn_blocking(move || first_read(&known, &upload)).await??;
    let id = draft::start(app.db.read(), reader, kind, &name, &content).await?;
    Ok((kind, id))
}

fn first_read(known: &[&'static Importer], upload: &Upload) -> Result<(&'static str, Value), Refusal> {
    let mut refusal = Refusal::new("import-unknown-kind");
    for importer in known.iter().rev() {
        match (importer.read)(upload) {
            Ok(content) => return Ok((importer.kind, content)),
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}
