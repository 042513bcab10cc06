//! What is logged, and in which form.

use super::source::Source;
use super::value::Value;

#[derive(Debug, Clone)]
pub struct Logs {
    /// `TALKOO_LOG_FORMAT`: `json`, `pretty`, or `auto` (pretty on a terminal).
    pub format: LogFormat,
    /// `TALKOO_LOG`: the filter, in the notation of tracing's `EnvFilter`.
    pub filter: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Auto,
    Json,
    Pretty,
}

impl Logs {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            format: source.get(
                "TALKOO_LOG_FORMAT",
                "logs.format",
                "auto",
                "json, pretty, or auto: pretty on a terminal and json elsewhere",
            ),
            filter: source.get(
                "TALKOO_LOG",
                "logs.filter",
                "info,sqlx=warn",
                "which lines are logged, like info,talkoo::bus=debug",
            ),
        }
    }
}

impl Value for LogFormat {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "json" => Ok(Self::Json),
            "pretty" => Ok(Self::Pretty),
            _ => Err("neither auto, json nor pretty".to_owned()),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Auto => "auto",
            Self::Json => "json",
            Self::Pretty => "pretty",
        }
        .to_owned()
    }
}
