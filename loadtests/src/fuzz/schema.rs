//! Requests made from the server's own description of itself (OpenAPI): every route, with a body of
//! the shape it asks for.

use rand::{Rng, seq::IndexedRandom as _};
use serde_json::{Map, Value, json};

use super::{corpus::Corpus, words};

/// Shapes that hold themselves end here.
const DEEPEST: u32 = 6;

pub(super) struct Description {
    document: Value,
    routes: Vec<Route>,
}

pub(super) struct Route {
    pub(super) method: String,
    pub(super) path: String,
    query: Vec<String>,
    body: Option<Value>,
}

impl Description {
    pub(super) fn read(text: &str) -> anyhow::Result<Self> {
        let document: Value = serde_json::from_str(text)?;
        let mut routes = Vec::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for (method, operation) in item.as_object().into_iter().flatten() {
                let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
                let query = parameters.iter().filter(|one| one["in"] == "query");
                let query = query.filter_map(|one| one["name"].as_str().map(str::to_owned));
                let body = &operation["requestBody"]["content"]["application/json"]["schema"];
                routes.push(Route {
                    method: method.to_uppercase(),
                    path: path.clone(),
                    query: query.collect(),
                    body: body.is_object().then(|| body.clone()),
                });
            }
        }
        anyhow::ensure!(routes.len() > 30, "the description lists {} routes", routes.len());
        Ok(Self { document, routes })
    }

    pub(super) fn route(&self, rng: &mut impl Rng) -> Option<&Route> {
        self.routes.choose(rng)
    }

    /// A sound body for a route that takes one.
    pub(super) fn body(&self, rng: &mut impl Rng, corpus: &Corpus, route: &Route) -> Option<Value> {
        let shape = route.body.as_ref()?;
        if route.path.ends_with("/commands") && rng.random_bool(0.7) {
            return Some(corpus.command(rng));
        }
        Some(self.sample(rng, corpus, shape, 0))
    }

    fn sample(&self, rng: &mut impl Rng, corpus: &Corpus, shape: &Value, depth: u32) -> Value {
        if let Some(name) = shape["$ref"].as_str() {
            let pointer = name.trim_start_matches('#');
            return match self.document.pointer(pointer) {
                Some(shape) if depth < DEEPEST => self.sample(rng, corpus, shape, depth + 1),
                _ => Value::Null,
            };
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(shape) = shape[choice].as_array().and_then(|all| all.choose(rng)) {
                return self.sample(rng, corpus, shape, depth);
            }
        }
        if let Some(all) = shape["allOf"].as_array() {
            let mut whole = Map::new();
            for shape in all {
                if let Value::Object(part) = self.sample(rng, corpus, shape, depth) {
                    whole.extend(part);
                }
            }
            return Value::Object(whole);
        }
        if let Some(one) = shape["enum"].as_array().and_then(|all| all.choose(rng)) {
            return one.clone();
        }
        let sorts = shape["type"].as_array().and_then(|sorts| sorts.choose(rng));
        let sort = sorts.unwrap_or(&shape["type"]).as_str().unwrap_or_default();
        match sort {
            "string" if shape["format"] == "uuid" => json!(corpus.any(rng)),
            "string" if rng.random_bool(0.3) => json!("siiri@esimerkki.example"),
            "string" => json!(words::text(rng)),
            "integer" | "number" => json!(rng.random_range(-1..5)),
            "boolean" => json!(rng.random_bool(0.5)),
            "array" => {
                let count = rng.random_range(0..3);
                let parts = (0..count).map(|_| self.sample(rng, corpus, &shape["items"], depth));
                parts.collect()
            }
            "object" => self.object(rng, corpus, shape, depth),
            _ => Value::Null,
        }
    }

    fn object(&self, rng: &mut impl Rng, corpus: &Corpus, shape: &Value, depth: u32) -> Value {
        let needed: Vec<&str> =
            shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut made = Map::new();
        for (name, shape) in shape["properties"].as_object().into_iter().flatten() {
            if needed.contains(&name.as_str()) || rng.random_bool(0.5) {
                made.insert(name.clone(), self.sample(rng, corpus, shape, depth + 1));
            }
        }
        Value::Object(made)
    }
}

impl Route {
    /// The path with something in each of its places, and a query.
    pub(super) fn address(&self, rng: &mut impl Rng, corpus: &Corpus) -> String {
        let mut address = String::new();
        for step in self.path.split('/').skip(1) {
            address.push('/');
            if !step.starts_with('{') {
                address.push_str(step);
            } else if rng.random_bool(0.8) {
                address.push_str(&corpus.any(rng));
            } else {
                address.push_str(&escaped(&words::text(rng), 2_000));
            }
        }
        for (number, name) in self.query.iter().enumerate() {
            if rng.random_bool(0.6) {
                address.push(if number == 0 || !address.contains('?') { '?' } else { '&' });
                address.push_str(name);
                address.push('=');
                let value = match rng.random_range(0..4) {
                    0 => corpus.any(rng),
                    1 => rng.random_range(-2_i64..400).to_string(),
                    2 => u64::MAX.to_string(),
                    _ => escaped(&words::text(rng), 2_000),
                };
                address.push_str(&value);
            }
        }
        address
    }
}

/// As a browser would write it, cut to a length that a request line may have.
fn escaped(text: &str, most: usize) -> String {
    let bytes = text.bytes().take(most / 3);
    bytes.map(|byte| format!("%{byte:02x}")).collect()
}
