//! The groups of a plenary, the sittings of one group, and the heads of special committees who sit in.

use serde_json::Value;
use yizheng::committee::store as committee;
use yizheng::ledger::{Act, Change};
use yizheng::meeting::attendance::rules::Standing;
use yizheng::meeting::attendance::store;
use yizheng::member;
use yizheng::member::model::Post;

use crate::helpers::Held;

/// A plenary that the office plans, with all members called to it. Gives its address.
async fn plenary(held: &Held) -> String {
    let new = "/qingling/meetings/new?kind=plenary";
    let chair = held.clerk.get_json(new).await.json()["chairs"][0][0].to_string();
    let fields = [
        ("term", "10"),
        ("nth", "2"),
        ("date", "2024-06-20"),
        ("begins", "09:00"),
        ("place", "大会堂"),
        ("chair", &chair),
    ];
    let answer = held.clerk.post(new, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location()
}

async fn groups(held: &Held, address: &str) -> Vec<Value> {
    held.clerk.get_json(&format!("{address}/groups")).await.json()["groups"].as_array().unwrap().clone()
}

fn size(group: &Value) -> usize {
    group["people"].as_array().unwrap().len()
}

#[tokio::test]
async fn members_are_dealt_out_evenly_and_conveners_stay_in_their_groups() {
    let held = Held::noticed(4).await;
    let address = plenary(&held).await;
    let (clerk, page) = (&held.clerk, format!("{address}/groups"));
    let empty = clerk.post(&format!("{page}/deal"), &[]).await;
    assert!(empty.status == 409 && empty.text().contains("还没有小组"));
    let list = clerk.get_json(&format!("{address}/called")).await.json();
    let first = list["called"][0]["id"].to_string();
    assert_eq!(clerk.post(&page, &[("name", "第一组"), ("convener", &first)]).await.status, 303);
    assert_eq!(clerk.post(&page, &[("name", "第二组")]).await.status, 303);
    let twice = clerk.post(&page, &[("name", "第二组")]).await;
    assert!(twice.status == 409 && twice.text().contains("已经有小组“第二组”"));
    assert_eq!(clerk.post(&page, &[("name", " ")]).await.status, 409);
    assert_eq!(clerk.post(&format!("{page}/deal"), &[]).await.status, 303);
    let dealt = groups(&held, &address).await;
    assert_eq!((size(&dealt[0]), size(&dealt[1])), (3, 3));
    assert_eq!(dealt[0]["convener"]["id"].to_string(), first);
    assert!(dealt[0]["people"].as_array().unwrap().iter().any(|one| one["id"] == dealt[0]["convener"]["id"]));
    let moved = dealt[1]["people"][0]["id"].to_string();
    let by_hand = format!("group-{moved}");
    let one = dealt[0]["id"].to_string();
    assert_eq!(clerk.post(&format!("{page}/assign"), &[(&by_hand, &one)]).await.status, 303);
    assert_eq!(clerk.post(&format!("{page}/assign"), &[(&by_hand, "999")]).await.status, 404);
    let dealt = groups(&held, &address).await;
    assert_eq!((size(&dealt[0]), size(&dealt[1])), (4, 2));
    let change = format!("{page}/{one}/change");
    assert_eq!(clerk.post(&change, &[("name", "甲组"), ("convener", &moved)]).await.status, 303);
    assert!(clerk.get(&page).await.text().contains("甲组"));
    let two = dealt[1]["id"].to_string();
    assert_eq!(clerk.post(&format!("{page}/{two}/remove"), &[]).await.status, 303);
    assert_eq!(groups(&held, &address).await.len(), 1);
    assert_eq!(held.members[0].post(&format!("{page}/deal"), &[]).await.status, 404, "it is planned still");
    assert_eq!(clerk.get(&format!("{}/groups", held.address)).await.status, 404, "no plenary, no groups");
}

#[tokio::test]
async fn a_sitting_of_one_group_calls_that_group_alone() {
    let held = Held::noticed(4).await;
    let address = plenary(&held).await;
    let page = format!("{address}/groups");
    for name in ["第一组", "第二组"] {
        held.clerk.post(&page, &[("name", name)]).await;
    }
    let one = groups(&held, &address).await[0]["id"].to_string();
    let id = address.rsplit('/').next().unwrap();
    let new = format!("/qingling/meetings/new?parent={id}");
    let chair = held.clerk.get_json(&new).await.json()["chairs"][0][0].to_string();
    let fields = [
        ("name", "第一组讨论"),
        ("group", one.as_str()),
        ("term", "10"),
        ("nth", "2"),
        ("date", "2024-06-20"),
        ("begins", "15:00"),
        ("place", "二号会议室"),
        ("chair", &chair),
    ];
    let sub = held.clerk.post(&new, &fields).await;
    assert_eq!(sub.status, 303, "{}", sub.text());
    let sub: i64 = sub.location().rsplit('/').next().unwrap().parse().unwrap();
    let called = async || store::all(held.app.db.read(), sub).await.unwrap().len();
    assert_eq!(called().await, 0);
    held.clerk.post(&format!("{page}/deal"), &[]).await;
    assert_eq!(called().await, 3, "who is dealt out is called to the sitting of his group");
    let kept = held.clerk.post(&format!("{page}/{one}/remove"), &[]).await;
    assert!(kept.status == 409 && kept.text().contains("有自己的会议"), "{}", kept.text());
    let year = held.clerk.get_json("/qingling/meetings/calendar").await.json();
    assert_eq!(year["months"][5]["sittings"][0]["within"][0]["title"], "第一组讨论");
}

#[tokio::test]
async fn whoever_was_called_keeps_his_group_when_the_plan_is_changed() {
    let held = Held::noticed(4).await;
    let address = plenary(&held).await;
    let page = format!("{address}/groups");
    held.clerk.post(&page, &[("name", "第一组")]).await;
    held.clerk.post(&format!("{page}/deal"), &[]).await;
    held.clerk.post(&format!("{address}/called"), &[("lines", "程砚 县委办公室副主任")]).await;
    let chair = held.clerk.get_json(&format!("{address}/amend")).await.json()["chairs"][0][0].to_string();
    let fields = [
        ("term", "10"),
        ("nth", "2"),
        ("date", "2024-06-21"),
        ("begins", "09:00"),
        ("place", "大会堂"),
        ("chair", chair.as_str()),
        ("version", "1"),
    ];
    let amended = held.clerk.post(&format!("{address}/amend"), &fields).await;
    assert_eq!(amended.status, 303, "{}", amended.text());
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    let all = store::all(held.app.db.read(), id).await.unwrap();
    assert_eq!(all.len(), 7);
    assert!(all[..6].iter().all(|one| one.group_id.is_some()), "they are in their group still");
    assert_eq!(all[6].standing, Standing::SittingIn);
}

#[tokio::test]
async fn the_heads_of_special_committees_are_asked_to_sit_in_at_once() {
    let held = Held::noticed(3).await;
    let app = &held.app;
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let special = committee::add_special_committee(&change, "提案委员会").await.unwrap().id;
    let mut ids = Vec::new();
    for (n, name) in ["钟离雪", "闻人远"].into_iter().enumerate() {
        let mut person = member::store::person(change.on(), app.committee.id, 1).await.unwrap().unwrap().person;
        let begins = person.seats[0].begins;
        person.name = name.into();
        let post = ["主任", "副主任"][n].to_owned();
        person.seats[0].posts = vec![Post { begins, special: Some(special), name: post, ends: None }];
        ids.push(member::store::add(&change, &person).await.unwrap());
    }
    let act = Act::new("member", ids[0], "add").fact("name", "钟离雪");
    change.record(act).await.unwrap().commit().await.unwrap();
    let called = format!("{}/called", held.address);
    assert_eq!(held.clerk.get_json(&called).await.json()["heads"], 1);
    assert_eq!(held.clerk.post(&called, &[("heads", "true")]).await.status, 303);
    let all = store::all(app.db.read(), held.id).await.unwrap();
    let new = all.last().unwrap();
    assert_eq!((new.name.as_str(), new.posts.0[0].as_str()), ("钟离雪", "提案委员会主任"));
    assert_eq!(new.standing, Standing::SittingIn);
    let again = held.clerk.post(&called, &[("heads", "true")]).await;
    assert_eq!(again.status, 409, "all are called already");
    assert_eq!(held.clerk.post(&called, &[("member", "闻人远")]).await.status, 303);
}
