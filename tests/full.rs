//! The disk fills up while the real program writes: what it acknowledged is there, and once there is room it goes on.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use tempfile::TempDir;
use yizheng::db::Db;
use yizheng::ledger::verify;
use yizheng::meeting;

use crate::helpers::{Program, Reader, free_address, with_sittings};

/// A small disk of its own, unmounted when this goes.
struct Disk(TempDir);

impl Disk {
    /// None where this process may not mount one.
    fn mount(megabytes: u64) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        mounted.is_ok_and(|told| told.status.success()).then(|| Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Leaves no room, and gives the file that takes it.
    fn fill(&self) -> PathBuf {
        let path = self.path().join("ballast");
        let mut file = File::create(&path).unwrap();
        for size in [1 << 20, 4096] {
            while file.write_all(&vec![7; size]).is_ok() {}
        }
        path
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        Command::new("umount").arg(self.path()).output().ok();
    }
}

/// Publishes or unpublishes a sitting that is at a version, which grows by one where this is acknowledged.
async fn write(reader: &Reader, token: &str, sitting: i64, version: i64) -> u16 {
    let action = if version % 2 == 1 { "publish" } else { "unpublish" };
    let request = Request::post(format!("/qingling/meetings/{sitting}/{action}"))
        .header("authorization", format!("Bearer {token}"))
        .header("accept", "application/json")
        .header("content-type", "application/json");
    let body = Body::from(json!({ "version": version }).to_string());
    reader.try_send(request, body).await.unwrap().status.as_u16()
}

#[tokio::test]
async fn what_is_acknowledged_on_a_disk_that_fills_up_is_kept() {
    let Some(disk) = Disk::mount(96) else {
        println!("not tried: this process may not mount a disk of its own");
        return;
    };
    let open = async || Db::connect(&format!("sqlite://{}", disk.path().join("yizheng.db").display())).await.unwrap();
    let db = open().await;
    let (committee, sittings, token) = with_sittings(&db, 1).await;
    db.close().await.unwrap();
    let mut program = Program::start(disk.path(), free_address());
    let reader = Reader::new(program.address);
    let ready = async || {
        let told = reader.get_json("/ready").await;
        (told.status.as_u16(), told.json())
    };
    assert_eq!(ready().await, (200, json!({"reads": true, "writes": true, "room": true})));

    let mut version = 1;
    assert_eq!(write(&reader, &token, sittings[0], version).await, 200);
    version += 1;
    let ballast = disk.fill();
    // The log of writes has a little room left in itself.
    let refused = loop {
        match write(&reader, &token, sittings[0], version).await {
            200 => version += 1,
            refused => break refused,
        }
        assert!(version < 5_000, "a full disk takes everything");
    };
    assert_eq!(refused, 500);
    assert_eq!(ready().await, (503, json!({"reads": true, "writes": false, "room": false})));
    assert_eq!(reader.get("/health").await.status, 200, "it is alive");

    fs::remove_file(ballast).unwrap();
    assert_eq!(ready().await.0, 200);
    for _ in 0..40 {
        assert_eq!(write(&reader, &token, sittings[0], version).await, 200, "at version {version}");
        version += 1;
    }
    program.kill();
    let db = open().await;
    assert_eq!(meeting::store::sitting(db.read(), committee.id, sittings[0]).await.unwrap().version, version);
    assert_eq!(verify(db.read(), committee.id).await.unwrap().broken, None);
    db.close().await.unwrap();
}
