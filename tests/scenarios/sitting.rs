//! A sitting that is held: called, opened, closed and opened again; who may, and who is told why not.

use serde_json::json;
use yizheng::permission::Role;

use crate::helpers::Held;

#[tokio::test]
async fn the_one_who_presides_opens_the_sitting_and_nobody_else_but_the_office() {
    let held = Held::noticed(2).await;
    let open = format!("{}/open", held.address);
    let version = held.version().await.to_string();
    let pressed = [("version", version.as_str())];
    assert_eq!(held.members[0].post(&open, &pressed).await.status, 403);
    assert_eq!(held.app.visitor().post(&open, &pressed).await.status, 303, "led to the sign-in");
    assert_eq!(held.chair.submit(&open, &pressed).await.status, 200);
    let page = held.members[0].get_json(&held.address).await.json();
    assert_eq!(page["state"], "open");
}

#[tokio::test]
async fn a_sitting_with_items_that_wait_is_not_closed() {
    let held = Held::open(2, 0).await;
    let version = held.version().await.to_string();
    let answer = held.clerk.post(&format!("{}/close", held.address), &[("version", &version)]).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert!(answer.text().contains("还有 2 项议题没有处理"), "{}", answer.text());
}

#[tokio::test]
async fn what_is_called_is_seen_inside_and_not_by_the_public() {
    let held = Held::noticed(1).await;
    assert_eq!(held.members[0].get(&held.address).await.status, 200);
    assert_eq!(held.app.sign_in(Role::Supervisor).await.get(&held.address).await.status, 404);
    assert_eq!(held.app.visitor().get(&held.address).await.status, 404);
}

#[tokio::test]
async fn the_office_plans_a_sitting_and_the_roster_is_called() {
    let held = Held::noticed(3).await;
    let clerk = &held.clerk;
    assert_eq!(clerk.get("/qingling/meetings/new").await.status, 200);
    let page = clerk.get("/qingling/meetings/new?kind=standing_committee").await;
    assert!(page.text().contains(r#"name="nth" value="8""#), "the number after the last one is proposed");
    let chair = held.app.sign_in(Role::Clerk).await.get_json("/qingling/meetings/new?kind=standing_committee").await;
    let chair = chair.json()["chairs"][0][0].to_string();
    let fields = [
        ("term", "10"),
        ("nth", "8"),
        ("date", "2024-06-20"),
        ("begins", "09:00"),
        ("place", "三楼"),
        ("chair", &chair),
    ];
    let new = "/qingling/meetings/new?kind=standing_committee";
    let wrong = clerk.post(new, &fields[..4]).await;
    assert_eq!(wrong.status, 422, "no place and no chair");
    let planned = clerk.post(new, &fields).await;
    assert_eq!(planned.status, 303, "{}", planned.text());
    let address = planned.location();
    let page = clerk.get_json(&address).await.json();
    assert_eq!(
        (&page["state"], &page["number"], &page["quorum"]),
        (&"planned".into(), &8.into(), &"more_than_half".into())
    );
    let id = page["id"].as_i64().unwrap();
    let called = yizheng::meeting::attendance::store::all(held.app.db.read(), id).await.unwrap();
    assert_eq!(called.len(), 5);
    assert_eq!(called[0].posts.0, ["主席"], "in the order of protocol");
    assert_eq!(held.members[0].get(&address).await.status, 404, "members do not know of it yet");
    let notice = clerk.post(&format!("{address}/notice"), &[("version", "1")]).await;
    assert_eq!(notice.status, 409);
    assert!(notice.text().contains("还没有议题"), "{}", notice.text());

    let amend = format!("{address}/amend");
    let late: Vec<_> = fields.iter().copied().chain([("ends", "08:00"), ("version", "1")]).collect();
    assert_eq!(clerk.post(&amend, &late).await.status, 422);
    let better: Vec<_> = fields.iter().copied().chain([("ends", "11:30"), ("version", "1")]).collect();
    assert_eq!(clerk.post(&amend, &better).await.status, 303);
    assert_eq!(clerk.post(&amend, &better).await.status, 409, "changed meanwhile");
}

#[tokio::test]
async fn what_awaits_each_of_them_stands_on_his_home_page() {
    let held = Held::noticed(1).await;
    let text = async |reader: &crate::helpers::Reader| reader.get("/qingling").await.text();
    assert!(text(&held.members[0]).await.contains("请回复会议通知"));
    assert!(text(&held.clerk).await.contains("即将召开"));
    held.come(2).await;
    held.press("open").await;
    assert!(text(&held.members[0]).await.contains("请签到"));
    assert!(text(&held.chair).await.contains("会议正在进行"));
    assert!(!held.app.visitor().get("/qingling").await.text().contains("待办"));
}

#[tokio::test]
async fn an_administrator_says_whose_account_it_is() {
    let held = Held::noticed(1).await;
    let admin = held.app.sign_in(Role::Administrator).await;
    held.app.account(&held.app.committee, "fresh", &[Role::Member]).await;
    let members = held.members[0].get_json("/qingling/members").await;
    assert_eq!(members.status, 200);
    let link = async |login: &str| admin.post("/qingling/members/1/account", &[("login", login)]).await;
    assert_eq!(held.members[0].post("/qingling/members/1/account", &[("login", "")]).await.status, 403);
    assert!(link("nobody").await.text().contains("没有用户名"));
    assert!(link("member1").await.text().contains("已经关联"));
    assert_eq!(link("fresh").await.status, 303);
    assert_eq!(link("").await.status, 303);
    assert!(admin.get("/qingling/members/1").await.text().contains(r#"name="login" value="""#));
}

#[tokio::test]
async fn the_rules_of_a_kind_are_data_of_the_committee() {
    let app = crate::helpers::TestApp::start().await;
    let admin = app.sign_in(Role::Administrator).await;
    let set = [
        ("posts", "主席、常委"),
        ("leave_posts", ""),
        ("quorum", "two_thirds"),
        ("base", "cast"),
        ("majority", "whole"),
    ];
    assert_eq!(admin.post("/qingling/meetings/rules/chairpersons", &set).await.status, 303);
    let rules = admin.get_json("/qingling/meetings/rules").await.json();
    let rule = &rules["rules"][2];
    assert_eq!(
        (&rule["kind"], &rule["quorum"], &rule["polled"]),
        (&"chairpersons".into(), &"two_thirds".into(), &false.into())
    );
    assert_eq!(app.sign_in(Role::Clerk).await.get("/qingling/meetings/rules").await.status, 403);
}

#[tokio::test]
async fn a_sitting_of_the_same_kind_term_and_number_is_asked_about_first() {
    let held = Held::noticed(1).await;
    let new = "/qingling/meetings/new?kind=standing_committee";
    let same = json!({
        "term": "10", "nth": "7", "date": "2024-06-20", "begins": "09:00", "place": "三楼", "chair": "1",
    });
    let with = |field: &str, text: &str| {
        let mut sent = same.clone();
        sent[field] = json!(text);
        sent
    };
    let asked = held.clerk.post_json(new, &same).await;
    assert_eq!(asked.status, 422, "{}", asked.text());
    let fault = &asked.json()["faults"]["another"];
    assert_eq!((&fault["key"], &fault["see"]), (&json!("plan-there-already"), &json!(held.address)));
    let form =
        [("term", "10"), ("nth", "7"), ("date", "2024-06-20"), ("begins", "9:00"), ("place", "三楼"), ("chair", "1")];
    let page = held.clerk.post(new, &form).await;
    assert_eq!(page.status, 422);
    for said in
        ["已经有“政协青岭县第十届委员会常务委员会第七次会议”", "这是另一次会议", r#"name="another""#, r#"value="三楼""#]
    {
        assert!(page.text().contains(said), "{said} in {}", page.text());
    }
    assert!(!held.clerk.get(new).await.text().contains("这是另一次会议"), "nothing is asked beforehand");
    let other = held.clerk.post_json(new, &with("nth", "8")).await;
    assert_eq!(other.status, 200, "another number is another sitting: {}", other.text());
    let ticked = held.clerk.post_json(new, &with("another", "yes")).await;
    assert_eq!(ticked.status, 200, "{}", ticked.text());
    let (address, eighth) = (ticked.json()["address"].as_str().unwrap().to_owned(), with("nth", "8"));
    let amend = |sent: &serde_json::Value| {
        let mut sent = sent.clone();
        sent["version"] = json!("1");
        sent
    };
    let asked = held.clerk.post_json(&format!("{address}/amend"), &amend(&eighth)).await;
    assert_eq!(asked.json()["faults"]["another"]["key"], "plan-there-already", "so it is where a number is changed");
    let moved = held.clerk.post_json(&format!("{address}/amend"), &amend(&with("another", "yes"))).await;
    assert_eq!(moved.status, 200, "what stays as it is is not asked about again");
}

#[tokio::test]
async fn the_number_of_a_sitting_that_was_called_off_is_free() {
    let held = Held::noticed(1).await;
    held.press("call_off").await;
    let form =
        [("term", "10"), ("nth", "7"), ("date", "2024-06-20"), ("begins", "9:00"), ("place", "三楼"), ("chair", "1")];
    let planned = held.clerk.post("/qingling/meetings/new?kind=standing_committee", &form).await;
    assert_eq!(planned.status, 303, "{}", planned.text());
}
