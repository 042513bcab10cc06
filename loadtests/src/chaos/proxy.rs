//! A line between two parts that can be slow, stand still, lose what is said, or break. One listener
//! is one line; all connections over it share its weather.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use tokio::io::{self, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// What befalls bytes on their way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weather {
    Clear,
    /// Each piece waits so long.
    Delay(Duration),
    /// Nothing moves; the line stays open and what is written waits.
    Stall,
    /// What is written is taken and gone. A connection that lost something this way is cut when the
    /// weather changes: nothing may come after a hole.
    Swallow,
}

/// The weather of both ways, and how often the line has been cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sky {
    forth: Weather,
    back: Weather,
    cuts: u64,
}

/// Where a line leads.
#[derive(Clone, Debug)]
pub(crate) enum Goal {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

pub(crate) struct Proxy {
    pub(crate) address: SocketAddr,
    sky: watch::Sender<Sky>,
    /// Ends with the proxy.
    _line: JoinSet<()>,
}

/// Bytes in one piece, and in the buffers of the kernel: a line that stands still is soon full.
const PIECE: usize = 8 * 1024;

impl Proxy {
    pub(crate) async fn open(goal: Goal) -> anyhow::Result<Self> {
        let listener = TcpSocket::new_v4()?;
        listener.set_recv_buffer_size(PIECE as u32)?;
        listener.set_send_buffer_size(PIECE as u32)?;
        listener.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let listener = listener.listen(512)?;
        let address = listener.local_addr()?;
        let (sky, seen) =
            watch::channel(Sky { forth: Weather::Clear, back: Weather::Clear, cuts: 0 });
        let mut line = JoinSet::new();
        line.spawn(serve(listener, goal, seen));
        Ok(Self { address, sky, _line: line })
    }

    /// The weather towards the goal and back.
    pub(crate) fn weather(&self, forth: Weather, back: Weather) {
        self.sky.send_modify(|sky| (sky.forth, sky.back) = (forth, back));
    }

    /// Breaks every connection with a reset.
    pub(crate) fn cut(&self) {
        self.sky.send_modify(|sky| sky.cuts += 1);
    }

    pub(crate) fn clear(&self) {
        self.weather(Weather::Clear, Weather::Clear);
    }
}

async fn serve(listener: TcpListener, goal: Goal, sky: watch::Receiver<Sky>) {
    let mut lines = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((near, _)) = accepted {
                    lines.spawn(join(near, goal.clone(), sky.clone()));
                }
            }
            Some(_) = lines.join_next() => {}
        }
    }
}

async fn join(near: TcpStream, goal: Goal, sky: watch::Receiver<Sky>) {
    // Said once here: a line that cannot be set up is as good as cut.
    let _: io::Result<()> = near.set_nodelay(true);
    match goal {
        Goal::Tcp(address) => {
            let Ok(socket) = TcpSocket::new_v4() else { return };
            let _: io::Result<()> = socket.set_recv_buffer_size(PIECE as u32);
            if let Ok(mut far) = socket.connect(address).await {
                let _: io::Result<()> = far.set_nodelay(true);
                let was_cut = carry(&near, far.split(), sky).await;
                if was_cut {
                    let _: io::Result<()> = far.set_zero_linger();
                    let _: io::Result<()> = near.set_zero_linger();
                }
            }
        }
        Goal::Unix(path) => {
            if let Ok(mut far) = UnixStream::connect(path).await
                && carry(&near, far.split(), sky).await
            {
                let _: io::Result<()> = near.set_zero_linger();
            }
        }
    }
}

/// Carries bytes both ways until one side ends or the line is cut; true when it was cut.
async fn carry<R, W>(
    near: &TcpStream,
    (from_far, to_far): (R, W),
    sky: watch::Receiver<Sky>,
) -> bool
where
    R: AsyncRead + Unpin + Send,
    W: AsyncWrite + Unpin + Send,
{
    let forth = pin!(forward(Near(near), to_far, sky.clone(), |sky| sky.forth));
    let back = pin!(forward(from_far, Near(near), sky.clone(), |sky| sky.back));
    let mut cut = sky;
    let cuts = cut.borrow().cuts;
    tokio::select! {
        () = forth => false,
        () = back => false,
        _ = cut.wait_for(|sky| sky.cuts != cuts) => true,
    }
}

/// One way, until its source ends or something was swallowed and the weather is better.
async fn forward<R, W>(
    mut from: R,
    mut to: W,
    mut sky: watch::Receiver<Sky>,
    way: impl Fn(&Sky) -> Weather + Send + Sync,
) where
    R: AsyncRead + Unpin + Send,
    W: AsyncWrite + Unpin + Send,
{
    let mut buffer = vec![0; PIECE];
    let mut has_swallowed = false;
    loop {
        let count = from.read(&mut buffer).await.unwrap_or(0);
        if count == 0 {
            // Who goes while what is said is swallowed goes without a word.
            if way(&sky.borrow()) == Weather::Swallow {
                let _ = sky.wait_for(|sky| way(sky) != Weather::Swallow).await;
            }
            return;
        }
        if way(&sky.borrow()) == Weather::Stall
            && sky.wait_for(|sky| way(sky) != Weather::Stall).await.is_err()
        {
            return;
        }
        let weather = way(&sky.borrow());
        if has_swallowed && weather != Weather::Swallow {
            return;
        }
        match weather {
            Weather::Swallow => {
                has_swallowed = true;
                continue;
            }
            Weather::Delay(time) => tokio::time::sleep(time).await,
            Weather::Clear | Weather::Stall => {}
        }
        if to.write_all(&buffer[..count]).await.is_err() {
            return;
        }
    }
}

/// A TCP stream that both ways may use at once.
struct Near<'a>(&'a TcpStream);

impl AsyncRead for Near<'_> {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
        buffer: &mut io::ReadBuf<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        loop {
            std::task::ready!(self.0.poll_read_ready(context))?;
            match self.0.try_read(buffer.initialize_unfilled()) {
                Ok(count) => {
                    buffer.advance(count);
                    return std::task::Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return std::task::Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Near<'_> {
    fn poll_write(
        self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
        bytes: &[u8],
    ) -> std::task::Poll<io::Result<usize>> {
        loop {
            std::task::ready!(self.0.poll_write_ready(context))?;
            match self.0.try_write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                done => return std::task::Poll::Ready(done),
            }
        }
    }

    fn poll_flush(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        std::task::Poll::Ready(Ok(()))
    }

    /// The stream is dropped, and with it closed, by whoever holds it.
    fn poll_shutdown(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<io::Result<()>> {
        std::task::Poll::Ready(Ok(()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn echo() -> (SocketAddr, JoinSet<()>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut lines = JoinSet::new();
            while let Ok((mut line, _)) = listener.accept().await {
                lines.spawn(async move {
                    let (mut from, mut to) = line.split();
                    let _ = io::copy(&mut from, &mut to).await;
                });
            }
        });
        (address, serving)
    }

    async fn said(line: &mut TcpStream, word: &[u8]) -> io::Result<Vec<u8>> {
        line.write_all(word).await?;
        let mut heard = vec![0; word.len()];
        line.read_exact(&mut heard).await?;
        Ok(heard)
    }

    #[tokio::test]
    async fn a_line_carries_stalls_swallows_and_breaks() {
        let (goal, _serving) = echo().await;
        let proxy = Proxy::open(Goal::Tcp(goal)).await.unwrap();
        let mut line = TcpStream::connect(proxy.address).await.unwrap();
        assert_eq!(said(&mut line, b"clear").await.unwrap(), b"clear");

        proxy.weather(Weather::Stall, Weather::Clear);
        line.write_all(b"late").await.unwrap();
        let mut heard = [0; 4];
        let waited = line.read_exact(&mut heard);
        assert!(tokio::time::timeout(Duration::from_millis(50), waited).await.is_err());
        proxy.clear();
        line.read_exact(&mut heard).await.unwrap();
        assert_eq!(&heard, b"late");

        proxy.weather(Weather::Clear, Weather::Swallow);
        let gone = said(&mut line, b"gone");
        assert!(tokio::time::timeout(Duration::from_millis(50), gone).await.is_err());
        proxy.clear();
        assert!(said(&mut line, b"after a hole").await.is_err(), "nothing comes after a hole");

        let mut line = TcpStream::connect(proxy.address).await.unwrap();
        assert_eq!(said(&mut line, b"again").await.unwrap(), b"again");
        proxy.cut();
        let broken = line.read(&mut heard).await.unwrap_err();
        assert_eq!(broken.kind(), io::ErrorKind::ConnectionReset);
    }
}
