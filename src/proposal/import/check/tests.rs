//! What rows come to, as clerks write them.

use super::super::read;
use super::*;

fn known() -> Known {
    let session = |id, number, begins: &str, ends: &str| Session {
        id,
        committee_id: 1,
        term: 10,
        number,
        begins: begins.parse().unwrap(),
        ends: ends.parse().unwrap(),
    };
    let named = |names: &[(&str, i64)]| names.iter().map(|(name, id)| ((*name).to_owned(), *id)).collect();
    Known {
        sessions: vec![session(3, 3, "2024-03-01", "2024-03-10"), session(2, 2, "2023-03-01", "2023-03-10")],
        categories: named(&[("农业农村", 7)]),
        classes: named(&[("A类", 8), ("B类", 9)]),
        units: named(&[("县水利局", 5)]),
        members: [("周叶舟".to_owned(), vec![11]), ("苏禾".to_owned(), vec![12]), ("贺小满".to_owned(), vec![13, 14])]
            .into(),
        numbers: [(2, 40)].into(),
        subjects: [(2, "关于旧事的提案".to_owned())].into(),
    }
}

fn checked(text: &str) -> Checked {
    check(&read(text.as_bytes()).unwrap(), &known())
}

const HEAD: &str = "届次,编号,案由,提案人,联名,分类,承办单位,状态,提交日期,答复类别,满意度,是否公开,建议\n";

#[test]
fn a_row_is_read_as_clerks_write_it() {
    let row = "十届二次,第12号,关于修渠的提案,周叶舟,\"苏禾、周叶舟\",农业农村,县水利局,已办结,2023/3/5,A,基本满意,是,\"修渠，\n管水\"\n";
    let checked = checked(&(HEAD.to_owned() + row));
    assert_eq!(checked.rows[0].wrong, []);
    let entry = &checked.entries[0];
    assert_eq!(
        (entry.session, entry.number, entry.first, entry.cosigners.as_slice()),
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
        10,2,41,关于丙的提案,苏禾,不予立案\n\
        10,2,,关于旧事的提案,苏禾,不予立案\n\
        10,3,,关于丁的提案,贺小满,转意见建议\n";
    let found = checked(table);
    let outcomes: Vec<_> = found.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [Outcome::There, Outcome::New, Outcome::There, Outcome::There, Outcome::New]);
    let [second, last] = &found.entries[..] else { panic!("{:?}", found.entries) };
    assert_eq!((second.kind, second.state, second.body.as_deref()), (Kind::Party, State::Filed, Some("民盟青岭总支")));
    assert_eq!((last.kind, last.state, last.first), (Kind::Member, State::Redirected, None), "two are called so");
}

#[test]
fn sessions_are_read_however_they_are_written() {
    for text in ["十届三次", "第十届第三次会议", "10届3次", "十届县政协第三次全体会议", "第 10 届 3 次"]
    {
        assert_eq!(both(text), Some((10, 3)), "{text}");
    }
    for text in ["2024年", "十届", "三次", ""] {
        assert_eq!(both(text), None, "{text}");
    }
}

#[test]
fn a_table_is_found_below_its_title_in_either_encoding_and_other_files_are_not() {
    let text = "青岭县政协提案一览表\n序号,案由,提案人\n1,关于甲的提案,周叶舟\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let table = read(&gb).unwrap();
    assert_eq!(table, read(text.as_bytes()).unwrap());
    assert_eq!((table.places[&Column::Subject], table.lines[0].0, table.total), (1, 3, 1));
    assert_eq!(read("姓名,界别\n周叶舟,农业界\n".as_bytes()).unwrap_err().key, "proposalin-no-table");
    assert_eq!(read("案由,提案人\n".as_bytes()).unwrap_err().key, "proposalin-empty");
}
