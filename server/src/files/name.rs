//! The name of a file as it may be stored and shown: one line, no path, nothing that a screen or a
//! shell reads as an order.

use talkoo_protocol::{Code, Refusal};
use unicode_normalization::UnicodeNormalization as _;

const MOST_CHARS: usize = 120;

/// A name that may be stored.
///
/// # Errors
/// `bad_value` for an empty or long name, `bad_text` for signs that are no letters of a name.
pub fn clean(name: &str) -> Result<String, Refusal> {
    // Some browsers send the whole path; only the last part is the file's name.
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.trim().nfc().collect();
    if name.chars().any(is_unfit) {
        return Err(Refusal::new(Code::BadText, "name: holds a control character"));
    }
    if name.is_empty() || name.starts_with('.') {
        return Err(Refusal::bad_value("name: is empty or begins with a dot"));
    }
    if name.chars().count() > MOST_CHARS {
        return Err(Refusal::bad_value(format!("name: {MOST_CHARS} characters at most")));
    }
    Ok(name)
}

/// Control characters, and those that change the direction of writing: `gpj.exe` shown as `exe.jpg`.
fn is_unfit(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The name without its extension, and the extension in small letters.
pub(super) fn split(name: &str) -> (&str, String) {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, extension.to_lowercase()),
        _ => (name, String::new()),
    }
}
