//! What a list is narrowed to when one comes to it from a number of the statistics, and how the page says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::list::Asked;
use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::page::Reader;
use crate::proposal::statistics::Names;
use crate::proposal::store::facet::Facet;

/// One of the narrowings: its field in the address, and what it is in words.
pub(super) struct Closer {
    pub name: &'static str,
    pub value: String,
    pub label: String,
    pub text: String,
}

/// Of the fields of an address that no other takes, those that are facets with values that are known.
pub(super) fn known<'de, D: Deserializer<'de>>(fields: D) -> Result<BTreeMap<Facet, String>, D::Error> {
    let fields = BTreeMap::<String, String>::deserialize(fields)?;
    let facet = |(name, value): (String, String)| {
        let facet = name.parse::<Facet>().ok()?;
        facet.knows(&value).then_some((facet, value))
    };
    Ok(fields.into_iter().filter_map(facet).collect())
}

/// # Errors
/// The database does not answer.
pub(super) async fn told(app: &App, reader: &Reader, asked: &Asked) -> Result<Vec<Closer>> {
    let mut told = Vec::new();
    if let Ok(day) = asked.until.parse::<Day>() {
        let label = reader.words.say("statistics-until");
        told.push(Closer { name: "until", value: asked.until.clone(), label, text: day.to_string() });
    }
    if asked.facets.is_empty() {
        return Ok(told);
    }
    let names = Names::of(app, reader.committee()?.id).await?;
    told.extend(asked.facets.iter().map(|(facet, value)| Closer {
        name: facet.name(),
        value: value.clone(),
        label: reader.words.of("statistics-by", facet),
        text: names.told(*facet, value, &reader.words),
    }));
    Ok(told)
}
