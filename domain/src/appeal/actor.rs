//! Who gives a command.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The roles of the platform (角色).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 企业用户: speaks for the enterprises they are bound to.
    Entrepreneur,
    /// 红色CGO / 首席政府服务官: looks after assigned firms.
    Officer,
    /// 派单员: decides what the router was unsure of.
    Dispatcher,
    /// 承办人: handles the tasks of one department.
    Handler,
    /// 部门负责人: assigns handlers, approves replies.
    DepartmentHead,
    /// 督查员: sees everything, audits what is late.
    Supervisor,
    /// 管理员: configures; sees no appeal.
    Administrator,
}

impl Role {
    /// Every role, in the order of the rule book.
    pub const ALL: [Self; 7] = [
        Self::Entrepreneur,
        Self::Officer,
        Self::Dispatcher,
        Self::Handler,
        Self::DepartmentHead,
        Self::Supervisor,
        Self::Administrator,
    ];

    /// The name used on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Entrepreneur => "entrepreneur",
            Self::Officer => "officer",
            Self::Dispatcher => "dispatcher",
            Self::Handler => "handler",
            Self::DepartmentHead => "department_head",
            Self::Supervisor => "supervisor",
            Self::Administrator => "administrator",
        }
    }

    /// Reads a name written by [`Role::as_str`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }
}

/// Who acts. Carries what the rules need to decide, nothing to greet anybody with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// An entrepreneur, with the enterprises they are bound to.
    Entrepreneur {
        /// Who.
        id: Uuid,
        /// Whom they speak for.
        enterprises: Vec<Uuid>,
    },
    /// A member of staff.
    Staff {
        /// Who.
        id: Uuid,
        /// What they may do.
        roles: Vec<Role>,
        /// Where they work; the row scope of handlers and heads.
        department: Option<Uuid>,
        /// The enterprises that an officer (红色CGO) looks after today.
        firms: Vec<Uuid>,
        /// Colleagues whose substitute the person is now.
        stands_in_for: Vec<Uuid>,
    },
    /// The platform itself: the router, a clock.
    System,
}

impl Actor {
    /// Whether a member of staff holds the role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        match self {
            Self::Staff { roles, .. } => roles.contains(&role),
            Self::Entrepreneur { .. } => role == Role::Entrepreneur,
            Self::System => false,
        }
    }

    /// Whether the actor works in the department with the role.
    #[must_use]
    pub fn serves(&self, role: Role, at: Uuid) -> bool {
        matches!(self, Self::Staff { roles, department, .. }
            if *department == Some(at) && roles.contains(&role))
    }

    /// Whether the actor speaks for the enterprise.
    #[must_use]
    pub fn speaks_for(&self, enterprise: Uuid) -> bool {
        matches!(self, Self::Entrepreneur { enterprises, .. } if enterprises.contains(&enterprise))
    }

    /// Whether the actor is the officer of the enterprise.
    #[must_use]
    pub fn looks_after(&self, enterprise: Uuid) -> bool {
        matches!(self, Self::Staff { firms, .. }
            if self.has(Role::Officer) && firms.contains(&enterprise))
    }

    /// Whether the actor is that member of staff, or stands in for them.
    #[must_use]
    pub fn acts_as(&self, handler: Uuid) -> bool {
        self.id() == Some(handler)
            || matches!(self, Self::Staff { stands_in_for, .. } if stands_in_for.contains(&handler))
    }

    /// The kind, as stored with every event: `entrepreneur`, `staff` or `system`.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Entrepreneur { .. } => "entrepreneur",
            Self::Staff { .. } => "staff",
            Self::System => "system",
        }
    }

    /// The account, where there is one.
    #[must_use]
    pub const fn id(&self) -> Option<Uuid> {
        match self {
            Self::Entrepreneur { id, .. } | Self::Staff { id, .. } => Some(*id),
            Self::System => None,
        }
    }
}
