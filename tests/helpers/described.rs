//! What the program says of its addresses, held against whatever it answers to the tests.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use axum::http::Method;
use jsonschema::Validator;
use serde_json::{Value, json};
use yizheng::areas::AREAS;
use yizheng::server::document;

use super::Answer;

/// An address as it is described.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    pub method: &'static str,
    pub path: &'static str,
}

/// The document, as it is served.
pub fn described() -> &'static Value {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::to_value(document(AREAS)).unwrap())
}

/// All that is described.
pub fn operations() -> Vec<Operation> {
    let paths = described()["paths"].as_object().unwrap();
    let methods = |(path, item): (&'static String, &'static Value)| {
        item.as_object().unwrap().keys().map(move |method| Operation { method, path })
    };
    paths.iter().flat_map(methods).collect()
}

impl Operation {
    /// The one behind an address; where two could be, the one that says more of it.
    fn of(method: &Method, address: &str) -> Option<Self> {
        let method = method.as_str().to_lowercase();
        let path = address.split('?').next().unwrap();
        let steps: Vec<_> = path.split('/').collect();
        let fits = |one: &Self| {
            let known: Vec<_> = one.path.split('/').collect();
            let alike = |(known, step): (&&str, &&str)| known == step || known.starts_with('{');
            one.method == method && known.len() == steps.len() && known.iter().zip(&steps).all(alike)
        };
        operations().into_iter().filter(fits).min_by_key(|one| one.path.matches('{').count())
    }

    pub fn value(&self) -> &'static Value {
        &described()["paths"][self.path][self.method]
    }

    /// The schema of its answer in JSON with a status; none where it has no such answer.
    pub fn answers(&self, status: &str) -> Option<&'static Value> {
        self.value()["responses"][status]["content"]["application/json"].get("schema")
    }
}

/// The schemas, strict: nothing may stand in an object that is not described.
fn strict() -> &'static Value {
    static STRICT: OnceLock<Value> = OnceLock::new();
    STRICT.get_or_init(|| {
        let mut components = described()["components"].clone();
        let mut parts = BTreeSet::new();
        parts_of_others(&components, &mut parts);
        for (name, schema) in components["schemas"].as_object_mut().unwrap() {
            let object = schema.get("properties").is_some() || schema.get("allOf").is_some();
            if object && !parts.contains(name) {
                schema["unevaluatedProperties"] = json!(false);
            }
        }
        components
    })
}

/// The names of the schemas whose properties stand among those of others.
fn parts_of_others(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for part in fields.get("allOf").and_then(Value::as_array).into_iter().flatten() {
                let name = part["$ref"].as_str().and_then(|path| path.rsplit('/').next());
                found.extend(name.map(ToOwned::to_owned));
            }
            fields.values().for_each(|one| parts_of_others(one, found));
        }
        Value::Array(list) => list.iter().for_each(|one| parts_of_others(one, found)),
        _ => {}
    }
}

/// What is wrong with a value that a schema of the document describes.
///
/// # Panics
/// The schema is none.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    static BUILT: Mutex<BTreeMap<String, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    let build = || {
        let mut whole = schema.clone();
        whole["components"] = strict().clone();
        jsonschema::draft202012::options().should_validate_formats(true).build(&whole).unwrap().into()
    };
    let validator = BUILT.lock().unwrap().entry(schema.to_string()).or_insert_with(build).clone();
    validator.iter_errors(value).map(|fault| format!("{fault} at {}", fault.instance_path())).collect()
}

/// An answer in JSON is one of those that its address describes.
///
/// # Panics
/// It is another.
pub fn is_described(method: &Method, address: &str, answer: &Answer) {
    let json = answer.header("content-type").starts_with("application/json");
    let Some(operation) = Operation::of(method, address).filter(|_| json) else { return };
    let schema = operation.answers(answer.status.as_str());
    let schema = schema.unwrap_or_else(|| panic!("{method} {address} does not describe {}", answer.status));
    let faults = faults(schema, &answer.json());
    assert!(faults.is_empty(), "{method} {address}, {}: {faults:#?}\n{}", answer.status, answer.text());
}
