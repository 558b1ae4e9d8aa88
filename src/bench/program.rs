//! The server that is measured: this very program, as a process of its own.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::config::Config;
use crate::error::{Error, Result};

/// Linux counts a process's time in hundredths of a second.
const TICK: u64 = 10_000;

/// A server. It is killed when this goes.
pub struct Program {
    config: Config,
    child: Child,
}

/// What the server took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taken {
    /// Processor time, in microseconds.
    pub time: u64,
    /// Memory now and at the most, in KiB.
    pub memory: u64,
    pub most: u64,
}

/// A port of this machine that is free.
///
/// # Errors
/// There is none.
pub fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

impl Program {
    /// Starts a server, and waits until it says that it listens.
    ///
    /// # Errors
    /// It does not start.
    pub async fn start(config: Config) -> Result<Self> {
        let child = spawn(&config).await?;
        Ok(Self { config, child })
    }

    /// SIGKILL: nothing is finished, nothing is tidied up. Then it is started again.
    ///
    /// # Errors
    /// It does not start again.
    pub async fn kill_and_start(&mut self) -> Result<()> {
        self.child.kill().await?;
        self.child = spawn(&self.config).await?;
        Ok(())
    }

    /// Asks it to stop, and waits until it has.
    ///
    /// # Errors
    /// It cannot be asked.
    pub async fn stop(mut self) -> Result<()> {
        Command::new("kill").args(["-TERM", &self.id()]).status().await?;
        self.child.wait().await?;
        Ok(())
    }

    /// What it took up to now; nothing where the system does not tell.
    pub fn taken(&self) -> Taken {
        let (id, memory) = (self.id(), memory_of(&self.id()));
        // After the name in brackets come the fields from the third on; the 14th and the 15th are times.
        let stat = std::fs::read_to_string(PathBuf::from("/proc").join(id).join("stat")).unwrap_or_default();
        let fields = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
        let ticks: u64 = fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<u64>().ok()).sum();
        Taken { time: ticks * TICK, memory: memory.now, most: memory.most }
    }

    fn id(&self) -> String {
        self.child.id().map_or_else(String::new, |id| id.to_string())
    }
}

/// The memory of a process, in KiB.
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    pub now: u64,
    pub most: u64,
}

/// The memory of a process, `self` for this one; none where the system does not tell.
pub fn memory_of(id: &str) -> Memory {
    let status = std::fs::read_to_string(PathBuf::from("/proc").join(id).join("status")).unwrap_or_default();
    let kib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
    };
    Memory { now: kib("VmRSS:"), most: kib("VmHWM:") }
}

async fn spawn(config: &Config) -> Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--listen", &config.listen.to_string(), "serve"]).env_remove("DATABASE_URL");
    if let Some(data) = &config.data {
        command.arg("--data").arg(data);
    }
    if let Some(address) = &config.database_url {
        command.env("DATABASE_URL", address);
    }
    let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
    let said = child.stdout.take().ok_or_else(|| Error::internal("the server cannot be heard"))?;
    let said = BufReader::new(said).lines().next_line().await?;
    if said.is_some() { Ok(child) } else { Err(Error::internal("the server did not start")) }
}
