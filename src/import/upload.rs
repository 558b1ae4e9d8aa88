//! A file as it arrives: from a form, pasted as text, or as the body of a request.

use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{FromRequest, Request};
use axum::http::header;
use axum_extra::extract::Form;
use serde::Deserialize;

use super::LARGEST;
use crate::error::{Error, Refusal};

/// What was brought: its name (empty where it was pasted) and its bytes, at most [`LARGEST`].
#[derive(Clone, Debug)]
pub struct Upload {
    pub name: String,
    pub bytes: Vec<u8>,
}

#[derive(Deserialize)]
struct Pasted {
    text: String,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.starts_with("multipart/form-data") {
            from_form(Multipart::from_request(request, state).await).await
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            let Form(Pasted { text }) =
                Form::from_request(request, state).await.map_err(|fault| unfit(&fault.to_string()))?;
            Ok(Self { name: String::new(), bytes: text.into_bytes() })
        } else {
            let bytes = axum::body::to_bytes(request.into_body(), LARGEST).await.map_err(|_| too_large())?;
            Ok(Self { name: String::new(), bytes: bytes.into() })
        }
    }
}

async fn from_form(form: Result<Multipart, MultipartRejection>) -> Result<Upload, Error> {
    let mut form = form.map_err(|fault| unfit(&fault.body_text()))?;
    while let Some(field) = form.next_field().await.map_err(|_| too_large())? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().chars().take(200).collect();
            let bytes = field.bytes().await.map_err(|_| too_large())?;
            if bytes.len() > LARGEST {
                return Err(too_large());
            }
            return Ok(Upload { name, bytes: bytes.into() });
        }
    }
    Err(Refusal::new("import-no-file").into())
}

fn unfit(why: &str) -> Error {
    Error::Unreadable(Refusal::new("error-form").with("why", why))
}

fn too_large() -> Error {
    Error::Unreadable(Refusal::new("import-too-large").with("megabytes", LARGEST >> 20))
}
