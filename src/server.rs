//! The program as a whole: the areas, the ground's own pages and the layers around them, put together into one service.
//! It knows what an area lends, and no area.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::{Extension, Router, middleware};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::account::part::{Parts, PartsOf};
use crate::app::{App, ChoiceList, Entrance, Nav};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::import::Importer;
use crate::kind::Kind;
use crate::mail::{Reminders, Reminds};
use crate::page::{self, Awaited, Awaits, Beside, Besides, Moves, Moving};
use crate::permission::Permission;
use crate::words::{Catalogue, Sources};
use crate::{account, import, live};

/// What an area lends to the program.
pub struct Area {
    /// Its name in word keys.
    pub name: &'static str,
    /// The step after the committee's in its addresses.
    pub address: &'static str,
    /// Its word files, each in Chinese and in English.
    pub words: &'static Sources,
    pub routes: fn() -> OpenApiRouter<App>,
    /// The kinds of things that it keeps.
    pub kinds: &'static [Kind],
    /// Who finds it in the navigation; none: everybody.
    pub shown: Option<Permission>,
    pub importers: &'static [Importer],
    /// The lists to choose from that it names.
    pub lists: &'static [ChoiceList],
    /// What it has for a reader's home page.
    pub awaits: Option<Awaits>,
    /// What it has to show beside things of areas before it.
    pub beside: Option<Beside>,
    /// What it moves when the committee's days off are set otherwise.
    pub moves: Option<Moves>,
    /// What it tells in the mail of a day.
    pub reminds: Option<Reminds>,
    /// The parts of a committee that it keeps, within which a role may be held.
    pub parts: Option<PartsOf>,
}

/// The words of the ground: what belongs to no area.
const GROUND: &Sources = &[
    [include_str!("../locales/zh-CN/ground.ftl"), include_str!("../locales/en/ground.ftl")],
    [include_str!("../locales/zh-CN/account.ftl"), include_str!("../locales/en/account.ftl")],
    [include_str!("../locales/zh-CN/attachment.ftl"), include_str!("../locales/en/attachment.ftl")],
    [include_str!("../locales/zh-CN/import.ftl"), include_str!("../locales/en/import.ftl")],
    [include_str!("../locales/zh-CN/live.ftl"), include_str!("../locales/en/live.ftl")],
    [include_str!("../locales/zh-CN/mail.ftl"), include_str!("../locales/en/mail.ftl")],
];

/// What every request may use, of a program with these areas.
///
/// # Errors
/// A word file cannot be read, or mail is set wrongly.
pub fn app(db: Db, clock: Clock, config: Config, areas: &[Area]) -> Result<App> {
    let entrance = |area: &Area| Entrance { name: area.name, address: area.address, shown: area.shown };
    let nav = Nav {
        areas: areas.iter().map(entrance).collect(),
        kinds: areas.iter().flat_map(|area| area.kinds).copied().collect(),
        lists: areas.iter().flat_map(|area| area.lists).copied().collect(),
        importing: areas.iter().flat_map(|area| area.importers).map(|importer| importer.needs).collect(),
    };
    App::new(db, clock, config, catalogue(areas)?, nav)
}

/// The whole service.
///
/// # Errors
/// The origin set from outside is no address, or the description of the routes cannot be written.
pub fn service(app: App, areas: &'static [Area]) -> Result<Router> {
    let (routes, document) = routes(areas);
    let routes = routes.merge(page::api::routes(document)?);
    let mut csrf = CsrfLayer::new();
    if let Some(origin) = &app.config.origin {
        csrf = csrf.add_trusted_origin(origin).map_err(|fault| Error::internal(fault.to_string()))?;
    }
    let layers = ServiceBuilder::new()
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(CompressionLayer::new())
        .layer(security(header::CONTENT_SECURITY_POLICY, page::CONTENT_POLICY))
        .layer(security(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(security(header::REFERRER_POLICY, "same-origin"))
        .layer(security(header::X_FRAME_OPTIONS, "DENY"))
        .layer(middleware::from_fn_with_state(app.clone(), page::tell_errors))
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            axum::response::IntoResponse::into_response(Error::internal("a handler panicked"))
        }))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_mins(1)))
        .layer(middleware::from_fn_with_state(app.clone(), live::in_turn))
        .layer(csrf)
        .layer(middleware::from_fn(page::clean_address))
        .layer(middleware::from_fn_with_state(app.clone(), page::once))
        .layer(DefaultBodyLimit::max(page::LARGEST_FORM))
        .layer(Extension(Awaited::by(areas.iter().filter_map(|area| area.awaits))))
        .layer(Extension(Moving::by(areas.iter().filter_map(|area| area.moves))))
        .layer(Extension(Besides::by(areas.iter().filter_map(|area| area.beside))));
    Ok(routes.fallback(|| async { Error::NotFound }).layer(layers).with_state(app))
}

/// The addresses of the ground and of these areas, and what they say of themselves.
fn routes(areas: &'static [Area]) -> (Router<App>, OpenApi) {
    let importers = areas.iter().flat_map(|area| area.importers);
    let ground = page::routes().merge(account::pages::routes(parts(areas))).merge(import::routes(importers));
    let routes = areas.iter().map(|area| (area.routes)()).fold(ground.into(), OpenApiRouter::merge);
    let (routes, document) = routes.split_for_parts();
    (routes, page::api::finished(document))
}

/// The parts of committees that these areas keep.
#[must_use]
pub fn parts(areas: &[Area]) -> Parts {
    Parts::by(areas.iter().filter_map(|area| area.parts))
}

/// What these areas tell in the mail of a day.
#[must_use]
pub fn reminders(areas: &[Area]) -> Reminders {
    Reminders::by(areas.iter().filter_map(|area| area.reminds))
}

/// The document at `/openapi.json`.
#[must_use]
pub fn document(areas: &'static [Area]) -> OpenApi {
    routes(areas).1
}

/// What the log calls a request: by its route, since some addresses carry a secret.
fn span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    tracing::debug_span!("request", method = %request.method(), route)
}

fn security(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// The words of the ground and of these areas.
///
/// # Errors
/// A word file cannot be read.
pub fn catalogue(areas: &[Area]) -> Result<Arc<Catalogue>> {
    let sources: Vec<_> = GROUND.iter().chain(areas.iter().flat_map(|area| area.words)).copied().collect();
    Catalogue::new(&sources)
}
