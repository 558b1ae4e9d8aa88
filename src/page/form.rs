//! What a reader sends: the fields of a form, or the same as JSON. Here all of their texts are cleaned, so that no area
//! need think of it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum_extra::extract::Form;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::error::{Error, Refusal};
use crate::text;

/// The largest body of a request that is no upload, in bytes.
pub const LARGEST_FORM: usize = 2 << 20;

/// The fields that may have several lines, by their names. All others stand on one.
pub const OF_MANY_LINES: &[&str] = &[
    "analysis",
    "body",
    "candidates",
    "days",
    "decision",
    "documents",
    "done",
    "how",
    "lines",
    "names",
    "note",
    "planned",
    "reason",
    "refused",
    "remark",
    "situation",
    "steps",
    "suggestions",
    "text",
];

/// The fields that hold a password, which stays as it was typed.
const AS_TYPED: &[&str] = &["password", "old", "new", "again"];

/// The text of a field, cleaned, by the last step of the field's name: `items.0.decision` is a `decision`. The blanks
/// around it stay: `was` is compared as it was sent.
#[must_use]
pub fn kept(field: &str, text: &str) -> String {
    let field = field.rsplit('.').next().unwrap_or(field);
    if AS_TYPED.contains(&field) {
        text.to_owned()
    } else if OF_MANY_LINES.contains(&field) {
        text::clean(text)
    } else {
        text::clean(text).replace(['\n', '\t'], " ")
    }
}

/// The fields sent with a request, as a form or as JSON, their texts cleaned.
pub struct Sent<T>(pub T);

impl<T, S> FromRequest<S> for Sent<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let json = kind.is_some_and(|kind| kind.starts_with("application/json"));
        let request = cleaned(request, state, if json { clean_json } else { clean_form }).await?;
        if json {
            let sent = Json::<T>::from_request(request, state).await;
            Ok(Self(sent.map_err(|fault| unfit(fault.status(), fault.body_text()))?.0))
        } else {
            let sent = Form::<T>::from_request(request, state).await;
            Ok(Self(sent.map_err(|fault| unfit(fault.status(), fault.to_string()))?.0))
        }
    }
}

/// The same request with its texts cleaned. A body that cannot be read is left to those who say why.
async fn cleaned<S: Send + Sync>(
    request: Request,
    state: &S,
    clean: fn(&[u8]) -> Option<String>,
) -> Result<Request, Error> {
    let (parts, body) = request.into_parts();
    let sent = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
    let sent = sent.map_err(|fault| unfit(fault.status(), fault.body_text()))?;
    let body = clean(&sent).map_or_else(|| sent.into(), Into::into);
    Ok(Request::from_parts(parts, body))
}

fn clean_form(sent: &[u8]) -> Option<String> {
    let mut fields: Vec<(String, String)> = serde_html_form::from_bytes(sent).ok()?;
    for (name, text) in &mut fields {
        *text = kept(name, text);
    }
    serde_html_form::to_string(fields).ok()
}

/// None where nothing is to be cleaned: it is then read as it was sent.
fn clean_json(sent: &[u8]) -> Option<String> {
    let mut value = serde_json::from_slice(sent).ok()?;
    clean_value("", &mut value).then(|| value.to_string())
}

/// Cleans the texts within a value of a field; whether any was other than it is now.
fn clean_value(field: &str, value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let was = std::mem::replace(text, kept(field, text));
            was != *text
        }
        Value::Array(values) => values.iter_mut().fold(false, |changed, value| clean_value(field, value) | changed),
        Value::Object(fields) => {
            fields.iter_mut().fold(false, |changed, (name, value)| clean_value(name, value) | changed)
        }
        _ => false,
    }
}

fn unfit(status: StatusCode, why: String) -> Error {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Unreadable(Refusal::new("error-form").with("why", why)),
    }
}

/// An address that leads nowhere but within this program: a path, and none that a browser would take for a host.
#[must_use]
pub fn own_path(address: &str) -> Option<&str> {
    let rest = address.strip_prefix('/')?;
    let plain = !rest.starts_with(['/', '\\']) && !address.contains(|c: char| c.is_control());
    plain.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_our_own_is_followed() {
        for (address, own) in [
            ("/qingling/meetings?page=2", true),
            ("/", true),
            ("", false),
            ("qingling", false),
            ("//elsewhere", false),
            ("/\\elsewhere", false),
            ("/\t/elsewhere", false),
            ("https://elsewhere", false),
        ] {
            assert_eq!(own_path(address).is_some(), own, "{address}");
        }
    }
}
