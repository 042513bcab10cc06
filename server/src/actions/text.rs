//! What a person wrote, checked before anything is decided on it: length, characters that cannot be
//! stored, personal identity codes, and what it marks (mentions and tags).

use serde::Serialize;
use serde_json::Value;
use talkoo_protocol::{Code, Refusal};

use crate::{
    app::App,
    domain::{draft::Marks, markup, personal_code},
    error::{Failure, Fault},
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

/// Length in bytes, no U+0000, which Postgres cannot store, and no personal identity code. Every
/// text that a person can write passes here.
///
/// # Errors
/// `too_large`, `bad_text`, `personal_code`.
pub(crate) fn bounded(text: &str, bytes: usize, field: &str) -> Result<(), Refusal> {
    if text.len() > bytes {
        return Err(Refusal::new(Code::TooLarge, format!("{field}: {bytes} bytes at most")));
    }
    if text.contains('\0') {
        return Err(Refusal::new(Code::BadText, format!("{field}: holds U+0000")));
    }
    without_code(text, field)
}

/// Case data stays outside: the log tells that it happened, and nothing more.
fn without_code(text: &str, field: &str) -> Result<(), Refusal> {
    if !personal_code::contains(text) {
        return Ok(());
    }
    tracing::info!("a text with a personal identity code was refused");
    Err(Refusal::new(Code::PersonalCode, format!("{field}: holds a personal identity code")))
}

/// No U+0000 and no personal identity code anywhere in a body, which is stored as JSON.
///
/// # Errors
/// `too_large`, `bad_text`, `personal_code`.
pub(crate) fn bounded_body(app: &App, body: &Value) -> Result<(), Refusal> {
    bounded_json(body, app.settings.limits.text_bytes)
}

/// The same for an item, which may be a long text in several languages: three times a message.
///
/// # Errors
/// `too_large`, `bad_text`, `personal_code`.
pub(crate) fn bounded_item(app: &App, body: &Value) -> Result<(), Refusal> {
    bounded_json(body, app.settings.limits.text_bytes.saturating_mul(3))
}

fn bounded_json(body: &Value, bytes: usize) -> Result<(), Refusal> {
    if body.to_string().len() > bytes {
        return Err(Refusal::new(Code::TooLarge, "body: too large"));
    }
    words(body, &mut |text| bounded(text, usize::MAX, "body"))
}

/// No personal identity code in any word of what somebody has said, in whatever field it hides: the
/// one door for commands and forms, so that a field of tomorrow is looked at, too.
///
/// # Errors
/// `personal_code`; a fault for what is no JSON.
pub(crate) fn without_codes(said: &impl Serialize) -> Result<(), Failure> {
    let said =
        serde_json::to_value(said).map_err(|error| Fault::caused("looking for codes", error))?;
    Ok(words(&said, &mut |text| without_code(text, "text"))?)
}

/// Shows every word of a body, names of fields too.
fn words(
    value: &Value,
    check: &mut impl FnMut(&str) -> Result<(), Refusal>,
) -> Result<(), Refusal> {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
        Value::String(text) => check(text),
        Value::Array(values) => values.iter().try_for_each(|value| words(value, check)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            check(name)?;
            words(value, check)
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use talkoo_protocol::Code;

    use super::{bounded, line, words};

    const NULL: &str = "a\0";
    const PERSON: &str = "tunnus 010190-900P";

    fn refused(body: &Value) -> Option<Code> {
        words(body, &mut |text| bounded(text, usize::MAX, "body")).err().map(|refusal| refusal.code)
    }

    #[test]
    fn a_line_is_one_line_within_its_bound() {
        assert_eq!(
            line("  Turvallinen \n kylä ", "name", 80).ok().as_deref(),
            Some("Turvallinen kylä")
        );
        for bad in ["", " \t ", "a\0b", PERSON, &"ä".repeat(81)] {
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
    fn a_body_hides_no_word_that_may_not_be_stored() {
        for (bad, code) in [(NULL, Code::BadText), (PERSON, Code::PersonalCode)] {
            for body in [json!(bad), json!({"a": [bad]}), json!({bad: 1}), json!([[{"a": bad}]])] {
                assert_eq!(refused(&body), Some(code), "{body}");
            }
        }
        for good in [json!(null), json!({"a": "\\u0000"}), json!([1, true, "010190-900A"])] {
            assert_eq!(refused(&good), None, "{good}");
        }
    }
}
