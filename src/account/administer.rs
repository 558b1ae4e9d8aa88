//! Inviting people and changing what their accounts may do: the same for the pages and for the command line.

use super::actor::{Actor, Grant};
use super::model::{AREA, Account};
use super::part::{Given, Part};
use super::rules::{self, Action, Entry, State};
use super::secret::{self, Kind};
use super::store;
use crate::config::Config;
use crate::db::{ConnectionTrait, Db};
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Acting, Change};

/// Who is invited, and to which roles.
pub struct Guest {
    pub login: String,
    pub name: String,
    pub roles: Vec<Given>,
}

/// The account of somebody else here who has the name of one who is to be invited, and the refusal that asks about it.
pub async fn namesake(on: &impl ConnectionTrait, committee: i64, guest: &Guest) -> Result<Option<(i64, Refusal)>> {
    let there = store::named(on, committee, &guest.name).await?.into_iter().find(|there| there.login != guest.login);
    Ok(there.map(|there| {
        let asked = Refusal::new("account-there-already").with("name", &there.name).with("login", &there.login);
        (there.id, asked)
    }))
}

/// What an invitation led to.
pub enum Invited {
    /// An account that nobody has opened yet, and the secret of its one-time link.
    New(Account, String),
    /// The login name has an account with a password: it was given the roles here, and needs no link.
    Known(Account),
}

/// Invites somebody into the committee that is acted in.
///
/// # Errors
/// The login name has an account in this committee already, or one that others have disabled, or one whose owner has
/// not yet accepted the invitation of another committee.
pub async fn invite(db: &Db, acting: Acting, guest: &Guest) -> Result<Invited> {
    let change = Change::begin(db, acting).await?;
    let committee = change.acting().committee;
    let Some(known) = store::by_login(change.on(), &guest.login).await? else {
        let account = store::add(&change, &guest.login, &guest.name).await?;
        return welcome(change, account, guest).await;
    };
    let account = store::hold(&change, known.id).await?;
    let standing = store::standing_of(change.on(), committee, &account).await?;
    if standing.state() != State::Gone {
        return Err(Refusal::new("account-login-taken").with("name", &account.name).into());
    }
    match rules::entry(&standing)? {
        Entry::Link => {
            store::set_name(&change, account.id, &guest.name).await?;
            welcome(change, Account { name: guest.name.clone(), ..account }, guest).await
        }
        Entry::AtOnce => {
            // A link that another committee made would open this one too.
            secret::end_all(change.on(), account.id, Kind::Invitation).await?;
            let acts = give_all(&change, &account, &guest.roles).await?;
            change.record_all(acts).await?.commit().await?;
            Ok(Invited::Known(account))
        }
    }
}

/// Gives the roles and makes the link for an account that nobody has opened yet.
async fn welcome(change: Change, account: Account, guest: &Guest) -> Result<Invited> {
    let secret = issue(&change, &account).await?;
    let mut acts = vec![invited(&account)];
    acts.extend(give_all(&change, &account, &guest.roles).await?);
    change.record_all(acts).await?.commit().await?;
    Ok(Invited::New(account, secret))
}

/// Gives roles here, each an act to be recorded. At least one must be given.
async fn give_all(change: &Change, account: &Account, roles: &[Given]) -> Result<Vec<Act>> {
    if roles.is_empty() {
        return Err(Refusal::new("account-role-missing").into());
    }
    let committee = Some(change.acting().committee);
    let mut acts = Vec::with_capacity(roles.len());
    for role in roles {
        acts.push(give(change, account, committee, role).await?);
    }
    Ok(acts)
}

/// Gives a role in a committee, or above all of them.
pub(super) async fn give(change: &Change, account: &Account, committee: Option<i64>, given: &Given) -> Result<Act> {
    store::give(change, account.id, committee, given.grant()).await?;
    let act = match &given.part {
        None => Act::new(AREA, account.id, "give_role"),
        Some(part) => Act::new(AREA, account.id, "give_role_within").fact("within", part.name.as_str()),
    };
    Ok(act.fact("login", account.login.as_str()).fact("role", given.role.name()))
}

async fn take(change: &Change, account: &Account, given: &Given) -> Result<Act> {
    store::take(change, account.id, change.acting().committee, given.grant()).await?;
    let act = match &given.part {
        None => Act::new(AREA, account.id, "take_role"),
        Some(part) => Act::new(AREA, account.id, "take_role_within").fact("within", part.name.as_str()),
    };
    Ok(act.fact("login", account.login.as_str()).fact("role", given.role.name()))
}

/// What the ledger says of a first link.
pub(super) fn invited(account: &Account) -> Act {
    Act::new(AREA, account.id, "invite").fact("login", account.login.as_str())
}

/// What the ledger says of a later link.
pub(super) fn reinvited(account: &Account) -> Act {
    Act::new(AREA, account.id, "reinvite").fact("login", account.login.as_str())
}

/// Makes a one-time link for an account and gives its secret; the links it had before end.
pub(super) async fn issue(change: &Change, account: &Account) -> Result<String> {
    let acting = change.acting();
    secret::end_all(change.on(), account.id, Kind::Invitation).await?;
    secret::issue(change.on(), account.id, Kind::Invitation, &acting.committee.to_string(), acting.at).await
}

/// What an action led to.
pub struct Done {
    pub account: Account,
    pub state: State,
    /// The secret of a new one-time link, where one was made.
    pub secret: Option<String>,
}

/// Does something to an account of the committee that is acted in, which has these parts.
///
/// # Errors
/// The rules refuse it, the account has no role here, or there is no such part to give a role within.
pub async fn perform(
    db: &Db,
    (acting, actor): (Acting, &Actor),
    parts: &[Part],
    id: i64,
    action: Action,
) -> Result<Done> {
    let change = Change::begin(db, acting).await?;
    let committee = Some(change.acting().committee);
    store::hold(&change, id).await?;
    let (account, standing) = store::standing(change.on(), change.acting().committee, id).await?;
    let state = rules::decide(&standing, action, actor)?;
    if state == State::Gone && !standing.elsewhere {
        secret::end_all(change.on(), account.id, Kind::Invitation).await?;
    }
    let mut secret = None;
    let given = |grant: Grant| Given::named(grant, parts);
    let acts = match (action, state) {
        (Action::Reinvite, _) => {
            secret = Some(issue(&change, &account).await?);
            vec![reinvited(&account)]
        }
        (Action::GiveRole(Grant { scope: Some(scope), .. }), _) if !parts.iter().any(|part| part.scope == scope) => {
            return Err(Error::NotFound);
        }
        (Action::GiveRole(grant), _) => vec![give(&change, &account, committee, &given(grant)).await?],
        (Action::TakeRole(grant), _) => vec![take(&change, &account, &given(grant)).await?],
        (Action::Disable, State::Gone) => {
            let all: Vec<_> = standing.grants.iter().copied().map(given).collect();
            take_all(&change, &account, &all).await?
        }
        (Action::Disable, _) => vec![set_disabled(&change, &account, true).await?],
        (Action::Enable, _) => vec![set_disabled(&change, &account, false).await?],
    };
    change.record_all(acts).await?.commit().await?;
    Ok(Done { account, state, secret })
}

async fn take_all(change: &Change, account: &Account, roles: &[Given]) -> Result<Vec<Act>> {
    if roles.is_empty() {
        return Err(Error::NotFound);
    }
    let mut acts = Vec::with_capacity(roles.len());
    for role in roles {
        acts.push(take(change, account, role).await?);
    }
    Ok(acts)
}

/// Shuts an account out at once, with its sessions, tokens and invitations; or lets it in again.
pub(super) async fn set_disabled(change: &Change, account: &Account, disabled: bool) -> Result<Act> {
    store::set_disabled(change, account.id, disabled).await?;
    if disabled {
        for kind in Kind::ALL {
            secret::end_all(change.on(), account.id, *kind).await?;
        }
    }
    let act = if disabled { Act::new(AREA, account.id, "disable") } else { Act::new(AREA, account.id, "enable") };
    Ok(act.fact("login", account.login.as_str()))
}

/// The address of a one-time link.
pub(super) fn link(config: &Config, secret: &str) -> String {
    format!("{}/invitation/{secret}", config.base())
}
