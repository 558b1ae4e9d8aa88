//! What must hold for every request, whoever sends it: foreign forms, causes, headers, sizes, unknown addresses.

use axum::body::Body;
use axum::http::{Method, Request};
use yizheng::permission::Role;

use crate::helpers::{Answer, TestApp};

/// A form such as another website would send in the name of a reader who is signed in here.
fn foreign(origin: &[(&str, &str)]) -> axum::http::request::Builder {
    let request = Request::post("/qingling/import").header("content-type", "application/x-www-form-urlencoded");
    origin.iter().fold(request, |request, (name, value)| request.header(*name, *value))
}

#[tokio::test]
async fn a_form_from_another_website_is_refused_and_changes_nothing() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let article = "text=青岭网讯 3月1日，政协青岭县第十届委员会常务委员会第七次会议召开。";
    for origin in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://elsewhere.example")],
        &[("origin", "null")],
        &[("origin", "https://elsewhere.example"), ("sec-fetch-site", "cross-site")],
    ] {
        let answer = clerk.send(foreign(origin), article.into()).await;
        assert_eq!(answer.status, 403, "{origin:?}");
        assert!(answer.text().contains("别的网站"), "{}", answer.text());
    }
    assert_eq!(clerk.get_json("/qingling/import").await.json()["drafts"], serde_json::json!([]));
    assert_eq!(clerk.send(foreign(&[("sec-fetch-site", "same-origin")]), article.into()).await.status, 303);
}

#[tokio::test]
async fn a_failure_never_shows_its_cause() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    app.db.clone().close().await.unwrap();
    for answer in [visitor.get("/").await, visitor.get_json("/qingling").await] {
        assert_eq!(answer.status, 500);
        let told = answer.text().to_lowercase();
        for cause in ["pool", "sql", "closed", "connection", "database", "panicked", "src/"] {
            assert!(!told.contains(cause), "{cause} in {told}");
        }
    }
    assert_eq!(visitor.get("/health").await.status, 200, "it is alive");
    let ready = visitor.get("/ready").await;
    assert_eq!((ready.status.as_u16(), ready.json()["reads"].as_bool()), (503, Some(false)));
}

fn guarded(answer: &Answer, what: &str) {
    for (name, value) in [
        ("content-security-policy", yizheng::page::CONTENT_POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {what}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_guarding_headers() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let front = visitor.get("/").await;
    let style = front.text().split('"').find(|text| text.starts_with("/assets/style")).unwrap().to_owned();
    guarded(&front, "a page");
    guarded(&visitor.get_json("/qingling").await, "JSON");
    guarded(&visitor.get(&style).await, "the style sheet");
    guarded(&visitor.get("/nobody").await, "an unknown page");
    guarded(&visitor.get("/qingling/history").await, "a way to the sign-in");
    guarded(&visitor.post("/sign-in", &[("login", "x"), ("password", "y")]).await, "a form shown again");
    guarded(&visitor.send(foreign(&[("origin", "null")]), Body::empty()).await, "a foreign form");
    guarded(&visitor.send(Request::delete("/"), Body::empty()).await, "a method that is not there");
}

#[tokio::test]
async fn a_page_of_one_reader_is_kept_by_nobody_between() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    for path in ["/qingling/history", "/qingling/import"] {
        assert_eq!(clerk.get(path).await.header("cache-control"), "no-store", "{path}");
        assert_eq!(clerk.get_json(path).await.header("cache-control"), "no-store", "{path} as JSON");
    }
}

#[tokio::test]
async fn a_form_of_more_than_two_megabytes_is_refused() {
    let app = TestApp::start().await;
    let long = "x".repeat((2 << 20) + 1);
    let answer = app.visitor().post("/sign-in", &[("login", &long), ("password", "y")]).await;
    assert_eq!(answer.status, 413, "{}", answer.text());
    let answer = app.visitor().post_json("/sign-in", &serde_json::json!({ "login": long, "password": "y" })).await;
    assert_eq!(answer.status, 413, "{}", answer.text());
}

#[tokio::test]
async fn an_address_or_method_that_is_not_there_is_told_in_words() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    for path in ["/nobody", "/qingling/nothing", "/qingling/meetings/99999", "/assets/x.css", "/%ff", "/a/b/c/d/e"] {
        let page = visitor.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text().contains("<h1>找不到这一页</h1>"), "{path}: {}", page.text());
        let json = visitor.get_json(path).await;
        assert_eq!((json.status.as_u16(), json.json()["error"].as_str()), (404, Some("error-not-found")), "{path}");
    }
    let answer = visitor.send(Request::delete("/sign-in").header("accept", "application/json"), Body::empty()).await;
    assert_eq!((answer.status.as_u16(), answer.json()["error"].as_str()), (405, Some("error-method")));
}

#[tokio::test]
async fn a_look_at_the_head_alone_gets_the_head_alone() {
    let app = TestApp::start().await;
    for (path, status) in [("/", 200), ("/qingling", 200), ("/nobody", 404)] {
        let answer = app.visitor().send(Request::builder().method(Method::HEAD).uri(path), Body::empty()).await;
        assert_eq!((answer.status.as_u16(), answer.body.len()), (status, 0), "{path}");
    }
}

#[tokio::test]
async fn a_language_is_heard_kept_and_never_a_way_out() {
    let app = TestApp::start().await;
    let visitor = app.visitor();
    let english = visitor.send(Request::get("/nobody").header("accept-language", "en-GB"), Body::empty()).await;
    assert!(english.text().contains("<h1>Page not found</h1>"), "{}", english.text());
    let answer = visitor.post("/language", &[("language", "en"), ("back", "/qingling")]).await;
    assert_eq!(answer.location(), "/qingling");
    assert!(visitor.get("/qingling").await.text().contains("<html lang=\"en\">"));
    for back in ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"] {
        let answer = visitor.post("/language", &[("language", "en"), ("back", back)]).await;
        assert_eq!(answer.location(), "/", "{back}");
        let answer = visitor.post("/sign-in", &[("login", "x"), ("password", "y"), ("next", back)]).await;
        assert!(answer.status == 422, "{back}");
    }
}
