//! The statistics: every number is counted once more by plain SQL, and leads to a list of as many proposals.

pub mod filling;
mod recount;

use regex::Regex;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use yizheng::clock::{Day, Instant};
use yizheng::committee;
use yizheng::demo;
use yizheng::ledger::{Act, Change, verify};
use yizheng::permission::Role;
use yizheng::proposal::model::{proposal, rule};
use yizheng::proposal::rules::State;

use self::filling::fill;
use self::recount::{Lines, Questions, Recount, outcomes};
use crate::helpers::{Reader, TestApp, on_both};

const PAGE: &str = "/qingling/proposals/statistics";

fn tables(page: &Value) -> Vec<Value> {
    page["counted"]["tables"].as_array().unwrap().clone()
}

/// All lines of a table, the total last: label and numbers.
fn lines(table: &Value) -> Vec<(String, Vec<u64>)> {
    let total = table["total"].as_object().map(|_| table["total"].clone());
    let rows = table["rows"].as_array().unwrap().iter().cloned().chain(total);
    let n = |cell: &Value| cell["n"].as_u64().unwrap();
    let line = |row: Value| {
        (row["label"].as_str().unwrap().to_owned(), row["cells"].as_array().unwrap().iter().map(n).collect())
    };
    rows.map(line).collect()
}

async fn same(recount: &Recount<'_>, table: &Value, questions: Questions) {
    let (shown, mut met) = (lines(table), 0);
    for (label, holds) in questions {
        let mut counted = Vec::new();
        for one in &holds {
            counted.push(recount.count(one).await);
        }
        match shown.iter().find(|(name, _)| *name == label) {
            Some((_, numbers)) => assert_eq!(*numbers, counted, "{} · {label}", table["title"]),
            None => assert!(counted.iter().all(|n| *n == 0), "{} lacks {label}: {counted:?}", table["title"]),
        }
        met += usize::from(shown.iter().any(|(name, _)| *name == label));
    }
    assert_eq!(met, shown.len(), "{} has lines that nobody counted once more: {shown:?}", table["title"]);
}

/// Every table of a page is what plain SQL says.
async fn recounted(recount: &Recount<'_>, sessions: &[i64], page: &Value) {
    assert_eq!(page["counted"]["adds_up"], true, "{page}");
    for table in tables(page) {
        match table["name"].as_str().unwrap() {
            "sessions" => beside(recount, sessions, &table, &outcomes()).await,
            "session-replies" => beside(recount, sessions, &table, &recount.replies()).await,
            name => same(recount, &table, recount.questions(name)).await,
        }
    }
}

/// A table of sessions side by side, the earliest first.
async fn beside(recount: &Recount<'_>, sessions: &[i64], table: &Value, questions: &[(&str, String)]) {
    let columns = table["columns"].as_array().unwrap().len();
    for (place, session) in sessions[..columns].iter().enumerate() {
        let one = Recount { session: *session, ..*recount };
        for (label, numbers) in lines(table) {
            let (_, holds) = questions.iter().find(|(name, _)| *name == label).unwrap();
            assert_eq!(numbers[place], one.count(holds).await, "{} · {label} · {place}", table["title"]);
        }
    }
}

/// Follows every number of a page that is a link: its list has as many proposals. Tells how many there were.
async fn followed(reader: &Reader, path: &str) -> usize {
    let link = Regex::new(r#"<a href="(/qingling/proposals\?[^"]+)">(\d+)</a>"#).unwrap();
    let page = reader.get(path).await.text();
    let links: Vec<_> =
        link.captures_iter(&page).map(|found| (found[1].replace("&#38;", "&"), found[2].to_owned())).collect();
    for (address, n) in &links {
        let answer = reader.get_json(address).await;
        assert_eq!(answer.json()["pages"]["total"].to_string(), *n, "{address}");
    }
    links.len()
}

async fn merged_out(app: &TestApp) {
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let row = rule::Model { merged: false, ..rule::Model::usual(app.committee.id) };
    rule::Entity::insert(rule::ActiveModel::from(row)).exec_without_returning(change.on()).await.unwrap();
    let act = Act::new("proposal", 1, "publish").fact("title", "提案");
    change.record(act).await.unwrap().commit().await.unwrap();
}

fn recount<'a>(app: &'a TestApp, lines: &'a Lines, session: i64, until: &str) -> Recount<'a> {
    let until: Day = until.parse().unwrap();
    let before = until.at(jiff::civil::Time::midnight()).plus(Instant::DAY);
    Recount { app, lines, session, before, today: app.clock.today(), merged: true }
}

#[tokio::test]
async fn every_number_is_what_plain_sql_counts_and_leads_to_as_many_proposals() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let sessions = fill(&app).await.sessions;
        let lines = Lines::of(&app).await;
        let clerk = app.sign_in(Role::ProposalsClerk).await;
        let latest = recount(&app, &lines, sessions[2], "2024-03-05");
        let page = clerk.get_json(PAGE).await.json();
        recounted(&latest, &sessions, &page).await;
        assert!(followed(&clerk, PAGE).await > 100, "hardly a number is a link");
        let earlier = recount(&app, &lines, sessions[1], "2023-01-20");
        let path = format!("{PAGE}?session={}&until=2023-01-20", sessions[1]);
        let early = clerk.get_json(&path).await.json();
        recounted(&earlier, &sessions, &early).await;
        assert!(followed(&clerk, &path).await > 60, "hardly a number is a link");
        let all = |page: &Value| tables(page)[0]["total"]["cells"][0]["n"].as_u64().unwrap();
        assert!(all(&early) < earlier.count("1 = 1").await + 1 && all(&page) > all(&early));
        merged_out(&app).await;
        let out = Recount { merged: false, ..recount(&app, &lines, sessions[2], "2024-03-05") };
        let page = clerk.get_json(PAGE).await.json();
        recounted(&out, &sessions, &page).await;
        assert!(page["counted"]["report"].as_str().unwrap().contains("；并案"), "{page}");
        followed(&clerk, PAGE).await;
    })
    .await;
}

#[tokio::test]
async fn the_whole_demo_has_every_state_and_its_numbers_are_what_plain_sql_counts() {
    let app = TestApp::demo_of(demo::PROPOSALS).await;
    let (on, committee) = (app.db.read(), app.committee.id);
    let all = proposal::Entity::find().filter(proposal::Column::CommitteeId.eq(committee)).all(on).await.unwrap();
    assert_eq!(all.len(), 300);
    for state in State::ALL {
        assert!(all.iter().any(|one| one.state == *state), "none is {state}");
    }
    assert_eq!(verify(on, committee).await.unwrap().broken, None);
    let lines = Lines::of(&app).await;
    let sessions = committee::store::sessions(app.db.read(), app.committee.id).await.unwrap();
    let sessions: Vec<_> = sessions.iter().rev().map(|one| one.id).collect();
    let clerk = app.visitor();
    clerk.post("/sign-in", &[("login", "proposals_clerk"), ("password", demo::PASSWORD)]).await;
    let today = app.clock.today().to_string();
    for session in &sessions {
        let path = format!("{PAGE}?session={session}");
        let page = clerk.get_json(&path).await.json();
        recounted(&recount(&app, &lines, *session, &today), &sessions, &page).await;
        assert!(followed(&clerk, &path).await > 40, "hardly a number is a link");
    }
}

#[tokio::test]
async fn a_member_sees_all_numbers_and_follows_those_whose_proposals_he_may_see() {
    let app = TestApp::start().await;
    let filled = fill(&app).await;
    let (member, clerk) = (app.sign_in(Role::Member).await, app.sign_in(Role::ProposalsClerk).await);
    let numbers = |page: Value| tables(&page).iter().map(lines).collect::<Vec<_>>();
    let path = format!("{PAGE}?session={}", filled.sessions[2]);
    assert_eq!(numbers(member.get_json(&path).await.json()), numbers(clerk.get_json(&path).await.json()));
    let (his, all) = (followed(&member, &path).await, followed(&clerk, &path).await);
    assert!(his > 50 && his < all, "{his} of {all}");
    assert!(member.get(&path).await.text().contains("没有链接的数字"));
    assert!(!clerk.get(&path).await.text().contains("没有链接的数字"));
}

#[tokio::test]
async fn a_list_says_what_it_was_narrowed_to_and_keeps_it() {
    let app = TestApp::start().await;
    let filled = fill(&app).await;
    let clerk = app.sign_in(Role::ProposalsClerk).await;
    let sector = filled.sectors[1];
    let path =
        format!("/qingling/proposals?state=received&until=2024-02-01&kind=member&sector={sector}&replies=on_time,late");
    let page = clerk.get(&path).await.text();
    for told in ["提交截至 2024-02-01", "界别 教育界", "答复 按期答复、逾期答复", "value=\"on_time,late\""]
    {
        assert!(page.contains(told), "{told} in {page}");
    }
    let known = clerk.get_json("/qingling/proposals").await.json()["pages"]["total"].clone();
    for nonsense in ["sector=x", "replies=sometimes", "kind=member,robots", "until=never", "colour=red"] {
        let answer = clerk.get_json(&format!("/qingling/proposals?{nonsense}")).await;
        assert_eq!(answer.json()["pages"]["total"], known, "{nonsense} narrows nothing");
    }
    let second = clerk.get("/qingling/proposals?state=received&page=2").await.text();
    assert!(second.contains("page=3") && !second.contains("page=2&#38;page=3"), "{second}");
    let (link, _) = second.split_once("\" rel=\"next\"").unwrap();
    let third = link.rsplit_once("href=\"").unwrap().1.replace("&#38;", "&");
    assert!(third.contains("state=received&page=3&before="), "{third}");
    let third = clerk.get_json(&format!("/qingling/proposals{third}")).await.json();
    let received = clerk.get_json("/qingling/proposals?state=received").await.json();
    assert_eq!(third["pages"]["total"], received["pages"]["total"], "as many by key as by number");
}

#[tokio::test]
async fn the_workbook_has_the_numbers_and_an_empty_committee_is_told_why() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::ProposalsClerk).await;
    assert!(clerk.get(PAGE).await.text().contains("还没有可以统计的届次"));
    assert_eq!(clerk.get("/qingling/proposals/statistics.xlsx").await.status, 404);
    fill(&app).await;
    for language in ["zh-CN", "en"] {
        clerk.post("/language", &[("language", language)]).await;
        let book = clerk.get("/qingling/proposals/statistics.xlsx").await;
        assert!(book.status == 200 && book.body.starts_with(b"PK"), "{}", book.status);
        assert_eq!(clerk.get(PAGE).await.status, 200);
    }
    let list = clerk.get("/qingling/proposals").await.text();
    assert!(list.contains("href=\"/qingling/proposals/statistics\""), "{list}");
    assert!(!app.visitor().get("/qingling/proposals").await.text().contains("/proposals/statistics\""));
}
