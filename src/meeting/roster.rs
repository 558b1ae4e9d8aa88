//! Who is called to a sitting by the roster, and who may preside at it.

use crate::clock::Day;
use crate::db::ConnectionTrait;
use crate::error::{Error, Refusal, Result};
use crate::ledger::Change;
use crate::meeting::article::Kind;
use crate::meeting::attendance::model::{Called, Invited};
use crate::meeting::attendance::rules::Standing;
use crate::meeting::attendance::store as attendance;
use crate::meeting::model::Sitting;
use crate::meeting::rules::Rule;
use crate::meeting::store;
use crate::member;
use crate::member::model::{Lists, Stored};
use crate::member::rules::pinyin;

/// A member as they stand on a day: the place of their first post among some posts, and their posts in the committee
/// itself.
struct Standee {
    member: Stored,
    rank: usize,
    posts: Vec<String>,
}

/// The members who hold one of these posts in the committee itself on a day; none named: all who have a seat. By the
/// order of the posts, then by the sound of the name.
async fn standing(on: &impl ConnectionTrait, committee: i64, posts: &[String], day: Day) -> Result<Vec<Standee>> {
    let lists = member::store::lists(on, committee).await?;
    // The page of a sitting asks who may preside: it does not read the whole roster for a few.
    let people = if posts.is_empty() {
        member::store::people(on, committee).await?
    } else {
        member::store::holders(on, committee, posts).await?
    };
    Ok(in_order(&lists, people, posts, day))
}

/// Those of these people who stand so on a day, by the order of the posts, then by the sound of the name.
fn in_order(lists: &Lists, people: Vec<Stored>, posts: &[String], day: Day) -> Vec<Standee> {
    let mut found: Vec<_> = people.into_iter().filter_map(|member| standee(lists, member, posts, day)).collect();
    found.sort_by_cached_key(|one| (one.rank, pinyin::sort_key(&one.member.person.name), one.member.id));
    found
}

fn standee(lists: &Lists, member: Stored, posts: &[String], day: Day) -> Option<Standee> {
    let seat = member
        .person
        .seats
        .iter()
        .find(|seat| seat.begins <= day && lists.last_day(seat).is_none_or(|last| last >= day))?;
    let held: Vec<_> = seat.posts.iter().filter(|post| post.held_on(day)).collect();
    let rank = |name: &str| posts.iter().position(|post| post == name);
    let own = held.iter().filter(|post| post.special.is_none());
    let best = own.filter_map(|post| rank(&post.name)).min();
    let rank = if posts.is_empty() { 0 } else { best? };
    let posts = held.iter().map(|post| lists.title(post)).collect();
    Some(Standee { member, rank, posts })
}

/// Whom a rule calls on a day, in the order of protocol.
pub async fn called(on: &impl ConnectionTrait, committee: i64, rule: &Rule, day: Day) -> Result<Vec<Invited>> {
    let called = standing(on, committee, &rule.posts, day).await?.into_iter().map(|one| Invited {
        member: Some(one.member.id),
        name: one.member.person.name,
        posts: one.posts,
        standing: Standing::Voting,
        group: None,
    });
    Ok(called.collect())
}

/// Whom the rules call to a sitting: by the roster of its day, or to one within a plenary those who are called to that.
pub async fn body(on: &impl ConnectionTrait, sitting: &Sitting) -> Result<Vec<Invited>> {
    if let Some(plenary) = sitting.parent_id {
        return of_plenary(on, plenary, sitting.group_id).await;
    }
    let Some(day) = sitting.date else { return Ok(Vec::new()) };
    let rule = store::rule(on, sitting.committee_id, sitting.kind).await?;
    called(on, sitting.committee_id, &rule, day).await
}

/// Calls anew whom the rules call to a sitting.
pub async fn call(change: &Change, sitting: &Sitting) -> Result<()> {
    attendance::call_anew(change, sitting.id, &body(change.on(), sitting).await?).await
}

/// In what the list of a sitting is other than the rules say, but for what the office did by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Whom the rules call, and who does not stand on the list.
    pub missing: Vec<Invited>,
    /// Who has a seat, and whom the rules do not call any more.
    pub gone: Vec<Called>,
}

impl Difference {
    pub async fn of(on: &impl ConnectionTrait, sitting: &Sitting) -> Result<Self> {
        let body = body(on, sitting).await?;
        let mut called = attendance::all(on, sitting.id).await?;
        let missing = body.iter().filter(|one| !called.iter().any(|known| known.member_id == one.member));
        let missing = missing.cloned().collect();
        called.retain(|one| {
            let by_rule = one.standing == Standing::Voting && one.reason.is_none();
            by_rule && !body.iter().any(|ours| ours.member == one.member_id)
        });
        Ok(Self { missing, gone: called })
    }

    #[must_use]
    pub const fn any(&self) -> bool {
        !self.missing.is_empty() || !self.gone.is_empty()
    }
}

/// Who is called to a plenary with a vote, or to one of its groups alone.
pub async fn of_plenary(on: &impl ConnectionTrait, plenary: i64, group: Option<i64>) -> Result<Vec<Invited>> {
    let called = attendance::all(on, plenary).await?.into_iter();
    let ours = called.filter(|one| one.standing == Standing::Voting && (group.is_none() || one.group_id == group));
    Ok(ours
        .map(|one| Invited {
            member: one.member_id,
            name: one.name,
            posts: one.posts.0,
            standing: one.standing,
            group: None,
        })
        .collect())
}

/// Who may preside: those who belong to the chairpersons' meeting on a day, each with their post.
pub async fn leaders(on: &impl ConnectionTrait, committee: i64, day: Day) -> Result<Vec<(i64, String)>> {
    let rule = store::rule(on, committee, Kind::Chairpersons).await?;
    let leaders = standing(on, committee, &rule.posts, day).await?.into_iter();
    Ok(leaders
        .map(|one| {
            let post = one.posts.first().map(|post| format!(" {post}")).unwrap_or_default();
            (one.member.id, one.member.person.name + &post)
        })
        .collect())
}

/// The name of one who is to preside on a day: a member with a seat on it.
///
/// # Errors
/// The committee has no such member.
pub async fn may_preside(
    on: &impl ConnectionTrait,
    committee: i64,
    member: i64,
    day: Day,
) -> Result<Result<String, Refusal>> {
    let name = member::store::name_of(on, committee, member).await?.ok_or(Error::NotFound)?;
    let seated = member::store::serves(on, committee, member, day).await?;
    let refused = || Refusal::new("meeting-chair-without-seat").with("name", &name).with("day", day);
    Ok(if seated { Ok(name) } else { Err(refused()) })
}

/// The post of one who heads a special committee.
const HEAD: &str = "主任";

fn sitting_in(one: Stored, posts: Vec<String>) -> Invited {
    Invited { member: Some(one.id), name: one.person.name, posts, standing: Standing::SittingIn, group: None }
}

/// The heads of special committees on a day who are not called to a sitting yet, to sit in.
pub async fn heads(on: &impl ConnectionTrait, committee: i64, sitting: i64, day: Day) -> Result<Vec<Invited>> {
    let called = attendance::all(on, sitting).await?;
    let heads = |one: &Standee| {
        let mut posts = one.member.person.seats.iter().flat_map(|seat| &seat.posts);
        posts.any(|post| post.special.is_some() && post.name == HEAD && post.held_on(day))
    };
    let new = |one: &Standee| !called.iter().any(|called| called.member_id == Some(one.member.id));
    let lists = member::store::lists(on, committee).await?;
    let holders = member::store::holders(on, committee, &[HEAD.to_owned()]).await?;
    let members = in_order(&lists, holders, &[], day).into_iter();
    Ok(members.filter(|one| heads(one) && new(one)).map(|one| sitting_in(one.member, one.posts)).collect())
}

/// A member as they are called to sit in, with the posts that they hold on a day; none: the committee has no such
/// member.
pub async fn guest(on: &impl ConnectionTrait, committee: i64, member: i64, day: Day) -> Result<Option<Invited>> {
    let Some(one) = member::store::person(on, committee, member).await? else { return Ok(None) };
    let lists = member::store::lists(on, committee).await?;
    let posts = standee(&lists, one.clone(), &[], day).map_or_else(Vec::new, |one| one.posts);
    Ok(Some(sitting_in(one, posts)))
}

/// A member as one who is called to vote, with the posts that they hold on a day; none: they have no seat on it.
pub async fn voter(on: &impl ConnectionTrait, committee: i64, member: i64, day: Day) -> Result<Option<Invited>> {
    let Some(one) = member::store::person(on, committee, member).await? else { return Ok(None) };
    let lists = member::store::lists(on, committee).await?;
    Ok(standee(&lists, one, &[], day)
        .map(|one| Invited { standing: Standing::Voting, ..sitting_in(one.member, one.posts) }))
}

/// Whether a member holds, on a day and in the committee itself, one of the posts that grant leave at sittings of a
/// kind. Where the rule names none, everybody does.
pub async fn grants(
    on: &impl ConnectionTrait,
    (committee, kind): (i64, Kind),
    member: Option<i64>,
    day: Day,
) -> Result<bool> {
    let rule = store::rule(on, committee, kind).await?;
    let Some(member) = member.filter(|_| !rule.leave_posts.is_empty()) else { return Ok(rule.leave_posts.is_empty()) };
    let Some(one) = member::store::person(on, committee, member).await? else { return Ok(false) };
    let lists = member::store::lists(on, committee).await?;
    Ok(standee(&lists, one, &rule.leave_posts, day).is_some())
}

/// The number (届) of the term on a day.
pub async fn term(on: &impl ConnectionTrait, committee: i64, day: Day) -> Result<Option<i64>> {
    Ok(member::store::lists(on, committee).await?.current(day).map(|term| term.number))
}
