//! The record under attack: nobody edits it, nobody forgets it, and whoever touches the file is found out.

use crate::helpers::{TestApp, on_both};

#[tokio::test]
async fn a_founded_committee_has_a_chain_that_holds() {
    on_both(async |store| {
        let app = TestApp::start_on(store).await;
        let chain = yizheng::ledger::verify(app.db.read(), app.committee.id).await.unwrap();
        assert_eq!((chain.entries, chain.broken), (1, None));
    })
    .await;
}
