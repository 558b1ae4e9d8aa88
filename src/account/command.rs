//! `yizheng user …`: accounts from the machine itself, for the first administrator and for whoever lost their way in.

use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use clap::{Args, Subcommand};

use super::actor::Actor;
use super::administer::{self, Guest, Invited};
use super::committee::{Committee, INSTALLATION};
use super::model::Account;
use super::part::{Given, Part, Parts};
use super::{rules, store};
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::ledger::{Acting, Change};
use crate::permission::{Role, ScopeKind};
use crate::words::{Language, Words};

#[derive(Subcommand)]
pub enum Command {
    /// Invite somebody into a committee, or make a new link for one who is there; prints the one-time link
    Invite {
        /// User name: 2 to 40 small letters, digits, or . - _
        login: String,
        /// Name of the person
        name: String,
        /// Address of the committee
        #[arg(long, value_name = "SLUG")]
        committee: String,
        /// Role in the committee; may be given several times
        #[arg(long = "role", value_name = "ROLE", required = true, num_args = 1.., value_parser = role())]
        roles: Vec<Role>,
        #[command(flatten)]
        within: Within,
        /// It is another person than the one of the same name who has an account here
        #[arg(long)]
        another: bool,
    },
    /// Make a platform operator, or a new link for one; prints the one-time link
    Operator {
        /// User name: 2 to 40 small letters, digits, or . - _
        login: String,
        /// Name of the person
        name: String,
    },
    /// Shut an account out: its sessions and tokens end at once
    Disable {
        /// User name
        login: String,
    },
    /// Let an account in again
    Enable {
        /// User name
        login: String,
    },
}

/// Within which parts of the committee the roles hold.
#[derive(Args)]
pub struct Within {
    /// Special committee within which alone a special committee clerk is one
    #[arg(long, value_name = "NAME")]
    special_committee: Option<String>,
    /// Sector within which alone a sector convener is one
    #[arg(long, value_name = "NAME")]
    sector: Option<String>,
    /// Unit within which alone a unit's handler or approver is one
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,
}

impl Within {
    /// The parts of these names among those of the committee.
    fn chosen(&self, parts: &[Part]) -> Result<Vec<Part>, Refusal> {
        let asked = [
            (ScopeKind::SpecialCommittee, &self.special_committee),
            (ScopeKind::Sector, &self.sector),
            (ScopeKind::Unit, &self.unit),
        ];
        let asked = asked.into_iter().filter_map(|(kind, name)| Some((kind, name.as_deref()?)));
        let find = |(kind, name): (ScopeKind, &str)| {
            let found = parts.iter().find(|part| part.scope.kind == kind && part.name == name).cloned();
            found.ok_or_else(|| Refusal::new("account-scope-unknown").with("name", name))
        };
        asked.map(find).collect()
    }
}

fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(rules::grantable().map(Role::name))
        .try_map(|name| name.parse::<Role>().map_err(|_| format!("{name} is no role")))
}

/// # Errors
/// What is asked for is refused.
pub async fn run(app: &App, parts: &Parts, command: Command) -> Result<ExitCode> {
    let words = app.words.words(Language::of_shell());
    match command {
        Command::Invite { login, name, committee, roles, within, another } => {
            let login = rules::written(&login);
            let name = named(&login, &name)?;
            let unknown = || Refusal::new("committee-unknown").with("slug", &committee);
            let committee = Committee::by_slug(app.db.read(), &committee).await?.ok_or_else(unknown)?;
            let chosen = within.chosen(&parts.of(&app.db, committee.id).await?)?;
            let guest = Guest { login, name, roles: rules::given(&roles, &chosen)? };
            if !another && let Some((_, asked)) = administer::namesake(app.db.read(), committee.id, &guest).await? {
                return Err(asked.into());
            }
            invite(app, &words, &committee, &guest).await?;
        }
        Command::Operator { login, name } => {
            let login = rules::written(&login);
            operator(app, &words, &login, &named(&login, &name)?).await?;
        }
        Command::Disable { login } => set_disabled(app, &words, &login, true).await?,
        Command::Enable { login } => set_disabled(app, &words, &login, false).await?,
    }
    Ok(ExitCode::SUCCESS)
}

fn named(login: &str, name: &str) -> Result<String> {
    rules::login(login)?;
    Ok(rules::name(name)?)
}

/// Who sits at the machine. The record speaks Chinese, whatever the shell speaks.
#[must_use]
pub fn actor(app: &App) -> Actor {
    let words = app.words.words(Language::Chinese);
    let user = ["SUDO_USER", "USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    Actor::at_the_machine(words.with1("account-at-the-machine", "user", user.unwrap_or_else(|| "nobody".to_owned())))
}

/// Who sits at the machine and acts in a committee now.
#[must_use]
pub fn acting(app: &App, committee: i64) -> Acting {
    Acting { committee, account: None, name: actor(app).name, at: app.clock.now() }
}

async fn invite(app: &App, words: &Words, committee: &Committee, guest: &Guest) -> Result<()> {
    let acting = acting(app, committee.id);
    if let Some(account) = store::by_login(app.db.read(), &guest.login).await?
        && store::standing(app.db.read(), committee.id, account.id).await.is_ok()
    {
        let secret = renew(Change::begin(&app.db, acting).await?, &account, &guest.roles).await?;
        print(app, words, &account, &secret);
        return Ok(());
    }
    match administer::invite(&app.db, acting, guest).await? {
        Invited::New(account, secret) => print(app, words, &account, &secret),
        Invited::Known(account) => eprintln!("{}", with_account(words, "account-command-known", &account)),
    }
    Ok(())
}

/// A new link for one who has an account, with the roles that they did not have.
async fn renew(change: Change, account: &Account, roles: &[Given]) -> Result<String> {
    if account.disabled {
        return Err(Refusal::new("account-is-disabled").into());
    }
    let committee = Some(change.acting().committee).filter(|committee| *committee != INSTALLATION);
    let held = store::grants(change.on(), account.id).await?;
    let missing: Vec<_> = roles.iter().filter(|role| !held.contains(&(committee, role.grant()))).collect();
    let secret = administer::issue(&change, account).await?;
    let mut acts = vec![administer::reinvited(account)];
    for role in missing {
        acts.push(administer::give(&change, account, committee, role).await?);
    }
    change.record_all(acts).await?.commit().await?;
    Ok(secret)
}

async fn operator(app: &App, words: &Words, login: &str, name: &str) -> Result<()> {
    let change = Change::begin(&app.db, acting(app, INSTALLATION)).await?;
    let (account, secret) = if let Some(account) = store::by_login(change.on(), login).await? {
        let secret = renew(change, &account, &[Role::PlatformOperator.into()]).await?;
        (account, secret)
    } else {
        let account = store::add(&change, login, name).await?;
        let secret = administer::issue(&change, &account).await?;
        let given = administer::give(&change, &account, None, &Role::PlatformOperator.into()).await?;
        change.record_all(vec![administer::invited(&account), given]).await?.commit().await?;
        (account, secret)
    };
    print(app, words, &account, &secret);
    Ok(())
}

/// Shuts out or lets in, and tells it to the installation and to every committee that the account belongs to.
async fn set_disabled(app: &App, words: &Words, login: &str, disabled: bool) -> Result<()> {
    let mut change = Change::begin(&app.db, acting(app, INSTALLATION)).await?;
    let account = store::by_login(change.on(), login)
        .await?
        .ok_or_else(|| Refusal::new("account-no-login").with("login", login))?;
    if account.disabled == disabled {
        return Err(Refusal::new(if disabled { "account-is-disabled" } else { "account-is-enabled" }).into());
    }
    let committees = store::committees_of(change.on(), account.id).await?;
    let act = administer::set_disabled(&change, &account, disabled).await?;
    let mut recorded = change.record(act.clone()).await?;
    for committee in committees {
        change = recorded.and();
        change.turn_to(committee).await?;
        recorded = change.record(act.clone()).await?;
    }
    recorded.commit().await?;
    let key = if disabled { "account-command-disabled" } else { "account-command-enabled" };
    eprintln!("{}", with_account(words, key, &account));
    Ok(())
}

/// The link goes to standard output alone, so that it can be piped.
fn print(app: &App, words: &Words, account: &Account, secret: &str) {
    eprintln!("{}", with_account(words, "account-command-link", account));
    println!("{}", administer::link(&app.config, secret));
}

fn with_account(words: &Words, key: &str, account: &Account) -> String {
    words.with(key, &[("login", account.login.as_str().into()), ("name", account.name.as_str().into())])
}
