//! Notices by mail: who gets one, what it says, that it comes once, and that nothing is kept where none is sent.

use sea_orm::{ConnectionTrait, Statement};
use yizheng::clock::Instant;

use crate::helpers::{Held, Postbox, Reader, TestApp};

const TITLE: &str = "政协青岭县第十届委员会常务委员会第七次会议";

/// A sitting that was called off, so that it can be planned and told of again; its chair and first member have mail,
/// the second member has not.
async fn called_off(postbox: &Postbox) -> Held {
    let held = Held::on(TestApp::mailing(postbox.address).await, 2).await;
    mail_to(&held.chair, "chair@qingling.example").await;
    mail_to(&held.members[0], "member@qingling.example").await;
    mail_to(&held.clerk, "clerk@qingling.example").await;
    held.press("call_off").await;
    held
}

async fn mail_to(reader: &Reader, email: &str) {
    assert_eq!(reader.post("/account/email", &[("email", email)]).await.status, 303);
}

/// The outbox is tried once.
async fn pass(held: &Held) {
    held.app.app.post.as_ref().unwrap().pass(&held.app.db, &held.app.clock).await.unwrap();
}

/// Turns the clock forward by minutes.
fn later(held: &Held, minutes: i64) {
    held.app.clock.turn_to(held.app.clock.now().plus(minutes * Instant::MINUTE));
}

/// How many mails wait.
async fn waiting(app: &TestApp) -> i64 {
    let on = app.db.read();
    let count = Statement::from_string(on.get_database_backend(), "SELECT COUNT(*) AS n FROM mail");
    on.query_one_raw(count).await.unwrap().unwrap().try_get("", "n").unwrap()
}

#[tokio::test]
async fn those_who_are_called_and_have_an_address_are_told_in_their_language() {
    let postbox = Postbox::open().await;
    let held = called_off(&postbox).await;
    pass(&held).await;
    let told = postbox.empty();
    let to: Vec<_> = told.iter().map(|[to, ..]| to.as_str()).collect();
    assert_eq!(to, ["chair@qingling.example", "member@qingling.example"], "the clerk is not called");
    assert_eq!(told[1][1], format!("会议取消：{TITLE}"));
    for said in ["2024-03-05 14:00", "STATUS:CANCELLED", "SEQUENCE:3"] {
        assert!(told[1][2].contains(said), "{said} in {}", told[1][2]);
    }

    held.press("plan_anew").await;
    pass(&held).await;
    assert_eq!(postbox.empty(), Vec::<[String; 3]>::new(), "planning is told to nobody");

    held.members[0].post("/language", &[("language", "en"), ("back", "/")]).await;
    held.press("notice").await;
    pass(&held).await;
    let told = postbox.empty();
    let [chair, member] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(chair[1], format!("会议通知：{TITLE}"));
    let notice = format!("http://127.0.0.1:0{}/notice", held.address);
    for said in ["沈怀远：", "2024-03-05 14:00", "县政协三楼会议室", "1. 传达学习：县委经济工作会议精神", &notice]
    {
        assert!(chair[2].contains(said), "{said} in {}", chair[2]);
    }
    for said in ["DTSTART:20240305T060000Z", "STATUS:CONFIRMED", "SEQUENCE:5"] {
        assert!(chair[2].contains(said), "{said} in {}", chair[2]);
    }
    assert!(member[1].starts_with("Notice of a meeting: "), "{}", member[1]);
    assert!(held.members[0].get(&format!("{}/notice", held.address)).await.status.is_success());
}

#[tokio::test]
async fn a_mail_that_is_refused_at_first_comes_later_and_once() {
    let postbox = Postbox::open().await;
    let held = called_off(&postbox).await;
    postbox.refuse(1);
    pass(&held).await;
    assert_eq!(postbox.empty().len(), 1, "the other is not kept from its own");
    pass(&held).await;
    assert_eq!(postbox.empty().len(), 0, "not tried again at once");
    postbox.refuse(1);
    later(&held, 1);
    pass(&held).await;
    later(&held, 1);
    pass(&held).await;
    assert_eq!(postbox.empty().len(), 0, "put off for two minutes the second time");
    later(&held, 1);
    pass(&held).await;
    pass(&held).await;
    assert_eq!(postbox.empty().len(), 1);
    assert_eq!(waiting(&held.app).await, 0);
}

#[tokio::test]
async fn two_senders_send_a_mail_once_and_an_old_one_is_given_up() {
    let postbox = Postbox::open().await;
    let held = called_off(&postbox).await;
    tokio::join!(pass(&held), pass(&held), pass(&held));
    assert_eq!(postbox.empty().len(), 2);

    held.press("plan_anew").await;
    held.press("notice").await;
    assert_eq!(waiting(&held.app).await, 2);
    later(&held, 3 * 24 * 60);
    postbox.refuse(2);
    pass(&held).await;
    assert_eq!((postbox.empty().len(), waiting(&held.app).await), (0, 0));
}

#[tokio::test]
async fn a_sender_that_runs_sends_what_is_told_while_it_waits_and_ends_when_it_is_asked_to() {
    let postbox = Postbox::open().await;
    let held = called_off(&postbox).await;
    let post = held.app.app.post.clone().unwrap();
    let sender = tokio::spawn(post.clone().run(held.app.db.clone(), held.app.clock.clone()));
    held.press("plan_anew").await;
    held.press("notice").await;
    while postbox.received() < 4 {
        tokio::task::yield_now().await;
    }
    post.end();
    sender.await.unwrap();
}

#[tokio::test]
async fn nothing_is_kept_where_nothing_is_sent() {
    let held = Held::noticed(1).await;
    mail_to(&held.members[0], "member@qingling.example").await;
    for action in ["call_off", "plan_anew", "notice"] {
        held.press(action).await;
    }
    assert_eq!(waiting(&held.app).await, 0);
}

#[tokio::test]
async fn an_address_is_checked_kept_and_removed_by_its_owner() {
    let held = Held::noticed(1).await;
    let reader = &held.members[0];
    let wrong = reader.post("/account/email", &[("email", "member@")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("电子邮箱地址不正确"), "{}", wrong.text());
    let email = async || reader.get_json("/account").await.json()["email"].clone();
    assert_eq!(email().await, "");
    mail_to(reader, " member@qingling.example ").await;
    assert_eq!(email().await, "member@qingling.example");
    mail_to(reader, "").await;
    assert_eq!(email().await, "");
    let page = reader.get("/account").await.text();
    assert!(page.contains("修改了“member2”的邮箱") && page.contains("删除了“member2”的邮箱"), "{page}");
    assert!(!page.contains("member@qingling.example"), "the record keeps no address");
    assert_eq!(held.app.visitor().post("/account/email", &[("email", "a@b.example")]).await.status, 303);
}
