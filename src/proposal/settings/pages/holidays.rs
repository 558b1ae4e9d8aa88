//! The days on which the week is not kept: pasted for a year, shown by years, each set back by a button.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Back, begin, done, open, unchanged};
use crate::app::App;
use crate::clock::Day;
use crate::deadline::Holidays;
use crate::error::Result;
use crate::ledger::Act;
use crate::page::api::{Acts, Closed, OrRefusal};
use crate::page::{Faults, Flash, Reader, Sent, View};
use crate::proposal::AREA;
use crate::proposal::settings::rules::{Rest, days};
use crate::proposal::settings::store;
use crate::proposal::store::set;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(show, set_days))
}

#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/settings/holidays.html")]
struct HolidaysPage {
    #[serde(skip)]
    view: View,
    /// The latest first.
    years: Vec<Year>,
    /// This one is shown open.
    #[serde(skip)]
    now: i16,
    #[serde(flatten)]
    back: Back,
}

#[derive(Serialize, ToSchema)]
struct Year {
    year: i16,
    days: Vec<(Day, Rest)>,
}

impl HolidaysPage {
    async fn of(app: &App, reader: &Reader, back: Back) -> Result<Self> {
        let mut years: BTreeMap<i16, Vec<(Day, Rest)>> = BTreeMap::new();
        for (day, worked) in set::holidays(app.db.read(), reader.committee()?.id).await?.0 {
            years.entry(day.0.year()).or_default().push((day, rest(Some(worked))));
        }
        let years = years.into_iter().rev().map(|(year, days)| Year { year, days }).collect();
        Ok(Self { view: reader.view(), years, now: reader.now.day().0.year(), back })
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
    path = "/{committee}/proposals/settings/holidays",
    responses((status = 200, body = HolidaysPage), Closed),
)]
async fn show(State(app): State<App>, reader: Reader) -> Result<Response> {
    open(&reader)?;
    reader.answer(HolidaysPage::of(&app, &reader, Back::default()).await?)
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
    path = "/{committee}/proposals/settings/holidays",
    request_body = Written,
    responses(Acts, (status = 422, body = OrRefusal<HolidaysPage>)),
)]
async fn set_days(State(app): State<App>, reader: Reader, Sent(sent): Sent<Written>) -> Result<Response> {
    let change = begin(&app, &reader).await?;
    let written = match days(&sent.days) {
        Ok(written) => written,
        Err(refusal) => {
            drop(change);
            let back = Back::at("new", &[("days", &sent.days)], Faults::at("days", refusal));
            return reader.answer_unfit(HolidaysPage::of(&app, &reader, back).await?);
        }
    };
    let (days, was) = differing(written, &set::holidays(change.on(), change.acting().committee).await?);
    let address = reader.within("/proposals/settings/holidays");
    let (Some((first, _)), Some((last, _))) = (days.first_key_value(), days.last_key_value()) else {
        return unchanged(&reader, &address);
    };
    let act = Act::new(AREA.name, 0, "set_days").fact("n", days.len());
    let act = act.fact("from", first.to_string()).fact("to", last.to_string());
    let act = act.fact("was", pasted(&was)).fact("now", pasted(&days));
    let flash = Flash::new("proposalset-done-set-days").with("n", days.len());
    let flash = flash.undo(address.clone(), 0).undo_with("days", shortened(&was));
    store::set_days(&change, &days).await?;
    done(change, &reader, act, &address, flash).await
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

    #[test]
    fn days_in_a_row_are_one_stretch_and_read_the_same() {
        let written = days("2025-10-01至2025-10-08\n2025-09-28 班\n2025-10-11 班\n2025-10-12 常").unwrap();
        assert_eq!(
            shortened(&written),
            "2025-09-28~2025-09-28班\n2025-10-01~2025-10-08休\n2025-10-11~2025-10-11班\n2025-10-12~2025-10-12常"
        );
        assert_eq!(days(&shortened(&written)), Ok(written.clone()));
        assert_eq!(days(&pasted(&written)), Ok(written));
    }
}
