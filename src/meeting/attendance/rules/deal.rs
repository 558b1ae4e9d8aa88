//! How members are dealt out to the groups of a plenary.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Deals people out to `groups` groups by what they belong to: those who belong together stay together as far as the
/// groups become even. Each of `people` is a number and what it belongs to; `fixed` are put beforehand, a number and the
/// place of its group. Gives for each number the place of its group, in the order of `people`.
#[must_use]
pub fn deal(people: &[(i64, i64)], fixed: &[(i64, usize)], groups: usize) -> Vec<(i64, usize)> {
    if groups == 0 {
        return Vec::new();
    }
    let put =
        |number: i64| fixed.iter().find(|(one, group)| *one == number && *group < groups).map(|(_, group)| *group);
    let mut sizes = vec![0; groups];
    let mut placed: BTreeMap<i64, usize> = BTreeMap::new();
    let mut together: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for (number, of) in people {
        match put(*number) {
            Some(group) => {
                sizes[group] += 1;
                placed.insert(*number, group);
            }
            None => together.entry(*of).or_default().push(*number),
        }
    }
    let share = people.len().div_ceil(groups);
    let mut parts: Vec<&[i64]> = together.values().flat_map(|part| part.chunks(share)).collect();
    parts.sort_by_key(|part| Reverse(part.len()));
    for part in parts {
        let mut left = part;
        while !left.is_empty() {
            let smallest = (0..groups).min_by_key(|group| sizes[*group]).unwrap_or(0);
            let room = share.saturating_sub(sizes[smallest]).clamp(1, left.len());
            let (now, later) = left.split_at(room);
            sizes[smallest] += now.len();
            placed.extend(now.iter().map(|number| (*number, smallest)));
            left = later;
        }
    }
    people.iter().filter_map(|(number, _)| Some((*number, *placed.get(number)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sectors_stay_together_where_groups_become_even() {
        let people = [(1, 10), (2, 10), (3, 20), (4, 20), (5, 30), (6, 30)];
        assert_eq!(deal(&people, &[], 3), [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 2)]);
    }

    #[test]
    fn a_convener_stays_in_his_group() {
        let people = [(1, 10), (2, 10), (3, 10)];
        assert_eq!(deal(&people, &[(1, 1)], 2), [(1, 1), (2, 0), (3, 0)]);
    }

    #[test]
    fn without_groups_nobody_is_dealt_out() {
        assert!(deal(&[(1, 10)], &[], 0).is_empty());
    }

    proptest! {
        #[test]
        fn everybody_is_dealt_out_once_and_no_group_is_larger_than_its_share(
            sectors in proptest::collection::vec(0i64..12, 0..200),
            groups in 1usize..12,
        ) {
            let people: Vec<_> = (0..).zip(sectors).collect();
            let dealt = deal(&people, &[], groups);
            let numbers: Vec<_> = dealt.iter().map(|(number, _)| *number).collect();
            prop_assert_eq!(numbers, people.iter().map(|(number, _)| *number).collect::<Vec<_>>());
            let size = |group| dealt.iter().filter(|(_, of)| *of == group).count();
            let share = people.len().div_ceil(groups);
            prop_assert!((0..groups).all(|group| size(group) <= share));
        }
    }
}
