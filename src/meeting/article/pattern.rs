//! The one place where patterns are built.

use regex::Regex;

/// `pattern!(NAME = "...", ...)`: statics holding a pattern each, built at first use.
macro_rules! patterns {
    ($($(#[$doc:meta])* $name:ident = $source:expr;)+) => {
        $($(#[$doc])* static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| super::pattern::build(&$source));)+
    };
}
pub(super) use patterns;

#[expect(clippy::expect_used, reason = "patterns are literals; reading any article builds them all")]
pub(super) fn build(source: &str) -> Regex {
    Regex::new(source).expect("a pattern of the reader is well formed")
}
