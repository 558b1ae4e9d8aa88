//! The list of what proposers said of the answers, looked at where three rounds were evaluated.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use crate::helpers::Handled;

/// The office reads what was said in three rounds, narrowed, and as a table; nobody else does.
pub(super) async fn evaluations(handled: &Handled) {
    let list = "/qingling/proposals/evaluations";
    let rounds = async |query: &str| -> Vec<i64> {
        let told = handled.clerk.get_json(&format!("{list}?{query}")).await.json();
        told["evaluations"].as_array().unwrap().iter().map(|one| one["round"].as_i64().unwrap()).collect()
    };
    assert_eq!(rounds("").await, [3, 2, 1]);
    assert_eq!(rounds("work=not&result=not").await, [2]);
    assert_eq!(rounds("result=satisfied").await, [0; 0]);
    assert_eq!(rounds(&format!("page=2&before={}.2", handled.id)).await, [1]);
    assert_eq!(rounds(&format!("page=2&after={}.2", handled.id)).await, [3]);
    let page = handled.clerk.get(&format!("{list}?result=not")).await.text();
    for said in ["共 3 条评价", "进度太慢", "#evaluations"] {
        assert!(page.contains(said), "{said} in {page}");
    }
    assert!(handled.clerk.get("/qingling/proposals").await.text().contains(list));
    let sheet = handled.clerk.get(&format!("{list}.xlsx?work=mostly")).await;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(sheet.body)).unwrap();
    let rows = book.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!((rows.height(), &rows[(1, 2)], &rows[(1, 3)]), (2, &Data::Float(3.0), &Data::String("基本满意".into())));
    for reader in [&handled.proposer, &handled.lead] {
        assert_eq!(reader.get(list).await.status, 403);
    }
}
