//! Talkoo.
