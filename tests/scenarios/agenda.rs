//! The agenda of a sitting: written by the office, followed by everybody, dealt with item by item.

mod papers;
mod settling;

use serde_json::{Value, json};
use yizheng::ledger::{Act, Change};
use yizheng::meeting::agenda::store;
use yizheng::permission::Role;

use crate::helpers::{Answer, Held, Reader};

const ITEM: &[(&str, &str)] = &[
    ("disposition", "hear"),
    ("subject", "全县义务教育发展情况的通报"),
    ("reporter", "县教育局 温如故"),
    ("minutes", "15"),
    ("approved_by", ""),
    ("documents", "《关于义务教育发展情况的通报》\n附表"),
];

/// The stable key of a refusal.
fn error(answer: &Answer) -> String {
    answer.json()["error"].as_str().unwrap_or_default().to_owned()
}

/// The items as the page of the sitting tells of them.
async fn items(reader: &Reader, held: &Held) -> Vec<Value> {
    let page = reader.get_json(&held.address).await;
    assert_eq!(page.status, 200, "{}", page.text());
    page.json()["agenda"]["items"].as_array().unwrap().clone()
}

async fn subjects(held: &Held) -> Vec<String> {
    let page = held.clerk.get_json(&format!("{}/agenda", held.address)).await.json();
    page["items"].as_array().unwrap().iter().map(|item| item["subject"].as_str().unwrap().to_owned()).collect()
}

/// Does something with an item, as JSON.
async fn act(reader: &Reader, held: &Held, item: i64, action: &str) -> Answer {
    reader.post_json(&format!("{}/items/{item}/{action}", held.address), &json!({})).await
}

/// The key of a new item of the usual kind.
async fn added(held: &Held) -> i64 {
    let answer = held.clerk.post(&format!("{}/agenda", held.address), ITEM).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    *held.items().await.last().unwrap()
}

#[tokio::test]
async fn an_item_added_after_the_notice_is_late_and_everybody_sees_it() {
    let held = Held::noticed(2).await;
    let item = added(&held).await;
    let last = items(&held.members[0], &held).await.pop().unwrap();
    assert_eq!((&last["id"], &last["late"], &last["state"]), (&json!(item), &json!(true), &json!("waiting")));
    assert_eq!((&last["reporter"], &last["minutes"]), (&json!("县教育局 温如故"), &json!(15)));
    assert_eq!(last["documents"], json!(["关于义务教育发展情况的通报", "附表"]));
    let page = held.members[0].get(&held.address).await.text();
    assert!(page.contains("临时增加") && page.contains("《附表》"));
    assert!(!page.contains("/items/"), "a member deals with nothing: {page}");
    let acts = held.clerk.get_json(&held.address).await.json()["history"].clone();
    assert_eq!(acts[0]["action"], "add_late_item");
}

#[tokio::test]
async fn what_is_wrong_with_an_item_is_told_at_its_field_and_nothing_entered_is_lost() {
    let held = Held::noticed(1).await;
    let address = format!("{}/agenda", held.address);
    let long = "长".repeat(501);
    for (field, value) in
        [("subject", ""), ("subject", &long), ("disposition", "sing"), ("minutes", "0"), ("minutes", "x")]
    {
        let fields: Vec<_> = ITEM.iter().copied().filter(|(name, _)| *name != field).chain([(field, value)]).collect();
        let answer = held.clerk.post(&address, &fields).await;
        assert_eq!(answer.status, 422, "{field} {value}");
        let page = answer.text();
        assert!(page.contains(&format!("id=\"{field}-error\"")) || field == "disposition", "{field}: {page}");
        assert!(page.contains("温如故"), "what was entered stays");
    }
    assert_eq!(held.items().await.len(), 2);
}

#[tokio::test]
async fn only_the_office_writes_the_agenda_and_only_until_the_sitting_closes() {
    let held = Held::open(2, 0).await;
    let address = format!("{}/agenda", held.address);
    for reader in [&held.members[0], &held.chair] {
        assert_eq!(reader.get(&address).await.status, 403);
        assert_eq!(reader.post(&address, ITEM).await.status, 403);
        assert_eq!(act(reader, &held, held.items().await[0], "remove").await.status, 403);
    }
    let visitor = held.app.visitor();
    assert!(visitor.get(&address).await.location().starts_with("/sign-in"));
    for item in held.items().await {
        assert_eq!(act(&held.clerk, &held, item, "put_off").await.status, 200);
    }
    held.press("close").await;
    let late = held.clerk.post_json(&address, &json!({"subject": "另一项", "disposition": "hear"})).await;
    assert_eq!((late.status.as_u16(), error(&late).as_str()), (409, "meeting-is-closed"));
}

#[tokio::test]
async fn an_item_is_changed_and_the_later_of_two_clerks_keeps_what_he_wrote() {
    let held = Held::noticed(1).await;
    let item = held.items().await[0];
    let address = format!("{}/items/{item}", held.address);
    let version = held.clerk.get_json(&address).await.json()["version"].to_string();
    let with = |subject: &'static str| {
        let rest = ITEM.iter().copied().filter(|(name, _)| *name != "subject");
        rest.chain([("subject", subject)]).collect::<Vec<_>>()
    };
    let first = held.clerk.post(&address, &[&with("第一位的")[..], &[("version", &version)]].concat()).await;
    assert_eq!(first.status, 303, "{}", first.text());
    let second = held.clerk.post(&address, &[&with("第二位的")[..], &[("version", &version)]].concat()).await;
    assert_eq!(second.status, 409);
    assert!(second.text().contains("第二位的") && second.text().contains("别人已经改动了这项议题"));
    assert_eq!(subjects(&held).await[0], "第一位的");
    let now = held.clerk.get_json(&address).await.json()["version"].to_string();
    let same = held.clerk.submit(&address, &[&with("第一位的")[..], &[("version", &now)]].concat()).await.text();
    assert!(same.contains("没有改动"));
}

#[tokio::test]
async fn a_new_order_is_one_change_is_undone_and_a_stale_one_is_told() {
    let held = Held::noticed(1).await;
    added(&held).await;
    let ids = held.items().await;
    let text = |ids: &[i64]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let (was, order) = (text(&ids), text(&[ids[2], ids[0], ids[1]]));
    let address = format!("{}/agenda/order", held.address);
    let moved = held.clerk.submit(&address, &[("was", &was), ("order", &order)]).await.text();
    assert_eq!(held.items().await, [ids[2], ids[0], ids[1]]);
    assert!(moved.contains(&format!("<input type=\"hidden\" name=\"order\" value=\"{was}\">")), "{moved}");
    let stale = held.clerk.post(&address, &[("was", &was), ("order", &text(&[ids[1], ids[0], ids[2]]))]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.text().contains("别人已经改动了议程"));
    for strange in ["", "1", &text(&ids[..2]), &format!("{was},99")] {
        assert_eq!(held.clerk.post(&address, &[("was", &order), ("order", strange)]).await.status, 409, "{strange}");
    }
    let undone = held.clerk.post(&address, &[("was", &order), ("order", &was), ("version", "1")]).await;
    assert_eq!((undone.status.as_u16(), held.items().await), (303, ids));
}

#[tokio::test]
async fn the_buttons_up_and_down_hold_the_order_that_they_make() {
    let held = Held::noticed(1).await;
    let ids = held.items().await;
    let page = held.clerk.get(&format!("{}/agenda", held.address)).await.text();
    let swapped = format!("name=\"order\" value=\"{},{}\"", ids[1], ids[0]);
    assert_eq!(page.matches(&swapped).count(), 2, "down on the first, up on the second: {page}");
}

#[tokio::test]
async fn an_item_is_removed_and_brought_back_to_its_place() {
    let held = Held::noticed(1).await;
    let ids = held.items().await;
    let address = format!("{}/items/{}", held.address, ids[0]);
    let told = held.clerk.submit(&format!("{address}/remove"), &[]).await.text();
    assert!(told.contains(&format!("action=\"{address}/bring_back\"")), "{told}");
    assert_eq!(held.items().await, [ids[1]]);
    assert_eq!(held.clerk.post(&format!("{address}/remove"), &[]).await.status, 404, "it is gone already");
    assert_eq!(held.clerk.post(&format!("{address}/bring_back"), &[("version", "1")]).await.status, 303);
    assert_eq!(held.items().await, ids);
    assert_eq!(held.clerk.post(&format!("{address}/bring_back"), &[]).await.status, 404, "it is back already");
    assert_eq!(subjects(&held).await[0], "县委经济工作会议精神");
}

#[tokio::test]
async fn an_empty_agenda_is_copied_from_another_sitting_without_papers() {
    let held = Held::noticed(1).await;
    let ids = held.items().await;
    let other = planned(&held).await;
    let address = format!("/qingling/meetings/{other}");
    let page = held.clerk.get(&format!("{address}/agenda")).await.text();
    assert!(page.contains("照搬上一次") && page.contains("第七次会议"), "{page}");
    let copied = held.clerk.post(&format!("{address}/agenda/copy"), &[("from", &held.id.to_string())]).await;
    assert_eq!(copied.status, 303, "{}", copied.text());
    let rows = held.clerk.get_json(&address).await.json()["agenda"]["items"].as_array().unwrap().clone();
    assert_eq!(rows.len(), ids.len());
    assert_eq!((&rows[1]["disposition"], &rows[1]["documents"]), (&json!("adopt"), &json!([])));
    assert_eq!((&rows[1]["late"], &rows[1]["state"]), (&json!(false), &json!("waiting")));
    let again = held.clerk.post_json(&format!("{address}/agenda/copy"), &json!({"from": held.id})).await;
    assert_eq!(error(&again), "agenda-not-empty");
    let foreign = planned(&held).await;
    let none = held.clerk.post_json(&format!("/qingling/meetings/{foreign}/agenda/copy"), &json!({"from": 9999})).await;
    assert_eq!(none.status, 404);
}

/// One more sitting, planned and without an agenda.
async fn planned(held: &Held) -> i64 {
    use yizheng::meeting::article::{Kind, Record};
    use yizheng::meeting::rules::usual;
    use yizheng::meeting::store::{Plan, plan};
    let record = Record { kind: Kind::StandingCommittee, term: Some(10), number: Some(8), ..Record::default() };
    let begins_at = held.app.clock.now();
    let planned = Plan { record, name: None, begins_at, ends_at: None, chair: None, parent: None, group: None };
    let change = Change::begin(&held.app.db, held.app.acting(&held.app.committee)).await.unwrap();
    let id = plan(&change, &planned, &usual(Kind::StandingCommittee)).await.unwrap().id;
    let act = Act::new("meeting", id, "plan").fact("title", "会议");
    change.record(act).await.unwrap().commit().await.unwrap();
    id
}

#[tokio::test]
async fn nobody_of_another_committee_reaches_an_agenda() {
    let held = Held::open(1, 0).await;
    let other = held.app.found("baitang", "白塘县").await;
    let stranger = held.app.sign_in_to(&other, Role::Clerk).await;
    let item = held.items().await[0];
    for rest in ["/agenda".to_owned(), format!("/items/{item}")] {
        assert_eq!(stranger.get(&format!("{}{rest}", held.address)).await.status, 403);
        let own = format!("/baitang/meetings/{}{rest}", held.id);
        assert_eq!(stranger.get(&own).await.status, 404, "{own}");
    }
    let taken = stranger.post(&format!("/baitang/meetings/{}/items/{item}/take_up", held.id), &[]).await;
    assert_eq!(taken.status, 404);
    assert!(store::current(held.app.db.read(), held.id).await.unwrap().is_none());
}
