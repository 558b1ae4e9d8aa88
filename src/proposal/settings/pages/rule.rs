//! The rule: steps of the review, numbers of names, days and months, and what must be.

use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::main::Main;
use crate::app::App;
use crate::error::{Refusal, Result};
use crate::ledger::Act;
use crate::page::api::{Acts, OrRefusal};
use crate::page::settings::{Edit, Rejected};
use crate::page::{Faults, Flash, Reader, Sent};
use crate::proposal::AREA;
use crate::proposal::settings::here::open;
use crate::proposal::settings::rules::WrittenRule;
use crate::proposal::settings::store;
use crate::proposal::store::set;
use crate::words::Words;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(change))
}

/// Sets the rule.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/settings/rule",
    request_body = WrittenRule,
    responses(Acts, (status = 409, body = OrRefusal<Main>), (status = 422, body = OrRefusal<Main>)),
)]
async fn change(State(app): State<App>, reader: Reader, Sent(sent): Sent<WrittenRule>) -> Result<Response> {
    open(&reader)?;
    let edit = Edit::begin(&app, &reader, "/proposals/settings/rule", "/proposals/settings").await?;
    let stored = set::rule(edit.change.on(), edit.committee()).await?;
    let rule = match sent.fit(stored.committee_id) {
        Ok(rule) => rule,
        Err(faults) => return edit.again(Rejected::unfit("rule", &sent.fields(), faults), Main::of).await,
    };
    let (was, now) = (WrittenRule::from(&stored), WrittenRule::from(&rule));
    let differing = now.differing(&was);
    if differing.is_empty() {
        return edit.unchanged();
    }
    if sent.version != stored.version {
        let stale = |field: &&'static str| {
            let stands = told(&reader.words, field, was.of(field));
            ((*field).to_owned(), Refusal::new("proposalset-rule-stale").with("stands", stands))
        };
        let faults = Faults(differing.iter().map(stale).collect());
        return edit.again(Rejected::stale("rule", &sent.fields(), faults), Main::of).await;
    }
    store::set_rule(&edit.change, rule).await?;
    let act = Act::new(AREA.name, 0, "set_rule").fact("fields", differing);
    let act = act.fact("was", one_line(&was)).fact("now", one_line(&now));
    let address = reader.within("/proposals/settings/rule");
    let flash = Flash::new("proposalset-done-set-rule").undo(address, now.version);
    let flash = was.fields().iter().fold(flash, |flash, (name, value)| flash.undo_with(name, value));
    edit.done(act, flash).await
}

/// What stands in a field, in words.
fn told(words: &Words, field: &str, value: &str) -> String {
    match field {
        "publication" => words.of("proposalset-publication", value),
        "contact" | "merged" | "roll" if value.is_empty() => words.say("proposalset-no"),
        "contact" | "merged" | "roll" => words.say("proposalset-yes"),
        _ => value.replace('\n', &words.say("list-comma")),
    }
}

/// A rule on one line, for the ledger.
fn one_line(rule: &WrittenRule) -> String {
    let fields: Vec<_> =
        rule.fields().iter().map(|(name, value)| format!("{name}={}", value.replace('\n', "/"))).collect();
    fields.join(" ")
}
