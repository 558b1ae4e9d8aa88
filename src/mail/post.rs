//! The way out for mail, where one is set.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::{Address, AsyncSmtpTransport, Tokio1Executor};
use tokio::sync::Notify;

use super::outbox::{self, Mail};
use crate::config::Config;
use crate::error::{Refusal, Result};
use crate::ledger::Change;

/// How long the server may take over one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way out: an SMTP server, and the address that is written from.
#[derive(Clone)]
pub struct Post {
    pub(super) server: AsyncSmtpTransport<Tokio1Executor>,
    pub(super) from: Mailbox,
    pub(super) wake: Arc<Notify>,
    pub(super) ended: Arc<AtomicBool>,
}

impl Post {
    /// The way out that is set from outside; none where none is set. Needs a running tokio.
    ///
    /// # Errors
    /// The server's address cannot be read, or the one that is written from is missing or is none.
    pub fn of(config: &Config) -> Result<Option<Self>, Refusal> {
        let Some(server) = &config.smtp else { return Ok(None) };
        let from = config.mail_from.as_deref().ok_or_else(|| Refusal::new("mail-from-missing"))?;
        let from: Mailbox = from.parse().map_err(|_| Refusal::new("mail-from-unfit").with("from", from))?;
        // The address may hold a password, so that it is not told again.
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(|fault| Refusal::new("mail-smtp-unfit").with("why", fault))?;
        let server = server.timeout(Some(PATIENCE)).build();
        Ok(Some(Self { server, from, wake: Arc::default(), ended: Arc::default() }))
    }

    /// Puts mail into the outbox, to be sent if the change is committed.
    pub async fn queue(&self, change: &Change, mails: Vec<Mail>) -> Result<()> {
        outbox::add(change, mails).await
    }
}

/// An address to which mail can be sent, as it was typed.
///
/// # Errors
/// It is none.
pub fn address(text: &str) -> Result<&str, Refusal> {
    let text = text.trim();
    text.parse::<Address>().map(|_| text).map_err(|_| Refusal::new("mail-address-unfit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(smtp: &str, from: Option<&str>) -> Config {
        Config {
            data: None,
            database_url: None,
            listen: ([127, 0, 0, 1], 0).into(),
            trusted_proxy: Vec::new(),
            origin: None,
            smtp: Some(smtp.to_owned()),
            mail_from: from.map(str::to_owned),
        }
    }

    #[tokio::test]
    async fn what_is_set_wrongly_is_told_at_once_and_the_password_is_not() {
        let from = Some("政协青岭县委员会 <office@qingling.example>");
        for (smtp, from, told) in [
            ("smtps://office:se%20cret@mail.example", from, None),
            ("smtp://mail.example:25", Some("office@qingling.example"), None),
            ("smtp://mail.example?tls=required", from, None),
            ("mail.example", from, Some("mail-smtp-unfit")),
            ("http://office:secret@mail.example", from, Some("mail-smtp-unfit")),
            ("smtp://mail.example", None, Some("mail-from-missing")),
            ("smtp://mail.example", Some("the office"), Some("mail-from-unfit")),
        ] {
            let refusal = Post::of(&config(smtp, from)).err();
            assert!(refusal.as_ref().is_none_or(|refusal| !refusal.to_string().contains("secret")));
            assert_eq!(refusal.map(|refusal| refusal.key), told, "{smtp} {from:?}");
        }
    }

    #[test]
    fn an_address_has_a_name_and_a_place() {
        for text in ["office@qingling.example", " shen.huaiyuan+cppcc@mail.qingling.example "] {
            assert_eq!(address(text), Ok(text.trim()));
        }
        for text in ["", "office", "office@", "@qingling.example", "two words@qingling.example", "a@b\r\nBcc: c@d"] {
            assert!(address(text).is_err(), "{text}");
        }
    }
}
