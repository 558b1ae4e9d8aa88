//! What a committee has set besides its terms and bodies, in short: sessions, lists to choose from, holidays.

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::ChoiceList;
use crate::committee::model::Session;
use crate::committee::store;
use crate::db::ConnectionTrait;
use crate::error::Result;

#[derive(Serialize, ToSchema)]
pub struct Overview {
    /// The latest first.
    pub sessions: Vec<Session>,
    pub lists: Vec<ListNames>,
    /// On how many days the week is not kept.
    pub holidays: usize,
}

/// A list by the names on it that are open.
#[derive(Serialize, ToSchema)]
pub struct ListNames {
    pub list: &'static str,
    pub names: Vec<String>,
}

impl Overview {
    /// With these of the lists.
    pub async fn of(
        on: &impl ConnectionTrait,
        committee: i64,
        lists: impl IntoIterator<Item = &ChoiceList>,
    ) -> Result<Self> {
        let mut shown = Vec::new();
        for list in lists {
            let all = store::choices(on, committee, list.name).await?.into_iter();
            let names = all.filter(|one| !one.closed).map(|one| one.name).collect();
            shown.push(ListNames { list: list.name, names });
        }
        Ok(Self {
            sessions: store::sessions(on, committee).await?,
            lists: shown,
            holidays: store::holidays(on, committee).await?.0.len(),
        })
    }
}
