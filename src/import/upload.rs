//! A file as it arrives to be read: from a form, pasted as text, or as the body of a request.

use axum::extract::{FromRequest, Request};
use axum::http::header;
use axum_extra::extract::Form;
use serde::Deserialize;

use crate::error::{Refusal, Result};
use crate::page::{Enclosed, Upload, too_large, unfit};

/// The largest file that is taken in through a page or as one article, in bytes.
pub const LARGEST: usize = 8 << 20;

#[derive(Deserialize)]
struct Pasted {
    text: String,
}

/// What was brought, at most [`LARGEST`] bytes, and of which kind it is said to be; empty: nothing is said.
pub(super) async fn arrived<S: Send + Sync>(request: Request, state: &S) -> Result<(Upload, String)> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let enclosed = Enclosed::read(request, state, LARGEST).await?;
        let kind = enclosed.text("kind").to_owned();
        Ok((enclosed.file.ok_or_else(|| Refusal::new("import-no-file"))?, kind))
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        let Form(Pasted { text }) =
            Form::from_request(request, state).await.map_err(|fault| unfit(&fault.to_string()))?;
        Ok((Upload { name: String::new(), bytes: text.into_bytes() }, String::new()))
    } else {
        let bytes = axum::body::to_bytes(request.into_body(), LARGEST).await.map_err(|_| too_large(LARGEST))?;
        Ok((Upload { name: String::new(), bytes: bytes.into() }, String::new()))
    }
}
