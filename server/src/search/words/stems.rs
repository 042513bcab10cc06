//! Stems that a word may have which no dictionary knows: names, new words, slang. All that could
//! be one are kept; who asks says the likeliest first.

/// Endings of Finnish nouns, the longest of each sort first. Taken off once, after a clitic.
const CASES: &[&str] = &[
    "issa", "issä", "ista", "istä", "illa", "illä", "ilta", "iltä", "ille", "iksi", "ina", "inä",
    "itta", "ittä", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "tta",
    "ttä", "iin", "ien", "jen", "in", "na", "nä", "ta", "tä", "ia", "iä", "n", "t", "a", "ä",
];
const CLITICS: &[&str] = &["kaan", "kään", "kin", "han", "hän", "pa", "pä", "nsa", "nsä", "mme"];
/// A stem of less tells nothing.
const SHORTEST: usize = 3;

/// The form itself first, then shorter ones, each once.
pub fn stems(form: &str) -> Vec<String> {
    let form = form.to_lowercase();
    let mut found = vec![form.clone()];
    if let Some((stem, _)) = form.split_once(':') {
        push(&mut found, stem);
        return found;
    }
    for start in with_and_without_clitic(&form) {
        push(&mut found, start);
        for ending in CASES {
            if let Some(stem) = start.strip_suffix(ending) {
                push(&mut found, stem);
            }
        }
        if let Some(stem) = into(start) {
            push(&mut found, stem);
        }
    }
    found
}

fn with_and_without_clitic(form: &str) -> Vec<&str> {
    let mut starts = vec![form];
    starts.extend(CLITICS.iter().filter_map(|clitic| form.strip_suffix(clitic)));
    starts
}

/// The illative, a vowel and `n` or `h`, a vowel and `n`: Kiinaan, Bradleyhin.
fn into(form: &str) -> Option<&str> {
    let stem = form.strip_suffix('n')?;
    let vowel = stem.chars().last().filter(|c| "aeiouyäö".contains(*c))?;
    let stem = &stem[..stem.len() - vowel.len_utf8()];
    match stem.strip_suffix('h') {
        Some(before) => Some(before),
        None => stem.ends_with(vowel).then_some(stem),
    }
}

fn push(found: &mut Vec<String>, stem: &str) {
    let stem = stem.trim_end_matches(['\'', '-']);
    if stem.chars().count() >= SHORTEST && !found.iter().any(|other| other == stem) {
        found.push(stem.to_owned());
    }
}
