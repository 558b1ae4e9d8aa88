//! What the review asks beyond the states: the step that a proposal stands at, and which proposals are about the same.

use std::collections::HashSet;

/// The step that is to pass next; none: all are passed, and it waits to be decided.
#[must_use]
pub fn waits_at<'a>(steps: &[&'a str], passed: i64) -> Option<&'a str> {
    steps.get(usize::try_from(passed).ok()?).copied()
}

/// How much of two subjects is the same at least, where they are about the same.
const ALIKE: f64 = 0.5;

/// How many proposals about the same are named at the most.
const MOST: usize = 3;

/// What subjects of proposals say whatever they are about.
const COMMON: &[&str] = &["关于", "进一步", "加强", "加快", "推进", "促进", "提升", "工作", "的建议", "的提案", "建议"];

/// The pairs of signs that stand side by side in a subject, without what all subjects say.
pub struct Pairs(HashSet<[char; 2]>);

impl Pairs {
    #[must_use]
    pub fn of(subject: &str) -> Self {
        let bare = COMMON.iter().fold(subject.to_owned(), |text, common| text.replace(common, ""));
        let signs: Vec<_> = bare.chars().filter(|sign| sign.is_alphanumeric()).collect();
        Self(signs.windows(2).map(|pair| [pair[0], pair[1]]).collect())
    }

    /// How much two subjects share: 0 nothing, 1 all (Dice's coefficient).
    #[must_use]
    pub fn shared(&self, other: &Self) -> f64 {
        let all = self.0.len() + other.0.len();
        if all == 0 {
            return 0.0;
        }
        let both = u32::try_from(2 * self.0.intersection(&other.0).count()).unwrap_or(u32::MAX);
        f64::from(both) / f64::from(u32::try_from(all).unwrap_or(u32::MAX))
    }
}

/// Those that are about the same as one, the most alike first.
#[must_use]
pub fn alike<'a, K>(one: &Pairs, others: impl Iterator<Item = (K, &'a Pairs)>) -> Vec<K> {
    let shared = others.map(|(key, other)| (one.shared(other), key));
    let mut found: Vec<_> = shared.filter(|(shared, _)| *shared >= ALIKE).collect();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().take(MOST).map(|(_, key)| key).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_steps_are_passed_one_after_another() {
        let steps = ["初审", "复审"];
        assert_eq!(waits_at(&steps, 0), Some("初审"));
        assert_eq!(waits_at(&steps, 1), Some("复审"));
        assert_eq!(waits_at(&steps, 2), None);
        assert_eq!(waits_at(&[], 0), None, "where no step is set it waits to be decided at once");
    }

    #[test]
    fn subjects_about_the_same_are_found_and_others_are_not() {
        let one = Pairs::of("关于加快老旧小区加装电梯的建议");
        let others = [
            "关于加强农村公路养护的建议",
            "关于推进老旧小区电梯加装工作的提案",
            "关于加快老旧小区加装电梯的提案",
            "关于改造老旧小区供水管网的建议",
        ];
        assert_eq!(alike(&one, others.map(Pairs::of).iter().enumerate()), [2, 1]);
    }

    #[test]
    fn what_all_subjects_say_makes_none_alike() {
        let one = Pairs::of("关于进一步加强农村公路养护工作的建议");
        assert!(one.shared(&Pairs::of("关于进一步加强古树名木保护工作的建议")) < ALIKE);
        assert!(Pairs::of("").shared(&Pairs::of("关于的建议")) < ALIKE);
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_whole_with_itself(one in "[老旧小区电梯农村公路养护]{2,12}", other in "[老旧小区电梯农村公路养护]{2,12}") {
            let (a, b) = (Pairs::of(&one), Pairs::of(&other));
            prop_assert!((a.shared(&b) - b.shared(&a)).abs() < f64::EPSILON);
            prop_assert!((0.0..=1.0).contains(&a.shared(&b)));
            prop_assert!((a.shared(&a) - 1.0).abs() < f64::EPSILON);
        }
    }
}
