//! A committee with proposals of three sessions in all states, thrown by dice that fall the same every time.

use jiff::Span;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use yizheng::clock::{Day, Instant};
use yizheng::committee::model::{choice, session};
use yizheng::committee::store as committee;
use yizheng::ledger::{Act, Change};
use yizheng::member;
use yizheng::member::model::{Person, Seat};
use yizheng::proposal::handling::model::{assignment, reply};
use yizheng::proposal::handling::rules::{Part, State as Stands};
use yizheng::proposal::model::{List, Mark, SignPart, SignState, evaluation, proposal, signer};
use yizheng::proposal::rules::{FILED, HANDLED, Kind, State};
use yizheng::unit::model::{Line, unit};

use crate::helpers::TestApp;

/// What the proposals are made of, by key.
pub struct Filled {
    pub sessions: Vec<i64>,
    pub term: i64,
    pub sectors: Vec<i64>,
    pub categories: Vec<i64>,
    pub classes: Vec<i64>,
    pub units: Vec<i64>,
}

/// A die of any number of sides: the same throws in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.throw(of.len() as u64)).unwrap()]
    }

    fn often(&mut self, of_ten: u64) -> bool {
        self.throw(10) < of_ten
    }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// So many days after a day, at ten in the evening in China: late enough to tell the day there from the day in London.
fn evening(day: Day, after: u64) -> Instant {
    let later = Day(day.0.saturating_add(Span::new().days(i64::try_from(after).unwrap())));
    later.at(jiff::civil::time(22, 0, 0, 0))
}

async fn lists(change: &Change) -> Filled {
    let committee = change.acting().committee;
    let term = committee::add_term(change, 10, day("2021-12-05"), None).await.unwrap().id;
    let mut filled =
        Filled { sessions: vec![], term, sectors: vec![], categories: vec![], classes: vec![], units: vec![] };
    for name in ["经济界", "教育界", "农业界", "特邀人士"] {
        filled.sectors.push(committee::add_sector(change, name).await.unwrap().id);
    }
    for (n, begins, ends) in
        [(1, "2021-12-05", "2022-01-10"), (2, "2022-12-05", "2023-01-10"), (3, "2023-12-05", "2024-01-10")]
    {
        let (begins, ends) = (day(begins), day(ends));
        let row = session::ActiveModel {
            committee_id: Set(committee),
            term: Set(10),
            number: Set(n),
            begins: Set(begins),
            ends: Set(ends),
            ..Default::default()
        };
        filled.sessions.push(row.insert(change.on()).await.unwrap().id);
    }
    let lists = [(List::Category, ["农业农村", "城乡建设", "文教卫生"]), (List::Class, ["甲类", "乙类", "丙类"])];
    for (kind, names) in lists {
        for (position, name) in (1..).zip(names) {
            let row = choice::ActiveModel {
                committee_id: Set(committee),
                kind: Set(kind.name().to_owned()),
                position: Set(position),
                name: Set(name.to_owned()),
                meaning: Set(String::new()),
                promise: Set(false),
                closed: Set(false),
                ..Default::default()
            };
            let id = row.insert(change.on()).await.unwrap().id;
            if kind == List::Category { filled.categories.push(id) } else { filled.classes.push(id) }
        }
    }
    for name in ["县农业农村局", "县教育局", "县住建局", "县交通局"] {
        let row = unit::ActiveModel {
            committee_id: Set(committee),
            name: Set(name.to_owned()),
            line: Set(Line::Government),
            closed: Set(false),
            ..Default::default()
        };
        filled.units.push(row.insert(change.on()).await.unwrap().id);
    }
    filled
}

/// Twelve members: some have had a seat of another sector in the term before, one has none in this term.
async fn members(change: &Change, filled: &Filled) -> Vec<i64> {
    let before = committee::add_term(change, 9, day("2016-12-05"), Some(day("2021-12-04"))).await.unwrap().id;
    let seat = |term, sector, begins| Seat { term, sector, begins, ends: None, posts: Vec::new() };
    let person = |n: usize| {
        let now = (n > 0).then(|| seat(filled.term, filled.sectors[n % 3], day("2021-12-05")));
        let then = n.is_multiple_of(4).then(|| seat(before, filled.sectors[3], day("2016-12-05")));
        Person { name: format!("委员{n}"), seats: now.into_iter().chain(then).collect(), ..Person::default() }
    };
    member::store::add_all(change, &(0..12).map(person).collect::<Vec<_>>()).await.unwrap()
}

/// Fills the committee of a program.
pub async fn fill(app: &TestApp) -> Filled {
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let filled = lists(&change).await;
    let members = members(&change, &filled).await;
    let mut dice = Dice(2024);
    for n in 0..220_u64 {
        let session = usize::try_from(match n {
            0..20 => 0,
            20..80 => 1,
            _ => 2_u64,
        })
        .unwrap();
        let begins = [day("2021-12-05"), day("2022-12-05"), day("2023-12-05")][session];
        proposal(&change, &filled, &members, &mut dice, (session, begins, n)).await;
    }
    let act = Act::new("proposal", 1, "publish").fact("title", "提案");
    change.record(act).await.unwrap().commit().await.unwrap();
    filled
}

async fn proposal(
    change: &Change,
    filled: &Filled,
    members: &[i64],
    dice: &mut Dice,
    (session, begins, n): (usize, Day, u64),
) {
    let kind = if dice.often(6) { Kind::Member } else { dice.one(Kind::ALL) };
    let state = if dice.often(4) { dice.one(State::ALL) } else { dice.one(HANDLED) };
    let handed = evening(begins, dice.throw(88));
    let (accepted, given_out) = (FILED.contains(&state), HANDLED.contains(&state));
    // What is in hand may be so again.
    let round = match state {
        State::Reopened => 2,
        State::InHand => 1 + i64::from(dice.often(3)),
        _ => i64::from(given_out),
    };
    let row = proposal::ActiveModel {
        committee_id: Set(change.acting().committee),
        kind: Set(kind),
        first_id: Set((kind == Kind::Member).then(|| dice.one(members))),
        body: Set((kind != Kind::Member).then(|| format!("提案单位{n}"))),
        subject: Set(format!("关于第{n}件事的提案")),
        situation: Set("情况".into()),
        analysis: Set("分析".into()),
        suggestions: Set("建议".into()),
        suggested_unit: Set(String::new()),
        open: Set(true),
        secondable: Set(false),
        text_version: Set(1),
        version: Set(1),
        state: Set(state),
        step: Set(0),
        session_id: Set(Some(filled.sessions[session])),
        plenary: Set(kind.plenary_only() || dice.often(6)),
        number: Set(accepted.then(|| i64::try_from(n).unwrap())),
        category_id: Set((accepted || dice.often(5)).then(|| dice.one(&filled.categories))),
        leader: Set((accepted && dice.often(1)).then(|| "沈怀远".to_owned())),
        excellent: Set(accepted && dice.often(1)),
        published: Set(accepted && dice.often(3)),
        round: Set(round),
        created_at: Set(handed),
        changed_at: Set(handed),
        submitted_at: Set((state != State::Draft || dice.often(5)).then_some(handed)),
        ..Default::default()
    };
    let made = row.insert(change.on()).await.unwrap();
    if kind == Kind::Member {
        signers(change, &made, members, dice).await;
    }
    // Some of old times came without their units.
    if given_out && !(state == State::Closed && dice.often(2)) {
        work(change, filled, &made, dice).await;
    }
    evaluations(change, &made, dice).await;
}

async fn signers(change: &Change, made: &proposal::Model, members: &[i64], dice: &mut Dice) {
    for (position, member) in (1..).zip(members.iter().filter(|member| Some(**member) != made.first_id).take(2)) {
        if dice.often(5) {
            let row = signer::ActiveModel {
                proposal_id: Set(made.id),
                member_id: Set(*member),
                position: Set(position),
                part: Set(dice.one(SignPart::ALL)),
                state: Set(dice.one(SignState::ALL)),
                text_version: Set(1),
                at: Set(made.created_at),
            };
            signer::Entity::insert(row).exec_without_returning(change.on()).await.unwrap();
        }
    }
}

/// A lead with its co-handler or two that answer separately; now and then a unit that handed it on.
async fn work(change: &Change, filled: &Filled, made: &proposal::Model, dice: &mut Dice) {
    let from = usize::try_from(dice.throw(4)).unwrap();
    let unit = |n: usize| filled.units[(from + n) % 4];
    let parts = if dice.often(5) { [Part::Lead, Part::CoHandler] } else { [Part::Separate, Part::Separate] };
    if dice.often(2) {
        assignment(change, made, (unit(2), parts[0], Stands::Transferred), filled, dice).await;
    }
    let open = [Stands::Accepted, Stands::Drafted, Stands::Approved, Stands::Passed];
    for (n, part) in parts.into_iter().enumerate().take(if dice.often(6) { 2 } else { 1 }) {
        let state = match (made.state, part) {
            (State::Assigned | State::Reopened, _) => dice.one(&[Stands::Offered, Stands::TransferAsked]),
            (State::InHand, Part::CoHandler) => dice.one(&[Stands::Accepted, Stands::OpinionGiven]),
            // One may have answered while another has not.
            (State::InHand, _) if n == 1 && dice.often(4) => Stands::Sent,
            (State::InHand, _) => dice.one(&open),
            (_, Part::CoHandler) => Stands::OpinionGiven,
            _ => Stands::Sent,
        };
        assignment(change, made, (unit(n), part, state), filled, dice).await;
    }
}

async fn assignment(
    change: &Change,
    made: &proposal::Model,
    (unit, part, state): (i64, Part, Stands),
    filled: &Filled,
    dice: &mut Dice,
) {
    let handed = made.created_at.day();
    let due = evening(handed, 40 + dice.throw(60)).day();
    // What was taken over from old times has no replies, at the most the day on which it ended.
    let old = made.state == State::Closed && dice.often(4);
    let ended = (old && dice.often(7)).then(|| evening(due, 0).plus(dice.one(&[-1, 1]) * Instant::DAY));
    let row = assignment::ActiveModel {
        committee_id: Set(made.committee_id),
        proposal_id: Set(made.id),
        unit_id: Set(unit),
        part: Set(part),
        state: Set(state),
        round: Set(made.round),
        version: Set(1),
        offered_at: Set(made.created_at),
        accept_by: Set(due),
        due: Set(due),
        extended: Set(false),
        ended_at: Set(ended),
        ..Default::default()
    };
    let id = row.insert(change.on()).await.unwrap().id;
    for round in 1..=made.round {
        let sent = round < made.round || state == Stands::Sent;
        if !old && part.answers() && (sent || [Stands::Drafted, Stands::Approved, Stands::Passed].contains(&state)) {
            reply(change, (id, round, sent), due, filled, dice).await;
        }
    }
}

async fn reply(
    change: &Change,
    (assignment, round, sent): (i64, i64, bool),
    due: Day,
    filled: &Filled,
    dice: &mut Dice,
) {
    // On the very day, a day late, or some days before or after.
    let at = match dice.throw(4) {
        0 => evening(due, 0),
        1 => evening(due, 0).plus(3 * Instant::HOUR),
        _ => evening(due, 0).plus(-(i64::try_from(dice.throw(30)).unwrap() - 8) * Instant::DAY),
    };
    let planned = dice.often(4).then(|| day(dice.one(&["2024-01-31", "2024-03-04", "2024-03-05", "2024-06-30"])));
    let row = reply::ActiveModel {
        assignment_id: Set(assignment),
        round: Set(round),
        class_id: Set(Some(dice.one(&filled.classes))),
        done: Set(String::new()),
        planned: Set(String::new()),
        planned_by: Set(planned),
        refused: Set(String::new()),
        body: Set("收悉".into()),
        number: Set(String::new()),
        signatory: Set(String::new()),
        contact: Set(String::new()),
        phone: Set(String::new()),
        version: Set(1),
        changed_at: Set(at),
        sent_at: Set(sent.then_some(at)),
        kept_at: Set((sent && dice.often(3)).then_some(at)),
        kept_how: Set(None),
        ..Default::default()
    };
    reply::Entity::insert(row).exec_without_returning(change.on()).await.unwrap();
}

/// Each round before the last was not satisfactory; of the last nothing is said, or what led to where it stands.
async fn evaluations(change: &Change, made: &proposal::Model, dice: &mut Dice) {
    let last = match made.state {
        State::Evaluated => true,
        State::Closed => dice.often(6),
        _ => false,
    };
    for round in 1..=made.round {
        let said = if round < made.round { Mark::Not } else { dice.one(Mark::ALL) };
        if round < made.round || last {
            let row = evaluation::ActiveModel {
                proposal_id: Set(made.id),
                round: Set(round),
                work: Set(dice.one(Mark::ALL)),
                result: Set(said),
                remark: Set(String::new()),
                at: Set(made.created_at),
                by: Set("委员".into()),
            };
            evaluation::Entity::insert(row).exec_without_returning(change.on()).await.unwrap();
        }
    }
}
