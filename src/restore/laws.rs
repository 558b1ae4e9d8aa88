//! What must hold of any text at all, and of any bytes.

use super::tests::{gb, utf8};
use super::*;
use proptest::prelude::*;

fn apply(original: &str, edits: &[Edit]) -> String {
    let original: Vec<char> = original.chars().collect();
    let mut text = String::new();
    let mut from = 0;
    for edit in edits {
        text.extend(&original[from..edit.offset]);
        assert_eq!(text.chars().count(), edit.restored);
        let end = edit.offset + edit.before.chars().count();
        assert_eq!(original[edit.offset..end].iter().collect::<String>(), edit.before);
        text.push_str(&edit.after);
        from = end;
    }
    text.extend(&original[from..]);
    text
}

fn holds(restored: &Restored) {
    assert_eq!(apply(&restored.original, &restored.edits), restored.text);
    assert_eq!(restore(&restored.text).text, restored.text);
}

prop_compose! {
    /// Text made of what the repairs look for, in any order.
    fn damaged()(parts in prop::collection::vec(prop::sample::select(vec![
        "會", "长", "長", "重", "的", "看著", "乾淨", "乾隆", "縣", "亳", "著名", "县", "们", "後面", "瞭", "說",
        "(huì)", "(cháng)", "（zhǎng ）", "(zhong4)", "(de)", "(an)", "安", "(xiàn)", "(shuo)", "(草案)", "(", ")",
        "，", ",", "。", "。。", "“", "”", "\n", "\r\n", " ", "拼音", "讀作", "a", "\u{FFFD}", "？", "h", "𠮷", "麼",
    ]), 0..60)) -> String { parts.concat() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn edits_turn_the_original_into_the_text_and_twice_is_once(text in damaged()) {
        holds(&restore(&text));
    }

    #[test]
    fn any_text_is_borne(text in "\\PC*") {
        holds(&restore(&text));
    }

    #[test]
    fn any_bytes_are_borne(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(restored) = restore_bytes(&bytes) {
            assert_eq!(apply(&restored.original, &restored.edits), restored.text);
        }
    }

    #[test]
    fn chinese_with_lost_bytes_is_borne(text in damaged(), gaps in prop::collection::vec(any::<prop::sample::Index>(), 0..5), old in any::<bool>()) {
        let mut bytes = if old { gb(&text) } else { utf8(&text) };
        for gap in gaps {
            if !bytes.is_empty() {
                bytes.remove(gap.index(bytes.len()));
            }
        }
        if let Ok(restored) = restore_bytes(&bytes) {
            assert_eq!(apply(&restored.original, &restored.edits), restored.text);
        }
        let mut streamed = Vec::new();
        let mut edits = Vec::new();
        let summary = restore_stream(bytes.as_slice(), &mut streamed, |edit| { edits.push(edit.clone()); Ok(()) });
        match (restore_bytes(&bytes), summary) {
            (Ok(whole), Ok(summary)) => {
                assert_eq!(whole.text.as_bytes(), streamed);
                assert_eq!(whole.edits, edits);
                assert_eq!(summary.edits, edits.len());
            }
            (Err(why), Err(StreamError::Unreadable(also))) => assert_eq!(why, also),
            (whole, stream) => panic!("{whole:?} but {stream:?}"),
        }
    }
}
