//! The proposals that a row is held against: those of the record, and those of the rows before it.

use std::collections::HashMap;

/// What tells a proposal from the others of its session. `row`: where it stands, of one in the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    pub number: Option<i64>,
    pub subject: String,
    /// The name of the first proposer.
    pub proposer: String,
    pub row: Option<u32>,
}

/// What is there of a proposal already.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a> {
    Nothing,
    Itself,
    /// Another one, which has its number.
    Holder(&'a Kept),
}

/// Proposals by the numbers and the subjects that they have within their sessions.
#[derive(Clone, Debug, Default)]
pub struct Register {
    kept: Vec<Kept>,
    numbers: HashMap<(i64, i64), usize>,
    subjects: HashMap<(i64, String), Vec<usize>>,
}

/// A subject without its blanks.
fn compared(subject: &str) -> String {
    subject.split_whitespace().collect()
}

impl Register {
    pub fn add(&mut self, session: i64, one: Kept) {
        let at = self.kept.len();
        self.numbers.extend(one.number.map(|number| ((session, number), at)));
        self.subjects.entry((session, compared(&one.subject))).or_default().push(at);
        self.kept.push(one);
    }

    /// A proposal is there where one has its number and its subject or proposer, or both of these.
    #[must_use]
    pub fn find(&self, session: i64, one: &Kept) -> Found<'_> {
        let subject = compared(&one.subject);
        let holder = one.number.and_then(|number| self.numbers.get(&(session, number))).map(|at| &self.kept[*at]);
        let agrees = |holder: &Kept| holder.proposer == one.proposer || compared(&holder.subject) == subject;
        let mut alike = self.subjects.get(&(session, subject.clone())).into_iter().flatten();
        if holder.is_some_and(agrees) || alike.any(|at| self.kept[*at].proposer == one.proposer) {
            Found::Itself
        } else {
            holder.map_or(Found::Nothing, Found::Holder)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(number: Option<i64>, subject: &str, proposer: &str) -> Kept {
        Kept { number, subject: subject.to_owned(), proposer: proposer.to_owned(), row: None }
    }

    #[test]
    fn a_proposal_is_there_only_where_two_of_number_subject_and_proposer_agree() {
        let mut register = Register::default();
        register.add(1, kept(Some(7), "修渠", "白景行"));
        register.add(1, kept(None, "食品 安全", "白如故"));
        let holder = kept(Some(7), "修渠", "白景行");
        for (number, subject, proposer, found) in [
            (Some(7), "修渠", "白景行", Found::Itself),
            (Some(7), "修渠", "白若谷", Found::Itself),
            (Some(7), "修路", "白景行", Found::Itself),
            (Some(8), "修渠", "白景行", Found::Itself),
            (None, "修 渠", "白景行", Found::Itself),
            (Some(9), "食品安全", "白如故", Found::Itself),
            (Some(7), "修路", "白若谷", Found::Holder(&holder)),
            (None, "修渠", "白若谷", Found::Nothing),
            (None, "修路", "白景行", Found::Nothing),
            (None, "食品安全", "白景行", Found::Nothing),
            (Some(8), "修路", "白景行", Found::Nothing),
        ] {
            assert_eq!(register.find(1, &kept(number, subject, proposer)), found, "{number:?} {subject} {proposer}");
        }
        assert_eq!(register.find(2, &holder), Found::Nothing, "it is another session");
    }
}
