//! Two texts beside each other, paragraph by paragraph, and one text in which no word of either is lost.

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use utoipa::ToSchema;

/// A paragraph of one of the texts, and whether the other lacks it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Paragraph {
    pub text: String,
    pub own: bool,
}

/// Two texts compared: the paragraphs of each, and both as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub theirs: Vec<Paragraph>,
    pub mine: Vec<Paragraph>,
    /// What is in both once, and where they differ theirs before mine.
    pub joined: String,
}

/// Compares two texts.
#[must_use]
pub fn compare(theirs: &str, mine: &str) -> Compared {
    let (old, new): (Vec<_>, Vec<_>) = (theirs.lines().collect(), mine.lines().collect());
    let mut compared = Compared { theirs: Vec::new(), mine: Vec::new(), joined: String::new() };
    for step in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let same = matches!(step, DiffOp::Equal { .. });
        let (left, right) = (&old[step.old_range()], &new[step.new_range()]);
        compared.theirs.extend(paragraphs(left, !same));
        compared.mine.extend(paragraphs(right, !same));
        for line in left.iter().chain(if same { &[] } else { right }) {
            compared.joined.push_str(line);
            compared.joined.push('\n');
        }
    }
    compared
}

fn paragraphs(lines: &[&str], own: bool) -> Vec<Paragraph> {
    lines.iter().map(|line| Paragraph { text: (*line).to_owned(), own }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_differs_is_marked_and_joined_theirs_before_mine() {
        let compared = compare("题\n甲\n末\n", "题\n乙\n丙\n末\n");
        let own =
            |side: &[Paragraph]| side.iter().filter(|one| one.own).map(|one| one.text.clone()).collect::<Vec<_>>();
        assert_eq!(own(&compared.theirs), ["甲"]);
        assert_eq!(own(&compared.mine), ["乙", "丙"]);
        assert_eq!(compared.joined, "题\n甲\n乙\n丙\n末\n");
    }

    fn text() -> impl Strategy<Value = String> {
        proptest::collection::vec("[甲乙丙]{0,2}", 0..9).prop_map(|lines| lines.join("\n"))
    }

    fn within(part: &str, whole: &str) -> bool {
        let mut lines = whole.lines();
        part.lines().all(|line| lines.any(|other| other == line))
    }

    proptest! {
        #[test]
        fn no_paragraph_of_either_is_lost_and_their_order_is_kept(theirs in text(), mine in text()) {
            let compared = compare(&theirs, &mine);
            prop_assert!(within(&theirs, &compared.joined) && within(&mine, &compared.joined));
            let told = |side: &[Paragraph]| side.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
            prop_assert_eq!(told(&compared.theirs), theirs.lines().collect::<Vec<_>>());
            prop_assert_eq!(told(&compared.mine), mine.lines().collect::<Vec<_>>());
        }
    }
}
