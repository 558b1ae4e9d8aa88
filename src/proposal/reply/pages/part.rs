//! What the page of a proposal tells of its replies: how the proposer was heard, what co-handlers think, where each reply
//! stands, and what was promised.

use std::collections::HashMap;

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::clock::{Day, Instant};
use crate::committee;
use crate::error::Result;
use crate::page::{Reader, View};
use crate::proposal::handling::model::{Contact, Reply};
use crate::proposal::handling::rules::{Action, FACE_TO_FACE, Part, State, offered};
use crate::proposal::handling::{Work, store as handling};
use crate::proposal::here::Here;
use crate::proposal::model::{List, Way};
use crate::proposal::reply::here::{Sees, answered_with};

/// The replies to a proposal, as far as this reader may see them.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/reply/part.html")]
pub(in crate::proposal) struct Replies {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    today: Day,
    #[serde(skip)]
    ways: &'static [Way],
    /// Before this round is answered the proposer must be met.
    face_to_face: bool,
    /// This reader sees how the proposers were heard.
    #[serde(skip)]
    heard: bool,
    units: Vec<OfUnit>,
}

#[derive(Serialize, ToSchema)]
struct OfUnit {
    id: i64,
    unit: String,
    part: Part,
    version: i64,
    #[serde(skip)]
    address: String,
    contacts: Vec<Heard>,
    opinion: Option<String>,
    signed_at: Option<Instant>,
    replies: Vec<Told>,
    /// What this reader may do now.
    actions: Vec<Action>,
    /// Where the reply is read that this unit is to countersign.
    #[serde(skip)]
    to_countersign: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Contact)]
struct Heard {
    day: Day,
    way: Way,
    person: String,
    note: String,
    round: i64,
    by: String,
}

impl From<Contact> for Heard {
    fn from(one: Contact) -> Self {
        Self { day: one.day, way: one.way, person: one.person, note: one.note, round: one.round, by: one.by }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = Reply)]
struct Told {
    round: i64,
    class: Option<String>,
    sent_at: Option<Instant>,
    /// How far one has come that is not sent.
    stage: Option<State>,
    planned: String,
    planned_by: Option<Day>,
    kept_at: Option<Instant>,
    kept_how: Option<String>,
    overdue: bool,
    #[serde(skip)]
    address: String,
}

/// The steps that begin on the page of the proposal.
const STEPS: &[Action] = &[
    Action::Contact,
    Action::GiveOpinion,
    Action::DraftReply,
    Action::ApproveReply,
    Action::PassReply,
    Action::SendReply,
    Action::Countersign,
    Action::KeepPromise,
];

/// What is read for all units of a proposal.
struct Around<'a> {
    reader: &'a Reader,
    here: &'a Here,
    sees: Sees,
    merged: bool,
    classes: HashMap<i64, String>,
    /// The address of the lead's letter.
    lead: Option<String>,
}

impl Around<'_> {
    fn told(&self, work: &Work, reply: Reply) -> Option<Told> {
        let one = &work.assignment;
        let present = one.round == reply.round;
        let handed_up = matches!(one.state, State::Drafted | State::SentBack | State::Approved | State::Passed);
        let draft = self.sees.drafts && !self.merged && present && (handed_up || work.own);
        let letter = format!("/assignments/{}/reply/{}", one.id, reply.round);
        (reply.sent_at.is_some() || draft).then(|| Told {
            round: reply.round,
            class: reply.class_id.and_then(|id| self.classes.get(&id).cloned()),
            sent_at: reply.sent_at,
            stage: reply.sent_at.is_none().then_some(one.state),
            overdue: present
                && reply.sent_at.is_some()
                && reply.kept_at.is_none()
                && reply.planned_by.is_some_and(|day| day < self.reader.now.day()),
            planned: reply.planned,
            planned_by: reply.planned_by,
            kept_at: reply.kept_at,
            kept_how: reply.kept_how,
            address: self.here.address(self.reader, &letter),
        })
    }

    fn actions(&self, work: &Work) -> Vec<Action> {
        if self.merged {
            return Vec::new();
        }
        let offered = offered(work.standing, work.who(self.reader));
        offered.into_iter().filter(|action| STEPS.contains(action)).collect()
    }

    fn unit(&self, work: &Work) -> OfUnit {
        let one = &work.assignment;
        let contacts = work.contacts.iter().filter(|_| self.sees.contacts && !self.merged).cloned();
        let replies = work.replies.iter().cloned().filter_map(|reply| self.told(work, reply));
        let actions = self.actions(work);
        let opinions = self.sees.opinions && !self.merged;
        OfUnit {
            id: one.id,
            unit: work.unit.clone(),
            part: one.part,
            version: one.version,
            address: work.address(self.reader, self.here, ""),
            contacts: contacts.map(Heard::from).collect(),
            opinion: one.opinion.clone().filter(|_| opinions),
            signed_at: one.signed_at.filter(|_| opinions),
            replies: replies.collect(),
            to_countersign: self.lead.clone().filter(|_| actions.contains(&Action::Countersign)),
            actions,
        }
    }
}

impl OfUnit {
    fn told(&self) -> bool {
        let said = self.opinion.is_some() || self.signed_at.is_some();
        said || !(self.contacts.is_empty() && self.replies.is_empty() && self.actions.is_empty())
    }

    fn may(&self, action: &str) -> bool {
        self.actions.iter().any(|one| one.name() == action)
    }

    /// Whether one of the steps is to be taken on the page of the letter.
    fn to_read(&self) -> bool {
        ["approve_reply", "pass_reply", "send_reply"].iter().any(|action| self.may(action))
    }
}

/// The part of a proposal's page that tells of its replies.
pub(in crate::proposal) async fn part(
    app: &App,
    reader: &Reader,
    here: &Here,
    works: &[Work],
) -> Result<Option<Replies>> {
    if works.is_empty() {
        return Ok(None);
    }
    let source = answered_with(here);
    let merged = source.is_some();
    let answered = source.as_ref().map_or(&here.proposal, |source| &source.proposal);
    let classes = committee::here::choices(app, reader, List::Class.name()).await?;
    let lead = works.iter().find(|one| one.assignment.part == Part::Lead && one.assignment.state == State::Drafted);
    let around = Around {
        reader,
        here,
        sees: Sees::of(reader, here),
        merged,
        classes: classes.iter().map(|one| (one.id, one.name.clone())).collect(),
        lead: lead.map(|one| one.address(reader, here, &format!("/reply/{}", one.assignment.round))),
    };
    let works = works.iter().filter(|work| work.assignment.state != State::Transferred);
    let units: Vec<_> = works.map(|work| around.unit(work)).filter(OfUnit::told).collect();
    if units.is_empty() {
        return Ok(None);
    }
    let heard = around.sees.contacts && !merged;
    let met = answered.round >= FACE_TO_FACE && handling::IN_HAND.contains(&answered.state);
    Ok(Some(Replies {
        today: reader.now.day(),
        ways: Way::ALL,
        face_to_face: met && heard,
        heard,
        units,
        view: reader.view(),
    }))
}
