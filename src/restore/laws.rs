//! What must hold of any text at all, and of any bytes.

use super::tests::{gb, utf8};
use super::*;
use opencc_fmmseg::OpenCC;
use pinyin::ToPinyin;
use proptest::prelude::*;
use std::sync::LazyLock;

const CLEAN: &str = "清溪县政协召开常务委员会会议(记者 张三),传达学习有关文件精神,听取经济运行情况通报。
会议审议通过了《关于加强调查研究工作的决定》(草案),协商通过了有关人事事项。
要紧紧围绕中心工作,发挥优势作用,为推动高质量发展献计出力;要当好“宣传员”,不负众望。
后来他们看着窗外的云,想起著名的画家和干净的街道,就干脆留了下来。
";

static TRADITIONAL: LazyLock<String> = LazyLock::new(|| OpenCC::new().s2t(CLEAN, false));

/// What a converter makes of clean text: traditional, with readings after the chosen characters.
fn converted(chosen: &[bool], open: &str, close: &str, toned: bool) -> String {
    let mut chosen = chosen.iter().cycle();
    let mut damaged = String::new();
    for c in TRADITIONAL.chars() {
        damaged.push(c);
        let Some(reading) = c.to_pinyin().filter(|_| toned || script::is_traditional(c)) else { continue };
        if *chosen.next().unwrap() {
            let reading = if toned { reading.with_tone() } else { reading.plain() };
            damaged.extend([open, reading, close]);
        }
    }
    damaged
}

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
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_turn_the_original_into_the_text_and_twice_is_once(text in damaged()) {
        holds(&restore(&text));
    }

    #[test]
    fn what_a_converter_damaged_comes_back_whole(
        chosen in prop::sample::select(vec![0.02, 0.2, 0.4])
            .prop_flat_map(|share| prop::collection::vec(prop::bool::weighted(share), 60)),
        (open, close) in prop::sample::select(vec![("(", ")"), ("(", " )"), ("（", "）"), ("( ", ")")]),
        toned in any::<bool>(),
    ) {
        prop_assert_eq!(restore(&converted(&chosen, open, close, toned)).text, CLEAN);
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
