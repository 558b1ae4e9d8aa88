//! The one who asks: an account with its roles in the committee at hand, or the public.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::permission::{Permission, Role, ScopeKind};

/// A part of a committee: of which kind, and its key. As a text `unit:12`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    pub kind: ScopeKind,
    pub key: i64,
}

impl Scope {
    #[must_use]
    pub const fn unit(key: i64) -> Self {
        Self { kind: ScopeKind::Unit, key }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind, self.key)
    }
}

impl FromStr for Scope {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, key) = text.split_once(':').ok_or(())?;
        Ok(Self { kind: kind.parse().map_err(|_| ())?, key: key.parse().map_err(|_| ())? })
    }
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A role as it is held: everywhere in a committee, or within a part of it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Grant {
    pub role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
}

impl Grant {
    /// Whether the role can be held so.
    #[must_use]
    pub fn fits(self) -> bool {
        self.scope.is_none_or(|scope| self.role.scope() == Some(scope.kind))
    }
}

impl From<Role> for Grant {
    fn from(role: Role) -> Self {
        Self { role, scope: None }
    }
}

/// Who asks for something. The public has neither account nor role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Actor {
    pub account: Option<i64>,
    pub name: String,
    pub login: String,
    /// The roles held everywhere in the committee.
    pub roles: Vec<Role>,
    /// Those held within a part of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<(Role, Scope)>,
}

impl Actor {
    /// Nobody known.
    #[must_use]
    pub fn public() -> Self {
        Self::default()
    }

    /// The owner of an account, who holds this in the committee at hand.
    #[must_use]
    pub fn holding(account: i64, name: String, login: String, held: &[Grant]) -> Self {
        Self {
            account: Some(account),
            name,
            login,
            roles: held.iter().filter(|grant| grant.scope.is_none()).map(|grant| grant.role).collect(),
            within: held.iter().filter_map(|grant| Some((grant.role, grant.scope?))).collect(),
        }
    }

    /// The one who sits at the machine itself and runs a command; they could read and write the files anyway.
    #[must_use]
    pub fn at_the_machine(name: String) -> Self {
        Self { name, roles: Role::ALL.to_vec(), ..Self::default() }
    }

    /// Whether something is allowed everywhere. A role held within a part only lets read what is inside.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        let inside = permission.merely_reads_inside() && self.within.iter().any(|(role, _)| role.may(permission));
        inside || self.roles.iter().any(|role| role.may(permission))
    }

    /// Whether something is allowed within a part of the committee.
    #[must_use]
    pub fn may_within(&self, permission: Permission, part: Scope) -> bool {
        self.may(permission) || self.within.iter().any(|(role, scope)| *scope == part && role.may(permission))
    }

    /// Whether something is allowed everywhere, or within some part of the committee.
    #[must_use]
    pub fn may_somewhere(&self, permission: Permission) -> bool {
        self.may(permission) || self.within.iter().any(|(role, _)| role.may(permission))
    }

    /// The keys of the parts of one kind within which a role that is held there allows something.
    pub fn parts_where(&self, kind: ScopeKind, permission: Permission) -> impl Iterator<Item = i64> {
        let there = self.within.iter().filter(move |(role, scope)| scope.kind == kind && role.may(permission));
        there.map(|(_, scope)| scope.key)
    }

    #[must_use]
    pub const fn holds_a_role(&self) -> bool {
        !self.roles.is_empty() || !self.within.is_empty()
    }

    #[must_use]
    pub const fn signed_in(&self) -> bool {
        self.account.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CULTURE: Scope = Scope { kind: ScopeKind::SpecialCommittee, key: 6 };
    const ECONOMY: Scope = Scope { kind: ScopeKind::SpecialCommittee, key: 2 };
    const SECTOR: Scope = Scope { kind: ScopeKind::Sector, key: 6 };
    const UNIT: Scope = Scope::unit(6);

    fn held(role: Role, scope: Option<Scope>) -> Actor {
        match scope {
            None => Actor { roles: vec![role], ..Actor::public() },
            Some(scope) => Actor { within: vec![(role, scope)], ..Actor::public() },
        }
    }

    #[test]
    fn a_role_within_a_part_holds_there_and_elsewhere_only_reads_what_is_inside() {
        use Permission as P;
        use Role as R;
        // Role and where it is held; permission; everywhere, within 6 of special committees, sectors and units.
        let table = [
            (R::SpecialCommitteeClerk, None, P::ReadHistory, [true, true, true, true]),
            (R::SpecialCommitteeClerk, Some(CULTURE), P::ReadInternal, [true, true, true, true]),
            (R::SpecialCommitteeClerk, Some(CULTURE), P::ReadHistory, [false, true, false, false]),
            (R::SpecialCommitteeClerk, Some(ECONOMY), P::ReadContacts, [false, false, false, false]),
            (R::SpecialCommitteeClerk, Some(CULTURE), P::RunSittings, [false, false, false, false]),
            (R::SectorConvener, Some(SECTOR), P::ReadInternal, [true, true, true, true]),
            (R::SectorConvener, Some(SECTOR), P::WriteProposals, [false, false, true, false]),
            (R::UnitHandler, Some(UNIT), P::ReadInternal, [false, false, false, false]),
            (R::UnitHandler, Some(UNIT), P::HandleProposals, [false, false, false, true]),
            (R::UnitHandler, Some(UNIT), P::ApproveReplies, [false, false, false, false]),
            (R::UnitApprover, Some(UNIT), P::ApproveReplies, [false, false, false, true]),
            (R::UnitApprover, None, P::ApproveReplies, [true, true, true, true]),
        ];
        for (role, scope, permission, [everywhere, culture, sector, unit]) in table {
            let actor = held(role, scope);
            assert_eq!(actor.may(permission), everywhere, "{role} {scope:?} {permission}");
            for (part, may) in [(CULTURE, culture), (SECTOR, sector), (UNIT, unit)] {
                assert_eq!(actor.may_within(permission, part), may, "{role} {scope:?} {permission} {part}");
            }
            let somewhere = everywhere || culture || sector || unit || scope == Some(ECONOMY);
            assert_eq!(actor.may_somewhere(permission), somewhere, "{role} {scope:?} {permission}");
            let units: Vec<_> = actor.parts_where(ScopeKind::Unit, permission).collect();
            assert_eq!(units, if unit && !everywhere { vec![6] } else { vec![] }, "{role} {scope:?} {permission}");
        }
    }

    #[test]
    fn only_some_roles_are_held_within_a_part_and_each_within_one_kind() {
        let fitting = |role: Role| [CULTURE, SECTOR, UNIT].map(|scope| Grant { role, scope: Some(scope) }.fits());
        for role in Role::ALL {
            let expected = match role {
                Role::SpecialCommitteeClerk => [true, false, false],
                Role::SectorConvener => [false, true, false],
                Role::UnitHandler | Role::UnitApprover => [false, false, true],
                _ => [false; 3],
            };
            assert_eq!(fitting(*role), expected, "{role}");
            assert!(Grant::from(*role).fits());
        }
    }

    #[test]
    fn a_part_is_read_as_it_is_written() {
        assert_eq!(UNIT.to_string().parse(), Ok(UNIT));
        for text in ["", "unit", "unit:", "unit:x", "king:6", "6"] {
            assert_eq!(text.parse::<Scope>(), Err(()), "{text}");
        }
    }
}
