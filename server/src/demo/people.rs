//! Who is in the demonstration network. Surnames are made-up compounds; organisations are invented.

/// A name in Finnish, Swedish and English, a sort, a region by code.
pub(super) struct Organisation {
    pub(super) key: &'static str,
    pub(super) name: [&'static str; 3],
    pub(super) kind: &'static str,
    pub(super) region: Option<&'static str>,
    pub(super) coordinator: bool,
}

pub(super) struct Person {
    pub(super) key: &'static str,
    pub(super) given: &'static str,
    pub(super) family: &'static str,
    pub(super) title: &'static str,
    pub(super) organisation: &'static str,
    pub(super) region: &'static str,
    /// The first one is the language in which the person is spoken to.
    pub(super) languages: &'static [&'static str],
    /// How many messages of each channel this person has not read.
    pub(super) leaves_unread: usize,
    /// What the person follows, and how closely: a channel's key, or a tag.
    pub(super) follows: &'static [(Followed, &'static str)],
}

pub(super) enum Followed {
    Channel(&'static str),
    Tag(&'static str),
}

/// Offered on the first screen, in this order, with the key of the text that says who it is.
pub(super) const SHOWN: [(&str, &str); 4] = [
    ("aino", "network_leader"),
    ("siiri", "youth_worker"),
    ("marko", "security_director"),
    ("birgitta", "swedish_coordinator"),
];

/// Whose links are printed when a demonstration starts.
pub(super) const PRINTED: [&str; 3] = ["aino", "siiri", "birgitta"];

/// What some of them have told those who run the network: who, what about, in which words.
pub(super) const FEEDBACK: &[(&str, &str, &str)] = &[
    ("siiri", "accessibility", "Puhelimella tummassa tilassa on vaikea erottaa, mikä on luettu."),
    ("birgitta", "idea", "Det vore bra att kunna ordna kanalerna själv i listan."),
];

/// Runs the network and is in none of its conversations.
pub(super) const ADMINISTRATOR: &str = "ilona";

const fn organisation(
    key: &'static str,
    kind: &'static str,
    region: Option<&'static str>,
    name: [&'static str; 3],
) -> Organisation {
    Organisation { key, name, kind, region, coordinator: false }
}

pub(super) const ORGANISATIONS: &[Organisation] = &[
    Organisation {
        coordinator: true,
        ..organisation(
            "ministeriö",
            "authority",
            None,
            [
                "Sisäisen turvallisuuden demo-ministeriö",
                "Demoministeriet för inre säkerhet",
                "Demo Ministry of Internal Security",
            ],
        )
    },
    organisation("poliisi", "authority", Some("17"), ["Pohjoisrannan demo-poliisilaitos", "", ""]),
    organisation("pelastus", "authority", None, ["Lumivirran demo-pelastuslaitos", "", ""]),
    organisation("kuusivaara", "municipality", Some("19"), ["Kuusivaaran kunta", "", ""]),
    organisation(
        "saarela",
        "municipality",
        Some("15"),
        ["Saarelan kaupunki", "Staden Saarela", "City of Saarela"],
    ),
    organisation("jokisuisto", "municipality", Some("02"), ["Jokisuiston kaupunki", "", ""]),
    organisation("järvilaakso", "county", None, ["Järvilaakson hyvinvointialue", "", ""]),
    organisation("nuoret", "association", Some("19"), ["Harva-alueen nuorten tuki ry", "", ""]),
    organisation(
        "vapepa",
        "association",
        None,
        ["Tuiskun vapaaehtoinen pelastuspalvelu ry", "", ""],
    ),
    organisation("kylät", "association", Some("19"), ["Kylien turva ry", "", ""]),
    organisation("vientilinja", "company", Some("01"), ["Vientilinja Demo Oyj", "", ""]),
    organisation("valokuitu", "company", Some("06"), ["Valokuitu ja Vahti Demo Oy", "", ""]),
    organisation("amk", "university", None, ["Havumetsän demo-ammattikorkeakoulu", "", ""]),
    organisation("yliopisto", "university", Some("17"), ["Pohjantuulen demo-yliopisto", "", ""]),
    organisation("rahasto", "funder", Some("01"), ["Turvainnovaatioiden demo-rahasto", "", ""]),
    organisation("seurakunta", "parish", Some("15"), ["Saarelan demo-seurakunta", "", ""]),
];

pub(super) const PEOPLE: &[Person] = &[
    Person {
        key: "aino",
        given: "Aino",
        family: "Verkkopuro",
        title: "verkostojohtaja",
        organisation: "ministeriö",
        region: "01",
        languages: &["fi", "sv", "en"],
        leaves_unread: 2,
        follows: &[
            (Followed::Channel("yleinen"), "watch"),
            (Followed::Tag("alueverkostot"), "follow"),
        ],
    },
    Person {
        key: "eero",
        given: "Eero",
        family: "Luonnosvuori",
        title: "turvallisuuskoordinaattori",
        organisation: "kuusivaara",
        region: "19",
        languages: &["fi"],
        leaves_unread: 1,
        follows: &[
            (Followed::Tag("kouluturvallisuus"), "watch"),
            (Followed::Tag("kyläturvallisuus"), "follow"),
        ],
    },
    Person {
        key: "siiri",
        given: "Siiri",
        family: "Testiranta",
        title: "nuorisotyöntekijä",
        organisation: "nuoret",
        region: "19",
        languages: &["fi", "en"],
        leaves_unread: 2,
        follows: &[
            (Followed::Channel("harva-alueet"), "watch"),
            (Followed::Tag("nuoret"), "follow"),
            (Followed::Tag("lappi"), "follow"),
        ],
    },
    Person {
        key: "marko",
        given: "Marko",
        family: "Koekallio",
        title: "turvallisuusjohtaja",
        organisation: "vientilinja",
        region: "01",
        languages: &["fi", "en", "sv"],
        leaves_unread: 2,
        follows: &[
            (Followed::Tag("huijaukset"), "watch"),
            (Followed::Channel("indikaattorit"), "mute"),
        ],
    },
    Person {
        key: "hanna",
        given: "Hanna",
        family: "Tutkimusoja",
        title: "tutkija",
        organisation: "yliopisto",
        region: "17",
        languages: &["fi", "sv", "en"],
        leaves_unread: 2,
        follows: &[(Followed::Channel("indikaattorit"), "watch")],
    },
    Person {
        key: "leena",
        given: "Leena",
        family: "Hakusaari",
        title: "ohjelmapäällikkö",
        organisation: "rahasto",
        region: "01",
        languages: &["fi", "en"],
        leaves_unread: 3,
        follows: &[(Followed::Channel("ideakeskustelu"), "follow")],
    },
    Person {
        key: "juha",
        given: "Juha",
        family: "Kokeilumäki",
        title: "ennalta estävän toiminnan poliisi",
        organisation: "poliisi",
        region: "17",
        languages: &["fi"],
        leaves_unread: 2,
        follows: &[(Followed::Channel("koulut"), "follow")],
    },
    Person {
        key: "birgitta",
        given: "Birgitta",
        family: "Exempelvik",
        title: "säkerhetssamordnare",
        organisation: "saarela",
        region: "15",
        languages: &["sv", "fi"],
        leaves_unread: 2,
        follows: &[(Followed::Channel("koulut"), "watch")],
    },
    Person {
        key: "oskari",
        given: "Oskari",
        family: "Pilottila",
        title: "kehityspäällikkö",
        organisation: "valokuitu",
        region: "06",
        languages: &["fi", "en"],
        leaves_unread: 1,
        follows: &[(Followed::Tag("huijaukset"), "follow")],
    },
    Person {
        key: "noora",
        given: "Noora",
        family: "Demosalmi",
        title: "kyläkoordinaattori",
        organisation: "kylät",
        region: "19",
        languages: &["fi"],
        leaves_unread: 2,
        follows: &[(Followed::Channel("harva-alueet"), "follow")],
    },
    Person {
        key: ADMINISTRATOR,
        given: "Ilona",
        family: "Asetuskangas",
        title: "verkoston ylläpitäjä",
        organisation: "ministeriö",
        region: "01",
        languages: &["fi", "sv"],
        leaves_unread: 3,
        follows: &[],
    },
];
