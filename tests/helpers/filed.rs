//! A committee with units that answer proposals, each with an account, and proposals that are filed.

use jiff::Span;
use sea_orm::{ActiveModelTrait, Set};
use serde_json::{Value, json};
use yizheng::clock::Day;
use yizheng::committee::model::session;
use yizheng::ledger::{Act, Change};
use yizheng::permission::Role;
use yizheng::proposal::handling::model::Assignment;
use yizheng::proposal::handling::store as handling;
use yizheng::proposal::model::{Proposal, proposal};
use yizheng::proposal::rules::{Kind, State};
use yizheng::proposal::store;
use yizheng::unit::model::{Line, unit, unit_account};

use super::{Answer, PASSWORD, Reader, TestApp};

/// The units, by name; the account of the first is `unit0`.
pub const UNITS: [&str; 4] = ["县水利局", "县教育局", "县财政局", "县交通局"];

/// Units and those who assign to them, on the morning of a Tuesday.
pub struct Filed {
    pub app: TestApp,
    /// The clerk of proposals.
    pub clerk: Reader,
    pub units: Vec<i64>,
    /// One who handles for each unit.
    pub handlers: Vec<Reader>,
    pub session: i64,
}

impl Filed {
    pub async fn start() -> Self {
        Self::on(TestApp::start().await).await
    }

    /// The same in a program that runs already.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn on(app: TestApp) -> Self {
        let (mut units, mut handlers) = (Vec::new(), Vec::new());
        let committee = app.committee.id;
        for (n, name) in UNITS.iter().enumerate() {
            let login = format!("unit{n}");
            let account = app.account(&app.committee, &login, &[Role::UnitHandler]).await;
            let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
            let row = unit::ActiveModel {
                committee_id: Set(committee),
                name: Set((*name).to_owned()),
                line: Set(Line::Government),
                closed: Set(false),
                ..Default::default()
            };
            let unit = row.insert(change.on()).await.unwrap().id;
            let acts = unit_account::ActiveModel { unit_id: Set(unit), account_id: Set(account) };
            acts.insert(change.on()).await.unwrap();
            kept(change).await;
            units.push(unit);
            let handler = app.visitor();
            sign_in(&handler, &login).await;
            handlers.push(handler);
        }
        let session = session(&app).await;
        let clerk = app.sign_in(Role::ProposalsClerk).await;
        Self { app, clerk, units, handlers, session }
    }

    /// A proposal that is filed with a number; gives its key.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn proposal(&self, subject: &str, number: i64) -> i64 {
        let change = Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap();
        let now = self.app.clock.now();
        let text = || Set("渡槽漏水。".to_owned());
        let row = proposal::ActiveModel {
            committee_id: Set(self.app.committee.id),
            kind: Set(Kind::Organisation),
            body: Set(Some("县工商联".to_owned())),
            subject: Set(subject.to_owned()),
            situation: text(),
            analysis: text(),
            suggestions: text(),
            suggested_unit: Set("县水利局".to_owned()),
            open: Set(true),
            secondable: Set(false),
            text_version: Set(1),
            version: Set(1),
            state: Set(State::Filed),
            step: Set(2),
            session_id: Set(Some(self.session)),
            plenary: Set(true),
            number: Set(Some(number)),
            excellent: Set(false),
            published: Set(false),
            round: Set(0),
            created_at: Set(now),
            changed_at: Set(now),
            submitted_at: Set(Some(now)),
            filed_at: Set(Some(now)),
            ..Default::default()
        };
        let id = row.insert(change.on()).await.unwrap().id;
        kept(change).await;
        id
    }

    /// A proposal that is handed to a lead and co-handlers, by their places among the units.
    ///
    /// # Panics
    /// It is refused.
    pub async fn assigned(&self, subject: &str, number: i64, units: &[usize]) -> i64 {
        let id = self.proposal(subject, number).await;
        let others: Vec<_> = units[1..].iter().map(|n| self.units[*n]).collect();
        let sent = json!({"version": 1, "lead": self.units[units[0]].to_string(), "others": others});
        let answer = self.clerk.post_json(&self.at(id, "/assign"), &sent).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        id
    }

    /// The address of a proposal.
    pub fn at(&self, id: i64, rest: &str) -> String {
        self.app.committee.address(&format!("/proposals/{id}{rest}"))
    }

    /// A proposal as it is stored.
    ///
    /// # Panics
    /// There is none.
    pub async fn stored(&self, id: i64) -> Proposal {
        store::proposal(self.app.db.read(), self.app.committee.id, id).await.unwrap()
    }

    /// The assignments of a proposal, the lead first, those that were transferred last.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn assignments(&self, id: i64) -> Vec<Assignment> {
        handling::assignments(self.app.db.read(), id).await.unwrap()
    }

    /// A reader does something to the `n`th assignment of a proposal as it stands, with what it needs besides.
    pub async fn act(&self, reader: &Reader, (id, n): (i64, usize), action: &str, with: Value) -> Answer {
        let one = self.assignments(id).await.swap_remove(n);
        let mut sent = with;
        sent["version"] = json!(one.version);
        reader.post_json(&self.at(id, &format!("/assignments/{}/{action}", one.id)), &sent).await
    }

    /// Turns the clock to ten in the morning, so many days on, and signs everybody in once more.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn later(&self, days: i64) {
        let day = self.app.clock.today().0.saturating_add(Span::new().days(days));
        self.app.clock.turn_to(Day(day).at(jiff::civil::time(10, 0, 0, 0)));
        for (n, handler) in self.handlers.iter().enumerate() {
            sign_in(handler, &format!("unit{n}")).await;
        }
        sign_in(&self.clerk, &self.app.account_for(&self.app.committee, Role::ProposalsClerk).await).await;
    }
}

async fn sign_in(reader: &Reader, login: &str) {
    let answer = reader.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// The third session of the tenth term, which takes proposals.
async fn session(app: &TestApp) -> i64 {
    let day = |days: i64| Day(app.clock.today().0.saturating_add(Span::new().days(days)));
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let row = session::ActiveModel {
        committee_id: Set(app.committee.id),
        term: Set(10),
        number: Set(3),
        begins: Set(day(-20)),
        ends: Set(day(10)),
        ..Default::default()
    };
    let id = row.insert(change.on()).await.unwrap().id;
    kept(change).await;
    id
}

/// Keeps what was put into the tables without a page, as if something else had been done.
async fn kept(change: Change) {
    let act = Act::new("proposal", 0, "remind").fact("n", 0);
    change.record(act).await.unwrap().commit().await.unwrap();
}
