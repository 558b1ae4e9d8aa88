//! Voting, and the actions on a poll that need nothing but a button.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change};
use crate::meeting::attendance;
use crate::meeting::attendance::model::Called;
use crate::meeting::here::Here;
use crate::meeting::poll::model::Poll;
use crate::meeting::poll::rules::{self, Action, Kind, Method, Place};
use crate::meeting::poll::store::{self, Ballot};
use crate::meeting::rules::Share;
use crate::page::{Flash, Reader, Sent};
use crate::workflow::{LifeCycle, taken};

/// The choices on a ballot: one, several, or none.
#[derive(Deserialize)]
pub(super) struct Choices {
    #[serde(default)]
    choice: Said,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    One(String),
    Several(Vec<String>),
}

impl Default for Said {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl From<Said> for Vec<String> {
    fn from(said: Said) -> Self {
        match said {
            Said::One(one) => vec![one],
            Said::Several(several) => several,
        }
    }
}

/// Something done with a poll, for the ledger. It never tells a choice.
pub(super) fn act_on(here: &Here, poll: &Poll, action: &'static str) -> Act {
    here.act(action).fact("poll", poll.title.as_str())
}

/// Casts a vote. The first one counts; a named one sent again is answered as done.
pub(super) async fn vote(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll)): Path<(String, i64, i64)>,
    Sent(Choices { choice }): Sent<Choices>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let poll = store::one(change.on(), id, poll).await?;
    let choices = Vec::from(choice);
    let told = Flash::new(if poll.method == Method::Secret { "poll-done-secretly" } else { "poll-done-vote" });
    let home = here.address(&reader, "");
    let entitled = match &here.called {
        Some(called) => store::voter(change.on(), poll.id, called.id).await?,
        None => None,
    };
    let place = here.called.as_ref().map(Place::from);
    let may = rules::may_vote(poll.standing(here.sitting.state), place, entitled.as_ref().map(|voter| voter.voted));
    let written = |ballot: &Ballot| Some(ballot.written());
    match (may, &here.called) {
        (Ok(()), Some(called)) => {
            let ballot = ballot(&change, &poll, &choices).await?;
            cast(change, &here, &poll, called, &ballot).await?;
        }
        (Err(refusal), _) if poll.method == Method::Named && refusal.key == "poll-voted-already" => {
            let again = ballot(&change, &poll, &choices).await.ok();
            if again.as_ref().and_then(written) != entitled.and_then(|voter| voter.choice) {
                return Err(refusal.into());
            }
        }
        (Err(refusal), _) => return Err(refusal.into()),
        (Ok(()), None) => return Err(Error::Forbidden),
    }
    reader.done(&home, told.with("poll", &poll.title))
}

/// Reads a ballot as the poll asks for it.
async fn ballot(change: &Change, poll: &Poll, choices: &[String]) -> Result<Ballot> {
    if poll.kind == Kind::Question {
        return Ok(Ballot::Question(rules::question(choices)?));
    }
    let candidates = store::candidates(change.on(), &[poll]).await?.len();
    let candidates = i64::try_from(candidates).unwrap_or(i64::MAX);
    Ok(Ballot::Election(rules::ballot(choices, candidates, poll.seats)?))
}

async fn cast(change: Change, here: &Here, poll: &Poll, called: &Called, ballot: &Ballot) -> Result<()> {
    if !store::cast(&change, poll, called.id, ballot).await? {
        return Err(Refusal::new("poll-voted-already").into());
    }
    change.record(act_on(here, poll, Action::Vote.recorded()).quietly()).await?.commit().await
}

/// Opens, announces or removes a poll.
pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll, action)): Path<(String, i64, i64, String)>,
) -> Result<Response> {
    let action: Action = taken(&action)?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let poll = store::one(change.on(), id, poll).await?;
    let to = rules::decide(poll.standing(here.sitting.state), action, here.who(&reader))?;
    match action {
        Action::Open => open(&change, &here, &poll).await?,
        Action::Announce => store::announce(&change, poll.id).await?,
        Action::Remove => store::remove(&change, poll.id).await?,
        Action::Edit | Action::Enter | Action::Vote | Action::Close | Action::Annul => return Err(Error::NotFound),
    }
    change.record(act_on(&here, &poll, action.recorded())).await?.commit().await?;
    let address = here.address(&reader, &to.map_or_else(String::new, |_| format!("/polls/{}", poll.id)));
    reader.done(&address, Flash::done(action, &address, 0).with("poll", &poll.title))
}

async fn open(change: &Change, here: &Here, poll: &Poll) -> Result<()> {
    let on = change.on();
    let item = match poll.item_id {
        Some(item) => Some(store::item(on, here.sitting.id, item).await?.state),
        None => None,
    };
    let another = store::running(on, here.sitting.id).await?.is_some();
    let presence = attendance::store::presence(on, here.sitting.id).await?;
    rules::may_open(item, another, presence, here.sitting.quorum.unwrap_or(Share::MoreThanHalf))?;
    store::open(change, poll, presence).await
}
