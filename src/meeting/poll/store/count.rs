//! The SQL of voting and counting: a vote is two short statements, and what a secret box held is gone when it is
//! counted.

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{QuerySelect, Set};

use super::{BLANK, candidates, empty_box, set, taking_part, voted};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::poll::model::{Candidate, Poll, ballot_box, candidate, poll, voter};
use crate::meeting::poll::rules::{Choice, Fate, Kind, Method, State, Tally, Votes, present};

/// What somebody says: to a question, or in an election the positions of those they choose, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ballot {
    Question(Choice),
    Election(Vec<i64>),
}

impl Ballot {
    /// As it stands beside a name. Positions are parted by commas.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Question(choice) => choice.to_string(),
            Self::Election(chosen) => chosen.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        }
    }

    /// The rows of the box that it counts in.
    fn rows(&self) -> Vec<String> {
        match self {
            Self::Question(choice) => vec![choice.to_string()],
            Self::Election(chosen) if chosen.is_empty() => vec![BLANK.to_owned()],
            Self::Election(chosen) => chosen.iter().map(ToString::to_string).collect(),
        }
    }
}

/// Casts the vote of one who may; whether they had not voted before. A secret vote leaves that they voted, and a number
/// that is one higher: neither when, nor in which order, nor what.
///
/// # Errors
/// The box has no such choice.
pub async fn cast(change: &Change, poll: &Poll, called: i64, ballot: &Ballot) -> Result<bool> {
    let mut row = voter::ActiveModel { voted: Set(true), ..Default::default() };
    if poll.method == Method::Named {
        row.choice = Set(Some(ballot.written()));
    }
    let first = voter::Entity::update_many()
        .set(row)
        .filter(voter::Column::PollId.eq(poll.id))
        .filter(voter::Column::CalledId.eq(called))
        .filter(voter::Column::Voted.eq(false))
        .exec(change.on())
        .await?;
    if first.rows_affected == 0 || poll.method != Method::Secret {
        return Ok(first.rows_affected == 1);
    }
    let rows = ballot.rows();
    let expected = rows.len();
    let counted = ballot_box::Entity::update_many()
        .col_expr(ballot_box::Column::Votes, Expr::col(ballot_box::Column::Votes).add(1))
        .filter(ballot_box::Column::PollId.eq(poll.id))
        .filter(ballot_box::Column::Choice.is_in(rows))
        .exec(change.on())
        .await?;
    if usize::try_from(counted.rows_affected) == Ok(expected) {
        return Ok(true);
    }
    Err(Error::internal("a ballot does not fit its box"))
}

/// What the clerk enters while a poll is open: hands, ballots counted by hand (the votes in the order of the
/// candidates), or what some of those called by roll say; none takes back what was entered for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    Hands(Votes),
    Counted { ballots: i64, votes: Vec<i64> },
    Roll(BTreeMap<i64, Option<Choice>>),
}

/// Keeps what the clerk enters, in place of what they entered before.
///
/// # Errors
/// One of those called by roll may not vote.
pub async fn enter(change: &Change, id: i64, entered: &Entered) -> Result<()> {
    match entered {
        Entered::Hands(Votes { yes, no, abstain }) => {
            let (yes, no, abstain) = (Set(Some(*yes)), Set(Some(*no)), Set(Some(*abstain)));
            set(change, id, poll::ActiveModel { yes, no, abstain, ..Default::default() }).await
        }
        Entered::Counted { ballots, votes } => {
            set(change, id, poll::ActiveModel { ballots: Set(Some(*ballots)), ..Default::default() }).await?;
            for (votes, position) in votes.iter().zip(1..) {
                let row = candidate::ActiveModel { votes: Set(Some(*votes)), ..Default::default() };
                set_candidate(change, id, position, row).await?;
            }
            Ok(())
        }
        Entered::Roll(said) => {
            for (called, choice) in said {
                let row = voter::ActiveModel {
                    voted: Set(choice.is_some()),
                    choice: Set(choice.map(|choice| choice.to_string())),
                    ..Default::default()
                };
                let one = voter::Entity::update_many().set(row).filter(voter::Column::PollId.eq(id));
                let one = one.filter(voter::Column::CalledId.eq(*called));
                crate::db::found(one.exec(change.on()).await?.rows_affected)?;
            }
            Ok(())
        }
    }
}

async fn set_candidate(change: &Change, poll: i64, position: i64, row: candidate::ActiveModel) -> Result<()> {
    let one = candidate::Entity::update_many().set(row).filter(candidate::Column::PollId.eq(poll));
    let one = one.filter(candidate::Column::Position.eq(position));
    crate::db::found(one.exec(change.on()).await?.rows_affected)
}

/// Closes a poll: counts who was present at it and what was said, keeps the result, and empties the box.
pub async fn close(change: &Change, poll: &Poll) -> Result<()> {
    let candidates = candidates(change.on(), &[poll]).await?;
    let (poll, candidates) = match poll.method {
        Method::Hands => (poll.clone(), candidates),
        Method::RollCall | Method::Named | Method::Secret => counted(change, poll, candidates).await?,
    };
    let present = Some(present(&poll, taking_part(change.on(), poll.id).await?));
    let poll = Poll { present, ..poll };
    let tally = Tally::of(&poll, &candidates);
    for (candidate, line) in candidates.iter().zip(&tally.candidates) {
        let row = candidate::ActiveModel {
            votes: Set(Some(line.votes)),
            elected: Set(Some(line.fate == Fate::Elected)),
            ..Default::default()
        };
        set_candidate(change, poll.id, candidate.position, row).await?;
    }
    let row = poll::ActiveModel {
        state: Set(State::Closed),
        present: Set(present),
        ballots: Set(Some(tally.ballots)),
        yes: Set(poll.yes),
        no: Set(poll.no),
        abstain: Set(poll.abstain),
        passed: Set(tally.passed),
        closed_at: Set(Some(change.acting().at)),
        ..Default::default()
    };
    set(change, poll.id, row).await?;
    empty_box(change, poll.id).await
}

/// The poll and its candidates with the numbers of the votes that were given one by one.
async fn counted(change: &Change, poll: &Poll, mut candidates: Vec<Candidate>) -> Result<(Poll, Vec<Candidate>)> {
    let mut poll = poll.clone();
    let said = match poll.method {
        Method::Secret => in_box(change, poll.id).await?,
        _ => beside_names(change, poll.id).await?,
    };
    if poll.kind == Kind::Question {
        let votes = said.iter().filter_map(|(said, n)| Some((said.parse().ok()?, *n)));
        let votes = votes.fold(Votes::default(), |votes, (choice, n)| votes.and(choice, n));
        (poll.yes, poll.no, poll.abstain) = (Some(votes.yes), Some(votes.no), Some(votes.abstain));
        return Ok((poll, candidates));
    }
    poll.ballots = Some(voted(change.on(), poll.id).await?);
    for candidate in &mut candidates {
        let position = candidate.position.to_string();
        let for_him = said.iter().filter(|(said, _)| said.split(',').any(|one| *one == position));
        candidate.votes = Some(for_him.map(|(_, n)| n).sum());
    }
    Ok((poll, candidates))
}

/// How often each choice lies in the box.
async fn in_box(change: &Change, poll: i64) -> Result<Vec<(String, i64)>> {
    let rows = ballot_box::Entity::find().filter(ballot_box::Column::PollId.eq(poll)).all(change.on()).await?;
    Ok(rows.into_iter().map(|row| (row.choice, row.votes)).collect())
}

/// How often each choice stands beside a name.
async fn beside_names(change: &Change, poll: i64) -> Result<Vec<(String, i64)>> {
    let said = voter::Entity::find()
        .select_only()
        .column(voter::Column::Choice)
        .column_as(voter::Column::CalledId.count(), "n")
        .filter(voter::Column::PollId.eq(poll))
        .filter(voter::Column::Voted.eq(true))
        .filter(voter::Column::Choice.is_not_null())
        .group_by(voter::Column::Choice);
    Ok(said.into_tuple().all(change.on()).await?)
}

/// Leaves nothing in the files of a secret poll that is over which ties a voter to their choice: see
/// [`Db::forget_leftovers`]. To be called when the change that ended the poll is committed.
pub async fn forget(db: Db, poll: &Poll) {
    if poll.method != Method::Secret {
        return;
    }
    // On a task of its own, so that a reader who goes away does not stop it.
    let forgotten = tokio::spawn(async move { db.forget_leftovers(&["poll_box", "poll_voter"]).await });
    match forgotten.await {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => tracing::error!(%fault, "what a secret poll left behind could not be removed"),
        Err(fault) => tracing::error!(%fault, "what a secret poll left behind could not be removed"),
    }
}
