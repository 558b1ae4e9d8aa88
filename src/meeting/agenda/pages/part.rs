//! The agenda on the page of its sitting.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use serde::Serialize;

use crate::app::App;
use crate::clock::Instant;
use crate::error::Result;
use crate::meeting::agenda::here::{inside, may_read};
use crate::meeting::agenda::model::Paper;
use crate::meeting::agenda::rules::{self, Action, Edit, State as Standing};
use crate::meeting::agenda::store;
use crate::meeting::article::Disposition;
use crate::meeting::here::Here;
use crate::meeting::model::Item;
use crate::page::{Reader, View};

/// The agenda as one reader finds it.
#[derive(Template, Serialize)]
#[template(path = "meeting/agenda/part.html")]
pub(in crate::meeting) struct Part {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    #[serde(skip)]
    now: Instant,
    items: Vec<Row>,
    /// Whether this reader may edit the agenda.
    #[serde(skip)]
    editable: bool,
}

/// An item. What the public may not know is absent: who reports, how long, the papers.
#[derive(Serialize)]
struct Row {
    id: i64,
    disposition: Disposition,
    subject: String,
    documents: Vec<String>,
    state: Standing,
    passed: Option<bool>,
    /// What came of it, in words.
    outcome: Option<String>,
    decision: Option<String>,
    late: bool,
    reporter: Option<String>,
    minutes: Option<i64>,
    approved_by: Option<String>,
    began_at: Option<Instant>,
    ended_at: Option<Instant>,
    papers: Vec<PaperRow>,
    #[serde(skip)]
    actions: Vec<Action>,
}

impl Row {
    /// Whole minutes since it was taken up.
    fn lasted(&self, now: Instant) -> i64 {
        self.began_at.map_or(0, |began| (now.0 - began.0).max(0) / Instant::MINUTE)
    }

    fn settles(&self) -> bool {
        self.actions.contains(&Action::Settle)
    }

    /// Documents that are not among the papers shown.
    fn titles(&self) -> Vec<&String> {
        self.documents.iter().filter(|title| self.papers.iter().all(|paper| paper.title != **title)).collect()
    }
}

/// A paper; `mark` is there for those who are called.
#[derive(Serialize)]
struct PaperRow {
    id: i64,
    title: String,
    /// Its newest version.
    number: i64,
    mark: Option<Mark>,
}

/// Whether a member has read a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mark {
    Unread,
    /// There is a newer version than the one that they read.
    Changed,
    Read,
}

impl Mark {
    pub fn of(read: Option<i64>, newest: i64) -> Self {
        match read {
            None => Self::Unread,
            Some(read) if read < newest => Self::Changed,
            Some(_) => Self::Read,
        }
    }
}

/// The agenda of a sitting that is held, for its page.
pub(in crate::meeting) async fn part(app: &App, reader: &Reader, here: &Here, items: &[Item]) -> Result<Option<Part>> {
    if !here.sitting.held() {
        return Ok(None);
    }
    let on = app.db.read();
    let papers = if may_read(here, reader) {
        let papers = store::all_papers(on, here.sitting.id);
        reader.kept(format!("papers of sitting {}", here.sitting.id), papers).await?
    } else {
        Arc::default()
    };
    let ids: Vec<_> = papers.iter().map(|(paper, _)| paper.id).collect();
    let read = match here.called.as_ref().and_then(|called| called.member_id) {
        Some(member) => Some(store::receipts_of(on, &ids, member).await?),
        None => None,
    };
    Ok(Some(Part {
        address: here.address(reader, ""),
        now: reader.now,
        items: items.iter().map(|item| row(reader, here, item.clone(), &papers, read.as_ref())).collect(),
        editable: rules::may_edit(here.sitting.state, Edit::Change, here.who(reader)).is_ok(),
        view: reader.view(),
    }))
}

fn row(reader: &Reader, here: &Here, item: Item, papers: &[(Paper, i64)], read: Option<&BTreeMap<i64, i64>>) -> Row {
    let inside = inside(here, reader);
    let of_item = papers.iter().filter(|(paper, _)| paper.item_id == item.id);
    let outcome = rules::outcome(item.state, item.disposition, item.passed);
    Row {
        outcome: outcome.map(|key| reader.words.say(&key)),
        actions: rules::offered(here.sitting.state, item.state, here.who(reader)),
        papers: of_item
            .map(|(paper, number)| PaperRow {
                id: paper.id,
                title: paper.title.clone(),
                number: *number,
                mark: read.map(|read| Mark::of(read.get(&paper.id).copied(), *number)),
            })
            .collect(),
        id: item.id,
        disposition: item.disposition,
        subject: item.subject,
        documents: item.documents.0,
        state: item.state,
        passed: item.passed,
        decision: item.decision,
        late: item.late && inside,
        reporter: item.reporter.filter(|_| inside),
        minutes: item.minutes.filter(|_| inside),
        approved_by: item.approved_by.filter(|_| inside),
        began_at: item.began_at.filter(|_| inside),
        ended_at: item.ended_at.filter(|_| inside),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_version_makes_a_paper_unread_again() {
        assert_eq!(Mark::of(None, 1), Mark::Unread);
        assert_eq!(Mark::of(Some(1), 1), Mark::Read);
        assert_eq!(Mark::of(Some(1), 2), Mark::Changed);
    }
}
