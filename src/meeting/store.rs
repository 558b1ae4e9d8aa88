//! All SQL of sittings: the list, what is kept of one, and what is read out of the news.

mod awaiting;
mod held;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, Func};
use sea_orm::{ActiveValue::NotSet, DbBackend, QueryOrder, QuerySelect, QueryTrait, Set};

use super::article::{self, Kind, Record};
use super::model::{Lines, Sitting, Source, Whole, item, person, sitting, source, speech};
use super::record::reading::Reading;
use super::rules::{self, Standing, State};
use crate::account::{Actor, Committee};
use crate::clock::Day;
use crate::db::{Order, Start, counted, says};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::member;
use crate::permission::Permission;

pub use awaiting::{called_to, leave_asked, standing_at};
pub use held::{
    Plan, amend, close, hand_over, has_agenda, key, last, open, plan, reopen, rule, rules as all_rules, set_rule,
    unfinished, within,
};

/// What a list of sittings is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub kind: Option<Kind>,
    pub year: Option<i16>,
    /// Words that stand in a subject, a document or a name.
    pub text: Option<String>,
}

/// The sittings that an actor finds in lists.
pub(in crate::meeting) fn seen_by(actor: &Actor) -> Condition {
    // A plan given up before anybody was told of it stays with the office.
    let mut told =
        Condition::any().add(sitting::Column::State.ne(State::CalledOff)).add(sitting::Column::NoticedAt.is_not_null());
    if actor.may(Permission::RunSittings) {
        told = Condition::all();
    }
    let seen = Condition::all().add(sitting::Column::State.is_in(rules::seen_by(actor))).add(told);
    Condition::any().add(seen).add(sitting::Column::Released.eq(true))
}

fn narrowed(backend: DbBackend, committee: i64, actor: &Actor, filter: &Filter) -> Select<sitting::Entity> {
    let mut found = sitting::Entity::find().filter(sitting::Column::CommitteeId.eq(committee)).filter(seen_by(actor));
    if let Some(kind) = filter.kind {
        found = found.filter(sitting::Column::Kind.eq(kind));
    }
    if let Some(year) = filter.year {
        found = found.filter(sitting::Column::Date.starts_with(format!("{year:04}-")));
    }
    if let Some(text) = &filter.text {
        let of_items = item::Entity::find().select_only().column(item::Column::SittingId).filter(
            Condition::any().add(says(backend, item::Column::Subject.into_expr(), text)).add(says(
                backend,
                item::Column::Documents.into_expr(),
                text,
            )),
        );
        let of_people = person::Entity::find().select_only().column(person::Column::SittingId).filter(says(
            backend,
            person::Column::Name.into_expr(),
            text,
        ));
        found = found.filter(
            Condition::any()
                .add(sitting::Column::Id.in_subquery(of_items.into_query()))
                .add(sitting::Column::Id.in_subquery(of_people.into_query())),
        );
    }
    found
}

/// How many sittings there are.
pub async fn count(on: &impl ConnectionTrait, committee: i64, actor: &Actor, filter: &Filter) -> Result<u64> {
    let found = narrowed(on.get_database_backend(), committee, actor, filter);
    counted(on, found.select_only().column(sitting::Column::Id).into_query()).await
}

/// The latest come first; last those of which the day is not known.
#[must_use]
pub fn order() -> Order {
    let day = Func::coalesce([Expr::col(sitting::Column::Date), Expr::val("")]);
    Order::falling([Expr::expr(day), Expr::col(sitting::Column::Id)])
}

/// A page of sittings, each with the number of its items; and whether others follow.
pub async fn list(
    on: &impl ConnectionTrait,
    committee: i64,
    actor: &Actor,
    filter: &Filter,
    window: (Start<(String, i64)>, u64),
) -> Result<(Vec<(Sitting, u64)>, bool)> {
    let found = narrowed(on.get_database_backend(), committee, actor, filter);
    let found = order().window(found, window.clone()).all(on).await?;
    let (page, further) = order().page(found, window);
    let ids: Vec<_> = page.iter().map(|sitting| sitting.id).collect();
    let items: Vec<(i64, i64)> = item::Entity::find()
        .select_only()
        .column(item::Column::SittingId)
        .column_as(item::Column::Id.count(), "n")
        .filter(item::Column::SittingId.is_in(ids))
        .group_by(item::Column::SittingId)
        .into_tuple()
        .all(on)
        .await?;
    let count = |id: i64| items.iter().find(|(sitting, _)| *sitting == id).map_or(0, |(_, n)| n.unsigned_abs());
    let counted = |sitting: Sitting| {
        let n = count(sitting.id);
        (sitting, n)
    };
    Ok((page.into_iter().map(counted).collect(), further))
}

/// The years in which an actor finds sittings, the latest first.
pub async fn years(on: &impl ConnectionTrait, committee: i64, actor: &Actor) -> Result<Vec<i16>> {
    let dates: Vec<Option<Day>> = sitting::Entity::find()
        .select_only()
        .column(sitting::Column::Date)
        .distinct()
        .filter(sitting::Column::CommitteeId.eq(committee))
        .filter(seen_by(actor))
        .into_tuple()
        .all(on)
        .await?;
    let mut years: Vec<_> = dates.into_iter().flatten().map(|day| day.0.year()).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    Ok(years)
}

/// One sitting of a committee, in whatever state.
///
/// # Errors
/// There is none.
pub async fn sitting(on: &impl ConnectionTrait, committee: i64, id: i64) -> Result<Sitting> {
    let found = sitting::Entity::find_by_id(id).filter(sitting::Column::CommitteeId.eq(committee)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// Everything kept of a sitting. What was said at one, and the article, come with those that were read out of news alone.
pub async fn whole(on: &impl ConnectionTrait, sitting: Sitting) -> Result<Whole> {
    let id = sitting.id;
    let (speeches, article) = if sitting.held() {
        (Vec::new(), None)
    } else {
        let speeches = speech::Entity::find().filter(speech::Column::SittingId.eq(id));
        (speeches.order_by_asc(speech::Column::Position).all(on).await?, article(on, id).await?)
    };
    Ok(Whole {
        items: item::Entity::find()
            .filter(item::Column::SittingId.eq(id))
            .order_by_asc(item::Column::Position)
            .all(on)
            .await?,
        people: person::Entity::find()
            .filter(person::Column::SittingId.eq(id))
            .order_by_asc(person::Column::Position)
            .all(on)
            .await?,
        speeches,
        article,
        sitting,
    })
}

/// The sitting that an article of this digest is the source of.
pub async fn by_digest(on: &impl ConnectionTrait, committee: i64, digest: &str) -> Result<Option<i64>> {
    let found = source::Entity::find()
        .filter(source::Column::CommitteeId.eq(committee))
        .filter(source::Column::Digest.eq(digest))
        .one(on)
        .await?;
    Ok(found.map(|article| article.sitting_id))
}

/// A sitting that seems to be the one a record tells of: the same kind, term and number of one body. One that was called
/// off leaves its number to another, and those within a plenary bear its number.
pub async fn same(on: &impl ConnectionTrait, home: &Committee, record: &Record) -> Result<Option<Sitting>> {
    let (Some(term), Some(number)) = (record.term, record.number.or(record.session)) else { return Ok(None) };
    // An article that names no committee speaks of the one at home.
    let body = record.committee.as_deref().unwrap_or(&home.name);
    let mut bodies = Condition::any().add(sitting::Column::Body.eq(body));
    if body == home.name {
        bodies = bodies.add(sitting::Column::Body.is_null());
    }
    let counted = if record.number.is_some() { sitting::Column::Number } else { sitting::Column::Session };
    Ok(sitting::Entity::find()
        .filter(sitting::Column::CommitteeId.eq(home.id))
        .filter(sitting::Column::State.is_not_in([State::Discarded, State::CalledOff]))
        .filter(sitting::Column::ParentId.is_null())
        .filter(sitting::Column::Kind.eq(record.kind))
        .filter(sitting::Column::Term.eq(i64::from(term)))
        .filter(counted.eq(i64::from(number)))
        .filter(bodies)
        .one(on)
        .await?)
}

/// Puts a sitting on the record, with the article that it was read out of.
///
/// # Errors
/// The article is there already.
pub async fn add(change: &Change, reading: &Reading, digest: &str) -> Result<Sitting> {
    let mut row = facts(&reading.record);
    row.committee_id = Set(change.acting().committee);
    row.state = Set(State::Recorded);
    row.version = Set(1);
    let sitting = row.insert(change.on()).await?;
    add_parts(change, sitting.id, &reading.record).await?;
    let article = source::ActiveModel {
        committee_id: Set(sitting.committee_id),
        sitting_id: Set(sitting.id),
        digest: Set(Some(digest.to_owned())),
        name: Set(reading.name.clone()),
        encoding: Set(reading.encoding.clone()),
        original: Set(reading.original.clone()),
        text: Set(reading.text.clone()),
        ..publication(&reading.record)
    };
    source::Entity::insert(article).exec_without_returning(change.on()).await?;
    Ok(sitting)
}

/// Corrects the facts of a sitting. It must still stand at the version that was corrected.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn correct(change: &Change, sitting: &Sitting, version: i64, record: &Record) -> Result<()> {
    update(change, sitting.id, version, facts(record)).await?;
    item::Entity::delete_many().filter(item::Column::SittingId.eq(sitting.id)).exec(change.on()).await?;
    person::Entity::delete_many().filter(person::Column::SittingId.eq(sitting.id)).exec(change.on()).await?;
    speech::Entity::delete_many().filter(speech::Column::SittingId.eq(sitting.id)).exec(change.on()).await?;
    add_parts(change, sitting.id, record).await?;
    source::Entity::update_many()
        .set(publication(record))
        .filter(source::Column::SittingId.eq(sitting.id))
        .exec(change.on())
        .await?;
    Ok(())
}

/// Moves a sitting on. It must still stand at this version.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn move_to(change: &Change, id: i64, version: i64, to: Standing) -> Result<()> {
    let row = sitting::ActiveModel { state: Set(to.state), released: Set(to.released), ..Default::default() };
    update(change, id, version, row).await
}

/// Lets go of the article of a discarded sitting, so that it may be imported anew; or holds it again.
///
/// # Errors
/// Another sitting holds the article now.
pub async fn hold_article(change: &Change, sitting: i64, digest: Option<String>) -> Result<()> {
    source::Entity::update_many()
        .col_expr(source::Column::Digest, Expr::value(digest))
        .filter(source::Column::SittingId.eq(sitting))
        .exec(change.on())
        .await?;
    Ok(())
}

/// The article of a sitting.
pub async fn article(on: &impl ConnectionTrait, sitting: i64) -> Result<Option<Source>> {
    Ok(source::Entity::find().filter(source::Column::SittingId.eq(sitting)).one(on).await?)
}

async fn update(change: &Change, id: i64, version: i64, row: sitting::ActiveModel) -> Result<()> {
    let updated = sitting::Entity::update_many()
        .set(sitting::ActiveModel { version: Set(version + 1), ..row })
        .filter(sitting::Column::Id.eq(id))
        .filter(sitting::Column::Version.eq(version))
        .exec(change.on())
        .await?;
    if updated.rows_affected == 1 { Ok(()) } else { Err(Error::Stale) }
}

fn facts(record: &Record) -> sitting::ActiveModel {
    sitting::ActiveModel {
        body: Set(record.committee.clone()),
        kind: Set(record.kind),
        term: Set(record.term.map(Into::into)),
        session: Set(record.session.map(Into::into)),
        number: Set(record.number.map(Into::into)),
        date: Set(day(record.date.as_deref())),
        place: Set(record.place.clone()),
        expected: Set(record.expected.map(Into::into)),
        present: Set(record.present.map(Into::into)),
        ..Default::default()
    }
}

fn publication(record: &Record) -> source::ActiveModel {
    source::ActiveModel {
        source: Set(record.source.clone()),
        published: Set(day(record.published.as_deref())),
        reporters: Set(Lines(record.reporters.clone())),
        ..Default::default()
    }
}

fn day(text: Option<&str>) -> Option<Day> {
    text.and_then(|text| text.parse().ok())
}

async fn add_parts(change: &Change, sitting: i64, record: &Record) -> Result<()> {
    let items = record.items.iter().zip(1..).map(|(item, position)| item_row(sitting, position, item));
    let speeches = record.speeches.iter().zip(1..).map(|(speech, position)| speech_row(sitting, position, speech));
    let mut people = Vec::new();
    for (person, position) in record.people.iter().zip(1..) {
        let namesakes = member::store::find_by_name(change.on(), change.acting().committee, &person.name).await?;
        let only = namesakes.first().filter(|_| namesakes.len() == 1).map(|member| member.id);
        people.push(person_row(sitting, position, person, only));
    }
    if !record.items.is_empty() {
        item::Entity::insert_many(items).exec_without_returning(change.on()).await?;
    }
    if !people.is_empty() {
        person::Entity::insert_many(people).exec_without_returning(change.on()).await?;
    }
    if !record.speeches.is_empty() {
        speech::Entity::insert_many(speeches).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

fn item_row(sitting: i64, position: i64, item: &article::Item) -> item::ActiveModel {
    item::ActiveModel {
        id: NotSet,
        sitting_id: Set(sitting),
        position: Set(position),
        disposition: Set(item.disposition),
        subject: Set(item.subject.clone()),
        documents: Set(Lines(item.documents.clone())),
        approved_by: Set(item.approved_by.clone()),
        ..Default::default()
    }
}

fn person_row(sitting: i64, position: i64, person: &article::Person, member: Option<i64>) -> person::ActiveModel {
    person::ActiveModel {
        id: NotSet,
        sitting_id: Set(sitting),
        position: Set(position),
        name: Set(person.name.clone()),
        posts: Set(Lines(person.posts.clone())),
        capacity: Set(person.capacity),
        member_id: Set(member),
    }
}

fn speech_row(sitting: i64, position: i64, speech: &article::Speech) -> speech::ActiveModel {
    speech::ActiveModel {
        id: NotSet,
        sitting_id: Set(sitting),
        position: Set(position),
        speaker: Set(speech.speaker.clone()),
        post: Set(speech.post.clone()),
        verb: Set(speech.verb.clone()),
        paragraph: Set(i64::try_from(speech.paragraph).unwrap_or(0)),
    }
}
