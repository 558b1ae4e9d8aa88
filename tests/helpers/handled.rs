//! A proposal that is in hand: with a lead and a co-handler that have accepted it, its proposer, and those around it.

use sea_orm::{ActiveModelTrait, EntityTrait, Set};
use yizheng::clock::Day;
use yizheng::committee::model::{choice, session};
use yizheng::ledger::{Act, Change};
use yizheng::member;
use yizheng::permission::Role;
use yizheng::proposal::handling::model::{Assignment, Reply, assignment};
use yizheng::proposal::handling::rules::{Part, State as Stands};
use yizheng::proposal::handling::store as handling;
use yizheng::proposal::model::{List, Proposal, proposal};
use yizheng::proposal::rules::{Kind, State};
use yizheng::proposal::store;
use yizheng::unit::model::{Line, unit, unit_account};

use super::{PASSWORD, Reader, TestApp, linked, people};

/// A proposal with its lead and its co-handler.
pub struct Handled {
    pub app: TestApp,
    pub id: i64,
    /// `/qingling/proposals/1`
    pub address: String,
    pub clerk: Reader,
    pub supervisor: Reader,
    /// The first proposer; and the other member, whose proposal may be merged into it.
    pub proposer: Reader,
    pub other: Reader,
    /// The head of the lead's unit, and of the co-handler's; and one of a unit that has nothing to do with it.
    pub lead: Reader,
    pub helper: Reader,
    pub stranger: Reader,
    /// Of the lead, then of the co-handler.
    pub assignments: Vec<i64>,
    /// The class whose replies promise something.
    pub planned: i64,
    people: Vec<i64>,
    units: Vec<i64>,
    session: i64,
}

impl Handled {
    /// In a program that is started for it.
    pub async fn in_hand() -> Self {
        Self::on(TestApp::start().await).await
    }

    /// # Panics
    /// The program does not answer.
    pub async fn on(app: TestApp) -> Self {
        let people = people(&app, 2).await;
        let proposer = linked(&app, people[0], "shen", &[Role::Member]).await;
        let other = linked(&app, people[1], "luo", &[Role::Member]).await;
        let mut readers = Vec::new();
        let mut units = Vec::new();
        for (name, login) in [("县农业农村局", "nongye"), ("县交通运输局", "jiaotong"), ("县教育局", "jiaoyu")]
        {
            let account = app.account(&app.committee, login, &[Role::UnitApprover]).await;
            units.push(unit(&app, name, account).await);
            readers.push(signed_in(&app, login).await);
        }
        let session = session(&app).await;
        let planned = class(&app).await;
        let id = proposed(&app, people[0], session, Some(12), State::InHand, None).await;
        let assignments = offered(&app, id, &units, "2024-06-05").await;
        let (clerk, supervisor) = (app.sign_in(Role::ProposalsClerk).await, app.sign_in(Role::Supervisor).await);
        let mut readers = readers.into_iter();
        Self {
            address: format!("/qingling/proposals/{id}"),
            lead: readers.next().unwrap(),
            helper: readers.next().unwrap(),
            stranger: readers.next().unwrap(),
            clerk,
            supervisor,
            proposer,
            other,
            assignments,
            planned,
            people,
            units,
            session,
            id,
            app,
        }
    }

    /// An address of the lead's assignment.
    pub fn of_lead(&self, rest: &str) -> String {
        format!("{}/assignments/{}{rest}", self.address, self.assignments[0])
    }

    /// An address of the co-handler's assignment.
    pub fn of_helper(&self, rest: &str) -> String {
        format!("{}/assignments/{}{rest}", self.address, self.assignments[1])
    }

    /// # Panics
    /// The database does not answer.
    pub async fn proposal(&self) -> Proposal {
        store::proposal(self.app.db.read(), self.app.committee.id, self.id).await.unwrap()
    }

    /// # Panics
    /// The database does not answer.
    pub async fn assignment(&self, n: usize) -> Assignment {
        handling::assignment(self.app.db.read(), self.id, self.assignments[n]).await.unwrap()
    }

    /// The lead's reply in the round at hand.
    ///
    /// # Panics
    /// There is none.
    pub async fn reply(&self) -> Reply {
        let one = self.assignment(0).await;
        handling::reply(self.app.db.read(), one.id, one.round).await.unwrap().unwrap()
    }

    /// At which version the lead's reply stands; 0 where there is none.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn reply_version(&self) -> i64 {
        let one = self.assignment(0).await;
        handling::reply(self.app.db.read(), one.id, one.round).await.unwrap().map_or(0, |reply| reply.version)
    }

    /// Both units accept what is offered to them once more.
    ///
    /// # Panics
    /// They cannot.
    pub async fn accept(&self) {
        for (n, reader) in [&self.lead, &self.helper].into_iter().enumerate() {
            let one = self.assignment(n).await;
            let path = format!("{}/assignments/{}/accept", self.address, one.id);
            let answer = reader.post(&path, &[("version", &one.version.to_string())]).await;
            assert_eq!(answer.status, 303, "{}", answer.text());
        }
    }

    /// The other member's proposal is merged into this one.
    pub async fn merge_another(&self) -> i64 {
        proposed(&self.app, self.people[1], self.session, None, State::Merged, Some(self.id)).await
    }

    /// One more proposal that the same units have in hand, due a month earlier.
    pub async fn another_in_hand(&self) -> i64 {
        let id = proposed(&self.app, self.people[1], self.session, None, State::InHand, None).await;
        offered(&self.app, id, &self.units, "2024-05-05").await;
        id
    }

    /// The first proposer has this phone.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn give_phone(&self, phone: &str) {
        let change = begin(&self.app).await;
        let row = member::model::member::ActiveModel {
            id: Set(self.people[0]),
            phone: Set(Some(phone.to_owned())),
            ..Default::default()
        };
        row.update(change.on()).await.unwrap();
        keep(change, 0).await;
    }

    /// The lead's and the co-handler's part stand so, and the proposal.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn set(&self, states: [Stands; 2], state: State) {
        let change = begin(&self.app).await;
        for (id, state) in self.assignments.iter().zip(states) {
            let row = assignment::ActiveModel { id: Set(*id), state: Set(state), ..Default::default() };
            row.update(change.on()).await.unwrap();
        }
        let row = proposal::ActiveModel { id: Set(self.id), state: Set(state), ..Default::default() };
        row.update(change.on()).await.unwrap();
        keep(change, self.id).await;
    }

    /// Those who went away long ago sign in once more.
    ///
    /// # Panics
    /// Signing in fails.
    pub async fn sign_in_again(&self) {
        let all = [
            (&self.lead, "nongye".to_owned()),
            (&self.helper, "jiaotong".to_owned()),
            (&self.clerk, self.app.account_for(&self.app.committee, Role::ProposalsClerk).await),
            (&self.supervisor, self.app.account_for(&self.app.committee, Role::Supervisor).await),
        ];
        for (reader, login) in all {
            let answer = reader.post("/sign-in", &[("login", &login), ("password", PASSWORD)]).await;
            assert_eq!(answer.status, 303, "{}", answer.text());
        }
    }
}

async fn begin(app: &TestApp) -> Change {
    Change::begin(&app.db, app.acting(&app.committee)).await.unwrap()
}

/// Records what was furnished without a page.
async fn keep(change: Change, proposal: i64) {
    let act = Act::new("proposal", proposal, "publish").fact("title", "提案");
    change.record(act).await.unwrap().commit().await.unwrap();
}

async fn signed_in(app: &TestApp, login: &str) -> Reader {
    let reader = app.visitor();
    let answer = reader.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    reader
}

async fn unit(app: &TestApp, name: &str, account: i64) -> i64 {
    let change = begin(app).await;
    let row = unit::ActiveModel {
        committee_id: Set(app.committee.id),
        name: Set(name.to_owned()),
        line: Set(Line::Government),
        closed: Set(false),
        ..Default::default()
    };
    let id = row.insert(change.on()).await.unwrap().id;
    let row = unit_account::ActiveModel { unit_id: Set(id), account_id: Set(account) };
    unit_account::Entity::insert(row).exec_without_returning(change.on()).await.unwrap();
    keep(change, 0).await;
    id
}

async fn session(app: &TestApp) -> i64 {
    let change = begin(app).await;
    let day = |text: &str| -> Day { text.parse().unwrap() };
    let row = session::ActiveModel {
        committee_id: Set(app.committee.id),
        term: Set(10),
        number: Set(3),
        begins: Set(day("2024-01-01")),
        ends: Set(day("2024-01-10")),
        ..Default::default()
    };
    let id = row.insert(change.on()).await.unwrap().id;
    keep(change, 0).await;
    id
}

async fn class(app: &TestApp) -> i64 {
    let change = begin(app).await;
    let mut ids = Vec::new();
    for (position, name, meaning, promise) in [(1, "A", "已经解决", false), (2, "B", "列入计划解决", true)] {
        let row = choice::ActiveModel {
            committee_id: Set(app.committee.id),
            kind: Set(List::Class.name().to_owned()),
            position: Set(position),
            name: Set(name.to_owned()),
            meaning: Set(meaning.to_owned()),
            promise: Set(promise),
            closed: Set(false),
            ..Default::default()
        };
        ids.push(row.insert(change.on()).await.unwrap().id);
    }
    keep(change, 0).await;
    ids[1]
}

async fn proposed(
    app: &TestApp,
    first: i64,
    session: i64,
    number: Option<i64>,
    state: State,
    main: Option<i64>,
) -> i64 {
    let change = begin(app).await;
    let now = app.clock.now();
    let text = |words: &str| Set(words.to_owned());
    let row = proposal::ActiveModel {
        committee_id: Set(app.committee.id),
        kind: Set(Kind::Member),
        first_id: Set(Some(first)),
        subject: text("关于修缮农村道路的提案"),
        situation: text("村道年久失修。"),
        analysis: text("缺少养护。"),
        suggestions: text("分期修缮。"),
        suggested_unit: text(""),
        open: Set(true),
        secondable: Set(true),
        text_version: Set(1),
        version: Set(1),
        state: Set(state),
        step: Set(2),
        session_id: Set(Some(session)),
        plenary: Set(true),
        number: Set(number),
        main_id: Set(main),
        excellent: Set(false),
        published: Set(false),
        round: Set(1),
        created_at: Set(now),
        changed_at: Set(now),
        submitted_at: Set(Some(now)),
        filed_at: Set(Some(now)),
        assigned_at: Set(Some(now)),
        ..Default::default()
    };
    let id = row.insert(change.on()).await.unwrap().id;
    keep(change, id).await;
    id
}

async fn offered(app: &TestApp, proposal: i64, units: &[i64], due: &str) -> Vec<i64> {
    let change = begin(app).await;
    let due: Day = due.parse().unwrap();
    let mut ids = Vec::new();
    for (unit, part) in units.iter().zip([Part::Lead, Part::CoHandler]) {
        let row = assignment::ActiveModel {
            committee_id: Set(app.committee.id),
            proposal_id: Set(proposal),
            unit_id: Set(*unit),
            part: Set(part),
            state: Set(Stands::Accepted),
            round: Set(1),
            version: Set(1),
            offered_at: Set(app.clock.now()),
            accept_by: Set("2024-03-12".parse().unwrap()),
            accepted_at: Set(Some(app.clock.now())),
            due: Set(due),
            extended: Set(false),
            ..Default::default()
        };
        ids.push(row.insert(change.on()).await.unwrap().id);
    }
    keep(change, proposal).await;
    ids
}
