//! An extract of the fuzzing, for every day: some seconds, another seed than yesterday's would find
//! nothing that this one does not, so it is always the same.

use std::path::Path;
use std::process::Command;

#[test]
fn a_node_bears_what_is_bent() {
    let own = Path::new(env!("CARGO_BIN_EXE_talkoo-loadtests"));
    // Both are built by the one run over the workspace.
    let server = own.with_file_name("talkoo");
    assert!(server.exists(), "build the whole workspace first: {} is missing", server.display());
    let fuzz = Command::new(own)
        .args(["fuzz", "--seed", "2026", "--count", "3000", "--server"])
        .arg(server)
        .output()
        .expect("the driver");
    let said = String::from_utf8_lossy(&fuzz.stdout);
    let complaint = String::from_utf8_lossy(&fuzz.stderr);
    assert!(fuzz.status.success(), "{said}\n{complaint}");
    assert!(said.contains("nothing violated"), "{said}");
}
