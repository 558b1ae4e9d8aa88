//! The one error of the program. Its cause is logged; a reader sees one page in their language.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr, SqlErr};
use serde::Serialize;
use utoipa::ToSchema;

use crate::named::{Named, key};

const FORBIDDEN: &str = "error-forbidden";

/// Why an action was refused: a key of the word files and the facts that its sentence names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refusal {
    pub key: &'static str,
    pub facts: Vec<(&'static str, String)>,
    /// An address that helps, such as that of the record already kept.
    pub see: Option<String>,
}

impl Refusal {
    #[must_use]
    pub const fn new(key: &'static str) -> Self {
        Self { key, facts: Vec::new(), see: None }
    }

    /// As [`Refusal::new`], for the key of a variant: `prefix-name`. Such keys are kept for good, as there are no more
    /// of them than variants.
    #[must_use]
    pub fn of(prefix: &str, name: impl Named) -> Self {
        static KEYS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
        let mut keys = KEYS.lock().unwrap_or_else(PoisonError::into_inner);
        let key = key(prefix, name);
        let kept = keys.get(key.as_str()).copied().unwrap_or_else(|| key.leak());
        keys.insert(kept);
        drop(keys);
        Self::new(kept)
    }

    /// The actor may not do this, whatever the state of the thing.
    #[must_use]
    pub const fn forbidden() -> Self {
        Self::new(FORBIDDEN)
    }

    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }

    #[must_use]
    pub fn see(mut self, address: String) -> Self {
        self.see = Some(address);
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)?;
        self.facts.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}

impl std::error::Error for Refusal {}

/// What a library makes of bytes from outside; none where they bring it down.
#[must_use]
pub fn caught<T>(read: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)).ok()
}

/// Everything that can keep a request from its answer.
#[derive(Debug)]
pub enum Error {
    /// There is no such thing, or nothing of it may be seen by this reader.
    NotFound,
    /// The reader must sign in first.
    SignIn,
    /// The reader is known but may not do this.
    Forbidden,
    /// The rules, or the state of the thing, do not allow it.
    Refused(Refusal),
    /// What was sent cannot be read as what was asked for.
    Unreadable(Refusal),
    /// What was sent is larger than is taken in.
    TooLarge,
    /// Someone else changed the thing since this reader saw it.
    Stale,
    /// Something failed that is not the reader's doing.
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An internal error with nothing but a sentence for the log.
    #[must_use]
    pub fn internal(what: impl Into<String>) -> Self {
        Self::Internal(what.into().into())
    }

    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::Stale => StatusCode::CONFLICT,
            Self::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What the reader is told.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::NotFound => Refusal::new("error-not-found"),
            Self::SignIn => Refusal::new("error-sign-in"),
            Self::Forbidden => Refusal::forbidden(),
            Self::Refused(refusal) | Self::Unreadable(refusal) => refusal.clone(),
            Self::TooLarge => Refusal::new("error-too-large"),
            Self::Stale => Refusal::new("error-stale"),
            Self::Internal(_) => Refusal::new("error-internal"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Internal(cause) => cause.fmt(f),
            known => known.refusal().fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        if refusal.key == FORBIDDEN { Self::Forbidden } else { Self::Refused(refusal) }
    }
}

macro_rules! internal {
    ($($cause:ty),+ $(,)?) => {
        $(impl From<$cause> for Error {
            fn from(cause: $cause) -> Self {
                Self::Internal(Box::new(cause))
            }
        })+
    };
}

internal!(
    std::io::Error,
    serde_json::Error,
    askama::Error,
    tokio::task::JoinError,
    getrandom::Error,
    axum::http::Error,
    rust_xlsxwriter::XlsxError,
);

impl From<DbErr> for Error {
    /// What two did at the same time, and text that no database keeps, is told as such.
    fn from(cause: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = cause.sql_err() {
            return Refusal::new("error-there-already").into();
        }
        if let DbErr::Query(RuntimeErr::SqlxError(fault)) | DbErr::Exec(RuntimeErr::SqlxError(fault)) = &cause
            && fault.as_database_error().and_then(DatabaseError::code).as_deref() == Some(NO_SUCH_CHARACTER)
        {
            return Self::Unreadable(Refusal::new("error-request"));
        }
        Self::Internal(Box::new(cause))
    }
}

/// PostgreSQL's code for U+0000 in a text.
const NO_SUCH_CHARACTER: &str = "22021";

/// An error on its way through the response; the outermost layer turns it into a page in the reader's language.
#[derive(Clone, Debug)]
pub struct Told(pub Refusal);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Internal(cause) = &self {
            tracing::error!(%cause, "a request failed");
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Told(self.refusal()));
        response
    }
}
