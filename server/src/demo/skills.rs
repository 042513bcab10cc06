//! What the people of the demonstration say of themselves, what they can do and who has seen it, and
//! who stands for which organisation.

use talkoo_protocol::{
    Action,
    people::{
        Affiliated, ChangeOrganisation, ChangeProfile, CompetenceView, Endorsing, SetCompetence,
    },
    places::Words,
};

use super::{people::ADMINISTRATOR, seeding::Seeding};
use crate::error::Failure;

/// Slug, kind, names in Finnish, Swedish and English, other words.
type Competence = (&'static str, &'static str, [&'static str; 3], &'static [&'static str]);

const COMPETENCES: &[Competence] = &[
    ("sovittelu", "method", ["Sovittelu", "Medling", "Mediation"], &["naapuruussovittelu"]),
    (
        "turvallisuuskävely",
        "method",
        ["Turvallisuuskävely", "Trygghetsvandring", "Safety walk"],
        &["turvakävely"],
    ),
    (
        "turvallisuussuunnittelu",
        "method",
        ["Turvallisuussuunnittelu", "Säkerhetsplanering", "Safety planning"],
        &["turvallisuussuunnitelma"],
    ),
    ("fasilitointi", "method", ["Fasilitointi", "Facilitering", "Facilitation"], &["työpajat"]),
    ("arviointi", "method", ["Vaikuttavuuden arviointi", "Effektutvärdering", "Evaluation"], &[]),
    ("hankehaku", "method", ["Hankehaku", "Projektansökan", "Project funding"], &["rahoitus"]),
    (
        "verkostojohtaminen",
        "method",
        ["Verkostojohtaminen", "Nätverksledning", "Network leadership"],
        &[],
    ),
    ("nuorisotyö", "sector", ["Nuorisotyö", "Ungdomsarbete", "Youth work"], &["etsivä nuorisotyö"]),
    (
        "kouluturvallisuus",
        "phenomenon",
        ["Oppilaitosten turvallisuus", "Säkerhet vid läroanstalter", "Safety in schools"],
        &["koulut"],
    ),
    (
        "kyläturvallisuus",
        "phenomenon",
        ["Kyläturvallisuus", "Bysäkerhet", "Village safety"],
        &["harva-alueet"],
    ),
    (
        "huijaukset",
        "phenomenon",
        ["Huijausten torjunta", "Bedrägeribekämpning", "Fraud prevention"],
        &["laskutushuijaus"],
    ),
    (
        "ennalta-estävä-työ",
        "sector",
        ["Ennalta estävä työ", "Förebyggande arbete", "Crime prevention"],
        &["rikoksentorjunta"],
    ),
    ("varautuminen", "sector", ["Varautuminen", "Beredskap", "Preparedness"], &["varavoima"]),
    ("kyber", "technology", ["Kyberturvallisuus", "Cybersäkerhet", "Cyber security"], &[]),
    (
        "tilastot",
        "technology",
        ["Tilastot ja indikaattorit", "Statistik och indikatorer", "Statistics"],
        &[],
    ),
    ("ruotsi", "language", ["Työkieli ruotsi", "Arbetsspråk svenska", "Works in Swedish"], &[]),
];

/// A person, the bio, and slugs with levels.
type Told = (&'static str, &'static str, &'static [(&'static str, u8)]);

const PEOPLE: &[Told] = &[
    (
        "aino",
        "Johdan verkostoa ja autan alueita löytämään toisensa. Vastaan suomeksi ja ruotsiksi.",
        &[("verkostojohtaminen", 3), ("fasilitointi", 2), ("turvallisuussuunnittelu", 2)],
    ),
    (
        "eero",
        "Vastaan Kuusivaaran turvallisuussuunnitelmasta. Etsin pieniin kuntiin sopivia malleja.",
        &[("turvallisuussuunnittelu", 2), ("kouluturvallisuus", 2)],
    ),
    (
        "siiri",
        "Etsivää nuorisotyötä pitkien matkojen päässä. Olen enimmäkseen tien päällä.",
        &[("nuorisotyö", 3), ("kyläturvallisuus", 2)],
    ),
    (
        "marko",
        "Yritysturvallisuutta viennin parissa. Jaan mielelläni ohjeita laskutushuijauksista.",
        &[("huijaukset", 3), ("kyber", 2), ("ruotsi", 1)],
    ),
    (
        "hanna",
        "Tutkin, mikä turvallisuustyössä vaikuttaa. Neuvon mittareissa ja aikasarjoissa.",
        &[("arviointi", 3), ("tilastot", 3)],
    ),
    (
        "leena",
        "Rahoitan pieniä kokeiluja. Kysy, ennen kuin kirjoitat hakemuksen.",
        &[("hankehaku", 3), ("arviointi", 2)],
    ),
    (
        "juha",
        "Ennalta estävää poliisityötä kouluissa ja kylissä.",
        &[("ennalta-estävä-työ", 3), ("kouluturvallisuus", 2), ("turvallisuuskävely", 2)],
    ),
    (
        "birgitta",
        "Jag samordnar säkerhetsarbetet i Saarela. Trygghetsvandringar med skolor är min styrka.",
        &[("turvallisuuskävely", 3), ("ruotsi", 3), ("turvallisuussuunnittelu", 2)],
    ),
    (
        "oskari",
        "Rakennan viestintää heikkojen yhteyksien alueille.",
        &[("kyber", 2), ("varautuminen", 2)],
    ),
    (
        "noora",
        "Kokoan kylien varautumista: varavoima, puhelinketjut ja naapuruussovittelu.",
        &[("kyläturvallisuus", 3), ("varautuminen", 2), ("sovittelu", 2)],
    ),
];

/// Who has seen whose competence at work.
const ENDORSED: &[(&str, &str, &str)] = &[
    ("juha", "birgitta", "turvallisuuskävely"),
    ("eero", "birgitta", "turvallisuuskävely"),
    ("noora", "siiri", "nuorisotyö"),
    ("juha", "siiri", "nuorisotyö"),
    ("eero", "hanna", "tilastot"),
    ("aino", "hanna", "arviointi"),
    ("oskari", "marko", "huijaukset"),
    ("siiri", "noora", "kyläturvallisuus"),
    ("birgitta", "aino", "verkostojohtaminen"),
];

/// An organisation, its contact person, its domain.
const CONTACTS: &[(&str, &str, &str)] = &[
    ("ministeriö", "aino", "demoministerio.example"),
    ("saarela", "birgitta", "saarela.example"),
    ("kuusivaara", "eero", "kuusivaara.example"),
    ("vientilinja", "marko", "vientilinja.example"),
    ("nuoret", "siiri", "nuortentuki.example"),
];

pub(super) async fn tell(seeding: &mut Seeding) -> Result<(), Failure> {
    for (slug, kind, [fi, sv, en], aliases) in COMPETENCES {
        let label = Words { fi: (*fi).to_owned(), sv: (*sv).to_owned(), en: (*en).to_owned() };
        let (slug, kind) = ((*slug).to_owned(), (*kind).to_owned());
        let aliases = aliases.iter().map(|word| (*word).to_owned()).collect();
        let saved = CompetenceView { slug, label, kind, aliases, retired: false };
        seeding.act(ADMINISTRATOR, None, Action::SaveCompetence(saved)).await?;
    }
    for (person, bio, skills) in PEOPLE {
        let bio = Some((*bio).to_owned());
        let profile = ChangeProfile { bio, ..ChangeProfile::default() };
        seeding.act(person, None, Action::ChangeProfile(Box::new(profile))).await?;
        for (slug, level) in *skills {
            let skill = SetCompetence { competence: (*slug).to_owned(), level: *level };
            seeding.act(person, None, Action::SetCompetence(skill)).await?;
        }
    }
    for (by, person, slug) in ENDORSED {
        let member = seeding.member(person)?;
        let seen = Endorsing { member, competence: (*slug).to_owned() };
        seeding.act(by, None, Action::Endorse(seen)).await?;
    }
    for (key, person, domain) in CONTACTS {
        let organisation = seeding.organisation(key)?;
        let member = seeding.member(person)?;
        let contact = Affiliated { member, organisation };
        seeding.act(ADMINISTRATOR, None, Action::NameContact(contact)).await?;
        let change = ChangeOrganisation {
            organisation,
            name: None,
            about: None,
            kind: None,
            region: None,
            business_id: None,
            domains: Some(vec![(*domain).to_owned()]),
            parent: None,
            verified: None,
            coordinator: None,
            tags: None,
        };
        let change = Action::ChangeOrganisation(Box::new(change));
        seeding.act(ADMINISTRATOR, None, change).await?;
    }
    Ok(())
}
