//! Why the server will not start here. Nothing is broken: the operator has to decide.

use std::error::Error;

/// One clear line for the operator; the process ends with exit code 3.
#[derive(Debug, thiserror::Error)]
#[error("{line}")]
pub struct Unfit {
    line: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl Unfit {
    pub fn new(line: impl Into<String>) -> Self {
        Self { line: line.into(), source: None }
    }

    pub(super) fn caused(
        line: impl Into<String>,
        source: impl Error + Send + Sync + 'static,
    ) -> Self {
        Self { line: line.into(), source: Some(Box::new(source)) }
    }

    pub(super) fn unreachable(source: sqlx::Error) -> Self {
        Self::caused("the database cannot be asked", source)
    }

    pub(super) fn unreadable(source: sqlx::migrate::MigrateError) -> Self {
        Self::caused("the list of applied migrations cannot be read", source)
    }

    /// The line with every cause below it.
    pub fn chain(&self) -> String {
        let mut chain = self.line.clone();
        let mut cause = self.source();
        while let Some(error) = cause {
            chain.push_str(": ");
            chain.push_str(&error.to_string());
            cause = error.source();
        }
        chain
    }
}
