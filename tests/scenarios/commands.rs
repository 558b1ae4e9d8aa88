//! Committees and accounts from the shell.

use std::process::{Command, Output};

use tempfile::TempDir;
use yizheng::account::{Grant, Scope, store};
use yizheng::areas::AREAS;
use yizheng::clock::Instant;
use yizheng::committee::store::add_sector;
use yizheng::db::Db;
use yizheng::ledger::{Act, Acting, Change, lines_of, verify};
use yizheng::permission::{Role, ScopeKind};
use yizheng::server::catalogue;
use yizheng::unit;
use yizheng::words::Language;

/// Runs a command on a data folder, in the language of a shell.
fn run(folder: &TempDir, locale: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yizheng"));
    command.env_remove("DATABASE_URL").env("LC_ALL", locale).arg("--data").arg(folder.path()).args(arguments);
    command.output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[tokio::test]
async fn the_first_committee_and_its_administrator_come_from_the_shell() {
    let folder = tempfile::tempdir().unwrap();
    let found = ["committee", "found", "qingling", "政协青岭县委员会", "青岭县"];
    assert_eq!(run(&folder, "C", &found).status.code(), Some(0));
    assert_eq!(said(&run(&folder, "C", &["committee", "list"]).stdout), "qingling\t青岭县\t政协青岭县委员会\n");
    let invite =
        ["user", "invite", "zhengshouyi", "郑守一", "--committee", "qingling", "--role", "administrator", "clerk"];
    let link = said(&run(&folder, "C", &invite).stdout);
    assert!(link.contains("/invitation/") && link.lines().count() == 1, "{link}");
    assert_ne!(said(&run(&folder, "C", &invite).stdout), link, "a second link is a new one");
    assert_eq!(run(&folder, "C", &["user", "operator", "root", "平台"]).status.code(), Some(0));
    assert_eq!(run(&folder, "C", &["user", "disable", "zhengshouyi"]).status.code(), Some(0));

    let db = Db::connect(&format!("sqlite://{}", folder.path().join("yizheng.db").display())).await.unwrap();
    let account = store::by_login(db.read(), "zhengshouyi").await.unwrap().unwrap();
    assert!(account.disabled);
    let roles = store::roles(db.read(), account.id, Some(1)).await.unwrap();
    assert_eq!(roles, [Role::Administrator, Role::Clerk]);
    // Founded; invited, two roles; invited again; disabled. The installation: the operator and their role; disabled.
    let lengths = [verify(db.read(), 1).await.unwrap().entries, verify(db.read(), 0).await.unwrap().entries];
    assert_eq!(lengths, [6, 3]);
    let words = catalogue(AREAS).unwrap().words(Language::English);
    let lines = lines_of(db.read(), &words, 1, "account", account.id).await.unwrap();
    assert!(lines.iter().all(|line| line.actor.contains("命令行")), "the record speaks as the shell does: {lines:?}");
}

#[tokio::test]
async fn a_role_is_given_within_a_part_of_the_committee_from_the_shell() {
    let folder = tempfile::tempdir().unwrap();
    run(&folder, "C", &["committee", "found", "qingling", "政协青岭县委员会", "青岭县"]);
    let db = Db::connect(&format!("sqlite://{}", folder.path().join("yizheng.db").display())).await.unwrap();
    let acting = Acting { committee: 1, account: None, name: "测试".to_owned(), at: Instant(1_709_604_000_000) };
    let change = Change::begin(&db, acting).await.unwrap();
    let sector = add_sector(&change, "农业界").await.unwrap();
    let unit = unit::store::add(&change, "县教育局", unit::model::Line::Government).await.unwrap();
    let act = Act::new("committee", 1, "add_sector").fact("name", "农业界");
    change.record(act).await.unwrap().commit().await.unwrap();

    let invite = ["user", "invite", "luoshouyi", "罗守一", "--committee", "qingling", "--role", "sector_convener"];
    let within = |flag, name| run(&folder, "zh_CN.UTF-8", &[&invite[..], &[flag, name]].concat());
    assert!(said(&within("--sector", "渔业界").stderr).contains("没有名为“渔业界”"));
    assert!(said(&within("--unit", "农业界").stderr).contains("没有名为“农业界”"));
    assert_eq!(within("--sector", "农业界").status.code(), Some(0));
    let account = store::by_login(db.read(), "luoshouyi").await.unwrap().unwrap();
    let scope = Scope { kind: ScopeKind::Sector, key: sector.id };
    let held = store::held(db.read(), account.id, Some(1)).await.unwrap();
    assert_eq!(held, [Grant { role: Role::SectorConvener, scope: Some(scope) }]);
    let handler = [&invite[..7], &["unit_handler", "--unit", "县教育局"]].concat();
    assert_eq!(run(&folder, "zh_CN.UTF-8", &handler).status.code(), Some(0));
    let held = store::held(db.read(), account.id, Some(1)).await.unwrap();
    assert_eq!(held[1..], [Grant { role: Role::UnitHandler, scope: Some(Scope::unit(unit)) }]);
    let idle = [&invite[..7], &["clerk", "--sector", "农业界"]].concat();
    assert!(said(&run(&folder, "zh_CN.UTF-8", &idle).stderr).contains("没有一个可以限于"));
}

#[test]
fn a_refusal_is_told_in_the_language_of_the_shell_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let wrong: [(&[&str], &str, &str); 4] = [
        (&["committee", "found", "Qing", "政协", "县"], "不能用作网址", "cannot be used in an address"),
        (&["user", "invite", "zheng", "郑", "--committee", "nowhere", "--role", "clerk"], "没有网址", "no committee"),
        (&["user", "operator", "root!", "平台"], "用户名须为", "A user name is"),
        (&["user", "disable", "nobody"], "没有用户名", "no account"),
    ];
    for (arguments, chinese, english) in wrong {
        for (locale, sentence) in [("zh_CN.UTF-8", chinese), ("en_US.UTF-8", english)] {
            let output = run(&folder, locale, arguments);
            let told = said(&output.stderr);
            assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true), "{arguments:?}: {told}");
            assert!(told.contains(sentence), "{arguments:?}: {told}");
        }
    }
    assert!(run(&folder, "C", &["committee", "list"]).stdout.is_empty());
}
