//! What a client asks to happen. A [`Command`] is the same over the socket and over HTTP; it is
//! known by its `client_id`, so it may be repeated until it is answered and happens once.

use serde_json::Value;

use crate::activity::{
    AnswerOutcome, ChangeOutcome, MakeFeed, RecordOutcome, RevokeFeed, WithdrawOutcome,
};
use crate::administration::{
    ChangeNetwork, ChangeOffice, HandleFeedback, ImportMembers, SendFeedback,
};
use crate::arrivals::{
    AcceptTerms, DecideApplications, EndOtherSessions, HandleApplication, PublishTerms,
    RemindMembers,
};
use crate::bringing::BringItems;
use crate::copies::CopyItem;
use crate::files::DescribeFile;
use crate::ids::{
    ChannelId, ClientId, FileId, ItemId, MemberId, MessageId, OrganisationId, Seq, SessionId,
    WorkspaceId,
};
use crate::invitations::{
    BeginMove, CancelRequest, DecideRequests, Invite, RequestToJoin, RevokeInvitation,
    UseInvitation,
};
use crate::moderation::{
    AnswerDirect, AppealReport, Block, ClaimReport, DecideReport, HideReported, Report,
    RestoreReported, Unblock,
};
use crate::moving::MoveTalk;
use crate::notices::{ChangeNotices, MarkMany};
use crate::own_feed::ChangeOwnFeed;
use crate::peer::{AskNetwork, HandOverDuty, HelpNetwork, MarkSolution, PlanDuty, PutAwayAsk};
use crate::people::{
    AddAffiliation, Affiliated, ChangeAffiliation, ChangeOrganisation, ChangePicture,
    ChangeProfile, CompetenceView, CreateOrganisation, Endorsing, Parting, SetCompetence,
};
use crate::publishing::{HoldItem, SendNewsletter, TakeSource};
use crate::push::{ForgetPush, RegisterPush, TestPush};
use crate::search::{ChangeSearch, RemoveSearch, SaveSearch};
use crate::tags::{ChangeTag, MergeTag};
use crate::workspaces::{
    ArrangeChannel, AskGlass, BreakGlass, ConfigureWorkspace, FoundWorkspace, HandOver, MendGlass,
};

shapes! {
    /// A writing command. Example:
    /// `{"t":"send","ref":7,"client_id":"…","channel":"…","item":"…","text":"Hei"}`
    pub struct Command {
        /// The client's number for this frame; the answer carries it. Means nothing over HTTP.
        #[serde(rename = "ref", default)]
        pub reference: u32,
        pub client_id: ClientId,
        /// Refuse with `conflict` when the item has changed after this seq.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub if_changed_seq: Option<Seq>,
        #[serde(flatten)]
        pub action: Action,
    }

    /// What a command does.
    #[serde(tag = "t", rename_all = "snake_case")]
    pub enum Action {
        /// Write a message under an item. `item` absent: the channel's main item.
        Send {
            channel: ChannelId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            item: Option<ItemId>,
            #[serde(default)]
            text: String,
            /// What only the channel's kind understands: a vote, a grade.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            body: Option<Value>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            quote: Option<MessageId>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            spoken_as: Option<OrganisationId>,
            /// Uploaded files of one's own that nothing carries yet, in the order of showing.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[cfg_attr(test, ts(as = "Option<_>", optional))]
            files: Vec<FileId>,
        },
        /// Replace the text of one's own message; the former text is kept for 30 days.
        Edit {
            message: MessageId,
            text: String,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            body: Option<Value>,
        },
        /// Remove a message; its place stays.
        Delete { message: MessageId },
        /// Add one's reaction.
        React { message: MessageId, emoji: String },
        /// Take one's reaction back.
        Unreact { message: MessageId, emoji: String },
        Pin { message: MessageId },
        Unpin { message: MessageId },
        /// Make an item: a topic, an article, a card. The kind checks `body`.
        CreateItem {
            channel: ChannelId,
            title: String,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            text: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            body: Option<Value>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            spoken_as: Option<OrganisationId>,
        },
        /// Change an item by a command that its kind understands, `{"do": "resolve"}`.
        ChangeItem { item: ItemId, change: Value },
        /// Take an item into use: a copy of one's own elsewhere.
        CopyItem(CopyItem),
        /// Make drafts of what was read from files and is new here.
        BringItems(BringItems),
        /// Say that one is writing in an item, or no more.
        HoldItem(HoldItem),
        DeleteItem { item: ItemId },
        /// Everything up to `seq` has been seen, in the channel or in one item of it. Only raises.
        MarkRead {
            channel: ChannelId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            item: Option<ItemId>,
            seq: Seq,
        },
        /// From `seq` on it is unread again. Lowers.
        MarkUnread {
            channel: ChannelId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            item: Option<ItemId>,
            seq: Seq,
        },
        /// Mark several things as read, or as unread again.
        MarkMany(MarkMany),
        /// Set how closely one follows a thing.
        Follow { subject: Subject, level: Follow },
        /// Say when and of what one wants to be told.
        ChangeNotices(Box<ChangeNotices>),
        /// Say how one wants one's own feed.
        ChangeOwnFeed(ChangeOwnFeed),
        /// Keep a query under a name; answered with its id.
        SaveSearch(SaveSearch),
        /// Rename what one keeps, ask something else, follow it or cease to.
        ChangeSearch(ChangeSearch),
        RemoveSearch(RemoveSearch),
        /// Rename a tag, say what it is found by and where it belongs.
        ChangeTag(Box<ChangeTag>),
        /// Make two tags one.
        MergeTag(MergeTag),
        /// Become a member of a channel that one may read.
        Join { channel: ChannelId },
        Leave { channel: ChannelId },
        JoinWorkspace { workspace: WorkspaceId },
        LeaveWorkspace { workspace: WorkspaceId },
        /// Bring a member in, or give another role.
        AddMember { place: Place, member: MemberId, role: String },
        RemoveMember { place: Place, member: MemberId },
        CreateWorkspace {
            name: String,
            purpose: String,
            /// `open`, `by_request`, `invited` or `secret`.
            visibility: String,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            region: Option<String>,
        },
        ChangeWorkspace {
            workspace: WorkspaceId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            name: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            purpose: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            visibility: Option<String>,
            /// `preparing`, `active` or `archived`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            state: Option<String>,
        },
        CreateChannel {
            workspace: WorkspaceId,
            kind: String,
            name: String,
            #[serde(default)]
            topic: String,
            /// `public` (in the workspace) or `private`.
            visibility: String,
        },
        ChangeChannel {
            channel: ChannelId,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            name: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            topic: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            visibility: Option<String>,
            /// `active` or `archived`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            state: Option<String>,
            /// Who may write: `all` or `owners`.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            posting: Option<String>,
        },
        /// Make a workspace with all that belongs to it, in one act.
        FoundWorkspace(FoundWorkspace),
        /// Change what a workspace is found by, asks for and keeps.
        ConfigureWorkspace(ConfigureWorkspace),
        /// Make another member the owner and step down.
        HandOver(HandOver),
        /// Put a channel in its place among the others.
        ArrangeChannel(ArrangeChannel),
        /// Ask, as an administrator, to see a workspace that is not one's own.
        AskGlass(AskGlass),
        /// Agree, as another administrator.
        BreakGlass(BreakGlass),
        /// Take that sight back before its time.
        MendGlass(MendGlass),
        /// The one channel of these people and oneself, made when it is not there yet.
        OpenDirect { members: Vec<MemberId> },
        /// End a signed-in device of one's own.
        EndSession { session: SessionId },
        /// Move a message, it and what follows, or a whole item to where it belongs.
        MoveTalk(MoveTalk),
        /// Change the network's settings.
        ChangeNetwork(ChangeNetwork),
        /// Give a member an office of the network, or take it.
        ChangeOffice(ChangeOffice),
        /// Tell those who run the network something about the product.
        SendFeedback(SendFeedback),
        /// Mark feedback as handled, with an answer.
        HandleFeedback(HandleFeedback),
        /// Make every account of an uploaded list, or none.
        ImportMembers(ImportMembers),
        /// Say what an uploaded picture shows.
        DescribeFile(DescribeFile),
        /// Have nothing to do with a member in direct talk; they are not told.
        Block(Block),
        /// Take a block back.
        Unblock(Unblock),
        /// Accept or decline a request of direct talk.
        AnswerDirect(AnswerDirect),
        /// Tell who decides of something improper.
        Report(Report),
        /// Take a report in hand.
        ClaimReport(ClaimReport),
        /// Hide what was reported behind a marker.
        HideReported(HideReported),
        /// Show it again.
        RestoreReported(RestoreReported),
        /// Decide a report and tell both sides.
        DecideReport(DecideReport),
        /// Ask the other office to decide anew, once.
        AppealReport(AppealReport),
        /// End every device of one's own but one.
        EndOtherSessions(EndOtherSessions),
        /// Take an application in hand, or let it go.
        HandleApplication(HandleApplication),
        /// Let applicants in, or refuse them.
        DecideApplications(DecideApplications),
        /// Write to members who do not come.
        RemindMembers(RemindMembers),
        /// Agree to the terms in force.
        AcceptTerms(AcceptTerms),
        /// Put new terms in force.
        PublishTerms(PublishTerms),
        /// Make links by which people come in.
        Invite(Invite),
        /// Make a link good for nothing.
        RevokeInvitation(RevokeInvitation),
        /// Come in by a link.
        UseInvitation(UseInvitation),
        /// Ask to be let into a workspace.
        RequestToJoin(RequestToJoin),
        /// Take one's request back.
        CancelRequest(CancelRequest),
        /// Let those in who ask, or refuse them.
        DecideRequests(DecideRequests),
        /// Make a code that signs another device of one's own in.
        BeginMove(BeginMove),
        /// Change what one says of oneself.
        ChangeProfile(Box<ChangeProfile>),
        /// Change or remove one's own picture.
        ChangePicture(ChangePicture),
        /// Say that one speaks for an organisation, too.
        AddAffiliation(AddAffiliation),
        /// Change one of one's own affiliations.
        ChangeAffiliation(ChangeAffiliation),
        /// End an affiliation: one's own, or as the organisation's contact person. Whose only one
        /// it was is suspended by the latter.
        EndAffiliation(Affiliated),
        /// Say that a member does speak for the organisation.
        ConfirmAffiliation(Affiliated),
        /// Say what one can do.
        SetCompetence(SetCompetence),
        /// Make or change a competence that people can name.
        SaveCompetence(CompetenceView),
        /// Confirm somebody's competence.
        Endorse(Endorsing),
        Unendorse(Endorsing),
        CreateOrganisation(Box<CreateOrganisation>),
        ChangeOrganisation(Box<ChangeOrganisation>),
        /// Make a member a contact person of an organisation.
        NameContact(Affiliated),
        RemoveContact(Affiliated),
        /// Close an account until it is opened again.
        SuspendMember(Parting),
        /// End a membership: what was said stays, the name goes.
        EndMembership(Parting),
        /// Open a suspended or ended account again.
        ReactivateMember { member: MemberId },
        /// Leave the network oneself; `member` is oneself.
        LeaveNetwork(Parting),
        /// Record what came of talk.
        RecordOutcome(Box<RecordOutcome>),
        /// Say more of it.
        ChangeOutcome(Box<ChangeOutcome>),
        /// Confirm it as the other party, or say that it was not so.
        AnswerOutcome(AnswerOutcome),
        /// Take it back.
        WithdrawOutcome(WithdrawOutcome),
        /// Make an address for a feed reader.
        MakeFeed(MakeFeed),
        RevokeFeed(RevokeFeed),
        /// Ask the network by a topic of one's own.
        AskNetwork(AskNetwork),
        /// Be offered questions, or not any more.
        HelpNetwork(HelpNetwork),
        /// Put away what one is asked.
        PutAwayAsk(PutAwayAsk),
        /// Say what solved a topic.
        MarkSolution(MarkSolution),
        /// Say who the hosts are, in the order of their turns.
        PlanDuty(PlanDuty),
        /// Hand a week of duty to another host.
        HandOverDuty(HandOverDuty),
        /// Tell this browser what concerns one while its app is closed.
        RegisterPush(Box<RegisterPush>),
        /// Tell a device of one's own nothing any more.
        ForgetPush(ForgetPush),
        /// Show in a channel what another one publishes, or no more.
        TakeSource(TakeSource),
        /// Send public items to who subscribes to a channel's newsletter.
        SendNewsletter(SendNewsletter),
        /// Send a device of one's own a trial.
        TestPush(TestPush),
    }

    /// A workspace or a channel.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum Place {
        Workspace(WorkspaceId),
        Channel(ChannelId),
    }

    /// What one can follow.
    #[derive(Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum Subject {
        Channel(ChannelId),
        Item(ItemId),
        Tag(String),
        Member(MemberId),
    }

    /// The one scale: nothing; mentions only; in the inbox; in the inbox and a notice for each.
    #[derive(Copy, Eq, PartialOrd, Ord, Default)]
    #[serde(rename_all = "snake_case")]
    pub enum Follow {
        Mute,
        #[default]
        Default,
        Follow,
        Watch,
    }
}
