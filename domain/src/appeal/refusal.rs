//! Why a command is refused.

use super::command::Action;
use super::state::StateName;

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
    /// A score outside 1 to 5.
    #[error("the score must be 1 to 5")]
    ScoreOutOfRange,
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
            Self::ScoreOutOfRange => "score_out_of_range",
        }
    }
}
