//! Signing in and out, and how guessing is held up without shutting anybody out.

use axum::http::Request;
use yizheng::clock::Instant;
use yizheng::permission::Role;

use crate::helpers::{Answer, PASSWORD, Reader, TestApp};

const WRONG: &str = "not the password at all";
const SECOND: i64 = 1_000;

async fn tried(reader: &Reader, login: &str, password: &str) -> Answer {
    reader.post("/sign-in", &[("login", login), ("password", password)]).await
}

/// The same, from an address that the proxy names.
async fn tried_from(reader: &Reader, address: &str, login: &str, password: &str) -> Answer {
    let request = Request::post("/sign-in")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", address)
        .header("content-type", "application/x-www-form-urlencoded");
    let password = password.replace(' ', "+");
    reader.send(request, format!("login={login}&password={password}").into()).await
}

fn looked_at(answer: &Answer) -> bool {
    !answer.text().contains("登录失败次数过多")
}

fn later(app: &TestApp, milliseconds: i64) {
    app.clock.turn_to(app.clock.now().plus(milliseconds));
}

#[tokio::test]
async fn one_who_signs_in_is_known_until_they_sign_out() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    assert_eq!(clerk.get("/qingling/history").await.status, 200);
    clerk.post("/sign-out", &[]).await;
    let refused = clerk.get("/qingling/history").await;
    assert_eq!((refused.status.as_u16(), refused.location()), (303, "/sign-in?next=%2Fqingling%2Fhistory".to_owned()));
}

#[tokio::test]
async fn a_user_name_is_taken_in_any_case_and_width() {
    let app = TestApp::start().await;
    app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
    for login in ["Luoshouyi", "LUOSHOUYI", " luoshouyi ", "ｌuoshouyi"] {
        assert_eq!(tried(&app.visitor(), login, PASSWORD).await.status, 303, "{login}");
    }
}

#[tokio::test]
async fn the_sixth_guess_is_not_even_looked_at_until_it_has_waited_and_each_one_waits_longer() {
    let app = TestApp::start().await;
    app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
    for _ in 0..5 {
        assert!(tried(&app.visitor(), "luoshouyi", WRONG).await.text().contains("用户名或密码不正确"));
    }
    for seconds in [1, 2, 4] {
        let refused = tried(&app.visitor(), "luoshouyi", PASSWORD).await;
        assert_eq!(refused.status, 422);
        assert!(refused.text().contains(&format!("请在 {seconds} 秒后再试")), "{}", refused.text());
        later(&app, seconds * SECOND);
        assert!(tried(&app.visitor(), "luoshouyi", WRONG).await.text().contains("用户名或密码不正确"));
    }
    later(&app, 8 * SECOND);
    assert_eq!(tried(&app.visitor(), "luoshouyi", PASSWORD).await.status, 303);
    assert!(looked_at(&tried(&app.visitor(), "luoshouyi", WRONG).await), "what failed before is forgiven");
}

#[tokio::test]
async fn many_guesses_at_once_do_not_slip_past_the_count_and_right_ones_are_none() {
    let app = TestApp::start().await;
    let app = std::sync::Arc::new(app);
    app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
    let at_once = async |password: &'static str| {
        let tries: Vec<_> = (0..12)
            .map(|_| {
                let visitor = app.visitor();
                tokio::spawn(async move { tried(&visitor, "luoshouyi", password).await })
            })
            .collect();
        let mut answers = Vec::new();
        for answer in tries {
            answers.push(answer.await.unwrap());
        }
        answers
    };
    assert!(at_once(PASSWORD).await.iter().all(|answer| answer.status == 303), "one person with many devices");
    assert_eq!(at_once(WRONG).await.iter().filter(|answer| looked_at(answer)).count(), 5);
}

#[tokio::test]
async fn a_hall_behind_one_address_signs_in_at_once_and_mistypes() {
    let app = TestApp::start().await;
    let mut logins = Vec::new();
    for n in 0..40 {
        logins.push(format!("member{n}"));
        app.account(&app.committee, &logins[n], &[Role::Member]).await;
    }
    let tries: Vec<_> = logins
        .into_iter()
        .map(|login| {
            let visitor = app.visitor();
            tokio::spawn(async move {
                for _ in 0..4 {
                    assert!(looked_at(&tried(&visitor, &login, WRONG).await));
                }
                tried(&visitor, &login, PASSWORD).await.status.as_u16()
            })
        })
        .collect();
    for status in tries {
        assert_eq!(status.await.unwrap(), 303);
    }
}

#[tokio::test]
async fn strangers_who_guess_do_not_shut_out_the_one_whose_name_it_is() {
    let app = TestApp::behind_a_proxy().await;
    app.account(&app.committee, "zhuxi", &[Role::Leader]).await;
    let own = app.visitor();
    assert_eq!(tried_from(&own, "198.51.100.7", "zhuxi", PASSWORD).await.status, 303);
    own.post("/sign-out", &[]).await;
    let mut guesses = 0;
    for n in 0..100 {
        let guess = tried_from(&app.visitor(), &format!("203.0.113.{n}"), "zhuxi", WRONG).await;
        guesses += i32::from(looked_at(&guess));
    }
    assert_eq!(guesses, 30, "from however many places");
    assert_eq!(
        tried_from(&own, "198.51.100.7", "zhuxi", PASSWORD).await.status,
        303,
        "a known device waits for nobody"
    );
    let elsewhere = app.visitor();
    assert!(!looked_at(&tried_from(&elsewhere, "198.51.100.8", "zhuxi", PASSWORD).await));
    later(&app, 10 * SECOND);
    assert_eq!(tried_from(&elsewhere, "198.51.100.8", "zhuxi", PASSWORD).await.status, 303, "a new one for a moment");
}

#[tokio::test]
async fn a_known_device_is_no_way_past_the_count() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    clerk.post("/sign-out", &[]).await;
    for _ in 0..5 {
        assert!(looked_at(&tried(&clerk, "qingling.clerk", WRONG).await));
    }
    assert!(!looked_at(&tried(&clerk, "qingling.clerk", PASSWORD).await));
    app.account(&app.committee, "other", &[Role::Clerk]).await;
    for _ in 0..5 {
        tried(&clerk, "other", WRONG).await;
    }
    assert!(!looked_at(&tried(&clerk, "other", PASSWORD).await), "it is known for one account alone");
}

#[tokio::test]
async fn many_names_tried_from_one_place_hold_up_it_alone_and_for_seconds() {
    let app = TestApp::behind_a_proxy().await;
    app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
    for n in 0..200 {
        assert!(looked_at(&tried_from(&app.visitor(), "203.0.113.7", &format!("name{n}"), WRONG).await), "{n}");
    }
    assert!(!looked_at(&tried_from(&app.visitor(), "203.0.113.7", "luoshouyi", PASSWORD).await));
    assert_eq!(tried_from(&app.visitor(), "203.0.113.8", "luoshouyi", PASSWORD).await.status, 303);
    later(&app, SECOND);
    assert_eq!(tried_from(&app.visitor(), "203.0.113.7", "luoshouyi", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn an_address_that_nobody_trusted_names_is_not_believed() {
    let app = TestApp::start().await;
    app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
    for n in 0..5 {
        assert!(looked_at(&tried_from(&app.visitor(), &format!("203.0.113.{n}"), "luoshouyi", WRONG).await));
    }
    assert!(!looked_at(&tried_from(&app.visitor(), "203.0.113.99", "luoshouyi", PASSWORD).await));
}

#[tokio::test]
async fn failures_that_a_wrong_clock_noted_for_the_future_hold_up_nobody() {
    let app = TestApp::start().await;
    app.account(&app.committee, "luoshouyi", &[Role::Clerk]).await;
    later(&app, 400 * Instant::DAY);
    for _ in 0..8 {
        tried(&app.visitor(), "luoshouyi", WRONG).await;
    }
    later(&app, -400 * Instant::DAY);
    assert_eq!(tried(&app.visitor(), "luoshouyi", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn one_who_came_a_moment_before_another_failed_is_not_held_up_by_that() {
    let app = TestApp::start().await;
    for login in ["luoshouyi", "qinwangshan"] {
        app.account(&app.committee, login, &[Role::Clerk]).await;
    }
    tried(&app.visitor(), "qinwangshan", WRONG).await;
    later(&app, -SECOND);
    assert_eq!(tried(&app.visitor(), "luoshouyi", PASSWORD).await.status, 303);
}
