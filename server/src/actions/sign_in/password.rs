//! Password hashes: argon2id (RFC 9106) with the library's default cost, about 19 MiB and two
//! passes. Blocking; the door calls it off the runtime's threads.

use argon2::{Argon2, Block, Params, password_hash::phc::PasswordHash};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use subtle::ConstantTimeEq as _;

use crate::error::Fault;

/// Longer than any hash that we have stored.
const LONGEST: usize = 64;

/// The 19 MiB of one hashing, kept for the next: given back and taken anew each time, they stay with
/// the system's allocator many times over, once for every thread that ever hashed.
#[derive(Default)]
pub(super) struct Room(Vec<Block>);

impl Room {
    fn of(&mut self, params: &Params) -> &mut [Block] {
        let blocks = params.block_count();
        if self.0.len() < blocks {
            self.0 = vec![Block::new(); blocks];
        }
        &mut self.0[..blocks]
    }
}

/// In the form that the whole world writes (PHC string).
pub(super) fn hash(room: &mut Room, password: &str, salt: &[u8]) -> Result<String, Fault> {
    let argon = Argon2::default();
    let mut hash = [0; Params::DEFAULT_OUTPUT_LEN];
    argon
        .hash_password_into_with_memory(
            password.as_bytes(),
            salt,
            &mut hash,
            room.of(argon.params()),
        )
        .map_err(|error| Fault::caused("hashing a password", error))?;
    let (memory, passes) = (argon.params().m_cost(), argon.params().t_cost());
    let lanes = argon.params().p_cost();
    let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(hash));
    Ok(format!("$argon2id$v=19$m={memory},t={passes},p={lanes}${salt}${hash}"))
}

/// A stored hash that cannot be read is no password that could be right.
pub(super) fn is_right(room: &mut Room, password: &str, stored: &str) -> bool {
    let Ok(stored) = PasswordHash::new(stored) else { return false };
    let Ok(params) = Params::try_from(&stored) else { return false };
    let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else { return false };
    if stored.algorithm.as_str() != "argon2id" {
        return false;
    }
    let expected: &[u8] = expected.as_ref();
    let mut hash = [0; LONGEST];
    let Some(hash) = hash.get_mut(..expected.len()) else { return false };
    let argon = Argon2::from(&params);
    let room = room.of(&params);
    let hashed = argon.hash_password_into_with_memory(password.as_bytes(), salt, hash, room);
    hashed.is_ok() && bool::from(hash.ct_eq(expected))
}
