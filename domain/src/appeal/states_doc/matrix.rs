//! What each part may do in each state: asked of the rules, witness by witness.

use std::collections::BTreeSet;

use super::super::action::Action;
use super::super::actor::Actor;
use super::super::decide::{Party, decide, may};
use super::super::state::{Appeal, StateName};
use super::witness::{now, of};

/// What came of asking about one action in one state for one part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// In how many witnesses the part exists.
    pub(super) asked: usize,
    /// In how many of them the action is allowed.
    pub(super) allowed: usize,
    /// By which codes it is refused in the others.
    pub(super) codes: BTreeSet<&'static str>,
}

impl Cell {
    fn add(&mut self, answer: Result<(), &'static str>) {
        self.asked += 1;
        match answer {
            Ok(()) => self.allowed += 1,
            Err(code) => {
                self.codes.insert(code);
            }
        }
    }

    /// `●` always, `◐` under further conditions, `–` not this part's, `·` not in this state, empty where
    /// nobody can have the part.
    pub(super) fn symbol(&self) -> &'static str {
        let only = |code| self.codes.len() == 1 && self.codes.contains(code);
        match (self.asked, self.allowed) {
            (0, _) => "",
            (_, 0) if only("not_permitted") => "–",
            (_, 0) if only("wrong_state") => "·",
            (_, 0) => "✕",
            (asked, allowed) if asked == allowed => "●",
            _ => "◐",
        }
    }
}

/// What the part may do, asked of its canonical person wherever that person has the part.
pub(super) fn cell(
    all: &[Appeal],
    party: Party,
    actor: &Actor,
    action: Action,
    state: StateName,
) -> Cell {
    let mut cell = Cell::default();
    for appeal in of(all, state).filter(|appeal| party.is(appeal, actor)) {
        cell.add(may(appeal, actor, action, now()).map_err(|refusal| refusal.code()));
    }
    cell
}

/// What a person without any part may do.
pub(super) fn bystander_cell(
    all: &[Appeal],
    actor: &Actor,
    action: Action,
    state: StateName,
) -> Cell {
    let mut cell = Cell::default();
    for appeal in of(all, state) {
        cell.add(may(appeal, actor, action, now()).map_err(|refusal| refusal.code()));
    }
    cell
}

/// Whether the platform's command is accepted in a state.
pub(super) fn platform_cell(all: &[Appeal], command: &super::Command, state: StateName) -> Cell {
    let mut cell = Cell::default();
    for appeal in of(all, state) {
        let answer = decide(appeal, &Actor::System, command, now());
        cell.add(answer.map(|_| ()).map_err(|refusal| refusal.code()));
    }
    cell
}
