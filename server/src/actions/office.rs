//! Who holds an office of the network: those who administer it and those who moderate it. An office
//! is no key to anybody's content.

use talkoo_protocol::{MemberId, Refusal, Verb};

use super::Asked;
use crate::{
    domain::{
        access::NetworkRole,
        draft::{Administration, EventDraft, Guard, Write},
    },
    error::Failure,
    store::{Connection, people, streams},
};

/// Goes on only for who may change accounts, organisations and settings of the network.
pub(super) async fn administrator(conn: &mut Connection, member: MemberId) -> Result<(), Failure> {
    held(conn, member, NetworkRole::may_administer).await
}

/// Goes on only for who may decide the network's reports.
pub(super) async fn moderator(conn: &mut Connection, member: MemberId) -> Result<(), Failure> {
    held(conn, member, NetworkRole::may_moderate).await
}

/// Holds as long as nobody's office and none of the network's settings has changed.
pub(super) async fn guard(asked: &Asked<'_>, conn: &mut Connection) -> Result<Guard, Failure> {
    let stream = asked.app.network.stream;
    let head = streams::heads(conn, &[stream]).await?;
    let access_seq = head.first().map_or(0, |head| head.access_seq);
    Ok(Guard::Access { stream, access_seq })
}

/// Goes on only if somebody else administers the network, too: whoever takes this member's office
/// or account asks, under [`guard`].
pub(super) async fn keeps_an_administrator(
    conn: &mut Connection,
    member: MemberId,
) -> Result<(), Failure> {
    if people::administers_besides(conn, member).await? {
        return Ok(());
    }
    Err(Refusal::rule("the last administrator names another one first").into())
}

/// The office in another hand: told to the network and to the member's own devices.
pub(super) fn changed(asked: &Asked<'_>, member: MemberId, next: NetworkRole) -> Vec<EventDraft> {
    let office = next.as_str();
    let write = Write::Administration(Box::new(Administration::Office { member, office }));
    let network = asked.app.network.stream;
    vec![
        EventDraft::new(network, Verb::OFFICE_CHANGED, asked.member, write)
            .fact("member", member.to_string())
            .fact("office", office),
        EventDraft::new(member, Verb::OFFICE_CHANGED, asked.member, Write::Nothing)
            .fact("member", member.to_string())
            .fact("office", office),
    ]
}

async fn held(
    conn: &mut Connection,
    member: MemberId,
    may: fn(NetworkRole) -> bool,
) -> Result<(), Failure> {
    if people::network_role(conn, member).await?.is_some_and(may) {
        return Ok(());
    }
    Err(Refusal::not_allowed("only who holds that office in the network does this").into())
}
