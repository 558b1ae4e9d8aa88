//! A committee whose session takes proposals: members who write, the clerk who reviews, and proposals brought on by requests.

use jiff::Span;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};
use yizheng::clock::Day;
use yizheng::committee::model::session;
use yizheng::ledger::{Act, Change};
use yizheng::member::model::seat;
use yizheng::permission::Role;
use yizheng::proposal::model::{Proposal, Rule, rule};
use yizheng::proposal::store::{self, set};

use super::{Answer, Reader, TestApp, linked, people, pressed};

/// A committee with members, the first of them its chair, and a session that lasts for ten days more.
pub struct Proposed {
    pub app: TestApp,
    /// The clerk of proposals.
    pub clerk: Reader,
    pub members: Vec<Reader>,
    /// The keys of the members.
    pub ids: Vec<i64>,
}

/// A whole text, to be sent with its version.
pub fn words_of(subject: &str, version: i64) -> Value {
    json!({
        "version": version, "subject": subject, "situation": "渡槽漏水，下游缺水。", "analysis": "年久失修。",
        "suggestions": "一、堵漏。\n二、加固。", "suggested_unit": "县水利局", "open": true, "secondable": true,
    })
}

impl Proposed {
    /// Starts with so many members.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn on(app: TestApp, members: usize) -> Self {
        let ids = people(&app, members).await;
        let mut readers = Vec::new();
        for (n, id) in ids.iter().enumerate() {
            readers.push(linked(&app, *id, &format!("writer{n}"), &[Role::Member]).await);
        }
        let clerk = app.sign_in(Role::ProposalsClerk).await;
        let session = [("term", "10"), ("number", "1"), ("begins", "2024-02-14"), ("ends", "2024-03-15")];
        pressed(&clerk, "/qingling/settings/session", &session).await;
        Self { app, clerk, members: readers, ids }
    }

    /// The same in a program that is started for it.
    pub async fn start(members: usize) -> Self {
        Self::on(TestApp::start().await, members).await
    }

    /// A session of the tenth term that begins and ends so many days from today; gives its key.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn session(&self, number: i64, begins: i64, ends: i64) -> i64 {
        let day = |days: i64| Day(self.app.clock.today().0.saturating_add(Span::new().days(days)));
        let change = Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap();
        let row = session::ActiveModel {
            committee_id: Set(self.app.committee.id),
            term: Set(10),
            number: Set(number),
            begins: Set(day(begins)),
            ends: Set(day(ends)),
            ..Default::default()
        };
        let id = row.insert(change.on()).await.unwrap().id;
        change.record(Act::new("proposal", 0, "begin")).await.unwrap().commit().await.unwrap();
        id
    }

    /// The committee wants so many names under a joint proposal.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn want_names(&self, cosigners: i64) {
        let change = Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap();
        let rule = set::rule(change.on(), self.app.committee.id).await.unwrap();
        rule::Entity::delete_by_id(self.app.committee.id).exec(change.on()).await.unwrap();
        let row = Rule { cosigners, ..rule }.into_active_model();
        rule::Entity::insert(row).exec_without_returning(change.on()).await.unwrap();
        change.record(Act::new("proposal", 0, "begin")).await.unwrap().commit().await.unwrap();
    }

    /// The seats of all members ended yesterday.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn end_seats(&self) {
        let yesterday = Day(self.app.clock.today().0.yesterday().unwrap());
        self.set_seats(seat::ActiveModel { ends: Set(Some(yesterday)), ..Default::default() }).await;
    }

    /// The seats of all members begin tomorrow.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn begin_seats_tomorrow(&self) {
        let tomorrow = Day(self.app.clock.today().0.tomorrow().unwrap());
        self.set_seats(seat::ActiveModel { begins: Set(tomorrow), ..Default::default() }).await;
    }

    async fn set_seats(&self, seats: seat::ActiveModel) {
        let change = Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap();
        seat::Entity::update_many().set(seats).exec(change.on()).await.unwrap();
        let act = Act::new("proposal", 1, "publish").fact("title", "届满");
        change.record(act).await.unwrap().commit().await.unwrap();
    }

    /// The address of a proposal.
    pub fn at(&self, id: i64, rest: &str) -> String {
        format!("/{}/proposals/{id}{rest}", self.app.committee.slug)
    }

    /// A proposal as it is stored.
    ///
    /// # Panics
    /// There is none.
    pub async fn stored(&self, id: i64) -> Proposal {
        store::proposal(self.app.db.read(), self.app.committee.id, id).await.unwrap()
    }

    /// A draft that a reader begins, of a member; gives its key.
    ///
    /// # Panics
    /// It is refused.
    pub async fn begin(&self, reader: &Reader) -> i64 {
        let begun = reader.post("/qingling/proposals/new", &[("kind", "member")]).await;
        assert_eq!(begun.status, 303, "{}", begun.text());
        begun.location().split('/').nth(3).unwrap().parse().unwrap()
    }

    /// A draft with all its words.
    ///
    /// # Panics
    /// It is refused.
    pub async fn written(&self, reader: &Reader, subject: &str) -> i64 {
        let id = self.begin(reader).await;
        let saved = reader.post_json(&self.at(id, "/write"), &words_of(subject, 1)).await;
        assert_eq!(saved.status, 200, "{}", saved.text());
        id
    }

    /// A proposal handed in by the first member.
    ///
    /// # Panics
    /// It is refused.
    pub async fn submitted(&self, subject: &str) -> i64 {
        let id = self.written(&self.members[0], subject).await;
        let submitted = self.press_words(&self.members[0], id, "submit").await;
        assert_eq!(submitted.status, 303, "{}", submitted.text());
        id
    }

    /// Presses a button that acts on the words as they stand.
    pub async fn press_words(&self, reader: &Reader, id: i64, what: &str) -> Answer {
        let version = self.stored(id).await.text_version.to_string();
        reader.post(&self.at(id, &format!("/{what}")), &[("version", &version)]).await
    }

    /// Presses a button that acts on the proposal as it stands.
    pub async fn press(&self, reader: &Reader, id: i64, what: &str) -> Answer {
        let version = self.stored(id).await.version.to_string();
        reader.post(&self.at(id, &format!("/{what}")), &[("version", &version)]).await
    }
}
