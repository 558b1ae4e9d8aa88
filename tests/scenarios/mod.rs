//! What readers of each kind can and cannot do, over real HTTP.

mod meeting;
mod signing_in;
