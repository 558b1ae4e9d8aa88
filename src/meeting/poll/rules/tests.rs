//! The life of a poll as tables, and by property: counts add up, and no sequence of actions leaves an unlawful poll.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::account::Actor;
use crate::meeting::rules::Base;
use crate::permission::Role;

fn clerk() -> Actor {
    Actor { roles: vec![Role::Clerk], account: Some(1), ..Actor::public() }
}

fn member() -> Actor {
    Actor { roles: vec![Role::Member], account: Some(2), ..Actor::public() }
}

const fn at(state: State, method: Method, sitting: Sitting) -> Standing {
    Standing { state, method, sitting }
}

fn key<T>(result: Result<T, Refusal>) -> &'static str {
    result.map_or_else(|refusal| refusal.key, |_| "")
}

#[test]
fn each_action_leads_from_its_states_alone() {
    let clerk = clerk();
    for (action, from, to) in [
        (Action::Edit, &[S::Prepared][..], Some(S::Prepared)),
        (Action::Remove, &[S::Prepared], None),
        (Action::Open, &[S::Prepared], Some(S::Open)),
        (Action::Enter, &[S::Open], Some(S::Open)),
        (Action::Close, &[S::Open], Some(S::Closed)),
        (Action::Announce, &[S::Closed], Some(S::Announced)),
        (Action::Annul, &[S::Open, S::Closed], Some(S::Annulled)),
    ] {
        for state in State::ALL {
            let decided = decide(at(*state, Method::Hands, Sitting::Open), action, Who::only(&clerk));
            assert_eq!(decided.ok(), from.contains(state).then_some(to), "{action} from {state}");
        }
    }
}

#[test]
fn only_who_runs_the_sitting_leads_a_poll_and_only_while_it_is_held() {
    let (clerk, member) = (clerk(), member());
    let standing = at(S::Prepared, Method::Named, Sitting::Open);
    assert_eq!(key(decide(standing, Action::Open, Who::only(&member))), Refusal::forbidden().key);
    assert_eq!(key(decide(standing, Action::Open, Who { actor: &member, presides: true })), "");
    for (sitting, edit, open) in [
        (Sitting::Planned, "", "meeting-is-planned"),
        (Sitting::Noticed, "", "meeting-is-noticed"),
        (Sitting::Open, "", ""),
        (Sitting::Closed, "meeting-is-closed", "meeting-is-closed"),
        (Sitting::MinutesConfirmed, "meeting-is-minutes-confirmed", "meeting-is-minutes-confirmed"),
    ] {
        let standing = at(S::Prepared, Method::Named, sitting);
        assert_eq!(key(decide(standing, Action::Edit, Who::only(&clerk))), edit, "{sitting}");
        assert_eq!(key(decide(standing, Action::Open, Who::only(&clerk))), open, "{sitting}");
    }
}

#[test]
fn the_office_enters_only_what_is_said_in_the_hall() {
    let clerk = clerk();
    for (method, refused) in [
        (Method::Hands, ""),
        (Method::RollCall, ""),
        (Method::Named, "poll-is-electronic"),
        (Method::Secret, "poll-is-electronic"),
    ] {
        let standing = at(S::Open, method, Sitting::Open);
        assert_eq!(key(decide(standing, Action::Enter, Who::only(&clerk))), refused, "{method}");
    }
}

#[test]
fn a_poll_opens_with_a_quorum_alone_and_on_the_current_item() {
    let there = |present| Presence { called: 27, present, ..Presence::default() };
    for (item, another, present, refused) in [
        (None, false, 14, ""),
        (Some(Item::Current), false, 27, ""),
        (Some(Item::Waiting), false, 27, "poll-item-not-current"),
        (Some(Item::Settled), false, 27, "poll-item-not-current"),
        (None, true, 27, "poll-another-open"),
        (None, false, 13, "poll-no-quorum"),
    ] {
        assert_eq!(key(may_open(item, another, there(present), Share::MoreThanHalf)), refused);
    }
    let refusal = may_open(None, false, there(11), Share::MoreThanHalf).unwrap_err();
    assert!(refusal.facts.contains(&("missing", "3".to_owned())));
}

#[test]
fn who_may_not_vote_is_told_why() {
    let place = |capacity, on_leave| Some(Place { capacity, on_leave, there: There::Present });
    let there = place(Capacity::Voting, false);
    let gone = |there| Some(Place { capacity: Capacity::Voting, on_leave: false, there });
    for (state, method, place, entitled, refused) in [
        (S::Open, Method::Named, there, Some(false), ""),
        (S::Open, Method::Secret, there, Some(false), ""),
        (S::Open, Method::Secret, None, None, "poll-not-called"),
        (S::Open, Method::Secret, place(Capacity::SittingIn, false), None, "poll-sits-in"),
        (S::Open, Method::Secret, place(Capacity::Voting, true), None, "poll-on-leave"),
        (S::Open, Method::Secret, place(Capacity::Voting, true), Some(false), ""),
        (S::Open, Method::Secret, there, None, "poll-not-present"),
        (S::Open, Method::Secret, gone(There::Left), None, "poll-left"),
        (S::Open, Method::Secret, gone(There::Left), Some(false), "poll-left"),
        (S::Open, Method::Named, gone(There::Left), Some(true), "poll-voted-already"),
        (S::Open, Method::Named, gone(There::NotYet), Some(false), "poll-not-present"),
        (S::Open, Method::Named, there, Some(true), "poll-voted-already"),
        (S::Open, Method::Secret, there, Some(true), "poll-voted-secretly"),
        (S::Closed, Method::Secret, there, Some(true), "poll-voted-secretly"),
        (S::Closed, Method::Secret, there, Some(false), "poll-is-closed"),
        (S::Prepared, Method::Secret, there, None, "poll-is-prepared"),
        (S::Announced, Method::Named, there, Some(false), "poll-is-announced"),
        (S::Annulled, Method::Named, there, Some(true), "poll-is-annulled"),
        (S::Open, Method::Hands, there, Some(false), "poll-is-not-electronic"),
        (S::Open, Method::RollCall, there, Some(false), "poll-is-not-electronic"),
    ] {
        let told = key(may_vote(at(state, method, Sitting::Open), place, entitled));
        assert_eq!(told, refused, "{state} {method} {place:?} {entitled:?}");
    }
    assert_eq!(key(may_vote(at(S::Open, Method::Named, Sitting::Closed), there, Some(false))), "meeting-is-closed");
}

#[test]
fn a_tie_for_the_last_seat_elects_none_of_the_tied() {
    use Fate::{Elected as E, NotElected as N, Tied as T};
    for (seats, votes, fates) in [
        (1, &[8, 5][..], &[E, N][..]),
        (1, &[7, 7], &[T, T]),
        (2, &[7, 7], &[E, E]),
        (2, &[9, 7, 7], &[E, T, T]),
        (2, &[9, 8, 7], &[E, E, N]),
        (3, &[9, 5, 5, 5], &[E, N, N, N]),
        (1, &[5, 5], &[N, N]),
    ] {
        assert_eq!(elected(Share::MoreThanHalf, 12, seats, votes), fates, "{seats} of {votes:?}");
    }
}

#[test]
fn a_ballot_holds_no_more_than_seats_and_nobody_twice() {
    let said = |choices: &[&str]| choices.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(ballot(&said(&["3", "1"]), 3, 2), Ok(vec![1, 3]));
    assert_eq!(ballot(&said(&["1", "1"]), 3, 1), Ok(vec![1]));
    assert_eq!(ballot(&[], 3, 2), Ok(vec![]));
    for (choices, refused) in [
        (&["1", "2", "3"][..], "poll-too-many-chosen"),
        (&["4"], "poll-unknown-candidate"),
        (&["0"], "poll-unknown-candidate"),
        (&["yes"], "poll-unknown-candidate"),
    ] {
        assert_eq!(key(ballot(&said(choices), 3, 2)), refused);
    }
    for choices in [&[][..], &["yes", "no"], &["maybe"]] {
        assert_eq!(key(question(&said(choices))), "poll-choose-one");
    }
    assert_eq!(question(&said(&["abstain"])), Ok(Choice::Abstain));
}

#[test]
fn what_is_counted_by_hand_must_be_possible() {
    for (ballots, votes, refused) in [
        (10, &[6, 4][..], ""),
        (10, &[10, 10], ""),
        (11, &[6, 4], "poll-more-than-present"),
        (9, &[10, 0], "poll-more-than-ballots"),
        (5, &[5, 5, 1], "poll-more-than-seats"),
    ] {
        assert_eq!(key(counted_by_hand(ballots, votes, 2, 10)), refused, "{ballots} {votes:?}");
    }
    assert_eq!(key(hands(Votes { yes: 6, no: 3, abstain: 2 }, 10)), "poll-more-than-present");
}

/// A poll as far as it is counted, and who has a vote in it.
struct Model {
    state: Option<State>,
    entitled: Vec<bool>,
    votes: Votes,
}

impl Model {
    fn step(&mut self, action: Action, voter: usize, choice: Choice) {
        let clerk = clerk();
        let Some(state) = self.state else { return };
        let standing = at(state, Method::Named, Sitting::Open);
        if action == Action::Vote {
            let place = Place { capacity: Capacity::Voting, on_leave: false, there: There::Present };
            if may_vote(standing, Some(place), self.entitled.get(voter).copied()).is_ok() {
                self.entitled[voter] = true;
                self.votes = self.votes.and(choice, 1);
            }
        } else if let Ok(to) = decide(standing, action, Who::only(&clerk)) {
            self.state = to;
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_done_in_whichever_order_each_votes_once_and_only_while_it_is_open(
        n in 1usize..9,
        steps in vec((0..Action::ALL.len(), 0usize..12, 0usize..3), 0..60),
    ) {
        let mut poll = Model { state: Some(S::Prepared), entitled: vec![false; n], votes: Votes::default() };
        let mut over = false;
        for (action, voter, choice) in steps {
            let before = (poll.state, poll.votes);
            poll.step(Action::ALL[action], voter, Choice::ALL[choice]);
            prop_assert_eq!(poll.votes.cast(), i64::try_from(poll.entitled.iter().filter(|voted| **voted).count()).unwrap());
            prop_assert_eq!(poll.entitled.len(), n, "nobody is added");
            if poll.votes != before.1 {
                prop_assert_eq!(before.0, Some(S::Open));
            }
            over |= matches!(poll.state, Some(S::Closed | S::Announced | S::Annulled));
            prop_assert!(!over || !matches!(poll.state, None | Some(S::Prepared | S::Open)), "nothing opens again");
        }
    }

    #[test]
    fn a_poll_is_never_won_without_the_share_of_its_base(
        share in 0..Share::ALL.len(), base in 0..Base::ALL.len(),
        votes in vec(0i64..400, 3), absent in 0i64..400, silent in 0i64..400,
    ) {
        let votes = Votes { yes: votes[0], no: votes[1], abstain: votes[2] };
        let (cast, share) = (votes.cast(), Share::ALL[share]);
        let present = cast + silent;
        let whole = whole(Base::ALL[base], present + absent, present, cast);
        let won = share.reached(votes.yes, whole);
        prop_assert!(!won || 2 * votes.yes >= whole && votes.yes > 0);
        prop_assert!(whole >= cast);
    }

    #[test]
    fn no_more_are_elected_than_there_are_seats_and_none_behind_one_who_is_not(
        votes in vec(0i64..12, 1..8), seats in 1i64..8, whole in 1i64..20,
    ) {
        let fates = elected(Share::MoreThanHalf, whole, seats, &votes);
        let elected: Vec<_> = votes.iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Elected).map(|(n, _)| *n).collect();
        prop_assert!(i64::try_from(elected.len()).unwrap() <= seats);
        prop_assert!(elected.iter().all(|n| 2 * n > whole));
        for (n, fate) in votes.iter().zip(&fates) {
            prop_assert!(*fate == Fate::Elected || elected.iter().all(|other| other > n), "{votes:?} {fates:?}");
        }
    }
}
