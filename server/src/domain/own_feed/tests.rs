use proptest::prelude::*;
use talkoo_protocol::own_feed::{FeedWeights, FeedWhy, OwnFeedSettings};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::*;

const RUNGS: [FeedRung; 4] = [FeedRung::Off, FeedRung::Less, FeedRung::Normal, FeedRung::More];
const LEVELS: [Follow; 2] = [Follow::Follow, Follow::Watch];

fn now() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_800_000_000).unwrap()
}

fn interest(why: FeedWhy, subject: &str, level: Follow) -> (String, Interest) {
    let mark = format!("{why:?}:{subject}");
    (mark, Interest { why, subject: subject.to_owned(), level })
}

fn offer(number: u128, hours: i64, marks: &[&str]) -> Offer {
    let marks = marks.iter().map(|mark| (*mark).to_owned()).collect();
    Offer { id: Uuid::from_u128(number), at: now() - Duration::hours(hours), marks }
}

fn check(interests: &Interests, offer: &Offer, expected: &[(FeedWhy, u32)]) {
    let reasons = reasons(interests, &OwnFeedSettings::default(), offer, now());
    let told: Vec<_> = reasons.iter().map(|reason| (reason.why, reason.points)).collect();
    assert_eq!(told, expected, "{offer:?}");
}

#[test]
fn each_mark_in_common_is_a_reason_and_freshness_is_one_more() {
    let all: Interests = [
        interest(FeedWhy::Tag, "nuoret", Follow::Watch),
        interest(FeedWhy::Tag, "kyber", Follow::Follow),
        interest(FeedWhy::Region, "19", Follow::Follow),
        interest(FeedWhy::Workspace, "w", Follow::Follow),
    ]
    .into();
    check(&all, &offer(1, 0, &[]), &[(FeedWhy::Freshness, 30)]);
    check(&all, &offer(1, 36, &["Tag:muu"]), &[(FeedWhy::Freshness, 22)]);
    check(&all, &offer(1, 72, &[]), &[(FeedWhy::Freshness, 15)]);
    check(&all, &offer(1, 5_000, &[]), &[]);
    check(
        &all,
        &offer(1, 72, &["Tag:nuoret", "Region:19", "Workspace:w", "Tag:nuoret"]),
        &[
            (FeedWhy::Tag, 45),
            (FeedWhy::Region, 20),
            (FeedWhy::Workspace, 20),
            (FeedWhy::Freshness, 15),
        ],
    );
    // Published in a moment from now by another clock: as fresh as can be, not more.
    check(&all, &offer(1, -5, &[]), &[(FeedWhy::Freshness, 30)]);
}

#[test]
fn more_tags_are_not_louder() {
    let slugs = ["a", "b", "c", "d", "e"];
    let all: Interests =
        slugs.map(|slug| interest(FeedWhy::Tag, slug, Follow::Follow)).into_iter().collect();
    let many = offer(1, 5_000, &["Tag:a", "Tag:b", "Tag:c", "Tag:d", "Tag:e"]);
    check(&all, &many, &[(FeedWhy::Tag, 30); TAGS_COUNTED]);
}

#[test]
fn what_is_turned_off_is_no_reason() {
    let all: Interests = [interest(FeedWhy::Tag, "a", Follow::Watch)].into();
    let one = offer(1, 0, &["Tag:a"]);
    let points = |rung| {
        let weights = FeedWeights { tag: rung, ..FeedWeights::default() };
        let settings = OwnFeedSettings { weights, ..OwnFeedSettings::default() };
        reasons(&all, &settings, &one, now()).iter().map(|one| one.points).sum::<u32>()
    };
    assert_eq!(RUNGS.map(points), [30, 52, 75, 120]);
}

#[test]
fn the_moment_goes_forward_in_steps() {
    assert_eq!(as_of(now()), as_of(now() + Duration::seconds(STEP_SECS - 1)));
    assert_eq!(as_of(as_of(now())), as_of(now()));
    assert!(as_of(now() + Duration::seconds(STEP_SECS)) > as_of(now()));
}

#[test]
fn a_place_reads_as_it_was_written() {
    let place = Place { points: 75, at: now() + Duration::microseconds(7), id: Uuid::from_u128(9) };
    let next = Next { place, upto: now() };
    assert_eq!(next.to_string().parse(), Ok(next));
    let id = Uuid::nil().simple();
    let far = format!("1.{}.{id}.0", i64::MIN);
    for bad in
        ["", "1", "1.2", "a.b.c.d", "1.2.x.4", &format!("-1.2.{id}.4"), &format!("1.2.{id}"), &far]
    {
        assert_eq!(bad.parse::<Next>(), Err(()), "{bad}");
    }
}

fn settings() -> impl Strategy<Value = OwnFeedSettings> {
    prop::collection::vec(prop::sample::select(RUNGS.to_vec()), 8).prop_map(|rungs| {
        let weights = FeedWeights {
            tag: rungs[0],
            channel: rungs[1],
            member: rungs[2],
            region: rungs[3],
            organisation: rungs[4],
            workspace: rungs[5],
            role: rungs[6],
            freshness: rungs[7],
        };
        OwnFeedSettings { weights, ..OwnFeedSettings::default() }
    })
}

fn interests() -> impl Strategy<Value = Interests> {
    let one = (prop::sample::select(FeedWhy::ALL.to_vec()), 0..3_u8, 0..2_usize);
    prop::collection::vec(one, 0..20).prop_map(|all| {
        let all = all.into_iter().filter(|(why, ..)| *why != FeedWhy::Freshness);
        all.map(|(why, n, level)| interest(why, &n.to_string(), LEVELS[level])).collect()
    })
}

fn offers() -> impl Strategy<Value = Vec<Offer>> {
    let mark = (prop::sample::select(FeedWhy::ALL.to_vec()), 0..3_u8)
        .prop_map(|(why, n)| format!("{why:?}:{n}"));
    let one = (0..400_i64, prop::collection::vec(mark, 0..8));
    prop::collection::vec(one, 0..30).prop_map(|all| {
        let offers = all.into_iter().zip(1_u128..).map(|((hours, marks), n)| Offer {
            id: Uuid::from_u128(n),
            at: now() - Duration::hours(hours),
            marks,
        });
        offers.collect()
    })
}

proptest! {
    /// Whoever has only the answer finds the same order: sum what is shown, the later one first, then
    /// the id.
    #[test]
    fn the_points_that_are_shown_are_the_rank(
        (interests, settings, offers) in (interests(), settings(), offers())
    ) {
        let ranked = ranked(&interests, &settings, offers, now());
        let mut again = ranked.clone();
        again.sort_by_key(|one| {
            let sum: u32 = one.reasons.iter().map(|reason| reason.points).sum();
            Reverse((sum, one.offer.at, one.offer.id))
        });
        prop_assert_eq!(&again, &ranked);
        for pair in ranked.windows(2) {
            prop_assert!(pair[1].place().is_behind(pair[0].place()));
        }
        for one in &ranked {
            prop_assert!(one.reasons.iter().all(|reason| reason.points > 0));
        }
    }

    /// In whatever order things are found, their order in the feed is one.
    #[test]
    fn the_same_is_shown_in_the_same_order(
        (interests, settings, offers, seed) in (interests(), settings(), offers(), any::<u64>())
    ) {
        let mut shuffled = offers.clone();
        shuffled.sort_by_key(|offer| offer.id.as_u128().wrapping_mul(u128::from(seed | 1)));
        for offer in &mut shuffled {
            offer.marks.reverse();
        }
        let told = |offers| -> Vec<(Uuid, u32, Vec<FeedReason>)> {
            let ranked = ranked(&interests, &settings, offers, now());
            ranked.into_iter().map(|one| (one.offer.id, one.points, one.reasons)).collect()
        };
        prop_assert_eq!(told(offers), told(shuffled));
    }
}
