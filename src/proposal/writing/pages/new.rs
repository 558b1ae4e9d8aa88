//! Beginning a proposal: of which kind it is, who leads it, and what a file already says.

use askama::Template;
use axum::extract::{FromRequest, Request, State as Shared};
use axum::http::header;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::session::Today;
use crate::app::App;
use crate::attachment::LARGEST;
use crate::draft;
use crate::error::{Error, Refusal, Result};
use crate::import::in_turn;
use crate::ledger::{Act, Change};
use crate::member;
use crate::page::api::{Acts, Closed, OrRefusal, WithFile};
use crate::page::{Enclosed, Faults, Flash, Reader, Sent, Upload, View, filled};
use crate::permission::Permission;
use crate::proposal::model::words::{self, LONGEST_LINE};
use crate::proposal::model::{PROPOSAL, ProposalText};
use crate::proposal::rules::Kind;
use crate::proposal::writing::recognise::{Recognised, recognise};
use crate::proposal::writing::{docx, rules, store};

/// What is sent to begin a proposal. `first`: the name of the member who leads it, from one who writes for others.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(super) struct NewForm {
    kind: String,
    first: String,
    body: String,
    signatory: String,
}

impl NewForm {
    /// Reads the form, with a file or without.
    async fn read(app: &App, request: Request) -> Result<(Self, Option<Upload>)> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            return Ok((Sent::<Self>::from_request(request, app).await?.0, None));
        }
        let mut sent = Enclosed::read(request, app, LARGEST).await?;
        let mut take = |name| sent.fields.remove(name).unwrap_or_default();
        let form = Self { kind: take("kind"), first: take("first"), body: take("body"), signatory: take("signatory") };
        Ok((form, sent.file))
    }
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/writing/new.html")]
struct NewPage {
    #[serde(skip)]
    view: View,
    kinds: &'static [Kind],
    /// Whether this reader writes for a member whom they name.
    for_another: bool,
    /// What it would be, handed in today.
    #[serde(skip)]
    session: Option<String>,
    form: NewForm,
    faults: Faults,
}

async fn page(app: &App, reader: &Reader, own: Option<i64>, form: NewForm, faults: Faults) -> Result<NewPage> {
    let for_another = own.is_none() && reader.may(Permission::ReviewProposals);
    let session = Today::of(app, reader).await?.map(|today| today.told);
    Ok(NewPage { kinds: Kind::ALL, for_another, session, form, faults, view: reader.view() })
}

/// What a proposal is begun with.
#[utoipa::path(get, path = "/{committee}/proposals/new", responses((status = 200, body = NewPage), Closed))]
pub(super) async fn show(Shared(app): Shared<App>, reader: Reader) -> Result<Response> {
    reader.need(Permission::WriteProposals)?;
    let own = member::here::own(&app, &reader).await?;
    let form = NewForm { kind: Kind::Member.to_string(), ..NewForm::default() };
    reader.answer(page(&app, &reader, own, form, Faults::default()).await?)
}

/// Begins a proposal: a draft.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/new",
    request_body(content((NewForm = "application/json"), (WithFile<NewForm> = "multipart/form-data"))),
    responses(Acts, (status = 422, body = OrRefusal<NewPage>)),
)]
pub(super) async fn begin(Shared(app): Shared<App>, reader: Reader, request: Request) -> Result<Response> {
    reader.need(Permission::WriteProposals)?;
    let own = member::here::own(&app, &reader).await?;
    let (form, file) = match NewForm::read(&app, request).await {
        Ok(read) => read,
        Err(Error::Unreadable(refusal)) => {
            let faults = Faults::at("file", refusal);
            return reader.answer_unfit(page(&app, &reader, own, NewForm::default(), faults).await?);
        }
        Err(other) => return Err(other),
    };
    let mut faults = Faults::default();
    let kind = faults.take("kind", form.kind.parse().map_err(|_| Refusal::new("form-missing")));
    if kind.is_some_and(Kind::plenary_only) && !Today::of(&app, &reader).await?.is_some_and(|today| today.plenary) {
        faults.note("kind", Refusal::new("writing-plenary-only"));
    }
    let first = match kind {
        Some(Kind::Member) => first(&app, &reader, own, &form, &mut faults).await?,
        _ => None,
    };
    let (text, found) = read(kind, &form, file, &mut faults).await?;
    let (Some(kind), true) = (kind, faults.none()) else {
        return reader.answer_unfit(page(&app, &reader, own, form, faults).await?);
    };
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let id = store::begin(&change, kind, first, text).await?;
    change.record(Act::new(PROPOSAL.name, id, "begin")).await?.commit().await?;
    reader.done(&reader.within(&format!("/proposals/{id}/write")), told(&reader, found.as_ref()))
}

/// The member who leads it: the writer themselves, or the one whom a clerk names.
async fn first(
    app: &App,
    reader: &Reader,
    own: Option<i64>,
    form: &NewForm,
    faults: &mut Faults,
) -> Result<Option<i64>> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let id = match (own, filled(&form.first)) {
        (Some(own), _) => own,
        (None, _) if !reader.may(Permission::ReviewProposals) => {
            faults.note("kind", Refusal::new("writing-no-member"));
            return Ok(None);
        }
        (None, None) => {
            faults.note("first", Refusal::new("form-missing"));
            return Ok(None);
        }
        (None, Some(name)) => match member::store::named(on, committee, name).await {
            Ok(id) => id,
            Err(Error::Refused(refusal)) => {
                faults.note("first", refusal);
                return Ok(None);
            }
            Err(other) => return Err(other),
        },
    };
    if !member::store::serves(on, committee, id, reader.now.day()).await? {
        let name = member::store::name_of(on, committee, id).await?.unwrap_or_default();
        let field = if own.is_some() { "kind" } else { "first" };
        faults.note(field, Refusal::new("writing-serves-not").with("name", name));
    }
    Ok(Some(id))
}

/// The text to begin with: what the form says, and what the file holds.
async fn read(
    kind: Option<Kind>,
    form: &NewForm,
    file: Option<Upload>,
    faults: &mut Faults,
) -> Result<(ProposalText, Option<Recognised>)> {
    let found = match file {
        Some(file) => {
            let paragraphs = in_turn(move || docx::paragraphs(&file.bytes)).await?;
            faults.take("file", paragraphs).map(|paragraphs| recognise(&paragraphs))
        }
        None => None,
    };
    let collective = kind.is_some_and(Kind::collective);
    let line = |text: &str| if collective { text.to_owned() } else { String::new() };
    let text = ProposalText {
        body: line(&form.body),
        signatory: line(&form.signatory),
        open: true,
        secondable: true,
        ..found.as_ref().map(rules::read).unwrap_or_default()
    };
    let text = draft::tidy(words::PROPOSAL, text);
    for (field, refusal) in rules::faults(&text).0 {
        let field = if ["body", "signatory"].contains(&field.as_str()) { field } else { "file".to_owned() };
        faults.note(field, refusal);
    }
    Ok((text, found))
}

/// What was read in a file.
fn told(reader: &Reader, found: Option<&Recognised>) -> Flash {
    let Some(found) = found else { return Flash::new("writing-done-begin") };
    let (words, parts) = (&reader.words, found.parts());
    let mut more = String::new();
    if found.loose > 0 {
        more += &words.with1("writing-read-loose", "n", found.loose);
    }
    if !found.people.is_empty() {
        let people: String = found.people.join(&words.say("list-comma")).chars().take(LONGEST_LINE).collect();
        more += &words.with1("writing-read-people", "people", people);
    }
    let key = if parts.is_empty() { "writing-done-read-nothing" } else { "writing-done-read" };
    Flash::new(key).with("parts", words.list("proposal", &parts)).with("more", more)
}
