//! Finnish personal identity codes in what people write. A valid one is case data and is refused
//! before it is stored; a long number, an account or a date that only resembles one is not. The
//! client holds the same rule and both read the same cases, `protocol/golden/personal_codes.json`.

/// Check character of the nine digits modulo 31. The letters that look like digits are missing.
const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
/// Individual numbers begin here. 900 and up belong to nobody and count all the same: whoever tests
/// with one learns what happens to a real one.
const FIRST_NUMBER: u32 = 2;

/// Whether a valid personal identity code stands in the text, as a word of its own.
pub fn contains(text: &str) -> bool {
    let mut before = None;
    text.char_indices().any(|(at, letter)| {
        let begins = letter.is_ascii_digit() && !before.is_some_and(char::is_alphanumeric);
        before = Some(letter);
        begins && text.get(at..).is_some_and(begins_with_code)
    })
}

fn begins_with_code(text: &str) -> bool {
    let mut letters = text.chars();
    let Some(birth) = digits(&mut letters, 6) else { return false };
    let Some(century) = letters.next().and_then(century) else { return false };
    let Some(number) = digits(&mut letters, 3) else { return false };
    let check = letters.next().map(|letter| letter.to_ascii_uppercase());
    let ends = !letters.next().is_some_and(char::is_alphanumeric);
    ends && number >= FIRST_NUMBER
        && is_day(birth / 10_000, birth / 100 % 100, century + birth % 100)
        && check == Some(check_of(birth * 1_000 + number))
}

/// The next `count` letters as a number, if all are digits.
fn digits(letters: &mut std::str::Chars<'_>, count: usize) -> Option<u32> {
    (0..count).try_fold(0, |sum, _| Some(sum * 10 + letters.next()?.to_digit(10)?))
}

/// First year of the century that a sign stands for. A dash that a keyboard made of the hyphen means
/// the same to who reads it.
fn century(sign: char) -> Option<u32> {
    match sign.to_ascii_uppercase() {
        '+' => Some(1800),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'U'..='Y' => Some(1900),
        'A'..='F' => Some(2000),
        _ => None,
    }
}

/// Whether there was such a day.
fn is_day(day: u32, month: u32, year: u32) -> bool {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

fn check_of(number: u32) -> char {
    let index = usize::try_from(number % 31).unwrap_or_default();
    CHECKS.get(index).copied().map_or('0', char::from)
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use serde::Deserialize;

    use super::{CHECKS, contains};

    #[derive(Deserialize)]
    struct Cases {
        refused: Vec<String>,
        passed: Vec<String>,
    }

    fn cases() -> Cases {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../protocol/golden/personal_codes.json");
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn every_golden_case_is_judged_as_it_says() {
        let Cases { refused, passed } = cases();
        for text in refused {
            assert!(contains(&text), "holds a code: {text:?}");
        }
        for text in passed {
            assert!(!contains(&text), "holds none: {text:?}");
        }
    }

    #[test]
    fn of_all_check_characters_exactly_one_is_right() {
        let right: Vec<char> = CHECKS
            .iter()
            .map(|check| char::from(*check))
            .filter(|check| contains(&format!("010190-900{check}")))
            .collect();
        assert_eq!(right, ['P']);
    }
}
