//! `yizheng import article`: reads articles from files and folders, prints what they say or puts it on the record.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::import;
use super::reading::{LONGEST, Reading};
use crate::account::{Actor, Committee, command};
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::import::command::name_of;
use crate::ledger::Change;
use crate::meeting::store;
use crate::words::{Language, Words};

/// How many articles are kept in one transaction. A stop loses no more than this, and the next run takes it up.
const BATCH: usize = 100;

#[derive(Args, Debug)]
pub struct ImportArticle {
    /// Files, or folders whose files are all read
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print what was read and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Print a JSON object for each article
    #[arg(long)]
    json: bool,
    /// The committee whose record it becomes; without it, the one that the article names
    #[arg(long)]
    committee: Option<String>,
    /// Publish what is recorded
    #[arg(long)]
    publish: bool,
}

impl ImportArticle {
    /// Whether the command reads only and needs no database.
    #[must_use]
    pub const fn keeps_nothing(&self) -> bool {
        self.dry_run
    }
}

/// What became of the articles.
#[derive(Default)]
struct Tally {
    recorded: usize,
    known: usize,
    failed: usize,
}

impl Tally {
    fn code(&self) -> ExitCode {
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) }
    }
}

/// Prints what the articles say. Exit code 2 if one of them could not be read.
///
/// # Errors
/// Standard output is closed.
pub fn dry_run(arguments: &ImportArticle, words: &Words) -> Result<ExitCode> {
    let mut tally = Tally::default();
    let mut out = std::io::stdout().lock();
    for file in files(&arguments.files) {
        match file.as_ref().map_err(Clone::clone).and_then(|file| read(file)) {
            Ok(reading) if arguments.json => writeln!(out, "{}", serde_json::to_string(&reading.record)?)?,
            Ok(reading) => write!(out, "{}", told(&reading, words))?,
            Err(refusal) => {
                tally.failed += 1;
                eprintln!("{}{}", place(&file), words.refusal(&refusal));
            }
        }
    }
    Ok(tally.code())
}

/// Puts the articles on the record, with a progress bar; lists those it could not read, and why.
///
/// # Errors
/// The committee named is unknown.
pub async fn run(app: &App, arguments: &ImportArticle, words: &Words) -> Result<ExitCode> {
    let mut desk = Desk::open(app, arguments, words).await?;
    let files: Vec<_> = files(&arguments.files).collect();
    let bar = ProgressBar::new(files.len() as u64);
    bar.set_style(
        ProgressStyle::with_template("{bar:40} {pos}/{len} {per_sec} {eta}").unwrap_or(ProgressStyle::default_bar()),
    );
    for batch in files.chunks(BATCH) {
        desk.take(batch).await?;
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    for (file, why) in &desk.failures {
        eprintln!("{file}{why}");
    }
    let Tally { recorded, known, failed } = desk.tally;
    let facts = [("recorded", recorded.into()), ("known", known.into()), ("failed", failed.into())];
    eprintln!("{}", words.with("meeting-import-tally", &facts));
    Ok(desk.tally.code())
}

/// Where articles are taken in at the command line.
struct Desk<'a> {
    app: &'a App,
    arguments: &'a ImportArticle,
    words: &'a Words,
    actor: Actor,
    committees: Vec<Committee>,
    tally: Tally,
    failures: Vec<(String, String)>,
}

impl<'a> Desk<'a> {
    async fn open(app: &'a App, arguments: &'a ImportArticle, words: &'a Words) -> Result<Self> {
        let mut committees = Committee::all(app.db.read()).await?;
        if let Some(slug) = &arguments.committee {
            committees.retain(|committee| committee.slug == *slug);
            if committees.is_empty() {
                return Err(Refusal::new("committee-unknown").with("slug", slug).into());
            }
        }
        let actor = command::actor(app);
        Ok(Self { app, arguments, words, actor, committees, tally: Tally::default(), failures: Vec::new() })
    }

    /// The committee whose record a reading becomes.
    fn home(&self, reading: &Reading) -> Result<Committee, Refusal> {
        let named = reading.record.committee.as_deref();
        let home = match &self.arguments.committee {
            Some(_) => self.committees.first(),
            None => self.committees.iter().find(|committee| Some(committee.name.as_str()) == named),
        };
        let name = named.unwrap_or_default();
        home.cloned().ok_or_else(|| Refusal::new("meeting-import-no-home").with("name", name))
    }

    async fn take(&mut self, batch: &[Result<PathBuf, Refusal>]) -> Result<()> {
        let mut read: Vec<(String, Committee, Reading)> = Vec::new();
        for file in batch {
            let reading = file.as_ref().map_err(Clone::clone).and_then(|file| self::read(file));
            let fit = reading.and_then(|reading| {
                if !reading.tells_of_a_sitting() {
                    return Err(Refusal::new("meeting-import-none"));
                }
                Ok((place(file), self.home(&reading)?, reading))
            });
            match fit {
                Ok(one) => read.push(one),
                Err(refusal) => self.fail(place(file), &refusal),
            }
        }
        for home in self.committees.clone() {
            let of_home: Vec<_> = read.iter().filter(|(_, committee, _)| *committee == home).collect();
            if !of_home.is_empty() {
                self.keep(&home, &of_home).await?;
            }
        }
        Ok(())
    }

    /// Records the readings of one committee in one transaction; those that are known already are passed over.
    async fn keep(&mut self, committee: &Committee, readings: &[&(String, Committee, Reading)]) -> Result<()> {
        let official = self.app.words.words(Language::Chinese);
        let change = Change::begin(&self.app.db, command::acting(self.app, committee.id)).await?;
        let (mut acts, mut told) = (Vec::new(), Vec::new());
        for (file, _, reading) in readings {
            if store::by_digest(change.on(), committee.id, &reading.digest()).await?.is_some() {
                self.tally.known += 1;
                continue;
            }
            if store::same(change.on(), committee, &reading.record).await?.is_some() {
                self.fail(file.clone(), &Refusal::new("meeting-same-sitting"));
                continue;
            }
            let (sitting, act) = import::record(&change, reading, committee, &official).await?;
            acts.push(act);
            if self.arguments.publish {
                acts.push(import::publish(&change, &sitting, committee, &official, &self.actor).await?);
            }
            let address = committee.address(&format!("/meetings/{}", sitting.id));
            told.push(json!({ "file": file.trim_end_matches(": "), "address": address }));
        }
        if !acts.is_empty() {
            change.record_all(acts).await?.commit().await?;
        }
        self.tally.recorded += told.len();
        if self.arguments.json {
            let mut out = std::io::stdout().lock();
            told.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        }
        Ok(())
    }

    fn fail(&mut self, file: String, refusal: &Refusal) {
        self.tally.failed += 1;
        self.failures.push((file, self.words.refusal(refusal)));
    }
}

fn place(file: &Result<PathBuf, Refusal>) -> String {
    file.as_ref().map_or_else(|_| String::new(), |file| format!("{}: ", file.display()))
}

/// What an article says, for people.
fn told(reading: &Reading, words: &Words) -> String {
    let record = &reading.record;
    let mut lines = vec![reading.name.clone()];
    let mut line = |key: &str, text: String| {
        if !text.is_empty() {
            lines.push(format!("  {}: {text}", words.of("meeting-field", key)));
        }
    };
    let count = |number: Option<u32>| number.map_or_else(String::new, |number| number.to_string());
    line("kind", words.of("meeting-kind", record.kind));
    line("committee", record.committee.clone().unwrap_or_default());
    line("term", count(record.term));
    line("session", count(record.session));
    line("number", count(record.number));
    line("date", record.date.clone().unwrap_or_default());
    line("place", record.place.clone().unwrap_or_default());
    line("expected", count(record.expected));
    line("present", count(record.present));
    line("source", record.source.clone().unwrap_or_default());
    line("reporters", record.reporters.join(" "));
    for item in &record.items {
        line("items", format!("{} {}", words.of("disposition", item.disposition), item.subject));
    }
    for person in &record.people {
        let posts = person.posts.join("、");
        line("people", format!("{} {} {posts}", words.of("capacity", person.capacity), person.name));
    }
    for speech in &record.speeches {
        line("speeches", format!("{} {} {}", speech.post.as_deref().unwrap_or_default(), speech.speaker, speech.verb));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Every file named, and every file in the folders named, in the order of their names.
fn files(named: &[PathBuf]) -> impl Iterator<Item = Result<PathBuf, Refusal>> + '_ {
    named.iter().flat_map(|path| if path.is_dir() { within(path) } else { vec![Ok(path.clone())] })
}

fn within(folder: &Path) -> Vec<Result<PathBuf, Refusal>> {
    let unreadable = |path: &Path| Refusal::new("import-file-unreadable").with("file", path.display());
    let Ok(entries) = fs::read_dir(folder) else { return vec![Err(unreadable(folder))] };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let all = paths.into_iter().flat_map(|path| if path.is_dir() { within(&path) } else { vec![Ok(path)] });
    all.collect()
}

/// Reads one file, if it is no larger than an article can be.
fn read(file: &Path) -> Result<Reading, Refusal> {
    let unreadable = |_| Refusal::new("import-file-unreadable").with("file", file.display());
    let size = fs::metadata(file).map_err(unreadable)?.len();
    if size > LONGEST as u64 {
        return Err(Refusal::new("unreadable-too-long"));
    }
    let bytes = fs::read(file).map_err(unreadable)?;
    Reading::of(&name_of(file), &bytes)
}
