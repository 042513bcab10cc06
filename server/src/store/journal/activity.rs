//! Statements of outcomes and feeds.

use uuid::Uuid;

use super::coming_in::found;
use crate::{
    domain::{
        draft::{ActivityWrite, NewOutcome},
        outcome::OutcomeState,
    },
    store::Connection,
};

pub(super) async fn store(
    conn: &mut Connection,
    write: &ActivityWrite,
    number: i64,
) -> Result<(), sqlx::Error> {
    match write {
        ActivityWrite::Record(new) => record(conn, new, number).await,
        ActivityWrite::Change { outcome, details } => change(conn, outcome.0, details).await,
        ActivityWrite::Settle { outcome, state, by } => settle(conn, outcome.0, *state, by.0).await,
        ActivityWrite::MakeFeed { feed, member, token_hash, sort, subject } => {
            sqlx::query!(
                "insert into feeds (id, member, token_hash, sort, subject)
                 values ($1, $2, $3, $4, $5)",
                feed.0,
                member.0,
                token_hash,
                sort,
                subject,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        ActivityWrite::EndFeed { feed, member } => {
            sqlx::query!(
                "update feeds set ended_at = app_now() where id = $1 and member = $2",
                feed.0,
                member.0,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
    }
}

async fn record(conn: &mut Connection, new: &NewOutcome, number: i64) -> Result<(), sqlx::Error> {
    let details = &new.details;
    sqlx::query!(
        "insert into outcomes
           (id, stream, seq, channel, workspace, item, message, kind, recorded_by, spoken_as,
            region, theme, words, link, amount, unit)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        new.id.0,
        new.stream.0,
        number,
        new.channel.map(|id| id.0),
        new.workspace.map(|id| id.0),
        new.item.map(|id| id.0),
        new.message.map(|id| id.0),
        new.kind.as_str(),
        new.by.0,
        new.spoken_as.map(|id| id.0),
        details.region,
        details.theme,
        details.words,
        details.link,
        details.amount,
        details.unit,
    )
    .execute(&mut *conn)
    .await?;
    others(conn, new.id.0, details).await
}

/// Who else is named: the other parties and the organisations.
async fn others(
    conn: &mut Connection,
    outcome: Uuid,
    details: &talkoo_protocol::activity::OutcomeDetails,
) -> Result<(), sqlx::Error> {
    let members: Vec<Uuid> = details.with.iter().map(|id| id.0).collect();
    let organisations: Vec<Uuid> = details.organisations.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into outcome_parties (outcome, member) select $1, * from unnest($2::uuid[])",
        outcome,
        &members,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into outcome_organisations (outcome, organisation)
         select $1, * from unnest($2::uuid[])",
        outcome,
        &organisations,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn change(
    conn: &mut Connection,
    outcome: Uuid,
    details: &talkoo_protocol::activity::OutcomeDetails,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update outcomes
         set region = $2, theme = $3, words = $4, link = $5, amount = $6, unit = $7
         where id = $1 and state = 'recorded'",
        outcome,
        details.region,
        details.theme,
        details.words,
        details.link,
        details.amount,
        details.unit,
    )
    .execute(&mut *conn)
    .await?;
    found(conn, done.rows_affected()).await?;
    sqlx::query!(
        "with parties as (delete from outcome_parties where outcome = $1)
         delete from outcome_organisations where outcome = $1",
        outcome,
    )
    .execute(&mut *conn)
    .await?;
    others(conn, outcome, details).await
}

async fn settle(
    conn: &mut Connection,
    outcome: Uuid,
    state: OutcomeState,
    by: Uuid,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update outcomes
         set state = $2,
             answered_by = case when $2 = 'withdrawn' then answered_by else $3 end,
             answered_at = app_now()
         where id = $1
           and state <> 'withdrawn'
           and (state = 'recorded' or $2 = 'withdrawn')",
        outcome,
        state.as_str(),
        by,
    )
    .execute(&mut *conn)
    .await?;
    found(conn, done.rows_affected()).await
}
