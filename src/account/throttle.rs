//! Slows down guessing: failed sign-ins are counted by user name and by where they came from, and the more there were,
//! the longer the next one waits. Nobody is shut out, and a device from which one signed in before waits for nobody else.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;

use ipnet::Ipv6Net;
use sea_orm::sea_query::Condition;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, Set};
use tokio::sync::{Mutex, MutexGuard};

use super::model::failure::{ActiveModel, Column, Entity};
use crate::clock::Instant;
use crate::error::{Refusal, Result};

/// For how long a failure counts, in milliseconds.
const WINDOW: i64 = 15 * Instant::MINUTE;

/// How far the clocks of several nodes may be apart. A failure later than that was noted by a clock that was wrong.
const APART: i64 = Instant::MINUTE;

/// So many failures are free; each one more doubles the wait, from a second to `longest` milliseconds.
struct Limit {
    free: i64,
    longest: i64,
}

/// One person at one desk, who mistypes.
const OF_BOTH: Limit = Limit { free: 5, longest: 15 * Instant::MINUTE };
/// One user name from many places: strangers who guess hold up its owner at a new device for a moment, not for long.
const OF_LOGIN: Limit = Limit { free: 30, longest: 10_000 };
/// Many user names from one place: a hall full of members behind one router, or somebody who tries one password on all.
const OF_PLACE: Limit = Limit { free: 200, longest: 5_000 };

impl Limit {
    /// How long after the last of `failures` the next attempt is looked at, in milliseconds.
    const fn wait(&self, failures: i64) -> i64 {
        let over = failures - self.free;
        if over < 0 {
            return 0;
        }
        let doubled = 1_000 << if over < 20 { over } else { 20 };
        if doubled < self.longest { doubled } else { self.longest }
    }
}

/// Where an attempt comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// From a device on which this very account signed in before: the key of its secret.
    Device(i64),
    /// From a network: an address, of IPv6 the network that one customer has.
    Network(String),
}

impl Place {
    /// The network that an address belongs to.
    pub fn of(address: &str) -> Self {
        let network = match address.parse() {
            Ok(IpAddr::V6(six)) => {
                Ipv6Net::new(six, 64).map_or_else(|_| six.to_string(), |net| net.trunc().to_string())
            }
            _ => address.to_owned(),
        };
        Self::Network(network)
    }

    fn kept(&self) -> String {
        match self {
            Self::Device(key) => format!("device {key}"),
            Self::Network(network) => network.clone(),
        }
    }
}

/// Whose turn it is to be looked at: of one user name one attempt at a time, so that many made at once cannot slip past
/// the count; those that wait cost nothing.
static LANES: [Mutex<()>; 64] = [const { Mutex::const_new(()) }; 64];

/// Waits for the turn of a user name.
pub async fn turn(login: &str) -> MutexGuard<'static, ()> {
    let mut hasher = DefaultHasher::new();
    login.hash(&mut hasher);
    let lane = usize::try_from(hasher.finish()).unwrap_or_default() % LANES.len();
    LANES[lane].lock().await
}

/// Whether an attempt may be looked at now.
///
/// # Errors
/// The refusal, which says after how many seconds.
pub async fn check(on: &impl ConnectionTrait, login: &str, place: &Place, now: Instant) -> Result<()> {
    let of_login = Condition::all().add(Column::Login.eq(login));
    let of_place = Condition::all().add(Column::Address.eq(place.kept()));
    let of_both = of_login.clone().add(Column::Address.eq(place.kept()));
    let limits = match place {
        Place::Device(_) => vec![(of_both, OF_BOTH)],
        Place::Network(_) => vec![(of_both, OF_BOTH), (of_login, OF_LOGIN), (of_place, OF_PLACE)],
    };
    for (whose, limit) in limits {
        let (failures, last) = failures(on, whose, now).await?;
        let wait = limit.wait(failures);
        let left = last.map_or(0, |last| last.0 + wait - now.0);
        // Of many at once one that came later may have failed first.
        if wait > 0 && left > 0 {
            return Err(Refusal::new("account-too-many-failures").with("seconds", (left + 999) / 1_000).into());
        }
    }
    Ok(())
}

/// How many failed lately, and when the last one did.
async fn failures(on: &impl ConnectionTrait, whose: Condition, now: Instant) -> Result<(i64, Option<Instant>)> {
    let found = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "failures")
        .column_as(Column::At.max(), "last")
        .filter(whose)
        .filter(Column::At.gt(now.plus(-WINDOW)))
        .filter(Column::At.lte(now.plus(APART)))
        .into_tuple()
        .one(on)
        .await?;
    Ok(found.unwrap_or_default())
}

/// Notes a failure, and forgets those that no longer count.
pub async fn note(on: &impl ConnectionTrait, login: &str, place: &Place, now: Instant) -> Result<()> {
    let lapsed = Column::At.lt(now.plus(-WINDOW)).or(Column::At.gt(now.plus(APART)));
    Entity::delete_many().filter(lapsed).exec(on).await?;
    let row =
        ActiveModel { login: Set(login.to_owned()), address: Set(place.kept()), at: Set(now), ..Default::default() };
    row.insert(on).await?;
    Ok(())
}

/// Forgets the failures of one who then gave the right password.
pub async fn forgive(on: &impl ConnectionTrait, login: &str, place: &Place) -> Result<()> {
    let own = Entity::delete_many().filter(Column::Login.eq(login)).filter(Column::Address.eq(place.kept()));
    own.exec(on).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_longest() {
        let waits = |limit: &Limit, failures: &[i64]| failures.iter().map(|n| limit.wait(*n)).collect::<Vec<_>>();
        assert_eq!(
            waits(&OF_BOTH, &[0, 4, 5, 6, 7, 14, 15, 99]),
            [0, 0, 1_000, 2_000, 4_000, 512_000, 900_000, 900_000]
        );
        assert_eq!(waits(&OF_LOGIN, &[29, 30, 33, 34, 100_000]), [0, 1_000, 8_000, 10_000, 10_000]);
        assert_eq!(waits(&OF_PLACE, &[199, 200, 203]), [0, 1_000, 5_000]);
    }

    #[test]
    fn one_place_has_few_guesses_however_often_it_asks() {
        let mut looked_at = Vec::new();
        for now in 0..24 * 60 * 60 {
            let now = now * 1_000;
            looked_at.retain(|at| *at > now - WINDOW);
            let failures = i64::try_from(looked_at.len()).unwrap();
            if looked_at.last().is_none_or(|last| last + OF_BOTH.wait(failures) <= now) {
                looked_at.push(now);
                assert!(looked_at.len() <= 15, "{} guesses in a quarter of an hour", looked_at.len());
            }
        }
    }

    #[test]
    fn a_customer_of_ipv6_is_one_place() {
        assert_eq!(Place::of("2001:db8:1:2:aaaa::1"), Place::of("2001:db8:1:2:bbbb::9"));
        assert_ne!(Place::of("2001:db8:1:2::1"), Place::of("2001:db8:1:3::1"));
        assert_eq!(Place::of("10.1.2.3"), Place::Network("10.1.2.3".into()));
    }
}
