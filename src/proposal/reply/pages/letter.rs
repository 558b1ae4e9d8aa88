//! A reply as the letter that each proposer gets, and the steps that are taken after reading it.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::{Day, Instant};
use crate::committee;
use crate::error::{Error, Refusal, Result};
use crate::page::api::Open;
use crate::page::{Reader, View};
use crate::proposal::handling::model::{Assignment, Reply};
use crate::proposal::handling::rules::{Action, Part, State as Standing, decide, offered};
use crate::proposal::handling::{Work, store as handling};
use crate::proposal::here::Here;
use crate::proposal::model::List;
use crate::proposal::reply::here::{Sees, answered_with};
use crate::proposal::reply::rules;
use crate::unit;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/reply/letter.html")]
struct Letter {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    proposal: String,
    #[serde(skip)]
    address: String,
    subject: String,
    unit: String,
    round: i64,
    class: Option<String>,
    title: String,
    salutation: String,
    paragraphs: Vec<String>,
    number: String,
    signatory: String,
    /// To whom it is copied.
    copies: String,
    /// On which it was sent.
    day: Option<String>,
    sent_at: Option<Instant>,
    /// Whom the proposer can call; not for the public.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
    done: String,
    planned: String,
    planned_by: Option<Day>,
    refused: String,
    kept_at: Option<Instant>,
    kept_how: Option<String>,
    version: i64,
    /// At which version its words stand.
    reply: i64,
    state: Option<Standing>,
    sent_back: Option<String>,
    /// Who is to countersign it, and since when they have.
    signatures: Vec<Signature>,
    /// What this reader may do now.
    actions: Vec<Action>,
    /// Why one who could approve it cannot yet.
    why: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct Signature {
    unit: String,
    signed_at: Option<Instant>,
    version: i64,
    #[serde(skip)]
    address: String,
    /// This reader may countersign for it now.
    open: bool,
}

/// What is known of a reply to one who may read it.
struct Found {
    /// The proposal whose proposer it is addressed to.
    here: Here,
    assignment: Assignment,
    reply: Reply,
    /// For those who see the way to it, while it is the reply of the present round.
    work: Option<(Work, Vec<Work>)>,
    sees: Sees,
}

async fn find(app: &App, reader: &Reader, (id, n, round): (i64, i64, i64)) -> Result<Found> {
    let on = app.db.read();
    let here = Here::find(app, reader, id).await?;
    let source = answered_with(&here);
    let answers = source.as_ref().map_or(id, |source| source.proposal.id);
    let assignment = handling::assignment(on, answers, n).await?;
    let reply = handling::reply(on, n, round).await?.ok_or(Error::NotFound)?;
    let mut sees = Sees::of(reader, &here);
    sees.drafts &= source.is_none();
    let own = here.units.contains(&assignment.unit_id);
    // Before it is handed up a draft is its unit's alone.
    let drafted = assignment.state != Standing::Accepted || own;
    if reply.sent_at.is_none() && !(sees.drafts && drafted) {
        return Err(Error::NotFound);
    }
    let work = if sees.drafts && assignment.round == round {
        let all = Work::all(on, reader, &here).await?;
        let own = all.iter().find(|work| work.assignment.id == n).cloned();
        Some((own.ok_or(Error::NotFound)?, all))
    } else {
        None
    };
    Ok(Found { here, assignment, reply, work, sees })
}

/// The steps that are taken on this page.
const STEPS: &[Action] =
    &[Action::DraftReply, Action::ApproveReply, Action::PassReply, Action::SendBack, Action::SendReply];

impl Found {
    fn actions(&self, reader: &Reader) -> Vec<Action> {
        let offered = self.work.as_ref().map(|(work, _)| offered(work.standing, work.who(reader))).unwrap_or_default();
        offered.into_iter().filter(|action| STEPS.contains(action)).collect()
    }

    /// Why it cannot be approved, for one who could approve it otherwise.
    fn why(&self, reader: &Reader) -> Option<String> {
        let (work, _) = self.work.as_ref()?;
        if work.standing.state != Standing::Drafted || !work.own {
            return None;
        }
        let refusal = decide(work.standing, Action::ApproveReply, work.who(reader)).err()?;
        Some(reader.words.refusal(&refusal)).filter(|_| refusal != Refusal::forbidden())
    }

    fn signatures(&self, reader: &Reader) -> Vec<Signature> {
        let Some((_, all)) = self.work.as_ref().filter(|_| self.assignment.part == Part::Lead) else {
            return Vec::new();
        };
        let helpers = all
            .iter()
            .filter(|one| one.assignment.part == Part::CoHandler && one.assignment.state != Standing::Transferred);
        helpers
            .map(|one| Signature {
                unit: one.unit.clone(),
                signed_at: one.assignment.signed_at,
                version: one.assignment.version,
                address: one.address(reader, &self.here, ""),
                open: decide(one.standing, Action::Countersign, one.who(reader)).is_ok(),
            })
            .collect()
    }
}

/// The reply of a round, as a letter.
#[utoipa::path(
    get,
    path = "/{committee}/proposals/{id}/assignments/{n}/reply/{round}",
    responses((status = 200, body = Letter), Open),
)]
pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n, round)): Path<(String, i64, i64, i64)>,
) -> Result<Response> {
    let found = find(&app, &reader, (id, n, round)).await?;
    reader.answer(page(&app, &reader, found).await?)
}

async fn page(app: &App, reader: &Reader, found: Found) -> Result<Letter> {
    let (actions, why, signatures) = (found.actions(reader), found.why(reader), found.signatures(reader));
    let Found { here, assignment, reply, work, sees } = found;
    let source = answered_with(&here).map_or_else(|| here.proposal.clone(), |source| source.proposal);
    let sessions = committee::here::sessions(app, reader).await?;
    let session = sessions.iter().find(|session| Some(session.id) == source.session_id);
    let classes = committee::here::choices(app, reader, List::Class.name()).await?;
    let class = classes.iter().find(|one| Some(one.id) == reply.class_id).map(|one| one.name.clone());
    let first = here.proposers.names(&here.proposal).into_iter().next().unwrap_or_default();
    let unit = unit::here::name(&unit::here::units(app, reader).await?, assignment.unit_id).to_owned();
    let number = here.proposal.number.or(source.number);
    let paragraphs = reply.body.lines().filter(|line| !line.trim().is_empty()).map(|line| line.trim().to_owned());
    Ok(Letter {
        proposal: here.address(reader, ""),
        address: here.address(reader, &format!("/assignments/{}", assignment.id)),
        title: rules::title(session.map(|session| (session.term, session.number)), number),
        salutation: rules::salutation(here.proposal.kind, &first),
        paragraphs: paragraphs.collect(),
        copies: rules::copies(&reader.committee()?.name, &reader.committee()?.region),
        day: reply.sent_at.map(|at| rules::full_day(at.day())),
        contact: sees.contacts.then_some(reply.contact),
        phone: sees.contacts.then_some(reply.phone),
        state: work.is_some().then_some(assignment.state),
        sent_back: reply.sent_back.filter(|_| sees.drafts),
        subject: here.proposal.subject,
        version: assignment.version,
        reply: reply.version,
        round: reply.round,
        number: reply.number,
        signatory: reply.signatory,
        sent_at: reply.sent_at,
        done: reply.done,
        planned: reply.planned,
        planned_by: reply.planned_by,
        refused: reply.refused,
        kept_at: reply.kept_at,
        kept_how: reply.kept_how,
        unit,
        class,
        signatures,
        actions,
        why,
        view: reader.view(),
    })
}
