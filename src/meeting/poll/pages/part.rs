//! Polls on the page of their sitting.

use askama::Template;
use serde::Serialize;

use super::shown::{Ballot, Shown};
use crate::app::App;
use crate::error::Result;
use crate::meeting::here::Here;
use crate::meeting::poll::{rules, store};
use crate::page::{Reader, View};

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
