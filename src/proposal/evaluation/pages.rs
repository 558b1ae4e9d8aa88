//! Evaluating a proposal, and what was said of it on its page.

mod list;

use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use jiff::civil::{Time, time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{rules as own, store};
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::committee;
use crate::error::{Error, Refusal, Result};
use crate::ledger::Act;
use crate::member;
use crate::page::api::Acts;
use crate::page::{Awaiting, Flash, Reader, Sent, View};
use crate::proposal::here::{self, Here};
use crate::proposal::model::{Evaluation, Mark};
use crate::proposal::rules::{self, Action, State, periods};
use crate::proposal::store as proposals;

/// The longest remark, in characters.
const REMARK: usize = 5_000;
/// How long one who signed is told that there is an answer.
const TOLD: i64 = 14 * Instant::DAY;
/// No more of them than this are told on the home page.
const MOST: u64 = 20;

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(evaluate)).routes(routes!(list::list)).routes(routes!(list::table))
}

#[derive(Deserialize, ToSchema)]
#[schema(as = EvaluationForm)]
struct Said {
    version: i64,
    #[serde(default)]
    work: String,
    #[serde(default)]
    result: String,
    #[serde(default)]
    remark: String,
}

impl Said {
    fn marks(&self) -> Result<(Mark, Mark), Refusal> {
        let mark = |text: &str| text.parse().map_err(|_| Refusal::new("evaluation-no-mark"));
        Ok((mark(&self.work)?, mark(&self.result)?))
    }

    /// Who is not satisfied says why.
    fn remark(&self, result: Mark) -> Result<String, Refusal> {
        let remark = self.remark.trim();
        match remark.chars().count() {
            0 if result == Mark::Not => Err(Refusal::new("evaluation-no-reason")),
            n if n > REMARK => Err(Refusal::new("evaluation-too-long").with("most", REMARK)),
            _ => Ok(remark.to_owned()),
        }
    }
}

/// Evaluates what was answered to a proposal.
#[utoipa::path(post, path = "/{committee}/proposals/{id}/evaluate", request_body = Said, responses(Acts))]
async fn evaluate(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(said): Sent<Said>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let (work, result) = said.marks().map_err(Error::Unreadable)?;
    let remark = said.remark(result).map_err(Error::Unreadable)?;
    let now = &here.proposal;
    if let Some(main) = now.main_id.filter(|_| now.state == State::Merged) {
        let main = proposals::proposal(change.on(), now.committee_id, main).await?;
        let there = store::evaluations(change.on(), id).await?.iter().any(|one| one.round == main.round);
        own::beside(here.who(&reader).author, main.state, there)?;
        store::add(&change, (id, main.round), (work, result), remark).await?;
        change.record(said_so(here.act(Action::Evaluate.name()), work, result)).await?.commit().await?;
        return told(&reader, &here, Action::Evaluate);
    }
    let action = own::action(result, now.round);
    let to = rules::decide(here.standing, action, here.who(&reader))?;
    store::add(&change, (id, now.round), (work, result), remark).await?;
    match action {
        Action::Reopen => store::reopen(&change, now, said.version, (to, None), &here.rule).await?,
        _ => proposals::move_to(&change, id, said.version, to).await?,
    }
    change.record(said_so(here.act(action.name()), work, result)).await?.commit().await?;
    told(&reader, &here, action)
}

/// The record keeps what was said.
fn said_so(act: Act, work: Mark, result: Mark) -> Act {
    act.fact("work", work.name()).fact("result", result.name())
}

fn told(reader: &Reader, here: &Here, action: Action) -> Result<Response> {
    let flash = match action {
        Action::Reopen => Flash::new("evaluation-done-reopen").with("title", &here.proposal.subject),
        _ => Flash::new("evaluation-done-evaluate").with("title", &here.proposal.subject),
    };
    reader.done(&here.address(reader, ""), flash)
}

/// What was said of the answers to a proposal, and where its proposer says it.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/evaluation/part.html")]
pub(in crate::proposal) struct Evaluations {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    version: i64,
    #[serde(skip)]
    marks: &'static [Mark],
    said: Vec<Row>,
    /// This reader may evaluate it now.
    open: bool,
    /// It is merged: what they say is kept beside the main one.
    beside: bool,
    /// Until when it may be evaluated.
    until: Option<Day>,
    /// The next "not satisfied" leads to a meeting face to face.
    face_to_face_next: bool,
    /// It was handled for the last time, whatever is said of it.
    last: bool,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Evaluation)]
struct Row {
    round: i64,
    work: Mark,
    result: Mark,
    remark: String,
    at: Instant,
    by: String,
}

impl From<Evaluation> for Row {
    fn from(one: Evaluation) -> Self {
        Self { round: one.round, work: one.work, result: one.result, remark: one.remark, at: one.at, by: one.by }
    }
}

/// The part of a proposal's page that tells of its evaluations, for its proposers, its units and those inside.
pub(in crate::proposal) async fn part(app: &App, reader: &Reader, here: &Here) -> Result<Option<Evaluations>> {
    let (on, now, who) = (app.db.read(), &here.proposal, here.who(reader));
    if !here.inside(reader) {
        return Ok(None);
    }
    let said = store::evaluations(on, now.id).await?;
    let main = here.main().filter(|_| now.state == State::Merged);
    let open = match main {
        None => rules::decide(here.standing, Action::Evaluate, who).is_ok(),
        Some(main) => own::beside(who.author, main.state, said.iter().any(|one| one.round == main.round)).is_ok(),
    };
    let answered = main.unwrap_or(now);
    let until = answered.answered_at.filter(|_| answered.state == State::Answered);
    if said.is_empty() && !open && until.is_none() {
        return Ok(None);
    }
    let until = match until {
        Some(at) => {
            let holidays = committee::here::holidays(app, reader).await?;
            Some(periods::evaluation_due(&here.rule, &holidays, at))
        }
        None => None,
    };
    Ok(Some(Evaluations {
        address: here.address(reader, ""),
        version: now.version,
        marks: Mark::ALL,
        said: said.into_iter().map(Row::from).collect(),
        open,
        beside: main.is_some(),
        until,
        face_to_face_next: own::face_to_face_next(answered.round),
        last: own::action(Mark::Not, answered.round) == Action::Evaluate,
        view: reader.view(),
    }))
}

/// What awaits a proposer: answers to evaluate.
pub(in crate::proposal) async fn awaiting(app: &App, reader: &Reader) -> Result<Vec<Awaiting>> {
    let Some(account) = reader.actor.account else { return Ok(Vec::new()) };
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let own_member = member::here::own(app, reader).await?;
    let own = (account, own_member);
    let open = store::to_evaluate(on, committee, own, MOST);
    let open = reader.kept(format!("to evaluate {account}"), open).await?;
    let mut open: Vec<_> = open.iter().map(|one| (one.answered_at, one)).collect();
    let beside = store::to_evaluate_beside(on, committee, own, MOST);
    let beside = reader.kept(format!("to evaluate beside {account}"), beside).await?;
    open.extend(beside.iter().map(|(one, main)| (main.answered_at, one)));
    let mut all = Vec::new();
    if !open.is_empty() {
        let rule = here::rule(app, reader).await?;
        let holidays = committee::here::holidays(app, reader).await?;
        all.extend(open.into_iter().map(|(answered_at, one)| {
            let last = answered_at.map(|at| periods::evaluation_due(&rule, &holidays, at).at(time(23, 59, 0, 0)));
            let text = reader.words.with1("evaluation-awaits", "title", &one.subject);
            Awaiting::new(text, reader.within(&format!("/proposals/{}#evaluations", one.id)), last).pressing()
        }));
    }
    if let Some(member) = own_member {
        let since = reader.now.plus(-TOLD);
        let (day, midnight) = (since.day(), since.day().at(Time::midnight()));
        let answered = store::signed_and_answered(on, committee, (member, midnight), MOST);
        let answered = reader.kept(format!("signed by {member} and answered {day}"), answered).await?;
        for one in answered.iter().filter(|one| one.answered_at >= Some(since)) {
            let text = reader.words.with1("evaluation-told-signer", "title", &one.subject);
            all.push(Awaiting::new(text, reader.within(&format!("/proposals/{}", one.id)), one.answered_at));
        }
    }
    Ok(all)
}
