//! States that are counted and listed together.

use super::{FILED, HANDLED, State};
use crate::named;

named! {
    pub enum Group {
        /// All that were handed in, whatever became of them.
        Received = "received",
        /// Those whose review goes on.
        Reviewing = "reviewing",
        /// Those accepted as proposals of their own.
        Accepted = "accepted",
        /// And those merged into them.
        Counted = "counted",
        /// Those that units have in hand or had.
        Handled = "handled",
    }
}

impl Group {
    #[must_use]
    pub fn states(self) -> Vec<State> {
        match self {
            Self::Received => State::ALL.iter().copied().filter(|state| *state != State::Draft).collect(),
            Self::Reviewing => vec![State::Submitted, State::Returned],
            Self::Accepted => FILED.to_vec(),
            Self::Counted => [FILED, &[State::Merged]].concat(),
            Self::Handled => HANDLED.to_vec(),
        }
    }
}

/// The states that a text names, each by itself or by its group, with commas between them.
#[must_use]
pub fn states_of(text: &str) -> Vec<State> {
    let named = |name: &str| match name.parse::<Group>() {
        Ok(group) => group.states(),
        Err(_) => name.parse().into_iter().collect(),
    };
    text.split(',').flat_map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the review makes of a proposal; none is two things, all are together what was received.
    #[test]
    fn whatever_was_received_is_one_thing() {
        let parts = ["accepted", "merged", "redirected", "declined", "withdrawn", "reviewing"];
        let mut all: Vec<_> = parts.iter().flat_map(|part| states_of(part)).collect();
        all.sort();
        let mut received = states_of("received");
        received.sort();
        assert_eq!(all, received);
        assert!(!received.contains(&State::Draft));
    }

    #[test]
    fn no_state_and_no_group_has_the_name_of_another() {
        assert!(Group::ALL.iter().all(|group| group.name().parse::<State>().is_err()));
        assert_eq!(states_of("filed,nonsense,merged"), [State::Filed, State::Merged]);
        assert_eq!(states_of(""), []);
    }
}
