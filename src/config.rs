//! What is set from outside: by options or by the environment, for every command the same.

use std::net::{AddrParseError, IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::Args;
use ipnet::IpNet;

/// Where the program keeps its data and where it listens.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Folder for the embedded database and for uploaded files: data, or data/demo for the demo. With PostgreSQL it holds
    /// the files alone, and all nodes must share it
    #[arg(long, env = "YIZHENG_DATA", global = true)]
    pub data: Option<PathBuf>,

    /// Address of a PostgreSQL database, used instead of the embedded one
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<String>,

    /// Address and port to serve at
    #[arg(long, env = "YIZHENG_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: SocketAddr,

    #[expect(clippy::doc_markdown, rustdoc::bare_urls, reason = "the text is the option's help")]
    /// Address under which readers reach the program through a proxy, such as https://yizheng.example
    #[arg(long, env = "YIZHENG_ORIGIN", global = true)]
    pub origin: Option<String>,

    /// Address or network of a proxy that says whom it speaks for in X-Forwarded-For, such as 127.0.0.1 or 10.0.0.0/8; may be
    /// given several times. What others say of themselves there is not believed
    #[arg(long, env = "YIZHENG_TRUSTED_PROXY", value_parser = network, value_delimiter = ',', global = true)]
    pub trusted_proxy: Vec<IpNet>,

    #[expect(clippy::doc_markdown, reason = "the text is the option's help")]
    /// SMTP server by which notices are mailed: smtps://user:password@host, or smtp://host?tls=required for STARTTLS; none:
    /// nothing is mailed
    #[arg(long, env = "YIZHENG_SMTP", hide_env_values = true, global = true)]
    pub smtp: Option<String>,

    /// Address that mail is sent from, with or without a name: "Office <office@example.cn>"
    #[arg(long, env = "YIZHENG_MAIL_FROM", global = true)]
    pub mail_from: Option<String>,
}

/// A network, or a single address.
fn network(text: &str) -> Result<IpNet, AddrParseError> {
    text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
}

impl Config {
    /// The database's address: PostgreSQL where one is named, else a file in the data folder, which is made.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn database(&self) -> std::io::Result<String> {
        if let Some(address) = &self.database_url {
            return Ok(address.clone());
        }
        std::fs::create_dir_all(self.folder())?;
        Ok(format!("sqlite://{}", self.file().display()))
    }

    /// How many bytes there is room for where the data is kept.
    ///
    /// # Errors
    /// The folder does not answer.
    pub fn room(&self) -> std::io::Result<u64> {
        fs4::available_space(self.folder())
    }

    fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| "data".into())
    }

    fn file(&self) -> PathBuf {
        self.folder().join("yizheng.db")
    }

    /// The folder of uploaded files.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.folder().join("files")
    }

    /// The same, for the demo: in a folder of its own unless another is set.
    #[must_use]
    pub fn for_demo(mut self) -> Self {
        self.data.get_or_insert_with(|| "data/demo".into());
        self
    }

    /// Removes the embedded database and the uploaded files. There need not be any.
    ///
    /// # Errors
    /// The files cannot be removed.
    pub fn reset(&self) -> std::io::Result<()> {
        for ending in ["", "-wal", "-shm"] {
            let mut name = self.file().into_os_string();
            name.push(ending);
            match std::fs::remove_file(name) {
                Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => return Err(fault),
                _ => {}
            }
        }
        match std::fs::remove_dir_all(self.files()) {
            Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => Err(fault),
            _ => Ok(()),
        }
    }

    /// The start of every address that is sent to somebody.
    #[must_use]
    pub fn base(&self) -> String {
        self.origin.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }

    /// Whether cookies travel over TLS alone.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.base().starts_with("https://")
    }
}
