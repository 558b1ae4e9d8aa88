//! Planning a sitting and changing the plan: when, where, who presides, and with which number.

mod form;

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::{Deserialize, Serialize};

use self::form::Form;
use crate::app::App;
use crate::clock::Day;
use crate::db::ConnectionTrait;
use crate::error::{Error, Refusal, Result};
use crate::fields::{self, ANOTHER};
use crate::ledger::{Act, Change};
use crate::meeting::article::Kind;
use crate::meeting::attendance::{self, model::Group};
use crate::meeting::here::{Here, official};
use crate::meeting::letter::{self, Occasion};
use crate::meeting::model::{SITTING, Sitting};
use crate::meeting::roster::{self, Difference};
use crate::meeting::rules::{self, Action, Rule, State as Standing};
use crate::meeting::store::{self, Plan};
use crate::meeting::title::title;
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::permission::Permission;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/meetings/new", get(blank).post(plan))
        .route("/{committee}/meetings/{id}/amend", get(amendment).post(amend))
}

#[derive(Template, Serialize)]
#[template(path = "meeting/plan.html")]
struct Planning {
    #[serde(skip)]
    view: View,
    /// The sitting whose plan is changed; none while it is made.
    id: Option<i64>,
    title: String,
    version: i64,
    kind: Option<Kind>,
    /// The plenary within which it is held.
    parent: Option<i64>,
    form: Form,
    faults: Faults,
    /// Somebody else changed the plan since this form was opened. What was entered stands in it still.
    stale: bool,
    /// Who may preside: the key and the name with the post.
    chairs: Vec<(i64, String)>,
    /// Who is called by the rule for this kind, and how many they are.
    posts: Vec<String>,
    called: usize,
    /// The groups of the plenary that it stands within.
    groups: Vec<Group>,
    /// Whether it was said that this is another sitting than the one of the same kind, term and number.
    #[serde(skip)]
    another: bool,
}

/// What the address of a new plan says: the kind, or the plenary within which it is held.
#[derive(Deserialize)]
struct Asked {
    kind: Option<Kind>,
    parent: Option<i64>,
}

/// What a plan is made against: its kind, the plenary around it, the rule for it.
struct Ground {
    kind: Option<Kind>,
    parent: Option<Sitting>,
    rule: Rule,
}

impl Ground {
    async fn of(on: &impl ConnectionTrait, committee: i64, kind: Option<Kind>, parent: Option<i64>) -> Result<Self> {
        let parent = match parent {
            Some(id) => Some(plenary(store::sitting(on, committee, id).await?)?),
            None => None,
        };
        let kind = parent.as_ref().map(|parent| parent.kind).or(kind);
        Ok(Self { rule: store::rule(on, committee, kind.unwrap_or_default()).await?, kind, parent })
    }

    async fn page(&self, app: &App, reader: &Reader, form: Form, faults: Faults) -> Result<Planning> {
        let (on, committee) = (app.db.read(), reader.committee()?);
        let day = form.day().unwrap_or_else(|| reader.now.day());
        // Before the kind is chosen there is nobody to choose from.
        let (chairs, called) = match self.kind {
            Some(_) => (
                roster::leaders(on, committee.id, day).await?,
                roster::called(on, committee.id, &self.rule, day).await?.len(),
            ),
            None => (Vec::new(), 0),
        };
        let groups = match &self.parent {
            Some(parent) => attendance::store::groups(on, parent.id).await?,
            None => Vec::new(),
        };
        Ok(Planning {
            id: None,
            title: String::new(),
            version: 0,
            kind: self.kind,
            parent: self.parent.as_ref().map(|parent| parent.id),
            chairs,
            called,
            posts: self.rule.posts.clone(),
            form,
            faults,
            stale: false,
            groups,
            another: false,
            view: reader.view(),
        })
    }
}

/// Only a plenary that is held here, and is not itself within one, has sittings within it.
fn plenary(sitting: Sitting) -> Result<Sitting> {
    let around = sitting.held() && sitting.kind == Kind::Plenary && sitting.parent_id.is_none();
    if around { Ok(sitting) } else { Err(Error::NotFound) }
}

/// Who presides is a member of the committee, and the group one of the plenary's. Who has no seat on the day is a fault.
async fn known(on: &impl ConnectionTrait, committee: i64, plan: &Plan) -> Result<Faults> {
    let mut faults = Faults::default();
    if let (Some(chair), Some(day)) = (plan.chair, plan.record.date.as_deref().and_then(Day::read)) {
        faults.take("chair", roster::may_preside(on, committee, chair, day).await?);
    }
    if let (Some(plenary), Some(group)) = (plan.parent, plan.group) {
        let groups = attendance::store::groups(on, plenary).await?;
        groups.iter().find(|one| one.id == group).ok_or(Error::NotFound)?;
    }
    Ok(faults)
}

/// Asks first where a sitting of the same kind, term and number is there already, unless it was said that this is
/// another one.
async fn asks(reader: &Reader, change: &Change, plan: &Plan, another: bool) -> Result<Faults> {
    if another || plan.parent.is_some() {
        return Ok(Faults::default());
    }
    let committee = reader.committee()?;
    let Some(there) = store::same(change.on(), committee, &plan.record).await? else { return Ok(Faults::default()) };
    let refusal = Refusal::new("plan-there-already").with("title", title(&there, &committee.name, &reader.words));
    Ok(Faults::at(ANOTHER, refusal.see(reader.within(&format!("/meetings/{}", there.id)))))
}

async fn blank(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    reader.need(Permission::RunSittings)?;
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let ground = Ground::of(on, committee, asked.kind, asked.parent).await?;
    let today = reader.now.day();
    let form = match (&ground.parent, ground.kind) {
        (Some(parent), _) => Form::within(parent),
        (None, Some(kind)) => {
            let last = store::last(on, committee, kind).await?;
            let chair = roster::leaders(on, committee, today).await?.first().map(|(id, _)| *id);
            Form::proposed(kind, roster::term(on, committee, today).await?, last.as_ref(), chair)
        }
        (None, None) => Form::default(),
    };
    reader.answer(ground.page(&app, &reader, form, Faults::default()).await?)
}

async fn plan(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Sent(sent): Sent<BTreeMap<String, String>>,
) -> Result<Response> {
    reader.need(Permission::RunSittings)?;
    let committee = reader.committee()?;
    let form = Form::sent(&sent);
    let another = fields::another(&sent);
    let kind = asked.kind.or_else(|| sent.get("kind").and_then(|name| name.parse().ok()));
    let change = Change::begin(&app.db, reader.acting()?).await?;
    let ground = Ground::of(change.on(), committee.id, kind, asked.parent).await?;
    let plan = match form.plan(ground.kind, ground.parent.as_ref()) {
        Ok(plan) => plan,
        Err(faults) => {
            drop(change);
            let page = ground.page(&app, &reader, form, faults).await?;
            return reader.answer_unfit(Planning { another, ..page });
        }
    };
    let mut faults = known(change.on(), committee.id, &plan).await?;
    faults.0.extend(asks(&reader, &change, &plan, another).await?.0);
    if !faults.none() {
        drop(change);
        let page = ground.page(&app, &reader, form, faults).await?;
        return reader.answer_unfit(Planning { another, ..page });
    }
    let (sitting, act) = planned(&change, &app, &reader, &plan, &ground).await?;
    change.record(act).await?.commit().await?;
    let title = title(&sitting, &committee.name, &reader.words);
    let address = reader.within(&format!("/meetings/{}", sitting.id));
    reader.done(&address, Flash::new("plan-done").with("title", title))
}

/// Plans a sitting and calls to it whom the rule says. Gives the act to be recorded.
async fn planned(change: &Change, app: &App, reader: &Reader, plan: &Plan, ground: &Ground) -> Result<(Sitting, Act)> {
    let sitting = store::plan(change, plan, &ground.rule).await?;
    roster::call(change, &sitting).await?;
    let act = Act::new(SITTING.name, sitting.id, "plan").fact("title", official(app, reader.committee()?, &sitting));
    Ok((sitting, act))
}

/// The sitting, if this reader may change its plan.
async fn amendable(app: &App, reader: &Reader, id: i64) -> Result<Here> {
    reader.known()?;
    let here = Here::find(app, reader, id).await?;
    rules::decide(here.sitting.standing(), Action::Amend, here.who(reader))?;
    Ok(here)
}

async fn amending(app: &App, reader: &Reader, here: &Here, form: Form, faults: Faults) -> Result<Planning> {
    let Sitting { id, committee_id, version, kind, parent_id, .. } = here.sitting;
    let ground = Ground::of(app.db.read(), committee_id, Some(kind), parent_id).await?;
    let page = ground.page(app, reader, form, faults).await?;
    Ok(Planning { id: Some(id), title: here.title.clone(), version, ..page })
}

async fn amendment(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    let here = amendable(&app, &reader, id).await?;
    let form = Form::from(&here.sitting);
    reader.answer(amending(&app, &reader, &here, form, Faults::default()).await?)
}

async fn amend(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(sent): Sent<BTreeMap<String, String>>,
) -> Result<Response> {
    let form = Form::sent(&sent);
    let another = fields::another(&sent);
    let version = sent.get("version").and_then(|text| text.parse().ok()).unwrap_or(0);
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::decide(here.sitting.standing(), Action::Amend, here.who(&reader))?;
    let before = &here.sitting;
    if before.version != version {
        drop(change);
        let page = amending(&app, &reader, &here, form, Faults::default()).await?;
        return reader.answer_stale(Planning { stale: true, ..page });
    }
    let ground = Ground::of(change.on(), before.committee_id, Some(before.kind), before.parent_id).await?;
    let plan = match form.plan(ground.kind, ground.parent.as_ref()) {
        Ok(plan) => plan,
        Err(faults) => {
            drop(change);
            let page = amending(&app, &reader, &here, form, faults).await?;
            return reader.answer_unfit(Planning { another, ..page });
        }
    };
    let changed = form.changed(&Form::from(before));
    let address = here.address(&reader, "");
    if changed.is_empty() {
        return reader.done(&address, Flash::new("meeting-nothing-changed"));
    }
    let mut faults = known(change.on(), before.committee_id, &plan).await?;
    let renumbered = changed.contains(&"term") || changed.contains(&"nth");
    faults.0.extend(asks(&reader, &change, &plan, another || !renumbered).await?.0);
    if !faults.none() {
        drop(change);
        let page = amending(&app, &reader, &here, form, faults).await?;
        return reader.answer_unfit(Planning { another, ..page });
    }
    store::amend(&change, before, version, &plan).await?;
    let now = store::sitting(change.on(), before.committee_id, id).await?;
    if before.state == Standing::Noticed && now.whereabouts() != before.whereabouts() {
        moved(&app, &reader, &change, &here, &now).await?;
        let was = [before.time(), before.place.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        change.record(here.act("move").fact("changed", changed).fact("was", was)).await?.commit().await?;
        app.send_mail();
        return reader.done(&address, Flash::new("plan-moved").with("title", &here.title));
    }
    if before.state == Standing::Planned {
        roster::call(&change, &now).await?;
    }
    let act = here.act(Action::Amend.name()).fact("changed", changed);
    change.record(act).await?.commit().await?;
    reader.done(&address, Flash::new("meeting-done-amend").with("title", &here.title))
}

/// A sitting that was told of is at another time or place: whom the rules call on its day is called too, all are told,
/// and asked again whether they come. Who had signed in stays so where people may sign in still.
async fn moved(app: &App, reader: &Reader, change: &Change, here: &Here, now: &Sitting) -> Result<()> {
    let missing = Difference::of(change.on(), now).await?.missing;
    attendance::store::add_all(change, now.id, &missing).await?;
    let early = attendance::rules::may_sign_in(now.state, now.begins_at, reader.now).is_err();
    attendance::store::by_hand::ask_again(change, now.id, early).await?;
    letter::queue(app, reader, change, here, Occasion::Moved, None).await
}

impl Planning {
    /// Where it is sent to.
    fn sent_to(&self) -> String {
        let rest = match (self.id, self.parent, self.kind) {
            (Some(id), ..) => format!("/{id}/amend"),
            (None, Some(parent), _) => format!("/new?parent={parent}"),
            (None, None, Some(kind)) => format!("/new?kind={kind}"),
            (None, None, None) => "/new".to_owned(),
        };
        self.view.within(&format!("/meetings{rest}"))
    }

    fn address(&self) -> String {
        self.id.map_or_else(|| self.view.within("/meetings"), |id| self.view.within(&format!("/meetings/{id}")))
    }
}
