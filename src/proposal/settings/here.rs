//! Who may set proposals up.

use crate::error::Result;
use crate::page::Reader;
use crate::permission::Permission;

/// Goes on only for those who set proposals up: who manage the committee, and who review proposals.
pub(super) fn open(reader: &Reader) -> Result<()> {
    reader.need_one_of(&[Permission::ManageCommittee, Permission::ReviewProposals])
}
