//! Shapes of writing together and of publishing.

use ts_rs::{Config, TS};

use crate::publishing::*;

pub(super) fn shapes(config: &Config) -> Vec<String> {
    declare!(
        config,
        HoldItem,
        HoldBody,
        ChangesBody,
        ChangeView,
        PassageChange,
        Run,
        PreviewBody,
        PreviewQuery,
        TakeSource,
        SourcesBody,
        SourceView,
        SendNewsletter,
        NewsletterBody,
        NewsletterView,
    )
}
