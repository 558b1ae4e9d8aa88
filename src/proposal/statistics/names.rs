//! The names of what proposals are counted by: words for what is the same everywhere, the committee's lists for the rest.

use std::sync::Arc;

use crate::app::App;
use crate::committee;
use crate::error::Result;
use crate::page::Reader;
use crate::proposal::model::List;
use crate::proposal::store::facet::{Facet, NONE};
use crate::unit;
use crate::unit::model::Unit;
use crate::words::Words;

/// The lists of a committee by which proposals are counted, each in its order.
pub(in crate::proposal) struct Names {
    categories: Vec<(i64, String)>,
    classes: Vec<(i64, String)>,
    sectors: Vec<(i64, String)>,
    pub units: Arc<Vec<Unit>>,
}

impl Names {
    pub async fn of(app: &App, reader: &Reader) -> Result<Self> {
        let sectors = committee::here::sectors(app, reader).await?;
        Ok(Self {
            categories: choices(app, reader, List::Category).await?,
            classes: choices(app, reader, List::Class).await?,
            sectors: sectors.iter().map(|one| (one.id, one.name.clone())).collect(),
            units: unit::here::units(app, reader).await?,
        })
    }

    fn list(&self, facet: Facet) -> &[(i64, String)] {
        match facet {
            Facet::Category => &self.categories,
            Facet::Class => &self.classes,
            Facet::Sector => &self.sectors,
            _ => &[],
        }
    }

    /// All values of a facet in this committee: those of its list first.
    pub fn values(&self, facet: Facet) -> Vec<String> {
        let listed = self.list(facet).iter().map(|(id, _)| id.to_string());
        listed.chain(facet.values().iter().map(ToString::to_string)).collect()
    }

    /// A value of a facet in words, or several.
    pub fn told(&self, facet: Facet, value: &str, words: &Words) -> String {
        let told: Vec<_> = value.split(',').map(|one| self.one(facet, one, words)).collect();
        told.join(&words.say("list-comma"))
    }

    fn one(&self, facet: Facet, value: &str, words: &Words) -> String {
        let listed = self.list(facet).iter().find(|(id, _)| id.to_string() == value);
        match (listed, facet) {
            (Some((_, name)), _) => name.clone(),
            (None, Facet::Kind) => words.of("proposal-kind", value),
            (None, Facet::Time) => words.of("proposal-time", value),
            (None, Facet::Signed) => words.of("statistics-signed", value),
            (None, Facet::Part) => words.of("handling-part", value),
            (None, Facet::Replies) => words.of("statistics-replies", value),
            (None, Facet::Promise) => words.of("statistics-promise", value),
            (None, Facet::Work | Facet::Result) => words.of("statistics-said", value),
            (None, Facet::Key | Facet::Excellent | Facet::Published) => words.say("statistics-yes"),
            (None, Facet::Class) if value == "mixed" => words.say("statistics-mixed"),
            (None, Facet::Category) if value == NONE => words.say("statistics-no-category"),
            (None, Facet::Sector) if value == NONE => words.say("statistics-no-sector"),
            (None, Facet::Category | Facet::Sector | Facet::Class) => words.say("statistics-unclassed"),
        }
    }
}

async fn choices(app: &App, reader: &Reader, kind: List) -> Result<Vec<(i64, String)>> {
    let found = committee::here::choices(app, reader, kind.name()).await?;
    Ok(found.iter().map(|one| (one.id, one.name.clone())).collect())
}
