//! Which clocks run, told twice: by the effects of every event, and by where the appeal stands. A clock
//! too many would run for ever, one too few is a promise that nobody keeps.

use domain::appeal::clockwork::{ClockEffect, pauses};
use domain::appeal::{CoProgress, StateName as S};
use domain::sla::profile::Stage;
use uuid::Uuid;

use super::model::{Model, OPEN};

/// A clock that runs: of which stage, whose, and whether it stands still.
type Running = (Stage, Option<Uuid>, bool);

#[derive(Clone, Copy, Debug)]
struct Clock {
    stage: Stage,
    party: Option<Uuid>,
    still: bool,
    stopped: bool,
    aside: bool,
}

/// All clocks of a life, in order of their start; every stage has one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clocks(Vec<Clock>);

impl Clocks {
    /// What an event does to them.
    pub(crate) fn apply(&mut self, effects: &[ClockEffect]) {
        for effect in effects {
            match *effect {
                ClockEffect::Start(start) => self.0.push(Clock {
                    stage: start.stage,
                    party: start.party,
                    still: false,
                    stopped: false,
                    aside: false,
                }),
                ClockEffect::Stop(stage) => self.each(|c| c.stopped = c.stage == stage),
                ClockEffect::StopFor(stage, party) => {
                    self.each(|c| c.stopped = c.stage == stage && c.party == party);
                }
                ClockEffect::StopAll => self.each(|c| c.stopped = true),
                ClockEffect::Reinstate(stage) => {
                    let last = self.0.iter_mut().rfind(|clock| clock.stage == stage);
                    last.into_iter().for_each(|clock| clock.stopped = false);
                }
                ClockEffect::Pause => self.each(|c| c.still = pauses(c.stage)),
                ClockEffect::Resume | ClockEffect::UndoPause => self.each(|c| c.still = false),
                ClockEffect::Extend(_) => {}
                ClockEffect::SetAside => self.each(|c| (c.stopped, c.aside) = (true, true)),
                ClockEffect::TakeUp => {
                    for clock in self.0.iter_mut().filter(|clock| clock.aside) {
                        (clock.stopped, clock.aside) = (false, false);
                    }
                }
            }
        }
    }

    fn each(&mut self, change: impl Fn(&mut Clock)) {
        self.0.iter_mut().filter(|clock| !clock.stopped).for_each(change);
    }

    /// Compares with what must run where the appeal stands.
    pub(crate) fn check(&self, model: &Model) -> Result<(), String> {
        let running = self.0.iter().filter(|clock| !clock.stopped);
        let mut running: Vec<Running> =
            running.map(|clock| (clock.stage, clock.party, clock.still)).collect();
        running.sort_unstable();
        let mut expected = expected(model);
        expected.sort_unstable();
        if running == expected {
            Ok(())
        } else {
            Err(format!("clocks running: {running:?}, expected {expected:?}"))
        }
    }
}

/// What must run.
fn expected(model: &Model) -> Vec<Running> {
    let here = &model.here;
    if model.at.is_final() {
        let open = model.at == S::Closed && here.reopenable;
        return open.then_some((Stage::Reopen, None, false)).into_iter().collect();
    }
    let still = [S::NeedsInfo, S::Parked].contains(&model.at);
    let answered = [S::Replied, S::Feedback].contains(&model.at);
    let returnable = model.at == S::Dispatched && !here.is_final && !here.return_over;
    let own = [
        (Stage::Dispatch, [S::Submitted, S::NeedsInfo, S::Accepted].contains(&model.at), still),
        (Stage::Sign, model.at == S::Dispatched, false),
        (Stage::Return, returnable, false),
        (Stage::Ruling, model.at == S::Disputed, false),
        (Stage::FirstContact, !model.contacted, still),
        (Stage::Resolve, !answered && model.rework == 0, still),
        (Stage::Rework, model.at == S::Rework, false),
        (Stage::Feedback, model.at == S::Replied, false),
        (Stage::Rating, model.at == S::Feedback, false),
        (Stage::Supplement, model.at == S::NeedsInfo, false),
        (Stage::ParkingReport, model.at == S::Parked, false),
        (Stage::Mandate, model.force.is_some(), false),
    ];
    let own = own.into_iter().filter(|(_, runs, _)| *runs);
    let mut expected: Vec<Running> = own.map(|(stage, _, still)| (stage, None, still)).collect();
    for (department, _, progress) in &model.helpers {
        if *progress == CoProgress::Called {
            expected.push((Stage::ReportIn, Some(*department), still));
        }
        if OPEN.contains(progress) {
            expected.push((Stage::CoReply, Some(*department), still));
        }
    }
    expected.extend(model.orders.iter().map(|(_, of)| (Stage::Answer, *of, false)));
    expected
}
