//! The reader against articles whose records were written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::{Item, Kind, Person, Record, Speech, read};

/// Right, read in all, and there in all.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    read: usize,
    there: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.read += other.read;
        self.there += other.there;
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred facts")]
    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.read + self.there).max(1) as f64
    }
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/articles")
}

fn loose(text: &str) -> String {
    text.chars().filter(|c| *c != '、' && !c.is_whitespace()).collect()
}

fn item(item: &Item) -> String {
    format!("{} {} {:?} {:?}", item.disposition, loose(&item.subject), item.documents, item.approved_by)
}

fn person(person: &Person) -> String {
    let posts: BTreeSet<_> = person.posts.iter().collect();
    format!("{} {posts:?}", person.name)
}

fn capacity(person: &Person) -> String {
    format!("{} {}", person.name, person.capacity)
}

fn speech(speech: &Speech) -> String {
    format!("{} {} {}", speech.speaker, speech.verb, speech.paragraph)
}

fn fields(record: &Record) -> Vec<(&'static str, String)> {
    fn told(value: &impl Debug) -> String {
        format!("{value:?}")
    }
    vec![
        ("kind", told(&record.kind)),
        ("committee", told(&record.committee)),
        ("region", told(&record.region)),
        ("term", told(&record.term)),
        ("session", told(&record.session)),
        ("number", told(&record.number)),
        ("date", told(&record.date)),
        ("published", told(&record.published)),
        ("source", told(&record.source)),
        ("reporters", told(&record.reporters)),
        ("place", told(&record.place)),
        ("presided_by", told(&record.presided_by)),
        ("expected", told(&record.expected)),
        ("present", told(&record.present)),
    ]
}

/// How many of the words read are there, each once; the others are printed.
fn compare(article: &str, group: &str, read: Vec<String>, there: Vec<String>) -> Score {
    let mut score = Score { right: 0, read: read.len(), there: there.len() };
    let mut missing = there;
    for word in read {
        if let Some(index) = missing.iter().position(|other| *other == word) {
            missing.swap_remove(index);
            score.right += 1;
        } else {
            println!("{article}: {group}: not there: {word}");
        }
    }
    for word in missing {
        println!("{article}: {group}: missed: {word}");
    }
    score
}

/// Scores by group (each field, items, people, speeches) over all fixtures.
fn scores() -> BTreeMap<&'static str, Score> {
    let mut scores: BTreeMap<&'static str, Score> = BTreeMap::new();
    for entry in fs::read_dir(fixtures()).expect("the fixtures are there") {
        let path = entry.expect("a fixture").path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a text");
        let gold = fs::read_to_string(path.with_extension("json")).expect("its record");
        let gold: Record = serde_json::from_str(&gold).expect("a record");
        let record = read(&text);
        for ((field, read), (_, there)) in fields(&record).into_iter().zip(fields(&gold)) {
            let right = usize::from(read == there);
            if right == 0 {
                println!("{name}: {field}: {read}, not {there}");
            }
            scores.entry(field).or_default().add(Score { right, read: 1, there: 1 });
        }
        let lists = [
            ("items", record.items.iter().map(item).collect(), gold.items.iter().map(item).collect()),
            ("people", record.people.iter().map(person).collect(), gold.people.iter().map(person).collect()),
            ("capacities", record.people.iter().map(capacity).collect(), gold.people.iter().map(capacity).collect()),
            ("speeches", record.speeches.iter().map(speech).collect(), gold.speeches.iter().map(speech).collect()),
        ];
        for (group, read, there) in lists {
            scores.entry(group).or_default().add(compare(&name, group, read, there));
        }
    }
    scores
}

#[test]
fn the_articles_are_read_as_by_hand() {
    let scores = scores();
    for (group, score) in &scores {
        println!(
            "{group:>12}: right {} of {} read, {} there, F1 {:.3}",
            score.right,
            score.read,
            score.there,
            score.f1()
        );
    }
    for (group, score) in &scores {
        assert!(score.f1() >= 0.99, "{group}");
    }
}

/// The article the project began with; it lies beside the repository and is not part of it.
#[test]
fn the_seed_article_is_read_whole() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/article.txt");
    let Ok(bytes) = fs::read(path) else { return };
    let text = crate::restore::restore_bytes(&bytes).expect("a text").text;
    let record = read(&text);
    assert_eq!(record.kind, Kind::StandingCommittee);
    assert_eq!(record.committee.as_deref(), Some("政协云阳县委员会"));
    assert_eq!((record.term, record.number), (Some(14), Some(17)));
    assert_eq!(record.date.as_deref(), Some("2020-05-19"));
    assert_eq!(record.source.as_deref(), Some("云阳网"));
    assert_eq!(record.reporters, ["郑红均", "余书仕"]);
    let items: Vec<_> = record.items.iter().map(|item| item.disposition.name()).collect();
    assert_eq!(items, ["convey", "hear", "arrange", "hear_duty_reports", "adopt", "adopt", "notify"]);
    assert_eq!(record.items[6].approved_by.as_deref(), Some("县委常委会"));
    let speeches: Vec<_> = record.speeches.iter().map(speech).collect();
    assert_eq!(speeches, ["赖建彬 要求 3", "赖建彬 强调 4"]);
    assert_eq!(record.people.len(), 8);
    assert_eq!(record.people[1].posts, ["县委常委", "统战部部长", "县政协党组副书记"]);
    let (from, to) = record.spans["items.0"];
    let there: String = text.chars().skip(from).take(to - from).collect();
    assert_eq!(there, record.items[0].subject);
}

/// Words of the genre in any order: what real articles are made of, without their sense.
fn jumble() -> impl Strategy<Value = String> {
    let words = [
        "政协",
        "云阳县",
        "县政协",
        "第十四届",
        "委员会",
        "常委会议",
        "主席",
        "副主席",
        "召开",
        "会议",
        "张伟",
        "、",
        "，",
        "。",
        "；",
        "《",
        "》",
        "（",
        "）",
        "听取了",
        "审议通过",
        "和",
        "以及",
        "5月19日",
        "2020-05-20",
        "来源：",
        "记者",
        "在",
        "由",
        "主持",
        "出席",
        "列席",
        "应到",
        "35人",
        "实到",
        "强调",
        "\n",
        " ",
        "对",
        "进行了",
        "讨论",
        "经",
        "县委",
        "同意的",
        "关于",
        "的报告",
        "情况",
        "“",
        "”",
        "·",
        "第一次",
        "届",
        "1、",
        "请假：",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..120).prop_map(|words| words.concat())
}

fn keeps_its_promises(text: &str) {
    let record = read(text);
    let length = text.chars().count();
    for (key, &(from, to)) in &record.spans {
        assert!(from <= to && to <= length, "{key} of {text:?}");
    }
    for (index, item) in record.items.iter().enumerate() {
        let (from, to) = record.spans[&format!("items.{index}")];
        let there: String = text.chars().skip(from).take(to - from).collect();
        assert_eq!(there.trim(), item.subject);
    }
    let names: BTreeSet<_> = record.people.iter().map(|person| &person.name).collect();
    assert_eq!(names.len(), record.people.len(), "each person once");
}

proptest! {
    #[test]
    fn any_text_has_a_record(text in any::<String>()) {
        keeps_its_promises(&text);
    }

    #[test]
    fn any_order_of_the_words_of_the_genre_has_a_record(text in jumble()) {
        keeps_its_promises(&text);
    }
}

#[test]
fn a_slice_inside_a_character_is_not_cut() {
    // Found by fuzzing: bytes were counted where characters of other widths stood.
    keeps_its_promises("区政协常委会召开会议\n昨日下午，白塔区政协五届\u{1}\u{0}二十次常委会会议。");
}
