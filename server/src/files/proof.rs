//! Whether a store of files does what is asked of it: everything the depot promises, tried once, and
//! nothing left behind. For an operator who has set one up, and for our own tests of each kind.

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use talkoo_protocol::FileId;
use uuid::Uuid;

use super::depot::{Depot, Part, Piece};
use crate::error::Fault;

/// More than one piece of an upload takes, so that a store that cuts at some length is found out.
const LARGE: usize = 6 << 20;

/// Tries the depot with two files that nobody has.
///
/// # Errors
/// A fault that names the promise that was broken, or an outage.
pub async fn prove(depot: &Depot, ids: [Uuid; 4]) -> Result<(), Fault> {
    let [file, other, first, second] = ids;
    let (file, other) = (FileId(file), FileId(other));
    let done = promises(depot, file, other, [first, second]).await;
    // Also after a broken promise nothing stays there.
    depot.remove(file).await?;
    depot.remove(other).await?;
    done
}

async fn promises(
    depot: &Depot,
    file: FileId,
    other: FileId,
    objects: [Uuid; 2],
) -> Result<(), Fault> {
    let bytes = Bytes::from_iter((0..LARGE).map(|at| (at % 251) as u8));
    for (object, text) in objects.into_iter().zip([&b"eka"[..], b"toka"]) {
        depot.put_piece(Piece { file, object }, Bytes::from_static(text)).await?;
    }
    let [first, second] = objects;
    let eka = depot.piece(Piece { file, object: first }).await? == "eka";
    let toka = depot.piece(Piece { file, object: second }).await? == "toka";
    holds("a piece is read as it was written", eka && toka)?;
    depot.put_part(file, Part::Whole, bytes.clone()).await?;
    depot.put_part(file, Part::Thumbnail, Bytes::from_static(b"pieni")).await?;
    depot.put_part(other, Part::Whole, Bytes::from_static(b"toinen")).await?;
    holds("a file is read whole", depot.part(file, Part::Whole).await? == bytes)?;
    let flowed = flowed(depot, file, Part::Whole, None).await?;
    holds("a file flows out whole", flowed == Some((bytes.len() as u64, bytes.to_vec())))?;
    let stretch = 1_000_000..1_000_100_u64;
    let part = bytes.slice(1_000_000..1_000_100).to_vec();
    let flowed = self::flowed(depot, file, Part::Whole, Some(stretch)).await?;
    holds("a stretch is that stretch", flowed == Some((bytes.len() as u64, part)))?;
    depot.put_part(file, Part::Thumbnail, Bytes::from_static(b"uusi")).await?;
    holds("what is written again is new", depot.part(file, Part::Thumbnail).await? == "uusi")?;
    let none = self::flowed(depot, other, Part::Thumbnail, None).await?;
    holds("what is not there is said to be not there", none.is_none())?;

    depot.remove_pieces(file).await?;
    holds("a file outlives its pieces", depot.part(file, Part::Whole).await? == bytes)?;
    depot.remove(file).await?;
    depot.remove(file).await?;
    for part in [Part::Whole, Part::Thumbnail] {
        holds(
            "a file can be removed, twice",
            self::flowed(depot, file, part, None).await?.is_none(),
        )?;
    }
    holds("another file stays", depot.part(other, Part::Whole).await? == "toinen")
}

async fn flowed(
    depot: &Depot,
    file: FileId,
    part: Part,
    range: Option<std::ops::Range<u64>>,
) -> Result<Option<(u64, Vec<u8>)>, Fault> {
    let Some((size, flow)) = depot.open(file, part, range).await? else { return Ok(None) };
    let bytes: Vec<Bytes> = flow.try_collect().await?;
    Ok(Some((size, bytes.concat())))
}

fn holds(promise: &'static str, is_kept: bool) -> Result<(), Fault> {
    if is_kept { Ok(()) } else { Err(Fault::new(promise)) }
}
