#![allow(clippy::unwrap_used, reason = "tests say what they expect")]
use std::sync::LazyLock;

use super::super::command::Command;
use super::*;

static ALL: LazyLock<Vec<Appeal>> = LazyLock::new(witness::all);

/// Where nobody can have a part: no department has the appeal, or the part is over.
fn exists(party: Party, state: StateName) -> bool {
    use StateName::{Accepted, Declined, Dispatched, Disputed, Merged, NeedsInfo, Submitted};
    let nobody_has_it =
        [Submitted, NeedsInfo, Accepted, Merged, Declined, StateName::Withdrawn].contains(&state);
    let before_signing = nobody_has_it || [Dispatched, Disputed].contains(&state);
    let over = state == StateName::Closed;
    match party {
        Party::Handler | Party::Head => !nobody_has_it,
        Party::Member => !before_signing && !over,
        // A reply overtakes whoever has not answered.
        Party::Helper => {
            !before_signing && !over && ![StateName::Replied, StateName::Feedback].contains(&state)
        }
        // An order rests while the appeal hangs on another.
        Party::Ordered => !state.is_final() || state == Merged,
        Party::Firm | Party::Officer | Party::Desk | Party::Supervisor => true,
    }
}

#[test]
fn every_state_and_part_has_a_witness_wherever_it_can_exist() {
    for state in StateName::ALL {
        for party in Party::ALL {
            let actor = people::of(party);
            let found = witness::of(&ALL, state).any(|appeal| party.is(appeal, &actor));
            assert_eq!(found, exists(party, state), "{party:?} in {state:?}");
        }
    }
}

#[test]
fn the_people_of_the_witnesses_play_one_part_each() {
    for party in Party::ALL {
        let actor = people::of(party);
        for appeal in ALL.iter() {
            let others = Party::ALL.into_iter().filter(|other| *other != party);
            assert!(!others.into_iter().any(|other| other.is(appeal, &actor)), "{party:?}");
        }
    }
}

#[test]
fn the_matrix_allows_what_the_rule_table_names_and_nothing_else() {
    for action in Action::ALL {
        let row = rule(action);
        for (party, state) in Party::ALL.into_iter().flat_map(|p| StateName::ALL.map(|s| (p, s))) {
            let cell = matrix::cell(&ALL, party, &people::of(party), action, state);
            let named = row.parties.contains(&party) && row.states.contains(&state);
            let allowed = cell.allowed > 0;
            let expected = named && exists(party, state);
            assert_eq!(allowed, expected, "{action:?} by {party:?} in {state:?}: {cell:?}");
            assert_ne!(cell.symbol(), "✕", "{action:?} by {party:?} in {state:?}: {cell:?}");
            if !row.parties.contains(&party) {
                assert!(cell.codes.iter().all(|code| *code == "not_permitted"));
            }
        }
    }
}

#[test]
fn who_has_no_part_is_refused_everything_everywhere() {
    for (_, who, actor) in people::bystanders() {
        for (action, state) in Action::ALL.into_iter().flat_map(|a| StateName::ALL.map(|s| (a, s)))
        {
            let cell = matrix::bystander_cell(&ALL, &actor, action, state);
            assert_eq!(cell.symbol(), "–", "{who}: {action:?} in {state:?}");
        }
    }
}

#[test]
fn every_action_has_a_sample() {
    let samples = samples::of_people();
    for action in Action::ALL {
        assert!(samples.iter().any(|(_, one)| one.action() == Some(action)), "{action:?}");
    }
}

#[test]
fn every_code_is_explained_once_and_comes_about() {
    let source = include_str!("../refusal.rs");
    let codes: Vec<_> = codes::every().iter().map(super::super::Refusal::code).collect();
    assert_eq!(source.matches("=> \"").count(), codes.len());
    let unique: BTreeSet<_> = codes.iter().collect();
    assert_eq!(unique.len(), codes.len());
    let seen = refusals(&ALL);
    let unseen: Vec<_> = codes.into_iter().filter(|code| !seen.contains_key(code)).collect();
    // A second order without final designation is refused before the department could return it.
    assert_eq!(unseen, vec!["already_returned"]);
}

#[test]
fn the_platforms_commands_are_accepted_somewhere_and_by_nobody_else() {
    for (word, _, command) in samples::of_the_platform() {
        let cells = StateName::ALL.map(|state| matrix::platform_cell(&ALL, &command, state));
        assert!(cells.iter().any(|cell| cell.allowed > 0), "{word}");
        let only_the_platforms = command.action().is_none();
        let peoples_too = matches!(command, Command::Unmerge { .. } | Command::Assign { .. });
        assert_eq!(only_the_platforms, !peoples_too);
    }
}

#[test]
fn docs_states_md_is_what_the_rules_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/STATES.md");
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(committed == markdown(), "docs/STATES.md differs from the rules; make generated");
}
