//! Fills the network: accounts, workspaces, channels, talk, follows, marks, in this order. Keeps by
//! key whom and what it has made, and when each event shall have been.

use std::{collections::HashMap, sync::Arc};

use talkoo_protocol::{
    Ack, Action, ChannelId, ClientId, Command, Follow, MemberId, OrganisationId, Refusal, Seq,
    Subject, WorkspaceId, administration::SendFeedback, command::Place, workspaces::FoundWorkspace,
};

use super::{
    applicants, faces, first_screen,
    people::{self, Followed, Person},
    places::{self, Workspace},
    results, skills, talk, waiting,
};
use crate::{
    actions::{self, Caller, accounts, read},
    app::App,
    domain::draft::NewMember,
    error::{Failure, Fault},
    kind::demo::When,
    kinds::KINDS,
    store::{
        Connection,
        demo::{self, Applicant, NewOrganisation, Past},
    },
};

pub(super) struct Seeding {
    pub(super) app: Arc<App>,
    organisations: HashMap<&'static str, OrganisationId>,
    people: HashMap<&'static str, MemberId>,
    workspaces: HashMap<&'static str, WorkspaceId>,
    channels: HashMap<String, ChannelId>,
    /// Seqs of the messages of each channel, in their order.
    pub(super) said: HashMap<ChannelId, Vec<Seq>>,
    past: Vec<Past>,
}

pub(super) async fn all(app: &Arc<App>) -> Result<(), Failure> {
    let mut seeding = Seeding {
        app: app.clone(),
        organisations: HashMap::new(),
        people: HashMap::new(),
        workspaces: HashMap::new(),
        channels: HashMap::new(),
        said: HashMap::new(),
        past: Vec::new(),
    };
    seeding.organisations().await?;
    for person in people::PEOPLE {
        seeding.person(person).await?;
    }
    skills::tell(&mut seeding).await?;
    for workspace in places::WORKSPACES {
        seeding.workspace(workspace).await?;
    }
    waiting::tell(&mut seeding).await?;
    for (one, other) in places::DIRECT {
        let members = vec![seeding.member(other)?];
        let ack = seeding.act(one, None, Action::OpenDirect { members }).await?;
        seeding.channels.insert(format!("{one} ja {other}"), ack.id.into());
    }
    let shown: Vec<_> = KINDS.iter().flat_map(|kind| kind.demo()).collect();
    talk::tell(&mut seeding, &shown).await?;
    results::tell(&mut seeding).await?;
    for person in people::PEOPLE {
        seeding.habits(person).await?;
    }
    for (by, kind, words) in people::FEEDBACK {
        let (kind, words) = ((*kind).to_owned(), (*words).to_owned());
        let said = SendFeedback { kind, words, page: "/fresh".to_owned() };
        seeding.act(by, None, Action::SendFeedback(said)).await?;
    }
    seeding.finish().await?;
    // Who uploads has agreed to the terms, which `finish` lets them have done.
    faces::tell(&mut seeding).await
}

impl Seeding {
    /// Lets a person do something, and lets it have been then.
    pub(super) async fn act(
        &mut self,
        by: &str,
        when: Option<When>,
        action: Action,
    ) -> Result<Ack, Failure> {
        self.act_on(by, when, action, None).await
    }

    /// The same on a form of an item that has been read.
    pub(super) async fn act_on(
        &mut self,
        by: &str,
        when: Option<When>,
        action: Action,
        if_changed_seq: Option<Seq>,
    ) -> Result<Ack, Failure> {
        let client_id = ClientId(self.app.clock.new_id());
        let (member, deadline) = (self.member(by)?, actions::deadline(&self.app));
        let caller = Caller { member, deadline, is_operator: true };
        let command = Command { reference: 0, client_id, if_changed_seq, action };
        let ack = actions::perform(self.app.clone(), caller, command).await?;
        if let (Some(when), Some(stream), Some(seq)) = (when, ack.stream, ack.seq) {
            let (days, minute) = (i32::from(when.days), i32::from(when.minute));
            self.past.push(Past { stream: stream.0, seq, days, minute });
        }
        Ok(ack)
    }

    pub(super) fn member(&self, key: &str) -> Result<MemberId, Refusal> {
        self.people.get(key).copied().ok_or_else(|| unknown("person", key))
    }

    pub(super) fn workspace_of(&self, name: &str) -> Result<WorkspaceId, Refusal> {
        self.workspaces.get(name).copied().ok_or_else(|| unknown("workspace", name))
    }

    pub(super) fn organisation(&self, key: &str) -> Result<OrganisationId, Refusal> {
        self.organisations.get(key).copied().ok_or_else(|| unknown("organisation", key))
    }

    pub(super) fn channel(&self, key: &str) -> Result<ChannelId, Refusal> {
        self.channels.get(key).copied().ok_or_else(|| unknown("channel", key))
    }

    async fn organisations(&mut self) -> Result<(), Failure> {
        let mut write = self.app.store.write().await?;
        for one in people::ORGANISATIONS {
            let id = self.app.clock.new_id();
            let new = NewOrganisation {
                id,
                name: one.name,
                kind: one.kind,
                region: one.region,
                coordinator: one.coordinator,
            };
            demo::add_organisation(&mut write, &new).await?;
            self.organisations.insert(one.key, OrganisationId(id));
        }
        Ok(write.commit().await.map_err(Fault::from)?)
    }

    async fn person(&mut self, person: &Person) -> Result<(), Failure> {
        let is_administrator = person.key == people::ADMINISTRATOR;
        let member = NewMember {
            id: MemberId(self.app.clock.new_id()),
            given: person.given.to_owned(),
            family: person.family.to_owned(),
            email: first_screen::address(person.key),
            title: person.title.to_owned(),
            region: Some(person.region.to_owned()),
            language: person.languages.first().copied().unwrap_or("fi").to_owned(),
            languages: person.languages.iter().map(|one| (*one).to_owned()).collect(),
            role: if is_administrator { "network_admin" } else { "member" },
            organisation: self.organisations.get(person.organisation).copied(),
        };
        let id = accounts::create_member(&self.app, member).await?;
        self.people.insert(person.key, id);
        if !is_administrator {
            first_screen::keep_link(&self.app, id).await?;
        }
        Ok(())
    }

    async fn workspace(&mut self, place: &Workspace) -> Result<(), Failure> {
        let [first, others @ ..] = place.owners else {
            return Err(Fault::new("a workspace of the demonstration without owner").into());
        };
        let action = Action::FoundWorkspace(FoundWorkspace {
            name: place.name.to_owned(),
            purpose: place.purpose.to_owned(),
            visibility: place.visibility.to_owned(),
            kind: Some(place.kind.to_owned()),
            region: place.region.map(str::to_owned),
            tags: place.tags.iter().map(|tag| (*tag).to_owned()).collect(),
            template: None,
            language: Some("fi".to_owned()),
        });
        let id = WorkspaceId(self.act(first, None, action).await?.id);
        self.workspaces.insert(place.name, id);
        self.make_channels(id, first, place.channels).await?;
        let groups = [(others, "owner"), (place.members, "member"), (place.guests, "guest")];
        for (people, role) in groups {
            for person in people {
                self.seat(id, first, person, role).await?;
            }
        }
        Ok(())
    }

    /// A workspace begins with one channel; the first of ours is that one under another name.
    async fn make_channels(
        &mut self,
        workspace: WorkspaceId,
        owner: &str,
        channels: &[places::Channel],
    ) -> Result<(), Failure> {
        let known = |kind: &str| KINDS.iter().any(|one| one.name() == kind);
        let owner_id = self.member(owner)?;
        let there = read::workspace_channels(&self.app, owner_id, workspace).await?;
        let mut there = there.into_iter().map(|view| view.id);
        for channel in channels.iter().filter(|channel| known(channel.kind)) {
            let id = match there.next() {
                Some(channel_id) if channel.kind == "chat" => {
                    let action = Action::ChangeChannel {
                        channel: channel_id,
                        name: Some(channel.name.to_owned()),
                        topic: Some(channel.topic.to_owned()),
                        visibility: None,
                        state: None,
                        posting: None,
                    };
                    self.act(owner, None, action).await?;
                    channel_id
                }
                _ => {
                    let action = Action::CreateChannel {
                        workspace,
                        kind: channel.kind.to_owned(),
                        name: channel.name.to_owned(),
                        topic: channel.topic.to_owned(),
                        visibility: "public".to_owned(),
                    };
                    self.act(owner, None, action).await?.id.into()
                }
            };
            self.channels.insert(channel.name.to_owned(), id);
        }
        Ok(())
    }

    /// Who comes in joins the public channels on the way; a guest is given them one by one.
    async fn seat(
        &mut self,
        workspace: WorkspaceId,
        owner: &str,
        person: &str,
        role: &str,
    ) -> Result<(), Failure> {
        let member = self.member(person)?;
        let place = Place::Workspace(workspace);
        let action = Action::AddMember { place, member, role: role.to_owned() };
        self.act(owner, None, action).await?;
        if role != "guest" {
            return Ok(());
        }
        let owner_id = self.member(owner)?;
        for view in read::workspace_channels(&self.app, owner_id, workspace).await? {
            let place = Place::Channel(view.id);
            let action = Action::AddMember { place, member, role: "guest".to_owned() };
            self.act(owner, None, action).await?;
        }
        Ok(())
    }

    /// What a person follows, and how far the person has read.
    async fn habits(&mut self, person: &Person) -> Result<(), Failure> {
        for (followed, level) in person.follows {
            let subject = match followed {
                Followed::Channel(key) => Subject::Channel(self.channel(key)?),
                Followed::Tag(slug) => Subject::Tag((*slug).to_owned()),
            };
            let level = match *level {
                "mute" => Follow::Mute,
                "follow" => Follow::Follow,
                _ => Follow::Watch,
            };
            self.act(person.key, None, Action::Follow { subject, level }).await?;
        }
        let member = self.member(person.key)?;
        for waiting in read::unread(&self.app, member).await?.unread {
            let Some(said) = self.said.get(&waiting.channel) else { continue };
            let read_to = said.len().checked_sub(person.leaves_unread + 1);
            let Some(seq) = read_to.and_then(|last| said.get(last)).copied() else { continue };
            let action = Action::MarkRead { channel: waiting.channel, item: None, seq };
            self.act(person.key, None, action).await?;
        }
        Ok(())
    }

    /// Who has come, who has not, and who waits at the gate.
    async fn arrivals(&self, conn: &mut Connection) -> Result<(), Failure> {
        let [quiet, never] = [applicants::QUIET, applicants::NEVER].map(first_screen::address);
        demo::have_arrived(conn, &quiet, &never).await?;
        let (organisation, domain) = applicants::DOMAIN;
        if let Some(organisation) = self.organisations.get(organisation) {
            demo::add_domain(conn, domain, organisation.0).await?;
        }
        for one in applicants::APPLICANTS {
            let organisation = one.organisation.and_then(|key| self.organisations.get(key));
            let applicant = Applicant {
                id: self.app.clock.new_id(),
                application: self.app.clock.new_id(),
                name: one.name,
                email: one.email,
                language: one.language,
                title: one.title,
                organisation: organisation.map(|organisation| organisation.0),
                organisation_name: one.named,
                reason: one.reason,
            };
            demo::add_applicant(conn, &applicant).await?;
        }
        Ok(())
    }

    async fn finish(&self) -> Result<(), Failure> {
        let mut write = self.app.store.write().await?;
        demo::set_back(&mut write, &self.past).await?;
        self.arrivals(&mut write).await?;
        Ok(write.commit().await.map_err(Fault::from)?)
    }
}

fn unknown(sort: &str, key: &str) -> Refusal {
    Refusal::bad_value(format!("the demonstration knows no {sort} {key}"))
}
