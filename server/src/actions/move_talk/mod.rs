//! Moving talk to where it belongs. Here it is decided what moves and where to; what the log tells
//! of it is made in `telling.rs`, who may in `domain::moving`.

mod telling;

use std::sync::Arc;

use talkoo_protocol::{
    ChannelId, Goal, ItemId, ItemView, Left, MOVED_AT_ONCE, MessageId, MoveTalk, Refusal, Seq, Talk,
};

use super::{Asked, create_channel, create_item, post, scene, text};
use crate::{
    domain::{
        access::Standing,
        draft::{Draft, MovedTalk, NewItem, Seat},
        moving::{Words, may_move},
    },
    error::Failure,
    kind::Scene,
    kinds,
    store::moving::{self, Standing as Found},
};

/// How often talk that moves meanwhile is looked for.
const TRIES: usize = 3;

pub(super) async fn decide(asked: &Asked<'_>, wanted: &MoveTalk) -> Result<Draft, Failure> {
    // It may leave for elsewhere between being looked for and being found.
    for _ in 0..TRIES {
        let source = source(asked, wanted.what).await?;
        let goal = goal(asked, &wanted.to).await?;
        may_move(&source.standing, &goal.standing, source.words)?;
        if source.is_on_desk {
            return Err(Refusal::rule("what stands on the desk moves when it is published").into());
        }
        let (found, left) = found(asked, &source).await?;
        if !found.is_empty() || source.extent == Extent::Whole {
            return decided(asked, wanted, &source, goal, &found, left).await;
        }
    }
    Err(Refusal::conflict().into())
}

async fn decided(
    asked: &Asked<'_>,
    wanted: &MoveTalk,
    source: &Source,
    goal: Asking<'_>,
    found: &[Found],
    left: Option<Left>,
) -> Result<Draft, Failure> {
    let (end, to) = end(asked, source, goal, found, left).await?;
    if to.item == source.item.id && end != End::Goes {
        return Err(Refusal::bad_value("to: it stands there already").into());
    }
    let messages = found.iter().map(|one| one.message).collect();
    let at = |one: Option<&Found>| one.map_or(0, |one| one.seq);
    let talk = Arc::new(MovedTalk {
        author: asked.member,
        client_id: asked.client_id,
        from: Seat { channel: source.standing.channel, item: source.item.id },
        changed_seq: source.item.changed_seq,
        to: Seat { channel: to.standing.channel, item: to.item },
        messages,
        seqs: (at(found.first()), at(found.last())),
        is_rest: source.extent != Extent::One,
        left,
    });
    let quiet_item = match end {
        End::Stays => source.item.id,
        End::Goes | End::IsRemoved => post::main_item(asked, source.standing.channel).await?,
    };
    Ok(telling::draft(asked, source, &to, end, &talk, wanted.notice.then_some(quiet_item)))
}

/// Where the talk stands.
struct Source {
    standing: Arc<Standing>,
    item: Arc<ItemView>,
    extent: Extent,
    /// Seq of the first message.
    from: Seq,
    words: Words,
    is_on_desk: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    One,
    Rest,
    Whole,
}

/// What becomes of the item that the talk leaves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Stays,
    /// Along with its talk.
    Goes,
    /// Its talk has joined another's, so it is empty.
    IsRemoved,
}

async fn source(asked: &Asked<'_>, what: Talk) -> Result<Source, Failure> {
    let (message, extent) = match what {
        Talk::Message(message) => (message, Extent::One),
        Talk::From(message) => (message, Extent::Rest),
        Talk::Item(item) => return whole(asked, item).await,
    };
    let (placed, standing) = scene::message(asked, message).await?;
    let item = scene::item(asked, &standing, placed.view.item).await?;
    let is_own = extent == Extent::One && placed.view.author == Some(asked.member);
    Ok(Source {
        is_on_desk: placed.stream != standing.channel.into(),
        words: if is_own { Words::Own } else { Words::Others },
        from: placed.view.seq,
        standing,
        item,
        extent,
    })
}

async fn whole(asked: &Asked<'_>, item: ItemId) -> Result<Source, Failure> {
    let channel = scene::any_item(asked, item).await?.channel;
    let standing = scene::standing(asked, channel).await?;
    let item = scene::item(asked, &standing, item).await?;
    let (extent, words) = (Extent::Whole, Words::Others);
    let (is_on_desk, from) = (item.desk, 0);
    Ok(Source { standing, item, extent, from, words, is_on_desk })
}

/// Where it is to go, as it was asked for.
struct Asking<'a> {
    standing: Arc<Standing>,
    to: Place<'a>,
}

enum Place<'a> {
    Item(Arc<ItemView>),
    Topic(&'a str),
    /// The channel, and its main item.
    Channel(Arc<ItemView>),
}

async fn goal<'a>(asked: &Asked<'_>, goal: &'a Goal) -> Result<Asking<'a>, Failure> {
    let in_channel = async |channel: ChannelId| scene::standing(asked, channel).await;
    Ok(match goal {
        Goal::Item(item) => {
            let standing = in_channel(scene::any_item(asked, *item).await?.channel).await?;
            let item = item_there(asked, &standing, *item).await?;
            Asking { standing, to: Place::Item(item) }
        }
        Goal::Topic { channel, title } => {
            text::bounded(title, create_item::TITLE_BYTES, "title")?;
            Asking { standing: in_channel(*channel).await?, to: Place::Topic(title) }
        }
        Goal::Channel(channel) => {
            let standing = in_channel(*channel).await?;
            let main = post::main_item(asked, *channel).await?;
            let main = item_there(asked, &standing, main).await?;
            Asking { standing, to: Place::Channel(main) }
        }
    })
}

/// The item to which it goes; `if_changed_seq` speaks of the one that it leaves.
async fn item_there(
    asked: &Asked<'_>,
    standing: &Standing,
    item: ItemId,
) -> Result<Arc<ItemView>, Failure> {
    let view = scene::any_item(asked, item).await?;
    let is_visible = view.channel == standing.channel && !view.deleted && !view.desk;
    if is_visible { Ok(view) } else { Err(Refusal::not_found().into()) }
}

/// What moves now, in its order, and what there is no room for.
async fn found(asked: &Asked<'_>, source: &Source) -> Result<(Vec<Found>, Option<Left>), Failure> {
    let most = if source.extent == Extent::One { 1 } else { MOVED_AT_ONCE as usize };
    let from = source.from.max(source.standing.visible_from());
    let mut conn = asked.app.store.read().await?;
    let (stream, item) = (source.standing.channel.into(), source.item.id);
    let ask = i64::try_from(most + 1).unwrap_or(i64::MAX);
    let (mut found, all) = moving::under(&mut conn, stream, item, from, ask).await?;
    let next: Option<MessageId> = found.get(most).map(|one| one.message.id);
    found.truncate(most);
    if source.extent == Extent::One {
        return Ok((found, None));
    }
    let rest = all.saturating_sub(MOVED_AT_ONCE);
    Ok((found, next.map(|next| Left { next, count: rest })))
}

/// Where it goes, as it is going to be.
struct To {
    standing: Arc<Standing>,
    item: ItemId,
    /// The item is there already.
    there: Option<Arc<ItemView>>,
    new: Option<Box<NewItem>>,
}

async fn end(
    asked: &Asked<'_>,
    source: &Source,
    goal: Asking<'_>,
    found: &[Found],
    left: Option<Left>,
) -> Result<(End, To), Failure> {
    let Asking { standing, to } = goal;
    let is_whole = source.extent == Extent::Whole;
    let stays = source.item.main || !is_whole || left.is_some();
    let gone = if stays { End::Stays } else { End::IsRemoved };
    let title = match to {
        Place::Channel(_) if is_whole && standing.channel == source.standing.channel => {
            return Err(Refusal::bad_value("to: it stands there already").into());
        }
        Place::Channel(_) if is_whole && gone == End::IsRemoved => {
            goes_as_it_is(source, &standing)?;
            return Ok((End::Goes, To { standing, item: source.item.id, there: None, new: None }));
        }
        Place::Item(there) => return Ok((gone, under(asked, source, standing, there, found)?)),
        Place::Channel(main) if !is_whole => {
            return Ok((gone, under(asked, source, standing, main, found)?));
        }
        Place::Topic(title) => title,
        // More than one command moves: it goes on under a topic of the same name.
        Place::Channel(_) => &source.item.title,
    };
    if found.is_empty() {
        return Err(Refusal::rule("there is nothing to move").into());
    }
    let new = new_item(asked, &standing, title).await?;
    same_kind(source, &standing.kind, found)?;
    Ok((gone, To { standing, item: new.id, there: None, new: Some(Box::new(new)) }))
}

/// An item goes along only into a channel of its kind, and from where nothing of it stays behind.
fn goes_as_it_is(source: &Source, to: &Standing) -> Result<(), Refusal> {
    if source.standing.kind != to.kind {
        return Err(Refusal::rule("a channel of another kind takes its talk only: give a title"));
    }
    if source.standing.desk.is_some() {
        return Err(Refusal::rule("what went over a desk stays with its channel"));
    }
    if source.item.seq < source.standing.visible_from() {
        return Err(Refusal::not_allowed("part of it is older than your joining"));
    }
    Ok(())
}

fn under(
    asked: &Asked<'_>,
    source: &Source,
    standing: Arc<Standing>,
    there: Arc<ItemView>,
    found: &[Found],
) -> Result<To, Refusal> {
    if found.is_empty() {
        return Err(Refusal::rule("there is nothing to move"));
    }
    // The kind says whether the item takes any more.
    let kind = kinds::find(&there.kind)?;
    let scene = Scene { actor: asked.member, standing: &standing, now: None };
    kind.message(&scene::for_kind(&there), None, &scene)?;
    same_kind(source, &there.kind, found)?;
    Ok(To { item: there.id, standing, there: Some(there), new: None })
}

/// What only one kind understands stays with items of that kind.
fn same_kind(source: &Source, kind: &str, found: &[Found]) -> Result<(), Refusal> {
    if source.item.kind != kind && found.iter().any(|one| one.has_body) {
        return Err(Refusal::rule("some of it is understood in its own kind of channel only"));
    }
    Ok(())
}

async fn new_item(asked: &Asked<'_>, standing: &Standing, title: &str) -> Result<NewItem, Failure> {
    let mut conn = asked.app.store.read().await?;
    let kind = create_channel::kind_in_use(&mut conn, &standing.kind).await?;
    drop(conn);
    let written = create_item::Written {
        channel: standing.channel,
        title,
        text: "",
        body: None,
        spoken_as: None,
    };
    let item = create_item::made(asked, kind, standing, &written, None)?;
    if item.desk {
        return Err(Refusal::rule("talk does not go onto a desk").into());
    }
    let facets = kind.facets(&item)?;
    Ok(NewItem {
        id: ItemId(asked.app.clock.new_id()),
        channel: standing.channel,
        kind: standing.kind.clone(),
        main: false,
        desk: false,
        author: item.author,
        spoken_as: standing.speaks_as,
        title: item.title,
        text: item.text,
        body: item.body,
        state: item.state,
        tags: Vec::new(),
        facets,
    })
}
