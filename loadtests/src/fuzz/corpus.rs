//! Sound frames to begin from: the golden ones, with ids of things that are really there in place of
//! the invented ones, so that what is bent gets past the first look.

use rand::{Rng, seq::IndexedRandom as _};
use serde_json::{Value, json};

use super::words;

const COMMANDS: &str = include_str!("../../../protocol/golden/frames/commands.json");
const LIVE: &str = include_str!("../../../protocol/golden/frames/live.json");
/// Before the sort and the number in an invented id.
const INVENTED: &str = "018f0000-0000-7000-8000-";

/// Ids of what is there.
#[derive(Debug, Default)]
pub(super) struct Ids {
    pub(super) members: Vec<String>,
    pub(super) workspaces: Vec<String>,
    pub(super) channels: Vec<String>,
    pub(super) items: Vec<String>,
    pub(super) messages: Vec<String>,
}

pub(super) struct Corpus {
    pub(super) ids: Ids,
    commands: Vec<Value>,
    live: Vec<Value>,
}

impl Corpus {
    pub(super) fn new(ids: Ids) -> anyhow::Result<Self> {
        let (commands, live) = (serde_json::from_str(COMMANDS)?, serde_json::from_str(LIVE)?);
        Ok(Self { ids, commands, live })
    }

    /// A sound frame of the socket.
    pub(super) fn frame(&self, rng: &mut impl Rng) -> Value {
        if rng.random_bool(0.8) { self.command(rng) } else { self.pick(rng, &self.live) }
    }

    /// A sound command. Many of them are plain talk, which goes the whole way.
    pub(super) fn command(&self, rng: &mut impl Rng) -> Value {
        if rng.random_bool(0.3) {
            let text =
                if rng.random_bool(0.5) { "Hei **kaikki**".into() } else { words::text(rng) };
            return json!({
                "ref": 1, "t": "send", "client_id": words::id(rng),
                "channel": self.one(rng, &self.ids.channels), "text": text,
            });
        }
        self.pick(rng, &self.commands)
    }

    fn pick(&self, rng: &mut impl Rng, from: &[Value]) -> Value {
        let mut picked = from.choose(rng).cloned().unwrap_or_default();
        self.fill(rng, &mut picked);
        picked
    }

    /// Invented ids become real ones of the same sort.
    fn fill(&self, rng: &mut impl Rng, value: &mut Value) {
        match value {
            Value::String(text) if text.starts_with(INVENTED) => *text = self.real(rng, text),
            Value::Array(parts) => parts.iter_mut().for_each(|part| self.fill(rng, part)),
            Value::Object(fields) => {
                let old = std::mem::take(fields);
                for (name, mut held) in old {
                    self.fill(rng, &mut held);
                    let is_invented = name.starts_with(INVENTED);
                    let name = if is_invented { self.real(rng, &name) } else { name };
                    fields.insert(name, held);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn real(&self, rng: &mut impl Rng, invented: &str) -> String {
        let sort = invented.get(31..32).unwrap_or_default();
        match sort {
            "1" => self.one(rng, &self.ids.members),
            "3" => self.one(rng, &self.ids.workspaces),
            "4" => self.one(rng, &self.ids.channels),
            "5" => self.one(rng, &self.ids.items),
            "6" => self.one(rng, &self.ids.messages),
            _ => words::id(rng),
        }
    }

    /// An id of anything that is there, or of nothing.
    pub(super) fn any(&self, rng: &mut impl Rng) -> String {
        let ids = &self.ids;
        let sorts = [&ids.members, &ids.workspaces, &ids.channels, &ids.items, &ids.messages];
        if rng.random_bool(0.1) {
            return words::id(rng);
        }
        sorts.choose(rng).map(|sort| self.one(rng, sort)).unwrap_or_default()
    }

    fn one(&self, rng: &mut impl Rng, from: &[String]) -> String {
        from.choose(rng).cloned().unwrap_or_else(|| words::id(rng))
    }
}

#[cfg(test)]
mod tests {
    use rand::{SeedableRng as _, rngs::StdRng};

    use super::{Corpus, INVENTED, Ids};

    #[test]
    fn invented_ids_become_real_ones() {
        let ids = Ids { channels: vec!["c".to_owned()], ..Ids::default() };
        let corpus = Corpus::new(ids).unwrap();
        let rng = &mut StdRng::seed_from_u64(1);
        let frames: Vec<String> = (0..500).map(|_| corpus.frame(rng).to_string()).collect();
        assert!(frames.iter().any(|frame| frame.contains(r#""channel":"c""#)));
        // Only a hostile text may hold one, as a mention.
        let held = frames.iter().filter(|frame| frame.replace("@[", "").contains(INVENTED));
        assert!(held.count() < 100);
    }
}
