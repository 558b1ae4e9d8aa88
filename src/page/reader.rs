//! The one who reads a page: the account behind the cookie or token, the committee in the address, language and format.

use std::borrow::Cow;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Json;
use axum::extract::{ConnectInfo, FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use ipnet::IpNet;
use serde::Serialize;
use utoipa::ToSchema;

use super::flash::Flash;
use super::form::own_path;
use crate::account::store::{self, First};
use crate::account::{Actor, Committee, secret};
use crate::app::App;
use crate::clock::Instant;
use crate::error::{Error, Result};
use crate::ledger::Acting;
use crate::permission::Permission;
use crate::words::{Language, Words};

/// Name of the cookie that carries the session.
pub const SESSION: &str = "yizheng_session";
/// Name of the cookie that carries the language of a reader who is not signed in.
pub const LANGUAGE: &str = "yizheng_language";

/// The header by which a page that is live says that it asks for itself anew.
pub const ANEW: &str = "x-live";

/// In which of its two forms a page is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Html,
    Json,
}

impl Format {
    /// JSON where `Accept` asks for it and not for HTML.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if accept.contains("application/json") && !accept.contains("text/html") { Self::Json } else { Self::Html }
    }
}

/// Who reads, what for, and how they want it.
pub struct Reader {
    pub actor: Actor,
    pub words: Words,
    pub format: Format,
    pub now: Instant,
    /// The path and query of the page on which they are.
    pub path: String,
    /// The network address asked from, for the throttle.
    pub address: String,
    /// What the browser calls itself, for the list of sessions.
    pub agent: String,
    /// A live page asks for itself anew: what is told once waits for one who opens a page.
    anew: bool,
    pub(super) app: App,
    pub(super) jar: CookieJar,
    committee: Option<Committee>,
    /// Where its record ended when the request came in.
    end: i64,
}

impl FromRequestParts<App> for Reader {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let slug = step(parts, app).await;
        let reader = Self::at(parts, app, slug.as_deref()).await?;
        if slug.is_some() && reader.committee.is_none() { Err(Error::NotFound) } else { Ok(reader) }
    }
}

impl Reader {
    /// The one behind a request that came to no handler, or whose handler failed: the committee is that of the first
    /// step of the address, if there is one.
    pub(super) async fn of_failed(parts: &Parts, app: &App) -> Result<Self> {
        let slug = parts.uri.path().split('/').nth(1).unwrap_or_default();
        Self::at(parts, app, Some(slug)).await
    }

    /// The one behind a request, in the committee of this slug if there is one.
    async fn at(parts: &Parts, app: &App, slug: Option<&str>) -> Result<Self> {
        let now = app.clock.now();
        let jar = CookieJar::from_headers(&parts.headers);
        let presented = presented(parts, &jar);
        let secret = presented.as_ref().map(|(kind, text)| (*kind, text.as_str()));
        let First { committee, end, owner } = store::first(app.db.read(), slug, secret, now).await?;
        if let Some(owner) = &owner {
            touch(app, &owner.secret, now).await;
        }
        let language = language(&parts.headers, &jar, owner.as_ref().and_then(|owner| owner.language));
        Ok(Self {
            actor: owner.map_or_else(Actor::public, |owner| owner.actor),
            words: app.words.words(language),
            format: Format::of(&parts.headers),
            now,
            path: page_of(parts),
            address: address(parts, app),
            agent: agent(&parts.headers),
            anew: parts.headers.contains_key(ANEW),
            app: app.clone(),
            jar,
            committee,
            end,
        })
    }
}

/// The page on which the reader is: the one asked for, or for a form the one it was sent from.
pub(super) fn page_of(parts: &Parts) -> String {
    if parts.method.is_safe() {
        return parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    }
    let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let sent_from = text(header::REFERER).zip(text(header::HOST)).and_then(|(from, host)| {
        let (_, rest) = from.split_once("://")?;
        own_path(rest.strip_prefix(host)?)
    });
    sent_from.unwrap_or("/").to_owned()
}

/// The secret that a request carries: a token in a header, or a session in a cookie.
fn presented(parts: &Parts, jar: &CookieJar) -> Option<(secret::Kind, String)> {
    if let Some(value) = parts.headers.get(header::AUTHORIZATION) {
        let token = value.to_str().ok()?.strip_prefix("Bearer ")?;
        return Some((secret::Kind::Token, token.trim().to_owned()));
    }
    Some((secret::Kind::Session, jar.get(SESSION)?.value().to_owned()))
}

/// That a secret was seen is worth noting, but no reason to turn a reader away.
async fn touch(app: &App, secret: &secret::Secret, now: Instant) {
    if let Err(fault) = secret::touch(app.db.read(), secret, now).await {
        tracing::warn!(%fault, "a session could not be noted as used");
    }
}

async fn step(parts: &mut Parts, app: &App) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, app).await.ok()?;
    params.iter().find(|(name, _)| *name == "committee").map(|(_, slug)| slug.to_owned())
}

/// The language set by the account, else by the cookie, else by the browser.
pub(super) fn language(headers: &HeaderMap, jar: &CookieJar, of_account: Option<Language>) -> Language {
    let of_cookie = || jar.get(LANGUAGE).and_then(|cookie| cookie.value().parse().ok());
    let of_browser =
        || Language::accepted(headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default());
    of_account.or_else(of_cookie).unwrap_or_else(of_browser)
}

fn agent(headers: &HeaderMap) -> String {
    headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// The network address asked from; none where it is not known.
fn address(parts: &Parts, app: &App) -> String {
    let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else { return String::new() };
    let lines = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let named = lines.collect::<Vec<_>>().join(",");
    asked_from(peer.ip(), &named, &app.config.trusted_proxy).to_string()
}

/// Whoever is no proxy of ours: each proxy adds whom it speaks for at the end of the list, and only ours are believed.
fn asked_from(peer: IpAddr, named: &str, proxies: &[IpNet]) -> IpAddr {
    let ours = |address: &IpAddr| proxies.iter().any(|network| network.contains(address));
    let mut from = peer.to_canonical();
    for name in named.rsplit(',') {
        match name.trim().parse::<IpAddr>() {
            Ok(next) if ours(&from) => from = next.to_canonical(),
            _ => break,
        }
    }
    from
}

/// A cookie for this program alone, never readable by a script.
pub(crate) fn cookie(app: &App, name: &'static str, value: String, seconds: i64) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .secure(app.config.secure())
        .same_site(SameSite::Lax)
        .max_age(time::Duration::seconds(seconds))
        .build()
}

/// Where an action led to.
#[derive(Serialize, ToSchema)]
pub struct Done {
    /// What was done, in the reader's language.
    done: String,
    address: String,
}

/// What a script is told of a save: the version on which it goes on.
#[derive(Serialize, ToSchema)]
pub struct Saved {
    done: String,
    version: i64,
}

impl Reader {
    /// The committee in the address.
    ///
    /// # Errors
    /// The address names none.
    pub fn committee(&self) -> Result<&Committee> {
        self.committee.as_ref().ok_or(Error::NotFound)
    }

    /// What is read out of the committee's record and what it has set: from memory, where nothing was recorded since it
    /// was loaded, on whatever node. See [`crate::app::Kept`].
    ///
    /// # Errors
    /// The address names no committee, or it cannot be loaded.
    pub fn kept<'a, T: Send + Sync + 'static>(
        &'a self,
        what: impl Into<Cow<'static, str>> + Send + 'a,
        load: impl Future<Output = Result<T>> + Send + 'a,
    ) -> impl Future<Output = Result<Arc<T>>> + Send + 'a {
        // On the heap, so that a page that asks for many things is not the larger for each.
        let load = Box::pin(load);
        async move { self.app.kept.of((self.committee()?.id, self.end), what, load).await }
    }

    /// The cookies sent with the request, to which an answer adds.
    pub fn jar(&self) -> CookieJar {
        self.jar.clone()
    }

    /// The message that the page is to show once.
    pub(super) fn flash(&self) -> Option<&Cookie<'static>> {
        self.jar.get(Flash::COOKIE).filter(|_| !self.anew)
    }

    pub(super) const fn home(&self) -> Option<&Committee> {
        self.committee.as_ref()
    }

    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.actor.may(permission)
    }

    #[must_use]
    pub fn may_somewhere(&self, permission: Permission) -> bool {
        self.actor.may_somewhere(permission)
    }

    /// Goes on only with a permission.
    ///
    /// # Errors
    /// The reader is not signed in, or may not.
    pub fn need(&self, permission: Permission) -> Result<()> {
        self.known()?;
        if self.may(permission) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Goes on only with a permission, be it within some part of the committee alone.
    ///
    /// # Errors
    /// The reader is not signed in, or may not.
    pub fn need_somewhere(&self, permission: Permission) -> Result<()> {
        self.known()?;
        if self.may_somewhere(permission) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Goes on only with one of these permissions.
    ///
    /// # Errors
    /// The reader is not signed in, or may not.
    pub fn need_one_of(&self, permissions: &[Permission]) -> Result<()> {
        self.known()?;
        if permissions.iter().any(|permission| self.may(*permission)) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// Goes on only for one who is signed in; gives their account.
    ///
    /// # Errors
    /// The reader is not signed in.
    pub fn known(&self) -> Result<i64> {
        self.actor.account.ok_or(Error::SignIn)
    }

    /// Who acts here and now, for the ledger.
    ///
    /// # Errors
    /// The address names no committee.
    pub fn acting(&self) -> Result<Acting> {
        let committee = self.committee()?.id;
        Ok(Acting { committee, account: self.actor.account, name: self.actor.name.clone(), at: self.now })
    }

    /// An address within the committee at hand.
    #[must_use]
    pub fn within(&self, rest: &str) -> String {
        self.committee.as_ref().map_or_else(|| "/".to_owned(), |committee| committee.address(rest))
    }

    /// A page in the form asked for.
    ///
    /// # Errors
    /// The template fails.
    pub fn answer(&self, page: impl askama::Template + Serialize) -> Result<Response> {
        match self.format {
            Format::Json => Ok(([(header::CACHE_CONTROL, "no-store")], Json(page)).into_response()),
            Format::Html => {
                let seen = self.flash().map(|_| self.jar.clone().remove(Cookie::build(Flash::COOKIE).path("/")));
                Ok((seen, [(header::CACHE_CONTROL, "no-store")], Html(page.render()?)).into_response())
            }
        }
    }

    /// A page that shows again what was sent because somebody changed the thing meanwhile: status 409.
    ///
    /// # Errors
    /// The template fails.
    pub fn answer_stale(&self, page: impl askama::Template + Serialize) -> Result<Response> {
        Ok((StatusCode::CONFLICT, self.answer(page)?).into_response())
    }

    /// A page that could not take what was sent, in the form asked for: status 422.
    ///
    /// # Errors
    /// The template fails.
    pub fn answer_unfit(&self, page: impl askama::Template + Serialize) -> Result<Response> {
        Ok((StatusCode::UNPROCESSABLE_ENTITY, self.answer(page)?).into_response())
    }

    /// The answer to a page that saves itself as it is written: a script goes on with `version`, a browser that sent
    /// the form goes to `address`.
    ///
    /// # Errors
    /// The message cannot be written.
    pub fn saved(&self, address: &str, flash: Flash, version: i64) -> Result<Response> {
        match self.format {
            Format::Json => Ok(Json(Saved { done: flash.text(&self.words), version }).into_response()),
            Format::Html => self.done(address, flash),
        }
    }

    /// The answer to an action that was done: a browser goes to `address` and is told there.
    ///
    /// # Errors
    /// The message cannot be written.
    pub fn done(&self, address: &str, flash: Flash) -> Result<Response> {
        match self.format {
            Format::Json => {
                Ok(Json(Done { done: flash.text(&self.words), address: address.to_owned() }).into_response())
            }
            Format::Html => {
                let told = self.jar.clone().add(cookie(&self.app, Flash::COOKIE, flash.write()?, 60));
                Ok((told, Redirect::to(address)).into_response())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_of_ours_says_whom_it_speaks_for() {
        let proxies = ["127.0.0.1/32", "10.0.0.0/8"].map(|network| network.parse().unwrap());
        let from = |peer: &str, named: &str, proxies| asked_from(peer.parse().unwrap(), named, proxies).to_string();
        for (peer, named, wanted) in [
            ("127.0.0.1", "", "127.0.0.1"),
            ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
            ("::ffff:127.0.0.1", "203.0.113.7", "203.0.113.7"),
            // Only the last was written by our proxy; what stands before it anybody may have sent.
            ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
            ("127.0.0.1", "198.51.100.1, 203.0.113.7, 10.1.1.1", "203.0.113.7"),
            ("127.0.0.1", "203.0.113.7, nonsense", "127.0.0.1"),
            ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ] {
            assert_eq!(from(peer, named, &proxies), wanted, "{peer} with {named}");
            assert_eq!(from(peer, named, &[]), from(peer, "", &[]), "without proxies nobody is believed");
        }
    }
}
