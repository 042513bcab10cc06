//! What columns, headings and words are called elsewhere: by our own names, or as they are written on
//! screen in Finnish, Swedish and English.

use super::{Effect, Licence, Named, Phase, Sort};
use crate::kinds::bank::{fields, page, shown};

/// What a named text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// Its name there.
    Name,
    Title,
    Sort,
    Tags,
    Regions,
    Places,
    Steps,
    Level,
    Effect,
    Phase,
    Licence,
    Field(&'static str),
}

const KEYS: &[(Key, &[&str])] = &[
    (Key::Name, &["id", "tunniste", "tunnus", "identifier", "externalid"]),
    (
        Key::Title,
        &["title", "nimi", "otsikko", "toimintamallinnimi", "name", "titel", "namn", "rubrik"],
    ),
    (Key::Sort, &["sort", "laji", "tyyppi", "typ", "type"]),
    (
        Key::Tags,
        &[
            "tags",
            "aihetunnisteet",
            "avainsanat",
            "asiasanat",
            "taggar",
            "nyckelord",
            "keywords",
            "teema",
            "theme",
            "tema",
        ],
    ),
    (Key::Regions, &["regions", "region", "maakunta", "maakunnat", "alue", "alueet", "landskap"]),
    (
        Key::Places,
        &["places", "toteutuspaikka", "toteutuspaikat", "paikka", "place", "plats", "paikkakunta"],
    ),
    (Key::Steps, &["steps", "vaiheet", "steg"]),
    (Key::Level, &["level", "näytöntaso", "evidensnivå", "evidencelevel", "evidence"]),
    (
        Key::Effect,
        &["effect", "vaikutus", "vaikutuksensuunta", "effektensriktning", "directionofeffect"],
    ),
    (Key::Phase, &["phase", "vaihe", "fas"]),
    (
        Key::Licence,
        &["licence", "license", "lisenssi", "käyttöehto", "licens", "användningsvillkor"],
    ),
    (
        Key::Field("contact_address"),
        &["contact", "yhteyshenkilö", "kontaktperson", "contactperson"],
    ),
    (Key::Field("collection"), &["workspace", "työtila", "arbetsyta"]),
    (Key::Field("summary"), &["kuvaus", "description", "tiivistelmä", "beskrivning", "lead"]),
    (Key::Field("core_idea"), &["perusidea", "idea", "coreidea"]),
    (Key::Field("done"), &["toteutus", "implementation"]),
];

/// Whoever wrote it there is not told here.
const PEOPLE: &[&str] = &[
    "author",
    "authors",
    "member",
    "members",
    "createdby",
    "owner",
    "owners",
    "email",
    "phone",
    "tekijä",
    "tekijät",
    "kirjoittaja",
    "jäsen",
    "jäsenet",
    "omistaja",
    "omistajat",
    "sähköposti",
    "puhelin",
    "upphovsman",
    "författare",
    "medlem",
    "medlemmar",
    "ägare",
    "epost",
    "telefon",
];

/// Whether what stands under this name is about a person.
pub(super) fn is_person(name: &str) -> bool {
    PEOPLE.contains(&plain(name).as_str())
}

/// What a column or a heading of this name is for.
pub(super) fn key(name: &str) -> Option<Key> {
    let plain = plain(name);
    let field = || {
        fields::FIELDS.iter().map(|field| field.name).find(|field| {
            let heading = page::HEADINGS.iter().find(|(name, _)| name == field);
            self::plain(field) == plain
                || heading
                    .is_some_and(|(_, names)| names.iter().any(|one| self::plain(one) == plain))
        })
    };
    let known = KEYS.iter().find(|(_, names)| names.contains(&plain.as_str()));
    known.map(|(key, _)| *key).or_else(|| field().map(Key::Field))
}

pub(super) fn sort_named(said: &str) -> Option<Sort> {
    const SORTS: &[Sort] = &[
        Sort::PracticeModel,
        Sort::Guide,
        Sort::Study,
        Sort::Solution,
        Sort::SuccessStory,
        Sort::Reference,
    ];
    let said = plain(said);
    let names = |sort: &Sort| shown::SORTS.iter().find(|(name, _)| *name == sort.as_str());
    SORTS.iter().copied().find(|sort| {
        plain(sort.as_str()) == said
            || names(sort).is_some_and(|(_, names)| names.iter().any(|one| plain(one) == said))
    })
}

pub(super) const EFFECTS: &[Named<Effect>] = &[
    (Effect::Positive, &["positive", "myönteinen", "positiv"]),
    (Effect::None, &["none", "eivaikutusta", "ingeneffekt", "noeffect"]),
    (Effect::Harmful, &["harmful", "haitallinen", "skadlig"]),
    (Effect::Mixed, &["mixed", "ristiriitainen", "motstridig"]),
];
pub(super) const PHASES: &[Named<Phase>] = &[
    (Phase::Insight, &["insight", "oivalla", "oivallajaymmärrä"]),
    (Phase::Trial, &["trial", "kokeile", "kuvittelejakokeile"]),
    (Phase::Sharing, &["sharing", "arvioijajaa"]),
];
pub(super) const LICENCES: &[Named<Licence>] = &[
    (Licence::Attribution, &["ccby40", "ccby"]),
    (Licence::ShareAlike, &["ccbysa40", "ccbysa"]),
    (Licence::Public, &["cc010", "cc0"]),
    (
        Licence::Reserved,
        &["allrightsreserved", "kaikkioikeudetpidätetään", "allarättigheterförbehålls"],
    ),
];

pub(super) fn named<T: Copy>(names: &[Named<T>], said: &str) -> Option<T> {
    let said = plain(said);
    names.iter().find(|(_, names)| names.contains(&said.as_str())).map(|(value, _)| *value)
}

/// However it is spaced and capitalised.
fn plain(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// Words as one that may be a tag or a name.
pub(super) fn word(text: &str) -> String {
    let signs = text.to_lowercase();
    let signs = signs.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '-' });
    let word = signs.take(60).collect::<String>();
    word.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
