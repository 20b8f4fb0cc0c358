//! The facts that an appeal carries beside its state: what was promised, who helps, what is demanded.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::command::ReplyOutcome;
use crate::sla::Amount;
use crate::sla::profile::{ExtensionRefusal, ExtensionRule};

/// Writes `as_str`, `parse` and `ALL` for an enum of words that go over the wire and into the database.
macro_rules! words {
    ($name:ident, $count:literal, { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every value.
            pub const ALL: [Self; $count] = [$(Self::$variant),+];

            /// The word used on the wire and in the database.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads a word written by `as_str`.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.as_str() == word)
            }
        }
    };
}
pub(crate) use words;

/// Why an appeal is not taken in (不予受理). The firm is always told the reason; where another channel
/// is the right one it is named (《北京市接诉即办工作条例》 art. 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineCode {
    /// 紧急警情: belongs to 110, 119, 120.
    Emergency,
    /// 已进入诉讼、仲裁、复议等法定程序; the right channel must be named.
    LegalProcess,
    /// 信访事项.
    Petition,
    /// 重复且无新情况.
    DuplicateNoNewFact,
    /// 涉及国家秘密、商业秘密或个人隐私.
    SecretOrPrivacy,
    /// 不属于本市职责范围.
    OutOfJurisdiction,
    /// 无实质诉求.
    NoSubstance,
}

words!(DeclineCode, 7, {
    Emergency => "emergency",
    LegalProcess => "legal_process",
    Petition => "petition",
    DuplicateNoNewFact => "duplicate_no_new_fact",
    SecretOrPrivacy => "secret_or_privacy",
    OutOfJurisdiction => "out_of_jurisdiction",
    NoSubstance => "no_substance",
});

/// Why a department sends an order back (退单).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisputeReason {
    /// 非本部门职责.
    NotOurDuty,
    /// 属其他县（市、区）.
    WrongCounty,
    /// 应由其他部门主办.
    OtherLead,
    /// 诉求针对本部门: once upheld, the department never gets this appeal again.
    ConflictOfInterest,
    /// 与其他诉求重复.
    Duplicate,
    /// Anything else; the text says what.
    Other,
}

words!(DisputeReason, 6, {
    NotOurDuty => "not_our_duty",
    WrongCounty => "wrong_county",
    OtherLead => "other_lead",
    ConflictOfInterest => "conflict_of_interest",
    Duplicate => "duplicate",
    Other => "other",
});

/// What a dispatcher makes of a return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// The department is right: back to the desk.
    Uphold,
    /// It is not: the order is final from now on (指定承办).
    Reject,
}

words!(Ruling, 2, {
    Uphold => "uphold",
    Reject => "reject",
});

/// What was promised about the resolve clock when the appeal was filed, and what came of it. Kept with
/// the appeal so that a rule never has to look up which version of a profile applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Units of the resolve clock, before extensions; `None` where the profile has no such clock.
    pub amount: Option<Amount>,
    /// How far it may be extended.
    pub rule: ExtensionRule,
    /// Set by statute: may be extended as the law says, never parked (《保障中小企业款项支付条例》 art. 25).
    #[serde(default)]
    pub statutory: bool,
}

impl Default for Promise {
    fn default() -> Self {
        Self { amount: None, rule: ExtensionRule::None, statutory: false }
    }
}

/// The resolve clock as far as the rules look at it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// What was promised at filing.
    pub promise: Promise,
    /// Extensions granted (延期), in the clock's unit.
    #[serde(default)]
    pub granted: Vec<u32>,
    /// The clock has run out: no extension can be asked for any more.
    #[serde(default)]
    pub overdue: bool,
}

impl Term {
    /// Whether an extension by `ask` units is within what the profile allows.
    ///
    /// # Errors
    /// The profile's refusal, with what is still allowed.
    pub fn permits(&self, ask: u32) -> Result<(), ExtensionRefusal> {
        let amount = self.promise.amount.ok_or(ExtensionRefusal::UsedUp)?;
        self.promise.rule.permits(amount, &self.granted, ask)
    }
}

/// Which round of handling the department is in, and whether supervisors have taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounds {
    /// 0 before the first rework; at most 2.
    pub rework: u8,
    /// Both rounds were used up; the next rating closes, whatever it says.
    pub exhausted: bool,
    /// The supervisors, who took over then, have handed it on to a task force.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub handed_on: bool,
}

/// A reply that waits for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingReply {
    /// Its text.
    pub text: String,
    /// What it achieves.
    pub outcome: ReplyOutcome,
    /// Files that go with it.
    pub attachments: Vec<Uuid>,
    /// Who wrote it.
    pub author: Uuid,
}

/// A department called to help (协办), by a whistle (吹哨).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoTask {
    /// Which department.
    pub department: Uuid,
    /// Whether the lead must wait for it.
    pub required: bool,
    /// What it is asked for.
    pub ask: String,
    /// How far it is.
    pub progress: CoProgress,
}

/// How far a co-task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoProgress {
    /// Called, has not reported in.
    Called,
    /// Has reported in (报到).
    ReportedIn,
    /// Has answered the lead.
    Replied,
    /// The lead replied without it.
    Overtaken,
}

impl CoTask {
    /// Whether something is still expected of it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.progress, CoProgress::Called | CoProgress::ReportedIn)
    }
}

/// A call for one department, as the lead sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoCall {
    /// Which department.
    pub department: Uuid,
    /// Whether the lead must wait for it.
    pub required: bool,
    /// What it is asked for.
    pub ask: String,
}

/// A task force (专班): holds the appeal for a time, beside the lead department, which stays
/// responsible for the reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskForce {
    /// Its id, as holder.
    pub id: Uuid,
    /// For people.
    pub name: String,
    /// What it is for.
    pub mandate: String,
    /// Members of staff who may act.
    pub members: Vec<Uuid>,
    /// Length of the mandate in calendar days; it ends as a clock of that length does.
    pub days: u32,
}

/// A supervision order (督办单) that waits for its written answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenOrder {
    /// From 1, per appeal.
    pub number: u32,
    /// Who must answer; `None` is the dispatch desk.
    pub department: Option<Uuid>,
}

/// How far the publication (晒单) of a closed appeal is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Publication {
    /// Nobody has proposed it, or the firm said no, or it was taken back.
    #[default]
    None,
    /// The redacted text is before the firm.
    Proposed {
        /// What would be published.
        text: PublicText,
    },
    /// Published with the firm's consent.
    Published {
        /// What is published.
        text: PublicText,
    },
}

/// The redacted text of a published appeal: no names, no numbers of persons or firms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicText {
    /// Headline.
    pub title: String,
    /// What was asked.
    pub question: String,
    /// What was done.
    pub answer: String,
}
