//! What the review tells on the home page: how many proposals wait for it, and what it decided of one's own.

use jiff::civil::Time;

use super::store::{self, Filter};
use crate::app::App;
use crate::clock::Instant;
use crate::error::Result;
use crate::member;
use crate::page::{Awaiting, Reader};
use crate::permission::Permission;
use crate::proposal::model::Proposal;
use crate::proposal::rules::State;
use crate::proposal::store::proposal;

/// How long a proposer is told what was decided.
const TOLD: i64 = 14 * Instant::DAY;

/// All of it. See [`crate::page::Awaits`].
pub(in crate::proposal) async fn awaiting(app: &App, reader: &Reader) -> Result<Vec<Awaiting>> {
    let Some(account) = reader.actor.account else { return Ok(Vec::new()) };
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let mut all = Vec::new();
    if reader.may(Permission::ReviewProposals) {
        let waiting = Filter::default();
        let n = *reader.kept("in review", store::count(on, committee, &waiting)).await?;
        if n > 0 {
            let text = reader.words.with1("review-waiting", "n", n);
            all.push(Awaiting::new(text, reader.within("/proposals/review"), None));
        }
        let n = *reader.kept("evaluated", store::evaluated(on, committee)).await?;
        if n > 0 {
            let text = reader.words.with1("review-to-close", "n", n);
            all.push(Awaiting::new(text, reader.within("/proposals?state=evaluated"), None));
        }
    }
    let member = member::here::own(app, reader).await?;
    // Whole days, so that it need not be looked for anew as long as nothing is recorded.
    let since = reader.now.plus(-TOLD).day();
    let decided = store::decided(on, committee, (account, member), since.at(Time::midnight()));
    let decided = reader.kept(format!("decided {account} {since}"), decided).await?;
    for one in decided.iter().filter(|one| one.filed_at.unwrap_or(one.changed_at) >= reader.now.plus(-TOLD)) {
        let text = told(app, reader, one).await?;
        let at = one.filed_at.or(Some(one.changed_at));
        all.push(Awaiting::new(text, reader.within(&format!("/proposals/{}", one.id)), at));
    }
    Ok(all)
}

/// What was decided of a proposal, for one of its proposers.
async fn told(app: &App, reader: &Reader, one: &Proposal) -> Result<String> {
    let (words, title) = (&reader.words, one.subject.as_str());
    Ok(match (one.state, one.main_id, one.number) {
        (State::Merged, Some(main), _) => {
            let main = proposal(app.db.read(), one.committee_id, main).await?.subject;
            words.with("review-told-merged", &[("title", title.into()), ("main", main.into())])
        }
        (State::Redirected, ..) => words.with1("review-told-redirected", "title", title),
        (State::Declined, ..) => words.with1("review-told-declined", "title", title),
        (_, _, number) => {
            let number = number.unwrap_or_default().to_string();
            words.with("review-told-filed", &[("title", title.into()), ("number", number.into())])
        }
    })
}
