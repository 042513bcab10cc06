//! Coming in by oneself: somebody applies, an account waits, who keeps the gate decides, a letter
//! tells. What an account that waits may see is its own application and nothing else.

mod apply;
mod take_in;
mod queue;
mod absent;
pub mod telling;
pub(super) mod handle;
pub(super) mod decide;
pub(super) mod remind;

pub use absent::absent;
pub use apply::{apply, entrance};
pub use queue::{own, queue};
pub(super) use take_in::{WORK, take_in};

use talkoo_protocol::{MemberId, Refusal};

use crate::{
    domain::arrival::Gatekeeper,
    error::Failure,
    store::{Connection, organisations, people},
};

/// What the member is to the queue. Asked before anything is looked for in it.
async fn gatekeeper(conn: &mut Connection, member: MemberId) -> Result<Gatekeeper, Failure> {
    let role = people::network_role(conn, member).await?;
    let contact_of = organisations::contact_of(conn, member).await?;
    let found = Gatekeeper::of(role, contact_of);
    Ok(found.ok_or_else(|| {
        Refusal::not_allowed("only administrators and contact persons of organisations do this")
    })?)
}
