use std::collections::HashMap;

use talkoo_protocol::{MemberId, WorkspaceId};
use uuid::Uuid;

use super::{Duty, Fate, NoSuccessor, plan};
use crate::domain::access::Role::{self, Facilitator, Member};

fn member(number: u128) -> MemberId {
    MemberId(Uuid::from_u128(number))
}

fn hall() -> WorkspaceId {
    WorkspaceId(Uuid::from_u128(100))
}

fn duty(others: &[(u128, Role)]) -> Duty {
    let others = others.iter().map(|(number, role)| (member(*number), *role)).collect();
    Duty { workspace: hall(), is_secret: false, others }
}

fn check(others: &[(u128, Role)], named: Option<u128>) -> Result<Fate, NoSuccessor> {
    let named: HashMap<_, _> = named.map(|number| (hall(), member(number))).into_iter().collect();
    plan(&[duty(others)], &named).map(|plan| plan[0].1)
}

#[test]
fn the_oldest_facilitator_comes_before_the_oldest_member() {
    let people = [(1, Member), (2, Facilitator), (3, Facilitator), (4, Member)];
    assert_eq!(check(&people, None), Ok(Fate::HandedTo(member(2))));
    assert_eq!(check(&[(1, Member), (4, Member)], None), Ok(Fate::HandedTo(member(1))));
}

#[test]
fn who_is_named_must_be_there() {
    assert_eq!(check(&[(1, Member), (2, Facilitator)], Some(1)), Ok(Fate::HandedTo(member(1))));
    assert_eq!(check(&[(1, Member)], Some(9)), Err(NoSuccessor(hall())));
    assert_eq!(check(&[(1, Role::Guest)], Some(1)), Err(NoSuccessor(hall())));
}

#[test]
fn where_nobody_else_is_it_is_archived() {
    assert_eq!(check(&[], None), Ok(Fate::Archived));
    assert_eq!(check(&[(1, Role::Guest)], None), Ok(Fate::Archived));
}

#[test]
fn what_is_no_duty_cannot_be_handed_over() {
    let named = HashMap::from([(hall(), member(1))]);
    assert_eq!(plan(&[], &named), Err(NoSuccessor(hall())));
}
