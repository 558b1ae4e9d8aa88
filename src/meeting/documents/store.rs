//! All SQL of the documents that sittings dealt with. An item keeps their titles as lines; the database takes them apart.

use sea_orm::DbBackend;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{
    Alias, BinOper, CommonTableExpression, ExprTrait, Func, NullOrdering, Order, Query, SelectStatement, UnionType,
    WithQuery,
};

use crate::account::Actor;
use crate::db::says;
use crate::error::Result;
use crate::meeting::agenda::model::{Paper, paper};
use crate::meeting::agenda::rules::State;
use crate::meeting::article::Disposition;
use crate::meeting::model::{Item, Sitting, item, sitting};
use crate::meeting::store::seen_by;

/// What the register is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub year: Option<i16>,
    pub disposition: Option<Disposition>,
    /// Words that stand in the title.
    pub text: Option<String>,
}

/// A document, the item that dealt with it, and its paper if there is one of its title.
#[derive(Clone, Debug)]
pub struct Document {
    pub title: String,
    pub item: Item,
    pub sitting: Sitting,
    pub paper: Option<i64>,
}

/// How many keys go into one statement.
const CHUNK: usize = 500;

/// The documents taken apart: the item, which of its titles, the title, and what is still to be taken apart.
const APART: [&str; 4] = ["item_id", "n", "title", "rest"];

fn apart(column: usize) -> Expr {
    Expr::col((Alias::new("document"), Alias::new(APART[column])))
}

/// The documents of settled items that an actor may see, the latest first, each as its item and its title; and how many
/// there are in all.
pub async fn documents(
    on: &impl ConnectionTrait,
    committee: i64,
    actor: &Actor,
    filter: &Filter,
    (offset, limit): (u64, u64),
) -> Result<(Vec<Document>, u64)> {
    let mut found = Query::select();
    found.from(Alias::new("document")).and_where(apart(1).gt(0));
    if let Some(text) = &filter.text {
        found.and_where(says(on.get_database_backend(), apart(2), text));
    }
    let lines = lines(on, committee, actor, filter);
    let counted = found.clone().expr(Expr::cust("COUNT(*)")).to_owned();
    let total = match on.query_one(&with(lines.clone(), counted)).await? {
        Some(row) => row.try_get_by_index::<i64>(0)?.unsigned_abs(),
        None => 0,
    };
    let same = |one: item::Column| Expr::col((item::Entity, one));
    found
        .expr(apart(0))
        .expr(apart(2))
        .inner_join(item::Entity, same(item::Column::Id).eq(apart(0)))
        .inner_join(
            sitting::Entity,
            Expr::col((sitting::Entity, sitting::Column::Id)).eq(same(item::Column::SittingId)),
        )
        .order_by_with_nulls((sitting::Entity, sitting::Column::Date), Order::Desc, NullOrdering::Last)
        .order_by((sitting::Entity, sitting::Column::Id), Order::Desc)
        .order_by((item::Entity, item::Column::Position), Order::Asc)
        .order_by((Alias::new("document"), Alias::new("n")), Order::Asc)
        .offset(offset)
        .limit(limit);
    let rows = on.query_all(&with(lines, found)).await?;
    let rows: Result<Vec<(i64, String)>, DbErr> =
        rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect();
    Ok((whole(on, rows?).await?, total))
}

/// The items whose documents are wanted, and from them line by line their titles.
fn lines(on: &impl ConnectionTrait, committee: i64, actor: &Actor, filter: &Filter) -> SelectStatement {
    // The two databases call the search for a part of a text by different names.
    let place = if on.get_database_backend() == DbBackend::Postgres { "strpos" } else { "instr" };
    let end = || Expr::expr(Func::cust(Alias::new(place)).arg(apart(3)).arg(Expr::val("\n")));
    let part = |arguments: [Expr; 3]| Expr::expr(Func::cust(Alias::new("substr")).args(arguments));
    let rest = Func::cust(Alias::new("substr")).arg(apart(3)).arg(end().add(1));
    let next = Query::select()
        .expr(apart(0))
        .expr(apart(1).add(1))
        .expr(part([apart(3), Expr::val(1), end().sub(1)]))
        .expr(Expr::expr(rest))
        .from(Alias::new("document"))
        .and_where(apart(3).ne(""))
        .to_owned();
    let whole = Expr::col((item::Entity, item::Column::Documents)).binary(BinOper::Custom("||"), Expr::val("\n"));
    let mut items = Query::select();
    items
        .column((item::Entity, item::Column::Id))
        .expr(Expr::cust("0"))
        .expr(Expr::cust("''"))
        .expr(whole)
        .from(item::Entity)
        .inner_join(
            sitting::Entity,
            Expr::col((sitting::Entity, sitting::Column::Id)).equals((item::Entity, item::Column::SittingId)),
        )
        .and_where(sitting::Column::CommitteeId.eq(committee))
        .and_where(item::Column::State.eq(State::Settled))
        .and_where(item::Column::Documents.ne(""))
        .cond_where(seen_by(actor));
    if let Some(year) = filter.year {
        items.and_where(sitting::Column::Date.starts_with(format!("{year:04}-")));
    }
    if let Some(disposition) = filter.disposition {
        items.and_where(item::Column::Disposition.eq(disposition));
    }
    items.union(UnionType::All, next).to_owned()
}

fn with(lines: SelectStatement, query: SelectStatement) -> WithQuery {
    let table = CommonTableExpression::new()
        .table_name(Alias::new("document"))
        .columns(APART.map(Alias::new))
        .query(lines)
        .to_owned();
    Query::with().recursive(true).cte(table).to_owned().query(query)
}

/// The documents with their items, sittings and papers, in this order.
async fn whole(on: &impl ConnectionTrait, rows: Vec<(i64, String)>) -> Result<Vec<Document>> {
    let mut documents = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(CHUNK) {
        let ids = || chunk.iter().map(|(item, _)| *item);
        let items = item::Entity::find().filter(item::Column::Id.is_in(ids())).all(on).await?;
        let sittings = items.iter().map(|item| item.sitting_id);
        let sittings = sitting::Entity::find().filter(sitting::Column::Id.is_in(sittings)).all(on).await?;
        let papers = paper::Entity::find().filter(paper::Column::ItemId.is_in(ids())).all(on).await?;
        documents.extend(chunk.iter().filter_map(|(id, title)| {
            let item = items.iter().find(|item| item.id == *id)?;
            let sitting = sittings.iter().find(|sitting| sitting.id == item.sitting_id)?;
            let own = |paper: &&Paper| paper.item_id == *id && paper.title == *title;
            let paper = papers.iter().find(own).map(|paper| paper.id);
            Some(Document { title: title.clone(), item: item.clone(), sitting: sitting.clone(), paper })
        }));
    }
    Ok(documents)
}
