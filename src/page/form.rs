//! What a reader sends: the fields of a form, or the same as JSON.

use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum_extra::extract::Form;
use serde::de::DeserializeOwned;

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
