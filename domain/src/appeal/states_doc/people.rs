//! One person per part, who has that part and no other, and the bystanders, who have none.

use uuid::Uuid;

use super::super::actor::{Actor, Role};
use super::super::decide::Party;

pub(super) const FIRM: Uuid = Uuid::from_u128(0x01);
pub(super) const LEAD: Uuid = Uuid::from_u128(0x02);
pub(super) const HELPING: Uuid = Uuid::from_u128(0x03);
pub(super) const LATE: Uuid = Uuid::from_u128(0x04);
pub(super) const ELSEWHERE: Uuid = Uuid::from_u128(0x05);
pub(super) const HANDLER: Uuid = Uuid::from_u128(0x11);
pub(super) const MEMBER: Uuid = Uuid::from_u128(0x12);

fn staff(number: u128, roles: &[Role], department: Option<Uuid>, firms: &[Uuid]) -> Actor {
    Actor::Staff {
        id: Uuid::from_u128(number),
        roles: roles.to_vec(),
        department,
        firms: firms.to_vec(),
        stands_in_for: Vec::new(),
    }
}

fn entrepreneur(number: u128, firm: Uuid) -> Actor {
    Actor::Entrepreneur { id: Uuid::from_u128(number), enterprises: vec![firm] }
}

/// Who plays the part, and only that one.
pub(super) fn of(party: Party) -> Actor {
    match party {
        Party::Firm => entrepreneur(0x10, FIRM),
        Party::Handler => staff(HANDLER.as_u128(), &[Role::Handler], Some(LEAD), &[]),
        Party::Member => staff(MEMBER.as_u128(), &[], None, &[]),
        Party::Officer => staff(0x13, &[Role::Officer], None, &[FIRM]),
        Party::Desk => staff(0x14, &[Role::Dispatcher], None, &[]),
        Party::Head => staff(0x15, &[Role::DepartmentHead], Some(LEAD), &[]),
        Party::Helper => staff(0x16, &[Role::DepartmentHead], Some(HELPING), &[]),
        Party::Ordered => staff(0x17, &[Role::DepartmentHead], Some(LATE), &[]),
        Party::Supervisor => staff(0x18, &[Role::Supervisor], None, &[]),
    }
}

/// A colleague of the desk, of the head, of the supervisor and of the handler, for four eyes; the last
/// two hold two roles.
pub(super) fn second(party: Party) -> Actor {
    match party {
        Party::Desk => staff(0x24, &[Role::Dispatcher], None, &[]),
        Party::Head => staff(0x25, &[Role::DepartmentHead], Some(LEAD), &[]),
        Party::Supervisor => staff(0x28, &[Role::Handler, Role::Supervisor], Some(LEAD), &[]),
        _ => staff(0x21, &[Role::Handler, Role::DepartmentHead], Some(LEAD), &[]),
    }
}

/// Who has no part in any appeal of the firm.
pub(super) fn bystanders() -> [(&'static str, &'static str, Actor); 4] {
    let heads = [Role::Handler, Role::DepartmentHead];
    [
        ("其他企业", "another firm", entrepreneur(0x31, ELSEWHERE)),
        ("其他企业的红色CGO", "another firm's officer", {
            staff(0x32, &[Role::Officer], None, &[ELSEWHERE])
        }),
        ("其他部门", "another department", staff(0x33, &heads, Some(ELSEWHERE), &[])),
        ("管理员", "administrator", staff(0x34, &[Role::Administrator], None, &[])),
    ]
}
