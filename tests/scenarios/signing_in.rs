//! Signing in and out.

use yizheng::permission::Role;

use crate::helpers::TestApp;

#[tokio::test]
async fn one_who_signs_in_is_known_until_he_signs_out() {
    let app = TestApp::start().await;
    let clerk = app.sign_in(Role::Clerk).await;
    assert_eq!(clerk.get("/qingling/history").await.status, 200);
    clerk.post("/sign-out", &[]).await;
    let refused = clerk.get("/qingling/history").await;
    assert_eq!((refused.status.as_u16(), refused.location()), (303, "/sign-in?next=%2Fqingling%2Fhistory".to_owned()));
}
