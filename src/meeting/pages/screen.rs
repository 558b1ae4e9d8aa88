//! The screen in the hall: what everybody there should see at this moment, in large type.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Serialize;

use crate::app::App;
use crate::clock::Instant;
use crate::db::ConnectionTrait;
use crate::error::{Error, Result};
use crate::meeting::agenda::{self, rules::State as Standing};
use crate::meeting::article::Disposition;
use crate::meeting::attendance;
use crate::meeting::attendance::rules::Presence;
use crate::meeting::floor::{self, rules::State as Speaking};
use crate::meeting::here::Here;
use crate::meeting::live;
use crate::meeting::model::Item;
use crate::meeting::poll::model::{Candidate, Poll};
use crate::meeting::poll::rules::{Choice, Fate, Method, State as Polled, Tally, Votes};
use crate::meeting::poll::store as polls;
use crate::meeting::rules::{self, Share, State as Sitting};
use crate::page::{Reader, View};
use crate::words::Words;

/// How many of those who wait to speak are shown.
const NEXT: usize = 4;

#[derive(Template, Serialize)]
#[template(path = "meeting/screen.html")]
struct Screen {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    live: Option<String>,
    #[serde(skip)]
    now: Instant,
    title: String,
    state: Sitting,
    /// When it begins, until it has.
    begins: Option<String>,
    presence: Presence,
    /// How many are missing from a quorum; 0: it is there.
    missing: i64,
    /// Whether the code to sign in is shown.
    signing_in: bool,
    agenda: Vec<Line>,
    current: Option<Current>,
    speaker: Option<Speaker>,
    next: Vec<String>,
    poll: Option<Vote>,
    result: Option<Outcome>,
}

/// A line of the agenda.
#[derive(Serialize)]
struct Line {
    subject: String,
    state: Standing,
}

/// The item at hand, counted from 1.
#[derive(Serialize)]
struct Current {
    id: i64,
    number: usize,
    disposition: Disposition,
    subject: String,
    reporter: Option<String>,
}

/// Who has the floor.
#[derive(Serialize)]
struct Speaker {
    name: String,
    posts: Vec<String>,
    since: Option<Instant>,
    minutes: Option<i64>,
}

/// A poll that is open. How votes fall is not known before it closes.
#[derive(Serialize)]
struct Vote {
    title: String,
    method: Method,
    /// How many have voted, where each votes by themselves or is called by roll.
    voted: Option<i64>,
    entitled: i64,
}

/// The result that was announced last. A question is passed or not; in an election some are elected.
#[derive(Serialize)]
struct Outcome {
    title: String,
    passed: Option<bool>,
    bars: Vec<Bar>,
}

/// How many votes something or somebody has; `length` is their part of all who may vote, in hundredths.
#[derive(Serialize)]
struct Bar {
    label: String,
    votes: i64,
    length: i64,
    /// `yes`, `no`, `abstain`, or `elected`.
    #[serde(skip)]
    kind: &'static str,
}

impl Outcome {
    fn of(poll: Poll, candidates: &[Candidate], words: &Words) -> Self {
        let tally = Tally::of(&poll, candidates);
        let whole = poll.present.unwrap_or(0).max(1);
        let bar = |label, votes, kind| Bar { label, votes, length: votes * 100 / whole, kind };
        let question = tally.votes.into_iter().flat_map(|Votes { yes, no, abstain }| {
            let choices = [(Choice::Yes, yes), (Choice::No, no), (Choice::Abstain, abstain)];
            choices.map(|(choice, votes)| bar(words.of("screen-choice", choice), votes, choice.name()))
        });
        let election = tally.candidates.into_iter().map(|line| {
            let kind = if line.fate == Fate::Elected { "elected" } else { "abstain" };
            bar(line.name, line.votes, kind)
        });
        Self { title: poll.title, passed: tally.passed, bars: question.chain(election).collect() }
    }
}

impl Screen {
    fn next(&self) -> String {
        self.next.join(&self.view.say("list-comma"))
    }

    fn settled(&self) -> usize {
        self.agenda.iter().filter(|line| !matches!(line.state, Standing::Waiting | Standing::Current)).count()
    }
}

pub(super) async fn show(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let mark = live::mark(&app, &reader, id).await?;
    let here = Here::find(&app, &reader, id).await?;
    reader.known()?;
    if !here.who(&reader).runs() {
        return Err(Error::Forbidden);
    }
    if !rules::goes_on(here.sitting.state) {
        return Err(Error::NotFound);
    }
    let on = app.db.read();
    let presence = attendance::store::presence(on, id).await?;
    let items: Vec<_> = agenda::store::items(on, id).await?;
    let items: Vec<_> = items.into_iter().filter(|item| item.state != Standing::TakenOff).collect();
    let (speaker, next) = speakers(on, id, &here).await?;
    let current = items.iter().enumerate().find(|(_, item)| item.state == Standing::Current);
    let (poll, result) = votes(on, id, current.map(|(_, item)| item), &reader.words).await?;
    let arriving = here.sitting.state == Sitting::Noticed || here.sitting.state == Sitting::Open && current.is_none();
    let quorum = here.sitting.quorum.unwrap_or(Share::MoreThanHalf);
    reader.answer(Screen {
        live: live::address(&reader, &here, mark),
        address: here.address(&reader, ""),
        now: reader.now,
        state: here.sitting.state,
        begins: here.sitting.begins_at.filter(|_| here.sitting.state == Sitting::Noticed).map(Instant::time),
        presence,
        missing: (quorum.least(presence.called) - presence.present).max(0),
        signing_in: arriving && poll.is_none() && result.is_none() && speaker.is_none(),
        current: current.map(|(n, item)| at_hand(n + 1, item)),
        agenda: items.iter().map(|item| Line { subject: item.subject.clone(), state: item.state }).collect(),
        speaker,
        next,
        poll,
        result,
        title: here.title,
        view: reader.view(),
    })
}

fn at_hand(number: usize, item: &Item) -> Current {
    Current {
        id: item.id,
        number,
        disposition: item.disposition,
        subject: item.subject.clone(),
        reporter: item.reporter.clone(),
    }
}

/// Who has the floor, and who has it next, while the sitting is open.
async fn speakers(on: &impl ConnectionTrait, id: i64, here: &Here) -> Result<(Option<Speaker>, Vec<String>)> {
    if here.sitting.state != Sitting::Open {
        return Ok((None, Vec::new()));
    }
    let all = floor::store::all(on, id).await?;
    let speaks = all.iter().find(|(speaker, _)| speaker.state == Speaking::Speaking);
    let speaker = speaks.map(|(speaker, called)| Speaker {
        name: called.name.clone(),
        posts: called.posts.0.clone(),
        since: speaker.began_at,
        minutes: speaker.minutes,
    });
    let waiting = all.iter().filter(|(speaker, _)| speaker.state == Speaking::Asked);
    Ok((speaker, waiting.take(NEXT).map(|(_, called)| called.name.clone()).collect()))
}

/// The poll that is open; else the last result, until another item is taken up.
async fn votes(
    on: &impl ConnectionTrait,
    id: i64,
    current: Option<&Item>,
    words: &Words,
) -> Result<(Option<Vote>, Option<Outcome>)> {
    if let Some(poll) = polls::running(on, id).await? {
        let voted = if poll.method == Method::Hands { None } else { Some(polls::voted(on, poll.id).await?) };
        let entitled = poll.present.unwrap_or(0);
        return Ok((Some(Vote { title: poll.title, method: poll.method, voted, entitled }), None));
    }
    let fresh = |poll: &Poll| {
        let began = current.and_then(|item| item.began_at);
        poll.state == Polled::Announced && began.is_none_or(|began| poll.closed_at.is_some_and(|at| at >= began))
    };
    let Some(poll) = polls::all(on, id).await?.into_iter().filter(fresh).max_by_key(|poll| poll.closed_at) else {
        return Ok((None, None));
    };
    let candidates = polls::candidates(on, &[&poll]).await?;
    Ok((None, Some(Outcome::of(poll, &candidates, words))))
}
