//! Checks this side against the shared golden cases, and that no input is costly.

use std::time::{Duration, Instant};

use super::*;

fn hostile(unit: &str, length: usize) -> String {
    unit.repeat(length / unit.len() + 1)
}

#[test]
fn hostile_texts_cost_little() {
    let units = [
        "> ",
        ">",
        "- ",
        "1. ",
        "* - + ",
        "[",
        "]",
        "![",
        "[a](",
        "[a](b",
        "[](",
        "*",
        "**a ",
        "*a _b ",
        "a**b",
        "_a*b~~",
        "`",
        "``a`",
        "`a``b```c",
        "~~~\n",
        "```\n",
        "<",
        "<a",
        "<!--",
        "<?",
        "<![CDATA[",
        "&",
        "&#",
        "&amp",
        "|a",
        "|a\n|-\n",
        "| a |\n|---|\n",
        "\\",
        "\\\n",
        "#",
        "#a",
        "#a ",
        "@[",
        "@",
        "http://",
        "https://a(",
        "https://a)",
        "<https://a",
        "<a@b",
        "a\n> ",
        "> a\n- b\n",
        " ",
        "\t",
        "\n",
        "- a\n\n",
        "-\n",
        "    a\n",
        "===\n",
        "a\n===\n",
        "[a]: b\n",
        "[a]:",
        "](",
        "]()",
        "[a](b \"",
        "[a](b (",
        "[a](b '",
        "**_~~",
        "~a",
        "~~a",
        "[a](https://b.fi)",
        "![a](https://b.fi) ",
        "\u{e4}",
        "\u{1f44d}\u{1f3fd}",
        "*\u{e4}",
        "* a\n  * b\n",
        "#ab ",
        ":-|",
        "|:-:|\n",
    ];
    let mut slow = vec![];
    for unit in units {
        for text in [
            hostile(unit, 64 * 1024),
            format!("{}{}", hostile(unit, 32 * 1024), hostile("\n", 32 * 1024)),
            format!("| a |\n|---|\n{}", hostile(unit, 60 * 1024)),
            format!("{}{}", hostile(unit, 32 * 1024), hostile("]", 32 * 1024)),
            format!("{}{}", hostile("> - ", 50), hostile(unit, 60 * 1024)),
        ] {
            let start = Instant::now();
            let _ = read(&text);
            let took = start.elapsed();
            if took > Duration::from_millis(400) {
                slow.push((unit, took));
            }
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
