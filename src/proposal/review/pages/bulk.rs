//! What a reviewer decides of many proposals at once: what can be done is done in one change, the others stay as they
//! are and are named.

use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::ledger::{Act, Change};
use crate::named::{key, one_of};
use crate::page::api::{Acts, DoneOr, OrRefusal};
use crate::page::{Flash, Reader, Sent as Read, View, own_path};
use crate::permission::Permission;
use crate::proposal::here::Here;
use crate::proposal::review::deed::Sent;
use crate::proposal::review::model::Deed;
use crate::proposal::review::store;
use crate::proposal::rules::{Action, decide};

/// How many are decided at once at the most: a page of a list.
const MOST: usize = 50;

/// What can be decided of many at once: each is the last step of an address.
const DECISIONS: [Action; 4] = [Action::Pass, Action::File, Action::Publish, Action::Close];

pub(super) struct Decision;

impl PartialSchema for Decision {
    fn schema() -> RefOr<Schema> {
        one_of(&DECISIONS.map(Action::name)).into()
    }
}

impl ToSchema for Decision {}

/// The proposals that are ticked, each as `key:version`; the category of those that are filed, by key.
#[derive(Deserialize, ToSchema)]
#[schema(as = Ticked)]
pub(super) struct Choice {
    #[serde(default)]
    ticked: Vec<String>,
    #[serde(default)]
    category: String,
    /// The list in which they were ticked.
    #[serde(default)]
    back: String,
}

impl Choice {
    fn read(&self) -> Result<Vec<(i64, i64)>, Refusal> {
        if self.ticked.is_empty() {
            return Err(Refusal::new("review-none-ticked"));
        }
        if self.ticked.len() > MOST {
            return Err(Refusal::new("review-too-many").with("most", MOST));
        }
        let pair = |text: &String| {
            let (id, version) = text.split_once(':')?;
            Some((id.parse().ok()?, version.parse().ok()?))
        };
        let read: Option<Vec<_>> = self.ticked.iter().map(pair).collect();
        let mut read = read.ok_or_else(|| Refusal::new("error-request"))?;
        read.sort_unstable();
        read.dedup_by_key(|(id, _)| *id);
        Ok(read)
    }
}

/// What came of it where some were refused.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/review/outcome.html")]
struct Outcome {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    back: String,
    done: Vec<Line>,
    refused: Vec<Line>,
    /// So many are not there any more.
    gone: usize,
}

/// A proposal with its new number, or with why it was refused.
#[derive(Serialize, ToSchema)]
#[schema(as = OutcomeLine)]
struct Line {
    id: i64,
    subject: String,
    address: String,
    number: Option<i64>,
    why: Option<String>,
}

/// Decides of many proposals at once. Those that cannot be decided so stay as they are, and are named.
#[utoipa::path(
    post,
    path = "/{committee}/proposals/review/{action}",
    params(("action" = inline(Decision), Path)),
    request_body = Choice,
    responses(Acts, (status = 200, body = DoneOr<Outcome>), (status = 409, body = OrRefusal<Outcome>)),
)]
pub(super) async fn act(
    Shared(app): Shared<App>,
    reader: Reader,
    Path((_, action)): Path<(String, String)>,
    Read(sent): Read<Choice>,
) -> Result<Response> {
    let action = DECISIONS.into_iter().find(|one| one.name() == action).ok_or(Error::NotFound)?;
    reader.need(Permission::ReviewProposals)?;
    let ticked = sent.read().map_err(Error::Unreadable)?;
    if action == Action::File && sent.category.is_empty() {
        return Err(Error::Unreadable(Refusal::new("review-category-needed")));
    }
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let (mut done, mut refused, mut acts, mut gone) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for (id, version) in ticked {
        let here = match Here::on(change.on(), &reader, id).await {
            Ok(here) => here,
            // Its proposer took it back meanwhile.
            Err(Error::NotFound) => {
                gone += 1;
                continue;
            }
            Err(other) => return Err(other),
        };
        let mut line = Line {
            id,
            subject: here.proposal.subject.clone(),
            address: here.address(&reader, ""),
            number: None,
            why: None,
        };
        let asked = Sent { version, category: sent.category.clone(), ..Sent::default() };
        match one(&change, &reader, &here, action, &asked).await {
            Ok((number, recorded)) => {
                line.number = number;
                acts.extend(recorded);
                done.push(line);
            }
            Err(Error::Internal(cause)) => return Err(Error::Internal(cause)),
            Err(why) => {
                line.why = Some(reader.words.refusal(&why.refusal()));
                refused.push(line);
            }
        }
    }
    if acts.is_empty() {
        drop(change);
    } else {
        change.record_all(acts).await?.commit().await?;
    }
    let back = own_path(&sent.back).map_or_else(|| reader.within("/proposals/review"), str::to_owned);
    answer(&reader, (action, back), done, (refused, gone))
}

/// Decides of one within the change; gives its number and what the record says.
async fn one(
    change: &Change,
    reader: &Reader,
    here: &Here,
    action: Action,
    sent: &Sent,
) -> Result<(Option<i64>, Vec<Act>)> {
    let to = decide(here.standing, action, here.who(reader))?;
    if here.proposal.version != sent.version {
        return Err(Error::Stale);
    }
    let deed = match Deed::read(change.on(), here, action, sent).await? {
        Ok(deed) => deed,
        Err(faults) => return Err(faults.0.into_values().next().unwrap_or_else(Refusal::forbidden).into()),
    };
    store::carry_out(change, (&here.proposal, &here.rule), sent.version, (action, to), &deed).await?;
    let number = if let Deed::File { number, .. } = deed { Some(number) } else { None };
    Ok((number, deed.acts(here, action)))
}

fn answer(
    reader: &Reader,
    (action, back): (Action, String),
    done: Vec<Line>,
    (refused, gone): (Vec<Line>, usize),
) -> Result<Response> {
    if refused.is_empty() && gone == 0 {
        let told = Flash::new(&key("review-all", action)).with("n", done.len());
        return reader.done(&back, told);
    }
    let status = if done.is_empty() { StatusCode::CONFLICT } else { StatusCode::OK };
    let page = Outcome { view: reader.view(), back, done, refused, gone };
    Ok((status, reader.answer(page)?).into_response())
}
