//! A large demonstration: a thousand invented people, their organisations, workspaces and channels,
//! drawn by a small fixed chance, so that each run makes the same network. Stored by a few statements:
//! by commands it would take a quarter of an hour.

use std::str::FromStr;

use uuid::Uuid;

use crate::{
    app::App,
    error::Fault,
    store::demo_size::{self, Channels, Organisations, People, Seats, Size, Talk, Workspaces},
};

const GIVEN: [&str; 24] = [
    "Aamu", "Aarne", "Aura", "Eelis", "Elsa", "Hilja", "Ilmari", "Impi", "Kaino", "Lempi", "Lumi",
    "Martta", "Onni", "Oiva", "Pihla", "Rauha", "Saimi", "Taimi", "Tapio", "Toivo", "Unto", "Urho",
    "Venla", "Åke",
];
/// Surnames are compounds that nobody bears.
const FIRST: [&str; 20] = [
    "Koe",
    "Näyte",
    "Malli",
    "Esimerkki",
    "Testi",
    "Kokeilu",
    "Luonnos",
    "Pilotti",
    "Harjoitus",
    "Kaavio",
    "Mittari",
    "Seuranta",
    "Verkko",
    "Turva",
    "Talkoo",
    "Otos",
    "Arvio",
    "Kuvaus",
    "Demo",
    "Rivi",
];
const SECOND: [&str; 20] = [
    "niemi", "ranta", "mäki", "salmi", "puro", "kallio", "vuori", "saari", "lahti", "koski", "oja",
    "suo", "aho", "harju", "korpi", "niitty", "lampi", "virta", "halla", "öljy",
];
const KINDS: [(&str, &str); 6] = [
    ("municipality", "kunta"),
    ("association", "ry"),
    ("authority", "laitos"),
    ("company", "Oy"),
    ("county", "hyvinvointialue"),
    ("university", "opisto"),
];
const TITLES: [&str; 6] =
    ["suunnittelija", "koordinaattori", "asiantuntija", "tutkija", "ohjaaja", "päällikkö"];
const TOPICS: [&str; 10] = [
    "yleinen",
    "kysymykset",
    "tapahtumat",
    "viestintä",
    "aineistot",
    "kokeilut",
    "alueet",
    "koulutus",
    "arki",
    "tulokset",
];
const REGIONS: [&str; 6] = ["01", "02", "06", "15", "17", "19"];
const SAYINGS: [&str; 5] = [
    "Hei kaikki, laitoin muistiinpanot ensi viikkoa varten.",
    "Onko kenelläkään kokemusta tästä pienellä paikkakunnalla?",
    "Meillä toimi, kun sovittiin vastuut heti alussa.",
    "Kiitos, tästä oli apua.",
    "Palataan tähän maanantaina.",
];
/// In how many channels of a workspace each of its members is.
const JOINED: usize = 5;
const SAID: usize = 10;

impl FromStr for Size {
    type Err = String;

    /// `members=1000,workspaces=200,channels=2000`; what is not named has this default.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut size = Self { members: 1_000, workspaces: 200, channels: 2_000 };
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let (name, count) =
                part.split_once('=').ok_or_else(|| format!("{part} is no count"))?;
            let count: usize = count.parse().map_err(|_| format!("{count} is no number"))?;
            if !(1..=1_000_000).contains(&count) {
                return Err(format!("{name}: 1 to 1000000"));
            }
            match name {
                "members" => size.members = count,
                "workspaces" => size.workspaces = count,
                "channels" => size.channels = count,
                _ => return Err(format!("{name}: members, workspaces or channels")),
            }
        }
        Ok(size)
    }
}

/// Makes all of it in one transaction.
pub(super) async fn grow(app: &App, size: Size) -> Result<(), Fault> {
    let mut draw = Draw(0x7461_6c6b_6f6f);
    let organisations = organisations(app, size.members.div_ceil(10));
    let people = people(app, size.members, &organisations, &mut draw);
    let workspaces = workspaces(app, size.workspaces);
    let channels = channels(app, size.channels, &workspaces);
    let seats = seats(&people, &workspaces, &channels, &mut draw);
    let talk = talk(app, &channels, &people, &mut draw);
    let mut write = app.store.write().await?;
    demo_size::begin(&mut write).await?;
    demo_size::organisations(&mut write, &organisations).await?;
    demo_size::people(&mut write, &people).await?;
    demo_size::workspaces(&mut write, &workspaces).await?;
    demo_size::channels(&mut write, &channels).await?;
    demo_size::seats(&mut write, &seats).await?;
    demo_size::talk(&mut write, &talk).await?;
    Ok(write.commit().await?)
}

/// Chance that is the same every time (xorshift64*).
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or(0) % bound.max(1)
    }
}

fn new_ids(app: &App, count: usize) -> Vec<Uuid> {
    (0..count).map(|_| app.clock.new_id()).collect()
}

fn surname(number: usize) -> String {
    format!("{}{}", FIRST[number % FIRST.len()], SECOND[number / FIRST.len() % SECOND.len()])
}

fn organisations(app: &App, count: usize) -> Organisations {
    let name = |number: usize| {
        let (_, sort) = KINDS[number % KINDS.len()];
        format!("{}n demo-{sort} {}", surname(number * 7), number + 1)
    };
    Organisations {
        ids: new_ids(app, count),
        names: (0..count).map(name).collect(),
        kinds: (0..count).map(|number| KINDS[number % KINDS.len()].0.to_owned()).collect(),
        regions: (0..count).map(|number| REGIONS[number % REGIONS.len()].to_owned()).collect(),
    }
}

fn people(app: &App, count: usize, organisations: &Organisations, draw: &mut Draw) -> People {
    let mut people = People { ids: new_ids(app, count), ..People::default() };
    for number in 0..count {
        people.given.push(GIVEN[draw.below(GIVEN.len())].to_owned());
        people.family.push(surname(draw.below(FIRST.len() * SECOND.len())));
        people.emails.push(format!("jasen{}@suuri-esittely.example", number + 1));
        people.titles.push(TITLES[draw.below(TITLES.len())].to_owned());
        people.regions.push(REGIONS[draw.below(REGIONS.len())].to_owned());
        people.organisations.push(organisations.ids[number % organisations.ids.len()]);
    }
    people
}

fn workspaces(app: &App, count: usize) -> Workspaces {
    // Every fourth is invited, every tenth by request: lists are not all of one sort.
    let visibility = |number: usize| match number {
        _ if number % 10 == 9 => "by_request",
        _ if number % 4 == 3 => "invited",
        _ => "open",
    };
    Workspaces {
        ids: new_ids(app, count),
        names: (0..count).map(|n| format!("{}n verkosto {}", surname(n * 3), n + 1)).collect(),
        visibilities: (0..count).map(|number| visibility(number).to_owned()).collect(),
    }
}

fn channels(app: &App, count: usize, workspaces: &Workspaces) -> Channels {
    let homes = workspaces.ids.len();
    let name = |number: usize| {
        let (topic, round) = (number / homes % TOPICS.len(), number / homes / TOPICS.len());
        let topic = TOPICS[topic];
        if round == 0 { topic.to_owned() } else { format!("{topic}-{}", round + 1) }
    };
    Channels {
        ids: new_ids(app, count),
        main_items: new_ids(app, count),
        workspaces: (0..count).map(|number| workspaces.ids[number % homes]).collect(),
        names: (0..count).map(name).collect(),
        positions: (0..count).map(|n| i32::try_from(n / homes).unwrap_or(i32::MAX)).collect(),
    }
}

/// Each member is in a few workspaces, the first ones in many; the first of each workspace owns it.
fn seats(people: &People, workspaces: &Workspaces, channels: &Channels, draw: &mut Draw) -> Seats {
    let homes = workspaces.ids.len();
    let mut seats = Seats::default();
    let mut sit = |place: usize, member: Uuid, role: &str| {
        seats.workspaces.push(workspaces.ids[place]);
        seats.members.push(member);
        seats.roles.push(role.to_owned());
        for channel in channels.ids.iter().skip(place).step_by(homes).take(JOINED) {
            seats.channels.push(*channel);
            seats.sitting.push(member);
        }
    };
    for place in 0..homes {
        sit(place, people.ids[place % people.ids.len()], "owner");
    }
    for (number, member) in people.ids.iter().enumerate() {
        let many = if number % 50 == 0 { homes.min(40) } else { homes.min(5) };
        let first = draw.below(homes);
        for step in 0..many {
            sit((first + step * 7) % homes, *member, "member");
        }
    }
    seats
}

fn talk(app: &App, channels: &Channels, people: &People, draw: &mut Draw) -> Talk {
    let mut talk = Talk { ids: new_ids(app, channels.ids.len() * SAID), ..Talk::default() };
    for (channel, item) in channels.ids.iter().zip(&channels.main_items) {
        for number in 1..=SAID {
            talk.channels.push(*channel);
            talk.items.push(*item);
            talk.seqs.push(i64::try_from(number).unwrap_or(i64::MAX));
            talk.authors.push(people.ids[draw.below(people.ids.len())]);
            talk.texts.push(SAYINGS[draw.below(SAYINGS.len())].to_owned());
        }
    }
    talk
}

#[cfg(test)]
mod tests {
    use super::Size;

    #[test]
    fn a_size_is_read_from_words() {
        let check = |text: &str, expected: Option<[usize; 3]>| {
            let size = text.parse::<Size>().ok();
            assert_eq!(size.map(|one| [one.members, one.workspaces, one.channels]), expected);
        };
        check("", Some([1_000, 200, 2_000]));
        check("members=10,workspaces=2,channels=4", Some([10, 2, 4]));
        check("members=10", Some([10, 200, 2_000]));
        for bad in ["members", "members=x", "members=0", "people=1"] {
            check(bad, None);
        }
    }
}
