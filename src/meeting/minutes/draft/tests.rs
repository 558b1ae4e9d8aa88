//! Drafts of invented sittings: the minutes word for word, the release by what our own reader of articles reads in it.

use super::{Counted, Facts, Spoken, minutes, release};
use crate::clock::{Day, Instant};
use crate::meeting::agenda::rules::State;
use crate::meeting::article::{Capacity, Disposition, Kind, read};
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::rules::{Reply, Standing};
use crate::meeting::model::{Item, Lines};
use crate::meeting::poll::model::{Candidate, Poll};
use crate::meeting::poll::rules::{Kind as Asks, Method, State as Stands};
use crate::meeting::rules::{Base, Share};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn lines(texts: &[&str]) -> Lines {
    Lines(texts.iter().map(ToString::to_string).collect())
}

fn called(id: i64, name: &str, posts: &[&str]) -> Called {
    Called {
        id,
        sitting_id: 1,
        position: id,
        member_id: Some(100 + id),
        name: name.into(),
        posts: lines(posts),
        standing: Standing::Voting,
        group_id: None,
        reply: Reply::Coming,
        reply_before: None,
        leave_kind: None,
        leave_reason: None,
        read_at: None,
        came_at: Some(Instant(0)),
        came_by: None,
        left_at: None,
        reason: None,
        answered: None,
    }
}

fn guest(id: i64, name: &str, post: &str) -> Called {
    Called { standing: Standing::SittingIn, member_id: None, ..called(id, name, &[post]) }
}

fn item(id: i64, disposition: Disposition, subject: &str, documents: &[&str]) -> Item {
    Item {
        id,
        sitting_id: 1,
        position: id,
        disposition,
        subject: subject.into(),
        documents: lines(documents),
        approved_by: None,
        state: State::Settled,
        late: false,
        reporter: None,
        minutes: None,
        passed: None,
        decision: None,
        began_at: Some(Instant(id * 1000)),
        ended_at: Some(Instant(id * 1000 + 900)),
        version: 1,
    }
}

fn question(item: Option<i64>, method: Method, [yes, no, abstain]: [i64; 3]) -> Counted {
    let poll = Poll {
        id: 1,
        sitting_id: 1,
        item_id: item,
        title: "是否同意".into(),
        kind: Asks::Question,
        method,
        base: Base::Members,
        majority: Share::MoreThanHalf,
        seats: 1,
        state: Stands::Announced,
        version: 1,
        members: Some(27),
        present: Some(24),
        ballots: Some(yes + no + abstain),
        yes: Some(yes),
        no: Some(no),
        abstain: Some(abstain),
        passed: Some(yes > 13),
        reason: None,
        opened_at: None,
        closed_at: None,
    };
    Counted { poll, candidates: Vec::new() }
}

fn election(item: Option<i64>, title: &str, votes: &[(&str, i64, bool)]) -> Counted {
    let mut one = question(item, Method::Secret, [0, 0, 0]);
    one.poll = Poll { kind: Asks::Election, title: title.into(), ..one.poll };
    one.candidates = (1..)
        .zip(votes)
        .map(|(position, (name, votes, elected))| Candidate {
            poll_id: 1,
            position,
            name: (*name).into(),
            votes: Some(*votes),
            elected: Some(*elected),
        })
        .collect();
    one
}

fn standing() -> Facts {
    Facts {
        title: "政协青岭县第十届委员会常务委员会第七次会议".into(),
        ours: "县政协".into(),
        place: Some("县政协三楼会议室".into()),
        date: Some(day("2026-11-24")),
        expected: 27,
        present: 24,
        quorum: Some(Share::MoreThanHalf),
        chair: Some(101),
        called: vec![
            called(1, "沈怀远", &["主席", "常务委员"]),
            called(2, "陆清和", &["副主席"]),
            called(3, "周舟", &["副主席"]),
            called(4, "罗守一", &["秘书长"]),
            called(5, "秦望", &["常务委员"]),
            Called { reply: Reply::LeaveGranted, came_at: None, ..called(6, "单如故", &["常务委员"]) },
            guest(7, "何青", "县教育局局长"),
            guest(8, "郑一鸣", "县财政局局长"),
        ],
        items: vec![
            item(1, Disposition::Convey, "全国两会精神", &[]),
            item(2, Disposition::Hear, "全县义务教育发展情况的通报", &[]),
            item(3, Disposition::HearDutyReports, "部分县政协常委述职", &[]),
            item(4, Disposition::Adopt, "政协青岭县委员会2026年工作要点", &["政协青岭县委员会2026年工作要点"]),
        ],
        polls: vec![question(Some(4), Method::Secret, [23, 0, 1])],
        spoken: ["秦望", "周舟", "秦望"].map(|name| Spoken { name: name.into(), item: Some(3) }).into(),
        ..Facts::default()
    }
}

#[test]
fn minutes_say_in_the_form_of_the_field_what_the_record_says() {
    let expected = "政协青岭县第十届委员会常务委员会第七次会议纪要\n\
2026年11月24日，政协青岭县第十届委员会常务委员会第七次会议在县政协三楼会议室召开。县政协主席沈怀远主持会议。会议应到27人，实到24人，符合《政协章程》规定。\n\
一、会议传达学习了全国两会精神。\n\
二、会议听取了全县义务教育发展情况的通报。\n\
三、会议听取了秦望、周舟的述职。\n\
四、会议以无记名投票方式审议通过了《政协青岭县委员会2026年工作要点》。表决结果：赞成23票，反对0票，弃权1票。\n\
出席：沈怀远\u{3000}陆清和\u{3000}周\u{3000}舟\u{3000}罗守一\u{3000}秦\u{3000}望\n\
请假：单如故\n\
列席：何\u{3000}青（县教育局局长）\u{3000}郑一鸣（县财政局局长）\n";
    assert_eq!(minutes(&standing()), expected);
}

#[test]
fn a_release_is_in_the_manner_of_news() {
    let expected = "政协青岭县第十届委员会常务委员会第七次会议召开\n\
11月24日，政协青岭县第十届委员会常务委员会第七次会议召开。县政协主席沈怀远主持会议。会议应到27人，实到24人，符合《政协章程》规定。\n\
会议传达学习了全国两会精神，听取了全县义务教育发展情况的通报，听取了秦望、周舟的述职，审议通过了《政协青岭县委员会2026年工作要点》。\n\
县政协副主席陆清和、周舟，秘书长罗守一出席会议，县教育局局长何青、县财政局局长郑一鸣列席会议。\n";
    assert_eq!(release(&standing()), expected);
}

/// One sitting, one item: what the minutes say of it.
fn told(item: Item, polls: Vec<Counted>, spoken: Vec<Spoken>) -> String {
    let facts = Facts { items: vec![item], polls, spoken, ..standing() };
    minutes(&facts).lines().nth(2).unwrap().to_owned()
}

#[test]
fn every_outcome_has_its_words() {
    let adopt = || item(4, Disposition::Adopt, "审议《年度协商计划（草案）》", &["年度协商计划（草案）"]);
    for (item, polls, words) in [
        (item(1, Disposition::Arrange, "安排下半年工作", &[]), vec![], "会议对下半年工作进行了安排部署。"),
        (item(1, Disposition::Hear, "听取提案办理情况", &[]), vec![], "会议听取了提案办理情况的汇报。"),
        (item(1, Disposition::Agree, "副秘书长人选", &[]), vec![], "会议协商通过了副秘书长人选。"),
        (item(1, Disposition::AgreeInPrinciple, "《视察方案》", &["视察方案"]), vec![], "会议原则同意《视察方案》。"),
        (
            Item {
                decision: Some("决定：12月10日召开全体会议。".into()),
                ..item(1, Disposition::Decide, "召开全体会议的时间", &[])
            },
            vec![],
            "会议研究决定了召开全体会议的时间。会议决定：12月10日召开全体会议。",
        ),
        (
            Item {
                approved_by: Some("县委常委会".into()),
                ..item(1, Disposition::Notify, "年度协商计划", &["年度协商计划"])
            },
            vec![],
            "会议通报了经县委常委会审议通过的《年度协商计划》。",
        ),
        (
            Item {
                late: true,
                reporter: Some("县政协副主席陆清和".into()),
                ..item(1, Disposition::Hear, "调研报告", &[])
            },
            vec![],
            "（临时增加的议题）会议听取了调研报告。县政协副主席陆清和作了汇报。",
        ),
        (
            Item { passed: Some(false), ..adopt() },
            vec![question(Some(4), Method::Hands, [9, 12, 1])],
            "会议以举手表决方式审议了《年度协商计划（草案）》，未获通过。表决结果：赞成9票，反对12票，弃权1票，未表决2人。",
        ),
        (
            Item { passed: Some(true), ..adopt() },
            vec![question(Some(4), Method::Named, [24, 0, 0])],
            "会议以记名表决方式审议通过了《年度协商计划（草案）》。表决结果：赞成24票，反对0票，弃权0票。",
        ),
        (
            item(4, Disposition::Personnel, "选举县政协副主席", &[]),
            vec![election(Some(4), "选举县政协副主席", &[("秦望", 23, true), ("单如故", 4, false)])],
            "会议选举秦望为县政协副主席。选举结果：秦望23票，单如故4票；秦望当选。",
        ),
        (
            item(1, Disposition::Personnel, "任命何青为提案委员会副主任", &[]),
            vec![],
            "会议任命何青为提案委员会副主任。",
        ),
    ] {
        assert_eq!(told(item, polls, vec![]), words);
    }
    let spoken = ["秦望", "周舟"].map(|name| Spoken { name: name.into(), item: Some(1) }).into();
    let discussed = told(item(1, Disposition::Discuss, "讨论城市更新工作", &[]), vec![], spoken);
    assert_eq!(discussed, "会议讨论了城市更新工作。秦望、周舟先后发言。");
}

#[test]
fn what_was_not_dealt_with_is_named_as_such_and_kept_out_of_the_news() {
    let put_off = Item { state: State::PutOff, ..item(5, Disposition::Discuss, "乡村建设", &[]) };
    let taken_off = Item { state: State::TakenOff, ..item(6, Disposition::Discuss, "旅游发展", &[]) };
    let facts = Facts { items: vec![put_off, taken_off], ..standing() };
    let text = minutes(&facts);
    assert!(text.contains("原定议题“乡村建设”推迟，留待以后的会议处理。\n"), "{text}");
    assert!(text.contains("原定议题“旅游发展”撤下，本次会议没有处理。\n"), "{text}");
    assert!(!release(&facts).contains("乡村建设") && !release(&facts).contains("旅游发展"));
}

#[test]
fn items_stand_in_the_order_in_which_they_were_dealt_with() {
    let mut facts = standing();
    facts.items[0].began_at = Some(Instant(9000));
    let text = minutes(&facts);
    let place = |words: &str| text.find(words).unwrap();
    assert!(place("义务教育") < place("工作要点") && place("工作要点") < place("两会"), "{text}");
    assert!(text.contains("四、会议传达学习了"), "{text}");
}

#[test]
fn absence_without_leave_and_leaving_early_have_lines_only_where_there_are_any() {
    let mut facts = standing();
    assert!(!minutes(&facts).contains("缺席：") && !minutes(&facts).contains("提前离会："));
    facts.called[4].came_at = None;
    facts.called[3].left_at = Some(Instant(5));
    let text = minutes(&facts);
    assert!(text.contains("缺席：秦\u{3000}望\n") && text.contains("提前离会：罗守一\n"), "{text}");
}

#[test]
fn a_sitting_without_quorum_is_told_as_such() {
    let facts = Facts { present: 13, ..standing() };
    assert!(minutes(&facts).contains("会议应到27人，实到13人，未达到法定人数。"));
}

/// What the release of a sitting must be read as.
fn is_read_back(facts: &Facts, kind: Kind, [term, nth]: [u32; 2]) {
    let text = release(facts) + &facts.date.unwrap().to_string();
    let record = read(&text);
    assert_eq!(record.kind, kind, "{text}");
    assert_eq!(record.committee.as_deref(), Some("政协青岭县委员会"), "{text}");
    assert_eq!((record.term, record.number.or(record.session)), (Some(term), Some(nth)), "{text}");
    assert_eq!(record.date, facts.date.map(|day| day.to_string()), "{text}");
    let counts = (record.expected.map(i64::from), record.present.map(i64::from));
    assert_eq!(counts, (Some(facts.expected), Some(facts.present)), "{text}");
    assert_eq!(record.presided_by, ["沈怀远"], "{text}");
    let read: Vec<_> = record.items.iter().map(|item| (item.disposition, item.documents.clone())).collect();
    let written: Vec<_> = facts.settled().iter().map(|item| (item.disposition, item.documents.0.clone())).collect();
    assert_eq!(read, written, "{text}");
    let was = |name: &str, capacity| record.people.iter().any(|one| one.name == name && one.capacity == capacity);
    assert!(was("陆清和", Capacity::Attending) && was("罗守一", Capacity::Attending), "{text}");
    assert!(was("何青", Capacity::SittingIn) && was("郑一鸣", Capacity::SittingIn), "{text}");
}

#[test]
fn our_own_reader_of_articles_reads_a_release_back() {
    is_read_back(&standing(), Kind::StandingCommittee, [10, 7]);
    let chairs = Facts {
        title: "政协青岭县第十届委员会第三十八次主席会议".into(),
        expected: 6,
        present: 5,
        items: vec![
            item(1, Disposition::Hear, "听取2026年提案办理情况", &[]),
            item(2, Disposition::Discuss, "城乡供水一体化调研工作", &[]),
            item(3, Disposition::AgreeInPrinciple, "乡村振兴视察方案", &["乡村振兴视察方案"]),
            Item {
                approved_by: Some("县委常委会".into()),
                ..item(4, Disposition::Notify, "2027年度协商计划", &["2027年度协商计划"])
            },
            item(5, Disposition::Arrange, "近期重点工作", &[]),
        ],
        ..standing()
    };
    is_read_back(&chairs, Kind::Chairpersons, [10, 38]);
    let preparing = Facts {
        items: vec![
            item(
                1,
                Disposition::Adopt,
                "关于召开政协青岭县第十届委员会第五次会议的决定",
                &["关于召开政协青岭县第十届委员会第五次会议的决定"],
            ),
            item(2, Disposition::Adopt, "常务委员会工作报告（草案）", &["常务委员会工作报告（草案）"]),
            item(3, Disposition::Personnel, "有关人事事项", &[]),
            item(5, Disposition::Agree, "分组讨论名单（草案）", &["分组讨论名单（草案）"]),
            item(4, Disposition::Written, "提案工作情况的报告", &["提案工作情况的报告"]),
        ],
        ..standing()
    };
    is_read_back(&preparing, Kind::StandingCommittee, [10, 7]);
    let plenary = Facts {
        title: "政协青岭县第十届委员会第五次会议".into(),
        last_day: Some(day("2026-11-26")),
        expected: 240,
        present: 231,
        items: vec![
            item(1, Disposition::Hear, "政协青岭县委员会常务委员会工作报告", &["政协青岭县委员会常务委员会工作报告"]),
            item(2, Disposition::Adopt, "政治决议", &["政协青岭县第十届委员会第五次会议政治决议"]),
        ],
        ..standing()
    };
    is_read_back(&plenary, Kind::Plenary, [10, 5]);
}

/// Items as agendas word them.
const AGENDA: &[(Disposition, &str, &[&str])] = &[
    (Disposition::Convey, "中央经济工作会议精神", &[]),
    (Disposition::Convey, "传达学习县委全会精神", &[]),
    (Disposition::Hear, "全县医疗卫生工作情况的通报", &[]),
    (Disposition::Hear, "听取重点提案督办情况", &[]),
    (Disposition::Hear, "县人民政府关于住房保障情况的报告", &[]),
    (Disposition::HearDutyReports, "部分县政协常委述职", &[]),
    (Disposition::Arrange, "下半年重点工作", &[]),
    (Disposition::Discuss, "推进城市更新工作", &[]),
    (Disposition::Adopt, "审议《委员履职考核办法》", &["委员履职考核办法"]),
    (Disposition::Adopt, "政协青岭县委员会2026年工作要点", &["政协青岭县委员会2026年工作要点"]),
    (Disposition::Agree, "协商通过《界别活动小组名单》", &["界别活动小组名单"]),
    (Disposition::AgreeInPrinciple, "《乡村振兴视察方案》", &["乡村振兴视察方案"]),
    (Disposition::Notify, "《2027年度协商计划》", &["2027年度协商计划"]),
    (Disposition::Written, "《提案工作情况的报告》", &["提案工作情况的报告"]),
    (Disposition::Personnel, "有关人事事项", &[]),
    (Disposition::Decide, "召开县政协十届五次会议", &[]),
];

proptest! {
    #[test]
    fn a_release_of_any_agenda_is_read_back(
        chosen in proptest::sample::subsequence((0..AGENDA.len()).collect::<Vec<_>>(), 1..9).prop_shuffle(),
        number in 1u32..40,
        (expected, away) in (20i64..60, 0i64..9),
    ) {
        let items = (1..).zip(&chosen).map(|(id, n)| item(id, AGENDA[*n].0, AGENDA[*n].1, AGENDA[*n].2)).collect();
        let nth = crate::meeting::title::chinese(number.into());
        let title = format!("政协青岭县第十届委员会常务委员会第{nth}次会议");
        let facts = Facts { title, items, expected, present: expected - away, spoken: Vec::new(), ..standing() };
        is_read_back(&facts, Kind::StandingCommittee, [10, number]);
    }
}
