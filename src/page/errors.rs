//! The one error page: tells a refusal in the reader's language and in the form he asked for.

use askama::Template;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::reader::{Format, LANGUAGE};
use super::view::View;
use crate::app::App;
use crate::error::{Refusal, Told};
use crate::words::Language;

#[derive(Template, Serialize)]
#[template(path = "page/error.html")]
struct ErrorPage {
    #[serde(skip)]
    view: View,
    status: u16,
    /// The stable key of the refusal.
    error: &'static str,
    /// Its sentence in the reader's language.
    sentence: String,
    see: Option<String>,
}

/// Turns an error on its way out into a page. A browser that must sign in is taken there.
pub async fn tell_errors(State(app): State<App>, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let path = request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let reads = request.method().is_safe();
    let mut response = next.run(request).await;
    let Some(refusal) = refusal(&mut response) else { return response };
    let format = Format::of(&headers);
    if response.status() == StatusCode::UNAUTHORIZED && format == Format::Html {
        let next = if reads { path } else { "/".to_owned() };
        return Redirect::to(&format!("/sign-in?next={}", utf8_percent_encode(&next, NON_ALPHANUMERIC)))
            .into_response();
    }
    let words = app.words.words(language(&headers));
    let status = response.status();
    let page = ErrorPage {
        status: status.as_u16(),
        error: refusal.key,
        sentence: words.refusal(&refusal),
        see: refusal.see,
        view: View::bare(words, path),
    };
    match format {
        Format::Json => (status, Json(page)).into_response(),
        Format::Html => match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        },
    }
}

/// What to tell: the refusal put there by our own error, or words for a bare status of the layers around.
fn refusal(response: &mut Response) -> Option<Refusal> {
    if let Some(Told(refusal)) = response.extensions_mut().remove() {
        return Some(refusal);
    }
    let typed = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if typed.is_some_and(|kind| !kind.starts_with("text/plain")) {
        return None;
    }
    Some(Refusal::new(match response.status() {
        StatusCode::FORBIDDEN => "error-foreign-form",
        StatusCode::METHOD_NOT_ALLOWED => "error-method",
        StatusCode::PAYLOAD_TOO_LARGE => "error-too-large",
        StatusCode::REQUEST_TIMEOUT => "error-timeout",
        StatusCode::NOT_FOUND => "error-not-found",
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            "error-request"
        }
        status if status.is_server_error() => "error-internal",
        _ => return None,
    }))
}

fn language(headers: &HeaderMap) -> Language {
    let jar = CookieJar::from_headers(headers);
    let of_browser =
        || Language::accepted(headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or_default());
    jar.get(LANGUAGE).and_then(|cookie| cookie.value().parse().ok()).unwrap_or_else(of_browser)
}
