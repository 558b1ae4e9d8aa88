//! The page on which a proposal is written.

use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::season::Today;
use crate::app::App;
use crate::clock::Instant;
use crate::error::Result;
use crate::page::api::Timely;
use crate::page::{Faults, Reader, View};
use crate::proposal::model::{SignPart, SignState};
use crate::proposal::pages::here::Here;
use crate::proposal::rules::{self, Action, Kind, State};
use crate::proposal::store;
use crate::proposal::writing::recognise::LONGEST_SUBJECT;
use crate::proposal::writing::rules::{FIELDS, LONGEST, LONGEST_LINE, Text};

/// What the form of a text sends. `version` is that of the words which were changed; where `subject` is absent, no words
/// were sent.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ProposalForm)]
pub(super) struct Written {
    pub version: i64,
    pub subject: Option<String>,
    pub situation: String,
    pub analysis: String,
    pub suggestions: String,
    pub suggested_unit: String,
    pub body: String,
    pub signatory: String,
    pub open: bool,
    pub secondable: bool,
}

impl Written {
    /// The text that was sent, if one was.
    pub fn text(self, kind: Kind) -> Option<Text> {
        let line = |text: String| if kind.collective() { text } else { String::new() };
        let text = Text {
            subject: self.subject?,
            situation: self.situation,
            analysis: self.analysis,
            suggestions: self.suggestions,
            suggested_unit: self.suggested_unit,
            body: line(self.body),
            signatory: line(self.signatory),
            open: self.open,
            secondable: self.secondable,
        };
        Some(text.tidy())
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
    text: Text,
    changed_at: Instant,
    /// What it would be, handed in today; what was returned keeps its session.
    #[serde(skip)]
    season: Option<String>,
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

    /// The fields that hold paragraphs.
    fn paragraphs() -> impl Iterator<Item = &'static str> {
        FIELDS.into_iter().filter(|(_, paragraphs)| *paragraphs).map(|(name, _)| name)
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
    let text = Text::of(&here.proposal);
    reader.answer(page(&app, &reader, &here, text, Faults::default()).await?)
}

/// The page with a text: as it stands, or as it was sent and did not fit.
pub(super) async fn page(app: &App, reader: &Reader, here: &Here, text: Text, faults: Faults) -> Result<EditPage> {
    let proposal = &here.proposal;
    let signers = store::signers(app.db.read(), proposal.id).await?;
    let who = |state| {
        let those = signers.iter().filter(move |(one, _)| one.part == SignPart::CoSigner && one.state == state);
        those.map(|(_, name)| name.clone()).collect()
    };
    let season = match proposal.state {
        State::Draft => Today::of(app, reader).await?.map(|today| today.told),
        _ => None,
    };
    Ok(EditPage {
        season,
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
