//! What a proposal would be that is handed in today: of which session, and before the plenary or between two.

use crate::app::App;
use crate::committee;
use crate::committee::rules::session::of_day;
use crate::error::Result;
use crate::page::Reader;

/// The session of today, in words; none where the committee has set no session.
pub(super) struct Today {
    pub plenary: bool,
    pub told: String,
}

impl Today {
    pub async fn of(app: &App, reader: &Reader) -> Result<Option<Self>> {
        let sessions = committee::here::sessions(app, reader).await?;
        let Some((session, plenary)) = of_day(&sessions, reader.now.day()) else { return Ok(None) };
        let (words, name) = (&reader.words, session.name(&reader.words));
        let told = if plenary {
            words
                .with("writing-session-plenary", &[("session", name.into()), ("ends", session.ends.to_string().into())])
        } else {
            words.with1("writing-session-ordinary", "session", name)
        };
        Ok(Some(Self { plenary, told }))
    }
}
