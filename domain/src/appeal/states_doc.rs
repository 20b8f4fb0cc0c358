//! The state table for people (`docs/STATES.md`), made from the rules themselves.
//!
//! Nothing in it is written by hand but names and sentences: transitions come from running `decide` and
//! `apply` over witnesses, the tables from `rule` and `may`. To add an action: give it a name in `names`
//! and a command in `samples`; to add a circumstance on which a rule depends: a story in `witness`.

mod codes;
mod diagram;
mod matrix;
mod names;
mod people;
mod samples;
#[cfg(test)]
mod tests;
mod witness;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write};

use super::action::Action;
use super::command::Command;
use super::decide::{Party, decide, rule};
use super::state::{Appeal, StateName};
use matrix::Cell;

const HEADER: &str = "# 诉求的状态 States of an appeal

本文由规则生成：状态图由逐一执行命令得出，各表由判定规则逐格询问得出；不得手工修改。重新生成：
`make generated > docs/STATES.md`

This page is generated from the rules: the diagram by running every command on appeals in every state,
the tables by asking the rules cell by cell. Do not edit it; regenerate it with the command above. What a
word means is in the rule book; here is who may do what, and where.
";

/// The page.
#[must_use]
pub fn markdown() -> String {
    let mut page = String::new();
    // Writing to a string does not fail.
    let _ = write(&mut page, &witness::all());
    page
}

fn write(page: &mut String, all: &[Appeal]) -> fmt::Result {
    writeln!(page, "{HEADER}")?;
    states(page)?;
    diagram::write(page, all)?;
    who_may_where(page)?;
    conditions(page, &refusals(all))?;
    parts(page, all)?;
    bystanders(page, all)?;
    platform(page, all)
}

fn states(page: &mut String) -> fmt::Result {
    writeln!(page, "## 状态 States\n\n| state | 中文 | 终结 over |\n|---|---|---|")?;
    for state in StateName::ALL {
        let over = if state.is_final() { "✓" } else { "" };
        writeln!(page, "| `{}` | {} | {over} |", state.as_str(), names::state(state))?;
    }
    writeln!(page)
}

/// The rule table itself.
fn who_may_where(page: &mut String) -> fmt::Result {
    writeln!(page, "## 谁在何处可办何事 Who may do what, where\n")?;
    writeln!(
        page,
        "规则表本身；附加条件见下节。The table of rules as it is; further conditions are in"
    )?;
    writeln!(
        page,
        "the next section.\n\n| action | 中文 | 谁 who | 何处 where |\n|---|---|---|---|"
    )?;
    for action in Action::ALL {
        let row = rule(action);
        let who: Vec<_> = row.parties.iter().map(|party| names::party(*party).0).collect();
        let place: Vec<_> = row.states.iter().map(|state| names::state(*state)).collect();
        let (word, zh) = (action.as_str(), names::action(action));
        writeln!(page, "| `{word}` | {zh} | {} | {} |", who.join("、"), place.join("、"))?;
    }
    writeln!(page)
}

/// By which codes each action is refused somewhere, beyond part and state.
fn refusals(all: &[Appeal]) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let mut seen: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    let mut actors: Vec<_> = Party::ALL.into_iter().map(people::of).collect();
    actors.extend([Party::Head, Party::Supervisor, Party::Handler].map(people::second));
    let ordinary = samples::of_people().into_iter().chain(samples::refused());
    let platform = samples::of_the_platform().into_iter().map(|(word, _, c)| (word.to_owned(), c));
    let commands: Vec<_> = ordinary.chain(platform).map(|(_, command)| command).collect();
    actors.push(super::Actor::System);
    for appeal in all {
        for (actor, command) in actors.iter().flat_map(|a| commands.iter().map(move |c| (a, c))) {
            if let Err(refusal) = decide(appeal, actor, command, witness::now()) {
                let word = command.action().map_or("（平台 platform）", Action::as_str);
                seen.entry(refusal.code()).or_default().insert(word);
            }
        }
    }
    seen
}

fn conditions(
    page: &mut String,
    seen: &BTreeMap<&'static str, BTreeSet<&'static str>>,
) -> fmt::Result {
    writeln!(page, "## 附加条件 Further conditions\n")?;
    writeln!(
        page,
        "每个拒绝代码及其情形。“输入”一栏有 ✓ 的，问题在所填内容：该操作仍列在可办事项中。"
    )?;
    writeln!(
        page,
        "Every code of refusal, and when it is given. Where the column *input* has a ✓ the"
    )?;
    writeln!(
        page,
        "fault is in what was sent: the action still stands among the permitted ones.\n"
    )?;
    writeln!(page, "| code | 情形 | when | 输入 input | 见于 seen with |\n|---|---|---|---|---|")?;
    for refusal in codes::every() {
        let (zh, en) = codes::when(&refusal);
        let input = if refusal.is_of_input() { "✓" } else { "" };
        let general = ["wrong_state", "not_permitted"].contains(&refusal.code());
        let with = match seen.get(refusal.code()) {
            _ if general => "各项 every action".to_owned(),
            None => {
                "不会发生：前一规则已排除 cannot come about, an earlier rule excludes it".to_owned()
            }
            Some(words) => words.iter().copied().collect::<Vec<_>>().join(", "),
        };
        writeln!(page, "| `{}` | {zh} | {en} | {input} | {with} |", refusal.code())?;
    }
    writeln!(page)
}

fn table_head(page: &mut String, first: &str) -> fmt::Result {
    let names: Vec<_> = StateName::ALL.into_iter().map(names::state).collect();
    writeln!(page, "| {first} | {} | 另拒 further refusals |", names.join(" | "))?;
    writeln!(page, "|---|{}---|", ":-:|".repeat(names.len()))
}

fn table_row(page: &mut String, first: &str, cells: &[Cell]) -> fmt::Result {
    let symbols: Vec<_> = cells.iter().map(Cell::symbol).collect();
    let partly = cells.iter().filter(|cell| ["◐", "✕"].contains(&cell.symbol()));
    let codes: BTreeSet<_> = partly.flat_map(|cell| cell.codes.iter().copied()).collect();
    let codes: Vec<_> = codes.into_iter().collect();
    writeln!(page, "| {first} | {} | {} |", symbols.join(" | "), codes.join(", "))
}

/// The matrix: action × state for every part.
fn parts(page: &mut String, all: &[Appeal]) -> fmt::Result {
    writeln!(page, "## 判定全表 The whole matrix, decided\n")?;
    writeln!(
        page,
        "● 可办 allowed · ◐ 视条件可办 allowed under further conditions (codes at the end of"
    )?;
    writeln!(page, "the row) · “·” 状态不符 refused, `wrong_state` · “–” 身份不符 refused,")?;
    writeln!(
        page,
        "`not_permitted` · 空白 empty: 该状态下无人有此身份 nobody can have the part in that"
    )?;
    writeln!(page, "state, so that everybody is refused, `not_permitted`\n")?;
    for party in Party::ALL {
        let (zh, en) = names::party(party);
        writeln!(page, "### {zh} {en}\n")?;
        table_head(page, "action")?;
        let actor = people::of(party);
        let mut never = Vec::new();
        for action in Action::ALL {
            let cell = |state| matrix::cell(all, party, &actor, action, state);
            let (word, cells) = (format!("`{}`", action.as_str()), StateName::ALL.map(cell));
            if cells.iter().all(|cell| ["–", ""].contains(&cell.symbol())) {
                never.push(word);
            } else {
                table_row(page, &word, &cells)?;
            }
        }
        writeln!(
            page,
            "\n各状态一律拒绝 refused in every state, `not_permitted`: {}",
            never.join(", ")
        )?;
        writeln!(page)?;
    }
    Ok(())
}

/// Who has no part may do nothing; asked like everything else.
fn bystanders(page: &mut String, all: &[Appeal]) -> fmt::Result {
    writeln!(page, "### 其他人 Everybody else\n\n| 谁 who | | 可办 allowed |\n|---|---|---|")?;
    for (zh, en, actor) in people::bystanders() {
        let may = |action: &Action| {
            let cell = |state| matrix::bystander_cell(all, &actor, *action, state);
            StateName::ALL.map(cell).iter().any(|cell| cell.allowed > 0)
        };
        let allowed: Vec<_> = Action::ALL.into_iter().filter(may).map(Action::as_str).collect();
        let allowed =
            if allowed.is_empty() { "无 nothing".to_owned() } else { allowed.join(", ") };
        writeln!(page, "| {zh} | {en} | {allowed} |")?;
    }
    writeln!(page)
}

/// What the platform does by itself.
fn platform(page: &mut String, all: &[Appeal]) -> fmt::Result {
    writeln!(page, "## 平台自身的命令 The platform's own commands\n")?;
    writeln!(
        page,
        "只由时钟、路由或关联诉求触发，任何人不得下达。Given by clocks, the router and other"
    )?;
    writeln!(page, "appeals; refused to every person with `not_permitted`.\n")?;
    table_head(page, "command")?;
    for (word, why, command) in samples::of_the_platform() {
        let cell = |state| matrix::platform_cell(all, &command, state);
        table_row(page, &format!("`{word}` {why}"), &StateName::ALL.map(cell))?;
    }
    Ok(())
}
