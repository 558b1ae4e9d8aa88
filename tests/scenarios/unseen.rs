//! Text that cannot be seen, and lines that break where there is one: by form, JSON, address, file name and shell.

use serde_json::{Value, json};
use yizheng::permission::Role;
use yizheng::unit::store::units;

use crate::helpers::{Held, Proposed, Reader, TestApp, on_both, words_of};

/// Signs that show nothing: a zero width, fillers, a mark of direction, a control, NUL.
const UNSEEN: [&str; 7] = ["\u{200b}", "\u{3164}", "\u{115f}", "\u{202e}", "\u{7}", "\u{0}", "\u{feff}"];

async fn names(app: &TestApp) -> Vec<String> {
    units(app.db.read(), app.committee.id).await.unwrap().into_iter().map(|unit| unit.name).collect()
}

#[tokio::test]
async fn what_cannot_be_seen_makes_no_second_unit_and_none_without_a_name() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::ProposalsClerk).await;
        clerk.post("/qingling/units", &[("names", "县水利局"), ("line", "government")]).await;
        for sign in UNSEEN {
            for name in [format!("县{sign}水利局"), format!("{sign}县水利局{sign}"), sign.to_owned()] {
                clerk.post("/qingling/units", &[("names", &name), ("line", "government")]).await;
                clerk.post_json("/qingling/units", &json!({ "names": name, "line": "government" })).await;
            }
        }
        assert_eq!(names(&app).await, ["县水利局"]);
    })
    .await;
}

#[tokio::test]
async fn a_subject_of_signs_that_cannot_be_seen_is_none() {
    on_both(async |store| {
        let proposed = Proposed::on(TestApp::start_on(store).await, 2).await;
        let author = &proposed.members[0];
        let id = proposed.begin(author).await;
        for sign in UNSEEN {
            let mut words = words_of(sign, 1);
            words["situation"] = json!(format!("{sign} \n{sign}"));
            let refused = author.post_json(&proposed.at(id, "/submit"), &words).await;
            assert_eq!(refused.status, 422, "{sign:?}: {}", refused.text());
            let faults = &refused.json()["faults"];
            assert!(faults["subject"].is_object() && faults["situation"].is_object(), "{sign:?}: {faults}");
        }
    })
    .await;
}

/// The items as the page of the sitting tells of them.
async fn items(reader: &Reader, held: &Held) -> Vec<Value> {
    reader.get_json(&held.address).await.json()["agenda"]["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_line_that_breaks_is_one_line_and_a_text_keeps_its_lines() {
    let held = Held::noticed(1).await;
    let sent = json!({
        "disposition": "hear", "subject": "关于防汛\r\n准备\u{2028}情况的\u{200b}通报", "reporter": "县水利局\n温如故",
        "minutes": "15", "documents": "《通报》\r\n\u{3164}\n附\u{0}表",
    });
    let by_program = held.clerk.post_json(&format!("{}/agenda", held.address), &sent).await;
    assert!(by_program.status.is_success(), "{}", by_program.text());
    let fields = sent.as_object().unwrap().iter().map(|(name, text)| (name.as_str(), text.as_str().unwrap()));
    let by_form = held.clerk.post(&format!("{}/agenda", held.address), &fields.collect::<Vec<_>>()).await;
    assert_eq!(by_form.status, 303, "{}", by_form.text());
    for item in items(&held.clerk, &held).await.iter().rev().take(2) {
        assert_eq!(item["subject"], "关于防汛 准备 情况的通报");
        assert_eq!(item["reporter"], "县水利局 温如故");
        assert_eq!(item["documents"], json!(["通报", "附表"]));
    }
}

#[tokio::test]
async fn an_address_with_what_cannot_be_seen_is_no_failure() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::Clerk).await;
        for path in ["/qing%00ling", "/qingling/meetings/%E2%80%8B1", "/%00"] {
            assert_eq!(clerk.get(path).await.status, 404, "{path}");
        }
        for path in ["/qingling/proposals?text=%00", "/qingling/meetings?text=a%00b", "/qingling/members?name=%00"] {
            assert_eq!(clerk.get(path).await.status, 200, "{path}");
        }
        let lasts = clerk.post("/sign-in", &[("login", "nobody\u{0}"), ("password", "x\u{0}y")]).await;
        assert!(lasts.status.is_client_error(), "{}", lasts.text());
    })
    .await;
}

#[tokio::test]
async fn a_key_that_is_sent_twice_in_json_is_still_refused() {
    let app = TestApp::start().await;
    let request = axum::http::Request::post("/sign-in").header("content-type", "application/json");
    let request = request.header("sec-fetch-site", "same-origin").header("accept", "application/json");
    let twice = app.visitor().send(request, r#"{"login":"a","login":"b","password":"c"}"#.into()).await;
    assert_eq!((twice.status.as_u16(), twice.json()["error"].as_str()), (422, Some("error-form")));
}

#[tokio::test]
async fn a_name_in_the_shell_is_cleaned_too() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_yizheng"));
        command.env_remove("DATABASE_URL").env("LC_ALL", "C").arg("--data").arg(folder.path()).args(arguments);
        command.output().unwrap()
    };
    assert!(!run(&["committee", "found", "qingling", "\u{200b}", "青岭县"]).status.success());
    assert!(run(&["committee", "found", "qingling", "政协青岭县\u{202e}委员会\n", "青\u{3164}岭县"]).status.success());
    let listed = String::from_utf8(run(&["committee", "list"]).stdout).unwrap();
    assert_eq!(listed, "qingling\t青岭县\t政协青岭县委员会\n");
}
