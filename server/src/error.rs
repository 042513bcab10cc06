//! A fault is ours: something that should not have happened. It keeps its source, is logged once
//! where it is handled, and reaches the member only as a reference number.
//!
//! What is the caller's matter is a [`Refusal`]; [`Failure`] is for functions that know both.

use std::error::Error;

use talkoo_protocol::{Code, Refusal};
use uuid::Uuid;

use crate::figures::FIGURES;

/// Something of ours broke while we were `doing` something.
#[derive(Debug, thiserror::Error)]
#[error("{doing}")]
pub struct Fault {
    doing: &'static str,
    is_outage: bool,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Fault {
    /// A rule of ours that does not hold, without a cause from below.
    pub fn new(doing: &'static str) -> Self {
        Self { doing, is_outage: false, source: None }
    }

    /// The cause stays attached; its text is not repeated in ours.
    pub fn caused(doing: &'static str, source: impl Error + Send + Sync + 'static) -> Self {
        Self { doing, is_outage: false, source: Some(Box::new(source)) }
    }

    /// A part of ours is away and will come back: the caller may repeat with the same id.
    pub fn outage(doing: &'static str) -> Self {
        Self { doing, is_outage: true, source: None }
    }

    pub fn is_outage(&self) -> bool {
        self.is_outage
    }

    /// Logs the whole chain, once, and leaves the caller a reference to that line.
    pub fn into_refusal(self, request_id: Uuid) -> Refusal {
        let fault = self.chain();
        let (code, message) = if self.is_outage {
            FIGURES.outages.inc();
            tracing::warn!(request.id = %request_id, fault, "a part is away");
            (Code::Unavailable, "a part of the service is away; repeat with the same client id")
        } else {
            FIGURES.faults.inc();
            tracing::error!(request.id = %request_id, fault, "fault");
            (Code::Fault, "something broke on our side; the request id names it in our log")
        };
        let mut refusal = Refusal::new(code, message);
        refusal.request_id = request_id;
        refusal
    }

    /// What we were doing and every cause below it, on one line.
    pub fn chain(&self) -> String {
        let mut chain = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            chain.push_str(": ");
            chain.push_str(&error.to_string());
            cause = error.source();
        }
        chain
    }
}

/// Statements carry no values, and Postgres' detail line, which does, is left out by sqlx's
/// `Display`; so the chain of a database error holds no text that a member wrote.
impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        let is_outage = is_outage(&error);
        Self { doing: "asking the database", is_outage, source: Some(Box::new(error)) }
    }
}

fn is_outage(error: &sqlx::Error) -> bool {
    if let sqlx::Error::Database(database) = error {
        let code = database.code().unwrap_or_default();
        // 08: connection; 53: too many connections, disk full; 57: shutdown, statement timeout;
        // 55P03: lock timeout; 40P01: deadlock; 25P03: idle in transaction; 25006: it became a
        // standby.
        return matches!(&*code, "55P03" | "40P01" | "25P03" | "25006")
            || ["08", "53", "57"].iter().any(|class| code.starts_with(class));
    }
    matches!(
        error,
        sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
    )
}

/// Why something did not happen: the caller's matter or ours.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("refused: {:?}", .0.code)]
    Refused(Refusal),
    #[error(transparent)]
    Faulted(#[from] Fault),
}

impl Failure {
    /// The answer to the caller; a fault is logged on the way.
    pub fn into_refusal(self, request_id: Uuid) -> Refusal {
        match self {
            Self::Refused(mut refusal) => {
                refusal.request_id = request_id;
                refusal
            }
            Self::Faulted(fault) => fault.into_refusal(request_id),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Faulted(error.into())
    }
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::{Code, Retry};
    use uuid::Uuid;

    use super::{Failure, Fault};

    #[test]
    fn a_fault_shows_the_member_a_reference_and_nothing_else() {
        let fault = Fault::caused("reading the key", std::io::Error::other("/secret/path"));
        assert_eq!(fault.chain(), "reading the key: /secret/path");
        let refusal = fault.into_refusal(Uuid::from_u128(7));
        assert_eq!(refusal.code, Code::Fault);
        assert_eq!(refusal.request_id, Uuid::from_u128(7));
        assert!(!refusal.message.contains("secret"));
    }

    #[test]
    fn a_database_that_is_away_may_be_asked_again_with_the_same_id() {
        let refusal = Failure::from(sqlx::Error::PoolTimedOut).into_refusal(Uuid::nil());
        assert_eq!((refusal.code, refusal.retry), (Code::Unavailable, Retry::SameId));
        let refusal = Failure::from(sqlx::Error::RowNotFound).into_refusal(Uuid::nil());
        assert_eq!(refusal.code, Code::Fault);
    }
}
