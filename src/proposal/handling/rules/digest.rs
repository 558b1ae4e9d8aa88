//! What a day's mail tells those who handle proposals.

use super::State;
use crate::clock::Day;
use crate::deadline::Urgency;

/// Work of a unit that is not done, as a mail tells of it. `asked`: it asked for something that waits for an answer;
/// `countersign`: nothing is left of it but to countersign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    pub unit: i64,
    pub subject: String,
    pub state: State,
    pub due: Day,
    pub urgency: Urgency,
    pub asked: bool,
    pub countersign: bool,
}

/// To whom a mail is written: the units for which they act and those for which they approve, what else they do, and how
/// many answers they are to evaluate.
#[derive(Clone, Copy, Debug, Default)]
pub struct To<'a> {
    pub units: &'a [i64],
    pub assigns: bool,
    pub approves: &'a [i64],
    pub passes: bool,
    pub evaluate: usize,
}

/// What one account is told of a day: what its units are to accept, what of theirs is overdue and due soon, how many
/// replies wait for it; and for those who assign how much is overdue, far overdue, and asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest<'a> {
    pub accept: Vec<&'a Open>,
    pub overdue: Vec<&'a Open>,
    pub soon: Vec<&'a Open>,
    pub approve: usize,
    pub countersign: usize,
    pub pass: usize,
    pub evaluate: usize,
    pub all_overdue: usize,
    pub far_overdue: usize,
    pub asked: usize,
}

impl<'a> Digest<'a> {
    /// What there is to tell. Nothing is told where nothing is.
    #[must_use]
    pub fn of(open: &'a [Open], to: To<'_>) -> Option<Self> {
        let mut digest = Self { evaluate: to.evaluate, ..Self::default() };
        for one in open {
            if to.units.contains(&one.unit) {
                digest.tell(one, to);
            }
            if to.assigns {
                digest.count(one);
            }
            digest.pass += usize::from(to.passes && one.state == State::Approved);
        }
        (digest != Self::default()).then_some(digest)
    }

    /// Something of a unit's own.
    fn tell(&mut self, one: &'a Open, to: To<'_>) {
        self.approve += usize::from(to.approves.contains(&one.unit) && one.state == State::Drafted);
        self.countersign += usize::from(one.countersign);
        match one.urgency {
            _ if one.countersign => {}
            _ if one.state == State::Offered => self.accept.push(one),
            Urgency::Overdue | Urgency::FarOverdue => self.overdue.push(one),
            Urgency::DueSoon => self.soon.push(one),
            Urgency::Due => {}
        }
    }

    fn count(&mut self, one: &Open) {
        let far = one.urgency == Urgency::FarOverdue;
        let late = far || one.urgency == Urgency::Overdue;
        self.all_overdue += usize::from(late && !one.countersign);
        self.far_overdue += usize::from(far && !one.countersign);
        self.asked += usize::from(one.asked);
    }
}
