//! What may stand where something else was due. Small things come often, costly ones seldom.

use rand::{Rng, seq::IndexedRandom as _};
use serde_json::{Value, json};

/// A value of any sort.
pub(super) fn value(rng: &mut impl Rng) -> Value {
    match rng.random_range(0..14) {
        0 => Value::Null,
        1 => json!(rng.random_bool(0.5)),
        2 => json!(0),
        3 => json!(-1),
        4 => json!(u64::MAX),
        5 => json!(i64::MIN),
        6 => json!(1.5e300),
        7 => json!(rng.random::<u32>()),
        8 => json!([]),
        9 => json!({}),
        10 => json!([{ "$ne": null }, ["a"], { "t": "send" }]),
        11 => json!(id(rng)),
        _ => json!(text(rng)),
    }
}

/// A text that some reader stumbles over.
pub(super) fn text(rng: &mut impl Rng) -> String {
    const SHORT: [&str; 24] = [
        "",
        " ",
        "\0",
        "a\0b",
        "-1",
        "0",
        "null",
        "true",
        "\u{feff}",
        "\u{202e}olleh",
        "\u{200b}",
        "\u{fffd}",
        "\u{10ffff}",
        "e\u{301}\u{301}\u{301}",
        "' or 1=1 --",
        "'; drop table members; --",
        "<script>alert(1)</script>",
        "javascript:alert(1)",
        "../../etc/passwd",
        "%00%2e%2e",
        "{{7*7}}",
        "@[018f0000-0000-7000-8000-000000010001]",
        "#[",
        "👩‍👩‍👧‍👦",
    ];
    match rng.random_range(0..20) {
        0 => long(rng),
        1 => SHORT.choose(rng).unwrap_or(&"").repeat(rng.random_range(1..200)),
        2 => id(rng),
        3 => format!("{}-13-45T99:99:99Z", rng.random_range(0..10_000)),
        _ => (*SHORT.choose(rng).unwrap_or(&"")).to_owned(),
    }
}

/// Up to a little more than a text may have; most of it costs a reader of Markdown something.
fn long(rng: &mut impl Rng) -> String {
    const PARTS: [&str; 14] =
        ["*", "_", "[", "](", "![](", "> ", "- \n", "`", "**a", "| a ", "<a ", "@[", "&amp", "ä"];
    let part = PARTS.choose(rng).unwrap_or(&"");
    let bytes = *[300, 4_000, 15_000, 17_000].choose(rng).unwrap_or(&300);
    part.repeat(bytes / part.len().max(1))
}

/// An id that names nothing here.
pub(super) fn id(rng: &mut impl Rng) -> String {
    uuid::Uuid::from_u128(rng.random()).to_string()
}
