//! Rebuilds when a migration changes: sqlx embeds them, and cargo would not notice a new one.

fn main() {
    println!("cargo:rerun-if-changed=../migrations");
    println!("cargo:rerun-if-changed=build.rs");
}
