//! Work that is left for later: done once by whichever node, again after a fault, given up after a
//! refusal; and a letter on its way to a real mail server.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::json;
use talkoo::{
    clock::Clock,
    config::Settings,
    domain::{draft::NewJob, letter::Template},
    error::{Failure, Fault},
    jobs::{self, Job, Works},
    mail::{self, Mailer, Sent},
    store::{
        Store,
        jobs::{Due, add},
    },
};
use talkoo_protocol::Refusal;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
    sync::mpsc,
    task::JoinHandle,
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use crate::bed::Bed;

const PATIENCE: Duration = Duration::from_secs(30);

/// What a run of the work came to, as the test hears of it.
type Told = mpsc::Receiver<(usize, serde_json::Value)>;

/// Nodes that do nothing but this work.
struct Nodes {
    bed: Bed,
    store: Store,
    dues: Vec<Due>,
    leaving: CancellationToken,
    tasks: TaskTracker,
    told: Told,
}

impl Nodes {
    async fn with(
        count: usize,
        work: impl Fn(Job) -> Result<(), Failure> + Clone + Send + Sync + 'static,
    ) -> Self {
        let bed = Bed::new().await;
        let store = Store::new(bed.pool().await);
        let leaving = CancellationToken::new();
        let (tell, told) = mpsc::channel(1_000);
        let mut dues = Vec::new();
        let tasks = TaskTracker::new();
        for node in 0..count {
            let (tell, work) = (tell.clone(), work.clone());
            let works = Works::default().with("count", move |job: Job| {
                let (tell, work) = (tell.clone(), work.clone());
                async move {
                    let body = job.body.clone();
                    let done = work(job);
                    tell.send((node, body)).await.unwrap();
                    done
                }
            });
            let due = Due::default();
            let every = Duration::from_millis(50);
            let lives = (tasks.clone(), leaving.clone());
            tasks.spawn(jobs::keep(store.clone(), due.clone(), works, every, lives));
            dues.push(due);
        }
        Self { bed, store, dues, leaving, tasks, told }
    }

    async fn leave_work(&self, count: usize, after: Duration) {
        let jobs: Vec<NewJob> =
            (0..count).map(|number| NewJob { name: "count", body: json!(number), after }).collect();
        let ids: Vec<Uuid> = jobs.iter().map(|_| Clock::new().new_id()).collect();
        let mut write = self.store.write().await.unwrap();
        add(&mut write, &ids, &jobs).await.unwrap();
        write.commit().await.unwrap();
        self.dues[0].ring();
    }

    async fn next(&mut self) -> (usize, serde_json::Value) {
        timeout(PATIENCE, self.told.recv()).await.expect("in time").expect("a runner")
    }

    /// Ends the runners, which finish what they have begun.
    async fn end(&self) {
        self.leaving.cancel();
        self.tasks.close();
        timeout(PATIENCE, self.tasks.wait()).await.expect("it ends");
    }

    async fn number(&self, question: &'static str) -> i64 {
        let pool = self.bed.pool().await;
        sqlx::query_scalar(question).fetch_one(&pool).await.unwrap()
    }
}

#[tokio::test]
async fn a_work_is_done_once_by_whichever_node() {
    let mut nodes = Nodes::with(3, |_| Ok(())).await;
    nodes.leave_work(100, Duration::ZERO).await;
    let mut seen = Vec::new();
    for _ in 0..100 {
        seen.push(nodes.next().await.1.as_u64().unwrap());
    }
    nodes.end().await;
    assert!(nodes.told.try_recv().is_err(), "done twice");
    seen.sort_unstable();
    assert_eq!(seen, (0..100).collect::<Vec<u64>>());
    assert_eq!(nodes.number("select count(*) from jobs").await, 0);
}

#[tokio::test]
async fn what_fails_is_tried_again_and_what_is_refused_is_given_up() {
    let tries = Arc::new(AtomicUsize::new(0));
    let counted = tries.clone();
    let mut nodes = Nodes::with(1, move |job| {
        if job.body == json!(1) {
            return Err(Refusal::rule("it never will").into());
        }
        match counted.fetch_add(1, Ordering::Relaxed) {
            0 => Err(Fault::new("a mail server that sleeps").into()),
            1 => panic!("as somebody's work may"),
            _ => Ok(()),
        }
    })
    .await;
    nodes.leave_work(2, Duration::ZERO).await;
    nodes.next().await;
    nodes.next().await;
    // Nobody waits the minutes in a test: they are taken away.
    let pool = nodes.bed.pool().await;
    for expected in 2..=3 {
        let waits = "select count(*) from jobs where failed_at is null and run_at > app_now()";
        assert_eq!(nodes.number(waits).await, 1, "before try {expected}");
        sqlx::query("update jobs set run_at = app_now() where failed_at is null")
            .execute(&pool)
            .await
            .unwrap();
        // The panicking try tells nothing; the one after it does.
        if expected == 2 {
            while tries.load(Ordering::Relaxed) < 2 {
                tokio::task::yield_now().await;
            }
        } else {
            nodes.next().await;
        }
    }
    nodes.end().await;
    assert_eq!(tries.load(Ordering::Relaxed), 3);
    assert_eq!(nodes.number("select count(*) from jobs where failed_at is not null").await, 1);
    assert_eq!(nodes.number("select count(*) from jobs where failed_at is null").await, 0);
}

#[tokio::test]
async fn a_work_waits_for_its_time() {
    let mut nodes = Nodes::with(1, |_| Ok(())).await;
    nodes.leave_work(1, Duration::from_secs(3_600)).await;
    nodes.leave_work(1, Duration::ZERO).await;
    nodes.next().await;
    nodes.end().await;
    assert!(nodes.told.try_recv().is_err(), "done before its time");
    let waits = "select count(*) from jobs where run_at > app_now() + interval '59 minutes'";
    assert_eq!(nodes.number(waits).await, 1);
}

/// A mail server that says the least that it must; returns what it was told.
async fn mail_server(answer: &'static str) -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    #[expect(clippy::disallowed_methods, reason = "the test's own mail server")]
    let served = tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let (reading, mut writing) = socket.into_split();
        let mut lines = BufReader::new(reading).lines();
        let mut told = String::new();
        let mut is_letter = false;
        writing.write_all(b"220 mail.example\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            told.push_str(&line);
            told.push('\n');
            let reply = match (is_letter, line.split(' ').next().unwrap_or_default()) {
                (true, ".") => {
                    is_letter = false;
                    "250 taken\r\n"
                }
                (true, _) => continue,
                (_, "EHLO") => "250-mail.example\r\n250 8BITMIME\r\n",
                (_, "RCPT") => answer,
                (_, "DATA") => {
                    is_letter = true;
                    "354 go on\r\n"
                }
                (_, "QUIT") => break,
                _ => "250 well\r\n",
            };
            writing.write_all(reply.as_bytes()).await.unwrap();
        }
        told
    });
    (port, served)
}

async fn send(port: u16) -> Result<Sent, Fault> {
    let url = format!("smtp://127.0.0.1:{port}");
    let settings = Settings::from_pairs([
        ("TALKOO_SMTP_URL", url.as_str()),
        ("TALKOO_MAIL_SENDER", "Verkosto <verkosto@talkoo.example>"),
    ]);
    let mailer = Mailer::open(&settings.unwrap().mail).unwrap();
    let values = [("network".to_owned(), "Koeverkosto".to_owned())].into();
    let link = "https://talkoo.example/sign-in/link/x".to_owned();
    let letter = mail::write(Template::SignIn, "sv", &values, Some(link)).unwrap();
    mailer.send(Uuid::from_u128(7), "siiri@kunta.example", &letter).await
}

#[tokio::test]
async fn a_mail_server_is_spoken_to_as_it_expects() {
    let (port, served) = mail_server("250 well\r\n").await;
    assert_eq!(send(port).await.unwrap(), Sent::Gone);
    let told = timeout(PATIENCE, served).await.unwrap().unwrap();
    for line in [
        "MAIL FROM:<verkosto@talkoo.example>",
        "RCPT TO:<siiri@kunta.example>",
        "From: Verkosto <verkosto@talkoo.example>",
        "To: siiri@kunta.example",
        "Auto-Submitted: auto-generated",
        "Message-ID: <00000000-0000-0000-0000-000000000007@talkoo.example>",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/html; charset=utf-8",
    ] {
        assert!(told.contains(line), "{line} is not in {told}");
    }
}

#[tokio::test]
async fn a_mail_server_says_whether_trying_again_helps() {
    let (port, _served) = mail_server("550 siiri@kunta.example is nobody\r\n").await;
    assert_eq!(send(port).await.unwrap(), Sent::Refused);
    let (port, _served) = mail_server("451 siiri@kunta.example later\r\n").await;
    let fault = send(port).await.expect_err("later").chain();
    assert!(!fault.contains("siiri"), "an address in the log: {fault}");
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    assert!(send(nobody).await.is_err());
}
