//! The commands of the program.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use yizheng::app::{App, Live};
use yizheng::areas::AREAS;
use yizheng::clock::Clock;
use yizheng::config::Config;
use yizheng::db::Db;
use yizheng::demo::{self, Standing};
use yizheng::error::{Error, Refusal, Result};
use yizheng::meeting::record::command::{self as article, ImportArticle};
use yizheng::member::import::command::{self as roster, ImportRoster};
use yizheng::proposal::import::command::{self as proposals, ImportProposals};
use yizheng::restore::command::{self as restore, Restore};
use yizheng::server::catalogue;
use yizheng::text::line;
use yizheng::words::{Language, Words};
use yizheng::{account, bench, committee, ledger, server};

/// Runs the work of a consultative assembly, and keeps the record of it.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(flatten)]
    config: Config,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the program to browsers
    Serve,
    /// Serve an invented committee, furnished on the first start
    Demo {
        /// Begin anew: forget everything that was done in the demo
        #[arg(long)]
        reset: bool,
    },
    /// Print the clean text of a damaged Chinese text file
    Restore(Restore),
    /// Take things into the record from files
    #[command(subcommand)]
    Import(Import),
    /// Committees: found and list
    #[command(subcommand)]
    Committee(committee::command::Command),
    /// Accounts: invite, disable, enable
    #[command(subcommand)]
    User(account::command::Command),
    /// Measure the program under load
    #[command(subcommand)]
    Bench(bench::Command),
    /// Read the whole record and name the first entry that was touched
    Verify {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Subcommand)]
enum Import {
    /// News articles, each the record of a sitting
    Article(ImportArticle),
    /// A roster of members, from an Excel workbook
    Roster(ImportRoster),
    /// Old proposals, from an Excel workbook or CSV
    Proposals(ImportProposals),
}

/// An argument with its text cleaned; what is there under this very name is a path, and stays as it is.
fn said(argument: OsString) -> OsString {
    match argument.to_str() {
        Some(said) if !Path::new(said).exists() => line(said).into(),
        _ => argument,
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse_from(std::env::args_os().map(said));
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn".into()))
        .with_writer(std::io::stderr)
        .init();
    match run(cli).await {
        Ok(code) => code,
        Err(error) if nobody_reads(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", told(&error));
            ExitCode::from(2)
        }
    }
}

/// Whether the reader of our output went away, as `head` does.
fn nobody_reads(error: &Error) -> bool {
    let Error::Internal(cause) = error else { return false };
    cause.downcast_ref::<std::io::Error>().is_some_and(|fault| fault.kind() == std::io::ErrorKind::BrokenPipe)
}

/// An error in the words of the shell's language. Whoever runs a command is told the cause of a failure too.
fn told(error: &Error) -> String {
    match (error, catalogue(AREAS)) {
        (Error::Internal(cause), _) => cause.to_string(),
        (known, Ok(words)) => words.words(Language::of_shell()).refusal(&known.refusal()),
        (known, Err(_)) => known.to_string(),
    }
}

async fn run(Cli { config, command }: Cli) -> Result<ExitCode> {
    let words = catalogue(AREAS)?.words(Language::of_shell());
    match command {
        Command::Serve => serve(open(config).await?).await,
        Command::Demo { reset } => demo(config.for_demo(), reset, &words).await,
        Command::Restore(arguments) => restore::run(&arguments).map(|()| ExitCode::SUCCESS),
        Command::Import(Import::Article(arguments)) if arguments.keeps_nothing() => {
            article::dry_run(&arguments, &words)
        }
        Command::Import(Import::Roster(arguments)) => roster::run(&open(config).await?, &arguments, &words).await,
        Command::Import(Import::Proposals(arguments)) => proposals::run(&open(config).await?, &arguments, &words).await,
        Command::Import(Import::Article(arguments)) => article::run(&open(config).await?, &arguments, &words).await,
        Command::Committee(command) => committee::command::run(&open(config).await?, command).await,
        Command::User(command) => account::command::run(&open(config).await?, &server::parts(AREAS), command).await,
        Command::Bench(command) => bench::run(config, command).await,
        Command::Verify { json } => ledger::command::run(&open(config).await?, json).await,
    }
}

async fn open(config: Config) -> Result<App> {
    let db = Db::connect(&config.database()?).await?;
    server::app(db, Clock::System, config, AREAS)
}

/// Furnishes the demo where it is not there yet, says how to sign in, and serves it.
async fn demo(config: Config, reset: bool, words: &Words) -> Result<ExitCode> {
    let mut app = open(config.clone()).await?;
    let mut standing = demo::standing(&app).await?;
    if standing == Standing::Foreign {
        return Err(Refusal::new("demo-not-here").into());
    }
    if standing == Standing::Begun || reset && standing == Standing::Furnished {
        if config.database_url.is_some() {
            return Err(Refusal::new("demo-no-reset").into());
        }
        app.db.close().await?;
        config.reset()?;
        app = open(config).await?;
        standing = Standing::Empty;
    }
    if standing == Standing::Empty {
        eprintln!("{}", words.say("demo-furnishing"));
        demo::furnish(&app, demo::PROPOSALS).await?;
    }
    println!("{}", words.with1("demo-sign-ins", "password", demo::PASSWORD));
    for one in demo::sign_ins() {
        println!("  {:24} {}", one.login, words.list("role", one.roles));
    }
    serve(app).await
}

async fn serve(app: App) -> Result<ExitCode> {
    let listener = tokio::net::TcpListener::bind(app.config.listen).await?;
    let base = app.config.base();
    println!("{base}");
    let (db, live, post) = (app.db.clone(), app.live.clone(), app.post.clone());
    let sender = post.clone().map(|post| tokio::spawn(post.run(db.clone(), app.clock.clone())));
    let digests =
        app.post.is_some().then(|| tokio::spawn(committee::digest::run(app.clone(), server::reminders(AREAS))));
    let service = server::service(app, AREAS)?.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped(live)).await?;
    if let Some(digests) = digests {
        // What it had begun is not committed, and done by the next start.
        digests.abort();
        digests.await.ok();
    }
    if let (Some(post), Some(sender)) = (post, sender) {
        post.end();
        sender.await?;
    }
    db.close().await?;
    Ok(ExitCode::SUCCESS)
}

/// Comes back when the program is asked to stop, from the keyboard or by the system; live pages are let go first.
async fn stopped(live: Live) {
    asked_to_stop().await;
    live.end();
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut asked) = signal(SignalKind::terminate()) else {
        tokio::signal::ctrl_c().await.ok();
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = asked.recv() => {}
    }
}
