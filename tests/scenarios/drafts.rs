//! Words that save themselves stand beside the record, and come into it when somebody relies on them.

use sea_orm::EntityTrait;
use serde_json::json;
use yizheng::draft;
use yizheng::proposal::model::proposal;
use yizheng::proposal::rules::State;

use crate::helpers::{Handled, Held, Proposed, TestApp, name, on_both, words_of};

/// Of a proposal: what the record holds as its subject, and whether words stand beside it.
async fn kept(proposed: &Proposed, id: i64) -> (String, bool) {
    let on = proposed.app.db.read();
    let row = proposal::Entity::find_by_id(id).one(on).await.unwrap().unwrap();
    let draft = draft::find(on, row.draft()).await.unwrap();
    (row.subject, draft.is_some())
}

#[tokio::test]
async fn words_of_a_proposal_come_into_the_record_when_they_are_handed_in_or_thrown_away() {
    on_both(async |store| {
        let proposed = Proposed::on(TestApp::start_on(store).await, 1).await;
        let author = &proposed.members[0];
        for what in ["submit", "withdraw"] {
            let id = proposed.written(author, "关于修缮北坡渡槽的提案").await;
            assert_eq!(kept(&proposed, id).await, (String::new(), true));
            for query in ["mine=yes", "mine=yes&text=%E5%8C%97%E5%9D%A1", "text=%E5%A0%B5%E6%BC%8F"] {
                let list = author.get(&format!("/qingling/proposals?{query}")).await.text();
                assert!(list.contains("关于修缮北坡渡槽的提案"), "{query}: {list}");
            }
            let key = author.get("/qingling/proposals?text=situation").await.text();
            assert!(!key.contains("关于修缮北坡渡槽的提案"), "what the fields are called is not looked through");
            let pressed = match what {
                "submit" => proposed.press_words(author, id, what).await,
                _ => proposed.press(author, id, what).await,
            };
            assert_eq!(pressed.status, 303, "{}", pressed.text());
            assert_eq!(kept(&proposed, id).await, ("关于修缮北坡渡槽的提案".to_owned(), false));
            let late = author.post_json(&proposed.at(id, "/write"), &words_of("迟了", 2)).await;
            assert_eq!((late.status.as_u16(), kept(&proposed, id).await.1), (409, false), "nothing is left behind");
            if what == "withdraw" {
                assert_eq!(proposed.press(author, id, "resume").await.status, 303);
                assert!(author.get(&proposed.at(id, "/write")).await.text().contains("渡槽漏水"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn who_signs_puts_the_words_that_were_read_into_the_record() {
    on_both(async |store| {
        let proposed = Proposed::on(TestApp::start_on(store).await, 2).await;
        let [author, one] = &proposed.members[..] else { panic!() };
        let id = proposed.written(author, "关于古树的提案").await;
        author.post(&proposed.at(id, "/invite"), &[("names", &name(1))]).await;
        assert!(one.get(&proposed.at(id, "")).await.text().contains("关于古树的提案"), "who is asked reads them");
        assert_eq!(proposed.press_words(one, id, "sign").await.status, 303);
        assert_eq!(kept(&proposed, id).await, ("关于古树的提案".to_owned(), false));
        author.post_json(&proposed.at(id, "/write"), &words_of("关于老树的提案", 2)).await;
        assert_eq!(kept(&proposed, id).await, ("关于老树的提案".to_owned(), false), "that signatures fall is recorded");
        author.post_json(&proposed.at(id, "/write"), &words_of("关于枯树的提案", 3)).await;
        assert_eq!(kept(&proposed, id).await, ("关于老树的提案".to_owned(), true));
        assert_eq!(proposed.stored(id).await.state, State::Draft);
    })
    .await;
}

#[tokio::test]
async fn a_reply_and_minutes_come_into_the_record_with_what_is_done_to_them() {
    let handled = Handled::in_hand().await;
    let bare = json!({"version": 0, "body": "先写一点", "class": ""});
    assert_eq!(handled.lead.post_json(&handled.of_lead("/reply"), &bare).await.status, 200);
    let on = handled.app.db.read();
    assert_eq!(yizheng::proposal::handling::model::reply::Entity::find().all(on).await.unwrap(), []);
    assert_eq!(handled.reply().await.body, "先写一点");
    let whole = json!({
        "version": 1, "class": handled.planned.to_string(), "planned": "铺路", "planned_by": "2024-12-31",
        "body": "再写", "contact": "贺慕白", "phone": "0571-88886666",
    });
    assert_eq!(handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole).await.status, 200);
    assert_eq!(draft::Entity::find().all(on).await.unwrap(), []);
    assert_eq!((handled.reply().await.body.as_str(), handled.reply().await.version), ("再写", 2));

    let held = Held::open(2, 0).await;
    held.deal_with_all().await;
    held.press("close").await;
    let address = format!("{}/minutes", held.address);
    held.clerk.post_json(&format!("{address}/draft"), &json!({"version": 0})).await;
    let saved = held.clerk.post_json(&address, &json!({"version": 1, "text": "甲"})).await;
    assert_eq!(saved.json()["version"], 2);
    let on = held.app.db.read();
    assert_eq!(draft::Entity::find().all(on).await.unwrap().len(), 1);
    let confirmed = held.chair.post_json(&format!("{address}/confirm"), &json!({"version": 2})).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text());
    assert_eq!(draft::Entity::find().all(on).await.unwrap(), []);
    assert!(held.clerk.get(&address).await.text().contains('甲'), "the minutes are what was written last");
}
