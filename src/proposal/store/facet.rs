//! What proposals are counted by, and narrowed to in lists: of each facet the values it has, and how the tables tell
//! it.

use sea_orm::DbBackend;
use sea_orm::sea_query::{Expr, ExprTrait};

use crate::clock::Day;
use crate::named;

named! {
    /// Something that a proposal is exactly one of, or that it has not: then it is [`NONE`] of it.
    pub enum Facet {
        Kind = "kind",
        /// Of a member's: by themselves, or with others who signed.
        Signed = "signed",
        /// The sector of its first proposer in the term of its session.
        Sector = "sector",
        Category = "category",
        Time = "time",
        Key = "key",
        Excellent = "excellent",
        Published = "published",
        /// As what a unit has it.
        Part = "part",
        /// Where its units stand with their replies: the worst of them.
        Replies = "replies",
        /// The class of its replies once all are sent.
        Class = "class",
        /// What was promised in its replies: the worst of them.
        Promise = "promise",
        /// What its proposer last said of the handling, and of the result.
        Work = "work",
        Result = "result",
    }
}

/// The value of a proposal that has none of a facet.
pub const NONE: &str = "none";

/// From where a facet is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Sight {
    pub backend: DbBackend,
    pub today: Day,
    /// Only what this unit does for it counts.
    pub unit: Option<i64>,
}

impl Facet {
    /// The values that are the same in all committees, in their order. Some facets have the keys of lists beside them.
    #[must_use]
    pub const fn values(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["member", "party", "organisation", "sector", "group", "special_committee"],
            Self::Signed => &["single", "joint"],
            Self::Sector | Self::Category => &[NONE],
            Self::Time => &["plenary", "ordinary"],
            Self::Key | Self::Excellent | Self::Published => &["yes"],
            Self::Part => &["lead", "separate", "co_handler"],
            // Of old times it may not be known when a reply was sent.
            Self::Replies => &["on_time", "undated", "late", "open", "overdue", NONE],
            // Several units answered with several classes; replies of old times have none.
            Self::Class => &["mixed", "unclassed"],
            Self::Promise => &["kept", "running", "overdue"],
            Self::Work | Self::Result => &["satisfied", "mostly", "not", "unsaid"],
        }
    }

    /// Whether its value stands on the page of what is published, for everybody.
    #[must_use]
    pub const fn public(self) -> bool {
        matches!(self, Self::Kind | Self::Category | Self::Time | Self::Key | Self::Excellent | Self::Published)
    }

    /// Whether keys of a list are among its values.
    #[must_use]
    pub const fn listed(self) -> bool {
        matches!(self, Self::Sector | Self::Category | Self::Class)
    }

    /// Whether a text is a value of it, or several with commas between them.
    #[must_use]
    pub fn knows(self, value: &str) -> bool {
        value.split(',').all(|one| self.values().contains(&one) || self.listed() && one.parse::<u32>().is_ok())
    }

    /// Its value as an expression over a row of `proposal`: never null.
    #[must_use]
    pub fn sql(self, sight: Sight) -> String {
        format!("COALESCE({}, '{NONE}')", self.value(sight))
    }

    fn value(self, sight: Sight) -> String {
        let text = |column: &str| format!("CAST({column} AS TEXT)");
        let yes = |holds: &str| format!("CASE WHEN {holds} THEN 'yes' END");
        match self {
            Self::Kind => "proposal.kind".to_owned(),
            Self::Signed => SIGNED.to_owned(),
            Self::Sector => format!("({SECTOR})"),
            Self::Category => text("proposal.category_id"),
            Self::Time => "CASE WHEN proposal.plenary THEN 'plenary' ELSE 'ordinary' END".to_owned(),
            Self::Key => yes("proposal.leader IS NOT NULL"),
            Self::Excellent => yes("proposal.excellent"),
            Self::Published => yes("proposal.published"),
            Self::Part => of_units("MIN(a.part)", "", sight),
            Self::Replies => of_units(&named_rank("MAX", &rank(sight), Self::Replies), ANSWERS, sight),
            Self::Class => of_units(CLASS, ANSWERS, sight),
            Self::Promise => of_units(&named_rank("MAX", &promise(sight), Self::Promise), PROMISED, sight),
            Self::Work => last_said("work"),
            Self::Result => last_said("result"),
        }
    }
}

/// Those that are of a value of a facet on a day, or of one of several values with commas between them.
#[derive(Clone, Debug)]
pub struct Narrowing {
    pub facet: Facet,
    pub value: String,
    pub today: Day,
}

impl Narrowing {
    /// Of a unit's work only that of this unit counts, if one is given.
    pub(super) fn holds(&self, backend: DbBackend, unit: Option<i64>) -> Expr {
        Expr::cust(self.facet.sql(Sight { backend, today: self.today, unit })).is_in(self.value.split(','))
    }
}

const SIGNED: &str = "CASE WHEN proposal.kind <> 'member' THEN NULL \
    WHEN EXISTS (SELECT 1 FROM proposal_signer s WHERE s.proposal_id = proposal.id AND s.part = 'co_signer' \
    AND s.state = 'signed') THEN 'joint' ELSE 'single' END";

const SECTOR: &str = "SELECT CAST(s.sector_id AS TEXT) FROM proposal_session n \
    JOIN term t ON t.committee_id = n.committee_id AND t.number = n.term \
    JOIN seat s ON s.term_id = t.id AND s.member_id = proposal.first_id WHERE n.id = proposal.session_id";

/// The assignments that are answered with a reply.
const ANSWERS: &str = " AND a.part <> 'co_handler'";
/// Those whose reply promises something.
const PROMISED: &str = " AND a.part <> 'co_handler' AND a.state = 'sent' AND r.planned_by IS NOT NULL";

const CLASS: &str = "CASE WHEN MAX(CASE WHEN a.state = 'sent' THEN 0 ELSE 1 END) = 1 THEN NULL \
    WHEN MIN(r.class_id) = MAX(r.class_id) THEN CAST(MIN(r.class_id) AS TEXT) \
    WHEN MIN(r.class_id) <> MAX(r.class_id) THEN 'mixed' WHEN COUNT(*) > 0 THEN 'unclassed' END";

/// Something of all assignments `a` of a proposal that hold, each with the reply `r` of its round.
fn of_units(what: &str, holds: &str, sight: Sight) -> String {
    let unit = sight.unit.map(|unit| format!(" AND a.unit_id = {unit}")).unwrap_or_default();
    format!("(SELECT {what} FROM {WORK} WHERE a.proposal_id = proposal.id AND {LIVE}{holds}{unit})")
}

/// Assignments with the replies of their round.
pub const WORK: &str = "assignment a LEFT JOIN proposal_reply r ON r.assignment_id = a.id AND r.round = a.round";
/// Those that no other unit has instead.
pub const LIVE: &str = "a.state <> 'transferred'";

/// Where an assignment stands with its reply (of old times there may be only the day on which it ended), the place
/// among the values of [`Facet::Replies`].
#[must_use]
pub fn rank(sight: Sight) -> String {
    let sent_on = match sight.backend {
        DbBackend::Postgres => {
            "to_char(to_timestamp(COALESCE(r.sent_at, a.ended_at) / 1000 + 28800) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
        }
        _ => "date(COALESCE(r.sent_at, a.ended_at) / 1000 + 28800, 'unixepoch')",
    };
    let Sight { today, .. } = sight;
    format!(
        "CASE WHEN a.state = 'sent' AND {sent_on} IS NULL THEN 1 WHEN a.state = 'sent' AND {sent_on} > a.due THEN 2 \
         WHEN a.state = 'sent' THEN 0 WHEN a.due < '{today}' THEN 4 ELSE 3 END"
    )
}

/// Where a promise stands, the place among the values of [`Facet::Promise`].
fn promise(sight: Sight) -> String {
    let Sight { today, .. } = sight;
    format!("CASE WHEN r.kept_at IS NOT NULL THEN 0 WHEN r.planned_by < '{today}' THEN 2 ELSE 1 END")
}

/// A place among the values of a facet by its name.
#[must_use]
pub fn named_rank(of: &str, rank: &str, facet: Facet) -> String {
    let names = facet.values().iter().enumerate();
    let names = names.map(|(place, name)| format!(" WHEN {place} THEN '{name}'")).collect::<Vec<_>>().concat();
    format!("CASE {of}({rank}){names} END")
}

/// What was said of the latest round that was evaluated; nothing of what was never answered.
fn last_said(column: &str) -> String {
    format!(
        "COALESCE((SELECT e.{column} FROM proposal_evaluation e WHERE e.proposal_id = proposal.id \
         ORDER BY e.round DESC LIMIT 1), CASE WHEN proposal.state IN ('answered', 'evaluated', 'reopened', 'closed') \
         OR proposal.state = 'in_hand' AND proposal.round > 1 THEN 'unsaid' END)"
    )
}
