//! What a person reads who has just started a node: where it is, and how to come in for the first
//! time. Nothing is said when somebody can sign in already and it is no demonstration.

use crate::actions::accounts;
use crate::app::App;
use crate::demo;

use super::admin::sign_in_url;
use super::say::say;

pub(super) async fn greet(app: &App) -> anyhow::Result<()> {
    let origin = app.settings.web.first_origin();
    if app.settings.web.is_demo {
        say(&format!("\n  Talkoo is at {origin}\n"));
        for (name, links) in demo::links(app).await? {
            say(&format!("  sign in as {name}:"));
            for link in links {
                say(&format!("    {link}"));
            }
        }
        say("");
    } else if let Some(token) = accounts::first_start(app).await? {
        // The page asks for a password first.
        let link = format!("{}?first=1", sign_in_url(app, &token.text()));
        say(&format!("\n  Talkoo is at {origin}, and new."));
        say(&format!("  Set the password of {} here, once:", accounts::FIRST_ADDRESS));
        say(&format!("    {link}\n"));
    }
    Ok(())
}
