//! The state diagram: what was seen to lead from where to where.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::super::actor::Actor;
use super::super::decide::{Party, decide};
use super::super::state::{Appeal, StateName};
use super::witness::now;
use super::{Command, names, people, samples};

/// From and to, by place in the order of life, with the words that lead there.
pub(super) type Edges = BTreeMap<(usize, usize), Vec<String>>;

fn place(state: StateName) -> usize {
    StateName::ALL.iter().position(|one| *one == state).unwrap_or_default()
}

/// Runs every command by everybody on every witness.
pub(super) fn edges(all: &[Appeal]) -> Edges {
    let everybody: Vec<_> = Party::ALL.into_iter().map(people::of).collect();
    let platform = samples::of_the_platform();
    let mut edges = Edges::new();
    for appeal in all {
        for (word, command) in samples::of_people() {
            for actor in &everybody {
                note(&mut edges, appeal, actor, &word, &command);
            }
        }
        for (word, _, command) in &platform {
            note(&mut edges, appeal, &Actor::System, &format!("⏱ {word}"), command);
        }
    }
    edges
}

fn note(edges: &mut Edges, appeal: &Appeal, actor: &Actor, word: &str, command: &Command) {
    let Ok(events) = decide(appeal, actor, command, now()) else { return };
    let mut after = appeal.clone();
    events.iter().for_each(|event| after.apply(event));
    let (from, to) = (place(appeal.state.name()), place(after.state.name()));
    let words = edges.entry((from, to)).or_default();
    if from != to && !words.iter().any(|known| known == word) {
        words.push(word.to_owned());
    }
}

pub(super) fn write(page: &mut String, all: &[Appeal]) -> fmt::Result {
    writeln!(page, "## 状态图 Diagram\n")?;
    writeln!(
        page,
        "⏱ 由平台触发 by the platform. 不改变状态的操作从略 What does not change the state is"
    )?;
    writeln!(page, "left out.\n\n```mermaid\nstateDiagram-v2")?;
    for state in StateName::ALL {
        let word = state.as_str();
        writeln!(page, "    {word}: {} {word}", names::state(state))?;
    }
    writeln!(page, "    [*] --> {}: 提交 file", StateName::Submitted.as_str())?;
    for ((from, to), words) in edges(all) {
        if from != to {
            let (from, to) = (StateName::ALL[from].as_str(), StateName::ALL[to].as_str());
            writeln!(page, "    {from} --> {to}: {}", words.join(", "))?;
        }
    }
    writeln!(page, "```\n")
}
