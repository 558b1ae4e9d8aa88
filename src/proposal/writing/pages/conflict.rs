//! What the second of two devices is shown that wrote at once: both texts, field by field, and both as one.

use askama::Template;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::clock::Instant;
use crate::error::Result;
use crate::page::{Compared, Paragraph, Reader, View, compare};
use crate::proposal::pages::here::Here;
use crate::proposal::writing::rules::{FIELDS, Text};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/writing/conflict.html")]
pub(super) struct Conflict {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    named: String,
    /// What a script shows beside the text.
    sentence: String,
    /// At which the other words stand, and since when.
    version: i64,
    changed_at: Instant,
    /// The fields in which the texts differ.
    both: Vec<Both>,
    /// The names and words of the fields in which they do not.
    #[serde(skip)]
    same: Vec<(&'static str, String)>,
    #[serde(skip)]
    mine: Text,
}

/// A field in both texts.
#[derive(Serialize, ToSchema)]
struct Both {
    field: &'static str,
    #[serde(skip)]
    paragraphs: bool,
    theirs: Vec<Paragraph>,
    mine: Vec<Paragraph>,
    joined: String,
}

fn both(field: &'static str, paragraphs: bool, theirs: &str, mine: &str) -> Both {
    let Compared { theirs, mine, joined } = compare(theirs, mine);
    let joined = if paragraphs { joined } else { joined.trim().replace('\n', "／") };
    Both { field, paragraphs, theirs, mine, joined }
}

/// Shows both texts: what stands there, and what was sent.
///
/// # Errors
/// The template fails.
pub(super) fn conflict(reader: &Reader, here: &Here, mine: &Text) -> Result<Response> {
    let theirs = Text::of(&here.proposal);
    let (mut different, mut same) = (Vec::new(), Vec::new());
    for (field, paragraphs) in FIELDS {
        let (old, new) = (theirs.field(field), mine.field(field));
        if old == new {
            same.push((field, old.to_owned()));
        } else {
            different.push(both(field, paragraphs, old, new));
        }
    }
    reader.answer_stale(Conflict {
        address: here.address(reader, ""),
        named: here.proposal.subject.clone(),
        sentence: reader.words.say("writing-conflict-told"),
        version: here.proposal.text_version,
        changed_at: here.proposal.changed_at,
        both: different,
        same,
        mine: mine.clone(),
        view: reader.view(),
    })
}
