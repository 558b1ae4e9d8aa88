//! The one error page: tells a refusal in the reader's language and in the form they asked for.

use askama::Template;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use utoipa::ToSchema;

use super::reader::{Format, Reader, language, page_of};
use super::view::View;
use crate::app::App;
use crate::error::{Refusal, Told};

/// Why something was refused.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "page/error.html")]
#[schema(as = Refused)]
pub struct ErrorPage {
    #[serde(skip)]
    view: View,
    status: u16,
    /// The stable key of the refusal.
    error: &'static str,
    /// Its sentence in the reader's language.
    sentence: String,
    /// An address that helps.
    see: Option<String>,
    /// The page from which it was sent.
    #[serde(skip)]
    back: Option<String>,
}

/// Turns an error on its way out into a page. A browser that must sign in is taken there, and back to where it was.
pub async fn tell_errors(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // An address that is none of ours, or whose number is no number, is not found.
    if asked.method.is_safe() && response.status() == StatusCode::BAD_REQUEST {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    let Some(refusal) = refusal(&mut response) else { return response };
    let allowed = response.headers_mut().remove(header::ALLOW).map(|methods| [(header::ALLOW, methods)]);
    if response.status() == StatusCode::UNAUTHORIZED && Format::of(&asked.headers) == Format::Html {
        let next = page_of(&asked);
        return Redirect::to(&format!("/sign-in?next={}", utf8_percent_encode(&next, NON_ALPHANUMERIC)))
            .into_response();
    }
    let view = match Reader::of_failed(&asked, &app).await {
        // What was told of the step before does not belong beside a refusal.
        Ok(reader) => View { told: None, ..reader.view() },
        Err(_) => View::bare(app.words.words(language(&asked.headers, &CookieJar::default(), None)), page_of(&asked)),
    };
    let status = response.status();
    let page = ErrorPage {
        status: status.as_u16(),
        error: refusal.key,
        sentence: view.words.refusal(&refusal),
        back: (!asked.method.is_safe() && refusal.see.is_none()).then(|| view.path.clone()),
        see: refusal.see,
        view,
    };
    match Format::of(&asked.headers) {
        Format::Json => (status, allowed, Json(page)).into_response(),
        Format::Html => match page.render() {
            Ok(html) => (status, allowed, Html(html)).into_response(),
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
