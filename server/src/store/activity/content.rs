//! What the rows of a page tell of, as it stands now: beginnings of messages, titles of items.

use std::collections::HashMap;

use talkoo_protocol::{ChannelId, ItemId, MessageId, StreamId};
use uuid::Uuid;

use super::super::Connection;
use crate::error::Fault;

/// As much of a message as its line may need; a mark cut in two is told as it is written.
const BEGINNING: i32 = 600;

/// Messages and items by id. What has been removed has no words.
#[derive(Debug, Default)]
pub struct Told {
    pub messages: HashMap<MessageId, Message>,
    pub items: HashMap<ItemId, Item>,
}

#[derive(Debug)]
pub struct Message {
    pub stream: StreamId,
    pub text: String,
    pub is_deleted: bool,
}

#[derive(Debug)]
pub struct Item {
    pub channel: ChannelId,
    pub title: String,
    pub is_desk: bool,
    pub is_deleted: bool,
}

/// # Errors
/// A fault of the database.
pub async fn told(conn: &mut Connection, messages: &[Uuid], items: &[Uuid]) -> Result<Told, Fault> {
    let said = sqlx::query!(
        r#"select id as "id!", stream as "stream!", left(text, $2) as "text!", deleted as "deleted!"
           from message_now
           where id = any($1)
           limit $3"#,
        messages,
        BEGINNING,
        messages.len() as i64,
    )
    .fetch_all(&mut *conn)
    .await?;
    let made = sqlx::query!(
        r#"select id as "id!", channel as "channel!", title as "title!", desk as "desk!",
             deleted as "deleted!"
           from item_now
           where id = any($1)
           limit $2"#,
        items,
        items.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    let messages = said.into_iter().map(|row| {
        let stream = StreamId(row.stream);
        (MessageId(row.id), Message { stream, text: row.text, is_deleted: row.deleted })
    });
    let items = made.into_iter().map(|row| {
        let item = Item {
            channel: ChannelId(row.channel),
            title: row.title,
            is_desk: row.desk,
            is_deleted: row.deleted,
        };
        (ItemId(row.id), item)
    });
    Ok(Told { messages: messages.collect(), items: items.collect() })
}
