//! The table of states and actions, for every role, and that no sequence of actions leads astray.

use proptest::prelude::*;

use super::*;
use crate::permission::Role;

fn with(role: Role) -> Actor {
    Actor { account: Some(1), roles: vec![role], ..Actor::default() }
}

/// The states, released or not, in which a sitting can stand.
fn standings() -> impl Iterator<Item = Standing> {
    let of = |state: State| {
        let released = OVER.contains(&state);
        let standing = Standing::from(state);
        [Some(standing), released.then_some(Standing { released, ..standing })]
    };
    State::ALL.iter().copied().flat_map(of).flatten()
}

#[test]
fn the_table_of_states_and_actions_stands_as_written() {
    let clerk = with(Role::Clerk);
    let who = Who { actor: &clerk, presides: true };
    let led: Vec<_> = State::ALL
        .iter()
        .flat_map(|state| Action::ALL.iter().map(move |action| (*state, *action)))
        .filter_map(|(state, action)| Some((state, action, decide(state.into(), action, who).ok()?.state)))
        .collect();
    assert_eq!(
        led,
        [
            (S::Planned, Action::Notice, S::Noticed),
            (S::Planned, Action::CallOff, S::CalledOff),
            (S::Planned, Action::Amend, S::Planned),
            (S::Planned, Action::HandOver, S::Planned),
            (S::Noticed, Action::CallOff, S::CalledOff),
            (S::Noticed, Action::Open, S::Open),
            (S::Noticed, Action::Amend, S::Noticed),
            (S::Noticed, Action::HandOver, S::Noticed),
            (S::Open, Action::Close, S::Closed),
            (S::Open, Action::HandOver, S::Open),
            (S::Closed, Action::Reopen, S::Open),
            (S::Closed, Action::DraftMinutes, S::MinutesDrafted),
            (S::Closed, Action::Release, S::Closed),
            (S::Closed, Action::HandOver, S::Closed),
            (S::MinutesDrafted, Action::ConfirmMinutes, S::MinutesConfirmed),
            (S::MinutesDrafted, Action::Release, S::MinutesDrafted),
            (S::MinutesDrafted, Action::HandOver, S::MinutesDrafted),
            (S::MinutesConfirmed, Action::Release, S::MinutesConfirmed),
            (S::CalledOff, Action::PlanAnew, S::Planned),
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
            let Row { from, needs, .. } = action.row();
            let actor = with(*role);
            let standing = Standing { released: *action == Action::Retract, ..from[0].into() };
            let allowed = |presides| decide(standing, *action, Who { actor: &actor, presides }).is_ok();
            let (plain, presiding) = match needs {
                Needs::May(permission) => (role.may(permission), role.may(permission)),
                Needs::Runs => (role.may(Permission::RunSittings), true),
                Needs::Presides => (false, true),
            };
            assert_eq!((allowed(false), allowed(true)), (plain, presiding), "{role} {action}");
        }
    }
}

#[test]
fn the_public_is_offered_nothing_and_sees_what_is_published_or_released() {
    let public = Actor::public();
    for standing in standings() {
        assert!(offered(standing, Who::only(&public)).is_empty());
        let seen = standing.state == S::Published || standing.released;
        assert_eq!(visible(standing, Who::only(&public)), seen, "{standing:?}");
    }
}

#[test]
fn what_is_planned_is_seen_by_the_office_and_the_one_who_will_preside() {
    let member = with(Role::Member);
    assert!(!visible(S::Planned.into(), Who::only(&member)));
    assert!(visible(S::Planned.into(), Who { actor: &member, presides: true }));
    assert!(visible(S::Planned.into(), Who::only(&with(Role::Clerk))));
    assert!(visible(S::Noticed.into(), Who::only(&member)));
}

#[test]
fn a_plan_given_up_before_anybody_was_told_stays_with_the_office() {
    let (clerk, member) = (with(Role::Clerk), with(Role::Member));
    let off = decide(S::Planned.into(), Action::CallOff, Who::only(&clerk)).unwrap();
    assert!(visible(off, Who::only(&clerk)) && !visible(off, Who::only(&member)));
    let told = decide(S::Planned.into(), Action::Notice, Who::only(&clerk)).unwrap();
    let off = decide(told, Action::CallOff, Who::only(&clerk)).unwrap();
    assert!(visible(off, Who::only(&member)));
}

#[test]
fn what_undoes_an_action_leads_back() {
    let clerk = with(Role::Clerk);
    let who = Who { actor: &clerk, presides: true };
    for standing in standings() {
        for action in offered(standing, who) {
            let Some(back) = action.row().undone_by else { continue };
            let there = decide(standing, action, who).unwrap();
            assert_eq!(decide(there, back, who), Ok(standing), "{action}");
        }
    }
}

#[test]
fn every_state_is_left_by_some_action_but_the_last() {
    let clerk = with(Role::Clerk);
    let who = Who { actor: &clerk, presides: true };
    for state in State::ALL {
        let leaves = offered((*state).into(), who)
            .into_iter()
            .any(|action| decide((*state).into(), action, who).is_ok_and(|there| there.state != *state));
        assert_eq!(leaves, *state != S::MinutesConfirmed, "{state}");
    }
}

proptest! {
    #[test]
    fn any_sequence_of_actions_leaves_a_lawful_sitting(
        actions in prop::collection::vec((0..Action::ALL.len(), 0..Role::ALL.len(), any::<bool>()), 0..60),
        held in any::<bool>(),
    ) {
        let mut standing: Standing = if held { S::Planned.into() } else { S::Recorded.into() };
        for (action, role, presides) in actions {
            let actor = with(Role::ALL[role]);
            let who = Who { actor: &actor, presides };
            if let Ok(there) = decide(standing, Action::ALL[action], who) {
                prop_assert!(standing.state != S::MinutesConfirmed || there.state == S::MinutesConfirmed);
                standing = there;
            }
            let of_news = [S::Recorded, S::Published, S::Discarded].contains(&standing.state);
            prop_assert_eq!(of_news, !held, "what is held is never taken for what was read, nor the other way");
            prop_assert!(!standing.released || OVER.contains(&standing.state));
        }
    }
}
