//! The frame around every HTML page: head, navigation, the reader's menu, messages, foot.

use std::fmt::Display;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;

use super::assets;
use super::flash::{Flash, Undo};
use super::form::{Sent, own_path};
use super::reader::{LANGUAGE, Reader, cookie};
use crate::account::{Actor, Committee, secret, store};
use crate::app::App;
use crate::error::Result;
use crate::permission::Permission;
use crate::words::{Language, Words};

/// What every HTML page is given besides its own facts.
#[derive(Clone)]
pub struct View {
    pub words: Words,
    pub actor: Actor,
    pub committee: Option<Committee>,
    pub nav: Vec<Link>,
    pub told: Option<(String, Option<Undo>)>,
    pub path: String,
    pub style: String,
    pub script: String,
    /// The script of pages that are live.
    pub live: String,
    pub icon: String,
}

/// An entry of the navigation.
#[derive(Clone)]
pub struct Link {
    pub address: String,
    pub text: String,
    /// What is found there.
    pub hint: String,
    pub current: bool,
}

impl Reader {
    /// The frame of a page.
    #[must_use]
    pub fn view(&self) -> View {
        let told = self.flash().and_then(|cookie| Flash::read(cookie.value(), &self.words));
        View {
            nav: self.home().map(|committee| nav(self, committee)).unwrap_or_default(),
            told: told.map(|flash| (flash.text(&self.words), flash.undo)),
            actor: self.actor.clone(),
            committee: self.home().cloned(),
            ..View::bare(self.words.clone(), self.path.clone())
        }
    }
}

impl View {
    /// A frame for a reader of whom nothing is known but the language.
    pub(super) fn bare(words: Words, path: String) -> Self {
        Self {
            words,
            actor: Actor::public(),
            committee: None,
            nav: Vec::new(),
            told: None,
            path,
            style: assets::style(),
            script: assets::script(),
            live: assets::live(),
            icon: assets::icon(),
        }
    }

    /// The words of a key.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.words.say(key)
    }

    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.actor.may(permission)
    }

    #[must_use]
    pub fn may_somewhere(&self, permission: Permission) -> bool {
        self.actor.may_somewhere(permission)
    }

    /// An address to which a form is sent that makes something, with a key of its own, so that what is pressed twice is
    /// made once; empty: the page's own.
    #[must_use]
    pub fn once(&self, address: impl Display) -> String {
        let address = address.to_string();
        let sign = if address.contains('?') { '&' } else { '?' };
        format!("{address}{sign}once={}", secret::random())
    }

    /// An address within the committee at hand.
    #[must_use]
    pub fn within(&self, rest: &str) -> String {
        self.committee.as_ref().map_or_else(|| "/".to_owned(), |committee| committee.address(rest))
    }

    /// The reader's roles in words.
    #[must_use]
    pub fn roles(&self) -> String {
        let within = self.actor.within.iter().map(|(role, _)| role);
        self.words.list("role", &self.actor.roles.iter().chain(within).collect::<Vec<_>>())
    }

    #[must_use]
    pub const fn languages(&self) -> &'static [Language] {
        Language::ALL
    }
}

fn nav(reader: &Reader, committee: &Committee) -> Vec<Link> {
    let link = |step: &str, key: String| {
        let address = committee.address(&format!("/{step}"));
        let path = reader.path.split('?').next().unwrap_or_default();
        let current = path == address || path.starts_with(&format!("{address}/"));
        let hint = reader.words.say(&format!("{key}-hint"));
        Link { address, text: reader.words.say(&key), hint, current }
    };
    let (areas, importing) = (&reader.app.nav.areas, &reader.app.nav.importing);
    let shown = areas.iter().rev().filter(|area| area.shown.is_none_or(|needed| reader.may(needed)));
    let mut nav: Vec<_> = shown.map(|area| link(area.address, format!("{}-nav", area.name))).collect();
    if importing.iter().any(|needed| reader.may(*needed)) {
        nav.push(link("import", "import-nav".into()));
    }
    if reader.may(Permission::ReadHistory) {
        nav.push(link("history", "history-nav".into()));
    }
    if reader.may(Permission::ManageAccounts) {
        nav.push(link("accounts", "accounts-nav".into()));
    }
    nav
}

pub(super) fn routes() -> Router<App> {
    Router::new().route("/language", post(set_language))
}

#[derive(Deserialize)]
struct Choice {
    language: Language,
    back: Option<String>,
}

/// Sets the reader's language: in the account of one who is signed in, and in a cookie.
async fn set_language(State(app): State<App>, reader: Reader, Sent(choice): Sent<Choice>) -> Result<Response> {
    if let Some(account) = reader.actor.account {
        store::set_language(app.db.read(), account, choice.language).await?;
    }
    let back = choice.back.as_deref().and_then(own_path).unwrap_or("/");
    let jar = reader.jar.add(cookie(&app, LANGUAGE, choice.language.to_string(), 365 * 86_400));
    Ok((jar, Redirect::to(back)).into_response())
}
