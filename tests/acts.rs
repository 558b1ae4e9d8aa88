//! What is recorded has words in the history, and gives the facts that they name: read out of the code where the
//! code names the action, and out of the ledger of every database that a test leaves behind.

use std::collections::BTreeSet;

use regex::Regex;
use sea_orm::{Database, FromQueryResult, Statement};
use serde_json::{Map, Value};
use yizheng::ledger::Entry;
use yizheng::named;
use yizheng::words::Language;

use crate::completeness::keys;
use crate::sources::{none, sources};

/// An act whose action is named where it is made: the key of its words, and the facts given to it in that function.
pub struct Recorded {
    pub key: String,
    facts: BTreeSet<String>,
    path: String,
}

pub fn acts() -> Vec<Recorded> {
    let act = Regex::new(r#"Act::new\(\s*([^,]+),\s*[^,]+,\s*"(\w+)",?\s*\)"#).unwrap();
    let fact = Regex::new(r#"\.fact\(\s*"(\w+)""#).unwrap();
    let mut acts = Vec::new();
    for source in sources("src", &["rs"]) {
        let code = source.code().lines().filter(|line| !line.starts_with("///")).collect::<Vec<_>>().join("\n");
        for found in act.captures_iter(&code) {
            // `"meeting"`, `AREA`, `AREA.name`, or another part's, such as `account::AREA`.
            let area = match found[1].split_once("::") {
                _ if found[1].starts_with('"') => found[1].trim_matches('"'),
                Some((other, _)) => other,
                None => source.part(),
            };
            let function = code[found.get(0).unwrap().end()..].split("\n}").next().unwrap();
            acts.push(Recorded {
                key: key(area, &found[2]),
                facts: fact.captures_iter(function).map(|fact| fact[1].to_owned()).collect(),
                path: source.path.clone(),
            });
        }
    }
    acts
}

fn key(area: &str, action: &str) -> String {
    named::key(&format!("{area}-did"), action)
}

#[test]
fn every_act_has_its_words_and_gives_the_facts_they_name() {
    let fault = |act: &Recorded| wordless(&act.key, &act.facts).map(|fault| format!("{}: {fault}", act.path));
    none(&acts().iter().filter_map(fault).collect::<Vec<_>>());
}

/// Those of settings are told to the one who did them in words of their own, with the same facts: see `Flash::of`.
#[test]
fn an_act_of_settings_has_words_for_the_one_who_did_it() {
    let of_settings = |act: &&Recorded| act.path.starts_with("src/committee/") || act.path.starts_with("src/unit/");
    let fault = |act: &Recorded| wordless(&act.key.replace("-did-", "-done-"), &act.facts);
    none(&acts().iter().filter(of_settings).filter_map(fault).collect::<Vec<_>>());
}

/// What the history lacks to tell an act that gives these facts.
fn wordless(key: &str, given: &BTreeSet<String>) -> Option<String> {
    match keys(Language::Chinese).get(key) {
        None => Some(format!("no words for {key}")),
        Some(facts) if !facts.is_subset(given) => Some(format!("{key} names {facts:?} and is given {given:?}")),
        Some(_) => None,
    }
}

/// Reads the ledger of a database that a test wrote: every entry of it can be told.
///
/// # Panics
/// An entry lacks words, or its words lack facts.
pub async fn all_can_be_told(address: &str) {
    let db = Database::connect(address).await.unwrap();
    let all = Statement::from_string(db.get_database_backend(), "SELECT * FROM ledger_entry");
    let entries = Entry::find_by_statement(all).all(&db).await.unwrap();
    db.close().await.unwrap();
    let fault = |entry: &Entry| {
        let facts: Map<String, Value> = serde_json::from_str(&entry.facts).unwrap();
        wordless(&key(&entry.area, &entry.action), &facts.keys().cloned().collect())
    };
    let faults: BTreeSet<_> = entries.iter().filter_map(fault).collect();
    none(&faults.into_iter().collect::<Vec<_>>());
}
