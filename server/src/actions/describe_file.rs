//! Saying what a picture of one's own shows, before it is sent or afterwards.

use talkoo_protocol::{Refusal, Verb, files::DescribeFile};

use super::{Asked, scene, uploads};
use crate::{
    domain::draft::{Draft, EventDraft, Write, files::FilesWrite},
    error::Failure,
    store::files,
};

pub(super) async fn decide(asked: &Asked<'_>, said: &DescribeFile) -> Result<Draft, Failure> {
    let alt = uploads::described(&said.alt)?;
    let mut conn = asked.app.store.read().await?;
    let found = files::of_owner(&mut conn, asked.member, &[said.file]).await?;
    if found.is_empty() {
        return Err(Refusal::not_found().into());
    }
    let holder = files::holder(&mut conn, said.file).await?;
    drop(conn);
    let mut draft = asked.draft(said.file);
    draft.writes.push(Write::Files(FilesWrite::Describe { file: said.file, alt }));
    if let Some(holder) = holder {
        let (placed, standing) = scene::answerable(asked, holder.message).await?;
        draft.guards = vec![scene::access_guard(&standing), scene::message_guard(&placed.view)];
        let touch = Write::Files(FilesWrite::Touch { message: holder.message });
        draft.events.push(
            EventDraft::new(placed.stream, Verb::FILE_CHANGED, asked.member, touch)
                .on_message(holder.item, holder.message),
        );
    }
    Ok(draft)
}
