//! Where pages stood before they went from the settings of proposals to what they are about.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::routing::get;

use crate::app::App;
use crate::error::{Error, Result};
use crate::page::Reader;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/proposals/units", get(units))
        .route("/{committee}/proposals/units/{id}", get(unit))
        .route("/{committee}/proposals/settings/holidays", get(holidays))
        .route("/{committee}/proposals/settings/{list}", get(list))
}

async fn units(reader: Reader) -> Redirect {
    Redirect::permanent(&reader.within("/units"))
}

async fn unit(reader: Reader, Path((_, id)): Path<(String, i64)>) -> Redirect {
    Redirect::permanent(&reader.within(&format!("/units/{id}")))
}

async fn holidays(reader: Reader) -> Redirect {
    Redirect::permanent(&reader.within("/settings/holidays"))
}

async fn list(State(app): State<App>, reader: Reader, Path((_, list)): Path<(String, String)>) -> Result<Redirect> {
    let list = app.nav.lists.iter().find(|known| known.name == list).ok_or(Error::NotFound)?;
    Ok(Redirect::permanent(&reader.within(&format!("/settings/lists/{}", list.name))))
}
