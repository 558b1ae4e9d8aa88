//! A page that follows a sitting while its reader writes, and while nobody touches it.

use yizheng::permission::Role;

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
    let lost = browser.run("return document.querySelector('#live-lost').offsetParent").await;
    assert!(lost.is_null(), "the connection is said to be lost");
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

#[tokio::test]
async fn the_screen_in_the_hall_can_be_read_and_follows_the_sitting() {
    let held = Held::noticed(2).await;
    let Some(browser) = Browser::start(&held.app).await else { return };
    browser.sign_in_as(&held.app.account_for(&held.app.committee, Role::Clerk).await, &held.address).await;
    browser.open(&format!("{}/screen", held.address)).await;
    browser.look("screen-before").await;
    held.come(4).await;
    held.press("open").await;
    let item = held.items().await[1];
    held.clerk.post(&format!("{}/items/{item}/take_up", held.address), &[]).await;
    browser.reads("#screen-item", "政协青岭县委员会2024年工作要点").await;
    browser.look("screen-item").await;
    let poll = [("title", "表决《政协青岭县委员会2024年工作要点》"), ("kind", "question"), ("method", "named")];
    let rule = [("base", "present"), ("majority", "more_than_half"), ("seats", "1"), ("item", &item.to_string())];
    let poll = held.clerk.post(&format!("{}/polls/new", held.address), &[&poll[..], &rule[..]].concat()).await;
    let poll = poll.location();
    for step in ["open", "vote", "close", "announce"] {
        let reader = if step == "vote" { &held.chair } else { &held.clerk };
        let answer = reader.post(&format!("{poll}/{step}"), &[("choice", "yes")]).await;
        assert_eq!(answer.status, 303, "{step}: {}", answer.text());
        if step == "vote" {
            browser.reads(".stage .numbers dd", "1").await;
            browser.look("screen-poll").await;
        }
    }
    browser.reads(".verdict", "未通过").await;
    browser.look("screen-result").await;
}
