//! Papers of an item: added, renewed, read, and taken back before anybody was told.

use serde_json::{Value, json};
use yizheng::permission::Role;

use super::{error, items};
use crate::helpers::{Held, Reader};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";

/// Adds a paper to an item; gives its address.
async fn added(held: &Held, item: i64, title: &str, body: &str, file: Option<(&str, &[u8])>) -> String {
    let address = format!("{}/items/{item}/papers", held.address);
    let answer = held.clerk.enclose(&address, &[("title", title), ("body", body)], file).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let rows = items(&held.clerk, held).await;
    let papers: Vec<_> = rows.iter().flat_map(|row| row["papers"].as_array().unwrap()).collect();
    let id = papers.iter().find(|paper| paper["title"] == title.trim_matches(['《', '》'])).unwrap()["id"].clone();
    format!("{}/papers/{id}", held.address)
}

async fn mark(reader: &Reader, paper: &str) -> Value {
    reader.get_json(paper).await.json()["mark"].clone()
}

#[tokio::test]
async fn a_paper_is_read_on_a_phone_and_its_file_is_handed_out_as_a_file() {
    let held = Held::noticed(2).await;
    let item = held.items().await[1];
    let paper =
        added(&held, item, "《工作要点（草案）》", "一、总体要求\n\n二、主要任务", Some(("要点.pdf", PDF))).await;
    let row = items(&held.clerk, &held).await[1].clone();
    let titles = json!(["工作要点（草案）", "政协青岭县委员会2024年工作要点"]);
    assert_eq!(row["documents"], titles, "the paper's title is a document of its item");
    let page = held.members[0].get(&paper).await.text();
    assert!(page.contains("<p>二、主要任务</p>") && page.contains("打开文件"), "{page}");
    let file = held.members[0].get(&format!("{paper}/1/file")).await;
    assert_eq!((file.status.as_u16(), &file.body[..]), (200, PDF));
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(file.header("content-disposition"), "inline; filename*=UTF-8''%E8%A6%81%E7%82%B9.pdf");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(file.header("content-security-policy"), "sandbox");
    assert_eq!(held.members[0].get(&format!("{paper}/2/file")).await.status, 404);
}

#[tokio::test]
async fn a_new_version_makes_a_paper_unread_and_both_are_kept() {
    let held = Held::noticed(2).await;
    let item = held.items().await[1];
    let paper = added(&held, item, "方案", "第一稿", None).await;
    let member = &held.members[0];
    assert_eq!(mark(member, &paper).await, "unread");
    let read = format!("{paper}/read");
    assert_eq!(member.post(&read, &[("number", "1")]).await.status, 303);
    assert_eq!(member.post(&read, &[("number", "1")]).await.status, 303, "a double click is harmless");
    assert_eq!(mark(member, &paper).await, "read");
    assert_eq!(member.post(&read, &[("number", "2")]).await.status, 404, "there is no second version yet");
    let same = held.clerk.enclose(&paper, &[("body", "第一稿")], None).await;
    assert_eq!(same.status, 409, "the same again is no version");
    let revised = held.clerk.enclose(&paper, &[("body", "第二稿")], None).await;
    assert_eq!(revised.status, 303, "{}", revised.text());
    assert_eq!(mark(member, &paper).await, "changed");
    let newest = member.get(&paper).await.text();
    assert!(newest.contains("第二稿") && newest.contains("有新版本") && !newest.contains("第一稿"));
    let first = member.get(&format!("{paper}?version=1")).await.text();
    assert!(first.contains("第一稿") && first.contains("这不是最新的一版"));
    assert_eq!(member.get(&format!("{paper}?version=3")).await.status, 404);
    let readers = held.clerk.get_json(&paper).await.json()["readers"].clone();
    assert_eq!((&readers["read"], &readers["called"]), (&json!(0), &json!(4)));
    member.post(&read, &[("number", "2")]).await;
    member.post(&read, &[("number", "1")]).await;
    assert_eq!(mark(member, &paper).await, "read", "an older receipt takes nothing back");
    let readers = held.clerk.get_json(&paper).await.json()["readers"].clone();
    assert_eq!((&readers["read"], readers["unread"].as_array().unwrap().len()), (&json!(1), 3));
    assert!(!readers["unread"].to_string().contains("陆清和"));
    assert_eq!(member.get_json(&paper).await.json()["readers"], json!(null), "the count is the office's");
    let acts = held.clerk.get_json(&held.address).await.json()["history"].to_string();
    assert_eq!(acts.matches("read_paper").count(), 2, "said twice, recorded once");
}

#[tokio::test]
async fn papers_are_for_those_inside_and_receipts_for_those_called() {
    let held = Held::noticed(1).await;
    let paper = added(&held, held.items().await[0], "讲话", "正文", Some(("讲话.txt", "正文".as_bytes()))).await;
    let inside = held.app.sign_in(Role::Administrator).await;
    assert_eq!(inside.get(&paper).await.status, 200);
    assert_eq!(inside.get_json(&paper).await.json()["mark"], json!(null));
    assert_eq!(inside.post(&format!("{paper}/read"), &[("number", "1")]).await.status, 403);
    let file = inside.get(&format!("{paper}/1/file")).await;
    assert!(file.header("content-disposition").starts_with("attachment;"));
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    for outside in [held.app.visitor(), held.app.sign_in(Role::UnitHandler).await] {
        assert_eq!(outside.get(&paper).await.status, 404);
        assert_eq!(outside.get(&format!("{paper}/1/file")).await.status, 404);
    }
    for reader in [&held.members[0], &held.chair] {
        assert_eq!(reader.enclose(&paper, &[("body", "改写")], None).await.status, 403);
        assert_eq!(reader.post(&format!("{paper}/remove"), &[]).await.status, 403);
    }
}

#[tokio::test]
async fn a_paper_is_taken_back_before_the_notice_and_not_after() {
    let held = Held::noticed(1).await;
    let paper = added(&held, held.items().await[0], "讲话", "正文", None).await;
    let late = held.clerk.post_json(&format!("{paper}/remove"), &json!({})).await;
    assert_eq!((late.status.as_u16(), error(&late).as_str()), (409, "agenda-paper-noticed"));
    let item = held.items().await[0];
    let remove = held.clerk.post_json(&format!("{}/items/{item}/remove", held.address), &json!({})).await;
    assert_eq!(error(&remove), "agenda-has-papers");
    held.press("call_off").await;
    assert_eq!(held.members[0].get(&paper).await.status, 200, "who was told still knows");
    held.press("plan_anew").await;
    assert_eq!(held.members[0].get(&paper).await.status, 404, "until the notice it is the office's");
    assert_eq!(held.clerk.post(&format!("{paper}/remove"), &[]).await.status, 303);
    assert_eq!(held.clerk.get(&paper).await.status, 404);
    assert_eq!(items(&held.clerk, &held).await[0]["documents"], json!([]));
}

#[tokio::test]
async fn titles_of_papers_stay_among_the_documents_whatever_is_entered_by_hand() {
    let held = Held::noticed(1).await;
    let item = held.items().await[1];
    added(&held, item, "甲", "正文", None).await;
    let address = format!("{}/items/{item}", held.address);
    let form = held.clerk.get_json(&address).await.json();
    assert_eq!(form["form"]["documents"], "政协青岭县委员会2024年工作要点");
    let version = form["version"].to_string();
    let fields =
        [("disposition", "adopt"), ("subject", "工作要点"), ("documents", "乙\n《甲》"), ("version", &version)];
    assert_eq!(held.clerk.post(&address, &fields).await.status, 303);
    assert_eq!(items(&held.clerk, &held).await[1]["documents"], json!(["甲", "乙"]));
}
