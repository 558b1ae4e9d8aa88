//! What is done to an assignment: accepted, asked to be another unit's, given more time; and the answers of those who
//! assign.

use axum::extract::{Path, State as Shared};
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::assign::Desk;
use crate::account::{self, model::Account};
use crate::app::App;
use crate::clock::Day;
use crate::committee;
use crate::error::{Error, Refusal, Result};
use crate::fields;
use crate::ledger::{Act, Change};
use crate::mail::Mail;
use crate::page::api::Acts;
use crate::page::{Flash, Reader, Sent, Taken, bounded};
use crate::permission::Permission;
use crate::proposal::handling::model::assignment;
use crate::proposal::handling::rules::{Action, State, assigning, decide};
use crate::proposal::handling::store::{self, assign as stored};
use crate::proposal::handling::work::Work;
use crate::proposal::here::Here;
use crate::proposal::rules::{self as proposed, State as Stands, periods};
use crate::proposal::store as proposals;
use crate::unit;
use crate::words::Language;
use crate::workflow::taken;

/// The name of a unit or of a person, or a phone, has so many signs at the most.
const LINE: usize = 60;

/// What comes with an action. `unit`: which one is to have it, by key where it is granted, in words where it is asked;
/// `contact` and `phone`: whom the proposer can call where it is accepted; `note`: what a unit is told that is urged.
#[derive(Deserialize, ToSchema)]
#[schema(as = AssignmentForm)]
pub(super) struct Fields {
    version: i64,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    note: String,
}

/// Accepts an assignment, asks for another unit or for more time, or answers such a request.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/{id}/assignments/{n}/{action}",
    params(("action" = inline(Taken<Action>), Path)),
    request_body = Fields,
    responses(Acts),
)]
pub(super) async fn act(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id, n, action)): Path<(String, i64, i64, String)>,
    Sent(fields): Sent<Fields>,
) -> Result<Response> {
    let action: Action = taken(&action)?;
    let (change, here, work) = Work::begin(&app, &reader, (id, n)).await?;
    let to = decide(work.standing, action, work.who(&reader))?;
    let on = On { app: &app, reader: &reader, here: &here, work: &work, to, fields: &fields };
    let act = on.carry_out(&change, action).await?;
    change.record(act).await?.commit().await?;
    app.send_mail();
    let address = here.address(&reader, "");
    let told = Flash::done(action, &address, 0).with("unit", &work.unit).with("title", &here.proposal.subject);
    reader.done(&address, told)
}

/// What is acted on, and where it leads.
struct On<'a> {
    app: &'a App,
    reader: &'a Reader,
    here: &'a Here,
    work: &'a Work,
    to: State,
    fields: &'a Fields,
}

impl On<'_> {
    async fn carry_out(&self, change: &Change, action: Action) -> Result<Act> {
        let (id, version) = (self.work.assignment.id, self.fields.version);
        let act = self.work.act(self.here, action.name());
        match action {
            Action::Accept => {
                let reach = (line(&self.fields.contact)?, line(&self.fields.phone)?);
                stored::accept(change, id, version, (self.to, reach)).await?;
                self.take_in_hand(change).await?;
                Ok(act)
            }
            Action::AskTransfer => {
                let reason = assigning::reason(&self.fields.reason)?;
                let unit = line(&self.fields.unit)?;
                let asked = stored::Asked { reason: reason.clone(), until: None, unit };
                stored::ask(change, id, version, (self.to, asked)).await?;
                Ok(act.fact("reason", reason))
            }
            Action::AskExtension => {
                let (until, reason) = (self.until(change).await?, assigning::reason(&self.fields.reason)?);
                let asked = stored::Asked { reason: reason.clone(), until: Some(until), unit: None };
                stored::ask(change, id, version, (self.to, asked)).await?;
                Ok(act.fact("until", until.to_string()).fact("reason", reason))
            }
            Action::GrantTransfer => Ok(act.fact("to", self.transfer(change).await?)),
            Action::TakeOut => {
                stored::take_out(change, id, version).await?;
                Ok(act)
            }
            Action::GrantExtension => {
                let until = self.work.assignment.asked_until.ok_or(Error::Stale)?;
                stored::extend(change, &self.here.proposal, &self.work.assignment, (version, until)).await?;
                Ok(act.fact("until", until.to_string()))
            }
            Action::RefuseTransfer | Action::RefuseExtension => {
                let reason = assigning::reason(&self.fields.reason)?;
                stored::refuse(change, id, version, (self.to, reason.clone())).await?;
                Ok(act.fact("reason", reason))
            }
            Action::Urge => {
                let note = assigning::reason(&self.fields.note)?;
                // It counts as a change, so that a button that is pressed twice mails once.
                store::update(change, id, version, assignment::ActiveModel::default()).await?;
                self.tell(change, &note).await?;
                Ok(act.fact("note", note))
            }
            // They have addresses of their own.
            Action::Contact
            | Action::GiveOpinion
            | Action::DraftReply
            | Action::ReviseReply
            | Action::Countersign
            | Action::ApproveReply
            | Action::PassReply
            | Action::SendBack
            | Action::SendReply
            | Action::KeepPromise => Err(Error::NotFound),
        }
    }

    /// The proposal is in hand when the first unit accepts.
    async fn take_in_hand(&self, change: &Change) -> Result<()> {
        let proposal = &self.here.proposal;
        if !matches!(proposal.state, Stands::Assigned | Stands::Reopened) {
            return Ok(());
        }
        let to = proposed::decide(self.here.standing, proposed::Action::Begin, self.here.who(self.reader))?;
        proposals::move_to(change, proposal.id, proposal.version, to).await
    }

    /// Those who act and approve for the unit are mailed what they are urged to do, where mail is sent.
    async fn tell(&self, change: &Change, note: &str) -> Result<()> {
        let Some(post) = &self.app.post else { return Ok(()) };
        let (on, committee, one) = (change.on(), self.reader.committee()?, &self.work.assignment);
        let mut told = unit::store::accounts_of(on, committee.id, &[one.unit_id], Permission::HandleProposals).await?;
        told.extend(unit::store::accounts_of(on, committee.id, &[one.unit_id], Permission::ApproveReplies).await?);
        let ids: Vec<_> = told.into_iter().map(|(account, _)| account).collect();
        let address = self.app.config.base() + &self.here.address(self.reader, "");
        let mail = |account: Account| {
            let words = self.app.words.words(account.language.unwrap_or(Language::Chinese));
            let facts = [
                ("name", account.name.into()),
                ("unit", self.work.unit.as_str().into()),
                ("title", self.here.proposal.subject.as_str().into()),
                ("due", one.due.to_string().into()),
                ("note", note.into()),
                ("address", address.as_str().into()),
                ("committee", committee.name.as_str().into()),
            ];
            let subject = words.with("handling-urged-subject", &facts);
            Some(Mail { to: account.email?, subject, body: words.with("handling-urged", &facts), calendar: None })
        };
        let accounts = account::store::mailed(on, committee.id, &ids).await?;
        post.queue(change, accounts.into_iter().filter_map(mail).collect()).await
    }

    async fn until(&self, change: &Change) -> Result<Day> {
        let until = fields::day(&self.fields.until).map_err(Error::Unreadable)?;
        let holidays = committee::store::holidays(change.on(), self.here.proposal.committee_id).await?;
        let due = self.work.assignment.due;
        Ok(assigning::extension(due, until, periods::extension_ends(&self.here.rule, &holidays, due))?)
    }

    /// Another unit has it instead, whose name this gives.
    async fn transfer(&self, change: &Change) -> Result<String> {
        let desk = Desk::of(change.on(), self.reader, &self.here.rule).await?;
        let unit = self.fields.unit.parse().map_err(|_| Refusal::new("handling-unit-missing"))?;
        let unit = desk.unit(unit)?;
        let all = store::assignments(change.on(), self.here.proposal.id).await?;
        if all.iter().any(|one| one.unit_id == unit.id && one.state != State::Transferred) {
            return Err(Refusal::new("handling-unit-twice").into());
        }
        let to = (unit.id, desk.accept_by);
        stored::transfer(change, &self.work.assignment, self.fields.version, to).await?;
        Ok(unit.name.clone())
    }
}

/// A line that may be left empty.
fn line(text: &str) -> Result<Option<String>> {
    Ok(bounded(text, LINE).map_err(Error::Unreadable)?.map(str::to_owned))
}
