//! What a reader sends: the fields of a form, or the same as JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum_extra::extract::Form;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use crate::error::{Error, Refusal};

/// The fields sent with a request, as a form or as JSON.
pub struct Sent<T>(pub T);

impl<T, S> FromRequest<S> for Sent<T>
where
    T: DeserializeOwned,
    S: Send + Sync,
{
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if kind.starts_with("application/json") {
            let sent = Json::<T>::from_request(request, state).await;
            Ok(Self(sent.map_err(|fault| unfit(fault.status(), fault.body_text()))?.0))
        } else {
            let sent = Form::<T>::from_request(request, state).await;
            Ok(Self(sent.map_err(|fault| unfit(fault.status(), fault.to_string()))?.0))
        }
    }
}

fn unfit(status: StatusCode, why: String) -> Error {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ => Error::Unreadable(Refusal::new("error-form").with("why", why)),
    }
}

/// What is wrong with which field, by the field's name. The form is shown again with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Faults(pub BTreeMap<String, Refusal>);

impl Faults {
    /// One fault.
    #[must_use]
    pub fn at(field: &str, refusal: Refusal) -> Self {
        Self([(field.to_owned(), refusal)].into())
    }

    pub fn note(&mut self, field: impl Into<String>, refusal: Refusal) {
        self.0.entry(field.into()).or_insert(refusal);
    }

    /// The value, or its fault noted.
    pub fn take<T>(&mut self, field: &str, value: Result<T, Refusal>) -> Option<T> {
        value.map_err(|refusal| self.note(field, refusal)).ok()
    }

    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Refusal> {
        self.0.get(field)
    }

    #[must_use]
    pub fn none(&self) -> bool {
        self.0.is_empty()
    }
}

/// An address that leads nowhere but within this program: a path, and none that a browser would take for a host.
#[must_use]
pub fn own_path(address: &str) -> Option<&str> {
    let rest = address.strip_prefix('/')?;
    let plain = !rest.starts_with(['/', '\\']) && !address.contains(|c: char| c.is_control());
    plain.then_some(address)
}

/// A field's text without the white space around it; `None` when nothing is left.
#[must_use]
pub fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// What a list is searched for: no more of it than a search needs.
#[must_use]
pub fn sought(text: &str) -> Option<String> {
    filled(text).map(|text| text.chars().take(50).collect())
}

/// A number that may be left out.
///
/// # Errors
/// The text is no number or stands outside the range.
pub fn number<N>(text: &str, range: RangeInclusive<N>) -> Result<Option<N>, Refusal>
where
    N: FromStr + PartialOrd + fmt::Display,
{
    let Some(text) = filled(text) else { return Ok(None) };
    match text.parse() {
        Ok(number) if range.contains(&number) => Ok(Some(number)),
        _ => Err(Refusal::new("form-number").with("least", range.start()).with("most", range.end())),
    }
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
