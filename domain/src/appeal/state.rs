//! Where an appeal stands. A state carries its facts.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::command::ReplyOutcome;
use super::event::Event;

/// The stored states, in the order of life. States that no command of this version leads to are named
/// already, because front ends and reports list them.
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

impl StateName {
    /// Every state.
    pub const ALL: [Self; 15] = [
        Self::Submitted,
        Self::NeedsInfo,
        Self::Accepted,
        Self::Dispatched,
        Self::Disputed,
        Self::InProgress,
        Self::ExtensionPending,
        Self::Parked,
        Self::Replied,
        Self::Feedback,
        Self::Rework,
        Self::Closed,
        Self::Merged,
        Self::Declined,
        Self::Withdrawn,
    ];

    /// The name used on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::NeedsInfo => "needs_info",
            Self::Accepted => "accepted",
            Self::Dispatched => "dispatched",
            Self::Disputed => "disputed",
            Self::InProgress => "in_progress",
            Self::ExtensionPending => "extension_pending",
            Self::Parked => "parked",
            Self::Replied => "replied",
            Self::Feedback => "feedback",
            Self::Rework => "rework",
            Self::Closed => "closed",
            Self::Merged => "merged",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a name written by [`StateName::as_str`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
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

impl Outcome {
    /// The name used on the wire and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::PartlyResolved => "partly_resolved",
            Self::Explained => "explained",
            Self::Unresolvable => "unresolvable",
            Self::Terminated => "terminated",
        }
    }
}

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

/// Which round of handling the department is in, and whether supervisors have taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounds {
    /// 0 before the first rework; at most 2.
    pub rework: u8,
    /// Both rounds were used up; the next rating closes, whatever it says.
    pub exhausted: bool,
}

/// A reply that waits for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingReply {
    /// Its text.
    pub text: String,
    /// What it achieves.
    pub outcome: ReplyOutcome,
    /// Files that go with it.
    pub attachments: Vec<Uuid>,
    /// Who wrote it.
    pub author: Uuid,
}

/// The state with its facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Filed, not yet taken in.
    Submitted,
    /// Taken in, nobody has it yet.
    Accepted,
    /// Sent to a department, not signed for.
    Dispatched {
        /// Which.
        department: Uuid,
        /// Whether it may not be returned.
        is_final: bool,
    },
    /// The department works on it.
    InProgress {
        /// Which.
        department: Uuid,
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
    },
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
    /// The firm, which has the reply before it.
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
            Self::Accepted => StateName::Accepted,
            Self::Dispatched { .. } => StateName::Dispatched,
            Self::InProgress { .. } => StateName::InProgress,
            Self::Replied { .. } => StateName::Replied,
            Self::Feedback { .. } => StateName::Feedback,
            Self::Rework { .. } => StateName::Rework,
            Self::Closed { .. } => StateName::Closed,
        }
    }

    /// The department that has it, or had it last.
    #[must_use]
    pub const fn department(&self) -> Option<Uuid> {
        match self {
            Self::Submitted | Self::Accepted => None,
            Self::Dispatched { department, .. }
            | Self::InProgress { department }
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
}

impl Appeal {
    /// An appeal that has just been filed for the enterprise.
    #[must_use]
    pub fn filed(enterprise: Uuid) -> Self {
        Self {
            enterprise,
            state: State::Submitted,
            handler: None,
            contacted: false,
            rounds: Rounds::default(),
        }
    }

    /// Rebuilds an appeal from its whole history.
    ///
    /// Answers `None` when the history does not begin with filing.
    #[must_use]
    pub fn from_events<'e>(events: impl IntoIterator<Item = &'e Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let Some(Event::Submitted { enterprise, .. }) = events.next() else { return None };
        let mut appeal = Self::filed(*enterprise);
        for event in events {
            appeal.apply(event);
        }
        Some(appeal)
    }

    /// Who has it on the table.
    #[must_use]
    pub const fn custodian(&self) -> Custodian {
        match &self.state {
            State::Submitted | State::Accepted => Custodian::DispatchDesk,
            State::Rework { .. } if self.rounds.exhausted => Custodian::Supervisor,
            State::Dispatched { department, .. }
            | State::InProgress { department }
            | State::Replied { department, .. }
            | State::Rework { department } => Custodian::Department { id: *department },
            State::Feedback { .. } => Custodian::Firm,
            State::Closed { .. } => Custodian::Nobody,
        }
    }

    /// Folds one event into the state. Total: events were decided when they happened, so replaying them
    /// never refuses.
    pub fn apply(&mut self, event: &Event) {
        let department = self.state.department();
        match (event, department) {
            (Event::Accepted { .. }, _) => self.state = State::Accepted,
            (Event::Dispatched { department, is_final, .. }, _) => {
                self.state = State::Dispatched { department: *department, is_final: *is_final };
                self.handler = None;
            }
            (Event::Assigned { handler, .. }, _) => self.handler = Some(*handler),
            (Event::Signed { .. }, Some(department)) => {
                self.state = State::InProgress { department }
            }
            (Event::Contacted { .. }, _) => self.contacted = true,
            (Event::Replied { text, outcome, attachments, author }, Some(department)) => {
                let reply = PendingReply {
                    text: text.clone(),
                    outcome: *outcome,
                    attachments: attachments.clone(),
                    author: *author,
                };
                self.state = State::Replied { department, reply };
            }
            (Event::ReplyApproved { outcome, .. }, Some(department)) => {
                self.state = State::Feedback { department, outcome: *outcome };
            }
            (Event::ReplyReturned { .. }, Some(department)) => {
                self.state = if self.rounds.rework > 0 {
                    State::Rework { department }
                } else {
                    State::InProgress { department }
                };
            }
            (Event::ReworkStarted { round }, Some(department)) => {
                self.rounds.rework = *round;
                self.state = State::Rework { department };
            }
            (Event::ReworkExhausted, Some(department)) => {
                self.rounds.exhausted = true;
                self.state = State::Rework { department };
            }
            (Event::Closed { outcome, .. }, department) => {
                self.state = State::Closed { department, outcome: *outcome };
            }
            _ => {}
        }
    }
}
