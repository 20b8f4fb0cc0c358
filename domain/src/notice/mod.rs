//! Notices (通知): who hears of which event, in which words, and when it may be sent.
//!
//! To tell somebody of one more thing: a [`Template`], its line in [`plan()`], and its words in both
//! files under `data/messages`.

mod plan;
mod quiet;
mod words;

pub use plan::{Recipients, plan};
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
}

impl Template {
    /// Every template.
    pub const ALL: [Self; 18] = [
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
