//! What goes wrong elsewhere, tried here over the real socket and HTTP. SECURITY.md says which test
//! stands for which class; classes that a theme's own tests attack already are not attacked again.

mod coming_in;
mod shapes;
mod slow_heads;
mod reach;
mod wire;

use serde_json::Value;

/// The protocol's own examples of every command.
pub(crate) fn golden_commands() -> Vec<Value> {
    let text = include_str!("../../../../protocol/golden/frames/commands.json");
    serde_json::from_str(text).expect("golden frames")
}

/// A copy of a value for each text in it, with that text replaced.
pub(crate) fn with_each_text(value: &Value, instead: &str) -> Vec<Value> {
    fn places(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::String(_) => found.push(at.to_owned()),
            Value::Array(parts) => parts
                .iter()
                .enumerate()
                .for_each(|(index, part)| places(part, &format!("{at}/{index}"), found)),
            Value::Object(fields) => fields.iter().for_each(|(name, part)| {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(part, &format!("{at}/{name}"), found);
            }),
            _ => {}
        }
    }
    let mut found = Vec::new();
    places(value, "", &mut found);
    let changed = found.iter().filter(|place| !matches!(place.as_str(), "/t" | "/client_id"));
    changed
        .map(|place| {
            let mut copy = value.clone();
            *copy.pointer_mut(place).expect("a place") = instead.into();
            copy
        })
        .collect()
}
