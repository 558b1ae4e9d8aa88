//! The reader takes any text and keeps its promises about spans.

#![no_main]

use libfuzzer_sys::fuzz_target;
use yizheng::meeting::article::read;

fuzz_target!(|text: &str| {
    let record = read(text);
    let characters = text.chars().count();
    for (from, to) in record.spans.values() {
        assert!(from <= to && *to <= characters);
    }
});
