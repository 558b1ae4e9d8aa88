//! The pages of writing: where a proposal is begun, written, signed and handed in, and what of it stands on its page.

mod awaiting;
mod conflict;
mod edit;
mod files;
mod new;
mod part;
mod save;
mod season;
mod sign;
mod submit;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;
use crate::attachment;

pub(in crate::proposal) use awaiting::awaiting;
pub(in crate::proposal) use part::{Signing, part};

pub(in crate::proposal) fn routes() -> Router<App> {
    let of = |rest: &str| format!("/{{committee}}/proposals/{{id}}{rest}");
    Router::new()
        .route("/{committee}/proposals/new", get(new::show).post(new::begin).layer(attachment::limit()))
        .route(&of("/write"), get(edit::show).post(save::save))
        .route(&of("/submit"), post(submit::submit))
        .route(&of("/withdraw"), post(submit::withdraw))
        .route(&of("/files"), post(files::add).layer(attachment::limit()))
        .route(&of("/files/{n}"), get(files::file))
        .route(&of("/files/{n}/remove"), post(files::remove))
        .route(&of("/invite"), post(sign::invite))
        .route(&of("/uninvite"), post(sign::uninvite))
        .route(&of("/sign"), post(sign::sign))
        .route(&of("/refuse"), post(sign::refuse))
        .route(&of("/second"), post(sign::second))
        .route(&of("/unsecond"), post(sign::unsecond))
}
