//! What a list is narrowed to when one comes to it from a number of the statistics, and how the page says so.

use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};

use super::asked::Asked;
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

/// The facets that a list is narrowed by, each a field of its address, as that is described.
pub(super) struct Facets;

impl IntoParams for Facets {
    fn into_params(within: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let own: Vec<_> = Asked::into_params(within).into_iter().map(|field| field.name).collect();
        let facets = Facet::ALL.iter().filter(|facet| !own.iter().any(|field| field == facet.name()));
        let field = |facet: &Facet| {
            let keys = if facet.listed() { ", or keys" } else { "" };
            let values =
                format!("Of these one, or several with commas between them: {}{keys}.", facet.values().join(", "));
            let field = ParameterBuilder::new().name(facet.name()).parameter_in(ParameterIn::Query);
            field.description(Some(values)).schema(Some(ObjectBuilder::new().schema_type(Type::String))).build()
        };
        facets.map(field).collect()
    }
}

pub(super) async fn told(app: &App, reader: &Reader, asked: &Asked) -> Result<Vec<Closer>> {
    let mut told = Vec::new();
    if let Some(day) = Day::read(&asked.until) {
        let label = reader.words.say("statistics-until");
        told.push(Closer { name: "until", value: asked.until.clone(), label, text: day.to_string() });
    }
    if asked.facets.is_empty() {
        return Ok(told);
    }
    let names = Names::of(app, reader).await?;
    told.extend(asked.facets.iter().map(|(facet, value)| Closer {
        name: facet.name(),
        value: value.clone(),
        label: reader.words.of("statistics-by", facet),
        text: names.told(*facet, value, &reader.words),
    }));
    Ok(told)
}
