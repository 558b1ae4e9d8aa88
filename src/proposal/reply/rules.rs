//! What a reply must say, and how the letter of it begins. The letter is Chinese, since the papers of the field are.

use crate::clock::Day;
use crate::committee::model::Choice;
use crate::draft;
use crate::error::Refusal;
use crate::fields::Faults;
use crate::meeting::title::chinese;
use crate::proposal::model::ReplyText;
use crate::proposal::model::words::REPLY;
use crate::proposal::rules::Kind;

/// A text as it is kept: lines end in a line feed, nothing hangs behind them or around the whole.
///
/// # Errors
/// It is too long.
pub fn fit(text: &str, most: usize) -> Result<String, Refusal> {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    let text = lines.join("\n").trim_matches('\n').to_owned();
    if text.chars().count() > most { Err(Refusal::new("reply-too-long").with("most", most)) } else { Ok(text) }
}

/// Reads what is written of a reply, which may lack anything. A class must be one of the list; the one that stood there
/// before may be closed meanwhile.
///
/// # Errors
/// What cannot be kept, by field.
pub fn read(text: &ReplyText, classes: &[Choice], before: Option<i64>) -> Result<ReplyText, Faults> {
    let text = draft::tidy(REPLY, text.clone());
    let mut faults: Faults = draft::too_long(REPLY, &text).into_iter().collect();
    if !text.planned_by.is_empty() && text.planned_by().is_none() {
        faults.note("planned_by", Refusal::new("reply-no-day"));
    }
    let known = |id: i64| classes.iter().any(|one| one.id == id && (!one.closed || before == Some(id)));
    if !text.class.is_empty() && !text.class().is_some_and(known) {
        faults.note("class", Refusal::new("reply-no-class"));
    }
    if faults.none() { Ok(text) } else { Err(faults) }
}

/// What a draft lacks before it can be handed up, by field. `promise`: a reply of its class says by when.
#[must_use]
pub fn lacking(text: &ReplyText, promise: bool, today: Day) -> Faults {
    let mut faults: Faults = draft::lacking(REPLY, text).into_iter().collect();
    let promised = text.planned_by();
    let mut need = |field: &str, there: bool, key| {
        if !there {
            faults.note(field, Refusal::new(key));
        }
    };
    need("planned_by", !promise || promised.is_some(), "reply-lacks-day");
    need("planned_by", promised.is_none_or(|day| day >= today), "reply-day-past");
    need("planned", promised.is_none() || !text.planned.is_empty(), "reply-lacks-plan");
    faults
}

/// 关于政协第十届三次会议第12号提案的答复. `session` is the term and the number of the plenary.
#[must_use]
pub fn title(session: Option<(i64, i64)>, number: Option<i64>) -> String {
    let of = session.map(|(term, n)| format!("第{}届{}次会议", chinese(term), chinese(n))).unwrap_or_default();
    let number = number.map(|number| format!("第{number}号")).unwrap_or_default();
    format!("关于政协{of}{number}提案的答复")
}

/// How a proposer is greeted: 沈怀远委员：
#[must_use]
pub fn salutation(kind: Kind, name: &str) -> String {
    if kind.collective() { format!("{name}：") } else { format!("{name}委员：") }
}

/// How a letter begins, for one who has not begun to write it.
#[must_use]
pub fn opening(subject: &str) -> String {
    format!("您提出的《{subject}》提案收悉。现答复如下：\n")
}

/// To whom the letter is copied: 抄送：政协青岭县委员会提案委员会，青岭县督查室
#[must_use]
pub fn copies(committee: &str, region: &str) -> String {
    format!("抄送：{committee}提案委员会，{region}督查室")
}

/// 2024年3月5日
#[must_use]
pub fn full_day(day: Day) -> String {
    format!("{}年{}月{}日", day.0.year(), day.0.month(), day.0.day())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposal::model::List;
    use proptest::prelude::*;

    fn class(id: i64, promise: bool, closed: bool) -> Choice {
        Choice {
            id,
            committee_id: 1,
            kind: List::Class.name().to_owned(),
            position: id,
            name: format!("{id}类"),
            meaning: "意思".into(),
            promise,
            closed,
        }
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn whole() -> ReplyText {
        let text = || "话".to_owned();
        ReplyText { class: "1".into(), body: text(), contact: text(), phone: text(), ..ReplyText::default() }
    }

    #[test]
    fn a_draft_may_lack_anything_and_what_is_handed_up_lacks_nothing() {
        let none = read(&ReplyText::default(), &[], None).unwrap();
        assert_eq!(none, ReplyText::default());
        let lacks: Vec<_> = lacking(&none, true, day("2024-03-05")).0.into_keys().collect();
        assert_eq!(lacks, ["body", "class", "contact", "phone", "planned_by"]);
        assert!(lacking(&whole(), false, day("2024-03-05")).none());
    }

    #[test]
    fn a_promise_names_its_day_and_what_is_planned() {
        let today = day("2024-03-05");
        let lacks = |draft: &ReplyText, promise| lacking(draft, promise, today).0.into_keys().collect::<Vec<_>>();
        assert_eq!(lacks(&whole(), true), ["planned_by"]);
        let promised = ReplyText { planned_by: "2024-12-31".into(), ..whole() };
        assert_eq!(lacks(&promised, true), ["planned"]);
        let told = ReplyText { planned: "修路".into(), ..promised };
        assert!(lacks(&told, true).is_empty() && lacks(&told, false).is_empty());
        assert_eq!(lacks(&ReplyText { planned_by: "2024-03-04".into(), ..told }, true), ["planned_by"]);
    }

    #[test]
    fn a_closed_class_is_chosen_no_more_and_kept_where_it_stood() {
        let classes = [class(1, false, false), class(2, false, true)];
        let chosen = |id: &str, before| read(&ReplyText { class: id.into(), ..ReplyText::default() }, &classes, before);
        assert_eq!(chosen("1", None).unwrap().class(), Some(1));
        assert!(chosen("2", None).is_err() && chosen("3", None).is_err() && chosen("A", None).is_err());
        assert_eq!(chosen("2", Some(2)).unwrap().class(), Some(2));
    }

    #[test]
    fn a_letter_is_called_by_session_and_number_and_greets_the_first() {
        assert_eq!(title(Some((10, 3)), Some(12)), "关于政协第十届三次会议第12号提案的答复");
        assert_eq!(title(None, None), "关于政协提案的答复");
        assert_eq!(salutation(Kind::Member, "沈怀远"), "沈怀远委员：");
        assert_eq!(salutation(Kind::Party, "民盟青岭县支部"), "民盟青岭县支部：");
    }

    proptest! {
        #[test]
        fn what_was_kept_is_read_as_the_same(body in any::<String>(), phone in "[0-9 -]{0,20}") {
            let text = ReplyText { body, phone, ..ReplyText::default() };
            let once = read(&text, &[], None).unwrap();
            prop_assert_eq!(read(&once, &[], None).unwrap(), once);
        }
    }
}
