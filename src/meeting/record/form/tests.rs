//! What is entered, and the record it makes.

use super::*;
use proptest::prelude::*;

fn sent(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_removed_row_goes_and_an_empty_one_is_no_row() {
    let form = Form::sent(&sent(&[
        ("items.0.subject", "甲"),
        ("items.0.fact", "0"),
        ("items.1.subject", "乙"),
        ("items.1.remove", "on"),
        ("items.2.subject", " "),
        ("items.10.subject", "丙"),
        ("items.10.documents", "《一》\n二"),
    ]));
    let record = form.record().unwrap();
    assert_eq!(record.items.iter().map(|item| item.subject.as_str()).collect::<Vec<_>>(), ["甲", "丙"]);
    assert_eq!(record.items[1].documents, ["一", "二"]);
    assert_eq!(form.items[0].fact, Some(0));
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_nothing_entered_is_lost() {
    let form = Form::sent(&sent(&[
        ("term", "十四"),
        ("date", "2020-02-30"),
        ("expected", "20"),
        ("present", "21"),
        ("people.0.name", "某人"),
        ("speeches.0.speaker", "某人"),
        ("speeches.0.paragraph", "三"),
    ]));
    let faults = form.record().unwrap_err();
    let fields: Vec<_> = faults.0.keys().map(String::as_str).collect();
    assert_eq!(fields, ["date", "present", "speeches.0.paragraph", "term"]);
    assert_eq!(form.text("term"), "十四");
}

#[test]
fn only_marks_that_hold_the_whole_title_are_taken_off() {
    for (line, title) in [
        ("《工作要点》", "工作要点"),
        ("关于学习《条例》", "关于学习《条例》"),
        ("《关于学习〈条例〉的通知》", "关于学习〈条例〉的通知"),
        ("《关于学习《条例》的通知》", "关于学习《条例》的通知"),
        ("《甲》和《乙》", "《甲》和《乙》"),
    ] {
        assert_eq!(lines(line), [title]);
    }
}

proptest! {
    #[test]
    fn a_record_shown_as_a_form_and_sent_back_is_the_same(
        term in prop::option::of(1u32..99),
        subject in "[甲-龥]{1,30}",
        documents in prop::collection::vec("[甲-龥]{1,9}(《[甲-龥]{1,9}》)?", 0..3),
        names in prop::collection::vec("[甲-龥]{2,4}", 0..5),
    ) {
        let record = Record {
            term,
            date: Some("2020-05-19".into()),
            items: vec![Item { disposition: Disposition::Adopt, subject, documents, approved_by: None }],
            people: names
                .into_iter()
                .map(|name| Person { name, posts: vec!["县政协委员".into()], capacity: Capacity::SittingIn })
                .collect(),
            ..Record::default()
        };
        prop_assert_eq!(Form::from(&record).record().unwrap(), record);
    }
}
