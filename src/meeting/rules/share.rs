//! Shares of a body: when it is a quorum, and when a poll is won. What counts as the whole is data of the committee.

use crate::meeting::article::Kind;
use crate::named;

named! {
    /// A share of a whole.
    pub enum Share {
        MoreThanHalf = "more_than_half",
        AtLeastHalf = "at_least_half",
        TwoThirds = "two_thirds",
        MoreThanTwoThirds = "more_than_two_thirds",
        ThreeQuarters = "three_quarters",
        Whole = "whole",
    }
}

impl Share {
    /// Whether a part makes up this share of a whole. Nothing is no share of nothing.
    #[must_use]
    pub const fn reached(self, part: i64, whole: i64) -> bool {
        whole > 0 && part >= self.least(whole)
    }

    /// The fewest that make up this share of a whole.
    #[must_use]
    pub const fn least(self, whole: i64) -> i64 {
        match self {
            Self::MoreThanHalf => whole / 2 + 1,
            Self::AtLeastHalf => (whole + 1) / 2,
            Self::TwoThirds => (2 * whole + 2) / 3,
            Self::MoreThanTwoThirds => 2 * whole / 3 + 1,
            Self::ThreeQuarters => (3 * whole + 3) / 4,
            Self::Whole => whole,
        }
    }
}

named! {
    /// What a majority is counted by.
    pub enum Base {
        /// All who have a vote in this body, there or not.
        Members = "members",
        /// Those who were there when the poll opened.
        Present = "present",
        /// The votes cast, abstentions among them.
        Cast = "cast",
    }
}

/// The rules by which one kind of sitting is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Who holds one of these posts in the committee itself is called; none: every member.
    pub posts: Vec<String>,
    /// Who holds one of these posts grants leave.
    pub leave_posts: Vec<String>,
    pub quorum: Share,
    pub base: Base,
    pub majority: Share,
    /// A document is adopted by a poll alone.
    pub polled: bool,
}

/// The rules that hold where a committee has set none: the Charter's (政协章程), by which more than half of all members
/// make a quorum and adopt.
#[must_use]
pub fn usual(kind: Kind) -> Rule {
    let posts: &[&str] = match kind {
        Kind::Plenary | Kind::Preparatory | Kind::Other => &[],
        Kind::StandingCommittee => &["主席", "副主席", "秘书长", "常务委员"],
        Kind::Chairpersons => &["主席", "副主席", "秘书长"],
    };
    Rule {
        posts: posts.iter().map(ToString::to_string).collect(),
        leave_posts: vec!["秘书长".to_owned()],
        quorum: Share::MoreThanHalf,
        base: Base::Members,
        majority: Share::MoreThanHalf,
        polled: matches!(kind, Kind::Plenary | Kind::Preparatory | Kind::StandingCommittee),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_fewest_of_each_share_are_as_one_counts_them() {
        for (share, whole, least) in [
            (Share::MoreThanHalf, 27, 14),
            (Share::MoreThanHalf, 36, 19),
            (Share::AtLeastHalf, 36, 18),
            (Share::AtLeastHalf, 27, 14),
            (Share::TwoThirds, 27, 18),
            (Share::TwoThirds, 28, 19),
            (Share::MoreThanTwoThirds, 27, 19),
            (Share::ThreeQuarters, 10, 8),
            (Share::Whole, 9, 9),
        ] {
            assert_eq!(share.least(whole), least, "{share} of {whole}");
        }
    }

    proptest! {
        #[test]
        fn a_share_is_reached_from_its_fewest_on_and_never_by_more_than_the_whole(n in 0usize..6, whole in 1i64..3000) {
            let share = Share::ALL[n];
            let least = share.least(whole);
            prop_assert!(share.reached(least, whole) && !share.reached(least - 1, whole));
            prop_assert!((1..=whole).contains(&least));
        }
    }
}
