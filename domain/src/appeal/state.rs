//! Where an appeal stands. A state carries its facts.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::command::ReplyOutcome;
use super::facts::{
    CoTask, DeclineCode, DisputeReason, OpenOrder, PendingReply, Publication, Rounds, TaskForce,
    Term, words,
};
use crate::time::Timestamp;

/// The stored states, in the order of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StateName {
    /// 待受理
    Submitted,
    /// 待补充
    NeedsInfo,
    /// 待派单
    Accepted,
    /// 待签收
    Dispatched,
    /// 退单审核
    Disputed,
    /// 办理中
    InProgress,
    /// 延期审核
    ExtensionPending,
    /// 挂账
    Parked,
    /// 已答复待审核
    Replied,
    /// 待评价
    Feedback,
    /// 重办
    Rework,
    /// 已办结
    Closed,
    /// 已并单
    Merged,
    /// 不予受理
    Declined,
    /// 已撤回
    Withdrawn,
}

words!(StateName, 15, {
    Submitted => "submitted",
    NeedsInfo => "needs_info",
    Accepted => "accepted",
    Dispatched => "dispatched",
    Disputed => "disputed",
    InProgress => "in_progress",
    ExtensionPending => "extension_pending",
    Parked => "parked",
    Replied => "replied",
    Feedback => "feedback",
    Rework => "rework",
    Closed => "closed",
    Merged => "merged",
    Declined => "declined",
    Withdrawn => "withdrawn",
});

impl StateName {
    /// Whether it is over; some ends can be undone by a command of their own.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Closed | Self::Merged | Self::Declined | Self::Withdrawn)
    }
}

/// How an appeal was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 已解决
    Resolved,
    /// 部分解决
    PartlyResolved,
    /// 已解释说明
    Explained,
    /// 暂无法解决
    Unresolvable,
    /// 终止
    Terminated,
}

words!(Outcome, 5, {
    Resolved => "resolved",
    PartlyResolved => "partly_resolved",
    Explained => "explained",
    Unresolvable => "unresolvable",
    Terminated => "terminated",
});

impl From<ReplyOutcome> for Outcome {
    fn from(claimed: ReplyOutcome) -> Self {
        match claimed {
            ReplyOutcome::Resolved => Self::Resolved,
            ReplyOutcome::PartlyResolved => Self::PartlyResolved,
            ReplyOutcome::Explained => Self::Explained,
            ReplyOutcome::Unresolvable => Self::Unresolvable,
        }
    }
}

/// The state with its facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Filed, not yet taken in.
    Submitted,
    /// The firm is asked for something; the clocks stand still.
    NeedsInfo {
        /// What it is asked.
        question: String,
    },
    /// Taken in, nobody has it yet.
    Accepted,
    /// Sent to a department, not signed for.
    Dispatched {
        /// Which.
        department: Uuid,
        /// Whether it may not be returned.
        is_final: bool,
        /// Whether the time for returning it is over.
        #[serde(default)]
        return_over: bool,
    },
    /// The department says that it is not theirs; the desk must rule.
    Disputed {
        /// Which.
        department: Uuid,
        /// Why.
        reason: DisputeReason,
        /// Whom it would send it to.
        suggested: Option<Uuid>,
    },
    /// The department works on it.
    InProgress {
        /// Which.
        department: Uuid,
        /// Who has asked to end it without a reply (终止), if anybody has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        termination: Option<Uuid>,
    },
    /// More time is asked for; the clock keeps running.
    ExtensionPending {
        /// Which department.
        department: Uuid,
        /// Units of the resolve clock.
        amount: u32,
        /// Who asked.
        by: Uuid,
        /// Whether the department's head stands behind it.
        endorsed: bool,
    },
    /// Put aside until something outside the department's power changes (挂账); the clocks stand still.
    Parked {
        /// Which department.
        department: Uuid,
        /// Who parked it.
        by: Uuid,
        /// Whether a supervisor has granted it; a refusal undoes the pause.
        granted: bool,
    },
    /// A reply waits for the head's approval.
    Replied {
        /// Which department.
        department: Uuid,
        /// The reply.
        reply: PendingReply,
    },
    /// The firm has the reply and may rate.
    Feedback {
        /// Which department answered.
        department: Uuid,
        /// What it says it achieved.
        outcome: ReplyOutcome,
    },
    /// The firm was not satisfied.
    Rework {
        /// Which department tries again.
        department: Uuid,
    },
    /// Closed.
    Closed {
        /// Which department answered last.
        department: Option<Uuid>,
        /// How.
        outcome: Outcome,
        /// Whether the firm may still reopen it on new facts.
        #[serde(default)]
        reopenable: bool,
    },
    /// Part of another appeal; follows it.
    Merged {
        /// Which.
        into: Uuid,
        /// Where it stood, for the way back.
        before: Box<State>,
        /// What the other appeal's reply achieves, once the firm has it.
        answered: Option<ReplyOutcome>,
        /// Whether this firm has rated that reply.
        rated: bool,
    },
    /// Not taken in.
    Declined {
        /// Why.
        code: DeclineCode,
        /// In words that the firm understands.
        #[serde(default)]
        reason: String,
        /// The right channel, where there is one.
        #[serde(default)]
        channel: Option<String>,
    },
    /// Taken back by the firm, or lapsed because it did not answer.
    Withdrawn,
}

/// Who has the appeal on the table (责任方). At every moment exactly one while it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Custodian {
    /// 派单台
    DispatchDesk,
    /// A department.
    Department {
        /// Which.
        id: Uuid,
    },
    /// A task force (专班).
    TaskForce {
        /// Which.
        id: Uuid,
    },
    /// The firm, which has the reply or a question before it.
    Firm,
    /// 督查
    Supervisor,
    /// Nobody: it is over.
    Nobody,
}

impl Custodian {
    /// The kind alone, as stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DispatchDesk => "dispatch_desk",
            Self::Department { .. } => "department",
            Self::TaskForce { .. } => "task_force",
            Self::Firm => "firm",
            Self::Supervisor => "supervisor",
            Self::Nobody => "nobody",
        }
    }
}

impl State {
    /// The name without the facts.
    #[must_use]
    pub const fn name(&self) -> StateName {
        match self {
            Self::Submitted => StateName::Submitted,
            Self::NeedsInfo { .. } => StateName::NeedsInfo,
            Self::Accepted => StateName::Accepted,
            Self::Dispatched { .. } => StateName::Dispatched,
            Self::Disputed { .. } => StateName::Disputed,
            Self::InProgress { .. } => StateName::InProgress,
            Self::ExtensionPending { .. } => StateName::ExtensionPending,
            Self::Parked { .. } => StateName::Parked,
            Self::Replied { .. } => StateName::Replied,
            Self::Feedback { .. } => StateName::Feedback,
            Self::Rework { .. } => StateName::Rework,
            Self::Closed { .. } => StateName::Closed,
            Self::Merged { .. } => StateName::Merged,
            Self::Declined { .. } => StateName::Declined,
            Self::Withdrawn => StateName::Withdrawn,
        }
    }

    /// The lead department (主办): the one that has it, or had it last.
    #[must_use]
    pub const fn department(&self) -> Option<Uuid> {
        match self {
            Self::Submitted
            | Self::NeedsInfo { .. }
            | Self::Accepted
            | Self::Merged { .. }
            | Self::Declined { .. }
            | Self::Withdrawn => None,
            Self::Dispatched { department, .. }
            | Self::Disputed { department, .. }
            | Self::InProgress { department, .. }
            | Self::ExtensionPending { department, .. }
            | Self::Parked { department, .. }
            | Self::Replied { department, .. }
            | Self::Feedback { department, .. }
            | Self::Rework { department } => Some(*department),
            Self::Closed { department, .. } => *department,
        }
    }
}

/// An appeal as far as the rules are concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// For whom it was filed.
    pub enterprise: Uuid,
    /// Where it stands.
    pub state: State,
    /// Who handles it inside the department.
    pub handler: Option<Uuid>,
    /// Whether the firm has been contacted.
    pub contacted: bool,
    /// Rounds of rework.
    pub rounds: Rounds,
    /// Whether departments may not learn who filed it.
    #[serde(default)]
    pub confidential: bool,
    /// A person decides whether it is taken in.
    #[serde(default)]
    pub manual: bool,
    /// The resolve clock.
    #[serde(default)]
    pub term: Term,
    /// Departments that the appeal is about: none of them ever gets it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Uuid>,
    /// Departments that have used their one return (退单).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returned_by: Vec<Uuid>,
    /// Departments called to help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub co_tasks: Vec<CoTask>,
    /// The task force that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_force: Option<TaskForce>,
    /// Supervision orders without an answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OpenOrder>,
    /// How many supervision orders there have been.
    #[serde(default)]
    pub orders_given: u32,
    /// Whether the firm has appealed against a decline; once only.
    #[serde(default)]
    pub decline_appealed: bool,
    /// Who declined it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined_by: Option<Uuid>,
    /// Until when it may not be urged again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urge_rest_until: Option<Timestamp>,
    /// Appeals that were merged into this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_here: Vec<Uuid>,
    /// Publication.
    #[serde(default)]
    pub publication: Publication,
}

impl Appeal {
    /// An appeal that is being filed for the enterprise; its first event fills in the rest.
    #[must_use]
    pub fn filed(enterprise: Uuid) -> Self {
        Self {
            enterprise,
            state: State::Submitted,
            handler: None,
            contacted: false,
            rounds: Rounds::default(),
            confidential: false,
            manual: false,
            term: Term::default(),
            conflicts: Vec::new(),
            returned_by: Vec::new(),
            co_tasks: Vec::new(),
            task_force: None,
            orders: Vec::new(),
            orders_given: 0,
            decline_appealed: false,
            declined_by: None,
            urge_rest_until: None,
            merged_here: Vec::new(),
            publication: Publication::None,
        }
    }

    /// Who has it on the table.
    #[must_use]
    pub fn custodian(&self) -> Custodian {
        match &self.state {
            State::Submitted | State::Accepted | State::Disputed { .. } => Custodian::DispatchDesk,
            State::NeedsInfo { .. } | State::Feedback { .. } => Custodian::Firm,
            State::InProgress { termination: Some(_), .. }
            | State::ExtensionPending { .. }
            | State::Parked { granted: false, .. } => Custodian::Supervisor,
            State::Rework { .. } if self.rounds.exhausted && !self.rounds.handed_on => {
                Custodian::Supervisor
            }
            State::InProgress { department, .. }
            | State::Parked { department, .. }
            | State::Rework { department } => match &self.task_force {
                Some(force) => Custodian::TaskForce { id: force.id },
                None => Custodian::Department { id: *department },
            },
            State::Dispatched { department, .. } | State::Replied { department, .. } => {
                Custodian::Department { id: *department }
            }
            State::Closed { .. }
            | State::Merged { .. }
            | State::Declined { .. }
            | State::Withdrawn => Custodian::Nobody,
        }
    }

    /// The open co-task of a department.
    #[must_use]
    pub fn open_co_task(&self, department: Uuid) -> Option<&CoTask> {
        self.co_tasks.iter().find(|task| task.department == department && task.is_open())
    }

    /// The departments that take part: lead and helpers, for scoping.
    #[must_use]
    pub fn co_departments(&self) -> Vec<Uuid> {
        let called = self.co_tasks.iter().map(|task| task.department);
        called.filter(|department| !self.conflicts.contains(department)).collect()
    }
}
