//! The kinds of things that areas keep. By its kind and number a thing is known in the ledger, in links and on live
//! pages.

use crate::db::Topic;

/// A kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its name in the ledger, with which its word keys begin.
    pub name: &'static str,
    /// The table that keeps it.
    pub table: &'static str,
    /// The step after the committee's in its addresses.
    pub address: &'static str,
    /// Whether each has a page of its own, at `/{committee}/{address}/{id}`.
    pub paged: bool,
}

impl Kind {
    /// The address of one thing within its committee, where it has a page. Thing 0 is no single one: many changed at
    /// once.
    #[must_use]
    pub fn link(&self, id: i64) -> Option<String> {
        (self.paged && id > 0).then(|| format!("/{}/{id}", self.address))
    }

    /// What a live page of one thing follows.
    #[must_use]
    pub fn topic(&self, committee: i64, id: i64) -> Topic {
        Topic { committee, area: self.name.into(), thing: id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_has_an_address_where_it_has_a_page() {
        let kind = Kind { name: "activity", table: "activity", address: "plans/activities", paged: true };
        assert_eq!(kind.link(7).as_deref(), Some("/plans/activities/7"));
        assert_eq!(kind.link(0), None);
        assert_eq!(Kind { paged: false, ..kind }.link(7), None);
    }
}
