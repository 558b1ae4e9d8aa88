//! What the page of a sitting tells of its texts: where they stand, and the release once it is published.

use askama::Template;
use serde::Serialize;

use crate::app::App;
use crate::clock::Instant;
use crate::error::Result;
use crate::meeting::here::Here;
use crate::meeting::minutes::model::{Kind, Text};
use crate::meeting::minutes::{rules, store};
use crate::page::{Reader, View};

/// The texts of a sitting, as far as this reader may see them.
#[derive(Template, Serialize)]
#[template(path = "meeting/minutes/part.html")]
pub(in crate::meeting) struct Texts {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    /// Where each text stands, for those who may open it or draft it.
    each: Vec<Told>,
    /// The published release: headline and paragraphs.
    release: Vec<String>,
}

/// Where a text stands.
#[derive(Serialize)]
struct Told {
    kind: Kind,
    /// None where nothing is drafted.
    version: Option<i64>,
    changed_at: Option<Instant>,
    changed_by: Option<String>,
    fixed_at: Option<Instant>,
    fixed_by: Option<String>,
    digest: Option<String>,
    /// Whether this reader may open it.
    open: bool,
    /// Whether this reader may draft it, where there is none.
    draft: bool,
}

fn told(kind: Kind, text: Option<&Text>, here: &Here, reader: &Reader) -> Option<Told> {
    let open = text.is_some() && rules::opens(kind, here.sitting.standing(), here.who(reader), here.called.is_some());
    let draft = text.is_none() && rules::draft(kind, here.sitting.standing(), here.who(reader)).is_ok();
    (open || draft).then(|| Told {
        kind,
        version: text.map(|text| text.version),
        changed_at: text.map(|text| text.changed_at),
        changed_by: text.map(|text| text.changed_by.clone()),
        fixed_at: text.and_then(|text| text.fixed_at),
        fixed_by: text.and_then(|text| text.fixed_by.clone()),
        digest: text.filter(|text| text.fixed_at.is_some()).map(|text| rules::digest(&text.text)),
        open,
        draft,
    })
}

/// The part of a sitting's page that tells of its texts.
pub(in crate::meeting) async fn part(app: &App, reader: &Reader, here: &Here) -> Result<Option<Texts>> {
    if !here.sitting.held() {
        return Ok(None);
    }
    let texts = store::texts(app.db.read(), here.sitting.id).await?;
    let text = |kind| texts.iter().find(|text| text.kind == kind);
    let kinds = [Kind::Minutes, Kind::Release].into_iter();
    let each: Vec<_> = kinds.filter_map(|kind| told(kind, text(kind), here, reader)).collect();
    let release = text(Kind::Release).cloned();
    let published = release.filter(|_| here.sitting.released).map(|text| text.text).unwrap_or_default();
    let paragraphs: Vec<_> = published.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
    if each.is_empty() && paragraphs.is_empty() {
        return Ok(None);
    }
    let address = here.address(reader, "");
    Ok(Some(Texts { each, release: paragraphs, address, view: reader.view() }))
}
