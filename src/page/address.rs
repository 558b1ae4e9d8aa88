//! Addresses: nothing in them that cannot be seen. PostgreSQL would fail over a NUL in one.

use axum::extract::Request;
use axum::http::Uri;
use axum::http::uri::PathAndQuery;
use axum::middleware::Next;
use axum::response::Response;
use percent_encoding::percent_decode_str;

use crate::error::{Error, Result};
use crate::text::clean;

/// Cleans what is asked in an address; one whose path would have to be cleaned leads nowhere.
///
/// # Errors
/// There is no such address.
pub async fn clean_address(mut request: Request, next: Next) -> Result<Response> {
    let path = percent_decode_str(request.uri().path()).decode_utf8_lossy();
    if clean(&path) != path {
        return Err(Error::NotFound);
    }
    if let Some(uri) = cleaned(request.uri()) {
        *request.uri_mut() = uri;
    }
    Ok(next.run(request).await)
}

/// The address with its query cleaned; none where it is clean.
fn cleaned(uri: &Uri) -> Option<Uri> {
    let asked: Vec<(String, String)> = serde_html_form::from_str(uri.query()?).ok()?;
    let clean: Vec<_> = asked.iter().map(|(name, text)| (name.clone(), clean(text))).collect();
    if clean == asked {
        return None;
    }
    let query = serde_html_form::to_string(clean).ok()?;
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(format!("{}?{query}", uri.path())).ok()?);
    Uri::from_parts(parts).ok()
}
