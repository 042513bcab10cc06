//! One search, from what was typed to ranked hits. The plan is chosen here, not by Postgres: few
//! hits are all ranked; where there are more than can be ranked, the newest of them are.

use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

use talkoo_protocol::MemberId;

use super::{
    Analyser,
    ask::{Understood, alone},
    query::Query,
    rank, repair,
    words::asked::{AskedWord, Rank},
};
use crate::{
    error::Fault,
    store::{
        Connection,
        search::{
            found::{self, Hit, Narrowing, Readable, Walk},
            vocabulary,
        },
    },
};

/// Hits that are ranked at most. Whoever has more is told "over" this.
pub const CAP: usize = 1_000;
/// What one search may take; after that only the newest months are asked.
const PATIENCE: Duration = Duration::from_secs(2);
/// Nothing more is tried when less of it is left.
const SPARE: Duration = Duration::from_millis(800);
/// Words of one query that are put right.
const MENDED: usize = 2;
/// What is worth less is only likely. See `AskedWord`.
const SURE: Rank = 85;
/// What somebody is told of without having asked just now.
const LIKELY: Rank = 60;
/// Rows that one look for news goes through at most.
const NEWS: i64 = 100_000;
/// An index of more rows is large, and the newest of what one may read are looked at first.
const LARGE: i64 = 300_000;
const SAMPLED: i64 = 2_000;
/// So many hits among them tell that the words are common; then so many are ranked.
const COMMON: i64 = 60;
const MANY: i64 = 500;
/// Guesses that are looked at more closely.
const GUESSES: usize = 8;
/// Hits of a guess that make it likelier.
const TELLING: i64 = 50;

/// Lexemes that filters ask for, and what they narrow.
#[derive(Clone, Debug, Default)]
pub struct Searched {
    pub query: Query,
    pub narrowing: Narrowing,
    /// Of each one is asked for.
    pub marks: Vec<Vec<String>>,
    pub no_marks: Vec<String>,
}

/// A word that was put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    pub typed: String,
    pub meant: String,
}

/// One thing found.
pub type Found = Hit;

/// What was found, the best first, and how it was looked for.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub hits: Vec<Found>,
    /// There are more than were ranked.
    pub is_over: bool,
    /// Each word's base forms.
    pub searched: Vec<Vec<String>>,
    pub repairs: Vec<Repair>,
    /// What words of a hit are marked by.
    pub marked: HashSet<String>,
    pub typed: Vec<String>,
}

/// Searches for one member, in what they may read now. Words are put right only while there is time
/// left for it; what was found as it was typed is not lost over that.
///
/// # Errors
/// A fault of the database or of the analyser; an outage when the time was not enough.
pub async fn find(
    conn: &mut Connection,
    analyser: &Analyser,
    reader: MemberId,
    searched: &Searched,
) -> Result<Answer, Fault> {
    if searched.query.is_empty() {
        return Ok(Answer::default());
    }
    let until = Instant::now() + PATIENCE;
    let query = searched.query.clone();
    let mut understood = analyser.ask(move |tongue| Understood::of(tongue, &query)).await?;
    understood.marks.clone_from(&searched.marks);
    understood.no_marks.clone_from(&searched.no_marks);
    found::settle(conn).await?;
    found::patience(conn, PATIENCE).await?;
    let readable = found::readable(conn, reader, &searched.narrowing).await?;
    let asking = Asking { analyser, reader, readable: &readable, until };
    let mut answer = look(conn, &asking, searched, &understood).await?;
    let is_doubtful = answer.hits.is_empty()
        || understood.words.iter().any(|word| !rank::is_sure(word, &answer.hits));
    if is_doubtful && !understood.words.is_empty() {
        let repairs = mend(conn, &asking, &mut understood).await?;
        if !repairs.is_empty() {
            answer = look(conn, &asking, searched, &understood).await?;
            answer.repairs = repairs;
        }
    }
    answer.marked = understood.marked();
    answer.typed = searched_words(&understood);
    answer.searched = understood.words.iter().map(|word| word.bases.clone()).collect();
    Ok(answer)
}

/// What answers exactly as it was asked, among what `narrowing` leaves of the newest: nothing is put
/// right, and only what is surely meant counts. For telling somebody of it.
///
/// # Errors
/// As [`find`].
pub async fn fresh(
    conn: &mut Connection,
    analyser: &Analyser,
    reader: MemberId,
    searched: &Searched,
) -> Result<Vec<Found>, Fault> {
    let query = searched.query.clone();
    let mut understood = analyser.ask(move |tongue| Understood::of(tongue, &query)).await?;
    understood.marks.clone_from(&searched.marks);
    understood.no_marks.clone_from(&searched.no_marks);
    found::settle(conn).await?;
    found::patience(conn, PATIENCE).await?;
    let readable = found::readable(conn, reader, &searched.narrowing).await?;
    let asked = found::Asked {
        readable: &readable,
        words: &understood.tsquery(LIKELY),
        wanted: &understood.wanted(),
        narrowing: &searched.narrowing,
        phrases: &searched.query.phrases,
    };
    // A minute of talk is few rows, whatever the words.
    found::hits(conn, &asked, Walk::Newest(NEWS), MANY).await
}

/// Who asks, in what, and until when.
struct Asking<'a> {
    analyser: &'a Analyser,
    reader: MemberId,
    readable: &'a Readable,
    until: Instant,
}

impl Asking<'_> {
    fn left(&self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }

    /// Whether there is time to try something more.
    fn has_time(&self) -> bool {
        self.left() > SPARE
    }
}

fn searched_words(understood: &Understood) -> Vec<String> {
    understood.words.iter().map(|word| word.typed.clone()).collect()
}

async fn look(
    conn: &mut Connection,
    asking: &Asking<'_>,
    searched: &Searched,
    understood: &Understood,
) -> Result<Answer, Fault> {
    let words = understood.tsquery(0);
    let wanted = understood.wanted();
    let asked = found::Asked {
        readable: asking.readable,
        words: &words,
        wanted: &wanted,
        narrowing: &searched.narrowing,
        phrases: &searched.query.phrases,
    };
    found::patience(conn, asking.left()).await?;
    let (mut hits, is_over) = newest(conn, &asked, &understood.tsquery(SURE)).await?;
    rank::order(&mut hits, &understood.words, &understood.joined);
    hits.truncate(CAP);
    Ok(Answer { hits, is_over, ..Answer::default() })
}

/// Hits to rank, and whether there are more. In a large index a look at the newest rows tells
/// whether the words are common; if so, the newest hits are all that is read. Where more are found
/// than can be ranked, those that are sure come before others that are only newer.
async fn newest(
    conn: &mut Connection,
    asked: &found::Asked<'_>,
    sure: &str,
) -> Result<(Vec<Hit>, bool), Fault> {
    let is_large = asked.readable.rows > LARGE && !asked.words.is_empty();
    if is_large {
        // How common the words are; a rare phrase of common words is looked for in the newest, too.
        let of_words = found::Asked { phrases: &[], ..asked.clone() };
        let sample = found::hits(conn, &of_words, Walk::Newest(SAMPLED), COMMON).await?;
        if sample.len() as i64 >= COMMON {
            let walk = Walk::Newest(SAMPLED * MANY / COMMON * 2);
            return Ok((found::hits(conn, asked, walk, MANY).await?, true));
        }
    }
    let most = CAP as i64 + 1;
    let hits = found::hits(conn, asked, Walk::ByWords, most).await?;
    if hits.len() <= CAP {
        return Ok((hits, false));
    }
    if sure == asked.words {
        return Ok((hits, true));
    }
    let of_sure = found::Asked { words: sure, ..asked.clone() };
    let mut surest = found::hits(conn, &of_sure, Walk::ByWords, most).await?;
    let there: HashSet<uuid::Uuid> = surest.iter().map(|hit| hit.object).collect();
    surest.extend(hits.into_iter().filter(|hit| !there.contains(&hit.object)));
    Ok((surest, true))
}

/// Puts right each word that finds nothing the reader may see; a few of them.
async fn mend(
    conn: &mut Connection,
    asking: &Asking<'_>,
    understood: &mut Understood,
) -> Result<Vec<Repair>, Fault> {
    let mut repairs = Vec::new();
    for place in 0..understood.words.len() {
        if repairs.len() == MENDED || !asking.has_time() {
            break;
        }
        let word = understood.words[place].clone();
        let found = sample(conn, asking, &word).await?;
        if understood.exact[place] || rank::is_sure(&word, &found) {
            continue;
        }
        let typed = word.typed.to_lowercase();
        let Some(meant) = meant(conn, asking, &typed).await? else {
            if found.is_empty() {
                return Ok(Vec::new());
            }
            continue;
        };
        repairs.push(Repair { typed: word.typed, meant: meant.clone() });
        let mut mended = understood.clone();
        *understood = asking
            .analyser
            .ask(move |tongue| {
                mended.replace(tongue, place, &meant);
                mended
            })
            .await?;
    }
    Ok(repairs)
}

/// The likeliest word that finds something.
async fn meant(
    conn: &mut Connection,
    asking: &Asking<'_>,
    typed: &str,
) -> Result<Option<String>, Fault> {
    let form = typed.to_owned();
    let (mut guesses, near) = asking
        .analyser
        .ask(move |tongue| (repair::of_dictionary(tongue, &form), repair::near(&form)))
        .await?;
    let mut asked = near;
    asked.extend(guesses.iter().flat_map(|guess| guess.bases.clone()));
    let folded = [repair::folded(typed)];
    found::patience(conn, asking.left()).await?;
    let written = vocabulary::known(conn, asking.reader, &asked, &folded).await?;
    repair::weigh(typed, &mut guesses, written);
    guesses.truncate(GUESSES);
    let mut best: Option<(f64, String)> = None;
    for guess in guesses {
        if best.as_ref().is_some_and(|(cost, _)| guess.cost - 0.4 > *cost) || !asking.has_time() {
            break;
        }
        let (word, text) = (guess.word.clone(), guess.word.clone());
        let word = asking.analyser.ask(move |tongue| AskedWord::of(tongue, &word)).await?;
        let hits = sample(conn, asking, &word).await?.len();
        if hits == 0 {
            continue;
        }
        let cost = guess.cost - 0.1 * (hits as f64).ln();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, text));
        }
    }
    Ok(best.map(|(_, word)| word))
}

/// What the reader would find by one word, some of it.
async fn sample(
    conn: &mut Connection,
    asking: &Asking<'_>,
    word: &AskedWord,
) -> Result<Vec<Hit>, Fault> {
    let wanted: Vec<String> = word.lexemes.iter().map(|(lexeme, _)| lexeme.clone()).collect();
    let asked = found::Asked {
        readable: asking.readable,
        words: &alone(word),
        wanted: &wanted,
        narrowing: &Narrowing::default(),
        phrases: &[],
    };
    found::patience(conn, asking.left()).await?;
    if asking.readable.rows > LARGE {
        let hits = found::hits(conn, &asked, Walk::Newest(SAMPLED), TELLING).await?;
        if !hits.is_empty() {
            return Ok(hits);
        }
    }
    found::hits(conn, &asked, Walk::ByWords, TELLING).await
}
