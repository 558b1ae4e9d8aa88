//! The real program as a process of its own, and a committee for it to serve.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use yizheng::account::{Actor, Committee, secret, store};
use yizheng::areas::AREAS;
use yizheng::clock::Clock;
use yizheng::db::Db;
use yizheng::ledger::{Act, Acting, Change};
use yizheng::meeting::record::import;
use yizheng::meeting::record::reading::Reading;
use yizheng::permission::Role;
use yizheng::server::catalogue;
use yizheng::words::Language;

/// The program as a process of its own, serving a folder; killed when this goes.
pub struct Program {
    child: Child,
    pub address: SocketAddr,
}

impl Program {
    /// Starts it and waits until it says that it listens.
    ///
    /// # Panics
    /// It does not start.
    pub fn start(folder: &Path, address: SocketAddr) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yizheng"));
        command.env_remove("DATABASE_URL").arg("--data").arg(folder).args(["--listen", &address.to_string()]);
        let mut child = command.arg("serve").stdout(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines().next().unwrap().unwrap();
        assert!(said.contains(&address.to_string()), "{said}");
        Self { child, address }
    }

    /// SIGKILL: nothing is finished, nothing is tidied up.
    ///
    /// # Panics
    /// It cannot be.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// An address at which nothing listens.
///
/// # Panics
/// There is none.
pub fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A committee with so many sittings, and the token of a clerk.
///
/// # Panics
/// The database does not answer.
pub async fn with_sittings(db: &Db, many: i64) -> (Committee, Vec<i64>, String) {
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
    for number in 1..=many {
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
