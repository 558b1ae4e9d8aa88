//! What readers of each kind can and cannot do, over real HTTP.

mod account;
mod account_shared;
mod agenda;
mod articles;
mod attachment;
mod attendance;
mod calendar;
mod commands;
mod documents;
mod floor;
mod groups;
mod live;
mod mail;
mod meeting;
mod member;
mod minutes;
mod permissions;
pub mod poll;
mod poll_secret;
mod proposal_statistics;
mod safety;
mod screen;
mod secrecy;
mod settings;
mod signing_in;
mod sitting;
pub mod walk;
