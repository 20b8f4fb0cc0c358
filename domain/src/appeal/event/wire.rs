//! An event on the wire, in the database and on the timeline.

use super::{Audience, Event};

impl Event {
    /// The name used on the wire, in the database and, after `appeal.`, as routing key.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "submitted",
            Self::InfoRequested { .. } => "info_requested",
            Self::InfoReminded => "info_reminded",
            Self::Supplemented { .. } => "supplemented",
            Self::Declined { .. } => "declined",
            Self::DeclineAppealed { .. } => "decline_appealed",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Merged { .. } => "merged",
            Self::Unmerged { .. } => "unmerged",
            Self::MergedHere { .. } => "merged_here",
            Self::UnmergedHere { .. } => "unmerged_here",
            Self::Followed { .. } => "followed",
            Self::Split { .. } => "split",
            Self::LevelCorrected { .. } => "level_corrected",
            Self::Disputed { .. } => "disputed",
            Self::ReturnLapsed => "return_lapsed",
            Self::DisputeUpheld { .. } => "dispute_upheld",
            Self::DisputeRejected { .. } => "dispute_rejected",
            Self::Whistled { .. } => "whistled",
            Self::ReportedIn { .. } => "reported_in",
            Self::CoReplied { .. } => "co_replied",
            Self::TaskForceFormed { .. } => "task_force_formed",
            Self::TaskForceDissolved { .. } => "task_force_dissolved",
            Self::ExtensionRequested { .. } => "extension_requested",
            Self::ExtensionEndorsed => "extension_endorsed",
            Self::ExtensionGranted { .. } => "extension_granted",
            Self::ExtensionRefused { .. } => "extension_refused",
            Self::Parked { .. } => "parked",
            Self::ParkingGranted => "parking_granted",
            Self::ParkingRefused { .. } => "parking_refused",
            Self::ParkingReported { .. } => "parking_reported",
            Self::Resumed { .. } => "resumed",
            Self::TerminationRequested { .. } => "termination_requested",
            Self::TerminationRefused { .. } => "termination_refused",
            Self::Urged { .. } => "urged",
            Self::SupervisionOrdered { .. } => "supervision_ordered",
            Self::SupervisionAnswered { .. } => "supervision_answered",
            Self::IdentityRevealed { .. } => "identity_revealed",
            Self::Reopened { .. } => "reopened",
            Self::ReopenLapsed => "reopen_lapsed",
            Self::PublicationProposed { .. } => "publication_proposed",
            Self::PublicationDecided { .. } => "publication_decided",
            Self::Unpublished { .. } => "unpublished",
            Self::Accepted { .. } => "accepted",
            Self::Routed { .. } => "routed",
            Self::Dispatched { .. } => "dispatched",
            Self::Assigned { .. } => "assigned",
            Self::Signed { .. } => "signed",
            Self::Contacted { .. } => "contacted",
            Self::Noted { .. } => "noted",
            Self::Replied { .. } => "replied",
            Self::ReplyApproved { .. } => "reply_approved",
            Self::ReplyReturned { .. } => "reply_returned",
            Self::Rated { .. } => "rated",
            Self::ReworkStarted { .. } => "rework_started",
            Self::ReworkExhausted => "rework_exhausted",
            Self::Closed { .. } => "closed",
            Self::ClockBreached { .. } => "clock_breached",
            Self::RungFired { .. } => "rung_fired",
            Self::ClocksRecalculated { .. } => "clocks_recalculated",
            Self::CardsCorrected { .. } => "cards_corrected",
        }
    }

    /// Who may see it. The firm sees what was done with its appeal; what the offices say to each other
    /// is theirs.
    #[must_use]
    pub const fn audience(&self) -> Audience {
        match self {
            Self::Submitted { .. }
            | Self::InfoRequested { .. }
            | Self::InfoReminded
            | Self::Supplemented { .. }
            | Self::Declined { .. }
            | Self::DeclineAppealed { .. }
            | Self::Withdrawn { .. }
            | Self::Merged { .. }
            | Self::Unmerged { .. }
            | Self::Followed { .. }
            | Self::Split { .. }
            | Self::LevelCorrected { .. }
            | Self::TaskForceFormed { .. }
            | Self::TaskForceDissolved { .. }
            | Self::ExtensionGranted { .. }
            | Self::Parked { .. }
            | Self::ParkingReported { .. }
            | Self::ParkingRefused { .. }
            | Self::Resumed { .. }
            | Self::Urged { .. }
            | Self::IdentityRevealed { .. }
            | Self::Reopened { .. }
            | Self::PublicationProposed { .. }
            | Self::PublicationDecided { .. }
            | Self::Unpublished { .. }
            | Self::Accepted { .. }
            | Self::Dispatched { .. }
            | Self::Signed { .. }
            | Self::Contacted { .. }
            | Self::ReplyApproved { .. }
            | Self::Rated { .. }
            | Self::ReworkStarted { .. }
            | Self::ReworkExhausted
            | Self::Closed { .. }
            | Self::ClocksRecalculated { .. } => Audience::Firm,
            _ => Audience::Staff,
        }
    }

    /// The `data` part alone, as stored.
    ///
    /// # Errors
    /// Only if serialisation itself fails, which plain data does not.
    pub fn data(&self) -> Result<serde_json::Value, serde_json::Error> {
        let mut whole = serde_json::to_value(self)?;
        Ok(whole.get_mut("data").map_or(serde_json::Value::Null, serde_json::Value::take))
    }

    /// Reads an event back from its kind and data.
    ///
    /// # Errors
    /// When the pair was not written by this version or an earlier one.
    pub fn from_parts(kind: &str, data: &serde_json::Value) -> Result<Self, serde_json::Error> {
        serde_json::from_value(if data.is_null() {
            serde_json::json!({ "kind": kind })
        } else {
            serde_json::json!({ "kind": kind, "data": data })
        })
    }
}
