//! The words of what the house tells one member of an item: a kind's own, and those of acts that are
//! of no kind.

use crate::{kinds, store::notices::Note};

/// In fi, sv or en.
pub(super) fn words(note: &Note, language: &str) -> &'static str {
    let of_kind = kinds::find(&note.kind).ok().and_then(|kind| kind.told(&note.text));
    let [fi, sv, en] = of_kind.or_else(|| of_house(&note.text)).unwrap_or(SOMETHING);
    match language {
        "sv" => sv,
        "en" => en,
        _ => fi,
    }
}

const SOMETHING: [&str; 3] =
    ["Sinulle on tietoa", "Det finns något för dig", "There is news for you"];

fn of_house(text: &str) -> Option<[&'static str; 3]> {
    Some(match text {
        "shared_corrected" => [
            "Jakamaasi sisältöä on korjattu",
            "Något som du har delat har rättats",
            "Something that you shared was corrected",
        ],
        "copy_told" => [
            "Mallistasi kerrottiin tulos",
            "Ett resultat av din modell har berättats",
            "A result of your model was told",
        ],
        "asked_question" => {
            ["Verkosto kysyy sinulta", "Nätverket frågar dig", "The network asks you"]
        }
        "asked_host" => [
            "Olet vuorossa: kysymys odottaa vastausta",
            "Du har tur: en fråga väntar på svar",
            "It is your turn: a question waits for an answer",
        ],
        _ => return None,
    })
}
