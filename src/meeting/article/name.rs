//! What can be the name of a person, and what can be a post.

/// Family names of one character.
const SURNAMES: &str = "\
王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁\
任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武\
戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮\
柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓\
古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣\
巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满\
闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙\
浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干\
但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由束么布占付代闫肖覃邝蹇郗郦幹隗";

/// Family names of two characters.
const COMPOUND: [&str; 22] = [
    "欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "令狐", "慕容", "司徒", "夏侯", "东方",
    "公孙", "端木", "长孙", "宇文", "轩辕", "淳于", "濮阳", "申屠", "太史", "南宫", "拓跋",
];

/// Characters no given name ends with or holds in news prose.
const NEVER_IN_NAMES: &str = "的了与及或是对把被从并也不等各我他她们这那哪吗呢吧啊\
县乡局委党会议案席届次号者件第个副部办";

/// Words that look like names but are none.
const NOT_NAMES: [&str; 52] = [
    "党组", "常务", "党委", "纪委", "支部", "党建", "安全", "全体", "全国", "全省", "全市", "全州",
    "国家", "公安", "农业", "农村", "文史", "文化", "经济", "成都", "平安", "安排", "高度", "高质量",
    "查摆", "边界", "相关", "商务", "应急", "水利", "时间", "地点", "万元", "成员", "成果", "成效",
    "明确", "明年", "计划", "宣传", "宣布", "农工", "连续", "金融", "国土", "信访", "强化", "干部",
    "统战", "单位", "代表", "来自",
];

/// National leaders are quoted in articles, never there.
const QUOTED: [&str; 14] = [
    "习近平", "李克强", "李强", "汪洋", "王沪宁", "俞正声", "贾庆林", "胡锦涛", "江泽民", "温家宝",
    "栗战书", "赵乐际", "毛泽东", "邓小平",
];

/// What a post ends with.
const POSTS: [&str; 71] = [
    "主席", "书记", "部长", "主任", "局长", "县长", "市长", "区长", "州长", "旗长", "盟长", "省长",
    "乡长", "镇长", "秘书长", "常委", "委员", "成员", "组长", "队长", "政委", "检察长", "院长",
    "会长", "主委", "董事长", "经理", "行长", "校长", "园长", "所长", "站长", "馆长", "台长", "社长",
    "总编辑", "总编", "主编", "科长", "处长", "厅长", "司长", "股长", "调研员", "巡视员", "专员",
    "理事长", "召集人", "领导", "顾问", "司令员", "代表", "教授", "研究员", "律师", "工程师", "总监",
    "发言人", "联络员", "干部", "专家", "负责人", "监票人", "主持人", "村长", "支书", "督学", "常务",
    "董事", "秘书", "一级警长",
];

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}')
}

/// A text without its inner spaces: 张 伟 is 张伟.
pub(super) fn closed_up(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Someone whom articles quote without his being there.
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
    fits && could_be_name(text)
}

/// 欧阳 counts as one family name, 陈方安生 has two.
fn is_double_surname(text: &str) -> bool {
    text.chars().take(2).all(|c| SURNAMES.contains(c))
}

/// 阿依古丽·买买提
fn is_joined_name(text: &str) -> bool {
    let parts: Vec<&str> = text.split('·').collect();
    (2..=4).contains(&parts.len())
        && parts
            .iter()
            .all(|part| (1..=7).contains(&part.chars().count()) && part.chars().all(is_han))
}

/// Nothing in it forbids that it is a name, where the place of the words says that it is one
/// (Tibetan, Yi or Mongolian names begin with no family name).
pub(super) fn could_be_name(text: &str) -> bool {
    let count = text.chars().count();
    (2..=4).contains(&count)
        && text.chars().all(is_han)
        && !text.chars().skip(1).any(|c| NEVER_IN_NAMES.contains(c))
        && !NOT_NAMES.iter().any(|word| text.starts_with(word))
}

/// Whether the text ends with a post.
pub(super) fn ends_with_post(text: &str) -> bool {
    POSTS.iter().any(|post| text.ends_with(post))
}

/// The offsets at which a post ends inside the text, the last first.
pub(super) fn post_ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices()
        .map(|(index, _)| index)
        .chain([text.len()])
        .rev()
        .filter(|end| ends_with_post(&text[..*end]))
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
