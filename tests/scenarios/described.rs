//! The addresses of proposals as they describe themselves to programs.

use std::collections::{BTreeMap, BTreeSet};

use axum::body::Body;
use axum::http::Request;
use regex::Regex;
use serde_json::{Value, json};
use utoipa::openapi::OpenApi;
use yizheng::demo;
use yizheng::proposal::handling::store as handling;
use yizheng::proposal::model::List;
use yizheng::proposal::store;
use yizheng::unit;

use crate::helpers::{Operation, Reader, TestApp, described, faults, operations, pressed, words_of};
use crate::sources::{none, sources};

#[tokio::test]
async fn the_document_is_served_to_everybody_and_is_one() {
    let app = TestApp::start().await;
    let served = app.visitor().get("/openapi.json").await;
    assert_eq!((served.status.as_u16(), served.header("content-type").as_str()), (200, "application/json"));
    assert_eq!(served.json(), *described());
    let read: OpenApi = serde_json::from_slice(&served.body).unwrap();
    assert_eq!(read.paths.paths.len(), described()["paths"].as_object().unwrap().len());
    assert_eq!(described()["info"]["version"], env!("CARGO_PKG_VERSION"));
}

/// All values under a name, wherever they stand.
fn under<'a>(value: &'a Value, name: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(key, one)| {
            if key == name {
                found.push(one);
            }
            under(one, name, found);
        }),
        Value::Array(list) => list.iter().for_each(|one| under(one, name, found)),
        _ => {}
    }
}

#[test]
fn whatever_the_document_leads_to_is_there_and_every_schema_is_one() {
    let mut references = Vec::new();
    under(described(), "$ref", &mut references);
    let schemas = described()["components"]["schemas"].as_object().unwrap();
    let mut faults: Vec<_> = references
        .iter()
        .filter(|one| described().pointer(one.as_str().unwrap().trim_start_matches('#')).is_none())
        .map(|one| format!("{one} leads nowhere"))
        .collect();
    let wrong = schemas.iter().filter(|(_, schema)| !jsonschema::draft202012::meta::is_valid(schema));
    faults.extend(wrong.map(|(name, _)| format!("{name} is no schema")));
    let used = |name: &str| references.iter().any(|one| one.as_str().unwrap().ends_with(&format!("/{name}")));
    faults.extend(schemas.keys().filter(|name| !used(name)).map(|name| format!("{name} is of no use")));
    none(&faults);
}

#[test]
fn every_operation_says_what_it_does_and_declares_its_place() {
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    for one in operations() {
        let value = one.value();
        if !ids.insert(value["operationId"].as_str().unwrap()) {
            faults.push(format!("{one:?} has the id of another"));
        }
        if value["summary"].as_str().is_none_or(str::is_empty) {
            faults.push(format!("{one:?} has no summary"));
        }
        let declared = value["parameters"].as_array().into_iter().flatten();
        let declared: BTreeSet<_> =
            declared.filter(|one| one["in"] == "path").map(|one| one["name"].as_str().unwrap()).collect();
        let steps = one.path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
        if declared != steps.collect() {
            faults.push(format!("{one:?} declares {declared:?}"));
        }
        for (status, response) in value["responses"].as_object().unwrap() {
            if response["description"].as_str().is_none_or(str::is_empty) {
                faults.push(format!("{one:?} does not say what {status} means"));
            }
        }
        if one.method == "post" && !value["responses"]["200"]["content"]["application/json"].is_object() {
            faults.push(format!("{one:?} does not say that it was done"));
        }
    }
    none(&faults);
}

#[test]
fn a_property_too_many_and_one_too_few_are_seen() {
    let schema = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    // One that stands alone, and one whose properties are those of two.
    let whole = [
        ("Saved", json!({"done": "已保存", "version": 3})),
        ("ChoiceList", json!({"list": "category", "choices": []})),
    ];
    for (name, value) in whole {
        assert_eq!(faults(&schema(name), &value), [""; 0], "{name}");
        let (mut more, mut less) = (value.clone(), value);
        more["secret"] = json!(1);
        let first = less.as_object().unwrap().keys().next().unwrap().clone();
        less.as_object_mut().unwrap().remove(&first);
        assert!(!faults(&schema(name), &more).is_empty(), "{name} with more");
        assert!(!faults(&schema(name), &less).is_empty(), "{name} with less");
    }
    let odd = json!({"done": "已保存", "version": "3"});
    assert!(!faults(&schema("Saved"), &odd).is_empty());
    assert!(!faults(&schema("Day"), &json!("2024-02-30")).is_empty(), "no such day");
}

#[test]
fn all_schemas_have_names_of_their_own() {
    let derived = Regex::new(
        r"(?s)#\[derive\([^)]*ToSchema[^)]*\)\]((?:\s*#\[[^\n]*\])*)\s*(?:pub(?:\([^)]*\))? )?(?:struct|enum) (\w+)",
    )
    .unwrap();
    let named = Regex::new(r"schema\(as = (\w+)").unwrap();
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for source in sources("src", &["rs"]) {
        for found in derived.captures_iter(source.code()) {
            let name = named.captures(&found[1]).map_or(found[2].to_owned(), |name| name[1].to_owned());
            if !seen.insert(name.clone()) {
                faults.push(format!("{}: another schema is called {name}", source.path));
            }
        }
    }
    assert!(seen.contains("ProposalList") && seen.contains("Refused"), "{seen:?}");
    none(&faults);
}

#[tokio::test]
async fn what_is_described_is_what_is_served() {
    let app = TestApp::start().await;
    let mut faults = Vec::new();
    let paths: BTreeSet<_> = operations().into_iter().map(|one| one.path).collect();
    let key = Regex::new(r"\{\w+\}").unwrap();
    for path in &paths {
        let address = path.replace("{committee}", "qingling").replace("{list}", "category");
        let address = key.replace_all(&address, "1").into_owned();
        // No address knows this method: each answers with those that it knows.
        let answer = app.visitor().send(Request::patch(&address), Body::empty()).await;
        let known: BTreeSet<_> = answer.header("allow").split(',').map(str::to_lowercase).collect();
        let said = operations().into_iter().filter(|one| one.path == *path).map(|one| one.method.to_owned());
        let said: BTreeSet<_> =
            said.flat_map(|method| if method == "get" { vec![method, "head".into()] } else { vec![method] }).collect();
        if known != said {
            faults.push(format!("{path} is described with {said:?} and served with {known:?}"));
        }
    }
    none(&faults);
}

#[test]
fn nothing_of_proposals_is_served_that_is_not_described() {
    let attribute = Regex::new(r#"#\[utoipa::path\(\s*(\w+),\s*path = "([^"]+)""#).unwrap();
    let mut faults = Vec::new();
    let mut written = BTreeSet::new();
    for source in sources("src", &["rs"]) {
        let plain = [".route(", "route_service(", "axum::routing", ".nest("];
        let plain = plain.iter().filter(|word| source.code().contains(**word));
        if ["src/proposal/", "src/unit/"].iter().any(|area| source.path.starts_with(area)) {
            faults.extend(plain.map(|word| format!("{}: {word}", source.path)));
        }
        written.extend(attribute.captures_iter(source.code()).map(|found| (found[1].to_owned(), found[2].to_owned())));
    }
    let said: BTreeSet<_> =
        operations().into_iter().map(|Operation { method, path }| (method.to_owned(), path.to_owned())).collect();
    faults.extend(
        written
            .symmetric_difference(&said)
            .map(|one| format!("{one:?} is written and not served, or served and not written")),
    );
    assert!(said.len() > 70, "{}", said.len());
    none(&faults);
}

/// The accounts of the demo that see all pages of proposals between them.
const READERS: [&str; 6] = ["proposals_clerk", "member", "member4", "unit_handler", "unit_approver", "supervisor"];

/// What no page tells that nothing was sent to, and why.
const UNTOLD: &[(&str, &str)] = &[
    ("Rejected.faults", "what was sent and did not fit"),
    ("ReplyDraft.sentence", "what was sent and did not fit"),
    ("Refusal.", "what was sent and did not fit"),
    ("ProposalPage.related", "no area after proposals has yet anything to show beside one"),
    ("Related.", "no area after proposals has yet anything to show beside one"),
];

/// The addresses that a path may stand for in a furnished committee.
fn addresses(path: &str, keys: &BTreeMap<&str, Vec<String>>) -> Vec<String> {
    let mut all = vec![path.to_owned()];
    for (place, values) in keys {
        if path.contains(place) {
            all =
                all.iter().flat_map(|address| values.iter().map(move |value| address.replace(place, value))).collect();
        }
    }
    all
}

/// Marks the properties of described schemas that stand in a value.
fn mark(schema: &Value, value: &Value, of: &str, seen: &mut BTreeSet<String>) {
    if let Some(path) = schema["$ref"].as_str() {
        let name = path.rsplit('/').next().unwrap();
        return mark(described().pointer(path.trim_start_matches('#')).unwrap(), value, name, seen);
    }
    for part in ["allOf", "oneOf"].iter().filter_map(|kind| schema[*kind].as_array()).flatten() {
        if schema.get("allOf").is_some() || faults(part, value).is_empty() {
            mark(part, value, of, seen);
        }
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(one) = value.get(name) {
            seen.insert(format!("{of}.{name}"));
            mark(property, one, of, seen);
        }
    }
    for one in value.as_array().into_iter().flatten().filter(|_| schema["items"].is_object()) {
        mark(&schema["items"], one, of, seen);
    }
}

/// Marks the properties of a schema and of all that it leads to, each with the name of its schema before it.
fn properties<'a>(schema: &'a Value, of: &'a str, found: &mut BTreeSet<(&'a str, &'a str)>) {
    match schema {
        Value::Object(fields) => {
            if let Some(path) = schema["$ref"].as_str() {
                let name = path.rsplit('/').next().unwrap();
                if !found.iter().any(|(of, _)| *of == name) {
                    properties(described().pointer(path.trim_start_matches('#')).unwrap(), name, found);
                }
            }
            let own = schema["properties"].as_object().into_iter().flatten();
            found.extend(own.map(|(name, _)| (of, name.as_str())));
            fields.values().for_each(|one| properties(one, of, found));
        }
        Value::Array(list) => list.iter().for_each(|one| properties(one, of, found)),
        _ => {}
    }
}

/// Adds what the demo lacks: days off, a draft with a file and one who is asked to sign, and two proposals about the
/// same that wait for their review. The readers begin with the clerk and a member.
async fn furnish(app: &TestApp, readers: &[Reader]) {
    let days = [("days", "2024-10-01~2024-10-07休")];
    pressed(&readers[0], "/qingling/settings/holidays", &days).await;
    let member = &readers[1];
    for what in ["submit", "submit", "invite"] {
        let begun = member.post("/qingling/proposals/new", &[("kind", "member")]).await;
        let at = begun.location().trim_end_matches("/write").to_owned();
        let saved = member.post_json(&format!("{at}/write"), &words_of("关于修复石桥渡槽的建议", 1)).await;
        assert_eq!(saved.status, 200, "{}", saved.text());
        let id = at.rsplit('/').next().unwrap().parse().unwrap();
        let words = store::proposal(app.db.read(), app.committee.id, id).await.unwrap().text_version.to_string();
        if what == "submit" {
            pressed(member, &format!("{at}/submit"), &[("version", &words)]).await;
        } else {
            pressed(member, &format!("{at}/invite"), &[("names", "100")]).await;
            let filed = member.upload(&format!("{at}/files"), "渡槽.pdf", b"%PDF-1.7 0123456789").await;
            assert_eq!(filed.status, 303, "{}", filed.text());
        }
    }
}

#[tokio::test]
async fn a_program_is_told_on_every_page_what_its_description_says_and_nothing_else() {
    let app = TestApp::demo().await;
    let mut readers = Vec::new();
    for login in READERS {
        let reader = app.visitor();
        pressed(&reader, "/sign-in", &[("login", login), ("password", demo::PASSWORD)]).await;
        readers.push(reader);
    }
    furnish(&app, &readers).await;
    let table = "案由,提案人,分类\n关于清淤的提案,没有这个人,没有这一类\n";
    let draft = readers[0].upload("/qingling/import", "提案.csv", table.as_bytes()).await.location();
    let on = app.db.read();
    let units = unit::store::units(on, app.committee.id).await.unwrap();
    let unit = vec![units[0].id.to_string()];
    let mut keys = BTreeMap::from([
        ("{committee}", vec!["qingling".to_owned()]),
        ("{draft}", vec![draft.rsplit('/').next().unwrap().to_owned()]),
        ("{list}", List::ALL.iter().map(ToString::to_string).collect()),
        ("{round}", vec!["0".to_owned(), "1".to_owned()]),
    ]);
    let (mut told, mut seen, mut all) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let gets = operations().into_iter().filter(|one| one.method == "get" && one.answers("200").is_some());
    let gets: Vec<_> = gets.collect();
    for one in &gets {
        let schema = one.answers("200").unwrap();
        properties(schema, "", &mut all);
        let proposals = if one.path.contains("/units/") { vec![0] } else { (1..=53).collect() };
        for proposal in proposals {
            let assignments = handling::assignments(on, proposal).await.unwrap();
            keys.insert("{n}", assignments.iter().map(|one| one.id.to_string()).collect());
            keys.insert("{id}", if proposal == 0 { unit.clone() } else { vec![proposal.to_string()] });
            for (address, reader) in
                addresses(one.path, &keys).iter().flat_map(|to| readers.iter().map(move |by| (to, by)))
            {
                let answer = reader.get_json(address).await;
                if answer.status == 200 {
                    told.insert(one.path);
                    mark(schema, &answer.json(), "", &mut seen);
                }
            }
            if !one.path.contains("{id}") {
                break;
            }
        }
    }
    let mut faults: Vec<_> =
        gets.iter().filter(|one| !told.contains(one.path)).map(|one| format!("nobody opened {}", one.path)).collect();
    let name = |(of, property): &(&str, &str)| format!("{of}.{property}");
    let excused = |name: &String| UNTOLD.iter().any(|(known, _)| name.starts_with(known));
    let untold = all.iter().map(name).filter(|name| !seen.contains(name) && !excused(name));
    faults.extend(untold.map(|name| format!("no page told {name}")));
    none(&faults);
}
