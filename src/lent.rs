//! What areas lend for one purpose: each says what is its own, and the ground, which knows none of them, puts it together.

use std::pin::Pin;
use std::sync::Arc;

use crate::error::Result;

/// What an area says once it was asked.
pub type Said<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// How each area that has something to say says it, in the order of the areas.
pub struct Lent<F>(Arc<[F]>);

impl<F> Clone for Lent<F> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<F> Lent<F> {
    pub fn by(areas: impl Iterator<Item = F>) -> Self {
        Self(areas.collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &F> {
        self.0.iter()
    }

    /// What all of them say.
    ///
    /// # Errors
    /// One of them cannot say it.
    pub async fn all<'a, T>(&self, ask: impl Fn(&F) -> Said<'a, Vec<T>>) -> Result<Vec<T>> {
        let mut all = Vec::new();
        for one in self.iter() {
            all.extend(ask(one).await?);
        }
        Ok(all)
    }
}
