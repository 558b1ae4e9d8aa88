//! Who may set what a committee has set.

use crate::error::Result;
use crate::page::Reader;
use crate::permission::Permission;

/// Goes on only for those who set sessions and holidays: who manage the committee, and who review proposals.
pub(super) fn open(reader: &Reader) -> Result<()> {
    reader.need_one_of(&[Permission::ManageCommittee, Permission::ReviewProposals])
}
