//! Live pages: each holds a stream, comes back when it ends, and notes when it heard of which entry.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, sleep_until};

use super::client::{Client, cookie};
use super::hall::Hall;
use super::share;
use crate::error::{Error, Result};

/// So many connect at the same time.
const AT_ONCE: usize = 100;

/// How long a browser waits before it comes back.
const AGAIN: Duration = Duration::from_secs(1);

/// When a listener heard of which entry, in this order.
pub type Heard = Vec<(Instant, i64)>;

pub struct Listeners {
    all: JoinSet<Heard>,
    ended: watch::Sender<bool>,
}

/// What one listener needs.
struct Page {
    server: SocketAddr,
    path: String,
    cookie: String,
    /// Asks for the page anew after each event, where pages do.
    client: Option<Arc<Client>>,
}

impl Listeners {
    /// Opens as many live pages; waits until all of them listen.
    ///
    /// # Errors
    /// The server does not take them in.
    pub async fn open(server: SocketAddr, hall: &Hall, count: usize, client: Option<Arc<Client>>) -> Result<Self> {
        let (ended, turns) = (watch::Sender::new(false), Arc::new(Semaphore::new(AT_ONCE)));
        let listening = Arc::new(AtomicUsize::new(0));
        let mut all = JoinSet::new();
        for member in hall.members.iter().cycle().take(count) {
            let page = Page { server, path: hall.at(""), cookie: cookie(&member.session), client: client.clone() };
            let (turns, listening, mut ended) = (turns.clone(), listening.clone(), ended.subscribe());
            all.spawn(async move {
                let mut heard = Heard::new();
                let follow = page.follow(&turns, &listening, &mut heard);
                tokio::select! {
                    () = follow => {}
                    _ = ended.wait_for(|ended| *ended) => {}
                }
                heard
            });
        }
        let limit = Instant::now() + Duration::from_mins(2);
        while listening.load(Ordering::Relaxed) < count {
            if Instant::now() > limit {
                let come = listening.load(Ordering::Relaxed);
                return Err(Error::internal(format!("only {come} of {count} listeners were taken in")));
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(Self { all, ended })
    }

    /// Closes the pages; gives what each heard.
    pub async fn close(self) -> Vec<Heard> {
        self.ended.send_replace(true);
        self.all.join_all().await
    }
}

impl Page {
    /// Listens for ever, and comes back whenever the stream ends.
    async fn follow(&self, turns: &Semaphore, listening: &AtomicUsize, heard: &mut Heard) {
        let mut first = true;
        loop {
            let turn = turns.acquire().await;
            let stream = self.connect(heard.last().map(|(_, seq)| *seq)).await;
            drop(turn);
            if let Ok(stream) = stream {
                if std::mem::take(&mut first) {
                    listening.fetch_add(1, Ordering::Relaxed);
                }
                self.listen(stream, heard).await.ok();
            }
            sleep(AGAIN).await;
        }
    }

    async fn connect(&self, last: Option<i64>) -> Result<BufReader<TcpStream>> {
        let mut stream = TcpStream::connect(self.server).await?;
        let last = last.map(|seq| format!("Last-Event-ID: {seq}\r\n")).unwrap_or_default();
        let (path, server, cookie) = (&self.path, self.server, &self.cookie);
        let request = format!(
            "GET {path}/live HTTP/1.1\r\nHost: {server}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n{last}\r\n"
        );
        stream.write_all(request.as_bytes()).await?;
        let mut stream = BufReader::with_capacity(512, stream);
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        if line.contains(" 200 ") { Ok(stream) } else { Err(Error::internal(line)) }
    }

    /// Hears until the stream ends. A page that asks for itself does so as the script of live pages does: at some moment
    /// of the time over which pages spread, and not sooner than that time after it last asked.
    async fn listen(&self, stream: BufReader<TcpStream>, heard: &mut Heard) -> Result<()> {
        let mut lines = stream.lines();
        let (mut due, mut asked) = (None::<Instant>, Instant::now());
        loop {
            let until = due.unwrap_or_else(|| Instant::now() + Duration::from_hours(1));
            let line = tokio::select! {
                line = lines.next_line() => line?,
                () = sleep_until(until.into()) => {
                    (due, asked) = (None, Instant::now());
                    self.ask();
                    continue;
                }
            };
            let Some(line) = line else { return Ok(()) };
            if let Some(seq) = line.strip_prefix("id:").and_then(|seq| seq.trim().parse().ok()) {
                heard.push((Instant::now(), seq));
            } else if let Some(told) = line.strip_prefix("data:").filter(|_| self.client.is_some()) {
                let told: Value = serde_json::from_str(told)?;
                let spread = Duration::from_millis(told["spread"].as_u64().unwrap_or(0));
                let at = (Instant::now() + spread.mul_f64(share())).max(asked + spread);
                due = Some(due.map_or(at, |due| due.min(at)));
            }
        }
    }

    fn ask(&self) {
        if let Some(client) = self.client.clone() {
            let (path, cookie) = (self.path.clone(), self.cookie.clone());
            tokio::spawn(async move { client.again(&path, &cookie).await });
        }
    }
}
