//! The record of a sitting, in the shape the command line prints and the preview page shows.

use std::collections::BTreeMap;

use crate::named;
use serde::{Deserialize, Serialize};

/// What one news article says about one sitting. An absent fact is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub kind: Kind,
    /// Full name: `政协云阳县委员会`.
    pub committee: Option<String>,
    /// `云阳县`.
    pub region: Option<String>,
    /// The 届 of the committee.
    pub term: Option<u32>,
    /// The 次 of a plenary.
    pub session: Option<u32>,
    /// The 次 of a standing committee or chairpersons' meeting.
    pub number: Option<u32>,
    /// Day of the sitting (the first of several), `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    pub source: Option<String>,
    pub reporters: Vec<String>,
    pub place: Option<String>,
    pub presided_by: Vec<String>,
    /// Members who should have come (应到).
    pub expected: Option<u32>,
    /// Members who came (实到).
    pub present: Option<u32>,
    /// In the order of the article.
    pub items: Vec<Item>,
    pub speeches: Vec<Speech>,
    pub people: Vec<Person>,
    /// Where each fact stands in the text read: from, to (exclusive), in characters.
    /// Keys are field names and `items.0`, `people.0`, `speeches.0` and so on.
    pub spans: BTreeMap<String, (usize, usize)>,
}

/// One matter of the sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub disposition: Disposition,
    /// The matter as the article words it, without the verb.
    pub subject: String,
    /// Titles inside 《》 that the item is about.
    pub documents: Vec<String>,
    /// Another body that had approved it before.
    pub approved_by: Option<String>,
}

/// Who said something, and in which paragraph (from 1, empty lines not counted).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speech {
    pub speaker: String,
    /// As worded at the first mention: `县政协主席`.
    pub post: Option<String>,
    /// `要求`, `强调`, `讲话` …
    pub verb: String,
    pub paragraph: usize,
}

/// Someone named as there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub posts: Vec<String>,
    pub capacity: Capacity,
}

named! {
    /// Which kind of sitting.
    #[derive(Default)]
    pub enum Kind {
        Plenary = "plenary",
        StandingCommittee = "standing_committee",
        Chairpersons = "chairpersons",
        Preparatory = "preparatory",
        #[default]
        Other = "other",
    }
}

named! {
    /// What was done with an item.
    pub enum Disposition {
        /// 传达学习
        Convey = "convey",
        /// 听取
        Hear = "hear",
        /// 听取述职
        HearDutyReports = "hear_duty_reports",
        /// 安排部署
        Arrange = "arrange",
        /// 讨论, 审议
        Discuss = "discuss",
        /// 审议通过
        Adopt = "adopt",
        /// 协商通过
        Agree = "agree",
        /// 原则同意
        AgreeInPrinciple = "agree_in_principle",
        /// 决定
        Decide = "decide",
        /// 通报
        Notify = "notify",
        /// 人事
        Personnel = "personnel",
        /// 宣布
        Announce = "announce",
        /// 书面审议
        Written = "written",
        Other = "other",
    }
}

named! {
    /// In what capacity someone was there.
    pub enum Capacity {
        Presiding = "presiding",
        Attending = "attending",
        /// 列席
        SittingIn = "sitting_in",
        /// 请假, 缺席
        Absent = "absent",
        /// Heard by the sitting.
        Reporting = "reporting",
    }
}
