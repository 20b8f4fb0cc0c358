//! The names of what people may do.

use serde::{Deserialize, Serialize};

use super::facts::words;

/// The name of a command as the API knows it, for the `actions` of an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// 受理
    Accept,
    /// 不予受理
    Decline,
    /// 要求补充
    AskInfo,
    /// 派单
    Dispatch,
    /// 退单裁定
    Rule,
    /// 并单
    Merge,
    /// 撤销并单
    Unmerge,
    /// 拆单
    Split,
    /// 更正级别
    SetLevel,
    /// 领单
    Claim,
    /// 指派承办人
    Assign,
    /// 签收
    Sign,
    /// 联系企业
    Contact,
    /// 内部备注
    Note,
    /// 退单
    Dispute,
    /// 吹哨
    Whistle,
    /// 报到
    ReportIn,
    /// 协办答复
    CoReply,
    /// 申请延期
    RequestExtension,
    /// 批准延期
    GrantExtension,
    /// 不批准延期
    RefuseExtension,
    /// 挂账
    Park,
    /// 同意挂账
    GrantParking,
    /// 不同意挂账
    RefuseParking,
    /// 挂账进展报告
    ReportParking,
    /// 恢复办理
    Resume,
    /// 申请终止
    RequestTermination,
    /// 批准终止
    ApproveTermination,
    /// 不批准终止
    RefuseTermination,
    /// 答复
    Reply,
    /// 审核通过
    Approve,
    /// 退回答复
    ReturnReply,
    /// 督办
    Supervise,
    /// 答复督办
    AnswerSupervision,
    /// 成立专班
    FormTaskForce,
    /// 撤销专班
    DissolveTaskForce,
    /// 查看保密身份
    Reveal,
    /// 补充
    Supplement,
    /// 撤回
    Withdraw,
    /// 催办
    Urge,
    /// 评价
    Rate,
    /// 对不予受理提出异议
    AppealDecline,
    /// 重新提出
    Reopen,
    /// 提议晒单
    ProposePublication,
    /// 同意或不同意晒单
    DecidePublication,
    /// 撤下晒单
    Unpublish,
}

words!(Action, 46, {
    Accept => "accept",
    Decline => "decline",
    AskInfo => "ask-info",
    Dispatch => "dispatch",
    Rule => "rule",
    Merge => "merge",
    Unmerge => "unmerge",
    Split => "split",
    SetLevel => "set-level",
    Claim => "claim",
    Assign => "assign",
    Sign => "sign",
    Contact => "contact",
    Note => "note",
    Dispute => "dispute",
    Whistle => "whistle",
    ReportIn => "report-in",
    CoReply => "co-reply",
    RequestExtension => "request-extension",
    GrantExtension => "grant-extension",
    RefuseExtension => "refuse-extension",
    Park => "park",
    GrantParking => "grant-parking",
    RefuseParking => "refuse-parking",
    ReportParking => "report-parking",
    Resume => "resume",
    RequestTermination => "request-termination",
    ApproveTermination => "approve-termination",
    RefuseTermination => "refuse-termination",
    Reply => "reply",
    Approve => "approve",
    ReturnReply => "return-reply",
    Supervise => "supervise",
    AnswerSupervision => "answer-supervision",
    FormTaskForce => "form-task-force",
    DissolveTaskForce => "dissolve-task-force",
    Reveal => "reveal",
    Supplement => "supplement",
    Withdraw => "withdraw",
    Urge => "urge",
    Rate => "rate",
    AppealDecline => "appeal-decline",
    Reopen => "reopen",
    ProposePublication => "propose-publication",
    DecidePublication => "decide-publication",
    Unpublish => "unpublish",
});
