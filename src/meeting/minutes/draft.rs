//! Texts drafted from the record of a sitting. Pure: the same facts give the same words. They are Chinese, since the
//! papers of the field are.

mod deed;
mod minutes;
mod release;

#[cfg(test)]
pub(super) mod tests;

use crate::clock::Day;
use crate::meeting::agenda::rules::State;
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::{Reply, Standing};
use crate::meeting::model::Item;
use crate::meeting::poll::model::{Candidate, Poll};
use crate::meeting::poll::rules::Kind;
use crate::meeting::rules::Share;

pub use minutes::{LABELS, minutes};
pub use release::release;

/// What a text is drafted from. `polls` are announced ones alone; who voted how is not among it.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// 政协青岭县第十届委员会常务委员会第七次会议
    pub title: String,
    /// What posts of the committee itself begin with: 县政协.
    pub ours: String,
    pub place: Option<String>,
    pub date: Option<Day>,
    /// The last day of a sitting of several.
    pub last_day: Option<Day>,
    pub expected: i64,
    pub present: i64,
    pub quorum: Option<Share>,
    /// The member who presides.
    pub chair: Option<i64>,
    pub called: Vec<Called>,
    pub items: Vec<Item>,
    pub polls: Vec<Counted>,
    pub spoken: Vec<Spoken>,
}

/// A poll whose result is announced, with its candidates if it is an election.
#[derive(Clone, Debug)]
pub struct Counted {
    pub poll: Poll,
    pub candidates: Vec<Candidate>,
}

/// Somebody who spoke, on which item.
#[derive(Clone, Debug)]
pub struct Spoken {
    pub name: String,
    pub item: Option<i64>,
}

/// As what somebody called was there, or was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Attended,
    OnLeave,
    Absent,
    SatIn,
}

impl Facts {
    /// The one who presides, if they were there.
    fn presiding(&self) -> Option<&Called> {
        let presides = |one: &&Called| one.member_id.is_some() && one.member_id == self.chair;
        self.called.iter().find(presides).filter(|one| one.came_at.is_some())
    }

    fn of(&self, part: Part) -> impl Iterator<Item = &Called> {
        self.called.iter().filter(move |one| played(one) == Some(part))
    }

    /// What was dealt with, in the order in which it was.
    fn settled(&self) -> Vec<&Item> {
        let mut settled: Vec<_> = self.items.iter().filter(|item| item.state == State::Settled).collect();
        settled.sort_by_key(|item| (item.began_at.is_none(), item.began_at, item.position));
        settled
    }

    fn polls_on(&self, item: Option<i64>, kind: Kind) -> impl Iterator<Item = &Counted> {
        self.polls.iter().filter(move |one| one.poll.item_id == item && one.poll.kind == kind)
    }

    /// Who spoke on an item, each once.
    fn speakers(&self, item: Option<i64>) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for one in self.spoken.iter().filter(|one| one.item == item) {
            if !names.contains(&one.name.as_str()) {
                names.push(&one.name);
            }
        }
        names
    }

    /// A post as it is told outside the committee: 县政协主席. Those who are no members have posts elsewhere.
    fn told_post(&self, one: &Called, post: &str) -> String {
        if one.member_id.is_some() && !post.contains("政协") {
            format!("{}{post}", self.ours)
        } else {
            post.to_owned()
        }
    }

    /// 县政协主席沈怀远
    fn named(&self, one: &Called) -> String {
        let posts = &one.posts.0;
        let leading = posts.iter().find(|post| LEADING.contains(&post.as_str())).or(posts.first());
        leading.map(|post| self.told_post(one, post)).unwrap_or_default() + &one.name
    }

    /// How many were to come and came, and whether they are a quorum.
    fn counted(&self) -> String {
        let judged = match self.quorum {
            Some(quorum) if quorum.reached(self.present, self.expected) => "，符合《政协章程》规定",
            Some(_) => "，未达到法定人数",
            None => "",
        };
        format!("会议应到{}人，实到{}人{judged}。", self.expected, self.present)
    }
}

/// The posts of those whom reports of a sitting name, in their order.
const LEADING: &[&str] = &["主席", "副主席", "秘书长"];

fn played(one: &Called) -> Option<Part> {
    match (one.standing, one.came_at.is_some()) {
        (Standing::Voting, true) => Some(Part::Attended),
        (Standing::Voting, false) if one.reply == Reply::LeaveGranted => Some(Part::OnLeave),
        (Standing::Voting, false) => Some(Part::Absent),
        (Standing::SittingIn, came) => came.then_some(Part::SatIn),
        (Standing::Out, _) => None,
    }
}

/// 2026年11月24日
fn full_day(day: Day) -> String {
    format!("{}年{}", day.0.year(), short_day(day))
}

/// 11月24日
fn short_day(day: Day) -> String {
    format!("{}月{}日", day.0.month(), day.0.day())
}

/// A sentence with one stop at its end, whatever stood there.
fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches(['。', '；', '，', ';', '.', ',']);
    if text.is_empty() || text.ends_with(['！', '？']) { text.to_owned() } else { format!("{text}。") }
}
