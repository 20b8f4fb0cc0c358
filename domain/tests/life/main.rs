//! Ten thousand random lives of an appeal, each of fifty steps, against a plain reference of the rule
//! book: what is accepted, what comes of it, what is offered, what is stored, and who had it when.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "coverage and the seed of a failure are for people")]

mod change;
mod clocks;
mod custody;
mod draw;
mod model;
mod people;
mod run;
mod seen;
mod table;

use std::sync::LazyLock;

use chrono::DateTime;
use domain::appeal::{Action, StateName};
use domain::calendar::Calendar;
use draw::Rng;
use proptest::prelude::*;
use run::{Coverage, World, live};

/// Lives per part; the parts run beside each other.
const LIVES: u64 = 2_500;
const PARTS: u64 = 4;
const STEPS: usize = 50;
const _: () = assert!(LIVES * PARTS >= 10_000 && STEPS >= 50);

/// What only the platform does, under the names that the coverage uses.
const PLATFORM: [&str; 14] = [
    "(route)",
    "(auto-sign)",
    "(lapse-return)",
    "(remind-info)",
    "(lapse-info)",
    "(lapse-rating)",
    "(lapse-reopen)",
    "(expire-task-force)",
    "(order-by-ladder)",
    "(take-in)",
    "(let-go)",
    "(follow)",
    "(unmerge)",
    "(assign)",
];

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let cast = people::cast();
    let actors = cast.iter().map(people::Person::actor).collect();
    let mut rng = Rng(1);
    let mut samples = Vec::new();
    // The first draw of every action is as good as any: faults of input are counted as such.
    for action in Action::ALL {
        let sample = std::iter::repeat_with(|| draw::any(&mut rng, DateTime::UNIX_EPOCH))
            .find(|command| command.action() == Some(action));
        samples.extend(sample.map(|command| (action, command)));
    }
    let calendar = Calendar::default_city().unwrap().compile().unwrap();
    World { cast, actors, samples, calendar }
});

fn choices(seed: u64) -> (u64, Vec<u64>) {
    let mut rng = Rng(seed);
    (rng.next(), (0..STEPS).map(|_| rng.next()).collect())
}

/// Leaves out every choice that the failure does not need.
fn reduce(filing: u64, mut choices: Vec<u64>) -> String {
    let fails =
        |choices: &[u64]| live(&WORLD, filing, choices, &mut Coverage::default(), true).err();
    let mut place = 0;
    while place < choices.len() {
        let mut shorter = choices.clone();
        shorter.remove(place);
        if fails(&shorter).is_some() {
            choices = shorter;
        } else {
            place += 1;
        }
    }
    fails(&choices).unwrap_or_default()
}

fn lives(part: u64) {
    let mut coverage = Coverage::default();
    for life in 0..LIVES {
        let seed = part * LIVES + life;
        let (filing, choices) = choices(seed);
        if live(&WORLD, filing, &choices, &mut coverage, false).is_err() {
            panic!("seed {seed}, at its shortest: {}", reduce(filing, choices));
        }
    }
    eprintln!("{coverage:#?}");
    assert_eq!((coverage.lives, coverage.steps), (LIVES as usize, LIVES as usize * STEPS));
    deep_enough(&coverage);
}

/// The lives reach everything there is, often.
fn deep_enough(coverage: &Coverage) {
    let often = |word: &str| coverage.accepted.get(word).copied().unwrap_or_default();
    for word in Action::ALL.map(Action::as_str).iter().chain(&PLATFORM) {
        assert!(often(word) >= 50, "{word} was accepted {} times only", often(word));
    }
    for state in StateName::ALL {
        let often = coverage.states.get(state.as_str()).copied().unwrap_or_default();
        assert!(often >= 1_000, "{state:?} was seen {often} times only");
    }
    // All but `already_returned`: what would lead there is refused before.
    assert_eq!(coverage.refused.len(), 32, "{:?}", coverage.refused);
    assert!(coverage.handed_on >= 10, "and handed on {} times", coverage.handed_on);
    assert!(coverage.exhausted >= 100, "the supervisors took over {} times", coverage.exhausted);
}

#[test]
fn a_first_quarter_of_ten_thousand_lives_is_as_the_rule_book_says() {
    lives(0);
}

#[test]
fn a_second_quarter_of_ten_thousand_lives_is_as_the_rule_book_says() {
    lives(1);
}

#[test]
fn a_third_quarter_of_ten_thousand_lives_is_as_the_rule_book_says() {
    lives(2);
}

#[test]
fn a_fourth_quarter_of_ten_thousand_lives_is_as_the_rule_book_says() {
    lives(3);
}

#[test]
fn every_action_is_among_the_samples() {
    assert_eq!(WORLD.samples.len(), Action::ALL.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    /// New seeds with every run, cut down to the shortest life that fails.
    #[test]
    fn any_life_is_as_the_rule_book_says(
        filing in any::<u64>(),
        choices in prop::collection::vec(any::<u64>(), 0..80),
    ) {
        let told = live(&WORLD, filing, &choices, &mut Coverage::default(), true);
        prop_assert!(told.is_ok(), "{}", told.unwrap_err());
    }
}
