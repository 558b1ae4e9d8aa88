//! The pages of a text: where it is written, as it is printed, and what two writers are shown who wrote at once.

mod act;
mod edit;
mod part;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::draft::LABELS;
use super::model::Kind;
use super::{rules, store};
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::meeting::here::Here;
use crate::meeting::rules::{Action, decide};
use crate::page::{Reader, View};

pub(in crate::meeting) use part::{Texts, part};

pub(in crate::meeting) fn routes() -> Router<App> {
    Router::new().merge(of(Kind::Minutes)).merge(of(Kind::Release))
}

/// The committee and the sitting in an address.
type Place = Path<(String, i64)>;

/// The addresses of one of the texts.
fn of(kind: Kind) -> Router<App> {
    let at = |rest: &str| format!("/{{committee}}/meetings/{{id}}/{kind}{rest}");
    Router::new()
        .route(
            &at(""),
            get(move |app: State<App>, reader: Reader, path: Place, asked: Query<Asked>| {
                show(kind, app.0, reader, path.0.1, asked.0)
            })
            .post(move |app: State<App>, reader: Reader, path: Place, sent: edit::Form| {
                edit::save(kind, app.0, reader, path.0.1, sent.0)
            }),
        )
        .route(
            &at("/{action}"),
            post(move |app: State<App>, reader: Reader, path: Path<(String, i64, String)>, sent: edit::Form| {
                act::act(kind, app.0, reader, path.0, sent.0)
            }),
        )
}

#[derive(Deserialize)]
struct Asked {
    /// Asked for as it is printed, by one who may also write it.
    printed: Option<String>,
}

/// Where a text will stand, for one who may draft it.
#[derive(Template, Serialize)]
#[template(path = "meeting/minutes/undrafted.html")]
struct Undrafted {
    #[serde(skip)]
    view: View,
    kind: Kind,
    /// Of the sitting.
    title: String,
    address: String,
    #[serde(skip)]
    sitting: String,
}

/// A text as it is printed.
#[derive(Template, Serialize)]
#[template(path = "meeting/minutes/printed.html")]
struct Printed {
    #[serde(skip)]
    view: View,
    kind: Kind,
    /// Of the sitting.
    title: String,
    address: String,
    #[serde(skip)]
    sitting: String,
    heading: String,
    paragraphs: Vec<String>,
    /// The lines of names at the end: label, names.
    rolls: Vec<(String, String)>,
    version: i64,
    fixed_at: Option<Instant>,
    fixed_by: Option<String>,
    digest: String,
    /// Whether this reader may write it.
    may_edit: bool,
    may_fix: bool,
    may_retract: bool,
}

async fn show(kind: Kind, app: App, reader: Reader, id: i64, asked: Asked) -> Result<Response> {
    let here = Here::find(&app, &reader, id).await?;
    let text = store::text(app.db.read(), id, kind).await?;
    if text.is_none() && rules::draft(kind, here.sitting.standing(), here.who(&reader)).is_ok() {
        let (address, sitting) = (here.address(&reader, &format!("/{kind}")), here.address(&reader, ""));
        return reader.answer(Undrafted { kind, address, sitting, title: here.title, view: reader.view() });
    }
    let text = text
        .filter(|_| rules::opens(kind, here.sitting.standing(), here.who(&reader), here.called.is_some()))
        .ok_or(Error::NotFound)?;
    let may_edit = rules::edit(kind, here.sitting.standing(), here.who(&reader)).is_ok();
    if may_edit && asked.printed.is_none() {
        return reader.answer(edit::page(kind, &reader, &here, &text));
    }
    let (heading, paragraphs, rolls) = parts(&text.text);
    let may = |action| decide(here.sitting.standing(), action, here.who(&reader)).is_ok();
    reader.answer(Printed {
        kind,
        address: here.address(&reader, &format!("/{kind}")),
        sitting: here.address(&reader, ""),
        heading,
        paragraphs,
        rolls,
        version: text.version,
        digest: rules::digest(&text.text),
        fixed_at: text.fixed_at,
        fixed_by: text.fixed_by,
        may_edit,
        may_fix: may(rules::fixing(kind)),
        may_retract: kind == Kind::Release && may(Action::Retract),
        title: here.title,
        view: reader.view(),
    })
}

/// A text as it is printed: its first line, its paragraphs, and the lines of names.
fn parts(text: &str) -> (String, Vec<String>, Vec<(String, String)>) {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let heading = lines.next().unwrap_or_default().to_owned();
    let (mut paragraphs, mut rolls) = (Vec::new(), Vec::new());
    for line in lines {
        match LABELS.iter().find_map(|label| Some((label, line.strip_prefix(label)?))) {
            Some((label, names)) => rolls.push(((*label).to_owned(), names.to_owned())),
            None => paragraphs.push(line.to_owned()),
        }
    }
    (heading, paragraphs, rolls)
}
