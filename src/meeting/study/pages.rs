//! Study: a member's reading, and for the office who has read what.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;

use super::store::{self, Student};
use crate::app::App;
use crate::clock::{Day, Instant};
use crate::error::Result;
use crate::meeting::agenda;
use crate::meeting::model::Sitting;
use crate::meeting::title::title;
use crate::member;
use crate::page::listing::{Cell, Column, Table};
use crate::page::{Pages, Paging, Reader, View};
use crate::permission::Permission;
use crate::table::{MOST_LINES, Turn};

pub(in crate::meeting) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/documents/study", get(study))
        .route("/{committee}/documents/study.xlsx", get(table))
        .route("/{committee}/documents/study/{paper}", get(students))
}

#[derive(Template, Serialize)]
#[template(path = "meeting/study/study.html")]
struct Study {
    #[serde(skip)]
    view: View,
    /// For a member: what they are to read and have read.
    mine: Option<Mine>,
    /// For the office: each paper with its readers.
    papers: Option<All>,
}

#[derive(Serialize)]
struct Mine {
    /// How many are still to be read.
    open: usize,
    tasks: Vec<Task>,
    pages: Pages,
}

#[derive(Serialize)]
struct Task {
    title: String,
    address: String,
    sitting: String,
    date: Option<Day>,
    read_at: Option<Instant>,
}

#[derive(Serialize)]
struct All {
    papers: Vec<Studied>,
    pages: Pages,
    #[serde(skip)]
    table: Table,
}

const COLUMNS: &[Column<Studied>] = &[
    Column::page("document-title", |row: &Studied, _| Cell::from(&row.title).link(&row.address)).names(),
    Column::page("document-sitting", |row, _| Cell::from(&row.sitting)),
    Column::page("document-date", |row: &Studied, _| row.date.into()).unbroken(),
    Column::page("document-readers", |row: &Studied, words| {
        let readers = words.with("document-read-of", &[("n", row.read.into()), ("of", row.called.into())]);
        Cell::from(readers).link(&row.students)
    })
    .unbroken(),
];

#[derive(Serialize)]
struct Studied {
    title: String,
    address: String,
    sitting: String,
    date: Option<Day>,
    called: i64,
    read: i64,
    /// Where it stands who has read it.
    students: String,
}

fn named(reader: &Reader, sitting: &Sitting) -> String {
    title(sitting, reader.committee().map_or("", |committee| &committee.name), &reader.words)
}

async fn study(State(app): State<App>, reader: Reader, Query(paging): Query<Paging>) -> Result<Response> {
    reader.known()?;
    let member = member::here::own(&app, &reader).await?;
    if member.is_none() {
        reader.need(Permission::ReadInternal)?;
    }
    let mine = match member {
        Some(member) => Some(mine(&app, &reader, member, &paging).await?),
        None => None,
    };
    let papers = if reader.may(Permission::RunSittings) { Some(all(&app, &reader, &paging).await?) } else { None };
    reader.answer(Study { mine, papers, view: reader.view() })
}

async fn mine(app: &App, reader: &Reader, member: i64, paging: &Paging) -> Result<Mine> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let (tasks, total) = store::tasks(on, committee, member, (paging.offset(), paging.limit())).await?;
    let tasks = tasks.into_iter().map(|task| Task {
        address: agenda::address(reader, task.sitting.id, task.paper),
        sitting: named(reader, &task.sitting),
        date: task.sitting.date,
        read_at: task.read_at,
        title: task.title,
    });
    let open = store::open_tasks(on, committee, member).await?.len();
    Ok(Mine { open, tasks: tasks.collect(), pages: paging.of(total, String::new()) })
}

async fn all(app: &App, reader: &Reader, paging: &Paging) -> Result<All> {
    let committee = reader.committee()?.id;
    let (papers, total) = store::studied(app.db.read(), committee, (paging.offset(), paging.limit())).await?;
    let papers = papers.into_iter().map(|one| Studied {
        address: agenda::address(reader, one.sitting.id, one.paper),
        sitting: named(reader, &one.sitting),
        date: one.sitting.date,
        called: one.called,
        read: one.read,
        students: reader.within(&format!("/documents/study/{}", one.paper)),
        title: one.title,
    });
    let papers: Vec<_> = papers.collect();
    let pages = paging.of(total, "");
    let table = Table::of(COLUMNS, &papers, ("document-papers-count", &pages), reader);
    Ok(All { papers, pages, table })
}

#[derive(Template, Serialize)]
#[template(path = "meeting/study/students.html")]
struct Students {
    #[serde(skip)]
    view: View,
    title: String,
    #[serde(skip)]
    address: String,
    sitting: String,
    #[serde(skip)]
    meeting: String,
    unread: Vec<Student>,
    read: Vec<Student>,
}

async fn students(State(app): State<App>, reader: Reader, Path((_, id)): Path<(String, i64)>) -> Result<Response> {
    reader.need(Permission::RunSittings)?;
    let committee = reader.committee()?.id;
    let (found, sitting, students) = store::students(app.db.read(), committee, id).await?;
    let (read, unread) = students.into_iter().partition(|one: &Student| one.read_at.is_some());
    reader.answer(Students {
        title: found.title,
        address: agenda::address(&reader, sitting.id, id),
        sitting: named(&reader, &sitting),
        meeting: reader.within(&format!("/meetings/{}", sitting.id)),
        unread,
        read,
        view: reader.view(),
    })
}

/// One line of the table of study: a paper and one who is to read it.
struct Line {
    sitting: String,
    date: Option<Day>,
    title: String,
    name: String,
    read_at: Option<Instant>,
}

const LINES: &[Column<Line>] = &[
    Column::sheet("document-date", 13.0, |line, _| line.date.into()),
    Column::sheet("document-sitting", 60.0, |line, _| Cell::from(&line.sitting)),
    Column::sheet("document-title", 50.0, |line, _| Cell::from(&line.title)),
    Column::sheet("document-name", 12.0, |line, _| Cell::from(&line.name)),
    Column::sheet("document-read-at", 18.0, |line, words| {
        line.read_at.map_or_else(|| words.say("document-unread").into(), Cell::from)
    }),
];

async fn table(State(app): State<App>, reader: Reader) -> Result<Response> {
    reader.need(Permission::RunSittings)?;
    let committee = reader.committee()?.id;
    let turn = Turn::take().await?;
    let all = store::reading(app.db.read(), committee, MOST_LINES).await?;
    let line = |(title, sitting, student): (String, Sitting, Student)| Line {
        sitting: named(&reader, &sitting),
        date: sitting.date,
        title,
        name: student.name,
        read_at: student.read_at,
    };
    let lines = all.into_iter().map(line).collect();
    turn.list(&reader, "document-study", LINES, lines).await
}
