//! Nodes on a cluster of Redis: each hint goes to the master of its name, and the loss of a master
//! is a loss of Redis until somebody serves its slots again.

use talkoo::bus::redis::Wiring;
use talkoo::bus::{Asked, Topic, Turns};
use talkoo_protocol::StreamId;
use tokio::time::Duration;
use uuid::Uuid;

use super::network::{Node, on_redis, settle};
use crate::bed::OwnCluster;

fn topics() -> impl Iterator<Item = Topic> {
    (0..60).map(|number| Topic::Stream(StreamId(Uuid::from_u128(number))))
}

fn wiring(cluster: &OwnCluster) -> Wiring {
    let retry_every = Duration::from_millis(100);
    Wiring { retry_every, ..Wiring::new(&cluster.url(), "a node") }
}

async fn two_nodes(cluster: &OwnCluster) -> [Node; 2] {
    let mut nodes = [(); 2].map(|()| on_redis(wiring(cluster)));
    for node in &mut nodes {
        node.hears().await;
    }
    nodes
}

/// Every topic carries, whichever master has it.
async fn converse([a, b]: &mut [Node; 2]) {
    settle(a, &mut [b]).await;
    for topic in topics() {
        a.say(topic, "hei");
        assert_eq!(b.next().await, (topic, "hei".to_owned()));
    }
}

#[tokio::test]
async fn hints_go_to_the_master_of_their_name() {
    let cluster = OwnCluster::start().await;
    let mut nodes = two_nodes(&cluster).await;
    topics().for_each(|topic| nodes[1].bus.subscribe(topic));
    converse(&mut nodes).await;
    for master in 0..3 {
        assert!(cluster.calls(master, "spublish").await > 5, "master {master}");
        assert!(cluster.calls(master, "ssubscribe").await > 5, "master {master}");
    }
    let asked = |name| Asked { name, pause: Duration::from_secs(3600), burst: 2, wanted: 1 };
    for name in ["a", "b", "c", "d", "e"] {
        for node in &nodes {
            assert_eq!(node.bus.take_turns(asked(name)).await, Some(Turns::Granted(1)));
        }
        let refused = nodes[0].bus.take_turns(asked(name)).await;
        assert!(matches!(refused, Some(Turns::After(_))), "{refused:?}");
    }
}

/// The settings name the first master, and it is gone for good: another one tells who follows it.
#[tokio::test]
async fn a_replica_that_follows_a_lost_master_is_found() {
    let mut cluster = OwnCluster::start().await;
    let mut nodes = two_nodes(&cluster).await;
    topics().for_each(|topic| nodes[1].bus.subscribe(topic));
    converse(&mut nodes).await;
    cluster.kill(0);
    for node in &mut nodes {
        node.turns_deaf().await;
    }
    cluster.is_followed().await;
    for node in &mut nodes {
        // While the servers disagreed it may have heard and lost them again.
        node.heals().await;
    }
    converse(&mut nodes).await;
    assert!(cluster.calls(3, "spublish").await > 5, "the replica carries them");
}

#[tokio::test]
async fn a_master_that_comes_back_is_heard_again() {
    let mut cluster = OwnCluster::start().await;
    let mut nodes = two_nodes(&cluster).await;
    topics().for_each(|topic| nodes[1].bus.subscribe(topic));
    cluster.kill(1);
    for node in &mut nodes {
        node.turns_deaf().await;
        assert!(!node.bus.is_hearing());
    }
    cluster.start_again(1).await;
    for node in &mut nodes {
        node.hears().await;
    }
    converse(&mut nodes).await;
}
