//! What may be asked of an appeal.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::action::Action;
use super::event::{ParentMove, SplitPart};
use super::facts::{CoCall, DeclineCode, DisputeReason, PublicText, Ruling, TaskForce, words};
use crate::routing::Decision;
use crate::time::Timestamp;

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

words!(ContactMethod, 5, {
    Phone => "phone",
    Visit => "visit",
    Wechat => "wechat",
    Meeting => "meeting",
    Other => "other",
});

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

words!(ReplyOutcome, 4, {
    Resolved => "resolved",
    PartlyResolved => "partly_resolved",
    Explained => "explained",
    Unresolvable => "unresolvable",
});

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
    /// A dispatcher takes it in (受理), where a person decides on intake.
    Accept,
    /// A dispatcher does not take it in (不予受理).
    Decline {
        /// Why.
        code: DeclineCode,
        /// In words that the firm understands.
        reason: String,
        /// The right channel; demanded for `legal_process`.
        channel: Option<String>,
    },
    /// A dispatcher asks the firm for something (待补充).
    AskInfo {
        /// What.
        question: String,
    },
    /// The firm answers.
    Supplement {
        /// What it says.
        text: String,
        /// Files that go with it.
        attachments: Vec<Uuid>,
    },
    /// The firm has one working day left to answer.
    RemindInfo,
    /// The firm did not answer in time.
    LapseInfo,
    /// The firm takes it back.
    Withdraw {
        /// Why, if it says.
        reason: Option<String>,
    },
    /// The firm asks for a second look at a decline.
    AppealDecline {
        /// Why.
        reason: String,
    },
    /// A dispatcher makes it part of another appeal (并单).
    Merge {
        /// Which.
        into: Uuid,
        /// Its work order number.
        number: String,
    },
    /// The other side of a merge: this appeal takes one in.
    TakeIn {
        /// Which.
        appeal: Uuid,
        /// Its work order number.
        number: String,
        /// The departments that it is about: none of them may have anything to do with this one either.
        conflicts: Vec<Uuid>,
    },
    /// A dispatcher undoes a merge.
    Unmerge {
        /// Why.
        reason: String,
    },
    /// The other side of an unmerge.
    LetGo {
        /// Which.
        appeal: Uuid,
    },
    /// The appeal that this one was merged into has moved.
    Follow {
        /// What it did.
        moved: ParentMove,
        /// The reply, for `replied`.
        text: Option<String>,
        /// What it achieves.
        outcome: Option<ReplyOutcome>,
    },
    /// A dispatcher splits matters off (拆单); the new appeals are filed in the same step.
    Split {
        /// The new appeals.
        parts: Vec<SplitPart>,
    },
    /// The desk or a supervisor corrects how urgent it is (更正级别); its open clocks are counted anew.
    SetLevel {
        /// The level until now.
        from: String,
        /// The level that was meant.
        to: String,
        /// Why.
        reason: String,
    },
    /// The department returns the order (退单).
    Dispute {
        /// Why.
        reason_code: DisputeReason,
        /// In words.
        reason: String,
        /// Whom it would send it to.
        suggested: Option<Uuid>,
    },
    /// The desk rules on a return.
    Rule {
        /// How.
        ruling: Ruling,
        /// Why.
        reason: String,
    },
    /// The lead calls departments to help (吹哨).
    Whistle {
        /// Which, and for what.
        calls: Vec<CoCall>,
    },
    /// A called department comes (报到).
    ReportIn,
    /// A called department answers the lead.
    CoReply {
        /// Its answer.
        text: String,
    },
    /// The department asks for more time (延期).
    RequestExtension {
        /// Units of the resolve clock.
        amount: u32,
        /// Why.
        reason: String,
    },
    /// A supervisor grants it.
    GrantExtension,
    /// A supervisor, or the head, does not.
    RefuseExtension {
        /// Why.
        reason: String,
    },
    /// Puts the appeal aside (挂账).
    Park {
        /// Why.
        reason: String,
    },
    /// A supervisor agrees with the parking.
    GrantParking,
    /// A supervisor does not; the pause is undone.
    RefuseParking {
        /// Why.
        reason: String,
    },
    /// The periodic report of a parked appeal.
    ReportParking {
        /// How things stand.
        text: String,
    },
    /// Takes a parked appeal up again.
    Resume {
        /// Why now.
        reason: String,
    },
    /// The department asks to end it without a reply (终止).
    RequestTermination {
        /// Why.
        reason: String,
    },
    /// A supervisor ends it.
    ApproveTermination,
    /// A supervisor does not.
    RefuseTermination {
        /// Why.
        reason: String,
    },
    /// A supervisor demands something (督办).
    Supervise {
        /// What.
        demand: String,
    },
    /// The ladder demands an answer from whoever is late.
    OrderByLadder {
        /// What.
        demand: String,
        /// Of whom; `None` is the dispatch desk.
        department: Option<Uuid>,
    },
    /// The written answer to the open orders.
    AnswerSupervision {
        /// The answer.
        text: String,
    },
    /// A supervisor forms a task force (专班) for the appeal.
    FormTaskForce {
        /// Who, what for, how long.
        force: TaskForce,
    },
    /// A supervisor ends it.
    DissolveTaskForce {
        /// Why.
        reason: String,
    },
    /// Its mandate is over.
    ExpireTaskForce,
    /// The department looks up who filed a confidential appeal.
    Reveal {
        /// Why.
        reason: String,
    },
    /// The firm, or its officer, urges (催办).
    Urge {
        /// In its words.
        message: Option<String>,
        /// Until when it may not be urged again.
        rest_until: Timestamp,
    },
    /// The firm reopens a closed appeal on new facts.
    Reopen {
        /// Which facts.
        reason: String,
        /// Files that go with it.
        attachments: Vec<Uuid>,
    },
    /// The time for reopening is over.
    LapseReopen,
    /// A supervisor proposes to publish (晒单).
    ProposePublication {
        /// The redacted text.
        text: PublicText,
    },
    /// The firm decides on it.
    DecidePublication {
        /// Whether it consents.
        agreed: bool,
    },
    /// Takes a publication back.
    Unpublish {
        /// Why.
        reason: String,
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
    /// The time in which the department may return the order is over (退单期限).
    LapseReturn,
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
        /// Why the lead does not wait for a helper that it must wait for.
        without_helpers: Option<String>,
    },
    /// The head approves the reply, which then reaches the firm; or stands behind a request for more
    /// time.
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

impl Command {
    /// The action that a person sees, or `None` for what only the platform does.
    #[must_use]
    pub const fn action(&self) -> Option<Action> {
        Some(match self {
            Self::Accept => Action::Accept,
            Self::Decline { .. } => Action::Decline,
            Self::AskInfo { .. } => Action::AskInfo,
            Self::Supplement { .. } => Action::Supplement,
            Self::Withdraw { .. } => Action::Withdraw,
            Self::AppealDecline { .. } => Action::AppealDecline,
            Self::Merge { .. } => Action::Merge,
            Self::Unmerge { .. } => Action::Unmerge,
            Self::Split { .. } => Action::Split,
            Self::SetLevel { .. } => Action::SetLevel,
            Self::Dispatch { .. } => Action::Dispatch,
            Self::Dispute { .. } => Action::Dispute,
            Self::Rule { .. } => Action::Rule,
            Self::Claim => Action::Claim,
            Self::Assign { .. } => Action::Assign,
            Self::Sign => Action::Sign,
            Self::Contact { .. } => Action::Contact,
            Self::Note { .. } => Action::Note,
            Self::Whistle { .. } => Action::Whistle,
            Self::ReportIn => Action::ReportIn,
            Self::CoReply { .. } => Action::CoReply,
            Self::RequestExtension { .. } => Action::RequestExtension,
            Self::GrantExtension => Action::GrantExtension,
            Self::RefuseExtension { .. } => Action::RefuseExtension,
            Self::Park { .. } => Action::Park,
            Self::GrantParking => Action::GrantParking,
            Self::RefuseParking { .. } => Action::RefuseParking,
            Self::ReportParking { .. } => Action::ReportParking,
            Self::Resume { .. } => Action::Resume,
            Self::RequestTermination { .. } => Action::RequestTermination,
            Self::ApproveTermination => Action::ApproveTermination,
            Self::RefuseTermination { .. } => Action::RefuseTermination,
            Self::Supervise { .. } => Action::Supervise,
            Self::AnswerSupervision { .. } => Action::AnswerSupervision,
            Self::FormTaskForce { .. } => Action::FormTaskForce,
            Self::DissolveTaskForce { .. } => Action::DissolveTaskForce,
            Self::Reveal { .. } => Action::Reveal,
            Self::Urge { .. } => Action::Urge,
            Self::Reopen { .. } => Action::Reopen,
            Self::ProposePublication { .. } => Action::ProposePublication,
            Self::DecidePublication { .. } => Action::DecidePublication,
            Self::Unpublish { .. } => Action::Unpublish,
            Self::Reply { .. } => Action::Reply,
            Self::Approve => Action::Approve,
            Self::ReturnReply { .. } => Action::ReturnReply,
            Self::Rate { .. } => Action::Rate,
            Self::Route { .. }
            | Self::AutoSign
            | Self::LapseReturn
            | Self::LapseRating
            | Self::LapseInfo
            | Self::RemindInfo
            | Self::LapseReopen
            | Self::ExpireTaskForce
            | Self::OrderByLadder { .. }
            | Self::TakeIn { .. }
            | Self::LetGo { .. }
            | Self::Follow { .. } => return None,
        })
    }
}
