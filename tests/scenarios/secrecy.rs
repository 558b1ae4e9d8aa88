//! What one committee keeps to itself stays there, whoever asks and whichever way they come.

use yizheng::ledger::Change;
use yizheng::meeting::record::import;
use yizheng::meeting::record::reading::Reading;
use yizheng::permission::Role;
use yizheng::words::Language;

use crate::helpers::{Reader, TestApp};

/// The name of a place that stands in nothing that is published.
const SECRET: &str = "乌有阁密室";

/// A sitting on the record that is not published, and a draft that is not accepted, both held at [`SECRET`].
async fn keep_secrets(app: &TestApp, clerk: &Reader) {
    let article = format!("3月2日，政协青岭县第十届委员会常务委员会第九十九次会议在{SECRET}召开。2024-03-02");
    let reading = Reading::of("", article.as_bytes()).unwrap();
    let change = Change::begin(&app.db, app.acting(&app.committee)).await.unwrap();
    let words = app.app.words.words(Language::Chinese);
    let (_, act) = import::record(&change, &reading, &app.committee, &words).await.unwrap();
    change.record(act).await.unwrap().commit().await.unwrap();
    let other = article.replace("九十九", "九十八");
    assert_eq!(clerk.upload("/qingling/import", "draft.txt", other.as_bytes()).await.status, 303);
}

#[tokio::test]
async fn what_is_not_published_is_seen_by_nobody_outside() {
    let app = TestApp::demo().await;
    let clerk = app.sign_in(Role::Clerk).await;
    keep_secrets(&app, &clerk).await;
    let pages = super::walk::walk(&clerk, "/qingling").await;
    let telling: Vec<_> = pages.iter().filter(|(_, page)| page.contains(SECRET)).map(|(path, _)| path).collect();
    assert!(telling.len() >= 2, "the clerk himself reads of it at {telling:?}");

    let neighbour = yizheng::account::Committee::by_slug(app.db.read(), "baitang").await.unwrap().unwrap();
    let mut outside = vec![("the public".to_owned(), app.visitor())];
    for role in Role::ALL.iter().filter(|role| **role != Role::PlatformOperator) {
        outside.push((format!("a {role} of another committee"), app.sign_in_to(&neighbour, *role).await));
    }
    for role in [Role::UnitHandler, Role::UnitApprover, Role::Supervisor] {
        outside.push((format!("a {role}"), app.sign_in(role).await));
    }
    for (who, reader) in outside {
        for path in pages.keys().flat_map(|path| [path.clone(), path.replacen("/qingling", "/baitang", 1)]) {
            for answer in [reader.get(&path).await, reader.get_json(&path).await] {
                assert!(!answer.text().contains(SECRET), "{who} reads of it at {path}");
            }
        }
    }
}
