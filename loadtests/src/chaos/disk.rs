//! A small disk for the tables that grow with every message, so that it can be full. It is a mount,
//! which only root may make; anybody else plays without this fault.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sqlx::PgConnection;

use crate::machine::process;

/// Enough for some hundred thousand messages.
const SIZE: &str = "size=512m";

pub(crate) struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// Mounts it and moves the tables there; nothing without the right to.
    pub(super) async fn mount(
        scratch: &Path,
        connection: &mut PgConnection,
    ) -> anyhow::Result<Option<Self>> {
        let folder = scratch.join("disk");
        fs::create_dir_all(&folder)?;
        let place = folder.display().to_string();
        let mount = ["-t", "tmpfs", "-o", SIZE, "tmpfs", &place].map(str::to_owned);
        if process::run("mount", &mount).is_err() {
            return Ok(None);
        }
        let disk = Self { folder };
        let tables = disk.folder.join("tables");
        fs::create_dir_all(&tables)?;
        let owner = ["postgres".to_owned(), tables.display().to_string()];
        process::run("chown", &owner)?;
        let make = format!("create tablespace small location '{}'", tables.display());
        sqlx::query(sqlx::AssertSqlSafe(make)).execute(&mut *connection).await?;
        sqlx::query("grant create on tablespace small to public").execute(&mut *connection).await?;
        for table in ["messages", "events", "receipts"] {
            let moving = format!("alter table {table} set tablespace small");
            sqlx::query(sqlx::AssertSqlSafe(moving)).execute(&mut *connection).await?;
        }
        Ok(Some(disk))
    }

    /// Takes all that is free, away from the thread that drives the run.
    pub(super) async fn fill(&self) -> anyhow::Result<()> {
        let mut ballast = fs::File::create(self.ballast())?;
        let filling = tokio::task::spawn_blocking(move || {
            let piece = vec![0_u8; 1 << 20];
            for part in [1 << 20, 4096] {
                while ballast.write_all(&piece[..part]).is_ok() {}
            }
        });
        Ok(filling.await?)
    }

    pub(super) fn free(&self) -> anyhow::Result<()> {
        Ok(fs::remove_file(self.ballast())?)
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: of a run that broke off, Postgres may just be ending.
        let _ = process::run("umount", &["-l".to_owned(), self.folder.display().to_string()]);
    }
}
