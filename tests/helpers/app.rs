//! The program as it is served, on a free loopback port, with a clock that stands still and a founded committee.

use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::runtime::Builder;
use tokio::sync::OnceCell;
use yizheng::account::{Actor, Committee, password, store};
use yizheng::app::App;
use yizheng::areas::AREAS;
use yizheng::clock::{Clock, Instant};
use yizheng::config::Config;
use yizheng::db::Db;
use yizheng::demo;
use yizheng::ledger::{Act, Acting, Change};
use yizheng::permission::Role;
use yizheng::server;

use super::{Reader, Store, words};
use crate::acts::all_can_be_told;

/// Tuesday, 2024-03-05 10:00 in China.
const NOW: Instant = Instant(1_709_604_000_000);

/// How many proposals the demo of a test has: two of every fate.
pub const PROPOSALS: usize = 50;

/// The password of every account that a test makes.
pub const PASSWORD: &str = "a long sentence for tests";

/// A running program. It ends with the test that started it.
pub struct TestApp {
    pub app: App,
    pub db: Db,
    pub clock: Clock,
    /// 政协青岭县委员会, at `/qingling`.
    pub committee: Committee,
    pub address: SocketAddr,
    store: Store,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_on(Store::usual().await).await
    }

    /// # Panics
    /// The program does not start.
    pub async fn start_on(store: Store) -> Self {
        let app = program(store.open().await, config(&store));
        let committee = found(&app.db, "qingling", "青岭县").await;
        Self::serve(store, app, committee).await
    }

    /// Starts it with a server for its mail. Nothing is sent until a test does so.
    pub async fn mailing(server: SocketAddr) -> Self {
        let mail_from = Some("青岭县政协办公室 <office@qingling.example>".into());
        Self::set_up(|usual| Config { smtp: Some(format!("smtp://{server}")), mail_from, ..usual }).await
    }

    /// Starts it behind a proxy at this machine, which says whom it speaks for.
    pub async fn behind_a_proxy() -> Self {
        Self::set_up(|usual| Config { trusted_proxy: vec!["127.0.0.1/32".parse().unwrap()], ..usual }).await
    }

    async fn set_up(set: impl FnOnce(Config) -> Config) -> Self {
        let store = Store::usual().await;
        let app = program(store.open().await, set(config(&store)));
        let committee = found(&app.db, "qingling", "青岭县").await;
        Self::serve(store, app, committee).await
    }

    /// Starts the furnished demo; its committee is at `/qingling`, another at `/baitang`.
    ///
    /// # Panics
    /// The program does not start.
    pub async fn demo() -> Self {
        Self::demo_of(PROPOSALS).await
    }

    /// The same with so many proposals.
    ///
    /// # Panics
    /// The program does not start.
    pub async fn demo_of(proposals: usize) -> Self {
        let store = Store::usual().await;
        let db = store.open().await;
        Self::demo_on(store, db, proposals).await
    }

    /// The same in this database, which is connected already.
    ///
    /// # Panics
    /// The program does not start.
    pub async fn demo_on(store: Store, db: Db, proposals: usize) -> Self {
        let app = program(db, config(&store));
        demo::furnish(&app, proposals).await.unwrap();
        let committee = Committee::by_slug(app.db.read(), "qingling").await.unwrap().unwrap();
        Self::serve(store, app, committee).await
    }

    /// Starts one more node at the same database, with a memory of its own; gives its address.
    pub async fn another_node(&self) -> SocketAddr {
        listen(&program(self.store.open().await, config(&self.store))).await
    }

    async fn serve(store: Store, app: App, committee: Committee) -> Self {
        let address = listen(&app).await;
        Self { db: app.db.clone(), clock: app.clock.clone(), app, committee, address, store }
    }

    /// Founds one more committee, at `/{slug}`.
    pub async fn found(&self, slug: &str, region: &str) -> Committee {
        found(&self.db, slug, region).await
    }

    /// Somebody who acts in a committee, for changes made without a page.
    pub fn acting(&self, committee: &Committee) -> Acting {
        Acting { committee: committee.id, account: None, name: "测试".to_owned(), at: self.clock.now() }
    }

    /// An account with [`PASSWORD`] and these roles in a committee; the platform operator's role is in none.
    ///
    /// # Panics
    /// The login name is taken.
    pub async fn account(&self, committee: &Committee, login: &str, roles: &[Role]) -> i64 {
        static HASHED: OnceCell<String> = OnceCell::const_new();
        let hashed = HASHED.get_or_init(|| async { password::hash(PASSWORD.to_owned(), "").await.unwrap() }).await;
        let change = Change::begin(&self.db, self.acting(committee)).await.unwrap();
        let account = store::add(&change, login, &format!("{login}同志")).await.unwrap();
        for role in roles {
            let scope = (*role != Role::PlatformOperator).then_some(committee.id);
            store::give(&change, account.id, scope, *role).await.unwrap();
        }
        store::set_password(change.on(), account.id, Some(hashed.clone())).await.unwrap();
        let act = Act::new("account", account.id, "invite").fact("login", login);
        change.record(act).await.unwrap().commit().await.unwrap();
        account.id
    }

    /// The login name of an account with one role in a committee, made where there is none yet.
    ///
    /// # Panics
    /// The database does not answer.
    pub async fn account_for(&self, committee: &Committee, role: Role) -> String {
        let login = format!("{}.{role}", committee.slug);
        if store::by_login(self.db.read(), &login).await.unwrap().is_none() {
            self.account(committee, &login, &[role]).await;
        }
        login
    }

    /// A reader of whom nothing is known.
    pub fn visitor(&self) -> Reader {
        Reader::new(self.address)
    }

    /// A reader signed in through the page, with one role in [`TestApp::committee`].
    pub async fn sign_in(&self, role: Role) -> Reader {
        self.sign_in_to(&self.committee, role).await
    }

    /// A reader signed in through the page, with one role in a committee.
    ///
    /// # Panics
    /// Signing in fails.
    pub async fn sign_in_to(&self, committee: &Committee, role: Role) -> Reader {
        self.sign_in_as(&self.account_for(committee, role).await).await
    }

    /// A reader signed in through the page by the user name of an account that a test made.
    ///
    /// # Panics
    /// Signing in fails.
    pub async fn sign_in_as(&self, login: &str) -> Reader {
        let reader = self.visitor();
        let answer = reader.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        reader
    }
}

async fn listen(app: &App) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = server::service(app.clone(), AREAS).unwrap().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async { axum::serve(listener, service).await });
    address
}

/// Whatever a test recorded can be told in the history.
impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let address = self.store.address.clone();
        let read =
            move || Builder::new_current_thread().enable_all().build().unwrap().block_on(all_can_be_told(&address));
        if let Err(fault) = std::thread::spawn(read).join() {
            std::panic::resume_unwind(fault);
        }
    }
}

fn config(store: &Store) -> Config {
    Config {
        data: Some(store.folder.path().to_owned()),
        database_url: None,
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        origin: None,
        trusted_proxy: Vec::new(),
        smtp: None,
        mail_from: None,
    }
}

fn program(db: Db, config: Config) -> App {
    words::must_be_there();
    server::app(db, Clock::set_to(NOW), config, AREAS).unwrap()
}

async fn found(db: &Db, slug: &str, region: &str) -> Committee {
    let actor = Actor::at_the_machine("测试".to_owned());
    Committee::found(db, &actor, NOW, slug, &format!("政协{region}委员会"), region).await.unwrap()
}
