//! What states, actions and parties are called at the counter.

use super::super::action::Action;
use super::super::decide::Party;
use super::super::state::StateName;

/// The Chinese name of a state.
pub(super) const fn state(name: StateName) -> &'static str {
    match name {
        StateName::Submitted => "待受理",
        StateName::NeedsInfo => "待补充",
        StateName::Accepted => "待派单",
        StateName::Dispatched => "待签收",
        StateName::Disputed => "退单审核",
        StateName::InProgress => "办理中",
        StateName::ExtensionPending => "延期审核",
        StateName::Parked => "挂账",
        StateName::Replied => "已答复待审核",
        StateName::Feedback => "待评价",
        StateName::Rework => "重办",
        StateName::Closed => "已办结",
        StateName::Merged => "已并单",
        StateName::Declined => "不予受理",
        StateName::Withdrawn => "已撤回",
    }
}

/// The Chinese name of an action.
pub(super) const fn action(action: Action) -> &'static str {
    match action {
        Action::Accept => "受理",
        Action::Decline => "不予受理",
        Action::AskInfo => "要求补充",
        Action::Dispatch => "派单",
        Action::Rule => "退单裁定",
        Action::Merge => "并单",
        Action::Unmerge => "撤销并单",
        Action::Split => "拆单",
        Action::SetLevel => "更正级别",
        Action::Claim => "领单",
        Action::Assign => "指派承办人",
        Action::Sign => "签收",
        Action::Contact => "联系企业",
        Action::Note => "内部备注",
        Action::Dispute => "退单",
        Action::Whistle => "吹哨",
        Action::ReportIn => "报到",
        Action::CoReply => "协办答复",
        Action::RequestExtension => "申请延期",
        Action::GrantExtension => "批准延期",
        Action::RefuseExtension => "不批准延期",
        Action::Park => "挂账",
        Action::GrantParking => "同意挂账",
        Action::RefuseParking => "不同意挂账",
        Action::ReportParking => "挂账进展报告",
        Action::Resume => "恢复办理",
        Action::RequestTermination => "申请终止",
        Action::ApproveTermination => "批准终止",
        Action::RefuseTermination => "不批准终止",
        Action::Reply => "答复",
        Action::Approve => "审核通过",
        Action::ReturnReply => "退回答复",
        Action::Supervise => "督办",
        Action::AnswerSupervision => "答复督办",
        Action::FormTaskForce => "成立专班",
        Action::DissolveTaskForce => "撤销专班",
        Action::Reveal => "查看保密身份",
        Action::Supplement => "补充",
        Action::Withdraw => "撤回",
        Action::Urge => "催办",
        Action::Rate => "评价",
        Action::AppealDecline => "对不予受理提出异议",
        Action::Reopen => "重新提出",
        Action::ProposePublication => "提议晒单",
        Action::DecidePublication => "同意或不同意晒单",
        Action::Unpublish => "撤下晒单",
    }
}

/// The name of a part somebody plays, in both languages.
pub(super) const fn party(party: Party) -> (&'static str, &'static str) {
    match party {
        Party::Firm => ("企业", "firm"),
        Party::Officer => ("红色CGO", "officer"),
        Party::Desk => ("派单员", "dispatch desk"),
        Party::Handler => ("承办人", "handler of the lead department"),
        Party::Head => ("负责人", "head of the lead department"),
        Party::Member => ("专班成员", "member of the task force"),
        Party::Helper => ("协办部门", "called department"),
        Party::Ordered => ("被督办人", "head, or desk, with an unanswered order"),
        Party::Supervisor => ("督查员", "supervisor"),
    }
}
