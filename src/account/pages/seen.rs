//! An account as the administrator of a committee sees it.

use serde::Serialize;

use crate::account::model::Account;
use crate::account::part::{Given, Part};
use crate::account::rules::State as Stands;
use crate::account::{Grant, Scope};
use crate::page::Reader;
use crate::permission::Role;
use crate::words::Words;

/// An account as this committee sees it.
#[derive(Serialize)]
pub(super) struct Seen {
    pub id: i64,
    #[serde(skip)]
    pub address: String,
    pub login: String,
    pub name: String,
    pub state: Stands,
    /// The roles that it has everywhere in the committee.
    pub roles: Vec<Role>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<RoleWithin>,
}

/// A role within a part of the committee.
#[derive(Serialize)]
pub(super) struct RoleWithin {
    pub role: Role,
    pub within: Scope,
    /// What the part is called.
    pub name: String,
}

impl Seen {
    pub fn new(reader: &Reader, account: &Account, state: Stands, grants: &[Grant], parts: &[Part]) -> Self {
        let (mut roles, mut within) = (Vec::new(), Vec::new());
        for grant in grants {
            match Given::named(*grant, parts) {
                Given { role, part: None } => roles.push(role),
                Given { role, part: Some(part) } => {
                    within.push(RoleWithin { role, within: part.scope, name: part.name });
                }
            }
        }
        let (login, name) = (account.login.clone(), account.name.clone());
        let address = reader.within(&format!("/accounts/{}", account.id));
        Self { id: account.id, address, login, name, state, roles, within }
    }

    /// Its roles in words.
    pub fn told(&self, words: &Words) -> String {
        let everywhere = self.roles.iter().map(|role| words.of("role", role));
        let within = self.within.iter().map(|held| held.told(words));
        everywhere.chain(within).collect::<Vec<_>>().join(&words.say("list-comma"))
    }
}

impl RoleWithin {
    pub fn told(&self, words: &Words) -> String {
        let facts = [("role", self.role.name().into()), ("within", self.name.as_str().into())];
        words.with("account-role-within", &facts)
    }
}
