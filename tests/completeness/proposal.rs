//! The keys of proposals that are put together from a prefix and a name.

use yizheng::deadline::Promised;
use yizheng::draft::Shape;
use yizheng::proposal::handling::rules::{OPEN, Part, State as Handling, Tray};
use yizheng::proposal::import;
use yizheng::proposal::model::words::{PROPOSAL, REPLY};
use yizheng::proposal::model::{List, Mark, Publication, SignPart, SignState, Way};
use yizheng::proposal::rules::group::Group;
use yizheng::proposal::rules::{Action, Kind, State};
use yizheng::proposal::settings::rules::NUMBERS;
use yizheng::proposal::store::facet::Facet;
use yizheng::workflow::{Form, LifeCycle};

use super::families::CONFLICT;
use super::names;

pub fn families() -> Vec<(&'static str, Vec<String>)> {
    let hinted = PROPOSAL.iter().filter(|field| field.shape != Shape::Tick).map(|field| field.name).chain(["first"]);
    let filled_in: Vec<_> = Action::ALL.iter().filter(|action| action.row().form == Form::Fields).collect();
    let fields = PROPOSAL.iter().map(|field| field.name).chain(["first"]);
    vec![
        ("proposal-kind", names(Kind::ALL)),
        ("proposal-action", names(&filled_in)),
        ("proposal-state", names(State::ALL)),
        ("proposal-by", names(&["member", "collective"])),
        ("proposal-time", names(&["plenary", "ordinary"])),
        ("proposal-mark", names(&["key", "excellent", "published"])),
        ("proposal-sign-part", names(SignPart::ALL)),
        ("proposal-sign-state", names(SignState::ALL)),
        ("writing", CONFLICT.map(str::to_owned).to_vec()),
        ("writing-field", names(&fields.collect::<Vec<_>>())),
        ("writing-hint", names(&hinted.collect::<Vec<_>>())),
        ("proposal-field", self::fields()),
        ("proposalin-column", names(import::Column::ALL)),
        ("proposalin-outcome", names(import::Outcome::ALL)),
        ("proposalset-hint", names(&["steps"]).into_iter().chain(numbers()).collect()),
        ("proposalset-publication", names(Publication::ALL)),
        ("review-all", names(&[Action::Pass, Action::File, Action::Publish, Action::Close])),
        ("handling-part", names(Part::ALL)),
        ("handling-state", names(Handling::ALL)),
        ("handling-board", names(&["asked", "unaccepted"])),
        ("handling-step", names(OPEN)),
        ("handling-tray", names(Tray::ALL)),
        ("reply-way", names(Way::ALL)),
        ("reply-show", names(Promised::ALL)),
        ("reply", CONFLICT.map(str::to_owned).to_vec()),
        ("reply-hint", names(&["body", "number"])),
        ("reply-field", names(&REPLY.iter().map(|field| field.name).collect::<Vec<_>>())),
        ("reply-done", names(&["approve-reply", "pass-reply", "send-back", "send-reply", "keep-promise"])),
        ("evaluation-mark", names(Mark::ALL)),
    ]
    .into_iter()
    .chain(statistics())
    .collect()
}

fn statistics() -> Vec<(&'static str, Vec<String>)> {
    let facets = [
        ("statistics-signed", Facet::Signed),
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

fn numbers() -> Vec<String> {
    names(&NUMBERS.map(|(field, _)| field))
}

/// What is set, as forms and the history name it.
fn fields() -> Vec<String> {
    let rule = ["steps", "contact", "merged", "roll", "publication"];
    names(List::ALL).into_iter().chain(names(&rule)).chain(numbers()).collect()
}
