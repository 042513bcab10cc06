//! The letters of a test: a folder that stands for everybody's mailbox.

use std::{path::PathBuf, time::Duration};

use serde_json::Value;
use tokio::time::{interval, timeout};
use uuid::Uuid;

use crate::stage::{Plan, Stage};

/// How long a letter may be on its way on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Post {
    folder: PathBuf,
}

impl Post {
    /// A stage whose letters come here.
    pub(crate) async fn stage(nodes: usize) -> (Stage, Self) {
        let folder = std::env::temp_dir().join(format!("talkoo-post-{}", Uuid::new_v4().simple()));
        let named = folder.to_string_lossy().into_owned();
        let plan = Plan::new(nodes).set("TALKOO_MAIL_FOLDER", &named);
        (plan.set("TALKOO_SIGN_IN_PER_MINUTE", "1000000").open().await, Self { folder })
    }

    /// What has come so far.
    pub(crate) fn all(&self) -> Vec<Value> {
        let Ok(files) = std::fs::read_dir(&self.folder) else { return Vec::new() };
        let mut files: Vec<_> = files.flatten().map(|file| file.path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "json"));
        files.sort();
        files
            .iter()
            .filter_map(|file| serde_json::from_str(&std::fs::read_to_string(file).ok()?).ok())
            .collect()
    }

    /// The last letter to an address once there are so many of them.
    pub(crate) async fn letter(&self, to: &str, count: usize) -> Value {
        let look = async {
            let mut looks = interval(Duration::from_millis(20));
            loop {
                looks.tick().await;
                let mut own: Vec<_> =
                    self.all().into_iter().filter(|letter| letter["to"] == to).collect();
                if own.len() >= count {
                    assert_eq!(own.len(), count, "{own:#?}");
                    return own.pop().expect("it was counted");
                }
            }
        };
        let found = timeout(PATIENCE, look).await;
        found.unwrap_or_else(|_| panic!("no letter {count} to {to}: {:#?}", self.all()))
    }
}

impl Drop for Post {
    fn drop(&mut self) {
        // A folder that stays behind harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The secret at the end of a letter's link.
pub(crate) fn token(letter: &Value) -> String {
    let link = letter["link"].as_str().unwrap_or_else(|| panic!("no link: {letter}"));
    let (_, token) = link.rsplit_once('/').expect("a path");
    token.split('?').next().unwrap_or_default().to_owned()
}
