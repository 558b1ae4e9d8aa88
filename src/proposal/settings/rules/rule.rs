//! The rule of a committee's proposals as it stands in a form.

use std::ops::RangeInclusive;

use serde::Deserialize;
use utoipa::ToSchema;

use crate::error::Refusal;
use crate::fields::{Faults, filled, number};
use crate::proposal::model::Rule;

/// The numbers of the rule, each with what it may be.
pub const NUMBERS: [(&str, RangeInclusive<i64>); 7] = [
    ("cosigners", 1..=50),
    ("accept_days", 1..=30),
    ("opinion_months", 1..=12),
    ("reply_months", 1..=12),
    ("extension_months", 1..=12),
    ("evaluation_days", 1..=365),
    ("soon_days", 1..=60),
];

/// The most steps of a review, and the most characters of one.
const MOST_STEPS: usize = 6;
const LONGEST_STEP: usize = 20;

/// A rule as somebody wrote it. A ticked box sends something, one that is not ticked nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[schema(as = RuleForm)]
pub struct WrittenRule {
    #[serde(default)]
    pub steps: String,
    #[serde(default)]
    pub cosigners: String,
    #[serde(default)]
    pub accept_days: String,
    #[serde(default)]
    pub opinion_months: String,
    #[serde(default)]
    pub reply_months: String,
    #[serde(default)]
    pub extension_months: String,
    #[serde(default)]
    pub evaluation_days: String,
    #[serde(default)]
    pub soon_days: String,
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub merged: String,
    #[serde(default)]
    pub roll: String,
    #[serde(default)]
    pub publication: String,
    pub version: i64,
}

impl From<&Rule> for WrittenRule {
    fn from(rule: &Rule) -> Self {
        let tick = |ticked: bool| if ticked { "yes" } else { "" }.to_owned();
        Self {
            steps: rule.steps.clone(),
            cosigners: rule.cosigners.to_string(),
            accept_days: rule.accept_days.to_string(),
            opinion_months: rule.opinion_months.to_string(),
            reply_months: rule.reply_months.to_string(),
            extension_months: rule.extension_months.to_string(),
            evaluation_days: rule.evaluation_days.to_string(),
            soon_days: rule.soon_days.to_string(),
            contact: tick(rule.contact),
            merged: tick(rule.merged),
            roll: tick(rule.roll),
            publication: rule.publication.to_string(),
            version: rule.version,
        }
    }
}

impl WrittenRule {
    /// Its fields by their names, without the version.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 12] {
        [
            ("steps", &self.steps),
            ("cosigners", &self.cosigners),
            ("accept_days", &self.accept_days),
            ("opinion_months", &self.opinion_months),
            ("reply_months", &self.reply_months),
            ("extension_months", &self.extension_months),
            ("evaluation_days", &self.evaluation_days),
            ("soon_days", &self.soon_days),
            ("contact", &self.contact),
            ("merged", &self.merged),
            ("roll", &self.roll),
            ("publication", &self.publication),
        ]
    }

    /// What stands in a field.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        self.fields().into_iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text)
    }

    /// The fields in which it differs from another.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<&'static str> {
        let pairs = self.fields().into_iter().zip(other.fields());
        pairs.filter(|(own, other)| own.1 != other.1).map(|(own, _)| own.0).collect()
    }

    /// Reads it, or says what is wrong with which field.
    ///
    /// # Errors
    /// The faults, by the names of the fields.
    pub fn fit(&self, committee: i64) -> Result<Rule, Faults> {
        let mut faults = Faults::default();
        let steps = faults.take("steps", steps(&self.steps));
        let publication =
            faults.take("publication", self.publication.parse().map_err(|_| Refusal::new("form-missing")));
        let mut numbers = [0; NUMBERS.len()];
        for ((field, range), place) in NUMBERS.into_iter().zip(&mut numbers) {
            let read = number(self.of(field), range).and_then(|read| read.ok_or_else(|| Refusal::new("form-missing")));
            *place = faults.take(field, read).unwrap_or(0);
        }
        let (Some(steps), Some(publication), true) = (steps, publication, faults.none()) else { return Err(faults) };
        let [cosigners, accept_days, opinion_months, reply_months, extension_months, evaluation_days, soon_days] =
            numbers;
        Ok(Rule {
            committee_id: committee,
            steps,
            cosigners,
            accept_days,
            opinion_months,
            reply_months,
            extension_months,
            evaluation_days,
            soon_days,
            contact: !self.contact.is_empty(),
            merged: !self.merged.is_empty(),
            roll: !self.roll.is_empty(),
            publication,
            version: self.version + 1,
        })
    }
}

/// The steps of a review, one a line, without what is empty. There may be none: then filing alone decides.
fn steps(text: &str) -> Result<String, Refusal> {
    let steps: Vec<_> = text.lines().filter_map(filled).collect();
    if steps.len() > MOST_STEPS {
        return Err(Refusal::new("proposalset-too-many-steps").with("most", MOST_STEPS));
    }
    if steps.iter().any(|step| step.chars().count() > LONGEST_STEP) {
        return Err(Refusal::new("proposalset-step-too-long").with("most", LONGEST_STEP));
    }
    Ok(steps.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> WrittenRule {
        WrittenRule::from(&Rule::usual(7))
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let rule = written().fit(7).unwrap();
        assert_eq!(rule, Rule { version: 1, ..Rule::usual(7) });
        assert!(WrittenRule::from(&rule).differing(&written()).is_empty());
    }

    #[test]
    fn every_number_keeps_its_range() {
        for (field, range) in NUMBERS {
            for (text, key) in
                [("", "form-missing"), ("0", "form-number"), ("x", "form-number"), ("9999", "form-number")]
            {
                let mut sent = written();
                let place = match field {
                    "cosigners" => &mut sent.cosigners,
                    "accept_days" => &mut sent.accept_days,
                    "opinion_months" => &mut sent.opinion_months,
                    "reply_months" => &mut sent.reply_months,
                    "extension_months" => &mut sent.extension_months,
                    "evaluation_days" => &mut sent.evaluation_days,
                    _ => &mut sent.soon_days,
                };
                text.clone_into(place);
                let faults = sent.fit(7).unwrap_err();
                assert_eq!(
                    faults.0.into_iter().map(|(f, r)| (f, r.key)).collect::<Vec<_>>(),
                    [(field.to_owned(), key)]
                );
            }
            assert!(range.contains(&written().of(field).parse().unwrap()), "{field}");
        }
    }

    #[test]
    fn the_steps_are_few_and_short_and_may_be_none() {
        let of = |steps: &str| WrittenRule { steps: steps.to_owned(), ..written() }.fit(7);
        assert_eq!(of(" 初审 \r\n\n终审").unwrap().steps, "初审\n终审");
        assert_eq!(of(" \n").unwrap().steps(), Vec::<&str>::new());
        assert_eq!(
            of("一\n二\n三\n四\n五\n六\n七").unwrap_err().of("steps").unwrap().key,
            "proposalset-too-many-steps"
        );
        assert_eq!(of(&"审".repeat(21)).unwrap_err().of("steps").unwrap().key, "proposalset-step-too-long");
    }

    #[test]
    fn what_differs_is_named() {
        let other = WrittenRule { contact: String::new(), reply_months: "4".into(), ..written() };
        assert_eq!(written().differing(&other), ["reply_months", "contact"]);
    }
}
