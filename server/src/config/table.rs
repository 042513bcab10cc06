//! The documentation of the settings, made from the code that reads them.

use super::Settings;

impl Settings {
    /// A table in Markdown; a test holds that server/README.md has exactly this one.
    pub fn markdown(&self) -> String {
        let mut table =
            "| variable | in the file | default | meaning |\n|---|---|---|---|".to_owned();
        for entry in self.entries() {
            let default = match entry.default {
                "" => String::new(),
                text => format!("`{text}`"),
            };
            let (variable, file_key, meaning) = (entry.variable, entry.file_key, entry.meaning);
            table.push_str(&format!("\n| `{variable}` | `{file_key}` | {default} | {meaning} |"));
        }
        table
    }
}
