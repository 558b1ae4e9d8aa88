//! Both languages say everything that the program says, and what is printed from the code is what it prints.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Write};
use std::sync::OnceLock;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use regex::Regex;
use yizheng::areas::AREAS;
use yizheng::permission;
use yizheng::server::catalogue;
use yizheng::words::Language;

mod families;
mod proposal;

use families::families;

use crate::acts::acts;
use crate::sources::{Source, none, sources};
use crate::workflow::{Cycle, cycles};

/// The keys of one language, each with the facts that its words name.
pub type Keys = BTreeMap<String, BTreeSet<String>>;

/// What a pattern of words names: facts, and other words.
#[derive(Default)]
struct Named {
    facts: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Named {
    fn collect(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            let PatternElement::Placeable { expression } = element else { continue };
            let inner = match expression {
                Expression::Inline(inner) => inner,
                Expression::Select { selector, variants } => {
                    for variant in variants {
                        self.collect(&variant.value);
                    }
                    selector
                }
            };
            match inner {
                InlineExpression::VariableReference { id } => self.facts.insert(id.name.to_owned()),
                InlineExpression::MessageReference { id, .. } => self.words.insert(id.name.to_owned()),
                _ => false,
            };
        }
    }
}

fn messages(language: Language) -> BTreeMap<String, Named> {
    let mut messages = BTreeMap::new();
    for file in sources(&format!("locales/{language}"), &["ftl"]) {
        for entry in fluent_syntax::parser::parse(file.text.as_str()).unwrap().body {
            if let Entry::Message(message) = entry {
                let mut named = Named::default();
                named.collect(message.value.as_ref().unwrap());
                messages.insert(message.id.name.to_owned(), named);
            }
        }
    }
    messages
}

/// The keys of one language. Words that name other words name their facts too.
pub fn keys(language: Language) -> &'static Keys {
    static KEYS: [OnceLock<Keys>; 2] = [const { OnceLock::new() }; 2];
    KEYS[usize::from(language == Language::English)].get_or_init(|| read(language))
}

fn read(language: Language) -> Keys {
    let messages = messages(language);
    let whole = |named: &Named| {
        let through = named.words.iter().flat_map(|word| messages[word].facts.clone());
        named.facts.iter().cloned().chain(through).collect()
    };
    messages.iter().map(|(key, named)| (key.clone(), whole(named))).collect()
}

/// The program's own files, without tests.
fn program() -> Vec<Source> {
    sources("src", &["rs", "html"])
}

fn names<T: Display>(all: &[T]) -> Vec<String> {
    all.iter().map(|one| one.to_string().replace('_', "-")).collect()
}

/// The actions that an area records.
fn acts_of(area: &str) -> Vec<String> {
    let prefix = format!("{area}-did-");
    acts().iter().filter_map(|act| act.key.strip_prefix(&prefix).map(str::to_owned)).collect()
}

/// Prefixes whose names stand in the templates. Every page that a test opens fails where one is missing.
const OPEN: &[&str] = &["meeting-column", "meeting-field", "member-field"];

/// The families of keys: those of the life cycles, and the others.
fn all_families() -> Vec<(String, Vec<String>)> {
    let others = families().into_iter().map(|(prefix, names)| (prefix.to_owned(), names));
    cycles().into_iter().flat_map(|cycle| cycle.words).chain(others).collect()
}

/// Keys that are put together.
fn put_together() -> BTreeSet<String> {
    let links = AREAS.iter().map(|area| area.name).chain(["import", "history", "accounts"]);
    let navigation = links.flat_map(|name| [format!("{name}-nav"), format!("{name}-nav-hint")]);
    all_families()
        .into_iter()
        .flat_map(|(prefix, names)| names.into_iter().map(move |name| format!("{prefix}-{name}")))
        .chain(navigation)
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_and_facts() {
    let (chinese, english) = (keys(Language::Chinese), keys(Language::English));
    let mut faults = Vec::new();
    for (key, facts) in chinese {
        match english.get(key) {
            None => faults.push(format!("en lacks {key}")),
            Some(other) if other != facts => faults.push(format!("{key}: zh-CN names {facts:?}, en {other:?}")),
            Some(_) => {}
        }
    }
    faults.extend(english.keys().filter(|key| !chinese.contains_key(*key)).map(|key| format!("zh-CN lacks {key}")));
    none(&faults);
}

#[test]
fn every_word_file_is_read_by_the_program() {
    let words = catalogue(AREAS).unwrap().words(Language::Chinese);
    let unread: Vec<_> = keys(Language::Chinese).keys().filter(|key| !words.has(key)).cloned().collect();
    none(&unread);
}

#[test]
fn every_key_that_is_said_has_words_for_the_facts_it_is_given() {
    let keys = keys(Language::Chinese);
    let plain = Regex::new(r#"\bsay\(\s*"([^"]+)"\s*\)"#).unwrap();
    let one = Regex::new(r#"\bwith1\(\s*"([^"]+)",\s*"([^"]+)""#).unwrap();
    let many = Regex::new(r#"(?s)\bwords\.with\(\s*"([^"]+)",\s*&?\[(.*?)\]\s*\)"#).unwrap();
    let told = Regex::new(r#"(?:Refusal|Flash)::new\(\s*"([^"]+)"\s*\)"#).unwrap();
    let pair = Regex::new(r#"\(\s*"(\w+)","#).unwrap();
    let mut faults = Vec::new();
    for source in program() {
        let code = source.code();
        let mut check = |key: &str, given: BTreeSet<String>| match keys.get(key) {
            None => faults.push(format!("{}: no words for {key}", source.path)),
            Some(facts) if *facts != given => {
                faults.push(format!("{}: {key} names {facts:?} and is given {given:?}", source.path));
            }
            Some(_) => {}
        };
        plain.captures_iter(code).for_each(|said| check(&said[1], BTreeSet::new()));
        one.captures_iter(code).for_each(|said| check(&said[1], [said[2].to_owned()].into()));
        for said in many.captures_iter(code) {
            check(&said[1], pair.captures_iter(&said[2]).map(|fact| fact[1].to_owned()).collect());
        }
        for said in told.captures_iter(code) {
            check(&said[1], chained(&code[said.get(0).unwrap().end()..]));
        }
    }
    none(&faults);
}

/// The facts that a chain of calls `.with("name", …)` gives.
fn chained(code: &str) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    let mut rest = code.trim_start();
    while let Some(call) = rest.strip_prefix('.') {
        let (name, arguments) = call.split_once('(').unwrap_or((call, ""));
        let end = closing(arguments);
        if name == "with" {
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
    assert_eq!(chained(r#".with("a", f(x)).see(g("b")).with("c", 1).into());"#), ["a", "c"].map(String::from).into());
    assert_eq!(chained(r#", other.with("d", 1)"#), BTreeSet::new());
}

#[test]
fn every_family_of_keys_is_complete_and_known_here() {
    let keys = keys(Language::Chinese);
    let mut faults: Vec<_> = put_together()
        .into_iter()
        .filter(|key| !keys.contains_key(key))
        .map(|key| format!("no words for {key}"))
        .collect();
    let used = Regex::new(r#"(?:\.of|\.options|\bkey)\(\s*"([^"]+)",|format!\("([a-z]+(?:-[a-z]+)+)-\{"#).unwrap();
    for source in program() {
        for found in used.captures_iter(source.code()) {
            let prefix = found.get(1).or_else(|| found.get(2)).unwrap().as_str();
            if all_families().iter().all(|(known, _)| known != prefix) && !OPEN.contains(&prefix) {
                faults.push(format!("{}: the family {prefix} is not known to this test", source.path));
            }
        }
    }
    none(&faults);
}

#[test]
fn no_key_is_unused() {
    let text = Regex::new(r#""([a-z][a-z0-9_-]*)""#).unwrap();
    let mut used = put_together();
    for source in program() {
        used.extend(text.captures_iter(source.code()).map(|key| key[1].to_owned()));
    }
    let messages = messages(Language::Chinese);
    used.extend(messages.values().flat_map(|named| named.words.iter().cloned()));
    let open = |key: &str| OPEN.iter().any(|prefix| key.starts_with(&format!("{prefix}-")));
    let acts = |key: &str| key.split_once("-did-").is_some_and(|(_, action)| used.contains(&action.replace('-', "_")));
    none(&messages.into_keys().filter(|key| !used.contains(key) && !open(key) && !acts(key)).collect::<Vec<_>>());
}

/// Holds a page of `docs/` against what the code prints; writes it where `UPDATE_DOCS` is set.
pub fn printed(path: &str, text: &str) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(path);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "{} is not what the code prints; `make docs` prints it anew", path.display());
}

#[test]
fn the_page_of_permissions_is_printed_from_the_table() {
    printed("permissions.md", &permission::table());
}

#[test]
fn the_page_of_life_cycles_is_printed_from_the_rules() {
    let mut page = String::from("# Life cycles\n");
    for Cycle { of, source, diagram, .. } in cycles() {
        let _ = write!(page, "\n## {of}\n\nPrinted from `{source}`.\n\n```mermaid\n{diagram}```\n");
    }
    printed("life-cycles.md", &page);
}
