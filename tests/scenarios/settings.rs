//! The committee's settings, and what its front page shows of them.

use yizheng::committee::store;
use yizheng::ledger::verify;
use yizheng::permission::Role;

use crate::helpers::{Answer, Reader, Store, TestApp, on_both};

const TERM: &str = "/qingling/settings/term";
const SECTOR: &str = "/qingling/settings/sector";

fn term<'a>(number: &'a str, begins: &'a str, ends: &'a str) -> [(&'static str, &'a str); 3] {
    [("number", number), ("begins", begins), ("ends", ends)]
}

async fn sectors(app: &TestApp) -> Vec<String> {
    let sectors = store::sectors(app.db.read(), app.committee.id).await.unwrap();
    sectors.into_iter().map(|sector| sector.name).collect()
}

async fn entries(app: &TestApp) -> i64 {
    verify(app.db.read(), app.committee.id).await.unwrap().entries
}

/// Sends the form that takes back what the page has just told.
async fn take_back(reader: &Reader, told: &Answer) -> Answer {
    let page = told.text();
    let notice = page.split_once("<div class=\"notice good\"").unwrap().1.split_once("</div>").unwrap().0;
    let values = |name: &str| -> Vec<String> {
        notice.split(&format!("{name}=\"")).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let (names, texts) = (values("name"), values("value"));
    let fields: Vec<_> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)).collect();
    reader.submit(&values("action")[0], &fields).await
}

#[tokio::test]
async fn a_sector_is_added_renamed_and_deleted_and_each_is_taken_back() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let administrator = app.sign_in(Role::Administrator).await;
        let told = administrator.submit(SECTOR, &[("name", " 农业界 ")]).await;
        assert!(told.text().contains("已增加界别“农业界”"), "{}", told.text());
        take_back(&administrator, &told).await;
        assert!(sectors(&app).await.is_empty());

        administrator.post(SECTOR, &[("name", "农业界")]).await;
        let id = store::sectors(app.db.read(), app.committee.id).await.unwrap()[0].id;
        let told = administrator.submit(&format!("{SECTOR}/{id}/rename"), &[("name", "农业和农村界")]).await;
        assert_eq!(sectors(&app).await, ["农业和农村界"]);
        take_back(&administrator, &told).await;
        assert_eq!(sectors(&app).await, ["农业界"]);

        let told = administrator.submit(&format!("{SECTOR}/{id}/delete"), &[]).await;
        assert!(sectors(&app).await.is_empty());
        take_back(&administrator, &told).await;
        assert_eq!(sectors(&app).await, ["农业界"]);
        let history = administrator.get("/qingling/settings").await.text();
        assert!(history.contains("将界别“农业界”改名为“农业和农村界”"), "{history}");
    })
    .await;
}

#[tokio::test]
async fn a_term_ends_before_the_next_begins() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    administrator.post(TERM, &term("9", "2017-01-08", "")).await;
    let early = administrator.post(TERM, &term("10", "2022-01-12", "")).await;
    assert_eq!(early.status, 422);
    let page = early.text();
    assert!(page.contains("第 9 届尚未结束") && page.contains("value=\"2022-01-12\""), "{page}");

    let id = store::terms(app.db.read(), app.committee.id).await.unwrap()[0].id;
    let ended = administrator.submit(&format!("{TERM}/{id}/change"), &term("9", "2017-01-08", "2022-01-12")).await;
    assert!(ended.text().contains("已结束第 9 届"), "{}", ended.text());
    assert_eq!(administrator.post(TERM, &term("10", "2022-01-12", "")).await.status, 303);
    let home = app.visitor().get("/qingling").await.text();
    assert!(home.contains("第 10 届") && home.contains("2022-01-12 至今"), "{home}");
}

#[tokio::test]
async fn what_members_belong_to_is_not_deleted() {
    let app = TestApp::demo().await;
    let administrator = app.sign_in(Role::Administrator).await;
    let committee = app.committee.id;
    let terms = store::terms(app.db.read(), committee).await.unwrap();
    let sector = &store::sectors(app.db.read(), committee).await.unwrap()[0];
    let before = entries(&app).await;
    for path in [format!("{TERM}/{}/delete", terms[0].id), format!("{SECTOR}/{}/delete", sector.id)] {
        let refused = administrator.post(&path, &[]).await;
        assert_eq!(refused.status, 422, "{path}");
        assert!(refused.text().contains("已有委员属于它"), "{path}");
    }
    assert_eq!(entries(&app).await, before);
    assert_eq!(store::terms(app.db.read(), committee).await.unwrap(), terms);
}

#[tokio::test]
async fn of_two_who_rename_the_same_sector_the_later_is_told() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    administrator.post(SECTOR, &[("name", "农业界")]).await;
    let id = store::sectors(app.db.read(), app.committee.id).await.unwrap()[0].id;
    let rename = format!("{SECTOR}/{id}/rename");
    assert_eq!(administrator.post(&rename, &[("name", "农林界"), ("was", "农业界")]).await.status, 303);
    let later = administrator.post(&rename, &[("name", "农牧界"), ("was", "农业界")]).await;
    assert_eq!(later.status, 409);
    assert_eq!(sectors(&app).await, ["农林界"]);
}

#[tokio::test]
async fn nobody_else_changes_the_settings_and_nobody_those_of_another_committee() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    administrator.post(SECTOR, &[("name", "农业界")]).await;
    let id = store::sectors(app.db.read(), app.committee.id).await.unwrap()[0].id;
    let baitang = app.found("baitang", "白塘县").await;
    let neighbour = app.sign_in_to(&baitang, Role::Administrator).await;
    let clerk = app.sign_in(Role::Clerk).await;
    let before = entries(&app).await;
    for reader in [&neighbour, &clerk] {
        assert_eq!(reader.post(SECTOR, &[("name", "教育界")]).await.status, 403);
        assert_eq!(reader.get("/qingling/settings").await.status, 403);
    }
    for deed in ["rename", "delete"] {
        let path = format!("/baitang/settings/sector/{id}/{deed}");
        assert_eq!(neighbour.post(&path, &[("name", "教育界")]).await.status, 404, "{path}");
    }
    assert_eq!((sectors(&app).await, entries(&app).await), (vec!["农业界".to_owned()], before));
}
