//! A walk through everything that is linked in the furnished demo, in each reader's shoes.

use std::collections::{BTreeMap, VecDeque};

use regex::Regex;
use serde_json::Value;
use yizheng::permission::Role;
use yizheng::words::Language;

use crate::helpers::{Reader, TestApp};
use crate::sources::none;

/// No more pages of one kind than this; lists have more, all alike.
const ALIKE: usize = 6;

/// What is alike in addresses of one kind: without numbers and queries.
pub fn kind(path: &str) -> String {
    let numbers = Regex::new(r"\d+").unwrap();
    numbers.replace_all(path.split('?').next().unwrap(), "n").into_owned()
}

/// Opens every page that is linked from a page on, breadth first: the text of each by its address.
pub async fn walk(reader: &Reader, from: &str) -> BTreeMap<String, String> {
    let link = Regex::new(r##"href="(/[^"#]*)"##).unwrap();
    let mut ahead = VecDeque::from([from.to_owned()]);
    let mut kinds = BTreeMap::new();
    let mut seen = BTreeMap::new();
    while let Some(path) = ahead.pop_front() {
        let alike = kinds.entry(kind(&path)).or_insert(0);
        if *alike == ALIKE || seen.contains_key(&path) || path.starts_with("/assets/") {
            continue;
        }
        *alike += 1;
        let page = reader.get(&path).await;
        assert_eq!(page.status, 200, "{path}");
        if page.header("content-type").starts_with("text/html") {
            let text = page.text();
            ahead.extend(link.captures_iter(&text).map(|found| found[1].replace("&#38;", "&")));
            seen.insert(path, text);
        }
    }
    seen
}

/// What a page shows, without its tags.
fn shown(page: &str) -> String {
    let tag = Regex::new(r"(?s)<[^>]*>").unwrap();
    let mut text = tag.replace_all(page, " ").into_owned();
    for (sign, escaped) in [("<", "&#60;"), (">", "&#62;"), ("\"", "&#34;"), ("'", "&#39;"), ("&", "&#38;")] {
        text = text.replace(escaped, sign);
    }
    text
}

#[tokio::test]
async fn every_linked_page_opens_in_both_languages() {
    let app = TestApp::demo().await;
    for language in Language::ALL {
        for role in
            [None, Some(Role::Member), Some(Role::Clerk), Some(Role::Administrator), Some(Role::PlatformOperator)]
        {
            let reader = match role {
                Some(role) => app.sign_in(role).await,
                None => app.visitor(),
            };
            reader.post("/language", &[("language", language.name())]).await;
            let pages = walk(&reader, "/").await;
            assert!(pages.len() > 3, "{role:?} finds only {:?}", pages.keys());
            let other: Vec<_> =
                pages.iter().filter(|(_, page)| !page.contains(&format!("<html lang=\"{language}\""))).collect();
            assert!(other.is_empty(), "{role:?} finds another language than {language} at {:?}", other[0].0);
        }
    }
}

#[tokio::test]
async fn a_page_and_its_json_tell_the_same_facts() {
    let app = TestApp::demo().await;
    let clerk = app.sign_in(Role::Clerk).await;
    let mut faults = Vec::new();
    for (path, page) in walk(&clerk, "/qingling").await {
        let answer = clerk.get_json(&path).await;
        assert_eq!(answer.status, 200, "{path}");
        let (page, mut facts) = (squeezed(&(shown(&page) + &page)), Vec::new());
        collect(&answer.json(), &mut facts);
        let missing = facts.iter().filter(|fact| !page.contains(&squeezed(fact)));
        faults.extend(missing.map(|fact| format!("{path}: only the JSON tells {fact}")));
    }
    none(&faults);
}

/// The Chinese texts in a value: what people read, not what programs tell apart.
fn collect(value: &Value, facts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.chars().any(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign)) => {
            facts.push(text.clone());
        }
        Value::Array(list) => list.iter().for_each(|one| collect(one, facts)),
        Value::Object(fields) => fields.values().for_each(|one| collect(one, facts)),
        _ => {}
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}
