//! Journeys in headless Chromium: what a person sees, presses and reads, with axe looking over each page.

mod agenda;
mod driver;
mod importing;
mod live;
mod minutes;
mod pages;
mod polling;
mod signing_in;

pub use driver::Browser;
