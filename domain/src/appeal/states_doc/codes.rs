//! Every refusal, and when it is given.

use super::super::refusal::Refusal;
use super::super::state::StateName;
use super::witness::now;
use crate::sla::profile::ExtensionRefusal;

/// One refusal of every code, in the order of the source.
pub(super) fn every() -> Vec<Refusal> {
    use Refusal::{
        AlreadyAppealed, AlreadyCalled, AlreadyLate, AlreadyReportedIn, AlreadyReturned,
        BadMergeTarget, ChannelMissing, ConflictOfInterest, EmptyTaskForce, Extension,
        FinalDesignation, HasMerged, HeldByAnother, HelpersOpen, NoTaskForce, NobodyCalled,
        NotConfidential, NotPermitted, OwnDecision, OwnReply, OwnRequest, ReopenOver, ReturnOver,
        ReturnedBefore, ScoreOutOfRange, StatutoryClock, TaskForceExists, TerminationPending,
        TooLate, UrgedLately, WrongState,
    };
    vec![
        WrongState { action: None, state: StateName::Submitted },
        NotPermitted { action: None },
        HeldByAnother,
        OwnReply,
        OwnRequest,
        OwnDecision,
        ScoreOutOfRange,
        FinalDesignation,
        AlreadyReturned,
        ReturnOver,
        ReturnedBefore,
        ConflictOfInterest,
        ChannelMissing,
        HasMerged,
        BadMergeTarget,
        TerminationPending,
        TooLate,
        AlreadyLate,
        Extension(ExtensionRefusal::UsedUp),
        Extension(ExtensionRefusal::TooMuch(1)),
        Extension(ExtensionRefusal::Empty),
        StatutoryClock,
        HelpersOpen,
        AlreadyCalled,
        NobodyCalled,
        AlreadyReportedIn,
        TaskForceExists,
        NoTaskForce,
        EmptyTaskForce,
        NotConfidential,
        UrgedLately { until: now() },
        AlreadyAppealed,
        ReopenOver,
    ]
}

/// When it is given, in both languages.
pub(super) const fn when(refusal: &Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::WrongState { .. } => {
            ("当前状态不能办理此项", "the appeal does not stand where this is done")
        }
        Refusal::NotPermitted { .. } => {
            ("本人在此件中没有相应身份", "the person has no part in the appeal that may do this")
        }
        Refusal::HeldByAnother => {
            ("已由本部门其他承办人领办", "another handler of the department has the task")
        }
        Refusal::OwnReply => ("答复人不得审核自己的答复", "who wrote the reply may not approve it"),
        Refusal::OwnRequest => ("申请人不得批准自己的申请", "who asked may not grant it"),
        Refusal::OwnDecision => {
            ("异议须由他人复核", "after an appeal against a decline somebody else decides")
        }
        Refusal::ScoreOutOfRange => ("评分须为1至5", "the score is not 1 to 5"),
        Refusal::FinalDesignation => ("已指定承办，不得退单", "the order is final"),
        Refusal::AlreadyReturned => {
            ("每个部门只能退单一次", "the department has used its one return")
        }
        Refusal::ReturnOver => ("退单期限已过", "the time for returning the order is over"),
        Refusal::ReturnedBefore => (
            "该部门已退单，只能指定承办",
            "the department has returned it; only a final designation sends it back",
        ),
        Refusal::ConflictOfInterest => {
            ("诉求针对该部门，须回避", "the appeal is about that department")
        }
        Refusal::ChannelMissing => {
            ("进入法定程序的须告知正确渠道", "for legal process the right channel is named")
        }
        Refusal::HasMerged => ("已有其他诉求并入本件", "other appeals were merged into this one"),
        Refusal::BadMergeTarget => (
            "目标已答复、已结束或已并入他件",
            "the target is answered, over, or hangs on another itself",
        ),
        Refusal::TerminationPending => {
            ("终止申请待批", "a request for termination is before a supervisor")
        }
        Refusal::TooLate => ("已逾期，不得申请延期", "the resolve clock has run out"),
        Refusal::AlreadyLate => {
            ("已有时限逾期，不得更改级别", "a clock has run out: what is late keeps its level")
        }
        Refusal::Extension(ExtensionRefusal::UsedUp) => {
            ("时限方案允许的延期已用完", "the profile allows no further extension")
        }
        Refusal::Extension(ExtensionRefusal::TooMuch(_)) => {
            ("超出时限方案允许的延期", "more than the profile still allows")
        }
        Refusal::Extension(ExtensionRefusal::Empty) => {
            ("延期至少一个单位", "an extension adds at least one unit")
        }
        Refusal::StatutoryClock => ("法定时限不得挂账", "a statutory clock does not stand still"),
        Refusal::HelpersOpen => (
            "必须等待的协办尚未答复，且未说明理由",
            "a required helper has not answered and no reason is given",
        ),
        Refusal::AlreadyCalled => {
            ("该部门是主办或已在协办", "the department is the lead, or helps already")
        }
        Refusal::NobodyCalled => ("未选择协办部门", "no department is called"),
        Refusal::AlreadyReportedIn => ("已经报到", "the department has reported in"),
        Refusal::TaskForceExists => ("已有专班", "there is a task force"),
        Refusal::NoTaskForce => ("没有专班", "there is no task force"),
        Refusal::EmptyTaskForce => {
            ("专班须有成员，期限1至365天", "a task force needs members and 1 to 365 days")
        }
        Refusal::NotConfidential => ("不是保密诉求", "the appeal is not confidential"),
        Refusal::UrgedLately { .. } => ("催办过于频繁", "it was urged a short while ago"),
        Refusal::AlreadyAppealed => ("只能提出一次异议", "the decline was appealed against before"),
        Refusal::ReopenOver => ("重新提出的期限已过", "the window for reopening is over"),
    }
}
