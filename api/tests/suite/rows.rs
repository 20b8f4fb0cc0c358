//! Permissions by role and by row: every route, asked by everybody, for what is theirs and for what is
//! somebody else's. The table says what each is told; a route without a row in it fails the test, and so
//! does a row without a route. What is refused writes nothing.

use std::collections::BTreeMap;

use entity::{appeal_events, appeals, outbox};
use reqwest::{Method, Response};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, key};
use crate::refusals::{OPEN, Route, routes};
use crate::refusals_table;
use crate::rows_city::{Kind, People, Rows};
use crate::rows_table::{COLUMNS, LISTS, TABLE};

/// Routes for those who are not signed in yet: who asks makes no difference.
const SIGN_IN: [&str; 6] =
    ["wechat_login", "sms_code", "sms_login", "staff_login", "refresh", "logout"];

/// What one cell of the table expects.
struct Cell {
    letter: char,
    column: usize,
    own: bool,
}

fn cells(line: &str) -> (Vec<Cell>, char) {
    let mut groups: Vec<&str> = line.split(' ').collect();
    let nobody = groups.pop().unwrap().chars().next().unwrap();
    assert_eq!(groups.len(), COLUMNS.len(), "{line}");
    let pairs = groups.iter().enumerate().flat_map(|(column, pair)| {
        let letters: Vec<char> = pair.chars().collect();
        assert_eq!(letters.len(), 2, "{line}");
        [(letters[0], true), (letters[1], false)].map(|(letter, own)| Cell { letter, column, own })
    });
    (pairs.collect(), nobody)
}

/// Everything that a refused request might have changed.
type Books = (Option<(i64, i64, String)>, [u64; 3]);

async fn books(city: &City, id: Uuid) -> Books {
    let db = city.wired.store.read();
    let row = appeals::Entity::find_by_id(id).one(db).await.unwrap();
    let counts = [
        appeals::Entity::find().count(db).await.unwrap(),
        appeal_events::Entity::find().count(db).await.unwrap(),
        outbox::Entity::find().count(db).await.unwrap(),
    ];
    (row.map(|row| (row.version, row.last_seq, row.facts.to_string())), counts)
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_what_their_role_and_the_row_allow_and_nothing_else() {
    let city = City::without_worker(&crate::harness::Proxies::default(), &[]).await;
    let people = People::of(&city).await;
    let mut rows = Rows::new(&city, &people).await;
    let bodies: BTreeMap<&str, Option<Value>> =
        refusals_table::table(&city, people.third, people.id("supervisor"))
            .into_iter()
            .map(|row| (row.operation, row.body))
            .collect();
    let mut table: BTreeMap<&str, &str> = TABLE.iter().copied().collect();
    assert_eq!(table.len(), TABLE.len(), "a route stands twice in the table");
    let mut wrong = Vec::new();
    for route in routes() {
        let name = route.operation.as_str();
        if OPEN.contains(&name) || SIGN_IN.contains(&name) {
            continue;
        }
        let Some(line) = table.remove(name) else {
            panic!("{name}: no expectation; say in the table who may");
        };
        let body = bodies.get(name).cloned().flatten();
        let (cells, nobody) = cells(line);
        let asking = Asking { city: &city, people: &people, route: &route, body };
        asking.nobody(&rows, nobody, &mut wrong).await;
        for cell in cells {
            asking.cell(&mut rows, &cell, &mut wrong).await;
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cells are not as the table says:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(table.is_empty(), "no such routes: {:?}", table.keys());
    city.close().await;
}

/// One route, about to be asked by everybody.
struct Asking<'c> {
    city: &'c City,
    people: &'c People,
    route: &'c Route,
    body: Option<Value>,
}

impl Asking<'_> {
    async fn nobody(&self, rows: &Rows, letter: char, wrong: &mut Vec<String>) {
        let id = rows.id(Kind::Held);
        let path = self.path(rows, Kind::Held, "entrepreneur", true);
        let before = books(self.city, id).await;
        let request = self.city.open(self.route.method.clone(), &path);
        let status = request.send().await.unwrap().status().as_u16();
        if letter != 'U' || status != 401 || books(self.city, id).await != before {
            wrong.push(format!("{} by nobody: {status}", self.route.operation));
        }
    }

    async fn cell(&self, rows: &mut Rows, cell: &Cell, wrong: &mut Vec<String>) {
        let who = COLUMNS[cell.column];
        let kind = Kind::of(who, cell.own);
        let id = rows.id(kind);
        let before = books(self.city, id).await;
        let path = self.path(rows, kind, who, cell.own);
        let answer = self.send(rows, self.people.caller(who), kind, &path).await;
        let (status, code, text) = read(answer, &self.route.operation).await;
        let fits = match cell.letter {
            'Y' => may(status, &code),
            'F' => status == 403,
            'N' => status == 404 && code == "not_found",
            '+' | '-' => {
                let listed = rows.listed(&self.route.operation, kind, who, cell.own, &text);
                status == 200 && listed == (cell.letter == '+')
            }
            other => panic!("{other} means nothing"),
        };
        let place = if cell.own { "own" } else { "another's" };
        let name = &self.route.operation;
        if !fits {
            wrong.push(format!("{name} by {who}, {place}: {} but {status} {code}", cell.letter));
        }
        let done = (200..300).contains(&status) && self.route.method == Method::POST;
        if !done && books(self.city, id).await != before {
            wrong.push(format!("{name} by {who}, {place}: refused with {status}, and written"));
        }
        if done && self.route.path.starts_with("/api/v1/appeals/{id}/") {
            rows.renew(self.city, self.people, kind).await;
        }
    }

    fn path(&self, rows: &Rows, kind: Kind, who: &str, own: bool) -> String {
        let id = match self.route.operation.as_str() {
            "read_notice" => rows.notice(who, own),
            "download_attachment" => rows.file(kind),
            "revoke_feed" => rows.feed(self.people.id(who), own),
            other => rows.thing(other, own).unwrap_or_else(|| rows.id(kind)),
        };
        let path = self.route.path.replace("{id}", &id.to_string());
        let path = path.replace("{clock_id}", &rows.clock(kind).to_string());
        let code = if path.contains("/profiles/") { "normal" } else { "city" };
        let path = path.replace("{code}", code);
        if LISTS.contains(&self.route.operation.as_str()) { path + "?limit=100" } else { path }
    }

    async fn send(&self, rows: &Rows, caller: &Caller, kind: Kind, path: &str) -> Response {
        let request = self.city.request(caller, self.route.method.clone(), path);
        let request = request.header("if-match", "*").header("idempotency-key", key());
        let mut body = self.body.clone();
        match (self.route.operation.as_str(), &mut body) {
            ("upload_attachment", _) => {
                return request.multipart(crate::rows_city::picture()).send().await.unwrap();
            }
            ("file_appeal" | "log_visit", Some(body)) if kind == Kind::Foreign => {
                body["enterprise_id"] = json!(self.city.elsewhere);
            }
            ("decide_binding", Some(body)) if kind != Kind::Foreign => {
                body["entrepreneur_id"] = json!(self.people.id("entrepreneur"));
                body["enterprise_id"] = json!(self.city.elsewhere);
            }
            ("merge", Some(body)) => {
                let other = if kind == Kind::Foreign { Kind::Held } else { Kind::Foreign };
                body["into"] = json!(rows.id(other));
            }
            ("assign", Some(body)) => body["handler_id"] = json!(self.people.id("handler")),
            _ => {}
        }
        match body {
            Some(body) => request.json(&body).send().await.unwrap(),
            None => request.send().await.unwrap(),
        }
    }
}

/// Status, problem code and text of an answer; a stream has no end to wait for.
async fn read(answer: Response, operation: &str) -> (u16, String, String) {
    let status = answer.status().as_u16();
    if operation == "stream" && status == 200 {
        return (status, String::new(), String::new());
    }
    let text = String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned();
    let code = serde_json::from_str::<Value>(&text).ok().filter(|_| status >= 400);
    let code = code.and_then(|body| Some(body["code"].as_str()?.to_owned()));
    (status, code.unwrap_or_default(), text)
}

/// Whether somebody was let through as far as role and row go: done, or refused by the state, for the
/// input, for its being too early, or because the house has switched something off.
fn may(status: u16, code: &str) -> bool {
    matches!(status, 200..=299 | 409 | 422) || code == "urged_lately" || code == "switched_off"
}
