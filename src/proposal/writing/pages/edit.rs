//! The page on which a proposal is written.

use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::session::Today;
use crate::app::App;
use crate::clock::Instant;
use crate::draft::{self, Shape};
use crate::error::Result;
use crate::page::api::Timely;
use crate::page::{Conflict, Entry, Faults, Reader, Stands, View, unfit};
use crate::proposal::here::Here;
use crate::proposal::model::words::{PROPOSAL, fields};
use crate::proposal::model::{ProposalText, SignPart, SignState};
use crate::proposal::rules::{self, Action, Kind, State};

/// What the form of a text sends. `version` is that of the words which were changed; where `subject` is absent, no words
/// were sent.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = ProposalForm)]
pub(super) struct Written {
    #[serde(default)]
    pub version: i64,
    #[serde(flatten)]
    #[schema(value_type = ProposalText)]
    sent: Map<String, Value>,
}

impl Written {
    /// The text that was sent, if one was.
    ///
    /// # Errors
    /// It is none.
    pub fn text(self, kind: Kind) -> Result<Option<ProposalText>> {
        if !self.sent.contains_key("subject") {
            return Ok(None);
        }
        let sent: ProposalText =
            serde_json::from_value(Value::Object(self.sent)).map_err(|fault| unfit(&fault.to_string()))?;
        let line = |text: String| if kind.collective() { text } else { String::new() };
        let text = ProposalText { body: line(sent.body), signatory: line(sent.signatory), ..sent };
        Ok(Some(draft::tidy(PROPOSAL, text)))
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/writing/edit.html")]
#[schema(as = ProposalDraft)]
pub(super) struct EditPage {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    /// As it is told where it is linked.
    #[serde(skip)]
    named: String,
    kind: Kind,
    /// Of the words.
    version: i64,
    text: ProposalText,
    /// The parts of the text, and what stands beside them.
    #[serde(skip)]
    main: Vec<Entry>,
    #[serde(skip)]
    beside: Vec<Entry>,
    changed_at: Instant,
    /// What it would be, handed in today; what was returned keeps its session.
    #[serde(skip)]
    session: Option<String>,
    /// What its proposer was told when it was returned.
    remark: Option<String>,
    /// Those who signed these words, those who signed others before, and those who have not answered.
    signed: Vec<String>,
    fallen: Vec<String>,
    invited: Vec<String>,
    #[serde(skip)]
    may_submit: bool,
    faults: Faults,
}

impl EditPage {
    /// The same page of words that were changed at another version.
    pub fn at(self, version: i64) -> Self {
        Self { version, ..self }
    }
}

/// The proposal, for one who may write it now.
pub(super) async fn written(app: &App, reader: &Reader, id: i64) -> Result<Here> {
    reader.known()?;
    let here = Here::find(app, reader, id).await?;
    rules::decide(here.standing, Action::Write, here.who(reader))?;
    Ok(here)
}

/// A proposal to be written: its words, and who signed them.
#[utoipa::path(get, path = "/{committee}/proposals/{id}/write", responses((status = 200, body = EditPage), Timely))]
pub(super) async fn show(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let here = written(&app, &reader, id).await?;
    let text = ProposalText::from(&here.proposal);
    reader.answer(page(&app, &reader, &here, text, Faults::default()).await?)
}

/// The page with a text: as it stands, or as it was sent and did not fit.
pub(super) async fn page(
    app: &App,
    reader: &Reader,
    here: &Here,
    text: ProposalText,
    faults: Faults,
) -> Result<EditPage> {
    let proposal = &here.proposal;
    let signers = &here.proposers.signers;
    let who = |state| {
        let those = signers.iter().filter(move |(one, _)| one.part == SignPart::CoSigner && one.state == state);
        those.map(|(_, name)| name.clone()).collect()
    };
    let session = match proposal.state {
        State::Draft => Today::of(app, reader).await?.map(|today| today.told),
        _ => None,
    };
    let entries = Entry::all(&reader.words, "writing", fields(proposal.kind), &text);
    let of_text = |one: &Entry| one.field.shape == Shape::Paragraphs || one.field.name == "subject";
    let (main, beside) = entries.into_iter().partition(of_text);
    Ok(EditPage {
        main,
        beside,
        session,
        address: here.address(reader, ""),
        named: proposal.subject.clone(),
        kind: proposal.kind,
        version: proposal.text_version,
        text,
        changed_at: proposal.changed_at,
        remark: proposal.remark.clone(),
        signed: who(SignState::Signed),
        fallen: who(SignState::Fallen),
        invited: who(SignState::Invited),
        may_submit: rules::decide(here.standing, Action::Submit, here.who(reader)).is_ok(),
        faults,
        view: reader.view(),
    })
}

/// Shows both texts to the second of two who wrote at once: what stands there, and what was sent.
pub(super) fn conflict(reader: &Reader, here: &Here, mine: &ProposalText) -> Result<Response> {
    let proposal = &here.proposal;
    let address = here.address(reader, "/write");
    let trail = vec![
        (reader.within("/proposals"), reader.words.say("proposal-nav")),
        (here.address(reader, ""), proposal.titled(&reader.words.say("proposal-untitled"))),
    ];
    let stands = Stands {
        words: &ProposalText::from(proposal),
        version: proposal.text_version,
        changed_at: proposal.changed_at,
        changed_by: "",
    };
    Conflict::new(reader, ("writing", trail, address), PROPOSAL, &stands, mine).answer(reader)
}
