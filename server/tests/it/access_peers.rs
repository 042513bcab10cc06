//! Rows of the table of commands: what peers ask of each other.

use serde_json::json;
use talkoo_protocol::Code;

use crate::access_table::{FORBIDDEN, INSIDE, NOBODY, OK, Row, UNSEEN};

pub(crate) const PEERS: &[Row] = &[
    (
        "ask_network",
        |it| json!({"item": it.item, "competence": "mitään"}),
        [FORBIDDEN, Some(Code::BadValue), UNSEEN, UNSEEN],
    ),
    ("help_network", |_| json!({"willing": true}), [OK; 4]),
    ("put_away_ask", |it| json!({"item": it.item}), [UNSEEN; 4]),
    ("mark_solution", |it| json!({"item": it.item}), INSIDE),
    ("plan_duty", |_| json!({"hosts": []}), NOBODY),
    ("hand_over_duty", |it| json!({"week": "2026-11-23", "to": it.message}), NOBODY),
];
