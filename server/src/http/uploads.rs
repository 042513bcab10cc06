//! Files on their way in: begin, how far, go on, take back. And what is known of a piece before any
//! of it is read: whose it is, where it begins, how it calls itself.

use axum::{
    Json,
    body::Body as Flow,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use talkoo_protocol::{
    FileId, Refusal,
    files::{NewUpload, UploadView},
};

use super::{
    body::{Body, Id},
    refused::Refused,
    signed::Signed,
};
use crate::actions::uploads;

const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
/// A form of another page cannot send this without asking us first.
const PIECE: &str = "application/offset+octet-stream";

/// Begins an upload. Repeated with the same client id it is the same one.
#[utoipa::path(
    post,
    path = "/uploads",
    tag = "files",
    request_body = NewUpload,
    responses((status = 200, body = UploadView, description = "where it stands")),
    extensions(("x-right" = json!("an active member, within the quotas"))),
)]
pub(super) async fn begin(signed: Signed, Body(new): Body<NewUpload>) -> Result<Response, Refused> {
    Ok(standing(uploads::begin(&signed.app, signed.member, &new).await?))
}

/// How far an upload has come; `HEAD` answers the same in headers alone.
#[utoipa::path(
    get,
    path = "/uploads/{file}",
    tag = "files",
    params(("file" = FileId, Path)),
    responses((status = 200, body = UploadView, description = "where it stands")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn upload(signed: Signed, Id(file): Id<FileId>) -> Result<Response, Refused> {
    Ok(standing(uploads::upload(&signed.app, signed.member, file).await?))
}

/// Adds a piece that begins where the upload stands. The last one is answered when the file has been
/// looked at.
#[utoipa::path(
    patch,
    path = "/uploads/{file}",
    tag = "files",
    params(
        ("file" = FileId, Path),
        ("upload-offset" = u64, Header, description = "where the piece begins"),
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    responses((status = 200, body = UploadView, description = "where it stands now")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn append(
    signed: Signed,
    Id(file): Id<FileId>,
    headers: HeaderMap,
    body: Flow,
) -> Result<Response, Refused> {
    if headers.get(header::CONTENT_TYPE).is_none_or(|sort| sort != PIECE) {
        return Err(Refusal::bad_frame(format!("content-type: send {PIECE}")).into());
    }
    let offset = headers.get(OFFSET).and_then(|text| text.to_str().ok()?.parse().ok());
    let offset: u64 = offset.ok_or_else(|| Refusal::bad_value("upload-offset: a number"))?;
    let flow = body.into_data_stream();
    Ok(standing(uploads::append(signed.app, signed.member, file, offset, flow).await?))
}

/// Takes an upload back, or a file that no message carries.
#[utoipa::path(
    delete,
    path = "/uploads/{file}",
    tag = "files",
    params(("file" = FileId, Path)),
    responses((status = 204, description = "it is gone")),
    extensions(("x-right" = json!("a signed-in member, one's own"))),
)]
pub(super) async fn cancel(signed: Signed, Id(file): Id<FileId>) -> Result<StatusCode, Refused> {
    uploads::cancel(&signed.app, signed.member, file).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn standing(view: UploadView) -> Response {
    let headers =
        [(OFFSET, HeaderValue::from(view.offset)), (LENGTH, HeaderValue::from(view.size))];
    (headers, Json(view)).into_response()
}
