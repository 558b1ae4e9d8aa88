//! The matters of a sitting, one by one.

use std::ops::Range;

use super::layout::Paragraph;
use super::matter;
use super::pattern::patterns;
use super::person::{self, Named};
use super::record::{Disposition, Item};
use super::text::{Piece, Text, sentences};
use super::verb::{Phrase, phrase};

patterns! {
    /// Who deals with a matter: the sitting itself or those in it.
    SUBJECT = r"^(?:[一二三四五六七八九十0-9]{1,3}[、.．]|（[一二三四五六七八九十0-9]{1,3}）|[一二三四五六七八九十]是|第[一二三四五六七八九十][项是]?|[0-9][）)])? ?(?:为此|据悉|据了解|按照议程|根据议程|按照会议议程|随后|当天|当日|其间|期间|会议期间|会前|会后|下午|上午|首先|最后|接着|开幕会上|闭幕会上|大会期间)?，?(?P<who>(?:本次|此次|这次|该次|今天的|当天的|当日)?(?:常委会?|主席|预备|常务委员会|全体|开幕|闭幕|扩大|党组|协商|座谈)?(?:（扩大）)?(?:会议|大会|全会|会上|会|会议上|会议中)(?:期间|中|上)?|(?:全体|与会|出席会议的|出席会议)?的?(?:人员|政协委员|政协常委|委员|常委|同志|代表|参会人员|与会人员)们?|大家|主要|议程|议题|内容)?(?P<aim>的?(?:主要)?(?:议程|议题|任务|内容)(?:包括|有|是|为)?：?)?，?";
    TALK = r"^(?:还|并|上|同时|最后|一致|特别|进一步|对此|就此|充分)*，?(?:指出|强调|要求|认为|号召|希望|提出|明确要求|表示|呼吁|倡议|勉励|充分肯定|高度评价|认真贯彻)";
    /// Somebody speaks; what follows is what they say.
    SPEAKS = r"^.{2,60}(?:指出|强调|要求|表示|认为|希望|说|(?:提出|提了|讲了)[^，；：]{0,8}(?:意见|要求|希望|建议))$";
    /// 听取汇报后 tells when, 围绕议题 not what.
    NO_MATTER = "(?:后|时|之后|之余|过程中|基础上)$|^(?:热烈|充分|深入|(?:会议|本次|相关|有关|协商|会议的)?(?:议题|主题))$";
    LIST_NUMBER = "^(?:[一二三四五六七八九十0-9]{1,3}[、.．]|（[一二三四五六七八九十0-9]{1,3}）)";
    FURTHER = "^.{0,24}(?:会议|大会|会上)还";
    /// A clause of the lead after which its matters follow.
    TAIL_OF_NAME = r"^(?:（扩大）|扩大|会议|上|中|在[^，；]{2,25}?(?:召开|举行)|召开|举行|，|、|开幕|闭幕|隆重|胜利| )*";
    /// 同意提交常委会会议审议 is no matter of its own.
    PASSED_ON = "^(?:提交|提请|将[^，；]{0,40}(?:提交|提请)|按程序|报)";
    /// 刘某传达了…: a person does it for the sitting.
    BY_PERSON = "(?:传达学习|传达|通报|宣读|领学)了?";
    OUR_POST = "政协|主席|秘书长|党组|委主任|委员会|办公室";
    CONTINUES = r"^(?:以及|及|和|与|关于|《|“|还有)";
    IN_GENERAL = "(?:工作|任务)$";
    GENERIC = r"^(?:了)?(?:近期|当前|下一步|下步|下阶段|相关|有关|重点|阶段性?|当前重点|近期重点|今后一个时期|今后一段时期|本年度|全年|年度|的)*(?:工作|事项|文件|精神|会议精神|文件精神|任务|重点工作|工作任务|内容|议题|议程)$";
}

/// An item, and where its matter stands.
pub(super) struct Found {
    pub item: Item,
    pub at: Range<usize>,
    /// Told as one more matter (会议还…), beside those of the lead.
    further: bool,
}

/// Reads matters out of the body, sentence by sentence.
pub(super) struct Reader<'t> {
    text: &'t Text<'t>,
    found: Vec<Found>,
    /// Where the sentence naming the sitting is, and where that name ends.
    lead: Piece<'t>,
    name_end: usize,
    /// Items told of persons: they count where the sitting itself is not said to do the same.
    by_persons: Vec<Found>,
    /// How many items the lead gave.
    summary: usize,
    /// Whether the last sentence told of matters.
    telling: bool,
    /// Whether this sentence tells of one more matter.
    further: bool,
}

/// All matters told in `body`; `lead` is the sentence naming the sitting, to `name_end`.
pub(super) fn read<'t>(text: &'t Text<'t>, body: &[Paragraph<'t>], lead: Piece<'t>, name_end: usize) -> Vec<Found> {
    let mut reader = Reader {
        text,
        found: Vec::new(),
        lead,
        name_end,
        by_persons: Vec::new(),
        summary: 0,
        telling: false,
        further: false,
    };
    for paragraph in body {
        reader.telling = false;
        for sentence in sentences(paragraph.piece) {
            reader.sentence(sentence);
        }
    }
    reader.without_summary()
}

impl<'t> Reader<'t> {
    fn sentence(&mut self, sentence: Piece<'t>) {
        let lead = sentence.at == self.lead.at;
        let mut telling = false;
        let mut last: Option<Disposition> = None;
        let first = self.telling;
        self.telling = false;
        self.further = FURTHER.is_match(sentence.str);
        let rest = if lead {
            telling = true;
            let from = self.name_end.clamp(sentence.at, sentence.range().end) - sentence.at;
            let rest = sentence.after(from);
            let tail = TAIL_OF_NAME.find(rest.str).map_or(0, |tail| tail.end());
            rest.after(tail)
        } else {
            sentence
        };
        for clause in rest.split(|c| "，；：".contains(c)) {
            let clause = clause.trim();
            let subject = SUBJECT.captures(clause.str);
            let who = subject.as_ref().is_some_and(|s| s.name("who").is_some() || s.name("aim").is_some());
            let start = subject.as_ref().and_then(|s| s.get(0)).map_or(0, |s| s.end());
            let act = clause.after(start);
            if TALK.is_match(act.str) && (who || telling) || SPEAKS.is_match(act.str) && phrase(act).is_none() {
                break;
            }
            if who && act.is_empty() {
                telling = true;
                continue;
            }
            let told = telling || who || first || LIST_NUMBER.is_match(clause.str);
            if told && let Some(phrase) = phrase(act) {
                telling = true;
                last = Some(phrase.disposition);
                self.take(&phrase);
                self.telling = true;
            } else if let Some(disposition) = last.filter(|last| goes_on(*last, act)) {
                let object = continued(act);
                self.take(&Phrase { disposition, object });
            } else if let Some(phrase) = by_person(act) {
                let own = std::mem::take(&mut self.found);
                self.take(&phrase);
                let told = std::mem::replace(&mut self.found, own);
                self.by_persons.extend(told);
            } else if who {
                telling = true;
                last = None;
            }
        }
        if lead {
            self.summary = self.found.len();
            self.telling = false;
        }
    }

    fn take(&mut self, phrase: &Phrase<'t>) {
        if PASSED_ON.is_match(phrase.object.str) || NO_MATTER.is_match(phrase.object.str) {
            return;
        }
        for matter in matter::split(phrase.object) {
            let subject = self.text.written(&matter.subject.range()).trim();
            if subject.chars().count() < 2 {
                continue;
            }
            self.found.push(Found {
                item: Item {
                    disposition: phrase.disposition,
                    subject: subject.to_owned(),
                    documents: matter
                        .documents
                        .iter()
                        .map(|title| self.text.written(&title.range()).to_owned())
                        .collect(),
                    approved_by: matter.approved_by.map(|body| self.text.written(&body.range()).to_owned()),
                },
                at: matter.subject.range(),
                further: self.further,
            });
        }
    }

    /// A lead that sums up what is told in full afterwards gives no items of its own.
    fn without_summary(mut self) -> Vec<Found> {
        let full = self.found.split_off(self.summary);
        let retold: Vec<&Item> = full.iter().filter(|one| !one.further).map(|one| &one.item).collect();
        let told = |one: &Found| retold.iter().any(|other| other.disposition == one.item.disposition);
        let sums_up = |one: &Found| {
            let subject = &one.item.subject;
            told(one) || GENERIC.is_match(subject) || retold.len() > 1 && IN_GENERAL.is_match(subject)
        };
        let mut kept: Vec<Found> = self.found.into_iter().filter(|one| retold.is_empty() || !sums_up(one)).collect();
        kept.extend(full);
        let told: Vec<Disposition> = kept.iter().map(|one| one.item.disposition).collect();
        kept.extend(self.by_persons.into_iter().filter(|one| !told.contains(&one.item.disposition)));
        kept.sort_by_key(|one| one.at.start);
        let mut seen = std::collections::HashSet::new();
        kept.retain(|one| seen.insert((one.item.disposition, one.item.subject.clone())));
        kept
    }
}

/// What a clause says that somebody told the sitting of.
fn by_person(clause: Piece<'_>) -> Option<Phrase<'_>> {
    let verb = BY_PERSON.find(clause.str)?;
    match person::read(clause.before(verb.start())) {
        Named::Person { post, .. } if post.is_none_or(|post| OUR_POST.is_match(post.str)) => {
            phrase(clause.after(verb.start()))
        }
        _ => None,
    }
}

/// A clause without a verb of its own belongs to the one before: 关于…, or 李某为副主席 of an
/// election.
fn goes_on(last: Disposition, clause: Piece<'_>) -> bool {
    CONTINUES.is_match(clause.str)
        || matter::is_one_more(clause.str)
        || last == Disposition::Personnel && clause.str.contains('为') && clause.count() < 40
}

/// The object of a clause that goes on with the verb of the one before.
fn continued(clause: Piece<'_>) -> Piece<'_> {
    let joined = ["以及", "及", "和", "与", "还有"]
        .iter()
        .find(|word| clause.str.starts_with(**word))
        .map_or(0, |word| word.len());
    clause.after(joined)
}
