//! The life of a recorded sitting: which action leads from which state to which, and who may take it.

use std::fmt::Write;

use crate::account::Actor;
use crate::error::Refusal;
use crate::named;
use crate::permission::Permission;

named! {
    /// Where a sitting's record stands.
    pub enum State {
        /// Kept, and seen inside the committee.
        Recorded = "recorded",
        /// Seen by everybody.
        Published = "published",
        /// Recorded by mistake; kept, but in no list.
        Discarded = "discarded",
    }
}

named! {
    pub enum Action {
        Correct = "correct",
        Publish = "publish",
        Unpublish = "unpublish",
        Discard = "discard",
        Reinstate = "reinstate",
    }
}

use State as S;

/// From which states an action leads to which (none: it stays), and what it needs.
const fn step(action: Action) -> (&'static [State], Option<State>, Permission) {
    match action {
        Action::Correct => (&[S::Recorded, S::Published], None, Permission::RecordSittings),
        Action::Publish => (&[S::Recorded], Some(S::Published), Permission::PublishSittings),
        Action::Unpublish => (&[S::Published], Some(S::Recorded), Permission::PublishSittings),
        Action::Discard => (&[S::Recorded], Some(S::Discarded), Permission::RecordSittings),
        Action::Reinstate => (&[S::Discarded], Some(S::Recorded), Permission::RecordSittings),
    }
}

impl Action {
    /// The action that takes this one back.
    #[must_use]
    pub const fn undone_by(self) -> Option<Self> {
        match self {
            Self::Correct => None,
            Self::Publish => Some(Self::Unpublish),
            Self::Unpublish => Some(Self::Publish),
            Self::Discard => Some(Self::Reinstate),
            Self::Reinstate => Some(Self::Discard),
        }
    }
}

/// The state that an action leads to.
///
/// # Errors
/// The actor may not, or the state does not allow it.
pub fn decide(state: State, action: Action, actor: &Actor) -> Result<State, Refusal> {
    let (from, to, needed) = step(action);
    if !actor.may(needed) {
        return Err(Refusal::forbidden());
    }
    if !from.contains(&state) {
        return Err(Refusal::new(match state {
            S::Recorded => "meeting-is-recorded",
            S::Published => "meeting-is-published",
            S::Discarded => "meeting-is-discarded",
        }));
    }
    Ok(to.unwrap_or(state))
}

/// The actions that an actor may take now.
#[must_use]
pub fn offered(state: State, actor: &Actor) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|action| decide(state, *action, actor).is_ok()).collect()
}

/// Whether an actor may see a sitting that stands so.
#[must_use]
pub fn visible(state: State, actor: &Actor) -> bool {
    match state {
        S::Published => true,
        S::Recorded => actor.may(Permission::ReadInternal),
        S::Discarded => actor.may(Permission::RecordSittings),
    }
}

/// The life cycle as a diagram, for `docs/life-cycles.md`.
#[must_use]
pub fn life_cycle() -> String {
    let mut diagram = String::from("stateDiagram-v2\n    [*] --> recorded : record\n");
    for action in Action::ALL {
        let (from, to, _) = step(*action);
        for state in from {
            let _ = writeln!(diagram, "    {state} --> {} : {action}", to.unwrap_or(*state));
        }
    }
    diagram
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::permission::Role;

    fn with(role: Role) -> Actor {
        Actor { account: Some(1), roles: vec![role], ..Actor::default() }
    }

    #[test]
    fn the_table_of_states_and_actions_stands_as_written() {
        let clerk = with(Role::Clerk);
        let led: Vec<_> = State::ALL
            .iter()
            .flat_map(|state| Action::ALL.iter().map(move |action| (*state, *action)))
            .filter_map(|(state, action)| Some((state, action, decide(state, action, &clerk).ok()?)))
            .collect();
        assert_eq!(
            led,
            [
                (S::Recorded, Action::Correct, S::Recorded),
                (S::Recorded, Action::Publish, S::Published),
                (S::Recorded, Action::Discard, S::Discarded),
                (S::Published, Action::Correct, S::Published),
                (S::Published, Action::Unpublish, S::Recorded),
                (S::Discarded, Action::Reinstate, S::Recorded),
            ]
        );
    }

    #[test]
    fn every_role_is_offered_what_the_permissions_say_and_no_more() {
        for role in Role::ALL {
            for action in Action::ALL {
                let (from, _, needed) = step(*action);
                let allowed = decide(from[0], *action, &with(*role)).is_ok();
                assert_eq!(allowed, role.may(needed), "{role} {action}");
            }
        }
    }

    #[test]
    fn the_public_is_offered_nothing_and_sees_what_is_published() {
        for state in State::ALL {
            assert!(offered(*state, &Actor::public()).is_empty());
            assert_eq!(visible(*state, &Actor::public()), *state == S::Published);
        }
    }

    #[test]
    fn what_undoes_an_action_leads_back() {
        let clerk = with(Role::Clerk);
        for state in State::ALL {
            for action in offered(*state, &clerk) {
                let Some(back) = action.undone_by() else { continue };
                let there = decide(*state, action, &clerk).unwrap();
                assert_eq!(decide(there, back, &clerk), Ok(*state), "{action}");
            }
        }
    }
}
