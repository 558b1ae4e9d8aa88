//! The keys of proposals that are put together from a prefix and a name.

use yizheng::proposal::handling::ACTIONS;
use yizheng::proposal::handling::rules::Tray;
use yizheng::proposal::model::{SignPart, SignState};
use yizheng::proposal::rules::days::Urgency;
use yizheng::proposal::rules::handling::{Part, State as Handling};
use yizheng::proposal::rules::{Action, Kind, State};

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
        ("handling-part", names(Part::ALL)),
        ("handling-state", names(Handling::ALL)),
        ("handling-urgency", names(Urgency::ALL)),
        ("handling-tray", names(Tray::ALL)),
        ("handling-done", names(&ACTIONS)),
    ]
}
