//! Pure rules: what a text says. No async, no SQL, no clock.

pub mod markup;
