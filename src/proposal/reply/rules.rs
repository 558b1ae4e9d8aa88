//! What a reply must say, and how the letter of it begins. The letter is Chinese, since the papers of the field are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clock::Day;
use crate::error::Refusal;
use crate::fields::{Faults, filled};
use crate::meeting::title::chinese;
use crate::proposal::model::{Choice, Reply};
use crate::proposal::rules::Kind;

/// The longest letter, and the longest of its other texts, in characters; lines are at most [`LINE`] long.
pub const LETTER: usize = 50_000;
pub const TEXT: usize = 5_000;
pub const LINE: usize = 200;

/// The fields of a reply as they are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(default)]
#[schema(as = ReplyFields)]
pub struct Fields {
    pub class: String,
    pub done: String,
    pub planned: String,
    pub planned_by: String,
    pub refused: String,
    pub body: String,
    pub number: String,
    pub signatory: String,
    pub contact: String,
    pub phone: String,
}

/// A reply as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub class: Option<i64>,
    pub done: String,
    pub planned: String,
    pub planned_by: Option<Day>,
    pub refused: String,
    pub body: String,
    pub number: String,
    pub signatory: String,
    pub contact: String,
    pub phone: String,
}

impl From<&Reply> for Draft {
    fn from(reply: &Reply) -> Self {
        Self {
            class: reply.class_id,
            done: reply.done.clone(),
            planned: reply.planned.clone(),
            planned_by: reply.planned_by,
            refused: reply.refused.clone(),
            body: reply.body.clone(),
            number: reply.number.clone(),
            signatory: reply.signatory.clone(),
            contact: reply.contact.clone(),
            phone: reply.phone.clone(),
        }
    }
}

impl From<&Draft> for Fields {
    fn from(draft: &Draft) -> Self {
        Self {
            class: draft.class.map(|id| id.to_string()).unwrap_or_default(),
            done: draft.done.clone(),
            planned: draft.planned.clone(),
            planned_by: draft.planned_by.map(|day| day.to_string()).unwrap_or_default(),
            refused: draft.refused.clone(),
            body: draft.body.clone(),
            number: draft.number.clone(),
            signatory: draft.signatory.clone(),
            contact: draft.contact.clone(),
            phone: draft.phone.clone(),
        }
    }
}

/// A text as it is kept: lines end in a line feed, nothing hangs behind them or around the whole.
///
/// # Errors
/// It is too long.
pub fn fit(text: &str, most: usize) -> Result<String, Refusal> {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    let text = lines.join("\n").trim_matches('\n').to_owned();
    if text.chars().count() > most { Err(Refusal::new("reply-too-long").with("most", most)) } else { Ok(text) }
}

/// Reads the fields of a draft, which may lack anything. A class must be one of the list; the one that stood there
/// before may be closed meanwhile.
///
/// # Errors
/// What cannot be kept, by field.
pub fn read(fields: &Fields, classes: &[Choice], before: Option<i64>) -> Result<Draft, Faults> {
    let mut faults = Faults::default();
    let mut text = |field: &str, text: &str, most| faults.take(field, fit(text, most)).unwrap_or_default();
    let mut draft = Draft {
        done: text("done", &fields.done, TEXT),
        planned: text("planned", &fields.planned, TEXT),
        refused: text("refused", &fields.refused, TEXT),
        body: text("body", &fields.body, LETTER),
        number: text("number", fields.number.trim(), LINE),
        signatory: text("signatory", fields.signatory.trim(), LINE),
        contact: text("contact", fields.contact.trim(), LINE),
        phone: text("phone", fields.phone.trim(), LINE),
        ..Draft::default()
    };
    if let Some(day) = filled(&fields.planned_by) {
        draft.planned_by = faults.take("planned_by", day.parse().map_err(|_| Refusal::new("reply-no-day")));
    }
    if let Some(class) = filled(&fields.class) {
        let known = |id: i64| classes.iter().any(|one| one.id == id && (!one.closed || before == Some(id)));
        let class = class.parse().ok().filter(|id| known(*id)).ok_or_else(|| Refusal::new("reply-no-class"));
        draft.class = faults.take("class", class);
    }
    if faults.none() { Ok(draft) } else { Err(faults) }
}

/// What a draft lacks before it can be handed up, by field. `promise`: a reply of its class says by when.
#[must_use]
pub fn lacking(draft: &Draft, promise: bool, today: Day) -> Faults {
    let mut faults = Faults::default();
    let mut need = |field: &str, there: bool, key| {
        if !there {
            faults.note(field, Refusal::new(key));
        }
    };
    need("class", draft.class.is_some(), "reply-lacks-class");
    need("body", !draft.body.is_empty(), "reply-lacks-body");
    need("planned_by", !promise || draft.planned_by.is_some(), "reply-lacks-day");
    need("planned_by", draft.planned_by.is_none_or(|day| day >= today), "reply-day-past");
    need("planned", draft.planned_by.is_none() || !draft.planned.is_empty(), "reply-lacks-plan");
    need("contact", !draft.contact.is_empty(), "reply-lacks-contact");
    need("phone", !draft.phone.is_empty(), "reply-lacks-phone");
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
            kind: List::Class,
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

    fn whole() -> Draft {
        let text = || "话".to_owned();
        Draft { class: Some(1), body: text(), contact: text(), phone: text(), ..Draft::default() }
    }

    #[test]
    fn a_draft_may_lack_anything_and_what_is_handed_up_lacks_nothing() {
        let none = read(&Fields::default(), &[], None).unwrap();
        assert_eq!(none, Draft::default());
        let lacks: Vec<_> = lacking(&none, true, day("2024-03-05")).0.into_keys().collect();
        assert_eq!(lacks, ["body", "class", "contact", "phone", "planned_by"]);
        assert!(lacking(&whole(), false, day("2024-03-05")).none());
    }

    #[test]
    fn a_promise_names_its_day_and_what_is_planned() {
        let today = day("2024-03-05");
        let lacks = |draft: &Draft, promise| lacking(draft, promise, today).0.into_keys().collect::<Vec<_>>();
        assert_eq!(lacks(&whole(), true), ["planned_by"]);
        let promised = Draft { planned_by: Some(day("2024-12-31")), ..whole() };
        assert_eq!(lacks(&promised, true), ["planned"]);
        let told = Draft { planned: "修路".into(), ..promised };
        assert!(lacks(&told, true).is_empty() && lacks(&told, false).is_empty());
        assert_eq!(lacks(&Draft { planned_by: Some(day("2024-03-04")), ..told }, true), ["planned_by"]);
    }

    #[test]
    fn a_closed_class_is_chosen_no_more_and_kept_where_it_stood() {
        let classes = [class(1, false, false), class(2, false, true)];
        let chosen = |id: &str, before| read(&Fields { class: id.into(), ..Fields::default() }, &classes, before);
        assert_eq!(chosen("1", None).unwrap().class, Some(1));
        assert!(chosen("2", None).is_err() && chosen("3", None).is_err() && chosen("A", None).is_err());
        assert_eq!(chosen("2", Some(2)).unwrap().class, Some(2));
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
            let fields = Fields { body, phone, ..Fields::default() };
            let once = read(&fields, &[], None).unwrap();
            prop_assert_eq!(read(&Fields::from(&once), &[], None).unwrap(), once);
        }
    }
}
