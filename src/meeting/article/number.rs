//! Numbers as news writes them: 17, 十七, 二十三, 二〇二三.

use chinese_number::{ChineseCountMethod, ChineseToNumber};

/// Characters a number is written with, for use inside a pattern.
pub(super) const NUMBER: &str = "[0-9一二三四五六七八九十百千零〇两廿]{1,9}";

/// The value of a number in Arabic or Chinese numerals; `None` beyond 4 digits.
pub(super) fn value(text: &str) -> Option<u32> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if text.chars().all(|c| c.is_ascii_digit()) {
        return text.parse().ok().filter(|number| *number < 100_000);
    }
    let chinese: String = text.replace('廿', "二十").replace('〇', "零").chars().map(digit_in_chinese).collect();
    let number: Result<u32, _> = if chinese.contains(['十', '百', '千']) {
        chinese.to_number(ChineseCountMethod::TenThousand)
    } else {
        chinese.replace('两', "二").to_number_naive()
    };
    number.ok().filter(|number| *number < 100_000)
}

fn digit_in_chinese(c: char) -> char {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    c.to_digit(10).map_or(c, |digit| DIGITS[digit as usize])
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn numerals_of_both_kinds_are_numbers() {
        for (text, number) in [
            ("17", 17),
            ("十", 10),
            ("十七", 17),
            ("二十三", 23),
            ("廿一", 21),
            ("一百零二", 102),
            ("二百三十五", 235),
            ("二〇二三", 2023),
            ("五", 5),
        ] {
            assert_eq!(value(text), Some(number), "{text}");
        }
        assert_eq!(value("甲"), None);
        assert_eq!(value(""), None);
    }
}
