//! The proposals of a session that are about the same as another, so that they may be merged.

use serde::Serialize;
use utoipa::ToSchema;

use crate::db::ConnectionTrait;
use crate::error::Result;
use crate::page::Reader;
use crate::proposal::review::rules::{Pairs, alike};
use crate::proposal::review::store::{self, Compared};

/// What proposals are compared with.
pub(super) struct Others(Vec<(Compared, Pairs)>);

/// A proposal about the same as another.
#[derive(Clone, Serialize, ToSchema)]
pub(in crate::proposal::review) struct Alike {
    pub id: i64,
    pub number: Option<i64>,
    pub subject: String,
    pub address: String,
}

impl Others {
    /// The proposals of some sessions that wait for their review or are filed and not yet assigned.
    pub async fn of(on: &impl ConnectionTrait, committee: i64, sessions: &[i64]) -> Result<Self> {
        let found = store::compared(on, committee, sessions).await?;
        let paired = |one: Compared| {
            let pairs = Pairs::of(&one.2);
            (one, pairs)
        };
        Ok(Self(found.into_iter().map(paired).collect()))
    }

    /// Those of its session that are about the same as a proposal.
    pub fn like(&self, reader: &Reader, id: i64, subject: &str, session: Option<i64>) -> Vec<Alike> {
        let others = self.0.iter().filter(|((other, _, _, of), _)| *other != id && *of == session);
        let found = alike(&Pairs::of(subject), others.map(|(one, pairs)| (one, pairs)));
        let told = |(id, number, subject, _): &Compared| Alike {
            id: *id,
            number: *number,
            subject: subject.clone(),
            address: reader.within(&format!("/proposals/{id}")),
        };
        found.into_iter().map(told).collect()
    }
}
