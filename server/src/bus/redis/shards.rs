//! Where Redis is: one server, or the masters of a cluster, each of which carries the names of its
//! slots. What belongs to which master is asked at the start; whoever finds that it has changed
//! begins anew. Nothing is redirected: a hint that comes late is worth no second way.

use std::collections::HashMap;
use std::io;

use ::redis::aio::MultiplexedConnection;
use ::redis::{
    AsyncConnectionConfig, Client, ConnectionAddr, ConnectionInfo, RedisResult, Value,
    from_redis_value_ref,
};

/// A cluster has so many slots.
const SLOTS: u16 = 16_384;

/// A server as a cluster names it.
type Address = (String, u16);

/// The connections of one call.
pub(super) struct Shards {
    /// The one that was found first; in a cluster it is asked for the map.
    first: MultiplexedConnection,
    cluster: Option<Cluster>,
}

struct Cluster {
    map: Map,
    masters: Vec<MultiplexedConnection>,
    host: String,
}

/// Which master has which slots: first, last, number of the master.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Map {
    ranges: Vec<(u16, u16, usize)>,
    masters: Vec<Address>,
    /// The masters and those who would follow them.
    all: Vec<Address>,
}

impl Shards {
    /// Connects to the server of this address, and when it is of a cluster, to all masters.
    pub(super) async fn open(
        info: &ConnectionInfo,
        config: impl Fn() -> AsyncConnectionConfig,
        node: &str,
    ) -> RedisResult<Self> {
        let (mut first, is_cluster) = connect(info, config(), node).await?;
        if !is_cluster {
            return Ok(Self { first, cluster: None });
        }
        let host = host(info.addr());
        let map = Map::ask(&mut first, &host).await?;
        let mut masters = Vec::with_capacity(map.masters.len());
        for master in &map.masters {
            let info = info.clone().set_addr(like(info.addr(), master));
            masters.push(connect(&info, config(), node).await?.0);
        }
        Ok(Self { first, cluster: Some(Cluster { map, masters, host }) })
    }

    pub(super) fn is_cluster(&self) -> bool {
        self.cluster.is_some()
    }

    /// How many servers carry names.
    pub(super) fn count(&self) -> usize {
        self.cluster.as_ref().map_or(1, |cluster| cluster.masters.len())
    }

    /// Which of them carries this name.
    pub(super) fn of(&self, name: &[u8]) -> usize {
        self.cluster.as_ref().map_or(0, |cluster| cluster.map.of(name))
    }

    pub(super) fn nth(&self, index: usize) -> MultiplexedConnection {
        let master = self.cluster.as_ref().and_then(|cluster| cluster.masters.get(index));
        master.unwrap_or(&self.first).clone()
    }

    pub(super) fn connection(&self, name: &[u8]) -> MultiplexedConnection {
        self.nth(self.of(name))
    }

    /// Other servers of the cluster that could be asked when this one is gone.
    pub(super) fn others(&self, info: &ConnectionInfo) -> Vec<ConnectionAddr> {
        let all = self.cluster.iter().flat_map(|cluster| &cluster.map.all);
        all.map(|address| like(info.addr(), address)).collect()
    }

    /// An error when the slots are not where they were.
    pub(super) async fn check_map(&self) -> RedisResult<()> {
        let Some(cluster) = &self.cluster else { return Ok(()) };
        let map = Map::ask(&mut self.first.clone(), &cluster.host).await?;
        if map.ranges == cluster.map.ranges && map.masters == cluster.map.masters {
            return Ok(());
        }
        Err(io::Error::other("the slots of the cluster have moved").into())
    }
}

async fn connect(
    info: &ConnectionInfo,
    config: AsyncConnectionConfig,
    node: &str,
) -> RedisResult<(MultiplexedConnection, bool)> {
    let client = Client::open(info.clone())?;
    let mut connection = client.get_multiplexed_async_connection_with_config(&config).await?;
    let mut hello = ::redis::cmd("HELLO");
    hello.arg(3).arg("SETNAME").arg(node);
    let server: HashMap<String, Value> = hello.query_async(&mut connection).await?;
    let mode = server.get("mode").and_then(|mode| from_redis_value_ref::<String>(mode).ok());
    Ok((connection, mode.is_some_and(|mode| mode == "cluster")))
}

fn host(address: &ConnectionAddr) -> String {
    if let ConnectionAddr::Tcp(host, _) | ConnectionAddr::TcpTls { host, .. } = address {
        return host.clone();
    }
    "127.0.0.1".to_owned()
}

/// Another server, reached in the same way.
fn like(seed: &ConnectionAddr, (host, port): &Address) -> ConnectionAddr {
    let (host, port) = (host.clone(), *port);
    if let ConnectionAddr::TcpTls { insecure, tls_params, .. } = seed {
        let (insecure, tls_params) = (*insecure, tls_params.clone());
        return ConnectionAddr::TcpTls { host, port, insecure, tls_params };
    }
    ConnectionAddr::Tcp(host, port)
}

impl Map {
    async fn ask(connection: &mut MultiplexedConnection, host: &str) -> RedisResult<Self> {
        let mut slots = ::redis::cmd("CLUSTER");
        let slots: Vec<Vec<Value>> = slots.arg("SLOTS").query_async(connection).await?;
        let map = Self::read(&slots, host);
        if map.is_whole() {
            return Ok(map);
        }
        Err(io::Error::other("the cluster does not serve every slot").into())
    }

    /// From `[first, last, [host, port, …], …]`: the first server is the master. A server that does
    /// not know its own name is the one that was asked.
    fn read(slots: &[Vec<Value>], asked: &str) -> Self {
        let mut map = Self { ranges: Vec::new(), masters: Vec::new(), all: Vec::new() };
        for row in slots {
            let [Value::Int(first), Value::Int(last), servers @ ..] = row.as_slice() else {
                continue;
            };
            let mut servers = servers.iter().filter_map(|server| address(server, asked));
            let Some(master) = servers.next() else { continue };
            map.all.extend(servers);
            let known = map.masters.iter().position(|other| *other == master);
            let number = known.unwrap_or_else(|| {
                map.masters.push(master.clone());
                map.masters.len() - 1
            });
            let slot = |slot: &i64| u16::try_from(*slot).unwrap_or(SLOTS);
            map.ranges.push((slot(first), slot(last), number));
        }
        map.ranges.sort_unstable();
        map.all.extend(map.masters.iter().cloned());
        map
    }

    fn is_whole(&self) -> bool {
        let mut next = 0;
        for (first, last, _) in &self.ranges {
            if *first != next {
                return false;
            }
            next = last.saturating_add(1);
        }
        next == SLOTS
    }

    fn of(&self, name: &[u8]) -> usize {
        let slot = slot(name);
        let range = self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&slot));
        range.map_or(0, |(_, _, master)| *master)
    }
}

fn address(server: &Value, asked: &str) -> Option<Address> {
    let Value::Array(fields) = server else { return None };
    let [name, Value::Int(port), ..] = fields.as_slice() else { return None };
    let name: Option<String> = from_redis_value_ref(name).ok()?;
    let host = name.filter(|name| !name.is_empty()).unwrap_or_else(|| asked.to_owned());
    (host != "?").then_some((host, u16::try_from(*port).ok()?))
}

/// CRC16 (XMODEM) of the name, or of what stands in its first braces, as clusters reckon.
fn slot(name: &[u8]) -> u16 {
    let open = name.iter().position(|sign| *sign == b'{');
    let tag = open.and_then(|open| {
        let rest = name.get(open + 1..)?;
        let length = rest.iter().position(|sign| *sign == b'}')?;
        rest.get(..length).filter(|tag| !tag.is_empty())
    });
    let sum = tag.unwrap_or(name).iter().fold(0_u16, |sum, sign| {
        (0..8).fold(sum ^ (u16::from(*sign) << 8), |sum, _| {
            if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 }
        })
    });
    sum % SLOTS
}

#[cfg(test)]
mod tests {
    use redis::Value;

    use super::{Map, slot};

    #[test]
    fn slots_are_reckoned_as_the_cluster_does() {
        // From the specification of Redis Cluster.
        assert_eq!(slot(b"123456789"), 0x31C3);
        assert_eq!(slot(b"{user1000}.following"), slot(b"{user1000}.followers"));
        assert_eq!(slot(b"foo{}{bar}"), 8_363);
        assert_eq!(slot(b"foo{{bar}}zap"), slot(b"{bar"));
    }

    #[test]
    fn a_map_is_good_when_no_slot_is_left_out() {
        let server = |host: &str, port| {
            Value::Array(vec![Value::BulkString(host.as_bytes().to_vec()), Value::Int(port)])
        };
        let row = |first, last, host| {
            vec![Value::Int(first), Value::Int(last), server(host, 1), server("c", 9)]
        };
        let map = Map::read(&[row(8_192, 16_383, "b"), row(0, 8_191, "")], "asked");
        assert!(map.is_whole());
        assert_eq!(map.masters, [("b".to_owned(), 1), ("asked".to_owned(), 1)]);
        assert_eq!(map.of(b"123456789"), 0, "slot 12739");
        assert!(map.all.contains(&("c".to_owned(), 9)));
        assert!(!Map::read(&[row(0, 100, "a"), row(102, 16_383, "b")], "").is_whole());
        assert!(!Map::read(&[], "").is_whole());
    }
}
