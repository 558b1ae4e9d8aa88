//! Adding a member, correcting their record, and taking the last change back.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::super::model::{Lists, Person, Stored};
use super::super::{rules, store};
use super::form::{Form, PostRow, SeatRow};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::fields::{self, ANOTHER};
use crate::ledger::{Act, Change};
use crate::member::model::MEMBER;
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::permission::Permission;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/members/new", get(blank).post(add))
        .route("/{committee}/members/{id}/correct", get(correction).post(correct))
        .route("/{committee}/members/{id}/undo", post(undo))
}

#[derive(Template, Serialize)]
#[template(path = "member/edit.html")]
struct Edit {
    #[serde(skip)]
    view: View,
    /// The member, or none while they are being added.
    id: Option<i64>,
    version: i64,
    form: Form,
    faults: Faults,
    /// Whether it was said that this is another person than the member of the same name.
    #[serde(skip)]
    another: bool,
    /// Whether somebody else changed the record since this form was opened. What was entered stands in it still.
    stale: bool,
    #[serde(skip)]
    lists: Lists,
    /// Names of posts that are in use.
    #[serde(skip)]
    posts: Vec<String>,
}

impl Edit {
    fn address(&self) -> String {
        self.id.map_or_else(|| self.view.within("/members"), |id| self.view.within(&format!("/members/{id}")))
    }

    /// The attributes of a control that tell of its fault.
    fn invalid(&self, field: &str) -> bool {
        self.faults.of(field).is_some()
    }
}

/// Posts that every committee has.
const USUAL: &[&str] = &["主席", "副主席", "秘书长", "常务委员", "主任", "副主任", "委员"];

/// The form, for one who may see the phone number or not.
async fn page(app: &App, reader: &Reader, stored: Option<&Stored>, mut form: Form, faults: Faults) -> Result<Edit> {
    let committee = reader.committee()?.id;
    if !reader.may(Permission::ReadContacts) {
        form.phone.clear();
    }
    let mut posts = store::post_names(app.db.read(), committee, None).await?;
    posts.retain(|name| !USUAL.contains(&name.as_str()));
    Ok(Edit {
        id: stored.map(|stored| stored.id),
        version: stored.map_or(0, |stored| stored.version),
        form,
        faults,
        another: false,
        stale: false,
        lists: store::lists(app.db.read(), committee).await?,
        posts: USUAL.iter().map(|name| (*name).to_owned()).chain(posts).collect(),
        view: reader.view(),
    })
}

/// The record that was sent. An editor who may not see phone numbers leaves the one that is there.
fn person(reader: &Reader, form: &Form, lists: &Lists, stored: Option<&Stored>) -> Result<Person, Faults> {
    let mut person = form.person(lists)?;
    if !reader.may(Permission::ReadContacts) {
        person.phone = stored.and_then(|stored| stored.person.phone.clone());
    }
    Ok(person)
}

/// Asks first where there is a member of the same name already, unless it was said that this is another person.
async fn asks(app: &App, reader: &Reader, person: &Person, another: bool) -> Result<Faults> {
    if another {
        return Ok(Faults::default());
    }
    let namesakes = store::find_by_name(app.db.read(), reader.committee()?.id, &person.name).await?;
    let Some(there) = namesakes.into_iter().find(|there| there.name == person.name) else {
        return Ok(Faults::default());
    };
    let refusal = Refusal::new("member-there-already").with("name", there.name);
    Ok(Faults::at(ANOTHER, refusal.see(reader.within(&format!("/members/{}", there.id)))))
}

async fn blank(State(app): State<App>, reader: Reader) -> Result<Response> {
    reader.need(Permission::EditMembers)?;
    let lists = store::lists(app.db.read(), reader.committee()?.id).await?;
    let term = lists.current(reader.now.day()).map_or_else(String::new, |term| term.id.to_string());
    let form = Form {
        seats: vec![SeatRow { term: term.clone(), ..SeatRow::default() }],
        posts: vec![PostRow { term, ..PostRow::default() }],
        ..Form::default()
    };
    reader.answer(page(&app, &reader, None, form, Faults::default()).await?)
}

async fn add(State(app): State<App>, reader: Reader, Sent(sent): Sent<BTreeMap<String, String>>) -> Result<Response> {
    reader.need(Permission::EditMembers)?;
    let mut form = Form::sent(&sent);
    if form.add_row(sent.get("do").map_or("", String::as_str)) {
        return reader.answer(page(&app, &reader, None, form, Faults::default()).await?);
    }
    let lists = store::lists(app.db.read(), reader.committee()?.id).await?;
    let another = fields::another(&sent);
    let person = match person(&reader, &form, &lists, None) {
        Ok(person) => person,
        Err(faults) => {
            let page = page(&app, &reader, None, form, faults).await?;
            return reader.answer_unfit(Edit { another, ..page });
        }
    };
    let asked = asks(&app, &reader, &person, another).await?;
    if !asked.none() {
        return reader.answer_unfit(page(&app, &reader, None, form, asked).await?);
    }
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let id = store::add(&change, &person).await?;
    store::remember(&change, id, 1, None).await?;
    change.record(rules::added(id, &person.name)).await?.commit().await?;
    let address = reader.within(&format!("/members/{id}"));
    reader.done(&address, Flash::new("member-done-add").with("name", person.name).undo(format!("{address}/undo"), 1))
}

async fn stored(app: &App, reader: &Reader, id: i64) -> Result<Stored> {
    reader.need(Permission::EditMembers)?;
    store::person(app.db.read(), reader.committee()?.id, id).await?.ok_or(Error::NotFound)
}

async fn correction(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let stored = stored(&app, &reader, id).await?;
    let mut form = Form::from(&stored.person);
    let term = form.seats.first().map_or_else(String::new, |seat| seat.term.clone());
    form.posts.push(PostRow { term, ..PostRow::default() });
    reader.answer(page(&app, &reader, Some(&stored), form, Faults::default()).await?)
}

async fn correct(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<BTreeMap<String, String>>,
) -> Result<Response> {
    let stored = stored(&app, &reader, id).await?;
    let seen = sent.get("version").and_then(|text| text.parse().ok()).unwrap_or(0);
    let shown = Stored { version: seen, ..stored.clone() };
    let mut form = Form::sent(&sent);
    if form.add_row(sent.get("do").map_or("", String::as_str)) {
        return reader.answer(page(&app, &reader, Some(&shown), form, Faults::default()).await?);
    }
    let lists = store::lists(app.db.read(), reader.committee()?.id).await?;
    let another = fields::another(&sent);
    let person = match person(&reader, &form, &lists, Some(&stored)) {
        Ok(person) => person,
        Err(faults) => {
            let page = page(&app, &reader, Some(&shown), form, faults).await?;
            return reader.answer_unfit(Edit { another, ..page });
        }
    };
    let asked = asks(&app, &reader, &person, another || person.name == stored.person.name).await?;
    if !asked.none() {
        return reader.answer_unfit(page(&app, &reader, Some(&shown), form, asked).await?);
    }
    let address = reader.within(&format!("/members/{id}"));
    match save(&app, &reader, &shown, &person, &lists).await {
        Err(Error::Stale) => {
            let now = self::stored(&app, &reader, id).await?;
            let page = page(&app, &reader, Some(&now), form, Faults::default()).await?;
            reader.answer_stale(Edit { stale: true, ..page })
        }
        Ok(false) => reader.done(&address, Flash::new("member-nothing-changed")),
        Ok(true) => {
            let flash = Flash::new("member-done-correct").with("name", person.name);
            reader.done(&address, flash.undo(format!("{address}/undo"), seen + 1))
        }
        Err(error) => Err(error),
    }
}

/// Writes a corrected record and tells what was corrected; whether anything was. The record must still be of the
/// version that was shown.
async fn save(app: &App, reader: &Reader, shown: &Stored, person: &Person, lists: &Lists) -> Result<bool> {
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let stored = store::person(change.on(), change.acting().committee, shown.id).await?.ok_or(Error::NotFound)?;
    if stored.version != shown.version {
        return Err(Error::Stale);
    }
    let differences = rules::differences(&stored.person, person);
    let acts: Vec<_> =
        differences.into_iter().map(|difference| difference.act(stored.id, &person.name, lists)).collect();
    if acts.is_empty() {
        return Ok(false);
    }
    store::save(&change, &stored, person).await?;
    store::remember(&change, stored.id, stored.version + 1, Some(&stored.person)).await?;
    change.record_all(acts).await?.commit().await?;
    Ok(true)
}

#[derive(Deserialize)]
struct Version {
    version: i64,
}

/// Takes the last change back: the record is again what it was, or gone if it was not there.
async fn undo(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    let stored = stored(&app, &reader, id).await?;
    let before = store::before(app.db.read(), id, version).await?;
    let Some(before) = before.filter(|_| stored.version == version) else { return Err(Error::Stale) };
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let (act, address) = if let Some(person) = before {
        still_fits(&reader, &person, &store::lists(change.on(), change.acting().committee).await?)?;
        store::save(&change, &stored, &person).await?;
        (Act::new(MEMBER.name, id, "undo").fact("name", person.name), reader.within(&format!("/members/{id}")))
    } else {
        store::remove(&change, &stored).await?;
        (Act::new(MEMBER.name, id, "remove").fact("name", stored.person.name.as_str()), reader.within("/members"))
    };
    change.record(act).await?.commit().await?;
    reader.done(&address, Flash::new("member-done-undo").with("name", stored.person.name))
}

/// Terms, sectors and special committees may be others than when a record was kept.
fn still_fits(reader: &Reader, person: &Person, lists: &Lists) -> Result<(), Refusal> {
    match rules::faults(person, lists).first() {
        None => Ok(()),
        Some((_, why)) => {
            let why = reader.words.refusal(why);
            Err(Refusal::new("member-undo-unfit").with("name", &person.name).with("why", why))
        }
    }
}
