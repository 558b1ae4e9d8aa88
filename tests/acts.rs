//! What is recorded has words in the history, and gives the facts that they name: read out of the code where the
//! code names the action, and out of the ledger of every database that a test leaves behind.

use std::collections::BTreeSet;

use regex::Regex;
use sea_orm::{Database, FromQueryResult, Statement};
use serde_json::{Map, Value};
use yizheng::ledger::Entry;
use yizheng::words::Language;

use crate::completeness::keys;
use crate::sources::{none, sources};

/// An act whose action is named where it is made: the key of its words and the facts it is given.
pub struct Recorded {
    pub key: String,
    facts: BTreeSet<String>,
    path: String,
}

pub fn acts() -> Vec<Recorded> {
    let act = Regex::new(r#"Act::new\(\s*([^,]+),\s*[^,]+,\s*"(\w+)",?\s*\)"#).unwrap();
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
            acts.push(Recorded {
                key: key(area, &found[2]),
                facts: chained(&code[found.get(0).unwrap().end()..], "fact"),
                path: source.path.clone(),
            });
        }
    }
    acts
}

fn key(area: &str, action: &str) -> String {
    format!("{area}-did-{}", action.replace('_', "-"))
}

#[test]
fn every_act_has_its_words_and_gives_the_facts_they_name() {
    let fault = |act: &Recorded| wordless(&act.key, &act.facts).map(|fault| format!("{}: {fault}", act.path));
    none(&acts().iter().filter_map(fault).collect::<Vec<_>>());
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
    none(&entries.iter().filter_map(fault).collect::<Vec<_>>());
}

/// The facts that a chain of calls `.with("name", …)` gives, where the chain begins.
pub fn chained(code: &str, method: &str) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    let mut rest = code.trim_start();
    while let Some(call) = rest.strip_prefix('.') {
        let (name, arguments) = call.split_once('(').unwrap_or((call, ""));
        let end = closing(arguments);
        if name == method {
            facts.extend(
                arguments.trim_start().strip_prefix('"').and_then(|text| text.split('"').next()).map(str::to_owned),
            );
        }
        rest = arguments[end..].trim_start_matches(')').trim_start();
        if !name.chars().all(|sign| sign.is_alphanumeric() || sign == '_') || end == arguments.len() {
            break;
        }
    }
    facts
}

/// Where the bracket that is open at the start is closed. Brackets within text are not told apart.
fn closing(text: &str) -> usize {
    let mut depth = 1;
    for (place, sign) in text.char_indices() {
        depth += match sign {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            return place;
        }
    }
    text.len()
}

#[test]
fn a_chain_of_facts_is_read_to_its_end() {
    assert_eq!(
        chained(r#".with("a", f(x)).see(g("b")).with("c", 1).into());"#, "with"),
        ["a", "c"].map(String::from).into()
    );
    assert_eq!(chained(r#", other.with("d", 1)"#, "with"), BTreeSet::new());
}
