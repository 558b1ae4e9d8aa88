//! The SQL of importing: what the committee has, and the rows of a whole chunk at once.

use std::collections::{BTreeSet, HashMap};

use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};

use super::check::{Entry, Known, close, session};
use super::kept::Kept;
use super::table::{CHUNK, Column};
use super::words::{SATISFACTION, STATES};
use crate::clock::{Day, Instant};
use crate::committee;
use crate::committee::model::Choice;
use crate::error::Result;
use crate::import::Table;
use crate::ledger::Change;
use crate::member;
use crate::member::rules::bare;
use crate::proposal::handling::model::{assignment, reply};
use crate::proposal::handling::rules::{Part, State as Handling};
use crate::proposal::model::{List, ProposalText, SignPart, SignState, evaluation, proposal, signer};
use crate::unit;

/// Of a proposal: its session, number, subject, first member, and what its proposers are called.
type Filed = (i64, Option<i64>, String, Option<i64>, Option<String>);

/// What a committee has that a table can name.
pub async fn known(on: &impl ConnectionTrait, committee: i64, table: &Table<Column>) -> Result<Known> {
    let mut known = Known { sessions: committee::store::sessions(on, committee).await?, ..Known::default() };
    let choice = |one: Choice| (one.name, one.id);
    let of = async |list: List| committee::store::choices(on, committee, list.name()).await;
    let categories: Vec<_> = of(List::Category).await?.into_iter().map(choice).collect();
    let classes: Vec<_> = of(List::Class).await?.into_iter().map(choice).collect();
    let units: Vec<_> = unit::store::units(on, committee).await?.into_iter().map(|one| (one.name, one.id)).collect();
    let by_name = |all: &[(String, i64)]| all.iter().map(|(name, id)| (close(name), *id)).collect();
    [known.categories, known.classes, known.units] = [by_name(&categories), by_name(&classes), by_name(&units)];
    let names = |all: Vec<(String, i64)>| all.into_iter().map(|(name, _)| name).collect();
    let texts = |all: &[&str]| all.iter().map(ToString::to_string).collect();
    known.choices = vec![
        (Column::Session, known.sessions.iter().map(|one| format!("{}届{}次", one.term, one.number)).collect()),
        (Column::Category, names(categories)),
        (Column::Unit, names(units)),
        (Column::Class, names(classes)),
        (Column::State, texts(STATES)),
        (Column::Satisfaction, texts(SATISFACTION)),
    ];
    let mut names = HashMap::new();
    for stored in member::store::people(on, committee).await? {
        names.insert(stored.id, stored.person.name.clone());
        known.members.entry(stored.person.name).or_default().push(stored.id);
    }
    let rows = table.lines.iter().filter_map(|(_, cells)| session(table, cells, &known.sessions).ok());
    let wanted: BTreeSet<i64> = rows.map(|session| session.id).collect();
    let kept: Vec<Filed> = proposal::Entity::find()
        .select_only()
        .columns([proposal::Column::SessionId, proposal::Column::Number, proposal::Column::Subject])
        .columns([proposal::Column::FirstId, proposal::Column::Body])
        .filter(proposal::Column::CommitteeId.eq(committee))
        .filter(proposal::Column::SessionId.is_in(wanted))
        .into_tuple()
        .all(on)
        .await?;
    for (session, number, subject, first, body) in kept {
        let first = first.and_then(|first| names.get(&first).cloned());
        let of = |body: String| bare(body.split('、').next().unwrap_or_default());
        let proposer = first.or_else(|| body.map(of)).unwrap_or_default();
        known.kept.add(session, Kept { number, subject, proposer, row: None });
    }
    Ok(known)
}

fn noon(day: Day) -> Instant {
    day.at(jiff::civil::time(12, 0, 0, 0))
}

fn row(entry: &Entry, committee: i64, now: Instant) -> proposal::ActiveModel {
    let at = noon(entry.submitted);
    let text = ProposalText {
        subject: entry.subject.clone(),
        situation: entry.situation.clone(),
        analysis: entry.analysis.clone(),
        suggestions: entry.suggestions.clone(),
        body: entry.proposers.body.clone().unwrap_or_default(),
        open: entry.open,
        ..ProposalText::default()
    };
    text.with(proposal::ActiveModel {
        committee_id: Set(committee),
        account_id: Set(None),
        kind: Set(entry.proposers.kind),
        first_id: Set(entry.proposers.first),
        text_version: Set(1),
        version: Set(1),
        state: Set(entry.state),
        step: Set(0),
        session_id: Set(Some(entry.session)),
        plenary: Set(entry.plenary),
        number: Set(entry.number),
        category_id: Set(entry.category),
        reason_id: Set(None),
        remark: Set(None),
        main_id: Set(None),
        leader: Set(None),
        excellent: Set(false),
        published: Set(false),
        round: Set(i64::from(entry.unit.is_some())),
        due: Set(None),
        created_at: Set(now),
        changed_at: Set(now),
        submitted_at: Set(Some(at)),
        // When it was filed, assigned, answered and closed stands in no table of old times.
        ..Default::default()
    })
}

/// Adds proposals, with their signers, units, replies and evaluations.
pub async fn add_all(change: &Change, entries: &[Entry]) -> Result<()> {
    let (committee, now) = (change.acting().committee, change.acting().at);
    let rows = proposal::Entity::insert_many(entries.iter().map(|entry| row(entry, committee, now)));
    let mut keys = rows.exec_with_returning_keys(change.on()).await?;
    // Keys are given out row by row, but no database promises to tell them in that order.
    keys.sort_unstable();
    let rows: Vec<(i64, &Entry)> = keys.into_iter().zip(entries).collect();
    add_signers(change, &rows).await?;
    add_work(change, &rows).await?;
    let marks = rows.iter().filter_map(|(id, entry)| {
        Some(evaluation::ActiveModel {
            proposal_id: Set(*id),
            round: Set(1),
            work: Set(entry.mark?),
            result: Set(entry.mark?),
            remark: Set(String::new()),
            at: Set(noon(entry.submitted)),
            by: Set(String::new()),
        })
    });
    let marks: Vec<_> = marks.collect();
    if !marks.is_empty() {
        evaluation::Entity::insert_many(marks).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

async fn add_signers(change: &Change, rows: &[(i64, &Entry)]) -> Result<()> {
    let signed = rows.iter().flat_map(|(id, entry)| {
        (1..).zip(&entry.proposers.cosigners).map(|(position, member)| signer::ActiveModel {
            proposal_id: Set(*id),
            member_id: Set(*member),
            position: Set(position),
            part: Set(SignPart::CoSigner),
            state: Set(SignState::Signed),
            text_version: Set(1),
            at: Set(noon(entry.submitted)),
        })
    });
    let signed: Vec<_> = signed.collect();
    for chunk in signed.chunks(CHUNK) {
        signer::Entity::insert_many(chunk.to_vec()).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

/// The unit that had it, and the class of what it replied.
async fn add_work(change: &Change, rows: &[(i64, &Entry)]) -> Result<()> {
    let with: Vec<_> = rows.iter().filter_map(|(id, entry)| Some((*id, *entry, entry.unit?))).collect();
    if with.is_empty() {
        return Ok(());
    }
    let work = with.iter().map(|(id, entry, unit)| assignment::ActiveModel {
        committee_id: Set(change.acting().committee),
        proposal_id: Set(*id),
        unit_id: Set(*unit),
        part: Set(Part::Lead),
        state: Set(Handling::Sent),
        round: Set(1),
        version: Set(1),
        offered_at: Set(noon(entry.submitted)),
        accept_by: Set(entry.submitted),
        due: Set(entry.submitted),
        extended: Set(false),
        ..Default::default()
    });
    let mut keys = assignment::Entity::insert_many(work).exec_with_returning_keys(change.on()).await?;
    keys.sort_unstable();
    let replies = keys.into_iter().zip(with).filter_map(|(id, (_, entry, _))| {
        Some(reply::ActiveModel {
            assignment_id: Set(id),
            round: Set(1),
            class_id: Set(Some(entry.class?)),
            sent_back: Set(None),
            done: Set(String::new()),
            planned: Set(String::new()),
            planned_by: Set(None),
            refused: Set(String::new()),
            body: Set(String::new()),
            number: Set(String::new()),
            signatory: Set(String::new()),
            contact: Set(String::new()),
            phone: Set(String::new()),
            version: Set(1),
            changed_at: Set(change.acting().at),
            sent_at: Set(None),
            kept_at: Set(None),
            kept_how: Set(None),
        })
    });
    let replies: Vec<_> = replies.collect();
    if !replies.is_empty() {
        reply::Entity::insert_many(replies).exec_without_returning(change.on()).await?;
    }
    Ok(())
}
