use std::net::IpAddr;

use argon2::{PasswordHasher as _, PasswordVerifier as _, password_hash::phc::PasswordHash};

use super::{Token, device_name, door::neighbourhood, password};
use crate::clock::Clock;

#[test]
fn neighbours_count_together() {
    let check = |one: &str, other: &str, together: bool| {
        let [one, other] = [one, other].map(|text| text.parse::<IpAddr>().unwrap());
        assert_eq!(neighbourhood(one) == neighbourhood(other), together, "{one} {other}");
    };
    check("192.0.2.1", "192.0.2.250", true);
    check("192.0.2.1", "192.0.3.1", false);
    check("::ffff:192.0.2.1", "192.0.2.9", true);
    check("2001:db8:0:1100::1", "2001:db8:0:11ff::9", true);
    check("2001:db8:0:1100::1", "2001:db8:0:1200::1", false);
}

#[test]
fn a_password_is_right_for_its_own_hash_alone() {
    let mut room = password::Room::default();
    let hash = password::hash(&mut room, "oikea hevonen paristo", &[7; 16]).unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    assert!(password::is_right(&mut room, "oikea hevonen paristo", &hash));
    assert!(!password::is_right(&mut room, "oikea hevonen parist", &hash));
    assert!(!password::is_right(&mut room, "oikea hevonen paristo", "no hash"));
    // The library, with memory of its own, agrees.
    let library = argon2::Argon2::default();
    let other: PasswordHash =
        library.hash_password_with_salt(b"oikea hevonen paristo", &[7; 16]).unwrap();
    assert_eq!(hash, other.to_string());
    assert!(library.verify_password(b"oikea hevonen paristo", hash.as_str()).is_ok());
    assert!(library.verify_password(b"muu", hash.as_str()).is_err());
}

#[test]
fn a_token_is_read_as_it_was_written_and_never_shown() {
    let token = Token::new(Clock::new());
    assert_eq!(token.text().len(), 43);
    assert_eq!(Token::parse(&token.text()), Some(token.clone()));
    assert_eq!(Token::parse("short"), None);
    assert_eq!(format!("{token:?}"), "Token(…)");
    assert!(!token.hash().starts_with(&[0; 32]));
}

#[test]
fn a_device_cannot_call_itself_anything() {
    assert_eq!(device_name("Siirin\0 puhelin\n"), "Siirin puhelin");
    assert_eq!(device_name(&"ä".repeat(500)).chars().count(), 120);
}
