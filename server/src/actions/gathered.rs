//! Questions of the same sort that come at once are asked together: while one is on its way to
//! Postgres, those that come meanwhile gather, and the next question carries them all. When a thousand
//! members write their first words in the same second, that is some twenty questions, not thousands.

use std::sync::{Mutex, PoisonError};

use tokio::sync::{Semaphore, oneshot};

use crate::error::Fault;

/// Asked together at most.
const MOST: usize = 500;

/// Those who wait for an answer about a `K`.
pub(super) struct Gathered<K, V> {
    waiting: Mutex<Vec<(K, oneshot::Sender<Option<V>>)>>,
    /// Whoever holds it asks for all who wait.
    turn: Semaphore,
}

impl<K, V> Default for Gathered<K, V> {
    fn default() -> Self {
        Self { waiting: Mutex::default(), turn: Semaphore::new(1) }
    }
}

impl<K: Clone, V> Gathered<K, V> {
    /// What `read` answers for this key, in the order of the keys that it is given. It begins to read
    /// after this was called, so the answer is never older than the question.
    ///
    /// # Errors
    /// The fault of the reading, for whoever read; for those who waited with it, an outage.
    pub(super) async fn ask<R, F>(&self, key: K, read: R) -> Result<V, Fault>
    where
        R: Fn(Vec<K>) -> F,
        F: Future<Output = Result<Vec<V>, Fault>>,
    {
        let mut answer = self.wait(key.clone());
        loop {
            let turn = tokio::select! {
                biased;
                answered = &mut answer => match answered {
                    Ok(value) => return value.ok_or_else(|| Fault::outage("reading together")),
                    Err(_) => {
                        // Who read for all has hung up meanwhile.
                        answer = self.wait(key.clone());
                        continue;
                    }
                },
                turn = self.turn.acquire() => turn,
            };
            let (keys, replies): (Vec<K>, Vec<_>) = self.next().into_iter().unzip();
            if keys.is_empty() {
                drop(turn);
                continue;
            }
            match read(keys).await {
                Ok(values) => {
                    for (reply, value) in replies.into_iter().zip(values) {
                        let _ = reply.send(Some(value));
                    }
                }
                Err(fault) => {
                    for reply in replies {
                        let _ = reply.send(None);
                    }
                    return Err(fault);
                }
            }
        }
    }

    fn wait(&self, key: K) -> oneshot::Receiver<Option<V>> {
        let (reply, answer) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push((key, reply));
        answer
    }

    /// The first of those who wait, without those who do not any more.
    fn next(&self) -> Vec<(K, oneshot::Sender<Option<V>>)> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let most = waiting.len().min(MOST);
        waiting.drain(..most).filter(|(_, reply)| !reply.is_closed()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::join_all;
    use tokio::sync::Semaphore;

    use super::Gathered;
    use crate::error::Fault;

    #[tokio::test]
    async fn what_comes_while_one_is_on_its_way_is_asked_together() {
        let gathered = Gathered::default();
        let (asked, gate) = (AtomicUsize::new(0), Semaphore::new(0));
        let read = |keys: Vec<u32>| async {
            if asked.fetch_add(1, Ordering::Relaxed) == 0 {
                let _open = gate.acquire().await;
            }
            Ok(keys.into_iter().map(|key| key * 2).collect())
        };
        let all = join_all((0..100).map(|key| gathered.ask(key, read)));
        let (answers, ()) = tokio::join!(all, async {
            tokio::task::yield_now().await;
            gate.add_permits(1);
        });
        let answers: Vec<u32> = answers.into_iter().map(|answer| answer.expect("read")).collect();
        assert_eq!(answers, (0..100).map(|key| key * 2).collect::<Vec<_>>());
        assert!(asked.load(Ordering::Relaxed) <= 2, "asked {asked:?} times");
    }

    #[tokio::test]
    async fn who_waits_is_answered_though_the_one_who_reads_hangs_up() {
        let gathered = Gathered::<u32, u32>::default();
        let mut first = Box::pin(gathered.ask(1, |_| std::future::pending()));
        let second = gathered.ask(2, |keys| async { Ok(keys) });
        tokio::pin!(second);
        assert!(futures_util::poll!(&mut first).is_pending());
        assert!(futures_util::poll!(&mut second).is_pending());
        drop(first);
        assert_eq!(second.await.expect("read"), 2);
    }

    #[tokio::test]
    async fn a_fault_is_everybodys_who_waited_with_it() {
        let gathered = Gathered::<u32, u32>::default();
        let failing = |_| async { Err::<Vec<u32>, Fault>(Fault::outage("gone")) };
        let answers = join_all((0..3).map(|key| gathered.ask(key, failing))).await;
        assert!(answers.iter().all(Result::is_err));
    }
}
