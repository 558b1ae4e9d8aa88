//! Old proposals out of tables: what columns are is corrected, wrong rows are told, the rest is applied in chunks.

use std::fmt::Write;

use clap::Parser;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Value;
use yizheng::clock::Instant;
use yizheng::ledger::verify;
use yizheng::permission::Role;
use yizheng::proposal::handling::model::{assignment, reply};
use yizheng::proposal::import::command::{self, ImportProposals};
use yizheng::proposal::model::{evaluation, proposal, signer};
use yizheng::proposal::rules::State;
use yizheng::words::Language;

use crate::helpers::{Office, Reader, Store, TestApp, on_both};

const HEAD: &str = "届次,编号,案由,提案人,联名,分类,承办单位,状态,提交日期,答复类别,满意度,建议\n";

/// So many rows, numbered from `from`.
fn rows(from: usize, n: usize) -> String {
    let mut text = HEAD.to_owned();
    for n in from..from + n {
        let _ = writeln!(
            text,
            "十届三次,{n},关于第{n}号渠道维护的提案,沈怀远,罗守一,农业农村,县水利局,办结,2024-03-04,B类,满意,加强维护，按期清淤"
        );
    }
    text
}

/// Brings a file; gives the address of its draft.
async fn brought(clerk: &Reader, name: &str, bytes: &[u8]) -> String {
    let answer = clerk.upload("/qingling/import", name, bytes).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location()
}

/// What the page of a draft says once nothing more is applied.
async fn settled(clerk: &Reader, draft: &str) -> Value {
    for _ in 0..100_000 {
        let page = clerk.get_json(draft).await.json();
        if page["going"] == false {
            return page;
        }
    }
    panic!("it goes on and on");
}

fn counts(page: &Value) -> [i64; 5] {
    ["total", "done", "added", "there", "wrong"].map(|name| page[name].as_i64().unwrap())
}

async fn kept(app: &TestApp) -> u64 {
    proposal::Entity::find().count(app.db.read()).await.unwrap()
}

#[tokio::test]
async fn three_thousand_rows_are_applied_in_chunks_and_once_only() {
    on_both(async |store: Store| {
        let office = Office::on(TestApp::start_on(store).await, 2).await;
        let (app, clerk) = (&office.app, &office.clerk);
        let table = rows(1, 3000) + "九届一次,1,关于旧事的提案,沈怀远,,,,,,,,\n";
        let draft = brought(clerk, "提案.csv", table.as_bytes()).await;
        let page = clerk.get_json(&draft).await.json();
        assert_eq!([&page["totals"]["new"], &page["totals"]["wrong"]], [3000, 1]);
        assert_eq!(page["rows"][0]["wrong"][0]["cell"], "A3002");
        let html = clerk.get(&draft).await.text();
        assert!(html.contains("A3002") && html.contains("没有9届1次这一届次"), "{html}");
        let before = verify(app.db.read(), app.committee.id).await.unwrap().entries;

        let (one, two) = tokio::join!(clerk.post(&draft, &[("do", "apply")]), clerk.post(&draft, &[("do", "apply")]));
        assert_eq!([one.status.as_u16(), two.status.as_u16()], [303, 303], "a second press is harmless");
        assert_eq!(counts(&settled(clerk, &draft).await), [3001, 3001, 3000, 0, 1]);
        assert_eq!(kept(app).await, 3000);
        let entries = verify(app.db.read(), app.committee.id).await.unwrap().entries;
        assert_eq!(entries - before, 6, "one for each chunk");
        let on = app.db.read();
        let signed = signer::Entity::find().count(on).await.unwrap();
        let work = assignment::Entity::find().count(on).await.unwrap();
        let replies = reply::Entity::find().count(on).await.unwrap();
        let marks = evaluation::Entity::find().count(on).await.unwrap();
        assert_eq!([signed, work, replies, marks], [3000; 4]);
        let closed = proposal::Entity::find().filter(proposal::Column::State.eq(State::Closed));
        assert_eq!(closed.count(on).await.unwrap(), 3000);
        let one = proposal::Entity::find().filter(proposal::Column::Number.eq(1700)).one(on).await.unwrap().unwrap();
        assert_eq!(one.subject, "关于第1700号渠道维护的提案");

        let draft = brought(clerk, "提案.csv", rows(2999, 3).as_bytes()).await;
        clerk.post(&draft, &[("do", "apply")]).await;
        assert_eq!(counts(&settled(clerk, &draft).await), [3, 3, 1, 2, 0]);
        let page = clerk.get(&draft).await.text();
        assert!(page.contains("导入完成") && page.contains("已有 2 件"), "{page}");
        let list = clerk.get("/qingling/proposals").await.text();
        assert!(list.contains("共 3001 件") && list.contains("关于第3001号渠道维护的提案"), "{list}");
        clerk.post(&draft, &[("do", "discard")]).await;
        assert_eq!(clerk.get(&draft).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn what_was_interrupted_goes_on_after_the_last_chunk() {
    let office = Office::open(2).await;
    let (app, clerk) = (&office.app, &office.clerk);
    let draft = brought(clerk, "提案.csv", rows(1, 1200).as_bytes()).await;
    clerk.post(&draft, &[("do", "apply")]).await;
    settled(clerk, &draft).await;
    // As the draft stood after its first chunk.
    let again = brought(clerk, "提案.csv", rows(1, 1200).as_bytes()).await;
    let id: i64 = again.rsplit('/').next().unwrap().parse().unwrap();
    let kept_draft = yizheng::import::still(app.db.read(), id).await.unwrap().unwrap();
    let mut table: yizheng::proposal::import::Brought = kept_draft.content().unwrap();
    table.table.lines.drain(..500);
    (table.added, table.at) = (500, Some(app.clock.now()));
    yizheng::import::save(app.db.read(), &kept_draft, &table, app.clock.now()).await.unwrap();

    let page = clerk.get(&again).await.text();
    assert!(page.contains("正在导入") && page.contains("http-equiv=\"refresh\""), "{page}");
    app.clock.turn_to(app.clock.now().plus(2 * Instant::MINUTE));
    let page = clerk.get(&again).await.text();
    assert!(
        page.contains("导入中断") && page.contains("继续导入") && !page.contains("http-equiv=\"refresh\""),
        "{page}"
    );
    let refused = clerk.post(&again, &[("do", "columns"), ("c2", "subject")]).await;
    assert_eq!(refused.status, 409, "{}", refused.text());
    clerk.post(&again, &[("do", "apply")]).await;
    assert_eq!(counts(&settled(clerk, &again).await), [1200, 1200, 500, 700, 0]);
    assert_eq!(kept(app).await, 1200);
}

#[tokio::test]
async fn the_reader_says_what_a_column_is() {
    let office = Office::open(1).await;
    let clerk = &office.clerk;
    let text = "会议次数,案由,案由说明,提案人\n十届三次,关于修路的提案,路坏了,沈怀远\n";
    let (gb, _, _) = encoding_rs::GB18030.encode(text);
    let draft = brought(clerk, "旧提案.csv", &gb).await;
    let page = clerk.get_json(&draft).await.json();
    assert_eq!(page["rows"][0]["outcome"], "wrong", "the session is not known: {page}");
    let twice = [("do", "columns"), ("c0", "subject"), ("c1", "subject")];
    let refused = clerk.post(&draft, &twice).await;
    assert!(refused.status == 422 && refused.text().contains("请只留一列"), "{}", refused.text());
    let so = [("do", "columns"), ("c0", "session"), ("c1", "subject"), ("c2", "situation"), ("c3", "proposer")];
    clerk.post(&draft, &so).await;
    clerk.post(&draft, &[("do", "apply")]).await;
    settled(clerk, &draft).await;
    let kept = proposal::Entity::find().one(office.app.db.read()).await.unwrap().unwrap();
    assert_eq!((kept.situation.as_str(), kept.first_id), ("路坏了", Some(office.people[0])));
    let shown = clerk.get(&format!("/qingling/proposals/{}", kept.id)).await.text();
    assert!(shown.contains("路坏了") && shown.contains("沈怀远"), "{shown}");
}

#[tokio::test]
async fn the_reader_says_for_which_choice_a_word_stands() {
    let office = Office::open(1).await;
    let clerk = &office.clerk;
    let text = "什么会,讲什么,谁,哪一类\n十届三次,关于修渠的提案,沈怀远,三农\n";
    let draft =
        clerk.enclose("/qingling/import", &[("kind", "proposals")], Some(("旧提案.csv", text.as_bytes()))).await;
    let draft = draft.location();
    assert_eq!(clerk.get_json(&draft).await.json()["refusal"]["key"], "proposalin-no-subject");
    let so = [("do", "columns"), ("c0", "session"), ("c1", "subject"), ("c2", "proposer"), ("c3", "category")];
    clerk.post(&draft, &so).await;
    let word = clerk.get_json(&draft).await.json()["words"][0].clone();
    assert_eq!((&word["column"], &word["text"]), (&"category".into(), &"三农".into()), "{word}");
    clerk.post(&draft, &[&so[..], &[("category:三农", "农业农村")]].concat()).await;
    clerk.post(&draft, &[("do", "apply")]).await;
    assert_eq!(counts(&settled(clerk, &draft).await), [1, 1, 1, 0, 0]);
    let kept = proposal::Entity::find().one(office.app.db.read()).await.unwrap().unwrap();
    assert!(kept.subject == "关于修渠的提案" && kept.category_id.is_some());
}

/// A table whose title alone, or nobody, says of which session it is.
const WITHOUT_SESSION: &str = "编号,案由,提案人\n7,关于修渠的提案,沈怀远\n8,关于修路的提案,沈怀远\n";

#[tokio::test]
async fn what_the_table_says_nowhere_is_said_for_all_of_its_rows() {
    let office = Office::open(1).await;
    let clerk = &office.clerk;
    let draft = brought(clerk, "台账.csv", WITHOUT_SESSION.as_bytes()).await;
    let page = clerk.get_json(&draft).await.json();
    let asked = &page["words"][0];
    assert_eq!((&asked["column"], &asked["text"]), (&"session".into(), &"".into()), "{page}");
    assert!(asked["choices"].as_array().unwrap().contains(&"10届3次".into()), "{asked}");
    assert!(clerk.get(&draft).await.text().contains("（没有写）"));
    let columns = [("do", "columns"), ("c0", "number"), ("c1", "subject"), ("c2", "proposer")];
    clerk.post(&draft, &[&columns[..], &[("session:", "10届3次")]].concat()).await;
    clerk.post(&draft, &[("do", "apply")]).await;
    assert_eq!(counts(&settled(clerk, &draft).await), [2, 2, 2, 0, 0]);
    let kept = proposal::Entity::find().all(office.app.db.read()).await.unwrap();
    assert!(kept.iter().all(|one| one.session_id.is_some()));
}

#[tokio::test]
async fn a_workbook_is_known_from_a_roster_and_only_reviewers_bring_one() {
    let office = Office::open(1).await;
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip([["案由", "届次", "提案人"], ["关于修路的提案", "十届三次", "民盟青岭总支"]])
    {
        for (place, text) in (0..).zip(cells) {
            sheet.write_string(row, place, text).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let app = &office.app;
    app.account(&app.committee, "both", &[Role::Clerk, Role::ProposalsClerk]).await;
    let both = app.visitor();
    both.post("/sign-in", &[("login", "both"), ("password", crate::helpers::PASSWORD)]).await;
    assert!(brought(&both, "提案.xlsx", &bytes).await.contains("/import/proposals/"));
    let clerk = app.sign_in(Role::Clerk).await;
    let refused = clerk.upload("/qingling/import", "提案.xlsx", &bytes).await;
    assert!(refused.text().contains("不像委员名册"), "{}", refused.text());
    assert_eq!(office.members[0].upload("/qingling/import", "提案.xlsx", &bytes).await.status, 403);
    let draft = brought(&office.clerk, "提案.xlsx", &bytes).await;
    assert_eq!(both.get(&draft).await.status, 404, "a draft is its owner's");
}

#[tokio::test]
async fn the_command_adds_what_is_right_and_says_what_is_wrong() {
    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        arguments: ImportProposals,
    }
    let office = Office::open(2).await;
    let app = &office.app;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("提案.csv");
    std::fs::write(&file, rows(1, 700) + "十届三次,甲,关于旧事的提案,沈怀远,,,,,,,,\n").unwrap();
    let words = app.app.words.words(Language::Chinese);
    let ledger = folder.path().join("台账.csv");
    std::fs::write(&ledger, WITHOUT_SESSION).unwrap();
    for (more, code) in [(&[][..], 2), (&["--word", "session:=10届3次"], 0)] {
        let line = ["import", ledger.to_str().unwrap(), "--committee", "qingling", "--dry-run"];
        let arguments = Line::parse_from([&line[..], more].concat()).arguments;
        let done = command::run(&app.app, &arguments, &words).await.unwrap();
        assert_eq!(done, std::process::ExitCode::from(code), "{more:?}");
    }
    for (more, n) in [(&["--dry-run"][..], 0), (&[], 700), (&[], 700)] {
        let line = [&["import", file.to_str().unwrap(), "--committee", "qingling"], more].concat();
        let code = command::run(&app.app, &Line::parse_from(line).arguments, &words).await.unwrap();
        assert_eq!(code, std::process::ExitCode::from(2));
        assert_eq!(kept(app).await, n, "{more:?}");
    }
}

#[tokio::test]
async fn whoever_is_not_on_the_roster_is_shown_and_kept_by_name_beside_those_who_are() {
    let office = Office::open(2).await;
    let clerk = &office.clerk;
    let text = "案由\t届次\t提案人\t联名\r\n关于修渠的提案\t十届三次\t沈 怀 远\t罗守一委员、白\u{200b}无名\r\n\
                关于修路的提案\t十届三次\t沈　怀远（农业界）/罗守一\t/\r\n";
    let bytes: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let draft = brought(clerk, "Unicode文本.txt", &bytes).await;
    let page = clerk.get_json(&draft).await.json();
    assert_eq!([&page["totals"]["unlisted"], &page["totals"]["new"]], [1, 1], "{page}");
    assert_eq!(page["rows"][0]["notes"][0]["facts"][0], serde_json::json!(["names", "白无名"]));
    let html = clerk.get(&draft).await.text();
    assert!(html.contains("新增，有人不在名册") && html.contains("名册里没有：白无名"), "{html}");
    clerk.post(&draft, &[("do", "apply")]).await;
    assert_eq!(counts(&settled(clerk, &draft).await), [2, 2, 2, 0, 0]);
    let on = office.app.db.read();
    for (subject, proposers) in
        [("关于修渠的提案", vec!["沈怀远、罗守一、白无名"]), ("关于修路的提案", vec!["沈怀远", "罗守一"])]
    {
        let one =
            proposal::Entity::find().filter(proposal::Column::Subject.eq(subject)).one(on).await.unwrap().unwrap();
        assert_eq!(one.first_id, Some(office.people[0]), "{subject}");
        let signed = signer::Entity::find().filter(signer::Column::ProposalId.eq(one.id)).all(on).await.unwrap();
        assert_eq!(signed.iter().map(|one| one.member_id).collect::<Vec<_>>(), [office.people[1]], "{subject}");
        let page = clerk.get_json(&format!("/qingling/proposals/{}", one.id)).await.json();
        assert_eq!(page["proposers"], serde_json::json!(proposers));
    }
    let again = brought(clerk, "Unicode文本.txt", &bytes).await;
    assert_eq!(clerk.get_json(&again).await.json()["totals"]["there"], 2, "they are there however they are written");
}

#[tokio::test]
async fn a_number_that_is_taken_in_is_merged_into_and_no_other_proposal_goes_lost_under_it() {
    let office = Office::open(2).await;
    let clerk = &office.clerk;
    let head = "届次,编号,案由,提案人,状态\n";
    let first = head.to_owned() + "十届三次,260012,关于修渠的提案,沈怀远,立案\n";
    let draft = brought(clerk, "提案.csv", first.as_bytes()).await;
    clerk.post(&draft, &[("do", "apply")]).await;
    settled(clerk, &draft).await;
    let other = head.to_owned() + "十届三次,260012,关于修路的提案,罗守一,立案\n十届三次,,关于修渠的提案,罗守一,立案\n";
    let page = brought(clerk, "提案.csv", other.as_bytes()).await;
    let page = clerk.get(&page).await.text();
    assert!(page.contains("这个编号已经是“关于修渠的提案”（沈怀远）的"), "{page}");
    assert!(page.contains("B2") && page.contains("新增"), "{page}");

    let late = office.submitted(1, "关于渠道清淤的提案", true).await;
    let id: i64 = late.rsplit('/').next().unwrap().parse().unwrap();
    for step in ["pass", "pass", "merge"] {
        let now = proposal::Entity::find_by_id(id).one(office.app.db.read()).await.unwrap().unwrap();
        let version = now.version.to_string();
        let sent = clerk.post(&format!("{late}/{step}"), &[("version", &version), ("main", "260012")]).await;
        assert_eq!(sent.status, 303, "{step}: {}", sent.text());
    }
    let next = office.filed(1, "关于护林的提案", true).await;
    let next = clerk.get_json(&next).await.json();
    assert_eq!(next["number"], 260_013, "{next}");
}

#[tokio::test]
async fn a_page_nested_without_end_is_refused_with_a_sentence() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let page = format!("<html><body>{}政协会议{}", "<div>".repeat(40_000), "</div>".repeat(40_000));
    let refused = clerk.upload("/qingling/import", "报道.html", page.as_bytes()).await;
    assert!(refused.status == 422 && refused.text().contains("一层套一层的标记太多"), "{}", refused.text());
}
