//! What a proposal would be that is handed in today: of which session, and before the plenary or between two.

use crate::app::App;
use crate::error::Result;
use crate::page::Reader;
use crate::proposal::model::Season;
use crate::proposal::rules::days;
use crate::proposal::store::set;

/// The season of today, in words; none where the committee has set no session.
pub(super) struct Today {
    pub plenary: bool,
    pub told: String,
}

impl Today {
    /// # Errors
    /// The database does not answer.
    pub async fn of(app: &App, reader: &Reader) -> Result<Option<Self>> {
        let seasons = set::seasons(app.db.read(), reader.committee()?.id).await?;
        let all: Vec<_> = seasons.iter().map(Season::days).collect();
        let Ok((id, plenary)) = days::season(&all, reader.now.day()) else { return Ok(None) };
        let Some(season) = seasons.iter().find(|season| season.id == id) else { return Ok(None) };
        let (words, name) = (&reader.words, season.name(&reader.words));
        let told = if plenary {
            words.with("writing-season-plenary", &[("session", name.into()), ("ends", season.ends.to_string().into())])
        } else {
            words.with1("writing-season-ordinary", "session", name)
        };
        Ok(Some(Self { plenary, told }))
    }
}
