//! Every rule of the house that a machine can check and no compiler does. The tables of doors and
//! settings are read from server/README.md, so the page cannot say one thing and the code another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use talkoo::config::Settings;

const CEILING: usize = 400;
const TOP: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "Makefile",
    "README.md",
    "loadtests",
    "migrations",
    "protocol",
    "server",
    "web-client",
];

#[test]
fn the_top_level_is_what_the_architecture_says() {
    let visible: BTreeSet<String> = tracked()
        .iter()
        .filter_map(|path| path.split('/').next())
        .filter(|name| !name.starts_with('.'))
        .map(str::to_owned)
        .collect();
    let strange: Vec<_> = visible.iter().filter(|name| !TOP.contains(&name.as_str())).collect();
    assert!(strange.is_empty(), "not at the top: {strange:?}");
}

#[test]
fn no_file_is_longer_than_the_wall() {
    let long: Vec<String> = tracked()
        .into_iter()
        .filter(|path| ends_with_any(path, &[".rs", ".ts", ".tsx", ".css", ".sql"]))
        .filter(|path| !path.ends_with(".gen.ts"))
        .map(|path| (read(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > CEILING)
        .map(|(lines, path)| format!("{path}: {lines}"))
        .collect();
    assert!(long.is_empty(), "longer than {CEILING} lines: {long:#?}");
}

#[test]
fn every_room_keeps_to_its_doors() {
    let doors = doors();
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(room) = source.room() else { continue };
        let Some(allowed) = doors.get(room) else {
            wrong.push(format!("{}: the room {room} is not in the table", source.path));
            continue;
        };
        if allowed.contains("everything") {
            continue;
        }
        for used in source.rooms_used() {
            if used != room && !allowed.contains(&used) {
                wrong.push(format!("{}: {room} may not use {used}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn rules_are_pure() {
    let mut wrong = Vec::new();
    for source in sources().filter(|source| matches!(source.room(), Some("domain" | "kind"))) {
        for word in ["async ", "tokio::", "sqlx::", "Instant::", "rand::"] {
            if source.code.contains(word) {
                wrong.push(format!("{}: {word}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_library_is_spoken_in_its_rooms_only() {
    let check = |library: &str, rooms: &[&str]| {
        let word = format!("{library}::");
        let wrong: Vec<String> = sources()
            .filter(|source| names(&source.code, &word))
            // A module of that name stands in front of the library.
            .filter(|source| !source.code.contains(&format!("mod {library};")))
            .filter(|source| !source.room().is_none_or(|room| rooms.contains(&room)))
            .filter(|source| !(source.room() == Some("kinds") && source.is_named("store.rs")))
            .map(|source| source.path)
            .collect();
        assert!(wrong.is_empty(), "{library} is for {rooms:?}, and is in {wrong:#?}");
    };
    check("sqlx", &["store", "boot", "app", "error"]);
    check("redis", &["bus"]);
}

#[test]
fn every_kind_is_a_leaf_and_stands_in_the_registry() {
    let kinds = root().join("server/src/kinds");
    let Ok(registry) = std::fs::read_to_string(kinds.join("mod.rs")) else { return };
    let listed: BTreeSet<String> = registry
        .lines()
        .filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod "))
        .filter_map(|rest| rest.strip_suffix(';'))
        .filter(|name| *name != "tests")
        .map(str::to_owned)
        .collect();
    let folders: BTreeSet<String> = std::fs::read_dir(&kinds)
        .expect("the kinds")
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(folders.is_subset(&listed), "folders {folders:?}, registry {listed:?}");
    let mut wrong = Vec::new();
    for source in sources().filter(|source| source.room() == Some("kinds")) {
        let Some(own) = source.folder_in_room().filter(|own| folders.contains(*own)) else {
            continue;
        };
        for other in folders.iter().filter(|other| *other != own) {
            if source.code.contains(&format!("kinds::{other}")) {
                wrong.push(format!("{} reaches into {other}", source.path));
            }
        }
        if !source.is_named("store.rs") && source.rooms_used().contains("store") {
            wrong.push(format!("{}: only store.rs of a kind uses store", source.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_test_is_skipped_singled_out_or_sleeps() {
    // Put together here, so that this file does not find itself.
    let words = [
        concat!("#[ign", "ore"),
        concat!("time::", "sleep"),
        concat!("thread::", "sleep"),
        concat!("waitFor", "Timeout"),
        concat!("test.", "only("),
        concat!("it.", "only("),
        concat!("describe.", "only("),
        concat!("test.", "skip("),
        concat!("it.", "skip("),
    ];
    let mut wrong = Vec::new();
    for path in tracked().into_iter().filter(|path| is_test(path)) {
        let text = read(&path);
        wrong.extend(words.iter().filter(|word| text.contains(**word)).map(|word| {
            let word = word.to_string();
            format!("{path}: {word}")
        }));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_migration_says_why() {
    let silent: Vec<String> = tracked()
        .into_iter()
        .filter(|path| path.starts_with("migrations/") && path.ends_with(".sql"))
        .filter(|path| !read(path).starts_with("-- Why: "))
        .collect();
    assert!(silent.is_empty(), "the first line does not say why: {silent:?}");
}

#[test]
fn the_readme_lists_the_settings_as_they_are() {
    let none: [(&str, &str); 0] = [];
    let table = Settings::from_pairs(none).expect("the defaults").markdown();
    let readme = read("server/README.md");
    let hint = "run `talkoo check-config --markdown` and put its table under Settings";
    assert!(readme.contains(&table), "{hint}");
    let lines = readme.lines().filter(|line| line.starts_with("| `TALKOO_")).count();
    let wanted = table.lines().filter(|line| line.starts_with("| `TALKOO_")).count();
    assert_eq!(lines, wanted, "{hint}");
}

#[test]
fn the_page_on_security_names_tests_that_are_there() {
    let page = read("server/SECURITY.md");
    let table = page.split("| class | test |").nth(1).expect("the table of classes");
    let rows: Vec<&str> = table.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 20, "{} classes", rows.len());
    let tests: String = tracked()
        .into_iter()
        .filter(|path| path.ends_with(".rs") && !path.starts_with("server/tests/tidy"))
        .map(|path| read(&path))
        .collect();
    let named = rows.iter().flat_map(|row| row.split('`').skip(1).step_by(2));
    // One word that is the name of a command, not of a test, has a space in it.
    let missing: Vec<&str> = named
        .filter(|name| name.contains('_') && !tests.contains(&format!("fn {name}()")))
        .collect();
    assert!(missing.is_empty(), "SECURITY.md names tests that are not there: {missing:?}");
}

/// A file of server/src, with its comments and its own tests left out.
struct Source {
    path: String,
    code: String,
}

impl Source {
    fn read(path: String) -> Self {
        let text = read(&path);
        let written = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code = written.lines().filter(|line| !line.trim_start().starts_with("//"));
        Self { code: code.collect::<Vec<_>>().join("\n"), path }
    }

    fn inside(&self) -> &str {
        self.path.strip_prefix("server/src/").unwrap_or(&self.path)
    }

    /// None for lib.rs and main.rs, which are the house itself.
    fn room(&self) -> Option<&str> {
        let first = self.inside().split('/').next()?.trim_end_matches(".rs");
        (!matches!(first, "lib" | "main")).then_some(first)
    }

    fn folder_in_room(&self) -> Option<&str> {
        let mut parts = self.inside().split('/').skip(1);
        let folder = parts.next()?;
        parts.next().map(|_| folder)
    }

    fn is_named(&self, name: &str) -> bool {
        self.path.rsplit('/').next() == Some(name)
    }

    /// The first step of every path from the root of the crate: `crate::x`, `crate::{x, y}`, and
    /// `super::super::x` where that climbs out of the room.
    fn rooms_used(&self) -> BTreeSet<String> {
        let mut used = steps_after(&self.code, "crate::");
        let climb = "super::".repeat(self.depth());
        let further = format!("super::{climb}");
        for (at, _) in self.code.match_indices(&climb) {
            let is_longer = self.code[at..].starts_with(&further);
            let is_tail = self.code[..at].ends_with("super::");
            if !is_longer && !is_tail {
                used.extend(first_steps(&self.code[at + climb.len()..]));
            }
        }
        used
    }

    /// How many `super` lead from this file's module to the root of the crate.
    fn depth(&self) -> usize {
        let parts = self.inside().split('/').count();
        if self.is_named("mod.rs") { parts - 1 } else { parts }
    }
}

fn steps_after(code: &str, prefix: &str) -> BTreeSet<String> {
    code.match_indices(prefix).flat_map(|(at, _)| first_steps(&code[at + prefix.len()..])).collect()
}

/// `a::b` gives a; `{a::b, c::{d, e}}` gives a and c.
fn first_steps(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![word(path)];
    };
    let mut steps = vec![word(group.trim_start())];
    let mut depth = 0;
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => steps.push(word(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    steps.retain(|step| !step.is_empty());
    steps
}

fn word(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}

/// True when the word stands alone: `sqlx::`, but not `my_sqlx::` or `crate::bus::redis::`.
fn names(code: &str, library: &str) -> bool {
    code.match_indices(library).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|sign| sign.is_alphanumeric() || sign == '_' || sign == ':')
    })
}

fn doors() -> BTreeMap<String, BTreeSet<String>> {
    let readme = read("server/README.md");
    let rows = readme.lines().skip_while(|line| *line != "| room | may use |").skip(2);
    let rows = rows.take_while(|line| line.starts_with('|'));
    let doors: BTreeMap<String, BTreeSet<String>> = rows
        .filter_map(|row| {
            let mut cells = row.trim_matches('|').split('|').map(str::trim);
            let room = cells.next()?.trim_matches('`').to_owned();
            let used = cells.next()?.split(' ').map(|one| one.trim_matches('`').to_owned());
            Some((room, used.collect()))
        })
        .collect();
    assert!(doors.len() > 10, "the table of doors was not found in server/README.md");
    doors
}

fn sources() -> impl Iterator<Item = Source> {
    let paths = tracked().into_iter().filter(|path| path.starts_with("server/src/"));
    let paths = paths.filter(|path| path.ends_with(".rs") && !path.ends_with("/tests.rs"));
    paths.map(Source::read)
}

fn is_test(path: &str) -> bool {
    let is_rust = path.starts_with("server/tests/")
        || (path.ends_with("tests.rs") && path.starts_with("server/"))
        || (path.ends_with(".rs") && path.starts_with("protocol/"));
    let is_web = path.starts_with("web-client/")
        && (path.contains("/e2e/") || path.contains(".test.") || path.contains(".spec."));
    (is_rust || is_web) && ends_with_any(path, &[".rs", ".ts", ".tsx"])
}

fn ends_with_any(path: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| path.ends_with(ending))
}

/// Every file that belongs to the project: those that git knows or would take.
fn tracked() -> Vec<String> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "this is a checkout");
    let list = String::from_utf8(output.stdout).expect("paths are text");
    list.lines().filter(|path| root().join(path).exists()).map(str::to_owned).collect()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|_| panic!("{path} can be read"))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn paths_are_read_as_the_compiler_reads_them() {
    let check = |path: &str, code: &str, used: &[&str]| {
        let source = Source { path: format!("server/src/{path}"), code: code.to_owned() };
        assert_eq!(source.rooms_used().into_iter().collect::<Vec<_>>(), used, "{code}");
    };
    check("hub/mailbox.rs", "use crate::domain::Member;", &["domain"]);
    check("hub/mailbox.rs", "use crate::{store::{a, b}, domain::c};", &["domain", "store"]);
    check("hub/mailbox.rs", "use super::index;", &[]);
    check("hub/mailbox.rs", "use super::super::store::x;", &["store"]);
    check("hub/mod.rs", "use super::store::x;", &["store"]);
    check("kinds/chat/rules.rs", "use super::super::board::x;", &[]);
    check("clock.rs", "fn f() { crate::app::start(); super::hub::x() }", &["app", "hub"]);
    assert!(names("use sqlx::PgPool;", "sqlx::"));
    assert!(!names("use crate::my_sqlx::x;", "sqlx::"));
}
