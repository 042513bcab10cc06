//! Bends a value, and then its text: the ways in which a program is wrong, an attacker tries, or a
//! line breaks off.

use rand::{Rng, seq::IndexedRandom as _};
use serde_json::Value;

use super::words;

/// Changes from none to a few places.
pub(super) fn value(rng: &mut impl Rng, value: &mut Value) {
    let places = [0, 0, 1, 1, 1, 2, 3].choose(rng).copied().unwrap_or(1);
    for _ in 0..places {
        let count = size(value);
        let at = rng.random_range(0..count);
        if let Some(place) = nth(value, &mut { at }) {
            one(rng, place);
        }
    }
}

fn one(rng: &mut impl Rng, place: &mut Value) {
    if let Value::Object(fields) = place {
        let name = fields.keys().nth(rng.random_range(0..fields.len().max(1))).cloned();
        match (rng.random_range(0..4), name) {
            (0, Some(name)) => drop(fields.remove(&name)),
            (1, Some(name)) => {
                let held = fields.remove(&name).unwrap_or_default();
                fields.insert(words::text(rng), held);
            }
            (2, Some(name)) => drop(fields.insert(name, words::value(rng))),
            _ => drop(fields.insert(words::text(rng), words::value(rng))),
        }
        return;
    }
    if let Value::Array(parts) = place
        && rng.random_bool(0.7)
    {
        let part = parts.first().cloned().unwrap_or_else(|| words::value(rng));
        let times = [0, 1, 60, 300, 2_000].choose(rng).copied().unwrap_or(1);
        parts.resize(times, part);
        return;
    }
    *place = words::value(rng);
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(parts) => parts.iter().map(size).sum(),
        Value::Object(fields) => fields.values().map(size).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// The nth place, counted from the outside in.
fn nth<'a>(value: &'a mut Value, at: &mut usize) -> Option<&'a mut Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Value::Array(parts) => parts.iter_mut().find_map(|part| nth(part, at)),
        Value::Object(fields) => fields.values_mut().find_map(|part| nth(part, at)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// The text of a value, most often as it is.
pub(super) fn text(rng: &mut impl Rng, value: &Value) -> Vec<u8> {
    let mut bytes = value.to_string().into_bytes();
    match rng.random_range(0..40) {
        0 => bytes.truncate(rng.random_range(0..=bytes.len())),
        1 => flip(rng, &mut bytes),
        2 => return depth(rng, &bytes),
        3 => {
            let again = bytes.clone();
            bytes.extend(again);
        }
        4 => bytes = doubled(bytes),
        5 => bytes.extend(std::iter::repeat_n(b' ', 70_000)),
        6 => bytes = surrogate(&bytes),
        _ => {}
    }
    bytes
}

fn flip(rng: &mut impl Rng, bytes: &mut [u8]) {
    for _ in 0..rng.random_range(1..6) {
        let length = bytes.len();
        if let Some(byte) = bytes.get_mut(rng.random_range(0..length.max(1))) {
            *byte = rng.random();
        }
    }
}

/// Brackets in brackets, around the value or alone.
fn depth(rng: &mut impl Rng, bytes: &[u8]) -> Vec<u8> {
    let deep = *[100, 127, 128, 129, 5_000, 30_000].choose(rng).unwrap_or(&100);
    let (open, shut) = if rng.random_bool(0.5) { ("[", "]") } else { (r#"{"a":"#, "}") };
    let mut nested = open.repeat(deep).into_bytes();
    nested.extend(bytes);
    if rng.random_bool(0.5) {
        nested.extend(shut.repeat(deep).into_bytes());
    }
    nested
}

/// Each field twice.
fn doubled(bytes: Vec<u8>) -> Vec<u8> {
    match bytes.strip_prefix(b"{").and_then(|rest| rest.strip_suffix(b"}")) {
        Some(inner) if !inner.is_empty() => [b"{", inner, b",", inner, b"}"].concat(),
        _ => bytes,
    }
}

/// Half a character, written as JSON may write it.
fn surrogate(bytes: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(bytes).replacen("\":\"", "\":\"\\ud800", 1).into_bytes()
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng as _, rngs::StdRng};
    use serde_json::json;

    #[test]
    fn the_same_seed_bends_the_same_way() {
        let bent = |seed: u64| {
            let rng = &mut StdRng::seed_from_u64(seed);
            let texts = (0..200).map(|_| {
                let mut value = json!({"t": "send", "text": "Moi", "files": ["a"], "body": {}});
                super::value(rng, &mut value);
                super::text(rng, &value)
            });
            texts.collect::<Vec<_>>()
        };
        assert_eq!(bent(7), bent(7));
        assert_ne!(bent(7), bent(8));
    }

    #[test]
    fn every_place_is_found() {
        let mut value = json!({"a": [1, {"b": 2}], "c": 3});
        assert_eq!(super::size(&value), 6);
        for at in 0..6 {
            assert!(super::nth(&mut value, &mut { at }).is_some(), "{at}");
        }
        assert!(super::nth(&mut value, &mut { 6 }).is_none());
    }
}
