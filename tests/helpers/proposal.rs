//! What work on proposals starts from: a session that is open, the usual lists, units and members with their accounts.

use serde_json::json;
use yizheng::committee;
use yizheng::permission::Role;
use yizheng::proposal::model::List;
use yizheng::proposal::store;
use yizheng::unit;

use super::{PASSWORD, Reader, TestApp, linked, people, words_of};

/// A committee whose proposals clerk has set proposals up: 十届三次 is open from 1 to 10 March, the test's clock stands
/// at the 5th.
pub struct Office {
    pub app: TestApp,
    /// The proposals clerk.
    pub clerk: Reader,
    pub members: Vec<Reader>,
    /// The keys of the members, in the same order.
    pub people: Vec<i64>,
    pub session: i64,
    /// The keys of 县教育局 and 县水利局.
    pub units: Vec<i64>,
    /// One who handles proposals for each unit, and approves replies.
    pub handlers: Vec<Reader>,
}

/// The units, by name.
pub const UNITS: [&str; 2] = ["县教育局", "县水利局"];

impl Office {
    pub async fn open(members: usize) -> Self {
        Self::on(TestApp::start().await, members).await
    }

    /// The same in a program that runs already.
    ///
    /// # Panics
    /// The program does not answer.
    pub async fn on(app: TestApp, members: usize) -> Self {
        let clerk = app.sign_in(Role::ProposalsClerk).await;
        let session = [("term", "10"), ("number", "3"), ("begins", "2024-03-01"), ("ends", "2024-03-10")];
        pressed(&clerk, "/qingling/settings/session", &session).await;
        let names = UNITS.join("\n");
        pressed(&clerk, "/qingling/units", &[("names", &names), ("line", "government")]).await;
        let committee = app.committee.id;
        let units = unit::store::units(app.db.read(), committee).await.unwrap();
        let units = UNITS.map(|name| units.iter().find(|unit| unit.name == name).unwrap().id).to_vec();
        let mut handlers = Vec::new();
        for (n, unit) in units.iter().enumerate() {
            let login = format!("unit{n}");
            app.account(&app.committee, &login, &[Role::UnitHandler, Role::UnitApprover]).await;
            pressed(&clerk, &format!("/qingling/units/{unit}/accounts"), &[("login", &login)]).await;
            let handler = app.visitor();
            pressed(&handler, "/sign-in", &[("login", &login), ("password", PASSWORD)]).await;
            handlers.push(handler);
        }
        let people = if members > 0 { people(&app, members).await } else { Vec::new() };
        let mut readers = Vec::new();
        for (n, member) in people.iter().enumerate() {
            readers.push(linked(&app, *member, &format!("member{n}"), &[Role::Member]).await);
        }
        let session = committee::store::sessions(app.db.read(), committee).await.unwrap()[0].id;
        Self { clerk, members: readers, people, session, units, handlers, app }
    }

    /// One more account that acts for a unit.
    pub async fn let_act(&self, login: &str, role: Role, unit: usize) {
        self.app.account(&self.app.committee, login, &[role]).await;
        let unit = self.units[unit];
        pressed(&self.clerk, &format!("/qingling/units/{unit}/accounts"), &[("login", login)]).await;
    }

    /// A proposal that a member hands in, to be published or not; gives its address.
    ///
    /// # Panics
    /// It is refused.
    pub async fn submitted(&self, member: usize, subject: &str, open: bool) -> String {
        let reader = &self.members[member];
        let begun = reader.post("/qingling/proposals/new", &[("kind", "member")]).await;
        let address = begun.location().strip_suffix("/write").unwrap().to_owned();
        let mut words = words_of(subject, 1);
        words["open"] = json!(open);
        let saved = reader.post_json(&format!("{address}/write"), &words).await;
        let version = saved.json()["version"].to_string();
        pressed(reader, &format!("{address}/submit"), &[("version", &version)]).await;
        address
    }

    /// The same, reviewed and filed.
    ///
    /// # Panics
    /// It is refused.
    pub async fn filed(&self, member: usize, subject: &str, open: bool) -> String {
        let address = self.submitted(member, subject, open).await;
        let id = address.rsplit('/').next().unwrap().parse().unwrap();
        let category = self.choice(List::Category, "农业农村").await.to_string();
        for step in ["pass", "pass", "file"] {
            let now = store::proposal(self.app.db.read(), self.app.committee.id, id).await.unwrap();
            let fields = [("version", now.version.to_string()), ("category", category.clone())];
            let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
            pressed(&self.clerk, &format!("{address}/{step}"), &fields).await;
        }
        address
    }

    /// The key of one of a list, by its name.
    ///
    /// # Panics
    /// There is none.
    pub async fn choice(&self, list: List, name: &str) -> i64 {
        let all = committee::store::choices(self.app.db.read(), self.app.committee.id, list.name()).await.unwrap();
        all.into_iter().find(|one| one.name == name).unwrap().id
    }
}

/// Sends a form that must be taken.
///
/// # Panics
/// It is refused.
pub async fn pressed(reader: &Reader, path: &str, fields: &[(&str, &str)]) {
    let answer = reader.post(path, fields).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.text());
}
