//! The letter of the morning: what is new under the tags that somebody follows, daily or weekly, at
//! seven in their own zone. Nobody is told there what a device has told.

use std::collections::BTreeMap;

use super::{Desk, letters};
use crate::{
    domain::letter::Template,
    error::Fault,
    mail::{self, Thread},
    store::{
        network,
        push::{DigestItem, DigestReader, digest_items, release_digest, take_digests},
    },
};

const MOST_ITEMS: i64 = 10;
/// Readers of one round.
const PART: i64 = 50;

/// Writes to those whose morning it is; true when there may be more.
///
/// # Errors
/// A fault of the database.
pub(super) async fn round(desk: &Desk) -> Result<bool, Fault> {
    let mut conn = desk.app.store.read().await?;
    let readers = take_digests(&mut conn, PART).await?;
    drop(conn);
    let is_full = i64::try_from(readers.len()).is_ok_and(|count| count >= PART);
    let mut has_failed = false;
    for reader in readers {
        if let Err(fault) = write(desk, &reader).await {
            has_failed = true;
            tracing::warn!(fault = fault.chain(), "a digest was not written");
            release_digest(&mut *desk.app.store.read().await?, reader.member).await?;
        }
    }
    Ok(is_full && !has_failed)
}

async fn write(desk: &Desk, reader: &DigestReader) -> Result<(), Fault> {
    let app = &desk.app;
    let mut snapshot = app.store.snapshot().await?;
    let items = digest_items(&mut snapshot, reader, MOST_ITEMS).await?;
    let network = network::settings(&mut snapshot).await?.name;
    drop(snapshot);
    if items.is_empty() {
        return Ok(());
    }
    let origin = app.settings.web.first_origin();
    let lines: Vec<String> = items.iter().map(|item| line(origin, item)).collect();
    let values =
        BTreeMap::from([("network".to_owned(), network), ("items".to_owned(), lines.join("\n"))]);
    let page = Some(format!("{origin}/fresh"));
    let mut written = mail::write(Template::Digest, &reader.language, &values, page)?;
    written.thread = Some(Thread {
        about: reader.member.0,
        unsubscribe: letters::ending(app, reader.member)?,
        answers: None,
    });
    // What a server will never take is not tried again: the next morning has another one.
    desk.mailer.send(app.clock.new_id(), &reader.email, &written).await?;
    Ok(())
}

fn line(origin: &str, item: &DigestItem) -> String {
    let DigestItem { channel, item: id, title, place } = item;
    let name = if title.is_empty() { place.clone() } else { format!("{place} › {title}") };
    format!("{name}: {origin}/c/{channel}/t/{id}")
}
