//! The list of proposals with its filters, as a page and as a table.

use askama::Template;
use axum::extract::{Query, State as Shared};
use axum::response::Response;
use serde::Serialize;
use tokio::sync::{Semaphore, SemaphorePermit};
use utoipa::ToSchema;

use super::asked::{Asked, Lists};
use super::closer::{self, Closer, Facets};
use super::rows::{COLUMNS, Row, row};
use crate::app::App;
use crate::db::{COUNTED, Start};
use crate::error::{Error, Result};
use crate::member;
use crate::page::api::Open;
use crate::page::listing::{self, Action, Field, Listing, Table};
use crate::page::{Pages, Paging, Reader, View};
use crate::permission::Permission;
use crate::proposal::here::{OF_COMMITTEE, OF_OFFICE, of_committee, own};
use crate::proposal::model::Proposal;
use crate::proposal::rules::group::Group;
use crate::proposal::rules::{FILED, State};
use crate::proposal::store::facet::NONE;
use crate::proposal::store::{self, Filter, Listed, Search};
use crate::table::{MOST_LINES, TableFile, Turn};

/// How many lines of a table are read at once.
const CHUNK: u64 = 1000;

const LIST: Listing = Listing {
    actions: &[
        Action::new("/proposals/new", "writing-new").class("primary").needs(&[Permission::WriteProposals]),
        Action::new("/proposals/review", "review-title").needs(&[Permission::ReviewProposals]),
        Action::new("/proposals/inbox", "handling-inbox").needs(&[Permission::HandleProposals]).somewhere(),
        Action::new("/proposals/assigning", "handling-assigning").needs(&[Permission::AssignProposals]),
        Action::new("/proposals/deadlines", "handling-deadlines").needs(OF_OFFICE),
        Action::new("/proposals/statistics", "statistics-nav").needs(OF_COMMITTEE),
    ],
    sheet: Some(("/proposals.xlsx", "proposal-export")),
    none: ("proposal-empty", "proposal-empty-hint"),
    unfound: ("proposal-none-found", "proposal-none-found-hint"),
    ..Listing::new("proposal-nav", "/proposals")
};

/// What is wanted now and then.
const MORE: &[Action] = &[
    Action::new("/proposals/handover", "handling-handover").needs(&[Permission::AssignProposals]),
    Action::new("/proposals/promises", "reply-promises")
        .needs(&[Permission::AssignProposals, Permission::ReviewProposals, Permission::HandleProposals])
        .somewhere(),
    Action::new("/proposals/evaluations", "evaluation-list").needs(OF_OFFICE),
    Action::new("/proposals/settings", "proposalset-title")
        .needs(&[Permission::ManageCommittee, Permission::ReviewProposals]),
];

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/list.html")]
#[schema(as = ProposalList)]
struct Page {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    list: Listing,
    #[serde(skip)]
    filter: listing::Filter,
    #[serde(skip)]
    table: Table,
    proposals: Vec<Row>,
    pages: Pages,
    /// What the statistics narrowed it to.
    #[serde(skip)]
    closer: Vec<Closer>,
}

impl Page {
    fn more(&self) -> Vec<&Action> {
        MORE.iter().filter(|action| action.shown(&self.view)).collect()
    }
}

/// What the list is narrowed by, as far as this reader may.
fn fields(reader: &Reader, asked: &Asked, lists: &Lists, closer: &[Closer]) -> Vec<Field> {
    let words = &reader.words;
    let internal = [Permission::ReadProposals, Permission::ReviewProposals];
    let groups = if internal.iter().any(|one| reader.may(*one)) { Group::ALL } else { &[] };
    let states = if reader.actor.signed_in() { State::ALL } else { FILED };
    let states = [words.options("statistics-group", groups), words.options("proposal-state", states)].concat();
    let sessions = lists.sessions.iter().map(|session| (session.id.to_string(), session.name(words))).collect();
    let categories = lists.categories.iter().map(|choice| (choice.id.to_string(), choice.name.clone()));
    let categories = categories.chain([(NONE.to_owned(), words.say("statistics-no-category"))]).collect();
    let by = words.options("proposal-by", &["member", "collective"]);
    let times = words.options("proposal-time", &["plenary", "ordinary"]);
    let marks = words.options("proposal-mark", &["key", "excellent", "published"]);
    let mut fields = vec![
        Field::choice("state", "proposal-state", &asked.state, states),
        Field::choice("session", "proposal-session", &asked.session, sessions),
        Field::choice("category", "proposal-category", &asked.category, categories),
    ];
    let work = of_committee(reader) || reader.may_somewhere(Permission::HandleProposals);
    if work {
        let units = lists.units.iter().map(|unit| (unit.id.to_string(), unit.name.clone())).collect();
        fields.push(Field::choice("unit", "proposal-unit", &asked.unit, units));
    }
    fields.extend([
        Field::choice("by", "proposal-by", &asked.by, by),
        Field::choice("time", "proposal-time", &asked.time, times),
        Field::choice("mark", "proposal-mark", &asked.mark, marks),
    ]);
    if reader.actor.signed_in() {
        fields.push(Field::tick("mine", "proposal-mine", &asked.mine));
    }
    if work {
        fields.push(Field::tick("overdue", "proposal-overdue", &asked.overdue));
    }
    fields.extend(closer.iter().map(|one| Field::kept(one.name, &one.value)));
    fields.push(Field::search("text", "list-search", "proposal-search-hint", &asked.text));
    fields
}

/// What a reader sees of the list.
struct Seen<'a> {
    app: &'a App,
    reader: &'a Reader,
    lists: Lists,
    filter: Filter,
    member: Option<i64>,
    units: Vec<i64>,
    /// A search by words, or by what stands in other tables, reads all: few at once, so that the others need not wait
    /// for them.
    _turn: Option<SemaphorePermit<'static>>,
}

/// No more proposers than these are found by a part of their name.
const MOST_PROPOSERS: u64 = 200;

/// How many search by words at once.
static SEARCHES: Semaphore = Semaphore::const_new(2);

impl<'a> Seen<'a> {
    async fn of(app: &'a App, reader: &'a Reader, asked: &Asked) -> Result<Self> {
        let (on, committee) = (app.db.read(), reader.committee()?.id);
        let mut filter = asked.filter(reader.now.day());
        let turn = if filter.text.is_some() || !filter.facets.is_empty() {
            Some(SEARCHES.acquire().await.map_err(|fault| Error::internal(fault.to_string()))?)
        } else {
            None
        };
        let (member, units) = own(app, reader).await?;
        let lists = Lists::of(app, reader).await?;
        let search = filter.text.take();
        let mut seen = Self { app, reader, lists, filter, member, units, _turn: turn };
        if let Some(search) = search {
            let proposers = member::store::called(on, committee, &search.text, MOST_PROPOSERS).await?;
            // Of many proposals in what is short alone.
            let deep = seen.total().await? <= COUNTED;
            seen.filter.text = Some(Search { proposers, deep, ..search });
        }
        Ok(seen)
    }

    fn listed(&self) -> Listed<'_> {
        Listed { actor: &self.reader.actor, member: self.member, units: &self.units }
    }

    /// The lines of a page, and whether others follow it.
    async fn rows(&self, start: Start, limit: u64) -> Result<(Vec<Row>, bool)> {
        let (on, committee) = (self.app.db.read(), self.reader.committee()?.id);
        let (found, further) = store::list(on, committee, self.listed(), &self.filter, (start, limit)).await?;
        let names = member::store::names(on, found.iter().filter_map(|proposal| proposal.first_id)).await?;
        let line = |proposal: Proposal| {
            let first = proposal.first_id.and_then(|id| names.get(&id).cloned());
            let proposer = proposal.body.clone().or(first).unwrap_or_default();
            row(proposal, self.reader, &self.lists, proposer)
        };
        Ok((found.into_iter().map(line).collect(), further))
    }

    /// All lines that a table holds. Their long texts are let go of chunk by chunk.
    async fn all(&self) -> Result<Vec<Row>> {
        let (mut all, mut start) = (Vec::new(), Start::At(0));
        loop {
            let (rows, further) = self.rows(start, CHUNK).await?;
            let last = rows.last().map(|row| row.id);
            all.extend(rows);
            match last {
                Some(last) if further && (all.len() as u64) < MOST_LINES => start = Start::Below(last),
                _ => return Ok(all),
            }
        }
    }

    /// How many there are in all, or one more than are counted.
    async fn total(&self) -> Result<u64> {
        let (on, committee) = (self.app.db.read(), self.reader.committee()?.id);
        let count = store::count(on, committee, self.listed(), &self.filter);
        if self.filter.text.is_some() {
            // The subject of a draft changes without an entry in the record.
            return count.await;
        }
        let list = format!("proposals {:?} {:?}", self.reader.actor.account, self.filter);
        Ok(*self.reader.kept(list, count).await?)
    }
}

/// The proposals that a reader may see, narrowed by filters: those handed in last first.
#[utoipa::path(
    get,
    path = "/{committee}/proposals",
    params(Asked, Facets, Paging),
    responses((status = 200, body = Page), Open),
)]
pub(super) async fn list(
    Shared(app): Shared<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let asked = asked.of(&reader);
    let seen = Seen::of(&app, &reader, &asked).await?;
    let start = paging.start();
    let (proposals, further) = seen.rows(start, paging.limit()).await?;
    let total = match start {
        Start::At(0) if !further => proposals.len() as u64,
        _ if paging.is_beyond_counted() => COUNTED + 1,
        _ => seen.total().await?,
    };
    let closer = closer::told(&app, &reader, &asked).await?;
    let fields = fields(&reader, &asked, &seen.lists, &closer);
    let filter = listing::Filter::of(&reader, LIST.address, &asked, fields);
    let pages = paging.of(total, &filter.query).by_key(&store::order(), &proposals, |row| Some(row.id), further);
    let view = reader.view();
    // Where there is a menu, it holds the table too.
    let sheet = LIST.sheet.filter(|_| !MORE.iter().any(|action| action.shown(&view)));
    reader.answer(Page {
        view,
        list: Listing { sheet, ..LIST },
        filter,
        table: Table::of(COLUMNS, &proposals, ("proposal-count", &pages), &reader),
        proposals,
        pages,
        closer,
    })
}

/// The same list as a table.
#[utoipa::path(get, path = "/{committee}/proposals.xlsx", params(Asked, Facets), responses(TableFile, Open))]
pub(super) async fn table(Shared(app): Shared<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    let turn = Turn::take().await?;
    let rows = Seen::of(&app, &reader, &asked.of(&reader)).await?.all().await?;
    turn.list(&reader, LIST.title, COLUMNS, rows).await
}
