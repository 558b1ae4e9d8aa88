//! Two nodes at one database: what is kept in the memory of one is never older than what the other has recorded.

use yizheng::permission::Role;

use crate::helpers::{Store, TestApp, on_both};

type Fields = &'static [(&'static str, &'static str)];

/// What is set, where, with which fields; the page that shows it, and as what.
const SET: &[(&str, Fields, &str, &str)] = &[
    ("/settings/sector", &[("name", "农业界")], "", "农业界"),
    ("/settings/special_committee", &[("name", "提案委员会")], "", "提案委员会"),
    ("/settings/term", &[("number", "10"), ("begins", "2022-01-12"), ("ends", "")], "/members?name=x", "第 10 届"),
    (
        "/settings/session",
        &[("term", "10"), ("number", "3"), ("begins", "2024-03-01"), ("ends", "2024-03-10")],
        "/proposals?by=member",
        "10届3次",
    ),
    ("/settings/lists/category", &[("name", "山林水利")], "/proposals?by=member", "山林水利"),
    ("/units", &[("names", "县水利局"), ("line", "government")], "/proposals?by=member", "县水利局"),
];

#[tokio::test]
async fn what_one_node_records_is_seen_by_the_next_request_of_another() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let here = app.sign_in(Role::ProposalsClerk).await;
        let administrator = app.sign_in(Role::Administrator).await;
        let other = app.another_node().await;
        let there = here.at(other);
        for (n, (path, fields, page, shown)) in SET.iter().enumerate() {
            let page = format!("/qingling{page}");
            for reader in [&here, &there] {
                assert!(!reader.get(&page).await.text().contains(shown), "{shown} before it is set");
            }
            // The one and the other node in turn.
            let node = if n % 2 == 0 { app.address } else { other };
            let set = administrator.at(node).post(&format!("/qingling{path}"), fields).await;
            assert_eq!(set.status, 303, "{}", set.text());
            for reader in [&here, &there] {
                assert!(reader.get(&page).await.text().contains(shown), "{shown} at {page}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_role_that_is_taken_and_an_account_that_is_shut_out_count_at_the_next_request_of_every_node() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let id = app.account(&app.committee, "luoshouyi", &[Role::Clerk, Role::ProposalsClerk]).await;
        let administrator = app.sign_in(Role::Administrator).await;
        let here = app.sign_in_as("luoshouyi").await;
        let there = here.at(app.another_node().await);
        for reader in [&here, &there] {
            assert_eq!(reader.get("/qingling/proposals/review").await.status, 200);
        }
        let account = format!("/qingling/accounts/{id}");
        let taken = administrator.post(&format!("{account}/take_role"), &[("role", "proposals_clerk")]).await;
        assert_eq!(taken.status, 303, "{}", taken.text());
        for reader in [&here, &there] {
            assert_eq!(reader.get("/qingling/proposals/review").await.status, 403);
            assert_eq!(reader.get("/qingling/history").await.status, 200, "as a clerk still");
        }
        let disabled = administrator.post(&format!("{account}/disable"), &[]).await;
        assert_eq!(disabled.status, 303, "{}", disabled.text());
        for reader in [&here, &there] {
            assert_eq!(reader.get_json("/qingling/history").await.status, 401);
        }
    })
    .await;
}
