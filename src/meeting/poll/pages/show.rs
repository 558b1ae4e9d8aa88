//! The page of one poll.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

use super::shown::{Ballot, Shown, Spoken};
use crate::app::App;
use crate::error::{Error, Result};
use crate::meeting::here::Here;
use crate::meeting::live;
use crate::meeting::poll::rules::{self, Action, Fate, Kind, Method};
use crate::meeting::poll::store;
use crate::page::{Faults, Reader, View};
use crate::permission::Permission;

/// The page of one poll.
#[derive(Template, Serialize)]
#[template(path = "meeting/poll/poll.html")]
pub(super) struct Page {
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
    pub async fn of(app: &App, reader: &Reader, here: &Here, id: i64) -> Result<Self> {
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

    /// The same page with what did not fit.
    pub fn unfit(self, sent: BTreeMap<String, String>, faults: Faults) -> Self {
        Self { sent, faults, ..self }
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

    /// The form by which the clerk enters what they count.
    fn counting(&self) -> bool {
        self.poll.may(Action::Enter) && self.poll.method == Method::Hands
    }
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let here = Here::find(&app, &reader, id).await?;
    reader.answer(Page::of(&app, &reader, &here, poll).await?)
}
