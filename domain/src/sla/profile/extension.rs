//! How far a clock may be extended (延期).

use serde::{Deserialize, Serialize};

use crate::sla::Amount;

/// How far the resolve clock may be extended (延期), in the clock's own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
pub enum ExtensionRule {
    /// Not at all.
    None,
    /// At most so many times, each by at most so many units.
    Times {
        /// How often.
        times: u32,
        /// Units each.
        each: u32,
    },
    /// Any number of times, up to so many units in all, the first amount included.
    InAll {
        /// Units in all.
        total: u32,
    },
}

/// Why an extension is not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExtensionRefusal {
    /// The profile allows none, or all that it allows have been used.
    #[error("no further extension is allowed")]
    UsedUp,
    /// More units than the profile still allows.
    #[error("at most {0} more units are allowed")]
    TooMuch(u32),
    /// An extension by nothing.
    #[error("an extension adds at least one unit")]
    Empty,
}

impl ExtensionRule {
    /// Whether a clock of `amount` units, extended by `granted` before, may be extended by `ask`.
    ///
    /// # Errors
    /// A named refusal, with what is still allowed.
    pub fn permits(
        self,
        amount: Amount,
        granted: &[u32],
        ask: u32,
    ) -> Result<(), ExtensionRefusal> {
        let left = match self {
            Self::None => 0,
            Self::Times { times, .. } if granted.len() as u64 >= u64::from(times) => 0,
            Self::Times { each, .. } => each,
            Self::InAll { total } => {
                granted.iter().fold(total.saturating_sub(amount.get()), |n, &x| n.saturating_sub(x))
            }
        };
        match ask {
            0 => Err(ExtensionRefusal::Empty),
            _ if left == 0 => Err(ExtensionRefusal::UsedUp),
            _ if ask > left => Err(ExtensionRefusal::TooMuch(left)),
            _ => Ok(()),
        }
    }
}
