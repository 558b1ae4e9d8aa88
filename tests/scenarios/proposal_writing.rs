//! A proposal from the pen to its submission: drafts that save themselves, two devices, co-signers, files, withdrawal.

use std::io::{Cursor, Write};

use sea_orm::{FromQueryResult, Statement};
use serde_json::{Value, json};
use yizheng::committee;
use yizheng::ledger::Entry;
use yizheng::permission::Role;
use yizheng::proposal::model::List;
use yizheng::proposal::rules::State;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::helpers::{Proposed, Reader, TestApp, name, on_both, words_of};

/// The actions of proposals that the ledger holds.
async fn recorded(proposed: &Proposed) -> Vec<String> {
    let on = proposed.app.db.read();
    let all = "SELECT * FROM ledger_entry WHERE area = 'proposal' ORDER BY seq";
    let entries = Entry::find_by_statement(Statement::from_string(on.get_database_backend(), all)).all(on).await;
    entries.unwrap().into_iter().filter(|entry| entry.thing_id != 0).map(|entry| entry.action).collect()
}

async fn signers(proposed: &Proposed, reader: &Reader, id: i64) -> Vec<(String, String)> {
    let page = reader.get_json(&proposed.at(id, "")).await.json();
    let told = |one: &Value| (one["name"].as_str().unwrap().to_owned(), one["state"].as_str().unwrap().to_owned());
    page["signing"]["signers"].as_array().map(|all| all.iter().map(told).collect()).unwrap_or_default()
}

/// A Word file of these paragraphs.
fn docx(paragraphs: &[&str]) -> Vec<u8> {
    let all: Vec<_> = paragraphs.iter().map(|one| format!("<w:p><w:r><w:t>{one}</w:t></w:r></w:p>")).collect();
    let all = all.concat();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let xml = format!("<w:document xmlns:w=\"urn:w\"><w:body>{all}</w:body></w:document>");
    archive.write_all(xml.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_draft_saves_itself_and_is_handed_in_once() {
    on_both(async |store| {
        let proposed = Proposed::on(TestApp::start_on(store).await, 2).await;
        let author = &proposed.members[0];
        let id = proposed.begin(author).await;
        let address = proposed.at(id, "/write");
        assert!(author.get(&address).await.text().contains("data-autosave"));
        let early = proposed.press_words(author, id, "submit").await;
        assert_eq!(early.status, 422);
        for words in ["请写案由。", "请写情况。", "请写建议。"] {
            assert!(early.text().contains(words), "{words}: {}", early.text());
        }
        for (version, saved_at) in [(1, 2), (2, 2)] {
            let saved = author.post_json(&address, &words_of("关于修缮北坡渡槽的提案", version)).await;
            assert_eq!(
                saved.json(),
                json!({ "done": "已保存。", "version": saved_at }),
                "what is the same is not counted"
            );
        }
        let long = author.post_json(&address, &words_of(&"长".repeat(101), 2)).await;
        assert_eq!((long.status.as_u16(), &long.json()["faults"]["subject"]["key"]), (422, &json!("form-too-long")));
        for stranger in [&proposed.members[1], &proposed.clerk, &proposed.app.visitor()] {
            assert_eq!(stranger.get(&proposed.at(id, "")).await.status, 404, "a draft is its writer's");
        }
        assert_eq!(recorded(&proposed).await, ["begin"], "no save is recorded");
        let home = author.get("/qingling").await.text();
        assert!(home.contains("草稿“关于修缮北坡渡槽的提案”还没有提交"), "{home}");
        assert_eq!(proposed.press_words(author, id, "submit").await.location(), proposed.at(id, ""));
        let stored = proposed.stored(id).await;
        assert_eq!((stored.state, stored.plenary, stored.step), (State::Submitted, true, 0));
        assert!(stored.session_id.is_some() && stored.submitted_at.is_some());
        let again = proposed.press_words(author, id, "submit").await;
        assert!(again.status == 409 && again.text().contains("这件提案正在审查"), "{}", again.text());
        let late = author.post_json(&address, &words_of("改", 2)).await;
        assert_eq!(late.status, 409, "{}", late.text());
        assert!(proposed.clerk.get(&proposed.at(id, "")).await.text().contains("渡槽漏水"));
        assert_eq!(recorded(&proposed).await, ["begin", "submit"]);
    })
    .await;
}

#[tokio::test]
async fn of_two_devices_the_later_is_shown_both_texts() {
    let proposed = Proposed::start(1).await;
    let author = &proposed.members[0];
    let id = proposed.written(author, "关于修缮渡槽的提案").await;
    let address = proposed.at(id, "/write");
    let mut phone = words_of("关于修缮渡槽的提案", 2);
    phone["situation"] = json!("渡槽漏水。\n手机上写的。");
    assert_eq!(author.post_json(&address, &phone).await.json()["version"], 3);
    let desk = [
        ("version", "2"),
        ("subject", "关于修缮北坡渡槽的提案"),
        ("situation", "渡槽漏水。\r\n电脑上写的。"),
        ("analysis", "年久失修。"),
        ("suggestions", "一、堵漏。\n二、加固。"),
        ("suggested_unit", "县水利局"),
        ("open", "true"),
        ("secondable", "true"),
    ];
    let late = author.post(&address, &desk).await;
    assert_eq!(late.status, 409);
    for words in ["手机上写的。", "电脑上写的。", "关于修缮渡槽的提案／关于修缮北坡渡槽的提案", "只用这里写的"]
    {
        assert!(late.text().contains(words), "{words}: {}", late.text());
    }
    assert!(late.text().contains("name=\"version\" value=\"3\"") && !late.text().contains("writing-"));
    let mut told = words_of("关于修缮渡槽的提案", 2);
    told["situation"] = json!("别的");
    let told = author.post_json(&address, &told).await;
    assert!(told.status == 409 && told.json()["sentence"].as_str().unwrap().contains("没有丢失"), "{}", told.text());
    assert_eq!(proposed.stored(id).await.situation, "渡槽漏水。\n手机上写的。", "nothing is saved yet");
    let handing = author.post(&proposed.at(id, "/submit"), &desk).await;
    assert_eq!(handing.status, 409, "nor handed in");
    let both = [("version", "3"), ("subject", "合"), ("situation", "甲"), ("suggestions", "乙")];
    assert_eq!(author.post(&address, &both).await.status, 303);
    assert_eq!(proposed.stored(id).await.situation, "甲");
}

#[tokio::test]
async fn co_signers_read_sign_or_refuse_and_signatures_fall_with_the_words() {
    on_both(async |store| {
        let proposed = Proposed::on(TestApp::start_on(store).await, 5).await;
        let [author, one, two, three, other] = &proposed.members[..] else { panic!() };
        let id = proposed.written(author, "关于古树的提案").await;
        let invite = async |names: &str| author.post(&proposed.at(id, "/invite"), &[("names", names)]).await;
        let names = format!("{}、{}，{}", name(1), name(2), name(3));
        assert_eq!(invite(&names).await.status, 303);
        for (names, why) in [(name(0), "是第一提案人"), (name(1), "已经邀请过"), ("无此人".into(), "本会没有委员")]
        {
            let refused = invite(&names).await;
            assert!(refused.status == 409 && refused.text().contains(why), "{names}: {}", refused.text());
        }
        assert_eq!(other.get(&proposed.at(id, "")).await.status, 404);
        assert!(one.get("/qingling").await.text().contains("请阅读提案“关于古树的提案”"));
        assert!(one.get("/qingling/proposals?mine=yes").await.text().contains("关于古树的提案"));
        assert!(one.get(&proposed.at(id, "")).await.text().contains("提案者请您联名"));
        let old = one.post(&proposed.at(id, "/sign"), &[("version", "1")]).await;
        assert!(old.status == 409 && old.text().contains("正文有了改动"), "{}", old.text());
        assert_eq!(other.post(&proposed.at(id, "/sign"), &[("version", "2")]).await.status, 404);
        for reader in [one, two] {
            assert_eq!(proposed.press_words(reader, id, "sign").await.status, 303);
        }
        assert_eq!(proposed.press_words(one, id, "sign").await.status, 409, "twice is once");
        assert_eq!(three.post(&proposed.at(id, "/refuse"), &[]).await.location(), "/qingling/proposals");
        assert_eq!(three.get(&proposed.at(id, "")).await.status, 404, "it is nothing to him any more");
        assert!(author.get(&proposed.at(id, "/write")).await.text().contains("再改正文，签名就失效"));
        let mut same = words_of("关于古树的提案", 2);
        same["secondable"] = json!(false);
        assert_eq!(author.post_json(&proposed.at(id, "/write"), &same).await.json()["done"], "已保存。");
        assert_eq!(signers(&proposed, author, id).await[0].1, "signed", "who may second it matters to none");
        let changed = author.post_json(&proposed.at(id, "/write"), &words_of("关于古树名木的提案", 3)).await.json();
        assert!(changed["done"].as_str().unwrap().contains("签名已经失效"), "{changed}");
        let again = author.post_json(&proposed.at(id, "/write"), &words_of("关于老树的提案", 4)).await.json();
        assert_eq!(again["done"], "已保存。", "it is told once");
        let expected = [(1, "fallen"), (2, "fallen"), (3, "refused")].map(|(n, state)| (name(n), state.to_owned()));
        assert_eq!(signers(&proposed, author, id).await, expected);
        assert!(one.get("/qingling").await.text().contains("请阅读以后重新签名"));
        assert_eq!(proposed.press_words(one, id, "sign").await.status, 303);
        let handed = author.follow(proposed.press_words(author, id, "submit").await).await.text();
        assert!(handed.contains(&format!("{}没有签名，不计入联名", name(2))), "{handed}");
        assert_eq!(signers(&proposed, &proposed.clerk, id).await, [(name(1), "signed".to_owned())]);
        let page = proposed.clerk.get_json(&proposed.at(id, "")).await.json();
        assert_eq!(page["proposers"], json!([name(0), name(1)]), "the first name leads");
        assert_eq!(one.post(&proposed.at(id, "/refuse"), &[]).await.status, 409, "too late");
        let told = recorded(&proposed).await;
        assert_eq!(told, ["begin", "invite", "sign", "sign", "refuse", "fall", "sign", "drop_signers", "submit"]);
    })
    .await;
}

#[tokio::test]
async fn words_that_fell_signatures_are_not_handed_in_at_the_same_press() {
    let proposed = Proposed::start(2).await;
    let [author, one] = &proposed.members[..] else { panic!() };
    let id = proposed.written(author, "关于古树的提案").await;
    author.post(&proposed.at(id, "/invite"), &[("names", &name(1))]).await;
    proposed.press_words(one, id, "sign").await;
    let last = [("version", "2"), ("subject", "关于老树的提案"), ("situation", "甲"), ("suggestions", "乙")];
    let told = author.submit(&proposed.at(id, "/submit"), &last).await.text();
    assert!(told.contains("文字已保存，还没有提交"), "{told}");
    assert_eq!(proposed.stored(id).await.state, State::Draft);
    author.post(&proposed.at(id, "/uninvite"), &[("member", &proposed.ids[1].to_string())]).await;
    assert_eq!(proposed.press_words(author, id, "submit").await.status, 303);
}

#[tokio::test]
async fn a_collective_one_needs_its_signature_and_a_sector_its_plenary() {
    let proposed = Proposed::start(2).await;
    let author = &proposed.members[0];
    let begun = author.post("/qingling/proposals/new", &[("kind", "sector"), ("body", "经济界")]).await;
    let id: i64 = begun.location().split('/').nth(3).unwrap().parse().unwrap();
    let mut words = words_of("关于夜市的提案", 1);
    words["body"] = json!("经济界");
    author.post_json(&proposed.at(id, "/write"), &words).await;
    let unsigned = proposed.press_words(author, id, "submit").await;
    assert!(unsigned.status == 422 && unsigned.text().contains("请填签署方式"), "{}", unsigned.text());
    let refused = author.post(&proposed.at(id, "/invite"), &[("names", &name(1))]).await;
    assert!(refused.status == 409 && refused.text().contains("集体提案不邀请"), "{}", refused.text());
    words["signatory"] = json!("召集人罗守一签名");
    words["version"] = json!(2);
    author.post_json(&proposed.at(id, "/write"), &words).await;
    proposed.session(2, -5, -1).await;
    let late = proposed.press_words(author, id, "submit").await;
    assert!(late.status == 422 && late.text().contains("只在大会期间提出"), "{}", late.text());
    proposed.session(3, -1, 9).await;
    assert_eq!(proposed.press_words(author, id, "submit").await.status, 303);
    let page = proposed.clerk.get_json(&proposed.at(id, "")).await.json();
    assert_eq!((&page["proposers"], &page["signatory"]), (&json!(["经济界"]), &json!("召集人罗守一签名")));
}

#[tokio::test]
async fn a_clerk_writes_for_a_member_who_finds_it_among_his_own() {
    let proposed = Proposed::start(2).await;
    let clerk = &proposed.clerk;
    let sent = async |first: &str| {
        let fields = [("kind", "member"), ("first", first)];
        clerk.post("/qingling/proposals/new", &fields).await
    };
    let nobody = sent("").await;
    assert!(nobody.status == 422 && nobody.text().contains("第一提案人"), "{}", nobody.text());
    assert!(sent("无此人").await.text().contains("本会没有委员"));
    assert_eq!(sent(&name(1)).await.status, 303);
    let mine = proposed.members[1].get("/qingling/proposals?mine=yes").await.text();
    assert!(mine.contains("（未写案由）"), "{mine}");
    let unlinked = proposed.app.sign_in(Role::Member).await;
    let refused = unlinked.post("/qingling/proposals/new", &[("kind", "member")]).await;
    assert!(refused.status == 422 && refused.text().contains("没有关联委员"), "{}", refused.text());
}

#[tokio::test]
async fn a_word_file_is_read_into_its_parts() {
    let proposed = Proposed::start(1).await;
    let author = &proposed.members[0];
    let lines = [
        "关于茶园的提案",
        "提案人：沈怀远",
        "我县种茶。",
        "一、存在问题",
        "茶树老化。",
        "二、建议",
        "改种。",
        "施肥。",
    ];
    let file = docx(&lines);
    let begun = author.enclose("/qingling/proposals/new", &[("kind", "member")], Some(("茶园.docx", &file))).await;
    let page = author.follow(begun).await.text();
    for words in ["已从文件读入：案由、情况、建议。", "有 1 段不在任何标题之下", "提案人：沈怀远", "改种。\n施肥。"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    let stored = proposed.stored(1).await;
    assert_eq!((stored.subject.as_str(), stored.situation.as_str()), ("关于茶园的提案", "我县种茶。\n茶树老化。"));
    let other = author.enclose("/qingling/proposals/new", &[("kind", "member")], Some(("甲.docx", b"PK no"))).await;
    assert!(other.status == 422 && other.text().contains("读不出这个文件"), "{}", other.text());
}

#[tokio::test]
async fn files_are_kept_while_it_is_written_and_seen_by_those_who_see_it() {
    let proposed = Proposed::start(2).await;
    let [author, other] = &proposed.members[..] else { panic!() };
    let id = proposed.written(author, "关于古树的提案").await;
    let files = proposed.at(id, "/files");
    let program = author.upload(&files, "图.png", b"MZ\x00\x01 no picture").await;
    assert!(program.status == 409 && program.text().contains("不是可以接受的种类"), "{}", program.text());
    for status in [303, 409] {
        assert_eq!(author.upload(&files, "说明.txt", "古树一百棵。".as_bytes()).await.status, status, "once");
    }
    let page = author.get_json(&proposed.at(id, "")).await.json();
    let address = page["signing"]["files"][0]["address"].as_str().unwrap().to_owned();
    assert_eq!(author.get(&address).await.text(), "古树一百棵。");
    for stranger in [other, &proposed.app.visitor()] {
        assert_eq!(stranger.get(&address).await.status, 404);
    }
    assert_eq!(other.upload(&files, "说明.txt", b"no").await.status, 404);
    proposed.press_words(author, id, "submit").await;
    assert_eq!(proposed.clerk.get(&address).await.status, 200);
    assert_eq!(author.upload(&files, "另.txt", b"late").await.status, 409);
    assert_eq!(author.post(&format!("{address}/remove"), &[]).await.status, 409);
    proposed.press(author, id, "withdraw").await;
    proposed.press(author, id, "resume").await;
    assert_eq!(author.post(&format!("{address}/remove"), &[]).await.status, 303);
    assert_eq!(author.get(&address).await.status, 404);
}

#[tokio::test]
async fn what_is_withdrawn_can_be_taken_up_again_and_a_draft_thrown_away_is_nobodys() {
    let proposed = Proposed::start(1).await;
    let author = &proposed.members[0];
    let draft = proposed.begin(author).await;
    let told = author.follow(proposed.press(author, draft, "withdraw").await).await.text();
    assert!(told.contains("草稿“（未写案由）”已放弃") && told.contains("/resume"), "{told}");
    assert_eq!(proposed.clerk.get(&proposed.at(draft, "")).await.status, 404);
    let id = proposed.submitted("关于古树的提案").await;
    let stale = author.post(&proposed.at(id, "/withdraw"), &[("version", "1")]).await;
    assert_eq!(stale.status, 409);
    assert_eq!(proposed.press(author, id, "withdraw").await.status, 303);
    let listed = proposed.clerk.get("/qingling/proposals").await.text();
    assert!(listed.contains("关于古树的提案") && !listed.contains("（未写案由）"), "{listed}");
    assert_eq!(proposed.press(author, id, "resume").await.status, 303);
    assert_eq!(proposed.stored(id).await.state, State::Draft);
    assert_eq!(proposed.press_words(author, id, "submit").await.status, 303);
}

#[tokio::test]
async fn a_returned_one_says_what_is_missing_and_keeps_its_session() {
    let proposed = Proposed::start(1).await;
    let author = &proposed.members[0];
    let id = proposed.submitted("关于古树的提案").await;
    let first = proposed.stored(id).await;
    let back = [("version", first.version.to_string()), ("remark", "请写明古树的数量。".to_owned())];
    let back: Vec<_> = back.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let returned = proposed.clerk.post(&proposed.at(id, "/return"), &back).await;
    assert_eq!(returned.status, 303, "{}", returned.text());
    assert!(author.get("/qingling").await.text().contains("“关于古树的提案”已退回补充"));
    let page = author.get(&proposed.at(id, "/write")).await.text();
    assert!(page.contains("退回补充：") && page.contains("请写明古树的数量。"), "{page}");
    proposed.session(2, -1, 9).await;
    assert_eq!(proposed.press_words(author, id, "submit").await.status, 303);
    let again = proposed.stored(id).await;
    assert_eq!((again.session_id, again.plenary, again.remark), (first.session_id, true, None));
}

#[tokio::test]
async fn a_filed_one_is_seconded_once_and_no_longer_where_it_is_taken_back() {
    let proposed = Proposed::start(2).await;
    let [author, other] = &proposed.members[..] else { panic!() };
    let id = proposed.submitted("关于古树的提案").await;
    for _ in 0..2 {
        assert_eq!(proposed.press(&proposed.clerk, id, "pass").await.status, 303);
    }
    let on = proposed.app.db.read();
    let category = committee::store::choices(on, proposed.app.committee.id, List::Category.name()).await.unwrap()[0]
        .id
        .to_string();
    let version = proposed.stored(id).await.version.to_string();
    let filed = [("version", version.as_str()), ("category", &category)];
    let filed = proposed.clerk.post(&proposed.at(id, "/file"), &filed).await;
    assert_eq!(filed.status, 303, "{}", filed.text());
    let press = async |reader: &Reader, what: &str| reader.post(&proposed.at(id, what), &[]).await;
    assert_eq!(press(author, "/second").await.status, 403);
    assert!(other.get(&proposed.at(id, "")).await.text().contains("/second\""));
    assert_eq!(press(other, "/second").await.status, 303);
    let twice = press(other, "/second").await;
    assert!(twice.status == 409 && twice.text().contains("您已经附议过了"), "{}", twice.text());
    assert_eq!(signers(&proposed, author, id).await, [(name(1), "signed".to_owned())]);
    let page = author.get_json(&proposed.at(id, "")).await.json();
    assert_eq!(page["proposers"], json!([name(0)]), "who seconds does not propose");
    assert_eq!(press(other, "/unsecond").await.status, 303);
    let twice = press(other, "/unsecond").await;
    assert!(twice.status == 409 && twice.text().contains("您没有附议"), "{}", twice.text());
}

#[tokio::test]
async fn a_joint_one_needs_as_many_names_as_the_committee_wants() {
    let proposed = Proposed::start(3).await;
    proposed.want_names(3).await;
    let [author, one, two] = &proposed.members[..] else { panic!() };
    let id = proposed.written(author, "关于古树的提案").await;
    author.post(&proposed.at(id, "/invite"), &[("names", &format!("{}、{}", name(1), name(2)))]).await;
    proposed.press_words(one, id, "sign").await;
    let few = proposed.press_words(author, id, "submit").await;
    assert!(few.status == 422 && few.text().contains("至少要有 3 位提案人"), "{}", few.text());
    proposed.press_words(two, id, "sign").await;
    assert_eq!(proposed.press_words(author, id, "submit").await.status, 303);
    let alone = proposed.written(author, "关于步道的提案").await;
    assert_eq!(proposed.press_words(author, alone, "submit").await.status, 303, "one alone may propose");
}

#[tokio::test]
async fn one_whose_seat_has_not_begun_hands_nothing_in_yet() {
    on_both(async |store| {
        let proposed = Proposed::on(TestApp::start_on(store).await, 1).await;
        let author = &proposed.members[0];
        let id = proposed.written(author, "关于古树保护的提案").await;
        proposed.begin_seats_tomorrow().await;
        let begun = author.post_json("/qingling/proposals/new", &json!({ "kind": "member" })).await;
        assert_eq!(begun.json()["faults"]["kind"]["key"], "writing-serves-not", "{}", begun.text());
        let refused = author.post_json(&proposed.at(id, "/submit"), &words_of("关于古树保护的提案", 2)).await;
        assert!(
            refused.status.is_client_error() && refused.text().contains("writing-serves-not"),
            "{}",
            refused.text()
        );
    })
    .await;
}
