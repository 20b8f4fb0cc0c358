//! The closed set of problem codes: the one table that answers, messages and the API file rely on.
//!
//! To add a code: its row here, and its sentences in both `api/messages/problems.*.json`; tests fail
//! until they are there.

/// One code with the status that it is answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable; what programs go by.
    pub code: &'static str,
    /// HTTP status.
    pub status: u16,
}

const fn row(code: &'static str, status: u16) -> Code {
    Code { code, status }
}

/// What is answered when a fault of the platform itself is at the bottom of it.
pub const INTERNAL: Code = row("internal", 500);

/// Every code there is, by status.
#[rustfmt::skip]
pub const CODES: &[Code] = &[
    row("malformed_request", 400),
    row("malformed_json", 400),
    row("malformed_multipart", 400),
    row("token_missing", 401),
    row("token_malformed", 401),
    row("token_forged", 401),
    row("token_expired", 401),
    row("login_failed", 401),
    row("sms_code_invalid", 401),
    row("totp_required", 401),
    row("totp_invalid", 401),
    row("account_inactive", 401),
    row("refresh_invalid", 401),
    row("refresh_reused", 401),
    row("wechat_code_invalid", 401),
    row("entrepreneurs_only", 403),
    row("wechat_blocked", 403),
    row("role_missing", 403),
    row("no_department", 403),
    row("not_permitted", 403),
    row("own_reply", 403),
    row("own_request", 403),
    row("own_decision", 403),
    row("not_found", 404),
    row("method_not_allowed", 405),
    row("wrong_state", 409),
    row("held_by_another", 409),
    row("request_in_progress", 409),
    row("phone_in_use", 409),
    row("too_many_bindings", 409),
    row("username_taken", 409),
    row("already_assigned", 409),
    row("open_tasks", 409),
    row("own_account", 409),
    row("appeals_open", 409),
    row("too_many_feeds", 409),
    row("letter_resolved", 409),
    row("incident_resolved", 409),
    row("letter_unreadable", 409),
    row("delivery_settled", 409),
    row("final_designation", 409),
    row("already_returned", 409),
    row("return_over", 409),
    row("returned_before", 409),
    row("conflict_of_interest", 409),
    row("has_merged", 409),
    row("bad_merge_target", 409),
    row("termination_pending", 409),
    row("too_late", 409),
    row("already_late", 409),
    row("extension_used_up", 409),
    row("extension_too_long", 409),
    row("extension_empty", 409),
    row("statutory_clock", 409),
    row("helpers_open", 409),
    row("already_called", 409),
    row("nobody_called", 409),
    row("already_reported_in", 409),
    row("task_force_exists", 409),
    row("no_task_force", 409),
    row("empty_task_force", 409),
    row("not_confidential", 409),
    row("already_appealed", 409),
    row("reopen_over", 409),
    row("preview_outdated", 409),
    row("change_decided", 409),
    row("changed_meanwhile", 409),
    row("calendar_exists", 409),
    row("park_exists", 409),
    row("stale_version", 412),
    row("body_too_large", 413),
    row("file_too_large", 413),
    row("content_type_not_json", 415),
    row("content_type_not_multipart", 415),
    row("content_encoding_unsupported", 415),
    row("file_type_unsupported", 415),
    row("invalid_fields", 422),
    row("idempotency_key_missing", 422),
    row("idempotency_key_reused", 422),
    row("channel_missing", 422),
    row("rate_limited", 429),
    row("urged_lately", 429),
    row("too_many_attempts", 429),
    row("too_many_streams", 429),
    INTERNAL,
    row("unavailable", 503),
    row("timed_out", 503),
    row("switched_off", 503),
];

/// The row of a code.
#[must_use]
pub fn find(code: &str) -> Option<Code> {
    CODES.iter().find(|row| row.code == code).copied()
}
