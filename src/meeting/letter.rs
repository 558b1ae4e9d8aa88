//! The mail that tells those who are called of a sitting, and that it is moved or called off: to each whose account has
//! an address, in the language in which they read, with the sitting as an entry of their calendar.

use super::attendance::store as attendance;
use super::calendar::papers::Teller;
use super::here::Here;
use super::model::{Item, Sitting};
use super::rules::{Action, State};
use super::title::title;
use super::{agenda, store};
use crate::account::{self, Committee, model::Account};
use crate::app::App;
use crate::error::Result;
use crate::ledger::Change;
use crate::mail::Mail;
use crate::member;
use crate::page::Reader;
use crate::words::{Language, Words};

/// Puts mail into the outbox, where mail is sent at all: to all who are called, or to some members alone.
pub(super) async fn queue(
    app: &App,
    reader: &Reader,
    change: &Change,
    here: &Here,
    occasion: Occasion,
    only: Option<&[i64]>,
) -> Result<()> {
    let Some(post) = &app.post else { return Ok(()) };
    let (on, committee) = (change.on(), reader.committee()?);
    // As the change leaves it: its calendar entry takes the place of the one before.
    let sitting = store::sitting(on, committee.id, here.sitting.id).await?;
    // To one who is taken out it is as if it were called off.
    let state = if occasion == Occasion::TakenOut { State::CalledOff } else { sitting.state };
    let sitting = &Sitting { state, ..sitting };
    let mut items = agenda::store::items(on, sitting.id).await?;
    items.retain(|item| item.state != agenda::rules::State::TakenOff);
    let address = app.config.base() + &here.address(reader, occasion.page());
    let letter = Letter { committee, sitting, items, address };
    let told = told(change, sitting.id, only).await?;
    let mails = told.into_iter().filter_map(|(name, account)| {
        let words = app.words.words(account.language.unwrap_or(Language::Chinese));
        let (subject, body) = letter.written(occasion, &name, &words);
        let teller = Teller { app, committee, words: &words, now: reader.now };
        let calendar = Some(teller.calendar(&subject, std::slice::from_ref(sitting)));
        Some(Mail { to: account.email?, subject, body, calendar })
    });
    post.queue(change, mails.collect()).await
}

/// Who is told: the names of those called, as they are called, with the accounts that can be mailed to.
async fn told(change: &Change, sitting: i64, only: Option<&[i64]>) -> Result<Vec<(String, Account)>> {
    let (on, committee) = (change.on(), change.acting().committee);
    let mut called = attendance::all(on, sitting).await?;
    called.retain(|one| match only {
        Some(members) => one.member_id.is_some_and(|member| members.contains(&member)),
        None => !one.out(),
    });
    let members: Vec<_> = called.iter().filter_map(|one| one.member_id).collect();
    let pairs = member::store::accounts(on, &members).await?;
    let ids: Vec<_> = pairs.iter().map(|(_, account)| *account).collect();
    let accounts = account::store::mailed(on, committee, &ids).await?;
    let name = |account: &Account| {
        let (member, _) = pairs.iter().find(|(_, of)| *of == account.id)?;
        called.iter().find(|one| one.member_id == Some(*member)).map(|one| one.name.clone())
    };
    Ok(accounts.into_iter().filter_map(|account| Some((name(&account)?, account))).collect())
}

/// Why it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    Notice,
    /// Its time or its place is another.
    Moved,
    CalledOff,
    /// The office has taken one out who was told.
    TakenOut,
}

impl Occasion {
    /// A sitting of which nobody was told is called off without a word.
    pub fn of(action: Action, state: State) -> Option<Self> {
        match (action, state) {
            (Action::Notice, _) => Some(Self::Notice),
            (Action::CallOff, State::Noticed) => Some(Self::CalledOff),
            _ => None,
        }
    }

    /// The page of the sitting that it leads to.
    const fn page(self) -> &'static str {
        match self {
            Self::Notice | Self::Moved => "/notice",
            Self::CalledOff | Self::TakenOut => "",
        }
    }

    /// The keys of its subject and its text.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Notice => ("letter-notice-subject", "letter-notice"),
            Self::Moved => ("letter-moved-subject", "letter-moved"),
            Self::CalledOff => ("letter-called-off-subject", "letter-called-off"),
            Self::TakenOut => ("letter-taken-out-subject", "letter-taken-out"),
        }
    }
}

/// What the letter says to everybody.
struct Letter<'a> {
    committee: &'a Committee,
    sitting: &'a Sitting,
    items: Vec<Item>,
    address: String,
}

impl Letter<'_> {
    /// Its subject and its text.
    fn written(&self, occasion: Occasion, name: &str, words: &Words) -> (String, String) {
        let (subject, text) = occasion.words();
        let title = title(self.sitting, &self.committee.name, words);
        let Sitting { place, was_place, .. } = self.sitting;
        let facts = [
            ("name", name.into()),
            ("title", title.as_str().into()),
            ("time", stands(self.sitting.time(), self.sitting.was_time(), words).into()),
            ("place", stands(place.clone(), was_place.clone(), words).into()),
            ("agenda", self.agenda(words).into()),
            ("address", self.address.as_str().into()),
            ("committee", self.committee.name.as_str().into()),
        ];
        (words.with1(subject, "title", title.as_str()), words.with(text, &facts))
    }

    /// One line for each item: its number, what is done about it, its subject.
    fn agenda(&self, words: &Words) -> String {
        let line = |(n, item): (usize, &Item)| {
            let done = words.of("disposition", item.disposition);
            let facts = [("n", (n + 1).into()), ("done", done.into()), ("subject", item.subject.as_str().into())];
            words.with("letter-item", &facts)
        };
        self.items.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
    }
}

/// What is so now, with what was said before where that was another.
fn stands(now: Option<String>, was: Option<String>, words: &Words) -> String {
    let now = now.unwrap_or_else(|| words.say("letter-open"));
    match was {
        Some(was) => words.with("letter-was", &[("now", now.into()), ("was", was.into())]),
        None => now,
    }
}
