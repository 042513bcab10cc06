//! What somebody wrote anew in an answer: without the letter it answers and without a signature.

/// How programs begin the letter that is answered, whatever comes after.
const BEGINNINGS: [&str; 7] = [
    "-----original message-----",
    "-----alkuperäinen viesti-----",
    "-----ursprungligt meddelande-----",
    "----- original message",
    "----- alkuperäinen viesti",
    "________________________________",
    "-------- ",
];
/// Of the line that names who is answered, which ends in a colon and holds a date or stands above a quote.
const NAMES: [&str; 3] = [" wrote", "kirjoitti", "skrev"];
/// How such a line begins when it is so long that it is broken.
const DAYS: [&str; 9] = ["on ", "den ", "ma ", "ti ", "ke ", "to ", "pe ", "la ", "su "];
/// The head of a letter, as it is put above what is quoted.
const HEADS: [&str; 3] = ["from:", "lähettäjä:", "från:"];
const DATES: [&str; 6] = ["sent:", "date:", "lähetetty:", "päiväys:", "skickat:", "datum:"];

/// Lines that quote go; from the first line on that begins the former letter, or a signature, all goes.
pub(super) fn without(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let end = (0..lines.len()).find(|at| ends_at(&lines, *at)).unwrap_or(lines.len());
    let own: Vec<&str> =
        lines[..end].iter().copied().filter(|line| !line.starts_with('>')).collect();
    let mut kept = String::new();
    let mut is_empty_before = true;
    for line in own {
        if line.is_empty() && is_empty_before {
            continue;
        }
        is_empty_before = line.is_empty();
        kept.push_str(line);
        kept.push('\n');
    }
    kept.trim().to_owned()
}

fn ends_at(lines: &[&str], at: usize) -> bool {
    let line = lines[at].to_lowercase();
    let next = lines.get(at + 1).map(|line| line.to_lowercase()).unwrap_or_default();
    // `-- ` without its blank, which many programs lose.
    if line == "--" || BEGINNINGS.iter().any(|begins| line.starts_with(begins)) {
        return true;
    }
    let is_quoted = |from: usize| {
        let after = lines.get(from..).unwrap_or_default();
        after.iter().find(|line| !line.is_empty()).is_some_and(|line| line.starts_with('>'))
    };
    let names = |words: &str, is_quoted: bool| {
        words.ends_with(':')
            && NAMES.iter().any(|name| words.contains(name))
            && (is_quoted || words.bytes().any(|byte| byte.is_ascii_digit()))
    };
    let is_broken = DAYS.iter().any(|day| line.starts_with(day));
    if names(&line, is_quoted(at + 1))
        || (is_broken && names(&format!("{line} {next}"), is_quoted(at + 2)))
    {
        return true;
    }
    HEADS.iter().any(|head| line.starts_with(head))
        && DATES.iter().any(|date| next.starts_with(date))
}
