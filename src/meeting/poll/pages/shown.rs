//! A poll as one reader may know it: numbers only when they are told, a ballot only for one who may vote.

use serde::Serialize;

use crate::db::ConnectionTrait;
use crate::error::Result;
use crate::meeting::attendance::model::Called;
use crate::meeting::here::Here;
use crate::meeting::poll::model::{Candidate, Poll, Voter};
use crate::meeting::poll::rules::{self, Action, Choice, Fate, Kind, Method, Place, State, Tally};
use crate::meeting::poll::store;
use crate::meeting::rules::{Base, Share};
use crate::page::{Reader, View};

/// A poll without what this reader may not know yet.
#[derive(Clone, Serialize)]
pub(super) struct Shown {
    pub id: i64,
    pub address: String,
    pub title: String,
    pub item: Option<i64>,
    pub kind: Kind,
    pub method: Method,
    pub base: Base,
    pub majority: Share,
    pub seats: i64,
    pub state: State,
    pub candidates: Vec<String>,
    /// How many are members, and how many of them may vote.
    pub members: Option<i64>,
    pub entitled: Option<i64>,
    /// How many have voted, while it is open and each votes by themselves.
    pub voted: Option<i64>,
    pub tally: Option<Tally>,
    pub reason: Option<String>,
    /// What this reader may do now.
    pub actions: Vec<Action>,
    /// What the clerk has entered so far.
    #[serde(skip)]
    pub entered: Entered,
}

/// Numbers of hands and of ballots counted by hand, as far as they are entered.
#[derive(Clone, Default)]
pub(super) struct Entered {
    pub yes: Option<i64>,
    pub no: Option<i64>,
    pub abstain: Option<i64>,
    pub ballots: Option<i64>,
    pub votes: Vec<Option<i64>>,
}

impl Shown {
    pub fn new(reader: &Reader, here: &Here, poll: &Poll, candidates: &[Candidate]) -> Self {
        let who = here.who(reader);
        let known = match poll.state {
            State::Announced => true,
            State::Closed => who.runs(),
            State::Prepared | State::Open | State::Annulled => false,
        };
        let entered = Entered {
            yes: poll.yes,
            no: poll.no,
            abstain: poll.abstain,
            ballots: poll.ballots,
            votes: candidates.iter().map(|candidate| candidate.votes).collect(),
        };
        Self {
            id: poll.id,
            address: here.address(reader, &format!("/polls/{}", poll.id)),
            title: poll.title.clone(),
            item: poll.item_id,
            kind: poll.kind,
            method: poll.method,
            base: poll.base,
            majority: poll.majority,
            seats: poll.seats,
            state: poll.state,
            candidates: candidates.iter().map(|candidate| candidate.name.clone()).collect(),
            members: poll.members,
            entitled: poll.present,
            voted: None,
            tally: known.then(|| Tally::of(poll, candidates)),
            reason: poll.reason.clone(),
            actions: rules::offered(poll.standing(here.sitting.state), who),
            entered,
        }
    }

    /// Counts those who have voted so far, where each votes by themselves or is called by roll.
    pub async fn count(&mut self, on: &impl ConnectionTrait, poll: &Poll) -> Result<()> {
        if poll.state == State::Open && poll.method != Method::Hands {
            self.voted = Some(store::voted(on, poll.id).await?);
        }
        Ok(())
    }

    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }

    /// The bars of the result: what, how many, how long of a hundred, and what became of it.
    pub fn bars(&self, tally: &Tally, view: &View) -> Vec<Bar> {
        let most = self.entitled.unwrap_or(0).max(1);
        let bar = |label: String, votes: i64, kind: &'static str, fate: Option<Fate>| Bar {
            label,
            votes,
            length: votes * 100 / most,
            kind,
            fate,
        };
        let of_question = tally.votes.into_iter().flat_map(|votes| {
            let counted = [(Choice::Yes, votes.yes), (Choice::No, votes.no), (Choice::Abstain, votes.abstain)];
            counted.map(|(choice, n)| bar(view.words.of("poll-choice", choice), n, choice.name(), None))
        });
        let of_election = tally.candidates.iter();
        let of_election = of_election.map(|line| bar(line.name.clone(), line.votes, "for", Some(line.fate)));
        of_question.chain(of_election).collect()
    }
}

pub(super) struct Bar {
    pub label: String,
    pub votes: i64,
    pub length: i64,
    pub kind: &'static str,
    pub fate: Option<Fate>,
}

/// What a called reader may do with an open poll: vote, or read why not.
#[derive(Serialize)]
pub(super) struct Ballot {
    #[serde(skip)]
    pub poll: Shown,
    pub may_vote: bool,
    /// Whether their vote is counted already.
    pub voted: bool,
    /// Why they may not vote, in words.
    pub refusal: Option<String>,
}

impl Ballot {
    pub async fn of(
        on: &impl ConnectionTrait,
        reader: &Reader,
        here: &Here,
        poll: &Poll,
        candidates: &[Candidate],
    ) -> Result<Option<Self>> {
        let Some(called) = here.called.as_ref().filter(|_| poll.state == State::Open && poll.method.electronic())
        else {
            return Ok(None);
        };
        let voted = store::voter(on, poll.id, called.id).await?.map(|voter| voter.voted);
        let refusal = rules::may_vote(poll.standing(here.sitting.state), Some(Place::from(called)), voted).err();
        Ok(Some(Self {
            poll: Shown::new(reader, here, poll, candidates),
            may_vote: refusal.is_none(),
            voted: voted == Some(true),
            refusal: refusal.map(|refusal| reader.words.refusal(&refusal)),
        }))
    }
}

/// Somebody who may vote by name, and what they said.
#[derive(Serialize)]
pub(super) struct Spoken {
    pub called: i64,
    pub name: String,
    pub posts: Vec<String>,
    pub choice: Option<String>,
    /// In an election: the names of those they chose.
    pub chosen: Vec<String>,
}

impl Spoken {
    pub fn all(voters: Vec<(Called, Voter)>, candidates: &[Candidate]) -> Vec<Self> {
        let names = |choice: &str| {
            let chosen = choice.split(',').filter_map(|position| position.parse().ok());
            let name = |position: i64| candidates.iter().find(|candidate| candidate.position == position);
            chosen.filter_map(name).map(|candidate| candidate.name.clone()).collect()
        };
        let spoken = |(called, voter): (Called, Voter)| Self {
            called: called.id,
            name: called.name,
            posts: called.posts.0,
            chosen: voter.choice.as_deref().map(names).unwrap_or_default(),
            choice: voter.choice,
        };
        voters.into_iter().map(spoken).collect()
    }
}
