//! Names of what the catalogue may be narrowed to, in fi, sv, en.

pub(crate) type Three = [&'static str; 3];

/// The name of a choice, if it is one of these.
pub(crate) fn named(choices: &[(&str, Three)], value: &str, place: usize) -> Option<&'static str> {
    choices.iter().find(|(one, _)| *one == value).map(|(_, names)| names[place])
}

/// Levels of evidence: in a form, at least that.
pub(crate) const LEVELS: &[(&str, Three)] = &[
    ("0", ["0 Idea", "0 Idé", "0 Idea"]),
    ("1", ["1 Kuvattu", "1 Beskriven", "1 Described"]),
    ("2", ["2 Kokeiltu kerran", "2 Prövad en gång", "2 Tried once"]),
    (
        "3",
        [
            "3 Toistettu, tuloksia mitattu",
            "3 Upprepad, resultat mätta",
            "3 Repeated, results measured",
        ],
    ),
    ("4", ["4 Vertailtu tutkimuksessa", "4 Jämförd i undersökning", "4 Compared in a study"]),
];

pub(crate) const ORGANISATIONS: &[(&str, Three)] = &[
    ("authority", ["Viranomainen", "Myndighet", "Authority"]),
    ("municipality", ["Kunta", "Kommun", "Municipality"]),
    ("county", ["Hyvinvointialue", "Välfärdsområde", "Wellbeing services county"]),
    ("association", ["Järjestö", "Förening", "Association"]),
    ("company", ["Yritys", "Företag", "Company"]),
    ("university", ["Korkeakoulu", "Högskola", "University"]),
    ("research", ["Tutkimuslaitos", "Forskningsinstitut", "Research institute"]),
    ("funder", ["Rahoittaja", "Finansiär", "Funder"]),
    ("parish", ["Seurakunta", "Församling", "Parish"]),
    ("other", ["Muu", "Annan", "Other"]),
];

pub(crate) const REGIONS: &[(&str, Three)] = &[
    ("01", ["Uusimaa", "Nyland", "Uusimaa"]),
    ("02", ["Varsinais-Suomi", "Egentliga Finland", "Southwest Finland"]),
    ("04", ["Satakunta", "Satakunta", "Satakunta"]),
    ("05", ["Kanta-Häme", "Egentliga Tavastland", "Kanta-Häme"]),
    ("06", ["Pirkanmaa", "Birkaland", "Pirkanmaa"]),
    ("07", ["Päijät-Häme", "Päijänne-Tavastland", "Päijät-Häme"]),
    ("08", ["Kymenlaakso", "Kymmenedalen", "Kymenlaakso"]),
    ("09", ["Etelä-Karjala", "Södra Karelen", "South Karelia"]),
    ("10", ["Etelä-Savo", "Södra Savolax", "South Savo"]),
    ("11", ["Pohjois-Savo", "Norra Savolax", "North Savo"]),
    ("12", ["Pohjois-Karjala", "Norra Karelen", "North Karelia"]),
    ("13", ["Keski-Suomi", "Mellersta Finland", "Central Finland"]),
    ("14", ["Etelä-Pohjanmaa", "Södra Österbotten", "South Ostrobothnia"]),
    ("15", ["Pohjanmaa", "Österbotten", "Ostrobothnia"]),
    ("16", ["Keski-Pohjanmaa", "Mellersta Österbotten", "Central Ostrobothnia"]),
    ("17", ["Pohjois-Pohjanmaa", "Norra Österbotten", "North Ostrobothnia"]),
    ("18", ["Kainuu", "Kajanaland", "Kainuu"]),
    ("19", ["Lappi", "Lappland", "Lapland"]),
    ("21", ["Ahvenanmaa", "Åland", "Åland"]),
];
