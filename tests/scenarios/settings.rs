//! The committee's settings, and what its front page shows of them.

use yizheng::committee::model::Body;
use yizheng::committee::store;
use yizheng::error::Error;
use yizheng::ledger::{Act, Change, verify};
use yizheng::permission::Role;

use crate::helpers::{Store, TestApp, on_both};

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

#[tokio::test]
async fn a_sector_is_added_renamed_and_deleted_and_each_is_taken_back() {
    on_both(async |store: Store| {
        let app = TestApp::start_on(store).await;
        let administrator = app.sign_in(Role::Administrator).await;
        let told = administrator.submit(SECTOR, &[("name", " 农业界 ")]).await;
        assert!(told.text().contains("已增加界别“农业界”"), "{}", told.text());
        administrator.take_back(&told).await;
        assert!(sectors(&app).await.is_empty());

        administrator.post(SECTOR, &[("name", "农业界")]).await;
        let id = store::sectors(app.db.read(), app.committee.id).await.unwrap()[0].id;
        let told = administrator.submit(&format!("{SECTOR}/{id}/rename"), &[("name", "农业和农村界")]).await;
        assert_eq!(sectors(&app).await, ["农业和农村界"]);
        administrator.take_back(&told).await;
        assert_eq!(sectors(&app).await, ["农业界"]);

        let told = administrator.submit(&format!("{SECTOR}/{id}/delete"), &[]).await;
        assert!(sectors(&app).await.is_empty());
        administrator.take_back(&told).await;
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
async fn of_two_who_rename_the_same_sector_the_later_is_told_and_keeps_what_he_wrote() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    administrator.post(SECTOR, &[("name", "农业界")]).await;
    let id = store::sectors(app.db.read(), app.committee.id).await.unwrap()[0].id;
    let rename = format!("{SECTOR}/{id}/rename");
    assert_eq!(administrator.post(&rename, &[("name", "农林界"), ("was", "农业界")]).await.status, 303);
    let later = administrator.post(&rename, &[("name", "农牧界"), ("was", "农业界")]).await;
    assert_eq!(later.status, 409);
    assert_eq!(sectors(&app).await, ["农林界"]);
    let page = later.text();
    assert!(page.contains("已把它改名为“农林界”") && page.contains("value=\"农牧界\""), "{page}");
    assert!(page.contains("name=\"was\" value=\"农林界\""), "sent again, it is stale again: {page}");
}

#[tokio::test]
async fn of_two_who_change_the_same_term_the_later_is_told_and_keeps_what_he_wrote() {
    let app = TestApp::start().await;
    let administrator = app.sign_in(Role::Administrator).await;
    administrator.post(TERM, &term("9", "2017-01-08", "")).await;
    let id = store::terms(app.db.read(), app.committee.id).await.unwrap()[0].id;
    let change = format!("{TERM}/{id}/change");
    let with_was = |sent: [(&'static str, &'static str); 3]| [&sent[..], &[("was", "9 2017-01-08 ")]].concat();
    let told = administrator.submit(&change, &with_was(term("9", "2017-01-08", "2022-01-11"))).await;
    let later = administrator.post(&change, &with_was(term("9", "2017-01-15", ""))).await;
    assert_eq!(later.status, 409);
    let page = later.text();
    assert!(page.contains("已把这一届改为第 9 届，2017-01-08 至 2022-01-11"), "{page}");
    assert!(page.contains("value=\"2017-01-15\""), "{page}");

    administrator.post(&change, &term("9", "2017-01-08", "2022-01-12")).await;
    assert_eq!(administrator.take_back(&told).await.status, 409, "what was done since is lost");
    let ends = store::terms(app.db.read(), app.committee.id).await.unwrap()[0].last_day();
    assert_eq!(ends, "2022-01-12");
}

#[tokio::test]
async fn what_is_not_there_is_neither_changed_nor_deleted() {
    on_both(async |kind: Store| {
        let app = TestApp::start_on(kind).await;
        let baitang = app.found("baitang", "白塘县").await;
        let change = Change::begin(&app.db, app.acting(&baitang)).await.unwrap();
        let sector = store::add_sector(&change, "农业界").await.unwrap().id;
        let term = store::add_term(&change, 9, "2017-01-08".parse().unwrap(), None).await.unwrap();
        change
            .record(Act::new("committee", baitang.id, "add_sector").fact("name", "农业界"))
            .await
            .unwrap()
            .commit()
            .await
            .unwrap();

        let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
        for (what, done) in [
            ("rename", store::rename(&change, Body::Sector, sector, "教育界").await),
            ("delete", store::delete(&change, Body::Sector, sector).await),
            ("change_term", store::change_term(&change, &term).await),
            ("delete_term", store::delete_term(&change, term.id).await),
        ] {
            assert!(matches!(done, Err(Error::NotFound)), "{what}");
        }
    })
    .await;
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
