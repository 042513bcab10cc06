//! A line as a log collector would read it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::SubscriberExt as _;

use super::JsonLine;
use super::panic::without_quotes;

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Paper {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn a_line_is_one_json_object_that_can_be_read_alone() {
    let paper = Paper::default();
    let lines = fmt::layer()
        .with_writer(paper.clone())
        .fmt_fields(fmt::format::JsonFields::new())
        .event_format(JsonLine::new("north-1"));
    let subscriber = tracing_subscriber::registry().with(lines);
    tracing::subscriber::with_default(subscriber, || {
        let span = tracing::info_span!("request", request.id = "r1");
        let _inside = span.enter();
        tracing::warn!(took_ms = 12, channel.id = %"c1", "slow \"send\"\nof a channel");
    });
    let text = String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
    assert_eq!(text.matches('\n').count(), 1, "{text}");
    let line: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(line["node"], "north-1");
    assert_eq!(line["level"], "warn");
    assert_eq!(line["request.id"], "r1");
    assert_eq!(line["channel.id"], "c1");
    assert_eq!(line["took_ms"], 12);
    assert_eq!(line["message"], "slow \"send\"\nof a channel");
    assert!(line["at"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn a_panic_quotes_nobody() {
    let check = |words: &str, told: &str| assert_eq!(without_quotes(words), told);
    check(
        "index out of bounds: the len is 3 but the index is 7",
        "index out of bounds: the len is 3 but the index is 7",
    );
    let cut = "byte index 1 is not a char boundary; it is inside 'ä' (bytes 0..2) of `äiti`";
    check(cut, "byte index 1 is not a char boundary; it is inside ");
    check("called `Result::unwrap()` on an `Err` value: \"äiti\"", "called ");
    check("two\nlines", "two");
}
