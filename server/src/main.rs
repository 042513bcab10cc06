//! The one binary. What it can do stands in [`talkoo::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    // Two TLS providers in one tree make the first handshake panic; naming one settles it. It
    // fails only when one is named already, which is just as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    talkoo::cli::run()
}
