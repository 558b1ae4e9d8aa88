//! The way of an article into the record: brought, looked at, corrected, accepted, and read by everybody.

use std::path::PathBuf;

use yizheng::permission::Role;

use super::Browser;
use crate::helpers::TestApp;

/// The damaged article beside the repository; where it is not there, one of our own, with the committee it is about.
fn article() -> (PathBuf, &'static str) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let seed = root.join("../shared/seed/article.txt");
    if seed.exists() {
        (seed, "云阳县")
    } else {
        (root.join("tests/fixtures/articles/duty_reports.txt"), "平湖岭县")
    }
}

#[tokio::test]
async fn a_clerk_brings_an_article_corrects_it_and_the_public_reads_the_sitting() {
    let app = TestApp::start().await;
    let (article, region) = article();
    let committee = app.found("county", region).await;
    let Some(browser) = Browser::start(&app).await else { return };
    browser.sign_in_as(&app.account_for(&committee, Role::Clerk).await, "/county/import").await;
    browser.look("import").await;
    browser.choose("#file", &article).await;
    browser.press("form[enctype] button.primary").await;
    browser.find("#restored-head").await;
    browser.look("preview").await;

    browser.write("#place", "县政协三楼会议室").await;
    browser.press("button[value=accept]").await;
    browser.find("ol.agenda").await;
    let address = browser.path().await;
    assert!(browser.text(".facts").await.contains("县政协三楼会议室"));
    browser.look("sitting").await;
    browser.open("/county/meetings").await;
    browser.look("sittings").await;

    browser.open("/county/import").await;
    browser.choose("#file", &article).await;
    browser.press("form[enctype] button.primary").await;
    let known = browser.find("main .actions a.primary").await.attr("href").await.unwrap();
    assert_eq!(known.as_deref(), Some(address.as_str()), "the same article leads to the sitting that it became");

    browser.look("known").await;
    browser.press("main .actions a.primary").await;

    browser.sign_out().await;
    browser.open(&address).await;
    assert!(browser.text(".facts").await.contains("县政协三楼会议室"));
    browser.look("sitting-public").await;
}
