//! How closely one follows a thing: told on one's own stream, seen by nobody else.

use talkoo_protocol::{Follow, Refusal, Subject, Verb};

use super::{Asked, scene};
use crate::{
    domain::{
        draft::{Draft, EventDraft, Write},
        markup,
    },
    error::{Failure, Fault},
    store::{items, profiles, unread::level_word},
};

pub(super) async fn decide(
    asked: &Asked<'_>,
    subject: &Subject,
    level: Follow,
) -> Result<Draft, Failure> {
    visible(asked, subject).await?;
    let told = serde_json::to_value(subject)
        .map_err(|error| Fault::caused("telling of a follow", error))?;
    let write = Write::Follow { member: asked.member, subject: subject.clone(), level };
    let event = EventDraft::new(asked.member, Verb::FOLLOWED, asked.member, write)
        .fact("subject", told)
        .fact("level", level_word(level));
    let mut draft = asked.draft(asked.member);
    draft.events.push(event);
    Ok(draft)
}

/// A tag may be followed before anybody uses it: asking tells nothing of its uses.
async fn visible(asked: &Asked<'_>, subject: &Subject) -> Result<(), Failure> {
    match subject {
        Subject::Channel(channel) => {
            scene::takes_part(&scene::standing_now(asked, *channel).await?)?;
        }
        Subject::Item(item) => {
            let mut conn = asked.app.store.read().await?;
            let view = items::by_id(&mut conn, *item).await?.ok_or_else(Refusal::not_found)?;
            drop(conn);
            let standing = scene::standing_now(asked, view.channel).await?;
            if view.deleted || (view.desk && !standing.may_edit_desk()) {
                return Err(Refusal::not_found().into());
            }
            scene::takes_part(&standing)?;
        }
        Subject::Member(member) => {
            let mut conn = asked.app.store.read().await?;
            if profiles::known(&mut conn, asked.member, &[*member]).await?.is_empty() {
                return Err(Refusal::not_found().into());
            }
        }
        Subject::Tag(slug) => {
            if !is_slug(slug) {
                return Err(Refusal::bad_value("subject: not a tag").into());
            }
        }
    }
    Ok(())
}

/// A slug is what reading it as a tag gives back.
pub(super) fn is_slug(slug: &str) -> bool {
    slug.len() <= 200 && markup::read(&format!("#{slug}")).tags == [slug]
}

#[cfg(test)]
mod tests {
    use super::is_slug;

    #[test]
    fn a_tag_is_followed_by_its_slug() {
        assert!(is_slug("nuoret") && is_slug("lähi-turva"));
        for bad in ["", "Nuoret", "kaksi sanaa", "#nuoret", "a\0b", &"a".repeat(300)] {
            assert!(!is_slug(bad), "{bad:?}");
        }
    }
}
