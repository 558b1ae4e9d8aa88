//! Handing a file out: with the type that it has, never as a page, with nothing in it allowed to act.

use std::collections::BTreeMap;

use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower::ServiceExt;
use tower_http::services::ServeFile;
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response as Described, ResponseBuilder};

use super::rules::{LARGEST, Media};
use super::store;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::page::api::file;

/// What a form adds to the file that it carries, in bytes.
const ENVELOPE: usize = 2 << 20;

/// The limit of a route that takes a form with a file: a little more than the file may have, so that one too large is
/// told of in words.
pub fn limit() -> DefaultBodyLimit {
    DefaultBodyLimit::max(2 * LARGEST + ENVELOPE)
}

/// A file that is handed out, or a part of it, as an address describes it.
pub enum HandedOut {}

impl IntoResponses for HandedOut {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        let whole = || file(Media::ALL.iter().map(|media| media.mime()));
        let nothing = || ResponseBuilder::new().build();
        let answers = [("200", whole()), ("206", whole()), ("304", nothing()), ("416", nothing())];
        answers.into_iter().map(|(status, answer)| (status.to_owned(), answer.into())).collect()
    }
}

/// What may stand in a name within a header (RFC 8187).
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// Hands out a file, or the part of it that is asked for.
///
/// # Errors
/// It is not in the folder.
pub async fn hand_out(
    config: &Config,
    request: Request,
    (name, media, digest): (&str, Media, &str),
) -> Result<Response> {
    let place = store::place(&config.files(), digest);
    let mut response = match ServeFile::new(place).oneshot(request).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    };
    if response.status() == StatusCode::NOT_FOUND {
        return Err(Error::internal(format!("the file {digest} is not in its folder")));
    }
    let headers = response.headers_mut();
    let how = if media.shown() { "inline" } else { "attachment" };
    let named = format!("{how}; filename*=UTF-8''{}", utf8_percent_encode(name, NAME));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media.mime()));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::try_from(named).map_err(axum::http::Error::from)?);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}
