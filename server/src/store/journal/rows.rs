//! Rows that a batch gathers and stores by one statement: parallel columns, as `unnest` takes them.

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{ground::Counter, push};
use crate::{
    domain::draft::{Draft, EventDraft, NewMessage},
    store::{Connection, sql_seq},
};

#[derive(Default)]
pub(super) struct Rows {
    events: Events,
    messages: Messages,
    mentions: Mentions,
    tags: Tags,
    receipts: Receipts,
    heads: Heads,
    guarded: Guarded,
}

#[derive(Default)]
struct Events {
    stream: Vec<Uuid>,
    seq: Vec<i64>,
    actor: Vec<Option<Uuid>>,
    spoken_as: Vec<Option<Uuid>>,
    verb: Vec<String>,
    item: Vec<Option<Uuid>>,
    message: Vec<Option<Uuid>>,
    counts: Vec<bool>,
    facts: Vec<Option<Value>>,
}

#[derive(Default)]
struct Messages {
    id: Vec<Uuid>,
    channel: Vec<Uuid>,
    stream: Vec<Uuid>,
    item: Vec<Uuid>,
    seq: Vec<i64>,
    author: Vec<Option<Uuid>>,
    spoken_as: Vec<Option<Uuid>>,
    text: Vec<String>,
    body: Vec<Option<Value>>,
    quote: Vec<Option<Uuid>>,
    /// Array literals, `{…}`: `unnest` does not take arrays of unequal length.
    mentions: Vec<String>,
    mentions_channel: Vec<bool>,
    tags: Vec<String>,
    tells: Vec<bool>,
}

#[derive(Default)]
struct Mentions {
    message: Vec<Uuid>,
    channel: Vec<Uuid>,
    item: Vec<Uuid>,
    seq: Vec<i64>,
    member: Vec<Option<Uuid>>,
}

#[derive(Default)]
struct Tags {
    slug: Vec<String>,
    id: Vec<Uuid>,
    sort: Vec<String>,
    object: Vec<Uuid>,
    channel: Vec<Uuid>,
    seq: Vec<i64>,
}

#[derive(Default)]
struct Receipts {
    author: Vec<Uuid>,
    client_id: Vec<Uuid>,
    hash: Vec<Vec<u8>>,
    id: Vec<Uuid>,
    stream: Vec<Option<Uuid>>,
    seq: Vec<Option<i64>>,
}

#[derive(Default)]
struct Heads {
    stream: Vec<Uuid>,
    /// Where the counter stood when its new seqs were given out.
    was: Vec<i64>,
    access_was: Vec<i64>,
    head: Vec<i64>,
    access_seq: Vec<i64>,
}

/// What a statement must find as it was remembered, because nobody has looked since.
#[derive(Default)]
struct Guarded {
    is_remembered: bool,
    item: Vec<Uuid>,
    changed_seq: Vec<i64>,
}

impl Rows {
    pub(super) fn event(&mut self, event: &EventDraft, seq: u64) {
        let rows = &mut self.events;
        rows.stream.push(event.stream.0);
        rows.seq.push(sql_seq(seq));
        rows.actor.push(event.actor.map(|actor| actor.0));
        rows.spoken_as.push(event.spoken_as.map(|organisation| organisation.0));
        rows.verb.push(event.verb.as_str().to_owned());
        rows.item.push(event.item.map(|item| item.0));
        rows.message.push(event.message.map(|message| message.0));
        rows.counts.push(event.counts);
        let facts = (!event.facts.is_empty())
            .then(|| Value::Object(event.facts.clone().into_iter().collect()));
        rows.facts.push(facts);
    }

    pub(super) fn message(&mut self, message: &NewMessage, stream: Uuid, seq: u64) {
        let rows = &mut self.messages;
        rows.id.push(message.id.0);
        rows.channel.push(message.channel.0);
        rows.stream.push(stream);
        rows.item.push(message.item.0);
        rows.seq.push(sql_seq(seq));
        rows.author.push(message.author.map(|author| author.0));
        rows.spoken_as.push(message.spoken_as.map(|organisation| organisation.0));
        rows.text.push(message.text.clone());
        rows.body.push(message.body.clone());
        rows.quote.push(message.quote.map(|quote| quote.0));
        rows.mentions.push(literal(message.marks.mentions.iter()));
        rows.mentions_channel.push(message.marks.mentions_channel);
        rows.tags.push(literal(message.marks.tags.iter()));
        rows.tells.push(message.tells);

        let group = message.marks.mentions_channel.then_some(None);
        let members = message.marks.mentions.iter().map(|member| Some(member.0));
        for member in group.into_iter().chain(members) {
            self.mentions.message.push(message.id.0);
            // By stream: what is said on a desk is no mention in the open channel.
            self.mentions.channel.push(stream);
            self.mentions.item.push(message.item.0);
            self.mentions.seq.push(sql_seq(seq));
            self.mentions.member.push(member);
        }
    }

    /// `new_id` names the tag if it is not there yet.
    pub(super) fn tag(
        &mut self,
        slug: &str,
        new_id: Uuid,
        sort: &str,
        object: Uuid,
        channel: Uuid,
        seq: u64,
    ) {
        self.tags.slug.push(slug.to_owned());
        self.tags.id.push(new_id);
        self.tags.sort.push(sort.to_owned());
        self.tags.object.push(object);
        self.tags.channel.push(channel);
        self.tags.seq.push(sql_seq(seq));
    }

    pub(super) fn receipt(&mut self, draft: &Draft, first: Option<(Uuid, u64)>) {
        self.receipts.author.push(draft.author.0);
        self.receipts.client_id.push(draft.client_id.0);
        self.receipts.hash.push(draft.hash.clone());
        self.receipts.id.push(draft.id);
        self.receipts.stream.push(first.map(|(stream, _)| stream));
        self.receipts.seq.push(first.map(|(_, seq)| sql_seq(seq)));
    }

    pub(super) fn head(&mut self, stream: Uuid, counter: &Counter) {
        self.heads.stream.push(stream);
        self.heads.was.push(sql_seq(counter.was));
        self.heads.access_was.push(sql_seq(counter.access_was));
        self.heads.head.push(sql_seq(counter.head));
        self.heads.access_seq.push(sql_seq(counter.access_seq));
    }

    /// These items were not looked at in this batch, and neither were its receipts: the statement
    /// that stores it does so only if they are as remembered.
    pub(super) fn remembered(&mut self, items: impl Iterator<Item = (Uuid, u64)>) {
        self.guarded.is_remembered = true;
        for (item, changed_seq) in items {
            self.guarded.item.push(item);
            self.guarded.changed_seq.push(sql_seq(changed_seq));
        }
    }

    /// Stores everything gathered, if each counter (and what is only remembered) still stands where
    /// it did, and gives the instant of it; `None` when something has moved, and then nothing is
    /// stored. The hot part (messages, events, receipts, counters) is one statement, one round trip;
    /// mentions and tags cost theirs only when there are any.
    #[expect(clippy::too_many_lines, reason = "one statement is one round trip")]
    pub(super) async fn store(
        self,
        conn: &mut Connection,
    ) -> Result<Option<OffsetDateTime>, sqlx::Error> {
        if self.receipts.author.is_empty() {
            return Ok(Some(OffsetDateTime::UNIX_EPOCH));
        }
        self.tags.store(conn).await?;
        if !self.mentions.message.is_empty() {
            self.mentions.store(conn).await?;
        }
        let Self { events, messages, receipts, heads, guarded, .. } = self;
        let stored = sqlx::query!(
            r#"with held as materialized (
                 select s.id
                 from streams s
                 join unnest($29::uuid[], $32::bigint[], $33::bigint[]) as n (stream, was, access_was)
                   on n.stream = s.id and n.was = s.head and n.access_was = s.access_seq
                 order by s.id
                 for update of s skip locked
               ),
               sound as materialized (
                 select
                   (select count(*) from held) = cardinality($29::uuid[])
                   and (not $34 or not exists (
                     select from unnest($23::uuid[], $24::uuid[]) as d (author, client_id)
                     join receipts r on r.author = d.author and r.client_id = d.client_id
                     union all
                     select from unnest($35::uuid[], $36::bigint[]) as g (item, changed_seq)
                     left join items i on i.id = g.item
                     where i.changed_seq is distinct from g.changed_seq
                   )) as yes
               ),
               new_events as (
                 insert into events (stream, seq, actor, spoken_as, verb, item, message, counts, facts)
                 select e.*
                 from sound, unnest(
                   $1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::boolean[], $9::jsonb[]) as e
                 where sound.yes
               ),
               new_messages as (
                 insert into messages (id, channel, stream, item, seq, author, spoken_as, text, body, quote, mentions, mentions_channel, tags, changed_seq)
                 select m.id, m.channel, m.stream, m.item, m.seq, m.author, m.spoken_as, m.text, m.body, m.quote,
                   m.mentions::uuid[], m.mentions_channel, m.tags::text[], m.seq
                 from sound, unnest(
                   $10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $14::bigint[], $15::uuid[], $16::uuid[], $17::text[], $18::jsonb[], $19::uuid[],
                   $20::text[], $21::boolean[], $22::text[])
                   as m (id, channel, stream, item, seq, author, spoken_as, text, body, quote, mentions, mentions_channel, tags)
                 where sound.yes
               ),
               counted as (
                 update items i
                 set last_seq = greatest(i.last_seq, n.last_seq),
                     message_count = i.message_count + n.count
                 from (
                   select item, max(seq) as last_seq, count(*)::integer as count
                   from unnest($13::uuid[], $14::bigint[]) as m (item, seq)
                   group by item
                 ) n, sound
                 where i.id = n.item and sound.yes
               ),
               -- Whom it concerns is found after the commit; here only whether it may concern somebody.
               owed as (
                 insert into push_owed (message)
                 select m.id
                 from sound, unnest($10::uuid[], $11::uuid[], $12::uuid[], $13::uuid[], $15::uuid[], $22::text[], $37::boolean[])
                   as m (id, channel, stream, item, author, tags, tells)
                 where sound.yes
                   and m.stream = m.channel
                   and (m.tells or exists (
                     select from follows f
                     where f.level = 'watch'
                       and f.subject = any(array[m.channel::text, m.item::text, m.author::text] || m.tags::text[])
                   ))
                 on conflict do nothing
               ),
               new_receipts as (
                 insert into receipts (author, client_id, hash, id, stream, seq)
                 select r.*
                 from sound, unnest($23::uuid[], $24::uuid[], $25::bytea[], $26::uuid[], $27::uuid[], $28::bigint[]) as r
                 where sound.yes
               )
               update streams s
               set head = n.head,
                   access_seq = n.access_seq
               from unnest($29::uuid[], $30::bigint[], $31::bigint[]) as n (stream, head, access_seq), sound
               where s.id = n.stream and sound.yes
               returning app_now() as "at!""#,
            &events.stream,
            &events.seq,
            &events.actor as &[Option<Uuid>],
            &events.spoken_as as &[Option<Uuid>],
            &events.verb,
            &events.item as &[Option<Uuid>],
            &events.message as &[Option<Uuid>],
            &events.counts,
            &events.facts as &[Option<Value>],
            &messages.id,
            &messages.channel,
            &messages.stream,
            &messages.item,
            &messages.seq,
            &messages.author as &[Option<Uuid>],
            &messages.spoken_as as &[Option<Uuid>],
            &messages.text,
            &messages.body as &[Option<Value>],
            &messages.quote as &[Option<Uuid>],
            &messages.mentions,
            &messages.mentions_channel,
            &messages.tags,
            &receipts.author,
            &receipts.client_id,
            &receipts.hash,
            &receipts.id,
            &receipts.stream as &[Option<Uuid>],
            &receipts.seq as &[Option<i64>],
            &heads.stream,
            &heads.head,
            &heads.access_seq,
            &heads.was,
            &heads.access_was,
            guarded.is_remembered,
            &guarded.item,
            &guarded.changed_seq,
            &messages.tells,
        )
        .fetch_all(conn)
        .await?;
        let is_stored = stored.len() == heads.stream.len();
        let at = stored.first().map_or(OffsetDateTime::UNIX_EPOCH, |row| row.at);
        Ok(is_stored.then_some(at))
    }
}

impl Mentions {
    async fn store(&self, conn: &mut Connection) -> Result<(), sqlx::Error> {
        sqlx::query!(
            "insert into mentions (message, channel, item, seq, member)
             select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[])",
            &self.message,
            &self.channel,
            &self.item,
            &self.seq,
            &self.member as &[Option<Uuid>],
        )
        .execute(conn)
        .await?;
        Ok(())
    }
}

impl Tags {
    /// Tags are made in the order of their slugs, so that two batches never wait for each other.
    async fn store(&self, conn: &mut Connection) -> Result<(), sqlx::Error> {
        if self.slug.is_empty() {
            return Ok(());
        }
        sqlx::query!(
            "insert into tags (id, slug)
             select distinct on (n.slug) n.id, n.slug
             from unnest($1::uuid[], $2::text[]) as n (id, slug)
             order by n.slug
             on conflict (slug) do nothing",
            &self.id,
            &self.slug,
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "insert into taggings (tag, sort, object, channel, seq)
             select coalesce(t.merged_into, t.id), n.sort, n.object, n.channel, n.seq
             from unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::bigint[])
               as n (slug, sort, object, channel, seq)
             join tags t on t.slug = n.slug
             on conflict do nothing",
            &self.slug,
            &self.sort,
            &self.object,
            &self.channel,
            &self.seq,
        )
        .execute(&mut *conn)
        .await?;
        push::owed_by_tags(conn, &self.slug, &self.sort, &self.object).await
    }
}

/// An array literal of values that need no quoting: ids, and slugs of letters, digits, `-`, `_`.
fn literal<T: std::fmt::Display>(values: impl Iterator<Item = T>) -> String {
    let values: Vec<String> = values.map(|value| value.to_string()).collect();
    format!("{{{}}}", values.join(","))
}
