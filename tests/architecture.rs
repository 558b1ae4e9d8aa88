//! What holds the program together and no compiler sees: who may name whom, which file holds what, who writes where.

use regex::Regex;
use yizheng::areas::AREAS;

use crate::sources::{Source, none, sources};

fn rust() -> Vec<Source> {
    sources("src", &["rs"])
}

/// The names of the areas, in their order.
fn areas() -> Vec<&'static str> {
    AREAS.iter().map(|area| area.name).collect()
}

/// The parts of the program that a text names: `crate::part`, and those within `crate::{…}`.
fn named(text: &str) -> Vec<String> {
    let list = Regex::new(r"(?s)crate::\{(.*?)\};").unwrap();
    let step = Regex::new(r"crate::(\w+)").unwrap();
    let within = Regex::new(r"(?:^|,)\s*(\w+)").unwrap();
    let inner = Regex::new(r"\{[^{}]*\}").unwrap();
    let mut parts: Vec<_> = step.captures_iter(text).map(|found| found[1].to_owned()).collect();
    for found in list.captures_iter(text) {
        let flat = inner.replace_all(&found[1], "").into_owned();
        parts.extend(within.captures_iter(&flat).map(|found| found[1].to_owned()));
    }
    parts
}

#[test]
fn a_part_is_named_however_it_is_brought_in() {
    assert_eq!(
        named("use crate::member;\nuse crate::{\n    account::{Actor, store}, meeting as m\n};"),
        ["member", "account", "meeting"]
    );
}

/// The ground, in the order in which one place may use another: a file uses those above it in this list, never those
/// below. A place is a module, or a folder or a kind of file within one that stands apart from it.
const GROUND: &[&str] = &[
    "named",
    "clock",
    "deadline",
    "error",
    "lent",
    "text",
    "fields",
    "words",
    "permission",
    "config",
    "db",
    "kind",
    "ledger",
    "draft",
    "once",
    "workflow",
    "account",
    "mail",
    "app",
    "page",
    "live",
    "attachment",
    "table",
    "import",
    "restore",
    "account/pages",
    "command",
];

/// The place of the ground that a file belongs to, counted from the top.
fn place(path: &str) -> Option<usize> {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    let within = |place: &str| path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let own = GROUND.iter().filter(|place| within(place)).max_by_key(|place| place.len())?;
    let own = if path.ends_with("/command") { "command" } else { own };
    GROUND.iter().position(|place| *place == own)
}

#[test]
fn a_place_of_the_ground_uses_only_those_above_it() {
    let apart = Regex::new(r"crate::(\w+)::(\w+)").unwrap();
    let mut faults = Vec::new();
    for source in rust() {
        let part = source.part();
        let Some(own) = place(&source.path) else {
            if !ABOVE_ALL.contains(&part) && !areas().contains(&part) {
                faults.push(format!("{} stands at no place of the ground", source.path));
            }
            continue;
        };
        let deeper = apart.captures_iter(source.code()).map(|found| format!("{}/{}", &found[1], &found[2]));
        for named in named(source.code()).into_iter().chain(deeper.filter(|named| GROUND.contains(&named.as_str()))) {
            if GROUND.iter().position(|place| *place == named).is_some_and(|place| place > own) {
                faults.push(format!("{} names {named}", source.path));
            }
        }
    }
    none(&faults);
}

#[test]
fn pages_and_commands_of_the_ground_stand_apart_from_what_they_show() {
    let places = ["src/account/store.rs", "src/app/live.rs", "src/page/mod.rs", "src/account/pages/own.rs"].map(place);
    assert!(places.is_sorted_by(|one, other| one.is_some() && one < other), "{places:?}");
    assert!(place("src/ledger/command.rs") > place("src/page/view.rs"));
    assert_eq!(place("src/accounts.rs"), None);
}

/// These put the program together, furnish it or measure it, so they may know every area.
const ABOVE_ALL: &[&str] = &["main", "areas", "server", "demo", "bench", "lib"];

#[test]
fn the_ground_knows_no_area_and_an_area_only_those_above_it() {
    let areas = areas();
    let place = |part: &str| areas.iter().position(|area| *area == part);
    let mut faults = Vec::new();
    for source in rust().iter().filter(|source| source.part() == "server" || !ABOVE_ALL.contains(&source.part())) {
        let own = place(source.part());
        // An area is what `server.rs` says that areas are, and says so in one place.
        let lends = own.is_some() && source.path.ends_with("/mod.rs");
        for part in named(source.code()) {
            let below = place(&part).is_some_and(|other| own.is_none_or(|own| other > own));
            if below || ABOVE_ALL.contains(&part.as_str()) && !(lends && part == "server") {
                faults.push(format!("{} names {part}", source.path));
            }
        }
    }
    none(&faults);
}

/// What one area has beside the files that every area may have, and why.
const OWN_FILES: &[(&str, &str, &str)] = &[
    ("committee", "digest", "the mail of every day that is worked on"),
    ("committee", "overview", "what a committee has set, in short"),
    ("meeting", "article", "the grammar of news about sittings"),
    ("meeting", "record", "a feature: the record read out of news"),
    ("meeting", "live", "what tells the pages of a sitting that it goes on"),
    ("meeting", "awaits", "what sittings ask of a reader"),
    ("meeting", "letter", "the mail that tells those who are called"),
    ("meeting", "roster", "who is called by the roster"),
    ("meeting", "title", "the name of a sitting in words"),
    ("meeting", "agenda", "what a sitting deals with"),
    ("meeting", "attendance", "who is called to a sitting, and who is there"),
    ("meeting", "calendar", "the sittings of a year, and what calendar programs fetch"),
    ("meeting", "poll", "what a sitting votes on"),
    ("meeting", "documents", "the documents that sittings dealt with"),
    ("meeting", "study", "what was conveyed is read by all who were called"),
    ("meeting", "floor", "who speaks at a sitting"),
    ("meeting", "minutes", "what is written of a sitting afterwards"),
    ("proposal", "awaits", "what proposals ask of a reader"),
    ("proposal", "beside", "what proposals have to show beside things of areas before them"),
    ("proposal", "handling", "a feature: what units do"),
    ("proposal", "settings", "a feature: what a committee sets"),
    ("proposal", "writing", "a feature: drafts, those who sign them, handing in"),
    ("proposal", "review", "a feature: what is decided before a unit has it"),
    ("proposal", "statistics", "a feature: the numbers of the review report"),
    ("proposal", "reply", "a feature: what units answer and promise"),
    ("proposal", "evaluation", "a feature: what proposers think of it"),
];

#[test]
fn every_area_has_the_same_files() {
    let usual = ["mod", "model", "rules", "store", "here", "rows", "pages", "papers", "import", "command"];
    let mut faults = Vec::new();
    for source in rust() {
        let area = source.part();
        let Some(rest) = source.path.strip_prefix(&format!("src/{area}/")) else { continue };
        let file = rest.split('/').next().unwrap().trim_end_matches(".rs");
        let own = OWN_FILES.iter().any(|(of, name, _)| *of == area && *name == file);
        if areas().contains(&area) && !usual.contains(&file) && !own {
            faults.push(format!("{}: an area has {}", source.path, usual.join(", ")));
        }
    }
    none(&faults);
}

/// The files of the ground that may speak SQL, and why. An area does so in `store.rs` over the rows of `model.rs`.
const SQL: &[(&str, &str)] = &[
    ("src/db.rs", "is the database"),
    ("src/db/window.rs", "one page of whatever is listed"),
    ("src/error.rs", "takes the errors of the database in"),
    ("src/named.rs", "an enumeration is stored as its name"),
    ("src/clock.rs", "instants and days are stored"),
    ("src/ledger/entry.rs", "the rows of the record"),
    ("src/ledger/change.rs", "writes the record"),
    ("src/ledger/feed.rs", "sends news of the record to other nodes, and hears theirs"),
    ("src/ledger/verify.rs", "reads the record"),
    ("src/ledger/history.rs", "reads the record"),
    ("src/account/committee.rs", "the rows that keep committees apart"),
    ("src/account/secret.rs", "the rows of secrets, which nothing else may read"),
    ("src/account/throttle.rs", "counts failures"),
    ("src/draft.rs", "keeps words that are being written"),
    ("src/once.rs", "keeps what was sent once"),
    ("src/import/draft.rs", "keeps drafts"),
    ("src/mail/outbox.rs", "keeps what is to be sent"),
];

#[test]
fn sql_stands_in_the_stores() {
    let mut faults = Vec::new();
    for source in rust() {
        let allowed = ["store.rs", "model.rs"].contains(&source.name())
            || source.path.contains("/store/")
            || source.path.contains("/model/")
            || SQL.iter().any(|(path, _)| *path == source.path);
        if source.code().contains("sea_orm") && !allowed {
            faults.push(format!("{} names sea_orm", source.path));
        }
    }
    none(&faults);
}

#[test]
fn only_the_database_begins_a_transaction_and_only_the_ledger_asks_it_to() {
    let begins =
        Regex::new(r"\.begin\(|begin_with|\.transaction\(|transaction_with|(?i)\bBEGIN\b.*(IMMEDIATE|TRANSACTION)")
            .unwrap();
    let asks = Regex::new(r"\bdb\.write\(\)").unwrap();
    let mut faults = Vec::new();
    for source in rust() {
        if begins.is_match(source.code()) && source.path != "src/db.rs" {
            faults.push(format!("{} begins a transaction", source.path));
        }
        if asks.is_match(source.code()) && source.path != "src/ledger/change.rs" {
            faults.push(format!("{} opens the database for writing", source.path));
        }
    }
    none(&faults);
}

/// The functions that write without a record, and why. Everything else is written with what a `Change` lends.
const UNRECORDED: &[(&str, &str, &str)] = &[
    ("src/account/secret.rs", "issue", "sessions come and go; tokens and invitations are issued within a Change"),
    ("src/account/secret.rs", "touch", "when a session was last used"),
    ("src/account/secret.rs", "end", "signing out"),
    ("src/account/secret.rs", "end_all", "signing out everywhere"),
    ("src/account/secret.rs", "end_others", "signing out on the other devices"),
    ("src/account/secret.rs", "sweep", "what has expired"),
    ("src/account/throttle.rs", "note", "a wrong password is no act of a committee"),
    ("src/account/throttle.rs", "forgive", "nor is a right one"),
    ("src/account/store.rs", "set_password", "its callers hand it what a Change lends"),
    ("src/account/store.rs", "set_language", "a reader's own taste"),
    ("src/import/draft.rs", "start", "a draft is not yet part of the record"),
    ("src/import/draft.rs", "save", "a draft is not yet part of the record"),
    ("src/import/draft.rs", "discard", "a draft is not yet part of the record"),
    ("src/once.rs", "begin", "what is sent once is recorded by what is done with it"),
    ("src/once.rs", "done", "what is sent once is recorded by what is done with it"),
    ("src/once.rs", "forget", "what is sent once is recorded by what is done with it"),
    ("src/draft.rs", "keep", "words that save themselves are not yet part of the record"),
    ("src/mail/outbox.rs", "take", "trying to send is no act of a committee"),
    ("src/mail/outbox.rs", "put_off", "trying to send is no act of a committee"),
    ("src/mail/outbox.rs", "forget", "what was sent waits no longer"),
    ("src/ledger/entry.rs", "insert", "is the record"),
    ("src/ledger/entry.rs", "begin_chain", "is the record"),
    ("src/db.rs", "up", "makes the tables"),
];

/// The functions of a file that write through a connection which no `Change` lent.
fn unrecorded(code: &str) -> Vec<String> {
    let head = Regex::new(r"\bfn (\w+)").unwrap();
    let write = Regex::new(
        r"\.(?:insert|update|delete|save|exec\w*|execute\w*)\(\s*(?:&?\w*db|on|connection|&?self\.pool|[\w.]+\.read\(\))\s*[,)]|\bconnection\s*\.execute",
    )
    .unwrap();
    let heads: Vec<_> = head.captures_iter(code).map(|found| found.get(1).unwrap()).collect();
    let mut writers: Vec<_> = write
        .find_iter(code)
        .filter_map(|found| heads.iter().rev().find(|head| head.start() < found.start()))
        .map(|head| head.as_str().to_owned())
        .collect();
    writers.dedup();
    writers
}

#[test]
fn whatever_is_written_is_recorded_but_for_a_named_few() {
    let mut faults = Vec::new();
    let mut seen = Vec::new();
    for source in rust() {
        for function in unrecorded(source.code()) {
            match UNRECORDED.iter().find(|(path, name, _)| *path == source.path && *name == function) {
                Some(known) => seen.push(known),
                None => faults.push(format!("{}: {function} writes outside a Change", source.path)),
            }
        }
    }
    let idle = UNRECORDED.iter().filter(|known| !seen.contains(known));
    faults
        .extend(idle.map(|(path, name, _)| format!("{path}: {name} no longer writes outside a Change; drop it here")));
    none(&faults);
}

#[test]
fn a_write_outside_a_change_is_seen_wherever_it_is_hidden() {
    assert_eq!(unrecorded("fn a() { row.insert(change.on()) } fn b() { row.insert(on).await } fn c() {}"), ["b"]);
    assert_eq!(unrecorded("fn a(app: &App) { Entity::delete_many()\n.exec(app.db.read())\n.await }"), ["a"]);
}

#[test]
fn no_file_is_long() {
    let mut faults = Vec::new();
    for source in rust().into_iter().chain(sources("tests", &["rs"])).chain(sources("src", &["html"])) {
        let lines = source.text.lines().count();
        if lines > 400 {
            faults.push(format!("{}: {lines} lines", source.path));
        }
    }
    none(&faults);
}

#[test]
fn every_file_says_what_it_is_in_one_to_three_lines() {
    let mut faults = Vec::new();
    for source in rust().into_iter().chain(sources("tests", &["rs"])) {
        // What follows an empty line, such as a map or a list of rules, may be longer.
        let said = source.text.lines().take_while(|line| line.starts_with("//! ")).count();
        if !(1..=3).contains(&said) {
            faults.push(format!("{} begins with {said} lines of //!", source.path));
        }
    }
    none(&faults);
}

#[test]
fn files_are_named_for_what_they_are_about() {
    let vague = ["util", "utils", "helper", "helpers", "manager", "service", "common", "misc"];
    let mut faults = Vec::new();
    for source in rust() {
        if source.path.split('/').any(|step| vague.contains(&step.trim_end_matches(".rs"))) {
            faults.push(source.path);
        }
    }
    none(&faults);
}

#[test]
fn whoever_it_is_comments_say_they() {
    let one = Regex::new(r"(?im)^\s*//.*\b(he|his|him|himself)\b").unwrap();
    let mut faults = Vec::new();
    for source in rust().into_iter().chain(sources("tests", &["rs"])) {
        faults.extend(one.find_iter(&source.text).map(|found| format!("{}: {}", source.path, found.as_str().trim())));
    }
    none(&faults);
}

#[test]
fn nothing_is_left_undone_or_silenced() {
    let left = Regex::new(r"\bTODO\b|\bFIXME\b|\bXXX\b|todo!\(|unimplemented!\(|#!?\[allow\b|#\[ignore").unwrap();
    let aside = Regex::new(r"(?m)^\s*// .*(;|\{|\}|\);?)$").unwrap();
    let mut faults = Vec::new();
    for source in rust().into_iter().chain(sources("tests", &["rs"])) {
        if source.path == file!() {
            continue;
        }
        faults.extend(left.find_iter(&source.text).map(|found| format!("{}: {}", source.path, found.as_str())));
        faults.extend(aside.find_iter(&source.text).map(|found| format!("{}: {}", source.path, found.as_str().trim())));
    }
    none(&faults);
}

#[test]
fn no_fault_ends_the_program() {
    let ends = Regex::new(r"\.unwrap\(\)|\.expect\(|\bpanic!\(|unreachable!\(").unwrap();
    let mut faults = Vec::new();
    for source in rust() {
        let code = source.code();
        for found in ends.find_iter(code) {
            let before: Vec<_> = code[..found.start()].lines().rev().take(3).collect();
            if !before.iter().any(|line| line.contains("#[expect(clippy::")) {
                faults.push(format!("{}: {}", source.path, found.as_str()));
            }
        }
    }
    none(&faults);
}

#[test]
fn pages_hold_nothing_inline_and_nothing_from_elsewhere() {
    let inline = Regex::new(r#"<style|\sstyle="|<script(?:>|\s[^>]*>[^<])|\son[a-z]+="|javascript:"#).unwrap();
    let elsewhere = Regex::new(r#"(?:https?:)?//[\w-]+\.[^\s"')]*"#).unwrap();
    let mut faults = Vec::new();
    for source in sources("src", &["html"]) {
        faults.extend(inline.find_iter(&source.text).map(|found| format!("{}: {}", source.path, found.as_str())));
    }
    for source in sources("src", &["html"]).into_iter().chain(sources("web", &["css", "js", "html"])) {
        let foreign =
            elsewhere.find_iter(&source.text).filter(|found| !found.as_str().starts_with("http://www.w3.org/"));
        faults.extend(foreign.map(|found| format!("{}: {}", source.path, found.as_str())));
    }
    none(&faults);
}
