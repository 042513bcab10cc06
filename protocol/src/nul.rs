//! U+0000: JSON may hold it, Postgres stores every character but this one. It is refused at the door,
//! in whatever field it hides, so that no act has to think of it.

use serde_json::Value;

/// Whether some text or name in this JSON holds it. What is no JSON holds nothing.
pub fn holds_nul(json: &[u8]) -> bool {
    const ESCAPED: &[u8] = br"\u0000";
    // Rare enough that it is read twice only when the six signs stand somewhere in it.
    let may_hold = json.windows(ESCAPED.len()).any(|part| part == ESCAPED);
    may_hold && serde_json::from_slice(json).is_ok_and(|value: Value| is_in(&value))
}

fn is_in(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(values) => values.iter().any(is_in),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains('\0') || is_in(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::holds_nul;

    #[test]
    fn nul_is_found_wherever_it_hides() {
        let check = |text: &str, holds: bool| {
            assert_eq!(holds_nul(text.as_bytes()), holds, "{text}");
        };
        check(r#"{"text":"Hei"}"#, false);
        check(r#"{"text":"H\u0000i"}"#, true);
        check(r#"{"body":{"a":["b",{"c\u0000":1}]}}"#, true);
        check(r#"{"text":"the six signs \\u0000"}"#, false);
    }
}
