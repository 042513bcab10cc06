//! Password hashes: argon2id (RFC 9106) with the library's default cost, about 19 MiB and two
//! passes. Blocking; the door calls it off the runtime's threads.

use argon2::{
    Argon2, PasswordHasher as _, PasswordVerifier as _, password_hash::phc::PasswordHash,
};

use crate::error::Fault;

pub(super) fn hash(password: &str, salt: &[u8]) -> Result<String, Fault> {
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map_err(|error| Fault::caused("hashing a password", error))?;
    Ok(hash.to_string())
}

/// A stored hash that cannot be read is no password that could be right.
pub(super) fn is_right(password: &str, hash: &str) -> bool {
    Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}
