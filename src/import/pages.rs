//! The page that takes any file in: it asks each area's importer whether the file is its kind.

use std::sync::Arc;

use askama::Template;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde::Serialize;
use serde_json::Value;

use super::importer::Importer;
use super::upload::LARGEST;
use super::{draft, in_turn, upload};
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Refusal, Result};
use crate::page::{Flash, Reader, Upload, View};

/// What a form adds to the file that it carries, in bytes.
const ENVELOPE: usize = 64 << 10;

/// What the desk can read: what the areas lend, in their order.
type Importers = Arc<[&'static Importer]>;

pub fn routes(importers: impl Iterator<Item = &'static Importer>) -> Router<App> {
    let importers: Importers = importers.collect();
    Router::new()
        .route("/{committee}/import", get(desk).post(take_in))
        .layer(Extension(importers))
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

/// The importers that a reader may use; one who may use none has nothing to do at the desk.
fn open_to(reader: &Reader, importers: &Importers) -> Result<Vec<&'static Importer>> {
    reader.known()?;
    let open: Vec<_> = importers.iter().copied().filter(|importer| reader.may(importer.needs)).collect();
    if open.is_empty() { Err(Error::Forbidden) } else { Ok(open) }
}

async fn page(app: &App, reader: &Reader, importers: &Importers, refusal: Option<Refusal>) -> Result<Desk> {
    let kinds = open_to(reader, importers)?.iter().map(|importer| importer.kind).collect();
    let drafts = draft::all(app.db.read(), reader).await?.into_iter().map(|draft| Unfinished {
        address: reader.within(&format!("/import/{}/{}", draft.kind, draft.id)),
        kind: draft.kind,
        name: draft.name,
        changed_at: draft.changed_at,
    });
    Ok(Desk { kinds, drafts: drafts.collect(), megabytes: LARGEST >> 20, refusal, view: reader.view() })
}

async fn desk(State(app): State<App>, Extension(importers): Extension<Importers>, reader: Reader) -> Result<Response> {
    reader.answer(page(&app, &reader, &importers, None).await?)
}

async fn take_in(
    State(app): State<App>,
    Extension(importers): Extension<Importers>,
    reader: Reader,
    request: Request,
) -> Result<Response> {
    match read(&app, &reader, &importers, request).await {
        Ok((kind, id)) => reader.done(&reader.within(&format!("/import/{kind}/{id}")), Flash::new("import-read")),
        Err(Error::Refused(refusal) | Error::Unreadable(refusal)) => {
            reader.answer_unfit(page(&app, &reader, &importers, Some(refusal)).await?)
        }
        Err(other) => Err(other),
    }
}

/// Reads a file with an importer that knows it, and keeps what was read as a draft. Nothing is taken in from one who may
/// import nothing.
async fn read(app: &App, reader: &Reader, importers: &Importers, request: Request) -> Result<(&'static str, i64)> {
    let open = open_to(reader, importers)?;
    let (upload, said) = upload::arrived(request, app).await?;
    let name = upload.name.clone();
    let said = open.iter().copied().find(|importer| importer.kind == said);
    let read = move || match said {
        Some(importer) => Ok((importer.kind, (importer.read)(&upload, true)?)),
        None => first_read(&open, &upload),
    };
    let (kind, content) = in_turn(read).await??;
    let id = draft::start(app.db.read(), reader, kind, &name, &content).await?;
    Ok((kind, id))
}

/// Of several that know a table, the one of the later area knows it more closely; where none can read it, the first tells
/// why.
fn first_read(open: &[&'static Importer], upload: &Upload) -> Result<(&'static str, Value), Refusal> {
    let fits = |one: &&&Importer| one.recognises.is_some_and(|recognises| recognises(&upload.bytes));
    let mut known: Vec<_> = open.iter().filter(fits).collect();
    if known.is_empty() {
        known = open.iter().filter(|one| one.recognises.is_none()).collect();
    }
    let mut refusal = Refusal::new("import-unknown-kind");
    for importer in known.into_iter().rev() {
        match (importer.read)(upload, false) {
            Ok(content) => return Ok((importer.kind, content)),
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}
