//! yizheng (议政) runs the work of a consultative assembly and keeps the record of it.
//!
//! The map, in the order in which one thing may use another: a module uses those above it, never those below.
//!
//! - values and errors: [`named`](macro@named), [`clock`], [`deadline`]s, [`error`], what areas
//!   [lend](lent), [`text`] as it is kept, [`fields`] (of forms), [`words`], [`permission`], [`config`]
//! - the store: [`db`], the [`kind`]s of things in it, and over it the [`ledger`]: whatever changes is recorded;
//!   [`draft`] keeps words that are not yet part of it, [`once`] what was sent and is not done again, [`workflow`] says
//!   what may be done to what stands how
//! - who and whereto: [`account`], [`mail`] (an outbox and its sender); [`app`] is the state that every request may use
//! - the web: [`page`] (how it looks), [`live`] (what changes while it is read), [`attachment`] (files that are kept),
//!   [`table`] (tables to take along), [`import`] (what is brought in)
//! - text: [`restore`] (damaged Chinese text → clean text)
//! - the pages of accounts ([`account::pages`]) and the commands of the ground
//! - areas, one folder each: [`committee`], [`unit`](mod@unit), [`member`], [`document`], [`meeting`], [`proposal`]
//! - [`server`] says what an area lends and puts all together, [`areas`] lists them, [`demo`] furnishes a committee with
//!   invented people, [`mod@bench`] measures all of it
pub mod named;

pub mod account;
pub mod app;
pub mod areas;
pub mod attachment;
pub mod bench;
pub mod clock;
pub mod committee;
pub mod config;
pub mod db;
pub mod deadline;
pub mod demo;
pub mod document;
pub mod draft;
pub mod error;
pub mod fields;
pub mod import;
pub mod kind;
pub mod ledger;
pub mod lent;
pub mod live;
pub mod mail;
pub mod meeting;
pub mod member;
pub mod once;
pub mod page;
pub mod permission;
pub mod proposal;
pub mod restore;
pub mod server;
pub mod table;
pub mod text;
pub mod unit;
pub mod words;
pub mod workflow;
