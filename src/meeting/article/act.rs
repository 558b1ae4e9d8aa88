//! The verbs by which an article says that somebody was at a sitting.

use super::pattern::patterns;
use super::record::Capacity;
use super::text::Piece;

patterns! {
    ACT = r"(?x)(?P<absent>请假|缺席|因[事病公故]|未能?(?:出席|参加|到会)|向大会请假)
        |(?P<preside>(?:分别|轮流|先后|共同)?主持|(?:出席|参加)[^，；]{0,8}并主持|在[^，；]{2,25}主持)
        |(?P<sit>列席|应邀列席|特邀列席|旁听)
        |(?P<report>(?:就|围绕|对)[^，]{2,60}?(?:作|做)(?:了)?[^，]{0,12}(?:说明|汇报|通报|报告|解读|辅导|发言)|作了|作(?:重要|总结|工作|专题|动员|主题|关于|交流|大会|政协|提案|题为|表态|汇报|通报|说明|报告|政府|辅导|发言|点评|书面|常委|常务|县|市|区|州|了|《)|做(?:了|关于|专题|工作|交流|表态)|受[^，]{2,40}|代表[^，]{2,40}?(?:作|做|报告|汇报)|传达|通报|宣读|宣布|汇报|介绍|领学|所作|关于|的(?:工作)?(?:汇报|报告|通报|说明|述职|发言)|述职|解读|辅导|宣讲|发言|(?:分别|先后|相继|依次|逐一)(?:就|作|汇报|通报|介绍|宣读|传达|从|围绕|述职|发言))
        |(?P<speak>在[\p{Han}]{0,8}(?:会上|会议上|讲话|总结|发言|座谈|致辞|讲话中)|指出|强调|要求|表示|认为|希望|提出|号召|说(?:[，：“]|$)|讲话|致(?:辞|词|开幕|闭幕|欢迎|贺)|充分肯定|高度评价|首先|最后|进一步)
        |(?P<attend>参加|出席|应邀|特邀|到会|莅会|与会|参会|等|在主席台|在前排|就座|就|对|向(?:大会|会议|与会|全体|常委|主席)|讲授|讲了|分别|先后|相继|在[^，；]{2,25}?(?:参加|出席)|一同|一起|陪同|参与|围绕|结合|主讲|总结|同时|还|简要|率(?:队|领|部分|[县市区])|带领|带队|深入|来到|一行|代表|同志|当选|认真|仔细|不时|听取)";
    /// 应邀到会通报情况: they were there to report.
    REPORTS_TOO = r"^[^，；]{0,20}(?:通报|汇报|介绍情况|(?:作|做)[^，；]{0,14}(?:说明|报告|发言))";
    LABEL = r"^(?P<l>出席|参加|列席|请假|缺席|主持|参会|汇报)[\p{Han}]{0,6}：(?P<rest>.+)$";
    /// 出席会议的有…, 在主席台就座的领导有…
    THEY = r"(?P<l>就座|就坐|出席|参加|列席|请假|缺席|参会|到会)(?:今天|本次|此次|了)?[\p{Han}“”（）]{0,16}?(?:的|领导|同志)(?:领导|同志|委员|常委|人员|嘉宾|领导同志|(?P<post>大会执行主席|县领导|市领导|区领导|执行主席))?(?:还|分别)?(?:有|是|为|：)：?(?P<rest>.+)$";
    /// Speeches held elsewhere, by those who are only quoted.
    ELSEWHERE = r"在[^，；]{2,40}(?:会议|讲话|座谈会|考察|调研|会)[^，；]{0,12}(?:的|时的|中的|上的)(?:重要)?(?:讲话|指示|精神|报告)|讲话精神|重要论述|批示精神|总书记|文章";
}

/// What somebody did there.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    Absent,
    Preside,
    SitIn,
    Report,
    Speak,
    Attend,
}

impl Act {
    pub fn capacity(self) -> Capacity {
        match self {
            Self::Absent => Capacity::Absent,
            Self::Preside => Capacity::Presiding,
            Self::SitIn => Capacity::SittingIn,
            Self::Report => Capacity::Reporting,
            Self::Speak | Self::Attend => Capacity::Attending,
        }
    }

    /// Whether the verb may stand apart from the list it ends: 张三、李四等，参加会议.
    pub fn ends_a_list(self) -> bool {
        !matches!(self, Self::Report | Self::Speak)
    }

    /// Whether a bare name before the verb is surely a name.
    pub fn names_its_subject(self) -> bool {
        matches!(self, Self::Preside | Self::Speak | Self::Absent)
    }
}

/// Which of two capacities tells more.
pub(super) fn rank(capacity: Capacity) -> u8 {
    match capacity {
        Capacity::Attending => 0,
        Capacity::SittingIn => 1,
        Capacity::Reporting => 2,
        Capacity::Absent => 3,
        Capacity::Presiding => 4,
    }
}

/// The verbs in some words, and where each begins; the first few.
pub(super) fn all(words: Piece<'_>) -> Vec<(usize, Act)> {
    const GROUPS: [(&str, Act); 6] = [
        ("absent", Act::Absent),
        ("preside", Act::Preside),
        ("sit", Act::SitIn),
        ("report", Act::Report),
        ("speak", Act::Speak),
        ("attend", Act::Attend),
    ];
    let mut acts = Vec::new();
    let mut from = 0;
    while acts.len() < 6
        && let Some(found) = ACT.captures_at(words.str, from)
        && let Some(all) = found.get(0)
    {
        let act = GROUPS.iter().find(|(group, _)| found.name(group).is_some()).map_or(Act::Attend, |(_, act)| *act);
        let to_report = matches!(act, Act::Attend | Act::Speak) && REPORTS_TOO.is_match(&words.str[all.start()..]);
        acts.push((all.start(), if to_report { Act::Report } else { act }));
        let first = words.str[all.start()..].chars().next().map_or(1, char::len_utf8);
        from = all.start() + first;
    }
    acts
}

/// A list that follows its verb.
pub(super) struct Announced<'t> {
    pub act: Act,
    /// The post of all in the list: 在主席台就座的大会执行主席有….
    pub post: Option<Piece<'t>>,
    pub list: Piece<'t>,
}

/// A sentence that begins or goes on with a verb and then the list: 列席会议的有…, 请假：…
pub(super) fn announced(sentence: Piece<'_>) -> Option<Announced<'_>> {
    let found = LABEL.captures(sentence.str).or_else(|| THEY.captures(sentence.str))?;
    let act = match found.name("l")?.as_str() {
        "列席" => Act::SitIn,
        "请假" | "缺席" => Act::Absent,
        "主持" => Act::Preside,
        "汇报" => Act::Report,
        _ => Act::Attend,
    };
    let post = found.name("post").map(|post| sentence.part(post.range()));
    let list = sentence.part(found.name("rest")?.range());
    Some(Announced { act, post, list })
}

/// Whether the words quote a speech or a meeting elsewhere.
pub(super) fn is_elsewhere(words: Piece<'_>) -> bool {
    ELSEWHERE.is_match(words.str)
}
