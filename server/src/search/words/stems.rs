//! Stems that a word may have which no dictionary knows: names, new words, slang. All that could
//! be one are kept; who asks says the likeliest first.

/// Endings of Finnish nouns. Taken off once, after a clitic and a possessive.
const CASES: &[&str] = &[
    "issa", "issä", "ista", "istä", "illa", "illä", "ilta", "iltä", "ille", "iksi", "ina", "inä",
    "itta", "ittä", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "tta",
    "ttä", "iin", "ihin", "ien", "jen", "in", "na", "nä", "ta", "tä", "ia", "iä", "ja", "jä", "it",
    "n", "t", "a", "ä",
];
/// Endings of plurals in which the last vowel of the word has become another one, with the vowel:
/// pizzerioissa, podcasteja, blogeille, startupeista.
const PLURALS: &[(&str, &[&str])] = &[
    ("oi", &["a", "o"]),
    ("öi", &["ä", "ö"]),
    ("ei", &["i", "", "e"]),
    ("oj", &["a", "o"]),
    ("öj", &["ä", "ö"]),
    ("ej", &["i", "", "e"]),
    ("i", &["a", "ä", "e", "i"]),
];
/// What follows the plurals above.
const AFTER_PLURALS: &[&str] = &[
    "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "na", "nä", "tta", "ttä",
    "hin", "den", "tten", "ta", "tä", "a", "ä", "en", "t",
];
/// Particles at the very end.
const CLITICS: &[&str] =
    &["kaan", "kään", "kohan", "köhän", "kin", "han", "hän", "ko", "kö", "pa", "pä", "kos", "kös"];
/// Whose it is; before them a case has lost its last letter.
const POSSESSIVES: &[&str] = &["nsa", "nsä", "mme", "nne", "ni", "si"];
/// A stem of less tells nothing.
const SHORTEST: usize = 3;

/// The form itself first, then shorter ones, each once.
pub fn stems(form: &str) -> Vec<String> {
    let form = form.to_lowercase();
    let mut found = vec![form.clone()];
    // EU:n, 5G:tä: what stands before the colon is the word, however short.
    if let Some((stem, _)) = form.split_once(':') {
        if !stem.is_empty() {
            found.push(stem.to_owned());
        }
        return found;
    }
    for start in without_particles(&form) {
        push(&mut found, start);
        for ending in CASES {
            if let Some(stem) = start.strip_suffix(ending) {
                push(&mut found, stem);
                nen(&mut found, stem);
                strong(&mut found, stem, ending);
            }
        }
        plurals(&mut found, start);
        if let Some(stem) = into(start) {
            push(&mut found, stem);
            nen(&mut found, stem);
        }
    }
    found
}

/// The form, and what it is without a clitic, a possessive or both.
fn without_particles(form: &str) -> Vec<&str> {
    let mut starts = vec![form];
    starts.extend(CLITICS.iter().filter_map(|clitic| form.strip_suffix(clitic)));
    for start in starts.clone() {
        starts.extend(POSSESSIVES.iter().filter_map(|whose| start.strip_suffix(whose)));
    }
    starts.retain(|start| start.chars().count() >= SHORTEST);
    starts
}

/// Virtase-n, Virtas-ta and Virtasi-lle are of Virtanen.
fn nen(found: &mut Vec<String>, stem: &str) {
    let root = stem.strip_suffix("se").or(stem.strip_suffix("si")).or(stem.strip_suffix('s'));
    if let Some(root) = root.filter(|root| root.ends_with(['a', 'i', 'o', 'u', 'y', 'ä', 'ö', 'e']))
    {
        push(found, &format!("{root}nen"));
    }
}

/// Before an ending that closes the syllable a consonant is weaker: Lahdeve-n, Kyllö-n, Haavikoi-sta.
fn strong(found: &mut Vec<String>, stem: &str, ending: &str) {
    const WEAK: &[(&str, &str)] = &[
        ("rr", "rt"),
        ("ll", "lt"),
        ("nn", "nt"),
        ("mm", "mp"),
        ("ng", "nk"),
        ("lj", "lk"),
        ("d", "t"),
        ("v", "p"),
        ("k", "kk"),
        ("p", "pp"),
        ("t", "tt"),
    ];
    let is_closing = matches!(
        ending,
        "n" | "t" | "ssa" | "ssä" | "sta" | "stä" | "lla" | "llä" | "lta" | "ltä" | "lle" | "ksi"
    );
    let Some(vowel) = stem.chars().last().filter(|c| "aeiouyäö".contains(*c) && is_closing)
    else {
        return;
    };
    let before = &stem[..stem.len() - vowel.len_utf8()];
    if let Some((weak, strong)) = WEAK.iter().find(|(weak, _)| before.ends_with(weak)) {
        let root = &before[..before.len() - weak.len()];
        push(found, &format!("{root}{strong}{vowel}"));
        // Mäki, mäen and the like have lost theirs.
        if vowel == 'e' {
            push(found, &format!("{root}{strong}i"));
        }
    }
    if vowel == 'e' {
        push(found, &format!("{before}i"));
        push(found, &format!("{before}ki"));
    }
}

fn plurals(found: &mut Vec<String>, start: &str) {
    for after in AFTER_PLURALS {
        let Some(stem) = start.strip_suffix(after) else { continue };
        for (plural, vowels) in PLURALS {
            if let Some(root) = stem.strip_suffix(plural) {
                for vowel in *vowels {
                    push(found, &format!("{root}{vowel}"));
                }
            }
        }
    }
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
