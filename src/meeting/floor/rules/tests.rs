//! The rules of the floor as tables, and by property.

use proptest::prelude::*;

use super::*;
use crate::account::Actor;
use crate::clock::Instant;
use crate::meeting::attendance::rules::Standing;
use crate::meeting::model::Lines;
use crate::permission::Role;

fn actor(role: Role) -> Actor {
    Actor { roles: vec![role], ..Actor::public() }
}

fn called(came: bool, left: bool, reply: Reply) -> Called {
    Called {
        id: 1,
        sitting_id: 1,
        position: 1,
        member_id: Some(1),
        name: "秦望山".into(),
        posts: Lines::default(),
        standing: Standing::Voting,
        group_id: None,
        reply,
        reply_before: None,
        leave_kind: None,
        leave_reason: None,
        read_at: None,
        came_at: came.then_some(Instant(1)),
        came_by: None,
        left_at: left.then_some(Instant(2)),
        reason: None,
        answered: None,
    }
}

#[test]
fn a_request_goes_where_the_table_leads() {
    use Action as A;
    let clerk = actor(Role::Clerk);
    for (request, action, taken, to) in [
        (State::Asked, A::Give, false, Ok(State::Speaking)),
        (State::Asked, A::Give, true, Err("floor-taken")),
        (State::Speaking, A::Give, true, Err("floor-speaking")),
        (State::Spoken, A::Give, false, Err("floor-spoken")),
        (State::Withdrawn, A::Give, false, Err("floor-withdrawn")),
        (State::Speaking, A::End, true, Ok(State::Spoken)),
        (State::Asked, A::End, false, Err("floor-not-speaking")),
        (State::Asked, A::Withdraw, true, Ok(State::Withdrawn)),
        (State::Speaking, A::Withdraw, true, Err("floor-speaking")),
    ] {
        let decided = decide(Sitting::Open, request, action, Who::only(&clerk), (false, taken));
        assert_eq!(decided.map_err(|refusal| refusal.key), to, "{action} of {request}");
    }
}

#[test]
fn a_member_withdraws_and_ends_his_own_and_gives_nobody_the_floor() {
    let member = actor(Role::Member);
    let decided = |request, action, own| {
        decide(Sitting::Open, request, action, Who::only(&member), (own, false)).map_err(|refusal| refusal.key)
    };
    assert_eq!(decided(State::Asked, Action::Withdraw, true), Ok(State::Withdrawn));
    assert_eq!(decided(State::Speaking, Action::End, true), Ok(State::Spoken));
    assert_eq!(decided(State::Asked, Action::Withdraw, false), Err("error-forbidden"));
    assert_eq!(decided(State::Asked, Action::Give, true), Err("error-forbidden"));
    let closed = decide(Sitting::Closed, State::Asked, Action::Withdraw, Who::only(&member), (true, false));
    assert_eq!(closed, Err(Refusal::new("meeting-is-closed")));
}

#[test]
fn one_who_is_called_and_there_asks_once() {
    let there = called(true, false, Reply::Coming);
    for (sitting, called, listed, expected) in [
        (Sitting::Open, Some(&there), false, Ok(())),
        (Sitting::Open, Some(&called(true, false, Reply::LeaveGranted)), false, Ok(())),
        (Sitting::Open, Some(&there), true, Err("floor-listed")),
        (Sitting::Open, None, false, Err("floor-not-called")),
        (Sitting::Open, Some(&called(false, false, Reply::LeaveGranted)), false, Err("floor-on-leave")),
        (Sitting::Open, Some(&called(false, false, Reply::Coming)), false, Err("floor-not-present")),
        (Sitting::Open, Some(&called(true, true, Reply::Coming)), false, Err("floor-not-present")),
        (Sitting::Noticed, Some(&there), false, Err("meeting-is-noticed")),
        (Sitting::Closed, Some(&there), false, Err("meeting-is-closed")),
    ] {
        assert_eq!(may_ask(sitting, called, listed).map_err(|refusal| refusal.key), expected);
    }
}

proptest! {
    #[test]
    fn whatever_is_done_one_at_most_has_the_floor_and_what_is_over_stays_over(
        steps in proptest::collection::vec((0usize..4, 0usize..3), 0..40)
    ) {
        let clerk = actor(Role::Clerk);
        let mut requests = [State::Asked; 4];
        for (n, action) in steps {
            let taken = requests.contains(&State::Speaking);
            let before = requests[n];
            let decided =
                decide(Sitting::Open, before, Action::ALL[action], Who::only(&clerk), (false, taken));
            if let Ok(to) = decided {
                prop_assert!(!matches!(before, State::Spoken | State::Withdrawn) && to != before);
                requests[n] = to;
            }
            prop_assert!(requests.iter().filter(|request| **request == State::Speaking).count() <= 1);
        }
    }
}
