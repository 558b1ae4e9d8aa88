//! A member writes a proposal on a phone, two sign it with them, and they hand it in; nothing that was typed is lost.

use serde_json::Value;

use super::Browser;
use crate::helpers::Office;

const SUBJECT: &str = "关于修缮北坡渡槽的提案";
const SITUATION: &str = "北坡渡槽建于上世纪七十年代，槽身多处开裂渗漏，下游三个村灌溉缺水。";
const TOLD: &str = "main > .notice[role=status] p";
/// What the page says of the text that saves itself.
const SAVED: &str = "[data-failed]";

/// Begins a proposal and writes most of it; gives its address.
async fn written(phone: &Browser) -> String {
    phone.sign_in_as("member0", "/qingling/proposals").await;
    phone.press("a[href$='/proposals/new']").await;
    phone.find("#kind").await;
    phone.look("proposal-new").await;
    phone.press("main form button.primary").await;
    phone.write("#subject", SUBJECT).await;
    phone.write("#situation", SITUATION).await;
    phone.write("#suggestions", "一、封堵渗漏。\n二、加固槽身。").await;
    phone.reads(SAVED, "已保存。").await;
    phone.path().await.strip_suffix("/write").unwrap().to_owned()
}

/// Goes from the home page to the proposal that awaits their signature.
async fn asked(other: &Browser, login: &str) {
    other.sign_in_as(login, "/qingling").await;
    other.press("section[aria-labelledby=awaiting] a[href$='#signing']").await;
    other.find("form[action$='/sign']").await;
}

#[tokio::test]
async fn a_member_on_a_phone_writes_and_two_sign_once_more_after_a_change() {
    let office = Office::open(3).await;
    let Some(phone) = Browser::on_a_phone(&office.app).await else { return };
    let Some(other) = Browser::start(&office.app).await else { return };
    let address = written(&phone).await;
    other.sign_in_as("member0", "/qingling").await;
    other.press("section[aria-labelledby=awaiting] a[href$='/write']").await;
    assert_eq!(other.value("#situation").await, SITUATION, "another device goes on with what was typed");
    other.sign_out().await;

    phone.look("proposal-write").await;
    phone.press("a[href$='#signing']").await;
    phone.write("#names", "罗守一、陆清和").await;
    phone.press("form[action$='/invite'] button").await;
    phone.reads(TOLD, "已邀请罗守一、陆清和联名。").await;
    phone.look("proposal-draft").await;

    asked(&other, "member1").await;
    other.look("proposal-to-sign").await;
    other.press("form[action$='/sign'] button.primary").await;
    other.reads(TOLD, "您已在“关于修缮北坡渡槽的提案”上签名。").await;
    other.sign_out().await;
    asked(&other, "member2").await;
    other.reach_and_press("form[action$='/sign'] button.primary").await;
    other.reads(TOLD, "您已在“关于修缮北坡渡槽的提案”上签名。").await;

    phone.open(&format!("{address}/write")).await;
    phone.reads("main > .notice", "罗守一、陆清和已经签名。再改正文，签名就失效，须请他们重新签名。").await;
    phone.write("#suggestions", "一、封堵渗漏。\n二、加固槽身。\n三、明确管护责任。").await;
    phone.reads(SAVED, "已保存。正文有改动，罗守一、陆清和的签名已经失效，须由本人重新签名。").await;
    phone.look("proposal-write-fallen").await;
    phone.open(&address).await;
    let signing = phone.text("#signing").await;
    assert_eq!(signing.matches("正文已改，须重签").count(), 2, "{signing}");

    other.open("/qingling").await;
    let home = other.text("section[aria-labelledby=awaiting]").await;
    assert!(home.contains("的正文有改动，请阅读以后重新签名"), "{home}");
    other.sign_out().await;
    for login in ["member1", "member2"] {
        asked(&other, login).await;
        other.press("form[action$='/sign'] button.primary").await;
        other.find(TOLD).await;
        other.sign_out().await;
    }
    handed_in(&phone, &address, &office).await;
}

/// They press twice, and it is handed in once.
async fn handed_in(phone: &Browser, address: &str, office: &Office) {
    phone.open(&format!("{address}/write")).await;
    phone.press_twice("button[formaction$='/submit']").await;
    phone.reads(TOLD, "“关于修缮北坡渡槽的提案”已提交，由提案委审查。").await;
    phone.look("proposal-submitted").await;
    let page = office.members[0].get_json(address).await.json();
    assert_eq!(page["state"], "submitted");
    assert_eq!(page["proposers"], serde_json::json!(["沈怀远", "罗守一", "陆清和"]));
    let times = |page: &Value| page["history"].to_string().matches("提交了提案").count();
    assert_eq!(times(&page), 1, "{page}");
}

#[tokio::test]
async fn what_is_typed_after_the_session_ended_waits_until_somebody_signs_in_again() {
    let office = Office::open(1).await;
    let Some(phone) = Browser::on_a_phone(&office.app).await else { return };
    let address = written(&phone).await;
    phone.be_forgotten().await;
    phone.write("#analysis", "管护资金没有着落。").await;
    phone.find("[data-signed-out]:not([hidden])").await;
    phone.look("proposal-write-signed-out").await;
    phone.press("main form .actions button").await;
    phone.find("[data-signed-out]:not([hidden])").await;
    assert_eq!(phone.value("#analysis").await, "管护资金没有着落。", "a press does not lose it");

    phone.press("[data-signed-out] a").await;
    phone.to_window(1).await;
    phone.write("#login", "member0").await;
    phone.write("#password", crate::helpers::PASSWORD).await;
    phone.press("main button.primary").await;
    phone.find("form[action='/sign-out']").await;
    phone.to_window(0).await;
    phone.press("main form .actions button").await;
    phone.reads(TOLD, "已保存。").await;
    phone.open(&format!("{address}/write")).await;
    assert_eq!(phone.value("#analysis").await, "管护资金没有着落。");
}
