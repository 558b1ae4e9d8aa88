//! What is pressed twice is made once, whether the second press comes while the first is under way or later.

use std::sync::Arc;

use axum::http::Request;
use serde_json::{Value, json};
use yizheng::permission::Role;

use crate::helpers::{Answer, Held, Reader, TestApp};

const PLAN: [(&str, &str); 4] = [("term", "10"), ("nth", "8"), ("date", "2024-06-20"), ("begins", "09:00")];

/// The address of the form on a page that sends to a path.
fn form(page: &Answer, path: &str) -> String {
    let text = page.text();
    let start = text.find(&format!("action=\"{path}")).unwrap_or_else(|| panic!("{path} in {text}"));
    text[start + 8..].split('"').next().unwrap().replace("&#38;", "&")
}

/// A plan of a sitting as the form shows it, with its address.
async fn plan(held: &Held) -> (String, Vec<(&'static str, String)>) {
    let new = "/qingling/meetings/new?kind=standing_committee";
    let chair = held.clerk.get_json(new).await.json()["chairs"][0][0].to_string();
    let fields = PLAN.map(|(name, value)| (name, value.to_owned()));
    let fields = fields.into_iter().chain([("place", "三楼".to_owned()), ("chair", chair)]).collect();
    (form(&held.clerk.get(new).await, "/qingling/meetings/new"), fields)
}

fn refs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

async fn sittings(reader: &Reader) -> u64 {
    reader.get_json("/qingling/meetings").await.json()["pages"]["total"].as_u64().unwrap()
}

#[tokio::test]
async fn a_form_that_is_sent_twice_at_once_makes_one_thing_and_leads_to_it_both_times() {
    let held = Arc::new(Held::noticed(3).await);
    let before = sittings(&held.clerk).await;
    let (address, fields) = plan(&held).await;
    let press = || {
        let (held, address, fields) = (held.clone(), address.clone(), fields.clone());
        tokio::spawn(async move { held.clerk.post(&address, &refs(&fields)).await })
    };
    let (first, second) = tokio::join!(press(), press());
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303), "{} {}", first.text(), second.text());
    assert_eq!(first.location(), second.location());
    let third = held.clerk.post(&address, &refs(&fields)).await;
    assert_eq!(third.location(), first.location(), "and later");
    assert_eq!(sittings(&held.clerk).await, before + 1);
}

#[tokio::test]
async fn what_was_refused_may_be_sent_again_and_other_words_are_another_thing() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Administrator).await;
    let page = clerk.get("/qingling/units").await;
    let address = form(&page, "/qingling/units");
    assert_eq!(clerk.post(&address, &[("names", ""), ("line", "government")]).await.status, 422);
    let named =
        async |name: &str| clerk.post(&address, &[("names", name), ("line", "government")]).await.status.as_u16();
    assert_eq!(named("县水利局").await, 303);
    assert_eq!(named("县水利局").await, 303, "the same press");
    assert_eq!(named("县教育局").await, 303, "back, and another one");
    let units = clerk.get_json("/qingling/units").await.json()["units"].clone();
    assert_eq!(units.as_array().unwrap().len(), 2, "{units}");
}

#[tokio::test]
async fn a_program_names_its_key_and_nobody_is_answered_what_another_was() {
    let app = TestApp::start().await;
    let (one, other) = (app.sign_in(Role::Administrator).await, app.sign_in(Role::Administrator).await);
    let send = async |reader: &Reader, name: &str| {
        let request = Request::post("/qingling/units")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .header("idempotency-key", "7f1c");
        let body = json!({ "names": name, "line": "government" }).to_string();
        let length = body.len();
        reader.send(request.header("content-length", length), body.into()).await
    };
    let address = |answer: &Answer| -> Value { answer.json()["address"].clone() };
    let first = send(&one, "县水利局").await;
    let second = send(&one, "县水利局").await;
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (200, 200), "{}", second.text());
    assert!(address(&first).is_string() && address(&first) == address(&second));
    let told = send(&other, "县水利局").await;
    assert!(told.json()["done"].is_string(), "it is another's key: {}", told.text());
}

#[tokio::test]
async fn an_answer_that_tells_a_secret_is_not_kept() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let address = form(&clerk.get("/account").await, "/account/tokens");
    let first = clerk.post(&address, &[("label", "统计脚本")]).await;
    assert_eq!(first.status, 200);
    let second = clerk.post(&address, &[("label", "统计脚本")]).await;
    assert_eq!(second.status, 409);
    assert!(second.text().contains("已经提交过"), "{}", second.text());
    assert_eq!(clerk.get_json("/account").await.json()["tokens"].as_array().unwrap().len(), 1);
}
