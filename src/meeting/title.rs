//! What a sitting is called, in full, in the reader's language.

use chinese_number::{ChineseCase, ChineseCountMethod, ChineseVariant, NumberToChinese};
use fluent_bundle::FluentValue;

use super::article::Kind;
use super::model::Sitting;
use crate::named::key;
use crate::words::{Language, Words};

/// 政协某县第十四届委员会常务委员会第十七次会议, or as much of it as is known. `home` is the name of the committee whose
/// record it is, for where the article names none.
#[must_use]
pub fn title(sitting: &Sitting, home: &str, words: &Words) -> String {
    let body = sitting.body.as_deref().unwrap_or(home);
    let numbered = |key: &str, number: Option<i64>| {
        number.map_or_else(String::new, |number| words.with1(key, "n", numeral(number, words.language)))
    };
    let nth = if sitting.kind == Kind::Plenary { sitting.session } else { sitting.number.or(sitting.session) };
    let facts: [(&str, FluentValue<'_>); 3] = [
        ("place", body.strip_suffix("委员会").unwrap_or(body).into()),
        ("term", numbered("meeting-title-term", sitting.term).into()),
        ("nth", numbered("meeting-title-nth", nth).into()),
    ];
    let title = words.with(&key("meeting-title", sitting.kind), &facts);
    match sitting.name.as_deref() {
        Some(name) => words.with("meeting-title-named", &[("title", title.into()), ("name", name.into())]),
        None => title,
    }
}

fn numeral(number: i64, language: Language) -> String {
    if language == Language::English { number.to_string() } else { chinese(number) }
}

/// A number in Chinese characters: 七, 十七.
#[must_use]
pub fn chinese(number: i64) -> String {
    number.to_chinese(ChineseVariant::Simple, ChineseCase::Lower, ChineseCountMethod::TenThousand).map_or_else(
        |_| number.to_string(),
        |text| text.strip_prefix("一十").map_or_else(|| text.clone(), |rest| format!("十{rest}")),
    )
}

#[cfg(test)]
pub(in crate::meeting) mod tests {
    use super::*;
    use crate::areas::AREAS;
    use crate::meeting::rules::State;
    use crate::server;

    /// A sitting of which no more is known.
    pub(in crate::meeting) fn sitting(
        kind: Kind,
        term: Option<i64>,
        session: Option<i64>,
        number: Option<i64>,
    ) -> Sitting {
        Sitting {
            id: 1,
            committee_id: 1,
            state: State::Recorded,
            version: 1,
            body: Some("政协青岭县委员会".into()),
            kind,
            term,
            session,
            number,
            date: None,
            place: None,
            expected: None,
            present: None,
            parent_id: None,
            name: None,
            group_id: None,
            begins_at: None,
            ends_at: None,
            chair_id: None,
            quorum: None,
            base: None,
            majority: None,
            polled: None,
            noticed_at: None,
            opened_at: None,
            closed_at: None,
            released: false,
            was_begins_at: None,
            was_ends_at: None,
            was_place: None,
        }
    }

    #[test]
    fn a_sitting_is_called_as_the_field_calls_it() {
        let words = server::catalogue(AREAS).unwrap().words(Language::Chinese);
        for (kind, term, session, number, name) in [
            (Kind::StandingCommittee, Some(14), None, Some(17), "政协青岭县第十四届委员会常务委员会第十七次会议"),
            (Kind::StandingCommittee, None, None, None, "政协青岭县委员会常务委员会会议"),
            (Kind::Plenary, Some(10), Some(4), None, "政协青岭县第十届委员会第四次会议"),
            (Kind::Chairpersons, Some(10), None, Some(38), "政协青岭县第十届委员会第三十八次主席会议"),
            (Kind::Preparatory, Some(20), Some(1), None, "政协青岭县第二十届委员会第一次会议预备会议"),
            (Kind::Other, Some(10), None, None, "政协青岭县第十届委员会会议"),
        ] {
            assert_eq!(title(&sitting(kind, term, session, number), "政协青岭县委员会", &words), name);
        }
    }
}
