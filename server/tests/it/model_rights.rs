//! The rule of who may read a channel exists twice: pure, for decisions, and in SQL, for lists, counts
//! and search. Here they are held equal over every combination of what they look at.

use sqlx::{AssertSqlSafe, Executor as _};
use talkoo::{domain::access, store::access as rows};
use talkoo_protocol::{ChannelId, MemberId};
use uuid::Uuid;

use crate::stage::Stage;

/// Every status, role in workspaces and role in channels: one member each.
const MEMBERS: &str = "
insert into members (id, given, family, email, status)
select gen_random_uuid(), coalesce(w.role, '-'), coalesce(c.role, '-'),
  gen_random_uuid() || '@esimerkki.example', s.status
from unnest(array['pending', 'active', 'suspended', 'erased']) as s (status),
  unnest(array[null, 'owner', 'facilitator', 'member', 'guest']) as w (role),
  unnest(array[null, 'owner', 'facilitator', 'member', 'guest']) as c (role)";

/// Who has had glass broken, with and without the office that it takes: a role in workspaces and in
/// channels, or none.
const LOOKERS: &str = "
insert into members (id, given, family, email, role, title)
select gen_random_uuid(), coalesce(w.role, '-'), coalesce(c.role, '-'),
  gen_random_uuid() || '@esimerkki.example', o, 'katsoja'
from unnest(array['network_admin', 'moderator']) as o,
  unnest(array[null, 'guest']) as w (role),
  unnest(array[null, 'owner']) as c (role)";

const GLASSES: &str = "
insert into glasses (id, workspace, asked_by, reason, until)
select gen_random_uuid(), w.id, m.id, 'syy', now() + interval '1 hour'
from workspaces w, members m where m.title = 'katsoja'";

/// Every visibility and state, with and without a second factor: one workspace each, with a channel
/// for each visibility, state and history; and direct channels of everybody.
const PLACES: &str = "
insert into workspaces (id, name, visibility, state, step_up)
select gen_random_uuid(), gen_random_uuid()::text, v, s, t
from unnest(array['open', 'by_request', 'invited', 'secret']) as v,
  unnest(array['preparing', 'active', 'archived']) as s,
  unnest(array[true, false]) as t;

insert into channels (id, workspace, kind, name, visibility, state, history, main_item)
select gen_random_uuid(), w.id, 'chat', gen_random_uuid()::text, v, s, h, gen_random_uuid()
from (select id from workspaces union all select null) as w,
  unnest(array['public', 'private']) as v,
  unnest(array['active', 'archived']) as s,
  unnest(array['all', 'joined']) as h;

insert into streams (id, sort, owner, head) select id, 'channel', id, 9 from channels;

insert into workspace_members (workspace, member, role)
select w.id, m.id, m.given from workspaces w, members m where m.given <> '-';

insert into channel_members (channel, member, role, history_from)
select c.id, m.id, m.family, 5 from channels c, members m where m.family <> '-'";

#[tokio::test]
async fn what_is_listed_is_what_may_be_read() {
    let stage = Stage::new().await;
    let mut conn = stage.superuser().await;
    conn.execute(MEMBERS).await.unwrap();
    conn.execute(LOOKERS).await.unwrap();
    conn.execute(PLACES).await.unwrap();
    conn.execute(GLASSES).await.unwrap();
    let members: Vec<Uuid> =
        sqlx::query_scalar("select id from members").fetch_all(&mut conn).await.unwrap();
    let channels: Vec<Uuid> =
        sqlx::query_scalar("select id from channels").fetch_all(&mut conn).await.unwrap();
    assert_eq!((members.len(), channels.len()), (108, 200));
    let mut readable = 0;
    for member in members {
        let member = MemberId(member);
        let mut listed = rows::readable_channels(&mut conn, member).await.unwrap();
        listed.sort();
        let asked: Vec<_> = channels.iter().map(|channel| (member, ChannelId(*channel))).collect();
        let standings = rows::standings(&mut conn, &asked).await.unwrap();
        let standings: Vec<_> = standings.into_iter().flatten().collect();
        assert_eq!(standings.len(), channels.len());
        let mut may: Vec<_> = standings
            .iter()
            .filter(|standing| standing.may_read())
            .map(|standing| standing.channel)
            .collect();
        may.sort();
        assert_eq!(listed, may, "{member}");
        readable += may.len();
        check_start(&mut conn, member, &standings).await;
    }
    assert!(readable > 1_000, "the fixture is no desert: {readable}");
    // With the office everything but what asks for a second factor is seen, and nothing without.
    let seen = |office: &str| {
        format!(
            "select count(distinct r.channel) from members m, readable_channels(m.id) r
             join channels c on c.id = r.channel
             where m.title = 'katsoja' and m.given = '-' and m.role = '{office}'
               and c.workspace is not null and c.visibility = 'private'"
        )
    };
    assert_eq!(stage.number(seen("network_admin")).await, 48);
    assert_eq!(stage.number(seen("moderator")).await, 0);
}

/// The first seq that is visible, too, and the right that streams are followed by.
async fn check_start(
    conn: &mut sqlx::PgConnection,
    member: MemberId,
    standings: &[access::Standing],
) {
    let from = format!("select channel, history_from from readable_channels('{member}')");
    let from: Vec<(Uuid, i64)> =
        sqlx::query_as(AssertSqlSafe(from)).fetch_all(&mut *conn).await.unwrap();
    let pairs: Vec<_> = standings.iter().map(|one| (member, one.channel.into())).collect();
    let rights = rows::rights(conn, &pairs).await.unwrap();
    assert_eq!(rights.len(), from.len());
    for standing in standings.iter().filter(|standing| standing.may_read()) {
        let listed = from.iter().find(|(channel, _)| *channel == standing.channel.0);
        let (_, from) = listed.expect("it is listed");
        assert_eq!(from.unsigned_abs(), standing.visible_from(), "{standing:?}");
        let right = rights[&(member, standing.channel.into())];
        assert_eq!((right.head, right.oldest), (9, standing.visible_from().max(1)), "{standing:?}");
    }
}
