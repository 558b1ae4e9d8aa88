//! The days on which the week is not kept: pasted for a year, shown by years, each set back by a button.

use std::collections::BTreeMap;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::clock::Day;
use crate::committee::here::open;
use crate::committee::model::COMMITTEE;
use crate::committee::rules::pasted::{Rest, days};
use crate::committee::store;
use crate::deadline::Holidays;
use crate::error::Result;
use crate::ledger::Act;
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::settings::{Edit, Rejected};
use crate::page::{Faults, Moving, Reader, Rests, Sent, View};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(show, set_days))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "committee/holidays.html")]
struct HolidaysPage {
    #[serde(skip)]
    view: View,
    /// The latest first.
    years: Vec<Year>,
    /// This one is shown open.
    #[serde(skip)]
    now: i16,
    #[serde(flatten)]
    rejected: Rejected,
}

#[derive(Serialize, ToSchema)]
struct Year {
    year: i16,
    days: Vec<(Day, Rest)>,
}

impl HolidaysPage {
    async fn of(app: &App, reader: &Reader, rejected: Rejected) -> Result<Self> {
        let mut years: BTreeMap<i16, Vec<(Day, Rest)>> = BTreeMap::new();
        for (day, worked) in store::holidays(app.db.read(), reader.committee()?.id).await?.0 {
            years.entry(day.0.year()).or_default().push((day, rest(Some(worked))));
        }
        let years = years.into_iter().rev().map(|(year, days)| Year { year, days }).collect();
        Ok(Self { view: reader.view(), years, now: reader.now.day().0.year(), rejected })
    }
}

const fn rest(worked: Option<bool>) -> Rest {
    match worked {
        None => Rest::Usual,
        Some(false) => Rest::Off,
        Some(true) => Rest::Worked,
    }
}

/// The days on which the week is not kept.
#[utoipa::path(
    get,
    path = "/{committee}/settings/holidays",
    responses((status = 200, body = HolidaysPage), Closed),
)]
async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    open(&reader)?;
    reader.answer(HolidaysPage::of(&app, &reader, Rejected::default()).await?)
}

#[derive(Deserialize, ToSchema)]
#[schema(as = HolidaysForm)]
struct Written {
    #[serde(default)]
    days: String,
}

/// The days as they are pasted.
fn pasted(days: &BTreeMap<Day, Rest>) -> String {
    let lines: Vec<_> = days.iter().map(|(day, rest)| format!("{day}{}", rest.word())).collect();
    lines.join("\n")
}

/// Those of the days that are to be otherwise than they stand, and how they stand.
fn differing(mut days: BTreeMap<Day, Rest>, stored: &Holidays) -> (BTreeMap<Day, Rest>, BTreeMap<Day, Rest>) {
    let stands = |day: &Day| rest(stored.0.get(day).copied());
    days.retain(|day, rest| *rest != stands(day));
    let was = days.keys().map(|day| (*day, stands(day))).collect();
    (days, was)
}

/// Sets days off, worked, or as usual.
#[utoipa::path(
    post,
    path = "/{committee}/settings/holidays",
    request_body = Written,
    responses(Acts, (status = 422, body = OrRefusal<HolidaysPage>)),
)]
async fn set_days(
    State(app): State<App>,
    Extension(moving): Extension<Moving>,
    reader: Reader,
    Sent(sent): Sent<Written>,
) -> Result<Response> {
    open(&reader)?;
    let edit = Edit::begin(&app, &reader, "/settings/holidays", "/settings/holidays").await?;
    let written = match days(&sent.days, reader.now.day()) {
        Ok(written) => written,
        Err(refusal) => {
            let rejected = Rejected::unfit("new", &[("days", &sent.days)], Faults::at("days", refusal));
            return edit.again(rejected, HolidaysPage::of).await;
        }
    };
    let stood = store::holidays(edit.change.on(), edit.committee()).await?;
    let (days, was) = differing(written, &stood);
    let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) else {
        return edit.unchanged();
    };
    let act = Act::new(COMMITTEE.name, edit.committee(), "set_days").fact("n", days.len());
    let act = act.fact("from", first.to_string()).fact("to", last.to_string());
    store::set_days(&edit.change, &days).await?;
    let stands = store::holidays(edit.change.on(), edit.committee()).await?;
    let moved = moving.done(&edit.change, Rests { was: &stood, now: &stands }).await?;
    let act = act.fact("moved", moved.len());
    let flash = edit.told(&act, "").undo_with("days", shortened(&was));
    let act = act.fact("was", pasted(&was)).fact("now", pasted(&days));
    edit.done_all([vec![act], moved].concat(), flash).await
}

/// The days as they are pasted, days that follow each other as one stretch: short enough for a cookie.
fn shortened(days: &BTreeMap<Day, Rest>) -> String {
    let mut stretches: Vec<(Day, Day, Rest)> = Vec::new();
    for (day, rest) in days {
        match stretches.last_mut() {
            Some((_, last, of)) if of == rest && last.0.tomorrow().is_ok_and(|next| next == day.0) => *last = *day,
            _ => stretches.push((*day, *day, *rest)),
        }
    }
    let lines: Vec<_> = stretches.iter().map(|(first, last, rest)| format!("{first}~{last}{}", rest.word())).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> BTreeMap<Day, Rest> {
        super::days(text, "2025-03-05".parse().unwrap()).unwrap()
    }

    #[test]
    fn days_in_a_row_are_one_stretch_and_read_the_same() {
        let written = days("2025-10-01至2025-10-08\n2025-09-28 班\n2025-10-11 班\n2025-10-12 常");
        assert_eq!(
            shortened(&written),
            "2025-09-28~2025-09-28班\n2025-10-01~2025-10-08休\n2025-10-11~2025-10-11班\n2025-10-12~2025-10-12常"
        );
        assert_eq!(days(&shortened(&written)), written);
        assert_eq!(days(&pasted(&written)), written);
    }
}
