//! Asks as a browser does, and notes how long each answer took.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use hyper_util::client::legacy::Client as Http;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

use super::figures::Spread;
use crate::error::{Error, Result};
use crate::page::ANEW;
use crate::page::SESSION;

/// What came back, and when.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    /// The JSON of the answer; null where it is none.
    pub said: Value,
    pub cookies: Vec<String>,
    pub sent: Instant,
    pub answered: Instant,
}

impl Answer {
    /// Whether what was asked is done.
    pub fn done(&self) -> bool {
        self.status.is_success() || self.status.is_redirection()
    }

    /// The key of the refusal; empty where it is none.
    pub fn refusal(&self) -> &str {
        self.said["error"].as_str().unwrap_or_default()
    }

    /// Goes on only where it is done.
    ///
    /// # Errors
    /// It was refused.
    pub fn must(self) -> Result<Self> {
        if self.done() { Ok(self) } else { Err(Error::internal(format!("{}: {}", self.status, self.said))) }
    }
}

/// All browsers of the hall.
pub struct Client {
    http: Http<HttpConnector, Body>,
    server: SocketAddr,
    /// How long answers took in microseconds, by what was asked.
    took: Mutex<BTreeMap<&'static str, Vec<u64>>>,
}

impl Client {
    pub fn new(server: SocketAddr) -> Self {
        let http = Http::builder(TokioExecutor::new()).build_http();
        Self { http, server, took: Mutex::default() }
    }

    /// Opens a page, as HTML; `kind` is what it is counted as.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn get(&self, kind: &'static str, path: &str, cookies: &str) -> Result<Answer> {
        let request = Request::get(self.at(path)).header(header::ACCEPT, "text/html");
        self.send(kind, request.header(header::COOKIE, cookies).body(Body::empty())?).await
    }

    /// Asks for a page as it asks for itself while it is live.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn again(&self, path: &str, cookies: &str) -> Result<Answer> {
        let request = Request::get(self.at(path)).header(header::ACCEPT, "text/html").header(ANEW, "1");
        self.send("a live page anew", request.header(header::COOKIE, cookies).body(Body::empty())?).await
    }

    /// Sends a form and asks for JSON.
    ///
    /// # Errors
    /// The server does not answer.
    pub async fn post(&self, kind: &'static str, path: &str, cookies: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let form = serde_html_form::to_string(fields).map_err(|fault| Error::internal(fault.to_string()))?;
        let request = Request::post(self.at(path))
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookies);
        self.send(kind, request.body(form.into())?).await
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.server)
    }

    async fn send(&self, kind: &'static str, request: Request<Body>) -> Result<Answer> {
        let sent = Instant::now();
        let failed = |fault: Box<dyn std::error::Error + Send + Sync>| Error::Internal(fault);
        let (parts, body) = self.http.request(request).await.map_err(|fault| failed(fault.into()))?.into_parts();
        let body = to_bytes(Body::new(body), 16 << 20).await.map_err(|fault| failed(fault.into()))?;
        let answered = Instant::now();
        let took = u64::try_from((answered - sent).as_micros()).unwrap_or(u64::MAX);
        self.took.lock().unwrap_or_else(PoisonError::into_inner).entry(kind).or_default().push(took);
        let cookies = parts.headers.get_all(header::SET_COOKIE).iter();
        let cookie = |value: &header::HeaderValue| Some(value.to_str().ok()?.split(';').next()?.to_owned());
        Ok(Answer {
            status: parts.status,
            said: serde_json::from_slice(&body).unwrap_or_default(),
            cookies: cookies.filter_map(cookie).collect(),
            sent,
            answered,
        })
    }

    /// How long each kind of request took.
    pub fn figures(&self) -> BTreeMap<&'static str, Spread> {
        let took = self.took.lock().unwrap_or_else(PoisonError::into_inner);
        took.iter().map(|(kind, took)| (*kind, Spread::of(took.clone()))).collect()
    }
}

/// The cookie of a session.
pub fn cookie(session: &str) -> String {
    format!("{SESSION}={session}")
}
