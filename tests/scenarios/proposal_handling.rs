//! Proposals go to units, which accept them, ask for another to have them, and for more time; and all are told of it.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use sea_orm::{ActiveModelTrait, Set};
use serde_json::{Value, json};
use yizheng::clock::Day;
use yizheng::ledger::{Act, Change};
use yizheng::permission::Role;
use yizheng::proposal::handling::rules::{Part, State as Stands};
use yizheng::proposal::model::proposal;
use yizheng::proposal::rules::State;

use crate::helpers::{Answer, Filed, Reader, TestApp, UNITS, on_both};

fn error(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap_or_default().to_owned()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn subjects(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["subject"].as_str().unwrap()).collect()
}

fn in_tray<'a>(inbox: &'a Value, tray: &str) -> &'a Value {
    let stack = inbox["trays"].as_array().unwrap().iter().find(|stack| stack["tray"] == tray);
    &stack.unwrap()["rows"]
}

/// What a reader may do to each assignment of a proposal.
async fn actions(filed: &Filed, reader: &Reader, id: i64) -> Value {
    let page = reader.get_json(&filed.at(id, "")).await.json();
    let rows = page["handling"]["assignments"].as_array().unwrap().iter();
    rows.map(|row| row["actions"].clone()).collect()
}

#[tokio::test]
async fn a_lead_and_a_co_handler_accept_and_the_proposal_is_in_hand() {
    let filed = Filed::start().await;
    let id = filed.assigned("加固老渡槽", 1, &[0, 1]).await;
    let proposal = filed.stored(id).await;
    assert_eq!((proposal.state, proposal.round, proposal.due), (State::Assigned, 1, Some(day("2024-06-05"))));
    let all = filed.assignments(id).await;
    assert_eq!((all[0].part, all[0].due, all[0].accept_by), (Part::Lead, day("2024-06-05"), day("2024-03-12")));
    assert_eq!((all[1].part, all[1].due), (Part::CoHandler, day("2024-04-05")));

    assert_eq!(actions(&filed, &filed.handlers[0], id).await, json!([["accept", "ask_transfer"], []]));
    assert_eq!(filed.act(&filed.handlers[1], (id, 0), "accept", json!({})).await.status, 403, "not its own");
    assert_eq!(filed.act(&filed.handlers[2], (id, 0), "accept", json!({})).await.status, 404, "a stranger to it");
    assert_eq!(filed.act(&filed.handlers[1], (id, 1), "accept", json!({})).await.status, 200);
    assert_eq!(filed.stored(id).await.state, State::InHand, "the first unit begins it");
    assert_eq!(filed.act(&filed.handlers[0], (id, 0), "accept", json!({})).await.status, 200);
    assert_eq!(error(&filed.act(&filed.handlers[0], (id, 0), "accept", json!({})).await), "handling-is-accepted");
    let recall = json!({"version": filed.stored(id).await.version});
    assert_eq!(error(&filed.clerk.post_json(&filed.at(id, "/recall"), &recall).await), "proposal-is-in-hand");

    let page = filed.clerk.get(&filed.at(id, "")).await.text();
    for said in ["县水利局", "会办", "已签收", "代表县教育局签收了提案“加固老渡槽”"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert_eq!(filed.app.visitor().get(&filed.at(id, "")).await.status, 404);
}

#[tokio::test]
async fn what_nobody_has_accepted_is_taken_back_and_handed_out_anew() {
    let filed = Filed::start().await;
    let id = filed.proposal("加固老渡槽", 1).await;
    let (first, second) = (filed.units[0].to_string(), filed.units[1].to_string());
    let other = filed.app.sign_in(Role::Supervisor).await;
    let fields = [("version", "1"), ("lead", first.as_str()), ("due", "2024-08-31")];
    let page = filed.clerk.submit(&filed.at(id, "/assign"), &fields).await.text();
    assert!(page.contains("“加固老渡槽”已交办。") && page.contains(&filed.at(id, "/recall")), "{page}");
    let again = other.post_json(&filed.at(id, "/assign"), &json!({"version": 1, "lead": second})).await;
    assert_eq!((again.status.as_u16(), error(&again).as_str()), (409, "proposal-is-assigned"), "another clerk");
    assert_eq!(filed.stored(id).await.due, Some(day("2024-08-31")));

    let stale = filed.clerk.post_json(&filed.at(id, "/recall"), &json!({"version": 1})).await;
    assert_eq!(error(&stale), "error-stale");
    assert_eq!(other.post_json(&filed.at(id, "/recall"), &json!({"version": 2})).await.status, 200);
    let proposal = filed.stored(id).await;
    assert_eq!((proposal.state, proposal.due, proposal.assigned_at), (State::Filed, None, None));
    assert!(filed.assignments(id).await.is_empty());
    assert_eq!(filed.handlers[0].get(&filed.at(id, "")).await.status, 404);

    let both = json!({"version": 3, "lead": "", "others": [filed.units[1], filed.units[2]]});
    assert_eq!(filed.clerk.post_json(&filed.at(id, "/assign"), &both).await.status, 200);
    let all = filed.assignments(id).await;
    assert!(all.iter().all(|one| one.part == Part::Separate && one.due == day("2024-06-05")));
}

#[tokio::test]
async fn what_cannot_be_assigned_so_is_refused() {
    let filed = Filed::start().await;
    let id = filed.proposal("加固老渡槽", 1).await;
    let unit = filed.units[0];
    for (sent, told) in [
        (json!({"version": 1}), "handling-unit-missing"),
        (json!({"version": 1, "lead": unit.to_string(), "others": [unit]}), "handling-unit-twice"),
        (json!({"version": 1, "lead": unit.to_string(), "due": "2024-03-05"}), "handling-due-past"),
        (json!({"version": 1, "lead": unit.to_string(), "due": "next week"}), "form-day"),
        (json!({"version": 1, "lead": "999"}), "error-not-found"),
    ] {
        assert_eq!(error(&filed.clerk.post_json(&filed.at(id, "/assign"), &sent).await), told, "{sent}");
    }
    let sent = json!({"version": 1, "lead": unit.to_string()});
    let member = filed.app.sign_in(Role::Leader).await;
    assert_eq!(member.post_json(&filed.at(id, "/assign"), &sent).await.status, 403);
    assert_eq!(filed.stored(id).await.state, State::Filed);
}

#[tokio::test]
async fn a_unit_asks_for_another_to_have_it_and_is_refused_or_granted() {
    let filed = Filed::start().await;
    let id = filed.assigned("加固老渡槽", 1, &[1, 2]).await;
    let unit = &filed.handlers[1];
    assert_eq!(error(&filed.act(unit, (id, 0), "ask_transfer", json!({})).await), "handling-reason-missing");
    let why = json!({"reason": "渡槽不归本单位管理", "unit": "县水利局"});
    assert_eq!(filed.act(unit, (id, 0), "ask_transfer", why.clone()).await.status, 200);
    let double = filed.act(unit, (id, 0), "ask_transfer", why.clone()).await;
    assert_eq!(error(&double), "handling-is-transfer-asked");
    let page = filed.clerk.get(&filed.at(id, "")).await.text();
    assert!(page.contains("渡槽不归本单位管理") && page.contains("同意改办"), "{page}");
    let home = filed.clerk.get("/qingling").await.text();
    assert!(home.contains("有 1 项改办、延期申请待审批"), "{home}");

    let refusal = json!({"reason": "涉及学校用水"});
    assert_eq!(filed.act(unit, (id, 0), "refuse_transfer", refusal.clone()).await.status, 403);
    assert_eq!(filed.act(&filed.clerk, (id, 0), "refuse_transfer", refusal).await.status, 200);
    let page = unit.get(&filed.at(id, "")).await.text();
    assert!(page.contains("申请未获同意：") && page.contains("涉及学校用水"), "{page}");

    assert_eq!(filed.act(unit, (id, 0), "ask_transfer", why).await.status, 200);
    filed.later(2).await;
    let there = json!({"unit": filed.units[2].to_string()});
    assert_eq!(error(&filed.act(&filed.clerk, (id, 0), "grant_transfer", there).await), "handling-unit-twice");
    let to = json!({"unit": filed.units[0].to_string()});
    assert_eq!(filed.act(&filed.clerk, (id, 0), "grant_transfer", to).await.status, 200);
    let all = filed.assignments(id).await;
    let lead = (all[0].unit_id, all[0].part, all[0].state, all[0].due, all[0].accept_by);
    assert_eq!(lead, (filed.units[0], Part::Lead, Stands::Offered, day("2024-06-05"), day("2024-03-14")));
    assert_eq!((all[2].unit_id, all[2].state), (filed.units[1], Stands::Transferred));
    assert_eq!(unit.get(&filed.at(id, "")).await.status, 404, "it is another unit's now");
    let page = filed.clerk.get(&filed.at(id, "")).await.text();
    assert!(page.contains("同意将提案“加固老渡槽”由县教育局改由县水利局办理"), "{page}");

    filed.later(8).await;
    let late = filed.act(&filed.handlers[0], (id, 0), "ask_transfer", json!({"reason": "太迟"})).await;
    assert_eq!(error(&late), "handling-too-late-to-transfer");
    assert_eq!(filed.act(&filed.handlers[0], (id, 0), "accept", json!({})).await.status, 200);
}

#[tokio::test]
async fn a_unit_has_more_time_once_and_the_proposal_with_it() {
    let filed = Filed::start().await;
    let id = filed.assigned("加固老渡槽", 1, &[0, 1]).await;
    let unit = &filed.handlers[0];
    let ask = |until: &str| json!({"until": until, "reason": "需要汛后施工"});
    assert_eq!(error(&filed.act(unit, (id, 0), "ask_extension", ask("2024-07-01")).await), "handling-is-offered");
    filed.act(unit, (id, 0), "accept", json!({})).await;
    for (until, told) in [("2024-07-06", "handling-extension-too-long"), ("2024-06-05", "handling-extension-no-later")]
    {
        assert_eq!(error(&filed.act(unit, (id, 0), "ask_extension", ask(until)).await), told);
    }
    assert_eq!(
        error(&filed.act(&filed.clerk, (id, 0), "grant_extension", json!({})).await),
        "handling-no-extension-asked"
    );
    assert_eq!(filed.act(unit, (id, 0), "ask_extension", ask("2024-07-05")).await.status, 200);
    assert_eq!(error(&filed.act(unit, (id, 0), "ask_extension", ask("2024-07-05")).await), "handling-extension-asked");
    assert_eq!(
        filed.act(&filed.clerk, (id, 0), "refuse_extension", json!({"reason": "汛前必须完成"})).await.status,
        200
    );
    assert_eq!(filed.act(unit, (id, 0), "ask_extension", ask("2024-06-20")).await.status, 200);
    assert_eq!(filed.act(&filed.clerk, (id, 0), "grant_extension", json!({})).await.status, 200);
    let one = filed.assignments(id).await.swap_remove(0);
    assert_eq!((one.due, one.extended, one.asked_until), (day("2024-06-20"), true, None));
    assert_eq!(filed.stored(id).await.due, Some(day("2024-06-20")));
    assert_eq!(error(&filed.act(unit, (id, 0), "ask_extension", ask("2024-07-01")).await), "handling-extended");

    let co = &filed.handlers[1];
    filed.act(co, (id, 1), "accept", json!({})).await;
    filed.act(co, (id, 1), "ask_extension", ask("2024-05-01")).await;
    assert_eq!(filed.act(&filed.clerk, (id, 1), "grant_extension", json!({})).await.status, 200);
    assert_eq!(filed.stored(id).await.due, Some(day("2024-06-20")), "an opinion is no reply");
}

#[tokio::test]
async fn those_that_are_ticked_are_assigned_at_once_or_none() {
    let filed = Filed::start().await;
    let (a, b) = (filed.proposal("加固老渡槽", 1).await, filed.proposal("修复石桥", 2).await);
    filed.proposal("第三件", 3).await;
    let page = filed.clerk.get("/qingling/proposals/assigning").await.text();
    let meant = format!("value=\"{a}:{}\" selected", filed.units[0]);
    assert!(page.contains(&meant) && page.contains("建议承办单位 县水利局"), "{page}");
    let (pick_a, pick_b) = (a.to_string(), b.to_string());
    let pair = |id: i64, unit: usize| format!("{id}:{}", filed.units[unit]);
    let (lead_a, co_a, lead_b) = (pair(a, 0), pair(a, 1), pair(b, 3));
    let mut fields = vec![("pick", pick_a.as_str()), ("pick", &pick_b), ("lead", &lead_a), ("co", &co_a)];
    fields.push(("due", "2024-08-31"));
    let refused = filed.clerk.post("/qingling/proposals/assigning", &fields).await;
    assert_eq!(refused.status, 422);
    let page = refused.text();
    assert!(page.contains("请为“修复石桥”选择主办单位。") && page.contains("2024-08-31"), "{page}");
    assert!(page.contains(&format!("value=\"{co_a}\" selected")), "what was chosen stays: {page}");
    assert_eq!(filed.stored(a).await.state, State::Filed);
    fields.push(("lead", &lead_b));
    let page = filed.clerk.submit("/qingling/proposals/assigning", &fields).await.text();
    assert!(page.contains("已交办 2 件提案") && !page.contains("修复石桥") && page.contains("第三件"), "{page}");
    assert_eq!(filed.stored(b).await.due, Some(day("2024-08-31")));
    assert_eq!(filed.assignments(a).await.len(), 2);
    let again = filed.clerk.post("/qingling/proposals/assigning", &fields).await;
    assert!(again.status == 422 && again.text().contains("“加固老渡槽”已不在待交办之列"), "a second press");
    let none = filed.clerk.post("/qingling/proposals/assigning", &[("lead", lead_a.as_str())]).await;
    assert!(none.status == 422 && none.text().contains("请先勾选要交办的提案"));
}

#[tokio::test]
async fn a_unit_finds_its_own_in_its_inbox_what_is_due_first_on_top() {
    let filed = Filed::start().await;
    let empty = filed.handlers[3].get("/qingling/proposals/inbox").await.text();
    assert!(empty.contains("没有承办的提案"), "{empty}");
    let stranger = filed.app.sign_in(Role::UnitHandler).await;
    let page = stranger.get("/qingling/proposals/inbox").await.text();
    assert!(page.contains("您的账号还没有对应的承办单位"), "{page}");

    let lead = filed.assigned("加固老渡槽", 1, &[0, 1]).await;
    filed.assigned("修复石桥", 2, &[1]).await;
    filed.assigned("别人的", 3, &[2]).await;
    filed.act(&filed.handlers[1], (lead, 1), "accept", json!({})).await;
    let inbox = filed.handlers[1].get_json("/qingling/proposals/inbox").await.json();
    assert_eq!(subjects(in_tray(&inbox, "to_accept")), ["修复石桥"]);
    assert_eq!(subjects(in_tray(&inbox, "in_hand")), ["加固老渡槽"]);
    assert_eq!(in_tray(&inbox, "in_hand")[0]["due"], "2024-04-05");
    filed.later(32).await;
    let home = filed.handlers[1].get("/qingling").await.text();
    assert!(home.contains("有 1 件提案待签收") && home.contains("有 1 件提案办理逾期"), "{home}");
    let page = filed.handlers[1].get("/qingling/proposals/inbox").await.text();
    assert!(page.contains("逾期 1 天") && page.contains("县教育局") && !page.contains("别人的"), "{page}");
}

#[tokio::test]
async fn the_board_counts_what_it_lists() {
    let filed = Filed::start().await;
    for (n, due) in ["2024-03-06", "2024-04-08", "2024-04-20", "2024-12-31"].iter().enumerate() {
        let id = filed.proposal(&format!("第{n}件"), 1 + i64::try_from(n).unwrap()).await;
        let sent = json!({"version": 1, "lead": filed.units[n].to_string(), "due": due});
        assert_eq!(filed.clerk.post_json(&filed.at(id, "/assign"), &sent).await.status, 200);
    }
    filed.later(36).await;
    let board = filed.clerk.get_json("/qingling/proposals/deadlines").await.json();
    let counts: Vec<_> = board["counts"].as_array().unwrap().iter().map(|one| (&one["name"], &one["n"])).collect();
    let expected =
        json!([["far_overdue", 1], ["overdue", 1], ["due_soon", 1], ["due", 1], ["asked", 0], ["unaccepted", 4]]);
    assert_eq!(json!(counts), expected);
    assert_eq!(subjects(&board["rows"]), ["第0件", "第1件", "第2件", "第3件"]);
    for (show, subject) in [("far_overdue", "第0件"), ("overdue", "第1件"), ("due_soon", "第2件"), ("due", "第3件")]
    {
        let path = format!("/qingling/proposals/deadlines?show={show}&unit=");
        let board = filed.clerk.get_json(&path).await.json();
        assert_eq!(subjects(&board["rows"]), [subject], "{show}");
    }
    let late = filed.assignments(filed.assigned("今天交办", 5, &[0]).await).await.swap_remove(0);
    let board = filed.clerk.get_json("/qingling/proposals/deadlines?show=unaccepted").await.json();
    assert_eq!(board["pages"]["total"], 4, "{} is in time until {}", late.id, late.accept_by);
    let home = filed.clerk.get("/qingling").await.text();
    assert!(home.contains("有 4 项逾期未签收"), "{home}");
    let page = filed.clerk.get(&format!("/qingling/proposals/deadlines?unit={}", filed.units[1])).await.text();
    assert!(page.contains("第1件") && !page.contains("第2件"), "{page}");
    let list = filed.clerk.get("/qingling/proposals").await.text();
    assert!(list.contains("/qingling/proposals/deadlines") && list.contains("/qingling/proposals/handover"), "{list}");
}

#[tokio::test]
async fn the_hand_over_list_says_for_each_unit_what_it_gets_and_with_whom() {
    let filed = Filed::start().await;
    let none = filed.clerk.get("/qingling/proposals/handover").await.text();
    assert!(none.contains("这一届次还没有交办的提案"), "{none}");
    filed.assigned("加固老渡槽", 2, &[0, 1, 2]).await;
    filed.assigned("修复石桥", 1, &[0]).await;
    let list = filed.clerk.get_json("/qingling/proposals/handover").await.json();
    let units: Vec<_> = list["units"].as_array().unwrap().iter().map(|one| one["unit"].as_str().unwrap()).collect();
    assert_eq!(units.len(), 3);
    let lead = list["units"].as_array().unwrap().iter().find(|one| one["unit"] == UNITS[0]).unwrap();
    assert_eq!(subjects(&lead["lines"]), ["修复石桥", "加固老渡槽"]);
    assert_eq!(lead["lines"][1]["others"], json!([UNITS[1], UNITS[2]]));
    let table = filed.clerk.get("/qingling/proposals/handover.xlsx").await;
    assert!(table.status.is_success() && table.body.starts_with(b"PK"));
    merge_into(&filed, "第二件", lead["lines"][0]["subject"].as_str().unwrap()).await;
    let list = filed.clerk.get("/qingling/proposals/handover").await.text();
    assert!(list.contains("并入《第二件》"), "{list}");
    assert_eq!(filed.handlers[0].get("/qingling/proposals/handover").await.status, 403);
}

/// A proposal that is merged into another, which is assigned.
async fn merge_into(filed: &Filed, subject: &str, main: &str) {
    let id = filed.proposal(subject, 90).await;
    let all = filed.clerk.get_json("/qingling/proposals").await.json();
    let main = all["proposals"].as_array().unwrap().iter().find(|one| one["subject"] == main).unwrap()["id"].clone();
    let change = Change::begin(&filed.app.db, filed.app.acting(&filed.app.committee)).await.unwrap();
    let merged = proposal::ActiveModel {
        id: Set(id),
        state: Set(State::Merged),
        number: Set(None),
        main_id: Set(main.as_i64()),
        ..Default::default()
    };
    merged.update(change.on()).await.unwrap();
    change
        .record(Act::new("proposal", id, "merge").fact("title", subject).fact("main", "第一件"))
        .await
        .unwrap()
        .commit()
        .await
        .unwrap();
}

/// The address of the link to the page before or after the one that is shown.
fn linked(page: &str, rel: &str) -> Option<String> {
    let (before, _) = page.split_once(&format!("\" rel=\"{rel}\""))?;
    Some(before.rsplit_once("href=\"")?.1.replace("&#38;", "&"))
}

#[tokio::test]
async fn the_board_goes_on_by_the_keys_of_its_neighbours() {
    on_both(async |store| {
        let filed = Filed::on(TestApp::start_on(store).await).await;
        for n in 1..=101 {
            filed.assigned(&format!("第{n}件"), n, &[0]).await;
        }
        let board = "/qingling/proposals/deadlines";
        let shown = async |query: &str| {
            let page = filed.clerk.get_json(&format!("{board}{query}")).await.json();
            let rows = page["rows"].as_array().unwrap();
            rows.iter().map(|row| row["subject"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let html = async |query: &str| filed.clerk.get(&format!("{board}{query}")).await.text();
        let first = html("?show=due").await;
        assert_eq!(linked(&first, "prev"), None);
        let second = linked(&first, "next").unwrap();
        assert!(second.starts_with("?show=due&page=2&after="), "{second}");
        assert_eq!(shown(&second).await, shown("?show=due&page=2").await);
        let third = linked(&html(&second).await, "next").unwrap();
        assert_eq!(shown(&third).await.len(), 1);
        let last = html(&third).await;
        assert_eq!(linked(&last, "next"), None);
        let back = linked(&last, "prev").unwrap();
        assert!(back.starts_with("?show=due&page=2&before="), "{back}");
        assert_eq!(shown(&back).await, shown(&second).await);
        assert_eq!(shown("?show=due&page=9&after=nonsense").await.len(), 0, "a key that is none counts for nothing");
        let table = filed.clerk.get(&format!("{board}.xlsx?unit=&show=due")).await;
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(table.body)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(sheet.height(), 102, "a head, and a line for each");
        assert_eq!(sheet[(1, 0)], Data::Float(1.0), "a number");
        assert!(matches!(sheet[(1, 6)], Data::DateTime(_)), "a day");
    })
    .await;
}

#[tokio::test]
async fn a_tray_that_is_long_has_pages_and_goes_out_as_a_table() {
    let filed = Filed::start().await;
    for n in 1..=51 {
        filed.assigned(&format!("第{n}件"), n, &[0]).await;
    }
    let inbox = filed.handlers[0].get_json("/qingling/proposals/inbox").await.json();
    assert_eq!(in_tray(&inbox, "to_accept").as_array().unwrap().len(), 50);
    let page = filed.handlers[0].get("/qingling/proposals/inbox").await.text();
    assert!(page.contains("?tray=to_accept&amp;page=2") || page.contains("?tray=to_accept&#38;page=2"), "{page}");
    let inbox = filed.handlers[0].get_json("/qingling/proposals/inbox?tray=to_accept&page=2").await.json();
    assert_eq!((subjects(in_tray(&inbox, "to_accept")), inbox["trays"].as_array().unwrap().len()), (vec!["第51件"], 1));
    for (reader, path) in [
        (&filed.handlers[0], "/qingling/proposals/inbox.xlsx?tray=to_accept"),
        (&filed.clerk, "/qingling/proposals/deadlines.xlsx?show=due&step=offered"),
        (&filed.handlers[0], "/qingling/proposals/promises.xlsx"),
    ] {
        let table = reader.get(path).await;
        assert!(table.status.is_success() && table.body.starts_with(b"PK"), "{path}");
    }
    assert_eq!(filed.handlers[0].get("/qingling/proposals/deadlines.xlsx").await.status, 403);
    assert_eq!(filed.clerk.get("/qingling/proposals/inbox.xlsx").await.status, 403);
}
