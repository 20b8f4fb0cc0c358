//! Why a command is refused.

use super::action::Action;
use super::state::StateName;
use crate::sla::profile::ExtensionRefusal;
use crate::time::Timestamp;

/// A named refusal. The sentence for people is made from [`Refusal::code`] in the message files.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The appeal is not in a state from which this can be done.
    #[error("{action:?} is not possible in state {state:?}")]
    WrongState {
        /// What was asked.
        action: Option<Action>,
        /// Where the appeal stands.
        state: StateName,
    },
    /// The actor's role or department does not allow it.
    #[error("not permitted to {action:?}")]
    NotPermitted {
        /// What was asked.
        action: Option<Action>,
    },
    /// Somebody else in the department handles it.
    #[error("another handler has the task")]
    HeldByAnother,
    /// The author of a reply may not approve it (four eyes).
    #[error("the author of a reply may not approve it")]
    OwnReply,
    /// Nobody grants their own request.
    #[error("nobody may grant their own request")]
    OwnRequest,
    /// A second look is taken by somebody else.
    #[error("the second decision is somebody else's")]
    OwnDecision,
    /// A score outside 1 to 5.
    #[error("the score must be 1 to 5")]
    ScoreOutOfRange,
    /// The order is final (指定承办).
    #[error("the order is final and cannot be returned")]
    FinalDesignation,
    /// A department returns an appeal once.
    #[error("the department has used its one return")]
    AlreadyReturned,
    /// The time for returning the order is over.
    #[error("the time for returning the order is over")]
    ReturnOver,
    /// The department has returned it: it gets it back only by final designation.
    #[error("the department has returned this appeal; only a final designation sends it back")]
    ReturnedBefore,
    /// A department never gets an appeal about itself.
    #[error("the appeal is about that department")]
    ConflictOfInterest,
    /// For statutory proceedings the right channel is named.
    #[error("name the right channel")]
    ChannelMissing,
    /// Appeals were merged into this one.
    #[error("other appeals were merged into this one")]
    HasMerged,
    /// Nothing can be merged into that appeal.
    #[error("nothing can be merged into that appeal")]
    BadMergeTarget,
    /// A request to end the appeal waits for a supervisor.
    #[error("a request for termination is pending")]
    TerminationPending,
    /// The resolve clock has run out.
    #[error("the deadline has passed")]
    TooLate,
    /// A clock has run out; another level would take that back.
    #[error("what is late keeps its level")]
    AlreadyLate,
    /// The profile does not allow that extension.
    #[error(transparent)]
    Extension(ExtensionRefusal),
    /// A statutory clock does not stand still, and no level changes it.
    #[error("a statutory clock can be neither paused nor changed")]
    StatutoryClock,
    /// A required helper has not answered, and no reason was given.
    #[error("a required co-task is open")]
    HelpersOpen,
    /// That department is the lead, or helps already.
    #[error("the department takes part already")]
    AlreadyCalled,
    /// Nobody was called.
    #[error("no department was called")]
    NobodyCalled,
    /// Reporting in is done once.
    #[error("the department has reported in already")]
    AlreadyReportedIn,
    /// There is a task force.
    #[error("there is a task force already")]
    TaskForceExists,
    /// There is none.
    #[error("there is no task force")]
    NoTaskForce,
    /// A task force without members, or for no time.
    #[error("a task force needs members and 1 to 365 days")]
    EmptyTaskForce,
    /// There is nothing to reveal.
    #[error("the appeal is not confidential")]
    NotConfidential,
    /// Urging is limited.
    #[error("urged lately; again from {until}")]
    UrgedLately {
        /// From when it may be urged again.
        until: Timestamp,
    },
    /// A decline is appealed against once.
    #[error("the decline was appealed against already")]
    AlreadyAppealed,
    /// The time for reopening is over.
    #[error("the time for reopening is over")]
    ReopenOver,
}

impl Refusal {
    /// The stable code of the problem document.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "wrong_state",
            Self::NotPermitted { .. } => "not_permitted",
            Self::HeldByAnother => "held_by_another",
            Self::OwnReply => "own_reply",
            Self::OwnRequest => "own_request",
            Self::OwnDecision => "own_decision",
            Self::ScoreOutOfRange => "score_out_of_range",
            Self::FinalDesignation => "final_designation",
            Self::AlreadyReturned => "already_returned",
            Self::ReturnOver => "return_over",
            Self::ReturnedBefore => "returned_before",
            Self::ConflictOfInterest => "conflict_of_interest",
            Self::ChannelMissing => "channel_missing",
            Self::HasMerged => "has_merged",
            Self::BadMergeTarget => "bad_merge_target",
            Self::TerminationPending => "termination_pending",
            Self::TooLate => "too_late",
            Self::AlreadyLate => "already_late",
            Self::Extension(ExtensionRefusal::UsedUp) => "extension_used_up",
            Self::Extension(ExtensionRefusal::TooMuch(_)) => "extension_too_long",
            Self::Extension(ExtensionRefusal::Empty) => "extension_empty",
            Self::StatutoryClock => "statutory_clock",
            Self::HelpersOpen => "helpers_open",
            Self::AlreadyCalled => "already_called",
            Self::NobodyCalled => "nobody_called",
            Self::AlreadyReportedIn => "already_reported_in",
            Self::TaskForceExists => "task_force_exists",
            Self::NoTaskForce => "no_task_force",
            Self::EmptyTaskForce => "empty_task_force",
            Self::NotConfidential => "not_confidential",
            Self::UrgedLately { .. } => "urged_lately",
            Self::AlreadyAppealed => "already_appealed",
            Self::ReopenOver => "reopen_over",
        }
    }

    /// Whether the refusal comes from what was sent with the action, not from the action itself: such an
    /// action stands among the permitted ones and is refused for its input.
    #[must_use]
    pub const fn is_of_input(&self) -> bool {
        matches!(
            self,
            Self::ScoreOutOfRange
                | Self::ReturnedBefore
                | Self::ConflictOfInterest
                | Self::ChannelMissing
                | Self::BadMergeTarget
                | Self::Extension(ExtensionRefusal::TooMuch(_) | ExtensionRefusal::Empty)
                | Self::HelpersOpen
                | Self::AlreadyCalled
                | Self::NobodyCalled
                | Self::EmptyTaskForce
        )
    }
}
