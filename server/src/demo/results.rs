//! What came of the demonstration's talk: recorded by one, confirmed by another, as it would have
//! been a little after the talk itself.

use talkoo_protocol::{
    Action, OutcomeId,
    activity::{AnswerOutcome, OutcomeDetails, OutcomePlace, RecordOutcome},
    http::ItemsQuery,
};

use super::seeding::Seeding;
use crate::{
    actions::read,
    error::Failure,
    kind::demo::{When, at},
};

struct Result {
    channel: &'static str,
    /// Of the topic.
    title: &'static str,
    kind: &'static str,
    by: &'static str,
    with: &'static str,
    when: When,
    words: &'static str,
    theme: &'static str,
    region: &'static str,
    saved: Option<(f64, &'static str)>,
    /// When the other party confirmed it.
    confirmed: Option<When>,
}

const fn result(
    channel: &'static str,
    title: &'static str,
    kind: &'static str,
    people: [&'static str; 2],
    when: When,
) -> Result {
    let [by, with] = people;
    let (words, theme, region) = ("", "", "");
    let (saved, confirmed) = (None, None);
    Result { channel, title, kind, by, with, when, words, theme, region, saved, confirmed }
}

const RESULTS: &[Result] = &[
    Result {
        words: "Kunta ottaa ympäristön mittaamisen mukaan valaistuksen suunnitteluun.",
        theme: "tapaturmat",
        region: "19",
        confirmed: Some(at(8, 9, 5)),
        ..result(
            "kysy-verkostolta",
            "Koulupihan valaistus ja ilkivalta",
            "adopted",
            ["eero", "hanna"],
            at(9, 11, 40),
        )
    },
    Result {
        words: "Sovimme yhteisestä jalkautumisesta koulukuljetusten aikaan.",
        theme: "yhteiskuntarauha",
        region: "19",
        ..result(
            "kysy-verkostolta",
            "Nuoret, jotka eivät käy nuorisotilalla",
            "agreed",
            ["juha", "siiri"],
            at(1, 9, 40),
        )
    },
    Result {
        words: "Naapuruussovittelusta on luonnos, jota kolme organisaatiota kommentoi.",
        theme: "yhteiskuntarauha",
        region: "",
        confirmed: Some(at(6, 10, 0)),
        ..result(
            "mallien-kehittäminen",
            "Naapuruussovittelu taloyhtiössä",
            "produced",
            ["noora", "hanna"],
            at(7, 9, 0),
        )
    },
    Result {
        words: "Kimppakyyti korvaa bussivuoron tiistaisin.",
        theme: "tunne-ja-apu",
        region: "19",
        confirmed: Some(at(1, 8, 40)),
        ..result(
            "harva-alueet",
            "Iltakyyti, kun bussivuoro lakkaa",
            "piloted",
            ["oskari", "siiri"],
            at(1, 8, 30),
        )
    },
    Result {
        words: "Kuljettajien ajoa viikossa, kun kyydit yhdistettiin.",
        theme: "tunne-ja-apu",
        region: "19",
        saved: Some((180.0, "km")),
        ..result(
            "harva-alueet",
            "Iltakyyti, kun bussivuoro lakkaa",
            "saved",
            ["noora", "siiri"],
            at(1, 9, 0),
        )
    },
    Result {
        words: "Kylätalon varavoima ja puhelinketju käydään läpi pelastuslaitoksen kanssa.",
        theme: "tapaturmat",
        region: "19",
        confirmed: Some(at(2, 9, 15)),
        ..result(
            "harva-alueet",
            "Yhdeksän tuntia ilman sähköä",
            "agreed",
            ["noora", "juha"],
            at(3, 9, 10),
        )
    },
];

pub(super) async fn tell(seeding: &mut Seeding) -> std::result::Result<(), Failure> {
    for one in RESULTS {
        let (channel, by) = (seeding.channel(one.channel)?, seeding.member(one.by)?);
        let page = read::items(&seeding.app, by, channel, &ItemsQuery::default()).await?;
        let Some(item) = page.items.iter().find(|item| item.title == one.title) else { continue };
        let details = OutcomeDetails {
            with: vec![seeding.member(one.with)?],
            region: Some(one.region.to_owned()),
            theme: Some(one.theme.to_owned()),
            words: one.words.to_owned(),
            amount: one.saved.map(|(amount, _)| amount),
            unit: one.saved.map(|(_, unit)| unit.to_owned()),
            ..OutcomeDetails::default()
        };
        let record = RecordOutcome {
            kind: one.kind.to_owned(),
            place: OutcomePlace::Item(item.id),
            details,
        };
        let record = Action::RecordOutcome(Box::new(record));
        let outcome = OutcomeId(seeding.act(one.by, Some(one.when), record).await?.id);
        if let Some(when) = one.confirmed {
            let answer = AnswerOutcome { outcome, confirm: true };
            seeding.act(one.with, Some(when), Action::AnswerOutcome(answer)).await?;
        }
    }
    Ok(())
}
