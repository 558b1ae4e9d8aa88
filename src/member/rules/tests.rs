//! The rules of a member's record as tables, and cells that read back as they were written.

use super::*;
use crate::committee::model::{Sector, SpecialCommittee};
use proptest::prelude::*;

fn on(text: &str) -> Day {
    text.parse().unwrap()
}

pub(in crate::member) fn lists() -> Lists {
    let term = |id, number, begins, ends: Option<&str>| Term {
        id,
        committee_id: 1,
        number,
        begins: on(begins),
        ends: ends.map(on),
    };
    let sector = |id, name: &str| Sector { id, committee_id: 1, name: name.into() };
    let special = |id, name: &str| SpecialCommittee { id, committee_id: 1, name: name.into() };
    Lists {
        terms: vec![term(2, 10, "2021-12-20", None), term(1, 9, "2016-12-20", Some("2021-12-19"))],
        sectors: vec![sector(1, "教育界"), sector(2, "农业界")],
        specials: vec![special(1, "提案委员会"), special(2, "经济委员会"), special(3, "经济委员会办公室")],
    }
}

fn post(name: &str, special: Option<i64>, begins: &str, ends: Option<&str>) -> Post {
    Post { begins: on(begins), special, name: name.into(), ends: ends.map(on) }
}

fn seat(ends: Option<&str>, posts: Vec<Post>) -> Seat {
    Seat { term: 2, sector: 1, begins: on("2021-12-20"), ends: ends.map(on), posts }
}

fn person(seats: Vec<Seat>) -> Person {
    Person { name: "周叶舟".into(), seats, ..Person::default() }
}

fn keys(person: &Person) -> Vec<(Place, &'static str)> {
    faults(person, &lists()).into_iter().map(|(place, refusal)| (place, refusal.key)).collect()
}

#[test]
fn a_sound_record_has_no_fault() {
    let posts = vec![
        post("常务委员", None, "2021-12-20", None),
        post("主任", Some(1), "2022-01-05", Some("2023-06-30")),
        post("主任", Some(1), "2023-07-01", None),
    ];
    let older = Seat { term: 1, sector: 2, begins: on("2016-12-20"), ends: None, posts: vec![] };
    let person = Person { phone: Some("+86 139-0000-0000".into()), ..person(vec![seat(None, posts), older]) };
    assert_eq!(keys(&person), []);
}

#[test]
fn every_fault_is_told_at_its_place() {
    let with = |change: fn(&mut Person)| {
        let mut person = person(vec![seat(None, vec![post("常务委员", None, "2021-12-20", None)])]);
        change(&mut person);
        keys(&person)
    };
    let seat_part = |part| Place::Seat(0, part);
    let post_part = |part| Place::Post(0, 0, part);
    assert_eq!(with(|p| p.name.clear()), [(Place::Name, "form-missing")]);
    assert_eq!(with(|p| p.name = "<b>".into()), [(Place::Name, "member-name-unfit")]);
    assert_eq!(with(|p| p.name = "长".repeat(41)), [(Place::Name, "form-too-long")]);
    assert_eq!(with(|p| p.employer = Some("长".repeat(201))), [(Place::Employer, "form-too-long")]);
    assert_eq!(with(|p| p.phone = Some("一三九".into())), [(Place::Phone, "member-phone-unfit")]);
    assert_eq!(with(|p| p.seats.clear()), [(Place::Seats, "member-no-seat")]);
    assert_eq!(with(|p| p.seats[0].term = 7), [(seat_part(Part::Term), "member-term-missing")]);
    assert_eq!(with(|p| p.seats[0].sector = 7), [(seat_part(Part::What), "member-sector-missing")]);
    assert_eq!(with(|p| p.seats.push(seat(None, vec![]))), [(Place::Seat(1, Part::Term), "member-seat-twice")]);
    assert_eq!(with(|p| p.seats[0].begins = on("2021-12-19")), [(seat_part(Part::Begins), "member-outside-term")]);
    assert_eq!(
        with(|p| p.seats[0].ends = Some(on("2021-12-01"))),
        [(seat_part(Part::Ends), "member-ends-early"), (post_part(Part::Begins), "member-outside-seat")]
    );
    assert_eq!(
        with(|p| p.seats[0].posts[0].begins = on("2021-01-01")),
        [(post_part(Part::Begins), "member-outside-seat")]
    );
    assert_eq!(
        with(|p| p.seats[0].posts[0].ends = Some(on("2021-12-01"))),
        [(post_part(Part::Ends), "member-ends-early")]
    );
    assert_eq!(with(|p| p.seats[0].posts[0].name.clear()), [(post_part(Part::What), "form-missing")]);
    assert_eq!(with(|p| p.seats[0].posts[0].name = "主任；".into()), [(post_part(Part::What), "member-post-unfit")]);
    assert_eq!(
        with(|p| p.seats[0].posts[0].name = "提案委员会主任".into()),
        [(post_part(Part::What), "member-post-special")]
    );
    assert_eq!(
        with(|p| p.seats[0].posts[0].name = "文史委员会主任".into()),
        [(post_part(Part::What), "member-special-unknown")]
    );
}

#[test]
fn the_same_post_is_not_held_twice_at_once() {
    let posts = |second: &str| {
        vec![post("主任", Some(1), "2022-01-05", Some("2023-06-30")), post("主任", Some(1), second, None)]
    };
    assert_eq!(keys(&person(vec![seat(None, posts("2023-07-01"))])), []);
    let twice = [(Place::Post(0, 1, Part::Begins), "member-post-twice")];
    assert_eq!(keys(&person(vec![seat(None, posts("2023-06-30"))])), twice);
}

#[test]
fn a_seat_that_ends_ends_its_posts() {
    let mut person = person(vec![seat(Some("2023-06-30"), vec![post("常务委员", None, "2021-12-20", None)])]);
    person.end_posts_with_their_seats();
    assert_eq!(person.seats[0].posts[0].ends, Some(on("2023-06-30")));
}

#[test]
fn posts_are_read_however_they_are_written() {
    let open = |name: &str, special, begins: &str| post(name, special, begins, None);
    let ended = |name: &str, special, begins: &str, ends: &str| post(name, special, begins, Some(ends));
    for (text, wanted) in [
        ("", vec![]),
        ("常务委员", vec![open("常务委员", None, "2021-12-20")]),
        ("常务委员(2021-12-20—)", vec![open("常务委员", None, "2021-12-20")]),
        ("常务委员（2022年1月5日至今）", vec![open("常务委员", None, "2022-01-05")]),
        ("主席(2022.1.5起)", vec![open("主席", None, "2022-01-05")]),
        ("提案委员会副主任(2022-01-05—2023-06-30)", vec![ended("副主任", Some(1), "2022-01-05", "2023-06-30")]),
        ("提案委副主任(2022/1/5-2023/6/30)", vec![ended("副主任", Some(1), "2022-01-05", "2023-06-30")]),
        ("提案委副主任 (2022-1-5-2023-6-30)", vec![ended("副主任", Some(1), "2022-01-05", "2023-06-30")]),
        ("经济委员会办公室主任", vec![open("主任", Some(3), "2021-12-20")]),
        ("常务委员会委员", vec![open("常务委员会委员", None, "2021-12-20")]),
        (
            "常务委员；提案委员会主任、\n秘书长",
            vec![
                open("常务委员", None, "2021-12-20"),
                open("主任", Some(1), "2021-12-20"),
                open("秘书长", None, "2021-12-20"),
            ],
        ),
    ] {
        assert_eq!(posts(text, &seat(None, vec![]), &lists()), Ok(wanted), "{text}");
    }
    for (text, key) in [
        ("常务委员(去年)", "member-post-unread"),
        ("常务委员(2021-12-20", "member-post-unread"),
        ("常务委员(2021-02-30—)", "member-day-unread"),
        ("文史委员会主任", "member-special-unknown"),
    ] {
        assert_eq!(posts(text, &seat(None, vec![]), &lists()).unwrap_err().key, key, "{text}");
    }
}

#[test]
fn days_and_terms_are_read_as_people_write_them() {
    for text in
        ["2021-12-20", "2021/12/20", "2021.12.20", "2021年12月20日", " 2021-12-20 ", "2021-12-20 00:00:00", "44550"]
    {
        assert_eq!(Day::read(text), Some(on("2021-12-20")), "{text}");
    }
    for text in ["", "2021", "2021-13-01", "2021-02-29", "昨天", "1", "99999999999999"] {
        assert_eq!(Day::read(text), None, "{text}");
    }
    for text in ["10", "第10届", "十", "第十届", " 十届"] {
        assert_eq!(number(text), Some(10), "{text}");
    }
    for text in ["", "届", "第届", "0", "1000", "本届", "-1"] {
        assert_eq!(number(text), None, "{text}");
    }
}

#[test]
fn a_correction_keeps_what_stood_before() {
    let held = |ends| vec![post("主任", Some(1), "2022-01-05", ends)];
    let older = Seat { term: 1, sector: 2, begins: on("2016-12-20"), ends: None, posts: vec![] };
    let old = Person {
        party: Some("民进".into()),
        phone: Some("139 0000 4711".into()),
        ..person(vec![seat(None, held(Some("2023-06-30"))), older.clone()])
    };
    let now = Seat { sector: 2, begins: on("2022-01-01"), ..seat(None, held(Some("2023-07-31"))) };
    let new = Person { party: None, phone: None, name: "周叶洲".into(), ..person(vec![now, older]) };
    let acts: Vec<_> =
        differences(&old, &new).into_iter().map(|difference| difference.act(7, "周叶洲", &lists())).collect();
    assert_eq!(acts.len(), 1);
    assert_eq!(acts[0].facts["changed"], serde_json::json!(["name", "party", "phone", "sector", "seats", "posts"]));
    let former = serde_json::json!({
        "name": "周叶舟",
        "party": "民进",
        "sector": {"10": "教育界"},
        "seats": {"10": {"begins": "2021-12-20", "ends": null}},
        "posts": {"10": "提案委员会主任(2022-01-05—2023-06-30)"},
    });
    assert_eq!(acts[0].facts["former"], former, "the phone number is for the office alone");
}

#[test]
fn the_current_term_is_the_latest_that_has_begun() {
    let current = |today: &str| lists().current(on(today)).map(|term| term.number);
    assert_eq!(current("2021-12-20"), Some(10));
    assert_eq!(current("2021-12-19"), Some(9));
    assert_eq!(current("2000-01-01"), Some(9), "while none has begun");
    assert_eq!(Lists::default().current(on("2021-12-20")), None);
}

#[test]
fn a_post_is_held_from_its_first_day_to_its_last() {
    let held = post("主任", Some(1), "2022-01-05", Some("2023-06-30"));
    for (day, wanted) in [("2022-01-04", false), ("2022-01-05", true), ("2023-06-30", true), ("2023-07-01", false)] {
        assert_eq!(held.held_on(on(day)), wanted, "{day}");
    }
    assert!(post("主任", Some(1), "2022-01-05", None).held_on(on("2040-01-01")));
}

fn any_day() -> impl Strategy<Value = Day> {
    (0i64..1_500).prop_map(|n| Day(on("2021-12-20").0.checked_add(jiff::Span::new().days(n)).unwrap()))
}

fn any_post() -> impl Strategy<Value = Post> {
    let name = prop::sample::select(vec!["主席", "副主席", "秘书长", "常务委员", "主任", "副主任", "委员", "召集人"]);
    let special = prop::option::of(1i64..=3);
    (name, special, any_day(), prop::option::of(any_day())).prop_map(|(name, special, begins, ends)| Post {
        begins,
        special,
        name: name.into(),
        ends: ends.map(|ends| ends.max(begins)),
    })
}

proptest! {
    #[test]
    fn a_cell_reads_back_as_the_posts_it_was_written_from(held in prop::collection::vec(any_post(), 0..6)) {
        let cell = written(&held, &lists());
        prop_assert_eq!(posts(&cell, &seat(None, vec![]), &lists()), Ok(held));
    }

    #[test]
    fn no_cell_brings_the_reader_down(text in "\\PC{0,40}", dates in "[(（]?[0-9年月日.—至今-]{0,24}[)）]?") {
        let _ = posts(&text, &seat(None, vec![]), &lists());
        let _ = posts(&format!("主任{dates}"), &seat(None, vec![]), &lists());
        let _ = (Day::read(&text), Day::read(&dates), number(&text));
    }
}
