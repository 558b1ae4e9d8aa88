//! Who is called: by the rules for the day of the sitting, but for what the office does by hand, and nobody without a
//! seat on that day.

use serde_json::{Value, json};
use yizheng::clock::Day;
use yizheng::ledger::{Act, Change};
use yizheng::meeting::attendance::rules::Standing;
use yizheng::meeting::attendance::store;
use yizheng::member;
use yizheng::member::model::Person;

use super::poll::{opened, vote};
use crate::helpers::{Answer, Held, Reader, TestApp, on_both};

/// The day on which the sitting that is called in these tests is held, and the day before.
const DAY: &str = "2024-03-05";
const DAY_BEFORE: &str = "2024-03-04";

/// The day of the sittings that are planned.
const LATER: &str = "2024-06-20";

fn refused(answer: Answer, words: &str) {
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert!(answer.text().contains(words), "{words}: {}", answer.text());
}

/// Changes the record of a member, or makes a new one out of it: gives the key.
async fn roster(app: &TestApp, from: i64, new: bool, with: impl FnOnce(&mut Person)) -> i64 {
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let stored = member::store::person(change.on(), app.committee.id, from).await.unwrap().unwrap();
    let mut person = stored.person.clone();
    with(&mut person);
    person.end_posts_with_their_seats();
    let id = if new {
        member::store::add(&change, &person).await.unwrap()
    } else {
        member::store::save(&change, &stored, &person).await.unwrap();
        stored.id
    };
    let act = Act::new("member", id, "add").fact("name", person.name.as_str());
    change.record(act).await.unwrap().commit().await.unwrap();
    id
}

/// The seat of the `n`th member ends with a day.
async fn seat_ends(held: &Held, n: i64, day: &str) {
    roster(&held.app, n + 1, false, |person| person.seats[0].ends = day.parse().ok()).await;
}

/// A standing member whose seat begins on a day.
async fn seat_begins(held: &Held, name: &str, day: &str) -> i64 {
    let begins: Day = day.parse().unwrap();
    roster(&held.app, 3, true, |person| {
        name.clone_into(&mut person.name);
        person.seats[0].begins = begins;
        person.seats[0].posts[0].begins = begins;
    })
    .await
}

/// A member who holds no post.
async fn plain_member(held: &Held, name: &str) -> i64 {
    roster(&held.app, 3, true, |person| {
        name.clone_into(&mut person.name);
        person.seats[0].posts.clear();
    })
    .await
}

const NEW: &str = "/qingling/meetings/new?kind=standing_committee";

fn plan<'a>(chair: &'a str, date: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("term", "10"), ("nth", "8"), ("date", date), ("begins", "09:00"), ("place", "三楼"), ("chair", chair)]
}

/// A standing committee meeting that is planned for a day, with an item: its address and its key.
async fn planned(held: &Held, date: &str) -> (String, i64) {
    let answer = held.clerk.post(NEW, &plan("1", date)).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let address = answer.location();
    let item = [("disposition", "hear"), ("subject", "全县义务教育情况的通报")];
    assert_eq!(held.clerk.post(&format!("{address}/agenda"), &item).await.status, 303);
    let id = address.rsplit('/').next().unwrap().parse().unwrap();
    (address, id)
}

async fn press(held: &Held, address: &str, action: &str) {
    let version = held.clerk.get_json(address).await.json()["version"].to_string();
    let answer = held.clerk.post(&format!("{address}/{action}"), &[("version", &version)]).await;
    assert_eq!(answer.status, 303, "{action}: {}", answer.text());
}

async fn amend(held: &Held, address: &str, date: &str) {
    let version = held.clerk.get_json(address).await.json()["version"].to_string();
    let fields: Vec<_> = plan("1", date).into_iter().chain([("version", version.as_str())]).collect();
    let answer = held.clerk.post(&format!("{address}/amend"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

/// The names of those at a sitting who stand so.
async fn names(held: &Held, id: i64, standing: Standing) -> Vec<String> {
    let all = store::all(held.app.db.read(), id).await.unwrap();
    all.into_iter().filter(|one| one.standing == standing).map(|one| one.name).collect()
}

async fn voting(held: &Held, id: i64) -> Vec<String> {
    names(held, id, Standing::Voting).await
}

/// How many are called with a vote, how many of them are a quorum, and whether there is one.
async fn quorum(held: &Held, address: &str) -> (i64, i64, bool) {
    let bar = held.clerk.get_json(address).await.json()["attendance"]["bar"].clone();
    let number = |value: &Value| value.as_i64().unwrap();
    (number(&bar["presence"]["called"]), number(&bar["needed"]), bar["quorate"] == true)
}

/// The office does something about one of those on the list of a sitting, by name.
async fn about(held: &Held, reader: &Reader, (address, id): (&str, i64), name: &str, to: (&str, &str)) -> Answer {
    let all = store::all(held.app.db.read(), id).await.unwrap();
    let one = all.iter().find(|one| one.name == name).unwrap();
    reader.post(&format!("{address}/called/{}/{}", one.id, to.0), &[("reason", to.1)]).await
}

#[tokio::test]
async fn while_it_is_planned_the_roster_of_its_day_is_called_whatever_the_day_becomes() {
    let held = Held::noticed(3).await;
    seat_ends(&held, 4, "2024-05-31").await;
    seat_begins(&held, "钟离雪", "2024-06-01").await;
    let (address, id) = planned(&held, LATER).await;
    assert_eq!(voting(&held, id).await, ["沈怀远", "罗守一", "陆清和", "钟离雪", "周叶舟"]);
    amend(&held, &address, "2024-05-31").await;
    assert_eq!(voting(&held, id).await, ["沈怀远", "罗守一", "陆清和", "秦望山", "周叶舟"], "its last day is a day");
    amend(&held, &address, "2024-06-01").await;
    assert_eq!(voting(&held, id).await, ["沈怀远", "罗守一", "陆清和", "钟离雪", "周叶舟"]);
}

#[tokio::test]
async fn the_notice_calls_whom_the_roster_of_the_day_names_by_then() {
    let held = Held::noticed(3).await;
    let (address, id) = planned(&held, LATER).await;
    seat_ends(&held, 4, "2024-05-31").await;
    assert_eq!(quorum(&held, &address).await, (4, 3, false), "who has no seat on the day counts no longer");
    seat_ends(&held, 3, "2024-05-31").await;
    seat_begins(&held, "钟离雪", "2024-06-01").await;
    let page = held.clerk.get(&format!("{address}/called")).await.text();
    assert!(page.contains("发出通知时，应到名单将按会议当日的任职情况更新"), "{page}");
    press(&held, &address, "notice").await;
    assert_eq!(voting(&held, id).await, ["沈怀远", "罗守一", "陆清和", "钟离雪"]);
    assert!(names(&held, id, Standing::Out).await.is_empty(), "nobody is left over");
    assert_eq!(quorum(&held, &address).await, (4, 3, false));
}

#[tokio::test]
async fn a_seat_that_ends_between_the_notice_and_the_day_neither_counts_nor_signs_in_nor_votes() {
    on_both(async |store| {
        let held = Held::on(TestApp::start_on(store).await, 4).await;
        assert_eq!(quorum(&held, &held.address).await, (6, 4, false));
        held.come(4).await;
        seat_ends(&held, 5, DAY_BEFORE).await;
        seat_ends(&held, 3, DAY_BEFORE).await;
        assert_eq!(quorum(&held, &held.address).await, (4, 3, true), "three of four are there");
        assert_eq!(names(&held, held.id, Standing::Out).await, ["周叶舟", "欧阳听雨"]);
        let page = held.clerk.get(&format!("{}/called?show=out", held.address)).await.text();
        assert!(page.contains("会议当日不在任") && page.contains("欧阳听雨"), "{page}");
        let admit = format!("{}/called/{}/admit", held.address, held.called[5]);
        refused(held.clerk.post(&admit, &[]).await, "不计入会议名单");
        refused(held.members[3].post(&format!("{}/sign-in", held.address), &[]).await, "不在这次会议的名单中");
        held.press("open").await;
        let poll = opened(&held, &[]).await;
        let page = held.clerk.get_json(&poll).await.json();
        assert_eq!((&page["members"], &page["entitled"]), (&json!(4), &json!(3)));
        refused(vote(&held.members[1], &poll, &["yes"]).await, "不在这次会议的应到人员之中");
        for reader in [&held.chair, &held.secretary, &held.members[0]] {
            assert_eq!(vote(reader, &poll, &["yes"]).await.status, 303);
        }
        held.clerk.post(&format!("{poll}/close"), &[]).await;
        held.clerk.post(&format!("{poll}/announce"), &[]).await;
        let tally = held.clerk.get_json(&poll).await.json()["tally"].clone();
        assert_eq!((&tally["whole"], &tally["needed"], &tally["passed"]), (&json!(4), &json!(3), &json!(true)));
        assert!(!held.members[1].get("/qingling").await.text().contains("会议正在进行"));
        held.deal_with_all().await;
        held.press("close").await;
        let record = held.clerk.get_json(&held.address).await.json();
        assert_eq!((&record["expected"], &record["present"]), (&json!(4), &json!(3)));
        assert!(!record["people"].to_string().contains("周叶舟"), "{}", record["people"]);
        held.clerk.post(&format!("{}/minutes/draft", held.address), &[("version", "0")]).await;
        let minutes = held.clerk.get_json(&format!("{}/minutes", held.address)).await.text();
        assert!(minutes.contains("应到4人，实到3人") && !minutes.contains("周叶舟"), "{minutes}");
    })
    .await;
}

#[tokio::test]
async fn a_seat_that_ends_while_a_poll_is_open_ends_the_vote() {
    let held = Held::open(4, 0).await;
    let poll = opened(&held, &[("base", "present"), ("method", "secret")]).await;
    seat_ends(&held, 5, DAY_BEFORE).await;
    refused(vote(&held.members[3], &poll, &["yes"]).await, "不在这次会议的应到人员之中");
    held.clerk.post(&format!("{poll}/close"), &[]).await;
    assert_eq!(held.clerk.get_json(&poll).await.json()["tally"]["whole"], 5);
}

#[tokio::test]
async fn who_has_a_seat_since_the_notice_is_shown_to_the_office_and_called_by_it() {
    let held = Held::noticed(3).await;
    let id = seat_begins(&held, "钟离雪", DAY).await;
    assert_eq!(quorum(&held, &held.address).await.0, 5);
    assert!(held.clerk.get(&held.address).await.text().contains("应到名单与会议当日的任职情况不一致"));
    let called = format!("{}/called", held.address);
    let page = held.clerk.get(&called).await.text();
    assert!(page.contains("按规则应到，不在名单中") && page.contains(&format!("value=\"{id}\"")), "{page}");
    let member = id.to_string();
    let call_in = [("voting", "true"), ("member", member.as_str()), ("reason", "会议当日已经任职")];
    assert_eq!(held.clerk.post(&called, &call_in).await.status, 303);
    assert_eq!(quorum(&held, &held.address).await, (6, 4, false));
    assert!(!held.clerk.get(&held.address).await.text().contains("不一致"));
    refused(held.clerk.post(&called, &call_in).await, "已在名单中");
}

#[tokio::test]
async fn who_lost_the_post_since_the_notice_is_shown_to_the_office_and_taken_out_by_it() {
    let held = Held::noticed(3).await;
    let day = DAY_BEFORE.parse().ok();
    roster(&held.app, 5, false, |person| person.seats[0].posts[0].ends = day).await;
    let page = held.clerk.get(&format!("{}/called", held.address)).await.text();
    assert!(page.contains("在名单中，按规则不再应到") && page.contains("会议当日不再任职"), "{page}");
    let at = (held.address.as_str(), held.id);
    assert_eq!(about(&held, &held.clerk, at, "秦望山", ("remove", "会议当日不再任职")).await.status, 303);
    assert_eq!(quorum(&held, &held.address).await, (4, 3, false));
}

#[tokio::test]
async fn what_the_office_does_by_hand_has_a_reason_is_recorded_and_stays() {
    let held = Held::noticed(3).await;
    let (address, id) = planned(&held, LATER).await;
    plain_member(&held, "钟离雪").await;
    let (at, called) = ((address.as_str(), id), format!("{address}/called"));
    refused(about(&held, &held.clerk, at, "陆清和", ("remove", " ")).await, "没有写明理由");
    assert_eq!(about(&held, &held.chair, at, "陆清和", ("remove", "随团出访")).await.status, 403);
    refused(about(&held, &held.clerk, at, "沈怀远", ("remove", "随团出访")).await, "请先改由他人主持");
    let done = about(&held, &held.clerk, at, "陆清和", ("remove", "停职检查")).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let unreasoned = [("voting", "true"), ("member", "钟离雪"), ("reason", "")];
    refused(held.clerk.post(&called, &unreasoned).await, "请写明列入名单的理由");
    let call_in = [("voting", "true"), ("member", "钟离雪"), ("reason", "拟任常务委员")];
    assert_eq!(held.members[0].post(&called, &call_in).await.status, 404, "it is planned still");
    assert_eq!(held.clerk.post(&called, &call_in).await.status, 303);
    let ours = ["沈怀远", "罗守一", "秦望山", "周叶舟", "钟离雪"];
    amend(&held, &address, "2024-06-21").await;
    assert_eq!(voting(&held, id).await, ours, "the day changes, and what was done by hand stays");
    press(&held, &address, "notice").await;
    assert_eq!(voting(&held, id).await, ours, "and so at the notice");
    assert_eq!(names(&held, id, Standing::Out).await, ["陆清和"]);
    let history = held.clerk.get(&address).await.text();
    for said in [
        "把陆清和从“政协青岭县第十届委员会常务委员会第八次会议”的应到名单中去掉，理由：停职检查",
        "的应到名单，理由：拟任常务委员",
    ] {
        assert!(history.contains(said), "{said} in {history}");
    }
    let page = held.clerk.get(&called).await.text();
    assert!(page.contains("去掉理由：停职检查") && page.contains("增列理由：拟任常务委员"), "{page}");
    assert!(!page.contains("不一致之处"), "what was done by hand is no difference");
    assert_eq!(about(&held, &held.clerk, at, "陆清和", ("put_back", "")).await.status, 303);
    assert_eq!(quorum(&held, &address).await, (6, 4, false));
    assert_eq!(about(&held, &held.clerk, at, "钟离雪", ("remove", "不再拟任")).await.status, 303);
    assert_eq!(quorum(&held, &address).await, (5, 3, false), "it is done after the notice too");
}

#[tokio::test]
async fn what_was_done_by_hand_is_taken_back_by_one_press() {
    let held = Held::noticed(2).await;
    let at = (held.address.as_str(), held.id);
    let out = held.clerk.follow(about(&held, &held.clerk, at, "周叶舟", ("remove", "误列")).await).await;
    assert!(out.text().contains("/put_back"), "{}", out.text());
    assert_eq!(held.clerk.take_back(&out).await.status, 200);
    assert_eq!(quorum(&held, &held.address).await.0, 4);
    plain_member(&held, "钟离雪").await;
    let call_in = [("voting", "true"), ("member", "钟离雪"), ("reason", "拟任常务委员")];
    let there = held.clerk.submit(&format!("{}/called", held.address), &call_in).await;
    assert_eq!(quorum(&held, &held.address).await.0, 5);
    assert_eq!(held.clerk.take_back(&there).await.status, 200);
    assert_eq!(quorum(&held, &held.address).await.0, 4);
}

#[tokio::test]
async fn nobody_is_called_to_vote_or_put_back_who_has_no_seat_on_the_day() {
    let held = Held::noticed(2).await;
    let at = (held.address.as_str(), held.id);
    seat_begins(&held, "钟离雪", "2024-03-06").await;
    let call_in = [("voting", "true"), ("member", "钟离雪"), ("reason", "次日任职")];
    let called = format!("{}/called", held.address);
    refused(held.clerk.post(&called, &call_in).await, "在会议当日（2024-03-05）不是本会的委员");
    assert_eq!(about(&held, &held.clerk, at, "周叶舟", ("remove", "停职")).await.status, 303);
    seat_ends(&held, 3, DAY_BEFORE).await;
    refused(about(&held, &held.clerk, at, "周叶舟", ("put_back", "")).await, "不是本会的委员");
    assert_eq!(held.clerk.post(&called, &[("lines", "周叶舟 原常务委员")]).await.status, 303, "and may sit in");
    assert_eq!(quorum(&held, &held.address).await, (3, 2, false));
}

#[tokio::test]
async fn nobody_presides_who_has_no_seat_on_the_day() {
    let held = Held::noticed(2).await;
    seat_ends(&held, 1, DAY_BEFORE).await;
    let refused_at = async |chair: &str, date: &str| {
        let answer = held.clerk.post("/qingling/meetings/new?kind=standing_committee", &plan(chair, date)).await;
        (answer.status.as_u16(), answer.text().contains("不是委员，不能主持会议"))
    };
    assert_eq!(refused_at("2", LATER).await, (422, true));
    let (address, _) = planned(&held, LATER).await;
    let version = held.clerk.get_json(&address).await.json()["version"].to_string();
    let handed = [("version", version.as_str()), ("chair", "2")];
    refused(held.clerk.post(&format!("{address}/hand_over"), &handed).await, "不能主持会议");
}

#[tokio::test]
async fn who_is_taken_out_while_speaking_has_spoken() {
    let held = Held::open(2, 0).await;
    let speakers = format!("{}/speakers", held.address);
    assert_eq!(held.members[0].post_json(&speakers, &json!({})).await.status, 200);
    let at = (held.address.as_str(), held.id);
    assert_eq!(about(&held, &held.clerk, at, "陆清和", ("remove", "停职检查")).await.status, 303);
    let page = held.clerk.get_json(&held.address).await.json();
    assert_eq!(page["floor"]["waiting"], json!([]));
    let asked = held.members[0].post_json(&speakers, &json!({})).await;
    assert_eq!(asked.json()["error"], "floor-not-called");
}

#[tokio::test]
async fn a_guest_who_asked_to_speak_stays_on_the_list() {
    let held = Held::open(1, 0).await;
    let called = format!("{}/called", held.address);
    assert_eq!(held.clerk.post(&called, &[("lines", "顾晚晴 县财政局局长")]).await.status, 303);
    let at = (held.address.as_str(), held.id);
    assert_eq!(about(&held, &held.clerk, at, "顾晚晴", ("admit", "")).await.status, 303);
    let guest = store::all(held.app.db.read(), held.id).await.unwrap().pop().unwrap().id;
    let speakers = format!("{}/speakers", held.address);
    assert_eq!(held.clerk.post_json(&speakers, &json!({ "called": guest })).await.status, 200);
    assert_eq!(about(&held, &held.clerk, at, "顾晚晴", ("take_back_sign_in", "")).await.status, 303);
    refused(about(&held, &held.clerk, at, "顾晚晴", ("remove", "")).await, "要求过发言");
}
