//! Items are taken up, settled, put off, taken off and reopened at an open sitting.

use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;
use yizheng::clock::Instant;
use yizheng::ledger::{Act, Change};
use yizheng::meeting::poll::model::poll;
use yizheng::meeting::poll::rules::{Kind, Method, State};
use yizheng::meeting::rules::{Base, Share};

use super::{act, error, items};
use crate::helpers::{Answer, Held};

/// Settles an item, as JSON.
async fn settle(held: &Held, item: i64, passed: &str, decision: &str) -> Answer {
    let form = json!({"passed": passed, "decision": decision});
    held.clerk.post_json(&format!("{}/items/{item}/settle", held.address), &form).await
}

/// A poll on an item, as it stands once it is closed or announced.
async fn polled(held: &Held, item: i64, state: State, passed: bool) {
    let change = Change::begin(&held.app.db, held.app.acting(&held.app.committee)).await.unwrap();
    let row = poll::ActiveModel {
        sitting_id: Set(held.id),
        item_id: Set(Some(item)),
        title: Set("表决".into()),
        kind: Set(Kind::Question),
        method: Set(Method::Hands),
        base: Set(Base::Members),
        majority: Set(Share::MoreThanHalf),
        seats: Set(1),
        version: Set(1),
        state: Set(state),
        passed: Set(Some(passed)),
        closed_at: Set(Some(held.app.clock.now())),
        ..Default::default()
    };
    row.insert(change.on()).await.unwrap();
    let act = Act::new("meeting", held.id, "open").fact("title", "会议");
    change.record(act).await.unwrap().commit().await.unwrap();
}

#[tokio::test]
async fn one_item_is_current_at_a_time_and_the_chair_leads_as_the_clerk_does() {
    let held = Held::open(2, 0).await;
    let [convey, adopt] = held.items().await[..] else { panic!("two items") };
    assert_eq!(act(&held.members[0], &held, convey, "take_up").await.status, 403);
    assert_eq!(act(&held.chair, &held, convey, "take_up").await.status, 200);
    let again = act(&held.clerk, &held, convey, "take_up").await;
    assert_eq!((again.status.as_u16(), error(&again).as_str()), (409, "agenda-item-current"));
    let other = act(&held.clerk, &held, adopt, "take_up").await;
    assert_eq!(error(&other), "agenda-another-current");
    assert!(other.json()["sentence"].as_str().unwrap().contains("县委经济工作会议精神"));
    let page = held.members[0].get(&held.address).await.text();
    assert!(page.contains("aria-current=\"step\"") && page.contains("正在进行"), "{page}");
    assert_eq!(act(&held.chair, &held, convey, "set_aside").await.status, 200);
    assert_eq!(items(&held.chair, &held).await[0]["began_at"], json!(null));
    assert_eq!(act(&held.clerk, &held, adopt, "take_up").await.status, 200);
}

#[tokio::test]
async fn of_two_who_take_up_two_items_at_once_one_is_refused() {
    let held = Held::open(1, 0).await;
    let [convey, adopt] = held.items().await[..] else { panic!("two items") };
    let (one, other) =
        tokio::join!(act(&held.clerk, &held, convey, "take_up"), act(&held.chair, &held, adopt, "take_up"));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn nothing_is_dealt_with_before_the_sitting_is_open() {
    let held = Held::noticed(1).await;
    let item = held.items().await[0];
    assert_eq!(error(&act(&held.clerk, &held, item, "take_up").await), "meeting-is-noticed");
    assert_eq!(error(&settle(&held, item, "", "").await), "meeting-is-noticed");
    assert_eq!(act(&held.clerk, &held, item, "take_off").await.status, 200, "it may be taken off before");
    assert_eq!(act(&held.clerk, &held, item, "restore").await.status, 200);
    assert_eq!(act(&held.clerk, &held, item, "sing").await.status, 404);
    assert_eq!(act(&held.clerk, &held, 9999, "take_off").await.status, 404);
}

#[tokio::test]
async fn an_item_is_settled_with_the_words_of_its_disposition_and_reopened() {
    let held = Held::open(2, 0).await;
    let item = held.items().await[0];
    assert_eq!(error(&settle(&held, item, "", "").await), "agenda-item-waits");
    act(&held.clerk, &held, item, "take_up").await;
    held.app.clock.turn_to(held.app.clock.now().plus(20 * Instant::MINUTE));
    let path = format!("{}/items/{item}/settle", held.address);
    let done = held.clerk.submit(&path, &[("decision", "  ")]).await.text();
    assert!(done.contains("已传达学习") && done.contains("/reopen"), "{done}");
    let row = items(&held.members[0], &held).await[0].clone();
    assert_eq!((&row["state"], &row["passed"], &row["decision"]), (&json!("settled"), &json!(null), &json!(null)));
    let minutes = (row["ended_at"].as_i64().unwrap() - row["began_at"].as_i64().unwrap()) / Instant::MINUTE;
    assert_eq!(minutes, 20);
    assert_eq!(error(&settle(&held, item, "", "").await), "agenda-item-settled", "a double click");
    let change = held.clerk.get_json(&format!("{}/items/{item}", held.address)).await;
    assert_eq!(error(&change), "agenda-item-settled", "what is decided is not written anew");
    assert_eq!(act(&held.clerk, &held, item, "reopen").await.status, 200);
    let row = items(&held.clerk, &held).await[0].clone();
    assert_eq!((&row["state"], &row["ended_at"], &row["outcome"]), (&json!("current"), &json!(null), &json!(null)));
}

#[tokio::test]
async fn a_document_is_adopted_with_a_quorum_and_by_its_poll_alone() {
    let held = Held::open(2, 2).await;
    let item = held.items().await[1];
    act(&held.clerk, &held, item, "take_up").await;
    assert_eq!(error(&settle(&held, item, "", "").await), "agenda-outcome-missing");
    let short = settle(&held, item, "yes", "同意印发").await;
    assert_eq!((short.status.as_u16(), error(&short).as_str()), (409, "agenda-no-quorum"));
    let page = short.json();
    let sentence = page["sentence"].as_str().unwrap();
    assert!(sentence.contains("应到 4 人，实到 2 人") && sentence.contains("还差 1 人"), "{sentence}");
    assert_eq!(page["form"]["decision"], "同意印发", "nothing entered is lost");
    held.come(4).await;
    assert_eq!(error(&settle(&held, item, "yes", "").await), "agenda-needs-poll");
    polled(&held, item, State::Closed, true).await;
    assert_eq!(error(&settle(&held, item, "yes", "").await), "agenda-poll-unfinished");
    assert_eq!(error(&act(&held.clerk, &held, item, "put_off").await), "agenda-poll-unfinished");
}

#[tokio::test]
async fn an_address_written_otherwise_goes_round_no_rule() {
    let held = Held::open(3, 0).await;
    let item = held.items().await[1];
    assert_eq!(act(&held.clerk, &held, item, "take_up").await.status, 200);
    assert_eq!(act(&held.clerk, &held, item, "settl%65").await.status, 404);
    assert_eq!(items(&held.clerk, &held).await[1]["state"], "current");
}

#[tokio::test]
async fn a_poll_that_was_won_holds_though_people_left_since() {
    let held = Held::open(3, 0).await;
    let item = held.items().await[1];
    act(&held.clerk, &held, item, "take_up").await;
    polled(&held, item, State::Announced, true).await;
    for called in &held.called[1..] {
        let left = held.clerk.post(&format!("{}/called/{called}/leave_early", held.address), &[]).await;
        assert_eq!(left.status, 303, "{}", left.text());
    }
    let settled = settle(&held, item, "yes", "").await;
    assert_eq!(settled.status, 200, "{}", settled.text());
}

#[tokio::test]
async fn the_outcome_is_that_of_the_last_announced_poll() {
    let held = Held::open(2, 0).await;
    let item = held.items().await[1];
    act(&held.clerk, &held, item, "take_up").await;
    polled(&held, item, State::Announced, true).await;
    held.app.clock.turn_to(held.app.clock.now().plus(Instant::MINUTE));
    polled(&held, item, State::Announced, false).await;
    assert_eq!(error(&settle(&held, item, "yes", "").await), "agenda-poll-says-otherwise");
    assert_eq!(settle(&held, item, "no", "").await.status, 200);
    let row = items(&held.members[0], &held).await[1].clone();
    assert_eq!((&row["passed"], &row["outcome"]), (&json!(false), &json!("未获通过")));
    act(&held.clerk, &held, item, "reopen").await;
    held.app.clock.turn_to(held.app.clock.now().plus(Instant::MINUTE));
    polled(&held, item, State::Announced, true).await;
    assert_eq!(settle(&held, item, "yes", "会议同意印发。").await.status, 200);
    let row = items(&held.members[0], &held).await[1].clone();
    assert_eq!((&row["outcome"], &row["decision"]), (&json!("审议通过"), &json!("会议同意印发。")));
}

#[tokio::test]
async fn a_decision_says_what_was_decided() {
    let held = Held::open(1, 0).await;
    let fields = [("disposition", "decide"), ("subject", "召开全体会议的时间")];
    held.clerk.post(&format!("{}/agenda", held.address), &fields).await;
    let item = *held.items().await.last().unwrap();
    act(&held.clerk, &held, item, "take_up").await;
    assert_eq!(error(&settle(&held, item, "yes", " ").await), "agenda-decision-missing");
    assert_eq!(error(&settle(&held, item, "yes", &"长".repeat(5001)).await), "form-too-long");
    assert_eq!(settle(&held, item, "yes", "于四月召开。").await.status, 200);
    assert!(held.members[0].get(&held.address).await.text().contains("于四月召开。"));
}

#[tokio::test]
async fn an_item_put_off_or_taken_off_is_restored_and_what_was_polled_is_not_removed() {
    let held = Held::open(1, 0).await;
    let [convey, adopt] = held.items().await[..] else { panic!("two items") };
    assert_eq!(act(&held.clerk, &held, convey, "put_off").await.status, 200);
    assert_eq!(items(&held.clerk, &held).await[0]["outcome"], "推迟");
    assert_eq!(error(&act(&held.clerk, &held, convey, "take_up").await), "agenda-item-put-off");
    assert_eq!(error(&act(&held.clerk, &held, convey, "remove").await), "agenda-item-put-off");
    assert_eq!(act(&held.clerk, &held, convey, "restore").await.status, 200);
    assert_eq!(act(&held.clerk, &held, convey, "take_off").await.status, 200);
    assert_eq!(error(&act(&held.clerk, &held, convey, "take_off").await), "agenda-item-taken-off");
    polled(&held, adopt, State::Announced, true).await;
    assert_eq!(error(&act(&held.clerk, &held, adopt, "remove").await), "agenda-was-dealt-with");
}

#[tokio::test]
async fn the_public_of_a_released_sitting_learns_what_came_of_it_and_no_more() {
    let held = Held::open(2, 0).await;
    super::added(&held).await;
    for item in held.items().await {
        act(&held.clerk, &held, item, "take_up").await;
        settle(&held, item, "no", "").await;
    }
    held.press("close").await;
    let visitor = held.app.visitor();
    assert_eq!(visitor.get(&held.address).await.status, 404);
    released(&held).await;
    let rows = items(&visitor, &held).await;
    assert_eq!((&rows[0]["outcome"], &rows[1]["outcome"]), (&json!("已传达学习"), &json!("未获通过")));
    assert_eq!(rows[1]["documents"], json!(["政协青岭县委员会2024年工作要点"]));
    for hidden in ["reporter", "minutes", "began_at", "ended_at"] {
        assert_eq!(rows[2][hidden], json!(null), "{hidden}");
    }
    let page = visitor.get(&held.address).await.text();
    assert!(page.contains("《附表》") && !page.contains("温如故") && !page.contains("临时增加"), "{page}");
    assert_eq!(visitor.get_json(&held.address).await.json()["floor"], json!(null));
}

/// The news release is out.
async fn released(held: &Held) {
    use yizheng::meeting::rules::{Standing, State};
    use yizheng::meeting::store::move_to;
    let change = Change::begin(&held.app.db, held.app.acting(&held.app.committee)).await.unwrap();
    let standing = Standing { released: true, ..State::Closed.into() };
    move_to(&change, held.id, held.version().await, standing).await.unwrap();
    let act = Act::new("meeting", held.id, "close").fact("title", "会议");
    change.record(act).await.unwrap().commit().await.unwrap();
}
