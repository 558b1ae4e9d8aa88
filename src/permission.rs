//! Who may do what: one table from roles to permissions. What depends on the thing itself is decided in the areas' `rules.rs`.

use crate::named;

named! {
    /// A role that an account has in one committee.
    pub enum Role {
        Member = "member",
        SectorConvener = "sector_convener",
        Clerk = "clerk",
        ProposalsClerk = "proposals_clerk",
        SpecialCommitteeClerk = "special_committee_clerk",
        UnitHandler = "unit_handler",
        UnitApprover = "unit_approver",
        Supervisor = "supervisor",
        Leader = "leader",
        Administrator = "administrator",
        PlatformOperator = "platform_operator",
    }
}

named! {
    /// A kind of part of a committee, within which alone a role may be held.
    pub enum ScopeKind {
        SpecialCommittee = "special_committee",
        Sector = "sector",
        Unit = "unit",
    }
}

named! {
    /// Something that a role may be allowed to do. What is published needs no permission to be read.
    pub enum Permission {
        ReadInternal = "read_internal",
        /// Read who did what, of the whole committee.
        ReadHistory = "read_history",
        RecordSittings = "record_sittings",
        PublishSittings = "publish_sittings",
        /// Plan sittings, call to them and lead through them.
        RunSittings = "run_sittings",
        /// Grant leave or refuse it.
        GrantLeave = "grant_leave",
        ReadContacts = "read_contacts",
        EditMembers = "edit_members",
        ManageCommittee = "manage_committee",
        ManageAccounts = "manage_accounts",
        FoundCommittees = "found_committees",
        /// Write proposals, sign and second those of others, evaluate what was answered.
        WriteProposals = "write_proposals",
        /// Read proposals whose review is not over, or that were not filed.
        ReadProposals = "read_proposals",
        /// Review proposals, file, merge, publish and close them.
        ReviewProposals = "review_proposals",
        /// Assign proposals to units; grant transfers and extensions.
        AssignProposals = "assign_proposals",
        /// Handle proposals for one's unit.
        HandleProposals = "handle_proposals",
        /// Approve replies as the head of one's unit.
        ApproveReplies = "approve_replies",
        /// Let replies pass to the proposers, or send them back.
        PassReplies = "pass_replies",
    }
}

use Permission as P;
use Role as R;

/// The table. A pair that does not stand here is refused.
const TABLE: &[(Role, &[Permission])] = &[
    (R::Member, &[P::ReadInternal, P::WriteProposals]),
    (R::SectorConvener, &[P::ReadInternal, P::WriteProposals]),
    (
        R::Clerk,
        &[
            P::ReadInternal,
            P::ReadHistory,
            P::RecordSittings,
            P::PublishSittings,
            P::RunSittings,
            P::ReadContacts,
            P::EditMembers,
            P::ReadProposals,
        ],
    ),
    (
        R::ProposalsClerk,
        &[
            P::ReadInternal,
            P::ReadHistory,
            P::ReadContacts,
            P::WriteProposals,
            P::ReadProposals,
            P::ReviewProposals,
            P::AssignProposals,
        ],
    ),
    (R::SpecialCommitteeClerk, &[P::ReadInternal, P::ReadHistory, P::ReadContacts]),
    (R::UnitHandler, &[P::HandleProposals]),
    (R::UnitApprover, &[P::HandleProposals, P::ApproveReplies]),
    (R::Supervisor, &[P::AssignProposals, P::PassReplies]),
    (R::Leader, &[P::ReadInternal, P::ReadHistory, P::PublishSittings, P::GrantLeave, P::ReadProposals]),
    (R::Administrator, &[P::ReadInternal, P::ReadHistory, P::ManageCommittee, P::ManageAccounts]),
    (R::PlatformOperator, &[P::FoundCommittees, P::ManageCommittee, P::ManageAccounts]),
];

impl Role {
    /// Within which parts of a committee it may be held.
    #[must_use]
    pub const fn scope(self) -> Option<ScopeKind> {
        match self {
            Self::SpecialCommitteeClerk => Some(ScopeKind::SpecialCommittee),
            Self::SectorConvener => Some(ScopeKind::Sector),
            Self::UnitHandler | Self::UnitApprover => Some(ScopeKind::Unit),
            Self::Member
            | Self::Clerk
            | Self::ProposalsClerk
            | Self::Supervisor
            | Self::Leader
            | Self::Administrator
            | Self::PlatformOperator => None,
        }
    }

    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        TABLE.iter().any(|(role, permissions)| *role == self && permissions.contains(&permission))
    }
}

impl Permission {
    /// Whether it lets nobody do more than read what the committee keeps to itself.
    #[must_use]
    pub const fn merely_reads_inside(self) -> bool {
        matches!(self, Self::ReadInternal)
    }
}

/// The table as Markdown, for `docs/permissions.md`.
#[must_use]
pub fn table() -> String {
    use std::fmt::Write;
    let mut page = String::from("# Permissions\n\nPrinted from `src/permission.rs`.\n\n| role |");
    for permission in Permission::ALL {
        let _ = write!(page, " {permission} |");
    }
    let _ = write!(page, "\n|---|{}\n", "---|".repeat(Permission::ALL.len()));
    for role in Role::ALL {
        let _ = write!(page, "| {role} |");
        for permission in Permission::ALL {
            page.push_str(if role.may(*permission) { " yes |" } else { " |" });
        }
        page.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_stands_in_the_table_once() {
        for role in Role::ALL {
            assert_eq!(TABLE.iter().filter(|(r, _)| r == role).count(), 1, "{role}");
        }
    }

    #[test]
    fn the_units_that_answer_read_nothing_internal() {
        for role in [Role::UnitHandler, Role::UnitApprover, Role::Supervisor] {
            let internal = [P::ReadInternal, P::ReadHistory, P::ReadContacts, P::ReadProposals];
            assert!(internal.iter().all(|permission| !role.may(*permission)));
        }
    }
}
