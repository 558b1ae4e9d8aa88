//! With whom a proposal is now, for what, and until when: one sentence under its title.

use crate::app::App;
use crate::committee;
use crate::error::Result;
use crate::page::Reader;
use crate::proposal::handling::Work;
use crate::proposal::handling::rules::State as Standing;
use crate::proposal::here::Here;
use crate::proposal::review::rules::waits_at;
use crate::proposal::rules::{State, periods};

/// None where nobody has anything to do. `answering`: the work of the units that answer it.
pub(super) async fn told(app: &App, reader: &Reader, here: &Here, answering: &[Work]) -> Result<Option<String>> {
    let (words, now) = (&reader.words, &here.proposal);
    Ok(match now.state {
        State::Draft => Some(words.say("proposal-now-draft")),
        State::Returned => Some(words.say("proposal-now-returned")),
        State::Submitted => Some(match waits_at(&here.rule.steps(), now.step) {
            Some(step) => words.with1("proposal-now-step", "step", step),
            None => words.say("proposal-now-decide"),
        }),
        State::Filed => Some(words.say("proposal-now-filed")),
        State::Merged => here.main().map(|main| {
            let merged = || words.with1("proposal-now-merged", "title", main.subject.as_str());
            handled(reader, answering).unwrap_or_else(merged)
        }),
        State::Assigned | State::InHand | State::Reopened => handled(reader, answering),
        State::Answered => {
            let holidays = committee::here::holidays(app, reader).await?;
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
fn handled(reader: &Reader, works: &[Work]) -> Option<String> {
    let done = [Standing::Sent, Standing::Transferred];
    let open = || works.iter().filter(|one| one.assignment.part.answers() && !done.contains(&one.assignment.state));
    let due = open().map(|one| one.assignment.due).min()?;
    let names = open().map(|one| one.unit.as_str()).collect::<Vec<_>>().join(&reader.words.say("list-comma"));
    Some(reader.words.with("proposal-now-handled", &[("units", names.into()), ("due", due.to_string().into())]))
}
