//! What awaits a reader at sittings: a notice to answer, a sitting to go to, leave to decide, minutes to confirm, papers to study.

use crate::app::App;
use crate::clock::Instant;
use crate::lent::Said;
use crate::meeting::attendance;
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::Reply;
use crate::meeting::model::Sitting;
use crate::meeting::rules::State;
use crate::meeting::store;
use crate::meeting::study;
use crate::meeting::title::title;
use crate::member;
use crate::page::{Awaiting, Reader};
use crate::permission::Permission;

/// The states of a sitting that is not over, and of these those in which somebody is called to it.
const GOES_ON: &[State] = &[State::Planned, State::Noticed, State::Open, State::Closed, State::MinutesDrafted];
const CALLED: &[State] = &[State::Noticed, State::Open];

/// How long before a sitting an answer cannot wait any more.
const SOON: i64 = 3 * Instant::DAY;

/// All of it. See [`crate::page::Awaits`].
#[must_use]
pub fn awaits<'a>(app: &'a App, reader: &'a Reader) -> Said<'a, Vec<Awaiting>> {
    Box::pin(async move {
        let (on, committee) = (app.db.read(), reader.committee()?);
        let mut all = Vec::new();
        let own = member::here::own(app, reader).await?;
        let (grants, runs) = (reader.may(Permission::GrantLeave), reader.may(Permission::RunSittings));
        if own.is_none() && !grants && !runs {
            return Ok(all);
        }
        let open = store::standing_at(on, committee.id, GOES_ON).await?;
        let called: Vec<_> = open.iter().filter(|sitting| CALLED.contains(&sitting.state)).cloned().collect();
        if let Some(member) = own {
            let called = store::called_to(on, called.clone(), member).await?;
            all.extend(called.iter().filter_map(|(sitting, called)| mine(reader, sitting, called)));
            let drafted = open.iter().filter(|sitting| sitting.state == State::MinutesDrafted);
            all.extend(
                drafted
                    .filter(|sitting| sitting.chair_id == Some(member))
                    .map(|sitting| of(reader, sitting, "awaits-confirm-minutes", "/minutes").pressing()),
            );
            all.extend(study::awaiting(on, reader, (committee.id, member)).await?);
        }
        if grants {
            for (sitting, n) in store::leave_asked(on, called).await? {
                if !attendance::here::grants(app, reader, own, sitting.kind).await? {
                    continue;
                }
                let text = reader
                    .words
                    .with("awaits-grant-leave", &[("title", named(reader, &sitting).into()), ("n", n.into())]);
                let address = reader.within(&format!("/meetings/{}/called?show=leave_asked", sitting.id));
                all.push(Awaiting::new(text, address, sitting.begins_at).pressing());
            }
        }
        if runs {
            all.extend(open.iter().map(|sitting| office(reader, sitting)));
        }
        Ok(all)
    })
}

/// What a sitting asks of one who is called to it.
fn mine(reader: &Reader, sitting: &Sitting, called: &Called) -> Option<Awaiting> {
    let soon = sitting.begins_at.is_some_and(|at| at <= reader.now.plus(SOON));
    let one = |key| of(reader, sitting, key, "");
    let press = |one: Awaiting, pressing: bool| if pressing { one.pressing() } else { one };
    match (sitting.state, called.reply) {
        (State::Open, Reply::LeaveGranted) => None,
        (State::Open, _) if called.left_at.is_some() => None,
        (State::Open, _) if called.present() => Some(one("awaits-in-session").pressing()),
        (State::Open, _) => Some(one("awaits-sign-in").pressing()),
        (State::Noticed, Reply::Awaited) if sitting.moved() => Some(one("awaits-moved").pressing()),
        (State::Noticed, Reply::Awaited) => Some(press(one("awaits-reply"), soon)),
        (State::Noticed, Reply::LeaveRefused) => Some(one("awaits-leave-refused").pressing()),
        (State::Noticed, Reply::LeaveAsked) => Some(one("awaits-leave-asked")),
        (State::Noticed, Reply::Coming) => Some(one("awaits-sitting")),
        _ => None,
    }
}

/// What a sitting asks of the office.
fn office(reader: &Reader, sitting: &Sitting) -> Awaiting {
    match sitting.state {
        State::Planned => of(reader, sitting, "awaits-notice", ""),
        State::Noticed => of(reader, sitting, "awaits-hold", ""),
        State::Open => of(reader, sitting, "awaits-in-session", "").pressing(),
        State::Closed => of(reader, sitting, "awaits-draft-minutes", "/minutes"),
        _ => of(reader, sitting, "awaits-minutes", "/minutes"),
    }
}

fn of(reader: &Reader, sitting: &Sitting, key: &str, rest: &str) -> Awaiting {
    let text = reader.words.with1(key, "title", named(reader, sitting));
    Awaiting::new(text, reader.within(&format!("/meetings/{}{rest}", sitting.id)), sitting.begins_at)
}

fn named(reader: &Reader, sitting: &Sitting) -> String {
    title(sitting, reader.committee().map_or("", |committee| &committee.name), &reader.words)
}
