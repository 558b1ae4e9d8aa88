//! Journeys in headless Chromium: what a person sees, presses and reads, with axe looking over each page.

mod agenda;
mod driver;
mod importing;
mod live;
mod minutes;
mod pages;
mod polling;
mod proposal_reply;
mod proposal_review;
mod proposal_writing;
mod signing_in;
mod sitting;

pub use driver::Browser;
