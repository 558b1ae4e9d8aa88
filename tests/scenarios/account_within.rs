//! Roles within a part of the committee: who gives them, what they let do, and how they are taken back.

use serde_json::json;
use yizheng::account::{Actor, store};
use yizheng::committee;
use yizheng::ledger::{Act, Change};
use yizheng::permission::Role;
use yizheng::unit;

use super::account::{NEW, choice, path};
use crate::helpers::{Filed, Reader, Store, TestApp, UNITS, on_both};

/// The keys of a special committee and of a sector.
async fn parts(app: &TestApp) -> (i64, i64) {
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let special = committee::store::add_special_committee(&change, "经济和农业农村委员会").await.unwrap();
    let sector = committee::store::add_sector(&change, "农业界").await.unwrap();
    let act = Act::new("committee", app.committee.id, "add_sector").fact("name", "农业界");
    change.record(act).await.unwrap().commit().await.unwrap();
    (special.id, sector.id)
}

#[tokio::test]
async fn who_is_invited_within_a_special_committee_reads_what_is_inside_and_not_the_history_of_all() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let (special, _) = parts(&app).await;
        let administrator = app.sign_in(Role::Administrator).await;
        assert!(administrator.get("/qingling/accounts").await.text().contains("专委会文员限于"));
        let wish = json!({
            "login": "luoshouyi", "name": "罗守一",
            "roles": ["special_committee_clerk"], "special_committee": special.to_string(),
        });
        let answer = administrator.post_json("/qingling/accounts", &wish).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let link = path(answer.json()["invited"]["link"].as_str().unwrap());
        let clerk = app.visitor();
        assert!(clerk.get(&link).await.text().contains("专委会文员"));
        assert_eq!(clerk.post(&link, &choice(NEW)).await.status, 303);
        assert_eq!(clerk.get("/qingling/history").await.status, 403);
        let id = store::by_login(app.db.read(), "luoshouyi").await.unwrap().unwrap().id;
        let seen = administrator.get_json(&format!("/qingling/accounts/{id}")).await.json();
        let within = json!([{
            "role": "special_committee_clerk",
            "within": format!("special_committee:{special}"),
            "name": "经济和农业农村委员会",
        }]);
        assert_eq!((&seen["roles"], &seen["within"]), (&json!([]), &within));
        assert_eq!(seen["lines"][0]["action"], "accept_invitation");
        let given = "给予“luoshouyi”“专委会文员（限经济和农业农村委员会）”的身份";
        assert!(seen["lines"].as_array().unwrap().iter().any(|line| line["text"] == given), "{seen}");
        let list = administrator.get("/qingling/accounts").await.text();
        assert!(list.contains("专委会文员（限经济和农业农村委员会）"), "{list}");
    })
    .await;
}

#[tokio::test]
async fn a_role_within_a_sector_is_given_taken_and_given_back() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let (_, sector) = parts(&app).await;
        let administrator = app.sign_in(Role::Administrator).await;
        let id = app.account(&app.committee, "luoshouyi", &[Role::Member]).await;
        let held = async || {
            let held = store::held(app.db.read(), id, Some(app.committee.id)).await.unwrap();
            Actor::holding(id, String::new(), String::new(), &held)
        };
        let (address, within) = (format!("/qingling/accounts/{id}"), format!("sector:{sector}"));
        let fields = [("role", "sector_convener"), ("within", within.as_str())];
        let told = administrator.submit(&format!("{address}/give_role"), &fields).await;
        assert!(told.text().contains("“界别召集人（限农业界）”"), "{}", told.text());
        assert_eq!((held().await.roles, held().await.within.len()), (vec![Role::Member], 1));
        administrator.take_back(&told).await;
        assert!(held().await.within.is_empty());
        administrator.submit(&format!("{address}/give_role"), &fields).await;
        let told = administrator.submit(&format!("{address}/take_role"), &fields).await;
        assert!(told.text().contains("已收回"), "{}", told.text());
        administrator.take_back(&told).await;
        assert_eq!(held().await.within.len(), 1);
    })
    .await;
}

/// One who is invited as a handler within the first unit, and the address of their account.
async fn handler_within(filed: &Filed, administrator: &Reader) -> (Reader, String) {
    let unit = filed.units[0].to_string();
    let wish = json!({ "login": "luoshouyi", "name": "罗守一", "roles": ["unit_handler"], "unit": unit });
    let answer = administrator.post_json("/qingling/accounts", &wish).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let link = path(answer.json()["invited"]["link"].as_str().unwrap());
    let handler = filed.app.visitor();
    assert_eq!(handler.post(&link, &choice(NEW)).await.status, 303);
    let id = store::by_login(filed.app.db.read(), "luoshouyi").await.unwrap().unwrap().id;
    (handler, format!("/qingling/accounts/{id}"))
}

#[tokio::test]
async fn who_is_invited_within_a_unit_accepts_for_it_and_for_no_other() {
    on_both(async |store: Store| {
        let filed = Filed::on(TestApp::start_on(store).await).await;
        let administrator = filed.app.sign_in(Role::Administrator).await;
        let (handler, account) = handler_within(&filed, &administrator).await;
        let both = filed.assigned("加固老渡槽", 1, &[0, 1]).await;
        let other = filed.assigned("修复石桥", 2, &[1]).await;
        let own = store::by_login(filed.app.db.read(), "luoshouyi").await.unwrap().unwrap().id;
        let change = Change::begin(&filed.app.db, filed.app.acting(&filed.app.committee)).await.unwrap();
        unit::store::let_act(&change, filed.units[1], own).await.unwrap();
        let act = Act::new("unit", filed.units[1], "let_act").fact("unit", UNITS[1]).fact("login", "luoshouyi");
        change.record(act).await.unwrap().commit().await.unwrap();

        let list = handler.get("/qingling/proposals").await.text();
        assert!(list.contains("/qingling/proposals/inbox"), "{list}");
        let inbox = handler.get_json("/qingling/proposals/inbox").await.json();
        assert_eq!(inbox["units"], json!([UNITS[0]]), "that another unit names them is not enough");
        assert_eq!(inbox["trays"][0]["rows"].as_array().unwrap().len(), 1, "{inbox}");
        assert!(handler.get("/qingling").await.text().contains("待签收"), "it awaits them");
        assert_eq!(handler.get("/qingling/proposals/promises").await.status, 200);
        assert_eq!(filed.act(&handler, (both, 1), "accept", json!({})).await.status, 403);
        assert_eq!(filed.act(&handler, (other, 0), "accept", json!({})).await.status, 404);
        assert_eq!(filed.act(&handler, (both, 0), "accept", json!({})).await.status, 200);

        let unit = format!("/qingling/units/{}", filed.units[0]);
        let seen = administrator.get_json(&unit).await.json();
        let listed = json!({ "login": "luoshouyi", "name": "罗守一", "by_role": true });
        assert!(seen["accounts"].as_array().unwrap().contains(&listed), "{seen}");
        assert!(administrator.get(&unit).await.text().contains("身份限于本单位"));
        let within = format!("unit:{}", filed.units[0]);
        administrator.post(&format!("{unit}/close"), &[]).await;
        let closed = administrator.get(&account).await.text();
        assert!(closed.contains(&format!("承办单位经办人（限{}）", UNITS[0])), "{closed}");
        let roles = [("role", "member"), ("within", "")];
        assert_eq!(administrator.post(&format!("{account}/give_role"), &roles).await.status, 303);
        let fields = [("role", "unit_handler"), ("within", within.as_str())];
        assert_eq!(administrator.post(&format!("{account}/take_role"), &fields).await.status, 303);
        assert_eq!(handler.get("/qingling/proposals/inbox").await.status, 403);
        assert!(!administrator.get(&unit).await.text().contains("luoshouyi"));
    })
    .await;
}

#[tokio::test]
async fn a_part_that_is_not_there_or_does_not_fit_is_refused() {
    let app = TestApp::start().await;
    let baitang = app.found("baitang", "白塘县").await;
    let (special, sector) = parts(&app).await;
    let (administrator, neighbour) =
        (app.sign_in(Role::Administrator).await, app.sign_in_to(&baitang, Role::Administrator).await);
    let id = app.account(&app.committee, "luoshouyi", &[Role::Member]).await;
    let attempts = [
        ("sector_convener", "sector:999".to_owned(), 404),
        ("sector_convener", "nowhere".to_owned(), 404),
        ("sector_convener", format!("special_committee:{special}"), 409),
        ("clerk", format!("special_committee:{special}"), 409),
    ];
    for (role, within, status) in attempts {
        let body = json!({ "role": role, "within": within });
        let answer = administrator.post_json(&format!("/qingling/accounts/{id}/give_role"), &body).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
    }
    let key = special.to_string();
    for (roles, special) in [(json!(["special_committee_clerk"]), "999"), (json!(["member"]), key.as_str())] {
        let wish = json!({ "login": "newcomer", "name": "新人", "roles": roles, "special_committee": special });
        assert_eq!(administrator.post_json("/qingling/accounts", &wish).await.status, 422, "{wish}");
    }
    let own = store::by_login(app.db.read(), "baitang.administrator").await.unwrap().unwrap().id;
    let foreign = json!({ "role": "sector_convener", "within": format!("sector:{sector}") });
    let refused = neighbour.post_json(&format!("/baitang/accounts/{own}/give_role"), &foreign).await;
    assert_eq!(refused.status, 404, "a sector of another committee");
}
