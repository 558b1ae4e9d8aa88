//! The keys of the word files that are put together from a prefix and a name.

use yizheng::account::rules as account;
use yizheng::areas::AREAS;
use yizheng::committee::rules::pasted::Rest;
use yizheng::deadline::{Promised, Urgency};
use yizheng::ledger::Fault;
use yizheng::meeting::agenda::rules as agenda;
use yizheng::meeting::article::{Capacity, Disposition, Kind};
use yizheng::meeting::attendance::rules as attendance;
use yizheng::meeting::floor::rules as floor;
use yizheng::meeting::minutes::model::{self as minutes, Kind as Text};
use yizheng::meeting::poll::rules as poll;
use yizheng::meeting::rules::{Action, Base, Share, State};
use yizheng::member;
use yizheng::permission::{Role, ScopeKind};
use yizheng::restore::EditKind;
use yizheng::unit::model::Line;

use super::{acts_of, names};

/// What is said to two who wrote at once.
pub const CONFLICT: [&str; 10] = [
    "conflict",
    "conflict-told",
    "conflict-shown",
    "theirs",
    "mine",
    "joined",
    "joined-hint",
    "keep-joined",
    "keep-mine",
    "keep-theirs",
];

/// The keys that are put together from a prefix and a name: `words.of(prefix, name)`.
pub fn families() -> Vec<(&'static str, Vec<String>)> {
    let kinds: Vec<_> = AREAS.iter().flat_map(|area| area.importers).map(|importer| importer.kind).collect();
    let lists: Vec<_> = AREAS.iter().flat_map(|area| area.lists).map(|list| list.name).collect();
    let mut families = vec![
        ("role", names(Role::ALL)),
        ("urgency", names(Urgency::ALL)),
        ("promise", names(Promised::ALL)),
        ("error-title", names(&[400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 500, 503])),
        ("import-kind", names(&kinds)),
        ("import-hint", names(&kinds)),
        ("verify-fault", names(Fault::ALL)),
        ("restore-kind", names(EditKind::ALL)),
        ("restore-sample", names(EditKind::ALL)),
        ("restore-why", names(&["reading-of", "doubled", "traditional", "only-word", "uncertain", "marked"])),
        ("meeting-kind", names(Kind::ALL)),
        ("meeting-title", names(Kind::ALL)),
        ("meeting-state", names(State::ALL)),
        ("share", names(Share::ALL)),
        ("base", names(Base::ALL)),
        ("plan-kind-hint", names(Kind::ALL)),
        ("meeting-action", names(Action::ALL)),
        ("meeting-done", names(Action::ALL)),
        ("poll-kind", names(poll::Kind::ALL)),
        ("poll-method", names(poll::Method::ALL)),
        ("poll-state", names(poll::State::ALL)),
        ("poll-action", names(poll::Action::ALL)),
        ("poll-done", names(&[poll::Action::Edit, poll::Action::Enter, poll::Action::Close, poll::Action::Annul])),
        ("poll-choice", names(poll::Choice::ALL)),
        ("poll-fate", names(poll::Fate::ALL)),
        ("poll-base", names(Base::ALL)),
        ("poll-majority", names(Share::ALL)),
        ("screen-vote", names(poll::Method::ALL)),
        ("screen-choice", names(poll::Choice::ALL)),
        ("disposition", names(Disposition::ALL)),
        ("capacity", names(Capacity::ALL)),
        ("minutes-kind", names(Text::ALL)),
        ("minutes-lead", names(Text::ALL)),
        ("minutes-hint", names(Text::ALL)),
        ("minutes-fix", names(Text::ALL)),
        ("minutes-is-fixed", names(Text::ALL)),
        ("minutes-draft-standing", names(Text::ALL)),
        ("minutes-open", names(Text::ALL)),
        ("minutes-draft", names(Text::ALL)),
        ("minutes", CONFLICT.map(str::to_owned).to_vec()),
        ("minutes-field", minutes::FIELDS.iter().map(|field| field.name.replace('_', "-")).collect()),
        ("agenda-state", names(agenda::State::ALL)),
        ("agenda-action", names(agenda::Action::ALL)),
        ("agenda-done", names(agenda::Action::ALL)),
        ("agenda-outcome", names(Disposition::ALL)),
        ("agenda-field", names(&["subject", "reporter", "minutes", "approved-by"])),
        ("floor-done", names(floor::Action::ALL)),
        ("calendar-month", names(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])),
        ("attendance-standing", names(attendance::Standing::ALL)),
        ("attendance-is", names(attendance::There::ALL)),
        ("attendance-reply", names(attendance::Reply::ALL)),
        ("attendance-now", names(attendance::Reply::ALL)),
        ("attendance-leave", names(attendance::LeaveKind::ALL)),
        ("attendance-by", names(attendance::SignIn::ALL)),
        ("attendance-fact", names(attendance::Attendance::NAMES)),
        ("attendance-show", names(attendance::Show::ALL)),
        ("attendance-weekday", names(&[1, 2, 3, 4, 5, 6, 7])),
        ("member-import-state", names(member::import::State::ALL)),
        ("account-scope", names(ScopeKind::ALL)),
        ("account-state", names(account::State::ALL)),
        ("account-do", names(&account::Action::all().map(account::Action::name).collect::<Vec<_>>())),
        (
            "account-told",
            names(&["give-role", "give-role-within", "take-role", "take-role-within", "disable", "enable"]),
        ),
        ("committee-done", acts_of("committee").into_iter().filter(|act| act != "found").collect()),
        ("unit-done", acts_of("unit")),
        ("unit-field", names(&["name", "line"])),
        ("unit-line", names(Line::ALL)),
        ("committee-field", names(&lists)),
        ("choice-list", names(&lists)),
        ("choice-hint", names(&lists)),
        ("choice-field", names(&["name", "meaning", "promise"])),
        ("holiday-rest", names(Rest::ALL)),
        ("session-field", names(&["term", "number", "begins", "ends"])),
        ("term-label", names(&["number", "begins", "ends"])),
    ];
    families.extend(super::proposal::families());
    families
}
