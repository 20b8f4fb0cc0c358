//! One life, step by step, with everything checked after every step.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta};
use domain::appeal::clockwork::effects;
use domain::appeal::{
    Action, Actor, Appeal, Command, Event, EventRecord, Promise, StateName, decide, may, permitted,
};
use domain::calendar::CompiledCalendar;
use domain::sla::Amount;
use domain::sla::profile::{ExtensionRule, Stage};
use domain::time::Timestamp;

use super::clocks::Clocks;
use super::custody::Hands;
use super::draw::{self, Rng};
use super::model::{Model, NO, OPEN};
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
    pub(crate) handed_on: usize,
}

struct Life<'w> {
    world: &'w World,
    appeal: Appeal,
    model: Model,
    /// As read back from what was stored.
    history: Vec<EventRecord>,
    /// Folded from the history, event by event.
    rebuilt: Appeal,
    hands: Hands,
    clocks: Clocks,
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
    coverage.steps += choices.len();
    let lived = choices.iter().enumerate().try_for_each(|(place, choice)| {
        // Everybody is asked about everything in turn, in other steps of other lives.
        let asked = (place % 2 == 0).then_some(place / 2 + filing as usize % world.cast.len());
        life.step(Rng(*choice), asked, coverage)
    });
    lived.and_then(|()| life.check_whole()).map_err(|fault| {
        let story = life.told.take().unwrap_or_default().join("\n");
        format!("{fault}\n\n{story}\n{:#?}", life.appeal)
    })?;
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
            profile: None,
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
        let mut clocks = Clocks::default();
        clocks.apply(&effects(&event, &appeal));
        let history = vec![EventRecord { seq: 1, at: now, event }];
        let rebuilt = appeal.clone();
        Ok(Self { world, appeal, model, history, rebuilt, hands, clocks, now, told: None })
    }

    /// One step; `asked` is asked about every action afterwards.
    fn step(
        &mut self,
        mut rng: Rng,
        asked: Option<usize>,
        coverage: &mut Coverage,
    ) -> Result<(), String> {
        let recorded = self.history.len();
        self.time_passes(&mut rng);
        if rng.one_in(24) {
            self.breach()?;
        }
        let (who, command) = self.choose(&mut rng);
        let (person, actor) = (&self.world.cast[who], &self.world.actors[who]);
        let expected = self.model.verdict(person, self.model.parts(person), &command, self.now);
        let listed = command.action().map(|a| may(&self.appeal, actor, a, self.now).is_ok());
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
            // A merge that is undone changes whose the time before was: until now it was nobody's.
            let unmerged = matches!(command, Command::Unmerge { .. });
            if unmerged {
                self.check_custody()?;
            }
            self.model.becomes(person, &command);
            for event in events {
                self.happens(&event)?;
            }
            self.hands.pass(self.now, self.model.holder(), unmerged);
            let own = command.action().filter(|_| !person.system);
            let word = own.map_or_else(|| platform_word(&command), Action::as_str);
            *coverage.accepted.entry(word).or_default() += 1;
        }
        *coverage.states.entry(self.model.at.as_str()).or_default() += 1;
        coverage.exhausted += usize::from(self.model.exhausted);
        coverage.handed_on += usize::from(self.appeal.rounds.handed_on);
        // A refusal has borrowed the appeal and changed nothing; only time has passed.
        if self.history.len() > recorded {
            self.check_records()?;
            if rng.one_in(4) {
                self.check_stored()?;
            }
        }
        asked.map_or(Ok(()), |who| self.check_offer(who % self.world.cast.len()))
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
        self.clocks.apply(&effects(event, &self.appeal));
        let data = event.data().map_err(|fault| fault.to_string())?;
        let back = Event::from_parts(event.kind(), &data).map_err(|fault| fault.to_string())?;
        agree("read back", &back, event)?;
        self.rebuilt.apply(&back);
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
        self.clocks.check(&self.model)?;
        self.nothing_left_open()?;
        if self.rebuilt != self.appeal {
            agree("rebuilt", &self.rebuilt, &self.appeal)?;
        }
        Ok(())
    }

    /// What is stored is the appeal; by far the dearest check.
    fn check_stored(&self) -> Result<(), String> {
        let stored = serde_json::to_vec(&self.appeal).map_err(|fault| fault.to_string())?;
        let loaded: Appeal = serde_json::from_slice(&stored).map_err(|fault| fault.to_string())?;
        if loaded != self.appeal {
            agree("stored", &loaded, &self.appeal)?;
        }
        Ok(())
    }

    /// What is over or before the desk leaves nobody at work, and what is over nobody to answer.
    fn nothing_left_open(&self) -> Result<(), String> {
        let Model { at, force, helpers, orders, .. } = &self.model;
        let over = at.is_final() && *at != StateName::Merged;
        let at_work = self.model.here.lead.is_some() && !over;
        let helps = helpers.iter().any(|(_, _, progress)| OPEN.contains(progress));
        agree("nobody at work", &(!at_work && (helps || force.is_some())), &false)?;
        agree("nobody to answer", &(over && !orders.is_empty()), &false)
    }

    /// What must hold of the history as a whole; of every beginning of it, a step of some life tells.
    fn check_whole(&self) -> Result<(), String> {
        let gapless = self.history.iter().zip(1..).all(|(record, seq)| record.seq == seq);
        agree("gapless", &gapless, &true)?;
        let rebuilt = Appeal::from_events(self.history.iter().map(|record| &record.event));
        agree("rebuilt as a whole", &rebuilt.as_ref(), &Some(&self.appeal))?;
        self.check_stored()?;
        self.check_custody()
    }

    fn check_custody(&self) -> Result<(), String> {
        self.hands.check(&self.history, self.now, &self.world.calendar)
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
        Command::LapseReturn => "(lapse-return)",
        Command::RemindInfo => "(remind-info)",
        Command::LapseInfo => "(lapse-info)",
        Command::LapseRating => "(lapse-rating)",
        Command::LapseReopen => "(lapse-reopen)",
        Command::ExpireTaskForce => "(expire-task-force)",
        Command::OrderByLadder { .. } => "(order-by-ladder)",
        Command::TakeIn { .. } => "(take-in)",
        Command::LetGo { .. } => "(let-go)",
        Command::Follow { .. } => "(follow)",
        Command::Unmerge { .. } => "(unmerge)",
        Command::Assign { .. } => "(assign)",
        _ => "(other)",
    }
}
