//! Lists that go on by the keys of their neighbours show in pages what one look at all of it shows, back and forth.

use sea_orm::{EntityTrait, Set};
use yizheng::account::Actor;
use yizheng::clock::{Day, Instant};
use yizheng::db::{Key, Start};
use yizheng::ledger::{Act, Acting, Change};
use yizheng::meeting::model::sitting;
use yizheng::meeting::store::{Filter, list, order};
use yizheng::permission::Role;
use yizheng::proposal::handling::store::lists;
use yizheng::proposal::model::proposal;

use crate::helpers::{Filed, TestApp, on_both, with_sittings};

const PAGE: u64 = 2;

/// What pages show that are found one from the other: onwards, or from the last one back.
async fn walked<T: Clone, K: Key>(
    page: impl AsyncFn(Start<K>) -> (Vec<T>, bool),
    key: impl Fn(&T) -> K,
    (falls, back): (bool, bool),
    last: Option<T>,
) -> Vec<T> {
    let next = |one: &T| if falls == back { Start::Above(key(one)) } else { Start::Below(key(one)) };
    let mut all: Vec<T> = last.iter().cloned().collect();
    let mut from = last.as_ref().map_or(Start::At(0), &next);
    loop {
        let (mut rows, _) = page(from).await;
        if back {
            rows.reverse();
        }
        let Some(end) = rows.last() else { break };
        from = next(end);
        all.extend(rows);
    }
    if back {
        all.reverse();
    }
    all
}

#[tokio::test]
async fn sittings_without_a_day_come_last_on_every_way_through_the_list() {
    on_both(async |store| {
        let db = store.open().await;
        let (committee, ids, _) = with_sittings(&db, 7).await;
        let days: Vec<Option<Day>> = ["2024-03-04", "", "2024-03-02", "2024-03-04", "", "2023-12-30", "2024-03-01"]
            .map(|day| day.parse().ok())
            .into();
        let acting = Acting { committee: committee.id, account: None, name: "测试".to_owned(), at: Instant(0) };
        let change = Change::begin(&db, acting).await.unwrap();
        for (id, day) in ids.iter().zip(&days) {
            let row = sitting::ActiveModel { id: Set(*id), date: Set(*day), ..Default::default() };
            sitting::Entity::update(row).exec(change.on()).await.unwrap();
        }
        change.record(Act::new("proposal", 0, "remind").fact("n", 0)).await.unwrap().commit().await.unwrap();
        let clerk = Actor { roles: vec![Role::Clerk], ..Actor::default() };
        let page = async |from| {
            let (rows, more) = list(db.read(), committee.id, &clerk, &Filter::default(), (from, PAGE)).await.unwrap();
            (rows.into_iter().map(|(one, _)| (one.date, one.id)).collect::<Vec<_>>(), more)
        };
        let whole = list(db.read(), committee.id, &clerk, &Filter::default(), (Start::At(0), 100)).await.unwrap().0;
        let whole: Vec<_> = whole.into_iter().map(|(one, _)| (one.date, one.id)).collect();
        let known = |n: usize| whole[n].0.map(|day| day.to_string());
        assert_eq!(
            (known(0).as_deref(), known(4).as_deref(), known(5), known(6)),
            (Some("2024-03-04"), Some("2023-12-30"), None, None)
        );
        let key = |one: &(Option<Day>, i64)| (one.0.map(|day| day.to_string()).unwrap_or_default(), one.1);
        assert!(order().falls());
        assert_eq!(walked(&page, key, (true, false), None).await, whole);
        assert_eq!(walked(&page, key, (true, true), whole.last().copied()).await, whole);
    })
    .await;
}

#[tokio::test]
async fn what_waits_to_be_assigned_goes_by_its_numbers_on_every_way_through_the_list() {
    on_both(async |store| {
        let filed = Filed::on(TestApp::start_on(store).await).await;
        for (n, number) in [7, 3, 11, 5, 9].into_iter().enumerate() {
            filed.proposal(&format!("加固第{n}号渡槽"), number).await;
        }
        let (on, committee) = (filed.app.db.read(), filed.app.committee.id);
        let page = async |from| lists::unassigned(on, committee, (from, PAGE)).await.unwrap();
        let whole = lists::unassigned(on, committee, (Start::At(0), 100)).await.unwrap().0;
        let numbers = |all: &[proposal::Model]| all.iter().map(|one| one.number.unwrap()).collect::<Vec<_>>();
        assert_eq!(numbers(&whole), [3, 5, 7, 9, 11]);
        let key = |one: &proposal::Model| lists::numbered(one);
        assert_eq!(numbers(&walked(&page, key, (false, false), None).await), numbers(&whole));
        assert_eq!(numbers(&walked(&page, key, (false, true), whole.last().cloned()).await), numbers(&whole));
    })
    .await;
}
