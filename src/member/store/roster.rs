//! The roster: who holds a seat, found by term, sector, special committee, post and name.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, ExprTrait, Query};
use sea_orm::{DbBackend, QueryOrder, QuerySelect};

use super::super::model::{Person, Post, Seat, Stored, member, post, seat};
use super::super::rules::pinyin;
use super::held;
use crate::clock::Day;
use crate::db::says;
use crate::error::Result;
use crate::text;

/// Which seats of the roster are wanted. What is absent does not matter; `term` absent means all terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub term: Option<i64>,
    pub sector: Option<i64>,
    pub special: Option<i64>,
    pub post: Option<String>,
    /// A part of the name, or its beginning in pinyin: `zhang`, `shan`, `zs`.
    pub name: Option<String>,
    /// The post must be held between these days, both included.
    pub held_from: Option<Day>,
    pub held_until: Option<Day>,
}

impl Filter {
    fn condition(&self, backend: DbBackend, committee: i64) -> Condition {
        let mut condition = Condition::all().add(member::Column::CommitteeId.eq(committee));
        if let Some(term) = self.term {
            condition = condition.add(seat::Column::TermId.eq(term));
        }
        if let Some(sector) = self.sector {
            condition = condition.add(seat::Column::SectorId.eq(sector));
        }
        if self.special.is_some() || self.post.is_some() {
            condition = condition.add(self.holds());
        }
        if let Some(name) = &self.name {
            condition = condition.add(named(backend, name));
        }
        condition
    }

    /// That a post of the special committee, of the name, or of both goes with the seat.
    fn holds(&self) -> Expr {
        let same =
            |one: post::Column, other: seat::Column| Expr::col((post::Entity, one)).equals((seat::Entity, other));
        let mut posts = Query::select();
        posts
            .expr(Expr::value(1))
            .from(post::Entity)
            .and_where(same(post::Column::MemberId, seat::Column::MemberId))
            .and_where(same(post::Column::TermId, seat::Column::TermId));
        if let Some(special) = self.special {
            posts.and_where(post::Column::SpecialCommitteeId.eq(special));
        }
        if let Some(name) = &self.post {
            posts.and_where(post::Column::Name.eq(name.as_str()));
        }
        if let Some(day) = self.held_from {
            posts.cond_where(post::Column::Ends.is_null().or(post::Column::Ends.gte(day)));
        }
        if let Some(day) = self.held_until {
            posts.and_where(post::Column::Begins.lte(day));
        }
        Expr::exists(posts)
    }
}

fn named(backend: DbBackend, text: &str) -> Condition {
    let condition = Condition::any().add(says(backend, member::Column::Name.into_expr(), &text::name(text)));
    match pinyin::typed(text) {
        Some(letters) => condition.add(says(backend, member::Column::Letters.into_expr(), &format!(" {letters}"))),
        None => condition,
    }
}

/// How many seats there are, and those from `offset` on, at most `limit`, by the sound of the name: each a member's
/// record with that one seat.
pub async fn list(
    on: &impl ConnectionTrait,
    committee: i64,
    filter: &Filter,
    offset: u64,
    limit: u64,
) -> Result<(u64, Vec<Stored>)> {
    let query = seat::Entity::find()
        .find_also_related(member::Entity)
        .filter(filter.condition(on.get_database_backend(), committee));
    let total = query.clone().count(on).await?;
    let rows = query
        .order_by_asc(member::Column::SortKey)
        .order_by_asc(member::Column::Id)
        .order_by_desc(seat::Column::Begins)
        .offset(offset)
        .limit(limit)
        .all(on)
        .await?;
    let members: Vec<_> = rows.iter().map(|(seat, _)| seat.member_id).collect();
    let mut posts = posts_of(on, &members).await?;
    let entries = rows.into_iter().filter_map(|(row, member)| {
        let posts = posts.remove(&(row.member_id, row.term_id)).unwrap_or_default();
        Some(entry(member?, &row, posts))
    });
    Ok((total, entries.collect()))
}

fn entry(member: member::Model, row: &seat::Model, posts: Vec<Post>) -> Stored {
    let seat = Seat { term: row.term_id, sector: row.sector_id, begins: row.begins, ends: row.ends, posts };
    let member::Model { id, version, name, party, employer, phone, .. } = member;
    Stored { id, version, person: Person { name, party, employer, phone, seats: vec![seat] } }
}

/// The posts of these members, by member and term, as they were entered.
async fn posts_of(on: &impl ConnectionTrait, members: &[i64]) -> Result<HashMap<(i64, i64), Vec<Post>>> {
    let mut posts: HashMap<_, Vec<_>> = HashMap::new();
    let mut members = members.to_vec();
    members.sort_unstable();
    members.dedup();
    for chunk in members.chunks(super::CHUNK) {
        let some = post::Entity::find().filter(post::Column::MemberId.is_in(chunk.to_vec()));
        for row in some.order_by_asc(post::Column::Id).all(on).await? {
            posts.entry((row.member_id, row.term_id)).or_default().push(held(row));
        }
    }
    Ok(posts)
}

/// The names of posts that are held in a term, or in any, those held by fewest first: chairs before members.
pub async fn post_names(on: &impl ConnectionTrait, committee: i64, term: Option<i64>) -> Result<Vec<String>> {
    let own = Query::select()
        .column(member::Column::Id)
        .from(member::Entity)
        .and_where(member::Column::CommitteeId.eq(committee))
        .to_owned();
    let mut query = post::Entity::find().filter(post::Column::MemberId.in_subquery(own));
    if let Some(term) = term {
        query = query.filter(post::Column::TermId.eq(term));
    }
    Ok(query
        .select_only()
        .column(post::Column::Name)
        .group_by(post::Column::Name)
        .order_by_asc(post::Column::Id.count())
        .order_by_asc(post::Column::Name)
        .into_tuple()
        .all(on)
        .await?)
}
