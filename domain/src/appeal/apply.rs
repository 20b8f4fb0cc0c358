//! How an event changes the state. Total: events were decided when they happened, so replaying them
//! never refuses.

use super::event::{Event, ParentMove};
use super::facts::{
    CoProgress, CoTask, DisputeReason, OpenOrder, PendingReply, Publication, Rounds, TaskForce,
    Term,
};
use super::state::{Appeal, State};
use crate::sla::profile::Stage;

/// With the department anew: its time for returning the order has just begun.
const fn dispatched(department: uuid::Uuid, is_final: bool) -> State {
    State::Dispatched { department, is_final, return_over: false }
}

impl Appeal {
    /// Rebuilds an appeal from its whole history.
    ///
    /// Answers `None` when the history does not begin with filing.
    #[must_use]
    pub fn from_events<'e>(events: impl IntoIterator<Item = &'e Event>) -> Option<Self> {
        let mut events = events.into_iter();
        let first = events.next()?;
        let Event::Submitted { enterprise, .. } = first else { return None };
        let mut appeal = Self::filed(*enterprise);
        appeal.apply(first);
        for event in events {
            appeal.apply(event);
        }
        Some(appeal)
    }

    /// Folds one event into the state.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Submitted { confidential, promise, conflicts, manual, .. } => {
                self.confidential = *confidential;
                self.manual = *manual;
                self.conflicts.clone_from(conflicts);
                self.term = Term { promise: promise.clone(), ..Term::default() };
            }
            Event::Urged { rest_until, .. } => self.urge_rest_until = Some(*rest_until),
            Event::MergedHere { appeal, conflicts, .. } => {
                self.merged_here.push(*appeal);
                let new = conflicts.iter().filter(|one| !self.conflicts.contains(one));
                let new: Vec<_> = new.copied().collect();
                self.conflicts.extend(new);
            }
            Event::UnmergedHere { appeal } => self.merged_here.retain(|one| one != appeal),
            Event::ClockBreached { stage: Stage::Resolve, .. } => self.term.overdue = true,
            Event::CardsCorrected { stage: Stage::Resolve, breach: Some(breach), .. } => {
                self.term.overdue = breach.now.is_some();
            }
            Event::ClocksRecalculated { profile: Some(profile), .. } => {
                self.term.promise = profile.promise.clone();
            }
            Event::Assigned { handler, .. } => self.handler = Some(*handler),
            Event::Contacted { .. } => self.contacted = true,
            _ => {
                self.apply_intake(event);
                self.apply_handling(event);
                self.apply_helpers(event);
                self.apply_end(event);
            }
        }
    }

    /// From filing to the department's table.
    fn apply_intake(&mut self, event: &Event) {
        match event {
            Event::InfoRequested { question } => {
                self.state = State::NeedsInfo { question: question.clone() };
            }
            Event::Supplemented { .. } => self.state = State::Submitted,
            Event::Declined { code, by, reason, channel } => {
                self.declined_by = *by;
                self.orders.clear();
                self.merged_here.clear();
                let (reason, channel) = (reason.clone(), channel.clone());
                self.state = State::Declined { code: *code, reason, channel };
            }
            Event::DeclineAppealed { .. } => {
                self.decline_appealed = true;
                self.manual = true;
                self.begin_again();
            }
            Event::Withdrawn { .. } => {
                self.orders.clear();
                self.merged_here.clear();
                self.handler = None;
                self.state = State::Withdrawn;
            }
            Event::Merged { into, .. } => {
                let before = Box::new(self.state.clone());
                self.state = State::Merged { into: *into, before, answered: None, rated: false };
            }
            Event::Unmerged { .. } => {
                if let State::Merged { before, .. } = &self.state {
                    self.state = (**before).clone();
                }
            }
            Event::Accepted { .. } => self.state = State::Accepted,
            Event::Dispatched { department, is_final, .. } => {
                self.state = dispatched(*department, *is_final);
                self.handler = None;
            }
            Event::ReturnLapsed => {
                if let State::Dispatched { return_over, .. } = &mut self.state {
                    *return_over = true;
                }
            }
            Event::Disputed { department, reason_code, suggested, .. } => {
                let (department, reason, suggested) = (*department, *reason_code, *suggested);
                self.returned_by.push(department);
                self.state = State::Disputed { department, reason, suggested };
            }
            Event::DisputeUpheld { department, reason_code, .. } => {
                if *reason_code == DisputeReason::ConflictOfInterest {
                    self.conflicts.push(*department);
                }
                // Who has nothing to do with it any more has nothing to answer for either.
                self.orders.retain(|order| order.department != Some(*department));
                self.handler = None;
                self.state = State::Accepted;
            }
            Event::DisputeRejected { department, .. } => {
                self.state = dispatched(*department, true);
            }
            _ => {}
        }
    }

    /// What the lead department does, and what supervisors decide for it.
    fn apply_handling(&mut self, event: &Event) {
        let Some(department) = self.state.department() else { return };
        let working = State::InProgress { department, termination: None };
        match event {
            Event::Signed { .. }
            | Event::ExtensionRefused { .. }
            | Event::ParkingRefused { .. }
            | Event::Resumed { .. }
            | Event::TerminationRefused { .. } => self.state = working,
            Event::ExtensionRequested { amount, by, endorsed, .. } => {
                let (amount, by, endorsed) = (*amount, *by, *endorsed);
                self.state = State::ExtensionPending { department, amount, by, endorsed };
            }
            Event::ExtensionEndorsed => {
                if let State::ExtensionPending { endorsed, .. } = &mut self.state {
                    *endorsed = true;
                }
            }
            Event::ExtensionGranted { amount } => {
                self.term.granted.push(*amount);
                self.state = working;
            }
            Event::Parked { by, granted, .. } => {
                self.state = State::Parked { department, by: *by, granted: *granted };
            }
            Event::ParkingGranted => {
                if let State::Parked { granted, .. } = &mut self.state {
                    *granted = true;
                }
            }
            Event::TerminationRequested { by, .. } => {
                self.state = State::InProgress { department, termination: Some(*by) };
            }
            Event::Replied { text, outcome, attachments, author, .. } => {
                let reply = PendingReply {
                    text: text.clone(),
                    outcome: *outcome,
                    attachments: attachments.clone(),
                    author: *author,
                };
                self.overtake_helpers();
                self.state = State::Replied { department, reply };
            }
            Event::ReplyApproved { outcome, .. } => {
                self.state = State::Feedback { department, outcome: *outcome };
            }
            Event::ReplyReturned { .. } if self.rounds.rework == 0 => self.state = working,
            Event::ReplyReturned { .. } => self.state = State::Rework { department },
            Event::ReworkStarted { round } => {
                self.rounds.rework = *round;
                self.state = State::Rework { department };
            }
            Event::ReworkExhausted => {
                self.rounds.exhausted = true;
                self.state = State::Rework { department };
            }
            _ => {}
        }
    }

    /// Who helps, and what is demanded.
    fn apply_helpers(&mut self, event: &Event) {
        match event {
            Event::Whistled { calls } => {
                self.co_tasks.extend(calls.iter().map(|call| CoTask {
                    department: call.department,
                    required: call.required,
                    ask: call.ask.clone(),
                    progress: CoProgress::Called,
                }));
            }
            Event::ReportedIn { department } => {
                self.move_helper(*department, CoProgress::ReportedIn);
            }
            Event::CoReplied { department, .. } => {
                self.move_helper(*department, CoProgress::Replied);
            }
            Event::TaskForceFormed { id, name, mandate, members, days } => {
                self.rounds.handed_on = self.rounds.exhausted;
                self.task_force = Some(TaskForce {
                    id: *id,
                    name: name.clone(),
                    mandate: mandate.clone(),
                    members: members.clone(),
                    days: *days,
                });
            }
            Event::TaskForceDissolved { .. } => self.release_task_force(),
            Event::SupervisionOrdered { number, department, .. } => {
                self.orders_given = *number;
                self.orders.push(OpenOrder { number: *number, department: *department });
            }
            Event::SupervisionAnswered { numbers, .. } => {
                self.orders.retain(|order| !numbers.contains(&order.number));
            }
            _ => {}
        }
    }

    /// How it ends, and what may follow.
    fn apply_end(&mut self, event: &Event) {
        match event {
            Event::Rated { .. } => {
                if let State::Merged { rated, .. } = &mut self.state {
                    *rated = true;
                }
            }
            // The reply before the other firm is before this one too, and may be rated once.
            Event::Followed { moved, outcome, .. } => {
                if let State::Merged { answered, rated, .. } = &mut self.state
                    && *moved != ParentMove::Closed
                {
                    (*answered, *rated) = (*outcome, false);
                }
            }
            Event::Closed { outcome, .. } => {
                let department = self.state.department();
                self.overtake_helpers();
                self.release_task_force();
                self.orders.clear();
                self.state = State::Closed { department, outcome: *outcome, reopenable: true };
            }
            Event::ReopenLapsed => {
                if let State::Closed { reopenable, .. } = &mut self.state {
                    *reopenable = false;
                }
            }
            Event::Reopened { .. } => {
                // On new facts anybody decides, whoever declined it once.
                self.declined_by = None;
                self.begin_again();
            }
            Event::PublicationProposed { text } => {
                self.publication = Publication::Proposed { text: text.clone() };
            }
            Event::PublicationDecided { agreed } => {
                self.publication = match std::mem::take(&mut self.publication) {
                    Publication::Proposed { text } if *agreed => Publication::Published { text },
                    _ => Publication::None,
                };
            }
            Event::Unpublished { .. } => self.publication = Publication::None,
            _ => {}
        }
    }

    /// Back to the start, with what was learned about departments kept.
    fn begin_again(&mut self) {
        self.state = State::Submitted;
        self.handler = None;
        self.contacted = false;
        self.rounds = Rounds::default();
        self.co_tasks.clear();
        self.task_force = None;
        self.orders.clear();
        self.term = Term { promise: self.term.promise.clone(), ..Term::default() };
        self.urge_rest_until = None;
        self.publication = Publication::None;
    }

    fn release_task_force(&mut self) {
        self.task_force = None;
        self.rounds.handed_on = false;
    }

    fn move_helper(&mut self, department: uuid::Uuid, to: CoProgress) {
        let open = self.co_tasks.iter_mut().find(|co| co.department == department && co.is_open());
        if let Some(task) = open {
            task.progress = to;
        }
    }

    fn overtake_helpers(&mut self) {
        for task in self.co_tasks.iter_mut().filter(|task| task.is_open()) {
            task.progress = CoProgress::Overtaken;
        }
    }
}
