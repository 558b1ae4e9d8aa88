//! The calendar of a year, the files for calendar programs, and the secret address of one's own feed.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use super::papers::{Teller, file};
use super::{rules, store};
use crate::account::committee::INSTALLATION;
use crate::account::secret::{self, Kind};
use crate::account::{self, store as accounts};
use crate::app::App;
use crate::clock::{Day, Instant, YEARS};
use crate::db::ConnectionTrait;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Acting, Change};
use crate::meeting::here::Here;
use crate::meeting::model::Sitting;
use crate::meeting::rules::State as Standing;
use crate::meeting::store as sittings;
use crate::meeting::title::title;
use crate::member;
use crate::page::{Flash, Reader, View};
use crate::permission::Permission;
use crate::words::Language;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/meetings/calendar", get(calendar))
        .route("/{committee}/meetings/calendar.ics", get(feed))
        .route("/{committee}/meetings/calendar/key", post(make))
        .route("/{committee}/meetings/calendar/key/end", post(end))
        .route("/{committee}/meetings/{id}/sitting.ics", get(one))
}

#[derive(Template, Serialize)]
#[template(path = "meeting/calendar/calendar.html")]
struct Page {
    #[serde(skip)]
    view: View,
    year: i16,
    before: Option<i16>,
    after: Option<i16>,
    months: Vec<Month>,
    /// For one who has a member's account.
    feed: Option<Feed>,
}

#[derive(Serialize)]
struct Month {
    n: usize,
    sittings: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    address: String,
    title: String,
    day: Option<Day>,
    /// The time of day at which it begins.
    time: Option<String>,
    place: Option<String>,
    state: Standing,
    within: Vec<Entry>,
}

/// The address that a calendar program fetches: since when there is one, and the address itself when it was just made.
#[derive(Serialize)]
struct Feed {
    since: Option<Instant>,
    seen: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<String>,
}

impl Entry {
    /// `name` is what it is called where it stands.
    fn new(reader: &Reader, sitting: Sitting, name: String, within: Vec<Self>) -> Self {
        Self {
            address: reader.within(&format!("/meetings/{}", sitting.id)),
            title: name,
            day: sitting.date,
            time: sitting.begins_at.map(Instant::time),
            place: sitting.place,
            state: sitting.state,
            within,
        }
    }
}

#[derive(Default, Deserialize)]
struct Asked {
    year: Option<i16>,
}

async fn calendar(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    let year = asked.year.unwrap_or_else(|| reader.now.day().0.year());
    if !YEARS.contains(&year) {
        return Err(Error::NotFound);
    }
    reader.answer(page(&app, &reader, year, None).await?)
}

async fn page(app: &App, reader: &Reader, year: i16, made: Option<String>) -> Result<Page> {
    let (on, committee) = (app.db.read(), reader.committee()?);
    let member = member::here::own(app, reader).await?;
    let found = store::of_year(on, committee.id, &reader.actor, member, year).await?;
    let named = |sitting: &Sitting| title(sitting, &committee.name, &reader.words);
    let entry = |whole: rules::Whole| {
        let inner = |sitting: Sitting| {
            let name = sitting.name.clone().unwrap_or_else(|| named(&sitting));
            Entry::new(reader, sitting, name, Vec::new())
        };
        let within = whole.within.into_iter().map(inner).collect();
        let name = named(&whole.sitting);
        Entry::new(reader, whole.sitting, name, within)
    };
    let months = rules::months(found).into_iter().zip(1..);
    let mut years = sittings::years(on, committee.id, &reader.actor).await?;
    years.push(reader.now.day().0.year());
    let (before, after) = rules::beside(year, &years);
    let feed = match (member, reader.actor.account) {
        (Some(_), Some(account)) => {
            let key = keys(on, account, committee.id, reader.now).await?.into_iter().next();
            let seen = key.as_ref().filter(|key| key.seen_at > key.created_at).map(|key| key.seen_at);
            Some(Feed { since: key.map(|key| key.created_at), seen, made })
        }
        _ => None,
    };
    Ok(Page {
        year,
        before,
        after,
        months: months.map(|(month, n)| Month { n, sittings: month.into_iter().map(entry).collect() }).collect(),
        feed,
        view: reader.view(),
    })
}

/// The secrets of an account for the calendar of one committee.
async fn keys(on: &impl ConnectionTrait, account: i64, committee: i64, now: Instant) -> Result<Vec<secret::Secret>> {
    let mut keys = secret::of(on, account, Kind::Calendar, now).await?;
    keys.retain(|key| key.label == committee.to_string());
    Ok(keys)
}

/// A change to one's own account, which belongs to no committee.
async fn begin(app: &App, reader: &Reader) -> Result<Change> {
    Change::begin(&app.db, Acting { committee: INSTALLATION, ..reader.acting()? }).await
}

/// Ends the addresses of one's own calendar. Gives how many there were.
async fn end_keys(change: &Change, account: i64, committee: i64, now: Instant) -> Result<usize> {
    let keys = keys(change.on(), account, committee, now).await?;
    for key in &keys {
        secret::end(change.on(), account, Kind::Calendar, key.id).await?;
    }
    Ok(keys.len())
}

/// Makes the address of one's own calendar, in place of the one before. It is shown this once.
async fn make(State(app): State<App>, reader: Reader) -> Result<Response> {
    let account = account::pages::in_person(&app, &reader).await?.account_id;
    let committee = reader.committee()?;
    if member::here::own(&app, &reader).await?.is_none() {
        return Err(Refusal::new("calendar-no-member").into());
    }
    let change = begin(&app, &reader).await?;
    end_keys(&change, account, committee.id, reader.now).await?;
    let key = secret::issue(change.on(), account, Kind::Calendar, &committee.id.to_string(), reader.now).await?;
    let act = Act::new(account::AREA, account, "make_calendar").fact("login", reader.actor.login.as_str());
    change.record(act.fact("committee", committee.name.as_str())).await?.commit().await?;
    let address = format!("{}{}?key={key}", app.config.base(), committee.address("/meetings/calendar.ics"));
    reader.answer(page(&app, &reader, reader.now.day().0.year(), Some(address)).await?)
}

async fn end(State(app): State<App>, reader: Reader) -> Result<Response> {
    let account = reader.known()?;
    let committee = reader.committee()?;
    let change = begin(&app, &reader).await?;
    if end_keys(&change, account, committee.id, reader.now).await? == 0 {
        return Err(Error::NotFound);
    }
    let act = Act::new(account::AREA, account, "end_calendar").fact("login", reader.actor.login.as_str());
    change.record(act.fact("committee", committee.name.as_str())).await?.commit().await?;
    reader.done(&reader.within("/meetings/calendar"), Flash::new("calendar-ended"))
}

/// One sitting.
async fn one(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let here = Here::find(&app, &reader, id).await?;
    let committee = reader.committee()?;
    if here.sitting.begins_at.is_none() && here.sitting.date.is_none() {
        return Err(Error::NotFound);
    }
    let teller = Teller { app: &app, committee, words: &reader.words, now: reader.now };
    Ok(file(teller.calendar(&here.title, &[here.sitting]), &format!("sitting-{id}.ics")))
}

#[derive(Default, Deserialize)]
struct Key {
    #[serde(default)]
    key: String,
}

/// The most sittings of a feed.
const MOST: u64 = 500;

/// The sittings to which the member is called whose account made this address.
async fn feed(State(app): State<App>, reader: Reader, Query(Key { key }): Query<Key>) -> Result<Response> {
    let (on, committee) = (app.db.read(), reader.committee()?);
    let presented = Some((Kind::Calendar, key.as_str()));
    let owner = accounts::first(on, Some(&committee.slug), presented, reader.now).await?.owner;
    let owner = owner.filter(|owner| owner.secret.label == committee.id.to_string()).ok_or(Error::NotFound)?;
    let member = member::store::of_account(on, committee.id, owner.secret.account_id).await?;
    let member = member.filter(|_| owner.actor.may(Permission::ReadInternal)).ok_or(Error::NotFound)?;
    secret::touch(on, &owner.secret, reader.now).await?;
    let words = app.words.words(owner.language.unwrap_or(Language::Chinese));
    let sittings = store::called_to(on, committee.id, member, MOST).await?;
    let teller = Teller { app: &app, committee, words: &words, now: reader.now };
    Ok(file(teller.calendar(&committee.name, &sittings), "calendar.ics"))
}
