//! `talkoo analyse TEXT`: how search reads a text, for whoever wonders why something is found or not.

use crate::config::Settings;
use crate::search::Analyser;
use crate::search::words::{lexemes::lexemes, tokens::tokens};

use super::say::say;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    text: String,
}

pub(super) async fn run(words: Words, settings: &Settings) -> anyhow::Result<()> {
    let analyser = Analyser::start(&settings.search)?;
    let lines = analyser
        .ask(move |tongue| {
            let mut lines = Vec::new();
            for token in tokens(&words.text) {
                let word = tongue.word(&token.text);
                lines.push(token.text);
                for reading in &word.readings {
                    let bases: Vec<&str> = reading.bases().map(String::as_str).collect();
                    let mut line = format!("  {}", bases.join(" = "));
                    for (name, list) in [("near", &reading.near), ("parts", &reading.parts)] {
                        if !list.is_empty() {
                            line.push_str(&format!("; {name}: {}", list.join(", ")));
                        }
                    }
                    lines.push(line);
                }
            }
            lines.push(lexemes(tongue, &words.text).join(" "));
            lines
        })
        .await?;
    for line in lines {
        say(&line);
    }
    Ok(())
}
