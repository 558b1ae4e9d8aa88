//! Minutes save themselves as they are written; the one who wrote at the same time sees both texts; the chair confirms.

use yizheng::permission::Role;

use super::Browser;
use crate::helpers::Held;

#[tokio::test]
async fn minutes_are_written_by_two_at_once_and_confirmed_by_the_chair() {
    let held = Held::open(3, 1).await;
    let Some(browser) = Browser::start(&held.app).await else { return };
    held.deal_with_all().await;
    held.press("close").await;
    let address = &held.address;
    let clerk = held.app.account_for(&held.app.committee, Role::Clerk).await;
    browser.sign_in_as(&clerk, &format!("{address}/minutes")).await;
    browser.look("minutes-undrafted").await;
    browser.press("main .empty button").await;
    browser.find("#text").await;
    browser.look("minutes-edit").await;

    let version = "return document.querySelector('#written').elements.version.value";
    browser.write("#text", "会议纪要\n办公室写的\n").await;
    browser.reads("[data-failed]", "已保存。").await;
    assert_eq!(browser.run(version).await, "2", "it goes on from what was saved");
    let sent = serde_json::json!({ "version": 2, "text": "会议纪要\n主席写的" });
    assert_eq!(held.chair.post_json(&format!("{address}/minutes"), &sent).await.status, 200);
    browser.write("#text", "会议纪要\n办公室又写的\n").await;
    browser.press("#written button:not([formaction])").await;
    browser.find(".split .own").await;
    browser.look("minutes-conflict").await;
    assert_eq!(browser.run("return document.querySelector('#text').value").await, "会议纪要\n主席写的\n办公室又写的\n");
    browser.press("form button.primary").await;
    browser.find("#written").await;

    browser.press("button[formaction$='/minutes/draft']").await;
    browser.find("main > .notice.good form button").await;
    assert!(browser.run("return document.querySelector('#text').value").await.as_str().unwrap().contains("应到5人"));

    browser.sign_out().await;
    browser.sign_in_as("member0", &format!("{address}/minutes")).await;
    browser.press("button[formaction$='/confirm']").await;
    browser.find(".issued dl").await;
    browser.look("minutes-confirmed").await;
    browser.open(address).await;
    browser.find("#texts .tag.good").await;
    browser.look("sitting-confirmed").await;

    browser.sign_out().await;
    browser.sign_in_as(&clerk, address).await;
    browser.press("form[action$='/release/draft'] button").await;
    browser.press("#written button.primary").await;
    browser.find("#release h3").await;
    browser.look("sitting-released").await;
    browser.open("/qingling/documents").await;
    browser.look("documents").await;
    browser.open("/qingling/documents/study").await;
    browser.look("documents-study").await;
}
