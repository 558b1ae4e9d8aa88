//! Polls at a sitting: each method from preparing to announcing, and each refusal in words.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};
use yizheng::ledger::{Act, Change};
use yizheng::meeting::agenda::{rules::State as Item, store as agenda};
use yizheng::meeting::attendance::model::called;
use yizheng::meeting::attendance::rules::{Reply, Standing};
use yizheng::meeting::model::item;
use yizheng::meeting::poll::store;
use yizheng::permission::Role;

use crate::helpers::{Answer, Held, Reader};

/// What a poll is prepared with, unless a test says otherwise.
const USUAL: [(&str, &str); 6] = [
    ("title", "表决《年度工作要点》"),
    ("kind", "question"),
    ("method", "named"),
    ("base", "members"),
    ("majority", "more_than_half"),
    ("seats", "1"),
];

fn fields<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = USUAL.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    usual.chain(more.iter().copied()).collect()
}

/// Prepares a poll; gives its address.
pub async fn prepared(held: &Held, more: &[(&str, &str)]) -> String {
    let answer = held.clerk.post(&format!("{}/polls/new", held.address), &fields(more)).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location()
}

/// Prepares a poll and opens it; gives its address.
pub async fn opened(held: &Held, more: &[(&str, &str)]) -> String {
    let poll = prepared(held, more).await;
    done(&held.clerk, &poll, "open", &[]).await;
    poll
}

pub async fn done(reader: &Reader, poll: &str, action: &str, fields: &[(&str, &str)]) {
    let answer = reader.post(&format!("{poll}/{action}"), fields).await;
    assert_eq!(answer.status, 303, "{action}: {}", answer.text());
}

pub async fn vote(reader: &Reader, poll: &str, choices: &[&str]) -> Answer {
    let fields: Vec<_> = choices.iter().map(|choice| ("choice", *choice)).collect();
    reader.post(&format!("{poll}/vote"), &fields).await
}

/// A refusal that says this.
fn refused(answer: Answer, words: &str) {
    assert!([409, 422].contains(&answer.status.as_u16()), "{} {}", answer.status, answer.text());
    assert!(answer.text().contains(words), "{words}: {}", answer.text());
}

async fn tally(reader: &Reader, poll: &str) -> Value {
    reader.get_json(poll).await.json()["tally"].clone()
}

/// Changes something of the sitting that other pages do, which are not on trial here.
async fn aside(held: &Held, row: impl AsyncFnOnce(&Change)) {
    let change = Change::begin(&held.app.db, held.app.acting(&held.app.committee)).await.unwrap();
    row(&change).await;
    let act = Act::new("meeting", held.id, "open").fact("title", "会议");
    change.record(act).await.unwrap().commit().await.unwrap();
}

async fn turn_to_item(held: &Held, id: i64, state: Item) {
    aside(held, async |change| {
        let row = item::ActiveModel { state: Set(state), ..Default::default() };
        item::Entity::update_many().set(row).filter(item::Column::Id.eq(id)).exec(change.on()).await.unwrap();
    })
    .await;
}

async fn change_called(held: &Held, id: i64, row: called::ActiveModel) {
    aside(held, async |change| {
        called::Entity::update_many().set(row).filter(called::Column::Id.eq(id)).exec(change.on()).await.unwrap();
    })
    .await;
}

async fn acts(held: &Held) -> Vec<String> {
    let page = held.clerk.get_json(&held.address).await.json();
    let lines = page["history"].as_array().unwrap().clone();
    lines.iter().rev().map(|line| line["action"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_named_poll_is_voted_on_devices_and_told_when_it_is_announced() {
    let held = Held::open(4, 1).await;
    let poll = opened(&held, &[]).await;
    let page = held.members[0].get(&held.address).await.text();
    assert!(page.contains("name=\"choice\" value=\"yes\""), "the ballot stands on the sitting's page");
    assert!(page.contains("已投 0 / 5"));
    for (reader, choice) in [(&held.chair, "yes"), (&held.secretary, "yes"), (&held.members[0], "no")] {
        let answer = vote(reader, &poll, &[choice]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    assert_eq!(held.clerk.get_json(&poll).await.json()["voted"], 3);
    assert_eq!(tally(&held.clerk, &poll).await, Value::Null, "no count before the end, not even for the office");
    assert_eq!(held.clerk.get_json(&poll).await.json()["voters"], json!([]), "nor who voted what");
    assert_eq!(vote(&held.members[1], &poll, &["yes"]).await.status, 303);
    done(&held.clerk, &poll, "close", &[]).await;
    assert_eq!(tally(&held.members[0], &poll).await, Value::Null, "members wait for the chair");
    let seen = tally(&held.chair, &poll).await;
    assert_eq!(seen["votes"], json!({ "yes": 3, "no": 1, "abstain": 0 }));
    assert_eq!((&seen["whole"], &seen["needed"], &seen["silent"]), (&json!(6), &json!(4), &json!(1)));
    done(&held.chair, &poll, "announce", &[]).await;
    assert_eq!(tally(&held.members[0], &poll).await["passed"], false, "three of six members are not more than half");
    let voters = held.members[0].get_json(&poll).await.json()["voters"].clone();
    assert_eq!(voters[2]["choice"], "no");
    assert_eq!(voters[4]["choice"], Value::Null);
    assert!(held.members[0].get(&held.address).await.text().contains("赞成 3，反对 1，弃权 0"));
    let told = ["prepare_poll", "open_poll", "vote", "vote", "vote", "vote", "close_poll", "announce_poll"];
    assert!(acts(&held).await.ends_with(&told.map(str::to_owned)), "{:?}", acts(&held).await);
}

#[tokio::test]
async fn what_a_poll_is_won_by_is_its_own() {
    let held = Held::open(4, 1).await;
    for (base, majority, passed) in [
        ("members", "more_than_half", false),
        ("present", "more_than_half", true),
        ("cast", "two_thirds", true),
        ("present", "two_thirds", false),
    ] {
        let poll = opened(&held, &[("base", base), ("majority", majority)]).await;
        for (reader, choice) in [(&held.chair, "yes"), (&held.secretary, "yes"), (&held.members[0], "yes")] {
            vote(reader, &poll, &[choice]).await;
        }
        vote(&held.members[1], &poll, &["abstain"]).await;
        done(&held.clerk, &poll, "close", &[]).await;
        done(&held.clerk, &poll, "announce", &[]).await;
        assert_eq!(tally(&held.clerk, &poll).await["passed"], passed, "{majority} of {base}");
    }
}

#[tokio::test]
async fn hands_are_counted_by_the_clerk_and_those_missing_did_not_vote() {
    let held = Held::open(4, 0).await;
    let poll = opened(&held, &[("method", "hands")]).await;
    refused(vote(&held.chair, &poll, &["yes"]).await, "请在会场表态");
    let wrong = [("yes", "5"), ("no", "1"), ("abstain", "1")];
    let answer = held.clerk.post(&format!("{poll}/close"), &wrong).await;
    assert!(answer.text().contains("value=\"5\""), "what was entered is not lost");
    refused(answer, "共 7 人，多于有表决权的到会人员 6 人");
    refused(held.clerk.post(&format!("{poll}/close"), &[]).await, "此项必填");
    refused(held.clerk.post(&format!("{poll}/enter"), &[("yes", "-1")]).await, "0 到 6");
    done(&held.clerk, &poll, "enter", &[("yes", "3"), ("no", "1"), ("abstain", "0")]).await;
    assert_eq!(tally(&held.members[0], &poll).await, Value::Null);
    assert!(held.clerk.get(&poll).await.text().contains("name=\"yes\" inputmode=\"numeric\" value=\"3\""));
    done(&held.clerk, &poll, "close", &[("yes", "4"), ("no", "1"), ("abstain", "0")]).await;
    done(&held.chair, &poll, "announce", &[]).await;
    let seen = tally(&held.members[0], &poll).await;
    assert_eq!((&seen["votes"]["yes"], &seen["silent"], &seen["passed"]), (&json!(4), &json!(1), &json!(true)));
    assert_eq!(held.members[0].get_json(&poll).await.json()["voters"], json!([]), "hands have no names");
}

#[tokio::test]
async fn a_roll_is_entered_in_parts_and_corrected_until_the_end() {
    let held = Held::open(2, 0).await;
    let poll = opened(&held, &[("method", "roll_call"), ("base", "present")]).await;
    let field = |n: usize| format!("voter.{}", held.called[n]);
    let (a, b, c, d) = (field(0), field(1), field(2), field(3));
    done(&held.clerk, &poll, "enter", &[(&a, "yes"), (&b, "no"), (&c, "")]).await;
    done(&held.clerk, &poll, "enter", &[(&b, "yes"), (&c, "yes")]).await;
    done(&held.clerk, &poll, "enter", &[(&c, "")]).await;
    refused(held.clerk.post(&format!("{poll}/enter"), &[(&a, "maybe")]).await, "选一项");
    assert_eq!(held.clerk.post(&format!("{poll}/enter"), &[("voter.9999", "yes")]).await.status, 404);
    assert_eq!(held.members[0].get_json(&poll).await.json()["voters"], json!([]));
    done(&held.clerk, &poll, "close", &[(&d, "abstain")]).await;
    refused(held.clerk.post(&format!("{poll}/enter"), &[(&a, "no")]).await, "已经结束");
    done(&held.clerk, &poll, "announce", &[]).await;
    let page = held.members[0].get_json(&poll).await.json();
    assert_eq!(page["tally"]["votes"], json!({ "yes": 2, "no": 0, "abstain": 1 }));
    assert_eq!(page["tally"]["silent"], 1);
    let said: Vec<_> = page["voters"].as_array().unwrap().iter().map(|voter| voter["choice"].clone()).collect();
    assert_eq!(said, [json!("yes"), json!("yes"), Value::Null, json!("abstain")]);
}

#[tokio::test]
async fn who_may_not_vote_is_told_why() {
    let held = Held::open(4, 1).await;
    let poll = prepared(&held, &[]).await;
    refused(vote(&held.chair, &poll, &["yes"]).await, "还没有开始");
    let row = called::ActiveModel { standing: Set(Standing::SittingIn), ..Default::default() };
    change_called(&held, held.called[4], row).await;
    done(&held.clerk, &poll, "open", &[]).await;
    assert_eq!(held.clerk.get_json(&poll).await.json()["entitled"], 4);
    refused(vote(&held.clerk, &poll, &["yes"]).await, "不在这次会议的应到人员之中");
    refused(vote(&held.members[2], &poll, &["yes"]).await, "列席");
    refused(vote(&held.members[3], &poll, &["yes"]).await, "没有签到");
    held.come(6).await;
    refused(vote(&held.members[3], &poll, &["yes"]).await, "没有签到");
    assert!(held.members[3].get(&held.address).await.text().contains("没有签到"), "the page says so too");
    let row = called::ActiveModel { reply: Set(Reply::LeaveGranted), ..Default::default() };
    change_called(&held, held.called[5], row).await;
    refused(vote(&held.members[3], &poll, &["yes"]).await, "已请假");
    refused(vote(&held.members[0], &poll, &[]).await, "选一项");
    assert_eq!(vote(&held.members[0], &poll, &["no"]).await.status, 303);
    refused(vote(&held.members[0], &poll, &["yes"]).await, "以第一次为准");
    assert_eq!(vote(&held.members[0], &poll, &["no"]).await.status, 303, "the same again is done already");
    assert_eq!(held.app.visitor().post_json(&format!("{poll}/vote"), &json!({ "choice": "no" })).await.status, 401);
    done(&held.clerk, &poll, "close", &[]).await;
    refused(vote(&held.members[1], &poll, &["yes"]).await, "已经结束");
    assert_eq!(tally(&held.clerk, &poll).await["votes"], json!({ "yes": 0, "no": 1, "abstain": 0 }));
    assert_eq!(acts(&held).await.iter().filter(|act| *act == "vote").count(), 1, "nothing refused is recorded");
}

#[tokio::test]
async fn a_poll_opens_with_a_quorum_on_the_current_item_and_alone() {
    let held = Held::noticed(4).await;
    let item = held.items().await[1];
    let page = held.clerk.get_json(&format!("{}/polls/new?item={item}", held.address)).await.json();
    assert!(page["form"]["title"].as_str().unwrap().starts_with("表决"), "{page}");
    assert_eq!(page["form"]["majority"], "more_than_half");
    let of_item = prepared(&held, &[("item", &item.to_string())]).await;
    let other = prepared(&held, &[]).await;
    let open = |poll: &str| format!("{poll}/open");
    refused(held.clerk.post(&open(&other), &[]).await, "还没有开");
    held.come(3).await;
    held.press("open").await;
    refused(held.clerk.post(&open(&other), &[]).await, "应到 6 人，实到 3 人，还差 1 人");
    held.come(4).await;
    refused(held.clerk.post(&open(&of_item), &[]).await, "不是当前议题");
    turn_to_item(&held, item, Item::Current).await;
    done(&held.chair, &of_item, "open", &[]).await;
    refused(held.clerk.post(&open(&other), &[]).await, "另一项表决正在进行");
    refused(held.clerk.post(&open(&of_item), &[]).await, "正在进行");
    let polls = async || agenda::polls(held.app.db.read(), item).await.unwrap();
    assert_eq!(polls().await, (1, None));
    for reader in [&held.chair, &held.secretary, &held.members[0], &held.members[1]] {
        vote(reader, &of_item, &["yes"]).await;
    }
    done(&held.clerk, &of_item, "close", &[]).await;
    let version = held.version().await.to_string();
    let closing = held.clerk.post(&format!("{}/close", held.address), &[("version", &version)]).await;
    refused(closing, "还有表决没有宣布结果");
    assert_eq!(polls().await, (1, None), "what is not announced decides nothing");
    done(&held.clerk, &of_item, "announce", &[]).await;
    refused(held.clerk.post(&format!("{of_item}/announce"), &[]).await, "已经宣布");
    assert_eq!(polls().await, (0, Some(true)));
    assert_eq!(store::announced(held.app.db.read(), held.id).await.unwrap().len(), 1);
    done(&held.clerk, &other, "open", &[]).await;
}

#[tokio::test]
async fn a_prepared_poll_is_changed_and_removed_and_a_late_editor_is_told() {
    let held = Held::noticed(2).await;
    let poll = prepared(&held, &[]).await;
    assert_eq!(held.members[0].get(&poll).await.status, 404, "members do not see what is prepared");
    assert_eq!(held.members[0].get_json(&held.address).await.json()["polls"]["polls"], json!([]));
    let edit = format!("{poll}/edit");
    assert_eq!(held.clerk.post(&edit, &fields(&[("version", "1"), ("title", "改过的题目")])).await.status, 303);
    let late = held.clerk.post(&edit, &fields(&[("version", "1"), ("title", "晚到的题目")])).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("晚到的题目") && late.text().contains("name=\"version\" value=\"2\""));
    assert_eq!(held.clerk.get_json(&poll).await.json()["title"], "改过的题目");
    for action in ["open", "remove", "close", "announce"] {
        assert_eq!(held.members[0].post(&format!("{poll}/{action}"), &[]).await.status, 403, "{action}");
    }
    assert_eq!(held.members[0].post(&format!("{}/polls/new", held.address), &fields(&[])).await.status, 403);
    done(&held.clerk, &poll, "remove", &[]).await;
    assert_eq!(held.clerk.get(&poll).await.status, 404);
}

#[tokio::test]
async fn what_cannot_be_a_poll_is_refused_at_its_field() {
    let held = Held::noticed(2).await;
    let election = [("kind", "election"), ("method", "secret")];
    let long = "长".repeat(201);
    for (more, field, words) in [
        (vec![("title", " ")], "title", "此项必填"),
        (vec![("title", long.as_str())], "title", "最多 200 个字"),
        (vec![("item", "9999")], "item", "列出的各项"),
        (vec![("method", "telepathy")], "method", "列出的各项"),
        ([&election[..], &[("candidates", "")]].concat(), "candidates", "每行一名"),
        ([&election[..], &[("candidates", "秦望山\n 秦望山 ")]].concat(), "candidates", "写了两次"),
        ([&election[..], &[("candidates", "秦望山"), ("seats", "2")]].concat(), "seats", "少于应选的 2 名"),
        ([&election[..], &[("candidates", "秦望山"), ("seats", "0")]].concat(), "seats", "1 到 200"),
        (vec![("kind", "election"), ("method", "roll_call"), ("candidates", "秦望山")], "method", "不能唱名"),
    ] {
        let answer = held.clerk.post(&format!("{}/polls/new", held.address), &fields(&more)).await;
        assert!(answer.text().contains(&format!("id=\"{field}-error\"")), "{more:?}");
        refused(answer, words);
    }
    assert_eq!(held.clerk.get_json(&held.address).await.json()["polls"]["polls"], json!([]));
    prepared(&held, &[("kind", "election"), ("candidates", "秦望山\n单如故"), ("seats", "2")]).await;
}

#[tokio::test]
async fn a_mishap_is_annulled_with_its_reason_and_does_not_block_the_sitting() {
    let held = Held::open(2, 0).await;
    let poll = opened(&held, &[("method", "secret")]).await;
    vote(&held.chair, &poll, &["yes"]).await;
    refused(held.clerk.post(&format!("{poll}/annul"), &[]).await, "写明作废的原因");
    done(&held.clerk, &poll, "annul", &[("reason", "题目写错了")]).await;
    assert!(held.members[0].get(&held.address).await.text().contains("已作废：题目写错了"));
    refused(vote(&held.members[0], &poll, &["yes"]).await, "已经作废");
    for action in ["open", "close", "announce"] {
        refused(held.clerk.post(&format!("{poll}/{action}"), &[]).await, "已经作废");
    }
    assert_eq!(tally(&held.clerk, &poll).await, Value::Null, "nobody learns what was in it");
    let again = opened(&held, &[]).await;
    done(&held.clerk, &again, "close", &[]).await;
    done(&held.clerk, &again, "announce", &[]).await;
    refused(held.clerk.post(&format!("{again}/annul"), &[("reason", "不满意")]).await, "已经宣布");
}

#[tokio::test]
async fn polls_are_seen_inside_the_committee_alone() {
    let held = Held::open(2, 0).await;
    let poll = opened(&held, &[]).await;
    for reader in [&held.app.visitor(), &held.app.sign_in(Role::UnitHandler).await] {
        assert_eq!(reader.get(&poll).await.status, 404);
        assert_eq!(reader.get(&held.address).await.status, 404);
    }
    assert_eq!(held.app.sign_in(Role::Member).await.get(&poll).await.status, 200);
    let elsewhere = poll.replace(&held.address, &format!("{}9", held.address));
    assert_eq!(held.clerk.get(&elsewhere).await.status, 404);
}
