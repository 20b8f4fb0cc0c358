//! Who may do what, where: one row per action. Front ends, refusals and `docs/STATES.md` all come from
//! this table; what depends on more than party and state is in `conditions.rs`.

use super::super::action::Action;
use super::super::actor::{Actor, Role};
use super::super::state::{Appeal, StateName};
use super::conditions::answerable;

/// In which part somebody acts on an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Party {
    /// 企业: speaks for the enterprise.
    Firm,
    /// 红色CGO: looks after the enterprise; not for confidential appeals.
    Officer,
    /// 派单员
    Desk,
    /// 承办人 of the lead department.
    Handler,
    /// 负责人 of the lead department.
    Head,
    /// 专班成员
    Member,
    /// 协办部门: a handler or head of a department that was called and has not answered yet.
    Helper,
    /// 被督办人: the head of a department with an unanswered supervision order, or the desk.
    Ordered,
    /// 督查员
    Supervisor,
}

impl Party {
    /// Every part.
    pub const ALL: [Self; 9] = [
        Self::Firm,
        Self::Officer,
        Self::Desk,
        Self::Handler,
        Self::Head,
        Self::Member,
        Self::Helper,
        Self::Ordered,
        Self::Supervisor,
    ];

    /// Whether the actor has this part in the appeal.
    #[must_use]
    pub fn is(self, appeal: &Appeal, actor: &Actor) -> bool {
        let lead = appeal.state.department();
        let serves = |role| lead.is_some_and(|department| actor.serves(role, department));
        match self {
            Self::Firm => actor.speaks_for(appeal.enterprise),
            Self::Officer => !appeal.confidential && actor.looks_after(appeal.enterprise),
            Self::Desk => actor.has(Role::Dispatcher),
            Self::Handler => serves(Role::Handler),
            Self::Head => serves(Role::DepartmentHead),
            Self::Member => appeal.task_force.as_ref().is_some_and(
                |force| matches!(actor, Actor::Staff { id, .. } if force.members.contains(id)),
            ),
            Self::Helper => appeal.co_tasks.iter().any(|task| {
                task.is_open()
                    && (actor.serves(Role::Handler, task.department)
                        || actor.serves(Role::DepartmentHead, task.department))
            }),
            Self::Ordered => answerable(appeal, actor).next().is_some(),
            Self::Supervisor => actor.has(Role::Supervisor),
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Who may.
    pub parties: &'static [Party],
    /// Where.
    pub states: &'static [StateName],
}

/// The row of an action.
#[must_use]
pub const fn rule(action: Action) -> Rule {
    use Party::{Desk, Firm, Handler, Head, Helper, Member, Officer, Ordered, Supervisor};
    use StateName::{
        Accepted, Closed, Declined, Dispatched, Disputed, ExtensionPending, Feedback, InProgress,
        Merged, NeedsInfo, Parked, Replied, Rework, Submitted,
    };
    let (parties, states): (&'static [Party], &'static [StateName]) = match action {
        // Intake and dispatch. What the router has taken in of itself and is unsure of can still be
        // declined or asked about: nobody has looked at it before.
        Action::Accept => (&[Desk, Supervisor], &[Submitted]),
        Action::Decline => (&[Desk, Supervisor], &[Submitted, Accepted]),
        Action::AskInfo => (&[Desk], &[Submitted, Accepted]),
        Action::Dispatch | Action::Split => (&[Desk], &[Accepted]),
        Action::Rule => (&[Desk], &[Disputed]),
        Action::Merge => (&[Desk], &[Submitted, Accepted]),
        Action::Unmerge => (&[Desk, Supervisor], &[Merged]),
        // Not while more time is asked for: what is granted is counted in the units of the level. Not once
        // a reply is there: the clock that it stopped keeps what it was counted by.
        Action::SetLevel => (
            &[Desk, Supervisor],
            &[Submitted, NeedsInfo, Accepted, Dispatched, Disputed, InProgress, Parked, Rework],
        ),
        // The lead department.
        Action::Claim => (&[Handler], &[Dispatched, InProgress, ExtensionPending, Parked, Rework]),
        Action::Assign => {
            (&[Head], &[Dispatched, InProgress, ExtensionPending, Parked, Replied, Rework])
        }
        Action::Sign | Action::Dispute => (&[Handler, Head], &[Dispatched]),
        // After the reply too: whoever has not been contacted by then still waits to be.
        Action::Contact => (
            &[Handler, Head, Member],
            &[InProgress, ExtensionPending, Parked, Replied, Feedback, Rework],
        ),
        Action::Note => (
            &[Desk, Handler, Head, Member, Helper, Supervisor],
            &[
                Submitted,
                NeedsInfo,
                Accepted,
                Dispatched,
                Disputed,
                InProgress,
                ExtensionPending,
                Parked,
                Replied,
                Feedback,
                Rework,
            ],
        ),
        Action::Whistle => (&[Handler, Head], &[InProgress, Rework]),
        Action::Reply => (&[Handler, Head, Member], &[InProgress, Rework]),
        Action::Approve => (&[Head], &[Replied, ExtensionPending]),
        Action::ReturnReply => (&[Head], &[Replied]),
        Action::RequestExtension | Action::RequestTermination => (&[Handler, Head], &[InProgress]),
        Action::Park => (&[Handler, Head, Supervisor], &[InProgress]),
        Action::ReportParking => (&[Handler, Head, Member], &[Parked]),
        Action::Resume => (&[Handler, Head, Supervisor], &[Parked]),
        Action::Reveal => {
            (&[Handler, Head], &[Dispatched, InProgress, ExtensionPending, Parked, Replied, Rework])
        }
        // Helpers.
        Action::ReportIn | Action::CoReply => {
            (&[Helper], &[InProgress, ExtensionPending, Parked, Rework])
        }
        // Supervisors. A head may call off a request for more time of the own department.
        Action::GrantExtension => (&[Supervisor], &[ExtensionPending]),
        Action::RefuseExtension => (&[Supervisor, Head], &[ExtensionPending]),
        Action::GrantParking | Action::RefuseParking => (&[Supervisor], &[Parked]),
        Action::ApproveTermination | Action::RefuseTermination => (&[Supervisor], &[InProgress]),
        Action::Supervise => (
            &[Supervisor],
            &[
                Submitted,
                Accepted,
                Dispatched,
                Disputed,
                InProgress,
                ExtensionPending,
                Parked,
                Replied,
                Rework,
            ],
        ),
        Action::AnswerSupervision => (
            &[Ordered],
            &[
                Submitted,
                NeedsInfo,
                Accepted,
                Dispatched,
                Disputed,
                InProgress,
                ExtensionPending,
                Parked,
                Replied,
                Feedback,
                Rework,
            ],
        ),
        Action::FormTaskForce | Action::DissolveTaskForce => {
            (&[Supervisor], &[InProgress, ExtensionPending, Parked, Rework])
        }
        // The firm. It may take back what no department has signed for.
        Action::Supplement => (&[Firm, Officer], &[NeedsInfo]),
        Action::Withdraw => (&[Firm], &[Submitted, NeedsInfo, Accepted, Dispatched, Disputed]),
        Action::Urge => (
            &[Firm, Officer],
            &[
                Submitted,
                Accepted,
                Dispatched,
                Disputed,
                InProgress,
                ExtensionPending,
                Parked,
                Replied,
                Rework,
            ],
        ),
        Action::Rate => (&[Firm], &[Feedback, Merged]),
        Action::AppealDecline => (&[Firm], &[Declined]),
        Action::Reopen => (&[Firm], &[Closed]),
        // Publication.
        Action::ProposePublication => (&[Supervisor], &[Closed]),
        Action::DecidePublication => (&[Firm], &[Closed]),
        Action::Unpublish => (&[Firm, Supervisor], &[Closed]),
    };
    Rule { parties, states }
}
