//! Mail: what is to be sent waits in an outbox, put there within the very change that it tells of, until a sender has
//! handed it to an SMTP server. Where none is set, nothing is put there.

mod digest;
mod outbox;
mod post;
mod sender;

pub use digest::{Note, Part, Reminders, Reminds, To, written};
pub use outbox::Mail;
pub use post::{Post, address};
