//! Where the dictionary lies, and whether it is whole. The library maps the file and follows the
//! numbers in it without asking whether they lead beyond its end.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::Missing;

/// Folders that hold `5/mor-standard`, in the order in which they are asked.
const FOLDERS: [&str; 5] = [
    "/usr/lib/voikko",
    "/usr/share/voikko",
    "/usr/local/lib/voikko",
    "/usr/local/share/voikko",
    "/etc/voikko",
];
const MORPHOLOGY: &str = "5/mor-standard/mor.vfst";
/// The first bytes of a transducer of this machine's byte order.
const COOKIE: [u8; 8] = [0x6e, 0x3a, 0x01, 0x00, 0xfa, 0x51, 0x03, 0x00];
const HEADER: usize = 16;
/// One transition: two symbols, where it leads, how many follow.
const CELL: usize = 8;

pub(crate) fn find(folder: Option<&Path>) -> Result<PathBuf, Missing> {
    let folders = match folder {
        Some(folder) => vec![folder.to_owned()],
        None => FOLDERS.iter().map(PathBuf::from).collect(),
    };
    let folder = folders
        .into_iter()
        .find(|folder| folder.join(MORPHOLOGY).is_file())
        .ok_or(Missing::Dictionary)?;
    let file = folder.join(MORPHOLOGY);
    let bytes = fs::read(&file).map_err(|_| Missing::Dictionary)?;
    if is_whole(&bytes) { Ok(folder) } else { Err(Missing::Damaged(file.display().to_string())) }
}

/// Whether everything the file refers to is in it.
fn is_whole(bytes: &[u8]) -> bool {
    let Some(cells) = cells(bytes) else { return false };
    // Two bytes of symbol, two of symbol, three of target, one of count.
    let count = cells.len() / CELL;
    cells.len().is_multiple_of(CELL)
        && count > 0
        && cells
            .chunks_exact(CELL)
            .all(|cell| (u32::from_le_bytes([cell[4], cell[5], cell[6], 0]) as usize) < count)
}

/// What follows the header and the names of the symbols.
fn cells(bytes: &[u8]) -> Option<&[u8]> {
    if !bytes.starts_with(&COOKIE) {
        return None;
    }
    let symbols = u16::from_le_bytes([*bytes.get(HEADER)?, *bytes.get(HEADER + 1)?]);
    let mut at = HEADER + 2;
    for _ in 0..symbols {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0)? + 1;
    }
    bytes.get(at.next_multiple_of(CELL)..)
}

#[cfg(test)]
mod tests {
    use super::{COOKIE, FOLDERS, MORPHOLOGY, is_whole};

    fn transducer(target: u8) -> Vec<u8> {
        let mut bytes = COOKIE.to_vec();
        bytes.extend([0; 8]);
        bytes.extend([1, 0, b'a', 0, 0, 0, 0, 0]);
        bytes.extend([1, 0, 1, 0, target, 0, 0, 0]);
        bytes
    }

    #[test]
    fn what_leads_beyond_the_end_is_damaged() {
        assert!(is_whole(&transducer(0)));
        assert!(!is_whole(&transducer(1)));
        assert!(!is_whole(&transducer(9)));
        assert!(!is_whole(b"no dictionary"));
        assert!(!is_whole(&[]));
    }

    /// Skipped by itself where no dictionary is installed.
    #[test]
    fn a_truncated_dictionary_is_noticed_wherever_it_was_cut() {
        let Some(bytes) =
            FOLDERS.iter().find_map(|f| std::fs::read(format!("{f}/{MORPHOLOGY}")).ok())
        else {
            return;
        };
        assert!(is_whole(&bytes));
        for eighth in 1..8 {
            assert!(!is_whole(&bytes[..bytes.len() / 64 * 8 * eighth]), "{eighth} eighths");
        }
    }
}
