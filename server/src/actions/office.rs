//! Who holds an office of the network: those who administer it and those who moderate it. An office
//! is no key to anybody's content.

use talkoo_protocol::{MemberId, Refusal};

use crate::{
    domain::access::NetworkRole,
    error::Failure,
    store::{Connection, people},
};

/// Goes on only for who may change accounts, organisations and settings of the network.
pub(super) async fn administrator(conn: &mut Connection, member: MemberId) -> Result<(), Failure> {
    held(conn, member, NetworkRole::may_administer).await
}

/// Goes on only for who may decide the network's reports.
pub(super) async fn moderator(conn: &mut Connection, member: MemberId) -> Result<(), Failure> {
    held(conn, member, NetworkRole::may_moderate).await
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
