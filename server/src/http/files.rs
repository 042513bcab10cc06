//! Files that messages carry, on their way out: the rights are asked at every request, and nothing
//! that somebody uploaded is ever a page of ours.

use std::ops::Range;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use talkoo_protocol::{ChannelId, FileId, FileView, Refusal};

use super::{body::Ids, refused::Refused, signed::Signed};
use crate::{
    actions::read::{self, Part, Served},
    app::App,
};

/// A file as it was sent, or a stretch of it (`Range`).
#[utoipa::path(
    get,
    path = "/channels/{channel}/files/{file}",
    tag = "files",
    params(("channel" = ChannelId, Path), ("file" = FileId, Path)),
    responses(
        (status = 200, description = "the file", content_type = "application/octet-stream"),
        (status = 206, description = "a stretch of it", content_type = "application/octet-stream"),
    ),
    extensions(("x-right" = json!("who may read the message that carries it, in its channel of today"))),
)]
pub(super) async fn file(
    signed: Signed,
    place: Place,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    serve(&signed, &place, Part::Whole, &headers).await
}

/// A smaller form of a picture.
#[utoipa::path(
    get,
    path = "/channels/{channel}/files/{file}/thumbnail",
    tag = "files",
    params(("channel" = ChannelId, Path), ("file" = FileId, Path)),
    responses((status = 200, description = "the picture", content_type = "image/jpeg")),
    extensions(("x-right" = json!("who may read the message that carries it, in its channel of today"))),
)]
pub(super) async fn thumbnail(
    signed: Signed,
    place: Place,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    serve(&signed, &place, Part::Thumbnail, &headers).await
}

type Place = Ids<ChannelId, FileId>;

async fn serve(
    signed: &Signed,
    Ids(channel, file): &Place,
    part: Part,
    asked: &HeaderMap,
) -> Result<Response, Refused> {
    let served = read::file(&signed.app, signed.member, *channel, *file).await?;
    hand_out(&signed.app, &served, part, Keeping::NotUnasked, asked).await
}

/// For how long a browser may show again what it was given, without asking.
#[derive(Clone, Copy)]
pub(super) enum Keeping {
    /// Whoever has lost the right gets it no more.
    NotUnasked,
    /// A face that stands beside every line of a page; another one has another name.
    AnHour,
    /// What anybody may read: caches between may keep it, too.
    Public,
}

/// The answer with a file that may be handed out.
pub(super) async fn hand_out(
    app: &App,
    served: &Served,
    part: Part,
    keeping: Keeping,
    asked: &HeaderMap,
) -> Result<Response, Refused> {
    let view = &served.view;
    if part == Part::Thumbnail && !view.thumbnail {
        return Err(Refusal::not_found().into());
    }
    // What lies under one name never changes, so the name is the mark; the right is asked all the same.
    let mark = match part {
        Part::Whole => format!("\"{}\"", view.id),
        Part::Thumbnail => format!("\"{}-t\"", view.id),
    };
    if asked.get(header::IF_NONE_MATCH).is_some_and(|known| *known == *mark) {
        return Ok(around(StatusCode::NOT_MODIFIED.into_response(), view, &mark, keeping));
    }
    let is_whole = part == Part::Whole;
    let may_be_part = is_whole && asked.get(header::IF_RANGE).is_none_or(|known| *known == *mark);
    let range = asked.get(header::RANGE).filter(|_| may_be_part);
    let range = range.and_then(|range| stretch(range.to_str().ok()?, view.size));
    let response = match range {
        Some(Err(Unmet)) => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            insert(&mut response, header::CONTENT_RANGE, &format!("bytes */{}", view.size));
            response
        }
        Some(Ok(range)) => {
            let said = format!("bytes {}-{}/{}", range.start, range.end - 1, view.size);
            let length = range.end - range.start;
            let (_, flow) = read::bytes(app, served, part, Some(range)).await?;
            let mut response =
                (StatusCode::PARTIAL_CONTENT, Body::from_stream(flow)).into_response();
            insert(&mut response, header::CONTENT_RANGE, &said);
            insert(&mut response, header::CONTENT_LENGTH, &length.to_string());
            response
        }
        None => {
            let (size, flow) = read::bytes(app, served, part, None).await?;
            let mut response = Body::from_stream(flow).into_response();
            insert(&mut response, header::CONTENT_LENGTH, &size.to_string());
            response
        }
    };
    Ok(around(response, view, &mark, keeping))
}

/// Nothing in it runs, nothing outside frames it or reads it, no cache but the reader's own keeps it.
fn around(mut response: Response, view: &FileView, mark: &str, keeping: Keeping) -> Response {
    let is_picture = view.media_type.starts_with("image/");
    insert(&mut response, header::CONTENT_TYPE, &view.media_type);
    insert(&mut response, header::CONTENT_DISPOSITION, &disposition(&view.name, is_picture));
    insert(&mut response, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    insert(&mut response, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    let keeping = match keeping {
        Keeping::NotUnasked => "private, no-cache",
        Keeping::AnHour => "private, max-age=3600",
        Keeping::Public => "public, max-age=3600",
    };
    insert(&mut response, header::CACHE_CONTROL, keeping);
    insert(&mut response, header::ACCEPT_RANGES, "bytes");
    insert(&mut response, header::ETAG, mark);
    response
}

fn insert(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// A document is only ever a download. The name is said twice: plainly, and as it is (RFC 6266).
fn disposition(name: &str, is_picture: bool) -> String {
    let sort = if is_picture { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || ".-_ ".contains(sign) { sign } else { '_' })
        .collect();
    let whole: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("{sort}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

/// A stretch that begins beyond the end.
#[derive(Debug, PartialEq, Eq)]
struct Unmet;

/// One stretch of a file; several at once, and what cannot be read, are passed over, which is to
/// answer with the whole.
fn stretch(range: &str, size: u64) -> Option<Result<Range<u64>, Unmet>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let bounds = match (first, last) {
        ("", last) => {
            let length: u64 = last.parse().ok()?;
            (size.saturating_sub(length), if length == 0 { 0 } else { size })
        }
        (first, "") => (first.parse().ok()?, size),
        (first, last) => {
            let last: u64 = last.parse().ok()?;
            (first.parse().ok()?, last.saturating_add(1).min(size))
        }
    };
    let (start, end) = bounds;
    Some(if start < end { Ok(start..end) } else { Err(Unmet) })
}

#[cfg(test)]
mod tests {
    use super::{Unmet, disposition, stretch};

    #[test]
    fn a_stretch_lies_within_the_file() {
        for (range, expected) in [
            ("bytes=0-9", Some(Ok(0..10))),
            ("bytes=90-", Some(Ok(90..100))),
            ("bytes=-10", Some(Ok(90..100))),
            ("bytes=-1000", Some(Ok(0..100))),
            ("bytes=50-1000", Some(Ok(50..100))),
            ("bytes=100-", Some(Err(Unmet))),
            ("bytes=9-1", Some(Err(Unmet))),
            ("bytes=-0", Some(Err(Unmet))),
            ("bytes=0-1,5-6", None),
            ("bytes=a-b", None),
            ("lines=0-1", None),
            ("bytes=18446744073709551615-18446744073709551615", Some(Err(Unmet))),
        ] {
            assert_eq!(stretch(range, 100), expected, "{range}");
        }
    }

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(
            disposition("Kävely \"1\";x.pdf", false),
            "attachment; filename=\"K_vely _1__x.pdf\"; filename*=UTF-8''K%C3%A4vely%20%221%22%3Bx.pdf",
        );
    }
}
