//! Which file decides which command: one arm each, and no arm for the rest.

use talkoo_protocol::Action;

use super::{
    Asked, add_member, affiliation, arrange_channel, arrivals, bring_items, change_channel,
    change_item, change_network, change_notices, change_office, change_own_feed, change_picture,
    change_profile, change_workspace, coming_in, competence, configure_workspace, copy_item,
    create_channel, create_item, create_workspace, delete, delete_item, depart, describe_file,
    duty, edit, end_other_sessions, end_session, feed, feedback, follow, glass, hand_over,
    hold_item, import_members, join, join_workspace, leave, leave_workspace, mark,
    moderation::{appeal, block, direct, handle, report},
    move_talk, newsletter, open_direct, organisation, outcome, pin, post, push, question, react,
    remove_member, save_search, tag, take_source, terms,
};
use crate::{domain::draft::Draft, error::Failure};

#[expect(clippy::too_many_lines, reason = "one arm for each command and nothing else")]
pub(super) async fn decide(asked: &Asked<'_>, action: &Action) -> Result<Draft, Failure> {
    match action {
        Action::Send { channel, item, text, body, quote, spoken_as, files } => {
            let sent = post::Sent {
                channel: *channel,
                item: *item,
                text,
                body: body.as_ref(),
                quote: *quote,
                spoken_as: *spoken_as,
                files,
            };
            post::decide(asked, sent).await
        }
        Action::Edit { message, text, body } => {
            edit::decide(asked, *message, text, body.as_ref()).await
        }
        Action::Delete { message } => delete::decide(asked, *message).await,
        Action::React { message, emoji } => react::react(asked, *message, emoji).await,
        Action::Unreact { message, emoji } => react::unreact(asked, *message, emoji).await,
        Action::Pin { message } => pin::pin(asked, *message).await,
        Action::Unpin { message } => pin::unpin(asked, *message).await,
        Action::CreateItem { channel, title, text, body, spoken_as } => {
            let written = create_item::Written {
                channel: *channel,
                title,
                text: text.as_deref().unwrap_or_default(),
                body: body.as_ref(),
                spoken_as: *spoken_as,
            };
            create_item::decide(asked, written).await
        }
        Action::ChangeItem { item, change } => change_item::decide(asked, *item, change).await,
        Action::CopyItem(wanted) => copy_item::decide(asked, *wanted).await,
        Action::BringItems(wanted) => bring_items::decide(asked, *wanted).await,
        Action::HoldItem(wanted) => hold_item::decide(asked, *wanted).await,
        Action::TakeSource(wanted) => take_source::decide(asked, *wanted).await,
        Action::SendNewsletter(wanted) => newsletter::send(asked, wanted).await,
        Action::DeleteItem { item } => delete_item::decide(asked, *item).await,
        Action::MarkRead { channel, item, seq } => {
            mark::read(asked, mark::Place { channel: *channel, item: *item }, *seq).await
        }
        Action::MarkUnread { channel, item, seq } => {
            mark::unread(asked, mark::Place { channel: *channel, item: *item }, *seq).await
        }
        Action::MarkMany(wanted) => mark::many(asked, wanted).await,
        Action::ChangeNotices(wanted) => change_notices::decide(asked, wanted).await,
        Action::ChangeOwnFeed(wanted) => change_own_feed::decide(asked, wanted),
        Action::SaveSearch(wanted) => save_search::save(asked, wanted).await,
        Action::ChangeSearch(wanted) => save_search::change(asked, wanted).await,
        Action::RemoveSearch(wanted) => save_search::remove(asked, *wanted).await,
        Action::ChangeTag(wanted) => tag::change(asked, wanted).await,
        Action::MergeTag(wanted) => tag::merge(asked, wanted).await,
        Action::Follow { subject, level } => follow::decide(asked, subject, *level).await,
        Action::Join { channel } => join::decide(asked, *channel).await,
        Action::Leave { channel } => leave::decide(asked, *channel).await,
        Action::JoinWorkspace { workspace } => join_workspace::decide(asked, *workspace).await,
        Action::LeaveWorkspace { workspace } => leave_workspace::decide(asked, *workspace).await,
        Action::AddMember { place, member, role } => {
            add_member::decide(asked, *place, *member, role).await
        }
        Action::RemoveMember { place, member } => {
            remove_member::decide(asked, *place, *member).await
        }
        Action::CreateWorkspace { name, purpose, visibility, region } => {
            let plain = create_workspace::plain(name, purpose, visibility, region.as_deref());
            create_workspace::decide(asked, &plain).await
        }
        Action::FoundWorkspace(founding) => create_workspace::decide(asked, founding).await,
        Action::ConfigureWorkspace(wanted) => configure_workspace::decide(asked, wanted).await,
        Action::HandOver(wanted) => hand_over::decide(asked, wanted).await,
        Action::ArrangeChannel(wanted) => arrange_channel::decide(asked, wanted).await,
        Action::AskGlass(wanted) => glass::ask(asked, wanted).await,
        Action::BreakGlass(wanted) => glass::break_it(asked, wanted.glass).await,
        Action::MendGlass(wanted) => glass::mend(asked, wanted.glass).await,
        Action::ChangeWorkspace { workspace, name, purpose, visibility, state } => {
            let wanted = change_workspace::Wanted {
                name: name.as_deref(),
                purpose: purpose.as_deref(),
                visibility: visibility.as_deref(),
                state: state.as_deref(),
            };
            change_workspace::decide(asked, *workspace, wanted).await
        }
        Action::CreateChannel { workspace, kind, name, topic, visibility } => {
            let workspace = *workspace;
            let wanted = create_channel::Wanted { workspace, kind, name, topic, visibility };
            create_channel::decide(asked, wanted).await
        }
        Action::ChangeChannel { channel, name, topic, visibility, state, posting } => {
            let wanted = change_channel::Wanted {
                name: name.as_deref(),
                topic: topic.as_deref(),
                visibility: visibility.as_deref(),
                state: state.as_deref(),
                posting: posting.as_deref(),
            };
            change_channel::decide(asked, *channel, wanted).await
        }
        Action::OpenDirect { members } => open_direct::decide(asked, members).await,
        Action::ChangeNetwork(wanted) => change_network::decide(asked, wanted).await,
        Action::ChangeOffice(wanted) => change_office::decide(asked, wanted).await,
        Action::SendFeedback(said) => feedback::send(asked, said).await,
        Action::HandleFeedback(handled) => feedback::handle(asked, handled).await,
        Action::ImportMembers(wanted) => import_members::decide(asked, wanted).await,
        Action::EndSession { session } => end_session::decide(asked, *session).await,
        Action::MoveTalk(wanted) => move_talk::decide(asked, wanted).await,
        Action::DescribeFile(said) => describe_file::decide(asked, said).await,
        Action::Block(it) => block::block(asked, it.member).await,
        Action::Unblock(it) => block::unblock(asked, it.member).await,
        Action::AnswerDirect(it) => direct::answer(asked, it.channel, it.accept).await,
        Action::Report(it) => report::decide(asked, it).await,
        Action::ClaimReport(it) => handle::claim(asked, it.report).await,
        Action::HideReported(it) => handle::hide(asked, it.report).await,
        Action::RestoreReported(it) => handle::restore(asked, it.report).await,
        Action::DecideReport(it) => handle::decide(asked, it).await,
        Action::AppealReport(it) => appeal::decide(asked, it).await,
        Action::EndOtherSessions(wanted) => end_other_sessions::decide(asked, *wanted).await,
        Action::HandleApplication(wanted) => arrivals::handle::decide(asked, *wanted).await,
        Action::DecideApplications(wanted) => arrivals::decide::decide(asked, wanted).await,
        Action::RemindMembers(wanted) => arrivals::remind::decide(asked, wanted).await,
        Action::AcceptTerms(wanted) => terms::accept(asked, *wanted).await,
        Action::PublishTerms(wanted) => terms::publish(asked, wanted).await,
        Action::Invite(wanted) => coming_in::invite(asked, wanted).await,
        Action::RevokeInvitation(wanted) => coming_in::revoke(asked, wanted.invitation).await,
        Action::UseInvitation(wanted) => coming_in::use_invitation(asked, &wanted.token).await,
        Action::RequestToJoin(wanted) => {
            coming_in::request(asked, wanted.workspace, &wanted.text).await
        }
        Action::CancelRequest(wanted) => coming_in::cancel(asked, wanted.workspace).await,
        Action::DecideRequests(wanted) => coming_in::decide_requests(asked, wanted).await,
        Action::BeginMove(wanted) => coming_in::begin_move(asked, &wanted.token).await,
        Action::ChangeProfile(wanted) => change_profile::decide(asked, wanted).await,
        Action::ChangePicture(wanted) => change_picture::decide(asked, *wanted).await,
        Action::AddAffiliation(wanted) => affiliation::add(asked, wanted).await,
        Action::ChangeAffiliation(wanted) => affiliation::change(asked, wanted).await,
        Action::EndAffiliation(of) => affiliation::end(asked, *of).await,
        Action::ConfirmAffiliation(of) => affiliation::confirm(asked, *of).await,
        Action::SetCompetence(wanted) => competence::set(asked, wanted).await,
        Action::SaveCompetence(wanted) => competence::save(asked, wanted).await,
        Action::Endorse(wanted) => competence::endorse(asked, wanted).await,
        Action::Unendorse(wanted) => competence::unendorse(asked, wanted).await,
        Action::CreateOrganisation(wanted) => organisation::create(asked, wanted).await,
        Action::ChangeOrganisation(wanted) => organisation::change(asked, wanted).await,
        Action::NameContact(of) => organisation::name_contact(asked, *of).await,
        Action::RemoveContact(of) => organisation::remove_contact(asked, *of).await,
        Action::SuspendMember(parting) => depart::suspend(asked, parting).await,
        Action::EndMembership(parting) => depart::end(asked, parting).await,
        Action::ReactivateMember { member } => depart::reactivate(asked, *member).await,
        Action::LeaveNetwork(parting) => depart::leave(asked, parting).await,
        Action::RecordOutcome(wanted) => outcome::record(asked, wanted).await,
        Action::ChangeOutcome(wanted) => outcome::change(asked, wanted).await,
        Action::AnswerOutcome(wanted) => outcome::answer(asked, *wanted).await,
        Action::WithdrawOutcome(wanted) => outcome::withdraw(asked, *wanted).await,
        Action::MakeFeed(wanted) => feed::make(asked, wanted).await,
        Action::RevokeFeed(wanted) => feed::revoke(asked, *wanted).await,
        Action::AskNetwork(wanted) => question::ask(asked, wanted).await,
        Action::HelpNetwork(wanted) => question::help(asked, *wanted).await,
        Action::PutAwayAsk(wanted) => question::put_away(asked, *wanted).await,
        Action::MarkSolution(wanted) => question::solve(asked, *wanted).await,
        Action::PlanDuty(wanted) => duty::plan(asked, wanted).await,
        Action::HandOverDuty(wanted) => duty::hand_over(asked, wanted).await,
        Action::RegisterPush(wanted) => push::register(asked, wanted).await,
        Action::ForgetPush(it) => push::forget(asked, it.device).await,
        Action::TestPush(it) => push::test(asked, it.device).await,
    }
}
