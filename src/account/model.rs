//! The rows of accounts, of their roles, and of failed sign-ins.

/// The name of accounts in the ledger and in word keys.
pub const AREA: &str = "account";

/// An account. `password` is an argon2id string, absent until an invitation is accepted; `email` is where notices are
/// mailed, if anywhere.
pub mod account {
    use sea_orm::entity::prelude::*;

    use crate::clock::Instant;
    use crate::words::Language;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "account")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub login: String,
        pub name: String,
        pub password: Option<String>,
        pub language: Option<Language>,
        pub email: Option<String>,
        pub disabled: bool,
        pub created_at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A role of an account in a committee; the platform operator's is in none. `scope_kind` and `scope_key` name the part of
/// the committee within which alone it holds; both are absent where it holds everywhere.
pub mod grant {
    use sea_orm::entity::prelude::*;

    use crate::account::actor::{Grant, Scope};
    use crate::permission::{Role, ScopeKind};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "role_grant")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub account_id: i64,
        pub committee_id: Option<i64>,
        pub role: Role,
        pub scope_kind: Option<ScopeKind>,
        pub scope_key: Option<i64>,
    }

    impl Model {
        #[must_use]
        pub fn grant(&self) -> Grant {
            let scope = self.scope_kind.zip(self.scope_key).map(|(kind, key)| Scope { kind, key });
            Grant { role: self.role, scope }
        }
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A sign-in that failed, kept for as long as it counts.
pub mod failure {
    use sea_orm::entity::prelude::*;

    use crate::clock::Instant;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_failure")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub login: String,
        pub address: String,
        pub at: Instant,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub use account::Model as Account;
