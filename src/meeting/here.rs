//! A sitting as one reader finds it: what it is called, who they are there, and whether they preside.

use crate::account::Committee;
use crate::app::App;
use crate::db::ConnectionTrait;
use crate::error::{Error, Result};
use crate::ledger::{Act, Change};
use crate::meeting::attendance::model::Called;
use crate::meeting::attendance::store as attendance;
use crate::meeting::model::{SITTING, Sitting};
use crate::meeting::rules::{self, Who};
use crate::meeting::store;
use crate::meeting::title::title;
use crate::member;
use crate::page::Reader;
use crate::permission::Permission;
use crate::words::Language;

/// A sitting that a reader may see. `member` is the member whose account they have, `called` their place at the sitting
/// where they are called to it still.
#[derive(Clone)]
pub(in crate::meeting) struct Here {
    pub sitting: Sitting,
    /// Its name in the reader's language.
    pub title: String,
    /// Its name for the ledger, which speaks Chinese whoever acts.
    pub official: String,
    pub member: Option<i64>,
    pub called: Option<Called>,
}

impl Here {
    /// # Errors
    /// There is none that this reader may see.
    pub async fn find(app: &App, reader: &Reader, id: i64) -> Result<Self> {
        let member = member::here::own(app, reader).await?;
        Self::on(app.db.read(), app, reader, (id, member)).await
    }

    /// Begins a change of the sitting, which stands still until the change is done.
    ///
    /// # Errors
    /// The reader is not signed in, or there is no sitting that they may see.
    pub async fn begin(app: &App, reader: &Reader, id: i64) -> Result<(Change, Self)> {
        reader.known()?;
        let change = Change::begin(&app.db, reader.acting()?).await?;
        let member = match reader.actor.account {
            Some(account) => member::store::of_account(change.on(), reader.committee()?.id, account).await?,
            None => None,
        };
        let here = Self::on(change.on(), app, reader, (id, member)).await?;
        Ok((change, here))
    }

    async fn on(
        on: &impl ConnectionTrait,
        app: &App,
        reader: &Reader,
        (id, member): (i64, Option<i64>),
    ) -> Result<Self> {
        let committee = reader.committee()?;
        let sitting = store::sitting(on, committee.id, id).await?;
        let called = match member {
            Some(member) => attendance::of_member(on, id, member).await?.filter(|called| !called.out()),
            None => None,
        };
        let here = Self {
            title: title(&sitting, &committee.name, &reader.words),
            official: official(app, committee, &sitting),
            sitting,
            member,
            called,
        };
        if rules::visible(here.sitting.standing(), here.who(reader)) { Ok(here) } else { Err(Error::NotFound) }
    }

    /// Who the reader is to the rules.
    pub fn who<'a>(&self, reader: &'a Reader) -> Who<'a> {
        let presides = self.member.is_some() && self.member == self.sitting.chair_id;
        Who { actor: &reader.actor, presides }
    }

    /// Whether the reader is one of those inside: of the committee, called to the sitting, or running it.
    pub fn inside(&self, reader: &Reader) -> bool {
        reader.may(Permission::ReadInternal) || self.called.is_some() || self.who(reader).runs()
    }

    /// Something done at this sitting, for the ledger.
    pub fn act(&self, action: &'static str) -> Act {
        Act::new(SITTING.name, self.sitting.id, action).fact("title", self.official.clone())
    }

    /// An address of the sitting; `rest` is empty or begins with a slash.
    pub fn address(&self, reader: &Reader, rest: &str) -> String {
        reader.within(&format!("/meetings/{}{rest}", self.sitting.id))
    }
}

/// The name of a sitting for the ledger.
pub(in crate::meeting) fn official(app: &App, committee: &Committee, sitting: &Sitting) -> String {
    title(sitting, &committee.name, &app.words.words(Language::Chinese))
}
