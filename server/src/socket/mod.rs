//! One open socket: shaken hands with, read, written, closed. What a command means is the actions'
//! matter, what is heard is delivery's; here bytes become frames and mail becomes bytes.

mod handshake;
mod session;
mod reader;
mod writer;

pub use handshake::upgrade;
