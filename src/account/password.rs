//! Passwords: argon2id, computed off the threads that answer requests.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use tokio::sync::Semaphore;

use crate::error::{Error, Refusal, Result};

/// The fewest characters of a password. Length is what counts; no rules on kinds of characters.
pub const SHORTEST: usize = 10;
const LONGEST: usize = 200;

/// A hash of nothing anyone knows, checked when there is no account, so that both answers take as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash_now(&super::secret::random()).ok());

/// How many are computed at once: each takes 19 MiB, and strangers may ask for it.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Computes off the threads that answer requests, a few at a time.
async fn compute<T: Send + 'static>(what: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(|_| Error::internal("no turn to compute"))?;
    Ok(tokio::task::spawn_blocking(what).await?)
}

fn hash_now(password: &str) -> Result<String> {
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|fault| Error::internal(format!("argon2: {fault}")))?;
    Ok(hash.to_string())
}

/// Why a new password is unfit: too short, too long, or the account's own login name.
///
/// # Errors
/// The refusal.
pub fn fit(password: &str, login: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    if !(SHORTEST..=LONGEST).contains(&length) || password == login {
        return Err(Refusal::new("account-password-weak").with("least", SHORTEST));
    }
    Ok(())
}

/// The argon2id string of a new password.
///
/// # Errors
/// The password is unfit.
pub async fn hash(password: String, login: &str) -> Result<String> {
    fit(&password, login)?;
    compute(move || hash_now(&password)).await?
}

/// Whether a password is the one that was hashed. `None` (no such account, or no password yet) takes as long.
///
/// # Errors
/// The computing thread was lost.
pub async fn verify(password: String, hashed: Option<String>) -> Result<bool> {
    let known = hashed.is_some();
    let right = compute(move || {
        let against = hashed.or_else(|| NOBODY.clone()).unwrap_or_default();
        PasswordHash::new(&against)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await?;
    Ok(right && known)
}
