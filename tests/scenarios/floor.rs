//! The floor: members ask for it, those who run the sitting give it to one at a time.

use serde_json::{Value, json};
use yizheng::clock::Instant;
use yizheng::permission::Role;

use crate::helpers::{Answer, Held, Reader};

fn error(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap_or_default().to_owned()
}

async fn ask(reader: &Reader, held: &Held, sent: &Value) -> Answer {
    reader.post_json(&format!("{}/speakers", held.address), sent).await
}

async fn act(reader: &Reader, held: &Held, speaker: &Value, action: &str) -> Answer {
    reader.post_json(&format!("{}/speakers/{speaker}/{action}", held.address), &json!({"minutes": ""})).await
}

async fn floor(reader: &Reader, held: &Held) -> Value {
    reader.get_json(&held.address).await.json()["floor"].clone()
}

fn names(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn members_ask_in_order_and_any_of_the_list_is_given_the_floor() {
    let held = Held::open(3, 0).await;
    for member in &held.members {
        assert_eq!(ask(member, &held, &json!({})).await.status, 200);
        held.app.clock.turn_to(held.app.clock.now().plus(Instant::MINUTE));
    }
    let list = floor(&held.members[0], &held).await;
    assert_eq!(names(&list["waiting"]), ["陆清和", "周叶舟", "秦望山"]);
    assert_eq!(error(&ask(&held.members[0], &held, &json!({})).await), "floor-listed", "a double click");
    let second = list["waiting"][1]["id"].clone();
    assert_eq!(act(&held.members[1], &held, &second, "give").await.status, 403, "nobody gives himself the floor");
    let path = format!("{}/speakers/{second}/give", held.address);
    assert_eq!(held.chair.post(&path, &[("minutes", "8")]).await.status, 303);
    held.app.clock.turn_to(held.app.clock.now().plus(3 * Instant::MINUTE));
    let list = floor(&held.members[0], &held).await;
    assert_eq!((&list["speaking"]["name"], &list["speaking"]["lasted"]), (&json!("周叶舟"), &json!(3)));
    let page = held.members[0].get(&held.address).await.text();
    assert!(page.contains("data-minutes=\"8\"") && page.contains("data-since="), "{page}");
    let first = list["waiting"][0]["id"].clone();
    assert_eq!(error(&act(&held.clerk, &held, &first, "give").await), "floor-taken");
    assert_eq!(error(&act(&held.clerk, &held, &second, "give").await), "floor-speaking");
    assert_eq!(act(&held.clerk, &held, &second, "end").await.status, 200);
    assert_eq!(error(&act(&held.clerk, &held, &second, "end").await), "floor-spoken");
    let list = floor(&held.members[0], &held).await;
    assert_eq!((names(&list["spoken"]), &list["speaking"]), (vec!["周叶舟"], &json!(null)));
    assert_eq!(ask(&held.members[1], &held, &json!({})).await.status, 200, "who has spoken may ask again");
}

#[tokio::test]
async fn one_withdraws_his_own_request_and_no_other() {
    let held = Held::open(2, 0).await;
    ask(&held.members[0], &held, &json!({})).await;
    let id = floor(&held.members[0], &held).await["waiting"][0]["id"].clone();
    assert_eq!(act(&held.members[1], &held, &id, "withdraw").await.status, 403);
    assert_eq!(error(&act(&held.members[0], &held, &id, "end").await), "floor-not-speaking");
    assert_eq!(act(&held.members[0], &held, &id, "withdraw").await.status, 200);
    assert_eq!(error(&act(&held.members[0], &held, &id, "withdraw").await), "floor-withdrawn");
    assert_eq!(floor(&held.members[0], &held).await["waiting"], json!([]));
    assert_eq!(act(&held.clerk, &held, &json!(9999), "give").await.status, 404);
    assert_eq!(act(&held.clerk, &held, &id, "sing").await.status, 404);
}

#[tokio::test]
async fn each_refusal_says_why() {
    let held = Held::noticed(2).await;
    assert_eq!(error(&ask(&held.members[0], &held, &json!({})).await), "meeting-is-noticed");
    held.come(3).await;
    held.press("open").await;
    assert_eq!(error(&ask(&held.members[1], &held, &json!({})).await), "floor-not-present");
    assert!(held.members[1].get(&held.address).await.text().contains("还没有签到"));
    let inside = held.app.sign_in(Role::Administrator).await;
    assert_eq!(error(&ask(&inside, &held, &json!({})).await), "floor-not-called");
    assert_eq!(ask(&held.app.visitor(), &held, &json!({})).await.status, 401);
    let item = held.items().await[0].to_string();
    assert_eq!(error(&ask(&held.members[0], &held, &json!({"item": item})).await), "floor-item-not-current");
    let for_another = ask(&held.members[0], &held, &json!({"called": held.called[1]})).await;
    assert_eq!(for_another.status, 403, "the desk is the office's");
    assert_eq!(error(&ask(&held.clerk, &held, &json!({"called": held.called[3]})).await), "floor-not-present");
    let minutes = ask(&held.clerk, &held, &json!({"called": held.called[1], "minutes": "1000"})).await;
    assert_eq!((minutes.status.as_u16(), error(&minutes).as_str()), (422, "form-number"));
    on_leave(&held).await;
    assert_eq!(error(&ask(&held.members[1], &held, &json!({})).await), "floor-on-leave");
}

/// The last of those called has leave.
async fn on_leave(held: &Held) {
    use sea_orm::{EntityTrait, QueryFilter, Set, prelude::*};
    use yizheng::ledger::{Act, Change};
    use yizheng::meeting::attendance::model::called::{ActiveModel, Column, Entity};
    use yizheng::meeting::attendance::rules::Reply;
    let change = Change::begin(&held.app.db, held.app.acting(&held.app.committee)).await.unwrap();
    let row = ActiveModel { reply: Set(Reply::LeaveGranted), ..Default::default() };
    let last = *held.called.last().unwrap();
    Entity::update_many().set(row).filter(Column::Id.eq(last)).exec(change.on()).await.unwrap();
    let act = Act::new("meeting", held.id, "open").fact("title", "会议");
    change.record(act).await.unwrap().commit().await.unwrap();
}

#[tokio::test]
async fn the_desk_enters_one_without_a_device_and_lists_those_who_are_there() {
    let held = Held::open(2, 1).await;
    let page = held.clerk.get(&held.address).await.text();
    assert!(page.contains(&format!("<option value=\"{}\">罗守一</option>", held.called[1])), "{page}");
    assert!(!page.contains(&format!("<option value=\"{}\">", held.called[3])), "who is away cannot be entered");
    let sent = json!({"called": held.called[1], "minutes": "5"});
    assert_eq!(ask(&held.clerk, &held, &sent).await.status, 200);
    assert_eq!(error(&ask(&held.clerk, &held, &sent).await), "floor-listed");
    let list = floor(&held.chair, &held).await;
    assert_eq!((names(&list["waiting"]), &list["waiting"][0]["minutes"]), (vec!["罗守一"], &json!(5)));
    assert_eq!(act(&held.clerk, &held, &list["waiting"][0]["id"], "give").await.status, 200);
    assert_eq!(floor(&held.chair, &held).await["speaking"]["minutes"], 5, "what was allotted stays");
}

#[tokio::test]
async fn settling_an_item_ends_the_speech_on_it_and_clears_its_list() {
    let held = Held::open(3, 0).await;
    let item = held.items().await[0];
    held.clerk.post(&format!("{}/items/{item}/take_up", held.address), &[]).await;
    let on_item = json!({"item": item.to_string()});
    for member in &held.members[..2] {
        assert_eq!(ask(member, &held, &on_item).await.status, 200);
    }
    assert_eq!(ask(&held.members[2], &held, &json!({"item": ""})).await.status, 200);
    let first = floor(&held.clerk, &held).await["waiting"][0]["id"].clone();
    act(&held.clerk, &held, &first, "give").await;
    let settled = held.clerk.post(&format!("{}/items/{item}/settle", held.address), &[]).await;
    assert_eq!(settled.status, 303, "{}", settled.text());
    let list = floor(&held.clerk, &held).await;
    assert_eq!((names(&list["spoken"]), names(&list["waiting"])), (vec!["陆清和"], vec!["秦望山"]));
    assert_eq!(list["speaking"], json!(null));
}

#[tokio::test]
async fn of_two_who_give_the_floor_at_once_one_is_refused() {
    let held = Held::open(2, 0).await;
    for member in &held.members {
        ask(member, &held, &json!({})).await;
    }
    let list = floor(&held.clerk, &held).await;
    let (one, other) = tokio::join!(
        act(&held.clerk, &held, &list["waiting"][0]["id"], "give"),
        act(&held.chair, &held, &list["waiting"][1]["id"], "give")
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}
