//! How one setting is read from text and shown again. Knows no key by name.

use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroU32,
    path::PathBuf,
    time::Duration,
};

/// A type that a setting may have.
pub(super) trait Value: Sized {
    /// The reason ends the sentence "VARIABLE is …" and never repeats the text, which may be secret.
    fn parse(text: &str) -> Result<Self, String>;
    fn show(&self) -> String;
}

/// Text that must not reach a log: a URL with a password in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The URL with its password struck out.
    pub fn redacted(&self) -> String {
        let (address, query) = match self.0.split_once('?') {
            Some((address, query)) => (address, Some(query)),
            None => (self.0.as_str(), None),
        };
        let mut shown = match (address.split_once("://"), address.rsplit_once('@')) {
            (Some((scheme, rest)), Some((_, host))) => {
                let user = rest.split([':', '@']).next().unwrap_or_default();
                format!("{scheme}://{user}:***@{host}")
            }
            _ => address.to_owned(),
        };
        if let Some(query) = query {
            let parts: Vec<String> = query.split('&').map(without_password).collect();
            shown = format!("{shown}?{}", parts.join("&"));
        }
        shown
    }
}

fn without_password(part: &str) -> String {
    match part.split_once('=') {
        Some((name, _)) if name.contains("password") => format!("{name}=***"),
        _ => part.to_owned(),
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.redacted())
    }
}

impl Value for Option<Secret> {
    fn parse(text: &str) -> Result<Self, String> {
        Ok((!text.is_empty()).then(|| Secret::new(text)))
    }

    fn show(&self) -> String {
        self.as_ref().map(Secret::redacted).unwrap_or_default()
    }
}

impl Value for String {
    fn parse(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }

    fn show(&self) -> String {
        self.clone()
    }
}

impl Value for Option<PathBuf> {
    fn parse(text: &str) -> Result<Self, String> {
        Ok((!text.is_empty()).then(|| PathBuf::from(text)))
    }

    fn show(&self) -> String {
        self.as_ref().map(|path| path.display().to_string()).unwrap_or_default()
    }
}

impl Value for bool {
    fn parse(text: &str) -> Result<Self, String> {
        match text {
            "true" | "yes" | "1" | "on" => Ok(true),
            "false" | "no" | "0" | "off" => Ok(false),
            _ => Err("neither true nor false".to_owned()),
        }
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for SocketAddr {
    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "no address with a port, like 127.0.0.1:8080".to_owned())
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for Option<SocketAddr> {
    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() { Ok(None) } else { SocketAddr::parse(text).map(Some) }
    }

    fn show(&self) -> String {
        self.as_ref().map(SocketAddr::show).unwrap_or_default()
    }
}

/// A count that is at least one: a limit of nothing is never "no limit".
impl Value for NonZeroU32 {
    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "no whole number above 0".to_owned())
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for u32 {
    fn parse(text: &str) -> Result<Self, String> {
        NonZeroU32::parse(text).map(NonZeroU32::get)
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for Duration {
    fn parse(text: &str) -> Result<Self, String> {
        let (number, unit) = split_unit(text);
        let millis = match unit {
            "ms" => 1.0,
            "s" => 1_000.0,
            "min" => 60_000.0,
            "h" => 3_600_000.0,
            "d" => 86_400_000.0,
            _ => return Err("no length of time, like 500 ms, 2.5 s, 5 min, 8 h or 30 d".to_owned()),
        };
        let number: f64 = number.parse().map_err(|_| "no length of time, like 2 s".to_owned())?;
        Duration::try_from_secs_f64(number * millis / 1_000.0)
            .map_err(|_| "no length of time that can be waited".to_owned())
    }

    fn show(&self) -> String {
        format!("{self:?}")
    }
}

/// A size in bytes, written with or without a unit of 1024.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bytes(pub(super) usize);

impl Value for Bytes {
    fn parse(text: &str) -> Result<Self, String> {
        let (number, unit) = split_unit(text);
        let factor: usize = match unit {
            "" | "B" => 1,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            _ => return Err("no size, like 64 KiB or 1 MiB".to_owned()),
        };
        let number: usize = number.parse().map_err(|_| "no size, like 64 KiB".to_owned())?;
        number
            .checked_mul(factor)
            .filter(|bytes| *bytes > 0)
            .map(Self)
            .ok_or_else(|| "no size that fits".to_owned())
    }

    fn show(&self) -> String {
        format!("{} B", self.0)
    }
}

fn split_unit(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (number, unit.trim())
}

/// Several values with commas between them.
impl<T: Value> Value for Vec<T> {
    fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(T::parse).collect()
    }

    fn show(&self) -> String {
        self.iter().map(T::show).collect::<Vec<_>>().join(",")
    }
}

impl Value for IpAddr {
    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| "no internet address".to_owned())
    }

    fn show(&self) -> String {
        self.to_string()
    }
}
