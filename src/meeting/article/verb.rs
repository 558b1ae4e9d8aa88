//! What a sitting does with a matter: the verbs of the genre and their dispositions.

use super::pattern::patterns;
use super::record::Disposition;
use super::text::Piece;

/// How the verb is qualified: 还集体, 以举手表决的方式.
const MANNER: &str = "(?:还|并|也|又|再次|首先|随后|最后|接着|其间|会前|会后|分别|先后|分组|联组|依次|逐一|逐项|一并|共同|集中|集体|认真|专题|专门|深入|深刻|原原本本|原文|重点|及时|全面|系统|带头|一致|全票|现场|充分|热烈|依法|正式|同时|另外|此外|继续|统一|详细|着重|按程序|经过?[^，；]{0,12}?[，后]|以[^，；]{2,14}?(?:方式|形式)|按照[^，；]{2,20}?(?:程序|要求)|通过[^，；]{2,12}?(?:方式|形式)|第[一二三四五六七八九十]项)";
/// Between two verbs of one phrase.
const AND: &str = "(?:并且|并|和|、|及|与|以及|，并|后)?";
const WEIGHED: &str = "(?:审议|讨论|研究|听取|审查|协商|表决|举手表决|投票表决|票决|酝酿|商议|评议|审核|审阅|学习)";
const THEN: &str = "(?:一致|表决|全票|举手|投票|逐项|以[^，；]{2,14}?(?:方式|形式))*";

patterns! {
    PHRASE = format!("^{MANNER}*(?:\
         (?P<written>书面(?:审议|讨论|审阅|征求)(?:{AND}(?:通过|同意))?)\
        |(?:书面)?(?:(?P<principle>(?:{WEIGHED}{AND}){{0,3}}(?:原则上?|基本)(?:上)?{AND}(?:同意|通过|审议通过))\
        |(?P<agree>(?:{WEIGHED}{AND}){{0,2}}(?:协商{AND}{THEN}(?:通过|同意|决定|确定)|{THEN}同意))\
        |(?P<adopt>(?:{WEIGHED}{AND}){{0,3}}{THEN}(?:通过|批准|审定|表决))\
        |(?P<decide>(?:{WEIGHED}{AND}){{0,2}}(?:决定|确定|议定|商定))\
        |(?P<convey>(?:宣读{AND}|通报(?:并|和|、))?(?:传达|学习|领学|重温)(?:{AND}(?:传达|学习|宣传|贯彻|落实|领会|领悟|研讨|讨论|部署))*)\
        |(?P<hear>听取(?:{AND}(?:审议|讨论|研究|协商|评议|审查|民主评议))*|听了)\
        |(?P<arrange>(?:(?:研究|讨论|总结|谋划|动员|通报){AND})?(?:安排|部署|布置|谋划|动员)(?:{AND}(?:安排|部署))?)\
        |(?P<notify>通报)\
        |(?P<personnel>选举产生|选举|补选|增选|增补|推选|任命|免去|任免|接受|撤销)\
        |(?P<announce>宣布|宣读)\
        |(?P<discuss>(?:专题|对口)?(?:审议|讨论|研究|协商|商议|商讨|评议|酝酿|审查|审阅|研判|交流|分析)(?:{AND}(?:审议|讨论|研究|协商|商议|议政|评议|酝酿|审查|交流|制定|拟定))*)\
        |(?P<other>表彰|颁发|评选|观看|测评|推荐|指定|签订|票选|民主测评|命名|总结)\
        ))(?:了|过)?");
    /// 对有关工作进行了安排部署
    ABOUT = format!("^{MANNER}*(?:对|就|围绕|针对)(?P<o>.{{2,120}}?)(?:进行|作|做|开展|展开|予以|作出|提出)(?:了|出)?(?:充分|认真|专题|深入|热烈|集中|全面|专门|具体|统一|详细|动员|进一步|再次|再|系统|逐项|的|了|民主)*(?P<v>安排部署|部署安排|安排|部署|审议|讨论|协商|研究|通报|说明|学习|评议|测评|表决|表彰|交流|动员|调整|任免)");
    DEBATE = format!("^{MANNER}*(?:就|围绕|聚焦|针对)(?P<o>.{{2,80}}?)(?:专题|深入|充分|开展|进行|展开|共同|集中|共)*(?P<v>协商议政|协商讨论|协商|议政|座谈交流|座谈|建言献策|资政建言|商量)");
    /// The second verb is the beginning of a noun: 听取|协商情况, 审议|协商计划.
    NOUN = "^(?:情况|意见|结果|稿|计划|活动|成果|工作|方案|事项|制度|规则|报告|安排)";
    SECOND = "..(?:协商|审议|讨论|审查|学习|宣传|交流|评议|研讨|贯彻|落实)$";
    PERSONNEL = "人事|任免|辞去|辞职|增补|免去|委员资格|候选人(?:建议)?名单|候选人建议";
}

/// A verb found at the start of a clause.
pub(super) struct Phrase<'t> {
    pub disposition: Disposition,
    /// What the verb is about.
    pub object: Piece<'t>,
}

/// The verb phrase a clause begins with, and its object.
pub(super) fn phrase(clause: Piece<'_>) -> Option<Phrase<'_>> {
    about(clause).or_else(|| direct(clause))
}

fn direct(clause: Piece<'_>) -> Option<Phrase<'_>> {
    use Disposition as D;
    let found = PHRASE.captures(clause.str)?;
    let whole = found.get(0)?;
    let object = clause.after(whole.end()).trim();
    let (group, disposition) = [
        ("written", D::Written),
        ("principle", D::AgreeInPrinciple),
        ("agree", D::Agree),
        ("adopt", D::Adopt),
        ("decide", D::Decide),
        ("convey", D::Convey),
        ("hear", D::Hear),
        ("arrange", D::Arrange),
        ("notify", D::Notify),
        ("personnel", D::Personnel),
        ("announce", D::Announce),
        ("discuss", D::Discuss),
        ("other", D::Other),
    ]
    .into_iter()
    .find(|(group, _)| found.name(group).is_some())?;
    let verb = found.name(group)?.range();
    let object = whole_noun(clause, verb.end, object);
    Some(Phrase { disposition: refined(disposition, object.str), object })
}

/// The object, with a second verb given back to it that belongs to a noun.
fn whole_noun<'t>(clause: Piece<'t>, verb_end: usize, object: Piece<'t>) -> Piece<'t> {
    let adjoining = object.at == clause.at + verb_end;
    if adjoining && NOUN.is_match(object.str) && SECOND.is_match(&clause.str[..verb_end]) {
        return clause.after(verb_end - "协商".len());
    }
    object
}

/// What the object says about the disposition.
fn refined(disposition: Disposition, object: &str) -> Disposition {
    use Disposition as D;
    // A document about people is adopted or agreed like any other; it is the matter without a document that is 人事.
    let personnel = !object.contains('《') && PERSONNEL.is_match(object) && !object.ends_with("办法");
    match disposition {
        D::Hear if object.contains("述职") => D::HearDutyReports,
        D::Adopt | D::Agree | D::Discuss | D::Decide | D::AgreeInPrinciple | D::Other if personnel => D::Personnel,
        other => other,
    }
}

fn about(clause: Piece<'_>) -> Option<Phrase<'_>> {
    use Disposition as D;
    let found = ABOUT.captures(clause.str).or_else(|| DEBATE.captures(clause.str))?;
    let object = clause.part(found.name("o")?.range()).trim();
    let disposition = match found.name("v")?.as_str() {
        "安排部署" | "部署安排" | "安排" | "部署" | "动员" => D::Arrange,
        "通报" => D::Notify,
        "学习" => D::Convey,
        "任免" | "调整" => D::Personnel,
        "测评" | "表彰" | "说明" => D::Other,
        "表决" => D::Adopt,
        _ => D::Discuss,
    };
    let personnel = matches!(disposition, D::Other | D::Discuss | D::Adopt);
    Some(Phrase { disposition: if personnel { refined(disposition, object.str) } else { disposition }, object })
}
