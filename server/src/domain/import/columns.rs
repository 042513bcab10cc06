//! Which column of a list of people holds what: its title in Finnish, Swedish or English, however it
//! is spaced and capitalised. A column that is not understood is passed over.

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Given,
    Family,
    Email,
    Organisation,
    Title,
    Region,
    Language,
}

impl Field {
    pub const ALL: [Self; 7] = [
        Self::Given,
        Self::Family,
        Self::Email,
        Self::Organisation,
        Self::Title,
        Self::Region,
        Self::Language,
    ];
    /// Without these nobody can be brought in. An organisation may follow from the address.
    pub const NEEDED: [Self; 3] = [Self::Given, Self::Family, Self::Email];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Family => "family",
            Self::Email => "email",
            Self::Organisation => "organisation",
            Self::Title => "title",
            Self::Region => "region",
            Self::Language => "language",
        }
    }

    const fn titles(self) -> &'static [&'static str] {
        match self {
            Self::Given => &["etunimi", "etunimet", "förnamn", "given", "givenname", "firstname"],
            Self::Family => {
                &["sukunimi", "efternamn", "family", "familyname", "lastname", "surname"]
            }
            Self::Email => &[
                "sähköposti",
                "sähköpostiosoite",
                "epost",
                "epostadress",
                "email",
                "emailaddress",
                "mail",
            ],
            Self::Organisation => &["organisaatio", "organisation", "organization", "työnantaja"],
            Self::Title => {
                &["tehtävä", "tehtävänimike", "nimike", "titel", "uppgift", "title", "jobtitle"]
            }
            Self::Region => &["maakunta", "alue", "landskap", "region"],
            Self::Language => &["kieli", "asiointikieli", "språk", "language"],
        }
    }

    /// The field of a column with this title.
    pub fn titled(title: &str) -> Option<Self> {
        let plain: String = title.chars().filter(|sign| sign.is_alphanumeric()).collect();
        let plain = plain.to_lowercase();
        Self::ALL.into_iter().find(|field| field.titles().contains(&plain.as_str()))
    }
}

/// The languages that people are spoken to in, by their names in each of them.
pub(super) fn language(word: &str) -> Option<&'static str> {
    const WORDS: [(&str, &[&str]); 3] = [
        ("fi", &["fi", "suomi", "finska", "finnish"]),
        ("sv", &["sv", "ruotsi", "svenska", "swedish"]),
        ("en", &["en", "englanti", "engelska", "english"]),
    ];
    let word = word.to_lowercase();
    WORDS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(code, _)| *code)
}

/// The code of a region by its number or its name in Finnish or Swedish.
pub fn region(word: &str) -> Option<&'static str> {
    const REGIONS: [(&str, &str, &str); 19] = [
        ("01", "uusimaa", "nyland"),
        ("02", "varsinais-suomi", "egentliga finland"),
        ("04", "satakunta", "satakunta"),
        ("05", "kanta-häme", "egentliga tavastland"),
        ("06", "pirkanmaa", "birkaland"),
        ("07", "päijät-häme", "päijänne-tavastland"),
        ("08", "kymenlaakso", "kymmenedalen"),
        ("09", "etelä-karjala", "södra karelen"),
        ("10", "etelä-savo", "södra savolax"),
        ("11", "pohjois-savo", "norra savolax"),
        ("12", "pohjois-karjala", "norra karelen"),
        ("13", "keski-suomi", "mellersta finland"),
        ("14", "etelä-pohjanmaa", "södra österbotten"),
        ("15", "pohjanmaa", "österbotten"),
        ("16", "keski-pohjanmaa", "mellersta österbotten"),
        ("17", "pohjois-pohjanmaa", "norra österbotten"),
        ("18", "kainuu", "kajanaland"),
        ("19", "lappi", "lappland"),
        ("21", "ahvenanmaa", "åland"),
    ];
    let word = word.to_lowercase();
    let code = word.strip_prefix("mk").unwrap_or(&word);
    // A number loses its zero in a spreadsheet.
    let code = if code.len() == 1 { format!("0{code}") } else { code.to_owned() };
    let found = REGIONS
        .iter()
        .find(|(one, fi, sv)| *one == code || *fi == word.as_str() || *sv == word.as_str());
    found.map(|(code, _, _)| *code)
}
