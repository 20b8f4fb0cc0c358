//! The table: who may do what, where, and what else must hold.

use domain::appeal::{CoCall, CoProgress, Command as C, DeclineCode, StateName};
use domain::time::Timestamp;
use uuid::Uuid;

use super::model::{Model, NO, OPEN, Parts, Verdict};
use super::people::Person;

/// All must hold; the first that does not gives the refusal.
fn all(demands: &[(bool, &'static str)]) -> Verdict {
    demands.iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, code)| Err(code))
}

impl Model {
    /// The table.
    pub(crate) fn verdict(&self, who: &Person, p: Parts, command: &C, now: Timestamp) -> Verdict {
        if who.system {
            return self.of_the_platform(command);
        }
        if let Some(verdict) = self.of_the_desk(who, p, command) {
            return verdict;
        }
        if let Some(verdict) = self.of_the_firm(p, command, now) {
            return verdict;
        }
        if let Some(verdict) = self.of_the_department(who, p, command) {
            return verdict;
        }
        self.of_supervision(who, p, command)
    }

    fn at(&self, states: &[StateName]) -> (bool, &'static str) {
        (states.contains(&self.at), NO)
    }

    fn of_the_desk(&self, who: &Person, p: Parts, command: &C) -> Option<Verdict> {
        use StateName::{
            Accepted, Disputed, ExtensionPending, Feedback, Merged, Replied, Submitted,
        };
        let intake = (p.desk || p.supervisor && self.decline_appealed, NO);
        let second = (!(self.decline_appealed && self.declined_by == Some(who.id)), "own_decision");
        let desk = (p.desk, NO);
        let before_dispatch = self.at(&[Submitted, Accepted]);
        Some(match command {
            C::Accept => all(&[intake, self.at(&[Submitted]), second]),
            C::Decline { code, channel, .. } => {
                let named = *code != DeclineCode::LegalProcess || channel.is_some();
                all(&[intake, before_dispatch, second, (named, "channel_missing")])
            }
            C::AskInfo { .. } => all(&[desk, before_dispatch]),
            C::Merge { .. } => {
                all(&[desk, before_dispatch, (self.children.is_empty(), "has_merged")])
            }
            C::Unmerge { .. } => all(&[(p.desk || p.supervisor, NO), self.at(&[Merged])]),
            C::Split { .. } => all(&[desk, self.at(&[Accepted])]),
            C::Dispatch { department, is_final } => {
                let conflict = self.conflicts.contains(department);
                let returned = self.returned_by.contains(department) && !is_final;
                all(&[
                    desk,
                    self.at(&[Accepted]),
                    (!conflict, "conflict_of_interest"),
                    (!returned, "returned_before"),
                ])
            }
            C::Rule { .. } => all(&[desk, self.at(&[Disputed])]),
            // Wherever a promise runs and no more time is asked for; nothing late becomes punctual.
            C::SetLevel { .. } => {
                let settled = [ExtensionPending, Replied, Feedback].contains(&self.at);
                let open = !self.at.is_final() && !settled;
                all(&[
                    (p.desk || p.supervisor, NO),
                    (open, NO),
                    (!self.statutory, "statutory_clock"),
                    (!self.overdue, "already_late"),
                ])
            }
            _ => return None,
        })
    }

    fn of_the_firm(&self, p: Parts, command: &C, now: Timestamp) -> Option<Verdict> {
        use StateName::{
            Accepted, Closed, Declined, Dispatched, Disputed, ExtensionPending, Feedback,
            InProgress, Merged, NeedsInfo, Parked, Replied, Rework, Submitted,
        };
        let firm = (p.firm, NO);
        let either = (p.firm || p.officer, NO);
        Some(match command {
            C::Supplement { .. } => all(&[either, self.at(&[NeedsInfo])]),
            C::Withdraw { .. } => {
                all(&[firm, self.at(&[Submitted, NeedsInfo, Accepted, Dispatched, Disputed])])
            }
            // Whoever is waited for can be urged; not the firm itself, and not what is over.
            C::Urge { .. } => {
                let nobody_waits = [NeedsInfo, Feedback].contains(&self.at) || self.at.is_final();
                let lately = self.rest_until.is_some_and(|until| now < until);
                all(&[either, (!nobody_waits, NO), (!lately, "urged_lately")])
            }
            C::Rate { score, .. } => {
                let before_it = match self.at {
                    Feedback => true,
                    Merged => self.here.answered.is_some() && !self.here.rated,
                    _ => false,
                };
                all(&[firm, (before_it, NO), ((1..=5).contains(score), "score_out_of_range")])
            }
            C::AppealDecline { .. } => {
                all(&[firm, self.at(&[Declined]), (!self.decline_appealed, "already_appealed")])
            }
            C::Reopen { .. } => {
                all(&[firm, self.at(&[Closed]), (self.here.reopenable, "reopen_over")])
            }
            C::DecidePublication { .. } => {
                all(&[firm, self.at(&[Closed]), (self.publication == 1, NO)])
            }
            C::Unpublish { .. } => {
                let who = (p.firm || p.supervisor, NO);
                all(&[who, self.at(&[Closed]), (self.publication == 2, NO)])
            }
            C::Note { .. } => {
                let staff = p.desk || p.handler || p.head || p.member || p.helper || p.supervisor;
                all(&[(staff, NO), (!self.at.is_final(), NO)])
            }
            C::Reveal { .. } => {
                let with_them =
                    self.at(&[Dispatched, InProgress, ExtensionPending, Parked, Replied, Rework]);
                let secret = (self.confidential, "not_confidential");
                all(&[(p.handler || p.head, NO), with_them, secret])
            }
            _ => return None,
        })
    }

    fn of_the_department(&self, who: &Person, p: Parts, command: &C) -> Option<Verdict> {
        use StateName::{
            Dispatched, ExtensionPending, Feedback, InProgress, Parked, Replied, Rework,
        };
        let office = (p.handler || p.head, NO);
        let hands = (p.handler || p.head || p.member, NO);
        let holds = (p.holds, "held_by_another");
        let not_ending = (self.here.termination_asked_by.is_none(), "termination_pending");
        let at_work = self.at(&[InProgress, ExtensionPending, Parked, Rework]);
        let ordered = self.at(&[Dispatched]);
        let working = self.at(&[InProgress, Rework]);
        Some(match command {
            C::Claim => {
                let free =
                    self.handler.is_none_or(|h| h == who.id || who.stands_in_for.contains(&h));
                let with_them = (at_work.0 || ordered.0, NO);
                all(&[(p.handler, NO), with_them, (free, "held_by_another")])
            }
            C::Assign { .. } => {
                all(&[(p.head, NO), (at_work.0 || ordered.0 || self.at == Replied, NO)])
            }
            C::Sign => all(&[office, ordered, holds]),
            C::Dispute { .. } => {
                let lead = self.here.lead.unwrap_or_default();
                let first = (!self.returned_by.contains(&lead), "already_returned");
                let last = (!self.here.is_final, "final_designation");
                let in_time = (!self.here.return_over, "return_over");
                all(&[office, ordered, holds, last, first, in_time])
            }
            C::Contact { .. } => {
                let with_them = at_work.0 || [Replied, Feedback].contains(&self.at);
                all(&[hands, (with_them, NO), holds])
            }
            C::Whistle { calls } => {
                let fault = self.fault_in(calls);
                all(&[office, working, holds, not_ending]).and(fault)
            }
            C::ReportIn => {
                let fresh = self.helping(who).map(|place| self.helpers[place].2);
                let called = (fresh == Some(CoProgress::Called), "already_reported_in");
                all(&[(p.helper, NO), at_work, called])
            }
            C::CoReply { .. } => all(&[(p.helper, NO), at_work]),
            C::Reply { without_helpers, .. } => {
                let waits = self.required_open() && without_helpers.is_none();
                all(&[hands, working, holds, not_ending, (!waits, "helpers_open")])
            }
            C::Approve => {
                let own = self.here.draft.as_ref().is_some_and(|(_, _, author)| *author == who.id);
                let endorsed = self.here.extension.is_some_and(|(_, _, endorsed)| endorsed);
                let open = self.at == Replied || self.at == ExtensionPending && !endorsed;
                all(&[(p.head, NO), (open, NO), (!own, "own_reply")])
            }
            C::ReturnReply { .. } => all(&[(p.head, NO), self.at(&[Replied])]),
            C::RequestExtension { amount, .. } => {
                let left = self.extendable_by();
                all(&[
                    office,
                    self.at(&[InProgress]),
                    holds,
                    not_ending,
                    (!self.overdue, "too_late"),
                    (left > 0, "extension_used_up"),
                    (*amount > 0, "extension_empty"),
                    (*amount <= left, "extension_too_long"),
                ])
            }
            C::RequestTermination { .. } => {
                all(&[office, self.at(&[InProgress]), holds, not_ending])
            }
            C::Park { .. } => all(&[
                (office.0 || p.supervisor, NO),
                self.at(&[InProgress]),
                (p.holds || p.supervisor, "held_by_another"),
                not_ending,
                (!self.statutory, "statutory_clock"),
            ]),
            C::ReportParking { .. } => all(&[hands, self.at(&[Parked]), holds]),
            C::Resume { .. } => all(&[
                (office.0 || p.supervisor, NO),
                self.at(&[Parked]),
                (p.holds || p.supervisor, "held_by_another"),
            ]),
            _ => return None,
        })
    }

    fn fault_in(&self, calls: &[CoCall]) -> Verdict {
        let mut called: Vec<Uuid> = Vec::new();
        for call in calls {
            let helps =
                self.helpers.iter().any(|(d, _, at)| *d == call.department && OPEN.contains(at));
            if self.here.lead == Some(call.department) || helps || called.contains(&call.department)
            {
                return Err("already_called");
            }
            if self.conflicts.contains(&call.department) {
                return Err("conflict_of_interest");
            }
            called.push(call.department);
        }
        if called.is_empty() { Err("nobody_called") } else { Ok(()) }
    }

    fn of_supervision(&self, who: &Person, p: Parts, command: &C) -> Verdict {
        use StateName::{
            Closed, ExtensionPending, Feedback, InProgress, NeedsInfo, Parked, Rework,
        };
        let above = (p.supervisor, NO);
        let other = |by: Option<Uuid>| (by != Some(who.id), "own_request");
        let at_work = self.at(&[InProgress, ExtensionPending, Parked, Rework]);
        let here = &self.here;
        let ungranted = (here.parking.is_some_and(|(_, granted)| !granted), NO);
        let ending = (here.termination_asked_by.is_some(), NO);
        match command {
            C::GrantExtension => {
                let by = here.extension.map(|(_, by, _)| by);
                all(&[above, self.at(&[ExtensionPending]), other(by)])
            }
            C::RefuseExtension { .. } => {
                all(&[(p.supervisor || p.head, NO), self.at(&[ExtensionPending])])
            }
            C::GrantParking => {
                let by = here.parking.map(|(by, _)| by);
                all(&[above, self.at(&[Parked]), ungranted, other(by)])
            }
            C::RefuseParking { .. } => all(&[above, self.at(&[Parked]), ungranted]),
            C::ApproveTermination => {
                all(&[above, self.at(&[InProgress]), ending, other(here.termination_asked_by)])
            }
            C::RefuseTermination { .. } => all(&[above, self.at(&[InProgress]), ending]),
            // Whoever has it can be ordered; the firm cannot.
            C::Supervise { .. } => {
                let office = ![NeedsInfo, Feedback].contains(&self.at) && !self.at.is_final();
                all(&[above, (office, NO)])
            }
            C::AnswerSupervision { .. } => all(&[(p.ordered, NO), (!self.at.is_final(), NO)]),
            C::FormTaskForce { force } => {
                let sound = !force.members.is_empty() && (1..=365).contains(&force.days);
                let none_yet = (self.force.is_none(), "task_force_exists");
                all(&[above, at_work, none_yet, (sound, "empty_task_force")])
            }
            C::DissolveTaskForce { .. } => {
                all(&[above, at_work, (self.force.is_some(), "no_task_force")])
            }
            C::ProposePublication { .. } => {
                all(&[above, self.at(&[Closed]), (self.publication == 0, NO)])
            }
            _ => Err(NO),
        }
    }

    fn of_the_platform(&self, command: &C) -> Verdict {
        use StateName::{Accepted, Closed, Dispatched, Feedback, Merged, NeedsInfo, Submitted};
        match command {
            C::Route { .. } => all(&[self.at(&[Submitted, Accepted])]),
            C::AutoSign => all(&[self.at(&[Dispatched])]),
            C::LapseReturn => {
                let open = !self.here.is_final && !self.here.return_over;
                all(&[self.at(&[Dispatched]), (open, NO)])
            }
            C::LapseRating => all(&[self.at(&[Feedback])]),
            C::RemindInfo | C::LapseInfo => all(&[self.at(&[NeedsInfo])]),
            C::LapseReopen => all(&[self.at(&[Closed]), (self.here.reopenable, NO)]),
            C::ExpireTaskForce => all(&[(self.force.is_some(), NO)]),
            C::OrderByLadder { .. } => all(&[(!self.at.is_final(), NO)]),
            C::TakeIn { appeal, conflicts, .. } => {
                let open = !self.at.is_final() && self.at != Feedback;
                let helps = |about: &Uuid| {
                    self.helpers.iter().any(|(d, _, at)| d == about && OPEN.contains(at))
                };
                let theirs = conflicts.iter().any(|d| self.here.lead == Some(*d) || helps(d));
                all(&[
                    (open && !self.children.contains(appeal), "bad_merge_target"),
                    (!theirs, "conflict_of_interest"),
                ])
            }
            C::LetGo { appeal } => all(&[(self.children.contains(appeal), NO)]),
            C::Follow { .. } | C::Unmerge { .. } => all(&[self.at(&[Merged])]),
            // Somebody leaves: a colleague gets what they had, wherever a department has it.
            C::Assign { .. } => all(&[(self.here.lead.is_some() && !self.at.is_final(), NO)]),
            _ => Err(NO),
        }
    }
}
