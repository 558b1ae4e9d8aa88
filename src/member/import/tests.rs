//! Rosters written, read and held against the record; workbooks that lie about themselves.

use std::io::Write;

use super::super::model::{Column, Lists, Person, Post, Seat, Stored};
use super::super::papers;
use super::super::rules::tests::lists;
use super::*;
use crate::clock::Day;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (place, text) in (0..).zip(*cells) {
            sheet.write_string(row, place, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn read(rows: &[&[&str]]) -> Sheet {
    sheet::read(&workbook(rows), false).unwrap()
}

fn on(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    on("2024-03-05")
}

fn stored(id: i64, name: &str, employer: Option<&str>) -> Stored {
    let post = Post { begins: on("2021-12-20"), special: None, name: "常务委员".into(), ends: None };
    let seat = Seat { term: 2, sector: 1, begins: on("2021-12-20"), ends: None, posts: vec![post] };
    let employer = employer.map(str::to_owned);
    Stored { id, version: 3, person: Person { name: name.into(), employer, seats: vec![seat], ..Person::default() } }
}

/// The state of each row, and its wrong cells with the keys of why they are.
fn states(rows: &[&[&str]], people: &[Stored]) -> Vec<(State, Vec<(String, &'static str)>)> {
    let checked = check(&read(rows), people, &lists(), today());
    let wrong = |row: &Row| row.wrong.iter().map(|wrong| (wrong.cell.clone(), wrong.why.key)).collect();
    checked.rows.iter().map(|row| (row.state, wrong(row))).collect()
}

#[test]
fn a_row_is_new_changed_the_same_or_wrong() {
    let people = [stored(7, "周叶舟", Some("青岭中学")), stored(8, "苏禾", None)];
    let rows: &[&[&str]] = &[
        &["政协青岭县委员会委员名册"],
        &["序号", "界 别", "姓名*", "职务", "工作单位"],
        &["1", "教育界", "周叶舟", "常务委员", "青岭中学"],
        &["2", "农业", "苏　禾", "常务委员；提案委员会主任(2022-01-05—)", "石桥镇"],
        &["3", "农业界", "贺小满", "", ""],
        &["4", "农林界", "陆清和", "主任(昨天)", ""],
    ];
    let sheet = read(rows);
    assert_eq!(sheet.ignored(), ["序号"]);
    let checked = check(&sheet, &people, &lists(), today());
    let states: Vec<_> = checked.rows.iter().map(|row| (row.number, row.state)).collect();
    assert_eq!(states, [(3, State::Same), (4, State::Changed), (5, State::New), (6, State::Wrong)]);
    let changed: Vec<_> = checked.rows[1].changes.iter().map(|cell| (cell.column, cell.new.as_str())).collect();
    let posts = "常务委员(2021-12-20—)；提案委员会主任(2022-01-05—)";
    assert_eq!(changed, [(Column::Sector, "农业界"), (Column::Employer, "石桥镇"), (Column::Posts, posts)]);
    let wrong: Vec<_> = checked.rows[3].wrong.iter().map(|wrong| (wrong.cell.as_str(), wrong.why.key)).collect();
    assert_eq!(wrong, [("B6", "member-import-sector-unknown"), ("D6", "member-post-unread")]);
    assert_eq!(checked.refusal().unwrap().key, "member-import-wrong-rows");
}

#[test]
fn every_wrong_cell_is_named() {
    let head: &[&str] = &["编号", "姓名", "届", "界别", "任职", "任期起", "任期止", "手机"];
    for (row, wrong) in [
        (["", "", "10", "教育界", "", "", "", ""], ("B2", "form-missing")),
        (["", "<周>", "10", "教育界", "", "", "", ""], ("B2", "member-name-unfit")),
        (["99", "周叶舟", "10", "教育界", "", "", "", ""], ("A2", "member-import-key-unknown")),
        (["", "周叶舟", "11", "教育界", "", "", "", ""], ("C2", "member-import-term-unknown")),
        (["", "周叶舟", "", "教育界", "", "", "", ""], ("C2", "member-import-term-unknown")),
        (["", "周叶舟", "10", "", "", "", "", ""], ("D2", "form-missing")),
        (["", "周叶舟", "10", "渔业界", "", "", "", ""], ("D2", "member-import-sector-unknown")),
        (["", "周叶舟", "10", "教育界", "文史委员会主任", "", "", ""], ("E2", "member-special-unknown")),
        (["", "周叶舟", "10", "教育界", "主席(2020-01-01—)", "", "", ""], ("E2", "member-outside-seat")),
        (["", "周叶舟", "10", "教育界", "主席；主席", "", "", ""], ("E2", "member-post-twice")),
        (["", "周叶舟", "10", "教育界", "", "去年", "", ""], ("F2", "member-day-unread")),
        (["", "周叶舟", "10", "教育界", "", "2021-01-01", "", ""], ("F2", "member-outside-term")),
        (["", "周叶舟", "10", "教育界", "", "", "2021-01-01", ""], ("G2", "member-ends-early")),
        (["", "周叶舟", "10", "教育界", "", "", "", "一三九"], ("H2", "member-phone-unfit")),
        (["", "周叶舟", "10", "教育界", "", "", "", "#N/A"], ("H2", "member-import-failed-formula")),
    ] {
        let wanted = (State::Wrong, vec![(wrong.0.to_owned(), wrong.1)]);
        assert_eq!(states(&[head, &row], &[]), [wanted], "{row:?}");
    }
}

#[test]
fn namesakes_are_told_apart_or_asked_about() {
    let head: &[&str] = &["编号", "姓名", "界别", "任职"];
    let two = [stored(3, "张山", None), stored(4, "张山", Some("乡医院"))];
    let one = |state, wrong: Option<(&str, &'static str)>| {
        (state, wrong.map(|(c, w)| (c.to_owned(), w)).into_iter().collect::<Vec<_>>())
    };
    let posts = "常务委员";
    assert_eq!(
        states(&[head, &["", "张山", "教育界", posts]], &two),
        [one(State::Wrong, Some(("B2", "member-import-namesakes")))]
    );
    assert_eq!(states(&[head, &["4", "张山", "教育界", posts]], &two), [one(State::Same, None)]);
    assert_eq!(states(&[head, &["新", "张山", "教育界", posts]], &two), [one(State::New, None)]);
    let twice = [one(State::Same, None), one(State::Wrong, Some(("B3", "member-import-row-twice")))];
    assert_eq!(states(&[head, &["", "张山", "教育界", posts], &["", "张山", "农业界", posts]], &two[..1]), twice);
}

#[test]
fn one_person_may_have_a_row_for_each_term() {
    let head: &[&str] = &["姓名", "届", "界别", "党派"];
    let sheet = read(&[head, &["贺小满", "十", "农业界", "民进"], &["贺小满", "9", "教育界", "民进"]]);
    let checked = check(&sheet, &[], &lists(), today());
    assert_eq!(checked.people.len(), 1);
    assert_eq!(checked.people[0].1.seats.len(), 2);
    let differing = states(&[head, &["贺小满", "10", "农业界", "民进"], &["贺小满", "9", "教育界", "民盟"]], &[]);
    assert_eq!(differing[1], (State::Wrong, vec![("D3".to_owned(), "member-import-rows-differ")]));
}

#[test]
fn what_a_sheet_does_not_have_stays_as_it_is() {
    let mut person = stored(7, "周叶舟", Some("青岭中学"));
    person.person.phone = Some("139 0000 0000".into());
    let checked = check(&read(&[&["姓名", "工作单位"], &["周叶舟", ""]]), &[person], &lists(), today());
    let changed = &checked.people[0].1;
    assert_eq!((changed.employer.as_deref(), changed.phone.as_deref()), (None, Some("139 0000 0000")));
    assert_eq!(changed.seats[0].posts.len(), 1);
}

#[test]
fn numbers_days_and_formulas_are_read_as_the_workbook_shows_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    for (place, heading) in (0..).zip(["姓名", "届", "界别", "任期起", "手机"]) {
        sheet.write_string(0, place, heading).unwrap();
    }
    sheet.write_formula(1, 0, Formula::new("=\"贺\"&\"小满\"").set_result("贺小满")).unwrap();
    sheet.write_number(1, 1, 10).unwrap();
    sheet.write_string(1, 2, "农业界").unwrap();
    sheet.write_datetime_with_format(1, 3, ExcelDateTime::from_ymd(2022, 1, 5).unwrap(), &day).unwrap();
    sheet.write_number(1, 4, 13_900_000_000_f64).unwrap();
    let read = sheet::read(&book.save_to_buffer().unwrap(), false).unwrap();
    let cells: Vec<_> = read.lines[0].1.values().map(String::as_str).collect();
    assert_eq!(cells, ["贺小满", "10", "农业界", "2022-01-05", "13900000000"]);
    assert_eq!(check(&read, &[], &lists(), today()).rows[0].state, State::New);
}

#[test]
fn a_merged_cell_counts_for_each_row_and_headings_may_have_two_rows() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    for (place, heading) in (0..).zip(["界别", "姓名"]) {
        sheet.merge_range(0, place, 1, place, heading, &plain).unwrap();
    }
    sheet.merge_range(0, 2, 0, 3, "任期", &plain).unwrap();
    sheet.write_string(1, 2, "任期起").unwrap();
    sheet.write_string(1, 3, "任期止").unwrap();
    sheet.merge_range(2, 0, 4, 0, "农业界", &plain).unwrap();
    for (row, name) in (2..).zip(["贺 小　满", "陆清和委员", "周叶舟（女）"]) {
        sheet.write_string(row, 1, name).unwrap();
        sheet.write_string(row, 3, "/").unwrap();
    }
    let sheet = sheet::read(&book.save_to_buffer().unwrap(), false).unwrap();
    let checked = check(&sheet, &[], &lists(), today());
    let told: Vec<_> = checked.rows.iter().map(|row| (row.number, row.state, row.name.as_str())).collect();
    assert_eq!(told, [(3, State::New, "贺小满"), (4, State::New, "陆清和"), (5, State::New, "周叶舟")]);
    assert!(checked.people.iter().all(|(_, person)| person.seats[0].sector == 2 && person.seats[0].ends.is_none()));
}

#[test]
fn a_roster_is_read_from_a_text_and_an_article_is_none() {
    let text = "委员名册\n姓名;界别;职务\n贺小满;农业界;常务委员\n";
    let wide: Vec<u8> =
        [0xFEFF].into_iter().chain(text.replace(';', "\t").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &wide, text.replace(';', ",").as_bytes()] {
        assert!(sheet::recognises(bytes));
        let checked = check(&sheet::read(bytes, false).unwrap(), &[], &lists(), today());
        assert_eq!((checked.rows[0].number, checked.rows[0].state), (3, State::New));
    }
    assert!(!sheet::recognises("姓名\n贺小满在会上说，界别协商很好。\n".as_bytes()));
}

#[test]
fn what_is_no_roster_is_told() {
    let refused = |bytes: &[u8]| sheet::read(bytes, false).unwrap_err().key;
    assert_eq!(refused(&workbook(&[&["项目", "金额"], &["茶", "3"]])), "member-import-no-roster");
    assert_eq!(refused(&workbook(&[&["姓名", "界别"]])), "member-import-empty");
    assert_eq!(refused(&workbook(&[&["姓名", "职务", "任职"], &["周"]])), "member-import-column-twice");
    assert_eq!(refused(b"PK\x03\x04 xl/workbook and nothing else"), "import-sheet-unreadable");
    let wide = |text: &str| text.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<_>>();
    let ole = |text: &str| [&[0xD0, 0xCF, 0x11, 0xE0][..], &wide(text)].concat();
    assert_eq!(refused(&ole("Workbook")), "import-sheet-old");
    assert_eq!(refused(&ole("EncryptedPackage")), "import-sheet-locked");
    assert!(sheet::recognises(&ole("Workbook")) && !sheet::recognises(&ole("WordDocument")));
    assert!(!sheet::recognises("会议于五月十九日召开".as_bytes()) && !sheet::recognises(b""));
}

/// A workbook with one of its parts put in place of the real one.
fn with_part(name: &str, text: &[u8]) -> Vec<u8> {
    let whole = workbook(&[&["姓名", "界别"], &["周叶舟", "教育界"]]);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(whole)).unwrap();
    let mut written = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for n in 0..archive.len() {
        let part = archive.by_index(n).unwrap();
        let own = part.name().unwrap().into_owned();
        if own != name {
            written.raw_copy_file(part).unwrap();
        }
    }
    written.start_file(name, SimpleFileOptions::default()).unwrap();
    written.write_all(text).unwrap();
    written.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_claims_more_than_it_holds_is_not_believed() {
    let head = "<?xml version=\"1.0\"?><sst uniqueCount=\"";
    for count in ["99999999999", "18446744073709551615", "99999999999999999999999"] {
        let part = format!("{head}{count}\"><si><t>姓名</t></si></sst>");
        let bytes = with_part("xl/sharedStrings.xml", part.as_bytes());
        assert_eq!(sheet::read(&bytes, false).unwrap_err().key, "import-sheet-unreadable", "{count}");
    }
    let part: Vec<_> = format!("{head}99999999999\"/>").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes = with_part("xl/sharedStrings.xml", &part);
    assert_eq!(sheet::read(&bytes, false).unwrap_err().key, "import-sheet-unreadable");
}

#[test]
fn a_workbook_that_unpacks_without_end_is_stopped() {
    let bytes = with_part("xl/media/bomb.bin", &vec![b' '; 97 << 20]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(sheet::read(&bytes, false).unwrap_err().key, "import-sheet-too-large");
}

#[test]
fn a_sheet_of_too_many_rows_is_stopped() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "姓名").unwrap();
    for row in 1..=20_001 {
        sheet.write_string(row, 0, "周叶舟").unwrap();
    }
    assert_eq!(sheet::read(&book.save_to_buffer().unwrap(), false).unwrap_err().key, "import-sheet-too-large");
}

fn any_person() -> impl Strategy<Value = Person> {
    let surname = prop::sample::select(vec!["周", "单", "欧阳", "Li"]);
    let given = prop::sample::select(vec!["静", "好", "·", "禾", "Na"]);
    let name =
        (surname, prop::collection::vec(given, 0..4)).prop_map(|(surname, given)| surname.to_owned() + &given.concat());
    let text = prop::option::of("[ -~一-龥（）]{1,20}");
    let phone = prop::option::of("1[0-9]{10}");
    let post = prop::sample::select(vec![("常务委员", None), ("主席", None), ("主任", Some(1)), ("副主任", Some(3))]);
    let posts = prop::collection::btree_map(post, (0i64..400, prop::option::of(0i64..400)), 0..4);
    (name, text.clone(), text, phone, posts, 0i64..100, prop::option::of(800i64..900)).prop_map(
        |(name, party, employer, phone, posts, begins, ends)| {
            let day = |n: i64| Day(on("2021-12-20").0.checked_add(jiff::Span::new().days(n)).unwrap());
            let post = |name: &str, special, from: i64, length: Option<i64>| Post {
                begins: day(begins + from),
                special,
                name: name.to_owned(),
                ends: length.map(|length| day(begins + from + length.min(300))),
            };
            let posts =
                posts.into_iter().map(|((name, special), (from, length))| post(name, special, from, length)).collect();
            let seat = Seat { term: 2, sector: 2, begins: day(begins), ends: ends.map(day), posts };
            let tidy = |text: Option<String>| text.and_then(|text| super::super::rules::tidy(&text));
            let name = crate::text::name(&name);
            let mut person = Person { name, party: tidy(party), employer: tidy(employer), phone, seats: vec![seat] };
            person.end_posts_with_their_seats();
            person
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_roster_that_was_written_reads_back_as_the_same(people in prop::collection::vec(any_person(), 1..12)) {
        let lists: Lists = lists();
        prop_assert!(people.iter().all(|person| super::super::rules::faults(person, &lists).is_empty()));
        let stored: Vec<_> = (1..).zip(people).map(|(id, person)| Stored { id, version: 1, person }).collect();
        for phones in [true, false] {
            let bytes = papers::roster(&stored, &lists, phones).unwrap();
            prop_assert!(sheet::recognises(&bytes));
            let checked = check(&sheet::read(&bytes, false).unwrap(), &stored, &lists, today());
            prop_assert!(checked.rows.iter().all(|row| row.state == State::Same), "{:?}", checked.rows);
            prop_assert!(checked.people.is_empty());
        }
    }

    #[test]
    fn a_damaged_workbook_brings_nothing_down(at in 0usize..6_000, byte: u8, cut in 0usize..6_000) {
        let mut bytes = workbook(&[&["姓名", "届", "界别", "任职"], &["周叶舟", "10", "教育界", "主席(2021-12-20—)"]]);
        let length = bytes.len();
        bytes[at % length] = byte;
        let _ = sheet::read(&bytes, false).map(|sheet| check(&sheet, &[], &lists(), today()));
        let _ = sheet::read(&bytes[..cut % length], false);
    }
}
