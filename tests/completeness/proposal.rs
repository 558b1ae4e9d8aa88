//! The keys of proposals that are put together from a prefix and a name.

use yizheng::proposal::model::{SignPart, SignState};
use yizheng::proposal::rules::group::Group;
use yizheng::proposal::rules::{Action, Kind, State};
use yizheng::proposal::store::facet::Facet;

use super::names;

pub fn families() -> Vec<(&'static str, Vec<String>)> {
    let plain: Vec<_> = Action::ALL.iter().copied().filter(|action| action.plain()).collect();
    vec![
        ("proposal-kind", names(Kind::ALL)),
        ("proposal-state", names(State::ALL)),
        ("proposal-by", names(&["member", "collective"])),
        ("proposal-time", names(&["plenary", "ordinary"])),
        ("proposal-mark", names(&["key", "excellent", "published"])),
        ("proposal-sign-part", names(SignPart::ALL)),
        ("proposal-sign-state", names(SignState::ALL)),
        ("proposal-action", names(&plain)),
        ("proposal-done", names(&plain)),
    ]
    .into_iter()
    .chain(statistics())
    .collect()
}

fn statistics() -> Vec<(&'static str, Vec<String>)> {
    let facets = [
        ("statistics-signed", Facet::Signed),
        ("statistics-part", Facet::Part),
        ("statistics-replies", Facet::Replies),
        ("statistics-promise", Facet::Promise),
        ("statistics-said", Facet::Result),
    ];
    let facets = facets.map(|(prefix, facet)| (prefix, names(facet.values())));
    let noted = ["sector", "replies", "classes", "work", "result", "promises", "marks", "units"];
    let titled = ["outcome", "by", "kinds", "time", "category", "sessions", "session-replies"];
    let outcomes = ["accepted", "merged", "redirected", "declined", "withdrawn", "reviewing"];
    let own = vec![
        ("statistics-group", names(Group::ALL)),
        ("statistics-by", names(Facet::ALL)),
        ("statistics-outcome", names(&outcomes)),
        ("statistics-note", names(&noted)),
        ("statistics-title", names(&[titled.as_slice(), noted.as_slice()].concat())),
    ];
    own.into_iter().chain(facets).collect()
}
