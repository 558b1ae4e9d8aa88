//! What is done with a text: drafted from the record, brought back, confirmed or published, retracted.

use axum::response::Response;

use super::edit::{Written, conflict};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::ledger::Change;
use crate::meeting::here::Here;
use crate::meeting::minutes::draft::{minutes, release};
use crate::meeting::minutes::model::{Kind, Text};
use crate::meeting::minutes::{rules, store};
use crate::meeting::rules::{Action, Standing, decide};
use crate::meeting::store as sittings;
use crate::page::{Flash, Reader};

pub(super) async fn act(
    kind: Kind,
    app: App,
    reader: Reader,
    (_, id, action): (String, i64, String),
    sent: Written,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let now = store::text(change.on(), id, kind).await?;
    let doing = Doing { kind, reader: &reader, here: &here, change, sent };
    match (kind, action.as_str()) {
        (_, "draft") => doing.draft(now).await,
        (_, "restore") => doing.restore(now).await,
        (Kind::Minutes, "confirm") | (Kind::Release, "publish") => doing.fix(now).await,
        (Kind::Release, "retract") => doing.retract(now).await,
        _ => Err(Error::NotFound),
    }
}

struct Doing<'a> {
    kind: Kind,
    reader: &'a Reader,
    here: &'a Here,
    change: Change,
    sent: Written,
}

impl Doing<'_> {
    fn standing(&self) -> Standing {
        self.here.sitting.standing()
    }

    fn address(&self) -> String {
        self.here.address(self.reader, &format!("/{}", self.kind))
    }

    /// What stood in the form from which this was sent, if anything did.
    fn written(&self) -> Option<String> {
        self.sent.text.as_deref().and_then(|text| rules::fit(text).ok())
    }

    /// Moves the sitting on, if what was done does.
    async fn move_to(&self, to: Standing) -> Result<()> {
        let sitting = &self.here.sitting;
        if to == sitting.standing() {
            return Ok(());
        }
        sittings::move_to(&self.change, sitting.id, sitting.version, to).await
    }

    /// Drafts the text from the record. What was written before is kept, and can be had back.
    async fn draft(self, now: Option<Text>) -> Result<Response> {
        let to = rules::draft(self.kind, self.standing(), self.here.who(self.reader))?;
        if now.as_ref().map_or(0, |now| now.version) != self.sent.version {
            return Err(Error::Stale);
        }
        let (committee, sitting) = (self.reader.committee()?, &self.here.sitting);
        let facts = store::facts(self.change.on(), committee, sitting, self.here.official.clone()).await?;
        let words = rules::fit(&match self.kind {
            Kind::Minutes => minutes(&facts),
            Kind::Release => release(&facts),
        })?;
        let version = store::write(&self.change, (sitting.id, self.kind), &words, now.as_ref(), self.written()).await?;
        self.move_to(to).await?;
        let (address, here, reader) = (self.address(), self.here, self.reader);
        let act = match self.kind {
            Kind::Minutes => here.act("draft_minutes"),
            Kind::Release => here.act("draft_release"),
        };
        self.change.record(act.fact("digest", rules::digest(&words))).await?.commit().await?;
        let flash = match now {
            None => Flash::new("minutes-done-draft"),
            Some(_) => Flash::new("minutes-done-redraft").undo(format!("{address}/restore"), version),
        };
        reader.done(&address, flash)
    }

    /// Brings back what stood there before the text was drafted anew; what stands there now can be had back in turn.
    async fn restore(self, now: Option<Text>) -> Result<Response> {
        rules::edit(self.kind, self.standing(), self.here.who(self.reader))?;
        let now = now.ok_or(Error::NotFound)?;
        if now.version != self.sent.version {
            return Err(Error::Stale);
        }
        let former = now.former.clone().ok_or_else(|| Refusal::new("minutes-nothing-before"))?;
        let version =
            store::write(&self.change, (now.sitting_id, self.kind), &former, Some(&now), self.written()).await?;
        let (address, here, reader) = (self.address(), self.here, self.reader);
        let act = match self.kind {
            Kind::Minutes => here.act("restore_minutes"),
            Kind::Release => here.act("restore_release"),
        };
        self.change.record(act.fact("digest", rules::digest(&former))).await?.commit().await?;
        reader.done(&address, Flash::new("minutes-done-restore").undo(format!("{address}/restore"), version))
    }

    /// Fixes the text as the one who fixes it sees it: minutes are confirmed, a release is published.
    async fn fix(self, now: Option<Text>) -> Result<Response> {
        let action = rules::fixing(self.kind);
        let to = decide(self.standing(), action, self.here.who(self.reader))?;
        let now = now.ok_or_else(|| Refusal::new("minutes-no-text"))?;
        let words = self.sent.text.as_deref().map_or_else(|| Ok(now.text.clone()), rules::fit)?;
        if now.version != self.sent.version {
            match self.sent.text {
                None => return Err(Error::Stale),
                Some(_) if words != now.text => return conflict(self.kind, self.reader, self.here, &now, &words),
                Some(_) => {}
            }
        }
        store::fix(&self.change, &now, &words).await?;
        self.move_to(to).await?;
        let (here, reader) = (self.here, self.reader);
        let act = here.act(action.name()).fact("digest", rules::digest(&words));
        let undo = format!("{}/retract", self.address());
        let to = match self.kind {
            Kind::Minutes => self.address(),
            Kind::Release => here.address(reader, ""),
        };
        self.change.record(act).await?.commit().await?;
        let flash = match self.kind {
            Kind::Minutes => Flash::new("meeting-done-confirm-minutes").with("title", &here.title),
            Kind::Release => Flash::new("meeting-done-release").with("title", &here.title).undo(undo, now.version + 1),
        };
        reader.done(&to, flash)
    }

    /// Takes a published release back; it can be written again.
    async fn retract(self, now: Option<Text>) -> Result<Response> {
        let to = decide(self.standing(), Action::Retract, self.here.who(self.reader))?;
        let now = now.ok_or(Error::NotFound)?;
        if now.version != self.sent.version {
            return Err(Error::Stale);
        }
        store::loosen(&self.change, &now).await?;
        self.move_to(to).await?;
        let (address, here, reader) = (self.address(), self.here, self.reader);
        let act = here.act(Action::Retract.name()).fact("digest", rules::digest(&now.text));
        self.change.record(act).await?.commit().await?;
        let flash = Flash::new("meeting-done-retract").with("title", &here.title);
        reader.done(&here.address(reader, ""), flash.undo(format!("{address}/publish"), now.version + 1))
    }
}
