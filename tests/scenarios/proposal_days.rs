//! Days off that are set or taken back move what was computed by them, and nothing else.

use serde_json::{Value, json};
use yizheng::clock::Day;
use yizheng::permission::Role;

use crate::helpers::{Filed, Reader, TestApp};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

async fn set(administrator: &Reader, days: &str) -> Value {
    let told = administrator.post_json("/qingling/settings/holidays", &json!({ "days": days })).await;
    assert_eq!(told.status, 200, "{}", told.text());
    told.json()
}

#[tokio::test]
async fn days_off_that_are_set_later_move_what_was_computed_and_say_which() {
    let filed = Filed::start().await;
    let administrator = filed.app.sign_in(Role::Administrator).await;
    // Handed over on Tuesday, 2024-03-05: to be accepted by the 12th, answered by Wednesday, 2024-06-05.
    let id = filed.assigned("加固老渡槽", 1, &[0, 1]).await;
    let given = filed.proposal("修复石桥", 2).await;
    let (lead, version) = (filed.units[2].to_string(), 1);
    let sent = json!({ "version": version, "lead": lead, "due": "2024-06-06" });
    assert_eq!(filed.clerk.post_json(&filed.at(given, "/assign"), &sent).await.status, 200);

    let told = set(&administrator, "2024-03-11\n2024-06-05至2024-06-07").await;
    assert!(told["done"].as_str().unwrap().contains("4 项办理期限随之变动"), "{told}");
    let all = filed.assignments(id).await;
    assert_eq!((all[0].accept_by, all[0].due), (day("2024-03-13"), day("2024-06-10")), "over the weekend too");
    assert_eq!((all[1].accept_by, all[1].due), (day("2024-03-13"), day("2024-04-05")));
    assert_eq!(filed.stored(id).await.due, Some(day("2024-06-10")));
    let other = filed.assignments(given).await.swap_remove(0);
    assert_eq!((other.accept_by, other.due), (day("2024-03-13"), day("2024-06-06")), "a day that was given stays");
    let page = filed.clerk.get(&filed.at(id, "")).await.text();
    let said = "因节假日安排变动，将县水利局答复提案“加固老渡槽”的期限由 2024-06-05 改为 2024-06-10";
    assert!(page.contains(said), "{page}");

    let told = set(&administrator, "2024-03-11 常\n2024-06-05至2024-06-07 常").await;
    assert!(told["done"].as_str().unwrap().contains("4 项"), "{told}");
    let all = filed.assignments(id).await;
    assert_eq!((all[0].accept_by, all[0].due), (day("2024-03-12"), day("2024-06-05")), "and back");
    let told = set(&administrator, "2024-10-01").await;
    assert!(!told["done"].as_str().unwrap().contains("期限"), "nothing moves: {told}");
}

#[tokio::test]
async fn what_was_accepted_keeps_the_day_by_which_it_was() {
    let filed = Filed::start().await;
    let administrator = filed.app.sign_in(Role::Administrator).await;
    let id = filed.assigned("加固老渡槽", 1, &[0]).await;
    filed.act(&filed.handlers[0], (id, 0), "accept", json!({})).await;
    let told = set(&administrator, "2024-03-11").await;
    assert!(!told["done"].as_str().unwrap().contains("期限"), "{told}");
    assert_eq!(filed.assignments(id).await[0].accept_by, day("2024-03-12"));
}

#[tokio::test]
async fn a_year_of_no_assembly_is_refused_wherever_a_day_is_entered() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Administrator).await;
    for days in ["9999-01-01", "1948-12-31 班"] {
        let refused = clerk.post_json("/qingling/settings/holidays", &json!({ "days": days })).await;
        assert_eq!(refused.status, 422, "{days}");
    }
    let term = json!({ "number": "10", "begins": "9999-01-01", "ends": "" });
    assert_eq!(clerk.post_json("/qingling/settings/term", &term).await.status, 422);
    let office = app.sign_in(Role::Clerk).await;
    assert_eq!(office.get("/qingling/meetings/calendar?year=9999").await.status, 404);
    let plan = [("term", "10"), ("nth", "8"), ("date", "9999-06-20"), ("begins", "09:00"), ("place", "三楼")];
    let refused = office.post("/qingling/meetings/new?kind=chairpersons", &plan).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("date-error"), "{}", refused.text());
}
