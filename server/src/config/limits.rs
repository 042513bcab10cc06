//! How much one command or question may hold. None of them can be "no limit".

use super::source::Source;
use super::value::Bytes;

#[derive(Debug, Clone)]
pub struct Limits {
    /// `TALKOO_TEXT_BYTES`: the text of a message.
    pub text_bytes: usize,
    /// `TALKOO_MENTIONS`: mentions in one message.
    pub mentions: u32,
    /// `TALKOO_PAGE_ROWS`: rows in one page of any list.
    pub page_rows: u32,
    /// `TALKOO_RESUME_STREAMS`: streams in one resume.
    pub resume_streams: u32,
    /// `TALKOO_REPLAY_STREAM`: further behind than this in one stream means `reset`.
    pub replay_stream: u32,
    /// `TALKOO_REPLAY_ALL`: further behind than this in all streams together means `reset`
    /// for those that are furthest behind.
    pub replay_all: u32,
    /// `TALKOO_UPLOAD_BYTES`: one uploaded file.
    pub upload_bytes: usize,
    /// `TALKOO_UPLOAD_PIXELS`: one uploaded picture.
    pub upload_pixels: u32,
}

impl Limits {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            text_bytes: source
                .get::<Bytes>(
                    "TALKOO_TEXT_BYTES",
                    "limits.text_bytes",
                    "16 KiB",
                    "the text of a message",
                )
                .0,
            mentions: source.get(
                "TALKOO_MENTIONS",
                "limits.mentions",
                "50",
                "mentions in one message",
            ),
            page_rows: source.get(
                "TALKOO_PAGE_ROWS",
                "limits.page_rows",
                "200",
                "rows in one page of any list",
            ),
            resume_streams: source.get(
                "TALKOO_RESUME_STREAMS",
                "limits.resume_streams",
                "1000",
                "streams in one resume",
            ),
            replay_stream: source.get(
                "TALKOO_REPLAY_STREAM",
                "limits.replay_stream",
                "1000",
                "further behind than this in one stream means reset",
            ),
            replay_all: source.get(
                "TALKOO_REPLAY_ALL",
                "limits.replay_all",
                "10000",
                "further behind than this in all streams means reset of the furthest",
            ),
            upload_bytes: source
                .get::<Bytes>(
                    "TALKOO_UPLOAD_BYTES",
                    "limits.upload_bytes",
                    "50 MiB",
                    "one uploaded file",
                )
                .0,
            upload_pixels: source.get(
                "TALKOO_UPLOAD_PIXELS",
                "limits.upload_pixels",
                "32000000",
                "one uploaded picture",
            ),
        }
    }
}
