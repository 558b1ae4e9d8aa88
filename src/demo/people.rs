//! Names of people who do not exist, always the same ones in the same order.

const SURNAMES: &[&str] = &[
    "林", "沈", "陆", "周", "何", "秦", "欧阳", "罗", "方", "贺", "温", "余", "杜", "柳", "石", "江", "白", "黎", "丁",
    "苗", "曾", "单", "章", "卢", "司马", "葛", "严", "翁", "顾", "邵", "解", "钟", "穆", "岑", "褚", "尹",
];

const GIVEN: &[&str] = &[
    "知秋", "怀远", "清和", "叶舟", "春棠", "望山", "静好", "守一", "砚", "小满", "如故", "听雨", "若谷", "景行",
    "云归", "思齐", "延年", "慕白", "子衿", "长庚", "蕴之", "明夷", "在田", "维桢", "令仪", "疏桐", "颂", "澄", "其琛",
    "柏舟", "月澜", "新禾", "谷雨", "时雍", "亦农", "立夏", "朝晖",
];

/// The `n`th name. The first 1,332 differ from each other: the two lists have no common factor.
#[must_use]
pub fn name(n: usize) -> String {
    format!("{}{}", SURNAMES[n % SURNAMES.len()], GIVEN[n % GIVEN.len()])
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
