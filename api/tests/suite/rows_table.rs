//! Who may what, on which row: the permission table as the tests hold the API to it.

/// Who asks, in the order of the table's columns. Each sees two rows: the own one and another's.
pub(crate) const COLUMNS: [&str; 9] = [
    "entrepreneur",
    "officer",
    "dispatcher",
    "handler",
    "head",
    "helper",
    "member",
    "supervisor",
    "administrator",
];

/// One pair of letters for every column, the own row first, then another's; then one for nobody.
///
/// - `Y` may: done, or refused by the state or for its input, never for who asks
/// - `F` 403: knows of it and may not
/// - `N` 404: may not know of it
/// - `U` 401: nobody
/// - `+` `-` a list, with the row in it and without
///
/// An officer (红色CGO) looks after the own firm, and not after another's. A helper (协办) is a handler of a department that was called; a member sits in the task force (专班). For a
/// dispatcher the own row is on the desk, another's in a department.
#[rustfmt::skip]
pub(crate) const TABLE: &[(&str, &str)] = &[
    //                      firm of. des. han. head hel. mem. sup. adm. nobody
    ("get_appeal",         "YN YN YN YN YN YN YN YY NN U"),
    ("list_events",        "YN YN YN YN YN YN YN YY NN U"),
    ("list_appeal_clocks", "YN YN YN YN YN YN YN YY NN U"),
    ("explain_clock",      "YN YN YN YN YN YN YN YY NN U"),
    ("appeal_custody",     "FF FF YN YN YN YN YN YY FF U"),
    ("download_attachment","YN YN YN YN YN YN YN YY NN U"),
    ("supplement",         "YN YN FN FN FN FN FN FF NN U"),
    ("withdraw",           "YN FN FN FN FN FN FN FF NN U"),
    ("urge",               "YN YN FN FN FN FN FN FF NN U"),
    ("rate",               "YN FN FN FN FN FN FN FF NN U"),
    ("appeal_decline",     "YN FN FN FN FN FN FN FF NN U"),
    ("reopen",             "YN FN FN FN FN FN FN FF NN U"),
    ("decide_publication", "YN FN FN FN FN FN FN FF NN U"),
    // A supervisor takes the second look after a decline that was appealed against: by the state, here.
    ("accept",             "FN FN YN FN FN FN FN YY NN U"),
    ("decline",            "FN FN YN FN FN FN FN YY NN U"),
    ("ask_info",           "FN FN YN FN FN FN FN FF NN U"),
    ("dispatch",           "FN FN YN FN FN FN FN FF NN U"),
    ("rule",               "FN FN YN FN FN FN FN FF NN U"),
    ("merge",              "FN FN YN FN FN FN FN FF NN U"),
    ("unmerge",            "FN FN YN FN FN FN FN YY NN U"),
    ("split",              "FN FN YN FN FN FN FN FF NN U"),
    ("set_level",          "FN FN YN FN FN FN FN YY NN U"),
    ("claim",              "FN FN FN YN FN FN FN FF NN U"),
    ("assign",             "FN FN FN FN YN FN FN FF NN U"),
    ("sign",               "FN FN FN YN YN FN FN FF NN U"),
    ("contact",            "FN FN FN YN YN FN YN FF NN U"),
    ("note",               "FN FN YN YN YN YN YN YY NN U"),
    ("reply",              "FN FN FN YN YN FN YN FF NN U"),
    ("approve",            "FN FN FN FN YN FN FN FF NN U"),
    ("return_reply",       "FN FN FN FN YN FN FN FF NN U"),
    ("dispute",            "FN FN FN YN YN FN FN FF NN U"),
    ("whistle",            "FN FN FN YN YN FN FN FF NN U"),
    ("report_in",          "FN FN FN FN FN YN FN FF NN U"),
    ("co_reply",           "FN FN FN FN FN YN FN FF NN U"),
    ("request_extension",  "FN FN FN YN YN FN FN FF NN U"),
    ("park",               "FN FN FN YN YN FN FN YY NN U"),
    ("report_parking",     "FN FN FN YN YN FN YN FF NN U"),
    ("resume",             "FN FN FN YN YN FN FN YY NN U"),
    ("request_termination","FN FN FN YN YN FN FN FF NN U"),
    // Whoever was ordered to: here the lead's head, and the desk for what stands there.
    ("answer_supervision", "FN FN YN FN YN FN FN FF NN U"),
    ("reveal",             "FN FN FN YN YN FN FN FF NN U"),
    ("supervise",          "FN FN FN FN FN FN FN YY NN U"),
    ("grant_extension",    "FN FN FN FN FN FN FN YY NN U"),
    // A head may call off the own department's request.
    ("refuse_extension",   "FN FN FN FN YN FN FN YY NN U"),
    ("grant_parking",      "FN FN FN FN FN FN FN YY NN U"),
    ("refuse_parking",     "FN FN FN FN FN FN FN YY NN U"),
    ("approve_termination","FN FN FN FN FN FN FN YY NN U"),
    ("refuse_termination", "FN FN FN FN FN FN FN YY NN U"),
    ("form_task_force",    "FN FN FN FN FN FN FN YY NN U"),
    ("dissolve_task_force","FN FN FN FN FN FN FN YY NN U"),
    ("propose_publication","FN FN FN FN FN FN FN YY NN U"),
    ("unpublish",          "YN FN FN FN FN FN FN YY NN U"),
    // For the own enterprise, and for another's.
    // An officer files on behalf of the firms that are theirs now.
    ("file_appeal",        "YN YN FF FF FF FF FF FF FF U"),
    ("list_appeals",       "+- +- +- +- +- +- +- ++ -- U"),
    // The tasks are those that the own department leads.
    ("list_tasks",         "FF FF FF +- +- -- -- FF FF U"),
    ("count_tasks",        "FF FF FF YY YY YY YY FF FF U"),
    ("list_handlers",      "FF FF FF YY YY YY YY FF FF U"),
    // A supervisor looks at the desk, too; what is in a department does not stand there.
    ("list_dispatch",      "FF FF +- FF FF FF FF -- FF U"),
    ("list_overdue",       "FF FF FF FF FF FF FF YY FF U"),
    ("supervision_summary","FF FF FF FF FF FF FF YY FF U"),
    ("list_colleagues",    "FF FF FF FF FF FF FF YY FF U"),
    ("list_clocks",        "FF FF FF FF FF FF FF YY FF U"),
    ("count_clocks",       "FF FF FF FF FF FF FF YY FF U"),
    ("export_clocks",      "FF FF FF FF FF FF FF YY FF U"),
    // Whoever has tasks has the department's due dates in the calendar; the feeds of others are others'.
    ("make_feed",          "FF FF FF YY YY YY YY FF FF U"),
    ("list_feeds",         "FF FF FF YY YY YY YY FF FF U"),
    ("revoke_feed",        "FF FF FF YN YN YN YN FF FF U"),
    ("reconcile",          "FF FF FF FF FF FF FF YY FF U"),
    // The own inbox, and another's.
    ("list_notices",       "+- +- +- +- +- +- +- +- +- U"),
    ("read_notice",        "YN YN YN YN YN YN YN YN YN U"),
    ("upload_attachment",  "YY YY YY YY YY YY YY YY YY U"),
    ("list_categories",    "YY YY YY YY YY YY YY YY YY U"),
    ("list_counties",      "YY YY YY YY YY YY YY YY YY U"),
    ("list_chains",        "YY YY YY YY YY YY YY YY YY U"),
    ("list_departments",   "YY YY YY YY YY YY YY YY YY U"),
    ("preview_sla",        "YY YY YY YY YY YY YY YY YY U"),
    ("preview_routing",    "YY YY YY YY YY YY YY YY YY U"),
    ("stream",             "YY YY YY YY YY YY YY YY YY U"),
    ("me",                 "YY YY YY YY YY YY YY YY YY U"),
    ("set_phone",          "YY FF FF FF FF FF FF FF FF U"),
    ("my_enterprises",     "YY FF FF FF FF FF FF FF FF U"),
    ("bind_enterprise",    "YY FF FF FF FF FF FF FF FF U"),
    ("my_subscriptions",   "YY FF FF FF FF FF FF FF FF U"),
    ("record_consent",     "YY FF FF FF FF FF FF FF FF U"),
    ("my_data",            "YY FF FF FF FF FF FF FF FF U"),
    // Not while something that they have filed is open.
    ("erase_me",           "YY FF FF FF FF FF FF FF FF U"),
    ("my_firms",           "FF YY FF FF FF FF FF FF FF U"),
    ("list_visits",        "FF YY FF FF FF FF FF FF FF U"),
    ("log_visit",          "FF YN FF FF FF FF FF FF FF U"),
    ("list_absences",      "FF FF FF YY YY YY YY FF FF U"),
    ("enter_absence",      "FF FF FF YY YY YY YY FF FF U"),
    // One of the lead's handler, and one of another department's.
    ("end_absence",        "FF FF FF YN YN NN NN FF FF U"),
    ("hand_over",          "FF FF FF FF YY FF FF FF FF U"),
    // Supervisors audit and administrators configure; neither does the other's work.
    ("list_audit_entries", "FF FF FF FF FF FF FF YY FF U"),
    ("list_audit_heads",   "FF FF FF FF FF FF FF YY FF U"),
    ("take_audit_head",    "FF FF FF FF FF FF FF YY FF U"),
    ("audit_key",          "FF FF FF FF FF FF FF YY FF U"),
    ("verify_audit",       "FF FF FF FF FF FF FF YY FF U"),
    ("verify_audit_with",  "FF FF FF FF FF FF FF YY FF U"),
    ("list_staff",         "FF FF FF FF FF FF FF FF YY U"),
    ("create_staff",       "FF FF FF FF FF FF FF FF YY U"),
    ("list_officers",      "FF FF FF FF FF FF FF FF YY U"),
    ("assign_officer",     "FF FF FF FF FF FF FF FF YY U"),
    ("list_pending_bindings","FF FF FF FF FF FF FF FF YY U"),
    ("stuck_work",         "FF FF FF FF FF FF FF FF YY U"),
    ("list_incidents",     "FF FF FF FF FF FF FF YY YY U"),
    ("list_dead_letters",  "FF FF FF FF FF FF FF FF YY U"),
    ("list_failed_deliveries","FF FF FF FF FF FF FF FF YY U"),
    ("set_manual_intake",  "FF FF FF FF FF FF FF FF YY U"),
    ("list_calendars",     "FF FF FF FF FF FF FF YY YY U"),
    ("get_calendar",       "FF FF FF FF FF FF FF YY YY U"),
    ("create_calendar",    "FF FF FF FF FF FF FF FF YY U"),
    ("preview_calendar",   "FF FF FF FF FF FF FF FF YY U"),
    ("import_notice",      "FF FF FF FF FF FF FF FF YY U"),
    ("list_profiles",      "FF FF FF FF FF FF FF YY YY U"),
    ("get_profile",        "FF FF FF FF FF FF FF YY YY U"),
    ("preview_profile",    "FF FF FF FF FF FF FF FF YY U"),
    ("list_clock_changes", "FF FF FF FF FF FF FF YY YY U"),
    ("list_parks",         "YY YY YY YY YY YY YY YY YY U"),
    ("create_park",        "FF FF FF FF FF FF FF FF YY U"),
    // One that there is, and one that there is not.
    ("get_clock_change",   "FF FF FF FF FF FF FF YN YN U"),
    ("list_clock_moves",   "FF FF FF FF FF FF FF YN YN U"),
    ("apply_clock_change", "FF FF FF FF FF FF FF FF YN U"),
    ("discard_clock_change","FF FF FF FF FF FF FF FF YN U"),
    ("set_enterprise_park","FF FF FF FF FF FF FF FF YN U"),
    ("get_staff",          "FF FF FF FF FF FF FF FF YN U"),
    ("change_staff",       "FF FF FF FF FF FF FF FF YN U"),
    ("set_staff_password", "FF FF FF FF FF FF FF FF YN U"),
    ("leave_staff",        "FF FF FF FF FF FF FF FF YN U"),
    ("end_officer",        "FF FF FF FF FF FF FF FF YN U"),
    ("decide_binding",     "FF FF FF FF FF FF FF FF YN U"),
    ("resolve_incident",   "FF FF FF FF FF FF FF FF YN U"),
    ("retry_dead_letter",  "FF FF FF FF FF FF FF FF YN U"),
    ("dismiss_dead_letter","FF FF FF FF FF FF FF FF YN U"),
    ("retry_delivery",     "FF FF FF FF FF FF FF FF YN U"),
    ("dismiss_delivery",   "FF FF FF FF FF FF FF FF YN U"),
];

/// Where a row is looked for; a page must hold all that the test has made.
pub(crate) const LISTS: [&str; 4] = ["list_appeals", "list_tasks", "list_dispatch", "list_notices"];
