//! Sessions, personal tokens, invitations and calendar addresses: random secrets of which only the hash is kept.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use sha2::{Digest, Sha256};

use crate::clock::Instant;
use crate::error::Result;
use crate::named;

named! {
    pub enum Kind {
        /// Kept by a browser as a cookie.
        Session = "session",
        /// Sent by a program as `Authorization: Bearer`.
        Token = "token",
        /// Sent by an administrator as a link; used once. Its label is the number of the committee that invites.
        Invitation = "invitation",
        /// Part of the address from which a calendar program fetches one's sittings. Its label is the number of the
        /// committee.
        Calendar = "calendar",
        /// Kept by a browser on which an account signed in: strangers who guess at its password do not hold it up
        /// there.
        Device = "device",
    }
}

impl Kind {
    /// How long it lives at the most, in milliseconds.
    pub(super) const fn life(self) -> i64 {
        match self {
            Self::Session | Self::Invitation => 7 * Instant::DAY,
            Self::Token | Self::Device => 365 * Instant::DAY,
            // As long as a term: nobody renews the address in their telephone.
            Self::Calendar => 5 * 365 * Instant::DAY,
        }
    }

    /// How long it lives unused, in milliseconds. Longer than a working day, so that nobody loses a text over lunch.
    const fn idle(self) -> i64 {
        match self {
            Self::Session => 12 * Instant::HOUR,
            Self::Token | Self::Invitation | Self::Calendar | Self::Device => self.life(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "secret")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: i64,
    pub kind: Kind,
    pub digest: String,
    pub label: String,
    pub created_at: Instant,
    pub seen_at: Instant,
    pub expires_at: Instant,
}

pub use Model as Secret;

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Secret {
    /// Whether it still opens anything.
    #[must_use]
    pub fn lives(&self, now: Instant) -> bool {
        self.expires_at > now && self.seen_at.plus(self.kind.idle()) > now
    }
}

/// 256 random bits as text for an address, a cookie or a header.
///
/// # Panics
/// Without the system's source of randomness nothing that is secret can be made.
#[must_use]
pub fn random() -> String {
    let mut bytes = [0; 32];
    #[expect(clippy::expect_used, reason = "no secret may be made without randomness")]
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    BASE64URL_NOPAD.encode(&bytes)
}

pub(super) fn digest(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

/// Makes a secret for an account and returns it; it cannot be shown again.
pub async fn issue(on: &impl ConnectionTrait, account: i64, kind: Kind, label: &str, now: Instant) -> Result<String> {
    let secret = random();
    let row = ActiveModel {
        account_id: Set(account),
        kind: Set(kind),
        digest: Set(digest(&secret)),
        label: Set(label.chars().take(200).collect()),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now.plus(kind.life())),
        ..Default::default()
    };
    row.insert(on).await?;
    Ok(secret)
}

/// The living secret of this kind, if there is one.
pub async fn find(on: &impl ConnectionTrait, kind: Kind, secret: &str, now: Instant) -> Result<Option<Secret>> {
    let found = Entity::find().filter(Column::Digest.eq(digest(secret))).filter(Column::Kind.eq(kind)).one(on).await?;
    Ok(found.filter(|found| found.lives(now)))
}

/// Notes that a secret is in use, at most once a minute.
pub async fn touch(on: &impl ConnectionTrait, secret: &Secret, now: Instant) -> Result<()> {
    if secret.seen_at.plus(Instant::MINUTE) < now {
        Entity::update_many()
            .col_expr(Column::SeenAt, Expr::value(now))
            .filter(Column::Id.eq(secret.id))
            .exec(on)
            .await?;
    }
    Ok(())
}

/// The living secrets of one kind of an account, the newest first.
pub async fn of(on: &impl ConnectionTrait, account: i64, kind: Kind, now: Instant) -> Result<Vec<Secret>> {
    let all = Entity::find()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Kind.eq(kind))
        .filter(Column::ExpiresAt.gt(now))
        .order_by_desc(Column::Id)
        .all(on)
        .await?;
    Ok(all.into_iter().filter(|secret| secret.lives(now)).collect())
}

/// Ends one secret of an account. `false` where it has none of that kind and number: of many who end the same one at
/// the same time, one alone is told `true`.
pub async fn end(on: &impl ConnectionTrait, account: i64, kind: Kind, id: i64) -> Result<bool> {
    let ended = Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Kind.eq(kind))
        .filter(Column::Id.eq(id))
        .exec(on)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Ends all secrets of one kind of an account but one.
pub async fn end_others(on: &impl ConnectionTrait, account: i64, kind: Kind, kept: i64) -> Result<u64> {
    let ended = Entity::delete_many()
        .filter(Column::AccountId.eq(account))
        .filter(Column::Kind.eq(kind))
        .filter(Column::Id.ne(kept))
        .exec(on)
        .await?;
    Ok(ended.rows_affected)
}

/// Ends all secrets of one kind of an account: signs out everywhere, or takes back all invitations.
pub async fn end_all(on: &impl ConnectionTrait, account: i64, kind: Kind) -> Result<u64> {
    let ended =
        Entity::delete_many().filter(Column::AccountId.eq(account)).filter(Column::Kind.eq(kind)).exec(on).await?;
    Ok(ended.rows_affected)
}

/// Removes what has expired.
pub async fn sweep(on: &impl ConnectionTrait, now: Instant) -> Result<()> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(now)).exec(on).await?;
    Ok(())
}
