//! Bringing things in from elsewhere: files are read and shown line by line, then a command makes of
//! them what is new. Bringing the same again makes nothing again.

use crate::ids::ImportId;

shapes! {
    /// `POST /channels/{channel}/imports`: files as text; 20 at most, 2 MiB in all.
    pub struct BringBody {
        pub files: Vec<BroughtFile>,
    }

    pub struct BroughtFile {
        /// Its end tells its form: `.csv`, `.md`, `.json`.
        pub name: String,
        pub text: String,
    }

    /// What the files would make. Nothing has happened yet.
    pub struct BringView {
        pub id: ImportId,
        pub lines: Vec<BroughtLine>,
        /// Drafts that it would make.
        pub fresh: u32,
        /// Those that were brought in before; they are left as they are.
        pub known: u32,
        /// Those that are left out, each with its problems.
        pub wrong: u32,
    }

    pub struct BroughtLine {
        pub file: String,
        /// In the file, from 1.
        pub line: u32,
        /// What it is called there.
        pub name: String,
        pub title: String,
        /// `fresh`, `known` or `wrong`.
        pub what: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub problems: Vec<BroughtProblem>,
    }

    #[derive(Eq)]
    pub struct BroughtProblem {
        /// `missing`, `too_long`, `unknown_word`, `double`, `broken`, `empty`, `unreadable`,
        /// `unknown_form`, `person`, `unsound`, `personal_code`.
        pub code: String,
        pub field: String,
    }

    /// What a `bring_items` does: makes drafts of what is new among the files that were read.
    #[derive(Copy, Eq)]
    pub struct BringItems {
        pub import: ImportId,
    }
}
