//! Shapes of what peers ask of each other.

use ts_rs::{Config, TS};

use crate::peer::*;

pub(super) fn shapes(config: &Config) -> Vec<String> {
    declare!(
        config,
        AskNetwork,
        HelpNetwork,
        PutAwayAsk,
        MarkSolution,
        PlanDuty,
        HandOverDuty,
        AsksBody,
        AskView,
        QuestionView,
        AroundBody,
        SolutionView,
        DutyBody,
        DutyWeek,
    )
}
