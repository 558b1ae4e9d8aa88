//! What can be the name of a person, and what can be a post.

/// Family names of one character.
const SURNAMES: &str = "\
赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎\
鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄\
和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭\
梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程\
嵇邢滑裴陆荣翁荀羊於惠甄曲封芮羿储靳汲邴糜井段富巫乌焦巴弓牧隗山谷车侯宓全郗班仲伊宫宁仇栾甘钭厉\
戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭贡劳逄姬申\
扶堵冉宰郦雍璩桑桂濮牛寿边扈燕冀郏浦尚农温庄晏柴瞿阎慕连茹习宦艾鱼容向古易慎戈廖庾暨居衡步都耿满\
匡国文寇禄阙东欧殳利蔚夔隆师巩厍聂晁勾敖冷訾辛阚那简饶曾毋沙乜鞠丰巢关蒯相查荆游竺权逯盖桓公肖闫\
覃代付佟仝揭佘岳帅缑亢况郈琴商牟佴伯墨哈谯笪阳战门卿苟苑栗宾官鹿麦邝粟楚鄢谌冼楼邸辜修鲜玉银海信\
尉但檀衣冶斯占蹇幺仵操敬奉展植初尧买冒母隋郄逢妥晋牙候迟豆朴区闪绳漆禤";

/// Family names of two characters.
const COMPOUND: &[&str] = &[
    "欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "令狐", "慕容", "司徒", "夏侯", "东方", "公孙", "端木", "长孙",
    "宇文", "轩辕", "淳于", "濮阳", "申屠", "太史", "南宫", "拓跋",
];

/// Characters no given name ends with or holds in news prose.
const NEVER_IN_NAMES: &str = "的了与及或是对把被并也等我他她们这那哪吗呢吧啊\
县乡局委议案席届号者件第个副部办";

/// Characters that show prose where no family name shows a name.
const PROSE: &str = "要好应将已能会可从党不必使更最均都在";

/// Words no name holds.
const NOUNS: &[&str] = &[
    "名单", "情况", "工作", "报告", "活动", "组织", "协商", "提案", "履职", "视察", "调研", "发展", "单位", "部门",
    "精神", "任务", "要求", "建议", "群众", "企业", "项目", "社会", "负责", "参政", "办公", "科室", "政协", "政府",
    "人大", "职工", "考核", "干部",
];

/// Words that look like names but are none.
const NOT_NAMES: &[&str] = &[
    "党组",
    "常务",
    "党委",
    "纪委",
    "支部",
    "党建",
    "安全",
    "全体",
    "全国",
    "全省",
    "全市",
    "全州",
    "国家",
    "公安",
    "农业",
    "农村",
    "文史",
    "文化",
    "经济",
    "成都",
    "平安",
    "安排",
    "高度",
    "高质量",
    "查摆",
    "边界",
    "相关",
    "商务",
    "应急",
    "水利",
    "时间",
    "地点",
    "万元",
    "成员",
    "成果",
    "成效",
    "明确",
    "明年",
    "计划",
    "宣传",
    "宣布",
    "农工",
    "连续",
    "金融",
    "国土",
    "信访",
    "强化",
    "干部",
    "统战",
    "单位",
    "代表",
    "来自",
    "实际",
];

/// National leaders are quoted in articles, never there.
const QUOTED: &[&str] = &[
    "习近平",
    "李克强",
    "李强",
    "汪洋",
    "王沪宁",
    "俞正声",
    "贾庆林",
    "胡锦涛",
    "江泽民",
    "温家宝",
    "栗战书",
    "赵乐际",
    "毛泽东",
    "邓小平",
];

/// What a post ends with.
pub(super) const POSTS: &[&str] = &[
    "主席",
    "书记",
    "部长",
    "主任",
    "局长",
    "县长",
    "市长",
    "区长",
    "州长",
    "旗长",
    "盟长",
    "省长",
    "乡长",
    "镇长",
    "秘书长",
    "常委",
    "委员",
    "成员",
    "组长",
    "队长",
    "政委",
    "检察长",
    "院长",
    "会长",
    "主委",
    "董事长",
    "经理",
    "行长",
    "校长",
    "园长",
    "所长",
    "站长",
    "馆长",
    "台长",
    "社长",
    "总编辑",
    "总编",
    "主编",
    "科长",
    "处长",
    "厅长",
    "司长",
    "股长",
    "调研员",
    "巡视员",
    "专员",
    "理事长",
    "召集人",
    "领导",
    "顾问",
    "司令员",
    "代表",
    "教授",
    "研究员",
    "律师",
    "工程师",
    "总监",
    "发言人",
    "联络员",
    "干部",
    "专家",
    "负责人",
    "监票人",
    "主持人",
    "村长",
    "支书",
    "督学",
    "常务",
    "董事",
    "秘书",
    "一级警长",
    "候选人",
    "人选",
    "科员",
    "指挥长",
    "参谋长",
    "首长",
    "理事",
    "医生",
    "教师",
];

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}')
}

/// A text without its inner spaces: 张 伟 is 张伟.
pub(super) fn closed_up(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Someone whom articles quote without their being there.
pub(super) fn is_quoted(name: &str) -> bool {
    QUOTED.contains(&name)
}

/// A name by its form: a known family name and one or two characters, or parts joined by ·.
pub(super) fn is_name(text: &str) -> bool {
    if is_joined_name(text) {
        return true;
    }
    let count = text.chars().count();
    let given = if let Some(rest) = COMPOUND.iter().find_map(|s| text.strip_prefix(s)) {
        if rest.is_empty() {
            return false;
        }
        rest
    } else {
        let mut rest = text.chars();
        if !rest.next().is_some_and(|c| SURNAMES.contains(c)) {
            return false;
        }
        rest.as_str()
    };
    let length = given.chars().count();
    let fits = (1..=2).contains(&length) || (count == 4 && is_double_surname(text));
    fits && nothing_forbids(text) && !NOT_NAMES.contains(&text)
}

/// 欧阳 counts as one family name, 陈方安生 has two.
fn is_double_surname(text: &str) -> bool {
    text.chars().take(2).all(|c| SURNAMES.contains(c))
}

/// 阿依古丽·买买提
fn is_joined_name(text: &str) -> bool {
    let parts: Vec<&str> = text.split('·').collect();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| (1..=7).contains(&part.chars().count()) && part.chars().all(is_han))
}

/// Nothing in it forbids that it is a name, where the place of the words says that it is one
/// (Tibetan, Yi or Mongolian names begin with no family name).
pub(super) fn could_be_name(text: &str) -> bool {
    (2..=6).contains(&text.chars().count())
        && nothing_forbids(text)
        && !text.starts_with(|c| NEVER_IN_NAMES.contains(c))
        && !text.chars().any(|c| PROSE.contains(c))
        && !NOT_NAMES.iter().any(|word| text.starts_with(word))
}

fn nothing_forbids(text: &str) -> bool {
    text.chars().all(is_han)
        && !text.chars().skip(1).any(|c| NEVER_IN_NAMES.contains(c))
        && !NOUNS.iter().any(|word| text.contains(word))
}

/// Whether a family name of one character, or the first of two, is written so.
pub(super) fn begins_a_name(c: char) -> bool {
    SURNAMES.contains(c) || COMPOUND.iter().any(|name| name.starts_with(c))
}

/// Whether the text ends with a post.
pub(super) fn ends_with_post(text: &str) -> bool {
    POSTS.iter().any(|post| text.ends_with(post))
}

/// The offsets at which a post ends inside the text, the last first.
pub(super) fn post_ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().map(|(index, _)| index).chain([text.len()]).rev().filter(|end| ends_with_post(&text[..*end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_a_family_name_and_one_or_two_characters() {
        for name in ["张伟", "欧阳娜娜", "欧阳明", "赖建彬", "阿依古丽·买买提", "陈方安生"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["党组", "会议", "张", "各专委会", "县政协", "常务"] {
            assert!(!is_name(word), "{word}");
        }
    }

    #[test]
    fn a_post_ends_where_a_name_begins() {
        let text = "县政协副主席张伟";
        let end = post_ends(text).next();
        assert_eq!(end.map(|end| &text[end..]), Some("张伟"));
    }
}
