//! How a refusal leaves: the closed list of codes as a JSON body with the code's status, the number
//! of the request in it, and `Retry-After` when it helps to wait. A fault is logged here, once.

use std::future::Future;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use talkoo_protocol::{Code, Refusal};
use uuid::Uuid;

use crate::{error::Failure, figures::FIGURES};

tokio::task_local! {
    /// The number of the request that this task answers.
    static REQUEST: Uuid;
}

/// Answers a request under its number.
pub(super) async fn numbered<F: Future>(request: Uuid, answering: F) -> F::Output {
    REQUEST.scope(request, answering).await
}

/// Why a handler did not answer.
#[derive(Debug)]
pub(super) struct Refused(Failure);

impl<E: Into<Failure>> From<E> for Refused {
    fn from(cause: E) -> Self {
        Self(cause.into())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let request = REQUEST.try_with(|request| *request).unwrap_or_default();
        let refusal = self.0.into_refusal(request);
        FIGURES.refused(refusal.code);
        let status = StatusCode::from_u16(refusal.code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let wait = refusal.retry_after_ms.map(|millis| millis.div_ceil(1_000));
        let mut response = (status, Json(refusal)).into_response();
        if let Some(secs) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        response
    }
}

/// For whoever comes while the node leaves.
pub(super) async fn elsewhere() -> impl IntoResponse {
    let refusal =
        Refusal::new(Code::Unavailable, "the node is leaving; ask again, another answers");
    ([(header::CONNECTION, "close")], Refused::from(refusal))
}

/// For a path of the API that is not there, or not with this method.
pub(super) async fn no_such_thing() -> Refused {
    Refusal::not_found().into()
}
