//! What the page of a sitting shows of those called: the reader's own card, and who is there.

use askama::Template;
use serde::Serialize;

use crate::app::App;
use crate::error::Result;
use crate::meeting::article::Kind;
use crate::meeting::attendance::here::{At, Shown, difference, open_for_arrival};
use crate::meeting::attendance::rules::Presence;
use crate::meeting::attendance::store;
use crate::meeting::here::Here;
use crate::meeting::rules::State;
use crate::page::{Reader, View};
use crate::permission::Permission;

/// The part of a sitting's page that tells of those called.
#[derive(Template, Serialize)]
#[template(path = "meeting/attendance/pages/part.html")]
pub(in crate::meeting) struct Part {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    state: State,
    own: Option<Shown>,
    convener: Option<String>,
    /// Whether they may sign in now.
    arriving: bool,
    /// For those who run the sitting, or grant leave.
    bar: Option<Bar>,
    #[serde(skip)]
    office: bool,
    /// The sitting has groups, or may have.
    groups: bool,
    /// Whether the list of a sitting that is told of is other than the rules say, for the office.
    #[serde(skip)]
    differs: bool,
}

/// Who is there, and whether they are enough.
#[derive(Serialize)]
struct Bar {
    presence: Presence,
    absent: i64,
    /// The fewest that are a quorum.
    needed: Option<i64>,
    quorate: bool,
}

/// What this reader sees of those called; none: nothing.
pub(in crate::meeting) async fn part(app: &App, reader: &Reader, here: &Here) -> Result<Option<Part>> {
    if !here.sitting.held() || !reader.may(Permission::ReadInternal) {
        return Ok(None);
    }
    let (on, id) = (app.db.read(), here.sitting.id);
    let at = At::read(app, reader, here.clone()).await?;
    let groups = store::groups(on, id).await?;
    let own = here.called.clone();
    let group = own.as_ref().and_then(|own| groups.iter().find(|group| Some(group.id) == own.group_id));
    let convener = match group.and_then(|group| group.convener_id) {
        Some(member) => store::of_member(on, id, member).await?.map(|one| one.name),
        None => None,
    };
    let bar = if at.sees_all(reader) {
        let presence = store::presence(on, id).await?;
        let needed = here.sitting.quorum.map(|share| share.least(presence.called));
        let quorate = here.sitting.quorum.is_some_and(|share| presence.quorate(share));
        Some(Bar { absent: presence.absent(), needed, quorate, presence })
    } else {
        None
    };
    let own = own.map(|own| at.shown(reader, own, &groups));
    let office = reader.may(Permission::RunSittings);
    let differs = office && here.sitting.state == State::Noticed && difference(app, reader, &here.sitting).await?.any();
    let plenary = here.sitting.kind == Kind::Plenary && (!groups.is_empty() || reader.may(Permission::RunSittings));
    if own.is_none() && bar.is_none() && !plenary {
        return Ok(None);
    }
    Ok(Some(Part {
        address: here.address(reader, ""),
        state: here.sitting.state,
        arriving: open_for_arrival(&here.sitting, reader.now),
        office,
        differs,
        groups: plenary,
        own,
        convener,
        bar,
        view: reader.view(),
    }))
}
