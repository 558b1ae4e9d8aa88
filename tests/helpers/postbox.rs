//! An SMTP server that keeps what it is given, and refuses a number of recipients first where a test wants it to.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use mail_parser::{Message, MessageParser};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The server. It takes mail for as long as the test runs.
#[derive(Clone)]
pub struct Postbox {
    pub address: SocketAddr,
    inside: Arc<Inside>,
}

#[derive(Default)]
struct Inside {
    taken: Mutex<Vec<String>>,
    /// How many recipients are still refused.
    refuses: AtomicU32,
}

impl Postbox {
    /// # Panics
    /// There is no port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let postbox = Self { address: listener.local_addr().unwrap(), inside: Arc::default() };
        let inside = Arc::clone(&postbox.inside);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&inside)));
            }
        });
        postbox
    }

    /// Refuses the next recipients, for now.
    pub fn refuse(&self, recipients: u32) {
        self.inside.refuses.store(recipients, Ordering::SeqCst);
    }

    /// How many mails were received.
    ///
    /// # Panics
    /// Another test thread did.
    pub fn received(&self) -> usize {
        self.inside.taken.lock().unwrap().len()
    }

    /// Takes out what was received: for each mail its recipient, subject and text with what is attached, by
    /// recipient.
    ///
    /// # Panics
    /// Something received is no mail.
    pub fn empty(&self) -> Vec<[String; 3]> {
        let taken = std::mem::take(&mut *self.inside.taken.lock().unwrap());
        let mut mails: Vec<_> = taken.iter().map(|raw| read(&MessageParser::new().parse(raw).unwrap())).collect();
        mails.sort();
        mails
    }
}

fn read(mail: &Message<'_>) -> [String; 3] {
    let to = mail.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap();
    let body = mail.body_text(0).unwrap();
    let attached = mail.attachments().filter_map(|part| part.text_contents());
    let text: Vec<_> = std::iter::once(&*body).chain(attached).collect();
    [to.to_owned(), mail.subject().unwrap().to_owned(), text.join("\n")]
}

/// One connection, as RFC 5321 has it, without any extension.
async fn converse(stream: TcpStream, inside: Arc<Inside>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut answer = "220 ready".to_owned();
    loop {
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let verb = line.trim().get(..4).unwrap_or_default().to_ascii_uppercase();
        answer = match verb.as_str() {
            "RCPT" if refused(&inside) => "451 not now".to_owned(),
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let mail = data(&mut stream).await?;
                inside.taken.lock().unwrap().push(mail);
                "250 kept".to_owned()
            }
            _ => "250 well".to_owned(),
        };
    }
}

fn refused(inside: &Inside) -> bool {
    inside.refuses.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
}

/// The lines up to a single point.
async fn data(stream: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut mail = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(mail);
        }
        mail.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
