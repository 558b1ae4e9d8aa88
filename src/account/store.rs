//! All SQL of accounts and roles.

mod first;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Query, SelectStatement};
use sea_orm::{PaginatorTrait, QueryOrder, QuerySelect, Set};

use super::actor::{Grant, Scope};
use super::model::{Account, account, grant};
use super::rules::{Standing, State, written};
use crate::db::{Order, Start, found, says};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::permission::{Permission, Role, ScopeKind};
use crate::words::Language;

pub use first::{First, Owner, first};

pub async fn by_id(on: &impl ConnectionTrait, id: i64) -> Result<Option<Account>> {
    Ok(account::Entity::find_by_id(id).one(on).await?)
}

/// The account of a user name, whatever case it is written in.
pub async fn by_login(on: &impl ConnectionTrait, login: &str) -> Result<Option<Account>> {
    Ok(account::Entity::find().filter(account::Column::Login.eq(written(login))).one(on).await?)
}

/// An account, held until the change is done: what another committee does to it meanwhile waits.
///
/// # Errors
/// There is none of this number.
pub async fn hold(change: &Change, id: i64) -> Result<Account> {
    let account = account::Entity::find_by_id(id).lock_exclusive().one(change.on()).await?;
    account.ok_or(Error::NotFound)
}

/// What an account holds in one committee, with what stands above all committees.
pub async fn held(on: &impl ConnectionTrait, account: i64, committee: Option<i64>) -> Result<Vec<Grant>> {
    let mut whose = Condition::any().add(grant::Column::CommitteeId.is_null());
    if let Some(committee) = committee {
        whose = whose.add(grant::Column::CommitteeId.eq(committee));
    }
    let grants = grant::Entity::find().filter(grant::Column::AccountId.eq(account)).filter(whose);
    Ok(grants.order_by_asc(grant::Column::Id).all(on).await?.iter().map(grant::Model::grant).collect())
}

/// The roles that an account holds everywhere in one committee, with those above all committees.
pub async fn roles(on: &impl ConnectionTrait, account: i64, committee: Option<i64>) -> Result<Vec<Role>> {
    let held = held(on, account, committee).await?;
    Ok(held.into_iter().filter(|grant| grant.scope.is_none()).map(|grant| grant.role).collect())
}

/// The committees in which an account has a role.
pub async fn committees_of(on: &impl ConnectionTrait, account: i64) -> Result<Vec<i64>> {
    let grants = grant::Entity::find().filter(grant::Column::AccountId.eq(account)).all(on).await?;
    let mut committees: Vec<_> = grants.into_iter().filter_map(|grant| grant.committee_id).collect();
    committees.sort_unstable();
    committees.dedup();
    Ok(committees)
}

/// The order of the accounts of a committee: by login name.
#[must_use]
pub fn order() -> Order {
    Order::rising([Expr::col(account::Column::Login)])
}

/// A page of the accounts that have a role in a committee, each with what it holds there; how many there are in all; and
/// whether others follow. `sought` is a part of the login name or of the name.
pub async fn in_committee(
    on: &impl ConnectionTrait,
    committee: i64,
    sought: &str,
    window: (Start<String>, u64),
) -> Result<(Vec<(Account, Vec<Grant>)>, u64, bool)> {
    let holds = |column: account::Column| says(on.get_database_backend(), column.into_expr(), sought);
    let named = Condition::any().add(holds(account::Column::Login)).add(holds(account::Column::Name));
    let all = account::Entity::find().filter(account::Column::Id.in_subquery(with_roles(committee))).filter(named);
    let total = all.clone().count(on).await?;
    let found = order().window(all, window.clone()).all(on).await?;
    let (page, further) = order().page(found, window);
    let grants = grant::Entity::find()
        .filter(grant::Column::CommitteeId.eq(committee))
        .filter(grant::Column::AccountId.is_in(page.iter().map(|account| account.id)))
        .order_by_asc(grant::Column::Id)
        .all(on)
        .await?;
    let held = |id: i64| grants.iter().filter(|grant| grant.account_id == id).map(grant::Model::grant).collect();
    let with_grants = |account: Account| {
        let held = held(account.id);
        (account, held)
    };
    Ok((page.into_iter().map(with_grants).collect(), total, further))
}

/// The accounts of people of one name that have a role in a committee.
pub async fn named(on: &impl ConnectionTrait, committee: i64, name: &str) -> Result<Vec<Account>> {
    let named = account::Entity::find().filter(account::Column::Id.in_subquery(with_roles(committee)));
    Ok(named.filter(account::Column::Name.eq(name)).order_by_asc(account::Column::Id).all(on).await?)
}

/// The keys of the accounts that have a role in a committee.
fn with_roles(committee: i64) -> SelectStatement {
    let mut accounts = Query::select();
    accounts.column(grant::Column::AccountId).from(grant::Entity).and_where(grant::Column::CommitteeId.eq(committee));
    accounts
}

/// All that an account holds, each with the committee it is held in; none for what stands above all committees.
pub async fn grants(on: &impl ConnectionTrait, account: i64) -> Result<Vec<(Option<i64>, Grant)>> {
    let grants = grant::Entity::find()
        .filter(grant::Column::AccountId.eq(account))
        .order_by_asc(grant::Column::Id)
        .all(on)
        .await?;
    Ok(grants.into_iter().map(|row| (row.committee_id, row.grant())).collect())
}

/// The roles among what an account holds that it has in a committee, or above all of them, each once.
#[must_use]
pub fn roles_in(grants: &[(Option<i64>, Grant)], committee: Option<i64>) -> Vec<Role> {
    let mut roles = Vec::new();
    for (_, Grant { role, .. }) in grants.iter().filter(|(of, _)| *of == committee) {
        if !roles.contains(role) {
            roles.push(*role);
        }
    }
    roles
}

/// An account as an action finds it: with its standing in the committee at hand.
///
/// # Errors
/// It has no role in this committee.
pub async fn standing(on: &impl ConnectionTrait, committee: i64, id: i64) -> Result<(Account, Standing)> {
    let account = by_id(on, id).await?.ok_or(Error::NotFound)?;
    let standing = standing_of(on, committee, &account).await?;
    if standing.state() == State::Gone { Err(Error::NotFound) } else { Ok((account, standing)) }
}

/// How an account stands in a committee, even where it has no role there.
pub async fn standing_of(on: &impl ConnectionTrait, committee: i64, account: &Account) -> Result<Standing> {
    let (here, others): (Vec<_>, Vec<_>) =
        grants(on, account.id).await?.into_iter().partition(|(of, _)| *of == Some(committee));
    Ok(Standing {
        account: account.id,
        accepted: account.password.is_some(),
        disabled: account.disabled,
        grants: here.into_iter().map(|(_, grant)| grant).collect(),
        elsewhere: !others.is_empty(),
    })
}

/// A new account without a password.
///
/// # Errors
/// The login name is taken.
pub async fn add(change: &Change, login: &str, name: &str) -> Result<Account> {
    let row = account::ActiveModel {
        login: Set(login.to_owned()),
        name: Set(name.to_owned()),
        disabled: Set(false),
        created_at: Set(change.acting().at),
        ..Default::default()
    };
    Ok(row.insert(change.on()).await?)
}

/// Gives a role in a committee, or above all of them. Giving it twice changes nothing.
pub async fn give(change: &Change, account: i64, committee: Option<i64>, grant: impl Into<Grant>) -> Result<()> {
    let grant = grant.into();
    if held(change.on(), account, committee).await?.contains(&grant) {
        return Ok(());
    }
    let row = grant::ActiveModel {
        account_id: Set(account),
        committee_id: Set(committee),
        role: Set(grant.role),
        scope_kind: Set(grant.scope.map(|scope| scope.kind)),
        scope_key: Set(grant.scope.map(|scope| scope.key)),
        ..Default::default()
    };
    row.insert(change.on()).await?;
    Ok(())
}

/// Takes a role away, as it is held: within a part of the committee alone, or everywhere.
///
/// # Errors
/// The account does not hold it so.
pub async fn take(change: &Change, account: i64, committee: i64, grant: impl Into<Grant>) -> Result<()> {
    let Grant { role, scope } = grant.into();
    let held_so = match scope {
        None => Condition::all().add(grant::Column::ScopeKind.is_null()),
        Some(Scope { kind, key }) => {
            Condition::all().add(grant::Column::ScopeKind.eq(kind)).add(grant::Column::ScopeKey.eq(key))
        }
    };
    let taken = grant::Entity::delete_many()
        .filter(grant::Column::AccountId.eq(account))
        .filter(grant::Column::CommitteeId.eq(committee))
        .filter(grant::Column::Role.eq(role))
        .filter(held_so)
        .exec(change.on())
        .await?;
    found(taken.rows_affected)
}

/// Gives an account the name of the one who is invited to it.
///
/// # Errors
/// There is no such account.
pub async fn set_name(change: &Change, account: i64, name: &str) -> Result<()> {
    let named = account::Entity::update_many()
        .col_expr(account::Column::Name, Expr::value(name))
        .filter(account::Column::Id.eq(account))
        .exec(change.on())
        .await?;
    found(named.rows_affected)
}

/// Sets the password of an account; `None` leaves it without, until an invitation is accepted.
pub async fn set_password(on: &impl ConnectionTrait, account: i64, hashed: Option<String>) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::Password, Expr::value(hashed))
        .filter(account::Column::Id.eq(account))
        .exec(on)
        .await?;
    Ok(())
}

/// Sets the language in which an account reads.
pub async fn set_language(on: &impl ConnectionTrait, account: i64, language: Language) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::Language, Expr::value(language))
        .filter(account::Column::Id.eq(account))
        .exec(on)
        .await?;
    Ok(())
}

/// Sets where notices are mailed to an account; `None`: nowhere.
///
/// # Errors
/// There is no such account.
pub async fn set_email(change: &Change, account: i64, email: Option<String>) -> Result<()> {
    let set = account::Entity::update_many()
        .col_expr(account::Column::Email, Expr::value(email))
        .filter(account::Column::Id.eq(account))
        .exec(change.on())
        .await?;
    found(set.rows_affected)
}

/// The accounts that may do something everywhere in a committee.
pub async fn holders(on: &impl ConnectionTrait, committee: i64, permission: Permission) -> Result<Vec<i64>> {
    let held = allowing(committee, permission).filter(grant::Column::ScopeKind.is_null());
    Ok(held.select_only().column(grant::Column::AccountId).distinct().into_tuple().all(on).await?)
}

/// The accounts that may do something within a part of one kind, each with the key of the part.
pub async fn holders_within(
    on: &impl ConnectionTrait,
    committee: i64,
    kind: ScopeKind,
    permission: Permission,
) -> Result<Vec<(i64, i64)>> {
    let held = allowing(committee, permission).filter(grant::Column::ScopeKind.eq(kind));
    let each = held.select_only().column(grant::Column::AccountId).column(grant::Column::ScopeKey).distinct();
    Ok(each.into_tuple().all(on).await?)
}

/// What is held in a committee of the roles that allow something.
fn allowing(committee: i64, permission: Permission) -> Select<grant::Entity> {
    let roles = Role::ALL.iter().copied().filter(|role| role.may(permission));
    grant::Entity::find().filter(grant::Column::CommitteeId.eq(committee)).filter(grant::Column::Role.is_in(roles))
}

/// Those of these accounts that can be mailed to: not disabled, with a role in the committee and an address.
pub async fn mailed(on: &impl ConnectionTrait, committee: i64, accounts: &[i64]) -> Result<Vec<Account>> {
    let mailed = account::Entity::find()
        .filter(account::Column::Id.is_in(accounts.iter().copied()))
        .filter(account::Column::Id.in_subquery(with_roles(committee)))
        .filter(account::Column::Disabled.eq(false))
        .filter(account::Column::Email.is_not_null());
    Ok(mailed.order_by_asc(account::Column::Id).all(on).await?)
}

/// Shuts an account out, or lets it in again.
///
/// # Errors
/// There is no such account.
pub async fn set_disabled(change: &Change, account: i64, disabled: bool) -> Result<()> {
    let set = account::Entity::update_many()
        .col_expr(account::Column::Disabled, Expr::value(disabled))
        .filter(account::Column::Id.eq(account))
        .exec(change.on())
        .await?;
    found(set.rows_affected)
}
