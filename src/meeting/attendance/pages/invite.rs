//! Calling people to sit in, and no longer calling them; and calling somebody by hand to vote, with a reason.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::by_hand::{self, Why};
use crate::app::App;
use crate::clock::Day;
use crate::error::{Refusal, Result};
use crate::fields;
use crate::ledger::Change;
use crate::meeting::attendance::here::back;
use crate::meeting::attendance::model::{Called, Invited};
use crate::meeting::attendance::rules::{self, Standing};
use crate::meeting::attendance::store;
use crate::meeting::here::Here;
use crate::meeting::letter::{self, Occasion};
use crate::meeting::roster;
use crate::meeting::rules::State as Sitting;
use crate::member::rules::begun;
use crate::member::store as members;
use crate::page::{Flash, Reader, Sent, filled, needed};

/// The most people who are added at a time, and the longest of their names and posts, in characters.
const MOST: usize = 300;
const LONGEST: usize = 100;

/// Who is to sit in: people by lines, one member by name or key, or all heads of special committees. Or one member who
/// is to vote, for a reason.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    lines: String,
    #[serde(default)]
    member: String,
    #[serde(default)]
    heads: bool,
    #[serde(default)]
    voting: bool,
    #[serde(default)]
    reason: String,
}

pub(super) async fn invite(
    State(app): State<App>,
    reader: Reader,
    Path((_, id)): Path<(String, i64)>,
    Sent(wanted): Sent<Wanted>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::may_call(here.sitting.state, here.who(&reader))?;
    if wanted.voting {
        return by_hand::call_in(&app, &reader, (change, here), (&wanted.member, &wanted.reason)).await;
    }
    let day = here.sitting.date.unwrap_or(reader.now.day());
    let people = match filled(&wanted.member) {
        _ if wanted.heads => roster::heads(change.on(), here.sitting.committee_id, id, day).await?,
        Some(member) => vec![member_named(&change, &here, member, day).await?],
        None => wanted.lines.lines().filter_map(|line| guest(line).transpose()).collect::<Result<_, _>>()?,
    };
    let (people, there) = apart(people, &store::all(change.on(), id).await?);
    let address = back(&here, &reader, "called", 0);
    match people.len() {
        0 if !there.is_empty() => {
            return Err(Refusal::new("attendance-called-already").with("name", there.join("、")).into());
        }
        0 => return Err(Refusal::new("attendance-nobody-named").into()),
        n if n > MOST => return Err(Refusal::new("attendance-too-many").with("most", MOST).into()),
        _ => {}
    }
    store::add_all(&change, id, &people).await?;
    if here.sitting.state == Sitting::Noticed {
        // The others were told already.
        let members: Vec<_> = people.iter().filter_map(|one| one.member).collect();
        letter::queue(&app, &reader, &change, &here, Occasion::Notice, Some(&members)).await?;
    }
    let names = people.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join("、");
    change.record(here.act("invite").fact("names", names)).await?.commit().await?;
    app.send_mail();
    let told = if there.is_empty() { "attendance-done-invite" } else { "attendance-done-invite-others" };
    reader.done(&address, Flash::new(told).with("n", people.len()).with("there", there.join("、")))
}

/// Those who are not on the list yet, and the names of those who are; who was taken out may sit in. One of the same name is another person where both
/// have posts, and other ones.
fn apart(people: Vec<Invited>, called: &[Called]) -> (Vec<Invited>, Vec<String>) {
    let (mut new, mut there): (Vec<Invited>, Vec<String>) = Default::default();
    for one in people {
        let known = called
            .iter()
            .filter(|known| known.standing != Standing::Out)
            .map(|known| (known.member_id, &known.name, &known.posts.0));
        let mut known = known.chain(new.iter().map(|known| (known.member, &known.name, &known.posts)));
        let same = |posts: &[String]| *posts == one.posts || posts.is_empty() || one.posts.is_empty();
        let is_there = known.any(|(member, name, posts)| match (member, one.member) {
            (Some(known), Some(member)) => known == member,
            _ => *name == one.name && same(posts),
        });
        if is_there { there.push(one.name) } else { new.push(one) }
    }
    (new, there)
}

/// Someone by a line: 姓名 职务、职务. An empty line is nobody.
fn guest(line: &str) -> Result<Option<Invited>, Refusal> {
    let Some(line) = filled(line) else { return Ok(None) };
    let (name, posts) = begun(needed(line, LONGEST)?);
    Ok(Some(Invited {
        member: None,
        name: fields::name(&name, LONGEST)?,
        posts: posts.split(['、', '；', ';']).filter_map(filled).map(str::to_owned).collect(),
        standing: Standing::SittingIn,
        group: None,
    }))
}

/// The member of this name, or of this key where several have one name.
async fn member_named(change: &Change, here: &Here, text: &str, day: Day) -> Result<Invited> {
    let (on, committee) = (change.on(), here.sitting.committee_id);
    let id = members::named(on, committee, text).await?;
    if let Some(known) = store::of_member(on, here.sitting.id, id).await? {
        return Err(Refusal::new("attendance-called-already").with("name", known.name).into());
    }
    let guest = roster::guest(on, committee, id, day).await?;
    guest.ok_or_else(|| members::no_such(text).into())
}

pub(super) async fn remove(
    State(app): State<App>,
    reader: Reader,
    Path((_, id, n)): Path<(String, i64, i64)>,
    Sent(why): Sent<Why>,
) -> Result<Response> {
    let (change, here) = Here::begin(&app, &reader, id).await?;
    rules::may_call(here.sitting.state, here.who(&reader))?;
    let called = store::one(change.on(), id, n).await?;
    match called.standing {
        Standing::Voting => return by_hand::take_out(&app, &reader, (change, here), (called, &why.reason)).await,
        Standing::Out => return Err(Refusal::new("attendance-is-out").into()),
        Standing::SittingIn => {}
    }
    if called.came_at.is_some() {
        return Err(Refusal::new("attendance-is-present").into());
    }
    store::remove(&change, n).await?;
    change.record(here.act("uninvite").fact("name", called.name.as_str())).await?.commit().await?;
    let address = back(&here, &reader, "called", 0);
    let told = Flash::new("attendance-done-uninvite").with("name", &called.name).undo(address.clone(), 0);
    let told = match called.member_id {
        Some(member) => told.undo_with("member", member),
        None => told.undo_with("lines", format!("{} {}", called.name, called.posts.0.join("、"))),
    };
    reader.done(&address, told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_name_and_posts() {
        let posts = |line: &str| guest(line).unwrap().map(|one| (one.name, one.posts.join("|")));
        assert_eq!(posts("顾晚晴 县财政局局长、党组书记"), Some(("顾晚晴".into(), "县财政局局长|党组书记".into())));
        assert_eq!(posts("  程砚　县委办副主任 "), Some(("程砚".into(), "县委办副主任".into())));
        assert_eq!(posts("各乡镇街道联络组"), Some(("各乡镇街道联络组".into(), String::new())));
        assert_eq!(posts("   "), None);
        assert!(guest(&"长".repeat(LONGEST + 1)).is_err());
    }
}
