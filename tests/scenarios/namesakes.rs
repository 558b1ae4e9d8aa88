//! One person is one, however the name is typed; where two bear one name, it is asked whether they are two.

use serde_json::{Value, json};
use yizheng::permission::Role;

use super::member::settled;
use crate::helpers::{Answer, Held, Reader, TestApp, on_both};

const NEW: &str = "/qingling/members/new";

async fn added(clerk: &Reader, name: &str, another: bool) -> Answer {
    let mut fields = vec![("name", name), ("seats.0.term", "2"), ("seats.0.sector", "1")];
    fields.extend(another.then_some(("another", "yes")));
    clerk.post(NEW, &fields).await
}

#[tokio::test]
async fn a_member_whose_name_is_there_is_asked_about_first() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        settled(&app, &app.committee).await;
        let clerk = app.sign_in(Role::Clerk).await;
        let first = added(&clerk, "阿依努尔·买买提", false).await;
        assert_eq!(first.status, 303, "{}", first.text());
        for name in
            ["阿依努尔•买买提", "阿依努尔 ‧ 买买提", "阿依努尔.买买提", "阿 依努尔-买买提", "阿依努尔・买买提\u{200b}"]
        {
            let asked = added(&clerk, name, false).await;
            assert_eq!(asked.status, 422, "{name}");
            let page = asked.text();
            let link = format!("href=\"{}\"", first.location());
            assert!(page.contains("这是同名的另一人") && page.contains(&link), "{name}: {page}");
            let json = json!({ "name": name, "seats.0.term": "2", "seats.0.sector": "1" });
            let fault = clerk.post_json(NEW, &json).await.json()["faults"]["another"].clone();
            assert_eq!((&fault["key"], &fault["see"]), (&json!("member-there-already"), &json!(first.location())));
        }
        assert!(!clerk.get(NEW).await.text().contains("同名"), "nothing is asked beforehand");
        let second = added(&clerk, "阿依努尔•买买提", true).await;
        assert_eq!(second.status, 303, "{}", second.text());
        let roster = clerk.get_json("/qingling/members").await.json();
        let names: Vec<_> = roster["members"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
        assert_eq!(names, ["阿依努尔·买买提", "阿依努尔·买买提"]);
    })
    .await;
}

#[tokio::test]
async fn a_member_who_takes_the_name_of_another_is_asked_about_and_one_who_keeps_it_is_not() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let clerk = app.sign_in(Role::Clerk).await;
    added(&clerk, "周叶舟", false).await;
    let other = added(&clerk, "单怀远", false).await.location();
    let corrected = async |name: &str, version: &str, more: &[(&str, &str)]| {
        let fields = [("name", name), ("version", version), ("seats.0.term", "2"), ("seats.0.sector", "1")];
        clerk.post(&format!("{other}/correct"), &[&fields[..], more].concat()).await
    };
    assert_eq!(corrected("周 叶舟", "1", &[]).await.status, 422);
    assert_eq!(corrected("周 叶舟", "1", &[("another", "yes")]).await.status, 303);
    assert_eq!(corrected("周叶舟", "2", &[("party", "民进")]).await.status, 303, "the name stays as it is");
}

#[tokio::test]
async fn a_name_has_a_letter_wherever_one_is_given() {
    let app = TestApp::start().await;
    settled(&app, &app.committee).await;
    let (clerk, administrator) = (app.sign_in(Role::Clerk).await, app.sign_in(Role::Administrator).await);
    let held = Held::noticed(1).await;
    for name in ["·", "123", "--", "。", "\u{3164}\u{200b}", "😀"] {
        let refused = added(&clerk, name, false).await;
        assert!(refused.status == 422 && refused.text().contains("name-error"), "{name}");
        let wish = json!({ "login": "luoshouyi", "name": name, "roles": ["clerk"] });
        let refused = administrator.post_json("/qingling/accounts", &wish).await;
        assert!(refused.status == 422 && refused.json()["faults"]["name"].is_object(), "{name}: {}", refused.text());
        let invited = held.clerk.post(&format!("{}/called", held.address), &[("lines", name)]).await;
        assert_eq!(invited.status, 409, "{name}");
    }
}

#[tokio::test]
async fn an_account_for_a_name_that_has_one_is_asked_about_first() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let administrator = app.sign_in(Role::Administrator).await;
        let wish = |login: &str, name: &str| json!({ "login": login, "name": name, "roles": ["clerk"] });
        let first = administrator.post_json("/qingling/accounts", &wish("luoshouyi", "罗守一")).await;
        assert_eq!(first.status, 200, "{}", first.text());
        let second = wish("luo", "罗　守一");
        let asked = administrator.post_json("/qingling/accounts", &second).await;
        let fault = asked.json()["faults"]["another"].clone();
        assert_eq!((asked.status.as_u16(), &fault["key"]), (422, &json!("account-there-already")));
        let there = administrator.get_json(fault["see"].as_str().unwrap()).await.json();
        assert_eq!(there["login"], "luoshouyi");
        let fields = [("login", "luo"), ("name", "罗守一"), ("roles", "clerk")];
        let page = administrator.post("/qingling/accounts", &fields).await.text();
        assert!(page.contains("这是同名的另一人") && page.contains("value=\"luo\""), "{page}");
        let mut ticked = second;
        ticked["another"] = json!("yes");
        let done = administrator.post_json("/qingling/accounts", &ticked).await;
        assert_eq!(done.status, 200, "{}", done.text());
        let other = app.found("baiyan", "白岩县").await;
        let stranger = app.sign_in_to(&other, Role::Administrator).await;
        let free = stranger.post_json("/baiyan/accounts", &wish("luothird", "罗守一")).await;
        assert_eq!(free.status, 200, "those of another committee are none of ours: {}", free.text());
    })
    .await;
}

async fn called(held: &Held) -> Vec<Value> {
    let page = held.clerk.get_json(&format!("{}/called", held.address)).await.json();
    page["called"].as_array().unwrap().clone()
}

#[tokio::test]
async fn one_who_is_on_the_list_of_a_sitting_is_not_put_on_it_twice() {
    let held = Held::noticed(1).await;
    let before = called(&held).await;
    let invite = async |lines: &str| {
        let answer = held.clerk.post(&format!("{}/called", held.address), &[("lines", lines)]).await;
        (answer.status.as_u16(), called(&held).await.len() - before.len())
    };
    assert_eq!(invite("顾晚晴 县财政局局长\n顾 晚 晴 县财政局局长").await, (303, 1));
    assert_eq!(invite("顾晚晴").await, (409, 1), "nobody is left who is not there");
    assert_eq!(invite("顾　晚晴 县财政局局长\n程砚").await, (303, 2));
    assert_eq!(invite("顾晚晴 县妇联主席").await, (303, 3), "one of the same name with another post is another one");
    let member = before[0]["name"].as_str().unwrap();
    assert_eq!(invite(member).await, (409, 3), "nor is one who votes");
}

#[tokio::test]
async fn a_candidate_is_one_however_the_name_is_typed() {
    let held = Held::noticed(1).await;
    let election = |candidates: &str| {
        json!({
            "title": "选举", "item": "", "kind": "election", "method": "secret", "base": "members",
            "majority": "more_than_half", "seats": "1", "candidates": candidates,
        })
    };
    let prepared =
        async |names: &str| held.clerk.post_json(&format!("{}/polls/new", held.address), &election(names)).await;
    for (names, key) in [
        ("秦 望山\n秦望山", "poll-candidate-twice"),
        ("阿依努尔·买买提\n阿依努尔•买买提", "poll-candidate-twice"),
        ("秦望山\n12", "form-name-unfit"),
    ] {
        let refused = prepared(names).await;
        assert_eq!(refused.json()["faults"]["candidates"]["key"], key, "{names}: {}", refused.text());
    }
    assert!(prepared("秦　望山\n阿依努尔•买买提").await.status.is_success());
}
