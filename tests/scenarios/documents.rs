//! The register of documents and who sees what of it; the study of what was conveyed, by those who were there or not.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::{Value, json};
use yizheng::ledger::{Act, Change};
use yizheng::meeting::agenda::model::{paper, receipt, version};
use yizheng::meeting::agenda::rules::State;
use yizheng::meeting::article::Disposition;
use yizheng::meeting::model::{Lines, item};
use yizheng::permission::Role;

use crate::helpers::{Answer, Held, Reader, Store, TestApp, on_both};

/// A sitting in session of a chair, a secretary-general and three members, the last of them away.
async fn in_session(store: Store) -> Held {
    let held = Held::on(TestApp::start_on(store).await, 3).await;
    held.come(4).await;
    held.press("open").await;
    held
}

/// Changes something of the sitting without a page.
async fn change(held: &Held, what: impl AsyncFnOnce(&Change)) {
    let change = Change::begin(&held.app.db, held.app.acting(&held.app.committee)).await.unwrap();
    what(&change).await;
    let act = Act::new("meeting", held.id, "open").fact("title", "会议");
    change.record(act).await.unwrap().commit().await.unwrap();
}

async fn settle(held: &Held, disposition: Disposition, to: State, documents: &[&str]) {
    let row = item::ActiveModel {
        state: Set(to),
        documents: Set(Lines(documents.iter().map(ToString::to_string).collect())),
        ..Default::default()
    };
    change(held, async |change| {
        item::Entity::update_many()
            .set(row)
            .filter(item::Column::SittingId.eq(held.id))
            .filter(item::Column::Disposition.eq(disposition))
            .exec(change.on())
            .await
            .unwrap();
    })
    .await;
}

/// A paper of an item, in one version; gives its key.
async fn paper(held: &Held, item: i64, title: &str) -> i64 {
    let mut id = 0;
    change(held, async |change| {
        let row = paper::ActiveModel {
            sitting_id: Set(held.id),
            item_id: Set(item),
            position: Set(1),
            title: Set(title.to_owned()),
            ..Default::default()
        };
        id = paper::Entity::insert(row).exec(change.on()).await.unwrap().last_insert_id;
    })
    .await;
    add_version(held, id, 1).await;
    id
}

async fn add_version(held: &Held, paper: i64, number: i64) {
    change(held, async |change| {
        let row = version::ActiveModel {
            paper_id: Set(paper),
            number: Set(number),
            added_at: Set(held.app.clock.now()),
            body: Set(Some("正文".to_owned())),
            ..Default::default()
        };
        version::Entity::insert(row).exec_without_returning(change.on()).await.unwrap();
    })
    .await;
}

/// A member has read a paper. Members are numbered from 1 in the order in which they were added.
async fn read(held: &Held, paper: i64, member: i64, number: i64) {
    change(held, async |change| {
        let at = held.app.clock.now();
        let row =
            receipt::ActiveModel { paper_id: Set(paper), member_id: Set(member), number: Set(number), at: Set(at) };
        receipt::Entity::insert(row).exec_without_returning(change.on()).await.unwrap();
    })
    .await;
}

async fn titles(reader: &Reader, query: &str) -> Vec<String> {
    let page = reader.get_json(&format!("/qingling/documents{query}")).await.json();
    let all = page["documents"].as_array().unwrap();
    assert_eq!(page["pages"]["total"], all.len());
    all.iter().map(|one| one["title"].as_str().unwrap().to_owned()).collect()
}

/// The rows of the first sheet, each as its cells; days and times as they are written.
fn rows(answer: &Answer) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(answer.body.clone())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    sheet.rows().map(|row| row.iter().map(written).collect()).collect()
}

fn written(cell: &Data) -> String {
    let Data::DateTime(at) = cell else { return cell.to_string() };
    let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
    let time = if at.as_f64().fract() == 0.0 { String::new() } else { format!(" {hour:02}:{minute:02}") };
    format!("{year}-{month:02}-{day:02}{time}")
}

const DOCUMENTS: &[&str] = &["2024年工作要点", "年度协商计划（草案）", "100%_办理方案"];

#[tokio::test]
async fn the_register_holds_the_documents_of_settled_items_and_shows_each_reader_those_of_the_sittings_he_sees() {
    on_both(async |store| {
        let held = in_session(store).await;
        settle(&held, Disposition::Convey, State::PutOff, &["推迟的文件"]).await;
        assert!(titles(&held.clerk, "").await.is_empty(), "nothing is dealt with yet");
        settle(&held, Disposition::Adopt, State::Settled, DOCUMENTS).await;
        assert_eq!(titles(&held.clerk, "").await, DOCUMENTS, "each for itself, in the order of the item");
        held.press("close").await;
        let public = held.app.visitor();
        assert!(titles(&public, "").await.is_empty());
        assert_eq!(titles(&held.members[0], "").await, DOCUMENTS);
        let neighbour = held.app.found("baitang", "白塘县").await;
        let other = held.app.sign_in_to(&neighbour, Role::Clerk).await;
        assert!(titles(&other, "").await.is_empty(), "another committee's clerk is the public here");
        held.clerk.post(&format!("{}/release/draft", held.address), &[("version", "0")]).await;
        held.clerk.post(&format!("{}/release/publish", held.address), &[("version", "1")]).await;
        assert_eq!(titles(&public, "").await, DOCUMENTS);
        let page = public.get("/qingling/documents").await;
        assert!(page.status == 200 && page.text().contains("《年度协商计划（草案）》"));
        assert!(!page.text().contains("/qingling/documents/study"), "study is for those inside");
        let first = &public.get_json("/qingling/documents").await.json()["documents"][0];
        assert_eq!(first["disposition"], "adopt");
        assert_eq!(first["address"], held.address);
        assert_eq!(first["sitting"], "政协青岭县第十届委员会常务委员会第七次会议");
    })
    .await;
}

#[tokio::test]
async fn documents_are_found_by_year_outcome_and_title_and_taken_away_as_a_table() {
    on_both(async |store| {
        let held = in_session(store).await;
        settle(&held, Disposition::Adopt, State::Settled, DOCUMENTS).await;
        settle(&held, Disposition::Convey, State::Settled, &["传达提纲"]).await;
        for (query, found) in [
            ("", 4),
            ("?year=2024", 4),
            ("?year=2023", 0),
            ("?disposition=adopt", 3),
            ("?disposition=convey&year=2024", 1),
            ("?text=%E5%B7%A5%E4%BD%9C", 1),
            ("?text=%25", 1),
            ("?text=_", 1),
            ("?disposition=nonsense&year=x&page=0", 4),
        ] {
            assert_eq!(titles(&held.clerk, query).await.len(), found, "{query}");
        }
        let table = rows(&held.clerk.get("/qingling/documents.xlsx?disposition=adopt").await);
        assert_eq!(table[0], ["文件", "处理", "日期", "会议"]);
        assert_eq!(table[1][..3], ["2024年工作要点", "审议通过", "2024-03-05"]);
        assert_eq!(table.len(), 4);
        assert_eq!(rows(&held.app.visitor().get("/qingling/documents.xlsx").await).len(), 1, "the head alone");
    })
    .await;
}

#[tokio::test]
async fn the_register_leads_those_inside_to_the_paper_of_a_document() {
    let held = in_session(Store::usual().await).await;
    settle(&held, Disposition::Adopt, State::Settled, DOCUMENTS).await;
    let id = paper(&held, held.items().await[1], "2024年工作要点").await;
    let all = held.clerk.get_json("/qingling/documents").await.json()["documents"].clone();
    assert_eq!(all[0]["paper"], format!("{}/papers/{id}", held.address));
    assert_eq!(all[1]["paper"], Value::Null);
}

async fn mine(reader: &Reader) -> Value {
    let page = reader.get_json("/qingling/documents/study").await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.json()["mine"].clone()
}

#[tokio::test]
async fn what_was_conveyed_is_studied_by_all_who_were_called_the_absent_too() {
    on_both(async |store| {
        let held = in_session(store).await;
        let items = held.items().await;
        let conveyed = paper(&held, items[0], "全会精神传达提纲").await;
        paper(&held, items[1], "工作要点").await;
        assert_eq!(mine(&held.members[0]).await["tasks"], json!([]), "not before it is conveyed");
        settle(&held, Disposition::Convey, State::Settled, &[]).await;
        for reader in [&held.chair, &held.members[0], &held.members[2]] {
            let mine = mine(reader).await;
            assert_eq!((&mine["open"], &mine["tasks"][0]["title"]), (&json!(1), &json!("全会精神传达提纲")));
            assert_eq!(mine["tasks"][0]["address"], format!("{}/papers/{conveyed}", held.address));
            let home = reader.get("/qingling").await.text();
            assert!(home.contains("请学习：全会精神传达提纲"), "{home}");
        }
        read(&held, conveyed, 3, 1).await;
        let read_it = mine(&held.members[0]).await;
        assert_eq!((&read_it["open"], read_it["tasks"][0]["read_at"].is_null()), (&json!(0), false));
        assert!(!held.members[0].get("/qingling").await.text().contains("请学习"));
        add_version(&held, conveyed, 2).await;
        assert_eq!(mine(&held.members[0]).await["open"], 1, "a new version is to be read anew");
    })
    .await;
}

#[tokio::test]
async fn open_tasks_stand_before_those_that_are_done() {
    let held = in_session(Store::usual().await).await;
    let item = held.items().await[0];
    let (first, _) = (paper(&held, item, "甲").await, paper(&held, item, "乙").await);
    settle(&held, Disposition::Convey, State::Settled, &[]).await;
    read(&held, first, 3, 1).await;
    let mine = mine(&held.members[0]).await;
    let titles: Vec<_> = mine["tasks"].as_array().unwrap().iter().map(|task| &task["title"]).collect();
    assert_eq!(titles, ["乙", "甲"]);
}

#[tokio::test]
async fn the_office_sees_who_has_read_and_nobody_else_does() {
    on_both(async |store| {
        let held = in_session(store).await;
        let id = paper(&held, held.items().await[0], "传达提纲").await;
        settle(&held, Disposition::Convey, State::Settled, &[]).await;
        read(&held, id, 3, 1).await;
        let all = held.clerk.get_json("/qingling/documents/study").await.json()["papers"].clone();
        assert_eq!((&all["papers"][0]["read"], &all["papers"][0]["called"]), (&json!(1), &json!(5)));
        assert!(held.clerk.get("/qingling/documents/study").await.text().contains("1 / 5"));
        let address = all["papers"][0]["students"].as_str().unwrap();
        let who = held.clerk.get_json(address).await.json();
        assert_eq!(who["read"][0]["name"], "陆清和");
        let unread: Vec<_> = who["unread"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
        assert_eq!(unread, ["沈怀远", "罗守一", "周叶舟", "秦望山"]);
        assert_eq!(held.clerk.get(address).await.status, 200);
        let table = rows(&held.clerk.get("/qingling/documents/study.xlsx").await);
        assert_eq!(table.len(), 6);
        assert_eq!(table[1][2..], ["传达提纲", "沈怀远", "未读"]);
        assert_eq!(table[5][2..], ["传达提纲", "陆清和", "2024-03-05 10:00"]);
        let member = &held.members[0];
        assert_eq!(member.get_json("/qingling/documents/study").await.json()["papers"], Value::Null);
        for path in [address, "/qingling/documents/study.xlsx"] {
            assert_eq!(member.get(path).await.status, 403, "{path}");
        }
        assert_eq!(held.clerk.get("/qingling/documents/study/999").await.status, 404);
        let neighbour = held.app.found("baitang", "白塘县").await;
        let other = held.app.sign_in_to(&neighbour, Role::Clerk).await;
        let foreign = format!("/baitang/documents/study/{id}");
        assert_eq!(other.get(&foreign).await.status, 404, "nor through another committee");
    })
    .await;
}
