//! A letter that came in, as far as an answer needs it: from whom, whether a machine wrote it, and its
//! plain words without what it quotes. Whatever else it carries is not looked at.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Parts within parts.
const DEEPEST: u8 = 4;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    /// The address alone, in small letters.
    pub from: String,
    pub id: String,
    /// Absence notices, lists, returned letters.
    pub is_by_machine: bool,
    /// What was written anew; empty when there is no plain text.
    pub words: String,
}

/// Never fails: what cannot be read is empty.
pub fn read(bytes: &[u8]) -> Incoming {
    let (head, body) = parted(bytes);
    let header = |name: &str| field(&head, name).unwrap_or_default();
    let says = |name: &str, words: &[&str]| {
        let value = header(name).to_lowercase();
        words.iter().any(|word| value.starts_with(word))
    };
    let submitted = header("auto-submitted").to_lowercase();
    let is_by_machine = !(submitted.is_empty() || submitted.starts_with("no"))
        || says("precedence", &["bulk", "junk", "list", "auto_reply"])
        || field(&head, "list-id").is_some()
        || field(&head, "x-autoreply").is_some();
    let text = plain(&head, body, DEEPEST).unwrap_or_default();
    Incoming {
        from: address(&header("from")),
        id: header("message-id"),
        is_by_machine,
        words: super::quoted::without(&text),
    }
}

/// Fields with their values on one line each, and the body.
fn parted(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        let (line, after) = rest.split_at(end);
        rest = after;
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    (fields, rest)
}

fn field(head: &[(String, String)], name: &str) -> Option<String> {
    head.iter().find(|(of, _)| of == name).map(|(_, value)| value.clone())
}

/// `Aino Koe <aino@esimerkki.example>` or the address by itself.
fn address(from: &str) -> String {
    let inner =
        from.rsplit_once('<').map_or(from, |(_, rest)| rest.split('>').next().unwrap_or(""));
    inner.trim().to_lowercase()
}

/// The first part of plain text, in letters that we know.
fn plain(head: &[(String, String)], body: &[u8], deep: u8) -> Option<String> {
    let sort = field(head, "content-type").unwrap_or_else(|| "text/plain".to_owned());
    let small = sort.to_lowercase();
    if small.starts_with("multipart/") {
        let edge = parameter(&sort, "boundary").filter(|edge| !edge.is_empty() && deep > 0)?;
        return parts(body, &edge).into_iter().find_map(|part| {
            let (head, body) = parted(part);
            plain(&head, body, deep - 1)
        });
    }
    let is_attached = field(head, "content-disposition")
        .is_some_and(|how| how.to_lowercase().starts_with("attachment"));
    if !small.starts_with("text/plain") || is_attached {
        return None;
    }
    let coding = field(head, "content-transfer-encoding").unwrap_or_default().to_lowercase();
    let bytes = match coding.trim() {
        "quoted-printable" => unquoted(body),
        "base64" => {
            let joined: Vec<u8> =
                body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            STANDARD.decode(joined).ok()?
        }
        _ => body.to_vec(),
    };
    Some(letters(&bytes, &parameter(&sort, "charset").unwrap_or_default().to_lowercase()))
}

fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (of, value) = part.split_once('=')?;
        of.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// What lies between lines that begin with `--` and the edge.
fn parts<'a>(body: &'a [u8], edge: &str) -> Vec<&'a [u8]> {
    let edge = format!("--{edge}");
    let (mut found, mut begun, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(edge.as_bytes()) {
            if let Some(begun) = begun {
                found.push(&body[begun..at]);
            }
            begun = Some(at + line.len());
        }
        at += line.len();
    }
    found.extend(begun.filter(|begun| *begun < at).map(|begun| &body[begun..]));
    found
}

/// Quoted-printable (RFC 2045, 6.7); what is none stays as it is.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let mut done = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'=' {
            done.push(*first);
        } else if let Some(next) = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n")) {
            rest = next;
        } else {
            let number = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
            match number.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                Some(byte) => {
                    done.push(byte);
                    rest = &after[2..];
                }
                None => done.push(*first),
            }
        }
    }
    done
}

/// UTF-8, or the Latin letters of older programs.
fn letters(bytes: &[u8], charset: &str) -> String {
    if charset.starts_with("iso-8859-") || charset.starts_with("windows-125") {
        return bytes.iter().map(|byte| char::from(*byte)).collect();
    }
    String::from_utf8_lossy(bytes).into_owned()
}
