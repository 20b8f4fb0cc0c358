//! Every route refuses: without a token, to the wrong role, and what is malformed. The routes are taken
//! from the API file: one that is not in the table fails the test.

use std::collections::BTreeMap;

use domain::appeal::Role;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use service::Caller;
use uuid::Uuid;

use crate::harness::{City, key, problem};

/// What a route is expected to refuse.
pub(crate) struct Row {
    pub(crate) operation: &'static str,
    /// Who may not, and how they are told; `None`: whoever is signed in may.
    wrong: Option<(Who, u16, &'static str)>,
    /// Who may, as far as their role goes.
    right: Who,
    /// A body that is well formed; `None`: the route takes none.
    pub(crate) body: Option<Value>,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Who {
    Owner,
    Stranger,
    Handler,
    Head,
    Dispatcher,
    Supervisor,
    Administrator,
    /// Anybody: the route is for those who are not signed in.
    Nobody,
}

fn row(
    operation: &'static str,
    right: Who,
    wrong: impl Into<Option<(Who, u16, &'static str)>>,
    body: impl Into<Option<Value>>,
) -> Row {
    Row { operation, wrong: wrong.into(), right, body: body.into() }
}

#[rustfmt::skip]
pub(crate) fn table(city: &City, department: Uuid, member: Uuid) -> Vec<Row> {
    use Who::{Administrator, Dispatcher, Handler, Head, Nobody, Owner, Stranger, Supervisor};
    let id = Uuid::nil();
    let hidden = (Administrator, 404, "not_found");
    vec![
        row("file_appeal", Owner, (Handler, 403, "entrepreneurs_only"), city.appeal()),
        row("list_appeals", Owner, None, None),
        row("get_appeal", Owner, (Stranger, 404, "not_found"), None),
        row("list_events", Owner, (Stranger, 404, "not_found"), None),
        row("rate", Owner, (Stranger, 404, "not_found"), json!({ "score": 5 })),
        row("upload_attachment", Owner, None, None),
        row("download_attachment", Owner, (Stranger, 404, "not_found"), None),
        row("supplement", Owner, (Stranger, 404, "not_found"), json!({ "text": "补充说明" })),
        row("withdraw", Owner, (Stranger, 404, "not_found"), json!({ "reason": "已自行解决" })),
        row("urge", Owner, (Stranger, 404, "not_found"), json!({ "message": "请尽快办理" })),
        row("appeal_decline", Owner, (Stranger, 404, "not_found"), json!({ "reason": "情况并非如此" })),
        row("reopen", Owner, (Stranger, 404, "not_found"), json!({ "reason": "出现新情况" })),
        row("decide_publication", Owner, (Stranger, 404, "not_found"), json!({ "agreed": true })),
        row("accept", Dispatcher, hidden, None),
        row("decline", Dispatcher, hidden, json!({ "code": "no_substance", "reason": "没有具体诉求" })),
        row("ask_info", Dispatcher, hidden, json!({ "question": "请说明具体位置" })),
        row("dispatch", Dispatcher, hidden, json!({ "department_id": department })),
        row("rule", Dispatcher, hidden, json!({ "decision": "uphold", "reason": "理由成立" })),
        row("merge", Dispatcher, hidden, json!({ "into": id })),
        row("unmerge", Dispatcher, hidden, json!({ "reason": "并非同一事项" })),
        row("split", Dispatcher, hidden, json!({ "parts": [
            { "title": "另一件事情", "content": "这件事情应由另一个部门办理。" }
        ] })),
        row("claim", Handler, hidden, None),
        row("assign", Head, hidden, json!({ "handler_id": id })),
        row("sign", Handler, hidden, None),
        row("contact", Handler, hidden, json!({ "method": "phone", "note": "已联系" })),
        row("note", Handler, hidden, json!({ "text": "备注" })),
        row("reply", Handler, hidden, json!({ "text": "已经办理", "outcome": "resolved" })),
        row("approve", Head, hidden, None),
        row("return_reply", Head, hidden, json!({ "reason": "请补充" })),
        row("dispute", Handler, hidden, json!({ "reason_code": "not_our_duty", "reason": "不属本部门职责" })),
        row("whistle", Handler, hidden, json!({ "departments": [
            { "id": department, "required": true, "ask": "请提供意见" }
        ] })),
        row("report_in", Handler, hidden, None),
        row("co_reply", Handler, hidden, json!({ "text": "意见如下" })),
        row("request_extension", Handler, hidden, json!({ "amount": 2, "reason": "需要现场勘验" })),
        row("park", Handler, hidden, json!({ "reason": "等待上级批复" })),
        row("report_parking", Handler, hidden, json!({ "text": "批复仍在办理" })),
        row("resume", Handler, hidden, json!({ "reason": "批复已到" })),
        row("request_termination", Handler, hidden, json!({ "reason": "企业已经注销" })),
        row("answer_supervision", Head, hidden, json!({ "text": "已经整改" })),
        row("reveal", Handler, hidden, json!({ "reason": "需要当面核实" })),
        row("supervise", Supervisor, hidden, json!({ "demand": "请三日内办结" })),
        row("grant_extension", Supervisor, hidden, None),
        row("refuse_extension", Supervisor, hidden, json!({ "reason": "理由不足" })),
        row("grant_parking", Supervisor, hidden, None),
        row("refuse_parking", Supervisor, hidden, json!({ "reason": "可以继续办理" })),
        row("approve_termination", Supervisor, hidden, None),
        row("refuse_termination", Supervisor, hidden, json!({ "reason": "可以继续办理" })),
        row("form_task_force", Supervisor, hidden, json!({
            "name": "排水专班", "mandate": "协调排水", "members": [member], "days": 30
        })),
        row("dissolve_task_force", Supervisor, hidden, json!({ "reason": "任务完成" })),
        row("propose_publication", Supervisor, hidden, json!({
            "title": "门口道路积水", "question": "道路积水，如何解决？", "answer": "已疏通排水管道。"
        })),
        row("unpublish", Supervisor, hidden, json!({ "reason": "内容有误" })),
        row("list_dispatch", Dispatcher, (Handler, 403, "role_missing"), None),
        row("list_tasks", Handler, (Owner, 403, ""), None),
        row("count_tasks", Handler, (Owner, 403, ""), None),
        row("list_handlers", Head, (Owner, 403, ""), None),
        row("list_overdue", Supervisor, (Handler, 403, "role_missing"), None),
        row("supervision_summary", Supervisor, (Owner, 403, "role_missing"), None),
        row("reconcile", Supervisor, (Dispatcher, 403, "role_missing"), json!({ "ids": [id] })),
        row("list_notices", Owner, None, None),
        row("read_notice", Owner, (Stranger, 404, "not_found"), None),
        row("list_categories", Owner, None, None),
        row("list_counties", Owner, None, None),
        row("list_chains", Owner, None, None),
        row("list_departments", Owner, None, None),
        row("preview_sla", Owner, None, json!({ "unit": "workday", "amount": 5, "started_at": "2026-03-09T01:00:00Z" })),
        row("preview_routing", Owner, None, json!({ "title": "道路积水", "content": "道路积水严重" })),
        row("stream", Owner, None, None),
        row("me", Owner, None, None),
        row("set_phone", Owner, (Handler, 403, "entrepreneurs_only"), json!({ "code": "phone-code" })),
        row("my_enterprises", Owner, (Handler, 403, "entrepreneurs_only"), None),
        row("bind_enterprise", Owner, (Handler, 403, "entrepreneurs_only"),
            json!({ "uscc": "91371400MA00000000", "name": "示例企业", "position": "经办人" })),
        row("my_subscriptions", Owner, (Handler, 403, "entrepreneurs_only"), None),
        row("record_consent", Owner, (Handler, 403, "entrepreneurs_only"), json!({ "accepted": [] })),
        row("wechat_login", Nobody, None, json!({ "code": "login-code" })),
        row("sms_code", Nobody, None, json!({ "phone": "13800000003" })),
        row("sms_login", Nobody, None, json!({ "phone": "13800000003", "code": "123456" })),
        row("staff_login", Nobody, None, json!({ "username": "nobody", "password": "no-such-password" })),
        row("refresh", Nobody, None, json!({ "refresh_token": "x" })),
        row("logout", Nobody, None, json!({ "refresh_token": "x" })),
    ]
}

/// Routes without a caller.
pub(crate) const OPEN: [&str; 7] = [
    "healthz",
    "readyz",
    "jwks",
    "list_problems",
    "get_problem",
    "list_published",
    "get_published",
];

pub(crate) struct Route {
    pub(crate) operation: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    takes_body: bool,
    takes_query: bool,
}

pub(crate) fn routes() -> Vec<Route> {
    let document = serde_json::to_value(api::server::openapi()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Ok(method) = Method::from_bytes(method.to_uppercase().as_bytes()) else { continue };
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let body = &operation["requestBody"]["content"];
            routes.push(Route {
                operation: operation["operationId"].as_str().unwrap().to_owned(),
                method,
                path: path.clone(),
                takes_body: body.get("application/json").is_some(),
                takes_query: parameters.iter().any(|one| one["in"] == "query"),
            });
        }
    }
    routes
}

async fn caller(city: &City, who: Who) -> Caller {
    match who {
        Who::Owner | Who::Nobody => city.owner.clone(),
        Who::Stranger => city.stranger.clone(),
        Who::Handler => city.staff(Role::Handler).await,
        Who::Head => city.staff(Role::DepartmentHead).await,
        Who::Dispatcher => city.staff(Role::Dispatcher).await,
        Who::Supervisor => city.staff(Role::Supervisor).await,
        Who::Administrator => city.staff(Role::Administrator).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_refuses_whom_and_what_it_should() {
    let city = City::new().await;
    let appeal = city.file().await;
    let store = &city.wired.store;
    let reference = store.reference().get(store).await.unwrap();
    let department = *reference.departments.keys().next().unwrap();
    let member = city.staff(Role::Supervisor).await.id().unwrap();
    let mut table: BTreeMap<_, _> =
        table(&city, department, member).into_iter().map(|row| (row.operation, row)).collect();
    for route in routes() {
        let name = route.operation.as_str();
        let path = route.path.replace("{id}", &appeal.to_string());
        if OPEN.contains(&name) {
            continue;
        }
        let Some(row) = table.remove(name) else {
            panic!("{name}: no expectation; say in the table what it refuses");
        };
        if row.right != Who::Nobody {
            no_token(&city, &route, &path).await;
            forged_token(&city, &route, &path).await;
        }
        if let Some((who, status, code)) = row.wrong {
            let caller = caller(&city, who).await;
            let mut request = city.request(&caller, route.method.clone(), &path);
            request = request.header("if-match", "*").header("idempotency-key", key());
            if let Some(body) = &row.body {
                request = request.json(body);
            }
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), status, "{name}");
            let body: Value = answer.json().await.unwrap();
            assert!(code.is_empty() || body["code"] == code, "{name}: {body}");
        }
        malformed(&city, &route, &path, &caller(&city, row.right).await, row.body.as_ref()).await;
    }
    assert!(table.is_empty(), "no such routes: {:?}", table.keys());
    assert_eq!(city.count().await, 1, "a refused request wrote something");
    city.close().await;
}

async fn no_token(city: &City, route: &Route, path: &str) {
    let answer = city.open(route.method.clone(), path).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{}", route.operation);
    problem(answer, 401, "token_missing").await;
}

async fn forged_token(city: &City, route: &Route, path: &str) {
    let token = "eyJhbGciOiJFZERTQSIsImtpZCI6IngifQ.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
    let answer = city.open(route.method.clone(), path).bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{}", route.operation);
}

async fn malformed(city: &City, route: &Route, path: &str, caller: &Caller, body: Option<&Value>) {
    let name = &route.operation;
    let ask = |path: &str| {
        let request = city.request(caller, route.method.clone(), path);
        request.header("if-match", "*").header("idempotency-key", key())
    };
    if route.path.contains("{id}") {
        let path = route.path.replace("{id}", "not-an-id");
        let mut request = ask(&path);
        if let Some(body) = body {
            request = request.json(body);
        }
        assert_eq!(request.send().await.unwrap().status(), 422, "{name}: bad id");
    }
    if route.takes_query {
        let answer = ask(&format!("{path}?no_such_parameter=1")).send().await.unwrap();
        assert_eq!(answer.status(), 422, "{name}: unknown parameter");
    }
    if route.takes_body {
        let json = "application/json";
        let broken = ask(path).header("content-type", json).body("{\"a\":").send().await.unwrap();
        assert_eq!(broken.status(), 400, "{name}: broken JSON");
        let mut more = body.unwrap().clone();
        more["no_such_field"] = json!(1);
        let answer = ask(path).json(&more).send().await.unwrap();
        assert_eq!(answer.status(), 422, "{name}: unknown field");
        let text = ask(path).header("content-type", "text/plain").body("{}").send().await.unwrap();
        assert_eq!(text.status(), 415, "{name}: not JSON");
        let empty = ask(path).header("content-type", json).send().await.unwrap();
        assert_eq!(empty.status(), 400, "{name}: empty body");
    }
}
