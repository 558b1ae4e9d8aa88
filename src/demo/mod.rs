//! Furnishes an invented committee, through the program's own actions, so that its record is whole.

mod articles;
mod hands;
mod held;
mod people;
mod proposed;
mod topics;

use jiff::civil::time;

use crate::account::model::Account;
use crate::account::{self, Actor, Committee, password};
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::committee;
use crate::committee::model::Body;
use crate::committee::rules::{self, TermAction};
use crate::error::{Error, Result};
use crate::ledger::{Act, Acting, Change};
use crate::meeting::record::import;
use crate::meeting::record::reading::Reading;
use crate::member;
use crate::permission::Role;
use crate::words::Language;

/// The address, name and region of the invented committee.
const HOME: [&str; 3] = ["qingling", "政协青岭县委员会", "青岭县"];

/// A second one, so that what is one's own and what is another's can be seen.
const NEIGHBOUR: [&str; 3] = ["baitang", "政协白塘县委员会", "白塘县"];

/// The password of every account of the demo.
pub const PASSWORD: &str = "demo-qingling";

/// How many members the committee has.
const MEMBERS: usize = 240;

/// How many proposals the committee has in two sessions.
pub const PROPOSALS: usize = 300;

/// How many years of sittings there are.
const YEARS: i16 = 2;

const SECTORS: &[&str] = &[
    "中共界",
    "无党派人士界",
    "共青团界",
    "工会界",
    "妇联界",
    "工商联界",
    "科学技术界",
    "农业和农村界",
    "教育界",
    "医药卫生界",
    "文化艺术界",
    "经济界",
    "社会福利和社会保障界",
    "少数民族界",
    "宗教界",
    "特别邀请人士界",
];

const SPECIAL_COMMITTEES: &[&str] = &[
    "提案委员会",
    "经济和农业农村委员会",
    "城乡建设和人口资源环境委员会",
    "教科卫体委员会",
    "社会法制和民族宗教委员会",
    "文化文史和学习委员会",
    "委员联络委员会",
];

/// An account of the demo: its user name, its roles, and which of the members it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct SignIn {
    pub login: &'static str,
    pub roles: &'static [Role],
    pub member: Option<usize>,
}

const fn one(login: &'static str, roles: &'static [Role], member: Option<usize>) -> SignIn {
    SignIn { login, roles, member }
}

/// The accounts of the demo: one for each role, and some more members. The leader is the chair.
const SIGN_INS: &[SignIn] = &[
    one("member", &[Role::Member], Some(9)),
    one("member2", &[Role::Member], Some(10)),
    one("member3", &[Role::Member], Some(11)),
    one("member4", &[Role::Member], Some(60)),
    one("secretary", &[Role::Leader, Role::Member], Some(6)),
    one("leader", &[Role::Leader, Role::Member], Some(0)),
    one("sector_convener", &[Role::SectorConvener, Role::Member], Some(12)),
    one("clerk", &[Role::Clerk], None),
    one("proposals_clerk", &[Role::ProposalsClerk], None),
    one("special_committee_clerk", &[Role::SpecialCommitteeClerk], None),
    one("unit_handler", &[Role::UnitHandler], None),
    one("unit_approver", &[Role::UnitApprover], None),
    one("unit_handler2", &[Role::UnitHandler], None),
    one("unit_approver2", &[Role::UnitApprover], None),
    one("supervisor", &[Role::Supervisor], None),
    one("administrator", &[Role::Administrator], None),
    one("platform_operator", &[Role::PlatformOperator], None),
];

/// The accounts of the demo.
#[must_use]
pub const fn sign_ins() -> &'static [SignIn] {
    SIGN_INS
}

/// How far a database is furnished with the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Empty,
    /// Furnishing was begun and not finished.
    Begun,
    Furnished,
    /// It holds other committees, and is none of ours.
    Foreign,
}

/// Looks at what a database holds. The accounts of the demo come last.
pub async fn standing(app: &App) -> Result<Standing> {
    let last = sign_ins().last().map_or("", |one| one.login);
    let committees = Committee::all(app.db.read()).await?;
    Ok(if committees.iter().any(|committee| ![HOME[0], NEIGHBOUR[0]].contains(&committee.slug.as_str())) {
        Standing::Foreign
    } else if committees.is_empty() {
        Standing::Empty
    } else if account::store::by_login(app.db.read(), last).await?.is_some() {
        Standing::Furnished
    } else {
        Standing::Begun
    })
}

/// Furnishes the committees, with their sittings and so many proposals up to today.
///
/// # Errors
/// They are there already.
pub async fn furnish(app: &App, proposals: usize) -> Result<()> {
    let today = app.clock.today();
    let opened = years_before(today, 3);
    let home = Demo::found(app, HOME, opened).await?;
    home.settings(10, opened).await?;
    home.members(opened).await?;
    for article in articles::of_years(home.committee.region.as_str(), 10, years_before(today, YEARS), today) {
        home.sitting(&article).await?;
    }
    let neighbour = Demo::found(app, NEIGHBOUR, opened).await?;
    neighbour.settings(12, opened).await?;
    for article in articles::of_years(&neighbour.committee.region, 12, years_before(today, 1), today) {
        neighbour.sitting(&article).await?;
    }
    // The last account tells that all is there.
    let (last, others) = sign_ins().split_last().ok_or_else(|| Error::internal("the demo has no accounts"))?;
    home.accounts(others, today).await?;
    held::sittings(app, &home.committee).await?;
    proposed::proposals(app, &home.committee, proposals).await?;
    home.accounts(&[*last], today).await
}

fn years_before(day: Day, years: i16) -> Day {
    Day(day.0.saturating_sub(jiff::Span::new().years(years)))
}

/// Nine in the morning of a day.
fn morning(day: Day) -> Instant {
    day.at(time(9, 0, 0, 0))
}

/// One committee being furnished.
struct Demo<'a> {
    app: &'a App,
    committee: Committee,
    clerk: Actor,
}

impl<'a> Demo<'a> {
    async fn found(app: &'a App, [slug, name, region]: [&str; 3], on: Day) -> Result<Self> {
        let clerk = Actor::at_the_machine(people::name(0));
        let committee = Committee::found(&app.db, &clerk, morning(on), slug, name, region).await?;
        Ok(Self { app, committee, clerk })
    }

    fn acting(&self, on: Day) -> Acting {
        Acting { committee: self.committee.id, account: None, name: self.clerk.name.clone(), at: morning(on) }
    }

    async fn accounts(&self, sign_ins: &[SignIn], on: Day) -> Result<()> {
        let members = member::store::people(self.app.db.read(), self.committee.id).await?;
        for (one, n) in sign_ins.iter().zip(1..) {
            let member = one.member.and_then(|n| members.get(n));
            let name = member.map_or_else(|| people::name(n), |member| member.person.name.clone());
            let change = Change::begin(&self.app.db, self.acting(on)).await?;
            let Account { id, login, .. } = account::store::add(&change, one.login, &name).await?;
            let mut acts = Vec::new();
            for role in one.roles {
                let above = *role == Role::PlatformOperator;
                account::store::give(&change, id, (!above).then_some(self.committee.id), *role).await?;
                let act = Act::new(account::AREA, id, "invite").fact("login", login.as_str());
                acts.push(act.fact("role", role.name()));
            }
            account::store::set_password(change.on(), id, Some(password::hash(PASSWORD.into(), &login).await?)).await?;
            if let Some(member) = member {
                member::store::set_account(&change, member.id, Some(id)).await?;
                let act = Act::new(member::AREA.name, member.id, "link").fact("login", login);
                acts.push(act.fact("name", name));
            }
            change.record_all(acts).await?.commit().await?;
        }
        Ok(())
    }

    async fn settings(&self, term: i64, opened: Day) -> Result<()> {
        let home = self.committee.id;
        let change = Change::begin(&self.app.db, self.acting(opened)).await?;
        let mut acts = Vec::new();
        for (number, begins, ends) in [(term - 1, years_before(opened, 5), Some(opened)), (term, opened, None)] {
            let term = committee::store::add_term(&change, number, begins, ends).await?;
            acts.push(rules::term_act(TermAction::Add, &term));
        }
        for name in SECTORS {
            committee::store::add_sector(&change, name).await?;
            acts.push(rules::added(home, Body::Sector, name));
        }
        for name in SPECIAL_COMMITTEES {
            committee::store::add_special_committee(&change, name).await?;
            acts.push(rules::added(home, Body::SpecialCommittee, name));
        }
        change.record_all(acts).await?.commit().await
    }

    /// All members, in one change with an entry for each.
    async fn members(&self, opened: Day) -> Result<()> {
        let change = Change::begin(&self.app.db, self.acting(opened)).await?;
        let lists = member::store::lists(change.on(), self.committee.id).await?;
        let people: Vec<_> = (0..MEMBERS).map(|n| people::member(n, opened, &lists)).collect();
        let ids = member::store::add_all(&change, &people).await?;
        let added = ids.into_iter().zip(&people).map(|(id, person)| member::rules::added(id, &person.name));
        change.record_all(added.collect()).await?.commit().await
    }

    /// Takes an article in the way the import desk does, on the day after the sitting.
    async fn sitting(&self, article: &str) -> Result<()> {
        let words = self.app.words.words(Language::Chinese);
        let reading = Reading::of("", article.as_bytes())?;
        let day = reading.record.published.as_deref().and_then(|text| text.parse().ok());
        let day = day.ok_or_else(|| Error::internal("an article of the demo has no day"))?;
        let change = Change::begin(&self.app.db, self.acting(day)).await?;
        let (sitting, kept) = import::record(&change, &reading, &self.committee, &words).await?;
        let published = import::publish(&change, &sitting, &self.committee, &words, &self.clerk).await?;
        change.record_all(vec![kept, published]).await?.commit().await
    }
}
