//! Writes the TypeScript form of every shape to the web client, and fails when it drifts. Run
//! `make types` to refresh it.

use std::fmt::Write as _;

use ts_rs::{Config, TS};

use crate::{
    activity::*, administration::*, arrivals::*, bringing::*, command::*, content::*, copies::*,
    event::*, files::*, frame::*, http::*, ids::*, invitations::*, limits::*, links::*, moving::*,
    notices::*, own_feed::*, people::*, places::*, push::*, refusal::*, report::*, tags::*,
    workspaces::*,
};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../web-client/src/wire/protocol.gen.ts");

macro_rules! declare {
    ($config:expr, $($shape:ty),* $(,)?) => {
        vec![$(<$shape as TS>::decl($config)),*]
    };
}

mod finding;
mod moderation;
mod peer;
mod publishing;

/// Tags, the inbox and notices.
fn tags(config: &Config) -> Vec<String> {
    declare!(
        config,
        TagView,
        ChangeTag,
        MergeTag,
        TagBody,
        TagCount,
        TagUse,
        TagQuery,
        ChangeNotices,
        QuietHours,
        NoticesBody,
        MarkMany,
        MarkPlace,
        InboxBody,
        InboxRow,
        Cause,
        FeedWhy,
        FeedRung,
        FeedWeights,
        OwnFeedSettings,
        ChangeOwnFeed,
        OwnFeedBody,
        FeedInterest,
        FeedQuery,
        FeedBody,
        FeedRow,
        FeedReason,
    )
}

/// The log and what came of it.
fn activity(config: &Config) -> Vec<String> {
    declare!(
        config,
        ActivityQuery,
        ActivityPage,
        ActivityRow,
        PlaceName,
        RecordOutcome,
        OutcomePlace,
        OutcomeDetails,
        ChangeOutcome,
        AnswerOutcome,
        WithdrawOutcome,
        OutcomeView,
        MakeFeed,
        RevokeFeed,
        FeedView,
        ReportQuery,
        ReportBody,
        ReportPeople,
        ReportWeek,
        ReportQuestions,
        ReportPlace,
        ReportOutcomes,
    )
}

/// Shapes of coming in.
fn arrivals(config: &Config) -> Vec<String> {
    declare!(
        config,
        EntranceBody,
        OrganisationName,
        ApplyBody,
        LetterBody,
        LetterWanted,
        PasswordBody,
        OwnApplication,
        ApplicationView,
        Named,
        ApplicationsQuery,
        TermsBody,
        AbsentView,
        HandleApplication,
        DecideApplications,
        RemindMembers,
        AcceptTerms,
        PublishTerms,
        EndOtherSessions,
    )
}

/// Who is in the network.
fn people(config: &Config) -> Vec<String> {
    declare!(
        config,
        ChangePicture,
        ChangeProfile,
        AddAffiliation,
        ChangeAffiliation,
        Affiliated,
        SetCompetence,
        Endorsing,
        CompetenceView,
        CreateOrganisation,
        ChangeOrganisation,
        Parting,
        Successor,
        ProfileBody,
        AccountView,
        CompetenceLevel,
        AffiliationSpan,
        DirectoryQuery,
        DirectoryPage,
        DirectoryEntry,
        OrganisationsQuery,
        OrganisationRow,
        OrganisationBody,
        DutiesBody,
        Duty,
    )
}

fn copies(config: &Config) -> Vec<String> {
    declare!(
        config,
        CopyItem,
        CopiesBody,
        CopiesIn,
        CopyView,
        BringItems,
        BringBody,
        BroughtFile,
        BringView,
        BroughtLine,
        BroughtProblem,
        LinksBody,
        Backlink,
    )
}

#[expect(clippy::too_many_lines, reason = "a list of shapes")]
fn generated() -> String {
    let config = Config::new().with_large_int("number");
    let mut text = String::from(
        "// Made from the protocol crate by `make types`; do not edit by hand.\n\n\
         export type JsonValue =\n  | null\n  | boolean\n  | number\n  | string\n  | JsonValue[]\n  | { [key: string]: JsonValue };\n",
    );
    let mut declarations = declare!(
        &config,
        StreamId,
        MemberId,
        OrganisationId,
        WorkspaceId,
        ChannelId,
        ItemId,
        MessageId,
        FileId,
        SessionId,
        InvitationId,
        SavedSearchId,
        MoveId,
        ConnectionId,
        ClientId,
        FeedbackId,
        ImportId,
        Epoch,
        ApplicationId,
        OutcomeId,
        FeedId,
        Limits,
        Action,
        Command,
        Place,
        Subject,
        Follow,
        MoveTalk,
        Talk,
        Goal,
        Left,
        LiveFrame,
        Depth,
        ServerFrame,
        Hello,
        Ack,
        PresenceView,
        Presence,
        Event,
        Content,
        LightEvent,
        Said,
        Verb,
        MessageView,
        ReactionView,
        FileView,
        FileState,
        NewUpload,
        UploadView,
        DescribeFile,
        ItemView,
        MarkView,
        UnreadView,
        UnreadItemView,
        WorkspaceView,
        ChannelView,
        StandingView,
        MemberView,
        AffiliationView,
        OrganisationView,
        Words,
        Refusal,
        Retry,
        Code,
        SignInBody,
        SignInLinkBody,
        SignedIn,
        SessionView,
        StartBody,
        StreamView,
        FollowView,
        EventsPage,
        MessagesPage,
        ItemsPage,
        MessagePlace,
        FormerText,
        PlaceMember,
        UnreadBody,
        WorkspaceCard,
        DemoBody,
        DemoPerson,
        ItemsQuery,
        MessagesQuery,
        MembersQuery,
    );
    let others =
        [administration, moderation::shapes, about_workspaces, arrivals, coming_in, people];
    let others = others.into_iter().chain([
        push,
        tags,
        finding::search,
        copies,
        publishing::shapes,
        activity,
    ]);
    declarations.extend(others.flat_map(|some| some(&config)));
    declarations.extend(peer::shapes(&config));
    for declaration in declarations {
        let _ = write!(text, "\nexport {declaration}\n");
    }
    write_constants(&mut text);
    text
}

fn write_constants(text: &mut String) {
    let codes: Vec<String> = crate::close::CloseCode::ALL
        .iter()
        .map(|close| {
            format!(
                "  {}: {{ reason: \"{}\", resume: {} }},",
                close.code, close.reason, close.resume
            )
        })
        .collect();
    let _ = write!(
        text,
        "\nexport const closeCodes: Record<number, {{ reason: string; resume: boolean }}> = {{\n{}\n}};\n",
        codes.join("\n")
    );
    let _ = write!(text, "\nexport const protocolVersion = {};\n", crate::VERSION);
}

fn administration(config: &Config) -> Vec<String> {
    declare!(
        config,
        NetworkView,
        ChangeNetwork,
        ChangeOffice,
        SendFeedback,
        HandleFeedback,
        ImportMembers,
        OverviewBody,
        WaitView,
        AdminMembersQuery,
        AdminMembersPage,
        AdminMember,
        AdminOrganisation,
        AdminWorkspacesQuery,
        AdminWorkspacesPage,
        AdminWorkspace,
        StorageBody,
        TableView,
        SettingsBody,
        NodeView,
        AuditQuery,
        AuditPage,
        AuditLineView,
        ChainView,
        FeedbackView,
        ImportBody,
        ImportView,
        ImportColumn,
        ImportLine,
        ImportProblem,
        ImportLink,
    )
}

fn about_workspaces(config: &Config) -> Vec<String> {
    declare!(
        config,
        WorkspacesQuery,
        FoundWorkspace,
        ConfigureWorkspace,
        HandOver,
        ArrangeChannel,
        AskGlass,
        BreakGlass,
        MendGlass,
        EffectQuery,
        WorkspaceEffect,
        GlassView,
    )
}

fn push(config: &Config) -> Vec<String> {
    declare!(
        config,
        PushDeviceId,
        RegisterPush,
        ForgetPush,
        TestPush,
        PushBody,
        PushDeviceView,
        PushNotice,
    )
}

fn coming_in(config: &Config) -> Vec<String> {
    declare!(
        config,
        Invite,
        InvitationLink,
        RevokeInvitation,
        UseInvitation,
        RequestToJoin,
        CancelRequest,
        DecideRequests,
        BeginMove,
        TokenBody,
        InvitationCard,
        InvitationState,
        InvitationOffer,
        AcceptBody,
        InvitationView,
        InvitationUse,
        InvitationsBody,
        RequestsBody,
        OwnRequest,
        RequestQueue,
        RequestView,
        MoveCard,
        MoveBody,
    )
}

#[test]
#[expect(clippy::disallowed_methods, reason = "`make types` speaks to this test alone")]
fn typescript_types_are_those_of_the_protocol() {
    let fresh = generated();
    if std::env::var_os("TALKOO_WRITE_TYPES").is_some() {
        std::fs::write(FILE, &fresh).expect("the web client's folder is there");
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert_eq!(committed, fresh, "run `make types`");
}
