//! A poll from preparing to announcing: a member votes on a phone, the clerk counts by roll, an election is drawn.

use yizheng::permission::Role;

use super::Browser;
use crate::helpers::Held;
use crate::scenarios::poll::{done, opened, vote};

#[tokio::test]
async fn a_poll_is_prepared_voted_on_a_phone_and_announced() {
    let held = Held::open(4, 0).await;
    let Some(browser) = Browser::start(&held.app).await else { return };
    let address = &held.address;
    let clerk = held.app.account_for(&held.app.committee, Role::Clerk).await;
    browser.sign_in_as(&clerk, &format!("{address}/polls/new")).await;
    browser.run("document.querySelector('#title').removeAttribute('required')").await;
    browser.press("form[data-unsaved] button.primary").await;
    browser.find("#title-error").await;
    browser.look("poll-form-faults").await;
    browser.write("#title", "表决《政协青岭县委员会2024年工作要点》").await;
    browser.run("document.querySelector('#method').value = 'secret'").await;
    browser.press("form[data-unsaved] button.primary").await;
    browser.find("[formaction$='/remove']").await;
    browser.look("poll-prepared").await;
    let poll = browser.path().await;
    browser.press("[formaction$='/open']").await;
    browser.find("#poll-open").await;
    browser.look("poll-open").await;
    browser.sign_out().await;

    browser.sign_in_as("member2", address).await;
    browser.find(".ballot").await;
    browser.press(".ballot label:nth-of-type(2)").await;
    browser.press(".ballot label:first-of-type").await;
    assert_eq!(browser.run("return document.querySelector('.ballot :checked').value").await, "yes");
    browser.look("poll-ballot").await;
    browser.press("form[action$='/vote'] button").await;
    browser.find("#poll-part .notice.good").await;
    browser.look("poll-voted").await;
    browser.sign_out().await;

    for reader in [&held.chair, &held.secretary, &held.members[1]] {
        assert_eq!(vote(reader, &poll, &["yes"]).await.status, 303);
    }
    browser.sign_in_as(&clerk, &poll).await;
    browser.press("[formaction$='/close']").await;
    browser.find("#poll-result .bars").await;
    browser.look("poll-closed").await;
    browser.press("[formaction$='/announce']").await;
    browser.find("#poll-result .notice.good").await;
    browser.look("poll-announced").await;

    let election =
        [("kind", "election"), ("base", "present"), ("candidates", "秦望山\n单如故\n曾若谷"), ("seats", "2")];
    let ballot = opened(&held, &[&election[..], &[("method", "named"), ("title", "选举监票人")]].concat()).await;
    vote(&held.chair, &ballot, &["1", "2"]).await;
    browser.open(&ballot).await;
    browser.look("poll-election-open").await;
    done(&held.clerk, &ballot, "close", &[]).await;
    done(&held.clerk, &ballot, "announce", &[]).await;
    browser.open(&ballot).await;
    browser.look("poll-election").await;
    let by_hand = opened(&held, &[&election[..], &[("method", "hands"), ("title", "选举计票人")]].concat()).await;
    browser.open(&by_hand).await;
    browser.press("button[formaction$='/close']").await;
    browser.find("#ballots-error").await;
    browser.look("poll-count").await;
    done(&held.clerk, &by_hand, "annul", &[("reason", "候选人名单有误")]).await;
    let roll = opened(&held, &[("method", "roll_call"), ("title", "表决人事事项")]).await;
    browser.open(&roll).await;
    browser.look("poll-roll").await;
    browser.open(address).await;
    browser.look("poll-sitting").await;
}
