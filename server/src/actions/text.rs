//! What a person wrote, checked before anything is decided on it: length, characters that cannot be
//! stored, and what it marks (mentions and tags).

use serde_json::Value;
use talkoo_protocol::{Code, Refusal};

use crate::{
    app::App,
    domain::{draft::Marks, markup},
};

/// A text that may be stored, and what it marks.
///
/// # Errors
/// `too_large`, `bad_text`, `bad_value` (too many mentions).
pub(crate) fn sound(app: &App, text: &str) -> Result<Marks, Refusal> {
    bounded(text, app.settings.limits.text_bytes, "text")?;
    let found = markup::read(text);
    if found.mentions.len() > app.settings.limits.mentions as usize {
        return Err(Refusal::bad_value("text: too many mentions"));
    }
    Ok(Marks {
        mentions: found.mentions,
        mentions_channel: found.mentions_channel,
        tags: found.tags,
    })
}

/// A short text of one line: a name, a title, a purpose.
///
/// # Errors
/// `bad_value` when it is empty or too long, `bad_text` for a character that cannot be stored.
pub(crate) fn line(text: &str, field: &str, chars: usize) -> Result<String, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    bounded(&line, chars.saturating_mul(4), field)?;
    if line.is_empty() {
        return Err(Refusal::bad_value(format!("{field}: is empty")));
    }
    if line.chars().count() > chars {
        return Err(Refusal::bad_value(format!("{field}: {chars} characters at most")));
    }
    Ok(line)
}

/// Length in bytes, and no U+0000, which Postgres cannot store.
///
/// # Errors
/// `too_large`, `bad_text`.
pub(crate) fn bounded(text: &str, bytes: usize, field: &str) -> Result<(), Refusal> {
    if text.len() > bytes {
        return Err(Refusal::new(Code::TooLarge, format!("{field}: {bytes} bytes at most")));
    }
    if text.contains('\0') {
        return Err(Refusal::new(Code::BadText, format!("{field}: holds U+0000")));
    }
    Ok(())
}

/// No U+0000 anywhere in a body, which is stored as JSON.
///
/// # Errors
/// `too_large`, `bad_text`.
pub(crate) fn bounded_body(app: &App, body: &Value) -> Result<(), Refusal> {
    if body.to_string().len() > app.settings.limits.text_bytes {
        return Err(Refusal::new(Code::TooLarge, "body: too large"));
    }
    if holds_nul(body) {
        return Err(Refusal::new(Code::BadText, "body: holds U+0000"));
    }
    Ok(())
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(holds_nul),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains('\0') || holds_nul(value))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{bounded, holds_nul, line};

    #[test]
    fn a_line_is_one_line_within_its_bound() {
        assert_eq!(
            line("  Turvallinen \n kylä ", "name", 80).ok().as_deref(),
            Some("Turvallinen kylä")
        );
        for bad in ["", " \t ", "a\0b", &"ä".repeat(81)] {
            assert!(line(bad, "name", 80).is_err(), "{bad:?}");
        }
        assert!(line(&"ä".repeat(80), "name", 80).is_ok());
    }

    #[test]
    fn a_text_is_bounded_in_bytes() {
        assert!(bounded(&"ä".repeat(8), 16, "text").is_ok());
        assert!(bounded(&"ä".repeat(9), 16, "text").is_err());
    }

    #[test]
    fn a_body_hides_no_character_that_cannot_be_stored() {
        for bad in [json!("a\0"), json!({"a": ["\0"]}), json!({"\0": 1})] {
            assert!(holds_nul(&bad), "{bad}");
        }
        for good in [json!(null), json!({"a": "\\u0000"}), json!([1, true])] {
            assert!(!holds_nul(&good), "{good}");
        }
    }
}
