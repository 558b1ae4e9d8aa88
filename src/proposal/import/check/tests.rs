//! What rows come to, as clerks write them.

use super::super::read;
use super::*;
use crate::proposal::rules::Kind;
use crate::proposal::writing::rules::MOST_SIGNERS;

fn known() -> Known {
    let session = |id, number, begins: &str, ends: &str| Session {
        id,
        committee_id: 1,
        term: 10,
        number,
        begins: begins.parse().unwrap(),
        ends: ends.parse().unwrap(),
    };
    let named = |names: &[(&str, i64)]| names.iter().map(|(name, id)| (close(name), *id)).collect();
    let mut kept = Register::default();
    for (number, subject, proposer) in [(Some(40), "关于甲的提案", "周叶舟"), (None, "关于旧事的提案", "苏禾")]
    {
        kept.add(2, Kept { number, subject: subject.to_owned(), proposer: proposer.to_owned(), row: None });
    }
    Known {
        sessions: vec![session(3, 3, "2024-03-01", "2024-03-10"), session(2, 2, "2023-03-01", "2023-03-10")],
        categories: named(&[("农业农村", 7)]),
        classes: named(&[("A类", 8), ("B类", 9)]),
        units: named(&[("县水利局", 5)]),
        members: [("周叶舟".to_owned(), vec![11]), ("苏禾".to_owned(), vec![12]), ("贺小满".to_owned(), vec![13, 14])]
            .into(),
        kept,
        choices: Vec::new(),
    }
}

fn checked(text: &str) -> Checked {
    check(&read(text.as_bytes(), false).unwrap().table, &known())
}

const HEAD: &str = "届次,编号,案由,提案人,联名,分类,承办单位,状态,提交日期,答复类别,满意度,是否公开,建议\n";

#[test]
fn a_row_is_read_as_clerks_write_it() {
    let row = "十届二次,第12号,关于修渠的提案,周叶舟,\"苏禾、周叶舟\",农业农村,县水利局,已办结,2023/3/5,A,基本满意,是,\"修渠，\n管水\"\n";
    let checked = checked(&(HEAD.to_owned() + row));
    assert_eq!(checked.rows[0].wrong, []);
    let entry = &checked.entries[0];
    assert_eq!(
        (entry.session, entry.number, entry.proposers.first, entry.proposers.cosigners.as_slice()),
        (2, Some(12), Some(11), &[12][..])
    );
    assert_eq!((entry.category, entry.unit, entry.class, entry.mark), (Some(7), Some(5), Some(8), Some(Mark::Mostly)));
    assert_eq!((entry.state, entry.plenary, entry.open), (State::Closed, true, true));
    assert_eq!((entry.submitted.to_string().as_str(), entry.suggestions.as_str()), ("2023-03-05", "修渠，\n管水"));
}

#[test]
fn wrong_cells_are_told_by_their_address() {
    let row = "九届一次,甲,,周叶舟,,渔业,县渔业局,悬着,昨天,Z,凑合,,\n";
    let found = checked(&(HEAD.to_owned() + row));
    let told: Vec<_> = found.rows[0].wrong.iter().map(|wrong| (wrong.cell.as_str(), wrong.why.key)).collect();
    assert_eq!(
        told,
        [
            ("C2", "form-missing"),
            ("A2", "proposalin-session-unknown"),
            ("B2", "proposalin-number"),
            ("I2", "proposalin-day"),
            ("F2", "proposalin-category-unknown"),
            ("G2", "proposalin-unit-unknown"),
            ("J2", "proposalin-class-unknown"),
            ("K2", "proposalin-satisfaction"),
            ("H2", "proposalin-state"),
        ]
    );
    assert!(found.entries.is_empty());
}

#[test]
fn what_is_there_is_left_out_and_states_are_told_apart() {
    let table = "届,次,编号,案由,提案者,立案\n\
        10,2,40,关于甲的提案,周叶舟,立案\n\
        十,二,41,关于乙的提案,民盟青岭总支,立案\n\
        10,2,41,关于乙的提案,苏禾,不予立案\n\
        10,2,,关于旧事的提案,苏禾,不予立案\n\
        10,3,,关于丁的提案,贺小满,转意见建议\n";
    let found = checked(table);
    let outcomes: Vec<_> = found.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [Outcome::There, Outcome::New, Outcome::There, Outcome::There, Outcome::Unlisted]);
    let [second, last] = &found.entries[..] else { panic!("{:?}", found.entries) };
    let body = second.proposers.body.as_deref();
    assert_eq!((second.proposers.kind, second.state, body), (Kind::Party, State::Filed, Some("民盟青岭总支")));
    let (kind, first) = (last.proposers.kind, last.proposers.first);
    assert_eq!((kind, last.state, first), (Kind::Member, State::Redirected, None), "two are called so");
    assert_eq!(found.rows[4].notes[0].key, "proposalin-namesakes");
}

/// What each row comes to, with the keys of what is wrong, or of what is to be known.
fn outcomes(table: &str) -> Vec<(Outcome, Vec<&'static str>)> {
    let keys = |row: &Row| {
        let wrong = row.wrong.iter().map(|wrong| wrong.why.key);
        wrong.chain(row.notes.iter().map(|note| note.key)).collect()
    };
    checked(table).rows.iter().map(|row| (row.outcome, keys(row))).collect()
}

#[test]
fn another_proposal_under_a_number_is_wrong_and_the_holder_is_named() {
    let table = "届次,编号,案由,提案人\n\
        十届二次,40,关于另一事的提案,苏禾\n\
        十届二次,33,关于修渠的提案,周叶舟\n\
        十届二次,33,关于修路的提案,苏禾\n\
        十届二次,,关于食品安全的提案,周叶舟\n\
        十届二次,,关于食品安全的提案,苏禾\n\
        十届三次,33,关于修路的提案,苏禾\n";
    let new = || (Outcome::New, Vec::new());
    let wanted = [
        (Outcome::Wrong, vec!["proposalin-number-taken"]),
        new(),
        (Outcome::Wrong, vec!["proposalin-number-taken-above"]),
        new(),
        new(),
        new(),
    ];
    assert_eq!(outcomes(table), wanted);
    let rows = checked(table).rows;
    let told = |row: usize| rows[row].wrong[0].why.facts.iter().map(|(_, fact)| fact.clone()).collect::<Vec<_>>();
    assert_eq!((rows[0].wrong[0].cell.as_str(), told(0)), ("B2", vec!["关于甲的提案".into(), "周叶舟".into()]));
    assert_eq!(
        (rows[2].wrong[0].cell.as_str(), told(2)[0].as_str(), told(2)[1].as_str()),
        ("B4", "3", "关于修渠的提案")
    );
}

#[test]
fn whoever_proposes_is_found_however_written_and_shown_where_the_roster_has_him_not() {
    let table = "届次,案由,提案人,联名\n\
        十届二次,一,周 叶 舟,苏　禾（农业界）\n\
        十届二次,二,周叶舟委员/苏禾,/\n\
        十届二次,三,周叶舟等3人,无\n\
        十届二次,四,周叶舟,苏禾 赵无名\n\
        十届二次,五,赵无名,苏禾\n\
        十届二次,六,/,苏禾\n\
        十届二次,七,民盟青岭总支,周叶舟\n\
        十届二次,八,/,\n";
    let told = outcomes(table);
    let keys = |key: &'static str| vec![key];
    assert_eq!(told[0], (Outcome::New, Vec::new()));
    assert_eq!(told[1], (Outcome::New, Vec::new()));
    assert_eq!(told[2], (Outcome::New, keys("proposalin-others-unnamed")));
    assert_eq!(told[3], (Outcome::Unlisted, keys("proposalin-unlisted")));
    assert_eq!(told[4], (Outcome::Unlisted, keys("proposalin-unlisted")));
    assert_eq!(told[7], (Outcome::Wrong, keys("form-missing")));
    let entries = checked(table).entries.into_iter().map(|one| one.proposers);
    let told: Vec<_> = entries.map(|one| (one.first, one.cosigners, one.body.unwrap_or_default())).collect();
    let wanted = [
        (Some(11), vec![12], ""),
        (Some(11), vec![12], ""),
        (Some(11), vec![], ""),
        (Some(11), vec![12], "周叶舟、苏禾、赵无名"),
        (None, vec![12], "赵无名、苏禾"),
        (Some(12), vec![], ""),
        (None, vec![], "民盟青岭总支、周叶舟"),
    ];
    assert_eq!(told, wanted.map(|(first, others, body)| (first, others, body.to_owned())));
}

#[test]
fn what_a_row_names_is_found_however_padded_or_wide_and_a_slash_is_nothing() {
    let table = "届次,案由,提案人,分类,承办单位,答复类别,满意度,编号,提交日期\n\
        十届二次,一,周叶舟,农业 农村,县 水利局,Ａ,满意,１２,\n\
        十届二次,二,周叶舟,/,/,—,/,/,/\n";
    let found = checked(table);
    assert_eq!(found.rows.iter().flat_map(|row| &row.wrong).collect::<Vec<_>>(), [] as [&Wrong<Column>; 0]);
    let told =
        |n: usize| (found.entries[n].category, found.entries[n].unit, found.entries[n].class, found.entries[n].number);
    assert_eq!([told(0), told(1)], [(Some(7), Some(5), Some(8), Some(12)), (None, None, None, None)]);
}

#[test]
fn what_the_form_refuses_is_refused_here_too() {
    let signers: Vec<_> = (0..=MOST_SIGNERS + 1).map(|n| format!("甲{n}")).collect();
    let long = "长".repeat(LONGEST_SUBJECT + 1);
    let table = format!("届次,案由,提案人\n十届二次,一,\"{}\"\n十届二次,{long},周叶舟\n", signers.join("、"));
    let wanted = ["writing-too-many", "form-too-long"].map(|key| (Outcome::Wrong, vec![key]));
    assert_eq!(outcomes(&table), wanted);
}

#[test]
fn a_table_is_found_below_its_title_in_either_encoding_and_other_files_are_not() {
    let text = "青岭县政协提案一览表\n序号,案由,提案人\n1,关于甲的提案,周叶舟\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let table = read(&gb, false).unwrap();
    assert_eq!(table, read(text.as_bytes(), false).unwrap());
    assert_eq!((table.table.places[&Column::Subject], table.table.lines[0].0, table.total), (1, 3, 1));
    assert_eq!(read("姓名,界别\n周叶舟,农业界\n".as_bytes(), false).unwrap_err().key, "proposalin-no-table");
    assert_eq!(read("案由,提案人\n".as_bytes(), false).unwrap_err().key, "proposalin-empty");
}

#[test]
fn a_table_is_read_with_any_sign_between_its_values_and_in_any_encoding() {
    let text = "案由\t届次\t提案人\r\n关于甲的提案\t十届二次\t周叶舟\r\n";
    let wanted = read(text.as_bytes(), false).unwrap();
    assert_eq!((wanted.total, wanted.table.lines[0].1[&2].as_str()), (1, "周叶舟"));
    let units = || text.encode_utf16();
    let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
    let (gb, ..) = encoding_rs::GB18030.encode(text);
    let marked = |mark: &[u8], text: &[u8]| [mark, text].concat();
    for (name, bytes) in [
        ("Excel's Unicode text", marked(&[0xFF, 0xFE], &little)),
        ("UTF-16 of the other end", marked(&[0xFE, 0xFF], &big)),
        ("UTF-16 without a mark", little.clone()),
        ("the same of the other end", big.clone()),
        ("UTF-8 with a mark", marked(&[0xEF, 0xBB, 0xBF], text.as_bytes())),
        ("GB18030", gb.into_owned()),
        ("semicolons", text.replace('\t', ";").into_bytes()),
        ("commas", text.replace('\t', ",").into_bytes()),
        ("commas below a title with none", format!("提案；一览表\r\n{}", text.replace('\t', ",")).into_bytes()),
    ] {
        let table = read(&bytes, false).map_err(|why| why.key);
        assert_eq!(table.map(|table| table.table.lines[0].1.clone()), Ok(wanted.table.lines[0].1.clone()), "{name}");
    }
    for (bytes, key) in [
        (&[0xFF, 0xFE, 0x00][..], "import-sheet-unreadable"),
        (b"\x00\x01\x02\xD8\x00", "import-sheet-unreadable"),
        (b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", "import-sheet-old"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            "import-sheet-old",
        ),
    ] {
        assert_eq!(read(bytes, false).unwrap_err().key, key, "{bytes:?}");
    }
}
