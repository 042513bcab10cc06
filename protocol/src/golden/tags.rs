//! Commands about tags, notices and what is new.

use super::sample::{general, topic};
use crate::{Action, SavedSearchId, notices::*, own_feed::*, places::Words, search::*, tags::*};

pub(super) fn actions() -> Vec<Action> {
    let night = QuietHours { from: "20:00".to_owned(), to: "07:00".to_owned() };
    let mut quiet: Vec<Option<QuietHours>> = vec![Some(night); 6];
    quiet.push(None);
    vec![
        Action::ChangeTag(Box::new(ChangeTag {
            tag: "nuoret".to_owned(),
            slug: Some("nuorten-arki".to_owned()),
            label: Some(Words {
                fi: "Nuorten arki".to_owned(),
                sv: "De ungas vardag".to_owned(),
                en: String::new(),
            }),
            aliases: Some(vec!["nuoriso".to_owned()]),
            parent: Some("tunne-ja-apu".to_owned()),
            promoted: true,
        })),
        Action::MergeTag(MergeTag { tag: "nuoriso".to_owned(), into: "nuoret".to_owned() }),
        Action::ChangeNotices(Box::new(ChangeNotices {
            time_zone: Some("Europe/Helsinki".to_owned()),
            quiet: Some(quiet),
            do_not_disturb_minutes: Some(60),
            push_for: Some("mentions".to_owned()),
            mail_for: Some("nothing".to_owned()),
            digest: Some("weekly".to_owned()),
            introduced: true,
        })),
        Action::ChangeOwnFeed(ChangeOwnFeed {
            weights: Some(FeedWeights { tag: FeedRung::More, ..FeedWeights::default() }),
            languages: Some(vec!["fi".to_owned()]),
            hidden_kinds: Some(vec!["outcome".to_owned()]),
            reset: true,
        }),
        Action::SaveSearch(SaveSearch {
            name: "Ilkivalta kouluissa".to_owned(),
            query: "ilkivalta tunniste:nuoret".to_owned(),
            followed: true,
        }),
        Action::ChangeSearch(ChangeSearch {
            search: SavedSearchId(topic().0),
            name: Some("Ilkivalta".to_owned()),
            query: None,
            followed: Some(false),
        }),
        Action::RemoveSearch(RemoveSearch { search: SavedSearchId(topic().0) }),
        Action::MarkMany(MarkMany {
            places: vec![
                MarkPlace { channel: general(), item: Some(topic()), seq: 42, unread: false },
                MarkPlace { channel: general(), item: None, seq: 40, unread: true },
            ],
        }),
    ]
}
