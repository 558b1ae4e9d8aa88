//! One poll: everybody votes, some press twice, the server may be killed meanwhile, and no vote is given up.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep;

use super::client::{Answer, Client, cookie};
use super::done::Done;
use super::figures::{Count, Micros};
use super::hall::Hall;
use super::program::Program;
use super::{Sitting, share};
use crate::error::{Error, Result};
use crate::meeting::poll::rules::Method;

/// One in so many presses twice.
const TWICE: usize = 20;

/// How long a browser waits before it tries again, and how long in all.
const AGAIN: Duration = Duration::from_millis(200);
const GIVES_UP: Duration = Duration::from_mins(1);

pub const CHOICES: [&str; 3] = ["yes", "no", "abstain"];

/// Which of the choices a member makes: of ten, seven say yes, two no, one abstains.
pub const fn choice(member: usize) -> usize {
    match member % 10 {
        0..=6 => 0,
        7 | 8 => 1,
        _ => 2,
    }
}

/// A vote that was acknowledged.
struct Cast {
    member: usize,
    twice: bool,
    /// How many requests failed because the server was gone.
    lost: usize,
    answer: Answer,
}

/// Holds a poll; what is counted is not looked at yet. The title tells polls apart in the record.
pub async fn hold(
    asked: &Sitting,
    hall: &Arc<Hall>,
    client: &Arc<Client>,
    program: &mut Program,
    method: Method,
    done: &mut Vec<Done>,
) -> Result<Count> {
    let title = method.name();
    let fields = [
        ("title", title),
        ("kind", "question"),
        ("method", method.name()),
        ("base", "present"),
        ("majority", "more_than_half"),
        ("seats", "1"),
    ];
    let clerk = cookie(&hall.clerk.session);
    let prepared = client.post("prepare a poll", &hall.at("/polls/new"), &clerk, &fields).await?.must()?;
    let address = prepared.said["address"].as_str().ok_or_else(|| Error::internal("a poll has no address"))?.to_owned();
    let press = async |action: &'static str| -> Result<Done> {
        let answer = client.post("lead a poll", &format!("{address}/{action}"), &clerk, &[]).await?.must()?;
        Ok(Done::new(&format!("{action}_poll"), hall.clerk.account, title, &answer))
    };
    done.push(press("open").await?);
    let before = program.taken();
    let acknowledged = Arc::new(AtomicUsize::new(0));
    let begin = Instant::now();
    let mut voting = JoinSet::new();
    for member in 0..hall.members.len() {
        let (hall, client, acknowledged) = (hall.clone(), client.clone(), acknowledged.clone());
        let (address, wait) = (format!("{address}/vote"), asked.within().mul_f64(share()));
        voting.spawn(async move {
            sleep(wait).await;
            let cast = vote(&hall, &client, &address, member, method).await;
            acknowledged.fetch_add(1, Ordering::Relaxed);
            cast
        });
    }
    if asked.kill {
        while acknowledged.load(Ordering::Relaxed) < hall.members.len() / 2 {
            sleep(Duration::from_millis(5)).await;
        }
        program.kill_and_start().await?;
    }
    let cast = voting.join_all().await.into_iter().collect::<Result<Vec<_>>>()?;
    let time = begin.elapsed();
    let spent = program.taken().time.saturating_sub(before.time);
    done.push(press("close").await?);
    done.push(press("announce").await?);
    let fresh = cast.iter().filter(|cast| cast.lost == 0);
    done.extend(fresh.map(|cast| Done::new("vote", hall.members[cast.member].account, title, &cast.answer)));
    let mut expected = [0; 3];
    for cast in &cast {
        expected[choice(cast.member)] += 1;
    }
    let votes = u64::try_from(cast.len()).unwrap_or(u64::MAX).max(1);
    let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX).max(1);
    Ok(Count {
        method: title.to_owned(),
        acknowledged: cast.len(),
        twice: cast.iter().filter(|cast| cast.twice).count(),
        lost: cast.iter().map(|cast| cast.lost).sum(),
        acknowledged_per_second: votes * 1000 / millis,
        processor_ms_per_vote: Micros(if asked.kill { 0 } else { spent / votes }),
        expected,
        counted: [0; 3],
        own_choices_kept: false,
        right: false,
    })
}

/// Votes until it is acknowledged. To press twice is to send the same twice at once.
async fn vote(hall: &Hall, client: &Client, address: &str, member: usize, method: Method) -> Result<Cast> {
    let cookie = cookie(&hall.members[member].session);
    let kind = if method == Method::Secret { "vote secretly" } else { "vote by name" };
    let fields = [("choice", CHOICES[choice(member)])];
    let press = || client.post(kind, address, &cookie, &fields);
    let twice = member.is_multiple_of(TWICE);
    let begin = Instant::now();
    let mut lost = 0;
    loop {
        let answers = if twice {
            let (one, other) = tokio::join!(press(), press());
            vec![one, other]
        } else {
            vec![press().await]
        };
        let tries = answers.len();
        let came: Vec<_> = answers.into_iter().flatten().collect();
        lost += tries - came.len();
        // One that was counted without an answer is told so when it is tried again.
        let counted = |answer: &&Answer| {
            answer.done() || ["poll-voted-already", "poll-voted-secretly"].contains(&answer.refusal())
        };
        let best = came.iter().filter(counted).min_by_key(|answer| !answer.done());
        if let Some(answer) = best {
            return Ok(Cast { member, twice, lost, answer: answer.clone() });
        }
        if let Some(refused) = came.first() {
            return Err(Error::internal(format!("a vote was refused: {} {}", refused.status, refused.said)));
        }
        if begin.elapsed() > GIVES_UP {
            return Err(Error::internal("a vote was not answered"));
        }
        sleep(AGAIN).await;
    }
}
