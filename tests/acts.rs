//! Every act that the code records, as it stands in the code, has its words and gives the facts that they name.

use std::collections::BTreeSet;

use regex::Regex;
use yizheng::words::Language;

use crate::completeness::keys;
use crate::sources::{none, sources};

/// An act as it stands in the code: the key of its words and the facts it is given.
pub struct Recorded {
    path: String,
    pub key: String,
    facts: BTreeSet<String>,
    /// Whether it is one of all that a variable may stand for.
    any: bool,
}

/// Every act that the code records. A variant of the area's `Action` stands for that action; a variable for all that
/// no other place of the code names.
pub fn acts() -> Vec<Recorded> {
    let act = Regex::new(r#"Act::new\(\s*([^,]+),\s*[^,]+,\s*"#).unwrap();
    let literal = Regex::new(r#"^"(\w+)""#).unwrap();
    let variant = Regex::new(r"^Action::(\w+)\.name\(\)").unwrap();
    let named = Regex::new(r#"(\w+) = "(\w+)""#).unwrap();
    let later = Regex::new(r#"\bact\.fact\("(\w+)""#).unwrap();
    let mut acts = Vec::new();
    for source in sources("src", &["rs"]) {
        let code = source.code().lines().filter(|line| !line.starts_with("///")).collect::<Vec<_>>().join("\n");
        for found in act.captures_iter(&code) {
            // `"meeting"`, `AREA`, `AREA.name`, or another part's, such as `account::AREA`.
            let area = match found[1].split_once("::") {
                _ if found[1].starts_with('"') => found[1].trim_matches('"').to_owned(),
                Some((other, _)) => other.to_owned(),
                None => source.part().to_owned(),
            };
            let rest = &code[found.get(0).unwrap().end()..];
            let any = !literal.is_match(rest) && !variant.is_match(rest);
            let actions: Vec<_> = if let Some(action) = literal.captures(rest) {
                vec![action[1].to_owned()]
            } else {
                let only = variant.captures(rest).map(|variant| variant[1].to_owned());
                let all = enumeration(source.part(), "Action");
                let all = named.captures_iter(&all).filter(|pair| only.as_ref().is_none_or(|only| *only == pair[1]));
                all.map(|pair| pair[2].to_owned()).collect()
            };
            assert!(!actions.is_empty(), "{}: what action is {}", source.path, rest.lines().next().unwrap());
            let mut facts = chained(rest[closing(rest)..].trim_start_matches(')'), "fact");
            let function = rest.split("\n}").next().unwrap();
            facts.extend(later.captures_iter(function).map(|fact| fact[1].to_owned()));
            acts.extend(actions.into_iter().map(|action| Recorded {
                path: source.path.clone(),
                key: format!("{area}-did-{}", action.replace('_', "-")),
                facts: facts.clone(),
                any,
            }));
        }
    }
    assert!(!acts.is_empty());
    let own: BTreeSet<_> = acts.iter().filter(|act| !act.any).map(|act| act.key.clone()).collect();
    acts.retain(|act| !act.any || !own.contains(&act.key));
    acts
}

/// The text of a named enumeration of one part of the program.
fn enumeration(part: &str, name: &str) -> String {
    let head = format!("enum {name} {{");
    let files = sources("src", &["rs"]).into_iter().filter(|source| source.part() == part);
    files.filter_map(|source| Some(source.text.split_once(&head)?.1.split('}').next()?.to_owned())).collect()
}

#[test]
fn every_act_has_its_words_and_gives_the_facts_they_name() {
    let keys = keys(Language::Chinese);
    let mut faults = Vec::new();
    for act in acts() {
        match keys.get(&act.key) {
            None => faults.push(format!("{}: no words for {}", act.path, act.key)),
            Some(facts) if !facts.is_subset(&act.facts) => {
                faults.push(format!("{}: {} names {facts:?} and is given {:?}", act.path, act.key, act.facts));
            }
            Some(_) => {}
        }
    }
    none(&faults);
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
