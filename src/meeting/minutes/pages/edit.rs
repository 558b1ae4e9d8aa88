//! Writing a text: it saves itself as it is written, and of two who write at once the second is shown both texts.

use askama::Template;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Instant;
use crate::draft;
use crate::error::{Error, Refusal, Result};
use crate::meeting::here::Here;
use crate::meeting::minutes::model::{FIELDS, Kind, Text, Words};
use crate::meeting::minutes::{rules, store};
use crate::meeting::rules::decide;
use crate::page::{Conflict, Faults, Flash, Reader, Sent, Stands, View};

/// What a form of a text sends. `version` is the one that was changed; 0 where there was no text.
#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    pub version: i64,
    #[serde(default)]
    pub text: Option<String>,
}

pub(super) type Form = Sent<Written>;

#[derive(Template, Serialize)]
#[template(path = "meeting/minutes/edit.html")]
pub(super) struct Edit {
    #[serde(skip)]
    view: View,
    kind: Kind,
    /// Of the sitting.
    title: String,
    address: String,
    #[serde(skip)]
    sitting: String,
    version: i64,
    text: String,
    changed_at: Instant,
    changed_by: String,
    /// Whether there is a text to go back to.
    former: bool,
    /// Whether this reader may fix it.
    may_fix: bool,
    faults: Faults,
}

/// The page on which a text is written.
pub(super) fn page(kind: Kind, reader: &Reader, here: &Here, text: &Text) -> Edit {
    Edit {
        kind,
        title: here.title.clone(),
        address: here.address(reader, &format!("/{kind}")),
        sitting: here.address(reader, ""),
        version: text.version,
        text: text.text.clone(),
        changed_at: text.changed_at,
        changed_by: text.changed_by.clone(),
        former: text.former.is_some(),
        may_fix: decide(here.sitting.standing(), rules::fixing(kind), here.who(reader)).is_ok(),
        faults: Faults::default(),
        view: reader.view(),
    }
}

/// Shows both texts to the second writer.
pub(super) fn conflict(kind: Kind, reader: &Reader, here: &Here, now: &Text, mine: &str) -> Result<Response> {
    let address = here.address(reader, &format!("/{kind}"));
    let trail = vec![
        (reader.within("/meetings"), reader.words.say("meeting-nav")),
        (here.address(reader, ""), here.title.clone()),
        (address.clone(), reader.words.of("minutes-kind", kind)),
    ];
    let stands = Stands {
        words: &Words { text: now.text.clone() },
        version: now.version,
        changed_at: now.changed_at,
        changed_by: &now.changed_by,
    };
    let mine = Words { text: mine.to_owned() };
    Conflict::new(reader, ("minutes", trail, address), FIELDS, &stands, &mine).answer(reader)
}

pub(super) async fn save(kind: Kind, app: App, reader: Reader, id: i64, sent: Written) -> Result<Response> {
    reader.known()?;
    let here = Here::find(&app, &reader, id).await?;
    rules::edit(kind, here.sitting.standing(), here.who(&reader))?;
    let now = store::text(app.db.read(), id, kind).await?.ok_or_else(|| Refusal::new("minutes-no-text"))?;
    let words = match rules::fit(sent.text.as_deref().unwrap_or_default()) {
        Ok(words) => words,
        Err(refusal) => {
            let text = Text { text: sent.text.unwrap_or_default(), ..now };
            let faults = Faults::at("text", refusal);
            return reader.answer_unfit(Edit { faults, version: sent.version, ..page(kind, &reader, &here, &text) });
        }
    };
    if words == now.text {
        return saved(&reader, &here, kind, now.version);
    }
    if sent.version != now.version {
        return conflict(kind, &reader, &here, &now, &words);
    }
    match keep(&app, &reader, &now, &words).await {
        Ok(version) => saved(&reader, &here, kind, version),
        Err(Error::Stale) => {
            // It moved between reading and writing: what stands there now decides what they are told.
            let here = Here::find(&app, &reader, id).await?;
            let now = store::text(app.db.read(), id, kind).await?.ok_or(Error::NotFound)?;
            rules::edit(kind, here.sitting.standing(), here.who(&reader))?;
            conflict(kind, &reader, &here, &now, &words)
        }
        Err(other) => Err(other),
    }
}

/// Keeps words as they are written; they are no part of the record yet.
async fn keep(app: &App, reader: &Reader, now: &Text, words: &str) -> Result<i64> {
    let words = (now.version, &Words { text: words.to_owned() });
    draft::keep(app.db.read(), store::key(now), &reader.acting()?, words, store::still(now)).await
}

fn saved(reader: &Reader, here: &Here, kind: Kind, version: i64) -> Result<Response> {
    reader.saved(&here.address(reader, &format!("/{kind}")), Flash::new("minutes-saved"), version)
}
