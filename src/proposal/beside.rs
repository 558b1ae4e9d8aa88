//! What proposals have to show beside a member: how many the member has led.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::here::own;
use super::store::{self, Listed};
use crate::app::App;
use crate::error::Result;
use crate::kind::Kind;
use crate::lent::Said;
use crate::member::model::MEMBER;
use crate::member::store::name_of;
use crate::page::{Reader, Related};

/// See [`crate::page::Beside`].
pub fn beside<'a>(app: &'a App, reader: &'a Reader, kind: Kind, id: i64) -> Said<'a, Vec<Related>> {
    Box::pin(async move { if kind == MEMBER { led(app, reader, id).await } else { Ok(Vec::new()) } })
}

/// Those that the reader's own list shows; it finds them by the member's name.
async fn led(app: &App, reader: &Reader, member: i64) -> Result<Vec<Related>> {
    let (on, committee) = (app.db.read(), reader.committee()?.id);
    let (own_member, units) = own(app, reader).await?;
    let listed = Listed { actor: &reader.actor, member: own_member, units: &units };
    let count = store::led_by(on, committee, listed, member).await?;
    let Some(name) = name_of(on, committee, member).await?.filter(|_| count > 0) else { return Ok(Vec::new()) };
    let sought = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    Ok(vec![Related {
        label: reader.words.say("proposal-beside-led"),
        text: reader.words.with1("proposal-beside-count", "n", count),
        address: reader.within(&format!("/proposals?text={sought}")),
    }])
}
