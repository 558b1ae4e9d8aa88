//! An article becomes a sitting: its draft is shown beside the original, corrected, and accepted into the record.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form::Form;
use super::marks::{self, Piece};
use super::reading::Reading;
use crate::account::{Actor, Committee};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::import::{self, Draft, Importer, Upload};
use crate::ledger::{Act, Change};
use crate::meeting::article::{Capacity, Disposition, Kind, Record};
use crate::meeting::model::{SITTING, Sitting};
use crate::meeting::rules::{self, Action, Who};
use crate::meeting::store;
use crate::meeting::title::title;
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::permission::Permission;
use crate::words::{Language, Words};

/// The name of this kind of import.
const NAME: &str = "article";

pub const IMPORTER: Importer =
    Importer { kind: NAME, needs: Permission::RecordSittings, recognises: None, read: take_in };

/// What waits in a draft: the article as it was read, and the form as it was left.
#[derive(Serialize, Deserialize)]
struct Content {
    reading: Reading,
    form: Form,
}

fn take_in(upload: &Upload, _said: bool) -> Result<Value, Refusal> {
    let reading = Reading::of(&upload.name, &upload.bytes)?;
    let form = Form::from(&reading.record);
    serde_json::to_value(Content { reading, form }).map_err(|_| Refusal::new("unreadable-binary"))
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{committee}/import/article/{draft}", get(preview).post(settle))
}

#[derive(Template, Serialize)]
#[template(path = "meeting/record/preview.html")]
struct Preview {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    original: Vec<Vec<Piece>>,
    #[serde(skip)]
    restored: Vec<Vec<Piece>>,
    /// How many edits of each kind were made.
    edits: BTreeMap<String, usize>,
    /// What was read, before any correction.
    record: Record,
    form: Form,
    faults: Faults,
    /// The committee that the article names, where it is not this one.
    foreign: Option<String>,
    /// A sitting on the record that seems to be the same.
    same: Option<Same>,
    /// Whether nothing in the article tells of a sitting.
    none: bool,
    may_publish: bool,
    publish: bool,
    confirmed: bool,
}

#[derive(Serialize)]
struct Same {
    title: String,
    address: String,
}

/// The reader's own draft, unless its article is on the record already: then it is dropped, and the record named.
async fn draft(app: &App, reader: &Reader, id: i64) -> Result<(Draft, Content)> {
    reader.need(Permission::RecordSittings)?;
    let draft = import::mine(app.db.read(), reader, NAME, id).await?;
    let content: Content = draft.content()?;
    let known = store::by_digest(app.db.read(), draft.committee_id, &content.reading.digest()).await?;
    if let Some(sitting) = known {
        import::discard(app.db.read(), &draft).await?;
        return Err(known_article(reader.within(&format!("/meetings/{sitting}"))));
    }
    Ok((draft, content))
}

fn known_article(address: String) -> Error {
    Refusal::new("meeting-article-known").see(address).into()
}

/// How the form was sent: which buttons and ticks.
#[derive(Default)]
struct Pressed {
    publish: bool,
    confirmed: bool,
    faults: Faults,
}

async fn page(app: &App, reader: &Reader, content: Content, pressed: Pressed) -> Result<Preview> {
    let committee = reader.committee()?;
    let Content { reading, form } = content;
    // While a field is wrong, the warnings are those of the article as it was read.
    let record = form.record().unwrap_or_else(|_| reading.record.clone());
    let same = store::same(app.db.read(), committee, &record).await?.map(|sitting| Same {
        title: title(&sitting, &committee.name, &reader.words),
        address: reader.within(&format!("/meetings/{}", sitting.id)),
    });
    let mut edits = BTreeMap::new();
    for mark in &reading.edits {
        *edits.entry(mark.kind.clone()).or_insert(0) += 1;
    }
    Ok(Preview {
        original: marks::original(&reading.original, &reading.edits, &reader.words),
        restored: marks::restored(&reading.text, &reading.edits, &reading.record.spans, &reader.words),
        edits,
        foreign: foreign(&record, committee),
        none: !reading.tells_of_a_sitting(),
        record: reading.record,
        same,
        form,
        faults: pressed.faults,
        may_publish: reader.may(Permission::PublishSittings),
        publish: pressed.publish,
        confirmed: pressed.confirmed,
        view: reader.view(),
    })
}

/// The committee that a record names, where it is another than this one.
pub(super) fn foreign(record: &Record, committee: &Committee) -> Option<String> {
    record.committee.clone().filter(|name| *name != committee.name)
}

async fn preview(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let (_, content) = draft(&app, &reader, id).await?;
    reader.answer(page(&app, &reader, content, Pressed { publish: true, ..Pressed::default() }).await?)
}

/// Saves, accepts or gives up a draft, as the button pressed says.
async fn settle(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<BTreeMap<String, String>>,
) -> Result<Response> {
    let (draft, mut content) = draft(&app, &reader, id).await?;
    let here = reader.within(&format!("/import/article/{id}"));
    let pressed = sent.get("do").map_or("save", String::as_str);
    if pressed == "discard" {
        import::discard(app.db.read(), &draft).await?;
        return reader.done(&reader.within("/import"), Flash::new("import-draft-discarded"));
    }
    content.form = Form::sent(&sent);
    content.form.add_row(pressed);
    import::save(app.db.read(), &draft, &content, reader.now).await?;
    if pressed != "accept" {
        return reader.done(&here, Flash::new("import-draft-saved"));
    }
    let mut ticks = Pressed {
        publish: sent.contains_key("publish"),
        confirmed: sent.contains_key("confirmed"),
        faults: Faults::default(),
    };
    match content.form.record() {
        Ok(record) => {
            if let Some(refusal) = unconfirmed(&app, &reader, &record, ticks.confirmed).await? {
                ticks.faults.note("confirmed", refusal);
                return reader.answer_unfit(page(&app, &reader, content, ticks).await?);
            }
            accept(&app, &reader, &draft, Reading { record, ..content.reading }, ticks.publish).await
        }
        Err(faults) => {
            ticks.faults = faults;
            reader.answer_unfit(page(&app, &reader, content, ticks).await?)
        }
    }
}

/// What a reader must confirm before a record is accepted, if they have not.
async fn unconfirmed(app: &App, reader: &Reader, record: &Record, confirmed: bool) -> Result<Option<Refusal>> {
    let committee = reader.committee()?;
    let doubtful =
        foreign(record, committee).is_some() || store::same(app.db.read(), committee, record).await?.is_some();
    Ok((doubtful && !confirmed).then(|| Refusal::new("meeting-confirm-needed")))
}

async fn accept(app: &App, reader: &Reader, draft: &Draft, reading: Reading, publish: bool) -> Result<Response> {
    let committee = reader.committee()?;
    let change = Change::begin(&app.db, reader.acting()?).await?;
    if let Some(sitting) = store::by_digest(change.on(), committee.id, &reading.digest()).await? {
        return Err(known_article(reader.within(&format!("/meetings/{sitting}"))));
    }
    let words = app.words.words(Language::Chinese);
    let (sitting, act) = record(&change, &reading, committee, &words).await?;
    let mut acts = vec![act];
    if publish {
        acts.push(self::publish(&change, &sitting, committee, &words, &reader.actor).await?);
    }
    change.record_all(acts).await?.commit().await?;
    import::discard(app.db.read(), draft).await?;
    let title = title(&sitting, &committee.name, &reader.words);
    let address = reader.within(&format!("/meetings/{}", sitting.id));
    reader.done(&address, Flash::new("meeting-done-record").with("title", title))
}

/// Puts what was read on the record, within a change. Gives the sitting and the act to be recorded.
///
/// # Errors
/// The article is on the record already.
pub async fn record(
    change: &Change,
    reading: &Reading,
    committee: &Committee,
    words: &Words,
) -> Result<(Sitting, Act)> {
    let digest = reading.digest();
    let sitting = store::add(change, reading, &digest).await?;
    let act = Act::new(SITTING.name, sitting.id, "record")
        .fact("title", title(&sitting, &committee.name, words))
        .fact("file", reading.name.clone())
        .fact("article", digest);
    Ok((sitting, act))
}

/// Publishes a sitting that was just recorded, within the same change. Gives the act to be recorded.
///
/// # Errors
/// The actor may not.
pub async fn publish(
    change: &Change,
    sitting: &Sitting,
    committee: &Committee,
    words: &Words,
    actor: &Actor,
) -> Result<Act> {
    let to = rules::decide(sitting.standing(), Action::Publish, Who::only(actor))?;
    store::move_to(change, sitting.id, sitting.version, to).await?;
    let title = title(sitting, &committee.name, words);
    Ok(Act::new(SITTING.name, sitting.id, Action::Publish.name()).fact("title", title))
}
