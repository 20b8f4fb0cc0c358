//! What has happened to an appeal. Events are never changed or removed. How they are named, shown and
//! stored is in [`wire`].

mod wire;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::command::{ContactMethod, ReplyOutcome};
use super::facts::{CoCall, DeclineCode, DisputeReason, Promise, PublicText};
use super::recount::{BreachCorrected, ClockMove, ProfileNow, VoidRung};
use super::state::Outcome;
use crate::routing::Decision;
use crate::sla::profile::Stage;
use crate::time::Timestamp;

/// Who decided where an appeal goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DispatchedBy {
    /// The router was sure.
    Router,
    /// A dispatcher decided.
    Dispatcher,
}

/// Who may see an event on the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The firm and everybody below.
    Firm,
    /// Departments, dispatchers and supervisors.
    Staff,
}

impl Audience {
    /// The name used in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Staff => "staff",
        }
    }
}

/// What the appeal that another follows has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParentMove {
    /// Its firm has the reply; so have the others.
    Replied,
    /// It is worked on again.
    Reworked,
    /// It is closed.
    Closed,
    /// It was reopened.
    Reopened,
}

/// One part that was split off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitPart {
    /// The new appeal.
    pub appeal: Uuid,
    /// Its work order number.
    pub number: String,
    /// Its title.
    pub title: String,
}

/// One event. Texts that the firm wrote when filing stay with the appeal; everything that happens later
/// is here in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "data", rename_all = "snake_case")]
pub enum Event {
    /// Filed (提交). The clocks start here.
    Submitted {
        /// For which firm.
        enterprise: Uuid,
        /// Category code.
        category: String,
        /// How urgent: the level (级别) that was asked for or goes with the category.
        level: String,
        /// The profile that counts, where it is not named like the level.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        profile: Option<String>,
        /// Version of that profile.
        profile_version: i32,
        /// Whether departments may not learn who filed it.
        confidential: bool,
        /// SHA-256 of title and content, in hex.
        content_sha256: String,
        /// What the profile promises about the resolve clock.
        #[serde(default)]
        promise: Promise,
        /// Departments that the appeal is about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conflicts: Vec<Uuid>,
        /// Whether a person decides on intake.
        #[serde(default)]
        manual: bool,
        /// The appeal that this one was split from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        split_from: Option<Uuid>,
        /// The moment from which the firm has waited, where it is not this event: a part of a split
        /// appeal keeps the promise of the whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promised_from: Option<Timestamp>,
    },
    /// The firm is asked for something (待补充). The clocks stand still.
    InfoRequested {
        /// What.
        question: String,
    },
    /// The firm has one working day left to answer.
    InfoReminded,
    /// The firm has answered; the clocks run on.
    Supplemented {
        /// What it says.
        text: String,
        /// Files that go with it.
        attachments: Vec<Uuid>,
    },
    /// Not taken in (不予受理).
    Declined {
        /// Why.
        code: DeclineCode,
        /// In words that the firm understands.
        reason: String,
        /// The right channel, where there is one.
        channel: Option<String>,
        /// Who decided.
        by: Option<Uuid>,
    },
    /// The firm asks for a second look at a decline; once.
    DeclineAppealed {
        /// Why.
        reason: String,
    },
    /// Taken back by the firm, or lapsed.
    Withdrawn {
        /// In the firm's words.
        reason: Option<String>,
        /// The firm did not answer a question in time.
        lapsed: bool,
    },
    /// Became part of another appeal (并单).
    Merged {
        /// Which.
        into: Uuid,
        /// Its work order number.
        number: String,
    },
    /// Stands on its own again.
    Unmerged {
        /// Why.
        reason: String,
    },
    /// Another appeal was merged into this one.
    MergedHere {
        /// Which.
        appeal: Uuid,
        /// Its work order number.
        number: String,
        /// The departments that it is about, for which this one is closed from now on too.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conflicts: Vec<Uuid>,
    },
    /// An appeal that had been merged into this one stands on its own again.
    UnmergedHere {
        /// Which.
        appeal: Uuid,
    },
    /// The appeal that this one was merged into has moved.
    Followed {
        /// `replied`, `reworked`, `closed` or `reopened`.
        moved: ParentMove,
        /// The reply, for `replied`.
        text: Option<String>,
        /// What it achieves.
        outcome: Option<ReplyOutcome>,
    },
    /// Matters of another department were split off (拆单).
    Split {
        /// The new appeals.
        parts: Vec<SplitPart>,
    },
    /// How urgent it is was corrected (更正级别). Where other clocks follow from that,
    /// [`Event::ClocksRecalculated`] comes next.
    LevelCorrected {
        /// The level until now.
        from: String,
        /// The level from now on.
        to: String,
        /// Why.
        reason: String,
    },
    /// The department returns the order (退单).
    Disputed {
        /// Which.
        department: Uuid,
        /// Why.
        reason_code: DisputeReason,
        /// In words.
        reason: String,
        /// Whom it would send it to.
        suggested: Option<Uuid>,
    },
    /// The time in which the department could return the order is over (退单期限).
    ReturnLapsed,
    /// The desk agrees: the appeal is to be dispatched again.
    DisputeUpheld {
        /// Which department returned it.
        department: Uuid,
        /// Why it did.
        reason_code: DisputeReason,
        /// The desk's reason.
        reason: String,
    },
    /// The desk does not agree: the order is final (指定承办).
    DisputeRejected {
        /// Which department must do it.
        department: Uuid,
        /// Why.
        reason: String,
    },
    /// Departments are called to help (吹哨).
    Whistled {
        /// Which, and for what.
        calls: Vec<CoCall>,
    },
    /// A called department has come (报到).
    ReportedIn {
        /// Which.
        department: Uuid,
    },
    /// A called department has answered the lead.
    CoReplied {
        /// Which.
        department: Uuid,
        /// Its answer.
        text: String,
    },
    /// A task force (专班) takes the appeal.
    TaskForceFormed {
        /// Its id.
        id: Uuid,
        /// For people.
        name: String,
        /// What it is for.
        mandate: String,
        /// Members of staff.
        members: Vec<Uuid>,
        /// Length of the mandate in calendar days.
        days: u32,
    },
    /// The task force is over.
    TaskForceDissolved {
        /// By the end of its mandate.
        expired: bool,
        /// Why, when somebody ended it.
        reason: Option<String>,
    },
    /// More time is asked for (延期). The clock keeps running.
    ExtensionRequested {
        /// Units of the resolve clock.
        amount: u32,
        /// Why.
        reason: String,
        /// Who asked.
        by: Uuid,
        /// By the head, who thereby stands behind it.
        endorsed: bool,
    },
    /// The head stands behind the request.
    ExtensionEndorsed,
    /// The resolve clock is longer now, counted from its start.
    ExtensionGranted {
        /// By how many of its units.
        amount: u32,
    },
    /// It is not.
    ExtensionRefused {
        /// Why.
        reason: String,
    },
    /// Put aside (挂账). The clocks stand still.
    Parked {
        /// Why.
        reason: String,
        /// Who parked it.
        by: Uuid,
        /// By a supervisor, or still to be granted by one.
        granted: bool,
    },
    /// A supervisor agrees with the parking.
    ParkingGranted,
    /// A supervisor does not: the pause is undone, as if the clocks had never stood still.
    ParkingRefused {
        /// Why.
        reason: String,
    },
    /// The periodic report of a parked appeal.
    ParkingReported {
        /// How things stand.
        text: String,
    },
    /// Taken up again; the clocks run on.
    Resumed {
        /// Why now.
        reason: String,
        /// No supervisor had granted the parking: the pause is undone, else every department could stop
        /// its own clock.
        #[serde(default)]
        undone: bool,
    },
    /// The department asks to end it without a reply (终止).
    TerminationRequested {
        /// Why.
        reason: String,
        /// Who asked.
        by: Uuid,
    },
    /// It may not.
    TerminationRefused {
        /// Why.
        reason: String,
    },
    /// The firm, or its officer, urges (催办).
    Urged {
        /// In its words.
        message: Option<String>,
        /// Until when it may not be urged again.
        rest_until: Timestamp,
    },
    /// A supervisor demands something (督办单), or the ladder does.
    SupervisionOrdered {
        /// From 1, per appeal.
        number: u32,
        /// What.
        demand: String,
        /// Of whom; `None` is the dispatch desk.
        department: Option<Uuid>,
        /// Whether the ladder demands it, not a person.
        #[serde(default)]
        by_ladder: bool,
    },
    /// The written answer to all open orders of a department.
    SupervisionAnswered {
        /// The numbers of the orders.
        numbers: Vec<u32>,
        /// The answer.
        text: String,
        /// Who answered.
        department: Option<Uuid>,
    },
    /// Somebody of the department has seen who filed a confidential appeal
    /// (《济南市优化营商环境条例》 art. 32: a reason, and a record).
    IdentityRevealed {
        /// Why.
        reason: String,
    },
    /// Reopened by the firm on new facts.
    Reopened {
        /// Which facts.
        reason: String,
        /// Files that go with it.
        attachments: Vec<Uuid>,
    },
    /// The time for reopening is over.
    ReopenLapsed,
    /// A redacted text is before the firm for consent (晒单).
    PublicationProposed {
        /// What would be published.
        text: PublicText,
    },
    /// The firm has decided; with its consent the text is published.
    PublicationDecided {
        /// Whether it consents.
        agreed: bool,
    },
    /// No longer published.
    Unpublished {
        /// Why.
        reason: String,
    },
    /// Taken in (受理).
    Accepted {
        /// Whether without a person.
        automatic: bool,
    },
    /// The router has looked at it; the decision carries its reasons (PIPL art. 24).
    Routed {
        /// In full.
        decision: Box<Decision>,
    },
    /// Sent to a department (派单).
    Dispatched {
        /// Where to.
        department: Uuid,
        /// Who decided.
        by: DispatchedBy,
        /// Whether it may not be returned.
        is_final: bool,
    },
    /// Taken by a handler, or given to one.
    Assigned {
        /// Who handles it now.
        handler: Uuid,
        /// Whether by their own claim.
        claimed: bool,
    },
    /// Signed for (签收).
    Signed {
        /// After the deadline.
        late: bool,
        /// By the clock, not by a person.
        automatic: bool,
    },
    /// The firm was contacted (联系).
    Contacted {
        /// How.
        method: ContactMethod,
        /// What was said.
        note: String,
        /// Whether this was the first contact, which stops its clock.
        first: bool,
    },
    /// An internal note.
    Noted {
        /// Its text.
        text: String,
    },
    /// A reply was written (答复), not yet approved.
    Replied {
        /// Its text.
        text: String,
        /// What it achieves.
        outcome: ReplyOutcome,
        /// Files that go with it.
        attachments: Vec<Uuid>,
        /// Who wrote it; may not approve it.
        author: Uuid,
        /// Why the lead did not wait for a helper that it must wait for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        without_helpers: Option<String>,
    },
    /// The reply was approved and is now before the firm.
    ReplyApproved {
        /// Its text, so that the firm's timeline is whole without internal events.
        text: String,
        /// What it achieves.
        outcome: ReplyOutcome,
        /// Files that go with it.
        attachments: Vec<Uuid>,
    },
    /// The reply was sent back to the handler.
    ReplyReturned {
        /// Why.
        reason: String,
    },
    /// The firm rated (评价).
    Rated {
        /// 1 to 5.
        score: u8,
        /// In the firm's words.
        comment: Option<String>,
        /// 4 and 5.
        satisfied: bool,
    },
    /// Sent back for another round (重办).
    ReworkStarted {
        /// 1 or 2.
        round: u8,
    },
    /// Both rounds are used up: the supervisors take over.
    ReworkExhausted,
    /// Closed (办结).
    Closed {
        /// How.
        outcome: Outcome,
        /// Whether the firm rated; unrated is not satisfied.
        rated: bool,
    },
    /// A clock ran out. The moment is the computed one, not when it was noticed.
    ClockBreached {
        /// Which clock.
        stage: Stage,
        /// When it ran out.
        due_at: Timestamp,
        /// Who held the appeal.
        department: Option<Uuid>,
    },
    /// A rung of the ladder fired: a card, an order, an interview, an escalation.
    RungFired {
        /// Which clock.
        stage: Stage,
        /// Which rung of its ladder.
        rung: String,
        /// `card`, `supervision_order`, `interview` or `escalate`.
        action: String,
        /// `yellow` or `red`, for cards.
        colour: Option<String>,
        /// When the rung was due.
        due_at: Timestamp,
        /// Who held the appeal.
        department: Option<Uuid>,
    },
    /// Its open clocks were counted anew (时限重算): the calendar, the profile or the level has changed. Clocks that had
    /// ended were not touched.
    ClocksRecalculated {
        /// The recorded change.
        change: Option<Uuid>,
        /// Why, in the words of the change.
        reason: String,
        /// The profile that counts from now on, where that has changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        profile: Option<ProfileNow>,
        /// What it did to each clock that moved.
        moves: Vec<ClockMove>,
    },
    /// What the recalculation left without ground (牌子更正): cards that should not have been given yet, a
    /// breach that was none. They stay in the history, and count no longer.
    CardsCorrected {
        /// Which clock.
        clock: Uuid,
        /// Its stage.
        stage: Stage,
        /// Its round.
        round: i32,
        /// The rungs that had fired and are open again.
        void: Vec<VoidRung>,
        /// What became of the breach.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        breach: Option<BreachCorrected>,
    },
}

/// An event with its place in the history.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRecord {
    /// From 1, without gaps.
    pub seq: i64,
    /// When it happened.
    pub at: Timestamp,
    /// What.
    pub event: Event,
}
