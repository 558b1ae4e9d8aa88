//! The review on the page of a proposal, for those who review it.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use super::form::Forms;
use super::like::Alike;
use crate::app::App;
use crate::error::Result;
use crate::page::{Reader, View};
use crate::permission::Permission;
use crate::proposal::here::Here;
use crate::proposal::rules::{Action, State, offered};
use crate::workflow::{Form, LifeCycle};

/// The steps of the review and what can be decided now.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/review/part.html")]
#[schema(as = Review)]
pub(in crate::proposal) struct Part {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    state: State,
    /// The steps of the review while it goes on.
    steps: Vec<Step>,
    /// Proposals of its session about the same.
    alike: Vec<Alike>,
    #[serde(skip)]
    actions: Vec<Action>,
    #[serde(skip)]
    forms: Forms,
}

#[derive(Serialize, ToSchema)]
struct Step {
    name: String,
    passed: bool,
}

/// The review of a proposal, for those who review it and while there is something to decide.
pub(in crate::proposal) async fn part(app: &App, reader: &Reader, here: &Here) -> Result<Option<Part>> {
    if !reader.may(Permission::ReviewProposals) {
        return Ok(None);
    }
    let mut actions = offered(here.standing, here.who(reader));
    actions.retain(|action| action.reviews());
    if actions.is_empty() {
        return Ok(None);
    }
    let state = here.proposal.state;
    let passed = usize::try_from(here.proposal.step).unwrap_or(0);
    let steps = here.rule.steps().into_iter().enumerate();
    let steps = steps.map(|(n, name)| Step { name: name.to_owned(), passed: n < passed });
    let forms = Forms::of(app, reader, here).await?;
    Ok(Some(Part {
        view: reader.view(),
        state,
        steps: if state == State::Submitted { steps.collect() } else { Vec::new() },
        alike: forms.alike.clone(),
        actions,
        forms,
    }))
}
