//! The committee's rules for each kind of sitting: who is called, what is a quorum, by which majority a poll is won.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::Result;
use crate::ledger::{Act, Change};
use crate::meeting::article::Kind;
use crate::meeting::model::SITTING;
use crate::meeting::rules::{Base, Rule, Share};
use crate::meeting::store;
use crate::page::{Flash, Reader, Sent, View, filled};
use crate::permission::Permission;
use crate::words::Language;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/{committee}/meetings/rules", get(show)).route("/{committee}/meetings/rules/{kind}", post(set))
}

#[derive(Template, Serialize)]
#[template(path = "meeting/rules.html")]
struct RulesPage {
    #[serde(skip)]
    view: View,
    rules: Vec<Shown>,
}

#[derive(Serialize)]
struct Shown {
    kind: Kind,
    posts: String,
    leave_posts: String,
    quorum: Share,
    base: Base,
    majority: Share,
    polled: bool,
}

async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    reader.need(Permission::ManageCommittee)?;
    let rules = store::all_rules(app.db.read(), reader.committee()?.id).await?;
    let shown = |(kind, rule): (Kind, Rule)| Shown {
        kind,
        posts: rule.posts.join("、"),
        leave_posts: rule.leave_posts.join("、"),
        quorum: rule.quorum,
        base: rule.base,
        majority: rule.majority,
        polled: rule.polled,
    };
    reader.answer(RulesPage { rules: rules.into_iter().map(shown).collect(), view: reader.view() })
}

#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    posts: String,
    #[serde(default)]
    leave_posts: String,
    quorum: Share,
    base: Base,
    majority: Share,
    /// A ticked box sends something, one that is not ticked nothing.
    #[serde(default)]
    polled: Option<String>,
}

/// The most characters of a list of posts.
const LONGEST: usize = 200;

fn parted(text: &str) -> Vec<String> {
    let text: String = text.chars().take(LONGEST).collect();
    text.split(['、', '，', ',', ' ']).filter_map(filled).map(str::to_owned).collect()
}

async fn set(
    State(app): State<App>,
    reader: Reader,
    Path((_, kind)): Path<(String, Kind)>,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    reader.need(Permission::ManageCommittee)?;
    let committee = reader.committee()?.id;
    let rule = Rule {
        posts: parted(&sent.posts),
        leave_posts: parted(&sent.leave_posts),
        quorum: sent.quorum,
        base: sent.base,
        majority: sent.majority,
        polled: sent.polled.is_some(),
    };
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let before = store::rule(change.on(), committee, kind).await?;
    let address = reader.within("/meetings/rules");
    if before == rule {
        return reader.done(&address, Flash::new("meeting-nothing-changed"));
    }
    store::set_rule(&change, kind, &rule).await?;
    let act = Act::new(SITTING.name, 0, "set_rule");
    let act = act.fact("kind", app.words.words(Language::Chinese).of("meeting-kind", kind));
    let act = act.fact("rule", told(&rule)).fact("former", told(&before));
    change.record(act).await?.commit().await?;
    let flash = Flash::new("rules-done").with("kind", reader.words.of("meeting-kind", kind));
    let flash = flash
        .undo(format!("{address}/{kind}"), 0)
        .undo_with("posts", before.posts.join("、"))
        .undo_with("leave_posts", before.leave_posts.join("、"))
        .undo_with("quorum", before.quorum)
        .undo_with("base", before.base)
        .undo_with("majority", before.majority);
    reader.done(&address, if before.polled { flash.undo_with("polled", "on") } else { flash })
}

/// A rule on one line, for the ledger.
fn told(rule: &Rule) -> String {
    let Rule { posts, leave_posts, quorum, base, majority, polled } = rule;
    format!("{} / {} / {quorum} / {majority} of {base} / {polled}", posts.join("、"), leave_posts.join("、"))
}
