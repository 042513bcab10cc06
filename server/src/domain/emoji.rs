//! Whether a text is one emoji: what a reaction may be. The form is that of UTS #51 (possible emoji);
//! the characters are the blocks in which emoji stand, so that next year's are welcome, too. It does
//! not know which emoji exist or how they look.

const JOINER: char = '\u{200d}';
const PICTURE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';
const BYTES: usize = 64;

/// One emoji: a picture with its modifiers, joined pictures, a flag, or a keycap.
pub fn is_one(text: &str) -> bool {
    if text.is_empty() || text.len() > BYTES {
        return false;
    }
    let characters: Vec<char> = text.chars().collect();
    is_flag(&characters) || is_keycap(&characters) || is_joined(&characters)
}

fn is_flag(characters: &[char]) -> bool {
    characters.len() == 2 && characters.iter().all(|c| ('\u{1f1e6}'..='\u{1f1ff}').contains(c))
}

fn is_keycap(characters: &[char]) -> bool {
    let key = |c: &char| c.is_ascii_digit() || *c == '#' || *c == '*';
    match characters {
        [first, KEYCAP] | [first, PICTURE, KEYCAP] => key(first),
        _ => false,
    }
}

fn is_joined(characters: &[char]) -> bool {
    characters.split(|c| *c == JOINER).all(is_element)
}

/// A picture, then at most a presentation, a skin tone or a sequence of tags.
fn is_element(characters: &[char]) -> bool {
    let Some((picture, rest)) = characters.split_first() else { return false };
    if !is_picture(*picture) {
        return false;
    }
    match rest {
        [] | [PICTURE | '\u{1f3fb}'..='\u{1f3ff}'] => true,
        [tags @ .., '\u{e007f}'] => {
            !tags.is_empty() && tags.iter().all(|c| ('\u{e0020}'..='\u{e007e}').contains(c))
        }
        _ => false,
    }
}

fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2194}'..='\u{21aa}' | '\u{231a}'..='\u{23ff}' | '\u{24c2}' | '\u{25aa}'..='\u{25fe}'
        | '\u{2600}'..='\u{27bf}' | '\u{2934}' | '\u{2935}' | '\u{2b05}'..='\u{2b55}' | '\u{3030}'
        | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1f1e5}'
        | '\u{1f200}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::is_one;

    #[test]
    fn an_emoji_is_one_picture() {
        for one in ["👍", "👍🏽", "❤", "❤️", "🇫🇮", "5️⃣", "👩‍🚒", "🏳️‍🌈", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"]
        {
            assert!(is_one(one), "{one}");
        }
    }

    #[test]
    fn anything_else_is_none() {
        let long = "👩\u{200d}".repeat(20);
        for none in [
            "",
            "a",
            ":+1:",
            "👍👍",
            "🇫",
            "🇫🇮🇸🇪",
            "5",
            "👍 ",
            "\u{200d}",
            "👍\u{200d}",
            "ok",
            "\0",
            &long,
        ] {
            assert!(!is_one(none), "{none:?}");
        }
    }
}
