//! Writing: a proposal from the pen to its submission, with its files, those who sign it, and those who second it.

pub mod docx;
mod pages;
pub mod recognise;
pub mod rules;
pub mod store;

pub(super) use pages::{Signing, awaiting, part, routes};
