//! Whatever comes in is cleaned, and no area can forget it.

use std::collections::BTreeSet;

use regex::Regex;
use yizheng::page::OF_MANY_LINES;

use crate::sources::{none, sources};

/// The files that may read what is sent by themselves, and why. All others have it from `Sent` and `Enclosed`, cleaned.
const TAKEN_IN: &[(&str, &str)] = &[
    ("src/page/form.rs", "cleans it"),
    ("src/page/upload.rs", "cleans it"),
    ("src/page/once.rs", "hands it on as it came, once"),
    ("src/import/upload.rs", "damaged text is restored, not cleaned: what cannot be seen tells what it was"),
];

#[test]
fn whatever_is_sent_is_cleaned_where_it_comes_in() {
    let raw = Regex::new(r"\b(?:Form|Bytes|Multipart|RawForm)\b.*from_request|extract::(?:\w+::)?\{?[^;]*\b(?:Form|Bytes|Multipart|RawForm)\b|\bto_bytes\(|: Json\(").unwrap();
    let faults = sources("src", &["rs"])
        .into_iter()
        .filter(|source| raw.is_match(source.code()) && !["bench", "demo"].contains(&source.part()));
    let faults = faults.filter(|source| TAKEN_IN.iter().all(|(path, _)| *path != source.path));
    none(&faults.map(|source| format!("{} reads what is sent by itself", source.path)).collect::<Vec<_>>());
}

#[test]
fn the_fields_of_many_lines_are_those_that_forms_show_as_such() {
    let area = Regex::new(r#"<textarea[^>]*? name="(\w+)""#).unwrap();
    let shape = Regex::new(r#""(\w+)",(?: shape:)? Shape::Paragraphs"#).unwrap();
    let mut shown = BTreeSet::new();
    for source in sources("src", &["html"]) {
        shown.extend(area.captures_iter(&source.text).map(|found| found[1].to_owned()));
    }
    for source in sources("src", &["rs"]) {
        shown.extend(shape.captures_iter(&source.text).map(|found| found[1].to_owned()));
    }
    let named: BTreeSet<_> = OF_MANY_LINES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(shown, named);
}
