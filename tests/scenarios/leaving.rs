//! Who has left the hall: no vote, no floor, no place in the queue, and no part in what is counted, until they are back.

use serde_json::{Value, json};

use super::poll::{done, opened, vote};
use crate::helpers::{Answer, Held, Reader};

/// The desk notes something of the `n`th of those called.
async fn desk(held: &Held, n: usize, action: &str) {
    let answer = held.clerk.post(&format!("{}/called/{}/{action}", held.address, held.called[n]), &[]).await;
    assert_eq!(answer.status, 303, "{action}: {}", answer.text());
}

fn refused(answer: Answer, words: &str) {
    assert!([409, 422].contains(&answer.status.as_u16()), "{} {}", answer.status, answer.text());
    assert!(answer.text().contains(words), "{words}: {}", answer.text());
}

/// Closes a poll and announces it; gives its result.
async fn result(held: &Held, poll: &str, counted: &[(&str, &str)]) -> Value {
    done(&held.clerk, poll, "close", counted).await;
    done(&held.clerk, poll, "announce", &[]).await;
    held.clerk.get_json(poll).await.json()["tally"].clone()
}

async fn floor(held: &Held) -> Value {
    held.clerk.get_json(&held.address).await.json()["floor"].clone()
}

async fn ask(reader: &Reader, held: &Held) {
    let answer = reader.post_json(&format!("{}/speakers", held.address), &json!({})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn names(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn one_who_left_votes_again_only_once_back() {
    let held = Held::open(2, 0).await;
    for method in ["named", "secret"] {
        let poll = opened(&held, &[("method", method)]).await;
        desk(&held, 2, "leave_early").await;
        refused(vote(&held.members[0], &poll, &["yes"]).await, "您已离会，不能投票");
        let page = held.members[0].get(&held.address).await.text();
        assert!(page.contains("您已离会，不能投票") && !page.contains(r#"name="choice""#), "{method}: {page}");
        desk(&held, 2, "come_back").await;
        assert_eq!(vote(&held.members[0], &poll, &["yes"]).await.status, 303, "{method}");
        assert_eq!(result(&held, &poll, &[]).await["votes"]["yes"], 1, "{method}");
    }
}

#[tokio::test]
async fn a_sign_in_that_is_taken_back_takes_the_vote_with_it() {
    let held = Held::open(2, 0).await;
    let poll = opened(&held, &[("base", "present")]).await;
    desk(&held, 2, "take_back_sign_in").await;
    refused(vote(&held.members[0], &poll, &["yes"]).await, "没有签到");
    assert_eq!(result(&held, &poll, &[]).await["whole"], 3);
}

#[tokio::test]
async fn who_left_before_voting_is_not_among_those_present_and_who_left_after_it_is() {
    let held = Held::open(4, 0).await;
    let poll = opened(&held, &[("base", "present")]).await;
    for reader in [&held.chair, &held.secretary, &held.members[0]] {
        assert_eq!(vote(reader, &poll, &["yes"]).await.status, 303);
    }
    desk(&held, 2, "leave_early").await;
    desk(&held, 5, "leave_early").await;
    let seen = result(&held, &poll, &[]).await;
    assert_eq!((&seen["whole"], &seen["needed"], &seen["silent"]), (&json!(5), &json!(3), &json!(2)));
    assert_eq!((&seen["votes"]["yes"], &seen["passed"]), (&json!(3), &json!(true)), "three of the five present");
    let of_all = opened(&held, &[("base", "members")]).await;
    assert_eq!(result(&held, &of_all, &[]).await["whole"], 6, "who left is a member still");
}

#[tokio::test]
async fn no_more_hands_are_counted_than_are_in_the_hall() {
    let held = Held::open(4, 0).await;
    let poll = opened(&held, &[("method", "hands"), ("base", "present")]).await;
    desk(&held, 5, "leave_early").await;
    let six = [("yes", "5"), ("no", "1"), ("abstain", "0")];
    refused(held.clerk.post(&format!("{poll}/enter"), &six).await, "多于有表决权的到会人员 5 人");
    let seen = result(&held, &poll, &[("yes", "3"), ("no", "1"), ("abstain", "0")]).await;
    assert_eq!((&seen["whole"], &seen["silent"], &seen["passed"]), (&json!(5), &json!(1), &json!(true)));
}

#[tokio::test]
async fn hands_that_were_counted_before_somebody_left_stay_counted() {
    let held = Held::open(2, 0).await;
    let poll = opened(&held, &[("method", "hands"), ("base", "present")]).await;
    done(&held.clerk, &poll, "enter", &[("yes", "4"), ("no", "0"), ("abstain", "0")]).await;
    desk(&held, 3, "leave_early").await;
    let seen = result(&held, &poll, &[]).await;
    assert_eq!((&seen["votes"]["yes"], &seen["whole"], &seen["silent"]), (&json!(4), &json!(4), &json!(0)));
}

#[tokio::test]
async fn nothing_is_entered_in_the_roll_for_one_who_left() {
    let held = Held::open(2, 0).await;
    let poll = opened(&held, &[("method", "roll_call"), ("base", "present")]).await;
    let field = |n: usize| format!("voter.{}", held.called[n]);
    let (first, third, last) = (field(0), field(2), field(3));
    done(&held.clerk, &poll, "enter", &[(&first, "yes")]).await;
    desk(&held, 0, "leave_early").await;
    desk(&held, 2, "leave_early").await;
    let enter = format!("{poll}/enter");
    refused(held.clerk.post(&enter, &[(&third, "yes"), (&last, "yes")]).await, "陆清和已离会，不能表态");
    let seen = result(&held, &poll, &[(&first, "yes"), (&third, ""), (&last, "no")]).await;
    assert_eq!(seen["votes"], json!({ "yes": 1, "no": 1, "abstain": 0 }), "what was said before leaving stays");
    assert_eq!((&seen["whole"], &seen["passed"]), (&json!(3), &json!(false)));
}

#[tokio::test]
async fn leaving_takes_one_off_the_floor_and_out_of_the_queue() {
    let held = Held::open(3, 0).await;
    for member in &held.members {
        ask(member, &held).await;
    }
    let first = floor(&held).await["waiting"][0]["id"].clone();
    let give = format!("{}/speakers/{first}/give", held.address);
    assert_eq!(held.clerk.post(&give, &[("minutes", "5")]).await.status, 303);
    desk(&held, 2, "leave_early").await;
    let now = floor(&held).await;
    assert_eq!((&now["speaking"], names(&now["spoken"])), (&Value::Null, vec!["陆清和"]), "off the floor");
    desk(&held, 3, "leave_early").await;
    assert_eq!(names(&floor(&held).await["waiting"]), ["秦望山"], "out of the queue");
    desk(&held, 3, "come_back").await;
    assert_eq!(names(&floor(&held).await["waiting"]), ["秦望山"], "the place is not kept");
    ask(&held.members[1], &held).await;
    desk(&held, 4, "take_back_sign_in").await;
    assert_eq!(names(&floor(&held).await["waiting"]), ["周叶舟"], "who is back asks anew");
}

#[tokio::test]
async fn nothing_is_passed_by_those_who_have_left() {
    let held = Held::open(2, 0).await;
    let item = held.items().await[1];
    let at = format!("{}/items/{item}", held.address);
    assert_eq!(held.clerk.post(&format!("{at}/take_up"), &[]).await.status, 303);
    desk(&held, 2, "leave_early").await;
    desk(&held, 3, "leave_early").await;
    let settled = held.clerk.post_json(&format!("{at}/settle"), &json!({ "passed": "yes" })).await;
    assert_eq!((settled.status.as_u16(), &settled.json()["error"]), (409, &json!("agenda-no-quorum")));
    assert!(!held.members[0].get("/qingling").await.text().contains("请签到"), "who left is not asked to sign in");
}
