//! What an evaluation leads to, and until when it may be given.

use crate::error::Refusal;
use crate::proposal::handling::rules::FACE_TO_FACE;
use crate::proposal::model::Mark;
use crate::proposal::rules::{Action, State};
use crate::workflow::LifeCycle;

/// What is done with a proposal whose result is judged so in a round. What is thought of the way it was handled changes
/// nothing; what did not satisfy after a meeting face to face is not opened again.
#[must_use]
pub const fn action(result: Mark, round: i64) -> Action {
    match result {
        Mark::Not if round < FACE_TO_FACE => Action::Reopen,
        _ => Action::Evaluate,
    }
}

/// Whether the round after this one begins with a meeting face to face.
#[must_use]
pub const fn face_to_face_next(round: i64) -> bool {
    round + 1 == FACE_TO_FACE
}

/// Whether the proposer of a merged proposal may leave what they think, once, while the main one may be evaluated or
/// was.
///
/// # Errors
/// They are none, it is not answered, or they have.
pub fn beside(author: bool, main: State, there: bool) -> Result<(), Refusal> {
    match main {
        _ if !author => Err(Refusal::forbidden()),
        State::Answered | State::Evaluated if there => Err(Refusal::new("evaluation-there")),
        State::Answered | State::Evaluated => Ok(()),
        other => Err(Action::not_now(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_result_that_does_not_satisfy_opens_a_proposal_again() {
        for (round, opens) in [(1, true), (2, true), (3, false), (4, false)] {
            let again: Vec<_> = Mark::ALL.iter().filter(|mark| action(**mark, round) == Action::Reopen).collect();
            assert_eq!(again, if opens { vec![&Mark::Not] } else { vec![] }, "{round}");
        }
    }

    #[test]
    fn the_second_no_leads_to_a_meeting() {
        assert_eq!([1, 2, 3].map(face_to_face_next), [false, true, false]);
    }

    #[test]
    fn who_was_merged_speaks_beside_the_main_one_once_it_is_answered() {
        for state in State::ALL {
            let now = [State::Answered, State::Evaluated].contains(state);
            assert_eq!(beside(true, *state, false).is_ok(), now, "{state}");
            assert_eq!(beside(false, *state, false), Err(Refusal::forbidden()));
        }
        assert_eq!(beside(true, State::Answered, true), Err(Refusal::new("evaluation-there")));
    }
}
