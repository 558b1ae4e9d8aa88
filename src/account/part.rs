//! Parts of a committee within which a role may be held. Which there are, the areas say.

use super::actor::{Grant, Scope};
use crate::db::Db;
use crate::error::Result;
use crate::lent::{Lent, Said};
use crate::permission::Role;

/// A part of a committee by the name that people know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub scope: Scope,
    pub name: String,
}

/// How an area names the parts of a committee that it keeps.
pub type PartsOf = for<'a> fn(&'a Db, i64) -> Said<'a, Vec<Part>>;

/// What all areas name.
pub type Parts = Lent<PartsOf>;

impl Parts {
    /// The parts of a committee, in the order in which the areas name them.
    pub async fn of(&self, db: &Db, committee: i64) -> Result<Vec<Part>> {
        self.all(|parts| parts(db, committee)).await
    }
}

/// A role as it is given: everywhere in the committee, or within a part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub role: Role,
    pub part: Option<Part>,
}

impl Given {
    /// A grant with the name of its part; that of a part that is there no more is its key.
    #[must_use]
    pub fn named(grant: Grant, parts: &[Part]) -> Self {
        let part = grant.scope.map(|scope| {
            let name = parts.iter().find(|part| part.scope == scope).map(|part| part.name.clone());
            Part { scope, name: name.unwrap_or_else(|| scope.to_string()) }
        });
        Self { role: grant.role, part }
    }

    #[must_use]
    pub fn grant(&self) -> Grant {
        Grant { role: self.role, scope: self.part.as_ref().map(|part| part.scope) }
    }
}

impl From<Role> for Given {
    fn from(role: Role) -> Self {
        Self { role, part: None }
    }
}
