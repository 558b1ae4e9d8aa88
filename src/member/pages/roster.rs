//! The roster with its filters, as a page and as a table.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Day;
use crate::error::Result;
use crate::member::model::{Lists, Stored, told_day};
use crate::member::store::{self, Filter};
use crate::member::{here, papers};
use crate::page::listing::{self, Action, Cell, Column, Field, ListPage, Listing, Table, Tone};
use crate::page::{Pages, Paging, Reader, filled};
use crate::permission::Permission;
use crate::table::{MOST_LINES, Turn};
use crate::words::Words;

const LIST: Listing = Listing {
    actions: &[
        Action::new("/import/roster/template.xlsx", "member-template").class("plain").needs(&[Permission::EditMembers]),
        Action::new("/import", "member-import").needs(&[Permission::EditMembers]),
        Action::new("/members/new", "member-add").class("primary").needs(&[Permission::EditMembers]),
    ],
    sheet: Some(("/members.xlsx", "member-export")),
    none: ("member-empty", "member-empty-public"),
    unfound: ("member-none-found", "member-none-found-hint"),
    ..Listing::new("member-nav", "/members")
};

/// The column that is there where no term is chosen.
const TERM: &str = "member-field-term";

const COLUMNS: &[Column<Listed>] = &[
    Column::page("member-field-name", |row: &Listed, words| {
        let left = row.left.map(|day| words.with1("member-left", "day", day.to_string()));
        left.into_iter().fold(Cell::from(&row.name).link(&row.address), |cell, left| cell.mark(Tone::Plain, left))
    })
    .names()
    .unbroken(),
    Column::page(TERM, |row, words| words.with1("term-number", "n", row.term).into()),
    Column::page("member-field-sector", |row, _| Cell::from(&row.sector)),
    Column::page("member-field-party", |row, _| row.party.as_ref().into()),
    Column::page("member-post", |row, words| row.posts.join(&words.say("list-comma")).into()),
    Column::page("member-field-employer", |row, _| row.employer.as_ref().into()),
    Column::page("member-field-phone", |row: &Listed, _| {
        row.phone.as_ref().map(|phone| Cell::from(phone).link(format!("tel:{phone}"))).into()
    })
    .unbroken()
    .needs(&[Permission::ReadContacts]),
];

/// The filters of the roster, as they stand in its address. `term` is the number of a term, `all`, or empty for the
/// current one; sectors and special committees go by key.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    term: String,
    sector: String,
    special: String,
    post: String,
    name: String,
}

impl Asked {
    /// What is asked for. A post of a term counts where it is held on the day that the roster tells of; of all terms
    /// one that was ever held.
    fn filter(&self, lists: &Lists, today: Day) -> Filter {
        let term = match self.term.as_str() {
            "all" => None,
            text => text.parse().ok().and_then(|number| lists.term_number(number)).or_else(|| lists.current(today)),
        };
        let day = term.map(|term| told_day(term, today));
        let text = |text: &str| filled(text).map(|text| text.chars().take(40).collect());
        Filter {
            term: term.map(|term| term.id),
            sector: self.sector.parse().ok(),
            special: self.special.parse().ok(),
            post: text(&self.post),
            name: text(&self.name),
            held_from: day,
            held_until: Some(day.unwrap_or(today)),
        }
    }

    fn fields(&self, lists: &Lists, term: Option<i64>, posts: Vec<String>, words: &Words) -> Vec<Field> {
        let all = "all".to_owned();
        let number = |number: i64| (number.to_string(), words.with1("term-number", "n", number));
        let terms = lists.terms.iter().map(|term| number(term.number));
        let terms = terms.chain([(all.clone(), words.say("member-all-terms"))]).collect();
        let chosen = term.map_or(all, |term| lists.number(term).to_string());
        let sectors = lists.sectors.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
        let specials = lists.specials.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
        let posts = posts.into_iter().map(|post| (post.clone(), post)).collect();
        vec![
            Field::one_of("term", "member-field-term", &chosen, terms),
            Field::choice("sector", "member-field-sector", &self.sector, sectors),
            Field::choice("special", "member-special", &self.special, specials),
            Field::choice("post", "member-post", &self.post, posts),
            Field::search("name", "member-field-name", "member-name-hint", &self.name),
        ]
    }
}

#[derive(Serialize)]
struct Roster {
    members: Vec<Listed>,
    pages: Pages,
}

/// A line of the roster. The phone number is there only for those who may read it.
#[derive(Serialize)]
struct Listed {
    id: i64,
    address: String,
    name: String,
    term: i64,
    sector: String,
    party: Option<String>,
    employer: Option<String>,
    /// The posts held on the day that the roster tells of.
    posts: Vec<String>,
    /// The day on which the seat ended early.
    left: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone: Option<String>,
}

fn listed(entry: Stored, reader: &Reader, lists: &Lists, today: Day) -> Option<Listed> {
    let seat = entry.person.seats.first()?;
    let term = lists.term(seat.term)?;
    let on = told_day(term, today);
    let held = seat.posts.iter().filter(|post| post.held_on(on));
    Some(Listed {
        id: entry.id,
        address: reader.within(&format!("/members/{}", entry.id)),
        term: term.number,
        sector: lists.sector(seat.sector).to_owned(),
        posts: held.map(|post| lists.title(post)).collect(),
        left: seat.ends,
        phone: entry.person.phone.filter(|_| reader.may(Permission::ReadContacts)),
        name: entry.person.name,
        party: entry.person.party,
        employer: entry.person.employer,
    })
}

/// What is said where there is no member at all: to those who edit the roster, what it needs.
fn nobody(reader: &Reader, lists: &Lists) -> Listing {
    let hint = match (reader.may(Permission::EditMembers), lists.terms.is_empty()) {
        (true, true) => "member-empty-terms",
        (true, false) => "member-empty-hint",
        (false, _) => LIST.none.1,
    };
    let begin = (lists.terms.len() > 1).then_some(Action::new("/members?term=all", "member-all-terms"));
    Listing { none: (LIST.none.0, hint), begin, ..LIST }
}

pub(super) async fn list(
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
    Query(paging): Query<Paging>,
) -> Result<Response> {
    let (on, committee, today) = (app.db.read(), reader.committee()?.id, reader.now.day());
    let lists = here::lists(&app, &reader).await?;
    let narrowed = asked.filter(&lists, today);
    let (total, found) = store::list(on, committee, &narrowed, paging.offset(), paging.limit()).await?;
    let members: Vec<_> = found.into_iter().filter_map(|entry| listed(entry, &reader, &lists, today)).collect();
    let posts = store::post_names(on, committee, narrowed.term).await?;
    let fields = asked.fields(&lists, narrowed.term, posts, &reader.words);
    let filter = listing::Filter::of(&reader, LIST.address, &asked, fields);
    let pages = paging.of(total, &filter.query);
    let columns = COLUMNS.iter().filter(|column| narrowed.term.is_none() || column.head != TERM);
    let count = if narrowed.term.is_some() { "member-count" } else { "member-count-seats" };
    reader.answer(ListPage {
        view: reader.view(),
        list: nobody(&reader, &lists),
        filter,
        table: Table::of(columns, &members, (count, &pages), &reader),
        facts: Roster { members, pages },
    })
}

/// The same as a table of texts, which can be corrected and read back.
pub(super) async fn table(State(app): State<App>, reader: Reader, Query(asked): Query<Asked>) -> Result<Response> {
    let committee = reader.committee()?;
    let lists = here::lists(&app, &reader).await?;
    let filter = asked.filter(&lists, reader.now.day());
    let turn = Turn::take().await?;
    let (_, found) = store::list(app.db.read(), committee.id, &filter, 0, MOST_LINES).await?;
    let phones = reader.may(Permission::ReadContacts);
    let name = format!("{}委员名册.xlsx", committee.name);
    turn.make(&name, move || papers::roster(&found, &lists, phones)).await
}
