//! What a member may read. Every function asks for the right and reads the content in one snapshot,
//! so nothing is shown by a right that had gone (promise P11), and what one may not see is refused
//! like what does not exist (promise P12). Nothing here is cached and nothing is written.

mod start;
mod channels;
mod workspaces;
mod oversight;
mod messages;
mod items;
mod links;
mod events;
mod members;
mod own;
mod files;
mod moderation;
mod people;
mod tags;
mod inbox;
mod own_feed;
mod activity;
mod outcomes;
mod asks;
mod report;
mod export;
mod search;
mod narrowing;
mod values;
mod goals;
mod searches;
mod public;
mod catalogue;
mod publishing;

pub use activity::activity;
pub use asks::{around, asks, duty};
pub use catalogue::{Catalogue, CatalogueChoice, CatalogueLine, CatalogueWanted, catalogue};
pub use channels::{channel, channel_members, standing};
pub use events::{EventsFrom, events};
pub use export::{atom, export};
pub use files::{Part, Served, bytes, file};
pub use goals::goals;
pub use inbox::{inbox, notice_settings};
pub use items::{copies, item, items};
pub use links::{backlinks, version};
pub use members::members;
pub use messages::{former_texts, message, messages};
pub use moderation::{
    blocks, hidden_text, network_reports, own_reports, requests, workspace_reports,
};
pub use outcomes::{feeds, outcome, waiting_outcomes};
pub use oversight::{all_glasses, effect, glasses_of};
pub use own::{sessions, unread};
pub use own_feed::{own_feed, own_feed_settings};
pub use people::{competences, directory, duties, organisation, organisations, picture, profile};
pub use public::{
    Block, Page, Picture, PublicFound, PublicLine, PublicList, PublicPage, PublicSelection,
    public_file, public_list, public_page, public_pages,
};
pub use publishing::{changes, hold, newsletter, preview, sources};
pub use report::report;
pub use search::{Looked, look as look_for, search, understood};
pub use searches::searches;
pub use start::start;
pub use tags::{tag, tags};
pub use values::values;
pub use workspaces::{workspace, workspace_channels, workspace_members, workspaces};

use talkoo_protocol::{ChannelId, ChannelView, Code, ItemView, MemberId, Refusal};

use crate::{
    domain::access::Standing,
    error::Failure,
    store::{self, Connection, access},
};

/// Rows of a list that has no pages: people of a place, workspaces of a network.
const LISTED: i64 = 1_000;

/// What the member is to a channel that they may read now.
async fn readable(
    conn: &mut Connection,
    member: MemberId,
    channel: ChannelId,
) -> Result<Standing, Failure> {
    let standing = access::standing(conn, member, channel).await?;
    Ok(standing.ok_or_else(Refusal::not_found)?.readable()?)
}

/// For what every active member may read, and nobody else.
pub(super) async fn active(conn: &mut Connection, member: MemberId) -> Result<(), Failure> {
    if store::people::active(conn, &[member]).await?.is_empty() {
        return Err(Refusal::new(Code::Suspended, "the account is not active").into());
    }
    Ok(())
}

/// A channel with its desk, if the reader may use it.
fn with_desk(mut view: ChannelView, standing: &Standing) -> ChannelView {
    view.desk = standing.desk.filter(|_| standing.may_edit_desk());
    view
}

/// Whether an item of the standing's channel is there for this reader. Where one sees only from
/// joining on, an item at rest since then is of the past; the main item belongs to the channel.
fn sees_item(standing: &Standing, item: &ItemView) -> bool {
    item.channel == standing.channel
        && if item.desk {
            standing.may_edit_desk()
        } else {
            item.main || item.last_seq >= standing.visible_from()
        }
}
