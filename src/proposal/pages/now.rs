//! With whom a proposal is now, for what, and until when: one sentence under its title.

use crate::app::App;
use crate::committee;
use crate::error::Result;
use crate::page::Reader;
use crate::proposal::handling::rules::State as Standing;
use crate::proposal::handling::store as handling;
use crate::proposal::here::Here;
use crate::proposal::review::rules::waits_at;
use crate::proposal::rules::{State, periods};
use crate::proposal::store;
use crate::unit;

/// None where nobody has anything to do.
///
/// # Errors
/// The database does not answer.
pub(super) async fn told(app: &App, reader: &Reader, here: &Here) -> Result<Option<String>> {
    let (words, now) = (&reader.words, &here.proposal);
    Ok(match now.state {
        State::Draft => Some(words.say("proposal-now-draft")),
        State::Returned => Some(words.say("proposal-now-returned")),
        State::Submitted => Some(match waits_at(&here.rule.steps(), now.step) {
            Some(step) => words.with1("proposal-now-step", "step", step),
            None => words.say("proposal-now-decide"),
        }),
        State::Filed => Some(words.say("proposal-now-filed")),
        State::Merged => match now.main_id {
            Some(main) => {
                let main = store::proposal(app.db.read(), now.committee_id, main).await?;
                let handled = handled(app, reader, main.id).await?;
                Some(handled.unwrap_or_else(|| words.with1("proposal-now-merged", "title", main.subject)))
            }
            None => None,
        },
        State::Assigned | State::InHand | State::Reopened => handled(app, reader, now.id).await?,
        State::Answered => {
            let holidays = committee::store::holidays(app.db.read(), now.committee_id).await?;
            now.answered_at.map(|at| {
                let until = periods::evaluation_due(&here.rule, &holidays, at);
                words.with1("proposal-now-answered", "until", until.to_string())
            })
        }
        State::Evaluated => Some(words.say("proposal-now-evaluated")),
        State::Redirected | State::Declined | State::Withdrawn | State::Closed => None,
    })
}

/// The units that have still to answer, and by when the first is due.
async fn handled(app: &App, reader: &Reader, proposal: i64) -> Result<Option<String>> {
    let on = app.db.read();
    let done = [Standing::Sent, Standing::Transferred];
    let mut open = handling::assignments(on, proposal).await?;
    open.retain(|one| one.part.answers() && !done.contains(&one.state));
    let Some(due) = open.iter().map(|one| one.due).min() else { return Ok(None) };
    let names = unit::store::names(on, open.iter().map(|one| one.unit_id)).await?;
    let names: Vec<_> = open.iter().filter_map(|one| names.get(&one.unit_id)).map(String::as_str).collect();
    let names = names.join(&reader.words.say("list-comma"));
    Ok(Some(reader.words.with("proposal-now-handled", &[("units", names.into()), ("due", due.to_string().into())])))
}
