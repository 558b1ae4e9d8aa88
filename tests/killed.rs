//! The real program, killed without warning in the middle of its work: what it acknowledged is there, whole.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use yizheng::account::{Actor, Committee, secret, store};
use yizheng::areas::AREAS;
use yizheng::clock::Clock;
use yizheng::db::Db;
use yizheng::ledger::{Act, Acting, Change, lines_of, verify};
use yizheng::meeting;
use yizheng::meeting::record::import;
use yizheng::meeting::record::reading::Reading;
use yizheng::permission::Role;
use yizheng::server::catalogue;
use yizheng::words::Language;

use crate::helpers::{Reader, Store};

/// So many write at once, and together so often before the program is killed.
const WRITERS: i64 = 4;
const WRITES: u32 = 60;

/// The program as a process of its own, serving a folder; killed when this goes.
struct Program(Child);

impl Program {
    /// Starts it and waits until it says that it listens.
    fn start(store: &Store, address: SocketAddr) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yizheng"));
        command
            .env_remove("DATABASE_URL")
            .arg("--data")
            .arg(store.folder.path())
            .args(["--listen", &address.to_string()]);
        let mut child = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        assert!(said.contains(&address.to_string()), "{said}");
        Self(child)
    }

    /// SIGKILL: nothing is finished, nothing is tidied up.
    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A committee with a sitting for each writer, and the token of a clerk.
async fn furnished(db: &Db) -> (Committee, Vec<i64>, String) {
    let now = Clock::System.now();
    let actor = Actor::at_the_machine("测试".to_owned());
    let committee = Committee::found(db, &actor, now, "qingling", "政协青岭县委员会", "青岭县").await.unwrap();
    let acting = Acting { committee: committee.id, account: None, name: "测试".to_owned(), at: now };
    let change = Change::begin(db, acting.clone()).await.unwrap();
    let account = store::add(&change, "clerk", "周文").await.unwrap();
    store::give(&change, account.id, Some(committee.id), Role::Clerk).await.unwrap();
    let mut acts = vec![Act::new("account", account.id, "invite").fact("login", "clerk")];
    let words = catalogue(AREAS).unwrap().words(Language::Chinese);
    let mut sittings = Vec::new();
    for number in 1..=WRITERS {
        let article = format!("3月{number}日，政协青岭县第十届委员会常务委员会第{number}次会议召开。2024-03-02");
        let reading = Reading::of("", article.as_bytes()).unwrap();
        let (sitting, act) = import::record(&change, &reading, &committee, &words).await.unwrap();
        sittings.push(sitting.id);
        acts.push(act);
    }
    change.record_all(acts).await.unwrap().commit().await.unwrap();
    let token = secret::issue(db.read(), account.id, secret::Kind::Token, "", now).await.unwrap();
    (committee, sittings, token)
}

/// Publishes and unpublishes one sitting in turn, until the program is gone; notes the version last acknowledged.
async fn write(address: SocketAddr, token: String, sitting: i64, last: Arc<Mutex<i64>>, done: Arc<Semaphore>) {
    let reader = Reader::new(address);
    for version in 1.. {
        let action = if version % 2 == 1 { "publish" } else { "unpublish" };
        let request = Request::post(format!("/qingling/meetings/{sitting}/{action}"))
            .header("authorization", format!("Bearer {token}"))
            .header("accept", "application/json")
            .header("content-type", "application/json");
        let body = Body::from(json!({ "version": version }).to_string());
        let Ok(answer) = reader.try_send(request, body).await else { break };
        assert_eq!(answer.status, 200, "{}", answer.text());
        *last.lock().unwrap() = version + 1;
        done.add_permits(1);
    }
}

#[tokio::test]
async fn what_was_acknowledged_outlives_a_kill_and_the_record_holds() {
    let store = Store::sqlite();
    let db = store.open().await;
    let (committee, sittings, token) = furnished(&db).await;
    db.close().await.unwrap();

    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let mut program = Program::start(&store, address);
    let done = Arc::new(Semaphore::new(0));
    let mut writers = Vec::new();
    for sitting in sittings {
        let last = Arc::new(Mutex::new(1));
        let writer = tokio::spawn(write(address, token.clone(), sitting, last.clone(), done.clone()));
        writers.push((sitting, last, writer));
    }
    let enough = done.acquire_many(WRITES).await.unwrap();
    program.kill();
    drop(enough);

    let db = store.open().await;
    let chain = verify(db.read(), committee.id).await.unwrap();
    assert_eq!(chain.broken, None);
    let words = catalogue(AREAS).unwrap().words(Language::Chinese);
    for (sitting, last, writer) in writers {
        writer.await.unwrap();
        let acknowledged = *last.lock().unwrap();
        let kept = meeting::store::sitting(db.read(), committee.id, sitting).await.unwrap().version;
        assert!((acknowledged..=acknowledged + 1).contains(&kept), "{kept} is kept, {acknowledged} was acknowledged");
        let lines = lines_of(db.read(), &words, committee.id, "meeting", sitting).await.unwrap();
        assert_eq!(i64::try_from(lines.len()).unwrap(), kept, "one entry for each version, the first included");
    }
    db.close().await.unwrap();
    drop(Program::start(&store, address));
}

#[test]
fn in_a_poll_that_outlives_a_kill_every_vote_counts_once() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yizheng"));
    command.args(["bench", "sitting", "--members", "40", "--listeners", "20", "--within", "1", "--kill", "--json"]);
    let output = command.env_remove("DATABASE_URL").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&report["killed"], &report["record_holds"]), (&2.into(), &true.into()));
    for poll in report["polls"].as_array().unwrap() {
        assert_eq!(poll["counted"], json!([28, 8, 4]), "{poll}");
    }
}
