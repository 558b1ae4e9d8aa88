//! The roster with its filters, as a page and as a table, and the dossier of one member.

mod account;
mod edit;
mod form;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use super::model::{Lists, Seat, Stored, told_day};
use super::store::{self, Filter};
use super::{AREA, papers};
use crate::app::App;
use crate::clock::Day;
use crate::error::{Error, Result};
use crate::ledger::{self, Line};
use crate::page::{Pages, Paging, Reader, View, filled};
use crate::permission::Permission;
use crate::table::Turn;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/members", get(roster))
        .route("/{committee}/members.xlsx", get(table))
        .route("/{committee}/members/{id}", get(dossier))
        .merge(account::routes())
        .merge(edit::routes())
}

/// The filters of the roster, as they stand in its address. `term` is the number of a term, `all`, or empty for the
/// current one; sectors and special committees go by key.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Asked {
    #[serde(default)]
    term: String,
    #[serde(default)]
    sector: String,
    #[serde(default)]
    special: String,
    #[serde(default)]
    post: String,
    #[serde(default)]
    name: String,
}

impl Asked {
    /// What is asked for. A post of a term counts where it is held on the day that the roster tells of; of all terms
    /// one that was ever held.
    fn filter(&self, lists: &Lists, today: Day) -> Filter {
        let term = match self.term.as_str() {
            "all" => None,
            text => text.parse().ok().and_then(|number| lists.term_number(number)).or_else(|| lists.current(today)),
        };
        let day = term.map(|term| told_day(term, today));
        let text = |text: &str| filled(text).map(|text| text.chars().take(40).collect());
        Filter {
            term: term.map(|term| term.id),
            sector: self.sector.parse().ok(),
            special: self.special.parse().ok(),
            post: text(&self.post),
            name: text(&self.name),
            held_from: day,
            held_until: Some(day.unwrap_or(today)),
        }
    }

    fn any(&self) -> bool {
        [&self.term, &self.sector, &self.special, &self.post, &self.name].iter().any(|text| !text.is_empty())
    }
}

#[derive(Template, Serialize)]
#[template(path = "member/roster.html")]
struct Roster {
    #[serde(skip)]
    view: View,
    members: Vec<Listed>,
    pages: Pages,
    #[serde(skip)]
    asked: Asked,
    /// The query that keeps the filters.
    #[serde(skip)]
    query: String,
    /// The key of the term that is shown, if it is one.
    #[serde(skip)]
    term: Option<i64>,
    #[serde(skip)]
    lists: Lists,
    #[serde(skip)]
    posts: Vec<String>,
    #[serde(skip)]
    may_edit: bool,
    #[serde(skip)]
    may_call: bool,
}

/// A line of the roster. The phone number is there only for those who may read it.
#[derive(Serialize)]
struct Listed {
    id: i64,
    address: String,
    name: String,
    term: i64,
    sector: String,
    party: Option<String>,
    employer: Option<String>,
    /// The posts held on the day that the roster tells of.
    posts: Vec<String>,
    /// The day on which the seat ended early.
    left: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

fn listed(entry: Stored, reader: &Reader, lists: &Lists, today: Day) -> Option<Listed> {
    let seat = entry.person.seats.first()?;
    let term = lists.term(seat.term)?;
    let on = told_day(term, today);
    let held = seat.posts.iter().filter(|post| post.held_on(on));
    Some(Listed {
        id: entry.id,
        address: reader.within(&format!("/members/{}", entry.id)),
        term: term.number,
        sector: lists.sector(seat.sector).to_owned(),
        posts: held.map(|post| lists.title(post)).collect(),
        left: seat.ends,
        phone: entry.person.phone.filter(|_| reader.may(Permission::ReadContacts)),
        name: entry.person.name,
        party: entry.person.party,
        employer: entry.person.employer,
    })
}

async fn roster(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let committee = reader.committee()?.id;
    let today = reader.now.day();
    let lists = store::lists(app.db.read(), committee).await?;
    let filter = asked.filter(&lists, today);
    let (total, found) = store::list(app.db.read(), committee, &filter, paging.offset(), paging.limit()).await?;
    let query = serde_html_form::to_string(&asked).unwrap_or_default();
    reader.answer(Roster {
        members: found.into_iter().filter_map(|entry| listed(entry, &reader, &lists, today)).collect(),
        pages: paging.of(total, query.clone()),
        posts: store::post_names(app.db.read(), committee, filter.term).await?,
        query,
        term: filter.term,
        asked,
        lists,
        may_edit: reader.may(Permission::EditMembers),
        may_call: reader.may(Permission::ReadContacts),
        view: reader.view(),
    })
}

/// The most lines of one table.
const MOST_LINES: u64 = 100_000;

async fn table(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    let committee = reader.committee()?;
    let lists = store::lists(app.db.read(), committee.id).await?;
    let filter = asked.filter(&lists, reader.now.day());
    let turn = Turn::take().await?;
    let (_, found) = store::list(app.db.read(), committee.id, &filter, 0, MOST_LINES).await?;
    let phones = reader.may(Permission::ReadContacts);
    let name = format!("{}委员名册.xlsx", committee.name);
    turn.make(&name, move || papers::roster(&found, &lists, phones)).await
}

#[derive(Template, Serialize)]
#[template(path = "member/dossier.html")]
struct Dossier {
    #[serde(skip)]
    view: View,
    id: i64,
    version: i64,
    name: String,
    party: Option<String>,
    employer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    /// The sector of the current seat, or of the one nearest to today.
    #[serde(skip)]
    sector: Option<String>,
    /// The posts held today.
    posts: Vec<String>,
    /// The seats, the latest term first.
    seats: Vec<Held>,
    /// For those who read internal things.
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<Vec<Line>>,
    #[serde(skip)]
    may_edit: bool,
    /// The login name of his account, empty for none; for those who manage accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    login: Option<String>,
}

/// A seat with its posts, as the dossier shows it. A day that is absent is not yet known.
#[derive(Serialize)]
struct Held {
    term: i64,
    sector: String,
    begins: Day,
    ends: Option<Day>,
    posts: Vec<HeldPost>,
}

#[derive(Serialize)]
struct HeldPost {
    title: String,
    begins: Day,
    ends: Option<Day>,
}

/// What did not end early ended with the term.
fn held(seat: &Seat, lists: &Lists) -> Option<Held> {
    let term = lists.term(seat.term)?;
    let ends = lists.last_day(seat);
    let post = |post| HeldPost { title: lists.title(post), begins: post.begins, ends: post.ends.or(ends) };
    Some(Held {
        term: term.number,
        sector: lists.sector(seat.sector).to_owned(),
        begins: seat.begins,
        ends,
        posts: seat.posts.iter().map(post).collect(),
    })
}

async fn dossier(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let committee = reader.committee()?.id;
    let Stored { version, person, .. } = store::person(app.db.read(), committee, id).await?.ok_or(Error::NotFound)?;
    let lists = store::lists(app.db.read(), committee).await?;
    let today = reader.now.day();
    let seats: Vec<_> = person.seats.iter().filter_map(|seat| held(seat, &lists)).collect();
    let lasting = person.seats.iter().filter(|seat| lists.last_day(seat).is_none_or(|last| last >= today));
    let posts = lasting.flat_map(|seat| &seat.posts).filter(|post| post.held_on(today));
    let current = person.seats.iter().find(|seat| seat.begins <= today).or_else(|| person.seats.last());
    let history = if reader.may(Permission::ReadInternal) {
        Some(ledger::lines_of(app.db.read(), &reader.words, committee, AREA.name, id).await?)
    } else {
        None
    };
    let login =
        if reader.may(Permission::ManageAccounts) { Some(account::login(app.db.read(), id).await?) } else { None };
    reader.answer(Dossier {
        id,
        login,
        version,
        sector: current.map(|seat| lists.sector(seat.sector).to_owned()),
        posts: posts.map(|post| lists.title(post)).collect(),
        seats,
        history,
        may_edit: reader.may(Permission::EditMembers),
        phone: person.phone.filter(|_| reader.may(Permission::ReadContacts)),
        name: person.name,
        party: person.party,
        employer: person.employer,
        view: reader.view(),
    })
}
