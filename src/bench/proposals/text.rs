//! Invented texts of proposals, put together from a vocabulary: the same number gives the same text, and no two have
//! the same subject.

/// The words of a proposal of 300 to 400 characters.
pub struct Text {
    pub subject: String,
    pub situation: String,
    pub analysis: String,
    pub suggestions: String,
}

const TOWNS: [&str; 24] = [
    "云溪",
    "石桥",
    "青陇",
    "白沙",
    "柳湾",
    "东坪",
    "南岗",
    "西塘",
    "北坡",
    "新铺",
    "古渡",
    "红岩",
    "大垌",
    "小岭",
    "长滩",
    "平川",
    "龙泉",
    "凤台",
    "松岭",
    "竹园",
    "梅江",
    "荷塘",
    "桂林坪",
    "枫树",
];
const VILLAGES: [&str; 32] = [
    "上坝", "下坝", "前进", "高田", "沙洲", "河口", "井头", "岩背", "樟木", "杨家", "李屋", "陈村", "黄泥", "水尾",
    "塘边", "石壁", "茶亭", "桥头", "新庄", "老圩", "大湾", "山口", "坪上", "寨下", "乌石", "金竹", "双溪", "莲塘",
    "岭脚", "对门", "过路", "中心",
];
const WAYS: [&str; 12] =
    ["加快", "加强", "进一步做好", "统筹推进", "规范", "改进", "扶持", "完善", "重视", "提升", "支持", "尽快启动"];
const MATTERS: [&str; 36] = [
    "农村公路养护",
    "乡镇敬老院建设",
    "小型水库加固",
    "中小学校车管理",
    "村级卫生室药品供应",
    "老旧小区加装电梯",
    "农贸市场改造",
    "污水管网建设",
    "山洪预警",
    "茶叶产业发展",
    "乡村旅游厕所管理",
    "留守儿童关爱",
    "高标准农田管护",
    "农村客运线路",
    "城区停车位建设",
    "古民居保护",
    "职业教育实训",
    "养老助餐点",
    "电动自行车充电",
    "林区防火通道",
    "农产品冷链",
    "河道采砂管理",
    "易地搬迁后续就业",
    "社区图书室",
    "公交候车亭",
    "粮食烘干设施",
    "残疾人康复站",
    "非物质文化遗产传习",
    "村务公开",
    "危桥改造",
    "饮用水源保护",
    "垃圾分类",
    "返乡创业园区",
    "青少年心理辅导",
    "基层文化站",
    "消防栓布点",
];
const FINDINGS: [&str; 12] = [
    "群众反映多年，每逢雨季问题尤为突出",
    "现有设施建成已久，标准低，隐患逐年增加",
    "经费主要靠村里自筹，难以为继",
    "几个部门各管一段，责任没有落到人头上",
    "邻近几个村情况相似，合起来涉及人口不少",
    "去年曾作临时处置，今年又出现反复",
    "专职人员只有一名，还兼着别的差事",
    "外出务工的人多，留下的老人孩子最受影响",
    "规划里写过，但一直没有排进年度计划",
    "调研时走访了十多户，意见比较集中",
    "周边县已有成熟做法，可以借鉴",
    "一到赶集的日子，矛盾就更加明显",
];
const CAUSES: [&str; 10] = [
    "一是底数不清，没有逐处登记造册",
    "二是投入渠道单一，上级补助与本级配套没有衔接",
    "三是管护机制缺位，建成之后无人负责",
    "四是群众参与不够，好的办法推不开",
    "五是考核偏重新建，对日常维护没有要求",
    "六是技术力量薄弱，出了故障要等外地师傅",
    "七是相关数据分散在各处，共享不起来",
    "八是宣传不到位，许多人不知道可以申请补助",
    "九是审批环节多，错过了施工的季节",
    "十是缺少中长期安排，年年应急",
];
const MEASURES: [&str; 12] = [
    "开展一次全面排查，分级列出清单，今年内先解决最紧迫的一批",
    "把所需资金列入预算，并争取上级专项支持",
    "明确牵头单位和责任人，每季度通报一次进度",
    "引导村民理事会参与管护，给予适当补贴",
    "建立统一的台账，数据由各单位共享",
    "选两个村先行试点，半年后总结推广",
    "邀请专业机构编制方案，听取群众意见后实施",
    "对从业人员分批培训，持证上岗",
    "设立举报电话，接到反映后三日内到场",
    "把日常维护纳入年度考核",
    "简化手续，实行一次申报、并联办理",
    "鼓励社会资本参与，合理确定收费标准",
];

/// Numbers that follow from a seed; the same seed gives the same (`SplitMix64`).
#[derive(Clone, Copy, Debug)]
pub struct Dice(u64);

impl Dice {
    pub const fn of(number: u64) -> Self {
        Self(number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or(0) % limit.max(1)
    }

    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A village by its number, and what is left of the number.
fn village(number: usize) -> (String, usize) {
    let (town, rest) = (number % TOWNS.len(), number / TOWNS.len());
    (format!("{}镇{}村", TOWNS[town], VILLAGES[rest % VILLAGES.len()]), rest / VILLAGES.len())
}

/// What every proposal of one village bears in its subject: one of 768.
pub fn place(number: usize) -> String {
    village(number).0
}

impl Text {
    /// The text of a number.
    pub fn of(number: usize) -> Self {
        let mut dice = Dice::of(number as u64);
        let (place, rest) = village(number);
        let (matter, rest) = (MATTERS[rest % MATTERS.len()], rest / MATTERS.len());
        let (way, round) = (WAYS[rest % WAYS.len()], rest / WAYS.len());
        let again = if round == 0 { String::new() } else { format!("（之{}）", round + 1) };
        let found = several(&mut dice, &FINDINGS, 5);
        let causes = several(&mut dice, &CAUSES, 5);
        let measures = several(&mut dice, &MEASURES, 4);
        Self {
            subject: format!("关于{way}{place}{matter}的建议{again}"),
            situation: format!(
                "{place}现有{}户，涉及{matter}的事项每年约{}件。{found}。",
                80 + number % 900,
                3 + number % 40
            ),
            analysis: format!("就{matter}而言，{causes}。"),
            suggestions: format!("建议县有关部门会同{place}：{measures}。"),
        }
    }
}

/// Several sentences, none twice, in the order of the list.
fn several(dice: &mut Dice, of: &[&str], count: usize) -> String {
    let mut left: Vec<_> = of.to_vec();
    while left.len() > count {
        left.remove(dice.below(left.len()));
    }
    left.join("；")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_subjects_are_alike() {
        let subjects: HashSet<_> = (0..700_000).step_by(7).map(|number| Text::of(number).subject).collect();
        assert_eq!(subjects.len(), 100_000);
    }

    #[test]
    fn a_text_has_three_to_four_hundred_characters() {
        let length = |number| {
            let Text { subject, situation, analysis, suggestions } = Text::of(number);
            [subject, situation, analysis, suggestions].iter().map(|part| part.chars().count()).sum::<usize>()
        };
        let lengths: Vec<_> = (0..2000).map(|number| length(number * 499)).collect();
        assert!((300..400).contains(&(lengths.iter().sum::<usize>() / lengths.len())), "{lengths:?}");
    }

    #[test]
    fn the_same_number_gives_the_same_text() {
        assert_eq!(Text::of(12_345).analysis, Text::of(12_345).analysis);
    }
}
