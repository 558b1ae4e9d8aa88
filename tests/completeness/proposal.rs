//! The keys of proposals that are put together from a prefix and a name.

use yizheng::proposal::model::{SignPart, SignState};
use yizheng::proposal::review::rules::ACTIONS as REVIEWED;
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
        ("review-do", names(REVIEWED)),
        ("review-done", names(REVIEWED)),
        ("review-all", names(&[Action::Pass, Action::File])),
    ]
}
