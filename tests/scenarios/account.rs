//! Accounts: invitations, one's own account, tokens, and what an administrator can and cannot do.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use yizheng::account::{Committee, store};
use yizheng::clock::Instant;
use yizheng::ledger::verify;
use yizheng::permission::Role;

use crate::helpers::{Answer, PASSWORD, Reader, Store, TestApp, on_both};

const WRONG: &str = "not the password at all";
pub(super) const NEW: &str = "a newly chosen sentence";

async fn entries(app: &TestApp, committee: &Committee) -> i64 {
    let chain = verify(app.db.read(), committee.id).await.unwrap();
    assert_eq!(chain.broken, None);
    chain.entries
}

pub(super) async fn try_password(app: &TestApp, login: &str, password: &str) -> Answer {
    app.visitor().post("/sign-in", &[("login", login), ("password", password)]).await
}

/// Invites by the page as JSON, and gives the path of the one-time link.
pub(super) async fn invited(administrator: &Reader, login: &str, roles: &[&str]) -> String {
    let wish = json!({ "login": login, "name": "罗守一", "roles": roles });
    let answer = administrator.post_json("/qingling/accounts", &wish).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    path(answer.json()["invited"]["link"].as_str().unwrap())
}

pub(super) fn path(link: &str) -> String {
    format!("/invitation/{}", link.rsplit('/').next().unwrap())
}

pub(super) fn choice(password: &str) -> [(&str, &str); 2] {
    [("password", password), ("again", password)]
}

async fn with_token(reader: &Reader, token: &str, path: &str) -> u16 {
    let request = Request::get(path).header("accept", "application/json").header("authorization", token);
    reader.send(request, Body::empty()).await.status.as_u16()
}

async fn new_token(reader: &Reader) -> (String, i64) {
    let page = reader.post_json("/account/tokens", &json!({ "label": "统计脚本" })).await.json();
    let bearer = format!("Bearer {}", page["made"]["token"].as_str().unwrap());
    (bearer, page["tokens"][0]["id"].as_i64().unwrap())
}

#[tokio::test]
async fn a_wrong_old_password_counts_as_a_guess() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let change = |old| [("old", old), ("new", NEW), ("again", NEW)];
    for _ in 0..5 {
        assert!(clerk.post("/account/password", &change(WRONG)).await.text().contains("原密码不正确"));
    }
    assert!(clerk.post("/account/password", &change(PASSWORD)).await.text().contains("登录失败次数过多"));
    assert_eq!(try_password(&app, "qingling.clerk", PASSWORD).await.status, 303, "elsewhere nobody guessed");
}

#[tokio::test]
async fn a_changed_password_signs_out_the_other_devices_and_not_this_one() {
    let app = TestApp::start().await;
    let (here, there) = (app.sign_in(Role::Clerk).await, app.sign_in(Role::Clerk).await);
    let differing = [("old", PASSWORD), ("new", NEW), ("again", PASSWORD)];
    assert!(here.post("/account/password", &differing).await.text().contains("两次输入的密码不一样"));
    let short = [("old", PASSWORD), ("new", "short"), ("again", "short")];
    assert!(here.post("/account/password", &short).await.text().contains("密码至少要有"));
    let told = here.submit("/account/password", &[("old", PASSWORD), ("new", NEW), ("again", NEW)]).await;
    assert!(told.text().contains("密码已修改"), "{}", told.text());
    assert_eq!(there.get_json("/account").await.status, 401);
    assert_eq!(try_password(&app, "qingling.clerk", PASSWORD).await.status, 422);
    assert_eq!(try_password(&app, "qingling.clerk", NEW).await.status, 303);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_and_no_token() {
    let app = TestApp::start().await;
    let (here, there) = (app.sign_in(Role::Clerk).await, app.sign_in(Role::Clerk).await);
    let (token, _) = new_token(&here).await;
    assert_eq!(here.get_json("/account").await.json()["sessions"].as_array().unwrap().len(), 2);
    here.post("/account/sign-out-everywhere", &[]).await;
    for reader in [&here, &there] {
        assert_eq!(reader.get_json("/account").await.status, 401);
    }
    assert_eq!(with_token(&app.visitor(), &token, "/account").await, 200);
}

#[tokio::test]
async fn one_session_is_ended_by_its_owner_and_by_nobody_else() {
    let app = TestApp::start().await;
    let (here, there) = (app.sign_in(Role::Clerk).await, app.sign_in(Role::Clerk).await);
    let other = app.sign_in(Role::Leader).await;
    let page = here.get_json("/account").await.json();
    let sessions = page["sessions"].as_array().unwrap();
    let away = sessions.iter().find(|session| session["this"] == false).unwrap();
    let end = format!("/account/sessions/{}/end", away["id"]);
    assert_eq!(other.post(&end, &[]).await.status, 404);
    assert_eq!(there.get_json("/account").await.status, 200);
    assert_eq!(here.post(&end, &[]).await.location(), "/account");
    assert_eq!(there.get_json("/account").await.status, 401);
    assert_eq!(here.get_json("/account").await.status, 200);
}

#[tokio::test]
async fn a_session_ends_after_half_a_day_unused_and_after_a_week_in_any_case() {
    let app = TestApp::start().await;
    let idle = app.sign_in(Role::Clerk).await;
    let begun = app.clock.now();
    app.clock.turn_to(begun.plus(12 * Instant::HOUR - 1));
    assert_eq!(idle.get_json("/account").await.status, 200);
    app.clock.turn_to(begun.plus(24 * Instant::HOUR));
    assert_eq!(idle.get_json("/account").await.status, 401);

    let busy = app.sign_in(Role::Clerk).await;
    let begun = app.clock.now();
    for hours in (10..168).step_by(10) {
        app.clock.turn_to(begun.plus(hours * Instant::HOUR));
        assert_eq!(busy.get_json("/account").await.status, 200, "after {hours} hours");
    }
    app.clock.turn_to(begun.plus(168 * Instant::HOUR));
    assert_eq!(busy.get_json("/account").await.status, 401);
}

#[tokio::test]
async fn a_token_opens_what_its_owner_may_see_until_it_is_revoked() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let (token, id) = new_token(&clerk).await;
    let program = app.visitor();
    assert_eq!(with_token(&program, &token, "/qingling/history").await, 200);
    assert_eq!(with_token(&program, &token, "/qingling/accounts").await, 403);
    assert!(!clerk.get("/account").await.text().contains(token.trim_start_matches("Bearer ")), "shown a second time");
    assert_eq!(clerk.post(&format!("/account/tokens/{id}/revoke"), &[]).await.status, 303);
    let told = "建立了令牌“统计脚本”";
    assert!(clerk.get("/account").await.text().contains(told), "its owner does not find it recorded");
    assert!(!app.sign_in(Role::Leader).await.get("/account").await.text().contains(told), "another finds it");
    assert_eq!(with_token(&program, &token, "/qingling/history").await, 401);
    assert_eq!(with_token(&program, "Bearer nonsense", "/qingling/history").await, 401);
}

#[tokio::test]
async fn a_token_makes_no_other_token_and_changes_no_password() {
    let app = TestApp::start().await;
    let (token, _) = new_token(&app.sign_in(Role::Clerk).await).await;
    let program = app.visitor();
    let passwords = json!({ "old": PASSWORD, "new": NEW, "again": NEW });
    for (path, body) in [("/account/tokens", json!({ "label": "another" })), ("/account/password", passwords)] {
        let request = Request::post(path)
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header("authorization", &token);
        let answer = program.send(request, body.to_string().into()).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["error"]), (409, &json!("account-not-by-token")));
    }
}

#[tokio::test]
async fn an_invitation_is_shown_once_and_opens_an_account_once() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    let link = invited(&administrator, "luoshouyi", &["clerk", "leader"]).await;
    let secret = link.rsplit('/').next().unwrap();
    for page in ["/qingling/accounts", "/qingling/history"] {
        assert!(!administrator.get(page).await.text().contains(secret), "{page} shows the secret");
    }
    let guest = app.visitor();
    let welcome = guest.get(&link).await.text();
    assert!(welcome.contains("罗守一") && welcome.contains("办公室文员、政协领导"), "{welcome}");
    let weak = guest.post(&link, &choice("short")).await;
    assert!((weak.status, weak.text().contains("密码至少要有")) == (422.try_into().unwrap(), true));
    assert_eq!(guest.post(&link, &choice(NEW)).await.location(), "/qingling");
    assert_eq!(guest.get("/qingling/history").await.status, 200);
    for again in [app.visitor().get(&link).await, app.visitor().post(&link, &choice(WRONG)).await] {
        assert_eq!(again.status, 410);
        assert!(again.text().contains("此邀请链接已失效"));
    }
    assert_eq!(try_password(&app, "luoshouyi", WRONG).await.status, 422);
    let history = administrator.get("/qingling/history").await.text();
    assert!(history.contains("给予“luoshouyi”“办公室文员”的身份"), "{history}");
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_alone_gets_in() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let administrator = app.sign_in(Role::Administrator).await;
        let link = invited(&administrator, "luoshouyi", &["clerk"]).await;
        let before = entries(&app, &app.committee).await;
        let rivals: Vec<_> = (0..4)
            .map(|_| {
                let (visitor, link) = (app.visitor(), link.clone());
                tokio::spawn(async move { visitor.post(&link, &choice(NEW)).await.status.as_u16() })
            })
            .collect();
        let mut statuses = Vec::new();
        for rival in rivals {
            statuses.push(rival.await.unwrap());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 410, 410, 410]);
        assert_eq!(entries(&app, &app.committee).await, before + 1);
    })
    .await;
}

#[tokio::test]
async fn a_link_is_too_old_after_a_week_and_ends_when_a_newer_is_made() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    let first = invited(&administrator, "luoshouyi", &["clerk"]).await;
    let id = store::by_login(app.db.read(), "luoshouyi").await.unwrap().unwrap().id;
    let again = administrator.post_json(&format!("/qingling/accounts/{id}/reinvite"), &json!({})).await.json();
    let second = path(again["invited"]["link"].as_str().unwrap());
    assert_eq!(
        (app.visitor().get(&first).await.status.as_u16(), app.visitor().get(&second).await.status.as_u16()),
        (410, 200)
    );
    app.clock.turn_to(app.clock.now().plus(7 * Instant::DAY));
    assert_eq!(app.visitor().get(&second).await.status, 410);
}

#[tokio::test]
async fn a_forgotten_password_stays_until_the_new_link_is_used_and_then_signs_out_programs_too() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    let clerk = app.sign_in(Role::Clerk).await;
    let (token, _) = new_token(&clerk).await;
    let id = store::by_login(app.db.read(), "qingling.clerk").await.unwrap().unwrap().id;
    let page = administrator.post_json(&format!("/qingling/accounts/{id}/reinvite"), &json!({})).await.json();
    let link = path(page["invited"]["link"].as_str().unwrap());
    assert_eq!(try_password(&app, "qingling.clerk", PASSWORD).await.status, 303);
    assert!(app.visitor().get(&link).await.text().contains("原有的个人令牌全部失效"));
    assert_eq!(with_token(&app.visitor(), &token, "/account").await, 200);
    assert_eq!(app.visitor().post(&link, &choice(NEW)).await.status, 303);
    assert_eq!(try_password(&app, "qingling.clerk", PASSWORD).await.status, 422);
    assert_eq!(clerk.get_json("/account").await.status, 401);
    assert_eq!(with_token(&app.visitor(), &token, "/account").await, 401);
}

#[tokio::test]
async fn who_is_disabled_is_out_at_once_with_his_tokens_and_links() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    let clerk = app.sign_in(Role::Clerk).await;
    let (token, _) = new_token(&clerk).await;
    let id = store::by_login(app.db.read(), "qingling.clerk").await.unwrap().unwrap().id;
    let told = administrator.submit(&format!("/qingling/accounts/{id}/disable"), &[]).await.text();
    assert!(told.contains("已停用") && told.contains(&format!("/qingling/accounts/{id}/enable")), "{told}");
    assert_eq!(clerk.get_json("/account").await.status, 401);
    assert_eq!(try_password(&app, "qingling.clerk", PASSWORD).await.status, 422);
    administrator.post(&format!("/qingling/accounts/{id}/enable"), &[]).await;
    assert_eq!(with_token(&app.visitor(), &token, "/account").await, 401);
    assert_eq!(try_password(&app, "qingling.clerk", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn nobody_but_who_manages_accounts_sees_or_touches_them() {
    let app = TestApp::start().await;
    let baitang = app.found("baitang", "白塘县").await;
    let stranger = app.sign_in_to(&baitang, Role::Administrator).await;
    let clerk = app.sign_in(Role::Clerk).await;
    let id = store::by_login(app.db.read(), "qingling.clerk").await.unwrap().unwrap().id;
    let before = (entries(&app, &app.committee).await, entries(&app, &baitang).await);
    for (reader, status) in [(&stranger, 403), (&clerk, 403), (&app.visitor(), 401)] {
        for path in ["/qingling/accounts".to_owned(), format!("/qingling/accounts/{id}")] {
            assert_eq!(reader.get_json(&path).await.status, status, "{path}");
        }
        let wish = json!({ "login": "intruder", "name": "某人", "roles": ["administrator"] });
        assert_eq!(reader.post_json("/qingling/accounts", &wish).await.status, status);
        let give = json!({ "role": "administrator" });
        assert_eq!(reader.post_json(&format!("/qingling/accounts/{id}/give_role"), &give).await.status, status);
    }
    for action in ["disable", "reinvite", "enable"] {
        let path = format!("/baitang/accounts/{id}/{action}");
        assert_eq!(stranger.post_json(&path, &json!({})).await.status, 404, "{path}");
    }
    assert_eq!(stranger.get_json(&format!("/baitang/accounts/{id}")).await.status, 404);
    assert!(!stranger.get("/baitang/accounts").await.text().contains("qingling.clerk"));
    assert_eq!((entries(&app, &app.committee).await, entries(&app, &baitang).await), before);
    assert!(store::by_login(app.db.read(), "intruder").await.unwrap().is_none());
}

#[tokio::test]
async fn an_account_of_two_committees_is_opened_and_shut_by_neither() {
    let app = TestApp::start().await;
    let baitang = app.found("baitang", "白塘县").await;
    let administrator = app.sign_in(Role::Administrator).await;
    let shared = app.sign_in_to(&baitang, Role::Clerk).await;
    let wish = [("login", "baitang.clerk"), ("name", "另有其人"), ("roles", "member"), ("roles", "clerk")];
    let told = administrator.submit("/qingling/accounts", &wish).await.text();
    assert!(told.contains("已属于平台上的账户“baitang.clerk同志”"), "{told}");
    assert_eq!(shared.get("/qingling/history").await.status, 200);

    let id = store::by_login(app.db.read(), "baitang.clerk").await.unwrap().unwrap().id;
    let refused = administrator.post_json(&format!("/qingling/accounts/{id}/reinvite"), &json!({})).await;
    assert_eq!(refused.json()["error"], "account-not-ours-alone");
    let told = administrator.submit(&format!("/qingling/accounts/{id}/disable"), &[]).await.text();
    assert!(told.contains("在本会已没有任何身份"), "{told}");
    assert_eq!(administrator.get_json(&format!("/qingling/accounts/{id}")).await.status, 404);
    assert_eq!(shared.get("/qingling/history").await.status, 403);
    assert_eq!(shared.get("/baitang/history").await.status, 200);
}

#[tokio::test]
async fn what_the_rules_refuse_changes_nothing() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    let own = store::by_login(app.db.read(), "qingling.administrator").await.unwrap().unwrap().id;
    let clerk = app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
    let before = entries(&app, &app.committee).await;
    let attempts = [
        (format!("{own}/take_role"), json!({ "role": "administrator" }), 409),
        (format!("{own}/disable"), json!({}), 409),
        (format!("{clerk}/give_role"), json!({ "role": "platform_operator" }), 404),
        (format!("{clerk}/give_role"), json!({ "role": "clerk" }), 409),
        (format!("{clerk}/take_role"), json!({ "role": "leader" }), 409),
        (format!("{clerk}/enable"), json!({}), 409),
        (format!("{clerk}/explode"), json!({}), 404),
        ("999999/disable".to_owned(), json!({}), 404),
    ];
    for (attempt, body, status) in attempts {
        let answer = administrator.post_json(&format!("/qingling/accounts/{attempt}"), &body).await;
        assert_eq!(answer.status, status, "{attempt}: {}", answer.text());
    }
    let wishes = [
        json!({ "login": "Luo Yi", "name": "罗守一", "roles": ["clerk"] }),
        json!({ "login": "luo2", "name": " ", "roles": ["clerk"] }),
        json!({ "login": "luo2", "name": "罗守一", "roles": [] }),
        json!({ "login": "luo2", "name": "罗守一", "roles": ["platform_operator"] }),
        json!({ "login": "luo2", "name": "罗守一", "roles": ["king"] }),
        json!({ "login": "luoshouyi", "name": "罗守一", "roles": ["leader"] }),
    ];
    for wish in wishes {
        assert_eq!(administrator.post_json("/qingling/accounts", &wish).await.status, 422, "{wish}");
    }
    assert_eq!(entries(&app, &app.committee).await, before);
    let roles = store::roles(app.db.read(), clerk, Some(app.committee.id)).await.unwrap();
    assert_eq!(roles, [Role::Clerk]);
}
