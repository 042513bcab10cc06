//! Where the people of the demonstration meet. A channel is made when its kind is in the registry;
//! the review group's workspace waits for the second factor that it asks for.

pub(super) struct Workspace {
    pub(super) name: &'static str,
    pub(super) purpose: &'static str,
    /// The network's own word for what it is.
    pub(super) kind: &'static str,
    pub(super) visibility: &'static str,
    pub(super) region: Option<&'static str>,
    /// By which it is found.
    pub(super) tags: &'static [&'static str],
    /// The first one makes it; all of them own it.
    pub(super) owners: &'static [&'static str],
    pub(super) members: &'static [&'static str],
    /// Read what is public for their work, but are no members.
    pub(super) guests: &'static [&'static str],
    pub(super) channels: &'static [Channel],
}

pub(super) struct Channel {
    /// Also its key.
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) topic: &'static str,
}

const fn chat(name: &'static str, topic: &'static str) -> Channel {
    Channel { name, kind: "chat", topic }
}

const fn bank(name: &'static str, topic: &'static str) -> Channel {
    Channel { name, kind: "bank", topic }
}

/// People who talk privately; the key of their channel is `one and other`.
pub(super) const DIRECT: &[(&str, &str)] = &[("siiri", "juha")];

pub(super) const WORKSPACES: &[Workspace] = &[
    Workspace {
        name: "Verkoston aula",
        purpose: "Yhteinen tila kaikille jäsenille: esittäydy, kysy ja kerro.",
        kind: "network",
        visibility: "open",
        region: None,
        tags: &["verkosto"],
        owners: &["aino", "noora"],
        members: &[
            "eero", "siiri", "marko", "hanna", "leena", "juha", "birgitta", "oskari", "ilona",
        ],
        guests: &[],
        channels: &[
            chat("yleinen", "Kaikille yhteinen keskustelu"),
            chat(
                "kysy-verkostolta",
                "Kysymys koko maalle; merkitse ratkaistuksi, kun vastaus löytyi",
            ),
            Channel { kind: "news", name: "uutiset", topic: "Verkoston uutiset" },
        ],
    },
    Workspace {
        name: "Toimintamallipankki",
        purpose: "Toimintamallien kehittäminen yhdessä, luonnoksesta käyttöön.",
        kind: "network",
        visibility: "open",
        region: None,
        tags: &["toimintamallit"],
        owners: &["noora", "hanna"],
        members: &["aino", "eero", "siiri", "juha"],
        guests: &[],
        channels: &[
            chat("mallien-kehittäminen", "Luonnokset ja kommentit"),
            bank("toimintamallit", "Toimintamallit, oppaat ja onnistumistarinat"),
        ],
    },
    Workspace {
        name: "Strategian seuranta ja tilannekuva",
        purpose: "Indikaattorit, niiden lähteet ja tulkinta.",
        kind: "network",
        visibility: "open",
        region: None,
        tags: &["strategia", "tilannekuva"],
        owners: &["aino", "hanna"],
        members: &["juha", "marko", "leena", "eero"],
        guests: &[],
        channels: &[chat("indikaattorit", "Aikasarjat ja niiden varaukset; kaikki esimerkkidataa")],
    },
    Workspace {
        name: "Kouluturvallisuuden kehittäjät",
        purpose: "Turvakävelyt ja muut keinot, joilla koulut ja kunnat parantavat arkea.",
        kind: "project",
        visibility: "by_request",
        region: None,
        tags: &["kouluturvallisuus", "nuoret"],
        owners: &["eero", "birgitta"],
        members: &["juha", "noora", "siiri", "hanna"],
        guests: &[],
        channels: &[chat("koulut", "Koulujen ja oppilaitosten turvallisuus")],
    },
    Workspace {
        name: "Harva-alueiden arjen turva",
        purpose: "Kun apu on kaukana: kyydit, katkot, kylätalot ja naapurit.",
        kind: "region",
        visibility: "open",
        region: Some("19"),
        tags: &["alueverkostot", "nuoret"],
        owners: &["noora", "siiri"],
        members: &["eero", "juha", "oskari"],
        guests: &[],
        channels: &[
            chat("harva-alueet", "Harvaan asuttujen alueiden arki"),
            bank("kylämallit", "Kylien omat toimintamallit"),
        ],
    },
    Workspace {
        name: "Yritysturvallisuus ja kyber",
        purpose: "Yritysten kesken: huijaukset, matkustaminen, varautuminen.",
        kind: "network",
        visibility: "invited",
        region: None,
        tags: &["huijaukset"],
        owners: &["marko", "oskari"],
        members: &["hanna"],
        guests: &[],
        channels: &[
            chat("yritykset", "Vain kutsutuille. Ei asiakastietoja."),
            Channel {
                kind: "news", name: "kyberkatsaus", topic: "Mitä yritysten on hyvä tietää"
            },
        ],
    },
    Workspace {
        name: "Idea: kylän avunpyyntökanava",
        purpose: "Pienen kokeilun suunnittelu. Ei korvaa hätänumeroa.",
        kind: "idea",
        visibility: "invited",
        region: Some("19"),
        tags: &["kylät"],
        owners: &["siiri"],
        members: &["oskari", "hanna"],
        guests: &["leena"],
        channels: &[chat("ideakeskustelu", "Hätätilanteessa soita 112")],
    },
];
