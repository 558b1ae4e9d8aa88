//! The columns of a roster, as it is written and as it is read.

use crate::import::columns;
use crate::named;

named! {
    /// A column of a roster.
    pub enum Column {
        Key = "key",
        Name = "name",
        Term = "term",
        Sector = "sector",
        Party = "party",
        Employer = "employer",
        Posts = "posts",
        Begins = "begins",
        Ends = "ends",
        Phone = "phone",
    }
}

impl Column {
    /// How the column is headed in the workbooks that the program writes. They are Chinese whoever reads them.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        self.known_as()[0]
    }

    /// The headings by which the column is known.
    const fn known_as(self) -> &'static [&'static str] {
        match self {
            Self::Key => &["编号", "委员编号"],
            Self::Name => &["姓名", "委员姓名", "名字"],
            Self::Term => &["届", "届次", "届别"],
            Self::Sector => &["界别", "所属界别"],
            Self::Party => &["党派", "所属党派", "政治面貌"],
            Self::Employer => {
                &["工作单位及职务", "工作单位和职务", "工作单位与职务", "单位及职务", "单位职务", "工作单位"]
            }
            Self::Posts => &["任职", "职务", "政协职务", "本会职务", "任职情况", "担任职务"],
            Self::Begins => &["任期起", "任期开始", "任职时间", "当选时间"],
            Self::Ends => &["任期止", "任期结束", "离任时间"],
            Self::Phone => &["手机", "手机号", "手机号码", "联系电话", "电话", "联系方式"],
        }
    }
}

impl columns::Column for Column {
    const KEY: Self = Self::Name;
    const LACKING: &'static str = "member-import-no-name";
    const LEAST: usize = 1;
    const LONGEST_CELL: usize = 2_000;

    fn headings(self) -> &'static [&'static str] {
        self.known_as()
    }
}
