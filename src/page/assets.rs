//! The style sheet, the scripts and the icon, in the binary, under addresses that change with their content.

use std::sync::LazyLock;

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::{Error, Result};

struct Asset {
    address: String,
    kind: &'static str,
    text: &'static str,
}

impl Asset {
    fn new(name: &str, ending: &str, kind: &'static str, text: &'static str) -> Self {
        let hash = HEXLOWER.encode(&Sha256::digest(text.as_bytes())[..6]);
        Self { address: format!("{name}-{hash}.{ending}"), kind, text }
    }
}

static STYLE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("style", "css", "text/css; charset=utf-8", include_str!("../../web/style.css")));

static SCRIPT: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("light", "js", "text/javascript; charset=utf-8", include_str!("../../web/light.js")));

static LIVE: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("live", "js", "text/javascript; charset=utf-8", include_str!("../../web/live.js")));

static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon", "svg", "image/svg+xml", include_str!("../../web/icon.svg")));

/// Address of the style sheet.
pub(super) fn style() -> String {
    format!("/assets/{}", STYLE.address)
}

/// Address of the script.
pub(super) fn script() -> String {
    format!("/assets/{}", SCRIPT.address)
}

/// Address of the script of pages that are live.
pub(super) fn live() -> String {
    format!("/assets/{}", LIVE.address)
}

/// Address of the icon.
pub(super) fn icon() -> String {
    format!("/assets/{}", ICON.address)
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/assets/{name}", get(asset))
}

async fn asset(Path(name): Path<String>) -> Result<Response> {
    let asset =
        [&*STYLE, &*SCRIPT, &*LIVE, &*ICON].into_iter().find(|asset| asset.address == name).ok_or(Error::NotFound)?;
    let headers = [(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.text).into_response())
}
