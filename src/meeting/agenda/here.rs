//! A sitting as one reader of its agenda finds it: whether they may edit it, and which papers they may read.

use super::model::Paper;
use super::rules::{self, Edit};
use super::store;
use crate::app::App;
use crate::error::{Error, Result};
use crate::meeting::here::Here;
use crate::meeting::rules::State as Sitting;
use crate::page::Reader;
use crate::permission::Permission;

/// The sitting, for one who may edit its agenda now.
///
/// # Errors
/// They may not, or it is too late.
pub(super) async fn edited(app: &App, reader: &Reader, id: i64, edit: Edit) -> Result<Here> {
    reader.need(Permission::RunSittings)?;
    let here = Here::find(app, reader, id).await?;
    rules::may_edit(here.sitting.state, edit, here.who(reader))?;
    Ok(here)
}

/// Whether a reader belongs to the sitting: they are called, or read what is internal.
pub(super) fn inside(here: &Here, reader: &Reader) -> bool {
    here.called.is_some() || reader.may(Permission::ReadInternal)
}

/// Whether a reader may read the papers: those inside once they know of the sitting, the office before.
pub(super) fn may_read(here: &Here, reader: &Reader) -> bool {
    let told = here.sitting.state != Sitting::Planned && here.sitting.noticed_at.is_some();
    inside(here, reader) && (told || here.who(reader).runs())
}

/// The sitting and its paper, for one who may read it.
///
/// # Errors
/// There is none that this reader may see.
pub(super) async fn found(app: &App, reader: &Reader, (id, paper): (i64, i64)) -> Result<(Here, Paper)> {
    let here = Here::find(app, reader, id).await?;
    if !may_read(&here, reader) {
        return Err(Error::NotFound);
    }
    let paper = store::paper(app.db.read(), id, paper).await?;
    Ok((here, paper))
}

/// The page of a paper.
pub(in crate::meeting) fn address(reader: &Reader, sitting: i64, paper: i64) -> String {
    reader.within(&format!("/meetings/{sitting}/papers/{paper}"))
}
