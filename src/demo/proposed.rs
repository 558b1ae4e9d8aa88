//! The proposals of the demo, over two sessions and in every state: each act a request by the account whose business it
//! is, at its own time, all in the order of time.

mod fate;
mod handle;

use serde_json::{Value, json};

use self::fate::{Step, day, steps};
use super::hands::Hands;
use super::topics::{PLACES, TOPICS, Topic, UNITS, at};
use super::{people, sign_ins};
use crate::account::Committee;
use crate::app::App;
use crate::clock::Day;
use crate::error::{Error, Result};
use crate::member;
use crate::proposal::rules::Kind;

const CLERK: &str = "proposals_clerk";
const SUPERVISOR: &str = "supervisor";
/// The accounts that act for units: those that handle, and those that approve. The first pair acts for the first two
/// units, the second for all others.
const HANDLERS: [&str; 2] = ["unit_handler", "unit_handler2"];
const APPROVERS: [&str; 2] = ["unit_approver", "unit_approver2"];
/// Members who write for themselves; for all others the clerk takes in what they bring on paper.
const WRITERS: &[&str] = &["member", "member2", "member3", "member4", "sector_convener"];

/// What is pressing is due so many days after it is handed to its units.
const SOON: i32 = 10;

/// Furnishes a committee with so many proposals.
pub(super) async fn proposals(app: &App, committee: &Committee, count: usize) -> Result<()> {
    let mut logins = vec![CLERK, SUPERVISOR];
    logins.extend(HANDLERS.iter().chain(&APPROVERS).chain(WRITERS));
    let members = member::store::people(app.db.read(), committee.id).await?;
    // Who has an account writes for themselves.
    let others: Vec<_> = sign_ins().iter().filter_map(|one| one.member).map(people::name_of_member).collect();
    let names = members.into_iter().map(|one| one.person.name).filter(|name| !others.contains(name)).collect();
    let hands = Hands::of(app, &committee.slug, &logins).await?;
    let mut desk = Desk { hands, today: app.clock.today(), names, units: Vec::new(), choices: Vec::new() };
    desk.set().await?;
    let mut cases: Vec<_> = (0..count).map(|n| Case::new(n, count)).collect();
    let mut plan: Vec<_> = cases.iter().flat_map(|case| steps(case.n, count, desk.today)).collect();
    plan.sort_by_key(|(at, n, _)| (*at, *n));
    for (at, n, step) in plan {
        desk.hands.at(at);
        desk.take(&mut cases, n, step).await.map_err(|fault| Error::internal(format!("case {n} {step:?}: {fault}")))?;
    }
    desk.hands.done().await
}

/// One proposal on its way.
struct Case {
    n: usize,
    /// Its address within the committee, once it is begun.
    address: String,
    topic: &'static Topic,
    place: &'static str,
}

impl Case {
    /// The matters come in turn, each time at another place.
    fn new(n: usize, count: usize) -> Self {
        let turn = n / TOPICS.len() + usize::from(count > 2 * n) * 7;
        Self { n, address: String::new(), topic: &TOPICS[n % TOPICS.len()], place: PLACES[turn % PLACES.len()] }
    }

    fn there(&self, words: &str) -> String {
        at(words, self.place)
    }

    /// The account that writes it.
    fn writer(&self) -> &'static str {
        if self.n % 6 == 1 { WRITERS[(self.n / 6) % WRITERS.len()] } else { CLERK }
    }

    /// The account that acts for its proposer.
    fn hand(&self) -> &'static str {
        if self.kind().0 == Kind::Member { self.writer() } else { CLERK }
    }

    /// Each of its units answers for itself.
    const fn separate(&self) -> bool {
        self.topic.helper.is_some() && self.n % 10 == 2
    }

    const fn secondable(&self) -> bool {
        self.n.is_multiple_of(2)
    }

    /// One in five is to be answered soon.
    const fn pressing(&self) -> bool {
        self.n % 5 == 3
    }

    /// Most are by members, some by each of the collective proposers.
    fn kind(&self) -> (Kind, &'static str, &'static str) {
        match self.n % 20 {
            4 => (Kind::Party, "民盟青岭县支部", "民盟青岭县支部（印）"),
            9 => (Kind::Organisation, "县工商业联合会", "县工商业联合会（印）"),
            14 => (Kind::SpecialCommittee, "经济和农业农村委员会", "主任签字"),
            18 if self.n % 5 == 3 => (Kind::Sector, "农业和农村界", "界别召集人签字"),
            _ => (Kind::Member, "", ""),
        }
    }
}

/// Those who take all steps, and what they know of the committee.
struct Desk {
    hands: Hands,
    today: Day,
    names: Vec<String>,
    /// The keys of the units by name.
    units: Vec<(String, i64)>,
    /// The keys of categories, reasons and classes by name.
    choices: Vec<(String, i64)>,
}

/// The key in an answer, wherever it stands there as a number.
fn key(of: &Value) -> i64 {
    of["id"].as_i64().unwrap_or(0)
}

fn named(list: &Value) -> Vec<(String, i64)> {
    let name = |one: &Value| (one["name"].as_str().unwrap_or_default().to_owned(), key(one));
    list.as_array().map(|list| list.iter().map(name).collect()).unwrap_or_default()
}

/// The name of the member whose account it is.
fn name_of(login: &str) -> String {
    let member = sign_ins().iter().find(|one| one.login == login).and_then(|one| one.member);
    member.map(people::name_of_member).unwrap_or_default()
}

/// The accounts that act for a unit.
fn pair(unit: &str) -> (&'static str, &'static str) {
    let pair = usize::from(!UNITS[..2].iter().any(|(own, _)| *own == unit));
    (HANDLERS[pair], APPROVERS[pair])
}

impl Desk {
    /// Sets the sessions, with which the usual lists are taken, and the units with their accounts.
    async fn set(&mut self) -> Result<()> {
        self.hands.at(fate::founded(self.today));
        for (number, (begins, ends)) in ["2", "3"].into_iter().zip(fate::sessions(self.today)) {
            let session =
                json!({"term": "10", "number": number, "begins": begins.to_string(), "ends": ends.to_string()});
            self.hands.post(CLERK, "/settings/session", session).await?;
        }
        for line in ["government", "party", "court"] {
            let names: Vec<_> = UNITS.iter().filter(|(_, of)| *of == line).map(|(name, _)| *name).collect();
            self.hands.post(CLERK, "/units", json!({"names": names.join("\n"), "line": line})).await?;
        }
        self.units = named(&self.hands.get(CLERK, "/units").await?["units"]);
        for (name, id) in &self.units {
            let pair = usize::from(!UNITS[..2].iter().any(|(own, _)| own == name));
            for login in [HANDLERS[pair], APPROVERS[pair]] {
                let address = format!("/units/{id}/accounts");
                self.hands.post(CLERK, &address, json!({"login": login})).await?;
            }
        }
        for list in ["category", "reason", "class"] {
            let found = self.hands.get(CLERK, &format!("/settings/lists/{list}")).await?;
            self.choices.extend(named(&found["choices"]));
        }
        Ok(())
    }

    fn unit(&self, name: &str) -> i64 {
        self.units.iter().find(|(unit, _)| unit == name).map_or(0, |(_, id)| *id)
    }

    fn choice(&self, name: &str) -> i64 {
        let found = self.choices.iter().find(|(choice, _)| choice == name);
        found.or_else(|| self.choices.iter().find(|(choice, _)| choice.starts_with(name))).map_or(0, |(_, id)| *id)
    }

    async fn take(&self, cases: &mut [Case], n: usize, step: Step) -> Result<()> {
        if step == Step::Begin {
            cases[n].address = self.write(&cases[n]).await?;
            return Ok(());
        }
        let case = &cases[n];
        match step {
            Step::Begin => Ok(()),
            Step::Merge => self.merge(case).await,
            Step::Join => self.join(case).await,
            Step::Second => self.second(case).await,
            Step::Submit => self.own(case, "submit").await,
            Step::Withdraw => self.own(case, "withdraw").await,
            Step::Pass => self.office(case, "pass", json!({})).await,
            Step::Publish => self.publish(case).await,
            Step::Close => self.office(case, "close", json!({})).await,
            Step::Excellent => self.office(case, "mark_excellent", json!({})).await,
            Step::Return => self.office(case, "return", json!({"remark": "请补充具体建议，并说明涉及的范围。"})).await,
            Step::Redirect => self.office(case, "redirect", json!({"remark": "已作为意见建议转有关单位参考。"})).await,
            Step::Decline => {
                let reason = self
                    .choices
                    .iter()
                    .find(|(name, _)| name.contains("个人") || name.contains("空"))
                    .map(|(_, id)| *id);
                let sent = json!({"reason": reason.unwrap_or(0).to_string(), "remark": "感谢您的关心，可另行反映。"});
                self.office(case, "decline", sent).await
            }
            Step::File => self.file(case).await,
            Step::Key => self.office(case, "make_key", json!({"leader": "县委常委、副县长"})).await,
            Step::Assign => self.assign(case).await,
            _ => self.handle(case, step).await,
        }
    }

    /// A member who writes for themselves asks the next two to sign with them.
    async fn join(&self, case: &Case) -> Result<()> {
        let Some(place) = WRITERS.iter().position(|login| *login == case.hand()) else { return Ok(()) };
        let others = [1, 2].map(|n| WRITERS[(place + n) % WRITERS.len()]);
        for login in others {
            let name = name_of(login);
            self.hands.post(WRITERS[place], &format!("{}/invite", case.address), json!({"names": name})).await?;
            let version = self.hands.get(login, &case.address).await?["signing"]["text_version"].clone();
            self.hands.post(login, &format!("{}/sign", case.address), json!({"version": version})).await?;
        }
        Ok(())
    }

    /// Of those that are open to all some are seconded by a member.
    async fn second(&self, case: &Case) -> Result<()> {
        let login = WRITERS[case.n / 4 % WRITERS.len()];
        if !case.secondable() || !case.n.is_multiple_of(4) || name_of(login) == *self.first(case) {
            return Ok(());
        }
        self.hands.post(login, &format!("{}/second", case.address), json!({})).await?;
        Ok(())
    }

    /// The member who leads it, where the clerk takes it in.
    fn first(&self, case: &Case) -> &String {
        &self.names[(case.n * 7 + 20) % self.names.len()]
    }

    async fn page(&self, case: &Case) -> Result<Value> {
        self.hands.get(CLERK, &case.address).await
    }

    /// Writes a proposal down; gives its address.
    async fn write(&self, case: &Case) -> Result<String> {
        let (kind, body, signatory) = case.kind();
        let first = self.first(case);
        let writer = case.hand();
        let new = json!({"kind": kind.name(), "first": first, "body": body, "signatory": signatory});
        let done = self.hands.post(writer, "/proposals/new", new).await?;
        let address = done["address"].as_str().unwrap_or_default();
        let address =
            address.find("/proposals").map_or(address, |at| &address[at..]).trim_end_matches("/write").to_owned();
        let edit = self.hands.get(writer, &format!("{address}/write")).await?;
        let text = json!({
            "version": edit["version"],
            "subject": case.there(case.topic.subject),
            "situation": case.there(case.topic.situation),
            "analysis": case.topic.analysis,
            "suggestions": case.topic.suggestions,
            "suggested_unit": case.topic.unit,
            "body": body,
            "signatory": signatory,
            "open": case.n % 9 != 5,
            "secondable": case.secondable(),
        });
        self.hands.post(writer, &format!("{address}/write"), text).await?;
        Ok(address)
    }

    /// What its writer does with it.
    async fn own(&self, case: &Case, action: &str) -> Result<()> {
        let writer = case.hand();
        let page = self.hands.get(writer, &case.address).await?;
        let version = if action == "submit" {
            self.hands.get(writer, &format!("{}/write", case.address)).await?["version"].clone()
        } else {
            page["version"].clone()
        };
        self.hands.post(writer, &format!("{}/{action}", case.address), json!({"version": version})).await?;
        Ok(())
    }

    /// What the office does with it.
    async fn office(&self, case: &Case, action: &str, mut sent: Value) -> Result<()> {
        sent["version"] = self.page(case).await?["version"].clone();
        self.hands.post(CLERK, &format!("{}/{action}", case.address), sent).await?;
        Ok(())
    }

    /// Publishes it where its proposer agrees.
    async fn publish(&self, case: &Case) -> Result<()> {
        if self.page(case).await?["open"] == true { self.office(case, "publish", json!({})).await } else { Ok(()) }
    }

    async fn file(&self, case: &Case) -> Result<()> {
        let category = self.choice(case.topic.category).to_string();
        self.office(case, "file", json!({"category": category, "number": ""})).await
    }

    /// Merges it into one of its session that is filed and not assigned; where there is none it is filed itself.
    async fn merge(&self, case: &Case) -> Result<()> {
        let session = &self.page(case).await?["session"];
        let filed = self.hands.get(CLERK, "/proposals?state=filed").await?;
        let main = filed["proposals"].as_array().and_then(|all| all.iter().find(|one| one["session"] == *session));
        let Some(number) = main.and_then(|main| main["number"].as_i64()) else { return self.file(case).await };
        let sent = json!({"main": number.to_string(), "remark": "所提事项相近，并案办理。"});
        self.office(case, "merge", sent).await
    }

    async fn assign(&self, case: &Case) -> Result<()> {
        let helpers = case.topic.helper.iter().map(|unit| self.unit(unit));
        let unit = self.unit(case.topic.unit);
        let due = if case.pressing() { day(self.hands.now().day(), SOON).to_string() } else { String::new() };
        let sent = if case.separate() {
            json!({"lead": "", "others": helpers.chain([unit]).collect::<Vec<_>>(), "due": due})
        } else {
            json!({"lead": unit.to_string(), "others": helpers.collect::<Vec<_>>(), "due": due})
        };
        self.office(case, "assign", sent).await
    }
}
