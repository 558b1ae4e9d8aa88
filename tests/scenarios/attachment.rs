//! Files that are brought: what they are is seen in their content, and what is not taken in is told at the field.

use std::fs;

use yizheng::attachment::LARGEST;

use crate::helpers::{Answer, Held};

async fn brought(held: &Held, name: &str, bytes: &[u8]) -> Answer {
    let item = held.items().await[0];
    let address = format!("{}/items/{item}/papers", held.address);
    held.clerk.enclose(&address, &[("title", name), ("body", "")], Some((name, bytes))).await
}

#[tokio::test]
async fn what_is_not_taken_in_is_told_at_the_field_and_leaves_nothing() {
    let held = Held::noticed(1).await;
    let large = [b"%PDF-1.7\n".to_vec(), vec![b' '; LARGEST]].concat();
    for (name, bytes, why) in [
        ("通知.pdf", &b"<!DOCTYPE html><script>alert(1)</script>"[..], "可以接受的有"),
        ("通知.docx", b"MZ\x90\x00\x03\x00\x00\x00", "可以接受的有"),
        ("通知.png", b"GIF89a\x01\x00\x01\x00", "可以接受的有"),
        ("通知.txt", b"", "这个文件是空的"),
        ("通知.pdf", &large, "20"),
    ] {
        let answer = brought(&held, name, bytes).await;
        assert_eq!(answer.status, 422, "{name}: {}", answer.text());
        let page = answer.text();
        assert!(page.contains("id=\"file-error\"") && page.contains(why), "{name}: {page}");
    }
    assert!(!held.app.app.config.files().exists(), "nothing was kept");
    assert_eq!(held.clerk.get_json(&held.address).await.json()["agenda"]["items"][0]["papers"], serde_json::json!([]));
}

#[tokio::test]
async fn a_paper_needs_a_title_and_something_to_read() {
    let held = Held::noticed(1).await;
    let address = format!("{}/items/{}/papers", held.address, held.items().await[0]);
    let empty = held.clerk.enclose(&address, &[("title", "《》"), ("body", " ")], None).await;
    assert_eq!(empty.status, 422);
    let page = empty.text();
    assert!(page.contains("id=\"title-error\"") && page.contains("id=\"body-error\""), "{page}");
    assert_eq!(held.clerk.post(&address, &[("title", "甲")]).await.status, 422, "a form that cannot carry a file");
    brought(&held, "甲", b"%PDF-1.7\n").await;
    let twice = brought(&held, "甲", b"%PDF-1.7\n").await;
    assert_eq!(twice.status, 422);
    assert!(twice.text().contains("已经有同一标题的文件"));
}

#[tokio::test]
async fn the_same_content_is_kept_once_under_its_hash() {
    let held = Held::noticed(1).await;
    assert_eq!(brought(&held, "甲.pdf", b"%PDF-1.7 same").await.status, 303);
    assert_eq!(brought(&held, "乙.pdf", b"%PDF-1.7 same").await.status, 303);
    let folders: Vec<_> =
        fs::read_dir(held.app.app.config.files()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(folders.len(), 1);
    let files: Vec<_> = fs::read_dir(&folders[0]).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let (name, folder) = (files[0].file_name().unwrap(), folders[0].file_name().unwrap());
    assert!(name.len() == 64 && name.to_str().unwrap().starts_with(folder.to_str().unwrap()));
}

#[tokio::test]
async fn a_part_of_a_file_is_handed_out_where_a_reader_asks_for_it() {
    let held = Held::noticed(1).await;
    brought(&held, "甲.pdf", b"%PDF-1.7 0123456789").await;
    let request = axum::http::Request::get(format!("{}/papers/1/1/file", held.address)).header("range", "bytes=9-12");
    let part = held.members[0].send(request, axum::body::Body::empty()).await;
    assert_eq!((part.status.as_u16(), &part.body[..]), (206, &b"0123"[..]));
    assert_eq!(part.header("content-type"), "application/pdf");
}
