//! What people may say of themselves: real names, codes of places, languages. Pure; what the words
//! mean on a screen is the client's.

/// Codes of the regions, in the order of the official list.
pub const REGIONS: &[&str] = &[
    "01", "02", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17",
    "18", "19", "21",
];

/// Languages in which members are spoken to.
pub const SPOKEN: &[&str] = &["fi", "sv", "en"];

/// Languages of one person at most.
pub const LANGUAGES: usize = 12;

const NAME_CHARS: usize = 60;

/// One of a person's real names, with single spaces. Letters of any script, hyphens, apostrophes and
/// full stops; what has figures or signs in it is a pseudonym or an address.
pub fn real_name(text: &str) -> Option<String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = name.chars().filter(|sign| sign.is_alphabetic()).count();
    let is_sound =
        name.chars().all(|sign| sign.is_alphabetic() || is_mark(sign) || " -–'’.".contains(sign));
    (is_sound && letters >= 1 && name.chars().count() <= NAME_CHARS).then_some(name)
}

/// Accents that stand as signs of their own.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36f}')
}

pub fn is_region(code: &str) -> bool {
    REGIONS.contains(&code)
}

/// Three figures, as municipalities are numbered. Which of them exist changes each year.
pub fn is_municipality(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// A language's short name: two or three small letters.
pub fn is_language(tag: &str) -> bool {
    matches!(tag.len(), 2 | 3) && tag.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Languages, each once, in the order given.
pub fn languages(tags: &[String]) -> Option<Vec<String>> {
    let mut known: Vec<String> = Vec::new();
    for tag in tags {
        if !is_language(tag) {
            return None;
        }
        if !known.contains(tag) {
            known.push(tag.clone());
        }
    }
    (known.len() <= LANGUAGES).then_some(known)
}

#[cfg(test)]
mod tests;
