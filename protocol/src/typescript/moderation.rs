//! Shapes of care among members.

use ts_rs::{Config, TS};

use crate::{ids::*, moderation::*};

pub(super) fn shapes(config: &Config) -> Vec<String> {
    declare!(
        config,
        ReportId,
        Block,
        Unblock,
        AnswerDirect,
        Report,
        ReportSubject,
        ClaimReport,
        HideReported,
        RestoreReported,
        DecideReport,
        AppealReport,
        BlockView,
        DirectRequestView,
        HiddenText,
        ReportView,
        VoiceView,
        SightView,
        VerdictView,
        OwnReportView,
    )
}
