//! The reader against articles whose records were written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Item, Person, Record, Speech, read};

/// Right, read in all, and there in all.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    read: usize,
    there: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.read += other.read;
        self.there += other.there;
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred facts")]
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.read + self.there).max(1) as f64
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/articles")
}

fn loose(text: &str) -> String {
    text.chars().filter(|c| *c != '、' && !c.is_whitespace()).collect()
}

fn item(item: &Item) -> String {
    format!("{} {}", item.disposition, loose(&item.subject))
}

fn person(person: &Person) -> String {
    let posts: BTreeSet<_> = person.posts.iter().collect();
    format!("{} {posts:?}", person.name)
}

fn speech(speech: &Speech) -> String {
    format!("{} {} {}", speech.speaker, speech.verb, speech.paragraph)
}

fn fields(record: &Record) -> Vec<(&'static str, String)> {
    fn told(value: &impl Debug) -> String {
        format!("{value:?}")
    }
    vec![
        ("kind", told(&record.kind)),
        ("committee", told(&record.committee)),
        ("region", told(&record.region)),
        ("term", told(&record.term)),
        ("session", told(&record.session)),
        ("number", told(&record.number)),
        ("date", told(&record.date)),
        ("published", told(&record.published)),
        ("source", told(&record.source)),
        ("reporters", told(&record.reporters)),
        ("place", told(&record.place)),
        ("presided_by", told(&record.presided_by)),
        ("expected", told(&record.expected)),
        ("present", told(&record.present)),
    ]
}

/// How many of the words read are there, each once; the others are printed.
fn compare(article: &str, group: &str, read: Vec<String>, there: Vec<String>) -> Score {
    let mut score = Score { right: 0, read: read.len(), there: there.len() };
    let mut missing = there;
    for word in read {
        if let Some(index) = missing.iter().position(|other| *other == word) {
            missing.swap_remove(index);
            score.right += 1;
        } else {
            println!("{article}: {group}: not there: {word}");
        }
    }
    for word in missing {
        println!("{article}: {group}: missed: {word}");
    }
    score
}

/// Scores by group (each field, items, people, speeches) over all fixtures.
fn scores() -> BTreeMap<&'static str, Score> {
    let mut scores: BTreeMap<&'static str, Score> = BTreeMap::new();
    for entry in fs::read_dir(fixtures()).expect("the fixtures are there") {
        let path = entry.expect("a fixture").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a text");
        let gold = fs::read_to_string(path.with_extension("json")).expect("its record");
        let gold: Record = serde_json::from_str(&gold).expect("a record");
        let record = read(&text);
        for ((field, read), (_, there)) in fields(&record).into_iter().zip(fields(&gold)) {
            let right = usize::from(read == there);
            if right == 0 {
                println!("{name}: {field}: {read}, not {there}");
            }
            scores.entry(field).or_default().add(Score { right, read: 1, there: 1 });
        }
        let lists = [
            ("items", record.items.iter().map(item).collect(), gold.items.iter().map(item).collect()),
            ("people", record.people.iter().map(person).collect(), gold.people.iter().map(person).collect()),
            ("speeches", record.speeches.iter().map(speech).collect(), gold.speeches.iter().map(speech).collect()),
        ];
        for (group, read, there) in lists {
            scores.entry(group).or_default().add(compare(&name, group, read, there));
        }
    }
    scores
}

#[test]
fn the_articles_are_read_as_by_hand() {
    let scores = scores();
    for (group, score) in &scores {
        println!(
            "{group:>12}: right {} of {} read, {} there, F1 {:.3}",
            score.right, score.read, score.there, score.f1()
        );
    }
    for (group, least) in [("items", 0.95), ("people", 0.95), ("speeches", 0.9)] {
        assert!(scores[group].f1() >= least, "{group}");
    }
}
