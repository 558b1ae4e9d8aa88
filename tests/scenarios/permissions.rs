//! Every role at every door: what the table of permissions says is what the pages do.

use yizheng::permission::{Permission, Role};

use crate::helpers::TestApp;

/// Pages that need a permission, each with all that open it.
const DOORS: &[(&str, &[Permission])] = &[
    ("/qingling/history", &[Permission::ReadHistory]),
    ("/qingling/import", &[Permission::RecordSittings, Permission::EditMembers, Permission::ReviewProposals]),
    ("/qingling/documents/study", &[Permission::ReadInternal]),
    ("/qingling/documents/study.xlsx", &[Permission::RunSittings]),
    ("/qingling/meetings/new", &[Permission::RunSittings]),
    ("/qingling/meetings/rules", &[Permission::ManageCommittee]),
    ("/qingling/proposals/review", &[Permission::ReviewProposals]),
    ("/qingling/members/new", &[Permission::EditMembers]),
    ("/qingling/proposals/new", &[Permission::WriteProposals]),
    ("/qingling/accounts", &[Permission::ManageAccounts]),
    ("/qingling/proposals/statistics", &[Permission::ReadInternal, Permission::AssignProposals]),
    (
        "/qingling/proposals/promises",
        &[Permission::AssignProposals, Permission::ReviewProposals, Permission::HandleProposals],
    ),
    ("/qingling/settings", &[Permission::ManageCommittee]),
    ("/qingling/proposals/settings", &[Permission::ManageCommittee, Permission::ReviewProposals]),
    ("/qingling/settings/sessions", &[Permission::ManageCommittee, Permission::ReviewProposals]),
    ("/qingling/settings/lists/category", &[Permission::ManageCommittee, Permission::ReviewProposals]),
    ("/qingling/settings/holidays", &[Permission::ManageCommittee, Permission::ReviewProposals]),
    ("/qingling/units", &[Permission::ManageCommittee, Permission::ReviewProposals]),
    ("/qingling/proposals/assigning", &[Permission::AssignProposals]),
    ("/qingling/proposals/inbox", &[Permission::HandleProposals]),
    ("/qingling/proposals/handover", &[Permission::AssignProposals]),
    ("/qingling/proposals/deadlines", &[Permission::AssignProposals, Permission::ReviewProposals]),
];

#[tokio::test]
async fn every_role_opens_the_doors_that_the_table_gives_it_and_no_other() {
    let app = TestApp::start().await;
    for role in Role::ALL {
        let reader = app.sign_in(*role).await;
        for (path, keys) in DOORS {
            let expected = if keys.iter().any(|key| role.may(*key)) { 200 } else { 403 };
            assert_eq!(reader.get(path).await.status, expected, "{role} at {path}");
            assert_eq!(reader.get_json(path).await.status, expected, "{role} at {path} as JSON");
        }
    }
}

#[tokio::test]
async fn the_public_is_led_to_the_sign_in_and_a_program_is_told() {
    let app = TestApp::start().await;
    for (path, _) in DOORS {
        let answer = app.visitor().get(path).await;
        assert!(answer.status == 303 && answer.location().starts_with("/sign-in?next="), "{path}: {}", answer.status);
        assert_eq!(app.visitor().get_json(path).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn a_role_counts_in_its_own_committee_alone() {
    let app = TestApp::start().await;
    let other = app.found("baitang", "白塘县").await;
    for role in Role::ALL.iter().filter(|role| **role != Role::PlatformOperator) {
        let stranger = app.sign_in_to(&other, *role).await;
        for (path, _) in DOORS {
            assert_eq!(stranger.get(path).await.status, 403, "a {role} of another committee at {path}");
        }
    }
}
