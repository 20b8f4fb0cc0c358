//! Profiles (时限方案): the stage clocks of an appeal and the ladder that a breach climbs, as versioned
//! data. The six shipped ones are in `data/profiles.json`; an administrator's are of the same form.

mod check;
mod extension;
mod rung;

use std::borrow::Borrow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use self::check::ProfileFault;
pub use self::extension::{ExtensionRefusal, ExtensionRule};
pub use self::rung::{Card, RecipientRole, Rung, RungAction, When};
use super::{Amount, Applies, ClockTerms, Facts, Specificity, Unit, newest_of, strongest_of};
use crate::time::Timestamp;

/// A stage of handling that has a clock of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// 派单: from filing, and again from every return that is upheld, to the dispatch.
    Dispatch,
    /// 签收: from each dispatch to signing.
    Sign,
    /// 首次联系: from filing to the first contact; survives every return.
    FirstContact,
    /// 办理: from filing to the reply; survives every return.
    Resolve,
    /// 退单: from each dispatch to the last moment at which a department may dispute it.
    Return,
    /// 反馈: from the handler's reply to its delivery to the firm.
    Feedback,
    /// 重办: from the unsatisfied rating to the new reply.
    Rework,
    /// 评价: from delivery; the firm's own window, without cards: silence closes the appeal unrated.
    Rating,
    /// 退单审核: from a return to the desk's ruling.
    Ruling,
    /// 报到: from the whistle to the helper's coming.
    ReportIn,
    /// 协办: from the whistle to the helper's answer to the lead.
    CoReply,
    /// 督办答复: from a supervision order to its written answer.
    Answer,
    /// 挂账报告: from parking, or the last report, to the next one.
    ParkingReport,
    /// 补充: from the question to the firm; its window, at the end of which the appeal lapses.
    Supplement,
    /// 重新提出: from closing; the window in which the firm may reopen on new facts.
    Reopen,
    /// 专班期限: the mandate of a task force; its length comes with the task force.
    Mandate,
}

impl Stage {
    /// All stages, in the order of an appeal's life.
    pub const ALL: [Self; 16] = [
        Self::Dispatch,
        Self::Sign,
        Self::FirstContact,
        Self::Resolve,
        Self::Return,
        Self::Feedback,
        Self::Rework,
        Self::Rating,
        Self::Ruling,
        Self::ReportIn,
        Self::CoReply,
        Self::Answer,
        Self::ParkingReport,
        Self::Supplement,
        Self::Reopen,
        Self::Mandate,
    ];

    /// The word used in data and over the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dispatch => "dispatch",
            Self::Sign => "sign",
            Self::FirstContact => "first_contact",
            Self::Resolve => "resolve",
            Self::Return => "return",
            Self::Feedback => "feedback",
            Self::Rework => "rework",
            Self::Rating => "rating",
            Self::Ruling => "ruling",
            Self::ReportIn => "report_in",
            Self::CoReply => "co_reply",
            Self::Answer => "answer",
            Self::ParkingReport => "parking_report",
            Self::Supplement => "supplement",
            Self::Reopen => "reopen",
            Self::Mandate => "mandate",
        }
    }

    /// Reads a name written by [`Stage::as_str`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == name)
    }

    /// Whether a breach climbs the profile's ladder. The firm's windows, a department's right to return
    /// an order and a mandate simply end.
    #[must_use]
    pub const fn has_ladder(self) -> bool {
        !matches!(
            self,
            Self::Rating | Self::Return | Self::Supplement | Self::Reopen | Self::Mandate
        )
    }
}

/// The clock of one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageClock {
    /// Which stage.
    pub stage: Stage,
    /// What is counted.
    pub unit: Unit,
    /// How many.
    pub amount: Amount,
}

impl StageClock {
    /// The terms of this clock, started at a moment.
    #[must_use]
    pub const fn start(&self, at: Timestamp) -> ClockTerms {
        ClockTerms::new(self.unit, self.amount, at)
    }
}

/// A profile: stage clocks, extension rule, ladder. An appeal keeps the version that it was filed under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Stable name, e.g. `normal`.
    pub code: String,
    /// Counted up with every change.
    pub version: u32,
    /// The first civil date on which new appeals use this version.
    pub effective_from: NaiveDate,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// Set by law (arrears: 《保障中小企业款项支付条例》 art. 25): may not be changed by an administrator.
    #[serde(default)]
    pub statutory: bool,
    /// The stage clocks; a stage that is missing has none.
    pub stages: Vec<StageClock>,
    /// How far the resolve clock may be extended.
    pub extension: ExtensionRule,
    /// The rungs, in order: yellow before red before the rest.
    pub ladder: Vec<Rung>,
    /// Which appeals it is for; empty: those of the level that is named like the profile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applies: Vec<Applies>,
}

const SHIPPED: &str = include_str!("../../data/profiles.json");

impl Profile {
    /// The six profiles that come with the product: critical, urgent, consult, normal, complex, arrears.
    ///
    /// # Errors
    /// As [`Profile::parse_list`], if the shipped file is broken, which the tests exclude.
    pub fn shipped() -> Result<Vec<Self>, ProfileFault> {
        Self::parse_list(SHIPPED)
    }

    /// Reads a JSON list of profiles.
    ///
    /// # Errors
    /// [`ProfileFault`], naming the profile.
    pub fn parse_list(json: &str) -> Result<Vec<Self>, ProfileFault> {
        let profiles: Vec<Self> =
            serde_json::from_str(json).map_err(|e| ProfileFault::BadForm(e.to_string()))?;
        profiles.iter().try_for_each(Self::check)?;
        Ok(profiles)
    }

    /// The profile that an appeal with these facts is filed under on a civil day. Of every code only the
    /// newest version in effect counts. A statutory profile that matches wins, then the most specific.
    pub fn choose<'a, P: Borrow<Self> + 'a>(
        all: impl IntoIterator<Item = &'a P>,
        facts: &Facts<'_>,
        day: NaiveDate,
    ) -> Option<&'a P> {
        let known = all.into_iter().filter(|&p| Borrow::<Self>::borrow(p).effective_from <= day);
        let newest = newest_of(known, |p: &Self| (p.code.as_str(), p.version));
        strongest_of(newest, |&p| {
            let profile: &Self = p.borrow();
            Some((profile.statutory, profile.claim(facts)?))
        })
    }

    fn claim(&self, facts: &Facts<'_>) -> Option<Specificity> {
        match self.applies.as_slice() {
            [] => Applies::strongest(&[Applies::to_level(&self.code)], facts),
            list => Applies::strongest(list, facts),
        }
    }

    /// The clock of a stage, if it has one.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> Option<&StageClock> {
        self.stages.iter().find(|clock| clock.stage == stage)
    }

    /// The rungs that a breach of a stage climbs: none for stages without a ladder.
    #[must_use]
    pub fn ladder_of(&self, stage: Stage) -> &[Rung] {
        if stage.has_ladder() { &self.ladder } else { &[] }
    }
}
