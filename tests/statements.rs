//! What a page asks of the database: its statements, counted for each kind of reader in the furnished demo.

use std::fmt::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use yizheng::demo;
use yizheng::ledger::{Act, Change};

use crate::completeness::printed;
use crate::helpers::{PROPOSALS, Reader, Store, TestApp};
use crate::sources::none;

/// Who reads, by user name in the demo; the first is nobody known.
const READERS: [&str; 7] = ["public", "member", "clerk", "proposals_clerk", "unit_handler", "leader", "administrator"];

/// The pages whose address is known, each with what it is called.
const PAGES: &[(&str, &str)] = &[
    ("front page", "/"),
    ("one's own account", "/account"),
    ("home", "/qingling"),
    ("proposals", "/qingling/proposals"),
    ("proposals in one state", "/qingling/proposals?state=closed"),
    ("proposals by words", "/qingling/proposals?text=道路"),
    ("one's own proposals", "/qingling/proposals?mine=yes"),
    ("new proposal", "/qingling/proposals/new"),
    ("review", "/qingling/proposals/review"),
    ("assigning", "/qingling/proposals/assigning"),
    ("handover", "/qingling/proposals/handover"),
    ("inbox of a unit", "/qingling/proposals/inbox"),
    ("deadlines", "/qingling/proposals/deadlines"),
    ("evaluations", "/qingling/proposals/evaluations"),
    ("promises", "/qingling/proposals/promises"),
    ("statistics", "/qingling/proposals/statistics"),
    ("settings of proposals", "/qingling/proposals/settings"),
    ("sittings", "/qingling/meetings"),
    ("calendar", "/qingling/meetings/calendar"),
    ("rules of sittings", "/qingling/meetings/rules"),
    ("new sitting", "/qingling/meetings/new"),
    ("documents", "/qingling/documents"),
    ("study", "/qingling/documents/study"),
    ("members", "/qingling/members"),
    ("new member", "/qingling/members/new"),
    ("units", "/qingling/units"),
    ("settings", "/qingling/settings"),
    ("sessions", "/qingling/settings/sessions"),
    ("holidays", "/qingling/settings/holidays"),
    ("list to choose from", "/qingling/settings/lists/category"),
    ("accounts", "/qingling/accounts"),
    ("import", "/qingling/import"),
    ("history", "/qingling/history"),
];

/// The most statements of a page that the public reads and of one for somebody who is signed in, where nothing was
/// recorded since it was asked for.
const MOST: [usize; 2] = [8, 14];

/// One page, asked for by all readers.
struct Page {
    name: String,
    path: String,
    /// What each reader's page asked; none where the page is not theirs.
    asked: Vec<Option<Asked>>,
}

/// The statements of one reader's page.
struct Asked {
    /// Right after something was recorded in the committee.
    first: Vec<String>,
    /// Where nothing was recorded since.
    again: Vec<String>,
}

impl Asked {
    fn figures(&self) -> String {
        match (self.again.len(), self.first.len()) {
            (again, first) if again == first => again.to_string(),
            (again, first) => format!("{again} ({first})"),
        }
    }
}

/// The demo with ears on its database.
struct Demo {
    app: TestApp,
    heard: Arc<Mutex<Vec<String>>>,
    readers: Vec<Reader>,
}

impl Demo {
    async fn on(store: Store) -> Self {
        let heard = Arc::<Mutex<Vec<String>>>::default();
        let ear = Arc::clone(&heard);
        let db = store.open().await.heard_by(move |sql| ear.lock().unwrap().push(sql.to_owned()));
        let app = TestApp::demo_on(store, db, PROPOSALS).await;
        let mut readers = Vec::new();
        for login in READERS {
            let reader = app.visitor();
            if login != READERS[0] {
                let answer = reader.post("/sign-in", &[("login", login), ("password", demo::PASSWORD)]).await;
                assert_eq!(answer.status, 303, "{login}");
            }
            readers.push(reader);
        }
        Self { app, heard, readers }
    }

    fn reader(&self, login: &str) -> &Reader {
        &self.readers[READERS.iter().position(|one| *one == login).unwrap()]
    }

    /// The address of the first of a list, as one of these readers finds it, whose page or a part of it opens.
    async fn first(&self, logins: &[&str], path: &str, (list, part): (&str, &str)) -> String {
        for login in logins {
            let found = self.reader(login).get_json(&format!("/qingling{path}")).await.json();
            for one in found[list].as_array().unwrap() {
                let address = match one["address"].as_str() {
                    Some(address) => format!("{address}{part}"),
                    None => format!("/qingling{path}/{}{part}", one["id"]),
                };
                if self.reader(login).get(&address).await.status == 200 {
                    return address;
                }
            }
        }
        panic!("{logins:?} find nothing at {path}")
    }

    /// The pages of single things, each with what it is called.
    async fn things(&self) -> Vec<(String, String)> {
        let (writer, clerk, unit) = (&["member"][..], &["proposals_clerk"][..], &["unit_handler", "proposals_clerk"]);
        let mut all = Vec::new();
        let begun = self.reader("member").post("/qingling/proposals/new", &[("kind", "member")]).await;
        assert_eq!(begun.status, 303, "{}", begun.text());
        for (name, logins, query, part) in [
            ("proposal being written", writer, "mine=yes&state=draft", ""),
            ("form of a proposal", writer, "mine=yes&state=draft", "/write"),
            ("proposal handed in", clerk, "state=submitted", ""),
            ("proposal filed", clerk, "state=filed", ""),
            ("proposal merged", clerk, "state=merged", ""),
            ("proposal assigned", unit, "state=assigned", ""),
            ("proposal in hand", unit, "state=in_hand", ""),
            ("proposal answered", unit, "state=answered", ""),
            ("proposal closed", &["public"], "state=closed", ""),
            ("proposal closed, one's own", writer, "mine=yes&state=closed", ""),
        ] {
            let found = self.first(logins, &format!("/proposals?{query}"), ("proposals", part)).await;
            all.push((name.to_owned(), found));
        }
        for (name, list) in [("member", "members"), ("unit", "units"), ("account", "accounts")] {
            let found = self.first(&["administrator"], &format!("/{list}"), (list, "")).await;
            all.push((name.to_owned(), found));
        }
        all.extend(self.sittings().await);
        all
    }

    async fn sittings(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        let found = self.reader("clerk").get_json("/qingling/meetings").await.json();
        let sittings = found["sittings"].as_array().unwrap();
        for (name, state, parts) in [
            ("sitting planned", "planned", &[][..]),
            ("sitting called", "noticed", &[("its roll", "called"), ("its screen", "screen")]),
            ("sitting held", "minutes_confirmed", &[("its minutes", "minutes")]),
            ("sitting from news", "published", &[]),
        ] {
            let found = sittings.iter().find(|one| one["state"] == state);
            let found = found.unwrap_or_else(|| panic!("no sitting is {state}"));
            let address = found["address"].as_str().unwrap();
            all.push((name.to_owned(), address.to_owned()));
            all.extend(parts.iter().map(|(name, part)| ((*name).to_owned(), format!("{address}/{part}"))));
        }
        all
    }

    /// What a page asks; none where it is not this reader's.
    async fn asked(&self, reader: &Reader, path: &str) -> Option<Asked> {
        let committee = &self.app.committee;
        let change = Change::begin(&self.app.db, self.app.acting(committee)).await.unwrap();
        let act = Act::new("committee", committee.id, "found").fact("name", committee.name.as_str());
        change.record(act).await.unwrap().commit().await.unwrap();
        Some(Asked { first: self.statements(reader, path).await?, again: self.statements(reader, path).await? })
    }

    async fn statements(&self, reader: &Reader, path: &str) -> Option<Vec<String>> {
        self.heard.lock().unwrap().clear();
        let answer = reader.get(path).await;
        (answer.status == 200).then(|| self.heard.lock().unwrap().clone())
    }

    /// What some acts send, each with what it is called. Of beginning and ending a transaction nothing is heard.
    async fn acts(&self) -> Vec<(&'static str, Vec<String>)> {
        let member = self.reader("member");
        let done = async |name, path: &str, fields: &[(&str, &str)]| {
            self.heard.lock().unwrap().clear();
            let answer = member.post(path, fields).await;
            assert_eq!(answer.status, 303, "{name}: {}", answer.text());
            (name, self.heard.lock().unwrap().clone())
        };
        let signed_in = [("login", "member"), ("password", demo::PASSWORD)];
        let mut all = vec![done("sign in on a device that is known", "/sign-in", &signed_in).await];
        all.push(done("begin a proposal", "/qingling/proposals/new", &[("kind", "member")]).await);
        let form = self.first(&["member"], "/proposals?mine=yes&state=draft", ("proposals", "/write")).await;
        let mut words = [
            ("version", member.get_json(&form).await.json()["version"].to_string()),
            ("subject", "关于整修青石渡口的提案".to_owned()),
            ("situation", "渡口石阶松动，雨后难行。".to_owned()),
            ("analysis", "多年未修，管护责任不清。".to_owned()),
            ("suggestions", "列入年内水毁修复计划。".to_owned()),
        ];
        let fields: Vec<_> = words.iter().map(|(name, text)| (*name, text.as_str())).collect();
        all.push(done("save its words", &form, &fields).await);
        words[0].1 = member.get_json(&form).await.json()["version"].to_string();
        words[4].1 += "每年汛前查一次。";
        let fields: Vec<_> = words.iter().map(|(name, text)| (*name, text.as_str())).collect();
        all.push(done("hand it in with other words", &form.replace("/write", "/submit"), &fields).await);
        all
    }

    async fn pages(&self) -> Vec<Page> {
        let known = PAGES.iter().map(|(name, path)| ((*name).to_owned(), (*path).to_owned()));
        let mut pages = Vec::new();
        for (name, path) in known.chain(self.things().await) {
            let mut asked = Vec::new();
            for reader in &self.readers {
                asked.push(self.asked(reader, &path).await);
            }
            pages.push(Page { name, path, asked });
        }
        pages
    }
}

/// What is counted of one database.
struct Counted {
    pages: Vec<Page>,
    acts: Vec<(&'static str, Vec<String>)>,
}

impl Counted {
    async fn on(store: Store) -> Self {
        let demo = Demo::on(store).await;
        Self { pages: demo.pages().await, acts: demo.acts().await }
    }
}

/// The page of `docs/`.
fn table(Counted { pages, acts }: &Counted) -> String {
    let mut text = format!(
        "# What pages ask\n\nHow many statements each page sends to the database, for each kind of reader: where it was asked \
         for before and nothing was recorded in the committee since, and in brackets right after something was; – where \
         it is not theirs. Counted by `tests/statements.rs` in the demo, on SQLite and PostgreSQL alike; the statements \
         themselves are then in `target/tmp/statements.txt`.\n\n\
         | page | {} |\n|---{}|\n",
        READERS.join(" | "),
        "|---".repeat(READERS.len())
    );
    for Page { name, asked, .. } in pages {
        let figure = |asked: &Option<Asked>| asked.as_ref().map_or("–".to_owned(), Asked::figures);
        let _ = writeln!(text, "| {name} | {} |", asked.iter().map(figure).collect::<Vec<_>>().join(" | "));
    }
    text += "\nWhat some acts send, on SQLite, without the beginning and the end of their transactions.\n\n| act | |\n|---|---|\n";
    for (name, sent) in acts {
        let _ = writeln!(text, "| {name} | {} |", sent.len());
    }
    text
}

/// All statements, by page and reader.
fn statements(Counted { pages, acts }: &Counted) -> String {
    let mut text = String::new();
    for (name, sent) in acts {
        let _ = writeln!(text, "\n{name} {}\n  {}", sent.len(), sent.join("\n  "));
    }
    for Page { name, path, asked } in pages {
        for (reader, asked) in READERS.iter().zip(asked) {
            let Some(asked) = asked else { continue };
            let _ = writeln!(text, "\n{name} {path} {reader} {}", asked.figures());
            for sql in &asked.first {
                let _ = writeln!(text, "  {}{sql}", if asked.again.contains(sql) { "" } else { "(once) " });
            }
        }
    }
    text
}

/// The pages that ask more than they may.
fn too_many(pages: &[Page]) -> Vec<String> {
    let mut faults = Vec::new();
    for Page { name, asked, .. } in pages {
        for (reader, asked) in READERS.iter().zip(asked) {
            let most = MOST[usize::from(*reader != READERS[0])];
            let n = asked.as_ref().map_or(0, |asked| asked.again.len());
            if n > most {
                faults.push(format!("{name} asks {n} statements for {reader}, and may ask {most}"));
            }
        }
    }
    faults
}

#[tokio::test]
async fn the_page_of_what_pages_ask_is_printed_from_what_they_ask() {
    let counted = Counted::on(Store::sqlite()).await;
    let text = table(&counted);
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join("statements.txt"), statements(&counted)).unwrap();
    none(&too_many(&counted.pages));
    printed("pages.md", &text);
    if let Some(store) = Store::postgres().await {
        // There an act also sends its news to the other nodes.
        let there = Counted { acts: counted.acts, ..Counted::on(store).await };
        assert_eq!(table(&there), text, "PostgreSQL is asked as SQLite is");
    }
}
