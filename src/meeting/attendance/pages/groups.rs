//! The groups of a plenary: who convenes them, who belongs to them, and dealing members out.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State as Served};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::{Error, Refusal, Result};
use crate::ledger::Change;
use crate::meeting::article::Kind;
use crate::meeting::attendance::here::At;
use crate::meeting::attendance::model::{Called, Group};
use crate::meeting::attendance::rules;
use crate::meeting::attendance::store;
use crate::meeting::here::Here;
use crate::meeting::rules::State;
use crate::meeting::{roster, store as sittings};
use crate::page::{Flash, Reader, Sent, View, bounded, filled};

/// The longest name of a group, in characters, and the most groups of one plenary.
const LONGEST: usize = 40;
const MOST: usize = 60;

#[derive(Template, Serialize)]
#[template(path = "meeting/attendance/pages/groups.html")]
struct Page {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    sitting: String,
    #[serde(skip)]
    address: String,
    groups: Vec<Listed>,
    /// Those who belong to no group.
    rest: Vec<Person>,
    #[serde(skip)]
    all: Vec<Person>,
    may_change: bool,
}

#[derive(Serialize)]
struct Listed {
    id: i64,
    name: String,
    convener: Option<Person>,
    people: Vec<Person>,
}

#[derive(Clone, Serialize)]
struct Person {
    id: i64,
    member: Option<i64>,
    name: String,
    group: Option<i64>,
}

impl Person {
    fn within(&self, group: &Listed) -> bool {
        self.group == Some(group.id)
    }
}

impl From<&Called> for Person {
    fn from(called: &Called) -> Self {
        Self { id: called.id, member: called.member_id, name: called.name.clone(), group: called.group_id }
    }
}

impl Listed {
    fn convened_by(&self, person: &Person) -> bool {
        self.convener.as_ref().is_some_and(|convener| convener.id == person.id)
    }
}

pub(super) async fn show(
    Served(app): Served<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let at = At::find(&app, &reader, id).await?;
    plenary(&at.here)?;
    let called = store::all(app.db.read(), id).await?;
    let all: Vec<Person> = called.iter().filter(|one| !one.out()).map(Person::from).collect();
    let groups = store::groups(app.db.read(), id).await?.into_iter().map(|group| Listed {
        convener: all.iter().find(|one| one.member.is_some() && one.member == group.convener_id).cloned(),
        people: all.iter().filter(|one| one.group == Some(group.id)).cloned().collect(),
        id: group.id,
        name: group.name,
    });
    reader.answer(Page {
        groups: groups.collect(),
        rest: all.iter().filter(|one| one.group.is_none()).cloned().collect(),
        all,
        may_change: rules::may_call(at.here.sitting.state, at.here.who(&reader)).is_ok(),
        address: at.here.address(&reader, ""),
        sitting: at.here.title,
        view: reader.view(),
    })
}

/// Only a plenary has groups.
fn plenary(here: &Here) -> Result<()> {
    if here.sitting.held() && here.sitting.kind == Kind::Plenary { Ok(()) } else { Err(Error::NotFound) }
}

async fn begin(app: &App, reader: &Reader, id: i64) -> Result<(Change, Here)> {
    let (change, here) = Here::begin(app, reader, id).await?;
    plenary(&here)?;
    rules::may_call(here.sitting.state, here.who(reader))?;
    Ok((change, here))
}

/// A group as entered: the convener by the number under which they are called.
#[derive(Deserialize)]
pub(super) struct Entered {
    name: String,
    #[serde(default)]
    convener: String,
}

impl Entered {
    fn name(&self) -> Result<&str, Refusal> {
        bounded(&self.name, LONGEST)?.ok_or_else(|| Refusal::new("attendance-group-nameless"))
    }

    /// The one who convenes, and who thereby belongs to the group.
    async fn convener(&self, change: &Change, sitting: i64) -> Result<Option<Called>> {
        let Some(number) = filled(&self.convener) else { return Ok(None) };
        let number = number.parse().map_err(|_| Error::NotFound)?;
        Ok(Some(store::one(change.on(), sitting, number).await?))
    }
}

async fn unlike(change: &Change, sitting: i64, name: &str, but: Option<i64>) -> Result<()> {
    let groups = store::groups(change.on(), sitting).await?;
    if groups.iter().any(|group| group.name == name && Some(group.id) != but) {
        return Err(Refusal::new("attendance-group-there").with("name", name).into());
    }
    if but.is_none() && groups.len() >= MOST {
        return Err(Refusal::new("attendance-too-many").with("most", MOST).into());
    }
    Ok(())
}

async fn bring_in(change: &Change, sitting: i64, group: i64, convener: Option<&Called>) -> Result<()> {
    match convener {
        Some(convener) => {
            store::assign(change, sitting, &[(convener.id, Some(group))]).await?;
            call_anew(change, sitting).await
        }
        None => Ok(()),
    }
}

pub(super) async fn add(
    Served(app): Served<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(entered): Sent<Entered>,
) -> Result<Response> {
    let (change, here) = begin(&app, &reader, id).await?;
    let name = entered.name()?;
    unlike(&change, id, name, None).await?;
    let convener = entered.convener(&change, id).await?;
    let group = store::add_group(&change, id, name, convener.as_ref().and_then(|one| one.member_id)).await?;
    bring_in(&change, id, group.id, convener.as_ref()).await?;
    change.record(here.act("add_group").fact("name", name)).await?.commit().await?;
    let address = here.address(&reader, "/groups");
    let undo = format!("{address}/{}/remove", group.id);
    reader.done(&address, Flash::new("attendance-done-group").with("name", name).undo(undo, 0))
}

pub(super) async fn change(
    Served(app): Served<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    Sent(entered): Sent<Entered>,
) -> Result<Response> {
    let (change, here) = begin(&app, &reader, id).await?;
    let group = store::group(change.on(), id, n).await?;
    let name = entered.name()?;
    unlike(&change, id, name, Some(n)).await?;
    let convener = entered.convener(&change, id).await?;
    store::convene(&change, &group, name, convener.as_ref().and_then(|one| one.member_id)).await?;
    bring_in(&change, id, n, convener.as_ref()).await?;
    change.record(here.act("change_group").fact("name", name)).await?.commit().await?;
    let address = here.address(&reader, "/groups");
    let before = match group.convener_id {
        Some(member) => store::of_member(app.db.read(), id, member).await?,
        None => None,
    };
    let told = Flash::new("attendance-done-group").with("name", name).undo(format!("{address}/{n}/change"), 0);
    let told = told.undo_with("name", group.name);
    let number = before.map(|one| one.id.to_string()).unwrap_or_default();
    reader.done(&address, told.undo_with("convener", number))
}

pub(super) async fn remove(
    Served(app): Served<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
) -> Result<Response> {
    let (change, here) = begin(&app, &reader, id).await?;
    let group = store::group(change.on(), id, n).await?;
    if !store::remove_group(&change, &group).await? {
        return Err(Refusal::new("attendance-group-sits").with("name", group.name).into());
    }
    change.record(here.act("remove_group").fact("name", group.name.as_str())).await?.commit().await?;
    let address = here.address(&reader, "/groups");
    reader.done(&address, Flash::new("attendance-done-remove-group").with("name", group.name))
}

/// Calls to the sittings of groups that are still planned whom these groups are made up of now.
async fn call_anew(change: &Change, plenary: i64) -> Result<()> {
    let within = sittings::within(change.on(), plenary).await?;
    for sub in within.iter().filter(|sub| sub.state == State::Planned && sub.group_id.is_some()) {
        let people = roster::of_plenary(change.on(), plenary, sub.group_id).await?;
        store::call_anew(change, sub.id, &people).await?;
    }
    Ok(())
}

/// Deals everybody who is called to vote out to the groups, sector by sector; conveners stay in their groups.
pub(super) async fn deal(
    Served(app): Served<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
) -> Result<Response> {
    let (change, here) = begin(&app, &reader, id).await?;
    let groups = store::groups(change.on(), id).await?;
    if groups.is_empty() {
        return Err(Refusal::new("attendance-no-groups").into());
    }
    let all = store::all(change.on(), id).await?;
    let voting: Vec<_> = all.iter().filter(|one| one.standing == rules::Standing::Voting).collect();
    let members: Vec<_> = voting.iter().filter_map(|one| one.member_id).collect();
    let sectors = store::sectors(change.on(), &members).await?;
    let sector = |one: &Called| one.member_id.and_then(|member| sectors.get(&member).copied()).unwrap_or(0);
    let people: Vec<_> = voting.iter().map(|one| (one.id, sector(one))).collect();
    let place = |one: &Called| groups.iter().position(|group: &Group| group.convener_id == one.member_id);
    let conveners = voting.iter().filter(|one| one.member_id.is_some());
    let fixed: Vec<_> = conveners.filter_map(|one| Some((one.id, place(one)?))).collect();
    let dealt = rules::deal(&people, &fixed, groups.len());
    let dealt: Vec<_> = dealt.into_iter().map(|(one, group)| (one, groups.get(group).map(|group| group.id))).collect();
    store::assign(&change, id, &dealt).await?;
    call_anew(&change, id).await?;
    change.record(here.act("deal_groups").fact("n", groups.len())).await?.commit().await?;
    reader.done(&here.address(&reader, "/groups"), Flash::new("attendance-done-deal").with("n", dealt.len()))
}

/// Puts people into groups by hand: for each, by the number under which they are called, the number of a group or
/// nothing.
pub(super) async fn assign(
    Served(app): Served<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(chosen): Sent<HashMap<String, String>>,
) -> Result<Response> {
    let (change, here) = begin(&app, &reader, id).await?;
    let groups = store::groups(change.on(), id).await?;
    let all = store::all(change.on(), id).await?;
    let mut dealt = Vec::new();
    for one in &all {
        let Some(choice) = chosen.get(&format!("group-{}", one.id)) else { continue };
        let group = groups.iter().find(|group| group.id.to_string() == *choice).map(|group| group.id);
        if group.is_none() && !choice.is_empty() {
            return Err(Error::NotFound);
        }
        if group != one.group_id {
            dealt.push((one.id, group));
        }
    }
    let told = Flash::new("attendance-done-deal").with("n", dealt.len());
    if !dealt.is_empty() {
        store::assign(&change, id, &dealt).await?;
        call_anew(&change, id).await?;
        change.record(here.act("deal_groups").fact("n", groups.len())).await?.commit().await?;
    }
    reader.done(&here.address(&reader, "/groups"), told)
}
