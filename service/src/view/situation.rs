//! What is going on around an appeal beside its state: what the firm is asked, who helps, what is
//! demanded, what it hangs together with.

use domain::appeal::{Appeal, CoProgress, Publication, State};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::NamedView;
use crate::ledger::Dossier;
use crate::reference::Reference;

/// What is going on around an appeal.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct SituationView {
    /// What the firm is asked (待补充).
    pub question: Option<String>,
    /// Why it was not taken in (不予受理).
    pub decline: Option<DeclineView>,
    /// Whether the order may not be returned (指定承办).
    #[serde(rename = "final")]
    pub is_final: bool,
    /// What the return is about (退单审核); not for the firm.
    pub dispute: Option<DisputeView>,
    /// A request for more time (延期审核).
    pub extension: Option<ExtensionView>,
    /// Whether a supervisor still has to agree with the parking (挂账).
    pub parking_to_grant: bool,
    /// Whether a request for termination waits (终止); not for the firm.
    pub termination_pending: bool,
    /// Departments called to help (协办).
    pub helpers: Vec<HelperView>,
    /// The task force that holds it (专班).
    pub task_force: Option<TaskForceView>,
    /// Supervision orders without an answer (督办); not for the firm.
    pub open_orders: Vec<OrderView>,
    /// Rounds of rework so far (重办).
    pub rework_rounds: u8,
    /// The appeal that it is part of (并单).
    pub merged_into: Option<Uuid>,
    /// The appeals that are part of it; not for the firm.
    pub merged_here: Vec<Uuid>,
    /// The appeal that it was split from (拆单).
    pub split_from: Option<Uuid>,
    /// `none`, `proposed` or `published`, with the text (晒单).
    #[schema(value_type = Object)]
    pub publication: Publication,
}

/// Why an appeal was not taken in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DeclineView {
    /// `emergency`, `legal_process`, `petition`, `duplicate_no_new_fact`, `secret_or_privacy`,
    /// `out_of_jurisdiction` or `no_substance`.
    pub code: String,
    /// In words.
    pub reason: String,
    /// The right channel, where there is one.
    pub channel: Option<String>,
    /// Whether the firm has appealed against an earlier decline: it may do so once.
    pub appealed: bool,
}

/// What a return is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DisputeView {
    /// `not_our_duty`, `wrong_county`, `other_lead`, `conflict_of_interest`, `duplicate` or `other`.
    pub reason_code: String,
    /// Whom the department would send it to.
    pub suggested: Option<NamedView>,
}

/// A request for more time.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ExtensionView {
    /// Units of the resolve clock.
    pub amount: u32,
    /// Whether the department's head stands behind it.
    pub endorsed: bool,
}

/// A department called to help.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HelperView {
    /// Which.
    pub department: NamedView,
    /// Whether the lead must wait for it.
    pub required: bool,
    /// What it is asked for; not for the firm.
    pub ask: Option<String>,
    /// `called`, `reported_in`, `replied` or `overtaken`.
    #[schema(value_type = String)]
    pub progress: CoProgress,
}

/// A task force.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TaskForceView {
    /// The id.
    pub id: Uuid,
    /// For people.
    pub name: String,
    /// What it is for.
    pub mandate: String,
    /// Its members; not for the firm.
    pub members: Vec<Uuid>,
    /// Length of the mandate in calendar days; the clock `mandate` says when it ends.
    pub days: u32,
}

/// A supervision order without an answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderView {
    /// From 1, per appeal.
    pub number: u32,
    /// Who must answer; absent: the dispatch desk.
    pub department: Option<NamedView>,
}

/// The situation as the offices see it, or as the firm does.
///
/// `shown` is how the caller may read what somebody has written: of a confidential appeal without what
/// gives the firm away.
pub(super) fn situation(
    dossier: &Dossier,
    reference: &Reference,
    staff: bool,
    shown: &dyn Fn(&str) -> String,
) -> SituationView {
    let appeal = &dossier.appeal;
    let mut view = SituationView {
        helpers: helpers(appeal, reference, staff, shown),
        task_force: task_force(appeal, staff, shown),
        rework_rounds: appeal.rounds.rework,
        merged_into: dossier.row.merged_into,
        split_from: dossier.row.split_from,
        publication: appeal.publication.clone(),
        ..SituationView::default()
    };
    if staff {
        view.merged_here.clone_from(&appeal.merged_here);
        let orders = appeal.orders.iter().map(|order| OrderView {
            number: order.number,
            department: order.department.map(|id| named(reference, id)),
        });
        view.open_orders = orders.collect();
    }
    match &appeal.state {
        State::NeedsInfo { question } => view.question = Some(shown(question)),
        State::Declined { code, reason, channel } => {
            view.decline = Some(DeclineView {
                code: code.as_str().to_owned(),
                reason: shown(reason),
                channel: channel.clone(),
                appealed: appeal.decline_appealed,
            });
        }
        State::Dispatched { is_final, .. } => view.is_final = *is_final,
        State::Disputed { reason, suggested, .. } if staff => {
            view.dispute = Some(DisputeView {
                reason_code: reason.as_str().to_owned(),
                suggested: suggested.map(|id| named(reference, id)),
            });
        }
        State::InProgress { termination, .. } => {
            view.termination_pending = staff && termination.is_some();
        }
        State::ExtensionPending { amount, endorsed, .. } => {
            view.extension = Some(ExtensionView { amount: *amount, endorsed: *endorsed });
        }
        State::Parked { granted, .. } => view.parking_to_grant = !granted,
        _ => {}
    }
    view
}

fn named(reference: &Reference, id: Uuid) -> NamedView {
    NamedView { id, name: reference.department_name(id) }
}

fn helpers(
    appeal: &Appeal,
    reference: &Reference,
    staff: bool,
    shown: &dyn Fn(&str) -> String,
) -> Vec<HelperView> {
    let views = appeal.co_tasks.iter().map(|task| HelperView {
        department: named(reference, task.department),
        required: task.required,
        ask: staff.then(|| shown(&task.ask)),
        progress: task.progress,
    });
    views.collect()
}

fn task_force(
    appeal: &Appeal,
    staff: bool,
    shown: &dyn Fn(&str) -> String,
) -> Option<TaskForceView> {
    let force = appeal.task_force.as_ref()?;
    Some(TaskForceView {
        id: force.id,
        name: shown(&force.name),
        mandate: shown(&force.mandate),
        members: if staff { force.members.clone() } else { Vec::new() },
        days: force.days,
    })
}
