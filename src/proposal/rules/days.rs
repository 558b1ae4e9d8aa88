//! Which plenary a day belongs to.

use serde::Serialize;

use crate::clock::Day;
use crate::error::Refusal;

/// The days of a session within which proposals go before its plenary, as the committee sets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Session {
    pub id: i64,
    pub begins: Day,
    pub ends: Day,
}

/// Which session a proposal handed in on a day belongs to, and whether it goes before the plenary: within its days it
/// does; after them, and before the next begins, it is one between plenaries. See `domain.md` 1.1.
///
/// # Errors
/// No session has begun by then.
pub fn session(sessions: &[Session], day: Day) -> Result<(i64, bool), Refusal> {
    let begun = sessions.iter().filter(|session| session.begins <= day).max_by_key(|session| session.begins);
    let session = begun.ok_or_else(|| Refusal::new("proposal-no-session"))?;
    Ok((session.id, day <= session.ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_belongs_to_the_plenary_or_to_the_time_after_it() {
        let session = |id, begins: &str, ends: &str| Session { id, begins: day(begins), ends: day(ends) };
        let sessions = [session(2, "2024-12-05", "2025-01-12"), session(1, "2023-12-05", "2024-01-10")];
        let of = |text| super::session(&sessions, day(text));
        assert!(of("2023-12-04").is_err());
        assert_eq!(of("2023-12-05"), Ok((1, true)));
        assert_eq!(of("2024-01-10"), Ok((1, true)));
        assert_eq!(of("2024-01-11"), Ok((1, false)));
        assert_eq!(of("2024-12-04"), Ok((1, false)));
        assert_eq!(of("2024-12-05"), Ok((2, true)));
    }
}
