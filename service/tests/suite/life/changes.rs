//! Calendars and profiles that change while appeals are open: shown first, applied as shown, and never to
//! what has ended.

use chrono::{DateTime, NaiveDate};
use domain::calendar::{CalendarEdit, Closure};
use domain::sla::profile::Stage;
use domain::time::Timestamp;
use entity::{cards, clock_changes, clocks};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use service::changes::carry::{self, Walk};
use service::changes::preview::{self, Wanted};
use service::changes::{apply, moves::Moves, read};
use service::queries::page::PageRequest;
use service::{Call, ServiceError, sweep};
use uuid::Uuid;

use super::*;

/// A moment of Beijing's wall clock.
pub(super) fn at(text: &str) -> Timestamp {
    DateTime::parse_from_rfc3339(&format!("{text}+08:00")).unwrap().to_utc()
}

fn closure(from: &str, to: &str, counties: &[&str]) -> CalendarEdit {
    let closure = Closure::everywhere(at(from), at(to), "台风停工");
    CalendarEdit::AddClosure {
        closure: Closure {
            key: "typhoon".to_owned(),
            counties: counties.iter().map(|&code| code.to_owned()).collect(),
            ..closure
        },
    }
}

/// All of Wednesday, 25 November.
fn wednesday(counties: &[&str]) -> CalendarEdit {
    closure("2026-11-25T00:00:00", "2026-11-26T00:00:00", counties)
}

impl City {
    async fn preview(&self, edits: Vec<CalendarEdit>) -> Result<Value, ServiceError> {
        let admin = self.staff("admin").await;
        let proposal = preview::edited(self, "city", &edits, None).await?;
        let edits = serde_json::to_value(edits).unwrap();
        let wanted = Wanted { proposal, edits, reason: "台风停工通知".to_owned() };
        preview::preview(self, &self.call(admin), wanted).await.map(|answer| body(&answer))
    }

    async fn apply(&self, change: &Value, accept: u64) -> Result<Value, ServiceError> {
        let admin = self.staff("admin").await;
        let id = change["id"].as_str().unwrap().parse().unwrap();
        apply::apply(self, &self.call(admin), id, accept).await.map(|answer| body(&answer))
    }

    /// Carries every change that is under way to its end.
    async fn carry(&self) {
        let minute = chrono::Duration::minutes(1);
        while let Some(change) = carry::lease(self, self.now(), minute).await.unwrap() {
            let call = Call::system(self.now(), "carry");
            let mut walk = Walk::from_oldest();
            while carry::step(self, &call, &change, &mut walk, 3).await.unwrap().is_some() {}
        }
        let open = clock_changes::Entity::find();
        let open = open.filter(clock_changes::Column::State.eq("applying"));
        assert!(open.one(self.read()).await.unwrap().is_none());
    }

    async fn change(&self, edits: Vec<CalendarEdit>) -> Value {
        let change = self.preview(edits).await.unwrap();
        let change = self.apply(&change, 0).await.unwrap();
        self.carry().await;
        change
    }

    pub(super) async fn clock(&self, appeal: Uuid, stage: Stage) -> clocks::Model {
        clocks::Entity::find()
            .filter(clocks::Column::AppealId.eq(appeal))
            .filter(clocks::Column::Stage.eq(stage.as_str()))
            .order_by_desc(clocks::Column::Round)
            .one(self.read())
            .await
            .unwrap()
            .unwrap()
    }

    pub(super) async fn sweep_at(&self, moment: &str, appeal: Uuid) {
        let ahead = (at(moment) - self.now()).num_seconds();
        self.advance_seconds(u64::try_from(ahead).unwrap());
        let call = Call::system(self.now(), "sweep");
        sweep::catch_up(self, &call, appeal).await.unwrap();
    }

    async fn cards(&self, clock: Uuid) -> Vec<cards::Model> {
        let of = cards::Entity::find().filter(cards::Column::ClockId.eq(clock));
        of.order_by_asc(cards::Column::DueAt).all(self.read()).await.unwrap()
    }

    pub(super) async fn kinds(&self, appeal: Uuid) -> Vec<String> {
        self.events(appeal).await.into_iter().map(|event| event.kind).collect()
    }

    pub(super) async fn assert_intact(&self) {
        let proof = service::audit::verify::verify(self, vec![], |_, _| {}).await.unwrap();
        assert!(proof.intact, "{proof:#?}");
        self.assert_clocks().await;
    }
}

#[tokio::test]
async fn a_closure_is_shown_first_and_then_moves_exactly_what_was_shown() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let before = city.clock(id, Stage::Resolve).await.due_at;
    assert_eq!(before, at("2026-11-30T17:30:00"));

    let shown = city.preview(vec![wednesday(&[])]).await.unwrap();
    assert_eq!(shown["state"], "previewed");
    let summary = &shown["summary"];
    // First contact, resolve and return; the sign clock ends on Tuesday.
    assert_eq!(summary["moved"], 3, "{shown:#}");
    assert_eq!((&summary["appeals"], &summary["later"]), (&json!(1), &json!(3)));
    assert_eq!(summary["first_day"], "2026-11-25");
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, before, "nothing has moved yet");
    let admin = city.staff("admin").await;
    let change: Uuid = shown["id"].as_str().unwrap().parse().unwrap();
    let page = PageRequest { limit: Some(2), cursor: None };
    let first = read::moves(&city, &admin, change, &page).await.unwrap();
    let page = PageRequest { limit: Some(2), cursor: first.next_cursor.clone() };
    let second = read::moves(&city, &admin, change, &page).await.unwrap();
    assert_eq!((first.items.len(), second.items.len()), (2, 1));
    assert_eq!(second.next_cursor, None);

    let applied = city.apply(&shown, 0).await.unwrap();
    assert_eq!(applied["state"], "applying");
    assert_eq!(applied["digest"], shown["digest"], "exactly what was shown");
    city.carry().await;
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-12-01T17:30:00"));
    assert_eq!(city.clock(id, Stage::FirstContact).await.due_at, at("2026-11-26T17:30:00"));
    assert_eq!(city.clock(id, Stage::Sign).await.due_at, at("2026-11-24T17:30:00"));
    let events = city.events(id).await;
    let event = events.last().unwrap();
    assert_eq!(event.kind, "clocks_recalculated");
    assert_eq!(event.data["reason"], "台风停工通知");
    assert_eq!(event.data["change"], shown["id"]);
    assert_eq!(event.data["moves"].as_array().unwrap().len(), 3);
    city.assert_rebuilt(id).await;
    city.assert_intact().await;
    // A new appeal is counted by it from the start.
    let later = city.file().await;
    assert_eq!(city.clock(later, Stage::Resolve).await.calendar_version, 2);
    assert!(!city.kinds(later).await.contains(&"clocks_recalculated".to_owned()));
    city.h.remove().await;
}

#[tokio::test]
async fn when_the_world_has_moved_since_the_preview_it_says_so_and_asks_again() {
    let city = City::new().await;
    let (one, gone) = (city.dispatched().await, city.dispatched().await);
    let shown = city.preview(vec![wednesday(&[])]).await.unwrap();
    let added = city.file().await;
    city.give(&city.owner.clone(), gone, Command::Withdraw { reason: None }).await.unwrap();
    let Err(ServiceError::Outdated(told)) = city.apply(&shown, 0).await else {
        panic!("applied although the world had moved");
    };
    let differences = &told.differences;
    // The new one brings first contact and resolve; the withdrawn one takes three away.
    assert_eq!((differences.added, differences.gone, differences.different), (2, 3, 0));
    assert!(differences.appeals.contains(&added) && differences.appeals.contains(&gone));
    assert_eq!(city.clock(one, Stage::Resolve).await.due_at, at("2026-11-30T17:30:00"));
    // The old preview cannot be applied any more, the fresh one can.
    let again = city.apply(&shown, 99).await;
    assert!(matches!(again, Err(ServiceError::Conflict("change_decided"))), "{again:?}");
    city.apply(&json!({ "id": told.preview }), 0).await.unwrap();
    city.carry().await;
    assert_eq!(city.clock(one, Stage::Resolve).await.due_at, at("2026-12-01T17:30:00"));
    assert_eq!(city.clock(gone, Stage::Resolve).await.due_at, at("2026-11-30T17:30:00"));
    city.h.remove().await;
}

#[tokio::test]
async fn whoever_accepts_a_number_of_differences_is_not_asked_again_below_it() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let shown = city.preview(vec![wednesday(&[])]).await.unwrap();
    let added = city.file().await;
    city.apply(&shown, 2).await.unwrap();
    city.carry().await;
    for appeal in [id, added] {
        assert_eq!(city.clock(appeal, Stage::Resolve).await.due_at, at("2026-12-01T17:30:00"));
    }
    city.h.remove().await;
}

#[tokio::test]
async fn a_breach_that_was_none_is_corrected_by_an_event_and_comes_again_once() {
    let city = City::new().await;
    let id = city.dispatched().await;
    city.sweep_at("2026-11-25T17:30:00", id).await;
    let clock = city.clock(id, Stage::FirstContact).await;
    assert_eq!(clock.breached_at, Some(at("2026-11-25T17:30:00")));
    let colours: Vec<_> = city.cards(clock.id).await.into_iter().map(|card| card.colour).collect();
    assert_eq!(colours, [Some("yellow".to_owned()), Some("red".to_owned())]);
    let sign = city.clock(id, Stage::Sign).await;
    assert!(sign.stopped_at.is_some() && sign.breached_at.is_some());

    // On Thursday morning the office learns that Wednesday was a day of closure.
    city.advance_seconds(15 * 3_600);
    let change =
        city.change(vec![closure("2026-11-24T00:00:00", "2026-11-26T00:00:00", &[])]).await;
    assert_eq!(change["summary"]["breaches_withdrawn"], 1, "{change:#}");
    assert_eq!(change["summary"]["cards_void"]["red"], 1, "{change:#}");
    let clock = city.clock(id, Stage::FirstContact).await;
    assert_eq!((clock.breached_at, clock.due_at), (None, at("2026-11-27T17:30:00")));
    assert_eq!(city.clock(id, Stage::Sign).await, sign, "what has ended is not touched");
    let kinds = city.kinds(id).await;
    assert!(kinds.ends_with(&["clocks_recalculated".to_owned(), "cards_corrected".to_owned()]));
    assert!(city.cards(clock.id).await.iter().all(|card| card.moot_at.is_some()));
    city.assert_intact().await;

    // It is late at its new moment, yellow first, each once.
    city.sweep_at("2026-11-27T17:31:00", id).await;
    city.sweep_at("2026-11-27T17:32:00", id).await;
    let clock = city.clock(id, Stage::FirstContact).await;
    assert_eq!(clock.breached_at, Some(at("2026-11-27T17:30:00")));
    let given = city.cards(clock.id).await;
    assert!(given.iter().all(|card| card.moot_at.is_none()));
    let given: Vec<_> = given.iter().map(|card| (card.rung.as_str(), card.due_at)).collect();
    assert_eq!(given[0].1, at("2026-11-26T17:30:00"), "{given:?}");
    assert_eq!(given[1].1, at("2026-11-27T17:30:00"), "{given:?}");
    let kinds = city.kinds(id).await;
    let count = |kind: &str| kinds.iter().filter(|one| *one == kind).count();
    // Sign, and first contact twice: the second time for good.
    assert_eq!(count("clock_breached"), 3);
    city.assert_rebuilt(id).await;
    city.assert_intact().await;
    city.h.remove().await;
}

#[tokio::test]
async fn a_makeup_day_that_makes_a_clock_late_gives_its_cards_at_the_computed_moments() {
    let city = City::new().await;
    let id = city.dispatched().await;
    city.by("gxj-handler", id, Command::Sign).await.unwrap();
    city.sweep_at("2026-11-29T12:00:00", id).await;
    let edit = CalendarEdit::SetDay {
        date: NaiveDate::from_ymd_opt(2026, 11, 28).unwrap(),
        day: domain::calendar::OverrideKind::Working,
        name: "补班".to_owned(),
        intervals: vec![],
    };
    let change = city.change(vec![edit]).await;
    // Five working days after Monday: Saturday the 28th, which has passed.
    assert_eq!(change["summary"]["late_now"], 1, "{change:#}");
    assert_eq!(change["summary"]["cards_appear"]["red"], 1, "{change:#}");
    city.sweep_at("2026-11-29T12:00:01", id).await;
    let clock = city.clock(id, Stage::Resolve).await;
    assert_eq!(clock.breached_at, Some(at("2026-11-28T17:30:00")));
    let colours: Vec<_> = city.cards(clock.id).await.into_iter().map(|card| card.due_at).collect();
    assert_eq!(colours, [at("2026-11-27T17:30:00"), at("2026-11-28T17:30:00")]);
    city.assert_intact().await;
    city.h.remove().await;
}

#[tokio::test]
async fn a_closure_of_one_county_moves_only_what_comes_from_there() {
    let city = City::new().await;
    let mut there = city.input(TITLE, CONTENT, false);
    there.county = Some("371427".to_owned());
    let there = city.file_as(&city.owner, there).await.unwrap();
    let mut elsewhere = city.input(TITLE, CONTENT, false);
    elsewhere.county = Some("371428".to_owned());
    let elsewhere = city.file_as(&city.owner, elsewhere).await.unwrap();
    let change = city.change(vec![wednesday(&["371427"])]).await;
    assert_eq!(change["summary"]["appeals"], 1, "{change:#}");
    assert_eq!(city.clock(there, Stage::Resolve).await.due_at, at("2026-12-01T17:30:00"));
    assert_eq!(city.clock(elsewhere, Stage::Resolve).await.due_at, at("2026-11-30T17:30:00"));
    let unknown = city.preview(vec![wednesday(&["999999"])]).await;
    assert!(matches!(unknown, Err(ServiceError::Invalid(_))), "{unknown:?}");
    city.h.remove().await;
}

#[tokio::test]
async fn a_clock_that_stands_still_is_counted_by_the_new_calendar_when_it_goes_on() {
    let city = City::new().await;
    let id = city.dispatched().await;
    city.by("gxj-handler", id, Command::Sign).await.unwrap();
    city.by("supervisor", id, Command::Park { reason: "等待上级批复".to_owned() }).await.unwrap();
    let frozen = city.clock(id, Stage::Resolve).await;
    assert!(frozen.paused_at.is_some());
    let change = city.change(vec![wednesday(&[])]).await;
    assert_eq!(change["summary"]["standing_still"], 0, "five days are left either way: {change:#}");
    city.advance_seconds(24 * 3_600);
    city.by("supervisor", id, Command::Resume { reason: "批复已到".to_owned() }).await.unwrap();
    // Tuesday morning: five working days after it, without Wednesday.
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-12-02T17:30:00"));
    city.assert_intact().await;
    city.h.remove().await;
}

#[tokio::test]
async fn somebody_who_acts_before_the_change_has_reached_an_appeal_acts_by_the_new_calendar() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let shown = city.preview(vec![wednesday(&[])]).await.unwrap();
    city.apply(&shown, 0).await.unwrap();
    city.by("gxj-handler", id, Command::Sign).await.unwrap();
    let kinds = city.kinds(id).await;
    let place = |kind: &str| kinds.iter().position(|one| one == kind).unwrap();
    assert!(place("clocks_recalculated") < place("signed"), "{kinds:?}");
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-12-01T17:30:00"));
    city.carry().await;
    let count = city.kinds(id).await.iter().filter(|one| *one == "clocks_recalculated").count();
    assert_eq!(count, 1, "once");
    city.h.remove().await;
}

#[tokio::test]
async fn a_profile_reaches_open_appeals_only_when_that_is_said_and_never_a_statutory_one() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let admin = city.staff("admin").await;
    let known = city.reference().get(&city).await.unwrap().newest_profile("normal").unwrap();
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let mut wanted = (*known).clone();
    wanted.effective_from = today;
    for stage in &mut wanted.stages {
        if stage.stage == Stage::Resolve {
            stage.amount = domain::sla::Amount::new(4).unwrap();
        }
    }
    let make = async |reaches_open: bool| {
        let proposal = preview::profile(&city, wanted.clone(), reaches_open, today).await?;
        let wanted = Wanted { proposal, edits: json!({}), reason: "提速".to_owned() };
        preview::preview(&city, &city.call(admin.clone()), wanted).await.map(|a| body(&a))
    };
    let only_new = make(false).await.unwrap();
    assert_eq!(only_new["summary"]["moved"], 0);
    let shown = make(true).await.unwrap();
    assert_eq!(shown["summary"]["earlier"], 1, "{shown:#}");
    city.apply(&shown, 0).await.unwrap();
    city.carry().await;
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-11-27T17:30:00"));
    assert_eq!(city.row(id).await.profile_version, 2);
    city.assert_rebuilt(id).await;
    city.assert_intact().await;
    // The one that was shown beside it has no version to follow any more.
    let late = city.apply(&only_new, 0).await;
    assert!(matches!(late, Err(ServiceError::Conflict("changed_meanwhile"))), "{late:?}");

    let arrears = city.reference().get(&city).await.unwrap().newest_profile("arrears").unwrap();
    let mut softer = (*arrears).clone();
    softer.stages[0].amount = domain::sla::Amount::new(20).unwrap();
    let refused = preview::profile(&city, softer, false, today).await;
    assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{refused:?}");
    city.h.remove().await;
}

#[tokio::test]
async fn only_administrators_change_and_supervisors_may_read_what_was_changed() {
    let city = City::new().await;
    let proposal = preview::edited(&city, "city", &[wednesday(&[])], None).await.unwrap();
    let shown = city.preview(vec![wednesday(&[])]).await.unwrap();
    let id: Uuid = shown["id"].as_str().unwrap().parse().unwrap();
    for who in ["supervisor", "dispatcher", "gxj-head"] {
        let caller = city.staff(who).await;
        let wanted =
            Wanted { proposal: proposal.clone(), edits: json!([]), reason: "试".to_owned() };
        let call = city.call(caller.clone());
        let refused = preview::preview(&city, &call, wanted).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden(_))), "{who}");
        let refused = apply::apply(&city, &call, id, 0).await;
        assert!(matches!(refused, Err(ServiceError::Forbidden(_))), "{who}");
        let read = read::one(&city, &caller, id).await;
        assert_eq!(read.is_ok(), who == "supervisor", "{who}");
    }
    preview::discard(&city, &city.call(city.staff("admin").await), id).await.unwrap();
    let late = city.apply(&shown, 0).await;
    assert!(matches!(late, Err(ServiceError::Conflict("change_decided"))));
    city.h.remove().await;
}

#[test]
fn a_list_of_moves_reads_back_as_it_was_written() {
    let bytes = Moves::default().to_bytes();
    assert_eq!(Moves::from_bytes(&bytes).unwrap(), Moves::default());
    assert!(Moves::from_bytes(&[1, 2, 3]).is_err());
}

#[tokio::test]
async fn clocks_that_a_change_has_passed_by_are_counted_anew_all_the_same() {
    let city = City::new().await;
    let id = city.dispatched().await;
    let shown = city.preview(vec![wednesday(&[])]).await.unwrap();
    city.apply(&shown, 0).await.unwrap();
    // As if the change had been through before this appeal was filed by a process that had not heard of it.
    city.sql("UPDATE clock_changes SET state = 'done'").await;
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-11-30T17:30:00"));
    let call = Call::system(city.now(), "stragglers");
    let mut walk = Walk::from_oldest();
    while carry::stragglers(&city, &call, &mut walk, 2).await.unwrap() {}
    assert_eq!(city.clock(id, Stage::Resolve).await.due_at, at("2026-12-01T17:30:00"));
    let recounts = city.kinds(id).await.into_iter().filter(|kind| kind == "clocks_recalculated");
    assert_eq!(recounts.count(), 1);
    let mut again = Walk::from_newest();
    assert!(!carry::stragglers(&city, &call, &mut again, 2).await.unwrap(), "nothing is behind");
    city.assert_intact().await;
    city.h.remove().await;
}
