//! Who may write the texts of a sitting, and until when.

use sha2::{Digest, Sha256};

use super::model::{Kind, LONGEST};
use crate::error::Refusal;
use crate::meeting::rules::{Action, Standing, State, Who, decide};
use crate::permission::Permission;

/// The action after which a text stands fixed.
#[must_use]
pub const fn fixing(kind: Kind) -> Action {
    match kind {
        Kind::Minutes => Action::ConfirmMinutes,
        Kind::Release => Action::Release,
    }
}

/// Whether somebody may change a text now: minutes while they are being written, a release while it is not published.
///
/// # Errors
/// The refusal.
pub fn edit(kind: Kind, standing: Standing, who: Who<'_>) -> Result<(), Refusal> {
    match kind {
        Kind::Minutes if !who.runs() => Err(Refusal::forbidden()),
        Kind::Minutes if standing.state == State::Closed => Err(Refusal::new("minutes-not-drafted")),
        Kind::Minutes if standing.state != State::MinutesDrafted => Err(standing.state.not_now()),
        Kind::Minutes => Ok(()),
        Kind::Release => decide(standing, Action::Release, who).map(|_| ()),
    }
}

/// How a sitting stands after one of its texts is drafted, or drafted anew.
///
/// # Errors
/// The refusal.
pub fn draft(kind: Kind, standing: Standing, who: Who<'_>) -> Result<Standing, Refusal> {
    match (kind, standing.state) {
        (Kind::Minutes, State::MinutesDrafted) => edit(kind, standing, who).map(|()| standing),
        (Kind::Minutes, _) => decide(standing, Action::DraftMinutes, who),
        (Kind::Release, _) => edit(kind, standing, who).map(|()| standing),
    }
}

/// Whether a text may be opened, if there is one: by who writes it; confirmed minutes by those inside and those called; a
/// published release by who may retract it.
#[must_use]
pub fn opens(kind: Kind, standing: Standing, who: Who<'_>, called: bool) -> bool {
    edit(kind, standing, who).is_ok()
        || kind == Kind::Minutes
            && standing.state == State::MinutesConfirmed
            && (called || who.actor.may(Permission::ReadInternal))
        || kind == Kind::Release && standing.released && who.actor.may(Permission::PublishSittings)
}

/// A text as it is kept: lines end in a line feed, nothing hangs behind them, and one line ends it.
///
/// # Errors
/// Nothing is left, or it is too long.
pub fn fit(text: &str) -> Result<String, Refusal> {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    let text = lines.join("\n");
    let text = text.trim_matches('\n');
    match text.chars().count() {
        0 => Err(Refusal::new("minutes-empty")),
        n if n >= LONGEST => Err(Refusal::new("minutes-too-long").with("most", LONGEST)),
        _ => Ok(format!("{text}\n")),
    }
}

/// SHA-256 of a text in hex, by which the ledger knows it.
#[must_use]
pub fn digest(text: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Actor;
    use crate::permission::Role;
    use proptest::prelude::*;

    fn actor(role: Role) -> Actor {
        Actor { roles: vec![role], ..Actor::public() }
    }

    #[test]
    fn minutes_are_written_between_draft_and_confirmation_by_the_office_and_the_one_who_presides() {
        let (clerk, leader, member) = (actor(Role::Clerk), actor(Role::Leader), actor(Role::Member));
        for state in State::ALL {
            let now = *state == State::MinutesDrafted;
            let standing = Standing::from(*state);
            assert_eq!(edit(Kind::Minutes, standing, Who::only(&clerk)).is_ok(), now, "{state}");
            let chair = Who { actor: &leader, presides: true };
            assert_eq!(edit(Kind::Minutes, standing, chair).is_ok(), now, "{state}");
            assert!(edit(Kind::Minutes, standing, Who::only(&leader)).is_err());
            assert!(edit(Kind::Minutes, standing, Who::only(&member)).is_err());
        }
    }

    #[test]
    fn a_release_is_written_after_the_end_and_while_it_is_not_published() {
        let clerk = actor(Role::Clerk);
        for state in State::ALL {
            let over = [State::Closed, State::MinutesDrafted, State::MinutesConfirmed].contains(state);
            for released in [false, true] {
                let standing = Standing { released, ..(*state).into() };
                assert_eq!(edit(Kind::Release, standing, Who::only(&clerk)).is_ok(), over && !released, "{state}");
            }
            assert!(edit(Kind::Release, Standing::from(*state), Who::only(&actor(Role::Member))).is_err());
        }
    }

    #[test]
    fn drafting_minutes_moves_a_closed_sitting_on_and_drafting_them_anew_does_not() {
        let clerk = actor(Role::Clerk);
        for (from, to) in [(State::Closed, State::MinutesDrafted), (State::MinutesDrafted, State::MinutesDrafted)] {
            assert_eq!(draft(Kind::Minutes, from.into(), Who::only(&clerk)), Ok(to.into()));
        }
        let confirmed = draft(Kind::Minutes, State::MinutesConfirmed.into(), Who::only(&clerk));
        assert_eq!(confirmed, Err(Refusal::new("meeting-is-minutes-confirmed")));
        assert_eq!(draft(Kind::Minutes, State::Open.into(), Who::only(&clerk)), Err(Refusal::new("meeting-is-open")));
        assert_eq!(draft(Kind::Release, State::Closed.into(), Who::only(&clerk)), Ok(State::Closed.into()));
    }

    #[test]
    fn a_text_as_a_browser_sends_it_is_the_text_that_was_there() {
        assert_eq!(fit("甲  \r\n乙\r\n\r\n").unwrap(), "甲\n乙\n");
        assert_eq!(fit(" \n\r\n"), Err(Refusal::new("minutes-empty")));
        assert!(fit(&"长".repeat(LONGEST)).is_err());
    }

    proptest! {
        #[test]
        fn a_fit_text_stays_as_it_is(text in any::<String>()) {
            if let Ok(once) = fit(&text) {
                prop_assert_eq!(fit(&once), Ok(once.clone()));
                prop_assert_eq!(fit(&once.replace('\n', "\r\n")), Ok(once));
            }
        }
    }
}
