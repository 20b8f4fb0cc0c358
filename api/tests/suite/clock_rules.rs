//! Calendars and profiles over HTTP: imported, closed, changed; shown first, applied as shown, told to whom
//! it concerns.

use chrono::{DateTime, Utc};
use domain::appeal::Role;
use domain::calendar::Calendar;
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, eventually, faults, problem};
use crate::scenes::{CLEAR, LEAD, department, done, filed, of_department, words};

impl City {
    async fn made(&self, who: &Caller, path: &str, body: &Value, status: u16) -> Value {
        let answer = self.post(who, path, body).await;
        let (got, text) = (answer.status(), answer.text().await.unwrap());
        assert_eq!(got, status, "{path}: {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    async fn read(&self, who: &Caller, path: &str) -> Value {
        let answer = self.get(who, path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.json().await.unwrap()
    }

    /// Applies a preview, and waits for the worker to carry it to its end.
    async fn applied(&self, admin: &Caller, change: &Value) {
        let path = format!("/api/v1/admin/clock-changes/{}", id_of(change));
        let body = json!({ "accept_differences": 0 });
        let applied = self.made(admin, &format!("{path}/apply"), &body, 202).await;
        assert_eq!(applied["digest"], change["digest"], "exactly what was shown");
        eventually("every clock is counted anew", async || {
            self.read(admin, &path).await["state"] == "done"
        })
        .await;
    }

    async fn due(&self, who: &Caller, appeal: Uuid, stage: &str) -> (DateTime<Utc>, bool) {
        let clocks = self.read(who, &format!("/api/v1/appeals/{appeal}/clocks")).await;
        let all = clocks["items"].as_array().unwrap();
        let clock = all.iter().rfind(|clock| clock["stage"] == stage).unwrap();
        (moment(&clock["due_at"]), clock["provisional"] == true)
    }
}

fn id_of(change: &Value) -> &str {
    change["id"].as_str().unwrap()
}

fn moment(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap().parse().unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}+08:00").parse::<DateTime<chrono::FixedOffset>>().unwrap().to_utc()
}

/// As a calendar program writes it: a span of days, a single day twice by a rule, a meeting, and a working
/// weekend.
const NEW_YEAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//demo//EN\r\n\
    BEGIN:VEVENT\r\nUID:1@demo\r\nDTSTAMP:20261110T000000Z\r\nSUMMARY:元旦 休\r\n\
    DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270104\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:2@demo\r\nDTSTAMP:20261110T000000Z\r\nSUMMARY:测试假 休\r\n\
    DTSTART;VALUE=DATE:20270503\r\nRRULE:FREQ=DAILY;COUNT=3\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:3@demo\r\nDTSTAMP:20261110T000000Z\r\nSUMMARY:会议\r\n\
    DTSTART:20270106T010000Z\r\nDTEND:20270106T020000Z\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nUID:4@demo\r\nDTSTAMP:20261110T000000Z\r\nSUMMARY:元旦 班\r\n\
    DTSTART;VALUE=DATE:20270109\r\nDTEND;VALUE=DATE:20270110\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_yearly_notice_is_imported_previewed_applied_and_told() {
    let city = City::new().await;
    city.time.set("2026-12-28T01:00:00Z".parse().unwrap());
    let (admin, supervisor) =
        (city.staff(Role::Administrator).await, city.staff(Role::Supervisor).await);
    let lead = department(&city, LEAD).await;
    let handler = of_department(&city, Role::Handler, lead).await;
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    done(&city, &handler, id, "claim", json!({})).await;
    let (due, provisional) = city.due(&city.owner, id, "resolve").await;
    assert_eq!((due, provisional), (at("2027-01-04T17:30:00"), true), "nobody knows 2027 yet");

    let body = json!({
        "year": 2027, "format": "ics", "text": NEW_YEAR, "reason": "国办发明电〔2026〕演示号",
    });
    let shown = city.made(&admin, "/api/v1/admin/calendars/city/import", &body, 201).await;
    assert_eq!(shown["days"], 7);
    assert_eq!(shown["ignored"].as_array().unwrap().len(), 1, "the meeting: {shown}");
    let change = &shown["change"];
    assert_eq!(
        (&change["state"], &change["summary"]["first_day"]),
        (&json!("previewed"), &json!("2027-01-01"))
    );
    assert_eq!(
        (&change["summary"]["later"], &change["summary"]["earlier"]),
        (&json!(1), &json!(0))
    );
    let moves = format!("/api/v1/admin/clock-changes/{}/moves", id_of(change));
    let moves = city.read(&supervisor, &moves).await;
    let one = &moves["items"].as_array().unwrap()[0];
    assert_eq!((&one["stage"], &one["appeal_id"]), (&json!("resolve"), &json!(id)));
    assert_eq!(moment(&one["old_due"]), at("2027-01-04T17:30:00"));
    assert_eq!(moment(&one["new_due"]), at("2027-01-05T17:30:00"));
    assert_eq!(city.due(&city.owner, id, "resolve").await.0, due, "nothing has moved yet");

    city.applied(&admin, change).await;
    let moved = city.due(&city.owner, id, "resolve").await;
    assert_eq!(moved, (at("2027-01-05T17:30:00"), false));
    // The firm's timeline says why, and the notice names both moments.
    let events = city.read(&city.owner, &format!("/api/v1/appeals/{id}/events")).await;
    let event =
        events["items"].as_array().unwrap().iter().find(|e| e["kind"] == "clocks_recalculated");
    assert!(event.unwrap().to_string().contains("国办发明电〔2026〕演示号"), "{events}");
    for who in [&city.owner, &handler] {
        let mut told = Value::Null;
        eventually("the notice", async || {
            let inbox = city.read(who, "/api/v1/notices").await;
            let items = inbox["items"].as_array().unwrap().clone();
            told = items
                .into_iter()
                .find(|n| n["template"] == "deadline_moved")
                .unwrap_or(Value::Null);
            !told.is_null()
        })
        .await;
        let text = told["body"].as_str().unwrap();
        let places = ["2027年1月4日 17:30", "2027年1月5日 17:30"].map(|moment| text.find(moment));
        assert!(places[0].is_some() && places[0] < places[1], "{text}");
        assert!(text.contains("国办发明电〔2026〕演示号"), "{text}");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_that_the_world_has_moved_away_from_is_shown_anew() {
    let city = City::new().await;
    city.time.set("2026-03-02T01:00:00Z".parse().unwrap());
    let admin = city.staff(Role::Administrator).await;
    let first = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let closure = json!({
        "edits": [{ "kind": "add_closure", "closure": {
            "key": "heating", "from": at("2026-03-05T00:00:00"), "to": at("2026-03-06T00:00:00"),
            "name": "供热抢修停工",
        }}],
        "reason": "供热抢修停工通知",
    });
    let path = "/api/v1/admin/calendars/city/preview";
    let shown = city.made(&admin, path, &closure, 201).await;
    let apply = |change: &str| format!("/api/v1/admin/clock-changes/{change}/apply");
    // Somebody files between looking and deciding.
    let second = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let answer = city.post(&admin, &apply(id_of(&shown)), &json!({})).await;
    let told = problem(answer, 409, "preview_outdated").await;
    let fresh = told["outdated"]["preview"].as_str().unwrap().to_owned();
    assert_ne!(fresh, id_of(&shown));
    assert!(told["outdated"]["differences"]["added"].as_u64().unwrap() >= 1, "{told}");
    assert_eq!(told["outdated"]["differences"]["appeals"], json!([second]));
    let before = city.due(&city.owner, first, "resolve").await.0;
    assert_eq!(before, at("2026-03-09T17:30:00"), "nothing has moved");
    // The old one is gone; the fresh one is what is decided on.
    problem(city.post(&admin, &apply(id_of(&shown)), &json!({})).await, 409, "change_decided")
        .await;
    let anew = city.read(&admin, &format!("/api/v1/admin/clock-changes/{fresh}")).await;
    city.applied(&admin, &anew).await;
    for id in [first, second] {
        assert_eq!(city.due(&city.owner, id, "resolve").await.0, at("2026-03-10T17:30:00"));
    }
    problem(city.post(&admin, &apply(&fresh), &json!({})).await, 409, "change_decided").await;
    // Taken back: everything is as it was.
    let back = json!({ "edits": [{ "kind": "withdraw_closure", "key": "heating" }], "reason": "抢修取消" });
    let shown = city.made(&admin, path, &back, 201).await;
    city.applied(&admin, &shown).await;
    assert_eq!(city.due(&city.owner, first, "resolve").await.0, before);
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_longer_promise_reaches_open_appeals_only_if_it_is_said_so() {
    let city = City::new().await;
    city.time.set("2026-03-02T01:00:00Z".parse().unwrap());
    let admin = city.staff(Role::Administrator).await;
    let id = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    let view = city.read(&admin, "/api/v1/admin/profiles/normal").await;
    let mut profile = view["profile"].clone();
    let version = profile["version"].as_i64().unwrap();
    let stages = profile["stages"].as_array_mut().unwrap();
    stages.iter_mut().find(|one| one["stage"] == "resolve").unwrap()["amount"] = json!(7);
    profile["effective_from"] = json!("2026-03-02");
    let preview = "/api/v1/admin/profiles/preview";
    let body = json!({ "profile": profile, "reason": "办理期限调整" });
    let shown = city.made(&admin, preview, &body, 201).await;
    assert_eq!(shown["summary"]["moved"], 0, "open appeals keep what they were promised");
    city.applied(&admin, &shown).await;
    assert_eq!(city.due(&city.owner, id, "resolve").await.0, at("2026-03-09T17:30:00"));
    let next = filed(&city, &city.owner, &words(city.enterprise, CLEAR)).await;
    assert_eq!(city.due(&city.owner, next, "resolve").await.0, at("2026-03-11T17:30:00"));

    let body = json!({ "profile": profile, "reaches_open": true, "reason": "办理期限调整" });
    let shown = city.made(&admin, preview, &body, 201).await;
    assert_eq!(shown["summary"]["by_stage"], json!({ "resolve": 1 }));
    city.applied(&admin, &shown).await;
    assert_eq!(city.due(&city.owner, id, "resolve").await.0, at("2026-03-11T17:30:00"));
    let view = city.read(&admin, "/api/v1/admin/profiles/normal").await;
    assert_eq!(view["profile"]["version"], version + 2);

    // The statute's clock is nobody's to change.
    let mut statutory =
        city.read(&admin, "/api/v1/admin/profiles/arrears").await["profile"].clone();
    let stages = statutory["stages"].as_array_mut().unwrap();
    stages.iter_mut().find(|one| one["stage"] == "resolve").unwrap()["amount"] = json!(60);
    statutory["effective_from"] = json!("2026-03-02");
    let body = json!({ "profile": statutory, "reason": "想要更久" });
    let told = problem(city.post(&admin, preview, &body).await, 422, "invalid_fields").await;
    assert!(faults(&told).iter().any(|fault| fault.starts_with("profile")), "{told}");
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_of_another_zone_counts_across_the_change_of_the_clocks() {
    let city = City::new().await;
    let admin = city.staff(Role::Administrator).await;
    let mut calendar = serde_json::to_value(Calendar::default_city().unwrap()).unwrap();
    calendar["code"] = json!("new-york");
    calendar["zone"] = json!("America/New_York");
    calendar["overrides"] = json!({});
    calendar["notice_years"] = json!([]);
    let body = json!({ "calendar": calendar, "reason": "境外企业演示日历" });
    let shown = city.made(&admin, "/api/v1/admin/calendars", &body, 201).await;
    city.applied(&admin, &shown).await;
    for (amount, unit, started, due) in [
        // Spring: Friday to Monday, an hour nearer in UTC.
        (1, "workday", "2026-03-06T15:00:00Z", "2026-03-09T21:30:00Z"),
        (2, "workhour", "2026-03-06T22:00:00Z", "2026-03-09T14:00:00Z"),
        // Autumn: an hour further.
        (1, "workday", "2026-10-30T14:00:00Z", "2026-11-02T22:30:00Z"),
        (24, "hour", "2026-10-31T16:00:00Z", "2026-11-01T16:00:00Z"),
    ] {
        let body = json!({
            "calendar": "new-york", "unit": unit, "amount": amount, "started_at": started,
        });
        let answer = city.made(&city.owner, "/api/v1/sla/preview", &body, 200).await;
        assert_eq!(moment(&answer["due_at"]), moment(&json!(due)), "{unit} {started}: {answer}");
        assert_eq!(answer["provisional"], unit != "hour");
    }
    city.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_worked_case_is_due_over_http_as_it_says() {
    let city = City::new().await;
    let file: Value =
        serde_json::from_str(include_str!("../../../domain/tests/data/sla_vectors.json")).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert_eq!(vectors.len(), 160);
    for vector in vectors {
        let mut body = vector.clone();
        let (id, due) = (vector["id"].clone(), moment(&vector["due_at"]));
        body.as_object_mut()
            .unwrap()
            .retain(|name, _| !["id", "note", "due_at"].contains(&name.as_str()));
        let answer = city.made(&city.owner, "/api/v1/sla/preview", &body, 200).await;
        assert_eq!(moment(&answer["due_at"]), due, "{id}");
        let spans = answer["spans"].as_array().unwrap();
        let counted: i64 = spans.iter().map(|span| span["counted"].as_i64().unwrap()).sum();
        assert_eq!(counted, answer["amount"].as_i64().unwrap(), "{id}");
        assert_eq!(moment(&spans.last().unwrap()["to"]), due, "{id}");
    }
    city.close().await;
}
