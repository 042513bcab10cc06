//! A local safety plan: the twelve topics of local safety planning, each under its theme.

use super::{Channel, Template, Topic, Words, announcements, chat, general, lead};
use crate::domain::access::WorkspaceKind;

pub(super) const PLAN: Template = Template {
    name: "plan",
    kind: WorkspaceKind::Region,
    channels: &[
        general(),
        Channel {
            topics: TOPICS,
            ..chat(
                ["suunnitelma", "planen", "the-plan"],
                [
                    "Turvallisuussuunnitelman aiheet, kukin omana keskustelunaan",
                    "Säkerhetsplanens teman, vart och ett som en egen diskussion",
                    "The themes of the safety plan, each a topic of its own",
                ],
            )
        },
        announcements(),
        lead(
            ["ohjausryhmä", "styrgrupp", "steering-group"],
            [
                "Valmistelijoiden kesken; lisää jäsenet itse",
                "Bland beredarna; lägg själv till medlemmar",
                "Among those who prepare; bring them in yourself",
            ],
        ),
    ],
};

/// What is asked under each topic, by its theme.
const PERCEPTION: Words = [
    "Mitä jo tehdään, mikä puuttuu ja kuka vastaa? #tunne-ja-apu",
    "Vad görs redan, vad fattas och vem ansvarar? #tunne-ja-apu",
    "What is done already, what is missing and who answers for it? #tunne-ja-apu",
];
const CRIME: Words = [
    "Mitä jo tehdään, mikä puuttuu ja kuka vastaa? #rikollisuus",
    "Vad görs redan, vad fattas och vem ansvarar? #rikollisuus",
    "What is done already, what is missing and who answers for it? #rikollisuus",
];
const ACCIDENTS: Words = [
    "Mitä jo tehdään, mikä puuttuu ja kuka vastaa? #tapaturmat",
    "Vad görs redan, vad fattas och vem ansvarar? #tapaturmat",
    "What is done already, what is missing and who answers for it? #tapaturmat",
];
const PEACE: Words = [
    "Mitä jo tehdään, mikä puuttuu ja kuka vastaa? #yhteiskuntarauha",
    "Vad görs redan, vad fattas och vem ansvarar? #yhteiskuntarauha",
    "What is done already, what is missing and who answers for it? #yhteiskuntarauha",
];

const fn topic(title: Words, text: Words) -> Topic {
    Topic { title, text }
}

const TOPICS: &[Topic] = &[
    topic(
        [
            "Rikollisuuden ehkäisy ja torjunta",
            "Förebyggande och bekämpning av brottslighet",
            "Preventing and fighting crime",
        ],
        CRIME,
    ),
    topic(
        [
            "Tapaturmien ja onnettomuuksien ehkäisy",
            "Förebyggande av olycksfall och olyckor",
            "Preventing injuries and accidents",
        ],
        ACCIDENTS,
    ),
    topic(["Asumisen turvallisuus", "Säkerhet i boendet", "Safety at home"], ACCIDENTS),
    topic(
        [
            "Lasten ja nuorten turvallisuus",
            "Säkerhet för barn och unga",
            "Safety of children and young people",
        ],
        PERCEPTION,
    ),
    topic(
        ["Oppilaitosten turvallisuus", "Säkerhet vid läroanstalter", "Safety in schools"],
        ACCIDENTS,
    ),
    topic(["Liikenneturvallisuus", "Trafiksäkerhet", "Road safety"], ACCIDENTS),
    topic(
        ["Syrjäytymisen ehkäisy", "Förebyggande av marginalisering", "Preventing exclusion"],
        PEACE,
    ),
    topic(
        [
            "Väkivaltaisen ekstremismin ennaltaehkäisy",
            "Förebyggande av våldsam extremism",
            "Preventing violent extremism",
        ],
        PEACE,
    ),
    topic(
        ["Yritystoiminnan turvallisuus", "Säkerhet i företagsverksamheten", "Safety of businesses"],
        CRIME,
    ),
    topic(["Kyläturvallisuus", "Bysäkerhet", "Village safety"], PERCEPTION),
    topic(
        [
            "Yhteisöllisyyden ja osallisuuden vahvistaminen",
            "Stärkande av gemenskap och delaktighet",
            "Strengthening community and participation",
        ],
        PEACE,
    ),
    topic(
        [
            "Asukkaiden omat toimet",
            "Invånarnas egna säkerhetsfrämjande åtgärder",
            "What residents do themselves",
        ],
        PERCEPTION,
    ),
];
