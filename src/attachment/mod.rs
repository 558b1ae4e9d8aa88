//! Files that people attach: checked by their content, kept by the hash of it, and handed out as nothing but files.

mod pages;
pub mod rules;
mod store;

pub use pages::{HandedOut, hand_out, limit};
pub use rules::{LARGEST, Media};
pub use store::{Kept, keep};
