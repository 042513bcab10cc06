//! Work for later on nodes that die: what one had begun another does, and what was marked as done is
//! done by nobody again.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use parking_lot::Mutex;
use talkoo::{
    clock::Clock,
    domain::letter::{Letter, Template},
    store::{Store, jobs},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::timeout,
};
use uuid::Uuid;

use crate::bed::{Bed, Node};

const PATIENCE: Duration = Duration::from_secs(60);

/// A mail server that takes every letter but the first, at whose end it falls silent.
struct Post {
    url: String,
    fallen_silent: mpsc::Receiver<()>,
    /// The names of the letters that it has confirmed.
    taken: Arc<Mutex<Vec<String>>>,
}

impl Post {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (silent, fallen_silent) = mpsc::channel(1);
        let taken: Arc<Mutex<Vec<String>>> = Arc::default();
        let letters = taken.clone();
        spawn(async move {
            let mut silent = Some(silent);
            while let Ok((socket, _)) = listener.accept().await {
                spawn(serve(socket, silent.take(), letters.clone()));
            }
        });
        Self { url, fallen_silent, taken }
    }
}

async fn serve(
    socket: TcpStream,
    silent: Option<mpsc::Sender<()>>,
    taken: Arc<Mutex<Vec<String>>>,
) {
    let (reading, mut writing) = socket.into_split();
    let mut lines = BufReader::new(reading).lines();
    let (mut is_letter, mut name) = (false, String::new());
    let _ = writing.write_all(b"220 mail.example\r\n").await;
    while let Ok(Some(line)) = lines.next_line().await {
        let reply = match (is_letter, line.split(' ').next().unwrap_or_default()) {
            (true, ".") if silent.is_some() => {
                silent.as_ref().unwrap().send(()).await.unwrap();
                // Nothing more is said; the sender is gone by the time this ends.
                while let Ok(Some(_)) = lines.next_line().await {}
                return;
            }
            (true, ".") => {
                is_letter = false;
                taken.lock().push(name.clone());
                "250 taken\r\n"
            }
            (true, "Message-ID:") => {
                name = line;
                continue;
            }
            (true, _) => continue,
            (_, "EHLO") => "250-mail.example\r\n250 8BITMIME\r\n",
            (_, "DATA") => {
                is_letter = true;
                "354 go on\r\n"
            }
            (_, "QUIT") => return,
            _ => "250 well\r\n",
        };
        if writing.write_all(reply.as_bytes()).await.is_err() {
            return;
        }
    }
}

fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    #[expect(clippy::disallowed_methods, reason = "the test's own mail server")]
    tokio::spawn(task);
}

async fn leave_letters(store: &Store, count: usize) {
    let letters: Vec<_> = (0..count)
        .map(|number| {
            let email = format!("siiri{number}@kunta.example");
            Letter::to_address(&email, "fi", Template::ApplicationReceived).page("/").job()
        })
        .collect();
    let ids: Vec<Uuid> = letters.iter().map(|_| Clock::new().new_id()).collect();
    let mut write = store.write().await.unwrap();
    jobs::add(&mut write, &ids, &letters).await.unwrap();
    write.commit().await.unwrap();
}

async fn until_all_done(bed: &Bed) {
    let pool = bed.pool().await;
    let done = timeout(PATIENCE, async {
        loop {
            let left: i64 =
                sqlx::query_scalar("select count(*) from jobs").fetch_one(&pool).await.unwrap();
            if left == 0 {
                return;
            }
            tokio::task::yield_now().await;
        }
    });
    done.await.expect("all letters are sent in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_of_a_killed_node_is_sent_by_another_and_none_twice() {
    let bed = Bed::new().await;
    let mut post = Post::open().await;
    let settings = [("TALKOO_SMTP_URL", post.url.as_str()), ("TALKOO_JOBS_EVERY", "100 ms")];
    let dying = Node::serve(&bed, settings).await;
    let store = Store::new(bed.pool().await);
    leave_letters(&store, 1).await;
    let silent = timeout(PATIENCE, post.fallen_silent.recv()).await;
    silent.expect("a letter on its way").expect("a mail server");
    dying.kill().await;

    // It had a minute for it. The clock is moved instead of waiting.
    let second = Node::serve(&bed, settings).await;
    let pool = bed.pool().await;
    let moved = sqlx::query("update jobs set run_at = app_now() where attempts = 1");
    assert_eq!(moved.execute(&pool).await.unwrap().rows_affected(), 1, "its row is still there");
    until_all_done(&bed).await;
    assert_eq!(post.taken.lock().len(), 1);

    // Two nodes, many letters, and one that is killed between them.
    let third = Node::serve(&bed, settings).await;
    leave_letters(&store, 40).await;
    until_all_done(&bed).await;
    second.kill().await;
    leave_letters(&store, 5).await;
    until_all_done(&bed).await;
    let taken = post.taken.lock().clone();
    let names: BTreeSet<_> = taken.iter().collect();
    assert_eq!((taken.len(), names.len()), (46, 46), "each once");
    third.end().await;
}
