//! Journeys in headless Chromium: what a person sees, presses and reads, with axe looking over each page.

mod agenda;
mod driver;
mod importing;
mod live;
mod minutes;
mod pages;
mod polling;
mod signing_in;
mod sitting;

pub use driver::Browser;
