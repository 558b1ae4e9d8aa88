//! What a member has still to study.

use super::store::open_tasks;
use crate::db::ConnectionTrait;
use crate::error::Result;
use crate::meeting::agenda;
use crate::page::{Awaiting, Reader};

pub(in crate::meeting) async fn awaiting(
    on: &impl ConnectionTrait,
    reader: &Reader,
    (committee, member): (i64, i64),
) -> Result<Vec<Awaiting>> {
    let open = open_tasks(on, committee, member).await?;
    let told = |title: &str| reader.words.with1("document-await-study", "title", title);
    let one = |task: &super::store::Task| {
        Awaiting::new(told(&task.title), agenda::address(reader, task.sitting.id, task.paper), None)
    };
    Ok(open.iter().map(one).collect())
}
