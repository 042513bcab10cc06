//! Every frame that a client says, each at least once.

use std::collections::BTreeMap;

use serde_json::json;

use super::sample::{aino, client_id, eero, general, hall, id, ministry, picture, said, topic};
use crate::activity::{
    AnswerOutcome, ChangeOutcome, MakeFeed, OutcomeDetails, OutcomePlace, RecordOutcome,
    RevokeFeed, WithdrawOutcome,
};
use crate::administration::{
    ChangeNetwork, ChangeOffice, HandleFeedback, ImportMembers, SendFeedback,
};
use crate::bringing::BringItems;
use crate::copies::CopyItem;
use crate::invitations::{
    BeginMove, CancelRequest, DecideRequests, InvitationLink, Invite, RequestToJoin,
    RevokeInvitation, UseInvitation,
};
use crate::peer::{AskNetwork, HandOverDuty, HelpNetwork, MarkSolution, PlanDuty, PutAwayAsk};
use crate::publishing::{HoldItem, SendNewsletter, TakeSource};
use crate::workspaces::{
    ArrangeChannel, AskGlass, BreakGlass, ConfigureWorkspace, FoundWorkspace, HandOver, MendGlass,
};
use crate::{
    Action, Command, Depth, Follow, Goal, LiveFrame, MoveTalk, Subject, Talk,
    command::Place,
    files::DescribeFile,
    moderation::{
        AnswerDirect, AppealReport, Block, ClaimReport, DecideReport, HideReported, Report,
        ReportSubject, RestoreReported, Unblock,
    },
};

pub(super) fn live() -> Vec<LiveFrame> {
    vec![
        LiveFrame::SignIn { token: "kZ0".to_owned() },
        LiveFrame::Resume {
            reference: 2,
            epoch: id(9, 1),
            cursors: BTreeMap::from([(general().into(), 42), (hall().into(), 7)]),
            depth: Depth::Light,
            full: vec![general().into()],
        },
        LiveFrame::Subscribe { reference: 1, streams: vec![general().into()], depth: Depth::Full },
        LiveFrame::Unsubscribe { streams: vec![general().into()] },
        LiveFrame::WatchPresence { members: vec![aino(), eero()] },
        LiveFrame::Presence { active: false },
        LiveFrame::Typing { channel: general(), item: topic() },
        LiveFrame::Ping,
    ]
}

pub(super) fn commands() -> Vec<Command> {
    let mut commands: Vec<Command> = actions().into_iter().map(command).collect();
    commands.push(Command {
        if_changed_seq: Some(45),
        ..command(Action::DeleteItem { item: topic() })
    });
    commands
}

fn command(action: Action) -> Command {
    Command { reference: 7, client_id: client_id(), if_changed_seq: None, action }
}

fn actions() -> Vec<Action> {
    let mut actions = about_messages();
    actions.extend(about_items());
    actions.extend(about_places());
    actions.extend(about_the_network());
    actions.extend(about_care());
    actions.extend(about_outcomes());
    actions.extend(about_workspaces());
    actions.extend(super::arrivals::actions());
    actions.extend(about_coming_in());
    actions.extend(super::people::actions());
    actions.extend(super::tags::actions());
    actions.extend(super::push::actions());
    actions
}

fn about_messages() -> Vec<Action> {
    let (message, channel) = (said(), general());
    vec![
        Action::Send {
            channel,
            item: Some(topic()),
            text: "Moi".to_owned(),
            body: Some(json!({"grade": 4})),
            quote: Some(message),
            spoken_as: Some(ministry()),
            files: vec![picture().id],
        },
        Action::Send {
            channel,
            item: None,
            text: "Moi".to_owned(),
            body: None,
            quote: None,
            spoken_as: None,
            files: Vec::new(),
        },
        Action::Edit { message, text: "Moi!".to_owned(), body: None },
        Action::Delete { message },
        Action::React { message, emoji: "👍".to_owned() },
        Action::Unreact { message, emoji: "👍".to_owned() },
        Action::Pin { message },
        Action::Unpin { message },
        Action::MarkRead { channel, item: None, seq: 43 },
        Action::MarkUnread { channel, item: Some(topic()), seq: 41 },
        moving(Talk::Message(message), Goal::Item(topic()), false),
        moving(Talk::From(message), Goal::Topic { channel, title: "Reitti".to_owned() }, true),
        moving(Talk::Item(topic()), Goal::Channel(channel), false),
    ]
}

fn moving(what: Talk, to: Goal, notice: bool) -> Action {
    Action::MoveTalk(MoveTalk { what, to, notice })
}

fn about_items() -> Vec<Action> {
    vec![
        Action::CreateItem {
            channel: general(),
            title: "Turvallisuuskävely".to_owned(),
            text: Some("Reitti on liitteenä.".to_owned()),
            body: Some(json!({"theme": "koulu"})),
            spoken_as: Some(ministry()),
        },
        Action::ChangeItem { item: topic(), change: json!({"do": "resolve"}) },
        Action::DeleteItem { item: topic() },
        Action::BringItems(BringItems { import: id(13, 2) }),
        Action::CopyItem(CopyItem { item: topic(), channel: general() }),
        Action::HoldItem(HoldItem { item: topic(), holds: true, take_over: true }),
        Action::TakeSource(TakeSource { channel: general(), source: general(), takes: true }),
        Action::SendNewsletter(SendNewsletter {
            channel: general(),
            subject: "Kevään uutiskirje".to_owned(),
            words: "Hyvää kevättä!".to_owned(),
            items: vec![topic()],
        }),
    ]
}

fn about_places() -> Vec<Action> {
    let (workspace, channel, member) = (hall(), general(), eero());
    vec![
        Action::Follow { subject: Subject::Channel(channel), level: Follow::Watch },
        Action::Follow { subject: Subject::Item(topic()), level: Follow::Follow },
        Action::Follow { subject: Subject::Tag("nuoret".to_owned()), level: Follow::Mute },
        Action::Follow { subject: Subject::Member(member), level: Follow::Default },
        Action::Join { channel },
        Action::Leave { channel },
        Action::JoinWorkspace { workspace },
        Action::LeaveWorkspace { workspace },
        Action::AddMember {
            place: Place::Workspace(workspace),
            member,
            role: "facilitator".to_owned(),
        },
        Action::RemoveMember { place: Place::Channel(channel), member },
        Action::CreateWorkspace {
            name: "Verkoston aula".to_owned(),
            purpose: "Kaikkien yhteinen paikka".to_owned(),
            visibility: "open".to_owned(),
            region: Some("19".to_owned()),
        },
        Action::ChangeWorkspace {
            workspace,
            name: None,
            purpose: Some("Valmis".to_owned()),
            visibility: None,
            state: Some("archived".to_owned()),
        },
        Action::CreateChannel {
            workspace,
            kind: "chat".to_owned(),
            name: "koulut".to_owned(),
            topic: String::new(),
            visibility: "private".to_owned(),
        },
        Action::ChangeChannel {
            channel,
            name: Some("yleistä".to_owned()),
            topic: None,
            visibility: None,
            state: None,
            posting: Some("owners".to_owned()),
        },
        Action::OpenDirect { members: vec![aino(), eero()] },
        Action::EndSession { session: id(11, 1) },
        Action::DescribeFile(DescribeFile { file: picture().id, alt: picture().alt }),
    ]
}

fn about_the_network() -> Vec<Action> {
    vec![
        Action::ChangeNetwork(ChangeNetwork {
            version: 3,
            name: Some("Turvallisuusverkosto".to_owned()),
            retention_days: Some(0),
            ..ChangeNetwork::default()
        }),
        Action::ChangeOffice(ChangeOffice { member: eero(), office: "moderator".to_owned() }),
        Action::SendFeedback(SendFeedback {
            kind: "idea".to_owned(),
            words: "Haku voisi ehdottaa".to_owned(),
            page: "/browse".to_owned(),
        }),
        Action::HandleFeedback(HandleFeedback { feedback: id(12, 1), answer: "Kiitos".to_owned() }),
        Action::ImportMembers(ImportMembers { import: id(13, 1) }),
    ]
}

fn about_outcomes() -> Vec<Action> {
    let details = OutcomeDetails {
        with: vec![eero()],
        organisations: vec![ministry()],
        region: Some("19".to_owned()),
        theme: Some("tapaturmat".to_owned()),
        words: "Reitin korjaukset sovittiin".to_owned(),
        link: "https://example.fi/reitti".to_owned(),
        amount: None,
        unit: None,
    };
    let saved = OutcomeDetails {
        amount: Some(12.5),
        unit: Some("hours".to_owned()),
        ..OutcomeDetails::default()
    };
    let outcome = id(14, 1);
    vec![
        Action::RecordOutcome(Box::new(RecordOutcome {
            kind: "agreed".to_owned(),
            place: OutcomePlace::Message(said()),
            details,
        })),
        Action::ChangeOutcome(Box::new(ChangeOutcome { outcome, details: saved })),
        Action::AnswerOutcome(AnswerOutcome { outcome, confirm: true }),
        Action::WithdrawOutcome(WithdrawOutcome { outcome }),
        Action::MakeFeed(MakeFeed {
            token: "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA".to_owned(),
            channel: None,
            tag: Some("nuoret".to_owned()),
        }),
        Action::RevokeFeed(RevokeFeed { feed: id(15, 1) }),
        Action::AskNetwork(AskNetwork { item: topic(), competence: "sovittelu".to_owned() }),
        Action::HelpNetwork(HelpNetwork { willing: true }),
        Action::PutAwayAsk(PutAwayAsk { item: topic() }),
        Action::MarkSolution(MarkSolution { item: topic(), message: Some(said()) }),
        Action::PlanDuty(PlanDuty { hosts: vec![eero()] }),
        Action::HandOverDuty(HandOverDuty { week: "2026-11-23".to_owned(), to: eero() }),
    ]
}

fn about_care() -> Vec<Action> {
    let (channel, report) = (general(), id(10, 1));
    vec![
        Action::Block(Block { member: eero() }),
        Action::Unblock(Unblock { member: eero() }),
        Action::AnswerDirect(AnswerDirect { channel, accept: true }),
        Action::Report(Report {
            subject: ReportSubject::Message(said()),
            reason: "other".to_owned(),
            words: "Ei kuulu tänne.".to_owned(),
        }),
        Action::ClaimReport(ClaimReport { report }),
        Action::HideReported(HideReported { report }),
        Action::RestoreReported(RestoreReported { report }),
        Action::DecideReport(DecideReport {
            report,
            outcome: "upheld".to_owned(),
            reason: "Viesti loukkasi toista jäsentä.".to_owned(),
        }),
        Action::AppealReport(AppealReport { report, words: "Lainasin toista.".to_owned() }),
    ]
}

fn about_workspaces() -> Vec<Action> {
    let (workspace, channel, member) = (hall(), general(), eero());
    vec![
        Action::FoundWorkspace(FoundWorkspace {
            name: "Kuusivaaran turvallisuussuunnitelma".to_owned(),
            purpose: "Kunnan suunnitelma yhdessä".to_owned(),
            visibility: "by_request".to_owned(),
            kind: Some("region".to_owned()),
            region: Some("19".to_owned()),
            tags: vec!["lappi".to_owned()],
            template: Some("plan".to_owned()),
            language: Some("fi".to_owned()),
        }),
        Action::ConfigureWorkspace(ConfigureWorkspace {
            workspace,
            kind: None,
            region: Some(String::new()),
            tags: Some(vec!["nuoret".to_owned()]),
            step_up: Some(false),
            retention_days: Some(365),
            push_shows: Some("sender".to_owned()),
        }),
        Action::HandOver(HandOver { workspace, member, afterwards: "facilitator".to_owned() }),
        Action::ArrangeChannel(ArrangeChannel { channel, section: "Työ".to_owned(), after: None }),
        Action::AskGlass(AskGlass { workspace, reason: "Ilmoitus väärinkäytöstä".to_owned() }),
        Action::BreakGlass(BreakGlass { glass: id(12, 1) }),
        Action::MendGlass(MendGlass { glass: id(12, 1) }),
    ]
}

fn about_coming_in() -> Vec<Action> {
    let (workspace, token) = (hall(), "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA".to_owned());
    vec![
        Action::Invite(Invite {
            place: None,
            role: "member".to_owned(),
            links: vec![InvitationLink { token: token.clone(), email: None }],
            days: None,
            most: None,
            note: String::new(),
            language: String::new(),
        }),
        Action::Invite(Invite {
            place: Some(Place::Channel(general())),
            role: "guest".to_owned(),
            links: vec![InvitationLink {
                token: token.clone(),
                email: Some("siiri@esimerkki.example".to_owned()),
            }],
            days: Some(7),
            most: Some(1),
            note: "Kevään seminaari".to_owned(),
            language: "sv".to_owned(),
        }),
        Action::RevokeInvitation(RevokeInvitation { invitation: id(12, 1) }),
        Action::UseInvitation(UseInvitation { token: token.clone() }),
        Action::RequestToJoin(RequestToJoin { workspace, text: "Teen samaa työtä".to_owned() }),
        Action::CancelRequest(CancelRequest { workspace }),
        Action::DecideRequests(DecideRequests {
            workspace,
            members: vec![aino(), eero()],
            approve: true,
        }),
        Action::BeginMove(BeginMove { token }),
    ]
}
