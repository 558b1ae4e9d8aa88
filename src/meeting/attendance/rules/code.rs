//! The rotating sign-in code of a sitting, and the ticket that one who scanned it in time carries to the button.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::clock::Instant;

/// How long one code is shown, in milliseconds. It is good for as long again.
pub const WINDOW: i64 = 15 * Instant::SECOND;

/// How long a ticket is good, in milliseconds: long enough to find one's password.
pub const TICKET_LIFE: i64 = 10 * Instant::MINUTE;

/// How many bytes of the proof are shown: short enough for a code that scans well from the last row.
const SHOWN: usize = 9;

type Proof = Hmac<Sha256>;

/// What proves something about a sitting with its key. Its number keeps sittings apart, `what` codes from tickets.
fn proof(key: &str, what: &str, sitting: i64, time: i64) -> Proof {
    let mut block = hmac::digest::Key::<Proof>::default();
    block[..32].copy_from_slice(&Sha256::digest(key.as_bytes()));
    let mut proof = Proof::new(&block);
    proof.update(format!("{what} {sitting} {time}").as_bytes());
    proof
}

/// The code that is shown at an instant: 12 signs of base64url.
#[must_use]
pub fn code(key: &str, sitting: i64, now: Instant) -> String {
    let shown = proof(key, "code", sitting, now.0.div_euclid(WINDOW)).finalize().into_bytes();
    BASE64URL_NOPAD.encode(&shown[..SHOWN])
}

/// Whether a code is the one shown now, or the one shown just before.
#[must_use]
pub fn fresh(key: &str, sitting: i64, now: Instant, code: &str) -> bool {
    let Ok(given) = BASE64URL_NOPAD.decode(code.as_bytes()) else { return false };
    let window = now.0.div_euclid(WINDOW);
    let shown_in = |window| proof(key, "code", sitting, window).verify_truncated_left(&given).is_ok();
    given.len() == SHOWN && (shown_in(window) || shown_in(window - 1))
}

/// A ticket for one who has just shown a code: the instant until which it is good, and the proof.
#[must_use]
pub fn ticket(key: &str, sitting: i64, now: Instant) -> String {
    let until = now.plus(TICKET_LIFE).0;
    let proof = proof(key, "ticket", sitting, until).finalize().into_bytes();
    format!("{until}.{}", BASE64URL_NOPAD.encode(&proof))
}

/// Whether a ticket lets somebody sign in to this sitting now.
#[must_use]
pub fn admits(key: &str, sitting: i64, now: Instant, ticket: &str) -> bool {
    let read = || {
        let (until, given) = ticket.split_once('.')?;
        Some((until.parse::<i64>().ok()?, BASE64URL_NOPAD.decode(given.as_bytes()).ok()?))
    };
    read().is_some_and(|(until, given)| {
        now.0 < until && proof(key, "ticket", sitting, until).verify_slice(&given).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Instant = Instant(1_709_604_000_000);

    #[test]
    fn a_code_is_good_in_its_window_and_the_next() {
        let shown = code("key", 7, NOW);
        for (later, good) in [(0, true), (WINDOW - 1, true), (2 * WINDOW - 1, true), (2 * WINDOW, false), (-1, false)] {
            assert_eq!(fresh("key", 7, NOW.plus(later), &shown), good, "{later}");
        }
        assert_eq!(shown.len(), 12);
    }

    #[test]
    fn a_code_is_good_for_one_sitting_with_its_key() {
        let shown = code("key", 7, NOW);
        assert!(!fresh("key", 8, NOW, &shown));
        assert!(!fresh("other", 7, NOW, &shown));
        for nonsense in ["", "A", "=", &shown[..8]] {
            assert!(!fresh("key", 7, NOW, nonsense), "{nonsense}");
        }
    }

    #[test]
    fn a_ticket_is_good_for_ten_minutes_at_one_sitting() {
        let ticket = ticket("key", 7, NOW);
        assert!(admits("key", 7, NOW.plus(TICKET_LIFE - 1), &ticket));
        assert!(!admits("key", 7, NOW.plus(TICKET_LIFE), &ticket));
        assert!(!admits("key", 8, NOW, &ticket));
        assert!(!admits("other", 7, NOW, &ticket));
        let (until, proof) = ticket.split_once('.').unwrap();
        let longer = until.parse::<i64>().unwrap() + 1;
        assert!(!admits("key", 7, NOW, &format!("{longer}.{proof}")));
        assert!(!admits("key", 7, NOW, "nonsense"));
    }

    proptest! {
        #[test]
        fn codes_of_different_windows_differ(from in 0i64..4_000_000_000_000, windows in 1i64..5000) {
            let (now, later) = (Instant(from), Instant(from + windows * WINDOW));
            prop_assert_ne!(code("key", 7, now), code("key", 7, later));
        }
    }
}
