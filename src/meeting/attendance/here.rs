//! Those called to a sitting that is held here, as one reader may see them.

use std::sync::Arc;

use serde::Serialize;

use super::model::{Called, Group};
use super::rules::{self, Action, Asks, Attendance, By, LeaveKind, Reply, SignIn, Standing};
use crate::app::App;
use crate::clock::Instant;
use crate::db::ConnectionTrait;
use crate::error::{Error, Result};
use crate::meeting::article::Kind;
use crate::meeting::here::Here;
use crate::meeting::model::Sitting;
use crate::meeting::roster::{self, Difference};
use crate::page::Reader;
use crate::permission::Permission;
use crate::words::Words;
use crate::workflow::LifeCycle;

/// A sitting that is held here, as the reader may see it, and whether they hold a post that grants leave at it.
pub(super) struct At {
    pub here: Here,
    pub grants: bool,
}

impl At {
    /// # Errors
    /// There is none that this reader may see, or it was read out of the news.
    pub async fn find(app: &App, reader: &Reader, id: i64) -> Result<Self> {
        let here = Here::find(app, reader, id).await?;
        match reader.actor.account {
            _ if !here.sitting.held() => Err(Error::NotFound),
            // One who is not known yet may be one of those who are called.
            None => Err(Error::SignIn),
            Some(_) if here.inside(reader) => Self::read(app, reader, here).await,
            Some(_) => Err(Error::NotFound),
        }
    }

    /// The sitting as a page shows it.
    pub async fn read(app: &App, reader: &Reader, here: Here) -> Result<Self> {
        Ok(Self { grants: grants(app, reader, here.member, here.sitting.kind).await?, here })
    }

    /// The sitting as it stands within a change that was begun.
    pub async fn of(on: &impl ConnectionTrait, reader: &Reader, here: Here) -> Result<Self> {
        let (committee, kind) = (here.sitting.committee_id, here.sitting.kind);
        let grants = reader.may(Permission::GrantLeave)
            && roster::grants(on, (committee, kind), here.member, reader.now.day()).await?;
        Ok(Self { here, grants })
    }

    pub fn owns(&self, called: &Called) -> bool {
        self.here.called.as_ref().is_some_and(|own| own.id == called.id)
    }

    pub fn asks<'a>(&self, reader: &'a Reader, called: &Called) -> Asks<'a> {
        Asks { who: self.here.who(reader), own: self.owns(called), grants: self.grants }
    }

    /// Whether the reader sees what everybody answered: who runs the sitting does, and those among whom leave is
    /// granted.
    pub fn sees_all(&self, reader: &Reader) -> bool {
        self.here.who(reader).runs() || reader.may(Permission::GrantLeave)
    }

    /// Whether the reader sees why somebody asks leave: the office does, who grants it, and they themselves.
    pub fn sees_leave(&self, reader: &Reader, called: &Called) -> bool {
        reader.may(Permission::RunSittings) || self.grants || self.owns(called)
    }

    /// # Errors
    /// The reader sees only themselves.
    pub fn need_all(&self, reader: &Reader) -> Result<()> {
        reader.known()?;
        if self.sees_all(reader) { Ok(()) } else { Err(Error::Forbidden) }
    }

    /// # Errors
    /// The reader is not the office.
    pub fn need_office(reader: &Reader) -> Result<()> {
        reader.need(Permission::RunSittings)
    }

    pub fn shown(&self, reader: &Reader, called: Called, groups: &[Group]) -> Shown {
        let sitting = &self.here.sitting;
        let actions = rules::offered(called.place(), sitting.state, self.asks(reader, &called));
        let asked = matches!(called.reply, Reply::LeaveAsked | Reply::LeaveGranted | Reply::LeaveRefused);
        let attendance = rules::attendance(&called, sitting).filter(|_| sitting.closed_at.is_some());
        let leave = match (called.leave_kind, &called.leave_reason) {
            (Some(kind), Some(reason)) if asked && self.sees_leave(reader, &called) => {
                Some(Leave { kind, reason: reason.clone() })
            }
            _ => None,
        };
        Shown {
            address: self.here.address(reader, &format!("/called/{}", called.id)),
            group: groups.iter().find(|group| Some(group.id) == called.group_id).map(|group| group.name.clone()),
            id: called.id,
            present: called.present(),
            name: called.name,
            posts: called.posts.0,
            standing: called.standing,
            reply: called.reply,
            leave,
            read_at: called.read_at,
            came_at: called.came_at,
            came_by: called.came_by,
            left_at: called.left_at,
            reason: called.reason,
            answered: called.answered,
            attendance: attendance.map(Attendance::name),
            actions,
        }
    }
}

/// Whether the reader, who is this member, grants leave today at sittings of a kind.
pub(in crate::meeting) async fn grants(app: &App, reader: &Reader, member: Option<i64>, kind: Kind) -> Result<bool> {
    let today = reader.now.day();
    let load = roster::grants(app.db.read(), (reader.committee()?.id, kind), member, today);
    Ok(reader.may(Permission::GrantLeave) && *reader.kept(format!("{member:?} grants {kind} {today}"), load).await?)
}

/// In what the list of a sitting is other than the rules say.
pub(super) async fn difference(app: &App, reader: &Reader, sitting: &Sitting) -> Result<Arc<Difference>> {
    reader.kept(format!("difference of {}", sitting.id), Difference::of(app.db.read(), sitting)).await
}

/// How many heads of special committees are not called to a sitting yet, to sit in.
pub(super) async fn heads(app: &App, reader: &Reader, sitting: &Sitting) -> Result<usize> {
    let day = sitting.date.unwrap_or(reader.now.day());
    let heads = roster::heads(app.db.read(), sitting.committee_id, sitting.id, day);
    Ok(reader.kept(format!("heads for {} on {day}", sitting.id), heads).await?.len())
}

/// Leave as one may see it who may know the reason.
#[derive(Serialize)]
pub(super) struct Leave {
    pub kind: LeaveKind,
    pub reason: String,
}

/// One who is called, as a reader may see them.
#[derive(Serialize)]
pub(super) struct Shown {
    pub id: i64,
    #[serde(skip)]
    pub address: String,
    pub name: String,
    pub posts: Vec<String>,
    pub standing: Standing,
    pub group: Option<String>,
    pub reply: Reply,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leave: Option<Leave>,
    pub read_at: Option<Instant>,
    pub came_at: Option<Instant>,
    pub came_by: Option<SignIn>,
    pub left_at: Option<Instant>,
    pub present: bool,
    /// Why the office put them on the list or took them off it.
    pub reason: Option<String>,
    /// What they had answered before they were asked again.
    pub answered: Option<Reply>,
    /// How they attended, once the sitting is closed.
    pub attendance: Option<&'static str>,
    /// What the reader may do about them now.
    pub actions: Vec<Action>,
}

impl Shown {
    pub fn may(&self, action: &str) -> bool {
        self.actions.iter().any(|one| one.name() == action)
    }

    /// What the desk in the hall does.
    pub fn at_desk(&self) -> Vec<Action> {
        self.actions.iter().copied().filter(|action| action.row().needs.by == By::Office).collect()
    }

    pub fn posts(&self, words: &Words) -> String {
        self.posts.join(&words.say("list-comma"))
    }
}

/// Where an action leads back to, by the name that its form gives.
pub(super) fn back(here: &Here, reader: &Reader, to: &str, called: i64) -> String {
    match to {
        "desk" => here.address(reader, "/desk"),
        "called" => here.address(reader, "/called"),
        "person" => here.address(reader, &format!("/called/{called}")),
        "sign-in" => here.address(reader, "/sign-in"),
        "notice" => here.address(reader, "/notice"),
        _ => here.address(reader, ""),
    }
}

/// Whether a sitting may be signed in to at this time.
pub(super) fn open_for_arrival(sitting: &Sitting, now: Instant) -> bool {
    use crate::meeting::rules::State;
    matches!(sitting.state, State::Noticed | State::Open)
        && rules::may_sign_in(sitting.state, sitting.begins_at, now).is_ok()
}
