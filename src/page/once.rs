//! Pressed twice, done once: a form that makes something carries a key in its address (`?once=`), a program may send one
//! as `Idempotency-Key`. What comes a second time with the same key and the same words is answered as the first was.

use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use data_encoding::HEXLOWER;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::time::sleep;

use super::form::LARGEST_FORM;
use super::reader::{Format, SESSION, language};
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::once::{self, Once};

/// The header of a program; the draft of the IETF calls it so.
const HEADER: &str = "idempotency-key";

/// How often, and how many times, it is looked whether what is under way is answered.
const ROUND: Duration = Duration::from_millis(100);
const ROUNDS: usize = 300;

/// Lets what is sent with a key pass once.
pub async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(key) = key(&request) else { return next.run(request).await };
    match sent(key, request).await {
        Ok((digest, request)) => passed(&app, &digest, request, next).await.unwrap_or_else(IntoResponse::into_response),
        Err(fault) => fault.into_response(),
    }
}

/// The key that came with what is sent, if one did.
fn key(request: &Request) -> Option<String> {
    if request.method().is_safe() {
        return None;
    }
    let named = request.headers().get(HEADER).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
    let asked = request.uri().query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("once="));
    named.or_else(|| Some(percent_decode_str(asked?).decode_utf8_lossy().into_owned())).filter(|key| !key.is_empty())
}

/// What the key and all that came with it come to, and the request as it was.
async fn sent(key: String, request: Request) -> Result<(String, Request)> {
    let (parts, body) = request.into_parts();
    let length = parts.headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let mut all = Sha256::new();
    for part in [key.as_str(), parts.method.as_str(), parts.uri.path(), &reader(&parts)] {
        all.update(part);
        all.update([0]);
    }
    // What is larger holds a file: that is told by its length alone.
    let body = if length.is_some_and(|length: usize| length <= LARGEST_FORM) {
        let bytes: Bytes = to_bytes(body, LARGEST_FORM).await.map_err(|_| Refusal::new("error-request"))?;
        all.update(&bytes);
        Body::from(bytes)
    } else {
        all.update(length.unwrap_or_default().to_be_bytes());
        body
    };
    Ok((HEXLOWER.encode(&all.finalize()), Request::from_parts(parts, body)))
}

/// What tells readers apart: nobody is answered what another was.
fn reader(parts: &Parts) -> String {
    let jar = CookieJar::from_headers(&parts.headers);
    let session = jar.get(SESSION).map(Cookie::value).unwrap_or_default();
    let token = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    format!("{session}\0{token}")
}

async fn passed(app: &App, digest: &str, request: Request, next: Next) -> Result<Response> {
    let (on, headers) = (app.db.read(), request.headers().clone());
    for _ in 0..ROUNDS {
        if once::begin(on, digest, app.clock.now()).await? {
            let (app, digest) = (app.clone(), digest.to_owned());
            // It is finished though whoever sent it is gone: their connection broke, and they will send it again.
            return tokio::spawn(async move { kept(&app, &digest, next.run(request).await).await }).await?;
        }
        match once::find(on, digest).await? {
            Some(once) if once.done => return again(app, &headers, once),
            // Under way; or it came to nothing, and this one may try.
            _ => sleep(ROUND).await,
        }
    }
    Err(Refusal::new("once-under-way").into())
}

/// Keeps where what was done led to, and forgets what was refused.
async fn kept(app: &App, digest: &str, response: Response) -> Result<Response> {
    let on = app.db.read();
    if !response.status().is_success() && !response.status().is_redirection() {
        once::forget(on, digest).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let location = header(header::LOCATION).map(ToOwned::to_owned);
    let json = header(header::CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
    if !json {
        once::done(on, digest, location).await?;
        return Ok(Response::from_parts(parts, body));
    }
    let bytes = to_bytes(body, usize::MAX).await.map_err(|fault| Error::internal(fault.to_string()))?;
    let told = serde_json::from_slice::<Value>(&bytes).unwrap_or_default();
    once::done(on, digest, told["address"].as_str().map(ToOwned::to_owned)).await?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// Where the first led to. An answer that led nowhere is not told again.
fn again(app: &App, headers: &HeaderMap, once: Once) -> Result<Response> {
    let address = once.led_to.ok_or_else(|| Refusal::new("once-done"))?;
    Ok(match Format::of(headers) {
        Format::Html => Redirect::to(&address).into_response(),
        Format::Json => {
            let words = app.words.words(language(headers, &CookieJar::from_headers(headers), None));
            Json(json!({ "done": words.say("once-done"), "address": address })).into_response()
        }
    })
}
