//! One life, step by step, with everything checked after every step.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta};
use domain::appeal::{
    Action, Actor, Appeal, Command, Event, EventRecord, Promise, decide, permitted,
};
use domain::calendar::CompiledCalendar;
use domain::sla::Amount;
use domain::sla::profile::{ExtensionRule, Stage};
use domain::time::Timestamp;

use super::custody::Hands;
use super::draw::{self, Rng};
use super::model::{Model, NO};
use super::people::{DEPARTMENTS, FIRM, Person};
use super::seen::seen;

/// What all lives share.
pub(crate) struct World {
    pub(crate) cast: Vec<Person>,
    pub(crate) actors: Vec<Actor>,
    /// One command of every action, sound where it can be.
    pub(crate) samples: Vec<(Action, Command)>,
    pub(crate) calendar: CompiledCalendar,
}

/// How often what came about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Coverage {
    pub(crate) lives: usize,
    pub(crate) steps: usize,
    pub(crate) events: usize,
    pub(crate) accepted: BTreeMap<&'static str, usize>,
    pub(crate) states: BTreeMap<&'static str, usize>,
    pub(crate) refused: BTreeMap<&'static str, usize>,
    pub(crate) deepest_history: usize,
    pub(crate) exhausted: usize,
}

struct Life<'w> {
    world: &'w World,
    appeal: Appeal,
    model: Model,
    /// As read back from what was stored.
    history: Vec<EventRecord>,
    hands: Hands,
    now: Timestamp,
    /// What happened, in words; only where somebody will read it.
    told: Option<Vec<String>>,
}

/// Lives one life; every choice decides one step, so that a life with fewer choices is a shorter one.
pub(crate) fn live(
    world: &World,
    filing: u64,
    choices: &[u64],
    coverage: &mut Coverage,
    tell: bool,
) -> Result<(), String> {
    let mut life = Life::filed(world, filing)?;
    life.told = tell.then(|| vec![format!("{}: filed, {:?}", life.now, life.model)]);
    coverage.lives += 1;
    for (place, choice) in choices.iter().enumerate() {
        coverage.steps += 1;
        let told = life.step(Rng(*choice), place, coverage);
        told.map_err(|fault| {
            let story = life.told.take().unwrap_or_default().join("\n");
            format!("{fault}\n\n{story}\n{:#?}", life.appeal)
        })?;
    }
    coverage.events += life.history.len();
    coverage.deepest_history = coverage.deepest_history.max(life.history.len());
    Ok(())
}

fn agree<T: PartialEq + std::fmt::Debug>(what: &str, real: &T, expected: &T) -> Result<(), String> {
    if real == expected {
        Ok(())
    } else {
        Err(format!("{what}: {real:#?}, expected {expected:#?}"))
    }
}

impl<'w> Life<'w> {
    fn filed(world: &'w World, filing: u64) -> Result<Self, String> {
        let mut rng = Rng(filing);
        let (amount, rule) = rng.pick(&[
            (Amount::new(5), ExtensionRule::Times { times: 1, each: 10 }),
            (Amount::new(15), ExtensionRule::InAll { total: 30 }),
            (Amount::new(24), ExtensionRule::None),
            (None, ExtensionRule::None),
        ]);
        let event = Event::Submitted {
            enterprise: FIRM,
            category: "other".into(),
            level: "normal".into(),
            profile_version: 1,
            confidential: rng.one_in(3),
            content_sha256: String::new(),
            promise: Promise { amount, rule, statutory: rng.one_in(4) },
            conflicts: if rng.one_in(4) { vec![DEPARTMENTS[2]] } else { vec![] },
            manual: rng.one_in(5),
            split_from: None,
            promised_from: None,
        };
        let from = 1_700_000_000 + rng.below(60_000_000) as i64;
        let now = DateTime::from_timestamp(from, 137_000).ok_or("no such moment")?;
        let appeal = Appeal::from_events([&event]).ok_or("not filed")?;
        let model = seen(&appeal);
        let hands = Hands::new(now, model.holder());
        let history = vec![EventRecord { seq: 1, at: now, event }];
        Ok(Self { world, appeal, model, history, hands, now, told: None })
    }

    fn step(&mut self, mut rng: Rng, place: usize, coverage: &mut Coverage) -> Result<(), String> {
        let recorded = self.history.len();
        self.time_passes(&mut rng);
        if rng.one_in(24) {
            self.breach()?;
        }
        let (who, command) = self.choose(&mut rng);
        let (person, actor) = (&self.world.cast[who], &self.world.actors[who]);
        let expected = self.model.verdict(person, self.model.parts(person), &command, self.now);
        let listed =
            command.action().map(|a| permitted(&self.appeal, actor, self.now).contains(&a));
        let result = decide(&self.appeal, actor, &command, self.now);
        let word = result.as_ref().map_or_else(|refusal| refusal.code(), |_| "accepted");
        if let Some(told) = &mut self.told {
            told.push(format!("{}: {} {command:?}: {word}", self.now, person.name));
        }
        match &result {
            Ok(_) => agree("accepted", &"accepted", &expected.err().unwrap_or("accepted"))?,
            Err(refusal) => {
                let code = refusal.code();
                let code = if ["wrong_state", "not_permitted"].contains(&code) { NO } else { code };
                agree("refused", &code, &expected.err().unwrap_or("accepted"))?;
                *coverage.refused.entry(refusal.code()).or_default() += 1;
            }
        }
        if let (Some(listed), false) = (listed, person.system) {
            let sound = result.as_ref().map_or_else(domain::appeal::Refusal::is_of_input, |_| true);
            agree("permitted", &listed, &sound)?;
        }
        if let Ok(events) = result {
            self.model.becomes(person, &command);
            for event in events {
                self.happens(&event)?;
            }
            let unmerged = matches!(command, Command::Unmerge { .. });
            self.hands.pass(self.now, self.model.holder(), unmerged);
            let word = command.action().map_or_else(|| platform_word(&command), Action::as_str);
            *coverage.accepted.entry(word).or_default() += 1;
        }
        *coverage.states.entry(self.model.at.as_str()).or_default() += 1;
        coverage.exhausted += usize::from(self.model.exhausted);
        // A refusal has borrowed the appeal and changed nothing; only time has passed.
        if self.history.len() > recorded {
            self.check_records()?;
        }
        self.hands.check(&self.history, self.now, &self.world.calendar)?;
        self.check_offer(place % self.world.cast.len())
    }

    fn time_passes(&mut self, rng: &mut Rng) {
        self.now += match rng.below(5) {
            0 => TimeDelta::zero(),
            1 => TimeDelta::microseconds(rng.below(90_000_000) as i64),
            2 => TimeDelta::seconds(rng.below(7_200) as i64),
            3 => TimeDelta::minutes(rng.below(2_880) as i64),
            _ => TimeDelta::hours(rng.below(120) as i64),
        };
    }

    /// The clocks record a breach by themselves.
    fn breach(&mut self) -> Result<(), String> {
        self.model.overdue = true;
        let department = self.model.here.lead;
        if let Some(told) = &mut self.told {
            told.push(format!("{}: the resolve clock has run out", self.now));
        }
        self.happens(&Event::ClockBreached { stage: Stage::Resolve, due_at: self.now, department })
    }

    /// Mostly what somebody may do; sometimes anything by anybody.
    fn choose(&self, rng: &mut Rng) -> (usize, Command) {
        let cast = &self.world.cast;
        let start = rng.below(cast.len());
        let way = rng.below(100);
        let parts: Vec<_> = cast.iter().map(|person| self.model.parts(person)).collect();
        for _ in 0..4 {
            let command = match way {
                0..65 | 85..95 => draw::natural(rng, self.model.at, self.now),
                _ => draw::any(rng, self.now),
            };
            let verdict =
                |who: &usize| self.model.verdict(&cast[*who], parts[*who], &command, self.now);
            let fits = |who: &usize| match way {
                0..85 => verdict(who).is_ok(),
                // Refused for more than who and where, if anybody is.
                _ => verdict(who).is_err_and(|code| code != NO),
            };
            if let Some(who) = (start..cast.len()).chain(0..start).find(fits) {
                return (who, command);
            }
        }
        (start, draw::any(rng, self.now))
    }

    /// Records an event the way the records are kept: as kind and data.
    fn happens(&mut self, event: &Event) -> Result<(), String> {
        self.appeal.apply(event);
        let data = event.data().map_err(|fault| fault.to_string())?;
        let back = Event::from_parts(event.kind(), &data).map_err(|fault| fault.to_string())?;
        agree("read back", &back, event)?;
        let seq = self.history.last().map_or(1, |record| record.seq + 1);
        self.history.push(EventRecord { seq, at: self.now, event: back });
        Ok(())
    }

    /// What must hold of everything that was recorded.
    fn check_records(&self) -> Result<(), String> {
        if seen(&self.appeal) != self.model {
            agree("state", &seen(&self.appeal), &self.model)?;
        }
        agree("holder", &self.appeal.custodian(), &self.model.holder())?;
        let gapless = self.history.iter().zip(1..).all(|(record, seq)| record.seq == seq);
        agree("gapless", &gapless, &true)?;
        let rebuilt = Appeal::from_events(self.history.iter().map(|record| &record.event));
        if rebuilt.as_ref() != Some(&self.appeal) {
            agree("rebuilt", &rebuilt.as_ref(), &Some(&self.appeal))?;
        }
        let stored = serde_json::to_vec(&self.appeal).map_err(|fault| fault.to_string())?;
        let loaded: Appeal = serde_json::from_slice(&stored).map_err(|fault| fault.to_string())?;
        if loaded != self.appeal {
            agree("stored", &loaded, &self.appeal)?;
        }
        Ok(())
    }

    /// What is offered to one of the cast is what would be accepted, action by action.
    fn check_offer(&self, who: usize) -> Result<(), String> {
        let (person, actor) = (&self.world.cast[who], &self.world.actors[who]);
        if person.system {
            return agree("offered to nobody", &permitted(&self.appeal, actor, self.now), &vec![]);
        }
        let offered = permitted(&self.appeal, actor, self.now);
        let parts = self.model.parts(person);
        for (action, sample) in &self.world.samples {
            let result = decide(&self.appeal, actor, sample, self.now);
            let sound = result.as_ref().map_or_else(domain::appeal::Refusal::is_of_input, |_| true);
            let model = self.model.verdict(person, parts, sample, self.now);
            if offered.contains(action) != sound || result.is_ok() != model.is_ok() {
                let name = person.name;
                return Err(format!(
                    "{name} {action:?}: offered {offered:?}, real {result:?}, model {model:?}"
                ));
            }
        }
        Ok(())
    }
}

/// The name of a command of the platform, without its facts.
const fn platform_word(command: &Command) -> &'static str {
    match command {
        Command::Route { .. } => "(route)",
        Command::AutoSign => "(auto-sign)",
        Command::RemindInfo => "(remind-info)",
        Command::LapseInfo => "(lapse-info)",
        Command::LapseRating => "(lapse-rating)",
        Command::LapseReopen => "(lapse-reopen)",
        Command::ExpireTaskForce => "(expire-task-force)",
        Command::OrderByLadder { .. } => "(order-by-ladder)",
        Command::TakeIn { .. } => "(take-in)",
        Command::LetGo { .. } => "(let-go)",
        Command::Follow { .. } => "(follow)",
        _ => "(other)",
    }
}
