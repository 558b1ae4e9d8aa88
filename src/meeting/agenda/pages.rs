//! The agenda as its sitting shows it, as the office writes it, and what is done with its items and papers.

mod act;
mod form;
mod item;
mod list;
mod paper;
mod papers;
mod part;
mod settle;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;
use crate::attachment;

pub(in crate::meeting) use part::{Part, part};

pub(in crate::meeting) fn routes() -> Router<App> {
    let of = |rest: &str| format!("/{{committee}}/meetings/{{id}}{rest}");
    Router::new()
        .route(&of("/agenda"), get(list::show).post(list::add))
        .route(&of("/agenda/order"), post(list::order))
        .route(&of("/agenda/copy"), post(list::copy))
        .route(&of("/items/{item}"), get(item::show).post(item::change))
        .route(&of("/items/{item}/remove"), post(item::remove))
        .route(&of("/items/{item}/bring_back"), post(item::bring_back))
        .route(&of("/items/{item}/settle"), get(settle::show).post(settle::settle))
        .route(&of("/items/{item}/papers"), post(papers::add).layer(attachment::limit()))
        .route(&of("/items/{item}/{action}"), post(act::act))
        .route(&of("/papers/{paper}"), get(paper::show).post(papers::revise).layer(attachment::limit()))
        .route(&of("/papers/{paper}/read"), post(paper::read))
        .route(&of("/papers/{paper}/remove"), post(papers::remove))
        .route(&of("/papers/{paper}/{number}/file"), get(paper::file))
}
