//! Read marks on all devices of a member (promise P10). A hint tells of each at once; which version the
//! devices here have is compared every second, and what they lack is read and told.

use std::collections::HashMap;

use parking_lot::Mutex;
use talkoo_protocol::{MemberId, Seq, ServerFrame};

use super::Delivery;
use crate::{
    error::Fault,
    store::{Connection, unread},
};

/// Members of one question.
const PART: usize = 10_000;
/// Members whose marks are read at once. Few lack any, unless Redis was away.
const BEHIND: usize = 50;

/// Up to which version every device here has been told, by member.
#[derive(Default)]
pub(super) struct Marks(Mutex<HashMap<MemberId, Seq>>);

impl Delivery {
    /// A device is greeted with this version; older marks it fetches itself.
    pub fn marks_greeted(&self, member: MemberId, version: Seq) {
        let mut told = self.marks.0.lock();
        let told = told.entry(member).or_insert(version);
        // Another device may be ahead of it or behind it; who is told twice forgets the second.
        *told = version.min(*told);
    }

    /// A mark was told to the devices here. One behind a gap is told again with what is missing.
    pub(super) fn mark_told(&self, member: MemberId, version: Option<Seq>) {
        if let (Some(version), Some(told)) = (version, self.marks.0.lock().get_mut(&member))
            && version == *told + 1
        {
            *told = version;
        }
    }

    pub(super) fn marks_closed(&self, member: MemberId) {
        let mut told = self.marks.0.lock();
        if self.hub.of_member(member).is_empty() {
            told.remove(&member);
        }
    }

    /// Tells the devices here of marks that they lack.
    pub(super) async fn compare_marks(&self, conn: &mut Connection) -> Result<(), Fault> {
        let told: Vec<(MemberId, Seq)> =
            self.marks.0.lock().iter().map(|(member, version)| (*member, *version)).collect();
        for part in told.chunks(PART) {
            let behind = unread::behind(conn, part).await?;
            for part in behind.chunks(BEHIND) {
                self.tell_missed(conn, part).await?;
            }
        }
        Ok(())
    }

    async fn tell_missed(
        &self,
        conn: &mut Connection,
        behind: &[unread::Behind],
    ) -> Result<(), Fault> {
        let missed = unread::missed(conn, behind).await?;
        let mut now: HashMap<MemberId, Seq> = HashMap::new();
        for (member, mark) in &missed.marks {
            self.hub.tell_member(*member, &super::frame(&ServerFrame::Mark(*mark))?);
            now.insert(*member, mark.version);
        }
        if !missed.is_cut {
            // A version may have left no mark: one that was covered by another.
            for one in behind {
                let version = now.entry(one.member).or_default();
                *version = one.head.max(*version);
            }
        }
        let mut told = self.marks.0.lock();
        for (member, version) in now {
            if let Some(told) = told.get_mut(&member) {
                *told = version.max(*told);
            }
        }
        Ok(())
    }
}
