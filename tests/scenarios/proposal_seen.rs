//! Who sees what of proposals, who may ask for what, and where it is said with whom a proposal is.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use yizheng::permission::Role;
use yizheng::proposal::handling::rules::State as Stands;
use yizheng::proposal::rules::State;

use crate::helpers::{Handled, Proposed, Reader};

#[tokio::test]
async fn the_files_of_what_is_published_stay_inside() {
    let handled = Handled::in_hand().await;
    let at = |rest: &str| format!("{}{rest}", handled.address);
    handled.set([Stands::Accepted, Stands::Accepted], State::Draft).await;
    let kept = handled.proposer.upload(&at("/files"), "签名.txt", "电话 1300000".as_bytes()).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    handled.set([Stands::Accepted, Stands::Accepted], State::InHand).await;
    let file = handled.proposer.get_json(&handled.address).await.json()["signing"]["files"][0]["address"].clone();
    let file = file.as_str().unwrap();
    let version = handled.proposal().await.version;
    let published = handled.clerk.post_json(&at("/publish"), &json!({"version": version})).await;
    assert_eq!(published.status, 200, "{}", published.text());
    for inside in [&handled.proposer, &handled.lead, &handled.clerk] {
        assert_eq!(inside.get(file).await.status, 200);
    }
    let public = handled.app.visitor();
    let page = public.get(&handled.address).await;
    assert!(page.status == 200 && !page.text().contains("签名.txt"), "{}", page.text());
    assert_eq!(public.get(file).await.status, 404);
}

#[tokio::test]
async fn the_page_of_a_member_tells_of_the_proposals_that_its_reader_sees() {
    let handled = Handled::in_hand().await;
    let proposal = handled.proposal().await;
    let dossier = format!("/qingling/members/{}", proposal.first_id.unwrap());
    let inside = handled.clerk.get_json(&dossier).await.json();
    let related = &inside["related"][0];
    assert_eq!((&related["label"], &related["text"]), (&json!("领衔的提案"), &json!("1 件")));
    let list = handled.clerk.get_json(related["address"].as_str().unwrap()).await.json();
    assert_eq!(list["pages"]["total"], 1);
    assert!(handled.clerk.get(&dossier).await.text().contains(">领衔的提案<"));
    let public = handled.app.visitor();
    assert!(!public.get(&dossier).await.text().contains("相关"));
    assert_eq!(public.get_json(&dossier).await.json()["related"], json!(null));
    let path = format!("{}/publish", handled.address);
    assert_eq!(handled.clerk.post_json(&path, &json!({"version": proposal.version})).await.status, 200);
    assert!(public.get(&dossier).await.text().contains("1 件"));
}

#[tokio::test]
async fn a_stranger_narrows_no_list_by_what_is_told_inside_alone() {
    let handled = Handled::in_hand().await;
    let version = handled.proposal().await.version;
    let path = format!("{}/publish", handled.address);
    assert_eq!(handled.clerk.post_json(&path, &json!({"version": version})).await.status, 200);
    let public = handled.app.visitor();
    let total = async |reader: &Reader, query: &str| {
        reader.get_json(&format!("/qingling/proposals?{query}")).await.json()["pages"]["total"].clone()
    };
    assert_eq!(total(&public, "").await, json!(1));
    for query in ["replies=on_time", "result=not", "promise=overdue", "unit=99999", "overdue=yes"] {
        assert_eq!(total(&public, query).await, json!(1), "{query} tells a stranger nothing");
        assert_eq!(total(&handled.clerk, query).await, json!(0), "{query}");
    }
    assert_eq!(total(&public, "kind=party").await, json!(0), "what stands on its page may be asked");
}

#[tokio::test]
async fn who_acts_for_units_no_longer_sees_nothing_of_theirs() {
    let handled = Handled::in_hand().await;
    assert_eq!(handled.lead.get(&handled.address).await.status, 200);
    handled.set([Stands::Transferred, Stands::Accepted], State::InHand).await;
    assert_eq!(handled.lead.get(&handled.address).await.status, 404, "another unit has it");
    let listed = handled.lead.get_json("/qingling/proposals").await.json();
    assert_eq!(listed["proposals"], json!([]), "{listed}");
}

#[tokio::test]
async fn words_are_found_in_the_text_the_reply_and_the_names_of_proposers() {
    let proposed = Proposed::start(2).await;
    let author = &proposed.members[0];
    let id = proposed.submitted("关于古树的提案").await;
    let stored = proposed.stored(id).await;
    let name = author.get_json(&proposed.at(id, "")).await.json()["proposers"][0].as_str().unwrap().to_owned();
    let part: String = stored.suggestions.chars().take(4).collect();
    for text in ["古树", &part, &name] {
        let found = proposed
            .clerk
            .get_json(&format!("/qingling/proposals?text={}", utf8_percent_encode(text, NON_ALPHANUMERIC)))
            .await;
        assert_eq!(found.json()["pages"]["total"], json!(1), "{text}");
    }
    let none = proposed.clerk.get_json("/qingling/proposals?text=%E6%9C%88%E7%90%83").await.json();
    assert_eq!(none["pages"]["total"], json!(0));
}

#[tokio::test]
async fn everybody_inside_is_told_with_whom_it_is_and_until_when() {
    let handled = Handled::in_hand().await;
    let page = handled.proposer.get_json(&handled.address).await.json();
    let now = page["now"].as_str().unwrap();
    assert!(now.starts_with("由") && now.ends_with("前答复"), "{now}");
    handled.set([Stands::Sent, Stands::OpinionGiven], State::Evaluated).await;
    let page = handled.proposer.get_json(&handled.address).await.json();
    assert_eq!(page["now"], json!("等待提案委办结"));
    assert!(
        handled
            .app
            .sign_in(Role::ProposalsClerk)
            .await
            .get("/qingling")
            .await
            .text()
            .contains("1 件提案已评价，等待办结")
    );
}

#[tokio::test]
async fn who_is_no_member_any_more_neither_signs_nor_hands_in() {
    let proposed = Proposed::start(2).await;
    let author = &proposed.members[0];
    let id = proposed.written(author, "关于古树的提案").await;
    proposed.end_seats().await;
    let refused = proposed.press_words(author, id, "submit").await;
    assert!(refused.status == 422 && refused.text().contains("本届"), "{}", refused.text());
    assert_eq!(proposed.stored(id).await.state, State::Draft);
}
