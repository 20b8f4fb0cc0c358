//! Notices (通知): who hears of which event, in which words, and when it may be sent.
//!
//! To tell somebody of one more thing: a [`Template`], its line in [`plan()`], and its words in both
//! files under `data/messages`.

mod plan;
mod quiet;
mod words;

pub use plan::{Recipients, plan, promise_moved};
pub use quiet::{BadQuietHours, QuietHours};
pub use words::{Language, Params, Words, render};

use serde::{Deserialize, Serialize};

/// What a notice is about; its words are in the message files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// 已提交, to the firm.
    Submitted,
    /// 已受理, to the firm.
    Accepted,
    /// 已派单至某部门, to the firm.
    Dispatched,
    /// 部门已联系, to the firm.
    Contacted,
    /// 已答复，请评价, to the firm.
    Replied,
    /// 已退回重办, to the firm.
    Reworked,
    /// 已办结, to the firm.
    Closed,
    /// 待人工派单, to the dispatchers.
    NeedsDispatch,
    /// 新任务, to the department.
    NewTask,
    /// 待审核答复, to the head.
    ReplyToApprove,
    /// 答复被退回, to the handler.
    ReplyReturned,
    /// 企业不满意，重办, to the department.
    ReworkTask,
    /// 两次重办后仍不满意, to the supervisors.
    ReworkExhausted,
    /// 黄牌.
    YellowCard,
    /// 红牌.
    RedCard,
    /// 督办单.
    SupervisionOrder,
    /// 约谈.
    Interview,
    /// 提级.
    Escalated,
    /// 请补充材料, to the firm.
    NeedsInfo,
    /// 补充时限将到, to the firm.
    InfoReminder,
    /// 不予受理, to the firm.
    Declined,
    /// 已撤回, to the firm.
    Withdrawn,
    /// 已并单, to the firm.
    Merged,
    /// 恢复单独办理, to the firm.
    Unmerged,
    /// 退单待裁定, to the dispatchers.
    Disputed,
    /// 退单未获同意, to the department.
    DisputeRejected,
    /// 吹哨, to the called departments.
    CoTask,
    /// 协办已答复, to the lead.
    CoReplied,
    /// 已编入专班, to the members.
    TaskForce,
    /// 延期申请, to heads and supervisors.
    ExtensionRequested,
    /// 已延期, to the firm and the handler.
    ExtensionGranted,
    /// 延期未获批准, to the handler.
    ExtensionRefused,
    /// 已挂账, to the firm.
    Parked,
    /// 挂账待审核, to the supervisors.
    ParkingToGrant,
    /// 挂账未获同意, to the department.
    ParkingRefused,
    /// 挂账进展, to the firm.
    ParkingReported,
    /// 恢复办理, to the firm.
    Resumed,
    /// 终止申请, to the supervisors.
    TerminationRequested,
    /// 终止未获批准, to the handler.
    TerminationRefused,
    /// 被催办, to whoever holds it.
    Urged,
    /// 督办单, to the head.
    Supervised,
    /// 督办已答复, to the supervisors.
    SupervisionAnswered,
    /// 保密身份被查看, to the firm.
    IdentityRevealed,
    /// 已重新提出, to the firm.
    Reopened,
    /// 对不予受理的异议, to dispatchers and supervisors.
    DeclineAppealed,
    /// 征求晒单同意, to the firm.
    PublicationProposed,
    /// 超期通报, to the supervisors.
    OverdueDigest,
    /// 超期通报：无超期, to the supervisors.
    NothingOverdue,
    /// 放假安排尚未导入, to the administrators.
    NoticeMissing,
    /// 时限自检发现不一致, to supervisors and administrators.
    ClocksDiffer,
    /// 期限有变更, to the firm and the department.
    DeadlineMoved,
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 51] = [
        Self::Submitted,
        Self::Accepted,
        Self::Dispatched,
        Self::Contacted,
        Self::Replied,
        Self::Reworked,
        Self::Closed,
        Self::NeedsDispatch,
        Self::NewTask,
        Self::ReplyToApprove,
        Self::ReplyReturned,
        Self::ReworkTask,
        Self::ReworkExhausted,
        Self::YellowCard,
        Self::RedCard,
        Self::SupervisionOrder,
        Self::Interview,
        Self::Escalated,
        Self::NeedsInfo,
        Self::InfoReminder,
        Self::Declined,
        Self::Withdrawn,
        Self::Merged,
        Self::Unmerged,
        Self::Disputed,
        Self::DisputeRejected,
        Self::CoTask,
        Self::CoReplied,
        Self::TaskForce,
        Self::ExtensionRequested,
        Self::ExtensionGranted,
        Self::ExtensionRefused,
        Self::Parked,
        Self::ParkingToGrant,
        Self::ParkingRefused,
        Self::ParkingReported,
        Self::Resumed,
        Self::TerminationRequested,
        Self::TerminationRefused,
        Self::Urged,
        Self::Supervised,
        Self::SupervisionAnswered,
        Self::IdentityRevealed,
        Self::Reopened,
        Self::DeclineAppealed,
        Self::PublicationProposed,
        Self::OverdueDigest,
        Self::NothingOverdue,
        Self::NoticeMissing,
        Self::ClocksDiffer,
        Self::DeadlineMoved,
    ];

    /// The name used in the database, the configuration and the message files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::Accepted => "accepted",
            Self::Dispatched => "dispatched",
            Self::Contacted => "contacted",
            Self::Replied => "replied",
            Self::Reworked => "reworked",
            Self::Closed => "closed",
            Self::NeedsDispatch => "needs_dispatch",
            Self::NewTask => "new_task",
            Self::ReplyToApprove => "reply_to_approve",
            Self::ReplyReturned => "reply_returned",
            Self::ReworkTask => "rework_task",
            Self::ReworkExhausted => "rework_exhausted",
            Self::YellowCard => "yellow_card",
            Self::RedCard => "red_card",
            Self::SupervisionOrder => "supervision_order",
            Self::Interview => "interview",
            Self::Escalated => "escalated",
            Self::NeedsInfo => "needs_info",
            Self::InfoReminder => "info_reminder",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::Merged => "merged",
            Self::Unmerged => "unmerged",
            Self::Disputed => "disputed",
            Self::DisputeRejected => "dispute_rejected",
            Self::CoTask => "co_task",
            Self::CoReplied => "co_replied",
            Self::TaskForce => "task_force",
            Self::ExtensionRequested => "extension_requested",
            Self::ExtensionGranted => "extension_granted",
            Self::ExtensionRefused => "extension_refused",
            Self::Parked => "parked",
            Self::ParkingToGrant => "parking_to_grant",
            Self::ParkingRefused => "parking_refused",
            Self::ParkingReported => "parking_reported",
            Self::Resumed => "resumed",
            Self::TerminationRequested => "termination_requested",
            Self::TerminationRefused => "termination_refused",
            Self::Urged => "urged",
            Self::Supervised => "supervised",
            Self::SupervisionAnswered => "supervision_answered",
            Self::IdentityRevealed => "identity_revealed",
            Self::Reopened => "reopened",
            Self::DeclineAppealed => "decline_appealed",
            Self::PublicationProposed => "publication_proposed",
            Self::OverdueDigest => "overdue_digest",
            Self::NothingOverdue => "nothing_overdue",
            Self::NoticeMissing => "notice_missing",
            Self::ClocksDiffer => "clocks_differ",
            Self::DeadlineMoved => "deadline_moved",
        }
    }

    /// Reads a name written by [`Template::as_str`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.as_str() == name)
    }
}

/// A way to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The list inside the product; always.
    Inbox,
    /// WeChat subscription message, for entrepreneurs.
    Wechat,
    /// WeCom application message, for staff.
    Wecom,
    /// SMS, where nothing else reaches an entrepreneur.
    Sms,
}

impl Channel {
    /// The name used in the database and in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Wechat => "wechat",
            Self::Wecom => "wecom",
            Self::Sms => "sms",
        }
    }

    /// Reads a name written by [`Channel::as_str`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Inbox, Self::Wechat, Self::Wecom, Self::Sms]
            .into_iter()
            .find(|channel| channel.as_str() == name)
    }
}

#[cfg(test)]
mod tests;
