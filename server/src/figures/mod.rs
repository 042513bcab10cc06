//! What this process has done, in numbers that only grow, for `GET /metrics`. Like the log it is one
//! for the whole process, so that the place where something happens counts it in one line. No label
//! holds an id, a name or a text: each has a short, closed list of values.
//!
//! What is true at this moment (open sockets, waiting mail) is read when somebody asks, see
//! `actions::gauges`.

mod text;

pub use text::{CONTENT_TYPE, Jobs, Moment, names, text};

use std::sync::LazyLock;

use prometheus_client::{
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};
use talkoo_protocol::{Code, close::CloseCode};

/// The one set of figures of this process.
pub static FIGURES: LazyLock<Figures> = LazyLock::new(Figures::new);

type Label = [(&'static str, String); 1];

/// A bound that somebody ran into.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    SendRate,
    SignInRate,
    MemberSockets,
    Mailbox,
    Streams,
    JournalQueue,
    Sockets,
    Arriving,
    Commands,
}

impl Limit {
    const ALL: [Self; 9] = [
        Self::SendRate,
        Self::SignInRate,
        Self::MemberSockets,
        Self::Mailbox,
        Self::Streams,
        Self::JournalQueue,
        Self::Sockets,
        Self::Arriving,
        Self::Commands,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::SendRate => "send_rate",
            Self::SignInRate => "sign_in_rate",
            Self::MemberSockets => "member_sockets",
            Self::Mailbox => "mailbox",
            Self::Streams => "streams",
            Self::JournalQueue => "journal_queue",
            Self::Sockets => "sockets",
            Self::Arriving => "arriving",
            Self::Commands => "commands",
        }
    }
}

/// What became of a job.
#[derive(Clone, Copy, Debug)]
pub enum Done {
    Well,
    TriedAgain,
    GivenUp,
}

impl Done {
    const ALL: [Self; 3] = [Self::Well, Self::TriedAgain, Self::GivenUp];

    fn word(self) -> &'static str {
        match self {
            Self::Well => "done",
            Self::TriedAgain => "tried_again",
            Self::GivenUp => "given_up",
        }
    }
}

/// What became of a notice on its way to a device.
#[derive(Clone, Copy, Debug)]
pub enum Pushed {
    Taken,
    /// Not sent: read, seen or not wanted meanwhile.
    Withheld,
    Gone,
    TooLong,
    Later,
    Refused,
    Unreachable,
}

impl Pushed {
    const ALL: [Self; 7] = [
        Self::Taken,
        Self::Withheld,
        Self::Gone,
        Self::TooLong,
        Self::Later,
        Self::Refused,
        Self::Unreachable,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Withheld => "withheld",
            Self::Gone => "gone",
            Self::TooLong => "too_long",
            Self::Later => "later",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
        }
    }
}

pub struct Figures {
    registry: Registry,
    /// Commands that happened, over the socket and over HTTP.
    pub acks: Counter,
    /// Of these, the ones that had happened before.
    pub duplicates: Counter,
    refusals: Family<Label, Counter>,
    answers: Family<Label, Counter>,
    /// From a request's first byte to its answer's.
    pub http_time: Histogram,
    /// Frames that members sent.
    pub frames_in: Counter,
    /// Frames that went out to members, replayed ones too.
    pub frames_out: Counter,
    /// Events sent anew to those who had missed them.
    pub replayed: Counter,
    /// Streams that a client had to begin anew.
    pub resets: Counter,
    closes: Family<Label, Counter>,
    /// Sockets whose peer took nothing for the longest time of a write.
    pub write_timeouts: Counter,
    limits: Family<Label, Counter>,
    /// From a draft's first look by the writer to the answer of its round.
    pub commit_time: Histogram,
    /// Drafts of one round.
    pub commit_drafts: Histogram,
    /// Time until a connection to Postgres was free.
    pub connection_wait: Histogram,
    /// Waits for one that were given up.
    pub connection_failures: Counter,
    /// Comparisons of heads with Postgres.
    pub compares: Counter,
    pub compare_failures: Counter,
    /// Events that Postgres had and this node did not, at the last comparison.
    pub heads_lag: Gauge,
    /// How long the oldest event has waited for the search index, in seconds.
    pub search_lag: Gauge,
    /// Objects that could not be indexed.
    pub search_set_aside: Counter,
    /// Hints between nodes that found no room.
    pub bus_dropped: Counter,
    /// Times that Redis was lost.
    pub bus_losses: Counter,
    jobs: Family<Label, Counter>,
    pushes: Family<Label, Counter>,
    /// Something of ours broke.
    pub faults: Counter,
    /// A part of ours was away.
    pub outages: Counter,
    pub panics: Counter,
    /// Certificates taken into use after the first.
    pub certificates: Counter,
    /// New certificates that could not be used; the old one stays.
    pub bad_certificates: Counter,
}

impl Figures {
    pub fn refused(&self, code: Code) {
        self.refusals.get_or_create(&label("code", word(code))).inc();
    }

    pub fn answered(&self, status: u16) {
        self.answers.get_or_create(&label("status", status.to_string())).inc();
    }

    pub fn closed(&self, code: CloseCode) {
        self.closes.get_or_create(&label("reason", code.reason.replace(' ', "_"))).inc();
    }

    pub fn limited(&self, limit: Limit) {
        self.limits.get_or_create(&label("limit", limit.word())).inc();
    }

    pub fn worked(&self, done: Done) {
        self.jobs.get_or_create(&label("outcome", done.word())).inc();
    }

    pub fn pushed(&self, pushed: Pushed) {
        self.pushes.get_or_create(&label("outcome", pushed.word())).inc();
    }

    fn new() -> Self {
        let mut make = Maker(Registry::with_prefix("talkoo"));
        let figures = Self {
            acks: make.counter("acks", "commands that happened"),
            duplicates: make.counter("duplicate_acks", "of these, repeated ones"),
            refusals: make.family("refusals", "refusals by code"),
            answers: make.family("http_answers", "answers over HTTP by status"),
            http_time: make.times("http_seconds", "time of an answer over HTTP"),
            frames_in: make.counter("frames_in", "frames from members"),
            frames_out: make.counter("frames_out", "frames to members"),
            replayed: make.counter("replayed_events", "missed events that were sent anew"),
            resets: make.counter("resets", "streams that a client had to begin anew"),
            closes: make.family("socket_closes", "sockets closed by the server, by reason"),
            write_timeouts: make.counter("write_timeouts", "sockets whose peer took nothing"),
            limits: make.family("limit_hits", "bounds that somebody ran into"),
            commit_time: make.times("commit_seconds", "time of one group commit"),
            commit_drafts: make.sizes("commit_drafts", "commands in one group commit"),
            connection_wait: make.times("postgres_wait_seconds", "wait for a free connection"),
            connection_failures: make.counter("postgres_wait_failures", "waits given up"),
            compares: make.counter("heads_compares", "comparisons of heads with Postgres"),
            compare_failures: make.counter("heads_compare_failures", "comparisons that failed"),
            heads_lag: make.gauge("heads_lag_events", "events behind at the last comparison"),
            search_lag: make.gauge("search_lag_seconds", "wait of the oldest event for the index"),
            search_set_aside: make.counter("search_set_aside", "objects that cannot be indexed"),
            bus_dropped: make.counter("bus_dropped", "hints between nodes that found no room"),
            bus_losses: make.counter("bus_losses", "times that Redis was lost"),
            jobs: make.family("jobs", "jobs by what became of them"),
            pushes: make.family("pushes", "notices to devices by what became of them"),
            faults: make.counter("faults", "things of ours that broke"),
            outages: make.counter("outages", "refusals because a part was away"),
            panics: make.counter("panics", "panics"),
            certificates: make.counter("certificate_changes", "certificates changed at run time"),
            bad_certificates: make.counter("certificate_failures", "new certificates not usable"),
            registry: make.0,
        };
        figures.name_all();
        figures
    }

    /// Every value of every label stands there from the start, with 0: a rate has a first point,
    /// and a missing name is a misspelt one.
    fn name_all(&self) {
        for code in Code::ALL {
            let _ = self.refusals.get_or_create(&label("code", word(*code)));
        }
        for code in CloseCode::ALL {
            let _ = self.closes.get_or_create(&label("reason", code.reason.replace(' ', "_")));
        }
        for limit in Limit::ALL {
            let _ = self.limits.get_or_create(&label("limit", limit.word()));
        }
        for status in [200_u16, 401, 404, 429, 500, 503] {
            let _ = self.answers.get_or_create(&label("status", status.to_string()));
        }
        for done in Done::ALL {
            let _ = self.jobs.get_or_create(&label("outcome", done.word()));
        }
        for pushed in Pushed::ALL {
            let _ = self.pushes.get_or_create(&label("outcome", pushed.word()));
        }
    }
}

fn label(name: &'static str, value: impl Into<String>) -> Label {
    [(name, value.into())]
}

/// As it stands in a refusal on the wire.
fn word(code: Code) -> String {
    let told = serde_json::to_value(code).unwrap_or_default();
    told.as_str().unwrap_or_default().to_owned()
}

struct Maker(Registry);

impl Maker {
    fn counter(&mut self, name: &str, help: &str) -> Counter {
        let counter = Counter::default();
        self.0.register(name, help, counter.clone());
        counter
    }

    fn gauge(&mut self, name: &str, help: &str) -> Gauge {
        let gauge = Gauge::default();
        self.0.register(name, help, gauge.clone());
        gauge
    }

    fn family(&mut self, name: &str, help: &str) -> Family<Label, Counter> {
        let family = Family::default();
        self.0.register(name, help, family.clone());
        family
    }

    /// From half a millisecond to four seconds.
    fn times(&mut self, name: &str, help: &str) -> Histogram {
        let times = Histogram::new(exponential_buckets(0.000_5, 2.0, 14));
        self.0.register(name, help, times.clone());
        times
    }

    /// From 1 to 256.
    fn sizes(&mut self, name: &str, help: &str) -> Histogram {
        let sizes = Histogram::new(exponential_buckets(1.0, 2.0, 9));
        self.0.register(name, help, sizes.clone());
        sizes
    }
}
