//! What waits for somebody's decision in the demonstration: requests to be let in, and links by which
//! people have been invited. Nobody holds the secrets of these links.

use talkoo_protocol::{
    Action,
    command::Place,
    invitations::{InvitationLink, Invite, RequestToJoin},
};

use super::seeding::Seeding;
use crate::{actions::sign_in::Token, clock::Clock, error::Failure};

/// Who asks to be let in where, with which words.
const REQUESTS: &[(&str, &str, &str)] = &[
    (
        "marko",
        "Kouluturvallisuuden kehittäjät",
        "Yrityksemme on kahden koulun naapuri. Haluaisin kuulla turvakävelyistä ja tulla mukaan.",
    ),
    (
        "oskari",
        "Kouluturvallisuuden kehittäjät",
        "Meillä kylätalo ja koulu jakavat pihan, ja valaistusta uusitaan syksyllä.",
    ),
    ("leena", "Kouluturvallisuuden kehittäjät", ""),
];

/// Who has made a link where, for how many, with which note.
const LINKS: &[(&str, &str, u32, &str)] = &[
    ("siiri", "Idea: kylän avunpyyntökanava", 15, "Kyläillan osallistujat"),
    ("birgitta", "Kouluturvallisuuden kehittäjät", 40, "Säkerhetsvandringens deltagare"),
];

pub(super) async fn tell(seeding: &mut Seeding) -> Result<(), Failure> {
    for (by, name, words) in REQUESTS {
        let workspace = seeding.workspace_of(name)?;
        let request = RequestToJoin { workspace, text: (*words).to_owned() };
        seeding.act(by, None, Action::RequestToJoin(request)).await?;
    }
    for (by, name, most, note) in LINKS {
        let workspace = seeding.workspace_of(name)?;
        let token = Token::new(Clock::new()).text();
        let invite = Invite {
            place: Some(Place::Workspace(workspace)),
            role: "member".to_owned(),
            links: vec![InvitationLink { token, email: None }],
            days: None,
            most: Some(*most),
            note: (*note).to_owned(),
            language: String::new(),
        };
        seeding.act(by, None, Action::Invite(invite)).await?;
    }
    Ok(())
}
