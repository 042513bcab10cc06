//! Commands about devices that take notices.

use super::sample::id;
use crate::{
    Action,
    push::{ForgetPush, RegisterPush, TestPush},
};

pub(super) fn actions() -> Vec<Action> {
    let device = id(14, 1);
    vec![
        Action::RegisterPush(Box::new(RegisterPush {
            session: id(7, 1),
            endpoint: "https://push.example/send/eerojl".to_owned(),
            p256dh: "BH1HTeKM7-NwaLGHEqxeu2IamQaVVLkcsFHPIHmsCnqxcBHPQBprF41bEMOr3O1hUQ2jU1opNEm1F_lZV_sxMP8"
                .to_owned(),
            auth: "sBXU5_tIYz-5w7G2B25BEw".to_owned(),
            key: "BMo1HqKF6skMZYykrte9duqYwBD08mDQKTunRkJdD3sTJ9E-yyN6sJlPWTpKNhp-y2KeS6oANHF-q3w37bClb7U"
                .to_owned(),
            label: "Firefox, Linux".to_owned(),
            language: "fi".to_owned(),
            shows: "sender".to_owned(),
        })),
        Action::ForgetPush(ForgetPush { device }),
        Action::TestPush(TestPush { device }),
    ]
}
