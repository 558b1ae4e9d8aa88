//! A committee with its members, their accounts and sessions, and a sitting to which all are called.

use crate::account::{self, Actor, Committee, secret};
use crate::clock::{Day, Instant};
use crate::committee;
use crate::db::Db;
use crate::error::Result;
use crate::ledger::{Act, Acting, Change};
use crate::meeting::article::{Kind, Record};
use crate::meeting::attendance::model::Invited;
use crate::meeting::attendance::rules::{Standing, code};
use crate::meeting::rules::{State, usual};
use crate::meeting::store::{self, Plan};
use crate::meeting::{self, attendance};
use crate::member;
use crate::member::model::{self as register, Seat};
use crate::permission::Role;

/// Somebody at a browser. The one at the desk is not called.
pub struct Person {
    pub account: i64,
    pub called: i64,
    pub session: String,
}

pub struct Hall {
    pub committee: Committee,
    pub sitting: i64,
    pub clerk: Person,
    pub members: Vec<Person>,
    /// What the sign-in code is made with.
    key: String,
}

impl Hall {
    /// An address of the sitting.
    pub fn at(&self, rest: &str) -> String {
        self.committee.address(&format!("/meetings/{}{rest}", self.sitting))
    }

    /// The sign-in code that is shown at an instant.
    pub fn code(&self, now: Instant) -> String {
        code(&self.key, self.sitting, now)
    }

    /// Founds a committee and calls all its members to a plenary that begins in ten minutes.
    pub async fn found(db: &Db, members: usize, now: Instant) -> Result<Self> {
        let clerk = Actor::at_the_machine("量测".to_owned());
        let slug = format!("bench{}", now.0);
        let committee = Committee::found(db, &clerk, now, &slug, "政协量测县委员会", "量测县").await?;
        let acting = Acting { committee: committee.id, account: None, name: clerk.name, at: now };
        let people = people(db, acting.clone(), members).await?;
        let (clerk, accounts) = accounts(db, acting.clone(), Role::Clerk, &people).await?;
        let sitting = call(db, acting, &people, now).await?;
        let called = attendance::store::all(db.read(), sitting).await?;
        let seated = |(person, called): (Person, attendance::model::Called)| Person { called: called.id, ..person };
        Ok(Self {
            committee,
            sitting,
            clerk,
            members: accounts.into_iter().zip(called).map(seated).collect(),
            key: store::key(db.read(), sitting).await?.unwrap_or_default(),
        })
    }
}

/// The members: number and name.
pub(super) async fn people(db: &Db, acting: Acting, members: usize) -> Result<Vec<(i64, String)>> {
    let change = Change::begin(db, acting).await?;
    let begins = change.acting().at.day();
    let since = Day(begins.0.saturating_sub(jiff::Span::new().years(1)));
    let term = committee::store::add_term(&change, 10, since, None).await?.id;
    let sector = committee::store::add_sector(&change, "经济界").await?.id;
    let person = |n: usize| register::Person {
        name: format!("委员{n:05}"),
        seats: vec![Seat { term, sector, begins: since, ends: None, posts: Vec::new() }],
        ..register::Person::default()
    };
    let people: Vec<_> = (1..=members).map(person).collect();
    let ids = member::store::add_all(&change, &people).await?;
    let acts = ids.iter().zip(&people).map(|(id, person)| member::rules::added(*id, &person.name));
    change.record_all(acts.collect()).await?.commit().await?;
    Ok(ids.into_iter().zip(people.into_iter().map(|person| person.name)).collect())
}

/// A clerk of this role and all members, with an account and a session each.
pub(super) async fn accounts(
    db: &Db,
    acting: Acting,
    clerk: Role,
    people: &[(i64, String)],
) -> Result<(Person, Vec<Person>)> {
    let change = Change::begin(db, acting).await?;
    let home = change.acting().committee;
    let mut acts = Vec::with_capacity(people.len());
    let mut at_browsers = Vec::with_capacity(people.len());
    let clerks = [(None, "量测文员")].into_iter();
    for (n, (member, name)) in clerks.chain(people.iter().map(|(id, name)| (Some(*id), name.as_str()))).enumerate() {
        let login = format!("{home}.{n}");
        let account = account::store::add(&change, &login, name).await?.id;
        let role = if member.is_some() { Role::Member } else { clerk };
        account::store::give(&change, account, Some(home), role).await?;
        if let Some(member) = member {
            member::store::set_account(&change, member, Some(account)).await?;
        }
        let session = secret::issue(change.on(), account, secret::Kind::Session, "", change.acting().at).await?;
        at_browsers.push(Person { account, called: 0, session });
        acts.push(Act::new(account::AREA, account, "invite").fact("login", login).fact("role", role.name()));
    }
    change.record_all(acts).await?.commit().await?;
    let members = at_browsers.split_off(1);
    Ok((at_browsers.remove(0), members))
}

/// The sitting, with everybody called and told. The first of them presides.
async fn call(db: &Db, acting: Acting, people: &[(i64, String)], now: Instant) -> Result<i64> {
    let change = Change::begin(db, acting).await?;
    let date = Some(now.day().to_string());
    let record = Record { kind: Kind::Plenary, term: Some(10), session: Some(3), date, ..Record::default() };
    let begins_at = now.plus(10 * Instant::MINUTE);
    let chair = people.first().map(|(id, _)| *id);
    let plan = Plan { record, name: None, begins_at, ends_at: None, chair, parent: None, group: None };
    let sitting = store::plan(&change, &plan, &usual(Kind::Plenary)).await?;
    let invited = |(id, name): &(i64, String)| Invited {
        member: Some(*id),
        name: name.clone(),
        posts: Vec::new(),
        standing: Standing::Voting,
        group: None,
    };
    attendance::store::add_all(&change, sitting.id, &people.iter().map(invited).collect::<Vec<_>>()).await?;
    store::open(&change, sitting.id, sitting.version, State::Noticed.into()).await?;
    let act = Act::new(meeting::AREA.name, sitting.id, "notice").fact("title", "量测会议");
    change.record(act).await?.commit().await?;
    Ok(sitting.id)
}

/// One more account with a role and a session.
///
/// # Errors
/// The login is taken.
pub(super) async fn account(db: &Db, acting: Acting, login: &str, role: Role) -> Result<Person> {
    let change = Change::begin(db, acting).await?;
    let account = account::store::add(&change, login, "量测承办员").await?.id;
    account::store::give(&change, account, Some(change.acting().committee), role).await?;
    let session = secret::issue(change.on(), account, secret::Kind::Session, "", change.acting().at).await?;
    let act = Act::new(account::AREA, account, "invite").fact("login", login).fact("role", role.name());
    change.record(act).await?.commit().await?;
    Ok(Person { account, called: 0, session })
}
