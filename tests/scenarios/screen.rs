//! The screen in the hall: who may open it, and what stands on it when.

use crate::helpers::{Answer, Held, Reader};

async fn screen(held: &Held, reader: &Reader) -> Answer {
    reader.get(&format!("{}/screen", held.address)).await
}

/// The clerk does something that must succeed; gives where it led.
async fn does(held: &Held, rest: &str, fields: &[(&str, &str)]) -> String {
    let answer = held.clerk.post(&format!("{}{rest}", held.address), fields).await;
    assert_eq!(answer.status, 303, "{rest}: {}", answer.text());
    answer.location().strip_prefix(&held.address).unwrap_or_default().to_owned()
}

const POLL: [(&str, &str); 5] =
    [("kind", "question"), ("base", "present"), ("majority", "more_than_half"), ("seats", "1"), ("item", "")];

#[tokio::test]
async fn the_screen_is_for_those_who_run_the_sitting_while_it_goes_on() {
    let held = Held::noticed(1).await;
    assert_eq!(screen(&held, &held.clerk).await.status, 200);
    assert_eq!(screen(&held, &held.chair).await.status, 200);
    assert_eq!(screen(&held, &held.members[0]).await.status, 403);
    assert_eq!(screen(&held, &held.app.visitor()).await.status, 404);
    assert!(held.clerk.get(&held.address).await.text().contains(&format!("{}/screen\"", held.address)));
    assert!(!held.members[0].get(&held.address).await.text().contains("/screen\""));
    held.press("call_off").await;
    assert_eq!(screen(&held, &held.clerk).await.status, 404);
}

#[tokio::test]
async fn before_the_sitting_the_code_and_the_count_are_shown_and_then_the_item_at_hand() {
    let held = Held::noticed(2).await;
    let before = screen(&held, &held.clerk).await.text();
    assert!(before.contains("/sign-in.svg") && before.contains("请扫码签到") && before.contains("14:00 开会"));
    assert!(before.contains("距法定人数还差 3 人"));
    held.come(3).await;
    held.press("open").await;
    let items = held.items().await;
    does(&held, &format!("/items/{}/take_up", items[1]), &[]).await;
    let during = screen(&held, &held.clerk).await.text();
    assert!(!during.contains("/sign-in.svg"));
    assert!(during.contains("第 2 项，共 2 项") && during.contains("已达到法定人数"));
    assert!(during.contains("2024年工作要点</h2>"));
}

#[tokio::test]
async fn an_open_poll_shows_how_many_have_voted_and_only_its_announcement_what() {
    let held = Held::open(2, 1).await;
    let fields = [&POLL[..], &[("title", "表决量词"), ("method", "named")]].concat();
    let poll = does(&held, "/polls/new", &fields).await;
    does(&held, &format!("{poll}/open"), &[]).await;
    let vote = format!("{}{poll}/vote", held.address);
    assert_eq!(held.members[0].post(&vote, &[("choice", "yes")]).await.status, 303);
    assert_eq!(held.chair.post(&vote, &[("choice", "no")]).await.status, 303);
    let facts = async || held.clerk.get_json(&format!("{}/screen", held.address)).await.json();
    let open = facts().await;
    assert_eq!(open["poll"]["title"], "表决量词");
    assert_eq!((&open["poll"]["voted"], &open["poll"]["entitled"]), (&2.into(), &3.into()));
    assert!(open["result"].is_null());
    does(&held, &format!("{poll}/close"), &[]).await;
    let closed = facts().await;
    assert!(closed["poll"].is_null() && closed["result"].is_null(), "{closed}");
    does(&held, &format!("{poll}/announce"), &[]).await;
    let announced = facts().await;
    assert_eq!(announced["result"]["passed"], false);
    let votes: Vec<_> = announced["result"]["bars"].as_array().unwrap().iter().map(|bar| &bar["votes"]).collect();
    assert_eq!(votes, [1, 1, 0]);
}
