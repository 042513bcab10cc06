//! Rebuilds when something changes that is embedded and that cargo would not notice: a new migration
//! (sqlx), a newly built web client (rust-embed; a debug build reads it from its folder instead).

#[expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts by the environment")]
fn main() {
    // The folder has to be there when its path is learnt, even when the client is built later. If it
    // cannot be made, the node serves a page that says so.
    let _ = std::fs::create_dir_all("../web-client/dist");
    println!("cargo:rerun-if-changed=../migrations");
    println!("cargo:rerun-if-changed=build.rs");
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../web-client/dist");
    }
}
