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
use serde_json::Value;
use talkoo_protocol::{Code, Refusal};

use super::{Site, refused::Refused};

/// A JSON body.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Site> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, site: &Site) -> Result<Self, Refused> {
        // A form of another page could send any other type without asking us first.
        if !is_json(request.headers()) {
            return Err(Refusal::bad_frame("content-type: send application/json").into());
        }
        let bytes =
            Bytes::from_request(request, site).await.map_err(|rejection| unread(&rejection))?;
        refuse_nul(&bytes)?;
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
        return Refusal::new(Code::TooLarge, "the body is larger than a frame may be");
    }
    Refusal::bad_frame("the body did not arrive whole")
}

/// Postgres stores every character but U+0000, in whatever field it hides.
fn refuse_nul(bytes: &[u8]) -> Result<(), Refusal> {
    const ESCAPED: &[u8] = br"\u0000";
    // Rare enough that the body is read twice only when the six signs stand somewhere in it.
    let may_hold = bytes.windows(ESCAPED.len()).any(|part| part == ESCAPED);
    if may_hold && serde_json::from_slice(bytes).is_ok_and(|value: Value| holds_nul(&value)) {
        return Err(Refusal::new(Code::BadText, "a text holds U+0000"));
    }
    Ok(())
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(holds_nul),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains('\0') || holds_nul(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The fields after the `?`. A negative or huge number is refused, not taken for "no limit".
pub(super) struct Fields<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for Fields<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
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

#[cfg(test)]
mod tests {
    use super::refuse_nul;

    #[test]
    fn nul_is_found_wherever_it_hides() {
        let check = |text: &str, is_fine: bool| {
            assert_eq!(refuse_nul(text.as_bytes()).is_ok(), is_fine, "{text}");
        };
        check(r#"{"text":"Hei"}"#, true);
        check(r#"{"text":"H\u0000i"}"#, false);
        check(r#"{"body":{"a":["b",{"c\u0000":1}]}}"#, false);
        check(r#"{"text":"the six signs \\u0000"}"#, true);
    }
}
