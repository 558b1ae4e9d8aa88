//! The plan of a sitting as a form: texts as they were entered, and the plan that they make.

use std::collections::BTreeMap;

use jiff::civil::Time;
use serde::Serialize;

use crate::clock::{Day, Instant};
use crate::error::Refusal;
use crate::meeting::article::{Kind, Record};
use crate::meeting::model::Sitting;
use crate::meeting::store::Plan;
use crate::page::{Faults, bounded, filled, number};

/// The most characters of a place and of a name.
const LONGEST: usize = 100;

/// When sittings usually begin.
const USUAL: &str = "09:00";

/// The fields of a plan. What an address or a button says of it is not among them.
const FIELDS: &[&str] = &["term", "nth", "name", "date", "begins", "ends", "place", "chair", "group"];

/// What stands in the form. Nothing entered is lost, fit or not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(super) struct Form(BTreeMap<&'static str, String>);

impl Form {
    pub fn sent(sent: &BTreeMap<String, String>) -> Self {
        let text = |field: &&'static str| Some((*field, sent.get(*field)?.clone()));
        Self(FIELDS.iter().filter_map(text).collect())
    }

    /// What is proposed for a new sitting: the number after the last one of its kind in this term, at its place.
    pub fn proposed(kind: Kind, term: Option<i64>, last: Option<&Sitting>, chair: Option<i64>) -> Self {
        let same_term = last.filter(|last| term.is_none() || last.term == term);
        let nth = same_term.and_then(|last| nth(kind, last)).map_or(1, |n| n + 1);
        Self::of([
            ("term", term.map(|n| n.to_string())),
            ("nth", (kind != Kind::Other).then(|| nth.to_string())),
            ("begins", Some(last.and_then(|last| last.begins_at).map_or_else(|| USUAL.to_owned(), Instant::time))),
            ("place", last.and_then(|last| last.place.clone())),
            ("chair", chair.map(|id| id.to_string())),
        ])
    }

    /// What is proposed for a sitting within a plenary.
    pub fn within(parent: &Sitting) -> Self {
        Self::of([
            ("term", parent.term.map(|n| n.to_string())),
            ("nth", nth(parent.kind, parent).map(|n| n.to_string())),
            ("date", parent.date.map(|day| day.to_string())),
            ("begins", parent.begins_at.map(Instant::time)),
            ("place", parent.place.clone()),
            ("chair", parent.chair_id.map(|id| id.to_string())),
        ])
    }

    fn of<const N: usize>(texts: [(&'static str, Option<String>); N]) -> Self {
        Self(texts.into_iter().filter_map(|(field, text)| Some((field, text?))).collect())
    }

    /// The text of a field; empty where it has none.
    pub fn text(&self, field: &str) -> &str {
        self.0.get(field).map_or("", String::as_str)
    }

    /// Whether a key is what a field has chosen.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references")]
    pub fn chose(&self, field: &str, id: &i64) -> bool {
        self.text(field) == id.to_string()
    }

    pub fn day(&self) -> Option<Day> {
        Day::read(self.text("date"))
    }

    /// The names of the fields in which two forms differ.
    pub fn changed(&self, other: &Self) -> Vec<&'static str> {
        FIELDS.iter().copied().filter(|field| self.text(field).trim() != other.text(field)).collect()
    }

    /// The plan that the form makes for a sitting of this kind, or within this plenary.
    ///
    /// # Errors
    /// What is wrong with which field.
    pub fn plan(&self, kind: Option<Kind>, parent: Option<&Sitting>) -> Result<Plan, Faults> {
        let mut faults = Faults::default();
        let term = faults.take("term", number(self.text("term"), 1..=99)).flatten();
        let nth = faults.take("nth", number(self.text("nth"), 1..=999)).flatten();
        let place = faults.take("place", self.short("place")).flatten();
        let name = faults.take("name", self.short("name")).flatten();
        let day = faults.take("date", self.day().ok_or_else(|| Refusal::new("form-day")));
        let begins = faults.take("begins", time(self.text("begins")));
        let ends = faults.take("ends", filled(self.text("ends")).map(time).transpose()).flatten();
        let chair = self.text("chair").parse().ok();
        for (field, missing) in [
            ("kind", kind.is_none()),
            ("chair", chair.is_none()),
            ("place", place.is_none()),
            ("name", parent.is_some() && name.is_none()),
        ] {
            if missing {
                faults.note(field, Refusal::new("form-missing"));
            }
        }
        let (at, until) =
            (begins.zip(day).map(|(time, day)| day.at(time)), ends.zip(day).map(|(time, day)| day.at(time)));
        if at.zip(until).is_some_and(|(at, until)| until <= at) {
            faults.note("ends", Refusal::new("plan-ends-before"));
        }
        let (Some(kind), Some(begins_at), true) = (kind, at, faults.none()) else { return Err(faults) };
        let counted = matches!(kind, Kind::Plenary | Kind::Preparatory);
        let record = Record {
            kind,
            term,
            session: nth.filter(|_| counted),
            number: nth.filter(|_| !counted),
            date: day.map(|day| day.to_string()),
            place,
            ..Record::default()
        };
        let group = self.text("group").parse().ok().filter(|_| parent.is_some());
        Ok(Plan { record, name, begins_at, ends_at: until, chair, parent: parent.map(|parent| parent.id), group })
    }

    /// A short text on one line, or none.
    fn short(&self, field: &str) -> Result<Option<String>, Refusal> {
        let text = self.text(field).split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(bounded(&text, LONGEST)?.map(str::to_owned))
    }
}

impl From<&Sitting> for Form {
    fn from(sitting: &Sitting) -> Self {
        Self::of([
            ("term", sitting.term.map(|n| n.to_string())),
            ("nth", nth(sitting.kind, sitting).map(|n| n.to_string())),
            ("name", sitting.name.clone()),
            ("date", sitting.date.map(|day| day.to_string())),
            ("begins", sitting.begins_at.map(Instant::time)),
            ("ends", sitting.ends_at.map(Instant::time)),
            ("place", sitting.place.clone()),
            ("chair", sitting.chair_id.map(|id| id.to_string())),
            ("group", sitting.group_id.map(|id| id.to_string())),
        ])
    }
}

/// The 次 of a sitting, which a plenary and its preparatory meeting have in common.
fn nth(kind: Kind, sitting: &Sitting) -> Option<i64> {
    if matches!(kind, Kind::Plenary | Kind::Preparatory) { sitting.session } else { sitting.number }
}

fn time(text: &str) -> Result<Time, Refusal> {
    let (hour, minute) = text.trim().split_once([':', '：']).ok_or_else(|| Refusal::new("plan-time"))?;
    // A browser may send the seconds too.
    let minute = minute.strip_suffix(":00").unwrap_or(minute);
    let parsed = hour.parse().ok().zip(minute.parse().ok());
    parsed.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok()).ok_or_else(|| Refusal::new("plan-time"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Form {
        Form::sent(&fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
    }

    const FIT: &[(&str, &str)] =
        &[("term", "10"), ("nth", "7"), ("date", "2024-03-08"), ("begins", "9:00"), ("place", "三楼"), ("chair", "1")];

    #[test]
    fn a_filled_form_is_a_plan() {
        let plan = sent(FIT).plan(Some(Kind::StandingCommittee), None).unwrap();
        assert_eq!((plan.record.number, plan.record.session, plan.chair), (Some(7), None, Some(1)));
        assert_eq!(plan.begins_at.minute(), "2024-03-08 09:00");
        let plenary = sent(FIT).plan(Some(Kind::Plenary), None).unwrap();
        assert_eq!((plenary.record.number, plenary.record.session), (None, Some(7)));
    }

    #[test]
    fn what_is_wrong_is_told_at_its_field() {
        for (field, text, key) in [
            ("date", "8 March", "form-day"),
            ("begins", "nine", "plan-time"),
            ("begins", "25:00", "plan-time"),
            ("ends", "08:30", "plan-ends-before"),
            ("nth", "seven", "form-number"),
            ("place", " ", "form-missing"),
            ("chair", "", "form-missing"),
        ] {
            let form = sent(&[FIT, &[(field, text)]].concat());
            let faults = form.plan(Some(Kind::StandingCommittee), None).unwrap_err();
            assert_eq!(faults.of(field).map(|refusal| refusal.key), Some(key), "{field} {text}");
        }
    }
}
