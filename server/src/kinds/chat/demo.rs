//! The conversations of the demonstration network. All people, organisations and events are
//! invented. What is said agrees with what is there: nothing is mentioned that cannot be opened.

use crate::kind::demo::{DemoItem, at, line};

pub(super) const DEMO: &[DemoItem] = &[
    DemoItem {
        channel: "yleinen",
        title: None,
        lines: &[
            line("aino", at(12, 9, 2), "Tervetuloa verkostoon. Esittele itsesi ja kerro, mitä asiaa edistät tänä vuonna.")
                .with(&[("eero", "👋"), ("siiri", "👋"), ("birgitta", "👋")])
                .pinned_by("aino"),
            line("eero", at(12, 9, 40), "Eero, turvallisuuskoordinaattori Kuusivaaran kunnasta. Päivitämme turvallisuussuunnitelmaa, ensimmäinen luonnos on valmis ensi kuussa.")
                .with(&[("aino", "👍")]),
            line("siiri", at(12, 10, 15), "Siiri, nuorisotyöntekijä. Ajan viikossa noin 400 kilometriä, joten olen täällä enimmäkseen puhelimella.")
                .with(&[("juha", "🚗"), ("noora", "💪")]),
            line("birgitta", at(12, 13, 20), "Hej, jag samordnar säkerhetsarbetet i Saarela. Jag skriver gärna på svenska och läser finska.")
                .with(&[("aino", "❤️"), ("hanna", "👋")]),
            line("marko", at(11, 8, 50), "Marko, turvallisuusjohtaja vientiyhtiöstä. Kiinnostaa erityisesti, miten varoitus kulkee yrityksestä toiseen ennen kuin vahinko on tapahtunut."),
            line("hanna", at(11, 9, 30), "Hanna, tutkija. Tutkin, mitkä arjen turvallisuuden keinot oikeasti toimivat. Saa kysyä mittareista."),
            line("noora", at(1, 14, 5), "Muistutus: alueverkostojen etätapaaminen torstaina klo 13. @{aino}, voitko avata kokouksen? #alueverkostot")
                .with(&[("eero", "👍"), ("siiri", "👍")]),
            line("aino", at(1, 15, 48), "@{birgitta}, kan du berätta kort hur ni gjorde i Saarela? Fem minuter räcker. #alueverkostot"),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "yleinen",
        title: Some("På svenska"),
        lines: &[
            line("aino", at(11, 10, 0), "Välkommen, @{birgitta}. Här kan vi diskutera på svenska; anvisningarna kommer på båda språken.")
                .with(&[("birgitta", "❤️")]),
            line("birgitta", at(11, 10, 24), "Tack. Vi har sex skolor och en enda kurator, så det lönar sig att dela på erfarenheterna."),
            line("hanna", at(10, 12, 10), "Jag har en mall för trygghetsvandring på svenska, säg till så skickar jag den."),
            line("birgitta", at(10, 12, 31), "Ja tack, gärna! Vi börjar planera efter skollovet.").quoting(2),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "kysy-verkostolta",
        title: Some("Koulupihan valaistus ja ilkivalta"),
        lines: &[
            line("eero", at(9, 8, 30), "Onko kenellään kokemusta koulupihojen ilkivallan vähentämisestä valaistuksella? #kouluturvallisuus"),
            line("hanna", at(9, 9, 12), "On. Seurasimme kolmea koulupihaa kahden vuoden ajan. Eniten auttoi, kun valaistus suunniteltiin yhdessä oppilaiden kanssa.")
                .with(&[("eero", "👍"), ("birgitta", "💡")]),
            line("oskari", at(9, 9, 55), "Meillä valaistus siirsi ongelman viereiselle parkkipaikalle. Kannattaa mitata myös ympäristö."),
            line("eero", at(9, 11, 20), "Kiitos, tämä ratkaisi. Mittaamme myös pihan ympäriltä. Merkitsin keskustelun ratkaistuksi.")
                .quoting(2)
                .with(&[("hanna", "🎉")]),
        ],
        changes: &[("eero", at(9, 11, 22), r#"{"do":"resolve"}"#)],
    },
    DemoItem {
        channel: "kysy-verkostolta",
        title: Some("Nuoret, jotka eivät käy nuorisotilalla"),
        lines: &[
            line("siiri", at(6, 16, 45), "Miten teillä tavoitetaan nuoret, jotka eivät käy nuorisotilalla? Etäisyydet ovat täällä pitkiä. #nuoret"),
            line("noora", at(6, 17, 30), "Meillä kylätalo on auki kerran viikossa linja-auton aikataulun mukaan. Kahvi ja lämmin tila riittävät alkuun."),
            line("juha", at(1, 9, 18), "Olemme jalkautuneet yhdessä etsivän nuorisotyön kanssa koulukuljetusten aikaan. Kerron mielelläni lisää, @{siiri}.")
                .with(&[("noora", "👍")]),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "mallien-kehittäminen",
        title: Some("Naapuruussovittelu taloyhtiössä"),
        lines: &[
            line("noora", at(8, 10, 5), "Luonnostelen toimintamallia: **Naapuruussovittelu taloyhtiössä**. Koulutettu vapaaehtoispari sovittelee kolmessa tapaamisessa.\n\n- koulutus kaksi päivää\n- osapuolten suostumus\n- salassapito\n\nPyydän kommentteja perjantaihin mennessä. #osallisuus #asumisen-turvallisuus"),
            line("hanna", at(8, 11, 42), "Tavoiteltu muutos on kuvattu hyvin, mittari puuttuu. Ehdotan häiriöilmoitusten määrää ennen ja jälkeen.")
                .with(&[("noora", "👍")]),
            line("eero", at(7, 8, 20), "Lisätkää arvio työmäärästä, muuten pieni kunta ei uskalla aloittaa.")
                .with(&[("siiri", "💯"), ("noora", "👍")]),
            line("noora", at(1, 10, 30), "Kiitos, molemmat mukaan. Työmäärä on arviolta 12 tuntia sovittelua kohti, tarkistatko @{eero}?"),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "indikaattorit",
        title: None,
        lines: &[
            line("hanna", at(7, 13, 0), "Kokoan tähän aikasarjoja. Kaikki ovat esimerkkidataa, kunnes lähdetaulukko on vahvistettu.\n\n| vuosi | katuturvallisuusindeksi (esimerkkidata) |\n|---|---:|\n| 2015 | 88 |\n| 2018 | 98 |\n| 2021 | 103 |\n| 2024 | 97 |\n\nVertailutaso: `1999 = 100`."),
            line("aino", at(7, 13, 35), "Hyvä. Katuturvallisuusindeksin kohdalle tarvitaan selitys: suurempi luku on turvallisempi."),
            line("juha", at(7, 14, 12), "Ja huomautus siitä, että valvonnan lisääminen voi laskea indeksiä.")
                .with(&[("hanna", "👍"), ("aino", "👍")]),
            line("hanna", at(2, 9, 5), "Lisään molemmat selitteeseen. @{aino}, kenen kanssa vahvistan lähdetaulukon?"),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "koulut",
        title: Some("Turvakävely Kuusivaarassa"),
        lines: &[
            line("eero", at(5, 9, 0), "Suunnittelimme turvakävelyn reitin. Mukana rehtori, kiinteistöhuolto, poliisi ja kuusi oppilasta. #kouluturvallisuus"),
            line("juha", at(5, 9, 34), "Tulemme kahden hengen voimin. Tarkistetaan myös saattoliikenne.")
                .with(&[("eero", "👍")]),
            line("birgitta", at(5, 10, 2), "Vi gjorde samma sak i våras, eleverna hittade elva ställen som vi vuxna inte såg. #kouluturvallisuus #pohjanmaa")
                .with(&[("eero", "😮"), ("siiri", "👏")]),
            line("eero", at(1, 12, 40), "Yksitoista on paljon. @{birgitta}, millainen oli oppilaiden kysymyslista?").quoting(2),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "harva-alueet",
        title: Some("Iltakyyti, kun bussivuoro lakkaa"),
        lines: &[
            line("siiri", at(4, 18, 20), "Bussivuoro lakkaa ensi kuussa. Kolme nuorta jää ilman kyytiä iltatoimintaan, ideoita? #nuoret #lappi"),
            line("oskari", at(4, 18, 52), "Kylien turva ry:llä on kimppakyytilista. Yhdistän teidät: @{noora}.")
                .with(&[("siiri", "🙏")]),
            line("noora", at(1, 8, 15), "Tiistaille löytyi kaksi kuljettajaa. Soitetaanko tänään, @{siiri}?"),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "harva-alueet",
        title: Some("Yhdeksän tuntia ilman sähköä"),
        lines: &[
            line("noora", at(3, 7, 40), "Sähkökatko kesti yhdeksän tuntia, kylätalon varavoima toimi. Puhelinketju tavoitti kaikki yli 75-vuotiaat kahdessa tunnissa. #kyläturvallisuus #lappi")
                .with(&[("siiri", "👏"), ("eero", "👏"), ("juha", "👏")]),
            line("juha", at(3, 8, 25), "Hyvä tieto. Voiko tätä esitellä pelastuslaitoksen kanssa seuraavassa tapaamisessa?"),
            line("noora", at(3, 8, 50), "Voi. Kirjoitan opit muistiin niin, että muutkin kylät voivat käyttää niitä."),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "yritykset",
        title: Some("Laskutushuijaukset samalla pohjalla"),
        lines: &[
            line("marko", at(6, 8, 10), "Saimme viikossa neljä saman pohjan laskutushuijausta. Onko muilla vastaavia? #huijaukset #kyber"),
            line("oskari", at(6, 8, 33), "Kyllä, kaksi. Lähettäjän osoite näyttää oikealta, tilinumero vaihtuu."),
            line("marko", at(6, 9, 1), "Teemme yhteisen ohjeen taloushallinnolle. Ensimmäinen sääntö: uusi tilinumero varmistetaan soittamalla vanhaan, tuttuun numeroon.")
                .with(&[("oskari", "👍"), ("hanna", "👍")]),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "yritykset",
        title: Some("Travel security for export staff"),
        lines: &[
            line("marko", at(3, 11, 0), "Two of our engineers leave for a long assignment next month, and both prefer English. Does anyone have a checklist that fits on one page?"),
            line("oskari", at(3, 11, 26), "We use five questions: where do you sleep, how do you move, whom do you call, what do you carry, when do we expect to hear from you?")
                .with(&[("marko", "💯")]),
            line("hanna", at(1, 13, 12), "I am looking for three companies to interview about exactly this, 45 minutes each. @{marko}, would yours be one of them?"),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "ideakeskustelu",
        title: None,
        lines: &[
            line("siiri", at(5, 19, 10), "Ajatus: kylän oma avunpyyntökanava, joka toimii myös heikolla yhteydellä. Hätätilanteessa aina 112.")
                .with(&[("oskari", "💡"), ("hanna", "👍")]),
            line("oskari", at(5, 19, 45), "Tekniikka on yksinkertainen, vapaaehtoisten päivystys on vaikeampi osa."),
            line("hanna", at(4, 9, 15), "Ehdotan kokeilua kahdessa kylässä kolmen kuukauden ajan. Vertailukylä on helppo löytää."),
            line("leena", at(2, 10, 40), "Pieni, rajattu kokeilu on rahoittajan silmin hyvä alku. Kysykää minulta, kun suunnitelma on yhdellä sivulla, @{siiri}.")
                .with(&[("siiri", "🙏")]),
        ],
        changes: &[],
    },
    DemoItem {
        channel: "siiri ja juha",
        title: None,
        lines: &[
            line("siiri", at(1, 10, 2), "Hei! Kiitos tarjouksesta. Voisitteko tulla mukaan ensi keskiviikkona koulukuljetusten aikaan?"),
            line("juha", at(1, 10, 20), "Sopii. Olen pysäkillä klo 14.30, tule moikkaamaan."),
        ],
        changes: &[],
    },
];
