//! The minutes of a sitting (会议纪要), in the form of GB/T 9704: title, opening, a paragraph for each item, and who was
//! there, each label on a line of its own.

use super::deed::{deed, election, refused};
use super::{Counted, Facts, Part, full_day, sentence, short_day};
use crate::meeting::agenda::rules::State;
use crate::meeting::article::Disposition;
use crate::meeting::attendance::model::Called;
use crate::meeting::model::Item;
use crate::meeting::poll::rules::{Kind, Method};
use crate::meeting::title::chinese;

/// What the lines at the end begin with. The printed page knows them by these.
pub const LABELS: &[&str] = &["出席：", "请假：", "缺席：", "列席：", "提前离会："];

/// The space as wide as a character that stands between names.
const SPACE: char = '\u{3000}';

/// Minutes, one paragraph a line.
#[must_use]
pub fn minutes(facts: &Facts) -> String {
    let mut lines = vec![format!("{}纪要", facts.title), opening(facts)];
    let settled = facts.settled();
    let numbered = settled.len() > 1;
    for (item, n) in settled.into_iter().zip(1..) {
        let number = if numbered { format!("{}、", chinese(n)) } else { String::new() };
        lines.push(number + &paragraph(facts, item));
    }
    lines.extend(facts.items.iter().filter_map(left));
    lines.extend(apart(facts));
    lines.extend(people(facts));
    lines.join("\n") + "\n"
}

fn opening(facts: &Facts) -> String {
    let days = match (facts.date, facts.last_day) {
        (Some(first), Some(last)) if last > first => format!("{}至{}，", full_day(first), short_day(last)),
        (Some(day), _) => format!("{}，", full_day(day)),
        _ => String::new(),
    };
    let place = facts.place.as_ref().map(|place| format!("在{place}")).unwrap_or_default();
    let chair = facts.presiding().map(|one| format!("{}主持会议。", facts.named(one))).unwrap_or_default();
    format!("{days}{}{place}召开。{chair}{}", facts.title, facts.counted())
}

fn paragraph(facts: &Facts, item: &Item) -> String {
    let late = if item.late { "（临时增加的议题）" } else { "" };
    let outcome = if refused(facts, item) { "，未获通过" } else { "" };
    let mut text = format!("{late}会议{}{}{outcome}。", manner(facts, item), deed(facts, item));
    text += &reported(item);
    text += &spoke(facts, item);
    text += &item.decision.as_deref().map(decided).unwrap_or_default();
    text + &votes(facts, item)
}

/// 以举手表决方式, before the deed that a single poll decided.
fn manner(facts: &Facts, item: &Item) -> &'static str {
    let mut polls = facts.polls_on(Some(item.id), Kind::Question);
    let decides = matches!(item.disposition, Disposition::Adopt | Disposition::Agree);
    match (polls.next(), polls.next()) {
        (Some(one), None) if decides => match one.poll.method {
            Method::Hands => "以举手表决方式",
            Method::RollCall => "以唱名表决方式",
            Method::Named => "以记名表决方式",
            Method::Secret => "以无记名投票方式",
        },
        _ => "",
    }
}

fn reported(item: &Item) -> String {
    let Some(who) = &item.reporter else { return String::new() };
    match item.disposition {
        Disposition::HearDutyReports => String::new(),
        Disposition::Convey => format!("{who}作了传达。"),
        Disposition::Hear => format!("{who}作了汇报。"),
        Disposition::Arrange => format!("{who}作了部署。"),
        Disposition::Notify => format!("{who}作了通报。"),
        Disposition::Announce => format!("由{who}宣读。"),
        _ => format!("{who}就此作了说明。"),
    }
}

fn spoke(facts: &Facts, item: &Item) -> String {
    let names = facts.speakers(Some(item.id));
    match names.as_slice() {
        [] => String::new(),
        _ if item.disposition == Disposition::HearDutyReports => String::new(),
        [one] => format!("{one}发言。"),
        _ => format!("{}先后发言。", names.join("、")),
    }
}

fn decided(decision: &str) -> String {
    let decision = decision.trim();
    let words = decision.strip_prefix("会议决定").or_else(|| decision.strip_prefix("决定")).unwrap_or(decision);
    let words = sentence(words.trim_start_matches(['：', ':', '，']));
    if words.is_empty() { words } else { format!("会议决定：{words}") }
}

fn votes(facts: &Facts, item: &Item) -> String {
    let questions: Vec<_> = facts.polls_on(Some(item.id), Kind::Question).collect();
    let alone = questions.len() == 1;
    let told = |one: &&Counted| {
        let of = if alone { String::new() } else { format!("“{}”的", one.poll.title) };
        format!("{of}表决结果：{}。", numbers(one))
    };
    let questions: String = questions.iter().map(told).collect();
    questions + &facts.polls_on(Some(item.id), Kind::Election).map(elected).collect::<String>()
}

/// 赞成24票，反对0票，弃权0票
fn numbers(one: &Counted) -> String {
    let poll = &one.poll;
    let count = |votes: Option<i64>| votes.unwrap_or(0);
    let silent = count(poll.present) - count(poll.ballots);
    let silent = if silent > 0 { format!("，未表决{silent}人") } else { String::new() };
    format!("赞成{}票，反对{}票，弃权{}票{silent}", count(poll.yes), count(poll.no), count(poll.abstain))
}

fn elected(one: &Counted) -> String {
    let votes: Vec<_> = one.candidates.iter().map(|it| format!("{}{}票", it.name, it.votes.unwrap_or(0))).collect();
    let won: Vec<_> = one.candidates.iter().filter(|it| it.elected == Some(true)).map(|it| it.name.as_str()).collect();
    let won = if won.is_empty() { "无人当选".to_owned() } else { format!("{}当选", won.join("、")) };
    format!("选举结果：{}；{won}。", votes.join("，"))
}

/// An item that was on the agenda and not dealt with.
fn left(item: &Item) -> Option<String> {
    let why = match item.state {
        State::PutOff => "推迟，留待以后的会议处理",
        State::TakenOff => "撤下，本次会议没有处理",
        State::Waiting | State::Current | State::Settled => return None,
    };
    let decision = item.decision.as_deref().map(sentence).unwrap_or_default();
    Some(format!("原定议题“{}”{why}。{decision}", item.subject.trim_end_matches('。')))
}

/// Polls and speakers on no item.
fn apart(facts: &Facts) -> Vec<String> {
    let mut lines: Vec<_> = facts
        .polls_on(None, Kind::Question)
        .map(|one| {
            let outcome = if one.poll.passed == Some(true) { "获得通过" } else { "未获通过" };
            format!("会议就“{}”进行表决：{}，{outcome}。", one.poll.title, numbers(one))
        })
        .collect();
    lines.extend(facts.polls_on(None, Kind::Election).map(|one| {
        let what = election(&one.poll.title, &one.candidates).unwrap_or_else(|| format!("进行了{}", one.poll.title));
        format!("会议{what}。{}", elected(one))
    }));
    let names = facts.speakers(None);
    if !names.is_empty() {
        lines.push(format!("会上，{}发言。", names.join("、")));
    }
    lines
}

fn people(facts: &Facts) -> Vec<String> {
    let names = |part| facts.of(part).map(|one| aligned(&one.name)).collect();
    let gone = facts.of(Part::Attended).filter(|one| one.left_at.is_some()).map(|one| aligned(&one.name)).collect();
    let with_posts = facts.of(Part::SatIn).map(sat_in).collect();
    let [attended, on_leave, absent, sat_in, left] = [0, 1, 2, 3, 4].map(|n: usize| LABELS[n]);
    [
        roll(attended, names(Part::Attended), true),
        roll(left, gone, false),
        roll(on_leave, names(Part::OnLeave), true),
        roll(absent, names(Part::Absent), false),
        roll(sat_in, with_posts, true),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A label and its names; a label that must stand says that there are none.
fn roll(label: &str, names: Vec<String>, must: bool) -> Option<String> {
    match (names.is_empty(), must) {
        (false, _) => Some(label.to_owned() + &names.join(&SPACE.to_string())),
        (true, true) => Some(format!("{label}无")),
        (true, false) => None,
    }
}

fn sat_in(one: &Called) -> String {
    let posts = one.posts.0.join("、");
    if posts.is_empty() { aligned(&one.name) } else { format!("{}（{posts}）", aligned(&one.name)) }
}

/// A name of two characters is as wide as one of three: 何　青.
fn aligned(name: &str) -> String {
    let signs: Vec<_> = name.trim().chars().collect();
    match signs.as_slice() {
        [family, own] if !name.is_ascii() => format!("{family}{SPACE}{own}"),
        _ => name.trim().to_owned(),
    }
}
