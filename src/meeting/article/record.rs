//! The record of a sitting, in the shape the command line prints and the preview page shows.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

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

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word of the contract.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|one| one.as_str() == word)
                    .ok_or_else(|| UnknownWord(word.to_owned()))
            }
        }
    };
}

words! {
    /// Which kind of sitting.
    Kind {
        Plenary = "plenary",
        StandingCommittee = "standing_committee",
        Chairpersons = "chairpersons",
        Preparatory = "preparatory",
        Other = "other",
    }
}

#[expect(
    clippy::derivable_impls,
    reason = "the macro gives no default to the other word lists"
)]
impl Default for Kind {
    fn default() -> Self {
        Self::Other
    }
}

words! {
    /// What was done with an item.
    Disposition {
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

words! {
    /// In what capacity someone was there.
    Capacity {
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

/// A word that none of the list is called by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord(pub String);

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown word `{}`", self.0)
    }
}

impl std::error::Error for UnknownWord {}
