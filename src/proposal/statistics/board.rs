//! The tables of the statistics: each says what its lines and columns count; the number and its link come of the same words.

use super::names::Names;
use super::store::{Load, Tally};
use crate::clock::Day;
use crate::named::key;
use crate::page::figures::{Cell, Row, Table};
use crate::proposal::handling::rules::Part;
use crate::proposal::rules::State;
use crate::proposal::rules::group::states_of;
use crate::proposal::store::facet::Facet;
use crate::words::Words;

/// What the tables are made of.
pub(super) struct Board<'a> {
    pub tallies: Vec<Tally>,
    pub loads: Vec<Load>,
    pub names: &'a Names,
    pub words: &'a Words,
    /// The session that is looked at, and those it is set beside, by key and name, the earliest first.
    pub session: i64,
    pub sessions: Vec<(i64, String)>,
    pub until: Day,
    /// Which states count as accepted: with those merged, or without.
    pub accepted: &'static str,
    /// The states in which the reader finds all proposals, and the address of their list.
    pub seen: Vec<State>,
    pub list: String,
}

/// What a number counts: proposals of a session in some states, with these values.
#[derive(Clone)]
pub(super) struct Want {
    session: i64,
    states: &'static str,
    of: Vec<(Facet, String)>,
}

/// What becomes of a proposal in its review: every one is in one of these.
const OUTCOMES: [&str; 6] = ["accepted", "merged", "redirected", "declined", "withdrawn", "reviewing"];

/// Where proposals stand with the units, once their replies are all there.
const REPLIED: &str = "on_time,undated,late";

type Lines = Vec<(String, Vec<Want>)>;

impl Board<'_> {
    /// All tables on one session, then those on all.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = vec![self.outcomes()];
        tables.push(self.breakdown("by", kinds_together(), &[]));
        tables.push(self.breakdown("kinds", self.kinds(), &[]));
        tables.push(self.breakdown("time", self.lines_of(Facet::Time, &[]), &[]));
        tables.push(self.breakdown("category", self.lines_of(Facet::Category, &[]), &[]));
        tables.push(self.breakdown(
            "sector",
            self.lines_of(Facet::Sector, &[(Facet::Kind, "member")]),
            &[(Facet::Kind, "member")],
        ));
        tables.extend([self.replies(), self.classes(), self.said(Facet::Work), self.said(Facet::Result)]);
        tables.extend([self.promises(), self.marks(), self.units()]);
        if self.sessions.len() > 1 {
            tables.extend([self.outcomes_beside(), self.replies_beside()]);
        }
        tables.retain(|table| !table.rows.is_empty());
        tables
    }

    /// How many proposals of a session were received, and how many of them accepted.
    pub fn filed(&self, session: i64) -> (u64, u64) {
        let n = |states| self.count(&Want { session, states, of: Vec::new() });
        (n("received"), n(self.accepted))
    }

    /// How many of the session that is looked at stand in some states.
    pub fn standing(&self, states: &'static str) -> u64 {
        self.count(&self.want(states, &[]))
    }

    fn want(&self, states: &'static str, of: &[(Facet, &str)]) -> Want {
        let of = of.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect();
        Want { session: self.session, states, of }
    }

    fn count(&self, want: &Want) -> u64 {
        let knows = |tally: &&Tally| want.of.iter().all(|(facet, _)| tally.facets.contains(facet));
        let Some(tally) = self.tallies.iter().find(knows) else { return 0 };
        let states = states_of(want.states);
        let has = |values: &[String], (facet, wanted): &(Facet, String)| {
            let place = tally.facets.iter().position(|one| one == facet);
            place.is_some_and(|place| wanted.split(',').any(|one| one == values[place]))
        };
        let counted = tally.counts.iter().filter(|count| {
            count.session == want.session
                && states.contains(&count.state)
                && want.of.iter().all(|one| has(&count.values, one))
        });
        counted.map(|count| count.n).sum()
    }

    fn cell(&self, want: &Want) -> Cell {
        let of: Vec<_> = want.of.iter().map(|(facet, value)| (facet.name(), value.clone())).collect();
        self.linked(self.count(want), want.session, want.states, of)
    }

    fn linked(&self, n: u64, session: i64, states: &str, of: Vec<(&str, String)>) -> Cell {
        let within =
            [("session", session.to_string()), ("state", states.to_owned()), ("until", self.until.to_string())];
        let query: Vec<_> = within.into_iter().chain(of).collect();
        let all = states_of(states).iter().all(|state| self.seen.contains(state));
        let query = serde_html_form::to_string(&query).ok().filter(|_| n > 0 && all);
        Cell { n, address: query.map(|query| format!("{}?{query}", self.list)) }
    }

    fn row(&self, label: String, wants: &[Want]) -> Row {
        Row { label, cells: wants.iter().map(|want| self.cell(want)).collect(), share: None }
    }

    fn table(&self, name: &'static str, columns: Vec<String>, lines: &Lines, total: Option<&[Want]>) -> Table {
        let total = total.map(|wants| self.row(self.words.say("statistics-total"), wants));
        Table {
            name,
            title: self.words.of("statistics-title", name),
            columns,
            rows: lines.iter().map(|(label, wants)| self.row(label.clone(), wants)).collect(),
            total,
            across: &[],
            note: self.note(name),
        }
        .shared()
    }

    fn note(&self, name: &str) -> Option<String> {
        let key = key("statistics-note", name);
        self.words.has(&key).then(|| self.words.say(&key))
    }

    fn n_column(&self) -> Vec<String> {
        vec![self.words.say("statistics-n")]
    }

    /// Columns: received and accepted. Lines that are empty in the lists of the committee are left out.
    fn breakdown(&self, name: &'static str, of: Vec<Vec<(Facet, String)>>, whole: &[(Facet, &str)]) -> Table {
        let columns = ["statistics-received", "statistics-accepted"].map(|key| self.words.say(key)).to_vec();
        let pair = |of: &[(Facet, String)]| {
            ["received", self.accepted].map(|states| Want { session: self.session, states, of: of.to_vec() }).to_vec()
        };
        let label =
            |of: &[(Facet, String)]| of.last().map(|(facet, value)| self.label(*facet, value)).unwrap_or_default();
        let lines: Lines = of.iter().map(|of| (label(of), pair(of))).collect();
        let total = pair(&self.want("", whole).of);
        filled(self.table(name, columns, &lines, Some(&total)))
    }

    fn label(&self, facet: Facet, value: &str) -> String {
        match (facet, value) {
            (Facet::Kind, "member") => self.words.say("proposal-by-member"),
            (Facet::Kind, several) if several.contains(',') => self.words.say("proposal-by-collective"),
            _ => self.names.told(facet, value, self.words),
        }
    }

    fn lines_of(&self, facet: Facet, within: &[(Facet, &str)]) -> Vec<Vec<(Facet, String)>> {
        let within: Vec<_> = within.iter().map(|(facet, value)| (*facet, (*value).to_owned())).collect();
        let line = |value| within.iter().cloned().chain([(facet, value)]).collect();
        self.names.values(facet).into_iter().map(line).collect()
    }

    fn kinds(&self) -> Vec<Vec<(Facet, String)>> {
        let collective = Facet::Kind.values()[1..].iter().map(|kind| vec![(Facet::Kind, (*kind).to_owned())]);
        self.lines_of(Facet::Signed, &[]).into_iter().chain(collective).collect()
    }

    fn outcomes(&self) -> Table {
        let line = |states: &'static str| (self.words.of("statistics-outcome", states), vec![self.want(states, &[])]);
        let lines = OUTCOMES.map(line).to_vec();
        self.table("outcome", self.n_column(), &lines, Some(&[self.want("received", &[])]))
    }

    fn replies(&self) -> Table {
        let lines = self.reply_lines(&[self.session]);
        let table = self.table("replies", self.n_column(), &lines, Some(&[self.want("accepted", &[])]));
        filled(table)
    }

    /// Accepted proposals that are not assigned, then those handled, by their replies.
    fn reply_lines(&self, sessions: &[i64]) -> Lines {
        let each = |states, of: &[(Facet, &str)]| {
            sessions.iter().map(|session| Want { session: *session, ..self.want(states, of) }).collect::<Vec<_>>()
        };
        let waiting = (self.words.say("statistics-waiting"), each("filed", &[]));
        let values = Facet::Replies.values().iter();
        let line = |value: &&'static str| {
            (self.words.of("statistics-replies", value), each("handled", &[(Facet::Replies, *value)]))
        };
        [waiting].into_iter().chain(values.map(line)).collect()
    }

    fn classes(&self) -> Table {
        let replied = (Facet::Replies, REPLIED);
        let of = |value: &str| vec![self.want("handled", &[replied, (Facet::Class, value)])];
        let line = |value: String| (self.label(Facet::Class, &value), of(&value));
        let lines = self.names.values(Facet::Class).into_iter().map(line).collect();
        filled(self.table("classes", self.n_column(), &lines, Some(&[self.want("handled", &[replied])])))
    }

    fn said(&self, facet: Facet) -> Table {
        let name = if facet == Facet::Work { "work" } else { "result" };
        self.handled_by_value(name, facet)
    }

    fn promises(&self) -> Table {
        self.handled_by_value("promises", Facet::Promise)
    }

    /// Handled proposals by the values of a facet; the total is of those that have one.
    fn handled_by_value(&self, name: &'static str, facet: Facet) -> Table {
        let of = |value: &str| vec![self.want("handled", &[(facet, value)])];
        let line = |value: &&str| (self.label(facet, value), of(value));
        let lines = facet.values().iter().map(line).collect();
        self.table(name, self.n_column(), &lines, Some(&of(&facet.values().join(","))))
    }

    fn marks(&self) -> Table {
        let marks = [Facet::Key, Facet::Excellent, Facet::Published];
        let line =
            |facet: Facet| (self.words.of("proposal-mark", facet), vec![self.want("accepted", &[(facet, "yes")])]);
        self.table("marks", self.n_column(), &marks.map(line).to_vec(), None)
    }

    /// What each unit has: in all, by its part, and by its replies where it answers.
    fn units(&self) -> Table {
        let parts = [Part::Lead, Part::Separate, Part::CoHandler];
        let replies = &Facet::Replies.values()[..5];
        let columns = [self.words.say("statistics-n")]
            .into_iter()
            .chain(parts.map(|part| self.words.of("handling-part", part)))
            .chain(replies.iter().map(|value| self.words.of("statistics-replies", value)))
            .collect();
        let row = |unit: i64, name: &str| {
            let n = |holds: &dyn Fn(&Load) -> bool| {
                self.loads.iter().filter(|load| load.unit == unit && holds(load)).map(|load| load.n).sum::<u64>()
            };
            let cell = |n, of: Option<(Facet, &str)>| {
                let of = of.map(|(facet, value)| (facet.name(), value.to_owned()));
                self.linked(n, self.session, "handled", [("unit", unit.to_string())].into_iter().chain(of).collect())
            };
            let by_part = parts.map(|part| cell(n(&|load| load.part == part), Some((Facet::Part, part.name()))));
            let by_replies = replies.iter().map(|value| {
                cell(n(&|load| load.part.answers() && load.replies == *value), Some((Facet::Replies, *value)))
            });
            let cells = [cell(n(&|_| true), None)].into_iter().chain(by_part).chain(by_replies).collect();
            Row { label: name.to_owned(), cells, share: None }
        };
        let rows = self.names.units.iter().map(|unit| row(unit.id, &unit.name)).collect();
        let table = Table {
            rows,
            across: &[(&[1, 2, 3], &[0]), (&[4, 5, 6, 7, 8], &[1, 2])],
            ..self.table("units", columns, &Vec::new(), None)
        };
        filled(table)
    }

    fn outcomes_beside(&self) -> Table {
        let line = |states: &'static str| (self.words.of("statistics-outcome", states), self.beside(states));
        self.side_by_side("sessions", &OUTCOMES.map(line).to_vec(), "received")
    }

    fn replies_beside(&self) -> Table {
        let ids: Vec<_> = self.sessions.iter().map(|(id, _)| *id).collect();
        filled(self.side_by_side("session-replies", &self.reply_lines(&ids), "accepted"))
    }

    fn beside(&self, states: &'static str) -> Vec<Want> {
        self.sessions.iter().map(|(session, _)| Want { session: *session, states, of: Vec::new() }).collect()
    }

    fn side_by_side(&self, name: &'static str, lines: &Lines, whole: &'static str) -> Table {
        let columns = self.sessions.iter().map(|(_, name)| name.clone()).collect();
        let mut table = self.table(name, columns, lines, Some(&self.beside(whole)));
        table.rows.iter_mut().for_each(|row| row.share = None);
        table
    }
}

/// Without the lines in which nothing is counted.
fn filled(mut table: Table) -> Table {
    table.rows.retain(|row| row.cells.iter().any(|cell| cell.n > 0));
    table
}

fn kinds_together() -> Vec<Vec<(Facet, String)>> {
    let collective = Facet::Kind.values()[1..].join(",");
    vec![vec![(Facet::Kind, "member".to_owned())], vec![(Facet::Kind, collective)]]
}
