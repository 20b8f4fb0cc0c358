//! Random histories through the service: whatever was accepted, the stored state is the sum of the events,
//! custody has no gap, the clocks obey the state, and the audit trail holds.

use chrono::Duration;
use domain::appeal::custody;
use domain::appeal::{
    Action, CoCall, Command, ContactMethod, DeclineCode, DisputeReason, Event, EventRecord,
    PublicText, Ruling, TaskForce,
};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use service::audit::verify::verify;
use service::commands::merge::{merge, unmerge};
use service::commands::rate::rate;
use service::commands::set_level::set_level;
use service::queries::appeals;
use service::{Call, Caller, ServiceError};
use uuid::Uuid;

use super::{City, reply};

/// Steps of one history.
const STEPS: usize = 220;
/// Appeals that live at the same time.
const APPEALS: usize = 6;

struct Cast {
    people: Vec<Caller>,
    departments: Vec<Uuid>,
    members: Vec<Uuid>,
}

impl Cast {
    async fn of(city: &City) -> Self {
        let names = [
            "dispatcher",
            "dispatcher2",
            "supervisor",
            "supervisor2",
            "officer",
            "admin",
            "gxj-handler",
            "gxj-handler2",
            "gxj-head",
            "kjj-handler",
            "kjj-head",
            "jrj-handler",
            "jrj-head",
        ];
        let mut people = vec![city.owner.clone(), city.owner.clone(), city.stranger.clone()];
        for name in names {
            people.push(city.staff(name).await);
        }
        let mut departments = Vec::new();
        for code in ["GXJ", "KJJ", "JRJ"] {
            departments.push(city.department(code).await);
        }
        let members = people.iter().skip(3).filter_map(Caller::id).take(2).collect();
        Self { people, departments, members }
    }
}

fn any(dice: &mut StdRng, cast: &Cast, city: &City) -> Command {
    let text = || "经研究核实后的说明".to_owned();
    let department = cast.departments[dice.random_range(0..cast.departments.len())];
    match dice.random_range(0..34) {
        0 => Command::Accept,
        1 => Command::AskInfo { question: text() },
        2 => Command::Supplement { text: text(), attachments: vec![] },
        3 if dice.random_bool(0.2) => Command::Withdraw { reason: None },
        4 => Command::Decline { code: DeclineCode::NoSubstance, reason: text(), channel: None },
        5 => Command::AppealDecline { reason: text() },
        6..=8 => Command::Dispatch { department, is_final: dice.random_bool(0.3) },
        9 => Command::Dispute {
            reason_code: DisputeReason::NotOurDuty,
            reason: text(),
            suggested: Some(department),
        },
        10 => Command::Rule {
            ruling: if dice.random_bool(0.5) { Ruling::Uphold } else { Ruling::Reject },
            reason: text(),
        },
        11 => Command::Claim,
        12..=14 => Command::Sign,
        15 => Command::Contact { method: ContactMethod::Phone, note: text() },
        16 => Command::Note { text: text() },
        17 => Command::Whistle {
            calls: vec![CoCall { department, required: dice.random_bool(0.5), ask: text() }],
        },
        18 => Command::ReportIn,
        19 => Command::CoReply { text: text() },
        20 => Command::RequestExtension { amount: dice.random_range(1..4), reason: text() },
        21 => Command::GrantExtension,
        22 => Command::RefuseExtension { reason: text() },
        23 => Command::Park { reason: text() },
        24 => Command::Resume { reason: text() },
        25 => Command::RefuseParking { reason: text() },
        26 => Command::RequestTermination { reason: text() },
        27 => Command::Supervise { demand: text() },
        28 => Command::AnswerSupervision { text: text() },
        29 => Command::FormTaskForce {
            force: TaskForce {
                id: city.ids().next(),
                name: "演示专班".to_owned(),
                mandate: text(),
                members: cast.members.clone(),
                days: 3,
            },
        },
        30 => Command::Approve,
        31 => Command::ReturnReply { reason: text() },
        32 => Command::Reopen { reason: text(), attachments: vec![] },
        _ => match dice.random_range(0..5) {
            0 => Command::ApproveTermination,
            1 => Command::ProposePublication {
                text: PublicText { title: text(), question: text(), answer: text() },
            },
            2 => Command::Reveal { reason: text() },
            3 => Command::GrantParking,
            _ => reply(),
        },
    }
}

/// One step: mostly a command of somebody, sometimes a rating, a merge, or time.
async fn step(
    city: &City,
    cast: &Cast,
    dice: &mut StdRng,
    ids: &[Uuid],
) -> Result<(), ServiceError> {
    let mut id = ids[dice.random_range(0..ids.len())];
    for _ in 0..6 {
        if !matches!(city.row(id).await.state.as_str(), "withdrawn" | "declined" | "merged") {
            break;
        }
        id = ids[dice.random_range(0..ids.len())];
    }
    let who = cast.people[dice.random_range(0..cast.people.len())].clone();
    let call = city.call(who);
    match dice.random_range(0..20) {
        0 => {
            let hours = if dice.random_bool(0.2) { 60 } else { dice.random_range(1..9) };
            city.advance_seconds(hours * 3_600);
            let swept = Call::system(city.now(), "sweep");
            for id in ids {
                service::sweep::catch_up(city, &swept, *id).await?;
            }
            Ok(())
        }
        1 => merge(city, &call, id, ids[dice.random_range(0..ids.len())]).await.map(|_| ()),
        2 => unmerge(city, &call, id, "并非同一事项".to_owned()).await.map(|_| ()),
        3 => rate(city, &call, id, dice.random_range(1..=5), None).await.map(|_| ()),
        4 => {
            city.route(id).await;
            Ok(())
        }
        5 => {
            let level = ["critical", "urgent", "consult", "normal", "complex"];
            let level = level[dice.random_range(0..level.len())].to_owned();
            set_level(city, &call, id, level, "级别有误".to_owned()).await.map(|_| ())
        }
        6..=15 => offered(city, cast, dice, id).await,
        _ => {
            let command = any(dice, cast, city);
            service::act::act(city, &call, id, command).await.map(|_| ())
        }
    }
}

/// Somebody takes one of the actions that they are offered; it is refused for its input alone.
async fn offered(
    city: &City,
    cast: &Cast,
    dice: &mut StdRng,
    id: Uuid,
) -> Result<(), ServiceError> {
    for _ in 0..6 {
        let who = cast.people[dice.random_range(0..cast.people.len())].clone();
        let Ok(seen) = appeals::detail(city, &who, city.now(), id).await else { continue };
        let offered: Vec<Action> = seen.actions;
        if offered.is_empty() {
            continue;
        }
        let action = offered[dice.random_range(0..offered.len())];
        let fits = |command: &Command| command.action() == Some(action);
        let command = (0..200).map(|_| any(dice, cast, city)).find(fits);
        let Some(command) = command else { continue };
        let result = service::act::act(city, &city.call(who), id, command.clone()).await;
        if let Err(ServiceError::RefusedAt { refusal, .. }) = &result {
            assert!(refusal.is_of_input(), "{command:?} was offered and refused: {refusal}");
        }
        return result.map(|_| ());
    }
    Err(ServiceError::NotFound)
}

async fn custody_is_whole(city: &City, id: Uuid) {
    let records: Vec<EventRecord> = city
        .events(id)
        .await
        .into_iter()
        .map(|row| EventRecord {
            seq: row.seq,
            at: row.at,
            event: Event::from_parts(&row.kind, &row.data).unwrap(),
        })
        .collect();
    let spans = custody::spans(&records, city.now());
    for pair in spans.windows(2) {
        assert!(pair[0].until <= pair[1].from, "one holder at a time");
        assert!(pair[0].from < pair[0].until);
    }
}

async fn live(seed: u64) -> (usize, usize) {
    let city = City::new().await;
    let cast = Cast::of(&city).await;
    let mut dice = StdRng::seed_from_u64(seed);
    let mut ids = Vec::new();
    for place in 0..APPEALS {
        let mut input = city.input(super::TITLE, super::CONTENT, place == 5);
        let mut who = city.owner.clone();
        if place % 2 == 1 {
            (input.enterprise, who) = (city.other_firm, city.stranger.clone());
        }
        if place % 3 == 0 {
            input.category = "other".to_owned();
        }
        ids.push(city.file_as(&who, input).await.unwrap());
        city.advance_seconds(60);
    }
    let (mut done, mut refused) = (0, 0);
    for number in 0..STEPS {
        // New ones come as old ones end.
        if number % 12 == 0 {
            let input = city.input(super::TITLE, super::CONTENT, false);
            ids.push(city.file_as(&city.owner, input).await.unwrap());
            city.route(ids[ids.len() - 1]).await;
        }
        match step(&city, &cast, &mut dice, &ids).await {
            Ok(()) => done += 1,
            Err(ServiceError::Internal(fault)) => panic!("seed {seed}, step {number}: {fault}"),
            Err(_) => refused += 1,
        }
    }
    for id in &ids {
        city.assert_rebuilt(*id).await;
        custody_is_whole(&city, *id).await;
    }
    city.assert_clocks().await;
    let verdict = verify(&city, vec![], |_, _| {}).await.unwrap();
    assert!(verdict.intact, "seed {seed}: {:?}", verdict.first_broken);
    city.advance_seconds(Duration::days(400).num_seconds().unsigned_abs());
    let swept = Call::system(city.now(), "sweep");
    for id in &ids {
        service::sweep::catch_up(&city, &swept, *id).await.unwrap();
        city.assert_rebuilt(*id).await;
    }
    city.assert_clocks().await;
    city.h.remove().await;
    (done, refused)
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_the_stored_state_is_the_sum_of_the_events() {
    let mut done = 0;
    for seed in 1..=4 {
        let (accepted, refused) = live(seed).await;
        assert!(accepted > 80 && refused > 20, "seed {seed}: {accepted} {refused}");
        done += accepted;
    }
    assert!(done > 400, "{done}");
}
