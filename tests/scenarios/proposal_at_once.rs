//! Words are saved and signed at the same moment: no signature stands under words that were not read.

use serde_json::{Value, json};
use yizheng::proposal::model::SignState;
use yizheng::proposal::store;

use crate::helpers::{Handled, Proposed, TestApp, name, on_both, words_of};

/// So often the two are let loose on each other.
const ROUNDS: usize = 40;

#[tokio::test]
async fn a_proposal_is_saved_and_signed_at_the_same_moment() {
    on_both(async |on| {
        let proposed = Proposed::on(TestApp::start_on(on).await, 2).await;
        let (author, one) = (&proposed.members[0], &proposed.members[1]);
        for round in 0..ROUNDS {
            let id = proposed.written(author, "关于修缮北坡渡槽的提案").await;
            let invited = author.post(&proposed.at(id, "/invite"), &[("names", name(1).as_str())]).await;
            assert_eq!(invited.status, 303, "{}", invited.text());
            let read = proposed.stored(id).await.text_version;
            let (write, sign) = (proposed.at(id, "/write"), proposed.at(id, "/sign"));
            let words = words_of(&format!("关于改建北坡渡槽的提案（{round}）"), read);
            let version = read.to_string();
            let fields = [("version", version.as_str())];
            let (saved, signed) = tokio::join!(author.post_json(&write, &words), one.post(&sign, &fields));
            assert!([200, 409].contains(&saved.status.as_u16()), "{}", saved.text());
            assert!([303, 409].contains(&signed.status.as_u16()), "{}", signed.text());
            let now = proposed.stored(id).await;
            let mut all = store::Proposers::of_all(proposed.app.db.read(), [&now].into_iter()).await.unwrap();
            let (his, _) = all.remove(&id).unwrap().signers.swap_remove(0);
            if his.state == SignState::Signed {
                assert_eq!(now.text_version, read, "he signed what stands there");
            }
            if saved.status == 200 && signed.status == 303 {
                assert_eq!(his.state, SignState::Fallen);
                assert!(saved.text().contains(&name(1)), "the author is told: {}", saved.text());
            }
            assert!(saved.status == 200 || signed.status == 303, "one of the two comes through");
        }
    })
    .await;
}

#[tokio::test]
async fn a_reply_is_saved_and_countersigned_at_the_same_moment() {
    let handled = Handled::in_hand().await;
    let reply = |version: i64, body: &str| -> Value {
        json!({
            "version": version, "class": handled.planned.to_string(), "planned": "铺路", "planned_by": "2024-12-31",
            "body": body, "contact": "贺慕白", "phone": "0571-88886666",
        })
    };
    let opinion = json!({"version": handled.assignment(1).await.version, "text": "同意"});
    assert_eq!(handled.helper.post_json(&handled.of_helper("/give_opinion"), &opinion).await.status, 200);
    for round in 0..ROUNDS {
        let up = reply(handled.reply_version().await, &format!("第{round}稿"));
        assert_eq!(handled.lead.post_json(&handled.of_lead("/draft_reply"), &up).await.status, 200);
        let read = handled.reply_version().await;
        let signs = json!({"version": handled.assignment(1).await.version, "reply": read});
        let (write, sign) = (handled.of_lead("/reply"), handled.of_helper("/countersign"));
        let words = reply(read, &format!("第{round}稿，又改"));
        let (saved, signed) =
            tokio::join!(handled.lead.post_json(&write, &words), handled.helper.post_json(&sign, &signs));
        assert!([200, 409].contains(&saved.status.as_u16()), "{}", saved.text());
        assert!([200, 409].contains(&signed.status.as_u16()), "{}", signed.text());
        if handled.assignment(1).await.signed_at.is_some() {
            assert_eq!(handled.reply_version().await, read, "it countersigned what stands there");
        }
        assert!(saved.status == 200 || signed.status == 200, "one of the two comes through");
    }
}
