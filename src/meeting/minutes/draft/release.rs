//! The news release of a sitting, in the manner of news, one paragraph a line.

use super::deed::{deed, election};
use super::{Facts, LEADING, Part, short_day};
use crate::meeting::attendance::model::Called;
use crate::meeting::poll::rules::Kind;

/// A release: headline, lead, what was done, who was there. Nothing of votes, and nothing that was not dealt with.
#[must_use]
pub fn release(facts: &Facts) -> String {
    let headline = format!("{}召开", facts.title);
    let lines = [Some(headline), Some(lead(facts)), done(facts), people(facts)];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n") + "\n"
}

fn lead(facts: &Facts) -> String {
    let days = match (facts.date, facts.last_day) {
        (Some(first), Some(last)) if last > first => format!("{}至{}，", short_day(first), short_day(last)),
        (Some(day), _) => format!("{}，", short_day(day)),
        _ => String::new(),
    };
    let chair = facts.presiding().map(|one| format!("{}主持会议。", facts.named(one))).unwrap_or_default();
    format!("{days}{}召开。{chair}{}", facts.title, facts.counted())
}

fn done(facts: &Facts) -> Option<String> {
    let elections = facts.polls_on(None, Kind::Election);
    let elected = elections.filter_map(|one| election(&one.poll.title, &one.candidates));
    let deeds: Vec<_> = facts.settled().into_iter().map(|item| deed(facts, item)).chain(elected).collect();
    let mark = if deeds.iter().any(|deed| deed.contains('，')) { "；" } else { "，" };
    (!deeds.is_empty()).then(|| format!("会议{}。", deeds.join(mark)))
}

/// Who came, of those whom reports name, and who sat in.
fn people(facts: &Facts) -> Option<String> {
    let chair = facts.presiding().map(|one| one.id);
    let leading: Vec<_> = LEADING
        .iter()
        .filter_map(|post| {
            let holds = |one: &&Called| Some(one.id) != chair && first_of(one) == Some(*post);
            let names: Vec<_> = facts.of(Part::Attended).filter(holds).map(|one| one.name.as_str()).collect();
            (!names.is_empty()).then(|| format!("{post}{}", names.join("、")))
        })
        .collect();
    let sat_in: Vec<_> = facts.of(Part::SatIn).map(|one| facts.named(one)).collect();
    let attended = (!leading.is_empty()).then(|| format!("{}{}出席会议", facts.ours, leading.join("，")));
    let listed = (!sat_in.is_empty()).then(|| format!("{}列席会议", sat_in.join("、")));
    let clauses: Vec<_> = attended.into_iter().chain(listed).collect();
    (!clauses.is_empty()).then(|| clauses.join("，") + "。")
}

/// The highest post that reports name.
fn first_of(one: &Called) -> Option<&'static str> {
    LEADING.iter().copied().find(|post| one.posts.0.iter().any(|held| held == post))
}
