//! Words of the public pages' frame, in the three languages of the service.

pub(crate) mod choices;

/// Languages in the order in which they are offered, with their own names.
pub(crate) const LANGUAGES: [(&str, &str); 3] =
    [("fi", "Suomeksi"), ("sv", "På svenska"), ("en", "In English")];

/// What the frame says.
pub(crate) struct Words {
    pub(crate) lang: &'static str,
    pub(crate) locale: &'static str,
    pub(crate) skip: &'static str,
    pub(crate) newest: &'static str,
    pub(crate) sign_in: &'static str,
    pub(crate) published: &'static str,
    pub(crate) changed: &'static str,
    pub(crate) corrections: &'static str,
    pub(crate) publisher: &'static str,
    pub(crate) contact: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) tags: &'static str,
    pub(crate) languages: &'static str,
    pub(crate) feed: &'static str,
    pub(crate) older: &'static str,
    pub(crate) none: &'static str,
    pub(crate) file: &'static str,
    pub(crate) related: &'static str,
    pub(crate) emergency: &'static str,
    pub(crate) catalogue: &'static str,
    pub(crate) open_data: &'static str,
    pub(crate) sort: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) region: &'static str,
    pub(crate) level: &'static str,
    pub(crate) organisation: &'static str,
    pub(crate) any: &'static str,
    pub(crate) show: &'static str,
    pub(crate) nothing_found: &'static str,
    pub(crate) absent: &'static str,
    pub(crate) absent_why: &'static str,
}

const FI: Words = Words {
    lang: "fi",
    locale: "fi_FI",
    skip: "Hyppää sisältöön",
    newest: "Julkiset",
    sign_in: "Kirjaudu sisään",
    published: "Julkaistu",
    changed: "Päivitetty",
    corrections: "Korjaukset",
    publisher: "Julkaisija",
    contact: "Yhteyshenkilö",
    licence: "Käyttöehto",
    tags: "Aihetunnisteet",
    languages: "Kielet",
    feed: "Syöte (Atom)",
    older: "Vanhemmat",
    none: "Täällä ei ole vielä mitään julkista.",
    file: "Lataa tiedosto",
    related: "Liittyy tähän",
    emergency: "Hätätilanteessa soita 112",
    catalogue: "Luettelo",
    open_data: "Avoin data",
    sort: "Laji",
    theme: "Teema",
    region: "Maakunta",
    level: "Näytön taso vähintään",
    organisation: "Organisaation tyyppi",
    any: "Kaikki",
    show: "Näytä",
    nothing_found: "Näillä rajauksilla ei löydy mitään julkista.",
    absent: "Sivua ei ole",
    absent_why: "Sivua ei ole, tai se ei ole julkinen.",
};

const SV: Words = Words {
    lang: "sv",
    locale: "sv_FI",
    skip: "Hoppa till innehåll",
    newest: "Offentligt",
    sign_in: "Logga in",
    published: "Publicerad",
    changed: "Uppdaterad",
    corrections: "Rättelser",
    publisher: "Utgivare",
    contact: "Kontaktperson",
    licence: "Användningsvillkor",
    tags: "Taggar",
    languages: "Språk",
    feed: "Flöde (Atom)",
    older: "Äldre",
    none: "Här finns inget offentligt ännu.",
    file: "Ladda ner filen",
    related: "Hör ihop med detta",
    emergency: "Ring 112 i en nödsituation",
    catalogue: "Katalog",
    open_data: "Öppna data",
    sort: "Typ",
    theme: "Tema",
    region: "Landskap",
    level: "Evidensnivå minst",
    organisation: "Typ av organisation",
    any: "Alla",
    show: "Visa",
    nothing_found: "Med dessa val finns inget offentligt.",
    absent: "Sidan finns inte",
    absent_why: "Sidan finns inte, eller den är inte offentlig.",
};

const EN: Words = Words {
    lang: "en",
    locale: "en_GB",
    skip: "Skip to content",
    newest: "Public",
    sign_in: "Sign in",
    published: "Published",
    changed: "Updated",
    corrections: "Corrections",
    publisher: "Publisher",
    contact: "Contact person",
    licence: "Terms of use",
    tags: "Tags",
    languages: "Languages",
    feed: "Feed (Atom)",
    older: "Older",
    none: "There is nothing public here yet.",
    file: "Download the file",
    related: "Related",
    emergency: "In an emergency call 112",
    catalogue: "Catalogue",
    open_data: "Open data",
    sort: "Sort",
    theme: "Theme",
    region: "Region",
    level: "Evidence level at least",
    organisation: "Type of organisation",
    any: "Any",
    show: "Show",
    nothing_found: "Nothing public is found with these choices.",
    absent: "There is no such page",
    absent_why: "There is no such page, or it is not public.",
};

/// In this language, else in Finnish.
pub(crate) fn words(lang: &str) -> &'static Words {
    match lang {
        "sv" => &SV,
        "en" => &EN,
        _ => &FI,
    }
}

impl Words {
    /// Where names in these words' language stand among three: fi, sv, en.
    pub(crate) fn place(&self) -> usize {
        LANGUAGES.iter().position(|(lang, _)| *lang == self.lang).unwrap_or(0)
    }
}
