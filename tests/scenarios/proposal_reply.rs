//! From the acceptance by a lead and a co-handler to the reply, its evaluation, and the round after a "not satisfied".

use serde_json::{Value, json};
use yizheng::clock::Instant;
use yizheng::permission::Role;

use super::proposal_evaluations::evaluations;
use crate::helpers::{Answer, Handled, Reader};

fn error(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap_or_default().to_owned()
}

/// What is written in a reply that lacks nothing.
fn whole(handled: &Handled, version: i64) -> Value {
    json!({
        "version": version, "class": handled.planned.to_string(), "done": "已铺设路面两公里。", "planned": "铺设其余路面。",
        "planned_by": "2024-12-31", "refused": "", "body": "您提出的提案收悉。现答复如下：\n一是已经开工。\n二是年底完工。",
        "number": "", "signatory": "", "contact": "贺慕白", "phone": "0571-88886666",
    })
}

async fn contact(handled: &Handled, way: &str, day: &str) -> Answer {
    let heard = json!({"day": day, "way": way, "person": "沈怀远", "note": "同意分期实施"});
    handled.lead.post_json(&handled.of_lead("/contact"), &heard).await
}

async fn opinion(handled: &Handled, text: &str) -> Answer {
    let version = handled.assignment(1).await.version;
    handled.helper.post_json(&handled.of_helper("/give_opinion"), &json!({"version": version, "text": text})).await
}

async fn countersign(handled: &Handled, reply: i64) -> Answer {
    let version = handled.assignment(1).await.version;
    handled.helper.post_json(&handled.of_helper("/countersign"), &json!({"version": version, "reply": reply})).await
}

async fn approve(handled: &Handled) -> Answer {
    let (one, reply) = (handled.assignment(0).await, handled.reply().await);
    let sent =
        json!({"version": one.version, "reply": reply.version, "number": "青农〔2024〕5号", "signatory": "温砚"});
    handled.lead.post_json(&handled.of_lead("/approve_reply"), &sent).await
}

async fn step(handled: &Handled, reader: &Reader, action: &str) -> Answer {
    let version = handled.assignment(0).await.version;
    let sent = json!({"version": version, "reason": "没有回应第二条建议", "how": "路面已全部完工"});
    reader.post_json(&handled.of_lead(&format!("/{action}")), &sent).await
}

async fn evaluate(handled: &Handled, work: &str, result: &str) -> Answer {
    let sent =
        json!({"version": handled.proposal().await.version, "work": work, "result": result, "remark": "进度太慢"});
    handled.proposer.post_json(&format!("{}/evaluate", handled.address), &sent).await
}

/// Everything from the contact to the reply that is sent, in the round at hand.
async fn answer(handled: &Handled, way: &str) {
    assert_eq!(contact(handled, way, "2024-03-05").await.status, 200);
    assert_eq!(opinion(handled, "同意主办单位意见").await.status, 200);
    let version = handled.reply_version().await;
    let drafted = handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole(handled, version)).await;
    assert_eq!(drafted.status, 200, "{}", drafted.text());
    assert_eq!(countersign(handled, handled.reply_version().await).await.status, 200);
    let approved = approve(handled).await;
    assert_eq!(approved.status, 200, "{}", approved.text());
    assert_eq!(step(handled, &handled.supervisor, "pass_reply").await.status, 200);
    assert_eq!(step(handled, &handled.lead, "send_reply").await.status, 200);
}

#[tokio::test]
async fn a_reply_goes_out_only_after_everybody_was_heard() {
    let handled = Handled::in_hand().await;
    let bare = json!({"version": 0, "body": "先写一点", "class": ""});
    let saved = handled.lead.post_json(&handled.of_lead("/reply"), &bare).await;
    assert_eq!((saved.status.as_u16(), &saved.json()["version"]), (200, &json!(1)), "{}", saved.text());
    let lacks =
        handled.lead.post_json(&handled.of_lead("/draft_reply"), &json!({"version": 1, "body": "先写一点"})).await;
    let faults = lacks.json()["faults"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!((lacks.status.as_u16(), faults), (422, vec!["class".into(), "contact".into(), "phone".into()]));
    let page = handled.helper.get(&handled.of_lead("/reply/1")).await;
    assert_eq!(page.status, 404, "what is not handed up is the unit's own");
    let drafted = handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole(&handled, 1)).await;
    assert_eq!(drafted.status, 200, "{}", drafted.text());
    assert_eq!(error(&approve(&handled).await), "handling-not-contacted");
    assert_eq!(error(&contact(&handled, "phone", "2024-03-06").await), "reply-contact-future");
    assert_eq!(contact(&handled, "phone", "2024-03-05").await.status, 200);
    assert_eq!(contact(&handled, "phone", "2024-03-05").await.status, 200, "a double click");
    let told = handled.proposer.get_json(&handled.address).await.json();
    assert_eq!(told["replies"]["units"][0]["contacts"].as_array().unwrap().len(), 1, "{told}");
    assert_eq!(error(&approve(&handled).await), "handling-opinions-left");
    assert_eq!(error(&countersign(&handled, 2).await), "handling-is-accepted");
    assert_eq!(opinion(&handled, "同意").await.status, 200);
    assert_eq!(opinion(&handled, "同意，并建议增设路灯").await.status, 200, "it may be changed");
    assert_eq!(error(&approve(&handled).await), "handling-signatures-left");
    assert_eq!(error(&countersign(&handled, 1).await), "error-stale", "other words than those that stand there");
    assert_eq!(countersign(&handled, 2).await.status, 200);
    assert_eq!(approve(&handled).await.status, 200);
    assert_eq!(error(&opinion(&handled, "又改").await), "reply-why-settled");
    assert_eq!(step(&handled, &handled.lead, "send_reply").await.status, 409, "it has not passed");
    assert_eq!(step(&handled, &handled.lead, "pass_reply").await.status, 403);
    assert_eq!(step(&handled, &handled.supervisor, "send_back").await.status, 200);
    let desk = handled.lead.get(&handled.of_lead("/reply")).await.text();
    assert!(desk.contains("没有回应第二条建议"), "{desk}");
    assert_eq!(error(&approve(&handled).await), "handling-is-sent-back");
    let again = whole(&handled, handled.reply_version().await);
    assert_eq!(handled.lead.post_json(&handled.of_lead("/draft_reply"), &again).await.status, 200);
    assert_eq!(countersign(&handled, handled.reply_version().await).await.status, 200, "number and signatory are new");
    assert_eq!(approve(&handled).await.status, 200);
    assert_eq!(step(&handled, &handled.supervisor, "pass_reply").await.status, 200);
    assert_eq!(handled.proposer.get(&handled.of_lead("/reply/1")).await.status, 404, "it is not sent");
    assert_eq!(step(&handled, &handled.lead, "send_reply").await.status, 200);
    assert_eq!(handled.proposal().await.state.name(), "answered");
    let letter = handled.proposer.get(&handled.of_lead("/reply/1")).await.text();
    for words in [
        "关于政协第十届三次会议第12号提案的答复",
        "沈怀远委员：",
        "二是年底完工。",
        "青农〔2024〕5号",
        "0571-88886666",
        "2024年3月5日",
    ] {
        assert!(letter.contains(words), "{words} in {letter}");
    }
}

#[tokio::test]
async fn changed_words_let_signatures_fall_and_two_writers_are_told() {
    let handled = Handled::in_hand().await;
    contact(&handled, "visit", "2024-03-05").await;
    opinion(&handled, "同意").await;
    handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole(&handled, 0)).await;
    assert_eq!(countersign(&handled, 1).await.status, 200);
    let saved = handled.lead.post_json(&handled.of_lead("/reply"), &whole(&handled, 1)).await;
    assert_eq!(saved.status, 200);
    assert!(handled.assignment(1).await.signed_at.is_some(), "the same words");
    let mut other = whole(&handled, 1);
    other["body"] = json!("改过的正文");
    let saved = handled.lead.post_json(&handled.of_lead("/reply"), &other).await;
    assert_eq!((saved.status.as_u16(), &saved.json()["version"]), (200, &json!(2)));
    assert_eq!(handled.assignment(1).await.signed_at, None);
    assert_eq!(error(&approve(&handled).await), "handling-is-accepted", "it is not handed up");
    let history = handled.clerk.get_json(&handled.address).await.json()["history"].to_string();
    assert!(history.contains("已有的会签失效"), "{history}");
    let mut third = whole(&handled, 1);
    third["phone"] = json!("另一个号码");
    let told = handled.lead.post_json(&handled.of_lead("/reply"), &third).await;
    assert_eq!(told.status, 409);
    assert!(told.json()["sentence"].as_str().unwrap().contains("同事") && told.text().contains("改过的正文"));
    assert_eq!(told.json()["phone"], "另一个号码", "nothing of his is lost");
}

#[tokio::test]
async fn who_is_not_satisfied_is_answered_again_and_the_second_time_met() {
    let handled = Handled::in_hand().await;
    answer(&handled, "phone").await;
    let home = handled.proposer.get("/qingling").await.text();
    assert!(home.contains("请评价"), "{home}");
    assert_eq!(evaluate(&handled, "satisfied", "").await.status, 422);
    assert_eq!(evaluate(&handled, "satisfied", "not").await.status, 200);
    let proposal = handled.proposal().await;
    assert_eq!((proposal.state.name(), proposal.round, proposal.answered_at), ("reopened", 2, None));
    for n in 0..2 {
        let one = handled.assignment(n).await;
        assert_eq!((one.state.name(), one.round, one.opinion, one.signed_at), ("offered", 2, None, None));
    }
    handled.accept().await;
    answer(&handled, "phone").await;
    let page = handled.proposer.get(&handled.address).await.text();
    assert!(page.contains("须先与您当面沟通"), "{page}");
    assert_eq!(evaluate(&handled, "not", "not").await.status, 200);
    handled.accept().await;
    assert!(handled.lead.get(&handled.address).await.text().contains("须与提案者当面沟通"));
    contact(&handled, "phone", "2024-03-05").await;
    opinion(&handled, "同意").await;
    handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole(&handled, 0)).await;
    countersign(&handled, 1).await;
    assert_eq!(error(&approve(&handled).await), "handling-not-contacted");
    assert_eq!(contact(&handled, "talk", "2024-03-05").await.status, 200);
    assert_eq!(approve(&handled).await.status, 200);
    step(&handled, &handled.supervisor, "pass_reply").await;
    assert_eq!(step(&handled, &handled.lead, "send_reply").await.status, 200);
    assert!(handled.proposer.get(&handled.address).await.text().contains("本次评价后不再重新办理"));
    assert_eq!(evaluate(&handled, "mostly", "not").await.status, 200);
    let proposal = handled.proposal().await;
    assert_eq!((proposal.state.name(), proposal.round), ("evaluated", 3), "after a meeting it is not opened again");
    let told = handled.lead.get_json(&handled.address).await.json();
    assert_eq!(told["evaluations"]["said"].as_array().unwrap().len(), 3);
    evaluations(&handled).await;
    let close =
        handled.clerk.post_json(&format!("{}/close", handled.address), &json!({"version": proposal.version})).await;
    assert_eq!((close.status.as_u16(), handled.proposal().await.state.name()), (200, "closed"));
}

#[tokio::test]
async fn the_public_reads_what_was_sent_and_finds_no_phone() {
    let handled = Handled::in_hand().await;
    let (public, letter) = (handled.app.visitor(), handled.of_lead("/reply/1"));
    answer(&handled, "meeting").await;
    assert_eq!(public.get(&letter).await.status, 404, "it is not published");
    let version = handled.proposal().await.version;
    let published =
        handled.clerk.post_json(&format!("{}/publish", handled.address), &json!({"version": version})).await;
    assert_eq!(published.status, 200, "{}", published.text());
    for path in [&letter, &handled.address] {
        for page in [public.get(path).await, public.get_json(path).await] {
            assert_eq!(page.status, 200);
            let text = page.text();
            assert!(!text.contains("0571") && !text.contains("贺慕白") && !text.contains("同意分期实施"), "{text}");
        }
    }
    assert!(public.get(&letter).await.text().contains("二是年底完工。"));
    assert!(public.get(&handled.address).await.text().contains(&letter));
    assert_eq!(public.get(&handled.of_lead("/reply")).await.status, 303);
    assert_eq!(handled.stranger.get(&handled.of_lead("/reply")).await.status, 404);
    assert_eq!(handled.helper.get(&handled.of_lead("/reply")).await.status, 403);
}

#[tokio::test]
async fn a_promise_is_followed_until_it_is_kept() {
    let handled = Handled::in_hand().await;
    answer(&handled, "visit").await;
    let list = "/qingling/proposals/promises";
    let overdue = format!("{list}?show=overdue");
    let count = async |reader: &Reader, path: &str| reader.get_json(path).await.json()["pages"]["total"].clone();
    assert_eq!(count(&handled.lead, list).await, 1);
    assert_eq!(count(&handled.helper, list).await, 0, "a unit sees its own");
    assert_eq!(count(&handled.clerk, &overdue).await, 0);
    handled.app.clock.turn_to(handled.app.clock.now().plus(302 * Instant::DAY));
    handled.sign_in_again().await;
    assert_eq!(count(&handled.clerk, &overdue).await, 1);
    let home = handled.lead.get("/qingling").await.text();
    assert!(home.contains("的承诺已经逾期"), "{home}");
    assert_eq!(step(&handled, &handled.helper, "keep_promise").await.status, 403);
    assert_eq!(step(&handled, &handled.lead, "keep_promise").await.status, 200);
    assert_eq!(error(&step(&handled, &handled.lead, "keep_promise").await), "handling-no-promise");
    assert_eq!(count(&handled.supervisor, &format!("{list}?show=kept")).await, 1);
    assert!(handled.clerk.get(list).await.text().contains("路面已全部完工"));
}

#[tokio::test]
async fn one_whose_proposal_was_merged_reads_the_reply_and_says_what_he_thinks_beside() {
    let handled = Handled::in_hand().await;
    let merged = handled.merge_another().await;
    let beside = json!({"version": 1, "work": "satisfied", "result": "not", "remark": "没有提到桥"});
    let path = format!("/qingling/proposals/{merged}");
    let early = handled.other.post_json(&format!("{path}/evaluate"), &beside).await;
    assert_eq!(error(&early), "proposal-is-in-hand");
    answer(&handled, "phone").await;
    let page = handled.other.get(&path).await.text();
    let letter = format!("{path}/assignments/{}/reply/1", handled.assignments[0]);
    assert!(page.contains(&letter), "{page}");
    let text = handled.other.get(&letter).await.text();
    assert!(text.contains("罗守一委员：") && text.contains("二是年底完工。"), "{text}");
    assert_eq!(handled.other.post_json(&format!("{path}/evaluate"), &beside).await.status, 200);
    assert_eq!(error(&handled.other.post_json(&format!("{path}/evaluate"), &beside).await), "evaluation-there");
    assert_eq!(handled.proposal().await.state.name(), "answered", "the main one goes its own way");
}

#[tokio::test]
async fn pages_of_a_reply_are_read_without_scripts() {
    let handled = Handled::in_hand().await;
    answer(&handled, "phone").await;
    let supervisor = handled.app.sign_in(Role::Supervisor).await;
    for path in [handled.address.clone(), handled.of_lead("/reply/1"), "/qingling/proposals/promises".into()] {
        for reader in [&handled.clerk, &handled.lead, &supervisor] {
            assert_eq!(reader.get(&path).await.status, 200, "{path}");
        }
    }
}

#[tokio::test]
async fn who_has_much_in_hand_still_finds_what_he_is_to_approve_and_to_send() {
    let handled = Handled::in_hand().await;
    for _ in 0..21 {
        handled.another_in_hand().await;
    }
    contact(&handled, "visit", "2024-03-05").await;
    opinion(&handled, "同意").await;
    handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole(&handled, 0)).await;
    let home = handled.lead.get("/qingling").await.text();
    assert!(!home.contains("请审签"), "a countersignature is missing: {home}");
    countersign(&handled, 1).await;
    let home = handled.lead.get("/qingling").await.text();
    assert!(home.contains("请审签“关于修缮农村道路的提案”的答复"), "{home}");
    let inbox = handled.lead.get_json("/qingling/proposals/inbox?tray=to_approve").await.json();
    assert_eq!(inbox["trays"][0]["pages"]["total"], 1, "{inbox}");
    approve(&handled).await;
    let board = handled.supervisor.get_json("/qingling/proposals/deadlines?step=approved").await.json();
    assert_eq!((&board["pages"]["total"], &board["rows"][0]["state"]), (&json!(1), &json!("approved")));
    step(&handled, &handled.supervisor, "pass_reply").await;
    let home = handled.lead.get("/qingling").await.text();
    assert!(home.contains("请发出“关于修缮农村道路的提案”的答复"), "{home}");
    let home = handled.helper.get("/qingling").await.text();
    assert!(
        home.contains("同类事项共有 21 件，请看清单") && home.contains("/qingling/proposals/inbox?tray=in_hand"),
        "{home}"
    );
}

#[tokio::test]
async fn what_is_sent_back_goes_to_him_who_writes_it_and_not_to_the_head() {
    let handled = Handled::in_hand().await;
    contact(&handled, "visit", "2024-03-05").await;
    opinion(&handled, "同意").await;
    handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole(&handled, 0)).await;
    countersign(&handled, 1).await;
    let letter = handled.lead.get(&handled.of_lead("/reply/1")).await.text();
    assert!(letter.contains("待审签") && letter.contains("/send_back"), "{letter}");
    assert_eq!(step(&handled, &handled.supervisor, "send_back").await.status, 403, "it is the head's turn");
    assert_eq!(step(&handled, &handled.lead, "send_back").await.status, 200);
    let home = handled.lead.get("/qingling").await.text();
    let told = "《关于修缮农村道路的提案》的答复已退回修改，请修改后再提交审签";
    assert!(home.contains(told) && !home.contains("请审签"), "{home}");
    let letter = handled.lead.get(&handled.of_lead("/reply/1")).await.text();
    assert!(letter.contains("退回修改") && letter.contains("没有回应第二条建议"), "{letter}");
    assert!(!letter.contains("/approve_reply"), "{letter}");
    let again = whole(&handled, handled.reply_version().await);
    assert_eq!(handled.lead.post_json(&handled.of_lead("/draft_reply"), &again).await.status, 200);
    assert!(handled.assignment(1).await.signed_at.is_some(), "the same words are signed");
    assert_eq!(approve(&handled).await.status, 200);
}

#[tokio::test]
async fn a_draft_that_was_saved_and_not_handed_up_says_so() {
    let handled = Handled::in_hand().await;
    handled.lead.post_json(&handled.of_lead("/reply"), &whole(&handled, 0)).await;
    let letter = handled.lead.get(&handled.of_lead("/reply/1")).await.text();
    assert!(letter.contains("草稿，尚未提交审签") && !letter.contains("待审签"), "{letter}");
    handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole(&handled, 1)).await;
    let page = handled.lead.get(&handled.address).await.text();
    assert!(page.contains("待审签"), "{page}");
    let desk = handled.lead.get(&handled.of_lead("/reply")).await.text();
    assert!(desk.contains("再改，须重新提交审签。"), "{desk}");
    let mut changed = whole(&handled, handled.reply_version().await);
    changed["body"] = json!("改到一半");
    assert_eq!(handled.lead.post_json(&handled.of_lead("/reply"), &changed).await.status, 200);
    let letter = handled.lead.get(&handled.of_lead("/reply/1")).await.text();
    assert!(letter.contains("草稿，尚未提交审签") && !letter.contains("/approve_reply"), "{letter}");
    assert_eq!(handled.helper.get(&handled.of_lead("/reply/1")).await.status, 404, "it is the unit's own again");
}

#[tokio::test]
async fn who_writes_the_reply_has_suggestions_opinions_and_signatures_before_his_eyes() {
    let handled = Handled::in_hand().await;
    contact(&handled, "visit", "2024-03-05").await;
    opinion(&handled, "并建议增设路灯").await;
    let desk = handled.lead.get(&handled.of_lead("/reply")).await.text();
    assert!(desk.contains("分期修缮。") && desk.contains("并建议增设路灯") && !desk.contains("已经会签"), "{desk}");
    handled.lead.post_json(&handled.of_lead("/draft_reply"), &whole(&handled, 0)).await;
    countersign(&handled, 1).await;
    let desk = handled.lead.get(&handled.of_lead("/reply")).await.text();
    assert!(desk.contains("县交通运输局已经会签。再改，会签即失效"), "{desk}");
    let letter = handled.lead.get(&handled.of_lead("/reply/1")).await.text();
    let copies = format!("抄送：{}提案委员会，{}督查室", handled.app.committee.name, handled.app.committee.region);
    assert!(letter.contains("联系单位：县农业农村局") && letter.contains(&copies), "{letter}");
}

#[tokio::test]
async fn proposer_and_unit_find_each_others_phone_and_nobody_else_does() {
    let handled = Handled::in_hand().await;
    handled.give_phone("13900001234").await;
    for (reader, finds) in [
        (&handled.lead, true),
        (&handled.helper, true),
        (&handled.clerk, true),
        (&handled.proposer, false),
        (&handled.other, false),
        (&handled.app.sign_in(Role::Leader).await, false),
    ] {
        let page = reader.get(&handled.address).await.text();
        assert_eq!(page.contains("13900001234"), finds, "{page}");
    }
    answer(&handled, "phone").await;
    assert_eq!(evaluate(&handled, "not", "not").await.status, 200);
    let again = handled.lead.get(&handled.address).await.text();
    assert!(again.contains("重新办理（第 2 次）") && again.contains("提案者不满意的理由：进度太慢"), "{again}");
    let inbox = handled.lead.get("/qingling/proposals/inbox").await.text();
    assert!(inbox.contains("重新办理（第 2 次）"), "{inbox}");
    let version = handled.assignment(0).await.version;
    let reach = json!({"version": version, "contact": "贺慕白", "phone": "0571-88887777"});
    assert_eq!(handled.lead.post_json(&handled.of_lead("/accept"), &reach).await.status, 200);
    let page = handled.proposer.get(&handled.address).await.text();
    assert!(page.contains("0571-88887777"), "{page}");
    let version = handled.proposal().await.version;
    handled.clerk.post_json(&format!("{}/publish", handled.address), &json!({"version": version})).await;
    let public = handled.app.visitor().get(&handled.address).await;
    assert!(public.status == 200 && !public.text().contains("88887777"), "{}", public.text());
}
