//! What may be asked of an appeal.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::routing::Decision;

/// How the first contact was made (首次联系).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactMethod {
    /// By telephone.
    Phone,
    /// By a visit to the firm.
    Visit,
    /// By WeChat or WeCom.
    Wechat,
    /// At the department's counter or in a meeting.
    Meeting,
    /// Any other way; the note says which.
    Other,
}

/// What the department says its reply achieves. The firm's rating decides whether that is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReplyOutcome {
    /// 已解决
    Resolved,
    /// 部分解决
    PartlyResolved,
    /// 已解释说明
    Explained,
    /// 暂无法解决
    Unresolvable,
}

/// One command. Filing is not here: before it there is no appeal.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The router's answer to an accepted appeal: dispatches it when sure, leaves it on the dispatch
    /// desk when not. Accepts a submitted appeal first (automatic intake).
    Route {
        /// The decision with its reasons.
        decision: Box<Decision>,
        /// The department decided for, when the router was sure and the department exists.
        department: Option<Uuid>,
    },
    /// A dispatcher sends it to a department (派单).
    Dispatch {
        /// Where to.
        department: Uuid,
        /// Final designation (指定承办): the department may not return it.
        is_final: bool,
    },
    /// A handler takes the task (领单).
    Claim,
    /// A head gives the task to a handler of the department.
    Assign {
        /// To whom.
        handler: Uuid,
    },
    /// The department signs for it (签收).
    Sign,
    /// The sign deadline has passed: signed by the clock, flagged late.
    AutoSign,
    /// The first contact, or a later one, with the firm (首次联系).
    Contact {
        /// How.
        method: ContactMethod,
        /// What was said.
        note: String,
    },
    /// A note that the firm does not see.
    Note {
        /// Its text.
        text: String,
    },
    /// The department's reply (答复), waiting for approval.
    Reply {
        /// Its text.
        text: String,
        /// What it achieves.
        outcome: ReplyOutcome,
        /// Files that go with it.
        attachments: Vec<Uuid>,
    },
    /// The head approves the reply; it reaches the firm.
    Approve,
    /// The head sends the reply back.
    ReturnReply {
        /// Why.
        reason: String,
    },
    /// The firm rates (评价): 4 and 5 are satisfied.
    Rate {
        /// 1 to 5.
        score: u8,
        /// In the firm's words.
        comment: Option<String>,
    },
    /// The rating window is over: closed unrated.
    LapseRating,
}

/// The name of a command as the API knows it, for the `actions` of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// [`Command::Dispatch`]
    Dispatch,
    /// [`Command::Claim`]
    Claim,
    /// [`Command::Assign`]
    Assign,
    /// [`Command::Sign`]
    Sign,
    /// [`Command::Contact`]
    Contact,
    /// [`Command::Note`]
    Note,
    /// [`Command::Reply`]
    Reply,
    /// [`Command::Approve`]
    Approve,
    /// [`Command::ReturnReply`]
    ReturnReply,
    /// [`Command::Rate`]
    Rate,
}

impl Action {
    /// Every action that a person may take.
    pub const ALL: [Self; 10] = [
        Self::Dispatch,
        Self::Claim,
        Self::Assign,
        Self::Sign,
        Self::Contact,
        Self::Note,
        Self::Reply,
        Self::Approve,
        Self::ReturnReply,
        Self::Rate,
    ];

    /// The last segment of the command's path.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dispatch => "dispatch",
            Self::Claim => "claim",
            Self::Assign => "assign",
            Self::Sign => "sign",
            Self::Contact => "contact",
            Self::Note => "note",
            Self::Reply => "reply",
            Self::Approve => "approve",
            Self::ReturnReply => "return-reply",
            Self::Rate => "rate",
        }
    }
}

impl Command {
    /// The action that a person sees, or `None` for what only the platform does.
    #[must_use]
    pub const fn action(&self) -> Option<Action> {
        match self {
            Self::Dispatch { .. } => Some(Action::Dispatch),
            Self::Claim => Some(Action::Claim),
            Self::Assign { .. } => Some(Action::Assign),
            Self::Sign => Some(Action::Sign),
            Self::Contact { .. } => Some(Action::Contact),
            Self::Note { .. } => Some(Action::Note),
            Self::Reply { .. } => Some(Action::Reply),
            Self::Approve => Some(Action::Approve),
            Self::ReturnReply { .. } => Some(Action::ReturnReply),
            Self::Rate { .. } => Some(Action::Rate),
            Self::Route { .. } | Self::AutoSign | Self::LapseRating => None,
        }
    }
}
