//! Entries of the demonstration network, all invented. Who is named in a change stands as `{{key}}`,
//! an entry as `{{item:its title}}`.

use crate::kind::demo::{DemoItem, at, line};

pub(super) const DEMO: &[DemoItem] = &[
    DemoItem {
        channel: "toimintamallit",
        title: Some("Koulun turvallisuuskävely"),
        lines: &[
            line("eero", at(11, 8, 0), "Kirjaan mallin tähän. Kolmen koulun luvut ovat jo koossa."),
            line(
                "siiri",
                at(7, 16, 20),
                "Kokeilimme tätä pienessä kyläkoulussa. Kuusi kävelijää riitti hyvin.",
            )
            .with(&[("eero", "👍")]),
            line(
                "juha",
                at(5, 9, 10),
                "Poliisin kannattaa kulkea jonon hännillä: oppilaat puhuvat silloin enemmän.",
            ),
        ],
        changes: &[
            (
                "eero",
                at(11, 8, 5),
                r#"{"do":"write","fields":{
                "summary":"Oppilaat, henkilöstö ja viranomaiset kiertävät koulun ympäristön yhdessä, ja kunta vastaa jokaiseen havaintoon 30 päivässä.",
                "problem":"Koulun pihalla ja koulumatkalla sattuu tapaturmia ja ilkivaltaa. Aikuiset eivät näe samoja paikkoja kuin oppilaat, ja korjauspyynnöt jäävät ilman vastausta.",
                "target_group":"Alakoulut ja yläkoulut, erityisesti koulut vilkkaan tien varrella.",
                "environment":"Koulu ja sen lähiympäristö. Toimii sekä kaupungissa että kyläkoulussa.",
                "actors":"Rehtori, oppilaskunta, kiinteistöhuolto, kunnan liikennesuunnittelu, poliisi, pelastuslaitos.",
                "baseline":"Ilmoituksia tehtiin kouluissa keskimäärin neljä vuodessa, eikä niihin vastattu järjestelmällisesti.",
                "desired_change":"Vaaran paikat löytyvät ja korjataan saman lukuvuoden aikana.",
                "measured_by":"Ilmoitetut kohdat ja korjausaste vuoden kuluttua.",
                "core_idea":"Oppilaat valitsevat reitin ja kertovat, mitä he itse näkevät. Jokainen kohta kirjataan kartalle, ja kunta lupaa vastauksen 30 päivässä: korjataan, ei korjata ja miksi, tai selvitetään.",
                "conditions":"Rehtorin tuki, 6–10 kävelijää, yksi vastuuhenkilö, 12 tuntia työtä koulua kohti.",
                "cost":"12 tuntia työtä koulua kohti. Korjaukset kunnan talousarviosta.",
                "time_to_start":"Kolme viikkoa.",
                "risks":"Luottamus katoaa, jos vastausta ei tule. Älkää aloittako, jos kukaan ei lupaa vastata.",
                "ethics":"Oppilaiden nimiä ei kirjata. Kuvissa ei ole tunnistettavia ihmisiä.",
                "method":"Ilmoitettujen kohtien ja korjausasteen seuranta kolmessa koulussa kahden vuoden ajan.",
                "results":"Kolmessa koulussa ilmoitettiin 74 kohtaa, joista vuoden kuluttua oli korjattu 51. Vertailuryhmää ei ollut.",
                "tips":"Kulkekaa reitti myös pimeällä. Kertokaa oppilaille, mitä heidän havainnoilleen tapahtui.",
                "collection":"Koulujen turvallisuus",
                "contact_address":"Kuusivaaran kunta, turvallisuuskoordinaattori"}}"#,
            ),
            (
                "eero",
                at(11, 8, 30),
                r#"{"do":"write","level":3,"effect":"positive","phase":"sharing",
                "points":["problem","mechanism","outcome","replicable"],
                "tags":["kouluturvallisuus","tapaturmat"],"regions":["19","15"],"contact":"{{eero}}","public":true,
                "steps":[{"text":"Sovi rehtorin kanssa ja nimeä vastuuhenkilö"},{"text":"Pyydä oppilaskuntaa valitsemaan reitti"},{"text":"Kutsu poliisi, pelastuslaitos ja kiinteistöhuolto"},{"text":"Kävelkää ja kirjatkaa jokainen kohta"},{"text":"Vie kohdat kunnalle ja kerro määräaika, 30 päivää"},{"text":"Kerro oppilaille, mitä kohdille tapahtui"}],
                "places":[{"name":"Kuusivaara, kolme koulua","region":"19"},{"name":"Saarela","region":"15"}]}"#,
            ),
            ("eero", at(10, 9, 0), r#"{"do":"ask_review","member":"{{hanna}}"}"#),
            ("eero", at(10, 9, 1), r#"{"do":"ask_review","member":"{{juha}}"}"#),
            (
                "hanna",
                at(9, 13, 0),
                r#"{"do":"review","conflict":"","level":3,"effect":"positive","text":"Seuranta on tehty huolella ja toistettu kolmessa koulussa. Vertailuryhmä puuttuu, joten neljättä tasoa en puolla."}"#,
            ),
            (
                "juha",
                at(9, 15, 0),
                r#"{"do":"review","conflict":"","level":2,"effect":"mixed","text":"Korjausaste on todennettu, mutta tapaturmien määrää ei mitattu. Vaikutus itse turvallisuuteen on vielä osoittamatta."}"#,
            ),
            ("eero", at(8, 12, 0), r#"{"do":"publish"}"#),
            (
                "eero",
                at(8, 12, 5),
                r#"{"do":"last","months":12,"verifiers":["{{eero}}","{{hanna}}"]}"#,
            ),
        ],
    },
    DemoItem {
        channel: "toimintamallit",
        title: Some("Naapuruussovittelu taloyhtiössä"),
        lines: &[line(
            "noora",
            at(8, 9, 50),
            "Luonnos on täällä, keskustelu kanavalla mallien-kehittäminen.",
        )],
        changes: &[
            (
                "noora",
                at(8, 9, 52),
                r#"{"do":"write","fields":{
                "summary":"Koulutettu vapaaehtoispari sovittelee pitkittyneen naapuririidan kolmessa tapaamisessa.",
                "problem":"Pitkittyneet naapuririidat kuormittavat poliisia ja isännöitsijöitä, eikä kukaan auta osapuolia puhumaan keskenään.",
                "target_group":"Taloyhtiöt ja vuokrataloyhtiöt.",
                "desired_change":"Häiriöilmoitukset vähenevät ja asukkaat puhuvat keskenään.",
                "measured_by":"Häiriöilmoitusten määrä ennen ja jälkeen.",
                "core_idea":"Kaksi koulutettua vapaaehtoista tapaa osapuolet ensin erikseen, sitten yhdessä. Kolmannessa tapaamisessa katsotaan, pitikö sovittu.",
                "conditions":"Sovittelijakoulutus kaksi päivää, osapuolten suostumus, salassapito.",
                "resources":"Noin 12 tuntia sovittelua kohti.",
                "method":"Häiriöilmoitukset ennen ja jälkeen yhdessä kohteessa.",
                "results":"Ilmoitukset vähenivät yhdeksästä kahteen puolessa vuodessa. Kohteita oli vain yksi.",
                "contact_address":"Kylien turva ry"},
                "level":2,"effect":"positive","phase":"trial","tags":["osallisuus","asumisen-turvallisuus"],"contact":"{{noora}}",
                "steps":[{"text":"Kouluta kaksi sovittelijaa"},{"text":"Tapaa osapuolet erikseen"},{"text":"Tapaa osapuolet yhdessä ja kirjaa sovittu"},{"text":"Tarkista kuukauden kuluttua"}]}"#,
            ),
            ("noora", at(1, 11, 0), r#"{"do":"publish"}"#),
        ],
    },
    DemoItem {
        channel: "kylämallit",
        title: Some("Kylän varautumisketju"),
        lines: &[
            line("noora", at(3, 9, 0), "Sähkökatkon opit, pyysitte niitä."),
            line(
                "juha",
                at(1, 13, 30),
                "Pelastuslaitos käy tämän mielellään läpi kylän kanssa ennen syysmyrskyjä.",
            )
            .with(&[("noora", "🙏")]),
        ],
        changes: &[
            (
                "noora",
                at(3, 9, 5),
                r#"{"do":"write","fields":{
                "summary":"Kylätalo, puhelinketju, varavoima ja harjoitus kerran vuodessa pitävät kylän toimintakykyisenä katkon yli.",
                "problem":"Apu viipyy, sähkö ja verkko katkeavat, eikä kukaan tiedä, ketkä tarvitsevat apua ensin.",
                "target_group":"Harvaan asutut kylät, erityisesti yli 75-vuotiaat yksin asuvat.",
                "core_idea":"Kylätalolla on lämpöä, varavoimaa ja kahvia. Puhelinketju tavoittaa jokaisen kahdessa tunnissa, ja sitä harjoitellaan kerran vuodessa.",
                "conditions":"Yhdistys vastaa, pelastuslaitos ohjaa, noin 1 500 euroa.",
                "cost":"1 500 euroa alkuun, sen jälkeen polttoaine.",
                "ethics":"Puhelinlista pidetään paperilla kahdella ihmisellä, ei verkossa.",
                "results":"Kaksi harjoitusta ja yksi tositilanne: kaikki yli 75-vuotiaat tavoitettiin kahdessa tunnissa.",
                "contact_address":"Kylien turva ry"},
                "level":2,"effect":"positive","phase":"sharing","tags":["kyläturvallisuus","tunne-ja-apu"],"regions":["19"],"contact":"{{noora}}","public":true,
                "steps":[{"text":"Nimeä vastuuhenkilö ja varahenkilö"},{"text":"Kerää puhelinketju"},{"text":"Hanki varavoima ja polttoaine"},{"text":"Harjoittele kerran vuodessa"}],
                "places":[{"name":"Kuusivaaran kylät","region":"19"}]}"#,
            ),
            ("noora", at(3, 10, 0), r#"{"do":"publish"}"#),
        ],
    },
    DemoItem {
        channel: "toimintamallit",
        title: Some("Monialainen varhaisen tuen tiimi nuorille"),
        lines: &[line(
            "juha",
            at(6, 13, 0),
            "Tiimi on toiminut vuoden. Kirjoitan auki, mitä sovimme.",
        )],
        changes: &[
            (
                "juha",
                at(6, 13, 10),
                r#"{"do":"write","fields":{
                "summary":"Poliisi, sosiaalityö ja nuorisotyö sopivat nuorelle yhden vastuuhenkilön.",
                "problem":"Nuori tunnetaan monessa palvelussa, mutta kukaan ei koordinoi.",
                "target_group":"Nuoret, joista usea viranomainen on huolissaan.",
                "core_idea":"Yksi vastuuhenkilö nuorta kohti. Tiedot pysyvät kunkin viranomaisen omissa järjestelmissä; tiimi sopii vain, kuka tekee ja mitä.",
                "conditions":"Kirjallinen sopimus, tietosuojan vaikutustenarviointi, vakioitu viikkoaika.",
                "risks":"Tietojen vaihto ilman perustetta. Sopikaa, mitä ei sanota.",
                "ethics":"Nuori ja huoltaja tietävät tiimistä ja osallistuvat.",
                "method":"Uusintarikollisuus 12 kuukauden seurannassa.",
                "results":"Uusintarikollisuus väheni, mutta vertailuryhmää ei ollut.",
                "contact_address":"Pohjoisrannan demo-poliisilaitos"},
                "level":3,"effect":"positive","phase":"sharing","points":["problem","mechanism","outcome","replicable"],
                "tags":["nuoret","syrjäytymisen-ehkäisy"],"contact":"{{juha}}","public":true,
                "steps":[{"text":"Tee sopimus ja tietosuojan arviointi"},{"text":"Varaa vakioitu viikkoaika"},{"text":"Nimeä vastuuhenkilö jokaiselle nuorelle"}]}"#,
            ),
            ("juha", at(5, 10, 0), r#"{"do":"publish"}"#),
        ],
    },
    DemoItem {
        channel: "toimintamallit",
        title: Some("Yritysten huijausvaroitusrinki"),
        lines: &[line(
            "hanna",
            at(4, 9, 0),
            "Yritykset kuvasivat mallin minulle, kokeilua ei vielä ole tehty.",
        )],
        changes: &[
            (
                "hanna",
                at(4, 9, 5),
                r#"{"do":"write","fields":{
                "summary":"Varoitus huijauksesta kulkee yrityksestä toiseen alle tunnissa, ilman asiakastietoja.",
                "problem":"Sama huijaus etenee yrityksestä toiseen, koska kukaan ei varoita ajoissa.",
                "core_idea":"Varoitus lähtee alle tunnissa yhteisellä pohjalla: mitä tapahtui, mistä sen tunnistaa, mitä tehdään. Asiakastietoja ei jaeta.",
                "conditions":"Yhteyshenkilö ja varahenkilö joka yrityksessä, selkeä raja rikosilmoitukseen.",
                "contact_address":"Pohjantuulen demo-yliopisto"},
                "level":1,"phase":"insight","tags":["huijaukset","rikollisuus"],"contact":"{{hanna}}"}"#,
            ),
            ("hanna", at(4, 10, 0), r#"{"do":"publish"}"#),
        ],
    },
    DemoItem {
        channel: "toimintamallit",
        title: Some("Kävely, joka muutti koulumatkan"),
        lines: &[line("eero", at(2, 9, 0), "Tarina siitä, mitä turvallisuuskävelystä seurasi.")],
        changes: &[
            (
                "eero",
                at(2, 9, 5),
                r#"{"do":"write","sort":"success_story","fields":{
                "summary":"Oppilaat löysivät yksitoista kohtaa, joita aikuiset eivät nähneet.",
                "before":"Suojatie oli pimeä, ja alikulussa pelättiin.",
                "done":"Oppilaat kiersivät reitin poliisin ja kiinteistöhuollon kanssa.",
                "result":"Yhdeksän kohtaa yhdestätoista korjattiin ennen talvea.",
                "result_source":"Kunnan seurantataulukko",
                "contact_address":"Kuusivaaran kunta"},
                "links":[{"label":"Koulun turvallisuuskävely","item":"{{item:Koulun turvallisuuskävely}}"}],
                "tags":["kouluturvallisuus"],"regions":["19"],"public":true}"#,
            ),
            ("eero", at(2, 9, 30), r#"{"do":"publish"}"#),
        ],
    },
    DemoItem {
        channel: "toimintamallit",
        title: Some("Iltakyyti harvaan asutulla alueella"),
        lines: &[line("siiri", at(1, 18, 0), "Keskeneräinen, täydennän matkan varrella.")],
        changes: &[(
            "siiri",
            at(1, 18, 5),
            r#"{"do":"write","fields":{
                "problem":"Bussivuoro lakkaa, ja nuoret jäävät ilman kyytiä iltatoimintaan.",
                "core_idea":"Kylän kimppakyytilista ja kaksi päivystävää kuljettajaa illassa."},
                "phase":"insight","tags":["nuoret","lappi"],"regions":["19"]}"#,
        )],
    },
];
