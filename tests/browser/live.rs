//! A page that follows a sitting while its reader writes, and while nobody touches it.

use super::Browser;
use crate::helpers::Held;

#[tokio::test]
async fn a_page_changes_by_itself_where_something_changed_and_nowhere_else() {
    let held = Held::noticed(1).await;
    let Some(browser) = Browser::start(&held.app).await else { return };
    browser.sign_in_as("member0", &held.address).await;
    browser.reads("#sitting-head .tag", "已通知").await;
    browser.run("document.querySelector('#sitting-facts').dataset.kept = 'yes'").await;
    held.press("open").await;
    browser.reads("#sitting-head .tag", "进行中").await;
    let kept = browser.run("return document.querySelector('#sitting-facts').dataset.kept").await;
    assert_eq!(kept, "yes", "what did not change was not touched");
    browser.look("live-sitting").await;
}

#[tokio::test]
async fn what_is_being_written_and_where_the_focus_stands_are_left_alone() {
    let held = Held::noticed(1).await;
    let Some(browser) = Browser::start(&held.app).await else { return };
    browser.sign_in_as("member0", &held.address).await;
    let field = "document.querySelector('#sitting-head').insertAdjacentHTML('beforeend', '<input id=\"note\">')";
    browser.run(field).await;
    browser.write("#note", "写到一半").await;
    held.press("open").await;
    browser.find("#sitting-history li:nth-child(2)").await;
    assert_eq!(browser.run("return document.querySelector('#note').value").await, "写到一半");
    assert_eq!(browser.text("#sitting-head .tag").await, "已通知");
    browser.run("document.activeElement.blur()").await;
    held.happen().await;
    browser.reads("#sitting-head .tag", "进行中").await;
}
