//! What the dictionary says of a word, turned into what search needs: base forms, and the parts of
//! compounds. Pure but for the questions to the dictionary.

use talkoo_voikko::Raw;

use super::pieces;

/// One way to understand a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub base: String,
    /// Equal to the base: the verb of a participle.
    pub equals: Vec<String>,
    /// Near the base: the verb of a noun in -minen, the adjective of an adverb in -sti.
    pub near: Vec<String>,
    pub parts: Vec<String>,
    /// A conjunction, adverb, pronoun …: if a form can be one, it nearly always is.
    pub is_closed: bool,
    /// Possible, and hardly ever meant while there is another: an imperative, an instructive, a
    /// possessive.
    pub is_unlikely: bool,
}

/// All ways to understand a word; none: nobody knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    pub readings: Vec<Reading>,
    /// Only with a possessive or a particle at its end can it be read: väkivaltanikos.
    pub is_odd: bool,
}

/// Where raw readings come from.
pub trait Dictionary {
    fn raw(&self, form: &str) -> Vec<Raw>;
}

impl Word {
    /// Understands one form. Of compounds the readings with the fewest pieces are kept, and those
    /// with one more.
    pub fn of(dictionary: &impl Dictionary, form: &str) -> Self {
        let raw = dictionary.raw(form);
        let pieces = |raw: &Raw| raw.structure.matches('=').count();
        let fewest = raw.iter().map(pieces).min().unwrap_or(0);
        // `suunnittelemaan` is a verb; nobody means the participle `suunnittelema`.
        let is_agent = |raw: &Raw| raw.participle == "agent";
        let has_other = raw.iter().any(|raw| !is_agent(raw));
        let mut readings: Vec<Reading> = Vec::new();
        for raw in raw.iter().filter(|raw| pieces(raw) <= fewest + 1) {
            if has_other && is_agent(raw) {
                continue;
            }
            let reading = read(dictionary, form, raw);
            match readings.iter_mut().find(|other| other.base == reading.base) {
                Some(other) => other.take(reading),
                None => readings.push(reading),
            }
        }
        if readings.iter().all(|reading| reading.is_unlikely) {
            readings.iter_mut().for_each(|reading| reading.is_unlikely = false);
        }
        let is_odd = raw.iter().all(|raw| has_possessive(raw) || raw.making.contains("[F"));
        Self { readings, is_odd }
    }

    pub fn is_known(&self) -> bool {
        !self.readings.is_empty()
    }

    /// Every base form that the word may have, without those that are only near.
    pub fn bases(&self) -> impl Iterator<Item = &String> {
        self.readings.iter().flat_map(Reading::bases)
    }
}

impl Reading {
    pub fn bases(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.base).chain(&self.equals)
    }

    fn take(&mut self, other: Self) {
        add(&mut self.equals, other.equals);
        add(&mut self.near, other.near);
        add(&mut self.parts, other.parts);
        self.is_closed |= other.is_closed;
        self.is_unlikely &= other.is_unlikely;
    }
}

pub(super) fn add(to: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

fn read(dictionary: &impl Dictionary, form: &str, raw: &Raw) -> Reading {
    let base = raw.base.to_lowercase();
    let mut reading = Reading {
        is_closed: is_closed(&raw.class),
        is_unlikely: is_unlikely(raw),
        parts: pieces::parts(dictionary, form, raw),
        ..Reading::default()
    };
    if raw.mood == "MINEN-infinitive" {
        reading.base = format!("{}minen", surface_until(&raw.making, "[Tn4]"));
        reading.near.push(base);
    } else if raw.case == "kerrontosti" {
        reading.base = format!("{}sti", surface_until(&raw.making, "[Ssti]"));
        reading.near.push(base);
    } else {
        reading.base = base;
    }
    if !raw.participle.is_empty()
        && let Some(verb) = verb_of(dictionary, &raw.making)
    {
        reading.equals.push(verb);
    }
    let base = reading.base.clone();
    reading.parts.retain(|part| *part != base);
    reading
}

fn is_closed(class: &str) -> bool {
    matches!(class, "sidesana" | "suhdesana" | "seikkasana" | "asemosana" | "kieltosana")
}

fn is_unlikely(raw: &Raw) -> bool {
    let is_instructive = raw.case == "keinonto" && raw.participle.is_empty() && raw.mood.is_empty();
    raw.mood == "imperative" || is_instructive || has_possessive(raw)
}

fn has_possessive(raw: &Raw) -> bool {
    ["[O1", "[O2", "[O3"].iter().any(|mark| raw.making.contains(mark))
}

/// The letters of the word itself up to a mark; what stands between `[Xp]`, `[Xj]` or `[Xr]` and
/// `[X]` are base forms.
pub(super) fn surface_until(making: &str, mark: &str) -> String {
    let making = making.split(mark).next().unwrap_or_default();
    let mut surface = String::new();
    let mut is_base = false;
    let mut rest = making;
    while let Some(open) = rest.find('[') {
        if !is_base {
            surface.push_str(&rest[..open]);
        }
        let Some(close) = rest[open..].find(']') else { break };
        match &rest[open + 1..open + close] {
            "Xp" | "Xj" | "Xr" => is_base = true,
            "X" => is_base = false,
            _ => {}
        }
        rest = &rest[open + close + 1..];
    }
    if !is_base {
        surface.push_str(rest);
    }
    surface.replace('=', "").to_lowercase()
}

/// The verb of a participle: `BASEFORM` does not tell it, and `[Xp]` alone is the verb that this verb
/// was made from (määrittää instead of määritellä).
fn verb_of(dictionary: &impl Dictionary, making: &str) -> Option<String> {
    let before = match making.rfind("[Bc]") {
        Some(at) => surface_until(&making[..at], "[Bc]"),
        None => String::new(),
    };
    let own = making.rsplit("[Bc]").next().unwrap_or(making);
    let made = own.rfind("[Ll]").max(own.rfind("[Ln]")).filter(|at| *at > 0)?;
    let own = &own[..made];
    let root = own.rsplit("[Xp]").next()?;
    let (root, after) = root.split_once("[X]")?;
    let derived = after.rfind("[Xj]").map(|at| {
        let suffix = &after[at + "[Xj]".len()..];
        let suffix = suffix.split("[X]").next().unwrap_or_default();
        format!("{}{suffix}", surface_until(&after[..at], "[Xj]"))
    });
    let is_verb = |word: &String| {
        dictionary.raw(word).iter().any(|raw| raw.class == "teonsana" && raw.base == *word)
    };
    derived.filter(is_verb).or_else(|| Some(root.replace('=', ""))).map(|verb| before + &verb)
}
