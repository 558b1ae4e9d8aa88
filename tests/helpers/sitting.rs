//! A sitting that is called and not yet opened: its chair, its secretary-general, its members, each at a browser.

use jiff::civil::time;
use sea_orm::{EntityTrait, Set};
use yizheng::clock::{Day, Instant};
use yizheng::committee::store as committee;
use yizheng::ledger::{Act, Change};
use yizheng::meeting::agenda::rules::State as Standing;
use yizheng::meeting::article::{Disposition, Kind, Record};
use yizheng::meeting::attendance::{self, model::Invited, rules as attend};
use yizheng::meeting::model::{Lines, item};
use yizheng::meeting::rules::{Rule, State, usual};
use yizheng::meeting::store::{self, Plan};
use yizheng::member;
use yizheng::member::model::{Person, Post, Seat};
use yizheng::permission::Role;

use super::{PASSWORD, Reader, TestApp};

/// A standing committee meeting, called for 14:00 of the day on which the test's clock stands at 10:00.
pub struct Held {
    pub app: TestApp,
    pub id: i64,
    /// `/qingling/meetings/1`
    pub address: String,
    pub clerk: Reader,
    /// The one who presides.
    pub chair: Reader,
    /// Who grants leave.
    pub secretary: Reader,
    /// The others who are called, standing members without any other post.
    pub members: Vec<Reader>,
    /// The keys of all who are called in `called`: chair, secretary-general, then the members.
    pub called: Vec<i64>,
}

const NAMES: [&str; 8] = ["沈怀远", "罗守一", "陆清和", "周叶舟", "秦望山", "欧阳听雨", "单如故", "曾若谷"];

impl Held {
    /// A noticed sitting of a chair, a secretary-general and some members (six at the most), with two items: one to be
    /// conveyed, one to be adopted.
    pub async fn noticed(members: usize) -> Self {
        Self::on(TestApp::start().await, members).await
    }

    /// The same in a program that runs already.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn on(app: TestApp, members: usize) -> Self {
        let ids = people(&app, members + 2).await;
        let id = sitting(&app, &ids).await;
        let mut readers = Vec::new();
        for (n, member) in ids.iter().enumerate() {
            let roles: &[Role] = if n < 2 { &[Role::Member, Role::Leader] } else { &[Role::Member] };
            readers.push(linked(&app, *member, &format!("member{n}"), roles).await);
        }
        let all = attendance::store::all(app.db.read(), id).await.unwrap();
        let mut readers = readers.into_iter();
        Self {
            id,
            address: format!("/qingling/meetings/{id}"),
            clerk: app.sign_in(Role::Clerk).await,
            chair: readers.next().unwrap(),
            secretary: readers.next().unwrap(),
            members: readers.collect(),
            called: all.into_iter().map(|called| called.id).collect(),
            app,
        }
    }

    /// The same sitting in session, with all but the last `away` members there since it opened.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn open(members: usize, away: usize) -> Self {
        let held = Self::noticed(members).await;
        held.come(members + 2 - away).await;
        held.press("open").await;
        held
    }

    /// Signs in the first `n` of those called, at the desk.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn come(&self, n: usize) {
        use attendance::model::called::{ActiveModel, Column, Entity};
        use sea_orm::{ColumnTrait, QueryFilter};
        let change = Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap();
        let row = ActiveModel {
            came_at: Set(Some(self.app.clock.now())),
            came_by: Set(Some(attend::SignIn::Desk)),
            reply: Set(attend::Reply::Coming),
            ..Default::default()
        };
        let those = self.called[..n].to_vec();
        Entity::update_many().set(row).filter(Column::Id.is_in(those)).exec(change.on()).await.unwrap();
        let act = Act::new("meeting", self.id, "open").fact("title", "会议");
        change.record(act).await.unwrap().commit().await.unwrap();
    }

    /// Something is recorded of the sitting that changes nothing.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn happen(&self) {
        let change = Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap();
        let act = Act::new("meeting", self.id, "open").fact("title", "会议");
        change.record(act).await.unwrap().commit().await.unwrap();
    }

    /// All items are dealt with, as if by the clerk.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn deal_with_all(&self) {
        use sea_orm::{ColumnTrait, QueryFilter};
        let change = Change::begin(&self.app.db, self.app.acting(&self.app.committee)).await.unwrap();
        let row = item::ActiveModel { state: Set(Standing::Settled), passed: Set(Some(true)), ..Default::default() };
        let those = item::Column::SittingId.eq(self.id);
        item::Entity::update_many().set(row).filter(those).exec(change.on()).await.unwrap();
        let act = Act::new("meeting", self.id, "open").fact("title", "会议");
        change.record(act).await.unwrap().commit().await.unwrap();
    }

    /// The version at which the sitting stands.
    pub async fn version(&self) -> i64 {
        store::sitting(self.app.db.read(), self.app.committee.id, self.id).await.unwrap().version
    }

    /// The clerk presses a button that moves the sitting on.
    ///
    /// # Panics
    /// It is refused.
    pub async fn press(&self, action: &str) {
        let version = self.version().await.to_string();
        let answer = self.clerk.post(&format!("{}/{action}", self.address), &[("version", &version)]).await;
        assert_eq!(answer.status, 303, "{action}: {}", answer.text());
    }

    /// The keys of the items, in their order.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn items(&self) -> Vec<i64> {
        let sitting = store::sitting(self.app.db.read(), self.app.committee.id, self.id).await.unwrap();
        let whole = store::whole(self.app.db.read(), sitting).await.unwrap();
        whole.items.into_iter().map(|item| item.id).collect()
    }
}

/// The name of the `n`th member: the first few are named, those after them are invented from two lists.
///
/// # Panics
/// Never.
pub fn name(n: usize) -> String {
    let surnames = ["江", "贺", "温", "余", "杜", "柳", "石"];
    let given = ["子衿", "慕白", "砚", "在田", "颂"];
    let invented = || format!("{}{}", surnames[n % surnames.len()], given[n % given.len()]);
    NAMES.get(n).map_or_else(invented, ToString::to_string)
}

/// Members with the posts of a standing committee, in the current term: chair, secretary-general, standing members.
///
/// # Panics
/// The database does not answer.
pub async fn people(app: &TestApp, n: usize) -> Vec<i64> {
    let since = Day(app.clock.today().0.saturating_sub(jiff::Span::new().years(1)));
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let term = committee::add_term(&change, 10, since, None).await.unwrap().id;
    let sector = committee::add_sector(&change, "经济界").await.unwrap().id;
    let post = |name: &str| Post { begins: since, special: None, name: name.to_owned(), ends: None };
    let person = |n: usize| {
        let posts = vec![post(["主席", "秘书长", "常务委员"][n.min(2)])];
        let seats = vec![Seat { term, sector, begins: since, ends: None, posts }];
        Person { name: name(n), seats, ..Person::default() }
    };
    let people: Vec<_> = (0..n).map(person).collect();
    let ids = member::store::add_all(&change, &people).await.unwrap();
    let added = ids.iter().zip(&people).map(|(id, person)| member::rules::added(*id, &person.name));
    change.record_all(added.collect()).await.unwrap().commit().await.unwrap();
    ids
}

/// A reader signed in with the account of a member, which is made.
///
/// # Panics
/// The login name is taken.
pub async fn linked(app: &TestApp, member: i64, login: &str, roles: &[Role]) -> Reader {
    let account = app.account(&app.committee, login, roles).await;
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    member::store::set_account(&change, member, Some(account)).await.unwrap();
    let act = Act::new("account", account, "invite").fact("login", login);
    change.record(act).await.unwrap().commit().await.unwrap();
    let reader = app.visitor();
    let answer = reader.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    reader
}

async fn sitting(app: &TestApp, members: &[i64]) -> i64 {
    let rule: Rule = usual(Kind::StandingCommittee);
    let today = app.clock.today();
    let record = Record {
        kind: Kind::StandingCommittee,
        term: Some(10),
        number: Some(7),
        date: Some(today.to_string()),
        place: Some("县政协三楼会议室".into()),
        ..Record::default()
    };
    let begins_at: Instant = today.at(time(14, 0, 0, 0));
    let plan = Plan {
        record,
        name: None,
        begins_at,
        ends_at: None,
        chair: members.first().copied(),
        parent: None,
        group: None,
    };
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let sitting = store::plan(&change, &plan, &rule).await.unwrap();
    let invited: Vec<_> = members
        .iter()
        .zip(NAMES)
        .map(|(member, name)| Invited {
            member: Some(*member),
            name: name.to_owned(),
            posts: Vec::new(),
            standing: attend::Standing::Voting,
            group: None,
        })
        .collect();
    attendance::store::add_all(&change, sitting.id, &invited).await.unwrap();
    let item = |position: i64, disposition, subject: &str, document: &[&str]| item::ActiveModel {
        sitting_id: Set(sitting.id),
        position: Set(position),
        disposition: Set(disposition),
        subject: Set(subject.to_owned()),
        documents: Set(Lines(document.iter().map(ToString::to_string).collect())),
        state: Set(Standing::Waiting),
        late: Set(false),
        ..Default::default()
    };
    let items = [
        item(1, Disposition::Convey, "县委经济工作会议精神", &[]),
        item(2, Disposition::Adopt, "政协青岭县委员会2024年工作要点", &["政协青岭县委员会2024年工作要点"]),
    ];
    item::Entity::insert_many(items).exec_without_returning(change.on()).await.unwrap();
    store::open(&change, sitting.id, 1, State::Noticed.into()).await.unwrap();
    let act = Act::new("meeting", sitting.id, "notice").fact("title", "会议");
    change.record(act).await.unwrap().commit().await.unwrap();
    sitting.id
}
