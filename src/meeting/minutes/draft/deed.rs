//! What a sitting did with an item, as a clause without its subject: 审议通过了《…》.

use super::Facts;
use crate::meeting::article::Disposition;
use crate::meeting::model::Item;
use crate::meeting::poll::model::Candidate;
use crate::meeting::poll::rules::Kind;

use Disposition as D;

/// Words with which the subject of an item may begin, and which its clause says anyway.
const fn said_anyway(disposition: Disposition) -> &'static [&'static str] {
    match disposition {
        D::Convey => &["传达学习", "传达"],
        D::Hear | D::HearDutyReports => &["听取和审议", "听取并审议", "听取"],
        D::Arrange => &["安排部署", "部署", "安排"],
        D::Discuss => &["讨论", "审议", "研究"],
        D::Adopt => &["审议通过", "讨论通过", "表决通过", "审议", "表决"],
        D::Agree => &["协商通过", "协商", "审议"],
        D::AgreeInPrinciple => &["原则同意", "审议", "研究"],
        D::Decide => &["研究决定", "决定", "研究"],
        D::Notify => &["通报"],
        D::Announce => &["宣布", "宣读"],
        D::Written => &["书面审议"],
        D::Personnel | D::Other => &[],
    }
}

/// What is heard ends in one of these.
const HEARD: &[&str] =
    &["汇报", "通报", "报告", "说明", "发言", "意见", "介绍", "解读", "讲解", "辅导", "讲座", "建议", "总结", "述职"];
/// A decision on one of these is no verb with its object.
const MATTERS: &[&str] = &["事项", "事宜", "问题", "决定", "议案", "方案", "名单", "人选", "安排", "时间"];
const APPOINTS: &[&str] = &["任命", "免去", "任免", "接受", "撤销", "推选", "选举", "补选", "增选", "增补"];
const DOES: &[&str] =
    &["表彰", "颁发", "评选", "观看", "测评", "推荐", "指定", "签订", "民主测评", "命名", "总结", "学习"];

fn begins(text: &str, with: &[&str]) -> bool {
    with.iter().any(|word| text.starts_with(word))
}

fn ends(text: &str, with: &[&str]) -> bool {
    with.iter().any(|word| text.ends_with(word))
}

/// The matter of an item as the object of a verb, its documents between 《 and 》, and who had approved it before.
fn matter(item: &Item) -> String {
    let own = item.approved_by.as_ref().map(|body| format!("经{body}审议通过的")).unwrap_or_default();
    own + &object(item)
}

fn object(item: &Item) -> String {
    let subject = item.subject.trim().trim_end_matches(['。', '；', '，']);
    let words = said_anyway(item.disposition).iter().find_map(|word| subject.strip_prefix(word));
    let subject = words.map(|rest| rest.trim_start_matches('了')).filter(|rest| !rest.is_empty()).unwrap_or(subject);
    let documents = &item.documents.0;
    if documents.iter().any(|title| !subject.contains(title.as_str())) {
        return documents.iter().map(|title| marked(title)).collect();
    }
    documents.iter().fold(subject.to_owned(), |subject, title| {
        let title = bare(title);
        if subject.contains(&format!("《{title}》")) { subject } else { subject.replacen(title, &marked(title), 1) }
    })
}

fn bare(title: &str) -> &str {
    title.strip_prefix('《').and_then(|rest| rest.strip_suffix('》')).unwrap_or(title)
}

fn marked(title: &str) -> String {
    format!("《{}》", bare(title))
}

/// Whether the sitting said no to an item.
pub(super) fn refused(facts: &Facts, item: &Item) -> bool {
    let polled = || facts.polls_on(Some(item.id), Kind::Question).find_map(|one| one.poll.passed);
    item.passed.or_else(polled) == Some(false)
}

/// What the sitting did with a settled item.
pub(super) fn deed(facts: &Facts, item: &Item) -> String {
    let matter = matter(item);
    let refused = refused(facts, item);
    match item.disposition {
        D::Convey => format!("传达学习了{matter}"),
        D::Hear if ends(&matter, HEARD) || matter.ends_with('》') => format!("听取了{matter}"),
        D::Hear => format!("听取了{matter}的汇报"),
        D::HearDutyReports => duty_reports(facts, item, &matter),
        D::Arrange => format!("对{matter}进行了安排部署"),
        D::Discuss => format!("讨论了{matter}"),
        D::Adopt | D::Written if refused => format!("审议了{matter}"),
        D::Adopt => format!("审议通过了{matter}"),
        D::Agree if refused => format!("协商了{matter}"),
        D::Agree => format!("协商通过了{matter}"),
        D::AgreeInPrinciple | D::Decide if refused => format!("研究了{matter}"),
        D::AgreeInPrinciple => format!("原则同意{matter}"),
        D::Decide if begins(&matter, &["关于", "《"]) || ends(&matter, MATTERS) => format!("研究决定了{matter}"),
        D::Decide => format!("决定{matter}"),
        D::Notify => format!("通报了{matter}"),
        D::Personnel => personnel(facts, item, &matter, refused),
        D::Announce => format!("宣布了{matter}"),
        D::Written => format!("书面审议了{matter}"),
        D::Other if begins(&matter, DOES) => matter,
        D::Other => format!("进行了{matter}"),
    }
}

/// 听取了张三、李四、王五的述职: those who spoke, else those who were to report, else as the agenda words it.
fn duty_reports(facts: &Facts, item: &Item, matter: &str) -> String {
    let spoke = facts.speakers(Some(item.id)).join("、");
    let who = Some(spoke).filter(|names| !names.is_empty()).or_else(|| item.reporter.clone());
    match who {
        Some(who) => format!("听取了{who}的述职"),
        None if matter.contains("述职") => format!("听取了{matter}"),
        None => format!("听取了{matter}的述职"),
    }
}

fn personnel(facts: &Facts, item: &Item, matter: &str, refused: bool) -> String {
    let mut elected =
        facts.polls_on(Some(item.id), Kind::Election).filter_map(|one| election(&one.poll.title, &one.candidates));
    match elected.next() {
        Some(first) => elected.fold(first, |all, one| all + "，" + &one),
        None if refused => format!("审议了{matter}"),
        None if begins(matter, APPOINTS) => matter.to_owned(),
        None => format!("协商通过了{matter}"),
    }
}

/// 选举张三、李四为县政协副主席, if anybody was elected.
pub(super) fn election(title: &str, candidates: &[Candidate]) -> Option<String> {
    let names: Vec<_> =
        candidates.iter().filter(|one| one.elected == Some(true)).map(|one| one.name.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    let verbs = ["选举", "补选", "增选", "推选"];
    let (verb, office) = verbs
        .iter()
        .find_map(|verb| Some((*verb, title.strip_prefix(verb)?)))
        .unwrap_or(("选举", title.strip_suffix("选举").unwrap_or(title)));
    let office = office.trim_end_matches("候选人").trim_end_matches('的');
    let to = if office.is_empty() { String::new() } else { format!("为{office}") };
    Some(format!("{verb}{}{to}", names.join("、")))
}
