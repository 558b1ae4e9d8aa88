//! Polls on their sitting's page, and the page of one.

mod act;
mod enter;
mod form;
mod shown;

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

use self::shown::{Ballot, Shown, Spoken};
use super::model::Poll;
use super::rules::{self, Action, Fate, Kind, Method, Standing};
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::meeting::here::Here;
use crate::meeting::live;
use crate::page::{Faults, Reader, View};
use crate::permission::Permission;

pub(in crate::meeting) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/meetings/{id}/polls/new", get(form::blank).post(form::prepare))
        .route("/{committee}/meetings/{id}/polls/{poll}", get(show))
        .route("/{committee}/meetings/{id}/polls/{poll}/edit", get(form::prepared).post(form::edit))
        .route("/{committee}/meetings/{id}/polls/{poll}/vote", post(act::vote))
        .route("/{committee}/meetings/{id}/polls/{poll}/enter", post(enter::enter))
        .route("/{committee}/meetings/{id}/polls/{poll}/close", post(enter::close))
        .route("/{committee}/meetings/{id}/polls/{poll}/annul", post(enter::annul))
        .route("/{committee}/meetings/{id}/polls/{poll}/{action}", post(act::act))
}

/// The rules' view of a poll of this sitting.
const fn standing(here: &Here, poll: &Poll) -> Standing {
    Standing { state: poll.state, method: poll.method, sitting: here.sitting.state }
}

/// Polls as the sitting's page shows them: the open one with the reader's ballot, and the list of all.
#[derive(Template, Serialize)]
#[template(path = "meeting/poll/part.html")]
pub(in crate::meeting) struct Part {
    #[serde(skip)]
    view: View,
    open: Option<Shown>,
    ballot: Option<Ballot>,
    polls: Vec<Shown>,
    may_prepare: bool,
    #[serde(skip)]
    address: String,
}

/// What the page of a sitting that is held shows of its polls; none for a reader who may not know of them.
pub(in crate::meeting) async fn part(app: &App, reader: &Reader, here: &Here) -> Result<Option<Part>> {
    if !here.sitting.held() || !here.inside(reader) {
        return Ok(None);
    }
    let (on, who) = (app.db.read(), here.who(reader));
    let mut polls = store::all(on, here.sitting.id).await?;
    polls.retain(|poll| who.runs() || poll.state != rules::State::Prepared);
    let may_prepare = rules::may_prepare(here.sitting.state, who).is_ok();
    let candidates = store::candidates(on, &polls.iter().collect::<Vec<_>>()).await?;
    let mut open = None;
    let mut ballot = None;
    let mut list = Vec::with_capacity(polls.len());
    for poll in &polls {
        let of_it: Vec<_> = candidates.iter().filter(|candidate| candidate.poll_id == poll.id).cloned().collect();
        let mut shown = Shown::new(reader, here, poll, &of_it);
        if poll.state == rules::State::Open {
            shown.count(on, poll).await?;
            ballot = Ballot::of(on, reader, here, poll, &of_it).await?;
            open = Some(shown.clone());
        }
        list.push(shown);
    }
    let address = here.address(reader, "");
    Ok(Some(Part { open, ballot, polls: list, may_prepare, address, view: reader.view() }))
}

/// The page of one poll.
#[derive(Template, Serialize)]
#[template(path = "meeting/poll/poll.html")]
struct Page {
    #[serde(skip)]
    view: View,
    /// The sitting's name and address.
    sitting: String,
    #[serde(skip)]
    home: String,
    #[serde(flatten)]
    poll: Shown,
    ballot: Option<Ballot>,
    /// Who may vote and what each said, for those who may read it.
    voters: Vec<Spoken>,
    #[serde(skip)]
    sent: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Faults::none")]
    faults: Faults,
    /// Where the page hears of what comes next.
    #[serde(skip)]
    live: Option<String>,
}

impl Page {
    async fn of(app: &App, reader: &Reader, here: &Here, id: i64) -> Result<Self> {
        let on = app.db.read();
        let mark = live::mark(app, reader, here.sitting.id).await?;
        let poll = store::one(on, here.sitting.id, id).await?;
        let runs = here.who(reader).runs();
        if !here.inside(reader) || poll.state == rules::State::Prepared && !runs {
            return Err(Error::NotFound);
        }
        let candidates = store::candidates(on, &[&poll]).await?;
        let mut shown = Shown::new(reader, here, &poll, &candidates);
        shown.count(on, &poll).await?;
        let told = poll.state == rules::State::Announced && reader.may(Permission::ReadInternal);
        let entering = poll.method == Method::RollCall && poll.state != rules::State::Annulled && runs;
        let voters = if poll.method.by_name() && (told || entering) {
            Spoken::all(store::voters(on, poll.id).await?, &candidates)
        } else {
            Vec::new()
        };
        Ok(Self {
            sitting: here.title.clone(),
            home: here.address(reader, ""),
            ballot: Ballot::of(on, reader, here, &poll, &candidates).await?,
            poll: shown,
            voters,
            sent: BTreeMap::new(),
            faults: Faults::default(),
            live: live::address(reader, here, mark),
            view: reader.view(),
        })
    }

    /// What a field shows: what was sent, else what is stored.
    fn value(&self, field: &str, stored: Option<&i64>) -> String {
        self.sent.get(field).cloned().or_else(|| stored.map(ToString::to_string)).unwrap_or_default()
    }

    /// What was sent or is stored for one of those called by roll.
    fn said<'a>(&'a self, voter: &'a Spoken) -> &'a str {
        let sent = self.sent.get(&format!("voter.{}", voter.called));
        sent.map(String::as_str).or(voter.choice.as_deref()).unwrap_or_default()
    }

    /// The candidates with their numbers and the votes entered for each.
    fn by_hand(&self) -> Vec<(usize, &str, Option<i64>)> {
        let entered = self.poll.candidates.iter().zip(&self.poll.entered.votes);
        entered.enumerate().map(|(n, (name, votes))| (n + 1, name.as_str(), *votes)).collect()
    }

    /// The form by which the clerk enters what he counts.
    fn counting(&self) -> bool {
        self.poll.may(Action::Enter) && self.poll.method == Method::Hands
    }
}

async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let here = Here::find(&app, &reader, id).await?;
    reader.answer(Page::of(&app, &reader, &here, poll).await?)
}
