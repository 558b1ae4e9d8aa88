//! The roster as each reader sees it; members added, corrected, taken back.

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use yizheng::account::Committee;
use yizheng::committee::model::Body;
use yizheng::committee::store as committee;
use yizheng::ledger::{Act, Change};
use yizheng::member::store;
use yizheng::permission::Role;

use crate::helpers::{Answer, Reader, TestApp, on_both};

mod import;

const PHONE: &str = "139 0000 4711";

/// Two terms, two sectors, one special committee.
pub(super) async fn settled(app: &TestApp, home: &Committee) {
    let change = Change::begin(&app.db, app.acting(home)).await.unwrap();
    let day = |text: &str| text.parse().unwrap();
    committee::add_term(&change, 9, day("2016-12-20"), Some(day("2021-12-19"))).await.unwrap();
    committee::add_term(&change, 10, day("2021-12-20"), None).await.unwrap();
    committee::add_sector(&change, "教育界").await.unwrap();
    committee::add_sector(&change, "农业界").await.unwrap();
    committee::add_special_committee(&change, "提案委员会").await.unwrap();
    let act = Act::new("committee", home.id, "add_term").fact("n", 10).fact("begins", "2021-12-20");
    change.record(act).await.unwrap().commit().await.unwrap();
}

fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (place, text) in (0..).zip(*cells) {
            sheet.write_string(row, place, *text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

const HEAD: &[&str] = &["姓名", "届", "界别", "党派", "工作单位及职务", "任职", "手机"];
const ZHOU: &[&str] = &["周叶舟", "10", "教育界", "民进", "青岭中学校长", "副主席；提案委员会主任(2022-01-05—)", PHONE];
const SHAN: &[&str] = &["单怀远", "10", "农业界", "无党派", "石桥镇茶叶合作社", "", "13900001234"];
const OLD: &[&str] = &["苏禾", "9", "农业界", "", "县农技站", "常务委员", ""];

/// Brings a workbook; gives the address of its draft.
async fn brought(clerk: &Reader, rows: &[&[&str]]) -> String {
    let answer = clerk.upload("/qingling/import", "名册.xlsx", &workbook(rows)).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location()
}

/// The digest of what a draft's preview shows.
async fn seen(clerk: &Reader, draft: &str) -> String {
    clerk.get_json(draft).await.json()["digest"].as_str().unwrap().to_owned()
}

/// Applies a draft as its preview shows it now.
async fn applied(clerk: &Reader, draft: &str) -> Answer {
    clerk.post(draft, &[("do", "apply"), ("seen", &seen(clerk, draft).await)]).await
}

async fn imported(clerk: &Reader, rows: &[&[&str]]) {
    let answer = applied(clerk, &brought(clerk, rows).await).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// What was done to a member, the latest first.
async fn acts(clerk: &Reader, member: &str) -> Vec<String> {
    let page = clerk.get_json(member).await.json();
    page["history"].as_array().unwrap().iter().map(|line| line["action"].as_str().unwrap().to_owned()).collect()
}

/// The names that the roster shows for a query.
async fn names(reader: &Reader, query: &str) -> Vec<String> {
    let page = reader.get_json(&format!("/qingling/members{query}")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let members = page.json()["members"].as_array().unwrap().clone();
    members.iter().map(|member| member["name"].as_str().unwrap().to_owned()).collect()
}

async fn address(reader: &Reader, name: &str) -> String {
    let page = reader.get_json(&format!("/qingling/members?term=all&name={name}")).await.json();
    page["members"][0]["address"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_roster_is_imported_found_and_exported_as_the_same() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let clerk = app.sign_in(Role::Clerk).await;
        imported(&clerk, &[HEAD, ZHOU, SHAN, OLD]).await;

        assert_eq!(names(&clerk, "").await, ["单怀远", "周叶舟"]);
        assert_eq!(names(&clerk, "?term=9").await, ["苏禾"]);
        assert_eq!(names(&clerk, "?term=all").await, ["单怀远", "苏禾", "周叶舟"]);
        assert_eq!(names(&clerk, "?sector=2").await, ["单怀远"]);
        assert_eq!(names(&clerk, "?special=1").await, ["周叶舟"]);
        assert_eq!(names(&clerk, "?post=%E5%89%AF%E4%B8%BB%E5%B8%AD").await, ["周叶舟"]);
        assert_eq!(names(&clerk, "?special=1&post=%E5%89%AF%E4%B8%BB%E5%B8%AD").await, [""; 0]);
        for typed in ["shan", "shy", "%E5%8D%95", "Shan%20Huai"] {
            assert_eq!(names(&clerk, &format!("?name={typed}")).await, ["单怀远"], "{typed}");
        }
        assert_eq!(names(&clerk, "?name=%25").await, [""; 0], "a wildcard is a sign like any other");
        assert!(clerk.get("/qingling/members?term=all").await.text().contains("3 条委员资格"));
        assert!(clerk.get("/qingling/members").await.text().contains("2 位委员"));

        let exported = clerk.get("/qingling/members.xlsx?term=all").await;
        assert_eq!(exported.status, 200);
        let draft = clerk.upload("/qingling/import", "名册.xlsx", &exported.body).await.location();
        let totals = clerk.get_json(&draft).await.json()["totals"].clone();
        assert_eq!(totals, serde_json::json!({"wrong": 0, "changed": 0, "new": 0, "same": 3}));
        let history = clerk.get_json("/qingling/history").await.json();
        assert_eq!(history["lines"][0]["action"], "import");
        assert_eq!(history["lines"][0]["address"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn nobody_but_the_office_reads_a_phone_number() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let clerk = app.sign_in(Role::Clerk).await;
    imported(&clerk, &[HEAD, ZHOU]).await;
    let dossier = address(&clerk, "zyz").await;
    let told = |answer: Answer| -> bool {
        let bytes = [answer.body.to_vec(), unpacked(&answer.body)].concat();
        String::from_utf8_lossy(&bytes).contains(PHONE)
    };
    for (reader, may) in [(app.visitor(), false), (app.sign_in(Role::Member).await, false), (clerk, true)] {
        for path in ["/qingling/members", &dossier] {
            assert_eq!(told(reader.get(path).await), may, "{path}");
            assert_eq!(told(reader.get_json(path).await), may, "{path} as JSON");
        }
        assert_eq!(told(reader.get("/qingling/members.xlsx").await), may, "the workbook");
    }
    let public = app.visitor().get_json(&dossier).await.json();
    assert_eq!((&public["employer"], &public["history"]), (&Value::from("青岭中学校长"), &Value::Null));
}

/// The parts of a workbook, one after the other; nothing for what is none.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return Vec::new() };
    let mut text = Vec::new();
    for n in 0..archive.len() {
        std::io::copy(&mut archive.by_index(n).unwrap(), &mut text).unwrap();
    }
    text
}

#[tokio::test]
async fn a_member_is_added_corrected_and_taken_back() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let term = "2";
        let fields = [("name", "周 叶舟"), ("phone", PHONE), ("seats.0.term", term), ("seats.0.sector", "1")];
        let post = [("posts.0.term", term), ("posts.0.name", "常务委员"), ("posts.0.begins", "2020-01-01")];
        let unfit = clerk.post("/qingling/members/new", &[&fields[..], &post].concat()).await;
        assert_eq!(unfit.status, 422);
        let html = unfit.text();
        assert!(
            html.contains("posts.0.begins-error") && html.contains("value=\"2020-01-01\"") && html.contains(PHONE),
            "{html}"
        );
        let added = clerk.post("/qingling/members/new", &[&fields[..], &post[..2]].concat()).await;
        assert_eq!(added.status, 303, "{}", added.text());
        let member = added.location();
        let page = clerk.get_json(&member).await.json();
        assert_eq!((&page["name"], &page["seats"][0]["begins"]), (&"周叶舟".into(), &"2021-12-20".into()));

        let seat = [("seats.0.begins", "2021-12-20"), ("seats.0.ends", "2024-03-01")];
        let later = [&fields[..], &seat, &post[..2], &[("party", "民进"), ("version", "1")]].concat();
        let correct = format!("{member}/correct");
        assert_eq!(clerk.post(&correct, &later).await.status, 303);
        assert_eq!(clerk.post(&correct, &later).await.status, 409, "the form is of an older version");
        let page = clerk.get_json(&member).await.json();
        assert_eq!(page["seats"][0]["posts"][0]["ends"], "2024-03-01");
        assert_eq!(acts(&clerk, &member).await, ["end_post", "end_seat", "correct", "add"]);
        assert!(!page["history"].to_string().contains(PHONE));

        let undo = format!("{member}/undo");
        assert_eq!(clerk.post(&undo, &[("version", "1")]).await.status, 409);
        assert_eq!(clerk.post(&undo, &[("version", "2")]).await.status, 303);
        let page = clerk.get_json(&member).await.json();
        assert_eq!((&page["party"], &page["seats"][0]["ends"]), (&Value::Null, &Value::Null));
        assert_eq!(clerk.post(&undo, &[("version", "3")]).await.status, 409, "what was taken back stays so");
    })
    .await;
}

#[tokio::test]
async fn adding_is_taken_back_as_long_as_nothing_came_after() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let clerk = app.sign_in(Role::Clerk).await;
    let fields = [("name", "周叶舟"), ("seats.0.term", "2"), ("seats.0.sector", "1")];
    let member = clerk.post("/qingling/members/new", &fields).await.location();
    let gone = clerk.post(&format!("{member}/undo"), &[("version", "1")]).await;
    assert_eq!((gone.status.as_u16(), gone.location()), (303, "/qingling/members".to_owned()));
    assert_eq!(clerk.get(&member).await.status, 404);
}

#[tokio::test]
async fn the_members_of_another_committee_are_not_there() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let clerk = app.sign_in(Role::Clerk).await;
    imported(&clerk, &[HEAD, ZHOU]).await;
    let other = app.found("baiyan", "白岩县").await;
    let stranger = app.sign_in_to(&other, Role::Clerk).await;
    let member = address(&clerk, "zyz").await.replace("qingling", "baiyan");
    for path in [member.clone(), format!("{member}/correct")] {
        assert_eq!(stranger.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(stranger.post(&format!("{member}/undo"), &[("version", "1")]).await.status, 404);
    assert_eq!(stranger.get_json("/baiyan/members?term=all").await.json()["members"], serde_json::json!([]));
    assert_eq!(stranger.get("/qingling/members/new").await.status, 403);
    assert_eq!(stranger.post("/qingling/members/new", &[]).await.status, 403);
    let id: i64 = member.rsplit('/').next().unwrap().parse().unwrap();
    assert_eq!(store::name_of(app.db.read(), app.committee.id, id).await.unwrap().as_deref(), Some("周叶舟"));
    assert_eq!(store::name_of(app.db.read(), other.id, id).await.unwrap(), None);
    assert_eq!(store::find_by_name(app.db.read(), other.id, "周叶舟").await.unwrap(), []);
    assert_eq!(store::find_by_name(app.db.read(), app.committee.id, "周　叶舟").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_late_editor_keeps_what_he_entered() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let clerk = app.sign_in(Role::Clerk).await;
    imported(&clerk, &[HEAD, ZHOU]).await;
    let member = address(&clerk, "zyz").await;
    let correct = format!("{member}/correct");
    let fields = [("name", "周叶舟"), ("seats.0.term", "2"), ("seats.0.sector", "1"), ("version", "1")];
    assert_eq!(clerk.post(&correct, &[&fields[..], &[("party", "民盟")]].concat()).await.status, 303);
    let late = clerk.post(&correct, &[&fields[..], &[("party", "农工党")]].concat()).await;
    assert_eq!(late.status, 409);
    let html = late.text();
    for part in
        ["value=\"农工党\"", "name=\"version\" value=\"2\"", &format!("href=\"{member}\" target"), "别人已经改动了"]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
    let again = [&fields[..3], &[("version", "2"), ("party", "农工党")]].concat();
    assert_eq!(clerk.post(&correct, &again).await.status, 303);
    assert_eq!(clerk.get_json(&member).await.json()["party"], "农工党");
}

#[tokio::test]
async fn what_begins_later_does_not_count_yet() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
        let first = "2026-12-20".parse().unwrap();
        committee::add_term(&change, 11, first, None).await.unwrap();
        let act = Act::new("committee", app.committee.id, "add_term").fact("n", 11).fact("begins", "2026-12-20");
        change.record(act).await.unwrap().commit().await.unwrap();
        let clerk = app.sign_in(Role::Clerk).await;
        let later: &[&str] = &["周叶舟", "10", "教育界", "", "", "主席(2024-03-05—)；提案委员会主任(2024-03-06—)", ""];
        let next: &[&str] = &["周叶舟", "11", "农业界", "", "", "副主席", ""];
        imported(&clerk, &[HEAD, later, next, &["苏禾", "11", "农业界", "", "", "", ""]]).await;
        let roster = clerk.get_json("/qingling/members").await.json();
        assert_eq!((roster["pages"]["total"].as_i64(), &roster["members"][0]["term"]), (Some(1), &10.into()));
        assert_eq!(roster["members"][0]["posts"], serde_json::json!(["主席"]));
        for term in ["", "&term=all"] {
            assert_eq!(names(&clerk, &format!("?special=1{term}")).await, [""; 0], "{term}");
            assert_eq!(names(&clerk, &format!("?post=%E4%B8%BB%E5%B8%AD{term}")).await, ["周叶舟"], "{term}");
        }
        assert_eq!(names(&clerk, "?term=11&post=%E5%89%AF%E4%B8%BB%E5%B8%AD").await, ["周叶舟"], "when it begins");
        let member = address(&clerk, "zyz").await;
        assert_eq!(clerk.get_json(&member).await.json()["posts"], serde_json::json!(["主席"]));
        assert!(clerk.get(&member).await.text().contains("<dt>界别</dt><dd>教育界</dd>"));
        imported(&clerk, &[&["姓名", "界别"], &["周叶舟", "农业界"]]).await;
        assert_eq!(names(&clerk, "?term=10&sector=2").await, ["周叶舟"], "a row without a term is of the current one");
    })
    .await;
}

#[tokio::test]
async fn what_does_not_fit_any_more_does_not_come_back() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let clerk = app.sign_in(Role::Clerk).await;
    let fields = [("name", "周叶舟"), ("seats.0.term", "2"), ("seats.0.sector", "1")];
    let member = clerk.post("/qingling/members/new", &fields).await.location();
    let moved = [("name", "周叶舟"), ("seats.0.term", "2"), ("seats.0.sector", "2"), ("version", "1")];
    assert_eq!(clerk.post(&format!("{member}/correct"), &moved).await.status, 303);
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    committee::delete(&change, Body::Sector, 1).await.unwrap();
    let act = Act::new("committee", app.committee.id, "delete_sector").fact("name", "教育界");
    change.record(act).await.unwrap().commit().await.unwrap();
    let refused = clerk.post(&format!("{member}/undo"), &[("version", "2")]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    assert!(refused.text().contains("不能撤销：“周叶舟”原来的资料"), "{}", refused.text());
    assert_eq!(clerk.get_json(&member).await.json()["version"], 2);
}
