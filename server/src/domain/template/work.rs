//! A project, an idea and an event: where each begins.

use super::{Channel, Template, Topic, WORK, announcements, chat, general, lead};
use crate::domain::access::WorkspaceKind;

pub(super) const PROJECT: Template = Template {
    name: "project",
    kind: WorkspaceKind::Project,
    channels: &[
        Channel {
            topics: &[Topic {
                title: ["Esittäydy", "Presentera dig", "Introduce yourself"],
                text: [
                    "Kuka olet, mistä organisaatiosta ja mitä tuot hankkeeseen?",
                    "Vem är du, från vilken organisation och vad bidrar du med?",
                    "Who are you, from which organisation, and what do you bring?",
                ],
            }],
            ..general()
        },
        announcements(),
        Channel {
            section: WORK,
            topics: &[
                Topic {
                    title: ["Tavoite ja rajaus", "Mål och avgränsning", "Goal and scope"],
                    text: [
                        "Mitä muuttuu, kenelle ja mihin mennessä? Mitä jätetään pois?",
                        "Vad förändras, för vem och när? Vad lämnas utanför?",
                        "What changes, for whom and by when? What is left out?",
                    ],
                },
                Topic {
                    title: ["Aikataulu ja vastuut", "Tidsplan och ansvar", "Schedule and duties"],
                    text: [
                        "Vaiheet, päivät ja vastuuhenkilöt.",
                        "Faser, datum och ansvariga.",
                        "Phases, dates and who answers for them.",
                    ],
                },
            ],
            ..chat(
                ["työ", "arbete", "work"],
                ["Hankkeen työ", "Projektets arbete", "The work of the project"],
            )
        },
        Channel {
            section: WORK,
            ..lead(
                ["ohjausryhmä", "styrgrupp", "steering-group"],
                [
                    "Ohjausryhmän kesken; lisää jäsenet itse",
                    "Inom styrgruppen; lägg själv till medlemmar",
                    "Within the steering group; bring them in yourself",
                ],
            )
        },
    ],
};

pub(super) const IDEA: Template = Template {
    name: "idea",
    kind: WorkspaceKind::Idea,
    channels: &[
        Channel {
            topics: &[
                Topic {
                    title: [
                        "Tarve: mikä on pielessä?",
                        "Behov: vad är problemet?",
                        "Need: what is wrong?",
                    ],
                    text: [
                        "Kenen ongelma tämä on, kuinka usein se toistuu ja mitä siitä seuraa?",
                        "Vems problem är det, hur ofta upprepas det och vad leder det till?",
                        "Whose problem is it, how often does it happen, and what follows?",
                    ],
                },
                Topic {
                    title: ["Ratkaisu", "Lösning", "Solution"],
                    text: [
                        "Miten idea toimisi? Mitä on jo kokeiltu muualla?",
                        "Hur skulle idén fungera? Vad har redan prövats på annat håll?",
                        "How would it work? What has been tried elsewhere?",
                    ],
                },
                Topic {
                    title: ["Ketä tarvitaan?", "Vem behövs?", "Who is needed?"],
                    text: [
                        "Mitä osaamista puuttuu ja kuka voisi auttaa?",
                        "Vilken kompetens fattas och vem kunde hjälpa?",
                        "Which skills are missing, and who could help?",
                    ],
                },
            ],
            ..chat(
                ["ideakeskustelu", "idédiskussion", "idea-talk"],
                [
                    "Idean kehittäminen yhdessä",
                    "Att utveckla idén tillsammans",
                    "Developing the idea together",
                ],
            )
        },
        chat(
            ["kokeilu", "försök", "trial"],
            [
                "Pieni kokeilu: missä, milloin, mitä mitataan",
                "Ett litet försök: var, när och vad som mäts",
                "A small trial: where, when, what is measured",
            ],
        ),
    ],
};

pub(super) const EVENT: Template = Template {
    name: "event",
    kind: WorkspaceKind::Event,
    channels: &[
        announcements(),
        Channel {
            topics: &[
                Topic {
                    title: ["Ohjelma", "Program", "Programme"],
                    text: [
                        "Aika, paikka ja ohjelma. Kysy tästä.",
                        "Tid, plats och program. Fråga här.",
                        "Time, place and programme. Ask here.",
                    ],
                },
                Topic {
                    title: ["Kyydit ja perilletulo", "Skjuts och ankomst", "Getting there"],
                    text: [
                        "Kuka tarvitsee kyydin, kuka tarjoaa?",
                        "Vem behöver skjuts, vem erbjuder?",
                        "Who needs a lift, who offers one?",
                    ],
                },
            ],
            ..general()
        },
        lead(
            ["järjestäjät", "arrangörer", "organisers"],
            [
                "Järjestäjien kesken; lisää jäsenet itse",
                "Bland arrangörerna; lägg själv till medlemmar",
                "Among the organisers; bring them in yourself",
            ],
        ),
    ],
};
