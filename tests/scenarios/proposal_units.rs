//! Mistakes of handing over that are mended, and the mail of a working day.

use sea_orm::{ActiveModelTrait, Set};
use serde_json::json;
use yizheng::areas::AREAS;
use yizheng::clock::{Day, Instant};
use yizheng::committee::digest;
use yizheng::committee::model::holiday;
use yizheng::ledger::{Act, Change};
use yizheng::proposal::handling::rules::{Part, State as Stands};
use yizheng::proposal::rules::State;
use yizheng::server::reminders;

use crate::helpers::{Answer, Filed, Handled, Postbox, Reader, TestApp};

fn error(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap_or_default().to_owned()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[tokio::test]
async fn one_mail_a_day_tells_each_what_is_to_be_done_and_no_second() {
    let postbox = Postbox::open().await;
    let filed = Filed::on(TestApp::mailing(postbox.address).await).await;
    let mail_to = async |reader: &Reader, email: &str| {
        assert_eq!(reader.post("/account/email", &[("email", email)]).await.status, 303);
    };
    mail_to(&filed.clerk, "clerk@qingling.example").await;
    mail_to(&filed.handlers[0], "unit0@qingling.example").await;
    mail_to(&filed.handlers[1], "unit1@qingling.example").await;
    let told = async || {
        let reminders = reminders(AREAS);
        let pass = || digest::pass(&filed.app.app, &reminders);
        let (first, second) = tokio::join!(pass(), pass());
        first.and(second).unwrap();
        filed.app.app.post.as_ref().unwrap().pass(&filed.app.db, &filed.app.clock).await.unwrap();
        postbox.empty()
    };
    assert_eq!(told().await, Vec::<[String; 3]>::new(), "there is nothing to tell");
    filed.assigned("加固老渡槽", 1, &[0]).await;
    let mails = told().await;
    let [[to, subject, body]] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((to.as_str(), subject.as_str()), ("unit0@qingling.example", "提案办理提醒（2024-03-05）"));
    for said in ["待签收 1 件：", "“加固老渡槽”，期限 2024-06-05", "/qingling/proposals/inbox"] {
        assert!(body.contains(said), "{said} in {body}");
    }
    filed.assigned("修复石桥", 2, &[1]).await;
    assert_eq!(told().await, Vec::<[String; 3]>::new(), "today it was mailed");

    filed.later(93).await;
    filed.app.clock.turn_to(filed.app.clock.now().plus(-3 * 3_600_000));
    assert_eq!(told().await, Vec::<[String; 3]>::new(), "it is seven in the morning");
    filed.later(0).await;
    let mails = told().await;
    let to: Vec<_> = mails.iter().map(|[to, ..]| to.as_str()).collect();
    assert_eq!(to, ["clerk@qingling.example", "unit0@qingling.example", "unit1@qingling.example"]);
    assert!(mails[0][2].contains("各承办单位共有 2 项逾期，其中 0 项逾期一个月以上。"), "{}", mails[0][2]);
    assert_eq!(told().await.len(), 0);
}

#[tokio::test]
async fn a_unit_that_is_urged_is_mailed_once_and_the_history_says_so() {
    let postbox = Postbox::open().await;
    let filed = Filed::on(TestApp::mailing(postbox.address).await).await;
    let mail = [("email", "unit0@qingling.example")];
    assert_eq!(filed.handlers[0].post("/account/email", &mail).await.status, 303);
    let id = filed.assigned("加固老渡槽", 1, &[0]).await;
    let one = filed.assignments(id).await.swap_remove(0);
    let urge = filed.at(id, &format!("/assignments/{}/urge", one.id));
    let page = filed.clerk.get(&filed.at(id, "")).await.text();
    assert!(page.contains(&urge) && page.contains("请抓紧办理，按期答复。"), "{page}");
    let sent = json!({"version": one.version, "note": "汛期将至，请先答复代表"});
    assert_eq!(filed.handlers[0].post_json(&urge, &sent).await.status, 403, "nobody urges themselves");
    let empty = json!({"version": one.version, "note": " "});
    assert_eq!(error(&filed.clerk.post_json(&urge, &empty).await), "handling-reason-missing");
    assert_eq!(filed.clerk.post_json(&urge, &sent).await.status, 200);
    assert_eq!(filed.clerk.post_json(&urge, &sent).await.status, 409, "pressed twice");
    filed.app.app.post.as_ref().unwrap().pass(&filed.app.db, &filed.app.clock).await.unwrap();
    let mails = postbox.empty();
    let [[to, subject, body]] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((to.as_str(), subject.as_str()), ("unit0@qingling.example", "催办：“加固老渡槽”（2024-06-05 前答复）"));
    assert!(body.contains("汛期将至，请先答复代表") && body.contains(&filed.at(id, "")), "{body}");
    let page = filed.handlers[0].get(&filed.at(id, "")).await.text();
    assert!(page.contains("向县水利局催办提案“加固老渡槽”：汛期将至，请先答复代表"), "{page}");
}

#[tokio::test]
async fn the_digest_rests_where_the_committee_does() {
    let postbox = Postbox::open().await;
    let filed = Filed::on(TestApp::mailing(postbox.address).await).await;
    let mail = [("email", "unit0@qingling.example")];
    assert_eq!(filed.handlers[0].post("/account/email", &mail).await.status, 303);
    filed.assigned("加固老渡槽", 1, &[0]).await;
    let told = async || {
        digest::pass(&filed.app.app, &reminders(AREAS)).await.unwrap();
        filed.app.app.post.as_ref().unwrap().pass(&filed.app.db, &filed.app.clock).await.unwrap();
        postbox.empty().len()
    };
    filed.later(4).await;
    assert_eq!(told().await, 0, "it is Saturday");
    let change = Change::begin(&filed.app.db, filed.app.acting(&filed.app.committee)).await.unwrap();
    let off = holiday::ActiveModel {
        committee_id: Set(filed.app.committee.id),
        day: Set(day("2024-03-11")),
        worked: Set(false),
    };
    off.insert(change.on()).await.unwrap();
    change.record(Act::new("proposal", 0, "remind").fact("n", 0)).await.unwrap().commit().await.unwrap();
    filed.later(2).await;
    assert_eq!(told().await, 0, "it is a Monday on which they rest");
    filed.later(1).await;
    assert_eq!(told().await, 1, "it is Tuesday");
}

#[tokio::test]
async fn each_is_mailed_how_many_replies_wait_for_him() {
    let postbox = Postbox::open().await;
    let handled = Handled::on(TestApp::mailing(postbox.address).await).await;
    let readers = [
        ("lead", &handled.lead),
        ("helper", &handled.helper),
        ("super", &handled.supervisor),
        ("shen", &handled.proposer),
    ];
    for (name, reader) in readers {
        let email = format!("{name}@qingling.example");
        assert_eq!(reader.post("/account/email", &[("email", &email)]).await.status, 303);
    }
    let table = [
        (
            [Stands::Drafted, Stands::OpinionGiven],
            State::InHand,
            vec![("helper", "待会签 1 件"), ("lead", "待审签 1 件")],
        ),
        ([Stands::Approved, Stands::OpinionGiven], State::InHand, vec![("super", "待审核 1 件")]),
        ([Stands::Sent, Stands::OpinionGiven], State::Answered, vec![("shen", "待评价 1 件")]),
    ];
    for (states, state, expected) in table {
        handled.set(states, state).await;
        digest::pass(&handled.app.app, &reminders(AREAS)).await.unwrap();
        handled.app.app.post.as_ref().unwrap().pass(&handled.app.db, &handled.app.clock).await.unwrap();
        let mut mails = postbox.empty();
        mails.sort();
        assert_eq!(mails.len(), expected.len(), "{mails:?}");
        for ([to, _, body], (name, said)) in mails.iter().zip(expected) {
            assert!(to.starts_with(name) && body.contains(said), "{said} in {body} to {to}");
        }
        handled.app.clock.turn_to(handled.app.clock.now().plus(Instant::DAY));
    }
}

#[tokio::test]
async fn who_accepted_by_mistake_can_still_ask_for_a_transfer_while_there_is_time() {
    let filed = Filed::start().await;
    let id = filed.assigned("加固老渡槽", 1, &[1, 2]).await;
    let (unit, why) = (&filed.handlers[1], json!({"reason": "渡槽不归本单位管理"}));
    assert_eq!(filed.act(unit, (id, 0), "accept", json!({})).await.status, 200);
    let page = unit.get(&filed.at(id, "")).await.text();
    assert!(page.contains("可申请至 2024-03-12"), "{page}");
    assert_eq!(filed.act(unit, (id, 0), "ask_transfer", why.clone()).await.status, 200);
    let refusal = json!({"reason": "涉及学校用水"});
    assert_eq!(filed.act(&filed.clerk, (id, 0), "refuse_transfer", refusal).await.status, 200);
    assert_eq!(filed.assignments(id).await[0].state, Stands::Accepted, "it goes on where it was");
    assert_eq!(filed.act(unit, (id, 0), "ask_transfer", why.clone()).await.status, 200);
    let to = json!({"unit": filed.units[0].to_string()});
    assert_eq!(filed.act(&filed.clerk, (id, 0), "grant_transfer", to).await.status, 200);
    assert_eq!(filed.act(&filed.handlers[0], (id, 0), "accept", json!({})).await.status, 200);
    assert_eq!(filed.stored(id).await.state, State::InHand);
    filed.later(10).await;
    let late = filed.act(&filed.handlers[0], (id, 0), "ask_transfer", why).await;
    assert_eq!(error(&late), "handling-too-late-accepted");
}

#[tokio::test]
async fn a_co_handler_is_added_to_what_is_in_hand_and_taken_out_before_its_opinion() {
    let filed = Filed::start().await;
    let id = filed.assigned("加固老渡槽", 1, &[0]).await;
    assert_eq!(filed.act(&filed.handlers[0], (id, 0), "accept", json!({})).await.status, 200);
    let add = async |reader: &Reader, unit: usize| {
        let version = filed.stored(id).await.version;
        let sent = json!({"version": version, "unit": filed.units[unit].to_string()});
        reader.post_json(&filed.at(id, "/add_unit"), &sent).await
    };
    assert_eq!(add(&filed.handlers[0], 1).await.status, 403);
    assert_eq!(error(&add(&filed.clerk, 0).await), "handling-unit-twice");
    let version = filed.stored(id).await.version.to_string();
    let fields = [("version", version.as_str()), ("unit", &filed.units[1].to_string())];
    let page = filed.clerk.submit(&filed.at(id, "/add_unit"), &fields).await.text();
    let added = filed.assignments(id).await.swap_remove(1);
    assert!(page.contains("已增加会办单位县教育局") && page.contains(&format!("/{}/take_out", added.id)), "{page}");
    assert_eq!((added.part, added.state, added.due), (Part::CoHandler, Stands::Offered, day("2024-04-05")));
    assert_eq!(filed.act(&filed.handlers[1], (id, 1), "accept", json!({})).await.status, 200);
    assert_eq!(filed.act(&filed.handlers[1], (id, 1), "take_out", json!({})).await.status, 403);
    assert_eq!(filed.act(&filed.clerk, (id, 0), "take_out", json!({})).await.status, 403, "it is the lead");
    assert_eq!(filed.act(&filed.clerk, (id, 1), "take_out", json!({})).await.status, 200);
    assert_eq!(filed.assignments(id).await[1].state, Stands::Transferred);
    let history = filed.clerk.get_json(&filed.at(id, "")).await.json()["history"].to_string();
    assert!(history.contains("增加县教育局会办提案") && history.contains("不再由县教育局会办"), "{history}");
    assert_eq!(add(&filed.clerk, 1).await.status, 200, "it may be added once more");
    assert_eq!(filed.act(&filed.handlers[1], (id, 1), "accept", json!({})).await.status, 200);
    let opinion = json!({"text": "同意"});
    assert_eq!(filed.act(&filed.handlers[1], (id, 1), "give_opinion", opinion).await.status, 200);
    let late = filed.act(&filed.clerk, (id, 1), "take_out", json!({})).await;
    assert_eq!(error(&late), "handling-is-opinion-given");

    let separate = filed.proposal("修复石桥", 2).await;
    let both = json!({"version": 1, "others": [filed.units[1], filed.units[2]]});
    assert_eq!(filed.clerk.post_json(&filed.at(separate, "/assign"), &both).await.status, 200);
    let sent = json!({"version": 2, "unit": filed.units[0].to_string()});
    let refused = filed.clerk.post_json(&filed.at(separate, "/add_unit"), &sent).await;
    assert_eq!(error(&refused), "handling-no-lead-to-help");
}
