//! The review of proposals: the queue, the steps, every decision and the way back from it, and who is told.

mod desk;

use serde_json::json;
use yizheng::permission::Role;
use yizheng::proposal::model::{List, Publication};
use yizheng::proposal::rules::State;

use self::desk::{Desk, at, error};

#[tokio::test]
async fn a_proposal_passes_its_steps_and_is_filed_with_the_next_number() {
    let desk = Desk::with(3).await;
    let id = desk.submitted(2, "关于修复红旗渠渡槽的建议", 2).await;
    let page = desk.page(&desk.clerk, id).await;
    assert_eq!(page["review"]["steps"][0], json!({"name": "初审", "passed": false}));
    let early = desk.send(&desk.clerk, id, "file", &[("category", &desk.category)]).await;
    assert!(early.status == 409 && early.text().contains("还有审查步骤没有通过"), "{}", early.text());
    desk.decide(id, "pass", &[]).await;
    assert_eq!(desk.page(&desk.clerk, id).await["review"]["steps"][0]["passed"], true);
    desk.decide(id, "pass", &[]).await;
    let over = desk.clerk.post_json(&format!("{}/pass", at(id)), &json!({"version": 3})).await;
    assert_eq!((over.status.as_u16(), error(&over).as_str()), (409, "proposal-steps-passed"));
    let page = desk.clerk.get(&at(id)).await.text();
    assert!(page.contains("name=\"number\" inputmode=\"numeric\" value=\"1\""), "{page}");
    let answer = desk.send(&desk.clerk, id, "file", &[("category", &desk.category)]).await;
    let page = desk.clerk.follow(answer).await.text();
    assert!(page.contains("已立案，编号 1") && page.contains("/unfile"), "{page}");
    assert!(page.contains("审查提案“关于修复红旗渠渡槽的建议”，通过了复审"), "{page}");
    let stored = desk.stored(id).await;
    assert_eq!((stored.state, stored.number, stored.published), (State::Filed, Some(1), false));
    assert_eq!(desk.told(&desk.members[2]).await, ["您的提案《关于修复红旗渠渡槽的建议》已立案，编号 1"]);
    assert!(desk.told(&desk.members[1]).await.is_empty());
    desk.app.clock.turn_to(desk.app.clock.now().plus(15 * 86_400_000));
    assert!(desk.told(&desk.members[2]).await.is_empty(), "after two weeks it is no news");
}

#[tokio::test]
async fn a_number_stands_once_in_a_session_and_filing_is_taken_back() {
    let desk = Desk::with(3).await;
    let (first, second) = (desk.submitted(1, "修复渡槽", 2).await, desk.submitted(2, "增设公交站", 1).await);
    desk.filed(first, "12").await;
    desk.passed(second).await;
    let taken = desk.send(&desk.clerk, second, "file", &[("number", "12"), ("category", &desk.category)]).await;
    assert_eq!(taken.status, 422);
    let page = taken.text();
    assert!(page.contains("编号 12 已经用于“修复渡槽”") && page.contains("value=\"12\""), "{page}");
    assert_eq!(desk.send(&desk.clerk, second, "file", &[("number", "x"), ("category", "")]).await.status, 422);
    let closed = desk.choice(List::Category, "旧分类", true).await;
    assert_eq!(desk.send(&desk.clerk, second, "file", &[("category", &closed)]).await.status, 422);
    assert_eq!(desk.stored(second).await.state, State::Submitted);
    desk.decide(first, "unfile", &[]).await;
    let stored = desk.stored(first).await;
    assert_eq!((stored.state, stored.number, stored.filed_at), (State::Submitted, None, None));
    desk.decide(second, "file", &[("number", "12"), ("category", &desk.category)]).await;
    desk.decide(first, "file", &[("category", &desk.category)]).await;
    assert_eq!(desk.stored(first).await.number, Some(13), "the next one is taken");
}

#[tokio::test]
async fn what_is_withdrawn_after_filing_is_handed_in_anew_without_its_number() {
    let desk = Desk::with(2).await;
    desk.rule("", Publication::Filed).await;
    let id = desk.submitted(1, "修复渡槽", 0).await;
    desk.filed(id, "7").await;
    let author = &desk.members[1];
    for action in ["withdraw", "resume"] {
        assert_eq!(desk.send(author, id, action, &[]).await.status, 303, "{action}");
    }
    let text_version = desk.stored(id).await.text_version.to_string();
    let again = author.post(&format!("{}/submit", at(id)), &[("version", &text_version)]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    let stored = desk.stored(id).await;
    assert_eq!((stored.state, stored.number, stored.filed_at), (State::Submitted, None, None));
    assert_eq!((stored.category_id, stored.published, stored.step), (None, false, 0));
    let other = desk.submitted(0, "增设公交站", 0).await;
    desk.filed(other, "7").await;
}

#[tokio::test]
async fn where_no_step_is_set_it_is_decided_at_once_and_published_where_the_rule_says_so() {
    let desk = Desk::with(2).await;
    desk.rule("", Publication::Filed).await;
    let id = desk.submitted(1, "修复渡槽", 0).await;
    assert!(desk.clerk.get(&at(id)).await.text().contains("没有设置审查步骤"));
    desk.decide(id, "file", &[("category", &desk.category)]).await;
    assert_eq!(desk.app.visitor().get(&at(id)).await.status, 200);
    desk.decide(id, "unfile", &[]).await;
    assert_eq!(desk.app.visitor().get(&at(id)).await.status, 404);
}

#[tokio::test]
async fn merging_keeps_all_proposers_and_tells_them_and_can_be_undone() {
    let desk = Desk::with(4).await;
    let main = desk.submitted(1, "关于老旧小区加装电梯的建议", 3).await;
    let other = desk.submitted(2, "关于推进老旧小区电梯加装工作的提案", 2).await;
    desk.signed(other, 3).await;
    desk.passed(other).await;
    let unfiled = desk.send(&desk.clerk, other, "merge", &[("main", "1")]).await;
    assert!(unfiled.status == 422 && unfiled.text().contains("没有编号为 1 的提案"), "{}", unfiled.text());
    desk.filed(main, "").await;
    let page = desk.page(&desk.clerk, other).await;
    assert_eq!(page["review"]["alike"][0]["id"], main, "it is suggested");
    desk.decide(other, "merge", &[("main", "1"), ("remark", "内容相同。")]).await;
    let told = "您的提案《关于推进老旧小区电梯加装工作的提案》已并入《关于老旧小区加装电梯的建议》一并办理";
    for proposer in &desk.members[2..] {
        assert_eq!(desk.told(proposer).await, [told]);
        let page = desk.page(proposer, other).await;
        assert_eq!((&page["main"]["number"], &page["main"]["state"]), (&json!(1), &json!("filed")));
        assert_eq!((&page["proposers"], &page["remark"]), (&json!(["陆清和", "周叶舟"]), &json!("内容相同。")));
    }
    let page = desk.page(&desk.members[1], main).await;
    assert_eq!(page["merged"][0]["proposers"], json!(["陆清和", "周叶舟"]));
    let page = desk.clerk.get(&at(main)).await.text();
    assert!(page.contains("陆清和、周叶舟") && page.contains("并入本案"), "{page}");
    assert!(desk.send(&desk.clerk, main, "unfile", &[]).await.text().contains("请先撤销并案"));
    desk.decide(other, "unmerge", &[]).await;
    let stored = desk.stored(other).await;
    assert_eq!((stored.state, stored.main_id, stored.remark), (State::Submitted, None, None));
    assert_eq!(desk.page(&desk.clerk, main).await["merged"], json!([]));
    assert!(desk.told(&desk.members[3]).await.is_empty());
    assert!(desk.clerk.get(&at(main)).await.text().contains("不再并入本案"));
}

#[tokio::test]
async fn what_is_merged_shares_the_fate_of_the_main_one() {
    let desk = Desk::with(4).await;
    let (main, other) = (desk.submitted(1, "加装电梯", 3).await, desk.submitted(2, "老楼电梯", 2).await);
    desk.filed(main, "7").await;
    desk.passed(other).await;
    desk.decide(other, "merge", &[("main", "7")]).await;
    let unit = desk.assigned(main).await;
    assert_eq!(desk.page(&desk.members[2], other).await["main"]["state"], "assigned");
    let stands = desk.send(&desk.clerk, other, "unmerge", &[]).await;
    assert!(stands.status == 409 && stands.text().contains("主提案已经交办"), "{}", stands.text());
    assert_eq!(desk.page(&unit, other).await["subject"], "老楼电梯", "who answers it reads it");
    let found = unit.get_json("/qingling/proposals").await.json();
    assert_eq!(found["pages"]["total"], 2);
    let late = desk.submitted(3, "旧楼电梯", 1).await;
    desk.passed(late).await;
    let refused = desk.send(&desk.clerk, late, "merge", &[("main", "7")]).await;
    assert!(refused.status == 422 && refused.text().contains("不能并入"), "{}", refused.text());
    assert_eq!(desk.page(&unit, late).await, 404);
    let taken_back = desk.stored(main).await.version;
    desk.recalled(main, taken_back).await;
    assert_eq!(desk.page(&unit, other).await, 404, "what is taken back is read no longer");
    assert_eq!(unit.get_json("/qingling/proposals").await.json()["pages"]["total"], 0);
}

#[tokio::test]
async fn a_proposer_is_told_what_is_missing_and_why_it_was_not_filed() {
    let desk = Desk::with(3).await;
    let [returned, redirected, declined] = [
        desk.submitted(2, "修复渡槽", 3).await,
        desk.submitted(2, "增设公交站", 2).await,
        desk.submitted(2, "推广某牌肥料", 1).await,
    ];
    assert_eq!(desk.send(&desk.clerk, returned, "return", &[("remark", " ")]).await.status, 422);
    let long = "长".repeat(2001);
    assert_eq!(desk.send(&desk.clerk, redirected, "redirect", &[("remark", &long)]).await.status, 422);
    assert_eq!(desk.send(&desk.clerk, declined, "decline", &[("remark", "请提出建议。")]).await.status, 422);
    desk.decide(returned, "return", &[("remark", "请补充位置。")]).await;
    desk.decide(redirected, "redirect", &[("remark", "转县交通局参考。")]).await;
    desk.decide(declined, "decline", &[("reason", &desk.reason), ("remark", "请提出建议。")]).await;
    let author = &desk.members[2];
    let page = desk.page(author, returned).await;
    assert_eq!((&page["state"], &page["remark"]), (&json!("returned"), &json!("请补充位置。")));
    assert_eq!(desk.page(author, redirected).await["remark"], "转县交通局参考。");
    let page = desk.page(author, declined).await;
    assert_eq!((&page["reason"], &page["remark"]), (&json!("没有具体建议"), &json!("请提出建议。")));
    let told = desk.told(author).await;
    assert!(told.iter().any(|text| text.contains("《增设公交站》已转为意见建议")), "{told:?}");
    assert!(told.iter().any(|text| text.contains("《推广某牌肥料》未予立案")), "{told:?}");
    for id in [redirected, declined] {
        desk.decide(id, "reconsider", &[]).await;
        let stored = desk.stored(id).await;
        assert_eq!((stored.state, stored.reason_id, stored.remark), (State::Submitted, None, None));
    }
}

#[tokio::test]
async fn a_key_proposal_has_a_leader_and_may_be_one_no_longer() {
    let desk = Desk::with(3).await;
    let id = desk.submitted(2, "修复渡槽", 3).await;
    desk.filed(id, "").await;
    assert!(desk.clerk.get(&at(id)).await.text().contains("<option value=\"沈怀远\">"), "the chair is offered");
    desk.decide(id, "make_key", &[("leader", "县长 石在田")]).await;
    let page = desk.clerk.get(&at(id)).await.text();
    assert!(page.contains("由县长 石在田领衔督办") && page.contains("name=\"leader\" value=\"\""), "{page}");
    desk.decide(id, "make_key", &[("leader", "")]).await;
    assert_eq!(desk.stored(id).await.leader, None);
    assert!(desk.clerk.get(&at(id)).await.text().contains("不再将提案"));
}

#[tokio::test]
async fn many_are_decided_at_once_and_those_refused_are_named() {
    let desk = Desk::with(3).await;
    let [first, second, third] = [
        desk.submitted(0, "修复渡槽", 3).await,
        desk.submitted(1, "增设公交站", 2).await,
        desk.submitted(2, "保护古树", 1).await,
    ];
    let bulk = "/qingling/proposals/review";
    let ticked = [first, second].map(|id| format!("{id}:1"));
    let fields = [("ticked", ticked[0].as_str()), ("ticked", ticked[1].as_str())];
    let page = desk.clerk.submit(&format!("{bulk}/pass"), &fields).await.text();
    assert!(page.contains("2 件提案已通过当前步骤"), "{page}");
    let again = desk.clerk.post(&format!("{bulk}/pass"), &fields).await;
    assert!(again.status == 409 && again.text().contains("2 件没有办成"), "a double click: {}", again.text());
    assert_eq!(desk.stored(first).await.step, 1);
    let sent = json!({"ticked": [format!("{first}:2"), format!("{second}:2")]});
    assert_eq!(desk.clerk.post_json(&format!("{bulk}/pass"), &sent).await.status, 200);
    let ticked = [first, second, third].map(|id| format!("{id}:{}", if id == third { 1 } else { 3 }));
    let file = json!({"ticked": ticked, "category": desk.category});
    let without = desk.clerk.post_json(&format!("{bulk}/file"), &json!({"ticked": ticked})).await;
    assert_eq!((without.status.as_u16(), error(&without).as_str()), (422, "review-category-needed"));
    let outcome = desk.clerk.post_json(&format!("{bulk}/file"), &file).await;
    assert_eq!(outcome.status, 200);
    let outcome = outcome.json();
    assert_eq!((&outcome["done"][0]["number"], &outcome["done"][1]["number"]), (&json!(1), &json!(2)));
    assert_eq!((&outcome["refused"][0]["id"], outcome["refused"].as_array().unwrap().len()), (&json!(third), 1));
    let refused = desk.stored(third).await;
    assert_eq!((refused.state, refused.number, refused.version), (State::Submitted, None, 1));
    assert!(desk.clerk.get(&at(second)).await.text().contains("编号 2"), "each has an entry of its own");
    let none = desk.clerk.post_json(&format!("{bulk}/pass"), &json!({})).await;
    assert_eq!(error(&none), "review-none-ticked");
}

#[tokio::test]
async fn the_second_of_two_clerks_is_told_and_loses_no_word() {
    let desk = Desk::with(3).await;
    let id = desk.submitted(2, "修复渡槽", 3).await;
    let path = |action: &str| format!("{}/{action}", at(id));
    assert_eq!(desk.clerk.post(&path("pass"), &[("version", "1")]).await.status, 303);
    let second = desk.clerk.post_json(&path("pass"), &json!({"version": 1})).await;
    assert_eq!((second.status.as_u16(), error(&second).as_str()), (409, "error-stale"));
    assert_eq!(desk.stored(id).await.step, 1, "a double click passes one step");
    let late = desk.clerk.post(&path("return"), &[("version", "1"), ("remark", "请补充位置。")]).await;
    assert_eq!(late.status, 409);
    let page = late.text();
    assert!(page.contains("别人已经处理过") && page.contains("请补充位置。"), "{page}");
    assert!(page.contains("name=\"version\" value=\"2\""), "it can be sent again: {page}");
    desk.decide(id, "return", &[("remark", "请补充位置。")]).await;
    let twice = desk.clerk.post_json(&path("return"), &json!({"version": 2, "remark": "请补充位置。"})).await;
    assert_eq!(error(&twice), "proposal-is-returned");
}

#[tokio::test]
async fn nobody_else_reviews() {
    let desk = Desk::with(3).await;
    let id = desk.submitted(2, "修复渡槽", 3).await;
    for (reader, status) in [
        (&desk.members[2], 403),
        (&desk.app.sign_in(Role::Clerk).await, 403),
        (&desk.app.sign_in(Role::Leader).await, 403),
        (&desk.app.sign_in(Role::UnitHandler).await, 404),
        (&desk.app.visitor(), 401),
    ] {
        for action in ["pass", "return", "file", "merge", "redirect", "decline", "unfile", "make_key"] {
            let path = format!("{}/{action}", at(id));
            let sent = json!({"version": 1, "remark": "x"});
            assert_eq!(reader.post_json(&path, &sent).await.status, status, "{action}");
        }
        let bulk = reader.post_json("/qingling/proposals/review/pass", &json!({"ticked": [format!("{id}:1")]})).await;
        assert_eq!(bulk.status, if status == 404 { 403 } else { status });
        assert_eq!(reader.get_json("/qingling/proposals/review.xlsx").await.status, bulk.status);
    }
    assert!(desk.page(&desk.members[2], id).await.get("review").is_none());
    assert!(!desk.members[2].get("/qingling/proposals").await.text().contains("/proposals/review"));
    assert_eq!(desk.stored(id).await.version, 1);
}

#[tokio::test]
async fn the_queue_shows_who_waits_how_long_and_for_what() {
    let desk = Desk::with(3).await;
    assert!(desk.clerk.get("/qingling/proposals/review").await.text().contains("没有等待审查的提案"));
    assert!(desk.told(&desk.clerk).await.is_empty());
    let first = desk.submitted(1, "关于老旧小区加装电梯的建议", 3).await;
    let second = desk.submitted(2, "关于推进老旧小区电梯加装工作的提案", 5).await;
    assert_eq!(desk.told(&desk.clerk).await, ["2 件提案等待审查"]);
    let queue = desk.clerk.get_json("/qingling/proposals/review").await.json();
    let rows = queue["proposals"].as_array().unwrap();
    assert_eq!((&rows[0]["id"], &rows[0]["waits"], &rows[0]["step"]), (&json!(second), &json!(5), &json!("初审")));
    assert_eq!((&rows[0]["proposer"], &rows[0]["suggested_unit"]), (&json!("陆清和"), &json!("县水利局")));
    assert_eq!(rows[0]["alike"][0]["id"], first);
    desk.passed(first).await;
    for (query, found) in [
        ("step=ready", vec![first]),
        ("step=0", vec![second]),
        ("step=1", vec![]),
        ("kind=party", vec![]),
        ("text=推进", vec![second]),
        (&format!("session={}", desk.session), vec![second, first]),
        ("session=99", vec![]),
    ] {
        let queue = desk.clerk.get_json(&format!("/qingling/proposals/review?{query}")).await.json();
        let ids: Vec<_> =
            queue["proposals"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect();
        assert_eq!(ids, found, "{query}");
    }
    let table = desk.clerk.get("/qingling/proposals/review.xlsx?step=ready").await;
    assert_eq!((table.status.as_u16(), &table.body[..2]), (200, &b"PK"[..]));
    let list = desk.clerk.get("/qingling/proposals").await.text();
    assert!(list.contains("href=\"/qingling/proposals/review\""), "{list}");
}

#[tokio::test]
async fn a_step_that_was_passed_by_mistake_is_taken_back() {
    let desk = Desk::with(2).await;
    let id = desk.submitted(1, "修复渡槽", 0).await;
    let none = desk.send(&desk.clerk, id, "unpass", &[]).await;
    assert!(none.status == 409 && none.text().contains("还没有通过任何审查步骤"), "{}", none.text());
    let passed = desk.send(&desk.clerk, id, "pass", &[]).await;
    assert!(desk.clerk.follow(passed).await.text().contains("/unpass"), "the way back is offered");
    desk.decide(id, "unpass", &[]).await;
    let page = desk.clerk.get(&at(id)).await.text();
    assert!(desk.stored(id).await.step == 0 && page.contains("撤销了提案“修复渡槽”的初审"), "{page}");
}

#[tokio::test]
async fn a_wrong_category_is_put_right_and_what_is_excellent_may_be_so_no_more() {
    let desk = Desk::with(2).await;
    let id = desk.submitted(1, "修复渡槽", 0).await;
    desk.filed(id, "").await;
    let other = desk.choice(List::Category, "水利", false).await;
    assert_eq!(desk.send(&desk.clerk, id, "categorise", &[("category", "")]).await.status, 422);
    desk.decide(id, "categorise", &[("category", &other)]).await;
    assert_eq!(desk.stored(id).await.category_id.unwrap().to_string(), other);
    assert!(desk.clerk.get(&at(id)).await.text().contains("将提案“修复渡槽”的分类改为水利"));
    assert_eq!(desk.send(&desk.clerk, id, "unmark_excellent", &[]).await.status, 409);
    desk.decide(id, "mark_excellent", &[]).await;
    assert_eq!(desk.send(&desk.clerk, id, "mark_excellent", &[]).await.status, 409, "once");
    desk.decide(id, "unmark_excellent", &[]).await;
    assert!(!desk.stored(id).await.excellent);
}

#[tokio::test]
async fn many_are_published_at_once_and_one_taken_back_meanwhile_stops_nobody() {
    let desk = Desk::with(3).await;
    let (first, second) = (desk.submitted(1, "修复渡槽", 2).await, desk.submitted(2, "增设公交站", 1).await);
    let mut fields = vec![("back", "/qingling/proposals?state=filed".to_owned())];
    for id in [first, second] {
        desk.filed(id, "").await;
        fields.push(("ticked", format!("{id}:{}", desk.stored(id).await.version)));
    }
    for action in ["withdraw", "resume"] {
        assert_eq!(desk.send(&desk.members[2], second, action, &[]).await.status, 303);
    }
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let told = desk.clerk.post("/qingling/proposals/review/publish", &fields).await;
    assert!(told.status == 200 && told.text().contains("有 1 件已被提案者收回"), "{}", told.text());
    assert!(told.text().contains("/qingling/proposals?state=filed"), "the way back to the list");
    assert!(desk.stored(first).await.published && !desk.stored(second).await.published);
    let ticked = format!("{first}:{}", desk.stored(first).await.version);
    let early = desk.clerk.post("/qingling/proposals/review/close", &[("ticked", &ticked)]).await;
    assert!(early.status == 409 && early.text().contains("已经立案"), "{}", early.text());
}

#[tokio::test]
async fn what_came_back_to_be_completed_keeps_the_day_on_which_it_was_received() {
    let desk = Desk::with(2).await;
    let id = desk.submitted(1, "修复渡槽", 3).await;
    let received = desk.stored(id).await.submitted_at;
    desk.decide(id, "return", &[("remark", "请写明渡槽的位置。")]).await;
    let version = desk.stored(id).await.text_version.to_string();
    let again = desk.members[1].post(&format!("{}/submit", at(id)), &[("version", &version)]).await;
    assert_eq!(again.status, 303, "{}", again.text());
    assert_eq!(desk.stored(id).await.submitted_at, received);
}
