//! Asks one kind of question, alone and all at once; and the questions that readers ask.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::try_join_all;

use super::figures::{Kind, per_second};
use super::office::Office;
use super::text::{Dice, Text, place};
use crate::bench::Proposals;
use crate::bench::client::{Answer, Client, cookie};
use crate::bench::figures::{Micros, Spread};
use crate::bench::program::Program;
use crate::error::{Error, Result};

/// How many requests one client asks alone at the most; of what is done a tenth.
const ALONE: usize = 200;

/// How many proposals a page of the list shows.
const PAGE: usize = 50;

/// The page deep in the list that is asked for by its number: the last that is counted, or the last where there are fewer.
const DEEP: usize = 200;

/// Those who ask.
pub struct Crowd {
    pub office: Arc<Office>,
    client: Client,
    clients: usize,
    time: Duration,
    /// How many proposals are written.
    pub writes: usize,
}

/// What one client sends; a form where there are fields.
pub struct Request {
    pub path: String,
    pub cookies: String,
    pub fields: Vec<(&'static str, String)>,
}

impl Request {
    pub const fn page(path: String, cookies: String) -> Self {
        Self { path, cookies, fields: Vec::new() }
    }
}

/// Makes the n-th request of a kind.
pub type Ask<'a> = &'a (dyn Fn(usize) -> Request + Sync);

/// What is asked: the n-th request of its kind. Without `most` it is asked as long as the crowd has time.
pub struct Question<'a> {
    pub name: &'static str,
    pub budget_ms: Option<u64>,
    pub most: Option<usize>,
    pub request: Ask<'a>,
}

impl Crowd {
    pub fn new(office: &Arc<Office>, client: Client, asked: &Proposals) -> Self {
        let time = Duration::from_secs(asked.seconds);
        Self { office: office.clone(), client, clients: asked.clients, time, writes: asked.writes }
    }

    /// Asks by one client alone, then by all at once; gives the figures and the answers by their numbers.
    ///
    /// # Errors
    /// The server does not answer, or refuses.
    pub async fn ask(&self, program: &Program, question: &Question<'_>) -> Result<(Kind, Vec<(usize, Answer)>)> {
        eprintln!("{}", question.name);
        let next = AtomicUsize::new(0);
        let alone_most = question.most.map_or(ALONE, |most| most.div_ceil(10));
        let alone = self.one(question, &next, alone_most, Instant::now() + self.time).await?;
        let (begun, before) = (Instant::now(), program.taken().time);
        let most = question.most.unwrap_or(usize::MAX);
        // What is to be done is done to the end; what is only asked stops in time.
        let end = begun + if question.most.is_some() { Duration::from_hours(1) } else { self.time };
        let clients = (0..self.clients).map(|_| self.one(question, &next, most, end));
        let all: Vec<_> = try_join_all(clients).await?.into_iter().flatten().collect();
        let (took, spent) = (begun.elapsed(), program.taken().time - before);
        let spread =
            |answers: &[(usize, Answer)]| Spread::of(answers.iter().map(|(_, answer)| took_of(answer)).collect());
        let kind = Kind {
            name: question.name,
            alone: spread(&alone),
            at_once: spread(&all),
            per_second: per_second(all.len(), took),
            processor_ms: Micros(spent / all.len().max(1) as u64),
            budget_ms: question.budget_ms,
        };
        Ok((kind, alone.into_iter().chain(all).collect()))
    }

    /// One client asks, one request after the other.
    async fn one(
        &self,
        question: &Question<'_>,
        next: &AtomicUsize,
        most: usize,
        end: Instant,
    ) -> Result<Vec<(usize, Answer)>> {
        let mut answers = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= most {
                // Left for the others where one client alone reached its end.
                next.fetch_min(most, Ordering::Relaxed);
                break;
            }
            let Request { path, cookies, fields } = (question.request)(n);
            let answer = if fields.is_empty() {
                self.client.get(question.name, &path, &cookies).await?
            } else {
                let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
                self.client.post(question.name, &path, &cookies, &fields).await?
            };
            answers.push((n, answer.must()?));
            if Instant::now() > end {
                break;
            }
        }
        Ok(answers)
    }
}

fn took_of(answer: &Answer) -> u64 {
    u64::try_from((answer.answered - answer.sent).as_micros()).unwrap_or(u64::MAX)
}

/// All that readers ask of a committee with so many proposals.
///
/// # Errors
/// The server does not answer.
pub async fn all(crowd: &Crowd, program: &Program, count: usize) -> Result<Vec<Kind>> {
    let office = &crowd.office;
    let clerk = || cookie(&office.clerk.session);
    let member = |n: usize| cookie(&office.members[n % office.members.len()].session);
    let list = |query: &str| office.at(&format!("?{query}"));
    let deep = DEEP.min(count / PAGE);
    // One in a hundred was never handed in, so that the last page is a little nearer.
    let deep = deep.min((count - count / 50) / PAGE).max(1);
    let later = office.sessions[1].0;
    let unit = |n: usize| office.units[n % office.units.len()];
    let exact = |n: usize| Text::of(Dice::of(n as u64).below(count)).subject;
    let few = ["assigned", "in_hand", "answered", "submitted"];
    let page = |path: String, cookies: String| Request::page(path, cookies);
    let any = |n: usize| 1 + Dice::of(n as u64).below(count);
    let published = found(crowd, count, "").await?;
    let open = |n: usize| published[n % published.len()].clone();
    // Drafts are their writers' alone.
    let seen = found(crowd, count, &clerk()).await?;
    let questions: [(&'static str, u64, Ask<'_>); 14] = [
        ("list: first page, clerk", 20, &|_| page(list(""), clerk())),
        ("list: first page, member", 20, &|n| page(list(""), member(n))),
        ("list: first page, public", 20, &|_| page(list(""), String::new())),
        ("list: own, member", 20, &|n| page(list("mine=yes"), member(n))),
        ("list: a page deep inside, clerk", 20, &|n| page(list(&format!("page={}", deep - n % 3.min(deep))), clerk())),
        ("list: a page deep inside, by its link", 20, &|n| {
            page(list(&format!("page={}&before={}", deep - deep / 2, any(n))), clerk())
        }),
        ("list: a page deep inside, public", 20, &|n| page(list(&format!("page={}", deep / 4 + n % 3)), String::new())),
        ("list: state (few) and session", 20, &|n| {
            page(list(&format!("state={}&session={later}", few[n % 4])), clerk())
        }),
        ("list: state (most) and session", 20, &|_| page(list(&format!("state=closed&session={later}")), clerk())),
        ("list: of a unit, clerk", 20, &|n| page(list(&format!("unit={}", unit(n))), clerk())),
        ("list: by a text in 1 of 768", 20, &|n| page(list(&text(&place(n % 768))), clerk())),
        ("list: by a whole subject", 20, &|n| page(list(&text(&exact(n))), clerk())),
        ("one proposal, clerk", 5, &|n| page(seen[n % seen.len()].clone(), clerk())),
        ("one proposal, public", 5, &|n| page(open(n), String::new())),
    ];
    let mut kinds = Vec::new();
    for (name, budget, request) in questions {
        let question = Question { name, budget_ms: Some(budget), most: None, request };
        kinds.push(crowd.ask(program, &question).await?.0);
    }
    Ok(kinds)
}

fn text(sought: &str) -> String {
    serde_html_form::to_string([("text", sought)]).unwrap_or_default()
}

/// The addresses of proposals that a reader finds.
async fn found(crowd: &Crowd, count: usize, cookies: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for n in 0..ALONE {
        let path = crowd.office.at(&format!("/{}", 1 + Dice::of(n as u64).below(count)));
        if crowd.client.get("looked for", &path, cookies).await?.done() {
            found.push(path);
        }
    }
    if found.is_empty() { Err(Error::internal("nothing can be seen")) } else { Ok(found) }
}
