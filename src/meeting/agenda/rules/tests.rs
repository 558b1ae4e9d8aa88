//! The rules of the agenda as tables, and by property.

use proptest::prelude::*;

use super::*;
use crate::account::Actor;
use crate::error::Error;
use crate::permission::Role;

fn actor(role: Role) -> Actor {
    Actor { roles: vec![role], ..Actor::public() }
}

fn measure(called: i64, present: i64) -> Measure {
    Measure {
        presence: Presence { called, present, ..Presence::default() },
        quorum: Some(Share::MoreThanHalf),
        polled: false,
        unfinished: 0,
        poll: None,
    }
}

fn settled(disposition: Disposition, passed: Option<bool>, measure: Measure) -> Result<Outcome, &'static str> {
    settle(disposition, Outcome { passed, decision: None }, measure).map_err(|refusal| refusal.key)
}

#[test]
fn an_item_goes_where_the_table_leads() {
    use Action as A;
    use State as I;
    let clerk = actor(Role::Clerk);
    for (item, action, to) in [
        (I::Waiting, A::TakeUp, Ok(I::Current)),
        (I::Current, A::TakeUp, Err("agenda-item-current")),
        (I::Settled, A::TakeUp, Err("agenda-item-settled")),
        (I::PutOff, A::TakeUp, Err("agenda-item-put-off")),
        (I::Waiting, A::Settle, Err("agenda-item-waits")),
        (I::Current, A::Settle, Ok(I::Settled)),
        (I::Settled, A::Settle, Err("agenda-item-settled")),
        (I::Current, A::SetAside, Ok(I::Waiting)),
        (I::Current, A::PutOff, Ok(I::PutOff)),
        (I::Waiting, A::TakeOff, Ok(I::TakenOff)),
        (I::TakenOff, A::TakeOff, Err("agenda-item-taken-off")),
        (I::TakenOff, A::Restore, Ok(I::Waiting)),
        (I::PutOff, A::Restore, Ok(I::Waiting)),
        (I::Settled, A::Reopen, Ok(I::Current)),
        (I::Waiting, A::Reopen, Err("agenda-item-waits")),
    ] {
        let decided = decide(S::Open, item, action, Who::only(&clerk)).map_err(|refusal| refusal.key);
        assert_eq!(decided, to, "{action} of {item}");
    }
}

#[test]
fn only_who_runs_an_open_sitting_deals_with_items() {
    let (member, clerk) = (actor(Role::Member), actor(Role::Clerk));
    let take_up = |sitting, who| decide(sitting, State::Waiting, Action::TakeUp, who).map_err(|refusal| refusal.key);
    assert_eq!(take_up(S::Open, Who::only(&member)), Err("error-forbidden"));
    assert_eq!(take_up(S::Open, Who { actor: &member, presides: true }), Ok(State::Current));
    assert_eq!(take_up(S::Noticed, Who::only(&clerk)), Err("meeting-is-noticed"));
    assert_eq!(take_up(S::Closed, Who::only(&clerk)), Err("meeting-is-closed"));
    assert!(decide(S::Noticed, State::Waiting, Action::TakeOff, Who::only(&clerk)).is_ok());
}

#[test]
fn the_office_edits_until_the_sitting_closes_and_takes_papers_back_until_the_notice() {
    let (member, clerk) = (actor(Role::Member), actor(Role::Clerk));
    let edit = |sitting, edit| may_edit(sitting, edit, Who::only(&clerk)).map_err(|refusal| refusal.key);
    for sitting in [S::Planned, S::Noticed, S::Open] {
        assert_eq!(edit(sitting, Edit::Add), Ok(()), "{sitting}");
    }
    for sitting in [S::Closed, S::MinutesConfirmed, S::CalledOff, S::Published] {
        assert_eq!(edit(sitting, Edit::Order), Err(sitting.not_now().key));
        assert_eq!(edit(sitting, Edit::Unpaper), Err(sitting.not_now().key));
    }
    assert_eq!(edit(S::Planned, Edit::Unpaper), Ok(()));
    assert_eq!(edit(S::Noticed, Edit::Unpaper), Err("agenda-paper-noticed"));
    let presiding = Who { actor: &member, presides: true };
    assert_eq!(may_edit(S::Open, Edit::Add, presiding), Err(Refusal::forbidden()));
}

#[test]
fn an_item_that_something_hangs_on_stays() {
    let tied = Tied::default();
    let remove = |item, tied| may_remove(item, tied).map_err(|refusal| refusal.key);
    assert_eq!(remove(State::Waiting, tied), Ok(()));
    assert_eq!(remove(State::Waiting, Tied { papers: 1, ..tied }), Err("agenda-has-papers"));
    assert_eq!(remove(State::Waiting, Tied { polls: 1, ..tied }), Err("agenda-was-dealt-with"));
    assert_eq!(remove(State::Waiting, Tied { speakers: 2, ..tied }), Err("agenda-was-dealt-with"));
    assert_eq!(remove(State::Current, tied), Err("agenda-item-current"));
    assert_eq!(remove(State::Settled, tied), Err("agenda-item-settled"));
}

#[test]
fn an_outcome_needs_what_its_disposition_needs() {
    use Disposition as D;
    let enough = measure(27, 14);
    let polled = |poll| Measure { polled: true, poll, ..enough };
    for (disposition, passed, measure, expected) in [
        (D::Hear, None, measure(27, 3), Ok(None)),
        (D::Hear, Some(true), enough, Ok(None)),
        (D::Convey, None, Measure { unfinished: 1, ..enough }, Err("agenda-poll-unfinished")),
        (D::Adopt, None, enough, Err("agenda-outcome-missing")),
        (D::Adopt, Some(true), enough, Ok(Some(true))),
        (D::Adopt, Some(true), measure(27, 13), Err("agenda-no-quorum")),
        (D::Adopt, Some(false), measure(27, 13), Ok(Some(false))),
        (D::Adopt, Some(true), polled(None), Err("agenda-needs-poll")),
        (D::Adopt, Some(false), polled(None), Ok(Some(false))),
        (D::Adopt, Some(true), polled(Some(true)), Ok(Some(true))),
        (D::Adopt, Some(true), polled(Some(false)), Err("agenda-poll-says-otherwise")),
        (D::Adopt, Some(false), polled(Some(true)), Err("agenda-poll-says-otherwise")),
        (D::Agree, Some(true), polled(None), Ok(Some(true))),
        (D::Decide, Some(true), enough, Err("agenda-decision-missing")),
        (D::Decide, Some(false), enough, Ok(Some(false))),
        (D::Personnel, Some(true), Measure { poll: Some(false), ..enough }, Err("agenda-poll-says-otherwise")),
        (D::Written, Some(true), Measure { quorum: None, ..measure(27, 0) }, Ok(Some(true))),
    ] {
        let got = settled(disposition, passed, measure).map(|outcome| outcome.passed);
        assert_eq!(got, expected, "{disposition} {passed:?} {measure:?}");
    }
}

#[test]
fn the_refusal_without_a_quorum_says_how_many_are_missing() {
    let outcome = Outcome { passed: Some(true), decision: None };
    let refusal = settle(Disposition::Adopt, outcome, measure(36, 17)).unwrap_err();
    let fact = |name: &str| refusal.facts.iter().find(|(key, _)| *key == name).unwrap().1.clone();
    assert_eq!(["called", "present", "least", "missing"].map(fact), ["36", "17", "19", "2"]);
}

#[test]
fn what_came_of_an_item_has_words_once_something_has() {
    let words = |state, passed| outcome(state, Disposition::AgreeInPrinciple, passed);
    assert_eq!(words(State::Waiting, None), None);
    assert_eq!(words(State::Current, None), None);
    assert_eq!(words(State::Settled, Some(true)).as_deref(), Some("agenda-outcome-agree-in-principle"));
    assert_eq!(words(State::Settled, Some(false)).as_deref(), Some("agenda-failed"));
    assert_eq!(words(State::PutOff, None).as_deref(), Some("agenda-state-put-off"));
}

#[test]
fn titles_stand_once_the_papers_first() {
    let lines = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
    assert_eq!(titles(&lines("甲乙"), &lines("丙甲丙")), lines("甲乙丙"));
}

proptest! {
    #[test]
    fn whatever_is_done_one_item_at_most_is_current_and_the_same_step_is_not_taken_twice(
        steps in proptest::collection::vec((0usize..3, 0usize..7), 0..40)
    ) {
        let clerk = actor(Role::Clerk);
        let mut items = [State::Waiting; 3];
        for (n, action) in steps {
            let action = Action::ALL[action];
            let Ok(to) = decide(S::Open, items[n], action, Who::only(&clerk)) else { continue };
            if to == State::Current && items.contains(&State::Current) {
                continue;
            }
            items[n] = to;
            prop_assert!(decide(S::Open, to, action, Who::only(&clerk)).is_err(), "{action} twice");
            if let Some(back) = action.row().undone_by {
                prop_assert!(decide(S::Open, to, back, Who::only(&clerk)).is_ok(), "{action} is not undone by {back}");
            }
            prop_assert!(items.iter().filter(|item| **item == State::Current).count() <= 1);
        }
    }

    #[test]
    fn nothing_passes_without_a_quorum_or_against_a_poll(
        n in 0usize..14, called in 0i64..60, present in 0i64..60, polled: bool, poll: Option<bool>, text: bool
    ) {
        let disposition = Disposition::ALL[n];
        let measure = Measure { polled, poll, ..measure(called, present.min(called)) };
        let decision = text.then(|| "同意".to_owned());
        if let Ok(outcome) = settle(disposition, Outcome { passed: Some(true), decision }, measure) {
            prop_assert_eq!(outcome.passed, passes(disposition).then_some(true));
            if outcome.passed.is_some() {
                prop_assert!(poll == Some(true) || measure.presence.quorate(Share::MoreThanHalf));
                prop_assert!(poll != Some(false));
                prop_assert!(disposition != Disposition::Adopt || !polled || poll == Some(true));
            }
        }
    }

    #[test]
    fn an_order_keeps_every_item(ids in proptest::collection::hash_set(1i64..50, 0..12), more in 50i64..60) {
        let stands: Vec<_> = ids.into_iter().collect();
        let mut order = stands.clone();
        order.reverse();
        prop_assert!(reorder(&stands, &stands, &order).is_ok());
        let longer = [order.clone(), vec![more]].concat();
        prop_assert!(matches!(reorder(&stands, &stands, &longer), Err(Error::Stale)));
        prop_assert!(matches!(reorder(&stands, &longer, &longer), Err(Error::Stale)));
        if stands.len() > 1 {
            prop_assert!(matches!(reorder(&stands, &stands, &order[1..]), Err(Error::Stale)));
            prop_assert!(matches!(reorder(&order, &stands, &stands), Err(Error::Stale)));
        }
    }
}
