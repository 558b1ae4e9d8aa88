//! The page of a proposal: one address for its proposers, the office, the units and the public.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::now;
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::committee;
use crate::error::Result;
use crate::ledger::{self, Line};
use crate::page::api::Open;
use crate::page::{Besides, Reader, Related, View};
use crate::proposal::evaluation::{self, Evaluations};
use crate::proposal::handling::{self, Work};
use crate::proposal::here::{Here, Linked};
use crate::proposal::model::{List, PROPOSAL, Proposal};
use crate::proposal::reply::{self, Replies};
use crate::proposal::review;
use crate::proposal::rules::{self, Action, HANDLED, Kind, State};
use crate::proposal::writing::{self, Signing};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/proposal.html")]
struct ProposalPage {
    #[serde(skip)]
    view: View,
    id: i64,
    #[serde(skip)]
    address: String,
    version: i64,
    kind: Kind,
    state: State,
    /// The collective proposer, and who signs for it.
    body: Option<String>,
    signatory: Option<String>,
    /// The first proposer and those who signed with them.
    proposers: Vec<String>,
    signing: Option<Signing>,
    subject: String,
    situation: String,
    analysis: String,
    suggestions: String,
    suggested_unit: String,
    /// How its proposer looked into the matter.
    basis: Option<String>,
    open: bool,
    published: bool,
    session: Option<String>,
    plenary: bool,
    number: Option<i64>,
    category: Option<String>,
    /// Why it was declined.
    reason: Option<String>,
    /// What its proposer was told when it was returned, redirected or declined.
    remark: Option<String>,
    leader: Option<String>,
    excellent: bool,
    main: Option<LinkedRow>,
    merged: Vec<LinkedRow>,
    due: Option<Day>,
    submitted_at: Option<Instant>,
    filed_at: Option<Instant>,
    assigned_at: Option<Instant>,
    answered_at: Option<Instant>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<review::Part>,
    /// With whom it is, for what and until when; for those who are inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<String>,
    /// What this reader may do now.
    actions: Vec<Action>,
    handling: Option<handling::Part>,
    replies: Option<Replies>,
    evaluations: Option<Evaluations>,
    /// For those who are inside: the committee, its proposers and its units.
    #[serde(skip_serializing_if = "Option::is_none")]
    history: Option<Vec<Line>>,
    /// What later areas have to do with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related>,
}

impl ProposalPage {
    /// What is done beside the review.
    fn at_head(&self) -> Vec<Action> {
        self.actions.iter().copied().filter(|action| !action.reviews()).collect()
    }
}

/// Another proposal.
#[derive(Serialize, ToSchema)]
#[schema(as = Linked)]
struct LinkedRow {
    subject: String,
    address: String,
    number: Option<i64>,
    state: State,
    proposers: Vec<String>,
}

/// A proposal, as far as this reader may see it.
#[utoipa::path(get, path = "/{committee}/proposals/{id}", responses((status = 200, body = ProposalPage), Open))]
pub(super) async fn show(
    Shared(app): Shared<App>,
    Extension(besides): Extension<Besides>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let here = Here::find(&app, &reader, id).await?;
    let related = besides.of(&app, &reader, PROPOSAL, id).await?;
    reader.answer(page(&app, &reader, here, related).await?)
}

async fn page(app: &App, reader: &Reader, here: Here, related: Vec<Related>) -> Result<ProposalPage> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let who = here.who(reader);
    let inside = here.inside(reader);
    let address = here.address(reader, "");
    // What its units do; and whose replies answer it, where it is merged into another.
    let works = Work::all(on, reader, &here).await?;
    let answering = match reply::answered_with(&here) {
        Some(source) => Work::all(on, reader, &source).await?,
        None => works.clone(),
    };
    let (standing, proposal) = (here.standing, here.proposal.clone());
    let sessions = committee::here::sessions(app, reader).await?;
    let session = sessions.iter().find(|session| Some(session.id) == proposal.session_id);
    let category = named(app, reader, List::Category, proposal.category_id).await?;
    let reason = named(app, reader, List::Reason, proposal.reason_id).await?;
    Ok(ProposalPage {
        id: proposal.id,
        related,
        version: proposal.version,
        kind: proposal.kind,
        state: proposal.state,
        proposers: here.proposers.names(&proposal),
        signing: writing::part(app, reader, &here).await?,
        session: session.map(|session| session.name(&reader.words)),
        category,
        reason,
        main: linked(reader, &here, |one| Some(one.id) == here.proposal.main_id).pop(),
        merged: linked(reader, &here, |one| one.main_id == Some(here.proposal.id)),
        review: review::part(app, reader, &here).await?,
        now: if inside { now::told(app, reader, &here, &answering).await? } else { None },
        actions: rules::offered(standing, who),
        handling: handling::part(app, reader, &here, &works).await?,
        replies: reply::part(app, reader, &here, &answering).await?,
        evaluations: evaluation::part(app, reader, &here).await?,
        history: if inside {
            Some(ledger::lines_of(on, &reader.words, committee, PROPOSAL.name, proposal.id).await?)
        } else {
            None
        },
        body: proposal.body,
        signatory: proposal.signatory.filter(|_| inside),
        subject: proposal.subject,
        situation: proposal.situation,
        analysis: proposal.analysis,
        suggestions: proposal.suggestions,
        suggested_unit: proposal.suggested_unit,
        basis: proposal.basis,
        open: proposal.open,
        published: proposal.published,
        plenary: proposal.plenary,
        number: proposal.number,
        remark: proposal.remark.filter(|_| inside),
        leader: proposal.leader,
        excellent: proposal.excellent,
        due: proposal.due,
        submitted_at: proposal.submitted_at,
        filed_at: proposal.filed_at,
        assigned_at: proposal.assigned_at,
        answered_at: proposal.answered_at,
        address,
        view: reader.view(),
    })
}

/// The name of a choice.
async fn named(app: &App, reader: &Reader, list: List, id: Option<i64>) -> Result<Option<String>> {
    let choices = committee::here::choices(app, reader, list.name()).await?;
    Ok(choices.iter().find(|one| Some(one.id) == id).map(|one| one.name.clone()))
}

/// Those that it is merged into or that are merged into it which this reader may see.
fn linked(reader: &Reader, here: &Here, which: impl Fn(&Proposal) -> bool) -> Vec<LinkedRow> {
    let seen = here.linked.iter().filter(|one| one.visible && which(&one.proposal));
    seen.map(|Linked { proposal, proposers, .. }| LinkedRow {
        subject: proposal.subject.clone(),
        address: reader.within(&format!("/proposals/{}", proposal.id)),
        number: proposal.number,
        state: proposal.state,
        proposers: proposers.names(proposal),
    })
    .collect()
}
