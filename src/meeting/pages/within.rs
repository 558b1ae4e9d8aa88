//! The sittings within a plenary, and the plenary around one of them.

use serde::Serialize;

use crate::app::App;
use crate::clock::Instant;
use crate::error::Result;
use crate::meeting::article::Kind;
use crate::meeting::model::Sitting;
use crate::meeting::rules::{self, State, Who};
use crate::meeting::store;
use crate::meeting::title::title;
use crate::page::Reader;
use crate::permission::Permission;

/// The sittings within a plenary.
#[derive(Serialize)]
pub(super) struct Within {
    pub sittings: Vec<Inner>,
    #[serde(skip)]
    pub may_plan: bool,
}

#[derive(Serialize)]
pub(super) struct Inner {
    pub address: String,
    pub name: String,
    pub begins: String,
    pub place: Option<String>,
    pub state: State,
}

impl Within {
    /// The sittings within a plenary that this reader may see; of any other sitting none.
    pub async fn of(app: &App, reader: &Reader, sitting: &Sitting) -> Result<Option<Self>> {
        if sitting.kind != Kind::Plenary || sitting.parent_id.is_some() || !sitting.held() {
            return Ok(None);
        }
        let seen = |one: &Sitting| rules::visible(one.standing(), Who::only(&reader.actor));
        let sittings = store::within(app.db.read(), sitting.id).await?.into_iter().filter(seen);
        let inner = |one: Sitting| Inner {
            address: reader.within(&format!("/meetings/{}", one.id)),
            begins: one.begins_at.map(Instant::minute).unwrap_or_default(),
            name: one.name.unwrap_or_default(),
            place: one.place,
            state: one.state,
        };
        let may_plan = reader.may(Permission::RunSittings);
        Ok(Some(Self { sittings: sittings.map(inner).collect(), may_plan }))
    }
}

/// The plenary around a sitting.
#[derive(Serialize)]
pub(super) struct Plenary {
    pub address: String,
    pub title: String,
}

impl Plenary {
    pub async fn of(app: &App, reader: &Reader, sitting: &Sitting) -> Result<Option<Self>> {
        let Some(parent) = sitting.parent_id else { return Ok(None) };
        let committee = reader.committee()?;
        let parent = store::sitting(app.db.read(), committee.id, parent).await?;
        if !rules::visible(parent.standing(), Who::only(&reader.actor)) {
            return Ok(None);
        }
        let address = reader.within(&format!("/meetings/{}", parent.id));
        Ok(Some(Self { address, title: title(&parent, &committee.name, &reader.words) }))
    }
}
