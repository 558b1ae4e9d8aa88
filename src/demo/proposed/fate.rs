//! What becomes of the demo's proposals: which steps each takes, and when.

use jiff::Span;
use jiff::civil::time;

use crate::clock::{Day, Instant};

/// A step on the way of a proposal. Steps of a co-handler are taken where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Begin,
    /// Two others are asked to sign, and sign.
    Join,
    Submit,
    Second,
    Withdraw,
    Pass,
    Return,
    File,
    Merge,
    Redirect,
    Decline,
    Publish,
    Key,
    Excellent,
    Assign,
    Accept,
    AskTransfer,
    GrantTransfer,
    AskExtension,
    GrantExtension,
    Contact,
    Opinion,
    Draft,
    Countersign,
    Approve,
    PassReply,
    Send,
    Satisfied,
    Mostly,
    Not,
    Keep,
    Close,
}

/// A step, and how many days after the one before it is taken.
type Taken = (i32, Step);

const FILED: &[Taken] = &[
    (0, Step::Begin),
    (0, Step::Join),
    (1, Step::Submit),
    (4, Step::Pass),
    (5, Step::Pass),
    (2, Step::File),
    (1, Step::Second),
];
/// So far goes the way to its submission, to the first step of the review, and to the last.
const SUBMITTED: &[Taken] = FILED.split_at(3).0;
const REVIEWED: &[Taken] = FILED.split_at(4).0;
const DECIDED: &[Taken] = FILED.split_at(5).0;
const ACCEPTED: &[Taken] = &[(8, Step::Assign), (3, Step::Accept)];
const ANSWER: &[Taken] = &[
    (9, Step::Contact),
    (6, Step::Opinion),
    (8, Step::Draft),
    (4, Step::Countersign),
    (2, Step::Approve),
    (3, Step::PassReply),
    (1, Step::Send),
];

/// The whole way of the `n`th of those of a session that is over.
fn past(n: usize) -> Vec<Taken> {
    let over = |rest: &[Taken]| [FILED, ACCEPTED, ANSWER, rest].concat();
    match n % 25 {
        3 => [DECIDED, &[(2, Step::Redirect)]].concat(),
        5 => [DECIDED, &[(1, Step::Merge)]].concat(),
        7 => [DECIDED, &[(2, Step::Decline)]].concat(),
        11 => [REVIEWED, &[(1, Step::Withdraw)]].concat(),
        13 => {
            let again: &[Taken] = &[(12, Step::Not), (3, Step::Accept)];
            [FILED, ACCEPTED, ANSWER, again, ANSWER, &[(6, Step::Satisfied), (9, Step::Close)]].concat()
        }
        16 => over(&[(5, Step::Mostly), (8, Step::Publish), (9, Step::Close), (60, Step::Keep)]),
        18 => [
            FILED,
            &[(1, Step::Key)],
            ACCEPTED,
            ANSWER,
            &[(5, Step::Satisfied), (8, Step::Close), (20, Step::Excellent)],
        ]
        .concat(),
        19 => {
            let longer: &[Taken] = &[(20, Step::AskExtension), (2, Step::GrantExtension)];
            [FILED, ACCEPTED, longer, ANSWER, &[(7, Step::Satisfied), (8, Step::Close)]].concat()
        }
        21 => {
            let elsewhere: &[Taken] = &[(2, Step::AskTransfer), (2, Step::GrantTransfer), (2, Step::Accept)];
            [FILED, &ACCEPTED[..1], elsewhere, ANSWER, &[(5, Step::Satisfied), (9, Step::Close)]].concat()
        }
        _ if n.is_multiple_of(3) => over(&[(6, Step::Mostly), (9, Step::Close)]),
        _ => over(&[(4, Step::Satisfied), (3, Step::Publish), (9, Step::Close)]),
    }
}

/// How far the `n`th of those of the session that goes on has come.
fn present(n: usize) -> Vec<Taken> {
    let way = |parts: &[&[Taken]]| parts.concat();
    match n % 25 {
        0 => FILED[..2].to_vec(),
        1 => SUBMITTED.to_vec(),
        2 => REVIEWED.to_vec(),
        3 => DECIDED.to_vec(),
        4 => way(&[SUBMITTED, &[(3, Step::Return)]]),
        5 => way(&[DECIDED, &[(1, Step::Decline)]]),
        6 => way(&[DECIDED, &[(1, Step::Redirect)]]),
        7 => way(&[SUBMITTED, &[(2, Step::Withdraw)]]),
        8 => FILED.to_vec(),
        9 => way(&[DECIDED, &[(1, Step::Merge)]]),
        10 => way(&[FILED, &ACCEPTED[..1]]),
        11 => way(&[FILED, &ACCEPTED[..1], &[(2, Step::AskTransfer)]]),
        12 => way(&[FILED, ACCEPTED]),
        13 => way(&[FILED, ACCEPTED, &[(5, Step::AskExtension)]]),
        14 => way(&[FILED, ACCEPTED, &ANSWER[..1]]),
        15 => way(&[FILED, ACCEPTED, &ANSWER[..2]]),
        16 => way(&[FILED, ACCEPTED, &ANSWER[..3]]),
        17 => way(&[FILED, ACCEPTED, &ANSWER[..5]]),
        18 => way(&[FILED, ACCEPTED, &ANSWER[..6]]),
        19 | 20 => way(&[FILED, &[(1, Step::Publish)], ACCEPTED, ANSWER]),
        21 => way(&[FILED, ACCEPTED, ANSWER, &[(6, Step::Not)]]),
        22 => way(&[FILED, ACCEPTED, ANSWER, &[(5, Step::Satisfied)]]),
        23 => way(&[FILED, &[(1, Step::Key)], ACCEPTED, ANSWER, &[(3, Step::Mostly), (4, Step::Publish)]]),
        _ => way(&[FILED, ACCEPTED, ANSWER, &[(3, Step::Satisfied), (5, Step::Publish), (3, Step::Close)]]),
    }
}

/// How many days before today the proposals of the session that is over begin.
const PAST: i32 = 440;
/// How many days before today the session that goes on begins.
const PRESENT: i32 = 75;
/// For how many days proposals are taken for a plenary.
const SESSION: i32 = 60;
/// How many days before today those of the session that is over begin which are handed in between plenaries.
const BETWEEN: i32 = 300;

/// So many days after a day.
pub(super) fn day(today: Day, days: i32) -> Day {
    Day(today.0.saturating_add(Span::new().days(days)))
}

/// When the committee set its sessions and its units.
pub(super) fn founded(today: Day) -> Instant {
    day(today, -PAST - 3).at(time(10, 0, 0, 0))
}

/// The first and the last day of both sessions.
pub(super) fn sessions(today: Day) -> [(Day, Day); 2] {
    [PAST, PRESENT].map(|begins| (day(today, -begins), day(today, SESSION - begins)))
}

/// The steps of the `n`th of `count` proposals, each at its time; none lies after today. The first half belongs to the
/// session that is over.
pub(super) fn steps(n: usize, count: usize, today: Day) -> Vec<(Instant, usize, Step)> {
    let over = n < count / 2;
    let way = if over { past(n) } else { present(n) };
    let length: i32 = way.iter().map(|(days, _)| days).sum();
    let spread = i32::try_from(n % 50).unwrap_or(0);
    // What is on its way was begun as long ago as it has come far; one in five with the session, so that it is late.
    let begins = match n {
        _ if over && n % 6 == 5 => spread - BETWEEN,
        _ if over => spread - PAST,
        _ if n % 5 == 3 => spread - PRESENT,
        _ => -length - 1 - spread / 4,
    };
    let (hour, minute) = (8 + i8::try_from(n % 9).unwrap_or(0), i8::try_from(n * 7 % 60).unwrap_or(0));
    let mut at = begins;
    let mut taken = Vec::new();
    for (order, (days, step)) in (0_i64..).zip(way) {
        at += days;
        if at >= 0 {
            break;
        }
        let time = day(today, at).at(time(hour, minute, 0, 0)).plus(order * Instant::SECOND);
        taken.push((time, n, step));
    }
    taken
}
