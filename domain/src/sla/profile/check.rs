//! What must hold of a profile before it is stored, and of one that follows another.

use super::{Profile, Rung, RungAction, Stage, When};
use crate::calendar::{is_code, is_name};

/// A profile that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFault {
    /// Not of the form of this module.
    #[error("profiles refused: {0}")]
    BadForm(String),
    /// A code or a claim that is not of the form of codes.
    #[error("{1:?} in profile {0} is no code")]
    BadCode(String, String),
    /// A name that is empty or longer than 60 characters.
    #[error("{1:?} is no name for profile {0}: 1 to 60 characters")]
    BadName(String, String),
    /// A stage that every appeal passes has no clock.
    #[error("profile {0} has no clock for {name}", name = .1.as_str())]
    NoClock(String, Stage),
    /// A stage has two clocks.
    #[error("profile {0} has two clocks for {name}", name = .1.as_str())]
    TwoClocks(String, Stage),
    /// More than 30 rungs.
    #[error("profile {0} has more than {MOST_RUNGS} rungs")]
    TooManyRungs(String),
    /// A rung's key is empty or longer than 40 characters.
    #[error("rung {1:?} of profile {0}: a key has 1 to 40 characters")]
    BadRungKey(String, String),
    /// Two rungs have the same key.
    #[error("profile {0} has two rungs named {1}")]
    TwoRungs(String, String),
    /// A rung issues a card without a colour, or has a colour and issues none.
    #[error("rung {1} of profile {0}: a card needs a colour, and a colour a card")]
    CardWithoutColour(String, String),
    /// Nobody hears of a rung.
    #[error("rung {1} of profile {0}: nobody would hear of it")]
    NoRecipients(String, String),
    /// A rung stands after one that fires later.
    #[error("rung {1} of profile {0} stands after one that fires later")]
    OutOfOrder(String, String),
    /// A version that does not follow: another code, or a number that is not the next.
    #[error("version {1} of profile {0} does not follow")]
    DoesNotFollow(String, u32),
    /// A version would take effect before the one that it follows.
    #[error("profile {0} would take effect before the version that it follows")]
    BeforePredecessor(String),
    /// What the law has set may not be changed, nor may a profile be made statutory, or cease to be, by
    /// hand.
    #[error("profile {0}: stages, extension and claims are set by law, and so is whether they are")]
    SetByLaw(String),
}

/// Rungs that a ladder may have.
const MOST_RUNGS: usize = 30;

impl Profile {
    /// Whether the profile is consistent.
    ///
    /// # Errors
    /// [`ProfileFault`].
    pub fn check(&self) -> Result<(), ProfileFault> {
        let code = || self.code.clone();
        let bad_claim = self.applies.iter().find_map(|applies| applies.bad_value());
        let bad_code = (!is_code(&self.code)).then_some(self.code.as_str()).or(bad_claim);
        if let Some(text) = bad_code {
            return Err(ProfileFault::BadCode(code(), text.to_owned()));
        }
        if let Some(name) = [&self.name_zh, &self.name_en].into_iter().find(|name| !is_name(name)) {
            return Err(ProfileFault::BadName(code(), name.clone()));
        }
        for stage in [Stage::Dispatch, Stage::Resolve] {
            if self.stage(stage).is_none() {
                return Err(ProfileFault::NoClock(code(), stage));
            }
        }
        for (i, clock) in self.stages.iter().enumerate() {
            if self.stages[..i].iter().any(|other| other.stage == clock.stage) {
                return Err(ProfileFault::TwoClocks(code(), clock.stage));
            }
        }
        self.check_ladder()
    }

    fn check_ladder(&self) -> Result<(), ProfileFault> {
        if self.ladder.len() > MOST_RUNGS {
            return Err(ProfileFault::TooManyRungs(self.code.clone()));
        }
        for (i, rung) in self.ladder.iter().enumerate() {
            let before = &self.ladder[..i];
            let fault = if !(1..=40).contains(&rung.key.chars().count()) {
                ProfileFault::BadRungKey
            } else if before.iter().any(|other| other.key == rung.key) {
                ProfileFault::TwoRungs
            } else if rung.card.is_some() != (rung.action == RungAction::Card) {
                ProfileFault::CardWithoutColour
            } else if rung.recipients.is_empty() {
                ProfileFault::NoRecipients
            } else if before.iter().any(|other| fires_after(other, rung)) {
                ProfileFault::OutOfOrder
            } else {
                continue;
            };
            return Err(fault(self.code.clone(), rung.key.clone()));
        }
        Ok(())
    }

    /// Whether a profile that is entered by hand may begin: version 1, and not statutory.
    ///
    /// # Errors
    /// [`ProfileFault`].
    pub fn begin(&self) -> Result<(), ProfileFault> {
        if self.statutory {
            return Err(ProfileFault::SetByLaw(self.code.clone()));
        }
        if self.version != 1 {
            return Err(ProfileFault::DoesNotFollow(self.code.clone(), self.version));
        }
        self.check()
    }

    /// Whether `next` may follow this version. Of a statutory profile only names and ladder may change.
    ///
    /// # Errors
    /// [`ProfileFault`].
    pub fn succeed(&self, next: &Self) -> Result<(), ProfileFault> {
        let code = || self.code.clone();
        if next.code != self.code || Some(next.version) != self.version.checked_add(1) {
            return Err(ProfileFault::DoesNotFollow(code(), next.version));
        }
        if next.effective_from < self.effective_from {
            return Err(ProfileFault::BeforePredecessor(code()));
        }
        let law = |p: &Self| (p.stages.clone(), p.extension, p.applies.clone());
        if next.statutory != self.statutory || (self.statutory && law(self) != law(next)) {
            return Err(ProfileFault::SetByLaw(code()));
        }
        next.check()
    }
}

/// Whether one rung fires after another, whatever the clock. How a warning by share of time and one by
/// working days stand to each other depends on the clock.
fn fires_after(one: &Rung, other: &Rung) -> bool {
    match (one.when, other.when) {
        (When::DueOffset { workdays: one }, When::DueOffset { workdays: other }) => one > other,
        (When::DueOffset { workdays }, When::Warn) => workdays >= 0,
        (When::Warn, _) => false,
    }
}
