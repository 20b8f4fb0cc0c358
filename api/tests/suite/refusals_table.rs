//! What every route refuses, and to whom; with a body that is well formed.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::City;

/// What a route is expected to refuse.
pub(crate) struct Row {
    pub(crate) operation: &'static str,
    /// Who may not, and how they are told; `None`: whoever is signed in may.
    pub(crate) wrong: Option<(Who, u16, &'static str)>,
    /// Who may, as far as their role goes.
    pub(crate) right: Who,
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
    Officer,
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
    use Who::{Administrator, Dispatcher, Handler, Head, Nobody, Officer, Owner, Stranger, Supervisor};
    let id = Uuid::nil();
    let hidden = (Administrator, 404, "not_found");
    vec![
        row("file_appeal", Owner, (Handler, 403, "entrepreneurs_only"), city.appeal()),
        row("list_appeals", Owner, None, None),
        row("get_appeal", Owner, (Stranger, 404, "not_found"), None),
        row("list_events", Owner, (Stranger, 404, "not_found"), None),
        row("list_appeal_clocks", Owner, (Stranger, 404, "not_found"), None),
        row("appeal_custody", Supervisor, (Owner, 403, "role_missing"), None),
        row("list_colleagues", Supervisor, (Head, 403, "role_missing"), None),
        row("explain_clock", Owner, (Stranger, 404, "not_found"), None),
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
        row("set_level", Dispatcher, hidden, json!({ "level": "urgent", "reason": "影响生产" })),
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
        row("list_clocks", Supervisor, (Handler, 403, "role_missing"), None),
        row("count_clocks", Supervisor, (Owner, 403, "role_missing"), None),
        row("export_clocks", Supervisor, (Head, 403, "role_missing"), None),
        row("make_feed", Handler, (Supervisor, 403, "role_missing"), None),
        row("list_feeds", Head, (Owner, 403, "role_missing"), None),
        row("revoke_feed", Handler, (Dispatcher, 403, "role_missing"), None),
        row("supervision_trend", Supervisor, (Head, 403, "role_missing"), None),
        row("supervision_summary", Supervisor, (Owner, 403, "role_missing"), None),
        row("reconcile", Supervisor, (Dispatcher, 403, "role_missing"), json!({ "ids": [id] })),
        row("list_notices", Owner, None, None),
        row("read_notice", Owner, (Stranger, 404, "not_found"), None),
        row("list_categories", Owner, None, None),
        row("list_counties", Owner, None, None),
        row("list_chains", Owner, None, None),
        row("list_departments", Owner, None, None),
        row("list_levels", Owner, None, None),
        row("preview_sla", Owner, None, json!({ "unit": "workday", "amount": 5, "started_at": "2026-03-09T01:00:00Z" })),
        row("preview_routing", Owner, None, json!({ "title": "道路积水", "content": "道路积水严重" })),
        row("stream", Owner, None, None),
        row("me", Owner, None, None),
        row("set_phone", Owner, (Handler, 403, "entrepreneurs_only"), json!({ "code": "phone-code" })),
        row("look_up_enterprise", Owner, (Handler, 403, "entrepreneurs_only"), None),
        row("my_enterprises", Owner, (Handler, 403, "entrepreneurs_only"), None),
        row("bind_enterprise", Owner, (Handler, 403, "entrepreneurs_only"),
            json!({ "uscc": "91371400MA00000000", "name": "示例企业", "position": "经办人" })),
        row("my_subscriptions", Owner, (Handler, 403, "entrepreneurs_only"), None),
        row("record_consent", Owner, (Handler, 403, "entrepreneurs_only"), json!({ "accepted": [] })),
        row("my_data", Owner, (Handler, 403, "entrepreneurs_only"), None),
        row("erase_me", Owner, (Handler, 403, "entrepreneurs_only"), json!({ "understood": true })),
        row("my_firms", Officer, (Handler, 403, "role_missing"), None),
        row("list_visits", Officer, (Handler, 403, "role_missing"), None),
        row("log_visit", Officer, (Handler, 403, "role_missing"),
            json!({ "enterprise_id": city.enterprise, "note": "走访了解情况" })),
        row("list_absences", Handler, (Dispatcher, 403, "role_missing"), None),
        row("enter_absence", Handler, (Dispatcher, 403, "role_missing"), json!({
            "substitute_id": id, "starts_at": "2026-03-10T00:00:00Z", "ends_at": "2026-03-11T00:00:00Z"
        })),
        row("end_absence", Handler, (Dispatcher, 403, "role_missing"), None),
        row("hand_over", Head, (Handler, 403, "role_missing"), json!({ "from": id, "to": id })),
        row("list_audit_entries", Supervisor, (Administrator, 403, "role_missing"), None),
        row("list_audit_heads", Supervisor, (Administrator, 403, "role_missing"), None),
        row("take_audit_head", Supervisor, (Administrator, 403, "role_missing"), None),
        row("audit_key", Supervisor, (Administrator, 403, "role_missing"), None),
        row("verify_audit", Supervisor, (Administrator, 403, "role_missing"), None),
        row("verify_audit_with", Supervisor, (Administrator, 403, "role_missing"), json!({ "heads": [] })),
        row("list_staff", Administrator, (Supervisor, 403, "role_missing"), None),
        row("get_staff", Administrator, (Supervisor, 403, "role_missing"), None),
        row("create_staff", Administrator, (Supervisor, 403, "role_missing"), json!({
            "username": "newcomer", "password": "a-long-password", "name": "新人", "roles": ["supervisor"]
        })),
        row("change_staff", Administrator, (Supervisor, 403, "role_missing"), json!({ "name": "改名" })),
        row("set_staff_password", Administrator, (Supervisor, 403, "role_missing"),
            json!({ "password": "another-long-password" })),
        row("leave_staff", Administrator, (Supervisor, 403, "role_missing"), json!({})),
        row("list_firms", Administrator, (Supervisor, 403, "role_missing"), None),
        row("list_officers", Administrator, (Officer, 403, "role_missing"), None),
        row("assign_officer", Administrator, (Officer, 403, "role_missing"),
            json!({ "officer_id": id, "enterprise_id": id })),
        row("end_officer", Administrator, (Officer, 403, "role_missing"), None),
        row("list_pending_bindings", Administrator, (Supervisor, 403, "role_missing"), None),
        row("decide_binding", Administrator, (Supervisor, 403, "role_missing"), json!({
            "entrepreneur_id": id, "enterprise_id": id, "approved": false, "reason": "材料不符"
        })),
        row("list_calendars", Administrator, (Handler, 403, "role_missing"), None),
        row("get_calendar", Administrator, (Handler, 403, "role_missing"), None),
        row("create_calendar", Administrator, (Supervisor, 403, "role_missing"), json!({ "calendar": null, "reason": "新设日历" })),
        row("preview_calendar", Administrator, (Supervisor, 403, "role_missing"), json!({ "edits": [{ "kind": "clear_day", "date": "2026-10-01" }], "reason": "更正" })),
        row("import_notice", Administrator, (Supervisor, 403, "role_missing"), json!({ "year": 2027, "format": "json", "text": "{}", "reason": "放假通知" })),
        row("list_profiles", Administrator, (Handler, 403, "role_missing"), None),
        row("get_profile", Administrator, (Handler, 403, "role_missing"), None),
        row("preview_profile", Administrator, (Supervisor, 403, "role_missing"), json!({ "profile": null, "reason": "提速" })),
        row("list_clock_changes", Administrator, (Handler, 403, "role_missing"), None),
        row("get_clock_change", Administrator, (Handler, 403, "role_missing"), None),
        row("list_clock_moves", Administrator, (Handler, 403, "role_missing"), None),
        row("apply_clock_change", Administrator, (Supervisor, 403, "role_missing"), json!({})),
        row("discard_clock_change", Administrator, (Supervisor, 403, "role_missing"), None),
        row("list_parks", Owner, None, None),
        row("create_park", Administrator, (Supervisor, 403, "role_missing"), json!({ "code": "park-x", "name": "演示园区", "county": "371402" })),
        row("set_enterprise_park", Administrator, (Supervisor, 403, "role_missing"), json!({ "park": null })),
        row("set_manual_intake", Administrator, (Supervisor, 403, "role_missing"), json!({ "category": "other", "manual": false })),
        row("stuck_work", Administrator, (Supervisor, 403, "role_missing"), None),
        row("list_incidents", Supervisor, (Dispatcher, 403, "role_missing"), None),
        row("resolve_incident", Administrator, (Supervisor, 403, "role_missing"), json!({ "reason": "已核实" })),
        row("list_dead_letters", Administrator, (Supervisor, 403, "role_missing"), None),
        row("retry_dead_letter", Administrator, (Supervisor, 403, "role_missing"), None),
        row("dismiss_dead_letter", Administrator, (Supervisor, 403, "role_missing"), json!({ "reason": "已另行处理" })),
        row("list_failed_deliveries", Administrator, (Supervisor, 403, "role_missing"), None),
        row("retry_delivery", Administrator, (Supervisor, 403, "role_missing"), None),
        row("dismiss_delivery", Administrator, (Supervisor, 403, "role_missing"), json!({ "reason": "已另行通知" })),
        row("wechat_login", Nobody, None, json!({ "code": "login-code" })),
        row("sms_code", Nobody, None, json!({ "phone": "13800000003" })),
        row("sms_login", Nobody, None, json!({ "phone": "13800000003", "code": "123456" })),
        row("staff_login", Nobody, None, json!({ "username": "nobody", "password": "no-such-password" })),
        row("refresh", Nobody, None, json!({ "refresh_token": "x" })),
        row("logout", Nobody, None, json!({ "refresh_token": "x" })),
    ]
}
