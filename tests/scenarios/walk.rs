//! A walk through everything that is linked in the furnished demo, in each reader's shoes.

use std::collections::{BTreeMap, VecDeque};

use regex::Regex;
use yizheng::permission::Role;
use yizheng::words::Language;

use crate::completeness::keys;
use crate::helpers::{Reader, TestApp};

/// No more pages than this; lists have more, all alike.
const PAGES: usize = 150;

/// Opens every page that is linked from a page on, breadth first: the text of each by its address.
async fn walk(reader: &Reader, from: &str) -> BTreeMap<String, String> {
    let link = Regex::new(r##"href="(/[^"#]*)"##).unwrap();
    let mut ahead = VecDeque::from([from.to_owned()]);
    let mut seen = BTreeMap::new();
    while let Some(path) = ahead.pop_front() {
        if seen.len() == PAGES || seen.contains_key(&path) || path.starts_with("/assets/") {
            continue;
        }
        let page = reader.get(&path).await;
        assert!(page.status == 200 || page.header("content-type").contains("spreadsheet"), "{path}: {}", page.status);
        let text = page.text();
        ahead.extend(link.captures_iter(&text).map(|found| found[1].replace("&amp;", "&").replace("&#38;", "&")));
        seen.insert(path, text);
    }
    seen
}

#[tokio::test]
async fn every_linked_page_opens_and_speaks_in_words() {
    let app = TestApp::demo().await;
    let tag = Regex::new(r"(?s)<[^>]*>").unwrap();
    let keys = keys(Language::Chinese);
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
            for (path, page) in pages {
                let text = tag.replace_all(&page, " ");
                for word in text.split_whitespace().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()))
                {
                    assert!(!keys.contains_key(word) || !word.contains('-'), "{path} shows the key {word}");
                    assert!(!is_like_a_key(word, &keys), "{path} shows {word}, for which there are no words");
                }
            }
        }
    }
}

/// Whether a word begins as keys do and has no words.
fn is_like_a_key(word: &str, keys: &BTreeMap<String, std::collections::BTreeSet<String>>) -> bool {
    let Some((prefix, _)) = word.split_once('-') else { return false };
    let plain = word.chars().all(|sign| sign.is_ascii_lowercase() || sign == '-');
    plain
        && keys.keys().any(|key| key.split('-').next() == Some(prefix) && key.contains('-'))
        && !keys.contains_key(word)
}
