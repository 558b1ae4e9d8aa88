//! Accounts of several committees: whose link opens what, and who may be invited where.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use yizheng::account::{Actor, Committee, store};
use yizheng::error::Error;
use yizheng::ledger::{Act, Change};
use yizheng::permission::Role;

use super::account::{NEW, choice, invited, path, try_password};
use crate::helpers::{Answer, PASSWORD, Reader, Store, TestApp, on_both};

async fn id(app: &TestApp, login: &str) -> i64 {
    store::by_login(app.db.read(), login).await.unwrap().unwrap().id
}

/// A new link for an account, made in 青岭.
async fn reinvited(app: &TestApp, administrator: &Reader, login: &str) -> String {
    let address = format!("/qingling/accounts/{}/reinvite", id(app, login).await);
    let page = administrator.post_json(&address, &json!({})).await.json();
    path(page["invited"]["link"].as_str().unwrap())
}

/// 白塘 invites a login name too.
async fn also(neighbour: &Reader, login: &str) -> Answer {
    let wish = json!({ "login": login, "name": "罗守一", "roles": ["member"] });
    neighbour.post_json("/baitang/accounts", &wish).await
}

#[tokio::test]
async fn a_link_kept_by_one_committee_opens_no_account_of_another() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let baitang = app.found("baitang", "白塘县").await;
        let (administrator, neighbour) =
            (app.sign_in(Role::Administrator).await, app.sign_in_to(&baitang, Role::Administrator).await);
        app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
        let kept = reinvited(&app, &administrator, "luoshouyi").await;
        assert_eq!(also(&neighbour, "luoshouyi").await.status, 200);
        assert_eq!(app.visitor().get(&kept).await.status, 410);
        assert_eq!(app.visitor().post(&kept, &choice(NEW)).await.status, 410);
        assert_eq!(try_password(&app, "luoshouyi", PASSWORD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn who_has_not_accepted_one_invitation_is_given_no_other() {
    let app = TestApp::start().await;
    let baitang = app.found("baitang", "白塘县").await;
    let neighbour = app.sign_in_to(&baitang, Role::Administrator).await;
    let link = invited(&app.sign_in(Role::Administrator).await, "luoshouyi", &["clerk"]).await;
    let refused = also(&neighbour, "luoshouyi").await;
    assert_eq!(
        (refused.status.as_u16(), &refused.json()["faults"]["login"]["key"]),
        (422, &json!("account-invited-elsewhere"))
    );
    let account = id(&app, "luoshouyi").await;
    assert_eq!(store::committees_of(app.db.read(), account).await.unwrap(), [app.committee.id]);
    assert_eq!(app.visitor().post(&link, &choice(NEW)).await.status, 303);
    assert_eq!(also(&neighbour, "luoshouyi").await.status, 200);
    assert_eq!(store::committees_of(app.db.read(), account).await.unwrap(), [app.committee.id, baitang.id]);
}

#[tokio::test]
async fn an_account_that_nobody_opened_is_never_stuck() {
    let app = TestApp::start().await;
    let baitang = app.found("baitang", "白塘县").await;
    let neighbour = app.sign_in_to(&baitang, Role::Administrator).await;
    let administrator = app.sign_in(Role::Administrator).await;
    let first = invited(&administrator, "luoshouyi", &["clerk"]).await;
    let second = reinvited(&app, &administrator, "luoshouyi").await;
    let take = format!("/qingling/accounts/{}/take_role", id(&app, "luoshouyi").await);
    assert_eq!(administrator.post(&take, &[("role", "clerk")]).await.location(), "/qingling/accounts");
    for link in [&first, &second] {
        assert_eq!(app.visitor().get(link).await.status, 410, "a link without a role");
    }
    let wish = json!({ "login": "luoshouyi", "name": "罗守义", "roles": ["clerk"] });
    let page = neighbour.post_json("/baitang/accounts", &wish).await.json();
    let link = path(page["invited"]["link"].as_str().unwrap());
    let welcome = app.visitor().get(&link).await.text();
    assert!(welcome.contains("欢迎，罗守义") && !welcome.contains("原有的个人令牌"), "{welcome}");
    assert_eq!(app.visitor().post(&link, &choice(NEW)).await.location(), "/baitang");
}

#[tokio::test]
async fn who_was_shut_out_at_the_machine_is_let_in_by_no_committee_that_shares_him() {
    let app = TestApp::start().await;
    let baitang = app.found("baitang", "白塘县").await;
    let administrator = app.sign_in(Role::Administrator).await;
    let neighbour = app.sign_in_to(&baitang, Role::Administrator).await;
    let account = app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
    also(&neighbour, "luoshouyi").await;
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    store::set_disabled(&change, account, true).await.unwrap();
    let act = Act::new("account", account, "disable").fact("login", "luoshouyi");
    change.record(act).await.unwrap().commit().await.unwrap();
    let refused = administrator.post_json(&format!("/qingling/accounts/{account}/enable"), &json!({})).await;
    assert_eq!(refused.json()["error"], "account-not-ours-alone");
    assert_eq!(try_password(&app, "luoshouyi", PASSWORD).await.status, 422);
}

#[tokio::test]
async fn a_role_that_is_not_there_is_not_taken() {
    on_both(async |kind: Store| {
        let app = TestApp::start_on(kind).await;
        let account = app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
        let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
        store::take(&change, account, app.committee.id, Role::Clerk).await.unwrap();
        for (account, role) in [(account, Role::Clerk), (account, Role::Leader), (999, Role::Clerk)] {
            let taken = store::take(&change, account, app.committee.id, role).await;
            assert!(matches!(taken, Err(Error::NotFound)), "{account} {role}");
        }
        assert!(matches!(store::set_disabled(&change, 999, true).await, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn an_account_is_found_by_what_is_written_in_either_size() {
    on_both(async |kind: Store| {
        let app = TestApp::start_on(kind).await;
        for login in ["luo_shouyi", "luoxshouyi", "ZhengB"] {
            app.account(&app.committee, login, &[Role::Clerk]).await;
        }
        let administrator = app.sign_in(Role::Administrator).await;
        for (sought, expected) in [("LUO_", 1), ("luo", 2), ("同志", 4), ("%", 0), ("gb同", 1)] {
            let sought = utf8_percent_encode(sought, NON_ALPHANUMERIC);
            let page = administrator.get_json(&format!("/qingling/accounts?q={sought}")).await;
            assert_eq!(page.json()["pages"]["total"], expected, "{sought}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_accounts_go_on_by_their_names_and_are_handed_out_as_a_workbook() {
    on_both(async |kind: Store| {
        let app = TestApp::start_on(kind).await;
        for n in 0..60 {
            app.account(&app.committee, &format!("clerk{n:02}"), &[Role::Clerk]).await;
        }
        let administrator = app.sign_in(Role::Administrator).await;
        let page = administrator.get("/qingling/accounts?q=clerk").await.text();
        assert!(page.contains("共 60 个账户") && page.contains("?q=clerk&#38;page=2&#38;after=clerk49"), "{page}");
        let page = administrator.get_json("/qingling/accounts?q=clerk&page=2&after=clerk49").await.json();
        let logins: Vec<_> = page["accounts"].as_array().unwrap().iter().map(|one| one["login"].clone()).collect();
        assert_eq!((logins.len(), &logins[0], &logins[9]), (10, &"clerk50".into(), &"clerk59".into()));
        let book = administrator.get("/qingling/accounts.xlsx?q=clerk").await;
        assert!(book.status == 200 && book.body.starts_with(b"PK"), "{}", book.status);
        assert_eq!(app.sign_in(Role::Clerk).await.get("/qingling/accounts.xlsx").await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn only_who_may_found_committees_founds_one() {
    let app = TestApp::start().await;
    for role in Role::ALL {
        let (slug, name) = (role.name().replace('_', "-"), format!("政协{role}委员会"));
        let actor = Actor { roles: vec![*role], ..Actor::default() };
        let founded = Committee::found(&app.db, &actor, app.clock.now(), &slug, &name, "青岭县").await;
        match founded {
            Ok(_) => assert_eq!(*role, Role::PlatformOperator),
            Err(error) => assert!(matches!(error, Error::Forbidden) && *role != Role::PlatformOperator, "{role}"),
        }
    }
}
