//! One page of each kind that is linked anywhere in the furnished demo, looked over by axe.

use std::collections::BTreeMap;

use yizheng::permission::Role;

use super::Browser;
use crate::helpers::{PASSWORD, TestApp};
use crate::scenarios::walk::{kind, walk};

#[tokio::test]
async fn every_kind_of_page_can_be_read_by_everybody() {
    let app = TestApp::demo().await;
    app.account(&app.committee, "everything", &[Role::Clerk, Role::Administrator]).await;
    let Some(browser) = Browser::start(&app).await else { return };
    let reader = app.visitor();
    reader.post("/sign-in", &[("login", "everything"), ("password", PASSWORD)]).await;
    let mut kinds = BTreeMap::new();
    for path in walk(&reader, "/qingling").await.into_keys().filter(|path| !path.starts_with("/baitang")) {
        kinds.entry(kind(&path)).or_insert(path);
    }
    browser.sign_in_as("everything", "/qingling").await;
    for (kind, path) in kinds {
        browser.open(&path).await;
        browser.look(&format!("page{}", kind.replace('/', "-"))).await;
    }
}
