//! Both languages say everything that the program says, and what is printed from the code is what it prints.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use regex::Regex;
use yizheng::app::catalogue;
use yizheng::areas::AREAS;
use yizheng::ledger::Fault;
use yizheng::permission::{self, Role};
use yizheng::words::Language;

use crate::sources::{Source, none, sources};

/// The keys of one language, each with the facts that its words name.
type Keys = BTreeMap<String, BTreeSet<String>>;

fn keys(language: Language) -> Keys {
    let mut keys = Keys::new();
    for file in sources(&format!("locales/{language}"), &["ftl"]) {
        for entry in fluent_syntax::parser::parse(file.text.as_str()).unwrap().body {
            if let Entry::Message(message) = entry {
                let mut facts = BTreeSet::new();
                collect(message.value.as_ref().unwrap(), &mut facts);
                keys.insert(message.id.name.to_owned(), facts);
            }
        }
    }
    keys
}

fn collect(pattern: &Pattern<&str>, facts: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inner = match expression {
            Expression::Inline(inner) => inner,
            Expression::Select { selector, variants } => {
                variants.iter().for_each(|variant| collect(&variant.value, facts));
                selector
            }
        };
        if let InlineExpression::VariableReference { id } = inner {
            facts.insert(id.name.to_owned());
        }
    }
}

/// The program's own files, without tests.
fn program() -> Vec<Source> {
    sources("src", &["rs", "html"])
}

fn names<T: Display>(all: &[T]) -> Vec<String> {
    all.iter().map(|one| one.to_string().replace('_', "-")).collect()
}

/// The keys that are put together from a prefix and a name: `words.of(prefix, name)`.
fn families() -> Vec<(&'static str, Vec<String>)> {
    let kinds: Vec<_> = AREAS.iter().flat_map(|area| area.importers).map(|importer| importer.kind).collect();
    vec![
        ("role", names(Role::ALL)),
        ("error-title", names(&[400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 500, 503])),
        ("import-kind", names(&kinds)),
        ("import-hint", names(&kinds)),
        ("verify-fault", names(Fault::ALL)),
    ]
}

/// Keys that are put together without a prefix of their own.
fn put_together() -> BTreeSet<String> {
    let navigation = AREAS.iter().map(|area| format!("{}-nav", area.name));
    let families = families().into_iter();
    families
        .flat_map(|(prefix, names)| names.into_iter().map(move |name| format!("{prefix}-{name}")))
        .chain(navigation)
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_and_facts() {
    let (chinese, english) = (keys(Language::Chinese), keys(Language::English));
    let mut faults = Vec::new();
    for (key, facts) in &chinese {
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
    let unread: Vec<_> = keys(Language::Chinese).into_keys().filter(|key| !words.has(key)).collect();
    none(&unread);
}

#[test]
fn every_key_that_is_said_has_words_for_the_facts_it_is_given() {
    let keys = keys(Language::Chinese);
    let plain = Regex::new(r#"\bsay\(\s*"([^"]+)"\s*\)"#).unwrap();
    let one = Regex::new(r#"\bwith1\(\s*"([^"]+)",\s*"([^"]+)""#).unwrap();
    let many = Regex::new(r#"(?s)\bwords\.with\(\s*"([^"]+)",\s*&\[(.*?)\]\s*\)"#).unwrap();
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
            check(&said[1], chained(&code[said.get(0).unwrap().end()..], "with"));
        }
    }
    none(&faults);
}

/// The facts that a chain of calls `.with("name", …)` gives, where the chain begins.
fn chained(code: &str, method: &str) -> BTreeSet<String> {
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

#[test]
fn every_family_of_keys_is_complete_and_known_here() {
    let keys = keys(Language::Chinese);
    let mut faults: Vec<_> = put_together()
        .into_iter()
        .filter(|key| !keys.contains_key(key))
        .map(|key| format!("no words for {key}"))
        .collect();
    let used = Regex::new(r#"\.of\(\s*"([^"]+)","#).unwrap();
    for source in program() {
        for prefix in used.captures_iter(source.code()) {
            if families().iter().all(|(known, _)| *known != &prefix[1]) {
                faults.push(format!("{}: the family {} is not known to this test", source.path, &prefix[1]));
            }
        }
    }
    none(&faults);
}

#[test]
fn no_key_is_unused() {
    let text = Regex::new(r#""([a-z][a-z0-9-]*)""#).unwrap();
    let mut used = put_together();
    for source in program() {
        used.extend(text.captures_iter(source.code()).map(|key| key[1].to_owned()));
    }
    let acts: BTreeSet<_> = acts().into_iter().map(|act| act.key).collect();
    none(
        &keys(Language::Chinese)
            .into_keys()
            .filter(|key| !used.contains(key) && !acts.contains(key))
            .collect::<Vec<_>>(),
    );
}

/// An act as it stands in the code: the key of its words and the facts it is given.
struct Recorded {
    path: String,
    key: String,
    facts: BTreeSet<String>,
}

/// Every act that the code records. An action that is a variant of the area's `Action` stands for that variant, an
/// action that is any of them for all.
fn acts() -> Vec<Recorded> {
    let act = Regex::new(r#"Act::new\(\s*([^,]+),\s*[^,]+,\s*"#).unwrap();
    let literal = Regex::new(r#"^"(\w+)""#).unwrap();
    let variant = Regex::new(r"^Action::(\w+)\.name\(\)").unwrap();
    let named = Regex::new(r#"(\w+) = "(\w+)""#).unwrap();
    let mut acts = Vec::new();
    for source in program() {
        let code = source.code().lines().filter(|line| !line.starts_with("///")).collect::<Vec<_>>().join("\n");
        for found in act.captures_iter(&code) {
            let area = found[1].trim_matches('"').to_owned();
            let area = if found[1].starts_with('"') { area } else { source.part().to_owned() };
            let rest = &code[found.get(0).unwrap().end()..];
            let actions: Vec<_> = if let Some(action) = literal.captures(rest) {
                vec![action[1].to_owned()]
            } else {
                let only = variant.captures(rest).map(|variant| variant[1].to_owned());
                let all = enumeration(source.part(), "Action");
                let all = named.captures_iter(&all).filter(|pair| only.as_ref().is_none_or(|only| *only == pair[1]));
                all.map(|pair| pair[2].to_owned()).collect()
            };
            assert!(!actions.is_empty(), "{}: what action is {}", source.path, rest.lines().next().unwrap());
            let facts = chained(&rest[closing(rest)..].trim_start_matches(')'), "fact");
            acts.extend(actions.into_iter().map(|action| Recorded {
                path: source.path.clone(),
                key: format!("{area}-did-{}", action.replace('_', "-")),
                facts: facts.clone(),
            }));
        }
    }
    assert!(!acts.is_empty());
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

/// Holds a page of `docs/` against what the code prints; writes it where `UPDATE_DOCS` is set.
fn printed(path: &str, text: &str) {
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
