//! The desk of the proposals clerk: a session, lists, members, and proposals that were submitted.

use sea_orm::{ActiveModelTrait, Set};
use serde_json::{Value, json};
use yizheng::clock::{Day, Instant};
use yizheng::committee::model::{choice, session};
use yizheng::ledger::{Act, Change};
use yizheng::permission::Role;
use yizheng::proposal::handling::model::assignment;
use yizheng::proposal::handling::rules::{Part, State as Handling};
use yizheng::proposal::model::{List, Proposal, Publication, SignPart, SignState, proposal, rule, signer};
use yizheng::proposal::rules::{Kind, State};
use yizheng::proposal::store::{self, set};
use yizheng::unit::model::{Line, unit, unit_account};

use crate::helpers::{Answer, PASSWORD, Reader, TestApp, linked, people};

/// A committee whose session takes proposals, with a category and a reason.
pub struct Desk {
    pub app: TestApp,
    pub clerk: Reader,
    /// The chair first, then the secretary-general.
    pub members: Vec<Reader>,
    pub ids: Vec<i64>,
    pub session: i64,
    pub category: String,
    pub reason: String,
}

impl Desk {
    pub async fn with(members: usize) -> Self {
        let app = TestApp::start().await;
        let ids = people(&app, members).await;
        let mut readers = Vec::new();
        for (n, id) in ids.iter().enumerate() {
            readers.push(linked(&app, *id, &format!("writer{n}"), &[Role::Member]).await);
        }
        let clerk = app.sign_in(Role::ProposalsClerk).await;
        let mut desk =
            Self { app, clerk, members: readers, ids, session: 0, category: String::new(), reason: String::new() };
        desk.session = desk.session(3).await;
        desk.category = desk.choice(List::Category, "城乡建设", false).await;
        desk.reason = desk.choice(List::Reason, "没有具体建议", false).await;
        desk
    }

    async fn change(&self) -> Change {
        Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap()
    }

    async fn session(&self, number: i64) -> i64 {
        let change = self.change().await;
        let day = |text: &str| text.parse::<Day>().unwrap();
        let row = session::ActiveModel {
            committee_id: Set(self.app.committee.id),
            term: Set(10),
            number: Set(number),
            begins: Set(day("2024-03-01")),
            ends: Set(day("2024-03-10")),
            ..Default::default()
        };
        let id = row.insert(change.on()).await.unwrap().id;
        done(change, id).await;
        id
    }

    pub async fn choice(&self, kind: List, name: &str, closed: bool) -> String {
        let change = self.change().await;
        let row = choice::ActiveModel {
            committee_id: Set(self.app.committee.id),
            kind: Set(kind.name().to_owned()),
            position: Set(1),
            name: Set(name.to_owned()),
            meaning: Set(String::new()),
            promise: Set(false),
            closed: Set(closed),
            ..Default::default()
        };
        let id = row.insert(change.on()).await.unwrap().id;
        done(change, id).await;
        id.to_string()
    }

    /// The committee sets these steps, a line each, and when proposals are published.
    pub async fn rule(&self, steps: &str, publication: Publication) {
        let change = self.change().await;
        let usual = rule::Model::usual(self.app.committee.id);
        let row = rule::Model { steps: steps.to_owned(), publication, version: 1, ..usual };
        rule::ActiveModel::from(row).reset_all().insert(change.on()).await.unwrap();
        done(change, 0).await;
    }

    /// A proposal that the `n`th member submitted so many days ago.
    pub async fn submitted(&self, n: usize, subject: &str, days: i64) -> i64 {
        let change = self.change().await;
        let at = self.app.clock.now().plus(-days * Instant::DAY);
        let row = proposal::ActiveModel {
            committee_id: Set(self.app.committee.id),
            kind: Set(Kind::Member),
            first_id: Set(Some(self.ids[n])),
            subject: Set(subject.to_owned()),
            situation: Set("渡槽漏水，下游缺水。".to_owned()),
            analysis: Set("年久失修。".to_owned()),
            suggestions: Set("一、堵漏。二、加固。".to_owned()),
            suggested_unit: Set("县水利局".to_owned()),
            open: Set(true),
            secondable: Set(true),
            text_version: Set(1),
            version: Set(1),
            state: Set(State::Submitted),
            step: Set(0),
            session_id: Set(Some(self.session)),
            plenary: Set(true),
            excellent: Set(false),
            published: Set(false),
            round: Set(0),
            created_at: Set(at),
            changed_at: Set(at),
            submitted_at: Set(Some(at)),
            ..Default::default()
        };
        let id = row.insert(change.on()).await.unwrap().id;
        done(change, id).await;
        id
    }

    /// The `n`th member has signed a proposal.
    pub async fn signed(&self, id: i64, n: usize) {
        let change = self.change().await;
        let row = signer::ActiveModel {
            proposal_id: Set(id),
            member_id: Set(self.ids[n]),
            position: Set(1),
            part: Set(SignPart::CoSigner),
            state: Set(SignState::Signed),
            text_version: Set(1),
            at: Set(self.app.clock.now()),
        };
        row.insert(change.on()).await.unwrap();
        done(change, id).await;
    }

    /// A unit has a proposal to handle; gives one who acts for it.
    pub async fn assigned(&self, id: i64) -> Reader {
        let account = self.app.account(&self.app.committee, "unit", &[Role::UnitHandler]).await;
        let change = self.change().await;
        let (committee, today) = (self.app.committee.id, self.app.clock.today());
        let row = unit::ActiveModel {
            committee_id: Set(committee),
            name: Set("县水利局".to_owned()),
            line: Set(Line::Government),
            closed: Set(false),
            ..Default::default()
        };
        let unit = row.insert(change.on()).await.unwrap().id;
        let acts = unit_account::ActiveModel { unit_id: Set(unit), account_id: Set(account) };
        acts.insert(change.on()).await.unwrap();
        let row = assignment::ActiveModel {
            committee_id: Set(committee),
            proposal_id: Set(id),
            unit_id: Set(unit),
            part: Set(Part::Lead),
            state: Set(Handling::Offered),
            round: Set(1),
            version: Set(1),
            offered_at: Set(self.app.clock.now()),
            accept_by: Set(today),
            due: Set(today),
            extended: Set(false),
            ..Default::default()
        };
        row.insert(change.on()).await.unwrap();
        let version = store::proposal(change.on(), committee, id).await.unwrap().version;
        store::move_to(&change, id, version, State::Assigned).await.unwrap();
        done(change, id).await;
        let reader = self.app.visitor();
        reader.post("/sign-in", &[("login", "unit"), ("password", PASSWORD)]).await;
        reader
    }

    /// The assignment of a proposal is taken back.
    pub async fn recalled(&self, id: i64, version: i64) {
        let change = self.change().await;
        store::move_to(&change, id, version, State::Filed).await.unwrap();
        done(change, id).await;
    }

    pub async fn stored(&self, id: i64) -> Proposal {
        store::proposal(self.app.db.read(), self.app.committee.id, id).await.unwrap()
    }

    /// Sends what a reader decides of a proposal as it stands.
    pub async fn send(&self, reader: &Reader, id: i64, action: &str, fields: &[(&str, &str)]) -> Answer {
        let version = self.stored(id).await.version.to_string();
        let fields: Vec<_> = fields.iter().copied().chain([("version", version.as_str())]).collect();
        reader.post(&format!("{}/{action}", at(id)), &fields).await
    }

    /// The clerk decides, which must be taken.
    pub async fn decide(&self, id: i64, action: &str, fields: &[(&str, &str)]) {
        let answer = self.send(&self.clerk, id, action, fields).await;
        assert_eq!(answer.status, 303, "{action}: {}", answer.text());
    }

    /// The clerk passes all steps and files it with a number.
    pub async fn filed(&self, id: i64, number: &str) {
        self.passed(id).await;
        self.decide(id, "file", &[("number", number), ("category", &self.category)]).await;
    }

    /// The clerk passes all steps.
    pub async fn passed(&self, id: i64) {
        let steps = set::rule(self.app.db.read(), self.app.committee.id).await.unwrap().steps().len();
        for _ in 0..steps {
            self.decide(id, "pass", &[]).await;
        }
    }

    /// What awaits a reader on the home page.
    pub async fn told(&self, reader: &Reader) -> Vec<String> {
        let home = reader.get_json("/qingling").await.json();
        let awaiting = home["awaiting"].as_array().unwrap();
        awaiting.iter().map(|one| one["text"].as_str().unwrap().to_owned()).collect()
    }

    pub async fn page(&self, reader: &Reader, id: i64) -> Value {
        let answer = reader.get_json(&at(id)).await;
        if answer.status == 200 { answer.json() } else { json!(answer.status.as_u16()) }
    }
}

async fn done(change: Change, thing: i64) {
    let act = Act::new("proposal", thing, "reconsider").fact("title", "测试");
    change.record(act).await.unwrap().commit().await.unwrap();
}

/// The address of a proposal.
pub fn at(id: i64) -> String {
    format!("/qingling/proposals/{id}")
}

/// The key of the refusal that a program is told.
pub fn error(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap_or_default().to_owned()
}
