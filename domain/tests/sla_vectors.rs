//! The 160 worked cases of clock arithmetic, through the engine.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use domain::calendar::Calendar;
use domain::sla::{ClockTerms, Lamp, due, explain, lamp_at, yellow_at};
use domain::time::Timestamp;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    id: String,
    due_at: Timestamp,
    #[serde(flatten)]
    terms: ClockTerms,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str::<File>(include_str!("data/sla_vectors.json")).unwrap().vectors
}

#[test]
fn every_worked_case_is_due_when_it_says() {
    let calendar = Calendar::default_city().unwrap().compile().unwrap();
    let vectors = vectors();
    assert_eq!(vectors.len(), 160);
    let wrong: Vec<_> = vectors
        .iter()
        .filter_map(|v| {
            let got = due(&calendar, &v.terms).map(|due| due.due_at);
            (got != Ok(v.due_at)).then(|| format!("{}: {got:?}, not {}", v.id, v.due_at))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_worked_case_is_explained_to_the_last_second() {
    let calendar = Calendar::default_city().unwrap().compile().unwrap();
    for v in vectors() {
        let story = explain(&calendar, &v.terms).unwrap();
        assert_eq!(story.left, 0, "{}", v.id);
        assert_eq!(story.spans.iter().map(|s| s.counted).sum::<i64>(), story.amount, "{}", v.id);
        assert_eq!(story.spans.first().unwrap().from, v.terms.started_at, "{}", v.id);
        assert_eq!(story.spans.last().unwrap().to, v.due_at, "{}", v.id);
        assert!(story.spans.windows(2).all(|pair| pair[0].to == pair[1].from), "{}", v.id);
    }
}

#[test]
fn every_worked_case_turns_yellow_before_it_turns_red() {
    let calendar = Calendar::default_city().unwrap().compile().unwrap();
    let micro = chrono::TimeDelta::microseconds(1);
    for v in vectors() {
        let yellow = yellow_at(&calendar, &v.terms).unwrap();
        let lamp = |at| lamp_at(&calendar, &v.terms, at).unwrap();
        assert!(v.terms.started_at <= yellow && yellow < v.due_at, "{}", v.id);
        assert_eq!(lamp(yellow - micro), Lamp::Green, "{}", v.id);
        assert_eq!(lamp(yellow), Lamp::Yellow, "{}", v.id);
        assert_eq!(lamp(v.due_at - micro), Lamp::Yellow, "{}", v.id);
        assert_eq!(lamp(v.due_at), Lamp::Red, "{}", v.id);
    }
}
