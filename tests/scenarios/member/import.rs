//! Rosters as workbooks: all of one or nothing, as it was shown, and told at each member.

use clap::Parser;
use sea_orm::ConnectionTrait;
use yizheng::member::import::command::{self, ImportRoster};
use yizheng::table::Turn;
use yizheng::words::Language;

use super::*;

#[tokio::test]
async fn a_wrong_row_keeps_the_whole_roster_out() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let wrong: &[&str] = &["贺小满", "10", "渔业界", "", "", "", ""];
        let draft = brought(&clerk, &[HEAD, ZHOU, SHAN, wrong]).await;
        let page = clerk.get_json(&draft).await.json();
        assert_eq!(page["rows"][0]["wrong"][0]["cell"], "C4");
        let html = clerk.get(&draft).await.text();
        assert!(html.contains("disabled") && html.contains("C4") && html.contains("教育界、农业界"), "{html}");
        let refused = applied(&clerk, &draft).await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert_eq!(names(&clerk, "?term=all").await, [""; 0]);

        // What was right when it was brought may be wrong when it is applied.
        let draft = brought(&clerk, &[HEAD, ZHOU]).await;
        imported(&clerk, &[HEAD, ZHOU, &["周叶舟", "9", "农业界", "民进", "青岭中学校长", "", PHONE]]).await;
        assert_eq!(applied(&clerk, &draft).await.status, 409);
        assert_eq!(names(&clerk, "?term=all").await, ["周叶舟", "周叶舟"]);
    })
    .await;
}

#[tokio::test]
async fn the_empty_form_of_a_roster_is_there_for_the_office_alone() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let path = "/qingling/import/roster/template.xlsx";
    let clerk = app.sign_in(Role::Clerk).await;
    let text = String::from_utf8(unpacked(&clerk.get(path).await.body)).unwrap();
    assert!(text.contains("工作单位及职务") && text.contains("教育界、农业界") && text.contains("填写说明"));
    assert_eq!(app.sign_in(Role::Member).await.get(path).await.status, 403);
    assert_eq!(app.visitor().get(path).await.status, 303);
}

#[tokio::test]
async fn an_import_is_told_at_each_member_whom_it_touched() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let clerk = app.sign_in(Role::Clerk).await;
        imported(&clerk, &[HEAD, ZHOU, SHAN]).await;
        let changed: &[&str] = &["周叶舟", "10", "教育界", "民盟", "青岭中学校长", "副主席", PHONE];
        imported(&clerk, &[HEAD, changed, SHAN]).await;
        assert_eq!(acts(&clerk, &address(&clerk, "zyz").await).await, ["unpost", "correct", "add"]);
        assert_eq!(acts(&clerk, &address(&clerk, "shy").await).await, ["add"]);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_applied_that_was_not_shown() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let clerk = app.sign_in(Role::Clerk).await;
        imported(&clerk, &[HEAD, ZHOU]).await;
        let rows: &[&[&str]] = &[&["姓名", "党派"], &["周叶舟", "民盟"]];
        let draft = brought(&clerk, rows).await;
        let shown = seen(&clerk, &draft).await;
        imported(&clerk, &[&["姓名", "党派"], &["周叶舟", "农工党"]]).await;
        let late = clerk.post(&draft, &[("do", "apply"), ("seen", &shown)]).await;
        assert_eq!(late.status, 409);
        let html = late.text();
        assert!(html.contains("别人已经改动了委员资料") && html.contains("<del>农工党</del>"), "{html}");
        assert_eq!(clerk.post(&draft, &[("do", "apply")]).await.status, 409, "nothing was shown");
        let member = address(&clerk, "zyz").await;
        assert_eq!(clerk.get_json(&member).await.json()["party"], "农工党");
        assert!(html.contains(&seen(&clerk, &draft).await), "what is shown again can be applied");
        assert_eq!(applied(&clerk, &draft).await.status, 303);
        assert_eq!(clerk.get_json(&member).await.json()["party"], "民盟");
    })
    .await;
}

#[tokio::test]
async fn a_roster_of_many_is_kept_row_by_row() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let names: Vec<_> = (0..620).map(|n| format!("秦{n}")).collect();
        let row = |n: usize| [names[n].as_str(), "10", ["教育界", "农业界"][n % 2], &names[n], "", "常务委员", ""];
        let rows: Vec<_> = (0..names.len()).map(row).collect();
        let rows: Vec<&[&str]> = [HEAD].into_iter().chain(rows.iter().map(|row| &row[..])).collect();
        imported(&clerk, &rows).await;
        let totals = clerk.get_json(&brought(&clerk, &rows).await).await.json()["totals"].clone();
        assert_eq!(totals, serde_json::json!({"wrong": 0, "changed": 0, "new": 0, "same": 620}));
        let retired: Vec<_> = (0..names.len()).map(|n| [names[n].as_str(), ""]).collect();
        let head: &[&str] = &["姓名", "任职"];
        let retired: Vec<&[&str]> = [head].into_iter().chain(retired.iter().map(|row| &row[..])).collect();
        imported(&clerk, &retired).await;
        let page = clerk.get_json("/qingling/members?post=%E5%B8%B8%E5%8A%A1%E5%A7%94%E5%91%98").await.json();
        assert_eq!(page["pages"]["total"], 0);
        assert_eq!(clerk.get_json("/qingling/members").await.json()["pages"]["total"], 620);
    })
    .await;
}

#[tokio::test]
async fn one_roster_is_made_after_the_other() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let clerk = app.sign_in(Role::Clerk).await;
    imported(&clerk, &[HEAD, ZHOU]).await;
    let turn = Turn::take().await.unwrap();
    let mut asked = std::pin::pin!(clerk.get("/qingling/members.xlsx"));
    let meanwhile = async {
        for _ in 0..20 {
            clerk.get("/qingling/members").await;
        }
    };
    tokio::select! {
        biased;
        _ = &mut asked => panic!("it was made out of turn"),
        () = meanwhile => drop(turn),
    }
    assert_eq!(asked.await.status, 200);
}

#[derive(Parser)]
struct Shell {
    #[command(flatten)]
    import: ImportRoster,
}

/// Runs the command; gives its exit code as it prints itself, or the key of what it refuses.
async fn shell(app: &TestApp, rows: &[&[&str]], more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("名册.xlsx");
    std::fs::write(&file, workbook(rows)).unwrap();
    let line = ["roster", file.to_str().unwrap(), "--committee", "qingling"].into_iter().chain(more.iter().copied());
    let words = app.app.words.words(Language::Chinese);
    match command::run(&app.app, &Shell::parse_from(line).import, &words).await {
        Ok(code) => format!("{code:?}"),
        Err(error) => error.refusal().key.to_owned(),
    }
}

#[tokio::test]
async fn a_roster_is_imported_from_the_shell_too() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let [done, failed] = [std::process::ExitCode::SUCCESS, 2.into()].map(|code| format!("{code:?}"));
    let found = async || store::find_by_name(app.db.read(), app.committee.id, "周叶舟").await.unwrap().len();
    assert_eq!(shell(&app, &[HEAD, ZHOU], &["--dry-run"]).await, done);
    assert_eq!(shell(&app, &[HEAD, ZHOU, &["贺小满", "11"]], &[]).await, failed);
    assert_eq!(shell(&app, &[&["项目"], &["茶"]], &[]).await, "member-import-no-roster");
    assert_eq!(found().await, 0);
    assert_eq!(shell(&app, &[HEAD, ZHOU], &[]).await, done);
    assert_eq!(shell(&app, &[HEAD, ZHOU], &[]).await, done);
    assert_eq!(found().await, 1);
}

/// A roster as somebody keeps it for themselves: other headings, other words.
const OWN_WAY: &[&[&str]] = &[
    &["青岭县政协委员名单"],
    &["序", "称呼", "口子", "在哪里做事", "第几届的"],
    &["1", "周叶舟", "教育口", "青岭中学校长", "10"],
    &["2", "单怀远", "农口", "石桥镇农技站", "10"],
];

#[tokio::test]
async fn a_roster_with_other_headings_and_words_is_taken_in_once_it_is_said_what_they_are() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let bytes = workbook(OWN_WAY);
        let unknown = clerk.upload("/qingling/import", "名册.xlsx", &bytes).await;
        assert!(
            unknown.text().contains("不像委员名册") && unknown.text().contains("name=\"kind\""),
            "{}",
            unknown.text()
        );
        let draft =
            clerk.enclose("/qingling/import", &[("kind", "roster")], Some(("名册.xlsx", &bytes))).await.location();
        let page = clerk.get_json(&draft).await.json();
        let heads: Vec<_> =
            page["heads"].as_array().unwrap().iter().map(|head| head["text"].as_str().unwrap()).collect();
        assert_eq!(heads, ["序", "称呼", "口子", "在哪里做事", "第几届的"], "the title is no heading");
        assert_eq!(page["refusal"]["key"], "member-import-no-name");
        assert_eq!(applied(&clerk, &draft).await.status, 409);

        let lacking = clerk.post(&draft, &[("do", "columns"), ("c2", "sector")]).await;
        assert!(lacking.status == 422 && lacking.text().contains("必须有一列是姓名"), "{}", lacking.text());
        let twice = clerk.post(&draft, &[("do", "columns"), ("c1", "name"), ("c2", "name")]).await;
        assert!(twice.status == 422 && twice.text().contains("请只留一列"), "{}", twice.text());
        let columns = [("do", "columns"), ("c1", "name"), ("c2", "sector"), ("c3", "employer"), ("c4", "term")];
        assert_eq!(clerk.post(&draft, &columns).await.status, 303);
        let page = clerk.get_json(&draft).await.json();
        assert_eq!(page["ignored"], serde_json::json!(["序"]));
        assert_eq!(page["totals"]["wrong"], 2);
        let words: Vec<_> =
            page["words"].as_array().unwrap().iter().map(|word| word["text"].as_str().unwrap()).collect();
        assert_eq!(words, ["农口", "教育口"]);
        let html = clerk.get(&draft).await.text();
        assert!(html.contains("name=\"sector:农口\"") && html.contains("<option>农业界</option>"), "{html}");

        let none = clerk.post(&draft, &[&columns[..], &[("sector:农口", "渔业界")]].concat()).await;
        assert!(none.status == 422 && none.text().contains("渔业界"), "{}", none.text());
        let words = [("sector:农口", "农业界"), ("sector:教育口", "教育界")];
        assert_eq!(clerk.post(&draft, &[&columns[..], &words].concat()).await.status, 303);
        let page = clerk.get_json(&draft).await.json();
        assert_eq!((&page["totals"]["new"], &page["words"][0]["choice"]), (&2.into(), &"农业界".into()), "{page}");
        assert_eq!(applied(&clerk, &draft).await.status, 303);
        let member = clerk.get_json(&address(&clerk, "shy").await).await.json();
        assert_eq!(
            (&member["seats"][0]["sector"], &member["employer"]),
            (&"农业界".into(), &"石桥镇农技站".into()),
            "{member}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_headings_and_words_are_is_said_in_the_shell_too() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let said = ["--column", "name=称呼", "--column", "sector=口子", "--word", "sector:农口=农业界"];
    let wrong = shell(&app, OWN_WAY, &said).await;
    assert_eq!(wrong, format!("{:?}", std::process::ExitCode::from(2)), "教育口 is not known yet");
    let all = [&said[..], &["--word", "sector:教育口=教育界"]].concat();
    assert_eq!(shell(&app, OWN_WAY, &all).await, format!("{:?}", std::process::ExitCode::SUCCESS));
    assert_eq!(store::find_by_name(app.db.read(), app.committee.id, "周叶舟").await.unwrap().len(), 1);
    assert_eq!(shell(&app, OWN_WAY, &["--column", "name=姓名"]).await, "import-no-heading");
    assert_eq!(shell(&app, OWN_WAY, &["--column", "nickname=称呼"]).await, "import-no-such-column");
}

#[tokio::test]
async fn a_draft_of_another_version_is_asked_for_again() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let clerk = app.sign_in(Role::Clerk).await;
    let draft = brought(&clerk, &[HEAD, ZHOU]).await;
    app.db.read().execute_unprepared("UPDATE import_draft SET content = '{}'").await.unwrap();
    let answer = clerk.get(&draft).await;
    assert!(answer.status == 422 && answer.text().contains("请重新上传该文件"), "{}", answer.text());
}
