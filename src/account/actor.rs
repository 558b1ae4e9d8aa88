//! The one who asks: an account with its roles in the committee at hand, or the public.

use serde::Serialize;

use crate::permission::{Permission, Role};

/// Who asks for something. The public has neither account nor role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Actor {
    pub account: Option<i64>,
    pub name: String,
    pub login: String,
    pub roles: Vec<Role>,
}

impl Actor {
    /// Nobody known.
    #[must_use]
    pub fn public() -> Self {
        Self::default()
    }

    /// The one who sits at the machine itself and runs a command; he could read and write the files anyway.
    #[must_use]
    pub fn at_the_machine(name: String) -> Self {
        Self { account: None, login: String::new(), name, roles: Role::ALL.to_vec() }
    }

    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.iter().any(|role| role.may(permission))
    }

    #[must_use]
    pub const fn signed_in(&self) -> bool {
        self.account.is_some()
    }
}
