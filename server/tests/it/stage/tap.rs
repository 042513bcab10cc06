//! A tap in the pipe to Postgres: closed, every connection breaks and none is made, as when the
//! server is stopped; frozen, nothing comes through and nothing breaks, as when it hangs.

use std::{path::PathBuf, sync::Arc};

use sqlx::postgres::PgConnectOptions;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{UnixListener, UnixStream},
    sync::watch,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    Closed,
    Frozen,
}

pub(crate) struct Tap {
    folder: Arc<PathBuf>,
    state: watch::Sender<State>,
}

impl Tap {
    /// Before the Postgres of this URL.
    pub(crate) fn before(url: &str) -> Self {
        let name = format!("talkoo-tap-{}", uuid::Uuid::new_v4().simple());
        let folder = Arc::new(std::env::temp_dir().join(name));
        std::fs::create_dir(&*folder).expect("a folder for the tap");
        let (state, seen) = watch::channel(State::Open);
        let options: PgConnectOptions = url.parse().expect("a URL of Postgres");
        let socket = options.get_socket().expect("a unix socket").join(".s.PGSQL.5432");
        let listener = UnixListener::bind(folder.join(".s.PGSQL.5432")).expect("a socket");
        spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                spawn(pipe(near, socket.clone(), seen.clone()));
            }
        });
        Self { folder, state }
    }

    /// The same database through the tap.
    pub(crate) fn url(&self, url: &str) -> String {
        let options: PgConnectOptions = url.parse().expect("a URL of Postgres");
        let socket = options.get_socket().expect("a unix socket").display().to_string();
        url.replace(&socket, &self.folder.display().to_string())
    }

    pub(crate) fn close(&self) {
        self.state.send_replace(State::Closed);
    }

    pub(crate) fn freeze(&self) {
        self.state.send_replace(State::Frozen);
    }

    pub(crate) fn open(&self) {
        self.state.send_replace(State::Open);
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.close();
        let _ = std::fs::remove_dir_all(&*self.folder);
    }
}

async fn pipe(mut near: UnixStream, socket: PathBuf, mut seen: watch::Receiver<State>) {
    if *seen.borrow() == State::Closed {
        return;
    }
    let Ok(mut far) = UnixStream::connect(socket).await else { return };
    let (mut out, mut back) = ([0; 8192], [0; 8192]);
    loop {
        let is_open = *seen.borrow_and_update() == State::Open;
        let moved = tokio::select! {
            read = near.read(&mut out), if is_open => match read {
                Ok(count) if count > 0 => far.write_all(&out[..count]).await.is_ok(),
                Ok(_) | Err(_) => false,
            },
            read = far.read(&mut back), if is_open => match read {
                Ok(count) if count > 0 => near.write_all(&back[..count]).await.is_ok(),
                Ok(_) | Err(_) => false,
            },
            changed = seen.changed() => changed.is_ok() && *seen.borrow() != State::Closed,
        };
        if !moved {
            return;
        }
    }
}

fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    #[expect(clippy::disallowed_methods, reason = "the test's own pipe, beside the nodes' tasks")]
    tokio::spawn(task);
}
