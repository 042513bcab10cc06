//! What a file is: its first bytes say it, and its extension has to agree. What is on no list is
//! refused, so a new way to carry a program has to be let in by name.

use talkoo_protocol::Refusal;

use super::name::split;

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Decoded and encoded anew.
    Picture,
    /// Kept as it is, and only ever handed out as a download.
    Document { media_type: &'static str },
}

const PICTURES: [&str; 4] = ["image/jpeg", "image/png", "image/webp", "image/gif"];

/// What the content of a document has to look like.
enum Look {
    /// These are its first bytes.
    Begins(&'static [u8]),
    /// A zip archive that holds an entry of this name.
    Holds(&'static [u8]),
    /// Words: no U+0000, and no other kind's first bytes.
    Words,
}

/// Extension, content type, look.
const DOCUMENTS: [(&str, &str, Look); 12] = [
    ("pdf", "application/pdf", Look::Begins(b"%PDF-")),
    (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Look::Holds(b"word/document.xml"),
    ),
    (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Look::Holds(b"xl/workbook.xml"),
    ),
    (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Look::Holds(b"ppt/presentation.xml"),
    ),
    (
        "odt",
        "application/vnd.oasis.opendocument.text",
        Look::Holds(b"application/vnd.oasis.opendocument.text"),
    ),
    (
        "ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        Look::Holds(b"application/vnd.oasis.opendocument.spreadsheet"),
    ),
    (
        "odp",
        "application/vnd.oasis.opendocument.presentation",
        Look::Holds(b"application/vnd.oasis.opendocument.presentation"),
    ),
    ("rtf", "application/rtf", Look::Begins(b"{\\rtf")),
    ("txt", "text/plain; charset=utf-8", Look::Words),
    ("md", "text/plain; charset=utf-8", Look::Words),
    ("csv", "text/csv; charset=utf-8", Look::Words),
    ("ics", "text/calendar; charset=utf-8", Look::Words),
];

/// Macros make a document a program; an office file that carries them says so in this entry.
const MACROS: &[u8] = b"vbaProject.bin";

/// What this file is.
///
/// # Errors
/// `rule`: nothing that may be sent here, or something else than its name says.
pub fn of(name: &str, bytes: &[u8]) -> Result<Sort, Refusal> {
    let found = infer::get(bytes).map(|sort| sort.mime_type());
    if found.is_some_and(|found| PICTURES.contains(&found)) {
        return Ok(Sort::Picture);
    }
    let (_, extension) = split(name);
    let Some((_, media_type, look)) = DOCUMENTS.iter().find(|(known, ..)| *known == extension)
    else {
        return Err(Refusal::rule("file_type: this type of file is not sent here"));
    };
    let agrees = match look {
        Look::Begins(signs) => bytes.starts_with(signs),
        Look::Holds(entry) => {
            bytes.starts_with(b"PK\x03\x04") && holds(bytes, entry) && !holds(bytes, MACROS)
        }
        Look::Words => !bytes.contains(&0) && found.is_none_or(|found| found.starts_with("text/")),
    };
    if agrees {
        Ok(Sort::Document { media_type })
    } else {
        Err(Refusal::rule("file_type: the content is not what the name says"))
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    let Some((first, _)) = part.split_first() else { return true };
    // Names of entries stand plainly in a zip. Walking by the first sign is fast enough for 50 MB.
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        let found = &rest[at..];
        if found.starts_with(part) {
            return true;
        }
        rest = &found[1..];
    }
    false
}
