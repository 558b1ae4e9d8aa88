//! Preparing a poll, and changing what is prepared.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::act::act_on;
use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::fields;
use crate::meeting::article::Disposition;
use crate::meeting::here::Here;
use crate::meeting::model::Item;
use crate::meeting::poll::model::{Candidate, Poll};
use crate::meeting::poll::rules::{self, Action, Kind, Method};
use crate::meeting::poll::store::{self, Plan};
use crate::meeting::rules::{Base, Share};
use crate::page::{Faults, Flash, Reader, Sent, View, filled, needed, number};
use crate::workflow::LifeCycle;

/// The longest title, in characters; the longest name; and the most candidates.
const TITLE: usize = 200;
const NAME: usize = 50;
const MOST: usize = 200;

/// A poll as it is written in its form.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    title: String,
    item: String,
    kind: String,
    method: String,
    base: String,
    majority: String,
    seats: String,
    /// A name on each line.
    candidates: String,
    version: String,
}

#[derive(Template, Serialize)]
#[template(path = "meeting/poll/form.html")]
struct Edit {
    #[serde(skip)]
    view: View,
    /// The sitting's name and address.
    sitting: String,
    #[serde(skip)]
    home: String,
    /// The address of the poll, or none while it is being prepared.
    address: Option<String>,
    form: Form,
    /// The items that it may be on.
    items: Vec<Choosable>,
    #[serde(skip_serializing_if = "Faults::none")]
    faults: Faults,
    /// Whether somebody else changed it since this form was opened. What was entered stands in it still.
    stale: bool,
}

#[derive(Serialize)]
struct Choosable {
    id: String,
    subject: String,
}

impl Edit {
    async fn of(app: &App, reader: &Reader, here: &Here, poll: Option<&Poll>, form: Form) -> Result<Self> {
        let items = store::items(app.db.read(), here.sitting.id).await?;
        let choosable = |item: Item| Choosable { id: item.id.to_string(), subject: item.subject };
        Ok(Self {
            sitting: here.title.clone(),
            home: here.address(reader, ""),
            address: poll.map(|poll| here.address(reader, &format!("/polls/{}", poll.id))),
            form,
            items: items.into_iter().map(choosable).collect(),
            faults: Faults::default(),
            stale: false,
            view: reader.view(),
        })
    }

    fn invalid(&self, field: &str) -> bool {
        self.faults.of(field).is_some()
    }

    fn cancel(&self) -> &str {
        self.address.as_deref().unwrap_or(&self.home)
    }
}

impl Form {
    /// What is proposed for a new poll: the rules of the sitting, and the title out of the item.
    fn proposed(here: &Here, item: Option<&Item>) -> Self {
        let sitting = &here.sitting;
        let personnel = item.is_some_and(|item| item.disposition == Disposition::Personnel);
        Self {
            title: item.map(title_of).unwrap_or_default(),
            item: item.map(|item| item.id.to_string()).unwrap_or_default(),
            kind: Kind::Question.to_string(),
            method: if personnel { Method::Secret } else { Method::Named }.to_string(),
            base: sitting.base.unwrap_or(Base::Members).to_string(),
            majority: sitting.majority.unwrap_or(Share::MoreThanHalf).to_string(),
            seats: "1".to_owned(),
            ..Self::default()
        }
    }

    fn prepared(poll: &Poll, candidates: &[Candidate]) -> Self {
        let names: Vec<_> = candidates.iter().map(|candidate| candidate.name.as_str()).collect();
        Self {
            title: poll.title.clone(),
            item: poll.item_id.map(|item| item.to_string()).unwrap_or_default(),
            kind: poll.kind.to_string(),
            method: poll.method.to_string(),
            base: poll.base.to_string(),
            majority: poll.majority.to_string(),
            seats: poll.seats.to_string(),
            candidates: names.join("\n"),
            version: poll.version.to_string(),
        }
    }

    /// The poll that is written here, for a sitting with these items.
    fn plan(&self, items: &[Item]) -> Result<Plan, Faults> {
        let mut faults = Faults::default();
        let unknown = || Refusal::new("poll-choose-listed");
        let title = faults.take("title", needed(&self.title, TITLE).map(str::to_owned));
        let item = match filled(&self.item) {
            None => Ok(None),
            Some(id) => {
                items.iter().find(|item| item.id.to_string() == id).map(|item| Some(item.id)).ok_or_else(unknown)
            }
        };
        let item = faults.take("item", item);
        let kind = faults.take("kind", self.kind.parse().map_err(|_| unknown()));
        let method = faults.take("method", self.method.parse().map_err(|_| unknown()));
        let base = faults.take("base", self.base.parse().map_err(|_| unknown()));
        let majority = faults.take("majority", self.majority.parse().map_err(|_| unknown()));
        let (mut seats, mut candidates) = (Some(1), Some(Vec::new()));
        if kind == Some(Kind::Election) {
            candidates = faults.take("candidates", self.names());
            let most = i64::try_from(candidates.as_ref().map_or(MOST, Vec::len)).unwrap_or(1).max(1);
            seats = faults.take("seats", seats_of(&self.seats, most));
            if method == Some(Method::RollCall) {
                faults.note("method", Refusal::new("poll-election-by-roll"));
            }
        }
        match (title, item, kind, method, base, majority, seats, candidates) {
            (
                Some(title),
                Some(item),
                Some(kind),
                Some(method),
                Some(base),
                Some(majority),
                Some(seats),
                Some(candidates),
            ) if faults.none() => Ok(Plan { item, title, kind, method, base, majority, seats, candidates }),
            _ => Err(faults),
        }
    }

    /// The candidates: one at least, none twice.
    fn names(&self) -> Result<Vec<String>, Refusal> {
        let lines = self.candidates.lines().filter(|line| filled(line).is_some());
        let names: Vec<_> = lines.map(|line| fields::name(line, NAME)).collect::<Result<_, _>>()?;
        let twice = names.iter().enumerate().find(|(n, name)| names[..*n].contains(name));
        match (names.len(), twice) {
            (0, _) => Err(Refusal::new("poll-no-candidates")),
            (n, _) if n > MOST => Err(Refusal::new("poll-too-many-candidates").with("most", MOST)),
            (_, Some((_, name))) => Err(Refusal::new("poll-candidate-twice").with("name", name)),
            _ => Ok(names),
        }
    }
}

/// How many are to be chosen: no more than there are candidates.
fn seats_of(text: &str, candidates: i64) -> Result<i64, Refusal> {
    let most = i64::try_from(MOST).unwrap_or(i64::MAX);
    let seats = number(text, 1..=most)?.ok_or_else(|| Refusal::new("form-missing"))?;
    if seats > candidates {
        return Err(Refusal::new("poll-fewer-candidates").with("candidates", candidates).with("seats", seats));
    }
    Ok(seats)
}

/// What a poll on an item is called, in Chinese as the item is: by its document, or by its subject.
fn title_of(item: &Item) -> String {
    let of = item.documents.0.first().map_or_else(|| item.subject.clone(), |document| format!("《{document}》"));
    format!("表决{of}").chars().take(TITLE).collect()
}

#[derive(Deserialize)]
pub(super) struct On {
    item: Option<i64>,
}

pub(super) async fn blank(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Query(On { item }): Query<On>,
) -> Result<Response> {
    reader.known()?;
    let here = Here::find(&app, &reader, id).await?;
    rules::may_prepare(here.sitting.state, here.who(&reader))?;
    let item = match item {
        Some(item) => Some(store::item(app.db.read(), id, item).await?),
        None => None,
    };
    let form = Form::proposed(&here, item.as_ref());
    reader.answer(Edit::of(&app, &reader, &here, None, form).await?)
}

pub(super) async fn prepare(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(form): Sent<Form>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::may_prepare(here.sitting.state, here.who(&reader))?;
    let plan = match form.plan(&store::items(change.on(), id).await?) {
        Ok(plan) => plan,
        Err(faults) => {
            drop(change);
            return reader.answer_unfit(Edit { faults, ..Edit::of(&app, &reader, &here, None, form).await? });
        }
    };
    let poll = store::prepare(&change, id, &plan).await?;
    change.record(act_on(&here, &poll, "prepare_poll")).await?.commit().await?;
    let address = here.address(&reader, &format!("/polls/{}", poll.id));
    reader.done(&address, Flash::new("poll-done-prepare").with("poll", poll.title))
}

pub(super) async fn prepared(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll)): Path<(String, i64, i64)>,
) -> Result<Response> {
    reader.known()?;
    let here = Here::find(&app, &reader, id).await?;
    if !here.who(&reader).runs() {
        return Err(Error::NotFound);
    }
    let poll = store::one(app.db.read(), id, poll).await?;
    rules::decide(poll.standing(here.sitting.state), Action::Edit, here.who(&reader))?;
    let candidates = store::candidates(app.db.read(), &[&poll]).await?;
    let form = Form::prepared(&poll, &candidates);
    reader.answer(Edit::of(&app, &reader, &here, Some(&poll), form).await?)
}

pub(super) async fn edit(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, poll)): Path<(String, i64, i64)>,
    Sent(form): Sent<Form>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    let poll = store::one(change.on(), id, poll).await?;
    rules::decide(poll.standing(here.sitting.state), Action::Edit, here.who(&reader))?;
    let plan = form.plan(&store::items(change.on(), id).await?);
    let stale = form.version != poll.version.to_string();
    let plan = match plan {
        Ok(plan) if !stale => plan,
        unfit => {
            drop(change);
            let edit = Edit::of(&app, &reader, &here, Some(&poll), form).await?;
            let version = poll.version.to_string();
            return match unfit {
                Err(faults) => reader.answer_unfit(Edit { faults, ..edit }),
                Ok(_) => reader.answer_stale(Edit { stale, form: Form { version, ..edit.form }, ..edit }),
            };
        }
    };
    store::edit(&change, &poll, &plan).await?;
    change.record(act_on(&here, &poll, Action::Edit.recorded())).await?.commit().await?;
    let address = here.address(&reader, &format!("/polls/{}", poll.id));
    reader.done(&address, Flash::done(Action::Edit, &address, 0).with("poll", plan.title))
}
