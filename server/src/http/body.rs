//! What a caller sends, read with our own words for what is wrong: a JSON body, the fields of a
//! query, and ids in the path.

use std::str::FromStr;

use axum::{
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, Path, Query, Request,
        rejection::{BytesRejection, FailedToBufferBody},
    },
    http::{HeaderMap, header, request::Parts},
};
use serde::de::DeserializeOwned;
use talkoo_protocol::{Code, Refusal, holds_nul};

use super::{Site, refused::Refused};

/// A JSON object of at most so many bytes; 0: of a frame.
pub(super) struct Body<T, const AT_MOST: usize = 0>(pub(super) T);

impl<T: DeserializeOwned, const AT_MOST: usize> FromRequest<Site> for Body<T, AT_MOST> {
    type Rejection = Refused;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Refused> {
        // A form of another page could send any other type without asking us first.
        if !is_json(request.headers()) {
            return Err(Refusal::bad_frame("content-type: send application/json").into());
        }
        // Who announces more is not waited for.
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        let at_most =
            if AT_MOST == 0 { site.app.settings.sockets.frame_bytes } else { AT_MOST } as u64;
        if length.is_some_and(|length| length > at_most) {
            return Err(too_large().into());
        }
        let bytes =
            Bytes::from_request(request, site).await.map_err(|rejection| unread(&rejection))?;
        if holds_nul(&bytes) {
            return Err(Refusal::new(Code::BadText, "a text holds U+0000").into());
        }
        // A list would be taken for the fields in their order.
        if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
            return Err(Refusal::bad_frame("the body is no JSON object").into());
        }
        let body = serde_json::from_slice(&bytes);
        Ok(Self(body.map_err(|error| Refusal::bad_frame(error.to_string()))?))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let sort = headers.get(header::CONTENT_TYPE).and_then(|sort| sort.to_str().ok());
    let sort = sort.and_then(|sort| sort.split(';').next()).unwrap_or_default();
    sort.trim().eq_ignore_ascii_case("application/json")
}

fn unread(rejection: &BytesRejection) -> Refusal {
    if let BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) = rejection {
        return too_large();
    }
    Refusal::bad_frame("the body did not arrive whole")
}

fn too_large() -> Refusal {
    Refusal::new(Code::TooLarge, "the body is larger than a frame may be")
}

/// The fields after the `?`. A negative or huge number is refused, not taken for "no limit".
pub(super) struct Fields<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for Fields<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
        // As in a body; a character cannot stand there in any other way.
        if parts.uri.query().is_some_and(|query| query.contains("%00")) {
            return Err(Refusal::new(Code::BadText, "a text holds U+0000").into());
        }
        let read = Query::from_request_parts(parts, site).await;
        let Query(fields) = read.map_err(|error| Refusal::bad_value(error.body_text()))?;
        Ok(Self(fields))
    }
}

/// The one id in a path. What is no id names nothing, and is answered like that.
pub(super) struct Id<T>(pub(super) T);

impl<T: FromStr> FromRequestParts<Site> for Id<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
        let read = Path::<String>::from_request_parts(parts, site).await;
        let id = read.ok().and_then(|Path(text)| text.parse().ok());
        Ok(Self(id.ok_or_else(Refusal::not_found)?))
    }
}

/// The two ids in a path, in their order.
pub(super) struct Ids<A, B>(pub(super) A, pub(super) B);

impl<A: FromStr, B: FromStr> FromRequestParts<Site> for Ids<A, B> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
        let read = Path::<(String, String)>::from_request_parts(parts, site).await;
        let ids = read
            .ok()
            .and_then(|Path((one, other))| Some(Self(one.parse().ok()?, other.parse().ok()?)));
        Ok(ids.ok_or_else(Refusal::not_found)?)
    }
}
