//! An article becomes the record of a sitting: taken in, corrected, accepted, published, corrected again, taken back.

use serde_json::{Value, json};
use yizheng::meeting::record::reading::Reading;
use yizheng::permission::Role;

use crate::helpers::{Answer, Reader, TestApp, on_both};

const ARTICLE: &str = "青岭网讯（记者 温如故）3月1日，政协青岭县第十届委员会常务委员会第七次会议召开。县政协主席沈怀远主持会议。会议应到36人，实到31人。\n\
会议听取了全县义务教育发展情况的通报，审议通过了《政协青岭县委员会2024年工作要点》。\n\
县政协副主席陆清和、秘书长罗守一出席会议。\n2024-03-02\n";

/// Takes an article in; gives the address of its draft.
async fn taken_in(clerk: &Reader, text: &str) -> String {
    let answer = clerk.upload("/qingling/import", "a.txt", text.as_bytes()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location()
}

/// The fields of a draft's form, as its page shows them.
async fn form(clerk: &Reader, draft: &str) -> Vec<(String, String)> {
    let page = clerk.get_json(draft).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let form = &page.json()["form"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut fields: Vec<_> =
        form["fields"].as_object().unwrap().iter().map(|(name, value)| (name.clone(), text(value))).collect();
    for table in ["items", "people", "speeches"] {
        for (n, row) in form[table].as_array().unwrap().iter().enumerate() {
            for (column, value) in row["texts"].as_object().unwrap() {
                fields.push((format!("{table}.{n}.{column}"), text(value)));
            }
        }
    }
    fields
}

async fn send(clerk: &Reader, address: &str, fields: &[(String, String)], more: &[(&str, &str)]) -> Answer {
    let own = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<_> =
        own.filter(|(name, _)| !more.iter().any(|(other, _)| other == name)).chain(more.iter().copied()).collect();
    clerk.post(address, &all).await
}

/// Takes an article in and accepts it; gives the address of the sitting.
async fn recorded(clerk: &Reader, text: &str, more: &[(&str, &str)]) -> String {
    let draft = taken_in(clerk, text).await;
    let fields = form(clerk, &draft).await;
    let answer = send(clerk, &draft, &fields, &[&[("do", "accept")], more].concat()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location()
}

async fn acts(reader: &Reader, sitting: &str) -> Vec<String> {
    let page = reader.get_json(sitting).await.json();
    let history = page["history"].as_array().unwrap();
    history.iter().rev().map(|line| line["action"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_article_is_corrected_accepted_and_seen_by_everybody() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let draft = taken_in(&clerk, ARTICLE).await;
        let fields = form(&clerk, &draft).await;
        let accepted =
            send(&clerk, &draft, &fields, &[("place", "县政协会议室"), ("publish", "on"), ("do", "accept")]).await;
        let sitting = accepted.location();
        let page = app.visitor().get_json(&sitting).await.json();
        assert_eq!(page["title"], "政协青岭县第十届委员会常务委员会第七次会议");
        assert_eq!((&page["date"], &page["place"]), (&json!("2024-03-01"), &json!("县政协会议室")));
        assert_eq!((&page["expected"], &page["present"]), (&json!(36), &json!(31)));
        let items: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| &item["disposition"]).collect();
        assert_eq!(items, ["hear", "adopt"]);
        assert_eq!(page["items"][1]["documents"], json!(["政协青岭县委员会2024年工作要点"]));
        assert_eq!(page["people"].as_array().unwrap().len(), 3);
        assert_eq!(page["history"], Value::Null, "the history is for those inside");
        assert_eq!(acts(&clerk, &sitting).await, ["record", "publish"]);
        assert_eq!(clerk.get(&draft).await.status, 404, "an accepted draft is gone");
        let listed = app.visitor().get_json("/qingling/meetings").await.json();
        assert_eq!(listed["pages"]["total"], 1);
    })
    .await;
}

#[tokio::test]
async fn the_same_article_is_refused_with_a_link_to_the_first_whatever_its_encoding() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let sitting = recorded(&clerk, ARTICLE, &[]).await;
    let (gb, ..) = encoding_rs::GB18030.encode(ARTICLE);
    let again = clerk.upload("/qingling/import", "b.txt", &gb).await;
    let refused = clerk.get_json(&again.location()).await;
    assert_eq!(refused.status, 409);
    assert_eq!(refused.json()["see"], json!(sitting));
    let again = clerk.upload("/qingling/import", "b.txt", &gb).await;
    let page = clerk.get(&again.location()).await.text();
    assert!(page.contains("已经导入过") && !page.contains("已读完"), "a refusal stands alone: {page}");
    assert_eq!(clerk.get_json("/qingling/import").await.json()["drafts"], json!([]));
}

#[tokio::test]
async fn what_is_entered_stays_in_the_draft_even_if_it_is_wrong() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let draft = taken_in(&clerk, ARTICLE).await;
    let fields = form(&clerk, &draft).await;
    let refused = send(&clerk, &draft, &fields, &[("date", "三月一日"), ("do", "accept")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("三月一日"));
    let kept = clerk.get_json(&draft).await.json();
    assert_eq!(kept["form"]["fields"]["date"], "三月一日");
    assert_eq!(clerk.get_json("/qingling/meetings").await.json()["pages"]["total"], 0);
}

#[tokio::test]
async fn a_row_can_be_added_filled_and_taken_out_without_scripts() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let draft = taken_in(&clerk, ARTICLE).await;
    let fields = form(&clerk, &draft).await;
    send(&clerk, &draft, &fields, &[("do", "add-item")]).await;
    let fields = form(&clerk, &draft).await;
    let more = [
        ("items.0.remove", "on"),
        ("items.2.subject", "有关人事事项"),
        ("items.2.disposition", "personnel"),
        ("do", "accept"),
    ];
    let sitting = send(&clerk, &draft, &fields, &more).await.location();
    let page = clerk.get_json(&sitting).await.json();
    let items: Vec<_> = page["items"].as_array().unwrap().iter().map(|item| &item["disposition"]).collect();
    assert_eq!(items, ["adopt", "personnel"]);
}

#[tokio::test]
async fn another_committees_article_needs_a_confirmation() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let foreign = ARTICLE.replace("青岭", "白塘");
    let draft = taken_in(&clerk, &foreign).await;
    assert_eq!(clerk.get_json(&draft).await.json()["foreign"], "政协白塘县委员会");
    let fields = form(&clerk, &draft).await;
    assert_eq!(send(&clerk, &draft, &fields, &[("do", "accept")]).await.status, 422);
    assert_eq!(send(&clerk, &draft, &fields, &[("do", "accept"), ("confirmed", "on")]).await.status, 303);
}

#[tokio::test]
async fn another_article_on_the_same_sitting_is_noticed() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let first = recorded(&clerk, ARTICLE, &[]).await;
    let draft = taken_in(&clerk, &ARTICLE.replace("青岭网讯", "青岭日报讯")).await;
    assert_eq!(clerk.get_json(&draft).await.json()["same"]["address"], json!(first));
}

#[tokio::test]
async fn what_is_not_published_is_not_found_by_the_public_nor_by_another_committee() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let sitting = recorded(&clerk, ARTICLE, &[]).await;
    let neighbour = app.found("baitang", "白塘县").await;
    let other = app.sign_in_to(&neighbour, Role::Clerk).await;
    for reader in [&app.visitor(), &other, &app.sign_in(Role::UnitHandler).await] {
        assert_eq!(reader.get(&sitting).await.status, 404);
        assert_eq!(reader.get_json("/qingling/meetings").await.json()["pages"]["total"], 0);
        let act = reader.post_json(&format!("{sitting}/publish"), &json!({ "version": 1 })).await;
        assert!([401, 404].contains(&act.status.as_u16()), "{}", act.status);
    }
    let through_own = sitting.replace("qingling", "baitang");
    assert_eq!(other.get(&through_own).await.status, 404, "nor through one's own committee");
    assert_eq!(app.sign_in(Role::Member).await.get(&sitting).await.status, 200);
}

#[tokio::test]
async fn a_draft_is_seen_by_its_owner_alone() {
    let app = TestApp::start().await;
    let draft = taken_in(&app.sign_in(Role::Clerk).await, ARTICLE).await;
    app.account(&app.committee, "second.clerk", &[Role::Clerk]).await;
    let second = app.visitor();
    second.post("/sign-in", &[("login", "second.clerk"), ("password", crate::helpers::PASSWORD)]).await;
    assert_eq!(second.get(&draft).await.status, 404);
    assert_eq!(app.sign_in(Role::Member).await.get(&draft).await.status, 403);
    assert_eq!(app.visitor().get_json(&draft).await.status, 401);
}

#[tokio::test]
async fn of_two_who_act_on_one_sitting_the_second_is_told() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let sitting = recorded(&clerk, ARTICLE, &[]).await;
        let publish = format!("{sitting}/publish");
        assert_eq!(clerk.post(&publish, &[("version", "1")]).await.status, 303);
        let fields: Vec<(String, String)> =
            vec![("kind".into(), "standing_committee".into()), ("place".into(), "一个新的地点".into())];
        let late = send(&clerk, &format!("{sitting}/correct"), &fields, &[("version", "1"), ("do", "save")]).await;
        assert_eq!(late.status, 409);
        assert!(late.text().contains("一个新的地点"), "what the second entered is not lost");
        assert!(late.text().contains("name=\"version\" value=\"2\""), "and can be saved over what stands now");
        let twice = clerk.post(&publish, &[("version", "2")]).await;
        assert_eq!(twice.status, 409, "a published sitting cannot be published");
        assert_eq!(acts(&clerk, &sitting).await, ["record", "publish"], "a refused action changes nothing");
    })
    .await;
}

#[tokio::test]
async fn a_correction_names_what_it_changed_and_leaves_the_article() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let sitting = recorded(&clerk, ARTICLE, &[("publish", "on")]).await;
        let before = clerk.get_json(&sitting).await.json();
        let record = Reading::of("a.txt", ARTICLE.as_bytes()).unwrap().record;
        let form = yizheng::meeting::record::form::Form::from(&record);
        let mut fields: Vec<_> = form.fields.clone().into_iter().collect();
        for (table, rows) in [("items", &form.items), ("people", &form.people), ("speeches", &form.speeches)] {
            for (n, row) in rows.iter().enumerate() {
                fields.extend(row.texts.iter().map(|(column, text)| (format!("{table}.{n}.{column}"), text.clone())));
            }
        }
        let version = before["version"].to_string();
        let more = [("version", version.as_str()), ("present", "30"), ("do", "save")];
        assert_eq!(send(&clerk, &format!("{sitting}/correct"), &fields, &more).await.status, 303);
        let after = clerk.get_json(&sitting).await.json();
        assert_eq!(after["present"], 30);
        assert_eq!(after["article"], before["article"]);
        assert_eq!(after["history"][0]["action"], "correct");
        assert!(after["history"][0]["text"].as_str().unwrap().ends_with("的实到"), "{}", after["history"][0]["text"]);
    })
    .await;
}

#[tokio::test]
async fn a_discarded_sitting_lets_go_of_its_article_and_takes_it_back() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let first = recorded(&clerk, ARTICLE, &[]).await;
        clerk.post(&format!("{first}/discard"), &[("version", "1")]).await;
        assert_eq!(app.sign_in(Role::Leader).await.get(&first).await.status, 404);
        let second = recorded(&clerk, ARTICLE, &[]).await;
        let refused = clerk.post(&format!("{first}/reinstate"), &[("version", "2")]).await;
        assert_eq!(refused.status, 409, "the second holds the article now");
        clerk.post(&format!("{second}/discard"), &[("version", "1")]).await;
        assert_eq!(clerk.post(&format!("{first}/reinstate"), &[("version", "2")]).await.status, 303);
        assert_eq!(acts(&clerk, &first).await, ["record", "discard", "reinstate"]);
    })
    .await;
}

#[tokio::test]
async fn sittings_are_found_by_kind_year_and_words() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let clerk = app.sign_in(Role::Clerk).await;
        recorded(&clerk, ARTICLE, &[]).await;
        recorded(
            &clerk,
            &ARTICLE.replace("常务委员会第七次会议", "第三次主席会议").replace("2024-03-02", "2023-03-02"),
            &[],
        )
        .await;
        for (query, found) in [
            ("", 2),
            ("?kind=chairpersons", 1),
            ("?kind=plenary", 0),
            ("?year=2023", 1),
            ("?text=工作要点", 2),
            ("?text=陆清和&year=2024", 1),
            ("?text=%25", 0),
            ("?text=_", 0),
            ("?kind=nonsense&year=x&page=0", 2),
        ] {
            let escaped = query
                .replace("工作要点", "%E5%B7%A5%E4%BD%9C%E8%A6%81%E7%82%B9")
                .replace("陆清和", "%E9%99%86%E6%B8%85%E5%92%8C");
            let list = clerk.get_json(&format!("/qingling/meetings{escaped}")).await.json();
            assert_eq!(list["pages"]["total"], found, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_no_article_is_refused_in_words_and_leaves_nothing() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let large = vec![b'a'; 9 << 20];
    for (bytes, words) in [
        (&b""[..], "文件是空的"),
        (b"%PDF-1.7", "PDF"),
        (b"The committee met on Monday and adopted its report.", "没有中文"),
        (&[0, 1, 2, 3, 255, 254, 7, 9, 0, 0, 1], "不是文本"),
        (&large[..(2 << 20)], "太长"),
    ] {
        let answer = clerk.upload("/qingling/import", "x.txt", bytes).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
    }
    assert_eq!(clerk.get_json("/qingling/import").await.json()["drafts"], json!([]));
    assert_eq!(
        app.sign_in(Role::Member).await.upload("/qingling/import", "x.txt", ARTICLE.as_bytes()).await.status,
        403
    );
}
