//! What replies ask of a reader: an opinion, an approval, to change, pass or send one, to keep a promise.

use jiff::civil::time;

use super::store::lists::{self, Waiting};
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::db::Start;
use crate::deadline::Promised;
use crate::error::Result;
use crate::page::{Awaiting, Reader};
use crate::permission::Permission;
use crate::proposal::handling::model::Assignment;
use crate::proposal::handling::rules::{Action, State, Who, decide};
use crate::proposal::handling::store as handling;
use crate::proposal::here;
use crate::proposal::model::Proposal;
use crate::unit;

/// No more of one sort than this are told; the rest stands in its list.
const MOST: usize = 20;

/// So many that could be approved are looked at.
const LOOKED_AT: u64 = 200;

/// What is asked where assignments stand in a state. `all`: where all of them are listed.
struct Asks {
    key: &'static str,
    state: State,
    answers: bool,
    pressing: bool,
    all: &'static str,
}

const PASS: Asks = Asks {
    key: "reply-awaits-pass",
    state: State::Approved,
    answers: true,
    pressing: true,
    all: "/proposals/deadlines?step=approved",
};
const APPROVE: Asks = Asks {
    key: "reply-awaits-approve",
    state: State::Drafted,
    answers: true,
    pressing: true,
    all: "/proposals/inbox?tray=to_approve",
};
/// Of those who handle for a unit.
const HANDLE: [Asks; 3] = [
    Asks {
        key: "reply-awaits-opinion",
        state: State::Accepted,
        answers: false,
        pressing: false,
        all: "/proposals/inbox?tray=in_hand",
    },
    Asks {
        key: "reply-awaits-change",
        state: State::SentBack,
        answers: true,
        pressing: true,
        all: "/proposals/inbox?tray=in_hand",
    },
    Asks {
        key: "reply-awaits-send",
        state: State::Passed,
        answers: true,
        pressing: false,
        all: "/proposals/inbox?tray=in_hand",
    },
];

/// What awaits a reader of replies and promises.
pub(in crate::proposal) async fn awaiting(app: &App, reader: &Reader) -> Result<Vec<Awaiting>> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let mut all = Vec::new();
    if reader.may(Permission::PassReplies) {
        all.extend(asked(app, reader, &PASS, None).await?);
    }
    let units_of = |permission| unit::here::acted_for(app, reader, permission);
    let heads = units_of(Permission::ApproveReplies).await?;
    if !heads.is_empty() {
        all.extend(asked(app, reader, &APPROVE, Some(&heads)).await?);
    }
    let units = units_of(Permission::HandleProposals).await?;
    if units.is_empty() {
        return Ok(all);
    }
    for asks in &HANDLE {
        all.extend(asked(app, reader, asks, Some(&units)).await?);
    }
    let today = reader.now.day();
    let some = (Start::At(0), MOST as u64);
    let overdue = lists::promises(on, (committee, Some(&units)), Some(Promised::Overdue), today, some);
    for late in &reader.kept(format!("overdue promises {units:?} {today}"), overdue).await?.0 {
        let at = late.reply.planned_by.map(end_of);
        let address = reader.within(&format!("/proposals/{}#replies", late.proposal.id));
        let text = reader.words.with1("reply-awaits-promise", "title", late.proposal.subject.as_str());
        all.push(Awaiting::new(text, address, at).pressing());
    }
    Ok(all)
}

/// What is asked in one state: the first by title, and where there are more, how many.
async fn asked(app: &App, reader: &Reader, asks: &Asks, units: Option<&[i64]>) -> Result<Vec<Awaiting>> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let waiting = Waiting { committee, state: asks.state, answers: asks.answers, units };
    let found = reader.kept(format!("waiting {waiting:?}"), waiting.first(on, LOOKED_AT)).await?;
    let mut all = Vec::new();
    for (one, proposal) in found.iter() {
        if all.len() == MOST {
            let n = *reader.kept(format!("all waiting {waiting:?}"), waiting.count(on)).await?;
            let n = i64::try_from(n).unwrap_or(i64::MAX);
            let text = reader.words.with1("reply-awaits-more", "n", n);
            all.push(pressing(asks.pressing, Awaiting::new(text, reader.within(asks.all), None)));
            break;
        }
        if asks.state != State::Drafted || ready(app, reader, one, proposal).await? {
            let late = one.due < reader.now.day();
            all.push(pressing(asks.pressing || late, told(reader, asks, one, proposal)));
        }
    }
    Ok(all)
}

/// Whether a reply can be approved as it stands.
async fn ready(app: &App, reader: &Reader, one: &Assignment, proposal: &Proposal) -> Result<bool> {
    let (rule, today) = (here::rule(app, reader).await?, reader.now.day());
    let standing = handling::standing(app.db.read(), (proposal, one), &rule, today);
    let standing = *reader.kept(format!("standing {} {today}", one.id), standing).await?;
    Ok(decide(standing, Action::ApproveReply, Who { actor: &reader.actor, unit: Some(one.unit_id) }).is_ok())
}

fn told(reader: &Reader, asks: &Asks, one: &Assignment, proposal: &Proposal) -> Awaiting {
    let rest = match asks.state {
        State::Accepted => "#replies".to_owned(),
        State::SentBack => format!("/assignments/{}/reply", one.id),
        _ => format!("/assignments/{}/reply/{}", one.id, one.round),
    };
    let text = reader.words.with1(asks.key, "title", proposal.subject.as_str());
    Awaiting::new(text, reader.within(&format!("/proposals/{}{rest}", proposal.id)), Some(end_of(one.due)))
}

fn pressing(presses: bool, one: Awaiting) -> Awaiting {
    if presses { one.pressing() } else { one }
}

fn end_of(day: Day) -> Instant {
    day.at(time(23, 59, 0, 0))
}
