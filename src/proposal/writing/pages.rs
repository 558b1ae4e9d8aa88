//! The pages of writing: where a proposal is begun, written, signed and handed in, and what of it stands on its page.

mod awaiting;
mod edit;
mod files;
mod new;
mod part;
mod save;
mod session;
mod sign;
mod submit;

use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::app::App;
use crate::attachment;

pub(in crate::proposal) use awaiting::awaiting;
pub(in crate::proposal) use part::{Signing, part};

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(new::show, new::begin).layer(attachment::limit()))
        .routes(routes!(edit::show, save::save))
        .routes(routes!(submit::submit))
        .routes(routes!(submit::withdraw))
        .routes(routes!(files::add).layer(attachment::limit()))
        .routes(routes!(files::file))
        .routes(routes!(files::remove))
        .routes(routes!(sign::invite))
        .routes(routes!(sign::uninvite))
        .routes(routes!(sign::sign))
        .routes(routes!(sign::refuse))
        .routes(routes!(sign::second))
        .routes(routes!(sign::unsecond))
}
