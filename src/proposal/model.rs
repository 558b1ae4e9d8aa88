//! A proposal and what belongs to it: its signers and files, its assignments with contacts and replies, its
//! evaluations; and what a committee sets for them.

mod set;
pub mod words;

use crate::kind::Kind;
use crate::named;

/// A proposal.
pub const PROPOSAL: Kind = Kind { name: "proposal", table: "proposal", address: "proposals", paged: true };

named! {
    /// The lists to choose from that proposals name.
    pub enum List {
        Category = "category",
        /// Reasons to decline.
        Reason = "reason",
        /// Reply classes.
        Class = "class",
    }
}

named! {
    /// When proposals are shown to the public.
    pub enum Publication {
        /// When they are filed, where the proposer agrees.
        Filed = "filed",
        /// One by one, where the proposer agrees.
        Chosen = "chosen",
    }
}

named! {
    /// What a signer is to a proposal.
    pub enum SignPart {
        CoSigner = "co_signer",
        Seconder = "seconder",
    }
}

named! {
    pub enum SignState {
        Invited = "invited",
        Signed = "signed",
        Refused = "refused",
        /// The words have changed since they signed.
        Fallen = "fallen",
    }
}

named! {
    /// How a proposer was heard.
    pub enum Way {
        Visit = "visit",
        Talk = "talk",
        Meeting = "meeting",
        Phone = "phone",
        Letter = "letter",
        Message = "message",
    }
}

impl Way {
    /// Whether they met face to face.
    #[must_use]
    pub const fn in_person(self) -> bool {
        matches!(self, Self::Visit | Self::Talk | Self::Meeting)
    }
}

named! {
    /// What a proposer thinks of the handling, or of its result.
    pub enum Mark {
        Satisfied = "satisfied",
        Mostly = "mostly",
        Not = "not",
    }
}

/// A proposal. See the table for what its columns mean.
pub mod proposal {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::clock::{Day, Instant};
    use crate::proposal::rules::{Kind, State};

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub committee_id: i64,
        pub account_id: Option<i64>,
        pub kind: Kind,
        pub first_id: Option<i64>,
        pub body: Option<String>,
        pub signatory: Option<String>,
        pub subject: String,
        pub situation: String,
        pub analysis: String,
        pub suggestions: String,
        pub suggested_unit: String,
        /// How the proposer looked into the matter.
        pub basis: Option<String>,
        pub open: bool,
        pub secondable: bool,
        pub text_version: i64,
        pub version: i64,
        pub state: State,
        pub step: i64,
        pub session_id: Option<i64>,
        pub plenary: bool,
        pub number: Option<i64>,
        pub category_id: Option<i64>,
        pub reason_id: Option<i64>,
        pub remark: Option<String>,
        pub main_id: Option<i64>,
        pub leader: Option<String>,
        pub excellent: bool,
        pub published: bool,
        pub round: i64,
        pub due: Option<Day>,
        pub created_at: Instant,
        pub changed_at: Instant,
        pub submitted_at: Option<Instant>,
        pub filed_at: Option<Instant>,
        pub assigned_at: Option<Instant>,
        pub answered_at: Option<Instant>,
        pub ended_at: Option<Instant>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl Proposal {
    /// Its subject, or what stands where there is none yet.
    #[must_use]
    pub fn titled(&self, untitled: &str) -> String {
        if self.subject.is_empty() { untitled.to_owned() } else { self.subject.clone() }
    }
}

/// Who signs a proposal beside the first, or seconds it.
pub mod signer {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use super::{SignPart, SignState};
    use crate::clock::Instant;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_signer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub proposal_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub member_id: i64,
        pub position: i64,
        pub part: SignPart,
        pub state: SignState,
        pub text_version: i64,
        pub at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A file that belongs to a proposal.
pub mod file {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use crate::attachment::Media;
    use crate::clock::Instant;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_file")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub proposal_id: i64,
        pub name: String,
        pub media: Media,
        pub size: i64,
        pub digest: String,
        pub added_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a first proposer says of one round of handling.
pub mod evaluation {
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    use super::Mark;
    use crate::clock::Instant;

    #[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
    #[sea_orm(table_name = "proposal_evaluation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub proposal_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub round: i64,
        pub work: Mark,
        pub result: Mark,
        pub remark: String,
        pub at: Instant,
        pub by: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use set::rule;

pub use evaluation::Model as Evaluation;
pub use file::Model as File;
pub use proposal::Model as Proposal;
pub use rule::Model as Rule;
pub use signer::Model as Signer;
pub use words::{ProposalText, ReplyText};
