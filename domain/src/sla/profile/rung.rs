//! The rungs of an escalation ladder: cards (黄牌/红牌), supervision (督办), interview (约谈), escalation
//! (提级).

use serde::{Deserialize, Serialize};

/// The colour of a card (黄牌, 红牌): an event, issued once per clock and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Card {
    /// 黄牌.
    Yellow,
    /// 红牌.
    Red,
}

impl Card {
    /// The word used in data and over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

/// When a rung fires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "snake_case", deny_unknown_fields)]
pub enum When {
    /// When the lamp turns yellow, so that every unit has a warning.
    Warn,
    /// At the due moment (0), or at the closing time of so many working days after (before) its date.
    DueOffset {
        /// Working days after the due date; negative: before it.
        workdays: i32,
    },
}

/// What a rung does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RungAction {
    /// Issues the rung's card.
    Card,
    /// Opens a supervision order (督办单), to be answered in writing within one working day.
    SupervisionOrder,
    /// Calls the department head to an interview (约谈).
    Interview,
    /// Hands the appeal up (提级) and puts it on the agenda of the next joint meeting.
    Escalate,
}

impl RungAction {
    /// The word used in data and over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::SupervisionOrder => "supervision_order",
            Self::Interview => "interview",
            Self::Escalate => "escalate",
        }
    }
}

/// Who hears of a rung.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientRole {
    /// 承办人.
    Handler,
    /// 部门负责人.
    DepartmentHead,
    /// 督查员.
    Supervisor,
    /// 市级领导小组.
    LeadershipGroup,
}

/// One rung of the ladder; each fires exactly once per clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Stable name, unique in its ladder.
    pub key: String,
    /// When it fires.
    pub when: When,
    /// The card that it issues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<Card>,
    /// What it does.
    pub action: RungAction,
    /// Who hears of it.
    pub recipients: Vec<RecipientRole>,
}

impl Rung {
    /// Whether it warns before the due moment rather than answering a breach.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        matches!(self.when, When::Warn | When::DueOffset { workdays: ..0 })
    }
}
