//! `talkoo admin …`: what an operator makes for members from the command line. Every act goes
//! through the same journal as a member's own, and leaves its line in the audit log.

use std::sync::Arc;

use anyhow::Context as _;
use serde_json::{Value, json};
use talkoo_protocol::{Action, ClientId, Command, MemberId};

use crate::actions::{self, Caller, accounts, sign_in, terms};
use crate::app::App;
use crate::config::Settings;
use crate::domain::draft::NewMember;
use crate::store::{accounts::meant, push::rotate_key};

use super::open::Open;
use super::say::say;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    #[command(subcommand)]
    act: Act,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Make an account that is active at once.
    CreateMember(Person),
    /// Make a workspace that a member owns.
    CreateWorkspace(Workspace),
    /// Sign a member in and print the token, for programs; the operator answers for the terms.
    IssueSession(Whose),
    /// Print a link that signs a member in once.
    SignInLink(Whose),
    /// Put new keys for notices in use; devices that know the old ones are still reached by them.
    RotatePushKeys,
    /// Fill an unused network with people and channels for load tests.
    LoadFixture(super::load_fixture::Words),
}

#[derive(Debug, clap::Args)]
struct Person {
    #[arg(long)]
    given: String,
    #[arg(long)]
    family: String,
    #[arg(long)]
    email: String,
    #[arg(long, default_value = "")]
    title: String,
    #[arg(long)]
    region: Option<String>,
    /// fi, sv or en.
    #[arg(long, default_value = "fi")]
    language: String,
    /// May run the network.
    #[arg(long)]
    administrator: bool,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Workspace {
    /// Id or e-mail address.
    #[arg(long)]
    owner: String,
    #[arg(long)]
    name: String,
    #[arg(long, default_value = "")]
    purpose: String,
    /// open, by_request, invited or secret.
    #[arg(long, default_value = "open")]
    visibility: String,
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
struct Whose {
    /// Id or e-mail address.
    #[arg(long)]
    member: String,
    /// How the session is called in the list of devices.
    #[arg(long, default_value = "command line")]
    device: String,
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(words: Words, settings: Settings) -> anyhow::Result<()> {
    let open = Open::on(settings).await?;
    let done = perform(&open.app, words.act).await;
    open.leave().await;
    done
}

async fn perform(app: &Arc<App>, act: Act) -> anyhow::Result<()> {
    match act {
        Act::CreateMember(person) => {
            let as_json = person.json;
            let member = create_member(app, person).await?;
            tell(as_json, &member.to_string(), &json!({ "member": member }));
        }
        Act::CreateWorkspace(workspace) => {
            let as_json = workspace.json;
            let id = create_workspace(app, workspace).await?;
            tell(as_json, &id.to_string(), &json!({ "workspace": id }));
        }
        Act::IssueSession(whose) => {
            let member = found(app, &whose.member).await?;
            terms::answer_for(app, member).await?;
            let (signed, token) = sign_in::start(app, member, &whose.device, "operator").await?;
            let token = token.text();
            let told = json!({ "member": member, "session": signed.session, "token": token });
            tell(whose.json, &token, &told);
        }
        Act::SignInLink(whose) => {
            let member = found(app, &whose.member).await?;
            let token = accounts::sign_in_link(app, member).await?.text();
            let url = sign_in_url(app, &token);
            tell(whose.json, &url, &json!({ "member": member, "token": token, "url": url }));
        }
        Act::RotatePushKeys => {
            let (private, public) = crate::push::new_key(app.clock)?;
            let mut write = app.store.write().await?;
            rotate_key(&mut write, app.clock.new_id(), &public, &private).await?;
            write.commit().await?;
            tell(false, &public, &json!({ "key": public }));
        }
        Act::LoadFixture(words) => super::load_fixture::run(&words, app).await?,
    }
    Ok(())
}

/// The page of the web client that signs in by a link.
pub(super) fn sign_in_url(app: &App, token: &str) -> String {
    format!("{}/sign-in/link/{token}", app.settings.web.first_origin())
}

async fn create_member(app: &App, person: Person) -> anyhow::Result<MemberId> {
    let member = NewMember {
        id: MemberId(app.clock.new_id()),
        given: person.given,
        family: person.family,
        email: person.email,
        title: person.title,
        region: person.region,
        languages: vec![person.language.clone()],
        language: person.language,
        role: if person.administrator { "network_admin" } else { "member" },
        organisation: None,
    };
    Ok(accounts::create_member(app, member).await?)
}

async fn create_workspace(app: &Arc<App>, workspace: Workspace) -> anyhow::Result<uuid::Uuid> {
    let owner = found(app, &workspace.owner).await?;
    let action = Action::CreateWorkspace {
        name: workspace.name,
        purpose: workspace.purpose,
        visibility: workspace.visibility,
        region: None,
    };
    let client_id = ClientId(app.clock.new_id());
    let command = Command { reference: 0, client_id, if_changed_seq: None, action };
    let caller = Caller { member: owner, deadline: actions::deadline(app), is_operator: true };
    let ack = actions::perform(app.clone(), caller, command).await?;
    Ok(ack.id)
}

async fn found(app: &App, word: &str) -> anyhow::Result<MemberId> {
    let mut conn = app.store.read().await?;
    meant(&mut conn, word).await?.with_context(|| format!("no active member is called {word}"))
}

fn tell(as_json: bool, plain: &str, value: &Value) {
    if as_json { say(&value.to_string()) } else { say(plain) }
}
