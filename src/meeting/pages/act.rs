//! The actions that move a sitting on, from its notice to its end and back.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use crate::app::App;
use crate::error::{Refusal, Result};
use crate::ledger::Change;
use crate::meeting::here::Here;
use crate::meeting::letter::{self, Occasion};
use crate::meeting::record::reading;
use crate::meeting::rules::{self, Action, Standing};
use crate::meeting::{attendance, roster, store};
use crate::page::{Flash, Reader, Sent};
use crate::workflow::{alone, taken};

#[derive(Deserialize)]
pub(super) struct Version {
    version: i64,
}

pub(super) async fn act(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, action)): Path<(String, i64, String)>,
    Sent(Version { version }): Sent<Version>,
) -> Result<Response> {
    let action: Action = taken(&action)?;
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let to = rules::decide(here.sitting.standing(), action, here.who(&reader))?;
    carry_out(&change, &reader, &here, (action, version, to)).await?;
    if let Some(occasion) = Occasion::of(action, here.sitting.state) {
        letter::queue(&app, &reader, &change, &here, occasion, None).await?;
    }
    change.record(here.act(action.name())).await?.commit().await?;
    app.send_mail();
    let address = here.address(&reader, "");
    let told = Flash::done(action, &address, version + 1).with("title", &here.title);
    reader.done(&address, told)
}

/// Tells those who are called. The notice itself is read at the same address.
pub(super) async fn notify(
    app: State<App>,
    reader: Reader,
    Path((committee, id)): Path<(String, i64)>,
    sent: Sent<Version>,
) -> Result<Response> {
    act(app, reader, Path((committee, id, Action::Notice.name().to_owned())), sent).await
}

/// What an action changes besides the state.
async fn carry_out(
    change: &Change,
    reader: &Reader,
    here: &Here,
    (action, version, to): (Action, i64, Standing),
) -> Result<()> {
    let (id, on) = (here.sitting.id, change.on());
    match action {
        Action::Notice => {
            // The roster of the day may have changed since it was planned, or since it was told of before.
            roster::call(change, &here.sitting).await?;
            attendance::store::by_hand::ask_again(change, id, true).await?;
            rules::ready(store::has_agenda(on, id).await?, attendance::store::presence(on, id).await?.called > 0)?;
            store::open(change, id, version, to).await
        }
        Action::Open => store::open(change, id, version, to).await,
        Action::Close => {
            rules::may_close(store::unfinished(on, id).await?)?;
            store::close(change, &here.sitting, version).await
        }
        Action::Reopen => store::reopen(change, id, version).await,
        _ => {
            alone(action)?;
            store::move_to(change, id, version, to).await?;
            keep_article(change, reader, id, action).await
        }
    }
}

/// A discarded sitting lets go of its article; a reinstated one needs it back.
async fn keep_article(change: &Change, reader: &Reader, id: i64, action: Action) -> Result<()> {
    match action {
        Action::Discard => store::hold_article(change, id, None).await,
        Action::Reinstate => {
            let Some(article) = store::article(change.on(), id).await? else { return Ok(()) };
            let digest = reading::digest(&article.text);
            if let Some(other) = store::by_digest(change.on(), article.committee_id, &digest).await? {
                let refusal = Refusal::new("meeting-article-known");
                return Err(refusal.see(reader.within(&format!("/meetings/{other}"))).into());
            }
            store::hold_article(change, id, Some(digest)).await
        }
        _ => Ok(()),
    }
}
