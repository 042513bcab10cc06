//! The words of a document. Documents come from anybody and those who read them have their faults,
//! so this runs in a process of its own ([`super::Reader`]) and nowhere else.

use std::io::{BufReader, Cursor, Read as _};

use quick_xml::{Reader, events::Event};

/// Bytes of text that are kept of one document, a hundred pages or so.
pub(super) const MOST_TEXT: usize = 192 * 1024;
/// Bytes that are unpacked of one document.
const MOST_UNPACKED: u64 = 64 << 20;
/// Parts of an archive that are looked at: sheets, slides.
const MOST_PARTS: usize = 500;

/// Why a document has no words.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("no kind that is read")]
    Kind,
    #[error("the archive: {0}")]
    Archive(#[from] zip::result::ZipError),
    #[error("the parts: {0}")]
    Parts(#[from] quick_xml::Error),
    #[error("the pages: {0}")]
    Pages(#[from] pdf_extract::OutputError),
}

/// Whether documents of this type are read.
#[cfg(test)]
fn is_read(media_type: &str) -> bool {
    media_type == "application/pdf" || parts_of(media_type).is_some()
}

/// The words of a document, at most [`MOST_TEXT`] bytes, with white space between what stands apart.
///
/// # Errors
/// When it is broken, locked, or of no kind that is read.
pub fn words(media_type: &str, bytes: &[u8]) -> Result<String, Unreadable> {
    let mut text = match parts_of(media_type) {
        Some(is_part) => unpacked(bytes, is_part)?,
        None if media_type == "application/pdf" => pdf_extract::extract_text_from_mem(bytes)?,
        None => return Err(Unreadable::Kind),
    };
    text.retain(|c| c != '\0');
    cut(&mut text);
    Ok(text)
}

/// Which parts of an office file hold its words.
fn parts_of(media_type: &str) -> Option<fn(&str) -> bool> {
    const OFFICE: &str = "application/vnd.openxmlformats-officedocument.";
    const OPEN: &str = "application/vnd.oasis.opendocument.";
    if let Some(kind) = media_type.strip_prefix(OFFICE) {
        return match kind {
            "wordprocessingml.document" => Some(|name| {
                name == "word/document.xml"
                    || ["word/header", "word/footer", "word/footnotes", "word/endnotes"]
                        .iter()
                        .any(|part| name.starts_with(part))
            }),
            "spreadsheetml.sheet" => Some(|name| {
                name == "xl/sharedStrings.xml" || name.starts_with("xl/worksheets/sheet")
            }),
            "presentationml.presentation" => Some(|name| {
                name.starts_with("ppt/slides/slide") || name.starts_with("ppt/notesSlides/notes")
            }),
            _ => None,
        };
    }
    media_type.strip_prefix(OPEN).map(|_| (|name| name == "content.xml") as fn(&str) -> bool)
}

fn unpacked(bytes: &[u8], is_part: fn(&str) -> bool) -> Result<String, Unreadable> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut names = Vec::new();
    for name in archive.file_names() {
        let name = name?;
        if name.ends_with(".xml") && is_part(&name) && names.len() < MOST_PARTS {
            names.push(name.into_owned());
        }
    }
    let mut left = MOST_UNPACKED;
    let mut text = String::new();
    for name in names {
        if text.len() >= MOST_TEXT || left == 0 {
            break;
        }
        let mut part = Vec::new();
        // What is announced of its size is not believed.
        archive
            .by_name(&name)?
            .take(left)
            .read_to_end(&mut part)
            .map_err(zip::result::ZipError::Io)?;
        left = left.saturating_sub(part.len() as u64);
        told(&part, &mut text)?;
    }
    Ok(text)
}

/// The text between the tags. A paragraph, a cell or a break of a line parts words; everything else,
/// like the bold half of a word, does not.
fn told(part: &[u8], text: &mut String) -> Result<(), Unreadable> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    // Numbers of shared strings stand in cells, and formulas beside them: neither is a word.
    let mut is_silent = false;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Eof => return Ok(()),
            Event::Start(tag) => is_silent = matches!(tag.local_name().as_ref(), b"v" | b"f"),
            Event::Text(said) if !is_silent => {
                text.push_str(&String::from_utf8_lossy(&said));
            }
            Event::CData(said) => text.push_str(&String::from_utf8_lossy(&said)),
            Event::GeneralRef(said) => {
                let letter = match &said[..] {
                    b"amp" => Some('&'),
                    b"lt" => Some('<'),
                    b"gt" => Some('>'),
                    b"apos" => Some('\''),
                    b"quot" => Some('"'),
                    _ => said.resolve_char_ref().ok().flatten(),
                };
                text.extend(letter);
            }
            Event::End(tag) => {
                is_silent = false;
                if matches!(tag.local_name().as_ref(), b"p" | b"h" | b"si" | b"c" | b"tc" | b"is") {
                    text.push('\n');
                }
            }
            Event::Empty(tag)
                if matches!(
                    tag.local_name().as_ref(),
                    b"br" | b"tab" | b"s" | b"line-break" | b"cr"
                ) =>
            {
                text.push(' ');
            }
            Event::Empty(_)
            | Event::Text(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
        if text.len() >= MOST_TEXT {
            return Ok(());
        }
    }
}

fn cut(text: &mut String) {
    if text.len() > MOST_TEXT {
        let at = (0..=MOST_TEXT).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(at);
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use super::{MOST_TEXT, is_read, words};

    const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const PPTX: &str = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    const ODT: &str = "application/vnd.oasis.opendocument.text";

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn paragraphs_are_parted_and_runs_of_a_word_are_not() {
        let said = "<w:document xmlns:w='w'><w:p><w:r><w:t>Ilki</w:t></w:r><w:r><w:t>valta &amp; \
                    vahingot</w:t></w:r></w:p><w:p><w:t>Toinen</w:t></w:p></w:document>";
        let bytes =
            archive(&[("word/document.xml", said), ("word/styles.xml", "<w:p>tyyli</w:p>")]);
        assert_eq!(words(DOCX, &bytes).unwrap().trim(), "Ilkivalta & vahingot\nToinen");
    }

    #[test]
    fn sheets_slides_and_open_documents_are_read() {
        let shared = "<sst><si><t>kunta</t></si><si><t>asukkaat</t></si></sst>";
        let sheet = "<c t='s'><v>0</v></c><c><f>SUM(A1)</f></c><c><is><t>suoraan</t></is></c>";
        let bytes =
            archive(&[("xl/sharedStrings.xml", shared), ("xl/worksheets/sheet1.xml", sheet)]);
        let said = words(XLSX, &bytes).unwrap();
        assert_eq!(said.split_whitespace().collect::<Vec<_>>(), ["kunta", "asukkaat", "suoraan"]);
        let slide = "<a:p xmlns:a='a'><a:r><a:t>Dia</a:t></a:r></a:p>";
        assert_eq!(
            words(PPTX, &archive(&[("ppt/slides/slide1.xml", slide)])).unwrap().trim(),
            "Dia"
        );
        let open = "<text:p>ensin<text:line-break/>sitten</text:p>";
        assert_eq!(words(ODT, &archive(&[("content.xml", open)])).unwrap().trim(), "ensin sitten");
    }

    #[test]
    fn no_document_makes_more_text_than_is_kept() {
        let said = format!("<text:p>{}</text:p>", "ääkköset ".repeat(MOST_TEXT));
        assert!(words(ODT, &archive(&[("content.xml", &said)])).unwrap().len() <= MOST_TEXT);
    }

    #[test]
    fn what_is_broken_says_so() {
        assert!(words(DOCX, b"PK\x03\x04 nothing").is_err());
        assert!(words("application/rtf", b"{\\rtf}").is_err());
        assert!(!is_read("application/rtf") && is_read("application/pdf"));
    }
}
