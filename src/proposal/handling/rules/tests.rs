//! Who gets which part, by when, how near it is, and what is mailed of it.

use super::assigning::*;
use super::digest::*;
use super::*;
use crate::clock::Day;
use crate::deadline::Urgency;
use crate::unit::model::{Line, Unit};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn key<T: std::fmt::Debug>(result: Result<T, Refusal>) -> &'static str {
    result.unwrap_err().key
}

#[test]
fn a_lead_has_co_handlers_and_without_one_each_answers_for_itself() {
    assert_eq!(parts(Some(1), &[2, 3]), Ok(vec![(1, Part::Lead), (2, Part::CoHandler), (3, Part::CoHandler)]));
    assert_eq!(parts(Some(1), &[]), Ok(vec![(1, Part::Lead)]));
    assert_eq!(parts(None, &[2, 3]), Ok(vec![(2, Part::Separate), (3, Part::Separate)]));
    assert_eq!(key(parts(None, &[])), "handling-unit-missing");
    assert_eq!(key(parts(Some(2), &[3, 2])), "handling-unit-twice");
    assert_eq!(key(parts(None, &[3, 3])), "handling-unit-twice");
}

#[test]
fn replies_are_due_as_usual_or_on_the_day_that_is_given() {
    let today = day("2024-03-05");
    assert_eq!(due(today, None, day("2024-06-05")), Ok(day("2024-06-05")));
    assert_eq!(due(today, Some(day("2024-08-31")), day("2024-06-05")), Ok(day("2024-08-31")));
    assert_eq!(key(due(today, Some(today), day("2024-06-05"))), "handling-due-past");
}

#[test]
fn an_extension_reaches_no_further_than_it_may() {
    let (due, last) = (day("2024-06-05"), day("2024-07-05"));
    assert_eq!(extension(due, Some(last), last), Ok(last));
    assert_eq!(key(extension(due, Some(day("2024-07-06")), last)), "handling-extension-too-long");
    assert_eq!(key(extension(due, Some(due), last)), "handling-extension-no-later");
    assert_eq!(key(extension(due, None, last)), "form-day");
}

#[test]
fn the_unit_that_is_meant_is_the_open_one_whose_name_is_written() {
    let unit = |id, name: &str, closed| Unit { id, committee_id: 1, name: name.into(), line: Line::Government, closed };
    let units = [unit(1, "县水利局", false), unit(2, "县水利局灌区处", false), unit(3, "县教育局", true)];
    assert_eq!(meant("建议由县水利局办理", &units), Some(1));
    assert_eq!(meant("县水利局灌区处", &units), Some(2));
    assert_eq!(meant("县教育局", &units), None);
    assert_eq!(meant("", &units), None);
}

fn open(unit: i64, state: State, urgency: Urgency, asked: bool) -> Open {
    let subject = format!("{state} {urgency}");
    Open { unit, subject, state, due: day("2024-03-05"), urgency, asked, countersign: false }
}

#[test]
fn a_unit_is_told_of_its_own_and_the_office_of_numbers() {
    let all = [
        open(1, State::Offered, Urgency::Due, false),
        open(1, State::Accepted, Urgency::DueSoon, true),
        open(1, State::Drafted, Urgency::FarOverdue, false),
        open(1, State::Accepted, Urgency::Due, false),
        open(2, State::Accepted, Urgency::Overdue, false),
    ];
    let of_unit = Digest::of(&all, To { units: &[1], ..To::default() }).unwrap();
    assert_eq!((of_unit.accept, of_unit.soon, of_unit.overdue), (vec![&all[0]], vec![&all[1]], vec![&all[2]]));
    assert_eq!((of_unit.all_overdue, of_unit.asked), (0, 0));
    let office = Digest::of(&all, To { assigns: true, ..To::default() }).unwrap();
    assert_eq!((office.all_overdue, office.far_overdue, office.asked), (2, 1, 1));
    assert!(office.accept.is_empty() && office.soon.is_empty() && office.overdue.is_empty());
    let both = To { units: &[1], assigns: true, ..To::default() };
    assert_eq!(Digest::of(&all[3..4], both), None, "nothing presses");
    assert_eq!(Digest::of(&all, To { units: &[3], ..To::default() }), None);
}

#[test]
fn each_is_told_how_many_replies_wait_for_him_and_no_others() {
    let signs = Open { countersign: true, ..open(1, State::OpinionGiven, Urgency::FarOverdue, false) };
    let all = [
        open(1, State::Drafted, Urgency::Due, false),
        open(2, State::Drafted, Urgency::Due, false),
        open(2, State::Approved, Urgency::Due, false),
        signs,
    ];
    let counts = |to| {
        let digest = Digest::of(&all, to).unwrap_or_default();
        (digest.approve, digest.countersign, digest.pass, digest.evaluate, digest.all_overdue)
    };
    assert_eq!(counts(To { units: &[1], approves: &[1], ..To::default() }), (1, 1, 0, 0, 0));
    assert_eq!(counts(To { units: &[1], ..To::default() }), (0, 1, 0, 0, 0), "a handler approves nothing");
    assert_eq!(
        counts(To { passes: true, assigns: true, ..To::default() }),
        (0, 0, 1, 0, 0),
        "an opinion given is not late"
    );
    assert_eq!(counts(To { evaluate: 2, ..To::default() }), (0, 0, 0, 2, 0));
}

#[test]
fn work_stands_in_one_tray() {
    for (state, countersign, stands) in [
        (State::Offered, false, Tray::ToAccept),
        (State::Accepted, false, Tray::InHand),
        (State::Drafted, false, Tray::ToApprove),
        (State::SentBack, false, Tray::InHand),
        (State::OpinionGiven, true, Tray::ToCountersign),
        (State::OpinionGiven, false, Tray::Answered),
        (State::Sent, false, Tray::Answered),
    ] {
        assert_eq!(tray(state, countersign), stands, "{state}");
    }
}
