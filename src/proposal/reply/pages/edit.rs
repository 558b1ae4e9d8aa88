//! Writing a reply: it saves itself as it is written, and of two who write at once the second is shown both texts.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::Instant;
use crate::committee;
use crate::committee::model::Choice;
use crate::db::ConnectionTrait;
use crate::draft::{self, Shape};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::page::api::{Acts, OrRefusal, Timely};
use crate::page::{Conflict, Entry, Faults, Flash, Reader, Saved, Sent, Stands, TRIES, View};
use crate::proposal::handling::model::Reply;
use crate::proposal::handling::rules::{Action, FACE_TO_FACE, Part, State as Standing, decide};
use crate::proposal::handling::{Work, store as handling};
use crate::proposal::here::Here;
use crate::proposal::model::words::REPLY;
use crate::proposal::model::{List, ReplyText};
use crate::proposal::reply::{rules, store};
use crate::unit;

/// What the form of a reply sends. `version` is the one that was changed; 0 where nothing was written.
#[derive(Deserialize, ToSchema)]
#[schema(as = ReplyForm)]
pub(super) struct Written {
    #[serde(default)]
    version: i64,
    #[serde(flatten)]
    text: ReplyText,
}

/// A class to choose.
#[derive(Serialize, ToSchema)]
struct Class {
    id: i64,
    name: String,
    meaning: String,
    promise: bool,
    #[serde(skip)]
    chosen: bool,
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/reply/edit.html")]
#[schema(as = ReplyDraft)]
struct Edit {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    proposal: String,
    #[serde(skip)]
    address: String,
    subject: String,
    unit: String,
    round: i64,
    version: i64,
    classes: Vec<Class>,
    #[serde(flatten)]
    text: ReplyText,
    /// The fields of what was done and is promised, of the letter, and of its lines.
    #[serde(skip)]
    said: Vec<Entry>,
    #[serde(skip)]
    letter: Vec<Entry>,
    #[serde(skip)]
    lines: Vec<Entry>,
    changed_at: Option<Instant>,
    /// Why it was sent back.
    sent_back: Option<String>,
    /// What the proposal suggests, and what the co-handlers think of it.
    #[serde(skip)]
    suggestions: String,
    #[serde(skip)]
    opinions: Vec<Opinion>,
    /// The units that have countersigned the words as they stand.
    signed: Vec<String>,
    /// Why it could not be approved as it stands, but for what is still to be written; and that it is handed up.
    ahead: Vec<&'static str>,
    /// What a script shows beside the form.
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
    faults: Faults,
}

/// What a co-handler thinks.
#[derive(Clone)]
struct Opinion {
    unit: String,
    text: String,
}

/// A reply that is being written.
struct Desk {
    here: Here,
    work: Work,
    now: Option<Reply>,
    classes: Vec<Choice>,
    opinions: Vec<Opinion>,
    /// The units that have countersigned it.
    signed: Vec<String>,
}

impl Desk {
    async fn on(on: &impl ConnectionTrait, reader: &Reader, here: Here, work: Work) -> Result<Self> {
        decide(work.standing, Action::DraftReply, work.who(reader))?;
        let now = handling::reply(on, work.assignment.id, work.assignment.round).await?;
        let classes = committee::store::choices(on, here.proposal.committee_id, List::Class.name()).await?;
        let mut desk = Self { here, work, now, classes, opinions: Vec::new(), signed: Vec::new() };
        if desk.work.assignment.part == Part::Lead {
            desk.hear(on).await?;
        }
        Ok(desk)
    }

    /// What the co-handlers think, and which of them have countersigned.
    async fn hear(&mut self, on: &impl ConnectionTrait) -> Result<()> {
        let mut helpers = handling::assignments(on, self.here.proposal.id).await?;
        helpers.retain(|one| one.part == Part::CoHandler && one.state != Standing::Transferred);
        let names = unit::store::names(on, helpers.iter().map(|one| one.unit_id)).await?;
        for one in helpers {
            let unit = names.get(&one.unit_id).cloned().unwrap_or_default();
            if one.signed_at.is_some() {
                self.signed.push(unit.clone());
            }
            if let Some(text) = one.opinion {
                self.opinions.push(Opinion { unit, text });
            }
        }
        Ok(())
    }

    fn version(&self) -> i64 {
        self.now.as_ref().map_or(0, |now| now.version)
    }

    fn class(&self) -> Option<i64> {
        self.now.as_ref().and_then(|now| now.class_id)
    }

    /// What stands there, or how a letter begins.
    fn text(&self, reader: &Reader) -> ReplyText {
        self.now.as_ref().map_or_else(
            || ReplyText {
                body: rules::opening(&self.here.proposal.subject),
                contact: reader.actor.name.clone(),
                ..ReplyText::default()
            },
            ReplyText::from,
        )
    }

    fn page(&self, reader: &Reader, text: ReplyText) -> Edit {
        let standing = self.work.standing;
        let ahead = [
            ("reply-ahead-contact", !standing.contacted && !standing.contact_waived),
            ("reply-ahead-face", !standing.contacted && self.work.assignment.round >= FACE_TO_FACE),
            ("reply-ahead-opinions", standing.opinions_left > 0),
            ("reply-ahead-handed-up", standing.state == Standing::Drafted),
        ];
        let mut said = Entry::all(&reader.words, "reply", REPLY.iter().filter(|field| field.name != "class"), &text);
        let lines = said.extract_if(.., |one| one.field.shape == Shape::Line).collect();
        let letter = said.extract_if(.., |one| one.field.name == "body").collect();
        let open = self.classes.iter().filter(|one| !one.closed || self.class() == Some(one.id));
        Edit {
            proposal: self.here.address(reader, ""),
            address: self.work.address(reader, &self.here, ""),
            subject: self.here.proposal.subject.clone(),
            unit: self.work.unit.clone(),
            round: self.work.assignment.round,
            version: self.version(),
            classes: open
                .map(|one| Class {
                    id: one.id,
                    name: one.name.clone(),
                    meaning: one.meaning.clone(),
                    promise: one.promise,
                    chosen: text.class() == Some(one.id),
                })
                .collect(),
            said,
            letter,
            lines,
            changed_at: self.now.as_ref().map(|now| now.changed_at),
            sent_back: self.now.as_ref().and_then(|now| now.sent_back.clone()),
            suggestions: self.here.proposal.suggestions.clone(),
            opinions: self.opinions.clone(),
            signed: self.signed.clone(),
            ahead: ahead.into_iter().filter_map(|(key, there)| there.then_some(key)).collect(),
            sentence: None,
            faults: Faults::default(),
            text,
            view: reader.view(),
        }
    }

    /// Shows the second writer their own words, and what the first wrote.
    fn conflict(&self, reader: &Reader, mine: &ReplyText) -> Result<Response> {
        let trail = vec![
            (reader.within("/proposals"), reader.words.say("proposal-nav")),
            (self.here.address(reader, ""), self.here.proposal.subject.clone()),
            (self.address(reader), reader.words.say("reply-write")),
        ];
        let stands = Stands {
            words: &self.text(reader),
            version: self.version(),
            changed_at: self.now.as_ref().map_or(reader.now, |now| now.changed_at),
            changed_by: "",
        };
        let class = |id: &str| self.classes.iter().find(|one| one.id.to_string() == id).map(|one| one.name.clone());
        Conflict::new(reader, ("reply", trail, self.address(reader)), REPLY, &stands, mine)
            .naming("class", class)
            .answer(reader)
    }

    fn unfit(&self, reader: &Reader, sent: Written, faults: Faults) -> Result<Response> {
        let sentence = faults.0.values().next().map(|refusal| reader.words.refusal(refusal));
        reader.answer_unfit(Edit { faults, sentence, version: sent.version, ..self.page(reader, sent.text) })
    }

    /// Whether these words are those that stand there.
    fn same(&self, text: &ReplyText) -> bool {
        self.now.as_ref().is_some_and(|now| ReplyText::from(now) == *text)
    }

    /// Keeps words as they are written; those that others rely on are changed in the record.
    async fn keep(&self, app: &App, reader: &Reader, at: (i64, i64), text: &ReplyText) -> Result<i64> {
        let one = &self.work.assignment;
        if one.state == Standing::Drafted || !self.signed.is_empty() {
            return revise(app, reader, at, (self.version(), text)).await;
        }
        let (key, still) = (Reply::draft(one.id, one.round), store::still(one));
        draft::keep(app.db.read(), key, &reader.acting()?, (self.version(), text), still).await
    }

    fn address(&self, reader: &Reader) -> String {
        self.work.address(reader, &self.here, "/reply")
    }
}

async fn found(app: &App, reader: &Reader, (id, n): (i64, i64)) -> Result<Desk> {
    reader.known()?;
    let on = app.db.read();
    let here = Here::find(app, reader, id).await?;
    let work = Work::on(on, reader, &here, n).await?;
    Desk::on(on, reader, here, work).await
}

async fn begun(app: &App, reader: &Reader, at: (i64, i64)) -> Result<(Change, Desk)> {
    let (change, here, work) = Work::begin(app, reader, at).await?;
    let desk = Desk::on(change.on(), reader, here, work).await?;
    Ok((change, desk))
}

/// A reply that is being written.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/{id}/assignments/{n}/reply",
    responses((status = 200, body = Edit), Timely),
)]
pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let desk = found(&app, &reader, (id, n)).await?;
    reader.answer(desk.page(&reader, desk.text(&reader)))
}

fn saved(reader: &Reader, desk: &Desk, version: i64) -> Result<Response> {
    reader.saved(&desk.address(reader), Flash::new("reply-saved"), version)
}

/// Saves a draft. It is no part of the record yet; but where it was handed up, or a co-handler has countersigned the words
/// that are changed, that they are is.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/reply",
    request_body = Written,
    responses(
        Acts,
        (status = 200, body = Saved),
        (status = 409, body = OrRefusal<Conflict>),
        (status = 422, body = OrRefusal<Edit>),
    ),
)]
pub(super) async fn save(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    for _ in 0..TRIES {
        let desk = found(&app, &reader, (id, n)).await?;
        let text = match rules::read(&sent.text, &desk.classes, desk.class()) {
            Ok(text) => text,
            Err(faults) => return desk.unfit(&reader, sent, faults),
        };
        if desk.same(&text) {
            return saved(&reader, &desk, desk.version());
        }
        if sent.version != desk.version() {
            return desk.conflict(&reader, &text);
        }
        match desk.keep(&app, &reader, (id, n), &text).await {
            Ok(version) => return saved(&reader, &desk, version),
            // It moved between reading and writing: what stands there now decides.
            Err(Error::Stale) => {}
            Err(other) => return Err(other),
        }
    }
    Err(Error::Stale)
}

/// Changes words that were handed up or countersigned: they are to be handed up again, the signatures fall, and the record
/// says so.
async fn revise(app: &App, reader: &Reader, at: (i64, i64), (version, text): (i64, &ReplyText)) -> Result<i64> {
    let (change, desk) = begun(app, reader, at).await?;
    if version != desk.version() {
        return Err(Error::Stale);
    }
    let one = &desk.work.assignment;
    let to = decide(desk.work.standing, Action::ReviseReply, desk.work.who(reader)).unwrap_or(one.state);
    let version = store::write(&change, one, (version, text), to).await?;
    change.record(desk.work.act(&desk.here, Action::ReviseReply.name())).await?.commit().await?;
    Ok(version)
}

/// Hands a draft up: to the co-handlers, who countersign it, and to the head of the unit.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/draft_reply",
    request_body = Written,
    responses(Acts, (status = 409, body = OrRefusal<Conflict>), (status = 422, body = OrRefusal<Edit>)),
)]
pub(super) async fn hand_up(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    let (change, desk) = begun(&app, &reader, (id, n)).await?;
    let text = match rules::read(&sent.text, &desk.classes, desk.class()) {
        Ok(text) => text,
        Err(faults) => return desk.unfit(&reader, sent, faults),
    };
    let promise = desk.classes.iter().any(|one| Some(one.id) == text.class() && one.promise);
    let lacks = rules::lacking(&text, promise, reader.now.day());
    if !lacks.none() {
        return desk.unfit(&reader, sent, lacks);
    }
    let (same, one) = (desk.same(&text), &desk.work.assignment);
    if !same && sent.version != desk.version() {
        return desk.conflict(&reader, &text);
    }
    let to = decide(desk.work.standing, Action::DraftReply, desk.work.who(&reader))?;
    let letter = desk.work.address(&reader, &desk.here, &format!("/reply/{}", one.round));
    let done = Flash::new("reply-done-draft-reply").with("unit", &desk.work.unit);
    if same && one.state == to {
        return reader.done(&letter, done);
    }
    store::write(&change, one, (desk.version(), &text), to).await?;
    change.record(desk.work.act(&desk.here, Action::DraftReply.name())).await?.commit().await?;
    reader.done(&letter, done)
}
