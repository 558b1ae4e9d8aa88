//! What handling asks of a reader: of a unit's what it has to accept and what is late, of those who assign what is asked
//! for and what is not assigned.

use crate::app::App;
use crate::deadline::{Bounds, Urgency};
use crate::error::Result;
use crate::page::{Awaiting, Reader};
use crate::permission::Permission;
use crate::proposal::handling::calendar::{count_open, today};
use crate::proposal::handling::model::Assignment;
use crate::proposal::handling::rules::{State, Tray, tray};
use crate::proposal::handling::store::lists::{self, Narrow};
use crate::unit;

/// All of it.
pub(in crate::proposal) async fn awaiting(app: &App, reader: &Reader) -> Result<Vec<Awaiting>> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let (unit, assigns) = (reader.may_somewhere(Permission::HandleProposals), reader.may(Permission::AssignProposals));
    let mut all = Vec::new();
    if !unit && !assigns {
        return Ok(all);
    }
    let bounds = today(app, reader).await?.bounds;
    if unit {
        let units = unit::here::acted_for(app, reader, Permission::HandleProposals).await?;
        let open = reader.kept(format!("to do {units:?}"), lists::to_do(on, committee, &units)).await?;
        let sign = lists::count_tray(on, committee, &units, Tray::ToCountersign);
        let sign = *reader.kept(format!("to countersign {units:?}"), sign).await?;
        all.extend(mine(reader, &open, bounds));
        all.extend(
            told(reader, "handling-awaits-countersign", sign, "/proposals/inbox?tray=to_countersign")
                .map(Awaiting::pressing),
        );
    }
    if assigns {
        let count = async |narrow| count_open(app, reader, narrow).await;
        let asked = count(Narrow { asked: true, ..Narrow::default() }).await?;
        let overdue = count(Narrow { urgency: Some(Urgency::Overdue), ..Narrow::default() }).await?;
        let far = count(Narrow { urgency: Some(Urgency::FarOverdue), ..Narrow::default() }).await?;
        let unaccepted = count(Narrow { unaccepted: true, ..Narrow::default() }).await?;
        let filed = *reader.kept("unassigned", lists::count_unassigned(on, committee)).await?;
        let board = "/proposals/deadlines";
        let asking = told(reader, "handling-awaits-asked", asked, &format!("{board}?show=asked"));
        all.extend(asking.map(Awaiting::pressing));
        all.extend(told(reader, "handling-awaits-all-overdue", overdue + far, board));
        all.extend(told(reader, "handling-awaits-unaccepted", unaccepted, &format!("{board}?show=unaccepted")));
        all.extend(told(reader, "handling-awaits-assign", filed, "/proposals/assigning"));
    }
    Ok(all)
}

/// What awaits those who act for a unit.
fn mine(reader: &Reader, open: &[Assignment], bounds: Bounds) -> Vec<Awaiting> {
    let count = |wanted: &dyn Fn(&Assignment) -> bool| open.iter().filter(|one| wanted(one)).count();
    let accepted = |one: &Assignment| tray(one.state, false) != Tray::ToAccept;
    let late = |one: &Assignment| bounds.urgency(one.due) > Urgency::DueSoon;
    let soon = |one: &Assignment| bounds.urgency(one.due) == Urgency::DueSoon;
    let accept = count(&|one| one.state == State::Offered);
    let overdue = count(&|one| accepted(one) && late(one));
    let soon = count(&|one| accepted(one) && soon(one));
    let told = |key, n| told(reader, key, n, "/proposals/inbox");
    let pressing = [told("handling-awaits-accept", accept), told("handling-awaits-overdue", overdue)];
    let mut all: Vec<_> = pressing.into_iter().flatten().map(Awaiting::pressing).collect();
    all.extend(told("handling-awaits-soon", soon));
    all
}

fn told<N: TryInto<i64>>(reader: &Reader, key: &str, n: N, rest: &str) -> Option<Awaiting> {
    let n = n.try_into().unwrap_or(i64::MAX);
    (n > 0).then(|| Awaiting::new(reader.words.with1(key, "n", n), reader.within(rest), None))
}
