//! Pages that follow a sitting: who hears of what, and when.

use regex::Regex;
use yizheng::areas::AREAS;
use yizheng::db::Topic;
use yizheng::ledger::{self, Act, Change};
use yizheng::permission::Role;
use yizheng::server;

use crate::helpers::{Held, Reader, Store, TestApp};

/// Where a reader's page of the sitting hears of changes.
async fn live(held: &Held, reader: &Reader) -> String {
    let page = reader.get(&held.address).await.text();
    Regex::new(r#"data-live="([^"]+)""#).unwrap().captures(&page).unwrap()[1].to_owned()
}

fn after(address: &str) -> i64 {
    address.split_once("?after=").unwrap().1.parse().unwrap()
}

/// The last entry about the sitting.
async fn last(held: &Held) -> i64 {
    let topic = Topic { committee: held.app.committee.id, area: "meeting".into(), thing: held.id };
    ledger::last(held.app.db.read(), &topic).await.unwrap()
}

#[tokio::test]
async fn a_change_reaches_all_who_follow_the_sitting() {
    let held = Held::noticed(2).await;
    let mut following = Vec::new();
    for reader in [&held.chair, &held.members[0], &held.clerk] {
        let address = live(&held, reader).await;
        following.push((after(&address), reader.listen(&address, None).await));
    }
    held.press("open").await;
    let opened = last(&held).await;
    for (seen, events) in &mut following {
        assert!(*seen < opened);
        assert_eq!(events.status, 200);
        assert_eq!(events.next().await, Some(opened));
    }
    assert_eq!(after(&live(&held, &held.chair).await), opened, "the page knows what it was told");
}

#[tokio::test]
async fn what_happened_while_the_connection_was_lost_is_told_at_once() {
    let held = Held::noticed(1).await;
    let address = live(&held, &held.chair).await;
    drop(held.chair.listen(&address, None).await);
    held.press("open").await;
    let mut anew = held.chair.listen(&address, None).await;
    let opened = last(&held).await;
    assert_eq!(anew.next().await, Some(opened));
    let mut resumed = held.chair.listen(&address, Some(&opened.to_string())).await;
    held.happen().await;
    assert_eq!(resumed.next().await, Some(opened + 1), "the browser's word outweighs the page's");
}

#[tokio::test]
async fn who_may_not_see_the_sitting_hears_nothing_of_it() {
    let held = Held::noticed(1).await;
    let address = live(&held, &held.chair).await;
    let unit = held.app.sign_in(Role::UnitHandler).await;
    for stranger in [held.app.visitor(), unit] {
        assert_eq!(stranger.listen(&address, None).await.status, 404);
    }
    let elsewhere = held.app.found("baitang", "白塘县").await;
    let neighbour = held.app.sign_in_to(&elsewhere, Role::Clerk).await;
    assert_eq!(neighbour.listen(&address, None).await.status, 404);
    assert_eq!(neighbour.listen(&address.replace("qingling", "baitang"), None).await.status, 404);
}

#[tokio::test]
async fn a_sitting_that_is_over_or_not_yet_called_is_not_followed() {
    let held = Held::noticed(1).await;
    let address = live(&held, &held.clerk).await;
    held.press("call_off").await;
    assert!(!held.clerk.get(&held.address).await.text().contains("data-live"));
    assert_eq!(held.clerk.listen(&address, None).await.status, 404);
}

#[tokio::test]
async fn a_refused_action_is_told_to_nobody() {
    let held = Held::noticed(1).await;
    let address = live(&held, &held.chair).await;
    let mut events = held.chair.listen(&address, None).await;
    let version = held.version().await.to_string();
    let refused = held.members[0].post(&format!("{}/open", held.address), &[("version", &version)]).await;
    assert_eq!(refused.status, 403);
    held.press("open").await;
    assert_eq!(events.next().await, Some(last(&held).await));
}

#[tokio::test]
async fn of_many_changes_in_a_row_a_listener_hears_a_few_and_always_the_last() {
    const CHANGES: i64 = 40;
    let held = Held::noticed(1).await;
    let address = live(&held, &held.chair).await;
    let mut events = held.chair.listen(&address, None).await;
    for _ in 0..CHANGES {
        held.happen().await;
    }
    let (mut told, mut latest) = (0, 0);
    let end = last(&held).await;
    while latest < end {
        let next = events.next().await.unwrap();
        assert!(next > latest);
        (told, latest) = (told + 1, next);
    }
    assert!(told < CHANGES, "told {told} times");
}

#[tokio::test]
async fn a_stream_is_neither_compressed_nor_held_back_and_ends_with_the_program() {
    let held = Held::noticed(1).await;
    let address = live(&held, &held.chair).await;
    let mut events = held.chair.listen(&address, None).await;
    let header = |name: &str| events.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("content-type").as_deref(), Some("text/event-stream"));
    assert_eq!(header("content-encoding"), None);
    assert_eq!(header("x-accel-buffering").as_deref(), Some("no"));
    held.app.app.live.end();
    assert_eq!(events.next().await, None);
    assert_eq!(held.chair.listen(&address, None).await.next().await, None);
}

#[tokio::test]
async fn a_live_page_that_asks_for_itself_leaves_what_is_told_once() {
    let held = Held::noticed(1).await;
    held.press("open").await;
    let anew = held.clerk.again(&held.address).await.text();
    assert!(!anew.contains("notice good"));
    assert!(held.clerk.get(&held.address).await.text().contains("notice good"));
    assert!(!held.clerk.get(&held.address).await.text().contains("notice good"));
}

#[tokio::test]
async fn a_change_on_one_node_reaches_who_listens_at_another() {
    let Some(store) = Store::postgres().await else { return };
    let other = store.open().await;
    let held = Held::on(TestApp::start_on(store).await, 1).await;
    let TestApp { clock, app, .. } = &held.app;
    let other = server::app(other, clock.clone(), (*app.config).clone(), AREAS).unwrap();
    let address = live(&held, &held.chair).await;
    let mut events = held.chair.listen(&address, None).await;
    let change = Change::begin(&other.db, held.app.acting(&held.app.committee)).await.unwrap();
    let act = Act::new("meeting", held.id, "open").fact("title", "会议");
    change.record(act).await.unwrap().commit().await.unwrap();
    assert_eq!(events.next().await, Some(last(&held).await));
}
