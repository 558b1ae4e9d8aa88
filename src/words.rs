//! The words of the program in both languages, out of the Fluent files under `locales/`.

use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::error::{Error, Refusal, Result};
use crate::named;
use crate::named::key;

named! {
    pub enum Language {
        Chinese = "zh-CN",
        English = "en",
    }
}

impl Language {
    /// The language of the shell in which a command runs, by its locale; English where that is not Chinese.
    #[must_use]
    pub fn of_shell() -> Self {
        let set = |name| std::env::var(name).ok().filter(|locale| !locale.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set).unwrap_or_default();
        if locale.starts_with("zh") { Self::Chinese } else { Self::English }
    }

    /// The language that an `Accept-Language` header asks for; Chinese where it names neither.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        let weight = |part: &str| -> (Option<Self>, f32) {
            let mut fields = part.split(';').map(str::trim);
            let tag = fields.next().unwrap_or_default().to_ascii_lowercase();
            let quality = fields.find_map(|field| field.strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
            let language = match tag.split('-').next() {
                Some("zh") => Some(Self::Chinese),
                Some("en") => Some(Self::English),
                _ => None,
            };
            (language, quality)
        };
        let mut best = (Self::Chinese, 0.0);
        for (language, quality) in header.split(',').take(20).map(weight) {
            if let Some(language) = language.filter(|_| quality > best.1) {
                best = (language, quality);
            }
        }
        best.0
    }
}

/// The text of the word files: for each part of the program its Chinese and its English file.
pub type Sources = [[&'static str; 2]];

/// All words in all languages.
pub struct Catalogue([FluentBundle<FluentResource>; 2]);

impl Catalogue {
    /// Reads the word files.
    ///
    /// # Errors
    /// A file that is not Fluent, or a key given twice.
    pub fn new(sources: &Sources) -> Result<Arc<Self>> {
        let mut bundles = [Language::Chinese, Language::English].map(|language| {
            let tag: LanguageIdentifier = language.name().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            bundle.set_use_isolating(false);
            bundle
        });
        for texts in sources {
            for (bundle, text) in bundles.iter_mut().zip(texts) {
                let resource = FluentResource::try_new((*text).to_owned())
                    .map_err(|(_, faults)| Error::internal(format!("word file: {faults:?}")))?;
                bundle.add_resource(resource).map_err(|faults| Error::internal(format!("word file: {faults:?}")))?;
            }
        }
        Ok(Arc::new(Self(bundles)))
    }

    /// The words of one language.
    #[must_use]
    pub fn words(self: &Arc<Self>, language: Language) -> Words {
        Words { catalogue: Arc::clone(self), language }
    }
}

/// The words of one language, handed to every page.
#[derive(Clone)]
pub struct Words {
    catalogue: Arc<Catalogue>,
    pub language: Language,
}

impl Words {
    fn bundle(&self) -> &FluentBundle<FluentResource> {
        &self.catalogue.0[usize::from(self.language == Language::English)]
    }

    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    /// The words of a key. A key that is missing shows itself, and fails a test.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The words of a key with the facts that they name.
    #[must_use]
    pub fn with(&self, key: &str, facts: &[(&str, FluentValue<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(facts.len());
        for (name, value) in facts {
            arguments.set((*name).to_owned(), value.clone());
        }
        self.format(key, Some(&arguments))
    }

    /// As [`Words::with`], for one fact.
    #[must_use]
    pub fn with1<'v>(&self, key: &str, name: &str, value: impl Into<FluentValue<'v>>) -> String {
        self.with(key, &[(name, value.into())])
    }

    /// The word for a variant of a named enumeration: key `prefix-name`, with `-` for `_`.
    #[must_use]
    pub fn of(&self, prefix: &str, name: impl std::fmt::Display) -> String {
        self.say(&key(prefix, name))
    }

    /// The words for several variants of a named enumeration, as a list.
    #[must_use]
    pub fn list(&self, prefix: &str, names: &[impl std::fmt::Display]) -> String {
        let words: Vec<_> = names.iter().map(|name| self.of(prefix, name)).collect();
        words.join(&self.say("list-comma"))
    }

    /// Variants of a named enumeration, each with its word, to choose from.
    #[must_use]
    pub fn options(&self, prefix: &str, names: &[impl std::fmt::Display]) -> Vec<(String, String)> {
        names.iter().map(|name| (name.to_string(), self.of(prefix, name))).collect()
    }

    /// The sentence of a refusal.
    #[must_use]
    pub fn refusal(&self, refusal: &Refusal) -> String {
        let facts: Vec<_> =
            refusal.facts.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect();
        self.with(refusal.key, &facts)
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle().get_message(key).and_then(|message| message.value()) else {
            tracing::warn!(key, "no words for this key");
            return key.to_owned();
        };
        let mut faults = Vec::new();
        let text = self.bundle().format_pattern(pattern, arguments, &mut faults).into_owned();
        for fault in faults {
            tracing::warn!(key, %fault, "words are short of a fact");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_heard() {
        for (header, language) in [
            ("", Language::Chinese),
            ("fr-FR", Language::Chinese),
            ("en-GB,en;q=0.9", Language::English),
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese),
            ("en;q=0.5, zh;q=0.7", Language::Chinese),
            ("zh;q=0, en;q=0.1", Language::English),
            ("en;q=nonsense", Language::English),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }
}
