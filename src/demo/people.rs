//! People who do not exist, always the same ones in the same order.

use crate::clock::Day;
use crate::member::model::{Lists, Person, Post, Seat};

const SURNAMES: &[&str] = &[
    "林", "沈", "陆", "周", "何", "秦", "欧阳", "罗", "方", "贺", "温", "余", "杜", "柳", "石", "江", "白", "黎", "丁",
    "苗", "曾", "单", "章", "卢", "司马", "葛", "严", "翁", "顾", "邵", "解", "钟", "穆", "岑", "褚", "尹",
];

const GIVEN: &[&str] = &[
    "知秋", "怀远", "清和", "叶舟", "春棠", "望山", "静好", "守一", "砚", "小满", "如故", "听雨", "若谷", "景行",
    "云归", "思齐", "延年", "慕白", "子衿", "长庚", "蕴之", "明夷", "在田", "维桢", "令仪", "疏桐", "颂", "澄", "其琛",
    "柏舟", "月澜", "新禾", "谷雨", "时雍", "亦农", "立夏", "朝晖",
];

const PARTIES: &[&str] =
    &["中共党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "无党派人士", "群众", "九三学社社员"];

const EMPLOYERS: &[&str] = &[
    "青岭县农业技术推广站站长",
    "青岭县第一中学教师",
    "青岭县人民医院主任医师",
    "青岭县清溪茶业合作社理事长",
    "青岭县文化馆馆长",
    "青岭县供销社副主任",
    "青岭县望山建筑公司经理",
    "青岭县法律援助中心律师",
    "青岭县云归镇中心卫生院院长",
    "青岭县妇幼保健院护士长",
    "青岭县石桥乡林场场长",
    "青岭县手工业联合社主任",
];

/// Where the members of the demo begin among the names; those before are its clerks.
const FIRST_MEMBER: usize = 20;

/// The `n`th name. The first 1,332 differ from each other: the two lists have no common factor.
#[must_use]
pub fn name(n: usize) -> String {
    format!("{}{}", SURNAMES[n % SURNAMES.len()], GIVEN[n % GIVEN.len()])
}

/// The name of the `n`th member.
#[must_use]
pub fn name_of_member(n: usize) -> String {
    name(FIRST_MEMBER + n)
}

/// The `n`th member. The first 36 are the standing committee: chair, five vice chairs, secretary-general, and 29
/// standing members.
#[must_use]
pub fn member(n: usize, since: Day, lists: &Lists) -> Person {
    let post = |name: &str, special| Post { begins: since, special, name: name.to_owned(), ends: None };
    let mut posts: Vec<_> = match n {
        0 => vec![post("主席", None)],
        1..=5 => vec![post("副主席", None)],
        6 => vec![post("秘书长", None)],
        7..=35 => vec![post("常务委员", None)],
        _ => Vec::new(),
    };
    for (m, special) in lists.specials.iter().enumerate() {
        if n == 7 + m {
            posts.push(post("主任", Some(special.id)));
        } else if n >= 14 && (n - 14) / 2 == m {
            posts.push(post("副主任", Some(special.id)));
        }
    }
    let seats = lists.terms.first().zip(lists.sectors.get(n % lists.sectors.len().max(1)));
    Person {
        name: name_of_member(n),
        party: Some(PARTIES[(n + n / 7) % PARTIES.len()].to_owned()),
        employer: Some(EMPLOYERS[(n + n / 36) % EMPLOYERS.len()].to_owned()),
        phone: Some(format!("130000{n:05}")),
        seats: seats
            .map(|(term, sector)| Seat { term: term.id, sector: sector.id, begins: since, ends: None, posts })
            .into_iter()
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_of_the_invented_people_share_a_name() {
        let names: BTreeSet<_> = (0..1_332).map(name).collect();
        assert_eq!(names.len(), 1_332);
    }
}
