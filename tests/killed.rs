//! The real program, killed without warning in the middle of its work: what it acknowledged is there, whole.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use yizheng::areas::AREAS;
use yizheng::ledger::{lines_of, verify};
use yizheng::meeting;
use yizheng::server::catalogue;
use yizheng::words::Language;

use crate::helpers::{Program, Reader, Store, free_address, with_sittings};

/// So many write at once, and together so often before the program is killed.
const WRITERS: i64 = 4;
const WRITES: u32 = 60;

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
    let (committee, sittings, token) = with_sittings(&db, WRITERS).await;
    db.close().await.unwrap();

    let address = free_address();
    let mut program = Program::start(store.folder.path(), address);
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
    drop(Program::start(store.folder.path(), address));
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
