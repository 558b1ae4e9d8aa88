//! The first steps of anybody: the front page, a wrong password, the right one, the other language, and out again.

use yizheng::permission::Role;

use super::Browser;
use crate::helpers::{PASSWORD, TestApp};

#[tokio::test]
async fn a_clerk_signs_in_changes_the_language_and_signs_out() {
    let app = TestApp::start().await;
    app.account(&app.committee, "zhou.wen", &[Role::Clerk]).await;
    let Some(browser) = Browser::start(&app).await else { return };
    browser.open("/").await;
    browser.look("front").await;
    browser.press("main a[href='/qingling']").await;
    browser.look("committee").await;

    browser.press(".menu.account > summary").await;
    browser.press(".menu.account a.button").await;
    browser.look("sign-in").await;
    browser.write("#login", "zhou.wen").await;
    browser.write("#password", "something else").await;
    browser.press("main button.primary").await;
    browser.reads("[role=alert]", "用户名或密码不正确。请检查后再试。").await;
    browser.look("sign-in-wrong").await;

    browser.write("#password", PASSWORD).await;
    browser.press("main button.primary").await;
    browser.reads(".menu.account > summary", "zhou.wen同志").await;
    assert_eq!(browser.path().await, "/qingling");

    browser.press(".menu.account > summary").await;
    browser.press("button[value=en]").await;
    browser.find("html[lang=en]").await;
    browser.reads("h1", "政协青岭县委员会").await;
    browser.open("/qingling/history").await;
    browser.reads("h1", "History").await;
    browser.look("history").await;

    browser.sign_out().await;
    browser.open("/qingling/history").await;
    assert!(browser.path().await.starts_with("/sign-in"), "{}", browser.path().await);
}

#[tokio::test]
async fn axe_sees_what_a_blind_reader_would_miss() {
    let app = TestApp::start().await;
    let Some(browser) = Browser::start(&app).await else { return };
    browser.open("/").await;
    browser.run("document.querySelector('main').append(document.createElement('input'))").await;
    let found = browser.axe().await;
    assert!(matches!(&found[..], [fault] if fault.starts_with("label: ")), "{found:?}");
}
