//! The pages on which a committee sets its proposals up, and what they have in common.

mod holidays;
mod list;
mod main;
mod rule;
mod session;
mod unit;
mod units;

use std::collections::BTreeMap;

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::error::{Error, Result};
use crate::ledger::{Act, Change};
use crate::page::{Faults, Flash, Reader};
use crate::permission::Permission;

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .merge(main::routes())
        .merge(session::routes())
        .merge(rule::routes())
        .merge(list::routes())
        .merge(holidays::routes())
        .merge(units::routes())
        .merge(unit::routes())
}

/// Goes on only for those who set proposals up: who manage the committee, and who review proposals.
fn open(reader: &Reader) -> Result<()> {
    reader.known()?;
    let may = [Permission::ManageCommittee, Permission::ReviewProposals].iter().any(|needed| reader.may(*needed));
    if may { Ok(()) } else { Err(Error::Forbidden) }
}

async fn begin(app: &App, reader: &Reader) -> Result<Change> {
    open(reader)?;
    Change::begin(&app.db, reader.acting()?).await
}

/// Records a change and tells it on the page at an address.
async fn done(change: Change, reader: &Reader, act: Act, address: &str, flash: Flash) -> Result<Response> {
    change.record(act).await?.commit().await?;
    reader.done(address, flash)
}

/// What is told where nothing changes: a second press, or the same as it was.
fn unchanged(reader: &Reader, address: &str) -> Result<Response> {
    reader.done(address, Flash::new("proposalset-unchanged"))
}

/// What was sent and did not fit, by the fields' ids, and why.
#[derive(Default, Serialize, ToSchema)]
struct Back {
    #[serde(skip)]
    sent: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Faults::none")]
    faults: Faults,
}

impl Back {
    /// The fields of one row of a page; their ids are the row's and the field's name.
    fn at(row: &str, sent: &[(&str, &str)], faults: Faults) -> Self {
        let at = |field: &str| format!("{row}-{field}");
        Self {
            sent: sent.iter().map(|(field, value)| (at(field), (*value).to_owned())).collect(),
            faults: Faults(faults.0.into_iter().map(|(field, refusal)| (at(&field), refusal)).collect()),
        }
    }

    /// What a field shows: what was sent, else what is stored.
    fn shown<'a>(&'a self, id: &str, stored: &'a (impl AsRef<str> + ?Sized)) -> &'a str {
        self.sent.get(id).map_or(stored.as_ref(), String::as_str)
    }
}
