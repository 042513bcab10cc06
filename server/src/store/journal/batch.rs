//! One transaction of the journal: take in hand what drafts rest on, number their events, store, commit.

use std::collections::{HashMap, HashSet};

use sqlx::Connection as _;
use talkoo_protocol::{FileState, ItemId, MessageId, Seq, StreamId, Verb};
use uuid::Uuid;

use super::{
    Committed, Written,
    ground::{self, Counter, Known, Now, Receipt},
    moving, push,
    rows::Rows,
    told::{stamp, view, wire},
    write,
    writer::HeldBack,
};
use crate::{
    clock::Clock,
    domain::draft::{Draft, EventDraft, Guard, Marks, MovedTalk, Seat, Write},
    store::{Connection, audit, jobs, seq},
};

/// What a transaction did for each of its drafts, in their order, and what the log tells of it.
pub(super) struct Done {
    pub(super) verdicts: Vec<Verdict>,
    pub(super) written: Vec<Written>,
    /// What was held back already, and what now is.
    pub(super) held_back: HeldBack,
}

pub(super) enum Verdict {
    Committed(Committed),
    Stale,
    Reused,
    /// Another node writes to one of its streams just now.
    Locked,
    /// The same command stands earlier in this batch; its receipt answers the next round.
    AfterItsTwin,
    /// Its member said something before it on one of its streams that has to wait.
    Behind,
}

pub(super) async fn attempt(
    conn: &mut Connection,
    clock: Clock,
    drafts: &[&Draft],
    waits_for_lock: bool,
    held_back: &HeldBack,
    known: &mut Known,
) -> Result<Done, sqlx::Error> {
    #[cfg(feature = "planted")]
    if super::planted::is_early() {
        return super::planted::attempt(conn, clock, drafts, waits_for_lock, held_back).await;
    }
    // Nothing but plain messages, as nearly always: one round trip where this writer wrote last, two
    // elsewhere. Only when that has moved meanwhile are the counters taken in hand first.
    if !waits_for_lock && drafts.iter().all(|draft| is_plain(draft)) {
        let mut remembered = Rows::default();
        let (counters, now) = match known.of(drafts) {
            Some(counters) => {
                let items = drafts.iter().flat_map(|draft| ground::guarded_items(draft));
                remembered.remembered(items);
                (counters, ground::as_guarded(drafts))
            }
            None => ground::glance(conn, drafts).await?,
        };
        let round = Round::new(clock, counters, held_back, remembered);
        if let Some(done) = round.all(conn, drafts, now, known).await? {
            return Ok(done);
        }
    }
    let mut tx = conn.begin().await?;
    ground::begin_streams(&mut tx, drafts).await?;
    let counters = ground::lock(&mut tx, drafts, waits_for_lock).await?;
    ground::lock_members(&mut tx, drafts).await?;
    let now = ground::look_up(&mut tx, drafts).await?;
    let round = Round::new(clock, counters, held_back, Rows::default());
    let mut now_known = Known::default();
    let done = round.all(&mut tx, drafts, now, &mut now_known).await?;
    tx.commit().await?;
    known.extend(now_known);
    done.ok_or_else(|| sqlx::Error::Protocol("a counter moved while it was locked".to_owned()))
}

/// Whether a draft is one message on the one stream that its rights rest on, with no mark that takes
/// a statement of its own: then one statement stores it whole.
fn is_plain(draft: &Draft) -> bool {
    let [event] = draft.events.as_slice() else { return false };
    let Write::Message(message) = &event.write else { return false };
    draft.streams.is_empty()
        && draft.writes.is_empty()
        && draft.audit.is_empty()
        && draft.jobs.is_empty()
        && message.marks == Marks::default()
        && ground::needed(draft).all(|stream| stream == event.stream.0)
        && !draft.guards.iter().any(|guard| matches!(guard, Guard::Message { .. }))
}

/// From here on what this draft's member says on its streams comes after it.
pub(super) fn hold_back(held_back: &mut HeldBack, draft: &Draft) {
    held_back.extend(draft.events.iter().map(|event| (draft.author, event.stream)));
}

/// The state of one transaction while it takes its drafts one after the other.
pub(super) struct Round {
    clock: Clock,
    counters: HashMap<Uuid, Counter>,
    /// Changed by an earlier draft of this very batch.
    touched_items: HashMap<ItemId, Seq>,
    touched_messages: HashMap<MessageId, Seq>,
    seen: HashSet<(Uuid, Uuid)>,
    held_back: HeldBack,
    /// Items under which this batch speaks, and items that it removes. What it says is stored at
    /// its end, so a removal in the same batch would not see it: one of the two waits.
    spoken: HashSet<ItemId>,
    removed: HashSet<ItemId>,
    rows: Rows,
    written: Vec<Written>,
}

impl Round {
    pub(super) fn new(
        clock: Clock,
        counters: HashMap<Uuid, Counter>,
        held_back: &HeldBack,
        rows: Rows,
    ) -> Self {
        Self {
            clock,
            counters,
            touched_items: HashMap::new(),
            touched_messages: HashMap::new(),
            seen: HashSet::new(),
            held_back: held_back.clone(),
            spoken: HashSet::new(),
            removed: HashSet::new(),
            rows,
            written: Vec::new(),
        }
    }

    /// All drafts in their order; `None`, and nothing is stored, when a counter has moved since it
    /// was read.
    pub(super) async fn all(
        mut self,
        conn: &mut Connection,
        drafts: &[&Draft],
        now: Vec<Now>,
        known: &mut Known,
    ) -> Result<Option<Done>, sqlx::Error> {
        let mut verdicts = Vec::with_capacity(drafts.len());
        for (draft, now) in drafts.iter().zip(now) {
            let verdict = self.take(conn, draft, now).await?;
            if matches!(verdict, Verdict::Locked | Verdict::Stale | Verdict::Behind) {
                hold_back(&mut self.held_back, draft);
            }
            verdicts.push(verdict);
        }
        let held_back = std::mem::take(&mut self.held_back);
        let written = self.finish(conn, known).await?;
        Ok(written.map(|written| Done { verdicts, written, held_back }))
    }

    async fn take(
        &mut self,
        conn: &mut Connection,
        draft: &Draft,
        now: Now,
    ) -> Result<Verdict, sqlx::Error> {
        if let Some(receipt) = now.receipt {
            return Ok(repeated(draft, &receipt));
        }
        if draft.events.iter().any(|event| self.held_back.contains(&(draft.author, event.stream))) {
            return Ok(Verdict::Behind);
        }
        if ground::needed(draft).any(|stream| !self.counters.contains_key(&stream)) {
            return Ok(Verdict::Locked);
        }
        if draft.events.iter().any(|event| self.collides(event)) {
            return Ok(Verdict::Behind);
        }
        if !self.seen.insert((draft.author.0, draft.client_id.0)) {
            return Ok(Verdict::AfterItsTwin);
        }
        if !draft.guards.iter().all(|guard| self.holds(*guard, &now)) {
            return Ok(Verdict::Stale);
        }
        if let Some(talk) = moved_talk(draft)
            && !moving::stands(conn, talk).await?
        {
            return Ok(Verdict::Stale);
        }
        let mut mark = None;
        for before in &draft.writes {
            mark = write::store(conn, before, None).await?.or(mark);
        }
        let mut first = None;
        for event in &draft.events {
            let number = self.number(event);
            first = first.or(Some((event.stream.0, number)));
            self.write(conn, event, number).await?;
        }
        if !draft.audit.is_empty() {
            let ids: Vec<Uuid> = draft.audit.iter().map(|_| self.clock.new_id()).collect();
            audit::add(conn, &ids, draft.author, &draft.audit).await?;
        }
        if !draft.jobs.is_empty() {
            let ids: Vec<Uuid> = draft.jobs.iter().map(|_| self.clock.new_id()).collect();
            jobs::add(conn, &ids, &draft.jobs).await?;
        }
        self.rows.receipt(draft, first);
        Ok(Verdict::Committed(Committed {
            id: draft.id,
            stream: first.map(|(stream, _)| StreamId(stream)),
            seq: first.map(|(_, number)| number),
            duplicate: false,
            mark,
        }))
    }

    /// Whether an event and an earlier one of this batch say something under an item and remove it.
    fn collides(&self, event: &EventDraft) -> bool {
        if let Write::DeleteItem { item } = &event.write {
            return self.spoken.contains(item);
        }
        if let Write::Move(moving) = &event.write {
            let Seat { item, .. } = moving.talk().from;
            return self.spoken.contains(&item) || self.removed.contains(&item);
        }
        event.item.is_some_and(|item| self.removed.contains(&item))
    }

    fn holds(&self, guard: Guard, now: &Now) -> bool {
        match guard {
            Guard::Access { stream, access_seq } => {
                self.counters.get(&stream.0).is_some_and(|now| now.access_seq == access_seq)
            }
            Guard::Item { item, changed_seq } => {
                self.touched_items.get(&item).copied().or(now.item) == Some(changed_seq)
            }
            Guard::Message { message, changed_seq } => {
                self.touched_messages.get(&message).copied().or(now.message) == Some(changed_seq)
            }
        }
    }

    /// The next seq of the event's stream.
    fn number(&mut self, event: &EventDraft) -> Seq {
        let counter = self
            .counters
            .get_mut(&event.stream.0)
            .expect("`take` goes on only with every counter in hand");
        counter.head += 1;
        if changes_access(&event.verb) {
            counter.access_seq = counter.head;
        }
        counter.head
    }

    async fn write(
        &mut self,
        conn: &mut Connection,
        event: &EventDraft,
        number: Seq,
    ) -> Result<(), sqlx::Error> {
        self.rows.event(event, number);
        push::of_event(conn, event).await?;
        if let Write::DeleteItem { item } = &event.write {
            self.removed.insert(*item);
        } else if let Write::Move(moving) = &event.write {
            self.removed.insert(moving.talk().from.item);
        }
        if event.message.is_some() {
            self.spoken.extend(event.item);
        }
        let mut told = wire(event, number);
        let mut is_complete = false;
        self.tags(event, number);
        if let Write::Message(message) = &event.write {
            self.rows.message(message, event.stream.0, number);
            let stands = view(message, number);
            crate::store::events::fill_message(&mut told, &stands);
            // The scanner may answer while this is on its way: then what is delivered is read anew.
            is_complete = stands.files.iter().all(|file| file.state != FileState::Pending);
        } else {
            write::store(conn, &event.write, Some(number)).await?;
            match (event.item, event.message) {
                (_, Some(message)) => drop(self.touched_messages.insert(message, number)),
                (Some(item), None) => drop(self.touched_items.insert(item, number)),
                (None, None) => {}
            }
        }
        self.written.push(Written { event: told, is_complete });
        Ok(())
    }

    /// Uses of tags of what stands in the open: a desk's would tell readers what is written there.
    fn tags(&mut self, event: &EventDraft, number: Seq) {
        let (sort, object, channel, slugs) = match &event.write {
            Write::Message(message) => {
                ("message", message.id.0, message.channel, &message.marks.tags)
            }
            Write::EditMessage { message, channel, marks, .. } => {
                ("message", message.0, *channel, &marks.tags)
            }
            Write::Item(item) => ("item", item.id.0, item.channel, &item.tags),
            Write::ChangeItem(item) => ("item", item.item.0, item.channel, &item.tags),
            Write::Nothing
            | Write::DeleteMessage { .. }
            | Write::React { .. }
            | Write::Unreact { .. }
            | Write::Pin { .. }
            | Write::DeleteItem { .. }
            | Write::Workspace(_)
            | Write::ChangeWorkspace { .. }
            | Write::Channel(_)
            | Write::ChangeChannel { .. }
            | Write::WorkspaceMember { .. }
            | Write::ChannelMember { .. }
            | Write::Follow { .. }
            | Write::Mark { .. }
            | Write::StartSession(_)
            | Write::EndSession { .. }
            | Write::NewMember(_)
            | Write::Move(_)
            | Write::Administration(_)
            | Write::Files(_)
            | Write::Moderation(_)
            | Write::InWorkspace(_)
            | Write::Arrival(_)
            | Write::ComingIn(_)
            | Write::Tags(_)
            | Write::Notices(_)
            | Write::Who(_)
            | Write::Activity(_)
            | Write::Peer(_)
            | Write::Copy(_)
            | Write::Publishing(_)
            | Write::Push(_) => return,
        };
        if event.stream != channel.into() {
            return;
        }
        for slug in slugs {
            self.rows.tag(slug, self.clock.new_id(), sort, object, channel.0, number);
        }
    }

    async fn finish(
        mut self,
        conn: &mut Connection,
        known: &mut Known,
    ) -> Result<Option<Vec<Written>>, sqlx::Error> {
        for (stream, counter) in &self.counters {
            if counter.head > counter.was {
                self.rows.head(*stream, counter);
            }
        }
        let Some(at) = self.rows.store(conn).await? else { return Ok(None) };
        known.learn(&self.counters);
        for written in &mut self.written {
            stamp(&mut written.event, at);
        }
        Ok(Some(self.written))
    }
}

/// What a draft moves, if it does: which messages stand there is asked again under the lock.
fn moved_talk(draft: &Draft) -> Option<&MovedTalk> {
    draft.events.iter().find_map(|event| {
        if let Write::Move(moving) = &event.write { Some(moving.talk()) } else { None }
    })
}

fn repeated(draft: &Draft, receipt: &Receipt) -> Verdict {
    if receipt.hash != draft.hash {
        return Verdict::Reused;
    }
    Verdict::Committed(Committed {
        id: receipt.id,
        stream: receipt.stream.map(StreamId),
        seq: receipt.seq.map(seq),
        duplicate: true,
        mark: None,
    })
}

/// Verbs after which a decision about rights made earlier may not be used. A new channel is one of
/// them: who takes a right away in all channels must know them all. So is talk that has left: other
/// rights hold where it stands now.
fn changes_access(verb: &Verb) -> bool {
    [Verb::ACCESS_CHANGED, Verb::CHANNEL_CHANGED, Verb::WORKSPACE_CHANGED].contains(verb)
        || [Verb::MEMBER_ADDED, Verb::MEMBER_REMOVED, Verb::CHANNEL_CREATED].contains(verb)
        || *verb == Verb::MOVED
        // The network's settings and its last administrator, too.
        || [Verb::NETWORK_CHANGED, Verb::OFFICE_CHANGED].contains(verb)
        // On a member's own stream: whoever closes an account must know all that it answers for.
        || *verb == Verb::WORKSPACE_JOINED
}
