//! What holds for every life cycle of the program: its states are reached, what takes an action back leads back, its words
//! are there. The list of them is here, and nowhere else.

use std::collections::BTreeSet;
use std::fmt::Display;

use yizheng::meeting::agenda::rules as agenda;
use yizheng::meeting::attendance::rules as attendance;
use yizheng::meeting::floor::rules as floor;
use yizheng::meeting::poll::rules as poll;
use yizheng::meeting::rules as meeting;
use yizheng::named::{Named, key};
use yizheng::proposal::handling::rules as handling;
use yizheng::proposal::rules as proposal;
use yizheng::workflow::{Form, LifeCycle, Row, To, diagram, taken};

use crate::sources::{none, sources};

/// A life cycle: what it is the life of, where it is written, and what is read out of its rows.
pub struct Cycle {
    pub of: &'static str,
    pub source: &'static str,
    pub diagram: String,
    /// The keys of its words that are put together: prefixes, and names.
    pub words: Vec<(String, Vec<String>)>,
    faults: Vec<String>,
    recorded: Vec<&'static str>,
}

impl Cycle {
    fn of<A: LifeCycle>(of: &'static str, source: &'static str) -> Self {
        let here: Vec<A> = A::ALL.iter().copied().filter(|action| taken::<A>(action.name()).is_ok()).collect();
        let shown = A::ALL.iter().filter(|action| matches!(action.row().form, Form::Press | Form::Page));
        let refused = |state: &&A::State| A::not_now(**state).key == key(&format!("{}-is", A::WORDS), state);
        let words = [
            ("is", names(A::State::ALL.iter().filter(refused))),
            ("action", names(shown)),
            ("done", names(here.iter())),
        ];
        Self {
            of,
            source,
            diagram: diagram::<A>(),
            words: words.map(|(part, names)| (format!("{}-{part}", A::WORDS), names)).into(),
            faults: [unreached::<A>(), not_back::<A>()].concat(),
            recorded: here.iter().map(|action| action.recorded()).collect(),
        }
    }

    fn area(&self) -> &str {
        self.source.split('/').nth(1).unwrap()
    }
}

fn names<'a>(all: impl Iterator<Item = &'a (impl Display + 'a)>) -> Vec<String> {
    all.map(|one| one.to_string().replace('_', "-")).collect()
}

pub fn cycles() -> Vec<Cycle> {
    vec![
        Cycle::of::<meeting::Action>("A sitting's record", "src/meeting/rules.rs"),
        Cycle::of::<agenda::Action>("An item of the agenda", "src/meeting/agenda/rules.rs"),
        Cycle::of::<floor::Action>("A request to speak", "src/meeting/floor/rules.rs"),
        Cycle {
            diagram: attendance::life_cycle(),
            ..Cycle::of::<attendance::Action>("One who is called to a sitting", "src/meeting/attendance/rules.rs")
        },
        Cycle::of::<poll::Action>("A poll", "src/meeting/poll/rules.rs"),
        Cycle::of::<proposal::Action>("A proposal", "src/proposal/rules.rs"),
        Cycle::of::<handling::Action>("What a unit does for a proposal", "src/proposal/handling/rules.rs"),
    ]
}

/// To which state a row leads from one; none: to none.
fn led<A: LifeCycle>(row: &Row<A>, from: A::State) -> Option<A::State> {
    (row.to != To::Gone).then(|| row.next(from).unwrap())
}

/// The states to which no way leads from a beginning.
fn unreached<A: LifeCycle>() -> Vec<String> {
    let mut reached: Vec<_> = A::BEGINS.iter().map(|(state, _)| *state).collect();
    let mut n = 0;
    while let Some(from) = reached.get(n).copied() {
        let rows = A::ALL.iter().map(|action| action.row()).filter(|row| row.from.contains(&from));
        let besides = A::BESIDES.iter().filter(|(of, ..)| *of == from).map(|(_, to, _)| *to);
        for to in rows.filter_map(|row| led(&row, from)).chain(besides) {
            if !reached.contains(&to) {
                reached.push(to);
            }
        }
        n += 1;
    }
    let left = A::State::ALL.iter().filter(|state| !reached.contains(state));
    left.map(|state| format!("{}: nothing leads to {state}", A::WORDS)).collect()
}

/// The actions that what takes them back does not lead back from, to a state that they came from.
fn not_back<A: LifeCycle>() -> Vec<String> {
    let mut faults = Vec::new();
    for action in A::ALL {
        let row = action.row();
        let Some(back) = row.undone_by.map(LifeCycle::row) else { continue };
        let leads = |from: &A::State| {
            let there = led(&row, *from)?;
            let to = back.from.contains(&there).then(|| led(&back, there))??;
            Some(row.from.contains(&to))
        };
        if !row.from.iter().all(|from| leads(from) == Some(true)) {
            faults.push(format!("{}: what takes {action} back does not lead back", A::WORDS));
        }
        if row.form != Form::Apart && matches!(back.form, Form::Page | Form::Apart) {
            faults.push(format!("{}: what takes {action} back is not taken where it is", A::WORDS));
        }
    }
    faults
}

#[test]
fn every_state_is_reached_and_what_takes_back_leads_back() {
    none(&cycles().into_iter().flat_map(|cycle| cycle.faults).collect::<Vec<_>>());
}

#[test]
fn every_life_cycle_is_in_the_list() {
    let listed: Vec<_> = cycles().iter().map(|cycle| cycle.source).collect();
    let written = sources("src", &["rs"]).into_iter().filter(|source| source.text.contains("impl LifeCycle for"));
    let left = written.filter(|source| !listed.contains(&source.path.as_str()));
    none(&left.map(|source| format!("{} has one that is not listed", source.path)).collect::<Vec<_>>());
}

#[test]
fn the_actions_of_an_area_have_each_its_own_name_in_the_ledger() {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for cycle in cycles() {
        for name in &cycle.recorded {
            if !seen.insert((cycle.area().to_owned(), *name)) {
                faults.push(format!("{}: {name} is another's", cycle.source));
            }
        }
    }
    none(&faults);
}
