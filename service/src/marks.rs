//! What lists and figures read from an appeal's row beside its facts: how and when it ended, how it was
//! rated, what it hangs on. Follows from the events alone, so the proof of the trail can work it out again.

use domain::appeal::{Event, Outcome, ParentMove};
use domain::time::Timestamp;
use entity::appeals;

/// Notes in the row what an event means for it.
pub(crate) fn note(row: &mut appeals::Model, event: &Event, at: Timestamp) {
    match event {
        Event::Closed { outcome, .. } => {
            row.closed_at = Some(at);
            row.outcome = Some(outcome.as_str().to_owned());
        }
        Event::Declined { .. } | Event::Withdrawn { .. } => row.closed_at = Some(at),
        Event::Reopened { .. } | Event::DeclineAppealed { .. } => {
            (row.closed_at, row.outcome, row.rating) = (None, None, None);
        }
        Event::Merged { into, .. } => row.merged_into = Some(*into),
        Event::Unmerged { .. } => {
            // A rating that was given to the other appeal's reply says nothing of this one.
            (row.merged_into, row.closed_at, row.outcome) = (None, None, None);
            row.rating = None;
        }
        Event::Followed { moved, outcome, .. } => {
            let ended = *moved == ParentMove::Closed;
            row.closed_at = ended.then_some(at);
            if *moved == ParentMove::Reopened {
                (row.outcome, row.rating) = (None, None);
            }
            if let Some(outcome) = outcome {
                row.outcome = Some(Outcome::from(*outcome).as_str().to_owned());
            }
        }
        Event::LevelCorrected { to, .. } => row.level.clone_from(to),
        Event::ClocksRecalculated { profile: Some(profile), .. } => {
            row.profile = Some(profile.code.clone());
            row.profile_version = profile.version;
        }
        Event::Rated { score, .. } => row.rating = Some(i32::from(*score)),
        _ => {}
    }
}
