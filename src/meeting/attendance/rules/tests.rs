//! The table of answers and whereabouts, who may do what, how people attended, and that counts add up.

use proptest::prelude::*;

use super::*;
use crate::account::Actor;
use crate::meeting::attendance::model::Called;
use crate::permission::Role;

fn actor(roles: &[Role]) -> Actor {
    Actor { account: Some(1), name: "罗守一".into(), login: "luo".into(), roles: roles.to_vec(), ..Actor::public() }
}

/// One who may do everything, as the office, as a leader whose post grants leave, and as themselves.
fn all() -> Actor {
    actor(&[Role::Clerk, Role::Leader])
}

const fn asks(actor: &Actor, own: bool, grants: bool) -> Asks<'_> {
    Asks { who: Who::only(actor), own, grants }
}

const fn place(reply: Reply, there: There) -> Place {
    let before = match there {
        There::NotYet => None,
        _ => Some(Reply::Awaited),
    };
    Place { reply, before, there, read: false, out: false }
}

fn refused(place: Place, action: Action, during: S, asks: Asks<'_>) -> &'static str {
    decide(place, action, during, asks).unwrap_err().key
}

#[test]
fn an_answer_leads_where_the_table_says() {
    let actor = all();
    for (from, action, to) in [
        (R::Awaited, Action::Confirm, R::Coming),
        (R::LeaveAsked, Action::Confirm, R::Coming),
        (R::LeaveGranted, Action::Confirm, R::Coming),
        (R::Awaited, Action::AskLeave, R::LeaveAsked),
        (R::Coming, Action::AskLeave, R::LeaveAsked),
        (R::LeaveRefused, Action::AskLeave, R::LeaveAsked),
        (R::LeaveAsked, Action::GrantLeave, R::LeaveGranted),
        (R::LeaveAsked, Action::RefuseLeave, R::LeaveRefused),
        (R::LeaveGranted, Action::ReconsiderLeave, R::LeaveAsked),
        (R::Coming, Action::Unanswer, R::Awaited),
    ] {
        let to_place = decide(place(from, T::NotYet), action, S::Noticed, asks(&actor, true, true)).unwrap();
        assert_eq!(to_place.reply, to, "{action} from {from}");
    }
}

#[test]
fn a_refusal_says_what_is_in_the_way() {
    let (office, member, leader) = (actor(&[Role::Clerk]), actor(&[Role::Member]), actor(&[Role::Leader]));
    let free = place(R::Awaited, T::NotYet);
    for (place, action, during, asks, key) in [
        (free, Action::Confirm, S::Noticed, asks(&member, false, false), "error-forbidden"),
        (free, Action::Admit, S::Noticed, asks(&member, true, false), "error-forbidden"),
        (free, Action::GrantLeave, S::Noticed, asks(&office, false, true), "error-forbidden"),
        (free, Action::GrantLeave, S::Noticed, asks(&leader, false, false), "attendance-not-yours-to-grant"),
        (free, Action::GrantLeave, S::Noticed, asks(&leader, false, true), "attendance-is-awaited"),
        (free, Action::Confirm, S::Planned, asks(&office, false, false), "meeting-is-planned"),
        (free, Action::AskLeave, S::Closed, asks(&member, true, false), "meeting-is-closed"),
        (free, Action::LeaveEarly, S::Open, asks(&office, false, false), "attendance-is-not-yet"),
        (free, Action::LeaveEarly, S::Noticed, asks(&office, false, false), "meeting-is-noticed"),
        (
            place(R::LeaveGranted, T::NotYet),
            Action::SignIn,
            S::Open,
            asks(&member, true, false),
            "attendance-is-leave-granted",
        ),
        (place(R::Coming, T::Present), Action::AskLeave, S::Open, asks(&member, true, false), "attendance-is-present"),
        (place(R::Coming, T::Left), Action::SignIn, S::Open, asks(&member, true, false), "attendance-is-left"),
    ] {
        assert_eq!(refused(place, action, during, asks), key, "{action}");
    }
}

#[test]
fn what_is_done_already_stays_as_it_is() {
    let actor = all();
    for (place, action) in [
        (place(R::Coming, T::Present), Action::SignIn),
        (place(R::Coming, T::Present), Action::Admit),
        (place(R::Coming, T::Present), Action::ComeBack),
        (place(R::Coming, T::Left), Action::LeaveEarly),
        (place(R::Awaited, T::NotYet), Action::TakeBackSignIn),
        (place(R::LeaveGranted, T::NotYet), Action::GrantLeave),
        (place(R::Coming, T::NotYet), Action::Confirm),
    ] {
        let place = Place { read: true, ..place };
        assert_eq!(decide(place, action, S::Open, asks(&actor, true, true)), Ok(place), "{action}");
    }
}

#[test]
fn a_sign_in_made_by_mistake_leaves_the_answer_as_it_was() {
    let actor = all();
    for reply in R::ALL {
        let before = place(*reply, T::NotYet);
        let there = decide(before, Action::Admit, S::Noticed, asks(&actor, false, false)).unwrap();
        assert_eq!((there.reply, there.there), (R::Coming, T::Present));
        assert_eq!(decide(there, Action::TakeBackSignIn, S::Noticed, asks(&actor, false, false)), Ok(before));
    }
}

#[test]
fn whoever_answers_has_read_the_notice_and_whoever_is_answered_for_has_not() {
    let actor = all();
    for (own, read) in [(true, true), (false, false)] {
        let to = decide(place(R::Awaited, T::NotYet), Action::Confirm, S::Noticed, asks(&actor, own, false)).unwrap();
        assert_eq!(to.read, read);
    }
}

#[test]
fn what_takes_an_answer_back_may_be_done() {
    let actor = all();
    for before in R::ALL {
        for action in [Action::Confirm, Action::AskLeave, Action::GrantLeave, Action::RefuseLeave, Action::Admit] {
            let from = place(*before, T::NotYet);
            let Ok(to) = decide(from, action, S::Noticed, asks(&actor, true, true)) else { continue };
            let back = action.undone_by(*before).unwrap();
            assert!(
                decide(to, back, S::Noticed, asks(&actor, true, true)).is_ok(),
                "{back} after {action} of {before}"
            );
        }
    }
}

#[test]
fn people_sign_in_from_two_hours_before_it_begins() {
    let begins = Instant(1_709_604_000_000);
    for (during, before, allowed) in [
        (S::Noticed, EARLY + 1, false),
        (S::Noticed, EARLY, true),
        (S::Noticed, -EARLY, true),
        (S::Open, 2 * EARLY, true),
    ] {
        assert_eq!(may_sign_in(during, Some(begins), begins.plus(-before)).is_ok(), allowed, "{during} {before}");
    }
}

fn called(reply: Reply, kind: Option<LeaveKind>, came: Option<i64>, left: Option<i64>) -> Called {
    Called {
        id: 1,
        sitting_id: 1,
        position: 1,
        member_id: Some(1),
        name: "周叶舟".into(),
        posts: crate::meeting::model::Lines::default(),
        standing: Standing::Voting,
        group_id: None,
        reply,
        reply_before: None,
        leave_kind: kind,
        leave_reason: None,
        read_at: None,
        came_at: came.map(Instant),
        came_by: came.map(|_| SignIn::Desk),
        left_at: left.map(Instant),
        reason: None,
        answered: None,
    }
}

#[test]
fn attendance_is_read_off_when_he_came_and_left() {
    let mut sitting = crate::meeting::title::tests::sitting(crate::meeting::article::Kind::Plenary, None, None, None);
    sitting.opened_at = Some(Instant(100));
    sitting.closed_at = Some(Instant(200));
    for (called, fact) in [
        (called(R::Coming, None, Some(100), None), Attendance::InTime),
        (called(R::Coming, None, Some(101), None), Attendance::Late),
        (called(R::Coming, None, Some(90), Some(150)), Attendance::LeftEarly),
        (called(R::Coming, None, Some(90), Some(200)), Attendance::InTime),
        (called(R::Coming, None, Some(110), Some(150)), Attendance::LateAndLeft),
        (called(R::LeaveGranted, Some(LeaveKind::Illness), None, None), Attendance::OnLeave(LeaveKind::Illness)),
        (called(R::LeaveAsked, Some(LeaveKind::Illness), None, None), Attendance::Absent),
        (called(R::LeaveRefused, Some(LeaveKind::Duty), None, None), Attendance::Absent),
        (called(R::Coming, None, None, None), Attendance::Absent),
        (called(R::Awaited, None, None, None), Attendance::Absent),
    ] {
        assert_eq!(attendance(&called, &sitting), Some(fact));
        assert!(Attendance::NAMES.contains(&fact.name()));
    }
    let out = Called { standing: Standing::Out, ..called(R::Awaited, None, None, None) };
    assert_eq!(attendance(&out, &sitting), None, "who is called no longer was not absent");
}

/// Nobody is there who never came, and nobody is on leave and there.
fn lawful(place: Place) -> bool {
    match place.there {
        T::NotYet => place.before.is_none(),
        T::Present | T::Left => place.reply == R::Coming && place.before.is_some(),
    }
}

proptest! {
    #[test]
    fn any_sequence_of_actions_leaves_a_lawful_row(
        taken in proptest::collection::vec((0usize..Action::ALL.len(), any::<bool>(), any::<bool>()), 0..60),
    ) {
        let actor = all();
        let mut now = place(R::Awaited, T::NotYet);
        for (action, own, open) in taken {
            let during = if open { S::Open } else { S::Noticed };
            if let Ok(to) = decide(now, Action::ALL[action], during, asks(&actor, own, true)) {
                prop_assert!(to.read || !now.read);
                now = to;
            }
            prop_assert!(lawful(now), "{now:?}");
        }
    }

    #[test]
    fn what_is_offered_is_allowed_and_changes_something(
        reply in 0usize..R::ALL.len(), there in 0usize..T::ALL.len(), own in any::<bool>(), grants in any::<bool>(),
    ) {
        let there = T::ALL[there];
        let from = place(if there == T::NotYet { R::ALL[reply] } else { R::Coming }, there);
        let actor = all();
        for action in offered(from, S::Open, asks(&actor, own, grants)) {
            prop_assert_ne!(decide(from, action, S::Open, asks(&actor, own, grants)), Ok(from));
        }
    }

    #[test]
    fn the_counts_of_those_called_add_up(
        rows in proptest::collection::vec((any::<bool>(), 0usize..R::ALL.len(), 0usize..T::ALL.len()), 0..80),
    ) {
        let mut presence = Presence::default();
        for (votes, reply, there) in &rows {
            let there = T::ALL[*there];
            let reply = if there == T::NotYet { R::ALL[*reply] } else { R::Coming };
            let standing = if *votes { Standing::Voting } else { Standing::SittingIn };
            presence.count(standing, reply, there == T::Present, 1);
        }
        prop_assert_eq!(presence.called + presence.sitting_in, i64::try_from(rows.len()).unwrap());
        prop_assert_eq!(presence.present + presence.on_leave + presence.absent(), presence.called);
        prop_assert!(presence.absent() >= 0 && presence.coming + presence.asked + presence.on_leave <= presence.called);
        prop_assert!(presence.sitting_in_present <= presence.sitting_in);
    }
}
