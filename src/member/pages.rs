//! The roster, the dossier of one member, and what is done with them.

mod account;
mod edit;
mod form;
mod roster;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use serde::Serialize;

use super::model::{Lists, MEMBER, Seat, Stored};
use super::{here, store};
use crate::app::App;
use crate::clock::Day;
use crate::error::{Error, Result};
use crate::ledger::{self, Line};
use crate::page::{Besides, Reader, Related, View};
use crate::permission::Permission;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/members", get(roster::list))
        .route("/{committee}/members.xlsx", get(roster::table))
        .route("/{committee}/members/{id}", get(dossier))
        .merge(account::routes())
        .merge(edit::routes())
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related>,
    #[serde(skip)]
    may_edit: bool,
    /// The login name of their account, empty for none; for those who manage accounts.
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

async fn dossier(
    State(app): State<App>,
    Extension(besides): Extension<Besides>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let committee = reader.committee()?.id;
    let Stored { version, person, .. } = store::person(app.db.read(), committee, id).await?.ok_or(Error::NotFound)?;
    let lists = here::lists(&app, &reader).await?;
    let today = reader.now.day();
    let seats: Vec<_> = person.seats.iter().filter_map(|seat| held(seat, &lists)).collect();
    let lasting = person.seats.iter().filter(|seat| lists.last_day(seat).is_none_or(|last| last >= today));
    let posts = lasting.flat_map(|seat| &seat.posts).filter(|post| post.held_on(today));
    let current = person.seats.iter().find(|seat| seat.begins <= today).or_else(|| person.seats.last());
    let history = if reader.may(Permission::ReadInternal) {
        Some(ledger::lines_of(app.db.read(), &reader.words, committee, MEMBER.name, id).await?)
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
        related: besides.of(&app, &reader, MEMBER, id).await?,
        may_edit: reader.may(Permission::EditMembers),
        phone: person.phone.filter(|_| reader.may(Permission::ReadContacts)),
        name: person.name,
        party: person.party,
        employer: person.employer,
        view: reader.view(),
    })
}
