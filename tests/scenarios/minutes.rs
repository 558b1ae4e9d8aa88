//! After a sitting: minutes are drafted, written by two, confirmed and then fixed; a release is published and retracted.

use sea_orm::{FromQueryResult, Statement};
use serde_json::{Value, json};
use yizheng::ledger::Entry;
use yizheng::meeting::minutes::rules::digest;
use yizheng::permission::Role;

use crate::helpers::{Answer, Held, Reader, Store, TestApp, on_both};

/// A sitting of a chair, a secretary-general and three members, one of them away, that dealt with all its items.
async fn closed(store: Store) -> Held {
    let held = Held::on(TestApp::start_on(store).await, 3).await;
    held.come(4).await;
    held.press("open").await;
    held.deal_with_all().await;
    held.press("close").await;
    held
}

async fn drafted(store: Store) -> Held {
    let held = closed(store).await;
    let answer = press(&held.clerk, &held, "minutes/draft", 0).await;
    assert_eq!(answer.location(), format!("{}/minutes", held.address), "{}", answer.text());
    held
}

async fn press(reader: &Reader, held: &Held, what: &str, version: i64) -> Answer {
    reader.post(&format!("{}/{what}", held.address), &[("version", &version.to_string())]).await
}

async fn save(reader: &Reader, held: &Held, version: i64, text: &str) -> Answer {
    reader.post_json(&format!("{}/minutes", held.address), &json!({ "version": version, "text": text })).await
}

async fn text(reader: &Reader, held: &Held, kind: &str) -> Value {
    let page = reader.get_json(&format!("{}/{kind}", held.address)).await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.json()
}

/// The actions that the ledger holds of the sitting, each with the digest it names.
async fn recorded(held: &Held) -> Vec<(String, Value)> {
    let on = held.app.db.read();
    let all = Statement::from_string(on.get_database_backend(), "SELECT * FROM ledger_entry ORDER BY seq");
    let entries = Entry::find_by_statement(all).all(on).await.unwrap();
    let told = |entry: Entry| {
        let facts: Value = serde_json::from_str(&entry.facts).unwrap();
        (entry.action, facts["digest"].clone())
    };
    entries.into_iter().map(told).filter(|(_, digest)| !digest.is_null()).collect()
}

#[tokio::test]
async fn minutes_are_drafted_from_the_record_by_the_office_once_the_sitting_is_closed() {
    on_both(async |store| {
        let held = Held::on(TestApp::start_on(store).await, 3).await;
        held.come(4).await;
        held.press("open").await;
        held.deal_with_all().await;
        let early = press(&held.clerk, &held, "minutes/draft", 0).await;
        assert!(early.status == 409 && early.text().contains("会议正在进行"), "{}", early.text());
        held.press("close").await;
        let address = format!("{}/minutes", held.address);
        assert!(held.clerk.get(&address).await.text().contains("未起草"), "nothing is drafted");
        assert_eq!(held.members[0].get(&address).await.status, 404);
        for reader in [&held.chair, &held.members[0]] {
            assert_eq!(press(reader, &held, "minutes/draft", 0).await.status, 403);
        }
        assert!(held.clerk.get(&held.address).await.text().contains("/minutes/draft\""));
        assert_eq!(press(&held.clerk, &held, "minutes/draft", 0).await.status, 303);
        let page = text(&held.clerk, &held, "minutes").await;
        let words = page["text"].as_str().unwrap();
        for line in [
            "政协青岭县第十届委员会常务委员会第七次会议纪要",
            "2024年3月5日，政协青岭县第十届委员会常务委员会第七次会议在县政协三楼会议室召开。",
            "会议应到5人，实到4人，符合《政协章程》规定。",
            "一、会议传达学习了县委经济工作会议精神。",
            "二、会议审议通过了《政协青岭县委员会2024年工作要点》。",
            "出席：沈怀远\u{3000}罗守一\u{3000}陆清和\u{3000}周叶舟\n请假：无\n缺席：秦望山\n列席：无",
        ] {
            assert!(words.contains(line), "{line} is not in {words}");
        }
        assert_eq!(held.clerk.get_json(&held.address).await.json()["state"], "minutes_drafted");
        assert_eq!(recorded(&held).await, [("draft_minutes".to_owned(), json!(digest(words)))]);
        assert_eq!(held.members[0].get(&format!("{}/minutes", held.address)).await.status, 404, "a draft is not read");
    })
    .await;
}

#[tokio::test]
async fn a_text_saves_itself_as_it_is_written_and_no_save_is_recorded() {
    on_both(async |store| {
        let held = drafted(store).await;
        for (version, words) in [(1, "甲\r\n乙"), (2, "甲\n乙丙"), (3, "甲\n乙丙")] {
            let saved = save(&held.clerk, &held, version, words).await;
            assert_eq!(saved.status, 200, "{}", saved.text());
            assert_eq!(saved.json()["version"], 3.min(version + 1), "what did not change is not counted");
        }
        assert_eq!(text(&held.chair, &held, "minutes").await["text"], "甲\n乙丙\n");
        assert_eq!(recorded(&held).await.len(), 1, "only the draft");
        assert_eq!(save(&held.members[0], &held, 3, "丁").await.status, 403);
        let empty = save(&held.clerk, &held, 3, " \n ").await;
        assert_eq!((empty.status.as_u16(), &empty.json()["faults"]["text"]["key"]), (422, &json!("minutes-empty")));
    })
    .await;
}

#[tokio::test]
async fn of_two_who_write_at_once_neither_loses_a_word() {
    on_both(async |store| {
        let held = drafted(store).await;
        assert_eq!(save(&held.chair, &held, 1, "题\n主席改的\n末").await.status, 200);
        let late = save(&held.clerk, &held, 1, "题\n办公室改的\n末").await;
        assert_eq!(late.status, 409);
        let told = late.json();
        assert!(told["sentence"].as_str().unwrap().contains("已经保存了另一份改动"), "{told}");
        assert_eq!(told["version"], 2);
        assert_eq!(told["theirs"][1], json!({ "text": "主席改的", "own": true }));
        assert_eq!(told["mine"][1], json!({ "text": "办公室改的", "own": true }));
        assert_eq!(told["joined"], "题\n主席改的\n办公室改的\n末\n");
        let address = format!("{}/minutes", held.address);
        let page = held.clerk.post(&address, &[("version", "1"), ("text", "题\n办公室改的\n末")]).await;
        assert_eq!(page.status, 409);
        for words in ["主席改的", "办公室改的", "只用我的文字", "只用对方的文字", "name=\"version\" value=\"2\""]
        {
            assert!(page.text().contains(words), "{words}: {}", page.text());
        }
        assert_eq!(text(&held.chair, &held, "minutes").await["text"], "题\n主席改的\n末\n", "nothing is saved yet");
        let joined = told["joined"].as_str().unwrap();
        assert_eq!(held.clerk.post(&address, &[("version", "2"), ("text", joined)]).await.status, 303);
        assert_eq!(text(&held.chair, &held, "minutes").await["text"], joined);
    })
    .await;
}

#[tokio::test]
async fn the_chair_alone_confirms_and_then_the_minutes_are_fixed() {
    on_both(async |store| {
        let held = drafted(store).await;
        let by_clerk = press(&held.clerk, &held, "minutes/confirm", 1).await;
        assert!(by_clerk.status == 409 && by_clerk.text().contains("只有这次会议的主持人"), "{}", by_clerk.text());
        save(&held.clerk, &held, 1, "纪要\n定稿").await;
        let address = format!("{}/minutes/confirm", held.address);
        let stale = held.chair.post(&address, &[("version", "1"), ("text", "纪要\n主席的字")]).await;
        assert!(stale.status == 409 && stale.text().contains("两个人同时修改了"), "{}", stale.text());
        assert_eq!(press(&held.chair, &held, "minutes/confirm", 1).await.status, 409, "he has not seen what stands");
        let sent = [("version", "2"), ("text", "纪要\n定稿，主席改\n出席：沈怀远")];
        assert_eq!(held.chair.submit(&address, &sent).await.status, 200);
        let words = "纪要\n定稿，主席改\n出席：沈怀远\n";
        assert_eq!(recorded(&held).await[1], ("confirm_minutes".to_owned(), json!(digest(words))));
        for refused in [
            save(&held.clerk, &held, 3, "改").await,
            save(&held.chair, &held, 3, "改").await,
            press(&held.chair, &held, "minutes/confirm", 3).await,
            press(&held.clerk, &held, "minutes/draft", 3).await,
            press(&held.clerk, &held, "minutes/restore", 3).await,
        ] {
            assert!(refused.status == 409 && refused.text().contains("纪要已经审定"), "{}", refused.text());
        }
        let page = text(&held.members[0], &held, "minutes").await;
        assert_eq!(page["digest"], digest(words));
        assert_eq!(page["rolls"], json!([["出席：", "沈怀远"]]));
        assert_eq!(page["fixed_by"], "member0同志");
        let shown = held.members[0].get(&format!("{}/minutes", held.address)).await.text();
        assert!(shown.contains(&digest(words)) && shown.contains("定稿，主席改") && !shown.contains("<textarea"));
        assert!(held.members[0].get(&held.address).await.text().contains("打开纪要"));
        for stranger in [&held.app.visitor(), &held.app.sign_in(Role::Supervisor).await] {
            assert_eq!(stranger.get(&format!("{}/minutes", held.address)).await.status, 404);
        }
    })
    .await;
}

#[tokio::test]
async fn a_text_drafted_anew_gives_back_what_stood_there() {
    on_both(async |store| {
        let held = drafted(store).await;
        let first = text(&held.clerk, &held, "minutes").await["text"].clone();
        save(&held.clerk, &held, 1, "自己写的").await;
        assert_eq!(press(&held.clerk, &held, "minutes/draft", 1).await.status, 409, "of a text he has not seen");
        let page = held.clerk.submit(&format!("{}/minutes/draft", held.address), &[("version", "2")]).await;
        assert!(page.text().contains("/minutes/restore\"><input type=\"hidden\" name=\"version\" value=\"3\">"));
        assert_eq!(text(&held.clerk, &held, "minutes").await["text"], first);
        assert_eq!(press(&held.clerk, &held, "minutes/restore", 3).await.status, 303);
        assert_eq!(text(&held.clerk, &held, "minutes").await["text"], "自己写的\n");
        assert_eq!(press(&held.clerk, &held, "minutes/restore", 4).await.status, 303);
        assert_eq!(text(&held.clerk, &held, "minutes").await["text"], first, "and back again");
        let unsaved = [("version", "5"), ("text", "还没有存的字")];
        held.clerk.post(&format!("{}/minutes/draft", held.address), &unsaved).await;
        press(&held.clerk, &held, "minutes/restore", 6).await;
        assert_eq!(text(&held.clerk, &held, "minutes").await["text"], "还没有存的字\n", "what was on the page is kept");
    })
    .await;
}

#[tokio::test]
async fn a_release_is_seen_by_everybody_until_it_is_retracted() {
    on_both(async |store| {
        let held = closed(store).await;
        let public = held.app.visitor();
        assert_eq!(public.get(&held.address).await.status, 404);
        let none = press(&held.clerk, &held, "release/publish", 0).await;
        assert!(none.status == 409 && none.text().contains("请先起草"), "{}", none.text());
        assert_eq!(press(&held.members[0], &held, "release/draft", 0).await.status, 403);
        press(&held.clerk, &held, "release/draft", 0).await;
        assert_eq!(public.get(&format!("{}/release", held.address)).await.status, 404);
        let words = text(&held.clerk, &held, "release").await["text"].as_str().unwrap().to_owned();
        assert!(words.contains("3月5日，政协青岭县第十届委员会常务委员会第七次会议召开。"), "{words}");
        let address = format!("{}/release/publish", held.address);
        let published = held.clerk.post(&address, &[("version", "1"), ("text", &words)]).await;
        assert_eq!(published.location(), held.address, "{}", published.text());
        let page = public.get(&held.address).await;
        assert!(page.status == 200 && page.text().contains("会议传达学习了县委经济工作会议精神"), "{}", page.text());
        assert!(!page.text().contains("会后材料"), "the public writes nothing");
        let sent = json!({ "version": 2, "text": "改" });
        let refused = held.clerk.post_json(&format!("{}/release", held.address), &sent).await;
        assert!(refused.status == 409 && refused.text().contains("新闻稿已经发布"), "{}", refused.text());
        assert_eq!(press(&held.clerk, &held, "release/draft", 2).await.status, 409);
        assert_eq!(press(&held.members[0], &held, "release/retract", 2).await.status, 403);
        assert_eq!(press(&held.clerk, &held, "release/retract", 2).await.status, 303);
        assert_eq!(public.get(&held.address).await.status, 404);
        assert_eq!(press(&held.clerk, &held, "release/retract", 3).await.status, 409, "not published");
        assert_eq!(press(&held.clerk, &held, "release/publish", 3).await.status, 303, "taken back");
        assert_eq!(public.get(&held.address).await.status, 200);
        let acts: Vec<_> = recorded(&held).await.into_iter().map(|(action, _)| action).collect();
        assert_eq!(acts, ["draft_release", "release", "retract", "release"]);
    })
    .await;
}
