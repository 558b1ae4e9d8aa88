//! A committee that is ready for proposals: two sessions, the usual lists, units, members and a clerk, set up at the
//! pages of the program.

use std::sync::Arc;

use crate::account::{Actor, Committee};
use crate::bench::client::{Client, cookie};
use crate::bench::hall::{Person, account, accounts, people};
use crate::bench::program::Program;
use crate::clock::{Day, Instant};
use crate::committee;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ledger::Acting;
use crate::permission::Role;
use crate::proposal::model::List;
use crate::unit;

/// How many members and units there are.
pub const MEMBERS: usize = 240;
pub const UNITS: usize = 60;

pub struct Office {
    pub committee: Committee,
    pub clerk: Person,
    pub members: Vec<Person>,
    /// One who answers for every unit.
    pub handler: Person,
    /// The keys of the members, in the same order.
    pub people: Vec<i64>,
    /// The sessions, the earlier first; the categories and the units: all by key.
    pub sessions: [(i64, Day); 2],
    pub categories: Vec<i64>,
    pub classes: Vec<i64>,
    pub units: Vec<i64>,
    pub now: Instant,
}

impl Office {
    /// Founds the committee and sets it up. The program is started for it, and ended.
    ///
    /// # Errors
    /// The program does not start, or refuses.
    pub async fn found(config: &Config, now: Instant) -> Result<Self> {
        let db = Db::connect(&config.database()?).await?;
        let actor = Actor::at_the_machine("量测".to_owned());
        let slug = format!("bench{}", now.0);
        let committee = Committee::found(&db, &actor, now, &slug, "政协量测县委员会", "量测县").await?;
        let acting = Acting { committee: committee.id, account: None, name: actor.name, at: now };
        let people = people(&db, acting.clone(), MEMBERS).await?;
        let (clerk, members) = accounts(&db, acting.clone(), Role::ProposalsClerk, &people).await?;
        let login = format!("{slug}.unit");
        let handler = account(&db, acting, &login, Role::UnitHandler).await?;
        db.close().await?;
        set_up(config, &committee, &clerk, &login, now.day()).await?;
        let db = Db::connect(&config.database()?).await?;
        let on = db.read();
        let sessions: Vec<_> = committee::store::sessions(on, committee.id).await?;
        let [later, earlier] = &sessions[..] else { return Err(Error::internal("there are not two sessions")) };
        let sessions = [earlier, later].map(|session| (session.id, session.begins));
        let categories = committee::store::choices(on, committee.id, List::Category.name()).await?;
        let classes = committee::store::choices(on, committee.id, List::Class.name()).await?;
        let units = unit::store::units(on, committee.id).await?;
        db.close().await?;
        Ok(Self {
            committee,
            clerk,
            members,
            handler,
            people: people.into_iter().map(|(id, _)| id).collect(),
            sessions,
            categories: categories.into_iter().map(|choice| choice.id).collect(),
            classes: classes.into_iter().map(|choice| choice.id).collect(),
            units: units.into_iter().map(|unit| unit.id).collect(),
            now,
        })
    }

    /// An address of the committee's proposals.
    pub fn at(&self, rest: &str) -> String {
        self.committee.address(&format!("/proposals{rest}"))
    }
}

/// What a proposals clerk sets before the first proposal comes.
async fn set_up(config: &Config, committee: &Committee, clerk: &Person, handler: &str, today: Day) -> Result<()> {
    let program = Program::start(config.clone()).await?;
    let client = Arc::new(Client::new(config.listen));
    let session = cookie(&clerk.session);
    let before = |days: i64| Day(today.0.saturating_sub(jiff::Span::new().days(days))).to_string();
    for (number, begins, ends) in [("2", before(400), before(390)), ("3", before(30), before(20))] {
        let fields = [("term", "10"), ("number", number), ("begins", &begins), ("ends", &ends)];
        let address = committee.address("/settings/session");
        client.post("set up", &address, &session, &fields).await?.must()?;
    }
    let names: Vec<_> = (1..=UNITS).map(|n| format!("第{n}承办局")).collect();
    let fields = [("names", names.join("\n")), ("line", "government".to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    client.post("set up", &committee.address("/units"), &session, &fields).await?.must()?;
    let db = Db::connect(&config.database()?).await?;
    let units = unit::store::units(db.read(), committee.id).await?;
    db.close().await?;
    for unit in units {
        let address = committee.address(&format!("/units/{}/accounts", unit.id));
        client.post("set up", &address, &session, &[("login", handler)]).await?.must()?;
    }
    program.stop().await
}
