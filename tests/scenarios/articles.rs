//! Articles from the shell: read, restored, put on the record from folders, and refused in words.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;
use yizheng::db::Db;
use yizheng::ledger::verify;

/// The article that the project started from, beside the repository.
const SEED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seed/article.txt");

fn run(folder: &Path, locale: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yizheng"));
    command.env_remove("DATABASE_URL").env("LC_ALL", locale).arg("--data").arg(folder.join("data"));
    command.current_dir(folder).args(arguments).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn article(number: u32) -> String {
    format!(
        "青岭网讯（记者 温如故）2024年3月1日，政协青岭县第十届委员会常务委员会第{number}次会议召开。\n\
         会议审议通过了《政协青岭县委员会第{number}号工作规则》。\n2024-03-02\n"
    )
}

fn founded() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let found = ["committee", "found", "qingling", "政协青岭县委员会", "青岭县"];
    assert_eq!(run(folder.path(), "C", &found).status.code(), Some(0));
    folder
}

async fn entries(folder: &TempDir) -> i64 {
    let file = folder.path().join("data/yizheng.db");
    let db = Db::connect(&format!("sqlite://{}", file.display())).await.unwrap();
    let chain = verify(db.read(), 1).await.unwrap();
    assert_eq!(chain.broken, None);
    chain.entries
}

#[test]
fn the_seed_is_read_whole_from_the_shell() {
    if !Path::new(SEED).exists() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let read = run(folder.path(), "C", &["import", "article", SEED, "--dry-run", "--json"]);
    assert_eq!(read.status.code(), Some(0), "{}", said(&read.stderr));
    let record: Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(record["kind"], "standing_committee");
    assert_eq!(record["committee"], "政协云阳县委员会");
    assert_eq!((&record["term"], &record["number"]), (&Value::from(14), &Value::from(17)));
    assert_eq!((&record["date"], &record["source"]), (&"2020-05-19".into(), &"云阳网".into()));
    assert_eq!(record["reporters"], serde_json::json!(["郑红均", "余书仕"]));
    let items: Vec<_> = record["items"].as_array().unwrap().iter().map(|item| &item["disposition"]).collect();
    assert_eq!(items, ["convey", "hear", "arrange", "hear_duty_reports", "adopt", "adopt", "notify"]);
    assert_eq!(record["items"][6]["approved_by"], "县委常委会");
    assert_eq!(record["speeches"].as_array().unwrap().len(), 2);
    let vice_chairs = record["people"].as_array().unwrap().iter();
    assert_eq!(vice_chairs.filter(|person| person["posts"] == serde_json::json!(["政协副主席"])).count(), 6);
    assert!(!folder.path().join("data").exists(), "a dry run makes no database");
}

#[tokio::test]
async fn a_folder_is_imported_and_what_is_there_already_is_passed_over() {
    let folder = founded();
    let inner = folder.path().join("articles/2024");
    fs::create_dir_all(&inner).unwrap();
    for number in 1..=150 {
        fs::write(inner.join(format!("{number:03}.txt")), article(number)).unwrap();
    }
    fs::write(inner.join("broken.txt"), b"%PDF-1.7").unwrap();
    fs::write(inner.join("other.txt"), "今天天气很好，大家去公园散步，看见很多花开了。").unwrap();
    fs::write(inner.join("elsewhere.txt"), article(3).replace("青岭", "白塘")).unwrap();
    fs::write(inner.join("paper.txt"), article(5).replace("青岭网讯", "青岭日报讯")).unwrap();
    let first = run(folder.path(), "C", &["import", "article", "articles", "--publish"]);
    let told = said(&first.stderr);
    assert_eq!(first.status.code(), Some(2), "some could not be imported");
    assert!(told.contains("150 recorded, 0 known already, 4 not imported"), "{told}");
    for line in [
        "broken.txt: This is a PDF",
        "other.txt: No sitting",
        "elsewhere.txt: The committee",
        "paper.txt: This sitting",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
    // Founded; of each article recorded and published.
    assert_eq!(entries(&folder).await, 301);
    let again = said(&run(folder.path(), "C", &["import", "article", "articles"]).stderr);
    assert!(again.contains("0 recorded, 150 known already"), "{again}");
    assert_eq!(entries(&folder).await, 301);
}

#[tokio::test]
async fn an_article_can_be_given_to_a_committee_that_it_does_not_name() {
    let folder = founded();
    fs::write(folder.path().join("a.txt"), article(3).replace("青岭", "白塘")).unwrap();
    let given = run(folder.path(), "C", &["import", "article", "a.txt", "--committee", "qingling", "--json"]);
    assert_eq!(given.status.code(), Some(0), "{}", said(&given.stderr));
    let line: Value = serde_json::from_slice(&given.stdout).unwrap();
    assert_eq!(line, serde_json::json!({ "file": "a.txt", "address": "/qingling/meetings/1" }));
    assert_eq!(entries(&folder).await, 2);
    assert_eq!(
        run(folder.path(), "C", &["import", "article", "a.txt", "--committee", "nowhere"]).status.code(),
        Some(2)
    );
}

#[test]
fn what_cannot_be_read_is_told_in_the_language_of_the_shell() {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &[u8], &str, &str); 5] = [
        ("empty.txt", b"", "文件是空的", "The file is empty"),
        ("pdf.txt", b"%PDF-1.7", "PDF 文件", "This is a PDF"),
        ("random.txt", &[0, 159, 146, 150, 0, 1, 2, 3, 255, 254, 7, 9], "不是文本文件", "not a text file"),
        ("english.txt", b"The committee met on Monday and adopted its report.", "没有中文", "no Chinese"),
        ("page.html", b"<html><script>alert(1)</script><body></body></html>", "没有中文", "no Chinese"),
    ];
    for (name, bytes, chinese, english) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
        for command in [&["restore", name][..], &["import", "article", name, "--dry-run"]] {
            for (locale, sentence) in [("zh_CN.UTF-8", chinese), ("en_US.UTF-8", english)] {
                let output = run(folder.path(), locale, command);
                assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{command:?}");
                assert!(said(&output.stderr).contains(sentence), "{command:?}: {}", said(&output.stderr));
            }
        }
    }
    assert_eq!(run(folder.path(), "C", &["restore", "nowhere.txt"]).status.code(), Some(2));
}

#[test]
fn the_report_of_a_restored_file_leads_from_the_original_to_the_text() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = "縣政協召開會(huì)議,,聽取通報(bào)。\n乾淨的街道,著名的畫家。\n";
    fs::write(folder.path().join("a.txt"), damaged).unwrap();
    let clean = said(&run(folder.path(), "C", &["restore", "a.txt"]).stdout);
    assert_eq!(clean, "县政协召开会议,听取通报。\n干净的街道,著名的画家。\n");
    let report: Value =
        serde_json::from_slice(&run(folder.path(), "C", &["restore", "a.txt", "--report", "json"]).stdout).unwrap();
    let original: Vec<char> = damaged.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    for edit in report["edits"].as_array().unwrap() {
        let offset = usize::try_from(edit["offset"].as_u64().unwrap()).unwrap();
        text.extend(&original[at..offset]);
        text.push_str(edit["after"].as_str().unwrap());
        at = offset + edit["before"].as_str().unwrap().chars().count();
        assert!(!edit["why"].as_str().unwrap().is_empty() && edit["kind"].is_string());
    }
    text.extend(&original[at..]);
    assert_eq!(text, clean);
}
