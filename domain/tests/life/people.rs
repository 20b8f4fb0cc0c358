//! Everybody who might act: all roles, two firms, three departments, and people of several roles.

use domain::appeal::{Actor, Role};
use uuid::Uuid;

pub(crate) const FIRM: Uuid = Uuid::from_u128(1);
pub(crate) const OTHER_FIRM: Uuid = Uuid::from_u128(2);
pub(crate) const DEPARTMENTS: [Uuid; 3] =
    [Uuid::from_u128(11), Uuid::from_u128(12), Uuid::from_u128(13)];

/// One person, or the platform, as plain facts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    pub(crate) name: &'static str,
    pub(crate) id: Uuid,
    pub(crate) system: bool,
    pub(crate) speaks_for: Option<Uuid>,
    pub(crate) roles: Vec<Role>,
    pub(crate) department: Option<Uuid>,
    pub(crate) firms: Vec<Uuid>,
    pub(crate) stands_in_for: Vec<Uuid>,
}

impl Person {
    pub(crate) fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    pub(crate) fn actor(&self) -> Actor {
        if self.system {
            return Actor::System;
        }
        if let Some(firm) = self.speaks_for {
            return Actor::Entrepreneur { id: self.id, enterprises: vec![firm] };
        }
        Actor::Staff {
            id: self.id,
            roles: self.roles.clone(),
            department: self.department,
            firms: self.firms.clone(),
            stands_in_for: self.stands_in_for.clone(),
        }
    }
}

/// A handler and a head of a department, for the places that name a person.
pub(crate) fn handler_id(department: usize, which: usize) -> Uuid {
    Uuid::from_u128(200 + 10 * department as u128 + which as u128)
}

pub(crate) const MEMBER: Uuid = Uuid::from_u128(301);
pub(crate) const MANY_ROLES: Uuid = Uuid::from_u128(302);

/// The cast.
pub(crate) fn cast() -> Vec<Person> {
    use Role::{Administrator, DepartmentHead, Dispatcher, Handler, Officer, Supervisor};
    let staff = |name, id: u128, roles: &[Role], department| Person {
        name,
        id: Uuid::from_u128(id),
        roles: roles.to_vec(),
        department,
        ..Person::default()
    };
    let firm =
        |name, id: u128, firm| Person { speaks_for: Some(firm), ..staff(name, id, &[], None) };
    let mut all = vec![
        Person { system: true, ..staff("platform", 0, &[], None) },
        firm("firm", 101, FIRM),
        firm("other firm", 102, OTHER_FIRM),
        Person { firms: vec![FIRM], ..staff("officer", 103, &[Officer], None) },
        Person { firms: vec![OTHER_FIRM], ..staff("other officer", 104, &[Officer], None) },
        staff("first dispatcher", 105, &[Dispatcher], None),
        staff("second dispatcher", 106, &[Dispatcher], None),
        staff("first supervisor", 107, &[Supervisor], None),
        staff("second supervisor", 108, &[Supervisor], None),
        staff("administrator", 109, &[Administrator], Some(DEPARTMENTS[0])),
        Person { id: MEMBER, ..staff("member of task forces", 0, &[], None) },
        Person {
            id: MANY_ROLES,
            firms: vec![FIRM],
            ..staff("person of many roles", 0, &[], Some(DEPARTMENTS[0]))
        },
        Person {
            stands_in_for: vec![handler_id(0, 1), handler_id(0, 2)],
            ..staff("substitute", 303, &[Handler], Some(DEPARTMENTS[0]))
        },
        staff("head at the desk", 304, &[DepartmentHead, Dispatcher], Some(DEPARTMENTS[1])),
    ];
    let many = [Handler, DepartmentHead, Dispatcher, Supervisor, Officer];
    for person in all.iter_mut().filter(|person| person.id == MANY_ROLES) {
        person.roles = many.to_vec();
    }
    for (place, department) in DEPARTMENTS.into_iter().enumerate() {
        for which in 1..=4 {
            let (name, role) =
                if which < 3 { ("handler", Handler) } else { ("head", DepartmentHead) };
            let id = handler_id(place, which);
            all.push(Person { id, ..staff(name, 0, &[role], Some(department)) });
        }
    }
    all
}
