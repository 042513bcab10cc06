//! Settings as an operator meets them: variables in, values or named problems out.

use std::time::Duration;

use super::{LogFormat, Origin, Secret, Settings};

fn with<const N: usize>(pairs: [(&str, &str); N]) -> Settings {
    Settings::from_pairs(pairs).expect("these settings are sound")
}

#[test]
fn every_default_can_be_read() {
    let settings = with([]);
    assert_eq!(settings.listen.address.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.web.origins, ["http://127.0.0.1:8080", "http://localhost:8080"]);
    assert!(settings.node.name.ends_with("-8080"), "{}", settings.node.name);
    assert!(settings.database.url.is_none());
    assert_eq!(settings.journal.deadline, Duration::from_millis(2_500));
    assert_eq!(settings.sockets.frame_bytes, 65_536);
    assert_eq!(settings.rates.send_burst.get(), 60);
    assert_eq!(settings.logs.format, LogFormat::Auto);
    assert!(settings.entries().iter().all(|entry| entry.origin == Origin::Default));
}

#[test]
fn no_key_is_named_twice() {
    let settings = with([]);
    let mut names: Vec<&str> =
        settings.entries().iter().flat_map(|entry| [entry.variable, entry.file_key]).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn the_environment_wins_over_the_file() {
    let file = std::env::temp_dir().join(format!("talkoo-settings-{}.toml", std::process::id()));
    let text = "[limits]\npage_rows = 50\nmentions = 5\n[web]\norigins = [\"https://a.example\", \
                \"https://b.example\"]\n[lmits]\npage_rows = 3\n";
    std::fs::write(&file, text).unwrap();
    let path = file.to_string_lossy().into_owned();
    let settings =
        with([("TALKOO_CONFIG", path.as_str()), ("TALKOO_PAGE_ROWS", "20"), ("TALKOO_NOED", "x")]);
    std::fs::remove_file(&file).unwrap();
    assert_eq!(settings.limits.page_rows, 20);
    assert_eq!(settings.limits.mentions, 5);
    assert_eq!(settings.web.origins, ["https://a.example", "https://b.example"]);
    assert_eq!(settings.warnings(), ["TALKOO_NOED is no setting", "lmits.page_rows is no setting"]);
}

#[test]
fn every_problem_is_named_at_once() {
    let unusable = Settings::from_pairs([
        ("TALKOO_LISTEN", "8080"),
        ("TALKOO_PAGE_ROWS", "0"),
        ("TALKOO_MENTIONS", "-1"),
        ("TALKOO_TEXT_BYTES", "16 kilos"),
        ("TALKOO_PING_EVERY", "25"),
        ("TALKOO_ORIGINS", "https://*.example"),
        ("TALKOO_TRUSTED_PROXIES", "10.0.0.0/33"),
        ("TALKOO_DEMO", "maybe"),
    ])
    .expect_err("none of them can be used");
    assert_eq!(unusable.problems.len(), 8, "{unusable}");
}

#[test]
fn a_file_that_is_not_there_is_a_problem() {
    let unusable = Settings::from_pairs([("TALKOO_CONFIG", "/nowhere/talkoo.toml")]);
    assert!(unusable.expect_err("no file").to_string().contains("/nowhere/talkoo.toml"));
}

#[test]
fn times_and_sizes_are_read_with_their_units() {
    let settings = with([
        ("TALKOO_DATABASE_LOCK", "500ms"),
        ("TALKOO_SESSION_TTL", "1.5 h"),
        ("TALKOO_FRAME_BYTES", "2 MiB"),
        ("TALKOO_TEXT_BYTES", "1000"),
    ]);
    assert_eq!(settings.database.lock_timeout, Duration::from_millis(500));
    assert_eq!(settings.sessions.ttl, Duration::from_secs(5_400));
    assert_eq!(settings.sockets.frame_bytes, 2 << 20);
    assert_eq!(settings.limits.text_bytes, 1_000);
}

#[test]
fn a_password_is_never_shown() {
    let check = |url: &str, shown: &str| {
        assert_eq!(Secret::new(url).redacted(), shown);
    };
    check("postgres://talkoo:s3cret@db:5432/talkoo", "postgres://talkoo:***@db:5432/talkoo");
    check("postgres://talkoo:p@ss@db/talkoo", "postgres://talkoo:***@db/talkoo");
    check("postgres:///t?host=/run/x&user=t", "postgres:///t?host=/run/x&user=t");
    check("postgres:///t?host=/x&password=s3cret", "postgres:///t?host=/x&password=***");
    check("redis://:s3cret@cache:6379/0", "redis://:***@cache:6379/0");
    let settings = with([("DATABASE_URL", "postgres://talkoo:s3cret@db/talkoo")]);
    assert!(!format!("{settings:?}").contains("s3cret"));
}

#[test]
fn only_named_proxies_are_believed() {
    let settings = with([("TALKOO_TRUSTED_PROXIES", "10.0.0.0/8, ::1, 192.168.7.7")]);
    let check = |address: &str, is_trusted: bool| {
        let address = address.parse().expect("an address");
        assert_eq!(settings.listen.is_trusted_proxy(address), is_trusted, "{address}");
    };
    check("10.200.3.4", true);
    check("11.0.0.1", false);
    check("::1", true);
    check("::2", false);
    check("::ffff:10.1.1.1", true);
    check("192.168.7.7", true);
    check("192.168.7.8", false);
    assert!(!with([]).listen.is_trusted_proxy("127.0.0.1".parse().expect("an address")));
}

#[test]
fn an_origin_is_compared_whole() {
    let settings = with([("TALKOO_ORIGINS", "https://talkoo.example")]);
    assert!(settings.web.allows("https://Talkoo.example"));
    assert!(!settings.web.allows("https://talkoo.example.evil"));
    assert!(!settings.web.allows("http://talkoo.example"));
    assert!(!settings.web.allows("null"));
}

#[test]
fn what_nobody_set_follows_the_port_that_the_system_chose() {
    let address = "127.0.0.1:4321".parse().expect("an address");
    let mut settings = with([("TALKOO_LISTEN", "127.0.0.1:0")]);
    settings.bound_to(address);
    assert_eq!(settings.web.first_origin(), "http://127.0.0.1:4321");
    assert!(settings.node.name.ends_with("-4321"));
    let named = [("TALKOO_ORIGINS", "https://talkoo.example"), ("TALKOO_NODE", "north")];
    let mut settings = with(named);
    settings.bound_to(address);
    assert_eq!(settings.web.first_origin(), "https://talkoo.example");
    assert_eq!(settings.node.name, "north");
}
