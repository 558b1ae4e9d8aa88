//! The mail of a day: what areas have to tell an account of what is to be done, in one mail.

use super::outbox::Mail;
use crate::clock::Day;
use crate::db::Db;
use crate::ledger::Act;
use crate::lent::{Lent, Said};
use crate::words::Words;

/// So many things are named under one heading.
const NAMED: usize = 20;

/// What an area has to tell of a day that is worked on.
#[derive(Clone, Copy)]
pub struct Reminds {
    /// The words for what it is about.
    pub title: &'static str,
    /// What is told to accounts of a committee; nobody is told that there is nothing.
    pub notes: for<'a> fn(&'a Db, i64, Day) -> Said<'a, Vec<Note>>,
    /// What is recorded where so many were mailed.
    pub recorded: fn(usize) -> Act,
}

pub type Reminders = Lent<Reminds>;

/// What one account is told.
pub struct Note {
    pub account: i64,
    /// Where it is done, below the address of the committee.
    pub address: &'static str,
    pub parts: Vec<Part>,
}

/// A sentence with the numbers that it names, and what is due of which it speaks.
pub struct Part {
    pub key: &'static str,
    pub facts: Vec<(&'static str, usize)>,
    pub due: Vec<(String, Day)>,
}

impl Part {
    /// That there are so many of something; none where there are none.
    #[must_use]
    pub fn count(key: &'static str, n: usize) -> Option<Self> {
        (n > 0).then(|| Self { key, facts: vec![("n", n)], due: Vec::new() })
    }

    /// So many that are due, the first of them by name.
    #[must_use]
    pub fn list(key: &'static str, due: Vec<(String, Day)>) -> Option<Self> {
        Self::count(key, due.len()).map(|part| Self { due, ..part })
    }

    fn written(&self, words: &Words) -> Vec<String> {
        let facts: Vec<_> = self.facts.iter().map(|(name, n)| (*name, (*n).into())).collect();
        let mut lines = vec![words.with(self.key, &facts)];
        lines.extend(self.due.iter().take(NAMED).map(|(subject, due)| {
            words.with("mail-digest-line", &[("subject", subject.as_str().into()), ("due", due.to_string().into())])
        }));
        if self.due.len() > NAMED {
            lines.push(words.with1("mail-digest-more", "n", self.due.len() - NAMED));
        }
        lines
    }
}

/// To whom a mail goes, and on whose behalf.
pub struct To<'a> {
    pub name: &'a str,
    pub email: String,
    pub committee: &'a str,
    /// The address of the committee.
    pub base: &'a str,
}

/// The mail of a day with what areas tell of, each under its title where there are several.
#[must_use]
pub fn written(notes: &[(&Reminds, Note)], to: To<'_>, day: Day, words: &Words) -> Mail {
    let titles: Vec<_> = notes.iter().map(|(area, _)| words.say(area.title)).collect();
    let several = notes.len() > 1;
    let section = |((_, note), title): (&(&Reminds, Note), &String)| {
        let title = several.then(|| title.clone());
        let lines = title.into_iter().chain(note.parts.iter().flat_map(|part| part.written(words)));
        let lines = lines.collect::<Vec<_>>().join("\n");
        let address = format!("{}{}", to.base, note.address);
        words.with("mail-digest-section", &[("parts", lines.into()), ("address", address.into())])
    };
    let sections: Vec<_> = notes.iter().zip(&titles).map(section).collect();
    let body =
        [("name", to.name.into()), ("sections", sections.join("\n\n").into()), ("committee", to.committee.into())];
    let about = titles.join(&words.say("list-comma"));
    let subject = words.with("mail-digest-subject", &[("about", about.into()), ("day", day.to_string().into())]);
    Mail { to: to.email, subject, body: words.with("mail-digest", &body), calendar: None }
}
