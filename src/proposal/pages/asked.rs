//! What a list of proposals is asked for in its address, and what it can be narrowed by.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::IntoParams;

use crate::app::App;
use crate::clock::Day;
use crate::committee;
use crate::committee::model::{Choice, Session};
use crate::error::Result;
use crate::page::{Reader, sought};
use crate::permission::Permission;
use crate::proposal::here::of_committee;
use crate::proposal::model::List;
use crate::proposal::rules::group::states_of;
use crate::proposal::store::facet::{Facet, NONE, Narrowing};
use crate::proposal::store::{Filter, Search};
use crate::unit;
use crate::unit::model::Unit;

/// The filters of the list, as they stand in its address. Session, category and unit go by key; a mark is `key`,
/// `excellent` or `published`.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    #[serde(default)]
    pub state: String,
    #[serde(default)]
    pub session: String,
    #[serde(default)]
    pub category: String,
    #[serde(default)]
    pub unit: String,
    /// `member` or `collective`.
    #[serde(default)]
    pub by: String,
    /// `plenary` or `ordinary`.
    #[serde(default)]
    pub time: String,
    #[serde(default)]
    pub mark: String,
    /// `yes`: the reader's own.
    #[serde(default)]
    pub mine: String,
    /// `yes`: with a unit's work overdue.
    #[serde(default)]
    pub overdue: String,
    /// Handed in up to this day.
    #[serde(default)]
    pub until: String,
    #[serde(default)]
    pub text: String,
    /// What the statistics count by, as far as it has no field of its own.
    #[serde(flatten, deserialize_with = "known")]
    #[param(ignore)]
    pub facets: BTreeMap<Facet, String>,
}

impl Asked {
    pub fn filter(&self, today: Day) -> Filter {
        let either = |text: &str, yes: &str, no: &str| match text {
            _ if text == yes => Some(true),
            _ if text == no => Some(false),
            _ => None,
        };
        Filter {
            states: states_of(&self.state),
            session: self.session.parse().ok(),
            category: self.category.parse().ok(),
            unit: self.unit.parse().ok(),
            collective: either(&self.by, "collective", "member"),
            plenary: either(&self.time, "plenary", "ordinary"),
            key: self.mark == "key",
            excellent: self.mark == "excellent",
            published: (self.mark == "published").then_some(true),
            mine: self.mine == "yes",
            due_before: (self.overdue == "yes").then_some(today),
            until: self.until.parse().ok(),
            facets: self.closer(today),
            text: sought(&self.text).map(|text| Search { text, ..Search::default() }),
        }
    }

    /// What this reader may ask: by what is told inside alone no stranger narrows a list.
    pub fn of(self, reader: &Reader) -> Self {
        if of_committee(reader) {
            return self;
        }
        let facets = self.facets.into_iter().filter(|(facet, _)| facet.public()).collect();
        let handles = reader.may_somewhere(Permission::HandleProposals);
        let inner = |text: String| if handles { text } else { String::new() };
        Self { facets, unit: inner(self.unit), overdue: inner(self.overdue), ..self }
    }

    fn closer(&self, today: Day) -> Vec<Narrowing> {
        let none = (self.category == NONE).then(|| (Facet::Category, self.category.clone()));
        let asked = self.facets.iter().map(|(facet, value)| (*facet, value.clone())).chain(none);
        asked.map(|(facet, value)| Narrowing { facet, value, today }).collect()
    }
}

/// Of the fields of an address that no other takes, those that are facets with values that are known.
fn known<'de, D: Deserializer<'de>>(fields: D) -> Result<BTreeMap<Facet, String>, D::Error> {
    let fields = BTreeMap::<String, String>::deserialize(fields)?;
    let facet = |(name, value): (String, String)| {
        let facet = name.parse::<Facet>().ok()?;
        facet.knows(&value).then_some((facet, value))
    };
    Ok(fields.into_iter().filter_map(facet).collect())
}

/// What a list of proposals is narrowed by.
pub(super) struct Lists {
    pub sessions: Arc<Vec<Session>>,
    pub categories: Arc<Vec<Choice>>,
    pub units: Arc<Vec<Unit>>,
}

impl Lists {
    pub async fn of(app: &App, reader: &Reader) -> Result<Self> {
        Ok(Self {
            sessions: committee::here::sessions(app, reader).await?,
            categories: committee::here::choices(app, reader, List::Category.name()).await?,
            units: unit::here::units(app, reader).await?,
        })
    }

    pub fn session(&self, id: Option<i64>) -> Option<&Session> {
        self.sessions.iter().find(|session| Some(session.id) == id)
    }

    pub fn category(&self, id: Option<i64>) -> Option<String> {
        self.categories.iter().find(|choice| Some(choice.id) == id).map(|choice| choice.name.clone())
    }
}
