//! The forms by which a reviewer decides, on the page of a proposal and where one is shown again.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use super::like::{Alike, Others};
use crate::app::App;
use crate::clock::Day;
use crate::committee;
use crate::committee::model::Choice;
use crate::error::Result;
use crate::member;
use crate::page::{Faults, Reader, View};
use crate::proposal::here::Here;
use crate::proposal::model::{List, Proposal};
use crate::proposal::review::deed::Sent;
use crate::proposal::review::store;
use crate::proposal::rules::{Action, FILED, State};

/// The posts whose holders lead key proposals.
const LEADERS: &[&str] = &["主席", "副主席"];

/// What stands in the forms, and what is chosen from.
pub(super) struct Forms {
    pub address: String,
    pub sent: Sent,
    pub faults: Faults,
    pub categories: Vec<Choice>,
    pub reasons: Vec<Choice>,
    pub leaders: Vec<String>,
    pub alike: Vec<Alike>,
}

impl Forms {
    /// The forms of a proposal as nobody has filled them in.
    pub async fn of(app: &App, reader: &Reader, here: &Here) -> Result<Self> {
        let proposal = &here.proposal;
        let sent = Sent {
            version: proposal.version,
            leader: proposal.leader.clone().unwrap_or_default(),
            category: proposal.category_id.map(|id| id.to_string()).unwrap_or_default(),
            ..Sent::default()
        };
        let mut forms = Self {
            address: here.address(reader, ""),
            faults: Faults::default(),
            categories: Vec::new(),
            reasons: Vec::new(),
            leaders: Vec::new(),
            alike: Vec::new(),
            sent,
        };
        if FILED.contains(&proposal.state) {
            forms.leaders = leaders(app, reader).await?;
            forms.categories = open(app, reader, List::Category).await?;
        }
        if proposal.state == State::Submitted {
            forms.decidable(app, reader, proposal).await?;
        }
        Ok(forms)
    }

    /// Adds what is needed to decide of one that waits.
    async fn decidable(&mut self, app: &App, reader: &Reader, proposal: &Proposal) -> Result<()> {
        let on = app.db.read();
        self.categories = open(app, reader, List::Category).await?;
        self.reasons = open(app, reader, List::Reason).await?;
        let Some(session) = proposal.session_id else { return Ok(()) };
        let number = match proposal.number {
            Some(number) => number,
            None => store::next_number(on, session).await?,
        };
        self.sent.number = number.to_string();
        let others = Others::of(on, proposal.committee_id, &[session]).await?;
        self.alike = others.like(reader, proposal.id, &proposal.subject, proposal.session_id);
        Ok(())
    }
}

/// What can be chosen from a list.
pub(super) async fn open(app: &App, reader: &Reader, list: List) -> Result<Vec<Choice>> {
    let all = committee::here::choices(app, reader, list.name()).await?;
    Ok(all.iter().filter(|choice| !choice.closed).cloned().collect())
}

/// The names of the chair and the vice chairs today, in this order.
async fn leaders(app: &App, reader: &Reader) -> Result<Vec<String>> {
    let today = reader.now.day();
    let leaders = reader.kept(format!("leaders of {today}"), leading(app, reader, today)).await?;
    Ok(leaders.to_vec())
}

async fn leading(app: &App, reader: &Reader, today: Day) -> Result<Vec<String>> {
    let lists = member::here::lists(app, reader).await?;
    let posts: Vec<_> = LEADERS.iter().map(ToString::to_string).collect();
    let mut found = Vec::new();
    for member in member::store::holders(app.db.read(), reader.committee()?.id, &posts).await? {
        let seats = member.person.seats.iter();
        let sat = seats.filter(|seat| seat.begins <= today && lists.last_day(seat).is_none_or(|last| last >= today));
        let held = sat.flat_map(|seat| &seat.posts).filter(|post| post.special.is_none() && post.held_on(today));
        let rank = held.filter_map(|post| LEADERS.iter().position(|leader| *leader == post.name)).min();
        found.extend(rank.map(|rank| (rank, member.id, member.person.name)));
    }
    found.sort();
    Ok(found.into_iter().map(|(_, _, name)| name).collect())
}

/// One form shown again with what was sent: something in it is wrong, or somebody decided meanwhile.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/review/again.html")]
#[schema(as = ReviewAgain)]
pub(in crate::proposal) struct Again {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    action: Action,
    subject: String,
    state: State,
    /// The proposal is another one by now.
    stale: bool,
    #[serde(skip)]
    forms: Forms,
    faults: Faults,
}

impl Again {
    /// With faults the version stays the one that was sent; a stale one is replaced by that of now.
    pub async fn of(app: &App, reader: &Reader, here: &Here, action: Action, sent: Sent) -> Result<Self> {
        let mut forms = Forms::of(app, reader, here).await?;
        forms.sent = sent;
        Ok(Self {
            view: reader.view(),
            action,
            subject: here.proposal.subject.clone(),
            state: here.proposal.state,
            stale: false,
            forms,
            faults: Faults::default(),
        })
    }

    pub fn faulty(mut self, faults: Faults) -> Self {
        self.forms.faults = faults.clone();
        self.faults = faults;
        self
    }

    pub fn stale(mut self, version: i64) -> Self {
        self.forms.sent.version = version;
        self.stale = true;
        self
    }
}
