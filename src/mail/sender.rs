//! The sender empties the outbox: at once when something is put in, else every minute, and more and more seldom what
//! could not be sent.

use std::sync::atomic::Ordering;
use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::{ContentDisposition, ContentType};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::response::Category;
use lettre::{AsyncTransport, Message};
use tokio::time::timeout;

use super::outbox::{self, Waiting};
use super::post::Post;
use crate::clock::{Clock, Instant};
use crate::db::Db;
use crate::error::Result;

/// How long the server may take over one mail.
const LONGEST: Duration = Duration::from_mins(2);

/// How long a sender has a mail to itself: longer than it takes.
const TAKEN: i64 = 10 * Instant::MINUTE;

/// How often the outbox is looked into when nobody says that there is something.
const ROUND: Duration = Duration::from_mins(1);

/// For how long a mail is tried.
const KEPT: i64 = 3 * Instant::DAY;

/// How long after its `tries`th try a mail is tried again: a minute, then twice as long each time, six hours at most.
fn pause(tries: i64) -> i64 {
    let doubled = u32::try_from(tries.clamp(1, 10) - 1).unwrap_or(0);
    (Instant::MINUTE << doubled).min(6 * Instant::HOUR)
}

/// Why a mail could not be sent.
enum Fault {
    /// The mail's own: its address, or what the server says of its mailbox.
    Own(String),
    /// The server's: the next mail would fare no better.
    Server(String),
}

impl Post {
    /// Says that there is something in the outbox.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Ends the sender after the mail that it is sending.
    pub fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        self.wake();
    }

    fn ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
    }

    /// Sends what is put into the outbox until [`Post::end`].
    pub async fn run(self, db: Db, clock: Clock) {
        while !self.ended() {
            if let Err(fault) = self.pass(&db, &clock).await {
                tracing::error!(%fault, "the outbox cannot be read");
            }
            // Woken or not, it looks.
            timeout(ROUND, self.wake.notified()).await.ok();
        }
    }

    /// Tries once each mail that is due. Where the server fails, the rest waits for the next pass.
    pub async fn pass(&self, db: &Db, clock: &Clock) -> Result<()> {
        while !self.ended()
            && let Some(mail) = outbox::due(db.read(), clock.now()).await?
        {
            if !outbox::take(db.read(), &mail, clock.now().plus(TAKEN)).await? {
                continue;
            }
            let fault = match self.send(&mail).await {
                Ok(()) => {
                    outbox::forget(db.read(), &mail).await?;
                    continue;
                }
                Err(fault) => fault,
            };
            let (Fault::Own(why) | Fault::Server(why)) = &fault;
            self.failed(db, clock.now(), &mail, why).await?;
            if matches!(fault, Fault::Server(_)) {
                break;
            }
        }
        Ok(())
    }

    async fn failed(&self, db: &Db, now: Instant, mail: &Waiting, why: &str) -> Result<()> {
        let (id, tries) = (mail.id, mail.tries + 1);
        if mail.queued_at.plus(KEPT) <= now {
            tracing::error!(id, tries, why, "a mail is given up");
            return outbox::forget(db.read(), mail).await;
        }
        tracing::warn!(id, tries, why, "a mail could not be sent and is tried again");
        outbox::put_off(db.read(), mail, now.plus(pause(tries))).await
    }

    async fn send(&self, mail: &Waiting) -> Result<(), Fault> {
        let message = self.message(mail).map_err(|fault| Fault::Own(fault.to_string()))?;
        match timeout(LONGEST, self.server.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            // RFC 5321, 4.2.1: x5x tells of the mailbox; all else is between the server and us.
            Ok(Err(fault)) if fault.status().is_some_and(|code| code.category == Category::MailSystem) => {
                Err(Fault::Own(fault.to_string()))
            }
            Ok(Err(fault)) => Err(Fault::Server(fault.to_string())),
            Err(late) => Err(Fault::Server(late.to_string())),
        }
    }

    /// The mail as it is sent. It has the same number however often it is tried, so that a mail program tells a
    /// repetition from a new one.
    fn message(&self, mail: &Waiting) -> Result<Message, Box<dyn std::error::Error + Send + Sync>> {
        let number = format!("<{}.{}@{}>", mail.id, mail.queued_at.0, self.from.email.domain());
        let queued = UNIX_EPOCH + Duration::from_millis(u64::try_from(mail.queued_at.0)?);
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, mail.to_address.parse()?))
            .date(queued)
            .message_id(Some(number))
            .subject(mail.subject.clone());
        let text = SinglePart::plain(mail.body.clone());
        let Some(calendar) = &mail.calendar else { return Ok(message.singlepart(text)?) };
        let event = SinglePart::builder()
            .header(ContentType::parse("text/calendar; charset=utf-8")?)
            .header(ContentDisposition::attachment("calendar.ics"))
            .body(calendar.clone());
        Ok(message.multipart(MultiPart::mixed().singlepart(text).singlepart(event))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_it_fails_the_more_seldom_it_is_tried() {
        let minutes: Vec<_> = [1, 2, 3, 9, 10, 400].map(|tries| pause(tries) / Instant::MINUTE).into();
        assert_eq!(minutes, [1, 2, 4, 256, 360, 360]);
    }
}
