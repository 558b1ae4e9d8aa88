//! A sitting that is moved after its notice: everybody is told and asked again, and what changed is marked.

use serde_json::{Value, json};
use yizheng::clock::Instant;
use yizheng::meeting::attendance::store;

use crate::helpers::{Answer, Held, Postbox, Reader, TestApp, on_both};

async fn mail_to(reader: &Reader, email: &str) {
    assert_eq!(reader.post("/account/email", &[("email", email)]).await.status, 303);
}

/// A noticed sitting in a program that mails; its chair and its members have mail.
async fn mailing(postbox: &Postbox, members: usize) -> Held {
    let held = Held::on(TestApp::mailing(postbox.address).await, members).await;
    mail_to(&held.chair, "chair@qingling.example").await;
    for (n, member) in held.members.iter().enumerate() {
        mail_to(member, &format!("member{n}@qingling.example")).await;
    }
    held
}

/// What has been mailed since: recipient, subject, and text with what is attached.
async fn mails(held: &Held, postbox: &Postbox) -> Vec<[String; 3]> {
    held.app.app.post.as_ref().unwrap().pass(&held.app.db, &held.app.clock).await.unwrap();
    postbox.empty()
}

/// The office changes some fields of the plan.
async fn amend(held: &Held, changed: &[(&str, &str)]) -> Answer {
    let address = format!("{}/amend", held.address);
    let page = held.clerk.get_json(&address).await.json();
    let mut sent: serde_json::Map<String, Value> = page["form"].as_object().unwrap().clone();
    sent.insert("version".into(), json!(page["version"].to_string()));
    sent.extend(changed.iter().map(|(field, value)| ((*field).to_owned(), json!(value))));
    let answer = held.clerk.post_json(&address, &Value::Object(sent)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

async fn answers(held: &Held, reader: &Reader, n: usize, action: &str) {
    let leave = [("kind", "duty"), ("reason", "赴市里开会")];
    let address = format!("{}/called/{}/{action}", held.address, held.called[n]);
    assert_eq!(reader.post(&address, &leave).await.status, 303, "{action}");
}

async fn one(held: &Held, n: usize) -> Value {
    held.clerk.get_json(&format!("{}/called/{}", held.address, held.called[n])).await.json()["one"].clone()
}

#[tokio::test]
async fn everybody_is_told_of_a_move_with_a_new_entry_and_asked_again() {
    let postbox = Postbox::open().await;
    let held = mailing(&postbox, 2).await;
    answers(&held, &held.members[0], 2, "confirm").await;
    answers(&held, &held.members[1], 3, "ask_leave").await;
    amend(&held, &[("date", "2024-03-07"), ("begins", "09:30"), ("place", "县政协四楼会议室")]).await;
    let told = mails(&held, &postbox).await;
    let to: Vec<_> = told.iter().map(|[to, ..]| to.as_str()).collect();
    assert_eq!(to, ["chair@qingling.example", "member0@qingling.example", "member1@qingling.example"]);
    assert_eq!(told[1][1], "会议变更通知：政协青岭县第十届委员会常务委员会第七次会议");
    for said in [
        "陆清和：",
        "时间：2024-03-07 09:30（变更，原定 2024-03-05 14:00）",
        "地点：县政协四楼会议室（变更，原定 县政协三楼会议室）",
        "1. 传达学习：县委经济工作会议精神",
        "请在下面的页面重新答复",
        &format!("{}/notice", held.address),
        "UID:sitting-1.qingling@yizheng",
        "SEQUENCE:3",
        "DTSTART:20240307T013000Z",
        "STATUS:CONFIRMED",
    ] {
        assert!(told[1][2].contains(said), "{said} in {}", told[1][2]);
    }
    for (n, before) in [(0, Value::Null), (2, json!("coming")), (3, json!("leave_asked"))] {
        let one = one(&held, n).await;
        assert_eq!((&one["reply"], &one["answered"], &one["read_at"]), (&json!("awaited"), &before, &Value::Null));
    }
    let home = held.members[0].get("/qingling").await.text();
    assert!(home.contains("会议时间或地点有变更，请重新答复"), "{home}");
    let page = held.members[0].get(&held.address).await.text();
    assert!(page.contains("您原来的答复：参加"), "{page}");
    for page in [page, held.members[0].get(&format!("{}/notice", held.address)).await.text()] {
        assert_eq!(page.matches("变更</span>").count(), 2, "time and place are marked: {page}");
        assert!(page.contains("原定：县政协三楼会议室"), "{page}");
    }
    let list = held.clerk.get(&format!("{}/called", held.address)).await.text();
    assert!(list.contains("原答复：请假待批"), "{list}");
    let history = held.clerk.get(&held.address).await.text();
    assert!(history.contains("变更了“") && history.contains("请参会人员重新答复"), "{history}");
    answers(&held, &held.members[0], 2, "confirm").await;
    let again = one(&held, 2).await;
    assert_eq!((&again["reply"], &again["answered"]), (&json!("coming"), &json!("coming")), "both are known");
}

#[tokio::test]
async fn a_move_is_told_in_the_language_of_the_reader() {
    let postbox = Postbox::open().await;
    let held = mailing(&postbox, 1).await;
    held.members[0].post("/language", &[("language", "en"), ("back", "/")]).await;
    amend(&held, &[("ends", "17:00")]).await;
    let told = mails(&held, &postbox).await;
    assert!(told[1][1].starts_with("Changed: "), "{}", told[1][1]);
    let said = "Time: 2024-03-05 14:00–17:00 (changed; it was 2024-03-05 14:00)\nPlace: 县政协三楼会议室\n";
    assert!(told[1][2].replace("\r\n", "\n").contains(said), "{}", told[1][2]);
    let page = held.members[0].get(&format!("{}/notice", held.address)).await.text();
    assert!(page.contains(">changed</span>") && page.contains("was: "), "{page}");
}

#[tokio::test]
async fn who_presides_or_how_it_is_called_moves_nobody() {
    let postbox = Postbox::open().await;
    let held = mailing(&postbox, 1).await;
    answers(&held, &held.members[0], 2, "confirm").await;
    amend(&held, &[("chair", "2"), ("name", "扩大会议")]).await;
    assert_eq!(mails(&held, &postbox).await, Vec::<[String; 3]>::new());
    assert_eq!(one(&held, 2).await["reply"], "coming");
    assert!(!held.clerk.get(&held.address).await.text().contains("变更</span>"));
}

#[tokio::test]
async fn a_feed_shows_the_new_time_with_the_same_entry() {
    let held = Held::noticed(1).await;
    let member = &held.members[0];
    let made = member.post("/qingling/meetings/calendar/key", &[]).await.text();
    let (_, key) = made.split_once("calendar.ics?key=").unwrap();
    let feed = format!("/qingling/meetings/calendar.ics?key={}", key.split('<').next().unwrap());
    let program = held.app.visitor();
    assert!(program.get(&feed).await.text().contains("DTSTART:20240305T060000Z"));
    amend(&held, &[("date", "2024-03-08")]).await;
    let text = program.get(&feed).await.text();
    for line in ["DTSTART:20240308T060000Z", "SEQUENCE:3", "UID:sitting-1.qingling@yizheng"] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
}

#[tokio::test]
async fn who_signed_in_for_the_first_day_is_not_there_on_the_other() {
    on_both(async |kept| {
        let held = Held::on(TestApp::start_on(kept).await, 2).await;
        held.app.clock.turn_to(held.app.clock.now().plus(2 * Instant::HOUR));
        held.come(3).await;
        amend(&held, &[("place", "县政协四楼会议室")]).await;
        let there = store::presence(held.app.db.read(), held.id).await.unwrap();
        assert_eq!(there.present, 3, "another room is no other day");
        amend(&held, &[("date", "2024-03-08")]).await;
        let there = store::presence(held.app.db.read(), held.id).await.unwrap();
        assert_eq!((there.called, there.present, there.coming), (4, 0, 0));
        let one = one(&held, 2).await;
        assert_eq!(
            (&one["reply"], &one["answered"], &one["came_at"]),
            (&json!("awaited"), &json!("coming"), &Value::Null)
        );
    })
    .await;
}

#[tokio::test]
async fn a_sitting_that_was_called_off_and_is_told_of_anew_asks_everybody_anew() {
    let held = Held::noticed(1).await;
    answers(&held, &held.members[0], 2, "confirm").await;
    amend(&held, &[("place", "县政协四楼会议室")]).await;
    answers(&held, &held.members[0], 2, "confirm").await;
    held.press("call_off").await;
    held.press("plan_anew").await;
    amend(&held, &[("date", "2024-04-09")]).await;
    held.press("notice").await;
    let one = one(&held, 2).await;
    assert_eq!((&one["reply"], &one["answered"]), (&json!("awaited"), &json!("coming")));
    assert!(!held.clerk.get(&held.address).await.text().contains("变更</span>"), "a new notice is no change");
}

#[tokio::test]
async fn who_is_called_or_taken_out_after_the_notice_is_told_alone() {
    let postbox = Postbox::open().await;
    let held = mailing(&postbox, 2).await;
    let of = |n: usize| format!("{}/called/{}", held.address, held.called[n]);
    let out = held.clerk.post(&format!("{}/remove", of(2)), &[("reason", "停职检查")]).await;
    assert_eq!(out.status, 303, "{}", out.text());
    let told = mails(&held, &postbox).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0][..2], ["member0@qingling.example", "会议名单变更：政协青岭县第十届委员会常务委员会第七次会议"]);
    assert!(told[0][2].contains("STATUS:CANCELLED") && !told[0][2].contains("停职"), "{}", told[0][2]);
    amend(&held, &[("begins", "15:00")]).await;
    assert_eq!(mails(&held, &postbox).await.len(), 2, "who is out is not told of the rest");
    assert_eq!(held.clerk.post(&format!("{}/put_back", of(2)), &[]).await.status, 303);
    let told = mails(&held, &postbox).await;
    assert!(told.len() == 1 && told[0][1].starts_with("会议通知："), "{told:?}");
    assert!(told[0][2].contains("2024-03-05 15:00") && told[0][2].contains("STATUS:CONFIRMED"), "{}", told[0][2]);
}

#[tokio::test]
async fn a_move_to_another_day_calls_who_has_a_seat_by_then() {
    use yizheng::ledger::{Act, Change};
    use yizheng::member::store as members;
    let held = Held::noticed(1).await;
    let app = &held.app;
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let mut person = members::person(change.on(), app.committee.id, 3).await.unwrap().unwrap().person;
    person.name = "钟离雪".into();
    let begins = app.clock.now().plus(Instant::DAY).day();
    (person.seats[0].begins, person.seats[0].posts[0].begins) = (begins, begins);
    let id = members::add(&change, &person).await.unwrap();
    let act = Act::new("member", id, "add").fact("name", "钟离雪");
    change.record(act).await.unwrap().commit().await.unwrap();
    amend(&held, &[("date", "2024-03-06")]).await;
    let all = store::all(app.db.read(), held.id).await.unwrap();
    assert_eq!((all.len(), all[3].name.as_str()), (4, "钟离雪"));
}
