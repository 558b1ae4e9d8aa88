//! What every request may use. Plain state: how a request is answered is put together above it.

mod kept;
pub mod live;

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Db;
use crate::error::Result;
use crate::kind::Kind;
use crate::mail::Post;
use crate::permission::Permission;
use crate::words::Catalogue;

pub use kept::Kept;
pub use live::Live;

/// What every request may use.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub words: Arc<Catalogue>,
    pub nav: Arc<Nav>,
    pub live: Live,
    pub kept: Kept,
    /// None: nothing is mailed.
    pub post: Option<Post>,
}

impl App {
    /// # Errors
    /// Mail is set wrongly.
    pub fn new(db: Db, clock: Clock, config: Config, words: Arc<Catalogue>, nav: Nav) -> Result<Self> {
        let post = Post::of(&config)?;
        Ok(Self {
            db,
            clock,
            config: Arc::new(config),
            words,
            nav: Arc::new(nav),
            live: Live::default(),
            kept: Kept::default(),
            post,
        })
    }

    /// Lets the mail go that was queued, once the change that it tells of is committed.
    pub fn send_mail(&self) {
        if let Some(post) = &self.post {
            post.wake();
        }
    }
}

/// Where things are found.
#[derive(Clone, Debug, Default)]
pub struct Nav {
    /// The entrances to the areas, in their order.
    pub areas: Vec<Entrance>,
    /// The kinds of things that they keep.
    pub kinds: Vec<Kind>,
    /// What one must be allowed to do to bring a file in: one of these.
    pub importing: Vec<Permission>,
    /// The lists to choose from that they name.
    pub lists: Vec<ChoiceList>,
}

/// An area as the navigation knows it.
#[derive(Clone, Copy, Debug)]
pub struct Entrance {
    /// Its name in word keys.
    pub name: &'static str,
    /// The step after the committee's in its addresses.
    pub address: &'static str,
    /// Who finds it in the navigation; none: everybody.
    pub shown: Option<Permission>,
}

/// A list to choose from that an area names. What stands in it each committee sets.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceList {
    /// Its name in the database, in addresses, and in word keys.
    pub name: &'static str,
    /// Who keeps it, besides those who manage the committee.
    pub kept_by: Permission,
    /// Whether what stands in it has a meaning, and may promise something.
    pub explained: bool,
    /// What most committees choose from, in this order: names, meanings, and whether they promise something.
    pub usual: &'static [(&'static str, &'static str, bool)],
}
