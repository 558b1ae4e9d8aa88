//! Whatever the bytes: no panic, and the edits turn the original into the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::hint::black_box;
use yizheng::restore::{html_text, restore, restore_bytes, restore_stream};

fuzz_target!(|bytes: &[u8]| {
    let whole = restore_bytes(bytes);
    let mut streamed = Vec::new();
    let stream = restore_stream(bytes, &mut streamed, |_| Ok(()));
    assert_eq!(whole.is_ok(), stream.is_ok());
    if let Ok(restored) = whole {
        assert_eq!(restored.text.as_bytes(), streamed);
        let original: Vec<char> = restored.original.chars().collect();
        let mut text = String::new();
        let mut from = 0;
        for edit in &restored.edits {
            text.extend(&original[from..edit.offset]);
            assert_eq!(text.chars().count(), edit.restored);
            from = edit.offset + edit.before.chars().count();
            assert_eq!(original[edit.offset..from].iter().collect::<String>(), edit.before);
            text.push_str(&edit.after);
        }
        text.extend(&original[from..]);
        assert_eq!(text, restored.text);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        let once = restore(text).text;
        assert_eq!(restore(&once).text, once);
        black_box(html_text(text));
    }
});
