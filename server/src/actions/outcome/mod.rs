//! Recording what came of talk, and confirming it as the other party. An outcome stands on the stream
//! where it was recorded: who may read there may read it, and hears of it live.

mod ground;

use talkoo_protocol::{
    ItemId, ItemView, MemberId, MessageId, OrganisationId, OutcomeId, Refusal, StreamId, Verb,
    activity::{
        AnswerOutcome, ChangeOutcome, OutcomeDetails, OutcomeView, RecordOutcome, WithdrawOutcome,
    },
};

use ground::{Ground, filled, ground, in_channel, main_organisation, parties};

use super::{Asked, text};
use crate::{
    domain::{
        access::Standing,
        draft::{ActivityWrite, Draft, EventDraft, Guard, NewOutcome, Write},
        outcome::{self, OutcomeKind, OutcomeState},
    },
    error::Failure,
    store::{Connection, access, outcomes},
};

const WORDS_BYTES: usize = 1_000;
const WORDS_CHARS: usize = 280;

pub(super) async fn record(asked: &Asked<'_>, wanted: &RecordOutcome) -> Result<Draft, Failure> {
    let kind = OutcomeKind::parse(&wanted.kind);
    let kind = kind.ok_or_else(|| Refusal::bad_value("kind: an unknown one"))?;
    let mut details = sound(kind, &wanted.details)?;
    let ground = ground(asked, wanted.place).await?;
    let mut conn = asked.app.store.read().await?;
    parties(&mut conn, asked.member, &details, ground.stream).await?;
    let spoken_as = main_organisation(&mut conn, asked.member).await?;
    filled(&mut conn, &mut details, &ground, spoken_as).await?;

    let (id, guard, with) =
        (OutcomeId(asked.app.clock.new_id()), ground.guard, details.with.clone());
    let mut draft = asked.draft(id);
    draft.guards = vec![guard];
    draft.events.push(recorded(asked, id, (kind, spoken_as), &ground, details));
    for party in &with {
        draft.events.push(
            EventDraft::new(*party, Verb::OUTCOME_ASKED, asked.member, Write::Nothing)
                .fact("outcome", id.to_string()),
        );
    }
    Ok(draft)
}

fn recorded(
    asked: &Asked<'_>,
    id: OutcomeId,
    (kind, spoken_as): (OutcomeKind, Option<OrganisationId>),
    ground: &Ground,
    details: OutcomeDetails,
) -> EventDraft {
    let new = NewOutcome {
        id,
        stream: ground.stream,
        channel: ground.channel,
        workspace: ground.workspace,
        item: ground.item,
        message: ground.message,
        kind,
        by: asked.member,
        spoken_as,
        details,
    };
    told(
        Verb::OUTCOME_RECORDED,
        asked.member,
        spoken_as,
        &At { id, stream: ground.stream, item: ground.item, message: ground.message },
        kind.as_str(),
        &new.details,
        ActivityWrite::Record(new.clone()),
    )
}

/// What came of an item by its kind's rules, in words: recorded with the change that says so.
pub(super) async fn of_item(
    asked: &Asked<'_>,
    standing: &Standing,
    item: &ItemView,
    (kind, words): (OutcomeKind, &str),
) -> Result<EventDraft, Failure> {
    let details = OutcomeDetails { words: words.to_owned(), ..OutcomeDetails::default() };
    let mut details = sound(kind, &details)?;
    let ground = in_channel(standing, item.id, item.tags.clone())?;
    let mut conn = asked.app.store.read().await?;
    let spoken_as = main_organisation(&mut conn, asked.member).await?;
    filled(&mut conn, &mut details, &ground, spoken_as).await?;
    let id = OutcomeId(asked.app.clock.new_id());
    Ok(recorded(asked, id, (kind, spoken_as), &ground, details))
}

pub(super) async fn change(asked: &Asked<'_>, wanted: &ChangeOutcome) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    let (view, guard) = seen(&mut conn, asked.member, wanted.outcome).await?;
    own(&view, asked.member)?;
    if view.state != OutcomeState::Recorded.as_str() {
        return Err(Refusal::rule("the other party has answered it already").into());
    }
    let kind = OutcomeKind::parse(&view.kind).unwrap_or(OutcomeKind::Met);
    let details = sound(kind, &wanted.details)?;
    parties(&mut conn, asked.member, &details, view.stream).await?;
    let write = ActivityWrite::Change { outcome: view.id, details: details.clone() };
    let mut draft = asked.draft(view.id);
    draft.guards = vec![guard];
    let event = told(
        Verb::OUTCOME_CHANGED,
        asked.member,
        view.spoken_as,
        &At::of(&view),
        &view.kind,
        &details,
        write,
    );
    draft.events.push(event);
    for party in details.with.iter().filter(|party| !view.details.with.contains(party)) {
        draft.events.push(
            EventDraft::new(*party, Verb::OUTCOME_ASKED, asked.member, Write::Nothing)
                .fact("outcome", view.id.to_string()),
        );
    }
    Ok(draft)
}

pub(super) async fn answer(asked: &Asked<'_>, wanted: AnswerOutcome) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    let (view, guard) = seen(&mut conn, asked.member, wanted.outcome).await?;
    let speaks_for = outcomes::speaks_for(&mut conn, asked.member).await?;
    let may_write = may_write(&mut conn, asked.member, &view).await?;
    if !outcome::may_answer(&view, asked.member, &speaks_for, may_write) {
        let is_open = view.state == OutcomeState::Recorded.as_str();
        let refusal = if is_open {
            Refusal::not_allowed("the other party confirms an outcome")
        } else {
            Refusal::conflict()
        };
        return Err(refusal.into());
    }
    let (state, verb) = if wanted.confirm {
        (OutcomeState::Confirmed, Verb::OUTCOME_CONFIRMED)
    } else {
        (OutcomeState::Declined, Verb::OUTCOME_DECLINED)
    };
    let spoken_as = main_organisation(&mut conn, asked.member).await?;
    settled(asked, &view, guard, spoken_as, state, verb)
}

pub(super) async fn withdraw(asked: &Asked<'_>, wanted: WithdrawOutcome) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    let (view, guard) = seen(&mut conn, asked.member, wanted.outcome).await?;
    own(&view, asked.member)?;
    if view.state == OutcomeState::Withdrawn.as_str() {
        return Err(Refusal::conflict().into());
    }
    let spoken_as = view.spoken_as;
    let state = OutcomeState::Withdrawn;
    settled(asked, &view, guard, spoken_as, state, Verb::OUTCOME_WITHDRAWN)
}

fn settled(
    asked: &Asked<'_>,
    view: &OutcomeView,
    guard: Guard,
    spoken_as: Option<OrganisationId>,
    state: OutcomeState,
    verb: Verb,
) -> Result<Draft, Failure> {
    let write = ActivityWrite::Settle { outcome: view.id, state, by: asked.member };
    let mut draft = asked.draft(view.id);
    draft.guards = vec![guard];
    let (by, at) = (asked.member, At::of(view));
    draft.events.push(told(verb, by, spoken_as, &at, &view.kind, &view.details, write));
    Ok(draft)
}

/// Of which outcome an event tells.
struct At {
    id: OutcomeId,
    stream: StreamId,
    item: Option<ItemId>,
    message: Option<MessageId>,
}

impl At {
    fn of(view: &OutcomeView) -> Self {
        Self { id: view.id, stream: view.stream, item: view.item, message: view.message }
    }
}

fn told(
    verb: Verb,
    by: MemberId,
    spoken_as: Option<OrganisationId>,
    at: &At,
    kind: &str,
    details: &OutcomeDetails,
    write: ActivityWrite,
) -> EventDraft {
    let write = Write::Activity(Box::new(write));
    let mut event = EventDraft::new(at.stream, verb, by, write)
        .fact("outcome", at.id.to_string())
        .fact("kind", kind);
    if let Some(region) = &details.region {
        event = event.fact("region", region.as_str());
    }
    if let Some(theme) = &details.theme {
        event = event.fact("theme", theme.as_str());
    }
    (event.item, event.message, event.spoken_as) = (at.item, at.message, spoken_as);
    event
}

fn sound(kind: OutcomeKind, details: &OutcomeDetails) -> Result<OutcomeDetails, Failure> {
    let mut details = outcome::sound(kind, details)?;
    text::bounded(&details.words, WORDS_BYTES, "words")?;
    text::bounded(&details.link, WORDS_BYTES, "link")?;
    details.words = details.words.split_whitespace().collect::<Vec<_>>().join(" ");
    if details.words.chars().count() > WORDS_CHARS {
        return Err(Refusal::bad_value("words: 280 characters at most").into());
    }
    Ok(details)
}

/// An outcome that the member may see, and the guard on being allowed to.
async fn seen(
    conn: &mut Connection,
    member: MemberId,
    id: OutcomeId,
) -> Result<(OutcomeView, Guard), Failure> {
    let view = outcomes::by_id(conn, id).await?.ok_or_else(Refusal::not_found)?;
    let (may_read, access_seq) = match (view.channel, view.workspace) {
        (Some(channel), _) => {
            let standing = access::standing(conn, member, channel).await?;
            standing.map_or((false, 0), |it| (it.may_read(), it.access_seq))
        }
        (None, Some(workspace)) => {
            let access = access::workspace(conn, member, workspace).await?;
            access.map_or((false, 0), |it| (it.may_read(), it.access_seq))
        }
        (None, None) => (false, 0),
    };
    if !may_read {
        return Err(Refusal::not_found().into());
    }
    let guard = Guard::Access { stream: view.stream, access_seq };
    Ok((view, guard))
}

async fn may_write(
    conn: &mut Connection,
    member: MemberId,
    view: &OutcomeView,
) -> Result<bool, Failure> {
    Ok(match (view.channel, view.workspace) {
        (Some(channel), _) => {
            access::standing(conn, member, channel).await?.is_some_and(|it| it.may_post())
        }
        (None, Some(workspace)) => access::workspace(conn, member, workspace)
            .await?
            .is_some_and(|it| it.may_make_channels()),
        (None, None) => false,
    })
}

/// Who did not record it changes nothing of it; whoever sees it may know that.
fn own(view: &OutcomeView, member: MemberId) -> Result<(), Refusal> {
    if view.recorded_by == member {
        return Ok(());
    }
    Err(Refusal::not_allowed("only who recorded an outcome changes it"))
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::activity::OutcomeDetails;

    use super::{OutcomeKind, sound};

    #[test]
    fn words_are_few_and_on_one_line() {
        let said = |words: String| OutcomeDetails { words, ..OutcomeDetails::default() };
        let kept = sound(OutcomeKind::Met, &said(" Sovittiin \n yhdessä ".to_owned()));
        assert_eq!(kept.expect("sound").words, "Sovittiin yhdessä");
        assert!(sound(OutcomeKind::Met, &said("ä".repeat(281))).is_err());
        assert!(sound(OutcomeKind::Met, &said("tunnus 010190-900P".to_owned())).is_err());
    }
}
