//! Six articles of the demonstration network. All of it is invented.

use crate::kind::demo::{DemoItem, at, line};

const fn article(
    channel: &'static str,
    title: &'static str,
    lines: &'static [crate::kind::demo::DemoLine],
    changes: &'static [(&'static str, crate::kind::demo::When, &'static str)],
) -> DemoItem {
    DemoItem { channel, title: Some(title), lines, changes }
}

pub(super) const DEMO: &[DemoItem] = &[
    article(
        "uutiset",
        "Verkoston työtilat avautuvat kaikille jäsenille",
        &[line("aino", at(9, 8, 0), "Luonnos on valmis, julkaisen aamulla.")],
        &[
            (
                "aino",
                at(9, 8, 5),
                r#"{"do":"write","title":"Verkoston työtilat avautuvat kaikille jäsenille","text":"Työtilan voi perustaa ilman erillistä hyväksyntää. Perustaja päättää, ketkä näkevät sisällön ja milloin työtila arkistoidaan.","body":{"public":true,"topics":["verkosto"],"must_read":["contact"],"contact":"Verkoston tuki, tuki@verkosto.example","blocks":[{"t":"heading","text":"Kuka voi perustaa työtilan"},{"t":"text","text":"Jokainen jäsen. Perustamiseen riittää **nimi, tarkoitus ja näkyvyys**.\n\n- avoin: kaikki jäsenet lukevat\n- pyynnöstä: omistaja päästää sisään\n- vain kutsutut: muut näkevät nimen ja tarkoituksen"},{"t":"heading","text":"Kun työ on tehty"},{"t":"text","text":"Omistaja arkistoi työtilan. Sisältö jää luettavaksi niille, jotka olivat mukana."}],"versions":{"sv":{"title":"Nätverkets arbetsytor öppnas för alla medlemmar","lead":"En arbetsyta kan grundas utan särskilt godkännande. Grundaren bestämmer vem som ser innehållet.","blocks":[{"t":"text","text":"Det räcker med **namn, syfte och synlighet**."}]}}}}"#,
            ),
            ("aino", at(9, 8, 30), r#"{"do":"publish"}"#),
        ],
    ),
    article(
        "uutiset",
        "Turvallisuuskävely löysi yksitoista kohtaa, joita aikuiset eivät nähneet",
        &[line("noora", at(7, 12, 0), "Kokosin jutun Saarelan kävelystä. @{aino}, katsotko läpi?")],
        &[
            (
                "noora",
                at(7, 12, 2),
                r#"{"do":"write","title":"Turvallisuuskävely löysi yksitoista kohtaa, joita aikuiset eivät nähneet","text":"Saarelassa oppilaat kiersivät koulun ympäristön yhdessä poliisin ja kiinteistöhuollon kanssa. Korjaukset valmistuvat syyslukukaudella.","body":{"public":true,"topics":["tapaturmat","kouluturvallisuus"],"regions":["15"],"contact":"Saarelan kaupunki, turvallisuuskoordinaattori","blocks":[{"t":"text","text":"Reitti kulki pihan, pyörätelineiden ja bussipysäkin kautta. Oppilaat kirjasivat kohdat puhelimella."},{"t":"quote","text":"Pimeä kulma on se, jonka ohi kävellään nopeasti.","source":"oppilas, 8. luokka"},{"t":"table","rows":[["Kohta","Korjataan"],["Valaistus pyörätelineillä","elokuussa"],["Näkemäeste suojatiellä","syyskuussa"]]}]}}"#,
            ),
            ("noora", at(7, 13, 0), r#"{"do":"publish"}"#),
            (
                "noora",
                at(6, 9, 0),
                r#"{"do":"write","title":"Turvallisuuskävely löysi yksitoista kohtaa, joita aikuiset eivät nähneet","text":"Saarelassa oppilaat kiersivät koulun ympäristön yhdessä poliisin ja kiinteistöhuollon kanssa. Korjaukset valmistuvat syyslukukaudella.","correction":"Pyörätelineiden valaistus korjataan elokuussa, ei lokakuussa.","body":{"public":true,"topics":["tapaturmat","kouluturvallisuus"],"regions":["15"],"contact":"Saarelan kaupunki, turvallisuuskoordinaattori","blocks":[{"t":"text","text":"Reitti kulki pihan, pyörätelineiden ja bussipysäkin kautta. Oppilaat kirjasivat kohdat puhelimella."},{"t":"quote","text":"Pimeä kulma on se, jonka ohi kävellään nopeasti.","source":"oppilas, 8. luokka"},{"t":"table","rows":[["Kohta","Korjataan"],["Valaistus pyörätelineillä","elokuussa"],["Näkemäeste suojatiellä","syyskuussa"]]}]}}"#,
            ),
        ],
    ),
    article(
        "uutiset",
        "Kylätalo toimi yhdeksän tuntia ilman sähköverkkoa",
        &[line("noora", at(4, 9, 0), "Tämä sopii myös julkiselle puolelle.")],
        &[
            (
                "noora",
                at(4, 9, 5),
                r#"{"do":"write","title":"Kylätalo toimi yhdeksän tuntia ilman sähköverkkoa","text":"Varavoima, puhelinketju ja lämmin keitto riittivät, kun myrsky katkaisi yhteydet. Opit on koottu toimintamalliksi.","body":{"public":true,"topics":["tunne-ja-apu"],"regions":["19"],"contact":"Kylien turva ry","blocks":[{"t":"text","text":"Kylätalo avattiin puolessa tunnissa. Puhelinketju tavoitti kaikki yksin asuvat. Hätätilanteessa soitetaan aina **112**."}]}}"#,
            ),
            ("noora", at(4, 10, 0), r#"{"do":"publish"}"#),
        ],
    ),
    article(
        "uutiset",
        "Nätverket byter erfarenheter på två språk",
        &[line("aino", at(3, 10, 0), "Ruotsinkielinen uutinen, Birgitta on lukenut.")],
        &[
            (
                "aino",
                at(3, 10, 5),
                r#"{"do":"write","title":"Nätverket byter erfarenheter på två språk","text":"Nyheter, villkor och handledningar finns på finska och svenska. Diskussionen förs på det språk som deltagarna väljer.","body":{"lang":"sv","public":true,"topics":["yhteiskuntarauha"],"blocks":[{"t":"text","text":"Varje medlem väljer sitt språk i inställningarna. Det som saknas visas på originalspråket."}]}}"#,
            ),
            ("aino", at(3, 10, 20), r#"{"do":"publish"}"#),
        ],
    ),
    article(
        "uutiset",
        "Haku pienille turvallisuuskokeiluille aukeaa huhtikuussa",
        &[line("aino", at(1, 15, 0), "@{noora}, tarkistatko päivämäärät ennen julkaisua?")],
        &[(
            "aino",
            at(1, 15, 5),
            r#"{"do":"write","title":"Haku pienille turvallisuuskokeiluille aukeaa huhtikuussa","text":"Demo-rahasto jakaa enintään 20 000 euroa kokeilua kohti. Hakuaika päättyy 30.4. klo 16.15.","body":{"topics":["rahoitus"],"blocks":[{"t":"text","text":"Hakea voivat yhdistykset, kunnat ja yritykset yhdessä."}]}}"#,
        )],
    ),
    article(
        "kyberkatsaus",
        "Katuturvallisuuden lukuja luetaan usein väärin päin",
        &[line("marko", at(5, 9, 0), "Tutkijan ohje sopii myös yrityksille.")],
        &[
            (
                "marko",
                at(5, 9, 5),
                r#"{"do":"write","title":"Katuturvallisuuden lukuja luetaan usein väärin päin","text":"Indeksissä suurempi luku tarkoittaa turvallisempaa tilannetta, ja valvonnan lisääminen voi laskea sitä. Tutkija neuvoo, miten lukuja tulkitaan.","body":{"topics":["rikollisuus"],"blocks":[{"t":"text","text":"Katso aina, **mihin vuoteen** lukua verrataan."}]}}"#,
            ),
            ("marko", at(5, 9, 30), r#"{"do":"publish"}"#),
        ],
    ),
];
