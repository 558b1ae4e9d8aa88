//! A sitting that is held: called, opened, closed and opened again; who may, and who is told why not.

use yizheng::permission::Role;

use crate::helpers::Held;

#[tokio::test]
async fn the_one_who_presides_opens_the_sitting_and_nobody_else_but_the_office() {
    let held = Held::noticed(2).await;
    let open = format!("{}/open", held.address);
    let version = held.version().await.to_string();
    let pressed = [("version", version.as_str())];
    assert_eq!(held.members[0].post(&open, &pressed).await.status, 403);
    assert_eq!(held.app.visitor().post(&open, &pressed).await.status, 303, "led to the sign-in");
    assert_eq!(held.chair.submit(&open, &pressed).await.status, 200);
    let page = held.members[0].get_json(&held.address).await.json();
    assert_eq!(page["state"], "open");
}

#[tokio::test]
async fn a_sitting_with_items_that_wait_is_not_closed() {
    let held = Held::open(2, 0).await;
    let version = held.version().await.to_string();
    let answer = held.clerk.post(&format!("{}/close", held.address), &[("version", &version)]).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert!(answer.text().contains("还有 2 项议题没有处理"), "{}", answer.text());
}

#[tokio::test]
async fn what_is_called_is_seen_inside_and_not_by_the_public() {
    let held = Held::noticed(1).await;
    assert_eq!(held.members[0].get(&held.address).await.status, 200);
    assert_eq!(held.app.sign_in(Role::Supervisor).await.get(&held.address).await.status, 404);
    assert_eq!(held.app.visitor().get(&held.address).await.status, 404);
}
