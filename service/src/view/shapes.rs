//! The shapes that go over the wire and into the saved answers.

use chrono::{DateTime, Utc};
use domain::appeal::Action;
use domain::sla::Lamp;
use entity::attachments;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::SituationView;

/// An appeal in full.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AppealView {
    /// The id.
    pub id: Uuid,
    /// Work order number (工单号), for people.
    pub number: String,
    /// For whom; hidden from departments when confidential.
    pub enterprise: Option<NamedView>,
    /// In the firm's words.
    pub title: String,
    /// In the firm's words.
    pub content: String,
    /// Category code.
    pub category: String,
    /// Profile code (时限方案).
    pub level: String,
    /// County code.
    pub county: Option<String>,
    /// Chain code.
    pub chain_id: Option<String>,
    /// `mini_program`, `h5`, `officer` or `import`.
    pub channel: String,
    /// Whether departments may not learn who filed it.
    pub confidential: bool,
    /// Whom to ask for; hidden from departments when confidential.
    pub contact_name: Option<String>,
    /// How to reach them; hidden from departments when confidential.
    pub contact_phone: Option<String>,
    /// Stored state.
    pub state: String,
    /// How it was closed.
    pub outcome: Option<String>,
    /// 1 to 5.
    pub rating: Option<i32>,
    /// The department that has it, or had it last.
    pub department: Option<NamedView>,
    /// Who handles it there.
    pub handler: Option<NamedView>,
    /// Who has it on the table now.
    pub holder: HolderView,
    /// The worst lamp of the running promises; absent when none runs.
    #[schema(value_type = Option<String>)]
    pub lamp: Option<Lamp>,
    /// The earliest promise still running.
    pub next_due_at: Option<DateTime<Utc>>,
    /// All clocks, in order of their start.
    pub clocks: Vec<ClockView>,
    /// What the caller may do now.
    #[schema(value_type = Vec<String>)]
    pub actions: Vec<Action>,
    /// What is going on around it.
    pub situation: SituationView,
    /// The reply that the firm has, or, for the department, the one awaiting approval.
    pub reply: Option<ReplyView>,
    /// Files filed with it or with a reply.
    pub attachments: Vec<AttachmentView>,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// For `If-Match`.
    pub version: i64,
}

/// Something with a name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NamedView {
    /// The id.
    pub id: Uuid,
    /// For people.
    pub name: String,
}

/// Who has the appeal on the table (责任方).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct HolderView {
    /// `dispatch_desk`, `department`, `task_force`, `firm`, `supervisor` or `nobody`.
    pub kind: String,
    /// The department's or task force's id.
    pub id: Option<Uuid>,
    /// The department's short name, or the task force's.
    pub name: Option<String>,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// One clock (时限).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ClockView {
    /// The id, for `GET /appeals/{id}/clocks/{clock_id}/explain`.
    pub id: Uuid,
    /// `dispatch`, `sign`, `first_contact`, `resolve`, `return`, `feedback`, `rework`, `rating`,
    /// `ruling`, `report_in`, `co_reply`, `answer`, `parking_report`, `supplement`, `reopen` or
    /// `mandate`.
    pub stage: String,
    /// The department that it runs for, where that is not the lead: a helper, or whoever was ordered to
    /// answer.
    pub department_id: Option<Uuid>,
    /// From 1; a stage may run again.
    pub round: i32,
    /// `workday`, `day`, `workhour`, `workminute`, `hour` or `minute`.
    pub unit: String,
    /// How many of the unit.
    pub amount: i32,
    /// The moment of the event that started it.
    pub started_at: DateTime<Utc>,
    /// When it runs out, or ran out.
    pub due_at: DateTime<Utc>,
    /// Whether `due_at` lies in a year whose holidays are not announced yet.
    pub provisional: bool,
    /// When it was stopped.
    pub stopped_at: Option<DateTime<Utc>>,
    /// The computed moment of the breach.
    pub breached_at: Option<DateTime<Utc>>,
    /// Whether it stands still.
    pub paused: bool,
    /// `green`, `yellow` or `red`.
    #[schema(value_type = String)]
    pub lamp: Lamp,
    /// What is left; negative once overdue.
    #[schema(value_type = Object)]
    pub remaining: domain::sla::Remaining,
}

/// A reply.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReplyView {
    /// Its text.
    pub text: String,
    /// What the department says it achieves.
    pub outcome: String,
    /// When it was approved, or written while it waits for approval.
    pub at: DateTime<Utc>,
    /// Whether the firm has it.
    pub approved: bool,
}

/// A file.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AttachmentView {
    /// The id, for `GET /attachments/{id}`.
    pub id: Uuid,
    /// As the sender named it.
    pub file_name: String,
    /// By content, not by name.
    pub media_type: String,
    /// In bytes.
    pub size: i64,
}

impl From<attachments::Model> for AttachmentView {
    fn from(row: attachments::Model) -> Self {
        let attachments::Model { id, file_name, media_type, size, .. } = row;
        Self { id, file_name, media_type, size }
    }
}

/// An appeal in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AppealSummary {
    /// The id.
    pub id: Uuid,
    /// Work order number (工单号).
    pub number: String,
    /// For whom; hidden from departments when confidential.
    pub enterprise: Option<NamedView>,
    /// In the firm's words.
    pub title: String,
    /// Category code.
    pub category: String,
    /// Profile code.
    pub level: String,
    /// County code.
    pub county: Option<String>,
    /// Whether departments may not learn who filed it.
    pub confidential: bool,
    /// Stored state.
    pub state: String,
    /// How it was closed.
    pub outcome: Option<String>,
    /// 1 to 5.
    pub rating: Option<i32>,
    /// The department that has it.
    pub department: Option<NamedView>,
    /// Who handles it there.
    pub handler: Option<NamedView>,
    /// Who has it on the table.
    pub holder: HolderView,
    /// The worst lamp of the running promises.
    #[schema(value_type = Option<String>)]
    pub lamp: Option<Lamp>,
    /// The earliest promise still running.
    pub next_due_at: Option<DateTime<Utc>>,
    /// When it was filed.
    pub filed_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// What the caller may do now.
    #[schema(value_type = Vec<String>)]
    pub actions: Vec<Action>,
    /// For `If-Match`.
    pub version: i64,
}
