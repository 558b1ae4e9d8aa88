//! The hands by which the demo is furnished: requests to the program's own service, each by an account, at a set time.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use serde_json::Value;
use tower::ServiceExt;

use crate::account::secret::{self, Kind};
use crate::account::store;
use crate::app::App;
use crate::areas::AREAS;
use crate::clock::{Clock, Instant};
use crate::error::{Error, Result};
use crate::server;

/// The largest answer that is read, in bytes.
const LARGEST: usize = 8 << 20;

/// Accounts that act through the service.
pub(super) struct Hands {
    app: App,
    service: Router,
    base: String,
    /// A token for each account, by login name.
    tokens: BTreeMap<String, (i64, String)>,
}

impl Hands {
    /// Hands of these accounts in a committee.
    pub async fn of(app: &App, slug: &str, logins: &[&str]) -> Result<Self> {
        let app = App { clock: Clock::set_to(app.clock.now()), ..app.clone() };
        let mut tokens = BTreeMap::new();
        for login in logins {
            let account = store::by_login(app.db.read(), login).await?.ok_or(Error::NotFound)?;
            let token = secret::issue(app.db.read(), account.id, Kind::Token, "demo", app.clock.now()).await?;
            tokens.insert((*login).to_owned(), (account.id, token));
        }
        Ok(Self { service: server::service(app.clone(), AREAS)?, base: format!("/{slug}"), app, tokens })
    }

    /// From now on everything is done at this time.
    pub fn at(&self, at: Instant) {
        self.app.clock.turn_to(at);
    }

    /// The time at which things are done.
    pub fn now(&self) -> Instant {
        self.app.clock.now()
    }

    /// Does something; gives what the program answers.
    pub async fn post(&self, login: &str, path: &str, sent: Value) -> Result<Value> {
        let request = Request::post(format!("{}{path}", self.base));
        self.send(login, request.header(header::CONTENT_TYPE, "application/json"), sent.to_string().into()).await
    }

    /// Sends a form with parts, as one that may carry a file is sent.
    pub async fn enclose(&self, login: &str, path: &str, fields: &[(&str, &str)]) -> Result<Value> {
        let part = |(name, text): &(&str, &str)| {
            format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
        };
        let body = fields.iter().map(part).collect::<String>() + "--part--\r\n";
        let request = Request::post(format!("{}{path}", self.base));
        self.send(login, request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=part"), body.into()).await
    }

    /// Looks at something.
    pub async fn get(&self, login: &str, path: &str) -> Result<Value> {
        self.send(login, Request::get(format!("{}{path}", self.base)), Body::empty()).await
    }

    async fn send(&self, login: &str, request: axum::http::request::Builder, body: Body) -> Result<Value> {
        let (_, token) = self.tokens.get(login).ok_or(Error::NotFound)?;
        let request = request
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::ACCEPT, "application/json")
            .body(body)
            .map_err(|fault| Error::Internal(fault.into()))?;
        let path = request.uri().to_string();
        let answer = self.service.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), LARGEST).await.map_err(|fault| Error::Internal(fault.into()))?;
        if !status.is_success() {
            let said = String::from_utf8_lossy(&bytes).into_owned();
            return Err(Error::internal(format!("{path} by {login}: {status} {said}")));
        }
        Ok(serde_json::from_slice(&bytes)?)
    }

    /// Lets go of the tokens.
    pub async fn done(self) -> Result<()> {
        for (account, _) in self.tokens.values() {
            secret::end_all(self.app.db.read(), *account, Kind::Token).await?;
        }
        Ok(())
    }
}
