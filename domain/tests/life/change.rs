//! What an accepted command makes of the reference.

use domain::appeal::{
    CoProgress, Command as C, Custodian, DisputeReason, Outcome, ParentMove, Ruling, StateName as S,
};

use super::model::{Here, Model, OPEN};
use super::people::Person;

impl Model {
    /// Moves on; what held only there is gone, the lead department stays where there is one.
    fn go(&mut self, at: S) {
        let lead = self.here.lead;
        self.at = at;
        self.here = Here { lead, ..Here::default() };
    }

    fn go_to_desk(&mut self, at: S) {
        self.go(at);
        self.here.lead = None;
    }

    /// Back to the start.
    fn begin_again(&mut self) {
        self.go_to_desk(S::Submitted);
        self.handler = None;
        self.contacted = false;
        (self.rework, self.exhausted) = (0, false);
        self.helpers.clear();
        self.force = None;
        self.orders.clear();
        self.granted.clear();
        self.overdue = false;
        self.rest_until = None;
        self.publication = 0;
    }

    fn close(&mut self, outcome: Outcome) {
        self.go(S::Closed);
        self.here.closed_as = Some(outcome);
        self.here.reopenable = true;
        self.overtake();
        self.force = None;
        self.orders.clear();
    }

    fn overtake(&mut self) {
        for (_, _, progress) in self.helpers.iter_mut().filter(|one| OPEN.contains(&one.2)) {
            *progress = CoProgress::Overtaken;
        }
    }

    fn leave(&mut self, at: S) {
        self.go_to_desk(at);
        self.orders.clear();
        self.children.clear();
    }

    /// Applies a command that the table lets through.
    pub(crate) fn becomes(&mut self, who: &Person, command: &C) {
        self.by_desk_or_firm(who, command);
        self.by_department(who, command);
        self.by_supervision(who, command);
        self.by_the_platform(command);
    }

    fn by_desk_or_firm(&mut self, who: &Person, command: &C) {
        match command {
            C::Accept => self.go_to_desk(S::Accepted),
            C::Decline { code, reason, channel } => {
                self.leave(S::Declined);
                self.declined_by = Some(who.id);
                self.here.declined = Some((*code, reason.clone(), channel.clone()));
            }
            C::AskInfo { question } => {
                self.go_to_desk(S::NeedsInfo);
                self.here.question = Some(question.clone());
            }
            C::Supplement { .. } => self.go_to_desk(S::Submitted),
            C::Withdraw { .. } => {
                self.leave(S::Withdrawn);
                self.handler = None;
            }
            C::AppealDecline { .. } => {
                self.begin_again();
                (self.decline_appealed, self.manual) = (true, true);
            }
            C::Merge { into, .. } => {
                let before = self.at;
                self.go_to_desk(S::Merged);
                self.here.hangs_on = Some(*into);
                self.here.stood_before = Some(before);
            }
            C::Unmerge { .. } => {
                let before = self.here.stood_before.unwrap_or(S::Submitted);
                self.go_to_desk(before);
            }
            C::Dispatch { department, is_final } => {
                self.go(S::Dispatched);
                (self.here.lead, self.here.is_final) = (Some(*department), *is_final);
                self.handler = None;
            }
            C::Rule { ruling: Ruling::Reject, .. } => {
                self.go(S::Dispatched);
                self.here.is_final = true;
            }
            C::Rule { ruling: Ruling::Uphold, .. } => {
                let lead = self.here.lead;
                let conflict =
                    matches!(self.here.returned_for, Some((DisputeReason::ConflictOfInterest, _)));
                self.conflicts.extend(lead.filter(|_| conflict));
                self.orders.retain(|(_, of)| *of != lead);
                self.handler = None;
                self.go_to_desk(S::Accepted);
            }
            C::Urge { rest_until, .. } => self.rest_until = Some(*rest_until),
            C::Rate { score, .. } => self.rated(*score),
            C::Reopen { .. } => self.begin_again(),
            C::ProposePublication { .. } => self.publication = 1,
            C::DecidePublication { agreed } => self.publication = if *agreed { 2 } else { 0 },
            C::Unpublish { .. } => self.publication = 0,
            _ => {}
        }
    }

    fn rated(&mut self, score: u8) {
        if self.at == S::Merged {
            self.here.rated = true;
        } else if score >= 4 || self.exhausted {
            let outcome = self.here.answered.map_or(Outcome::Terminated, Outcome::from);
            self.close(outcome);
        } else {
            match self.rework {
                0 | 1 => self.rework += 1,
                _ => self.exhausted = true,
            }
            self.go(S::Rework);
        }
    }

    fn by_department(&mut self, who: &Person, command: &C) {
        let parts = self.parts(who);
        match command {
            C::Claim => self.handler = Some(who.id),
            C::Assign { handler } => self.handler = Some(*handler),
            C::Sign => {
                if self.handler.is_none() && parts.handler {
                    self.handler = Some(who.id);
                }
                self.go(S::InProgress);
            }
            C::Contact { .. } => self.contacted = true,
            C::Dispute { reason_code, suggested, .. } => {
                self.returned_by.extend(self.here.lead);
                self.go(S::Disputed);
                self.here.returned_for = Some((*reason_code, *suggested));
            }
            C::Whistle { calls } => {
                let new = |call: &domain::appeal::CoCall| {
                    (call.department, call.required, CoProgress::Called)
                };
                self.helpers.extend(calls.iter().map(new));
            }
            C::ReportIn | C::CoReply { .. } => {
                let replied = matches!(command, C::CoReply { .. });
                let progress = if replied { CoProgress::Replied } else { CoProgress::ReportedIn };
                if let Some(place) = self.helping(who) {
                    self.helpers[place].2 = progress;
                }
            }
            C::Reply { text, outcome, .. } => {
                self.go(S::Replied);
                self.here.draft = Some((text.clone(), *outcome, who.id));
                self.overtake();
            }
            C::Approve if self.at == S::Replied => {
                let answered = self.here.draft.as_ref().map(|(_, outcome, _)| *outcome);
                self.go(S::Feedback);
                self.here.answered = answered;
            }
            C::Approve => {
                if let Some((_, _, endorsed)) = &mut self.here.extension {
                    *endorsed = true;
                }
            }
            C::ReturnReply { .. } => {
                self.go(if self.rework > 0 { S::Rework } else { S::InProgress });
            }
            C::RequestExtension { amount, .. } => {
                self.go(S::ExtensionPending);
                self.here.extension = Some((*amount, who.id, parts.head));
            }
            C::RequestTermination { .. } => self.here.termination_asked_by = Some(who.id),
            // Who works in the department asks; only a supervisor from outside decides at once.
            C::Park { .. } => {
                let granted = parts.supervisor && !parts.handler && !parts.head;
                self.go(S::Parked);
                self.here.parking = Some((who.id, granted));
            }
            C::Resume { .. } => self.go(S::InProgress),
            _ => {}
        }
    }

    fn by_supervision(&mut self, who: &Person, command: &C) {
        match command {
            C::GrantExtension => {
                self.granted.extend(self.here.extension.map(|(amount, _, _)| amount));
                self.go(S::InProgress);
            }
            C::RefuseExtension { .. } | C::RefuseParking { .. } | C::RefuseTermination { .. } => {
                self.go(S::InProgress);
            }
            C::GrantParking => {
                if let Some((_, granted)) = &mut self.here.parking {
                    *granted = true;
                }
            }
            C::ApproveTermination => self.close(Outcome::Terminated),
            // Of whoever has it: the desk while it has it, else the lead department.
            C::Supervise { .. } => {
                let desk = self.holder() == Custodian::DispatchDesk;
                self.order(self.here.lead.filter(|_| !desk));
            }
            C::AnswerSupervision { .. } => {
                self.orders.retain(|(_, of)| !Self::answers_for(who, *of));
            }
            C::FormTaskForce { force } => self.force = Some((force.id, force.members.clone())),
            C::DissolveTaskForce { .. } => self.force = None,
            _ => {}
        }
    }

    fn order(&mut self, of: Option<uuid::Uuid>) {
        self.orders_given += 1;
        self.orders.push((self.orders_given, of));
    }

    fn by_the_platform(&mut self, command: &C) {
        match command {
            C::Route { department, .. } => {
                let waits = self.manual && self.at == S::Submitted;
                let fits =
                    |d: &uuid::Uuid| !self.conflicts.contains(d) && !self.returned_by.contains(d);
                let sure = department.filter(fits);
                if !waits {
                    self.go_to_desk(S::Accepted);
                    if sure.is_some() {
                        self.go(S::Dispatched);
                        (self.here.lead, self.handler) = (sure, None);
                    }
                }
            }
            C::AutoSign => self.go(S::InProgress),
            C::LapseInfo => {
                self.leave(S::Withdrawn);
                self.handler = None;
            }
            C::LapseRating => {
                let outcome = self.here.answered.map_or(Outcome::Terminated, Outcome::from);
                self.close(outcome);
            }
            C::LapseReopen => self.here.reopenable = false,
            C::ExpireTaskForce => self.force = None,
            C::OrderByLadder { department, .. } => self.order(*department),
            C::TakeIn { appeal, .. } => self.children.push(*appeal),
            C::LetGo { appeal } => self.children.retain(|child| child != appeal),
            C::Follow { moved: ParentMove::Closed, .. } => {}
            C::Follow { moved, outcome, .. } => {
                let replied = *moved == ParentMove::Replied;
                self.here.answered = outcome.filter(|_| replied);
                self.here.rated = false;
            }
            _ => {}
        }
    }
}
