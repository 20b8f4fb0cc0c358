// Generated from docs/openapi.json by `npm run generate`; not edited by hand.
export interface paths {
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that access tokens are signed with (RFC 7517). */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who of the own department is or will be away, and who stands in (代班). */
        get: operations["list_absences"];
        put?: never;
        /** Enters an absence; the substitute acts as the absent handler for that time. */
        post: operations["enter_absence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/absences/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an absence early. */
        post: operations["end_absence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bindings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bindings that a person must verify. */
        get: operations["list_pending_bindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/bindings/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a binding through, or removes it. */
        post: operations["decide_binding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every calendar, by code. */
        get: operations["list_calendars"];
        put?: never;
        /** Proposes a new calendar. Appeals that are open keep theirs. */
        post: operations["create_calendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/calendars/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One calendar, as it is edited and stored. */
        get: operations["get_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/calendars/{code}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads a yearly notice and shows what it would move. */
        post: operations["import_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/calendars/{code}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows what edits of a calendar would move: closures (停工通知), days by hand, hours by season. */
        post: operations["preview_calendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/clock-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes, newest first. */
        get: operations["list_clock_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/clock-changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One change. */
        get: operations["get_clock_change"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/clock-changes/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Applies a change: exactly what was shown, in one recorded step. When the world has moved meanwhile, 409
         *     `preview_outdated` names a fresh preview and what is new in it.
         */
        post: operations["apply_clock_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/clock-changes/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a preview up. */
        post: operations["discard_clock_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/clock-changes/{id}/moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The appeals and clocks that a change moves, with the old and the new moment of each. */
        get: operations["list_clock_moves"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that could not be processed, oldest first. */
        get: operations["list_dead_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/dead-letters/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it lie, with a reason. */
        post: operations["dismiss_dead_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/dead-letters/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends it again. */
        post: operations["retry_dead_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deliveries that came to nothing, oldest first. */
        get: operations["list_failed_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/deliveries/{id}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a delivery lie, with a reason. */
        post: operations["dismiss_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has a delivery tried again from the beginning. One whose fate is unknown may then arrive twice. */
        post: operations["retry_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/enterprises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The firms that the platform knows, newest first. */
        get: operations["list_firms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/enterprises/{id}/park": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says in which park a firm is. Appeals that it files from then on go by it. */
        post: operations["set_enterprise_park"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Appeals whose stored clocks are not what their events say, oldest finding first. */
        get: operations["list_incidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/incidents/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes an incident with what it was. Nothing is mended by it: a fault that is still there is found again
         *     the next night.
         */
        post: operations["resolve_incident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/intake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches manual intake (人工受理) of a category. */
        post: operations["set_manual_intake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/officers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which officer (红色CGO) looks after which firm, newest first. */
        get: operations["list_officers"];
        put?: never;
        /** Assigns a firm to an officer, for a period. */
        post: operations["assign_officer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/officers/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an assignment now. */
        post: operations["end_officer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/parks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enters a park. */
        post: operations["create_park"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every profile, its newest version, by code. */
        get: operations["list_profiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/profiles/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows what the next version of a profile would move. */
        post: operations["preview_profile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/profiles/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One profile, as it is edited and stored. */
        get: operations["get_profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts of staff. */
        get: operations["list_staff"];
        put?: never;
        /** Makes an account. */
        post: operations["create_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/staff/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One account. */
        get: operations["get_staff"];
        put?: never;
        /** Changes an account. */
        post: operations["change_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/staff/{id}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Somebody leaves (离岗): the account is closed, its sessions end, and all open tasks go to the successor. */
        post: operations["leave_staff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/staff/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password; every session of the account ends. */
        post: operations["set_staff_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/stuck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is stuck, how much of it, and since when. */
        get: operations["stuck_work"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's appeals, newest first. */
        get: operations["list_appeals"];
        put?: never;
        /** Files an appeal (提交诉求). The clocks start with it. */
        post: operations["file_appeal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An appeal with its clocks and what the caller may do now. */
        get: operations["get_appeal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an appeal in (受理), where a person decides on intake. */
        post: operations["accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/answer-supervision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The written answer to the open supervision orders (答复督办): those of the own department, or of the desk. */
        post: operations["answer_supervision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/appeal-decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a second look at a decline (异议), by somebody else; once. */
        post: operations["appeal_decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The head approves the reply, and it reaches the firm; or stands behind a request for more time. */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/approve-termination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the appeal without a reply (批准终止). */
        post: operations["approve_termination"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/ask-info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the firm for something (待补充); the clocks stand still until it answers. */
        post: operations["ask_info"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A head gives the task to a handler of the own department. */
        post: operations["assign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A handler takes the task (领单). */
        post: operations["claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All clocks of an appeal with their lamps, those that have stopped included. */
        get: operations["list_appeal_clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/clocks/{clock_id}/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A clock taken apart: its terms, its ladder, and span by span what counted, what did not, and why. */
        get: operations["explain_clock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/co-reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A called department answers the lead (协办答复). */
        post: operations["co_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/contact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records a contact with the firm; the first one stops its clock (首次联系). */
        post: operations["contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/custody": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who used up the working time of an appeal (责任时间), for those who work on it or watch over it. */
        get: operations["appeal_custody"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/decide-publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides on the proposed publication (晒单): nothing is published without the firm's consent. */
        post: operations["decide_publication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not take an appeal in (不予受理); the firm is told why, and may appeal against it once. */
        post: operations["decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the appeal to a department (派单). */
        post: operations["dispatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/dispute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Returns the order (退单); once per department, and never a final one. */
        post: operations["dispute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/dissolve-task-force": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the task force (撤销专班) before its time. */
        post: operations["dissolve_task_force"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The timeline, as much of it as the caller may see. */
        get: operations["list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/form-task-force": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forms a task force (成立专班) that holds the appeal for a time; the lead department stays responsible for
         *     the reply.
         */
        post: operations["form_task_force"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/grant-extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Grants more time (批准延期): the clock is longer, counted from its start. */
        post: operations["grant_extension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/grant-parking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees with the parking (同意挂账). */
        post: operations["grant_parking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the appeal part of another one (并单); its firm is told of all that happens there. */
        post: operations["merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a note that the firm does not see. */
        post: operations["note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/park": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts the appeal aside (挂账); the clocks stand still, and a supervisor has to agree. */
        post: operations["park"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/propose-publication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes to publish a closed appeal (晒单), as a text without names; the firm decides. */
        post: operations["propose_publication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rates the reply (评价): 4 and 5 close the appeal, less sends it back (重办). */
        post: operations["rate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/refuse-extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not grant more time. The department's head may call off a request of the own department. */
        post: operations["refuse_extension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/refuse-parking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not agree with the parking: the pause is undone, as if the clocks had never stood still. */
        post: operations["refuse_parking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/refuse-termination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not end it: the department goes on. */
        post: operations["refuse_termination"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reopens a closed appeal on new facts (重新提出). */
        post: operations["reopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The department replies (答复); the reply waits for the head's approval. */
        post: operations["reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/report-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A called department comes (报到). */
        post: operations["report_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/report-parking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The periodic report of a parked appeal (挂账进展报告). */
        post: operations["report_parking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/request-extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for more time (延期); the clock keeps running until a supervisor grants it. */
        post: operations["request_extension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/request-termination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks to end the appeal without a reply (终止); a supervisor decides. */
        post: operations["request_termination"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a parked appeal up again (恢复办理); the clocks run on. */
        post: operations["resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/return-reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The head sends the reply back to its author. */
        post: operations["return_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Shows once who filed a confidential appeal (查看保密身份). The look is recorded, and the firm is told. */
        post: operations["reveal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/rule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rules on a return (退单裁定). */
        post: operations["rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/set-level": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Corrects how urgent an appeal is (更正级别): its open clocks are counted anew from the moments at which they
         *     started. Refused where a clock has run out, or would have by the new level.
         */
        post: operations["set_level"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The department signs for it (签收). */
        post: operations["sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Splits off what belongs to other departments (拆单); each part keeps the promise of the whole. */
        post: operations["split"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/supervise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues a supervision order (督办单) to whoever has the appeal; a written answer is due. */
        post: operations["supervise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/supplement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers what the desk has asked (补充); the clocks run on. */
        post: operations["supplement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/unmerge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Undoes a merge (撤销并单): the appeal stands where it stood. */
        post: operations["unmerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/unpublish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a publication back (撤下晒单); the firm may, too. */
        post: operations["unpublish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/urge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Urges (催办): whoever has the appeal is told at once. Then it rests a while: 429 `urged_lately` says until
         *     when.
         */
        post: operations["urge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/whistle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The lead calls departments to help (吹哨). */
        post: operations["whistle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/appeals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the appeal back (撤回), as long as no department has signed for it. */
        post: operations["withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uploads one file. */
        post: operations["upload_attachment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file, for those who may see its appeal, and for its owner before it is used. */
        get: operations["download_attachment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trail, newest first. */
        get: operations["list_audit_entries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/heads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The heads that the database knows. */
        get: operations["list_audit_heads"];
        put?: never;
        /**
         * Signs the head of the trail as it is now, for the supervisor to keep, and puts a copy into the object
         *     store.
         */
        post: operations["take_audit_head"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public key of the heads, for the supervisor to keep beside them. */
        get: operations["audit_key"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Proves the trail against the heads in the database and in the object store; names the first entry that
         *     does not hold.
         */
        get: operations["verify_audit"];
        put?: never;
        /**
         * Proves the trail against the heads that the supervisor has kept as well: what was cut off or made anew
         *     since is found, even if nothing in the house remembers it.
         */
        post: operations["verify_audit_with"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session that a refresh token belongs to. Access tokens run out by themselves. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges a refresh token, once. One that comes a second time ends its session: 401 `refresh_reused`. */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sms/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a code to a mobile phone. The answer is the same whether anybody has an account with it. */
        post: operations["sms_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sms/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in with a code by SMS; the first time, this makes the account. */
        post: operations["sms_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/staff/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs a member of staff in. After some failures in a row the name is locked for a while, 429, whether
         *     there is such an account or not.
         */
        post: operations["staff_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/wechat/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in from the mini-program; the first time, this makes the account. */
        post: operations["wechat_login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The categories that can be chosen, in their order. */
        get: operations["list_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The industry chains, by code. */
        get: operations["list_chains"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/counties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The counties (县市区), by code. */
        get: operations["list_counties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The departments that can hold an appeal, by code. */
        get: operations["list_departments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for a human, with the three best candidates and why. */
        get: operations["list_dispatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enterprises/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a firm's code, so that nobody types it again before binding it; sixty an hour. */
        get: operations["look_up_enterprise"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's feeds that are good, newest first. */
        get: operations["list_feeds"];
        put?: never;
        /** Makes a feed of the own department. The answer shows its address, once. */
        post: operations["make_feed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a feed of the caller's: nobody reads it any more. */
        delete: operations["revoke_feed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feeds/{token}.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The due dates of a department as a calendar (RFC 5545), for whoever knows the address. */
        get: operations["read_feed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/levels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The levels by which appeals may be counted today, by code. */
        get: operations["list_levels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I? */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that the platform keeps about the caller (《个人信息保护法》 art. 45). */
        get: operations["my_data"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/enterprises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For which enterprises do I speak? */
        get: operations["my_enterprises"];
        put?: never;
        /** Binds the caller to an enterprise. */
        post: operations["bind_enterprise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases the caller (《个人信息保护法》 art. 47): the account, its sessions and notices, and their name and
         *     numbers in the appeals that they filed. The appeals stay with the firm.
         */
        post: operations["erase_me"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/phone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes over the phone number that WeChat has verified, by the code of its phone number button. */
        post: operations["set_phone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which messages have I agreed to? */
        get: operations["my_subscriptions"];
        put?: never;
        /** Records agreements: each is good for one message. */
        post: operations["record_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's inbox, newest first. */
        get: operations["list_notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks a notice as read. */
        post: operations["read_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/officers/firms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The firms that the caller looks after (红色CGO). */
        get: operations["my_firms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/officers/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The visit log (走访日志) of the caller, the last visit first. */
        get: operations["list_visits"];
        put?: never;
        /** Logs a visit. */
        post: operations["log_visit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The parks (园区) that closure notices can name. */
        get: operations["list_parks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/appeals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is published, newest first. */
        get: operations["list_published"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/appeals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One that is published. */
        get: operations["get_published"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/routing/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Where would an appeal go, and why there? The router itself answers. */
        post: operations["preview_routing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sla/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** When would a clock be due, and why then? The engine itself answers. */
        post: operations["preview_sla"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed in what the caller may see, as it happens.
         * @description `event: appeal` with `{appeal_id, state, version, kinds?}`; `event: resync` when something may have been
         *     missed: read the lists again. It ends with the life of an access token; connect again with a new one.
         */
        get: operations["stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every open promise, the one due first on top: who holds it, since when, and how the time was shared. */
        get: operations["list_clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many open promises: by lamp and stage, holder, department, place, and age. */
        get: operations["count_clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The promises as an Excel file (督查导出) to be sent upwards: at most 50,000 rows, a summary by department,
         *     and how it was counted. Taking one is an entry of the audit trail.
         */
        get: operations["export_clocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is late, who holds it, since when, and how the time was shared. */
        get: operations["list_overdue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accounts for appeals: what was recorded of each, and what is still owed in all. */
        post: operations["reconcile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may sit on a task force: every active member of staff, by department and name. */
        get: operations["list_colleagues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The city at a glance. */
        get: operations["supervision_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/supervision/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How it has gone (趋势): filed, ended, broken promises and what was open, period by period. */
        get: operations["supervision_trend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tasks of the own department, what is due first at the top. */
        get: operations["list_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many tasks of which kind. */
        get: operations["count_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A head hands all open tasks of a handler over to a colleague (工作交接). */
        post: operations["hand_over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/handlers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The handlers of the own department, for `assign`. */
        get: operations["list_handlers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alive: the process answers. Says nothing of what it depends on. */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every problem code there is. */
        get: operations["list_problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/problems/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One problem code: what the `type` of a problem document leads to. */
        get: operations["get_problem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ready: every part by name. Only the database is required. */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description An absence. */
        AbsenceBody: {
            /**
             * Format: date-time
             * @description Until when.
             */
            ends_at: string;
            /** @description 2 to 1,000 characters. */
            reason?: string | null;
            /**
             * Format: uuid
             * @description Who; the caller when absent. A head may enter others of the own department.
             */
            staff_id?: string | null;
            /**
             * Format: date-time
             * @description From when.
             */
            starts_at: string;
            /**
             * Format: uuid
             * @description Who stands in: a handler of the same department.
             */
            substitute_id: string;
        };
        /** @description Absences. */
        AbsenceList: {
            /** @description The next to begin first. */
            items: components["schemas"]["AbsenceView"][];
        };
        /** @description An absence. */
        AbsenceView: {
            /**
             * Format: date-time
             * @description Until when, exclusive.
             */
            ends_at: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description Why. */
            reason?: string | null;
            /** @description Who is away. */
            staff: components["schemas"]["NamedView"];
            /**
             * Format: date-time
             * @description From when, inclusive.
             */
            starts_at: string;
            /** @description Who stands in. */
            substitute: components["schemas"]["NamedView"];
        };
        /** @description What is there of one appeal. */
        Account: {
            /** @description Whether it waits at the dispatch desk. */
            at_desk: boolean;
            /** @description Clocks by stage. */
            clocks: {
                [key: string]: number;
            };
            /** @description Events by kind. */
            events: {
                [key: string]: number;
            };
            /** @description Inbox notices by template, for the firm. */
            firm: {
                [key: string]: number;
            };
            /** @description Whether the events are numbered from 1 without gaps. */
            gapless: boolean;
            /** @description Whether a department has it in its list. */
            in_department: boolean;
            /**
             * Format: int64
             * @description Most rows of one (template, recipient, channel): 1 when nobody was told twice.
             */
            most_alike: number;
            /** @description Notices by `channel/state`. */
            notices: {
                [key: string]: number;
            };
            /** @description Stored state. */
            state: string;
        };
        /**
         * @description How many of each age. A promise that ran out on a working day is one working day overdue until the
         *     next working day is over.
         */
        AgeCounts: {
            /**
             * Format: int64
             * @description More than 5.
             */
            over_5: number;
            /**
             * Format: int64
             * @description Up to 1 working day.
             */
            within_1: number;
            /**
             * Format: int64
             * @description More than 1, up to 3.
             */
            within_3: number;
            /**
             * Format: int64
             * @description More than 3, up to 5.
             */
            within_5: number;
        };
        /** @description An answer in full. */
        AnswerBody: {
            /** @description 2 to 5,000 characters. */
            text: string;
        };
        /** @description An appeal in a list. */
        AppealSummary: {
            /** @description What the caller may do now. */
            actions: string[];
            /** @description Category code. */
            category: string;
            /** @description Whether departments may not learn who filed it. */
            confidential: boolean;
            /** @description County code. */
            county?: string | null;
            department?: components["schemas"]["NamedView"] | null;
            enterprise?: components["schemas"]["NamedView"] | null;
            /**
             * Format: date-time
             * @description When it was filed.
             */
            filed_at: string;
            handler?: components["schemas"]["NamedView"] | null;
            /** @description Who has it on the table. */
            holder: components["schemas"]["HolderView"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The worst lamp of the running promises. */
            lamp?: string | null;
            /** @description Profile code. */
            level: string;
            /**
             * Format: date-time
             * @description The earliest promise still running.
             */
            next_due_at?: string | null;
            /** @description Work order number (工单号). */
            number: string;
            /** @description How it was closed. */
            outcome?: string | null;
            /**
             * Format: int32
             * @description 1 to 5.
             */
            rating?: number | null;
            /** @description Stored state. */
            state: string;
            /** @description In the firm's words. */
            title: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description An appeal in full. */
        AppealView: {
            /** @description What the caller may do now. */
            actions: string[];
            /** @description Files filed with it or with a reply. */
            attachments: components["schemas"]["AttachmentView"][];
            /** @description Category code. */
            category: string;
            /** @description Chain code. */
            chain_id?: string | null;
            /** @description `mini_program`, `h5`, `officer` or `import`. */
            channel: string;
            /** @description All clocks, in order of their start. */
            clocks: components["schemas"]["ClockView"][];
            /**
             * Format: date-time
             * @description When it was closed.
             */
            closed_at?: string | null;
            /** @description Whether departments may not learn who filed it. */
            confidential: boolean;
            /** @description Whom to ask for; hidden from departments when confidential. */
            contact_name?: string | null;
            /** @description How to reach them; hidden from departments when confidential. */
            contact_phone?: string | null;
            /** @description In the firm's words. */
            content: string;
            /** @description County code. */
            county?: string | null;
            department?: components["schemas"]["NamedView"] | null;
            enterprise?: components["schemas"]["NamedView"] | null;
            /**
             * Format: date-time
             * @description When it was filed.
             */
            filed_at: string;
            handler?: components["schemas"]["NamedView"] | null;
            /** @description Who has it on the table now. */
            holder: components["schemas"]["HolderView"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The worst lamp of the running promises; absent when none runs. */
            lamp?: string | null;
            /** @description Profile code (时限方案). */
            level: string;
            /**
             * Format: date-time
             * @description The earliest promise still running.
             */
            next_due_at?: string | null;
            /** @description Work order number (工单号), for people. */
            number: string;
            /** @description How it was closed. */
            outcome?: string | null;
            /**
             * Format: int32
             * @description 1 to 5.
             */
            rating?: number | null;
            reply?: components["schemas"]["ReplyView"] | null;
            /** @description What is going on around it. */
            situation: components["schemas"]["SituationView"];
            /** @description Stored state. */
            state: string;
            /** @description In the firm's words. */
            title: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
        /** @description How exactly. */
        ApplyBody: {
            /**
             * Format: int64
             * @description How many clocks may have come, gone or changed since it was shown: none when absent. A city that
             *     files all day says a number here.
             */
            accept_differences?: number | null;
        };
        /** @description To whom a task is given. */
        AssignBody: {
            /**
             * Format: uuid
             * @description A handler of the own department, see `GET /tasks/handlers`.
             */
            handler_id: string;
        };
        /** @description An assignment. */
        AssignmentBody: {
            /**
             * Format: date-time
             * @description Until when; open when absent.
             */
            ends_at?: string | null;
            /**
             * Format: uuid
             * @description The firm.
             */
            enterprise_id: string;
            /**
             * Format: uuid
             * @description The officer.
             */
            officer_id: string;
            /**
             * Format: date-time
             * @description From when; now when absent.
             */
            starts_at?: string | null;
        };
        /** @description An assignment as administrators and officers see it. */
        AssignmentView: {
            /**
             * Format: date-time
             * @description Until when, exclusive; open when absent.
             */
            ends_at?: string | null;
            /** @description The firm. */
            enterprise: components["schemas"]["NamedView"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The officer. */
            officer: components["schemas"]["NamedView"];
            /**
             * Format: date-time
             * @description From when, inclusive.
             */
            starts_at: string;
        };
        /** @description A file. */
        AttachmentView: {
            /** @description As the sender named it. */
            file_name: string;
            /**
             * Format: uuid
             * @description The id, for `GET /attachments/{id}`.
             */
            id: string;
            /** @description By content, not by name. */
            media_type: string;
            /**
             * Format: int64
             * @description In bytes.
             */
            size: number;
        };
        /** @description How much of a kind is stuck, and since when. */
        Backlog: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /**
             * Format: date-time
             * @description The oldest one.
             */
            oldest?: string | null;
        };
        /** @description An enterprise to speak for. */
        BindBody: {
            /** @description The name, as on the licence. */
            name: string;
            /** @description Why the code holds although its check characters fail; the binding then waits for a person. */
            override_reason?: string | null;
            /** @description What the caller is there (职务). */
            position: string;
            /** @description Unified social credit code (GB 32100-2015). */
            uscc: string;
        };
        /** @description A decision on a binding. */
        BindingBody: {
            /** @description Whether they may speak for it. */
            approved: boolean;
            /**
             * Format: uuid
             * @description The firm.
             */
            enterprise_id: string;
            /**
             * Format: uuid
             * @description The person.
             */
            entrepreneur_id: string;
            /** @description 2 to 1,000 characters. */
            reason: string;
        };
        /** @description Bindings that wait, oldest first. */
        BindingList: {
            /** @description At most 100. */
            items: components["schemas"]["PendingBinding"][];
        };
        /** @description An enterprise that the caller speaks for, or wishes to. */
        BoundEnterprise: {
            /**
             * Format: date-time
             * @description Since when.
             */
            bound_at: string;
            chain?: components["schemas"]["CodeView"] | null;
            county?: components["schemas"]["CodeView"] | null;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description GB/T 4754 code. */
            industry?: string | null;
            /** @description The name, as the platform has it. */
            name: string;
            /** @description What the caller is there (职务). */
            position: string;
            /** @description `active`: they may file; `pending`: a person looks at it first. */
            status: string;
            /** @description Unified social credit code (统一社会信用代码). */
            uscc: string;
            /** @description `verified` or `pending`. */
            verification: string;
        };
        /** @description What does not hold. */
        Broken: {
            /** @description What the entry says was done, as far as it can be read. */
            action?: string | null;
            /** @description For people, in Chinese and English. */
            detail: string;
            /**
             * @description What is wrong: `missing`, `changed`, `unknown_key`, `record_missing`, `record_changed`,
             *     `record_unlisted`, `state_changed`, `cut_off`, `not_as_signed`, `head_row` or `bad_signature`.
             */
            fault: string;
            /**
             * Format: int64
             * @description The position in the chain.
             */
            position: number;
            /**
             * Format: uuid
             * @description The event that it stands for.
             */
            record_id?: string | null;
            /**
             * Format: uuid
             * @description The appeal or other subject.
             */
            subject_id?: string | null;
        };
        /** @description A calendar that is not there yet. */
        CalendarBody: {
            /**
             * @description The whole calendar: `code`, `effective_from`, `zone` (IANA name), `hours` by season, `hours_from`, `applies_from`, `overrides`,
             *     `closures`, `always_open`, `after_hours`, `applies`. `version` is the platform's to give.
             */
            calendar: Record<string, never>;
            /** @description Why; 2 to 500 characters. */
            reason: string;
        };
        /** @description A calendar in a list. */
        CalendarLine: {
            /** @description Open 24 × 7. */
            always_open: boolean;
            /** @description Its code. */
            code: string;
            /**
             * Format: date
             * @description From which civil day that counts.
             */
            effective_from: string;
            /**
             * Format: int32
             * @description Next year's notice is not there, and it is December.
             */
            notice_missing?: number | null;
            /** @description Years whose notice is known. */
            notice_years: number[];
            /**
             * Format: int64
             * @description Open clocks that are counted by it.
             */
            open_clocks: number;
            /**
             * Format: int64
             * @description Of these, due moments that are provisional (待定).
             */
            provisional: number;
            /**
             * Format: int32
             * @description Its newest version.
             */
            version: number;
            /** @description IANA name of its zone. */
            zone: string;
        };
        /** @description A calendar with its history. */
        CalendarView: {
            /** @description The value, as it is edited. */
            calendar: Record<string, never>;
            /** @description All versions, oldest first. */
            versions: components["schemas"]["VersionLine"][];
        };
        /** @description A call for one department. */
        CallBody: {
            /** @description What it is asked for; 2 to 1,000 characters. */
            ask: string;
            /**
             * Format: uuid
             * @description See `GET /departments`.
             */
            id: string;
            /** @description Whether the lead must wait for its answer. */
            required: boolean;
        };
        /** @description How many of each kind of card. */
        CardCount: {
            /**
             * Format: int64
             * @description Orders, interviews, escalations.
             */
            other: number;
            /**
             * Format: int64
             * @description Red cards.
             */
            red: number;
            /**
             * Format: int64
             * @description Yellow cards.
             */
            yellow: number;
        };
        /** @description A card or another rung that has fired. */
        CardView: {
            /** @description `card`, `supervision_order`, `interview` or `escalate`. */
            action: string;
            /** @description `yellow` or `red`. */
            colour?: string | null;
            /**
             * Format: date-time
             * @description The computed moment.
             */
            due_at: string;
            /**
             * Format: date-time
             * @description When a later change of calendar or profile set it aside: it no longer counts.
             */
            moot_at?: string | null;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            recorded_at: string;
            /** @description Which rung of the ladder. */
            rung: string;
        };
        /** @description A category (诉求类别). */
        CategoryView: {
            /** @description For `category`. */
            code: string;
            /** @description The profile that applies when none is asked for. */
            level: string;
            /** @description In English. */
            name_en: string;
            /** @description In Chinese. */
            name_zh: string;
        };
        /** @description An industry chain (产业链). */
        ChainView: {
            /** @description For `chain_id`. */
            code: string;
            /** @description The county of a county's chain. */
            county?: string | null;
            /** @description `city` or `county`. */
            level: string;
            /** @description For people. */
            name: string;
        };
        /** @description What a change would move, in numbers. */
        ChangeSummary: {
            /**
             * Format: int64
             * @description Appeals that they belong to.
             */
            appeals: number;
            /**
             * Format: int64
             * @description Breaches that would be none.
             */
            breaches_withdrawn: number;
            /** @description Moved clocks by stage. */
            by_stage: {
                [key: string]: number;
            };
            /** @description Cards that would be given at once. */
            cards_appear: components["schemas"]["CardCount"];
            /** @description Cards that have been given and would become moot. */
            cards_void: components["schemas"]["CardCount"];
            /**
             * Format: int64
             * @description Due moments that are no longer provisional (待定).
             */
            confirmed: number;
            /**
             * Format: int64
             * @description Open clocks that were counted.
             */
            counted: number;
            /**
             * Format: int64
             * @description Moved to an earlier moment.
             */
            earlier: number;
            /**
             * Format: date
             * @description First civil day that is counted otherwise; none for a profile.
             */
            first_day?: string | null;
            /**
             * Format: int64
             * @description The largest move, in seconds of the wall clock.
             */
            largest_move_s: number;
            /**
             * Format: date
             * @description Last such day.
             */
            last_day?: string | null;
            /**
             * Format: int64
             * @description Clocks that would be late at once.
             */
            late_now: number;
            /**
             * Format: int64
             * @description Moved to a later moment.
             */
            later: number;
            /**
             * Format: int64
             * @description Open clocks with another due moment, another remainder or another card.
             */
            moved: number;
            /**
             * Format: int64
             * @description Due moments that are provisional afterwards.
             */
            provisional: number;
            /**
             * Format: int64
             * @description Standing still, with another remainder.
             */
            standing_still: number;
        };
        /** @description A change of a calendar or profile. */
        ChangeView: {
            /**
             * Format: date-time
             * @description When.
             */
            applied_at?: string | null;
            /**
             * Format: uuid
             * @description Who applied it.
             */
            applied_by?: string | null;
            /** @description Of which calendar or profile. */
            code: string;
            /** @description SHA-256 of the list of moves: what is agreed to by applying it. */
            digest: string;
            /**
             * Format: int64
             * @description Clocks counted anew so far.
             */
            done: number;
            /** @description What was done to the version before. */
            edits: Record<string, never>;
            /**
             * Format: date-time
             * @description When every open clock was counted by it, or when it was given up.
             */
            finished_at?: string | null;
            /**
             * Format: int32
             * @description The version before; 0 for something new.
             */
            from_version: number;
            /**
             * Format: uuid
             * @description The id; named in the history of every appeal that it moved.
             */
            id: string;
            /** @description `calendar` or `profile`. */
            kind: string;
            /**
             * Format: date-time
             * @description When.
             */
            made_at: string;
            /**
             * Format: uuid
             * @description Who made it.
             */
            made_by: string;
            /** @description Whether appeals that are already open follow it. */
            reaches_open: boolean;
            /** @description Why. */
            reason: string;
            /** @description `previewed`, `applying`, `done` or `discarded`. */
            state: string;
            /** @description What moves, in numbers. */
            summary: components["schemas"]["ChangeSummary"];
            /**
             * Format: int32
             * @description The version that it makes.
             */
            to_version: number;
        };
        /** @description Open promises, counted in every way. What an appeal does not have is counted under `none`. */
        ClockCounts: {
            /** @description What is overdue, by age in working days of the city's calendar. */
            ages: components["schemas"]["AgeCounts"];
            /**
             * Format: date-time
             * @description The moment that is counted for.
             */
            at: string;
            /** @description By category code. */
            categories: {
                [key: string]: components["schemas"]["LampCounts"];
            };
            /** @description By chain code. */
            chains: {
                [key: string]: components["schemas"]["LampCounts"];
            };
            /** @description By county code. */
            counties: {
                [key: string]: components["schemas"]["LampCounts"];
            };
            /** @description By the department that answers for the clock, the one with most overdue first. */
            departments: components["schemas"]["DepartmentClocks"][];
            /** @description By who has the appeal on the table. */
            holders: {
                [key: string]: components["schemas"]["LampCounts"];
            };
            /** @description By lamp. */
            lamps: components["schemas"]["LampCounts"];
            /** @description By profile code. */
            levels: {
                [key: string]: components["schemas"]["LampCounts"];
            };
            /**
             * Format: int64
             * @description All of them.
             */
            open: number;
            /** @description By stage. */
            stages: {
                [key: string]: components["schemas"]["LampCounts"];
            };
        };
        /** @description A clock taken apart. */
        ClockExplanation: components["schemas"]["ClockView"] & {
            /** @description The calendar that it is counted by. */
            calendar: string;
            /**
             * Format: int32
             * @description Which version of it.
             */
            calendar_version: number;
            /** @description Units added by each extension. */
            extensions: number[];
            /** @description What follows a breach, rung by rung; not for the firm. */
            ladder: components["schemas"]["RungView"][];
            /**
             * Format: int64
             * @description What was not used up: frozen while it stands still, spared when it was stopped in time.
             */
            left: number;
            /** @description What `whole`, `left` and every `counted` are in: `days` or `microseconds`. */
            measure: string;
            /** @description When it stood still. */
            pauses: components["schemas"]["StoodStill"][];
            /** @description The profile that it comes from. */
            profile: string;
            /** @description The profile's name, in the language asked for. */
            profile_name: string;
            /**
             * Format: int32
             * @description Which version of it.
             */
            profile_version: number;
            /** @description From the start to the due moment, or to where it stood still or was stopped before that. */
            spans: components["schemas"]["ExplainedSpan"][];
            /**
             * Format: int64
             * @description The whole amount, extensions included; the counted spans and `left` add up to it exactly.
             */
            whole: number;
            /**
             * Format: date-time
             * @description When its lamp turned yellow, or will.
             */
            yellow_at: string;
            /** @description The zone in which days begin and hours are read. */
            zone: string;
        };
        /** @description The clocks of an appeal. */
        ClockList: {
            /** @description In order of their start. */
            items: components["schemas"]["ClockView"][];
            /** @description Never: there is one page. */
            next_cursor?: string | null;
        };
        /** @description One clock (时限). */
        ClockView: {
            /**
             * Format: int32
             * @description How many of the unit.
             */
            amount: number;
            /**
             * Format: date-time
             * @description The computed moment of the breach.
             */
            breached_at?: string | null;
            /**
             * Format: uuid
             * @description The department that it runs for, where that is not the lead: a helper, or whoever was ordered to
             *     answer.
             */
            department_id?: string | null;
            /**
             * Format: date-time
             * @description When it runs out, or ran out.
             */
            due_at: string;
            /**
             * Format: uuid
             * @description The id, for `GET /appeals/{id}/clocks/{clock_id}/explain`.
             */
            id: string;
            /** @description `green`, `yellow` or `red`. */
            lamp: string;
            /** @description Whether it stands still. */
            paused: boolean;
            /** @description Whether `due_at` lies in a year whose holidays are not announced yet. */
            provisional: boolean;
            /** @description What is left; negative once overdue. */
            remaining: Record<string, never>;
            /**
             * Format: int32
             * @description From 1; a stage may run again.
             */
            round: number;
            /**
             * @description `dispatch`, `sign`, `first_contact`, `resolve`, `return`, `feedback`, `rework`, `rating`,
             *     `ruling`, `report_in`, `co_reply`, `answer`, `parking_report`, `supplement`, `reopen` or
             *     `mandate`.
             */
            stage: string;
            /**
             * Format: date-time
             * @description The moment of the event that started it.
             */
            started_at: string;
            /**
             * Format: date-time
             * @description When it was stopped.
             */
            stopped_at?: string | null;
            /** @description `workday`, `day`, `workhour`, `workminute`, `hour` or `minute`. */
            unit: string;
        };
        /** @description One problem code. */
        CodeDescription: {
            /** @description Stable code. */
            code: string;
            /** @description What to do, in English. */
            detail_en: string;
            /** @description What to do, in Chinese. */
            detail_zh: string;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description In English. */
            title_en: string;
            /** @description In Chinese. */
            title_zh: string;
        };
        /** @description A code with its name. */
        CodeView: {
            /** @description The code. */
            code: string;
            /** @description The name. */
            name: string;
        };
        /** @description A colleague by name. */
        ColleagueView: {
            /** @description Their department, by its short name. */
            department?: string | null;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The name. */
            name: string;
        };
        /** @description Whether the firm consents. */
        ConsentBody: {
            /** @description Whether the text may be published as it is proposed. */
            agreed: boolean;
        };
        /** @description A contact with the firm. */
        ContactBody: {
            /** @enum {string} */
            method: "phone" | "visit" | "wechat" | "meeting" | "other";
            /** @description What was said; 1 to 2,000 characters. */
            note: string;
        };
        /** @description A code with its name. */
        CountyView: {
            /** @description The code. */
            code: string;
            /** @description For people. */
            name: string;
        };
        /** @description Who used up the working time of one appeal. */
        CustodyView: {
            /** @description In order of first custody; the seconds add up to `working_s` exactly. */
            shares: components["schemas"]["ShareView"][];
            /**
             * Format: int64
             * @description Working time during which the appeal was open, in seconds.
             */
            working_s: number;
        };
        /** @description An appeal that the person filed. */
        DataOfAppeal: {
            /** @description Whom to ask for. */
            contact_name?: string | null;
            /** @description How to reach them. */
            contact_phone?: string | null;
            /** @description Its text. */
            content: string;
            /** @description What has happened to it, as the firm sees it. */
            events: Record<string, never>[];
            /**
             * Format: date-time
             * @description When it was filed.
             */
            filed_at: string;
            /** @description Work order number. */
            number: string;
            /** @description Where it stands. */
            state: string;
            /** @description Its title. */
            title: string;
        };
        /** @description A firm that the person speaks for. */
        DataOfBinding: {
            /** @description Its name. */
            enterprise: string;
            /** @description What the person is there. */
            position: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /** @description Its code. */
            uscc: string;
        };
        /** @description A dead letter as administrators see it. */
        DeadLetterView: {
            /**
             * Format: date-time
             * @description Since when it lies here.
             */
            at: string;
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /**
             * Format: uuid
             * @description The message.
             */
            message_id: string;
            /** @description Ids and kinds; a message carries no personal data. */
            payload: Record<string, never>;
            /** @description Which queue has given it up. */
            queue: string;
            /** @description Why it could not be processed. */
            reason: string;
            /** @description `retried`, or `dismissed: …` with the reason. */
            resolution?: string | null;
            /**
             * Format: date-time
             * @description When it was decided.
             */
            resolved_at?: string | null;
            /** @description Its routing key. */
            routing_key: string;
        };
        /** @description Why an appeal is not taken in. */
        DeclineBody: {
            /** @description The right channel, of 2 to 200 characters; demanded for `legal_process`. */
            channel?: string | null;
            /** @enum {string} */
            code: "emergency" | "legal_process" | "petition" | "duplicate_no_new_fact" | "secret_or_privacy" | "out_of_jurisdiction" | "no_substance";
            /** @description For the firm; 2 to 1,000 characters. */
            reason: string;
        };
        /** @description Why an appeal was not taken in. */
        DeclineView: {
            /** @description Whether the firm has appealed against an earlier decline: it may do so once. */
            appealed: boolean;
            /** @description The right channel, where there is one. */
            channel?: string | null;
            /**
             * @description `emergency`, `legal_process`, `petition`, `duplicate_no_new_fact`, `secret_or_privacy`,
             *     `out_of_jurisdiction` or `no_substance`.
             */
            code: string;
            /** @description In words. */
            reason: string;
        };
        /** @description A delivery that came to nothing. */
        DeliveryView: {
            /**
             * Format: uuid
             * @description The appeal that it is about; none for digests and reminders.
             */
            appeal_id?: string | null;
            /**
             * Format: date-time
             * @description When it should have gone out.
             */
            at: string;
            /**
             * Format: int32
             * @description How often it was tried.
             */
            attempts: number;
            /** @description `wechat`, `wecom` or `sms`. */
            channel: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The provider's code. */
            outcome_code?: string | null;
            /**
             * Format: uuid
             * @description Who should have heard.
             */
            recipient_id: string;
            /** @description `entrepreneur` or `staff`. */
            recipient_kind: string;
            /**
             * @description `failed`: given up after many tries; `unknown`: perhaps delivered; `refused`: definitely not;
             *     `dismissed`.
             */
            state: string;
            /** @description Template code. */
            template: string;
        };
        /** @description What is demanded. */
        DemandBody: {
            /** @description 2 to 1,000 characters. */
            demand: string;
        };
        /** @description A department's open promises. */
        DepartmentClocks: {
            /** @description What is overdue, by age. */
            ages: components["schemas"]["AgeCounts"];
            /**
             * Format: uuid
             * @description Absent: the dispatch desk.
             */
            department_id?: string | null;
            /** @description How many of each lamp. */
            lamps: components["schemas"]["LampCounts"];
            /**
             * Format: date-time
             * @description The due moment of what is overdue longest.
             */
            longest_due_at?: string | null;
            /** @description Short name. */
            name?: string | null;
        };
        /** @description How many of a department. */
        DepartmentCount: {
            /**
             * Format: int64
             * @description How many.
             */
            count: number;
            /**
             * Format: uuid
             * @description Absent: the dispatch desk.
             */
            department_id?: string | null;
            /** @description Short name. */
            name?: string | null;
        };
        /** @description A department (部门). */
        DepartmentView: {
            /** @description As the dispatch catalogue names it. */
            code: string;
            /**
             * Format: uuid
             * @description For `department_id`.
             */
            id: string;
            /** @description In full. */
            name: string;
            /** @description For lists. */
            short_name: string;
        };
        /** @description One part. */
        Dependency: {
            /** @description `unavailable` or `timeout`; what exactly is wrong stands in the log. */
            error?: string | null;
            /** @description `database`, `broker`, `cache` or `objects`. */
            name: string;
            /** @description Whether it answers. */
            ok: boolean;
            /** @description Whether requests fail without it. Without the others they are slower, or what they start waits. */
            required: boolean;
        };
        /** @description A department that could take it. */
        DeskCandidate: Record<string, never> & {
            /**
             * Format: uuid
             * @description For `dispatch`.
             */
            department_id?: string | null;
            /** @description Short name. */
            name: string;
        };
        /** @description One appeal that waits for a dispatcher. */
        DeskItem: {
            /** @description The appeal. */
            appeal: components["schemas"]["AppealSummary"];
            /** @description In the firm's words. */
            content: string;
            /**
             * @description Open appeals of the same firm that say nearly the same, the most alike first: to be merged
             *     (并单) or not.
             */
            duplicates: components["schemas"]["DuplicateView"][];
            routing?: components["schemas"]["DeskRouting"] | null;
        };
        /** @description What the router made of an appeal. */
        DeskRouting: {
            /** @description The three best, best first. */
            candidates: components["schemas"]["DeskCandidate"][];
            /** @description Version of the dispatch catalogue. */
            catalogue_version: string;
            /**
             * Format: double
             * @description 0 to 1.
             */
            confidence: number;
            /** @description Why it was not decided without a human. */
            reasons: Record<string, never>[];
        };
        /** @description One thing about a clock that is stored otherwise than the events say. */
        Difference: {
            /**
             * Format: uuid
             * @description The stored clock; none where the events know one that is not there.
             */
            clock?: string | null;
            /** @description What differs, such as `due_at`. */
            field: string;
            /** @description As the events have it. */
            recomputed?: string | null;
            /**
             * Format: int32
             * @description Its round.
             */
            round: number;
            /** @description Its stage; empty for what concerns the appeal as a whole. */
            stage: string;
            /** @description As it is stored; none where it is not there. */
            stored?: string | null;
        };
        /** @description How two lists of moves differ. */
        Differences: {
            /**
             * Format: int64
             * @description Clocks that have come into the list.
             */
            added: number;
            /** @description Some of their appeals. */
            appeals: string[];
            /**
             * Format: int64
             * @description Clocks that move otherwise.
             */
            different: number;
            /**
             * Format: int64
             * @description Clocks that have gone from it.
             */
            gone: number;
        };
        /** @description Where an appeal is sent. */
        DispatchBody: {
            /**
             * Format: uuid
             * @description See `GET /departments`, or a candidate of `GET /dispatch`.
             */
            department_id: string;
            /** @description Final designation (指定承办): the department may not return it. */
            final?: boolean | null;
        };
        /** @description Why an order goes back. */
        DisputeBody: {
            /** @description 2 to 1,000 characters. */
            reason: string;
            /** @enum {string} */
            reason_code: "not_our_duty" | "wrong_county" | "other_lead" | "conflict_of_interest" | "duplicate" | "other";
            /**
             * Format: uuid
             * @description Whom the department would send it to, see `GET /departments`.
             */
            suggested_department?: string | null;
        };
        /** @description What a return is about. */
        DisputeView: {
            /** @description `not_our_duty`, `wrong_county`, `other_lead`, `conflict_of_interest`, `duplicate` or `other`. */
            reason_code: string;
            suggested?: components["schemas"]["NamedView"] | null;
        };
        /** @description An appeal that may be the same matter. */
        DuplicateView: {
            /**
             * Format: uuid
             * @description For `merge {into}`.
             */
            id: string;
            /**
             * Format: double
             * @description 0 to 1.
             */
            likeness: number;
            /** @description Work order number. */
            number: string;
            /** @description Stored state. */
            state: string;
            /** @description Its title. */
            title: string;
        };
        /** @description What is to be changed in a calendar. */
        EditsBody: {
            /**
             * @description 1 to 500 edits, each with its `kind`: `apply_notice`, `set_day`, `clear_day`, `add_closure`,
             *     `withdraw_closure`, `end_closure`, `set_hours`, `set_after_hours`, `set_applies`.
             */
            edits: Record<string, never>[];
            /**
             * Format: date
             * @description The first civil day that is counted by it; the first day that the edits touch when absent.
             */
            effective_from?: string | null;
            /** @description Why; 2 to 500 characters. Goes into the history of every appeal that it moves. */
            reason: string;
        };
        /** @description The caller's enterprises. */
        EnterpriseList: {
            /** @description At most twenty. */
            items: components["schemas"]["BoundEnterprise"][];
            /** @description Never: there is one page. */
            next_cursor?: string | null;
        };
        /** @description One entry. */
        EntryView: {
            /** @description What was done. */
            action: string;
            /**
             * Format: uuid
             * @description The account.
             */
            actor_id?: string | null;
            /** @description `entrepreneur`, `staff`, `anonymous`, or `system` (the platform and its command line). */
            actor_kind: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description More about it. */
            details: Record<string, never>;
            /** @description The keyed hash that links it. */
            mac: string;
            /**
             * Format: int64
             * @description From 1, without gaps.
             */
            position: number;
            /**
             * Format: uuid
             * @description The event that it stands for.
             */
            record_id?: string | null;
            /** @description The request that brought it about. */
            request_id: string;
            /**
             * Format: uuid
             * @description Which.
             */
            subject_id?: string | null;
            /** @description Of what kind the subject is. */
            subject_kind: string;
        };
        /** @description That the caller means it. */
        EraseBody: {
            /** @description Must be `true`: the account and what names or reaches the person cannot be brought back. */
            understood: boolean;
        };
        /** @description What was erased, and what stays. */
        Erasure: {
            /**
             * Format: int64
             * @description Appeals whose contacts are gone.
             */
            appeals: number;
            /**
             * Format: int64
             * @description Files that belonged to no appeal, deleted.
             */
            files: number;
            /**
             * Format: int64
             * @description Files that belong to appeals: they stay with the firm's case (档案法 art. 13 ff.).
             */
            files_kept: number;
            /**
             * Format: int64
             * @description Notices deleted.
             */
            notices: number;
            /**
             * Format: int64
             * @description Texts in which the person's name or number was replaced.
             */
            texts: number;
        };
        /** @description One event on the timeline. */
        EventView: {
            /** @description `entrepreneur`, `staff` or `system`. */
            actor: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The details, as far as the caller may see them. */
            data: Record<string, never>;
            /** @description The department that `data` names, for people. */
            department?: string | null;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description What happened, e.g. `dispatched`. */
            kind: string;
            /**
             * Format: int64
             * @description From 1, in order.
             */
            seq: number;
        };
        /** @description A stretch of a clock's life. */
        ExplainedSpan: {
            /**
             * Format: int64
             * @description How much of the amount it used up.
             */
            counted: number;
            /**
             * Format: date-time
             * @description First moment.
             */
            from: string;
            /** @description The same in a sentence, in the language asked for. */
            text: string;
            /**
             * Format: date-time
             * @description First moment after it.
             */
            to: string;
            /** @description `kind`, and for holidays and closures a `name`. */
            why: Record<string, never>;
        };
        /** @description How much more time. */
        ExtensionBody: {
            /**
             * Format: int32
             * @description Units of the resolve clock, 1 to 365; the profile says how many are allowed.
             */
            amount: number;
            /** @description 2 to 1,000 characters. */
            reason: string;
        };
        /** @description A request for more time. */
        ExtensionView: {
            /**
             * Format: int32
             * @description Units of the resolve clock.
             */
            amount: number;
            /** @description Whether the department's head stands behind it. */
            endorsed: boolean;
        };
        /** @description The caller's feeds. */
        FeedList: {
            /** @description At most ten. */
            items: components["schemas"]["FeedView"][];
            /** @description Never: there is one page. */
            next_cursor?: string | null;
        };
        /** @description A feed, as its owner sees it later: without its address. */
        FeedView: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description Whose due dates. */
            department: components["schemas"]["NamedView"];
            /**
             * Format: uuid
             * @description The id, for revoking it.
             */
            id: string;
        };
        /** @description One field at fault. */
        FieldProblem: {
            /** @description Stable code. */
            code: string;
            /** @description As the client named it; a path such as `departments[0].id` inside something larger. */
            field: string;
            /** @description In the language asked for. */
            message: string;
        };
        /** @description What a firm files. */
        FileBody: {
            /**
             * Format: uuid
             * @description The department that the appeal is about, see `GET /departments`; it never gets it.
             */
            about_department_id?: string | null;
            /** @description At most 9 files that the caller has uploaded and not used yet. */
            attachment_ids?: string[] | null;
            /** @description Category code, see `GET /categories`. */
            category: string;
            /** @description Chain code, see `GET /chains`. */
            chain_id?: string | null;
            /** @description `mini_program` (default) or `h5`. */
            channel?: string | null;
            /** @description Whether departments may not learn who filed it. */
            confidential?: boolean | null;
            /** @description Whom to ask for. */
            contact_name?: string | null;
            /** @description A telephone number of mainland China. */
            contact_phone?: string | null;
            /** @description 10 to 5,000 characters. */
            content: string;
            /** @description County code, see `GET /counties`. */
            county?: string | null;
            /**
             * Format: uuid
             * @description For which enterprise; one that the caller is bound to.
             */
            enterprise_id: string;
            /** @description Profile code (时限方案); that of the category when absent. */
            level?: string | null;
            /** @description One line of 4 to 60 characters (Unicode scalar values, trimmed, NFC). */
            title: string;
        };
        /** @description The firms that an officer looks after now. */
        FirmList: {
            /** @description All of them. */
            items: components["schemas"]["AssignmentView"][];
        };
        /** @description A firm, for administrators. */
        FirmView: {
            /** @description Chain code. */
            chain?: string | null;
            /** @description County code. */
            county?: string | null;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description The name. */
            name: string;
            /** @description Park code. */
            park?: string | null;
            /** @description Unified social credit code. */
            uscc: string;
            /** @description `verified` or `pending`. */
            verification: string;
        };
        /** @description What was handed over. */
        HandOver: {
            /** @description The appeals. */
            appeals: string[];
            /**
             * Format: uuid
             * @description From whom.
             */
            from: string;
            /**
             * Format: uuid
             * @description To whom.
             */
            to: string;
        };
        /** @description From whom to whom. */
        HandOverBody: {
            /**
             * Format: uuid
             * @description Somebody of the own department.
             */
            from: string;
            /**
             * Format: uuid
             * @description A handler of the own department.
             */
            to: string;
        };
        /** @description The key that heads are signed with. */
        HeadKey: {
            /** @description As heads name it. */
            key_id: string;
            /** @description The public key, PEM: with it anybody can check a head without this platform. */
            public_key_pem: string;
        };
        /** @description The heads that were taken, oldest first. */
        HeadList: {
            /** @description As they were exported. */
            items: Record<string, never>[];
        };
        /** @description Heads that the supervisor has kept. */
        HeadsBody: {
            /** @description At most 1,000, as they were exported. */
            heads: Record<string, never>[];
        };
        /** @description A department called to help. */
        HelperView: {
            /** @description What it is asked for; not for the firm. */
            ask?: string | null;
            /** @description Which. */
            department: components["schemas"]["NamedView"];
            /** @description `called`, `reported_in`, `replied` or `overtaken`. */
            progress: string;
            /** @description Whether the lead must wait for it. */
            required: boolean;
        };
        /** @description Who has the appeal on the table (责任方). */
        HolderView: {
            /**
             * Format: uuid
             * @description The department's or task force's id.
             */
            id?: string | null;
            /** @description `dispatch_desk`, `department`, `task_force`, `firm`, `supervisor` or `nobody`. */
            kind: string;
            /** @description The department's short name, or the task force's. */
            name?: string | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
        };
        /** @description Who filed it. Shown once, in the answer; views stay as they were. */
        IdentityView: {
            /** @description Whom to ask for. */
            contact_name?: string | null;
            /** @description How to reach them. */
            contact_phone?: string | null;
            /** @description The enterprise. */
            enterprise: components["schemas"]["NamedView"];
        };
        /** @description A preview, with what was left out of the file. */
        ImportView: {
            /** @description The preview. */
            change: unknown;
            /** @description Days that the file makes days off or working days. */
            days: number;
            /** @description Entries that say nothing about whole days, with the reason for each. */
            ignored: Record<string, never>[];
        };
        /** @description An incident as supervisors and administrators see it. */
        IncidentView: {
            /**
             * Format: uuid
             * @description The appeal.
             */
            appeal_id?: string | null;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            count: number;
            /** @description The first 50 differences. */
            differences: components["schemas"]["Difference"][];
            /**
             * Format: date-time
             * @description When it was found first.
             */
            found_at: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /**
             * @description `clocks_differ`: the stored clocks are not what the events say; `clocks_unreadable`: they cannot be
             *     worked out.
             */
            kind: string;
            /** @description Why nothing could be compared. */
            reason?: string | null;
            /** @description What it was. */
            resolution?: string | null;
            /**
             * Format: date-time
             * @description When somebody has dealt with it.
             */
            resolved_at?: string | null;
            /**
             * Format: date-time
             * @description When it was found last: what no check has seen since is mended.
             */
            seen_at: string;
        };
        /** @description How a category is taken in. */
        IntakeBody: {
            /** @description The category's code. */
            category: string;
            /** @description Whether a person takes in what is filed under it. */
            manual: boolean;
        };
        /**
         * @description What the platform knows of a code. Name and code of a firm are public (《企业信息公示暂行条例》 art. 6); who
         *     speaks for it, and where it stands with the platform, is not told.
         */
        KnownFirm: {
            county?: components["schemas"]["CodeView"] | null;
            /** @description The firm's name; absent where no verified firm has the code. */
            name?: string | null;
        };
        /** @description How many of each lamp. */
        LampCounts: {
            /**
             * Format: int64
             * @description Time enough.
             */
            green: number;
            /**
             * Format: int64
             * @description Overdue.
             */
            red: number;
            /**
             * Format: int64
             * @description Soon due.
             */
            yellow: number;
        };
        /** @description Who takes over. */
        LeaveBody: {
            /**
             * Format: uuid
             * @description A handler of the same department; needed when there are open tasks.
             */
            successor_id?: string | null;
        };
        /** @description What came of somebody's leaving. */
        Leaving: {
            /**
             * Format: int64
             * @description Assignments as officer that ended.
             */
            assignments_ended: number;
            /** @description Tasks that went to the successor. */
            handed_over: number;
            /**
             * Format: uuid
             * @description Who.
             */
            id: string;
        };
        /** @description How urgent an appeal is meant to be. */
        LevelBody: {
            /** @description `critical`, `urgent`, `consult`, `normal`, `complex`, or another profile's code. */
            level: string;
            /** @description For the firm and the handler; 2 to 1,000 characters. */
            reason: string;
        };
        /** @description A level (办理等级): a profile (时限方案), as appeals name it. */
        LevelView: {
            /** @description For `level`. */
            code: string;
            /** @description In English. */
            name_en: string;
            /** @description In Chinese. */
            name_zh: string;
            /** @description Set by law: an appeal is not moved to it or from it by hand. */
            statutory: boolean;
        };
        /** @description What was made. */
        Made: {
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
        };
        /** @description The caller, with the enterprises that they speak for. */
        MeView: components["schemas"]["UserView"] & {
            /** @description Those waiting to be verified included; empty for staff. */
            enterprises: components["schemas"]["BoundEnterprise"][];
        };
        /** @description Of which appeal it becomes part. */
        MergeBody: {
            /**
             * Format: uuid
             * @description One that is still being handled.
             */
            into: string;
        };
        /** @description One clock that a change moves. Of the appeal only what names it: administrators read no appeals. */
        MoveView: {
            /**
             * Format: uuid
             * @description The appeal.
             */
            appeal_id: string;
            /** @description It counts as late, and does not by the change. */
            breach_withdrawn: boolean;
            /** @description Cards that are given at once. */
            cards_appear: components["schemas"]["CardCount"];
            /** @description Cards that become moot. */
            cards_void: components["schemas"]["CardCount"];
            /**
             * Format: uuid
             * @description The clock.
             */
            clock_id: string;
            /**
             * Format: uuid
             * @description The department that has the appeal.
             */
            department_id?: string | null;
            /** @description It is late at once. */
            late_now: boolean;
            /**
             * Format: date-time
             * @description When it is due by the change; null while it stands still.
             */
            new_due?: string | null;
            /** @description Its work order number. */
            number: string;
            /**
             * Format: date-time
             * @description When it was due; null while it stands still.
             */
            old_due?: string | null;
            /** @description It stands still, and what is left has changed. */
            remainder_changes: boolean;
            /** @description The stage. */
            stage: string;
        };
        /** @description Something with a name. */
        NamedView: {
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description For people. */
            name: string;
        };
        /** @description A new feed, with its address. */
        NewFeed: {
            /**
             * Format: date-time
             * @description Since when.
             */
            created_at: string;
            /** @description Whose due dates. */
            department: components["schemas"]["NamedView"];
            /**
             * Format: uuid
             * @description The id, for revoking it.
             */
            id: string;
            /** @description Where a calendar program subscribes, below this server. Shown once: whoever knows it reads the feed. */
            url: string;
        };
        /** @description A note. */
        NoteBody: {
            /** @description 1 to 2,000 characters. */
            text: string;
        };
        /** @description A yearly notice (放假通知) as a file. */
        NoticeBody: {
            /** @description `json`: `{year, papers?, days: [{name, date, isOffDay}]}`; `ics`: an iCalendar file. */
            format: string;
            /** @description Why, or which paper; 2 to 500 characters. */
            reason: string;
            /** @description The file; at most 1 MB. */
            text: string;
            /**
             * Format: int32
             * @description The year that the notice is for.
             */
            year: number;
        };
        /** @description One notice. */
        NoticeView: {
            /**
             * Format: uuid
             * @description The appeal that it is about; none for digests and reminders.
             */
            appeal_id?: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description One or two sentences. */
            body: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it was read.
             */
            read_at?: string | null;
            /** @description Template code. */
            template: string;
            /** @description One line. */
            title: string;
        };
        /** @description A department, by name. */
        OfficeView: {
            /** @description Its code. */
            code: string;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A supervision order without an answer. */
        OrderView: {
            department?: components["schemas"]["NamedView"] | null;
            /**
             * Format: int32
             * @description From 1, per appeal.
             */
            number: number;
        };
        /** @description A preview that the world has moved away from: the one to decide on now. */
        Outdated: {
            /** @description What is new in it. */
            differences: components["schemas"]["Differences"];
            /**
             * Format: uuid
             * @description The fresh preview.
             */
            preview: string;
        };
        /** @description One page of a list. */
        PageOf_AppealSummary: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /** @description What the caller may do now. */
                actions: string[];
                /** @description Category code. */
                category: string;
                /** @description Whether departments may not learn who filed it. */
                confidential: boolean;
                /** @description County code. */
                county?: string | null;
                department?: components["schemas"]["NamedView"] | null;
                enterprise?: components["schemas"]["NamedView"] | null;
                /**
                 * Format: date-time
                 * @description When it was filed.
                 */
                filed_at: string;
                handler?: components["schemas"]["NamedView"] | null;
                /** @description Who has it on the table. */
                holder: components["schemas"]["HolderView"];
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /** @description The worst lamp of the running promises. */
                lamp?: string | null;
                /** @description Profile code. */
                level: string;
                /**
                 * Format: date-time
                 * @description The earliest promise still running.
                 */
                next_due_at?: string | null;
                /** @description Work order number (工单号). */
                number: string;
                /** @description How it was closed. */
                outcome?: string | null;
                /**
                 * Format: int32
                 * @description 1 to 5.
                 */
                rating?: number | null;
                /** @description Stored state. */
                state: string;
                /** @description In the firm's words. */
                title: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
                /**
                 * Format: int64
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_AssignmentView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /**
                 * Format: date-time
                 * @description Until when, exclusive; open when absent.
                 */
                ends_at?: string | null;
                /** @description The firm. */
                enterprise: components["schemas"]["NamedView"];
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /** @description The officer. */
                officer: components["schemas"]["NamedView"];
                /**
                 * Format: date-time
                 * @description From when, inclusive.
                 */
                starts_at: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_ChangeView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                applied_at?: string | null;
                /**
                 * Format: uuid
                 * @description Who applied it.
                 */
                applied_by?: string | null;
                /** @description Of which calendar or profile. */
                code: string;
                /** @description SHA-256 of the list of moves: what is agreed to by applying it. */
                digest: string;
                /**
                 * Format: int64
                 * @description Clocks counted anew so far.
                 */
                done: number;
                /** @description What was done to the version before. */
                edits: Record<string, never>;
                /**
                 * Format: date-time
                 * @description When every open clock was counted by it, or when it was given up.
                 */
                finished_at?: string | null;
                /**
                 * Format: int32
                 * @description The version before; 0 for something new.
                 */
                from_version: number;
                /**
                 * Format: uuid
                 * @description The id; named in the history of every appeal that it moved.
                 */
                id: string;
                /** @description `calendar` or `profile`. */
                kind: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                made_at: string;
                /**
                 * Format: uuid
                 * @description Who made it.
                 */
                made_by: string;
                /** @description Whether appeals that are already open follow it. */
                reaches_open: boolean;
                /** @description Why. */
                reason: string;
                /** @description `previewed`, `applying`, `done` or `discarded`. */
                state: string;
                /** @description What moves, in numbers. */
                summary: components["schemas"]["ChangeSummary"];
                /**
                 * Format: int32
                 * @description The version that it makes.
                 */
                to_version: number;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_DeadLetterView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when it lies here.
                 */
                at: string;
                /**
                 * Format: int32
                 * @description How often it was tried.
                 */
                attempts: number;
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /**
                 * Format: uuid
                 * @description The message.
                 */
                message_id: string;
                /** @description Ids and kinds; a message carries no personal data. */
                payload: Record<string, never>;
                /** @description Which queue has given it up. */
                queue: string;
                /** @description Why it could not be processed. */
                reason: string;
                /** @description `retried`, or `dismissed: …` with the reason. */
                resolution?: string | null;
                /**
                 * Format: date-time
                 * @description When it was decided.
                 */
                resolved_at?: string | null;
                /** @description Its routing key. */
                routing_key: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_DeliveryView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /**
                 * Format: uuid
                 * @description The appeal that it is about; none for digests and reminders.
                 */
                appeal_id?: string | null;
                /**
                 * Format: date-time
                 * @description When it should have gone out.
                 */
                at: string;
                /**
                 * Format: int32
                 * @description How often it was tried.
                 */
                attempts: number;
                /** @description `wechat`, `wecom` or `sms`. */
                channel: string;
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /** @description The provider's code. */
                outcome_code?: string | null;
                /**
                 * Format: uuid
                 * @description Who should have heard.
                 */
                recipient_id: string;
                /** @description `entrepreneur` or `staff`. */
                recipient_kind: string;
                /**
                 * @description `failed`: given up after many tries; `unknown`: perhaps delivered; `refused`: definitely not;
                 *     `dismissed`.
                 */
                state: string;
                /** @description Template code. */
                template: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_DeskItem: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /** @description The appeal. */
                appeal: components["schemas"]["AppealSummary"];
                /** @description In the firm's words. */
                content: string;
                /**
                 * @description Open appeals of the same firm that say nearly the same, the most alike first: to be merged
                 *     (并单) or not.
                 */
                duplicates: components["schemas"]["DuplicateView"][];
                routing?: components["schemas"]["DeskRouting"] | null;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_EntryView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /** @description What was done. */
                action: string;
                /**
                 * Format: uuid
                 * @description The account.
                 */
                actor_id?: string | null;
                /** @description `entrepreneur`, `staff`, `anonymous`, or `system` (the platform and its command line). */
                actor_kind: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description More about it. */
                details: Record<string, never>;
                /** @description The keyed hash that links it. */
                mac: string;
                /**
                 * Format: int64
                 * @description From 1, without gaps.
                 */
                position: number;
                /**
                 * Format: uuid
                 * @description The event that it stands for.
                 */
                record_id?: string | null;
                /** @description The request that brought it about. */
                request_id: string;
                /**
                 * Format: uuid
                 * @description Which.
                 */
                subject_id?: string | null;
                /** @description Of what kind the subject is. */
                subject_kind: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_EventView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /** @description `entrepreneur`, `staff` or `system`. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description The details, as far as the caller may see them. */
                data: Record<string, never>;
                /** @description The department that `data` names, for people. */
                department?: string | null;
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /** @description What happened, e.g. `dispatched`. */
                kind: string;
                /**
                 * Format: int64
                 * @description From 1, in order.
                 */
                seq: number;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_FirmView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /** @description Chain code. */
                chain?: string | null;
                /** @description County code. */
                county?: string | null;
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /** @description The name. */
                name: string;
                /** @description Park code. */
                park?: string | null;
                /** @description Unified social credit code. */
                uscc: string;
                /** @description `verified` or `pending`. */
                verification: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_IncidentView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /**
                 * Format: uuid
                 * @description The appeal.
                 */
                appeal_id?: string | null;
                /**
                 * Format: int64
                 * @description How many there are in all.
                 */
                count: number;
                /** @description The first 50 differences. */
                differences: components["schemas"]["Difference"][];
                /**
                 * Format: date-time
                 * @description When it was found first.
                 */
                found_at: string;
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /**
                 * @description `clocks_differ`: the stored clocks are not what the events say; `clocks_unreadable`: they cannot be
                 *     worked out.
                 */
                kind: string;
                /** @description Why nothing could be compared. */
                reason?: string | null;
                /** @description What it was. */
                resolution?: string | null;
                /**
                 * Format: date-time
                 * @description When somebody has dealt with it.
                 */
                resolved_at?: string | null;
                /**
                 * Format: date-time
                 * @description When it was found last: what no check has seen since is mended.
                 */
                seen_at: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_MoveView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /**
                 * Format: uuid
                 * @description The appeal.
                 */
                appeal_id: string;
                /** @description It counts as late, and does not by the change. */
                breach_withdrawn: boolean;
                /** @description Cards that are given at once. */
                cards_appear: components["schemas"]["CardCount"];
                /** @description Cards that become moot. */
                cards_void: components["schemas"]["CardCount"];
                /**
                 * Format: uuid
                 * @description The clock.
                 */
                clock_id: string;
                /**
                 * Format: uuid
                 * @description The department that has the appeal.
                 */
                department_id?: string | null;
                /** @description It is late at once. */
                late_now: boolean;
                /**
                 * Format: date-time
                 * @description When it is due by the change; null while it stands still.
                 */
                new_due?: string | null;
                /** @description Its work order number. */
                number: string;
                /**
                 * Format: date-time
                 * @description When it was due; null while it stands still.
                 */
                old_due?: string | null;
                /** @description It stands still, and what is left has changed. */
                remainder_changes: boolean;
                /** @description The stage. */
                stage: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_NoticeView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /**
                 * Format: uuid
                 * @description The appeal that it is about; none for digests and reminders.
                 */
                appeal_id?: string | null;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description One or two sentences. */
                body: string;
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /**
                 * Format: date-time
                 * @description When it was read.
                 */
                read_at?: string | null;
                /** @description Template code. */
                template: string;
                /** @description One line. */
                title: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_PromiseItem: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /** @description The appeal. */
                appeal: components["schemas"]["AppealSummary"];
                /** @description Cards and orders issued for it. */
                cards: components["schemas"]["CardView"][];
                /** @description Chain code of the appeal. */
                chain?: string | null;
                /** @description The clock. */
                clock: components["schemas"]["ClockView"];
                /**
                 * Format: int64
                 * @description How long ago it ran out, in seconds of the wall clock; 0 while it has not.
                 */
                overdue_s: number;
                responsible?: components["schemas"]["NamedView"] | null;
                /** @description Who used up the working time; the seconds add up to `working_s` exactly. */
                shares: components["schemas"]["ShareView"][];
                /**
                 * Format: int64
                 * @description Working time during which the appeal was open, in seconds; what lay between closing and
                 *     reopening is nobody's.
                 */
                working_s: number;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_PublicationView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /** @description What was done. */
                answer: string;
                /** @description What it was about. */
                category: components["schemas"]["PublicCategory"];
                /**
                 * Format: date
                 * @description The day on which it was closed.
                 */
                closed_on: string;
                county?: components["schemas"]["PublicCounty"] | null;
                /** @description The department that answered. */
                department?: string | null;
                /**
                 * Format: date
                 * @description The day on which it was filed.
                 */
                filed_on: string;
                /**
                 * Format: uuid
                 * @description The id, for `GET /public/appeals/{id}`.
                 */
                id: string;
                /** @description `resolved`, `partly_resolved`, `explained` or `unresolvable`. */
                outcome: string;
                /**
                 * Format: date
                 * @description The day on which it was published.
                 */
                published_on: string;
                /** @description What was asked. */
                question: string;
                /** @description Headline. */
                title: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_StaffView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /** @description Whether they may sign in. */
                active: boolean;
                /**
                 * Format: date-time
                 * @description Since when there is an account.
                 */
                created_at: string;
                department?: components["schemas"]["NamedView"] | null;
                /** @description Whether WeCom reaches them. */
                has_wecom: boolean;
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /** @description For people. */
                name: string;
                /** @description The phone number with its middle hidden. */
                phone_masked?: string | null;
                /** @description Role names. */
                roles: string[];
                /** @description For signing in. */
                username: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        PageOf_VisitView: {
            /** @description At most as many as asked for, in a stable order. */
            items: {
                /**
                 * Format: uuid
                 * @description The appeal that came of it, or that it was about.
                 */
                appeal_id?: string | null;
                /** @description The firm. */
                enterprise: components["schemas"]["NamedView"];
                /**
                 * Format: uuid
                 * @description The id.
                 */
                id: string;
                /** @description What was seen and said. */
                note: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                visited_at: string;
            }[];
            /** @description For the next page; null on the last. */
            next_cursor?: string | null;
        };
        /** @description A park. */
        ParkBody: {
            /** @description 1 to 40 small letters, digits, `-` and `_`. */
            code: string;
            /** @description The county it lies in. */
            county: string;
            /** @description One line of 2 to 60 characters. */
            name: string;
        };
        /** @description A park. */
        ParkView: {
            /** @description Its code. */
            code: string;
            /** @description The county it lies in. */
            county: string;
            /** @description Its name. */
            name: string;
        };
        /** @description One new appeal. */
        PartBody: {
            /** @description Category code; that of the whole when absent. */
            category?: string | null;
            /** @description 10 to 5,000 characters. */
            content: string;
            /** @description One line of 4 to 60 characters. */
            title: string;
        };
        /** @description A new password. */
        PasswordBody: {
            /** @description 10 to 128 characters. */
            password: string;
        };
        /** @description A time in which a clock stands still. */
        PauseBody: {
            /**
             * Format: date-time
             * @description First moment.
             */
            from: string;
            /**
             * Format: date-time
             * @description Moment of resumption; absent while it lasts.
             */
            to?: string | null;
        };
        /** @description A binding that waits. */
        PendingBinding: {
            /** @description Its name, as the platform has it. */
            enterprise: string;
            /**
             * Format: uuid
             * @description The firm.
             */
            enterprise_id: string;
            /** @description Whether the firm itself must be verified too. */
            enterprise_pending: boolean;
            /**
             * Format: uuid
             * @description The person.
             */
            entrepreneur_id: string;
            /** @description Why they insist on the code. */
            override_reason?: string | null;
            /** @description What the person is there. */
            position: string;
            /**
             * Format: date-time
             * @description Since when it waits.
             */
            since: string;
            /** @description Its code. */
            uscc: string;
        };
        /** @description One period. */
        Period: {
            /**
             * Format: int64
             * @description Promises that ran out in it, breaches set aside by a later change not counted.
             */
            breached: number;
            /**
             * Format: int64
             * @description Appeals that ended in it and have not been opened again since.
             */
            closed: number;
            /**
             * Format: int64
             * @description Appeals filed in it.
             */
            filed: number;
            /**
             * Format: date
             * @description Its first civil day.
             */
            from: string;
            /**
             * Format: int64
             * @description Appeals that were open at its end, or now.
             */
            open: number;
            /**
             * Format: date
             * @description The first civil day after it.
             */
            to: string;
        };
        /** @description Everything about a person. */
        PersonalData: {
            /** @description Appeals that they filed. */
            appeals: components["schemas"]["DataOfAppeal"][];
            /** @description Files that they uploaded. */
            attachments: components["schemas"]["AttachmentView"][];
            /** @description What they have consented to, by template. */
            consents: Record<string, never>[];
            /**
             * Format: date-time
             * @description Since when there is an account.
             */
            created_at: string;
            /** @description Firms that they speak for. */
            enterprises: components["schemas"]["DataOfBinding"][];
            /**
             * Format: uuid
             * @description The account.
             */
            id: string;
            /** @description The name, if they gave one. */
            name?: string | null;
            /** @description What they were told. */
            notices: Record<string, never>[];
            /** @description The person within the mini-program. */
            openid?: string | null;
            /** @description As given at WeChat or by SMS. */
            phone?: string | null;
            /** @description When they have signed in, as far as it is still kept. */
            sessions: string[];
        };
        /** @description Where a firm is. */
        PlaceBody: {
            /** @description The park's code; null: in none. */
            park?: string | null;
        };
        /** @description A problem document. */
        ProblemBody: {
            /** @description Stable code from a closed set; programs go by it. */
            code: string;
            current?: components["schemas"]["Standing"] | null;
            /** @description What went wrong and what to do next, in the language asked for. */
            detail: string;
            /** @description The fields at fault, all at once. */
            errors: components["schemas"]["FieldProblem"][];
            outdated?: components["schemas"]["Outdated"] | null;
            /** @description For questions to the operator. */
            request_id: string;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description Short, in the language asked for. */
            title: string;
            /**
             * @description Where the problem is described.
             * @example /problems/invalid_fields
             */
            type: string;
        };
        /** @description The next version of a profile, or a new one. */
        ProfileBody: {
            /**
             * @description The whole profile: `code`, `effective_from`, `name_zh`, `name_en`, `stages`, `extension`, `ladder`,
             *     `applies`. `version` is the platform's to give. The clocks of a statutory profile are locked.
             */
            profile: Record<string, never>;
            /**
             * @description Whether appeals that are already open follow it at once; they keep the version that they were
             *     filed under when absent.
             */
            reaches_open?: boolean | null;
            /** @description Why; 2 to 500 characters. */
            reason: string;
        };
        /** @description A profile in a list. */
        ProfileLine: {
            /** @description Its code. */
            code: string;
            /**
             * Format: date
             * @description From which civil day the newest version counts.
             */
            effective_from: string;
            /** @description In English. */
            name_en: string;
            /** @description In Chinese. */
            name_zh: string;
            /** @description Set by law: its clocks are locked. */
            statutory: boolean;
            /**
             * Format: int32
             * @description Its newest version.
             */
            version: number;
        };
        /** @description A profile with its history. */
        ProfileView: {
            /** @description The value, as it is edited. */
            profile: Record<string, never>;
            /** @description All versions, oldest first. */
            versions: components["schemas"]["VersionLine"][];
        };
        /** @description How things stand. */
        ProgressBody: {
            /** @description 1 to 2,000 characters; the firm sees it. */
            text: string;
        };
        /** @description A promise that is still open. */
        PromiseItem: {
            /** @description The appeal. */
            appeal: components["schemas"]["AppealSummary"];
            /** @description Cards and orders issued for it. */
            cards: components["schemas"]["CardView"][];
            /** @description Chain code of the appeal. */
            chain?: string | null;
            /** @description The clock. */
            clock: components["schemas"]["ClockView"];
            /**
             * Format: int64
             * @description How long ago it ran out, in seconds of the wall clock; 0 while it has not.
             */
            overdue_s: number;
            responsible?: components["schemas"]["NamedView"] | null;
            /** @description Who used up the working time; the seconds add up to `working_s` exactly. */
            shares: components["schemas"]["ShareView"][];
            /**
             * Format: int64
             * @description Working time during which the appeal was open, in seconds; what lay between closing and
             *     reopening is nobody's.
             */
            working_s: number;
        };
        /** @description A category, with its names. */
        PublicCategory: {
            /** @description For the filter `category`. */
            code: string;
            /** @description In English. */
            name_en: string;
            /** @description In Chinese. */
            name_zh: string;
        };
        /** @description A county, with its name. */
        PublicCounty: {
            /** @description For the filter `county`. */
            code: string;
            /** @description For people. */
            name: string;
        };
        /** @description What would be published. */
        PublicationBody: {
            /** @description What was done, without names; 2 to 5,000 characters. */
            answer: string;
            /** @description What was asked, without names; 2 to 5,000 characters. */
            question: string;
            /** @description One line of 4 to 60 characters. */
            title: string;
        };
        /** @description A published appeal. */
        PublicationView: {
            /** @description What was done. */
            answer: string;
            /** @description What it was about. */
            category: components["schemas"]["PublicCategory"];
            /**
             * Format: date
             * @description The day on which it was closed.
             */
            closed_on: string;
            county?: components["schemas"]["PublicCounty"] | null;
            /** @description The department that answered. */
            department?: string | null;
            /**
             * Format: date
             * @description The day on which it was filed.
             */
            filed_on: string;
            /**
             * Format: uuid
             * @description The id, for `GET /public/appeals/{id}`.
             */
            id: string;
            /** @description `resolved`, `partly_resolved`, `explained` or `unresolvable`. */
            outcome: string;
            /**
             * Format: date
             * @description The day on which it was published.
             */
            published_on: string;
            /** @description What was asked. */
            question: string;
            /** @description Headline. */
            title: string;
        };
        /** @description What the firm is asked. */
        QuestionBody: {
            /** @description 2 to 1,000 characters. */
            question: string;
        };
        /** @description The firm's rating. */
        RateBody: {
            /** @description At most 1,000 characters. */
            comment?: string | null;
            /**
             * Format: int32
             * @description 1 to 5; 4 and 5 are satisfied and close the appeal.
             */
            score: number;
        };
        /** @description Whether the process can work. */
        Readiness: {
            /** @description Every part, by name. */
            dependencies: components["schemas"]["Dependency"][];
            /** @description Whether everything that is required answers. */
            ready: boolean;
        };
        /** @description Why. */
        ReasonBody: {
            /** @description 2 to 1,000 characters. */
            reason: string;
        };
        /** @description The accounts of the appeals asked for, and what is still under way. */
        Reconciliation: {
            /** @description By appeal id; an appeal that does not exist is not listed. */
            accounts: {
                [key: string]: components["schemas"]["Account"];
            };
            /**
             * Format: int64
             * @description Deliveries still owed, of all appeals.
             */
            deliveries_owed: number;
            /**
             * Format: int64
             * @description Messages still owed to the broker, of all appeals.
             */
            outbox_pending: number;
        };
        /** @description Which appeals to account for. */
        ReconciliationBody: {
            /** @description Their ids. */
            ids: string[];
        };
        /** @description A refresh token. */
        RefreshBody: {
            /** @description The newest one of the session. */
            refresh_token: string;
        };
        /** @description The new facts. */
        ReopenBody: {
            /** @description At most 9 files that the caller has uploaded and not used yet. */
            attachment_ids?: string[] | null;
            /** @description Which facts are new; 2 to 1,000 characters. */
            reason: string;
        };
        /** @description A reply. */
        ReplyBody: {
            /** @description At most 9 files that the caller has uploaded and not used yet. */
            attachment_ids?: string[] | null;
            /** @enum {string} */
            outcome: "resolved" | "partly_resolved" | "explained" | "unresolvable";
            /** @description 2 to 5,000 characters. */
            text: string;
            /** @description Why the lead does not wait for a helper that it must wait for; 2 to 1,000 characters. */
            without_helpers?: string | null;
        };
        /** @description A reply. */
        ReplyView: {
            /** @description Whether the firm has it. */
            approved: boolean;
            /**
             * Format: date-time
             * @description When it was approved, or written while it waits for approval.
             */
            at: string;
            /** @description What the department says it achieves. */
            outcome: string;
            /** @description Its text. */
            text: string;
        };
        /** @description A question to the router. */
        RoutingBody: {
            /** @description Category code. */
            category?: string | null;
            /** @description Chain code. */
            chain_id?: string | null;
            /** @description 1 to 5,000 characters. */
            content: string;
            /** @description County code. */
            county?: string | null;
            /** @description 1 to 200 characters. */
            title: string;
        };
        /** @description What the router says. */
        RoutingView: {
            /** @description Whether it was decided without a human. */
            automatic: boolean;
            /** @description The three best. */
            candidates: Record<string, never>[];
            /** @description Version of the catalogue. */
            catalogue_version: string;
            /**
             * Format: double
             * @description 0 to 1.
             */
            confidence: number;
            /** @description County whose own bureau is competent. */
            county?: string | null;
            /** @description Department code; null: the dispatch desk decides. */
            department?: string | null;
            /** @description Why. */
            reasons: Record<string, never>[];
            /** @description A ground for declining that a rule suggests. */
            suggested_decline?: string | null;
        };
        /** @description A ruling on a return. */
        RulingBody: {
            /** @enum {string} */
            decision: "uphold" | "reject";
            /** @description 2 to 1,000 characters. */
            reason: string;
        };
        /** @description A rung of the ladder. */
        RungView: {
            /** @description `card`, `supervision_order`, `interview` or `escalate`. */
            action: string;
            /**
             * Format: date-time
             * @description When it fires, or the computed moment at which it did; absent while the clock stands still.
             */
            at?: string | null;
            /** @description `yellow` or `red`, for a card. */
            colour?: string | null;
            /**
             * Format: date-time
             * @description When it was recorded.
             */
            recorded_at?: string | null;
            /** @description Which. */
            rung: string;
            /**
             * @description `fired`, `moot` (fired, and set aside by a later change), `waiting`, or `spared` (the clock was
             *     stopped before).
             */
            state: string;
        };
        /** @description A session. */
        SessionView: {
            /** @description For `Authorization: Bearer`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds that the access token lives.
             */
            expires_in: number;
            /** @description For one exchange at `/auth/refresh`; the answer brings the next. */
            refresh_token: string;
            /**
             * @description `Bearer`.
             * @example Bearer
             */
            token_type: string;
            /** @description Who signed in. */
            user: components["schemas"]["UserView"];
        };
        /** @description One party's share of the working time. */
        ShareView: {
            /**
             * Format: uuid
             * @description The department.
             */
            department_id?: string | null;
            /** @description `dispatch_desk`, `department`, `task_force`, `firm` or `supervisor`. */
            holder: string;
            /** @description Its short name, or the task force's. */
            name?: string | null;
            /**
             * Format: int64
             * @description Working time, in seconds.
             */
            working_s: number;
        };
        /** @description What is going on around an appeal. */
        SituationView: {
            decline?: components["schemas"]["DeclineView"] | null;
            dispute?: components["schemas"]["DisputeView"] | null;
            extension?: components["schemas"]["ExtensionView"] | null;
            /** @description Whether the order may not be returned (指定承办). */
            final: boolean;
            /** @description Departments called to help (协办). */
            helpers: components["schemas"]["HelperView"][];
            /** @description The appeals that are part of it; not for the firm. */
            merged_here: string[];
            /**
             * Format: uuid
             * @description The appeal that it is part of (并单).
             */
            merged_into?: string | null;
            /** @description Supervision orders without an answer (督办); not for the firm. */
            open_orders: components["schemas"]["OrderView"][];
            /** @description Whether a supervisor still has to agree with the parking (挂账). */
            parking_to_grant: boolean;
            /** @description `none`, `proposed` or `published`, with the text (晒单). */
            publication: Record<string, never>;
            /** @description What the firm is asked (待补充). */
            question?: string | null;
            /**
             * Format: int32
             * @description Rounds of rework so far (重办).
             */
            rework_rounds: number;
            /**
             * Format: uuid
             * @description The appeal that it was split from (拆单).
             */
            split_from?: string | null;
            task_force?: components["schemas"]["TaskForceView"] | null;
            /** @description Whether a request for termination waits (终止); not for the firm. */
            termination_pending: boolean;
        };
        /** @description A question to the clock engine. */
        SlaBody: {
            /**
             * Format: int32
             * @description How many of the unit; 1 to 1,000,000.
             */
            amount: number;
            /**
             * Format: date-time
             * @description The moment for which lamp and remainder are asked.
             */
            at?: string | null;
            /** @description Calendar code; the city's when absent. */
            calendar?: string | null;
            /** @description Units added by each extension; at most 50 of them. */
            extensions?: number[];
            /** @description When the clock stood still; at most 50 times. */
            pauses?: components["schemas"]["PauseBody"][];
            /**
             * Format: date-time
             * @description The starting event.
             */
            started_at: string;
            /** @description `workday`, `day`, `workhour`, `workminute`, `hour` or `minute`. */
            unit: string;
        };
        /** @description What the clock engine says. */
        SlaView: {
            /**
             * Format: int64
             * @description The whole amount, extensions included; the counted spans and `left` add up to it.
             */
            amount: number;
            /**
             * Format: date-time
             * @description When the clock is due; null while it stands still.
             */
            due_at?: string | null;
            /** @description The lamp at `at`. */
            lamp?: string | null;
            /**
             * Format: date-time
             * @description When its lamp turns yellow; null while it stands still before that.
             */
            lamp_at?: string | null;
            /**
             * Format: int64
             * @description What is frozen while it stands still.
             */
            left: number;
            /** @description What the counted amounts are in: `days` or `microseconds`. */
            measure: string;
            /**
             * Format: date-time
             * @description Since when it stands still.
             */
            paused_since?: string | null;
            /** @description Whether `due_at` rests on a year whose holidays are not announced yet. */
            provisional: boolean;
            /** @description What is left at `at`; negative once overdue. */
            remaining?: Record<string, never> | null;
            /** @description From the start to the due moment: what was counted, what not, and why. */
            spans: components["schemas"]["SpanView"][];
        };
        /** @description A phone that asks for a code. */
        SmsCodeBody: {
            /** @description A mobile number of mainland China. */
            phone: string;
        };
        /** @description A phone and the code that it has received. */
        SmsLoginBody: {
            /** @description Six digits. */
            code: string;
            /** @description The number that the code was sent to. */
            phone: string;
        };
        /** @description A stretch of a clock's life. */
        SpanView: {
            /**
             * Format: int64
             * @description How much of the amount it used up.
             */
            counted: number;
            /**
             * Format: date-time
             * @description First moment.
             */
            from: string;
            /**
             * Format: date-time
             * @description First moment after it.
             */
            to: string;
            /** @description `kind`, and for holidays and closures a `name`. */
            why: Record<string, never>;
        };
        /** @description What is split off. */
        SplitBody: {
            /** @description 1 to 5 new appeals. */
            parts: components["schemas"]["PartBody"][];
        };
        /** @description An account to be made. */
        StaffBody: {
            /** @description Handlers and heads need one. */
            department_code?: string | null;
            /** @description The person's name. */
            name: string;
            /** @description 10 to 128 characters. */
            password: string;
            /** @description Where SMS go. */
            phone?: string | null;
            /** @description At least one; an administrator holds no other. */
            roles: string[];
            /** @description Second factor, Base32. */
            totp_secret?: string | null;
            /** @description 3 to 32 of `a`–`z`, `0`–`9`, `.`, `_`, `-`. */
            username: string;
            /** @description Where WeCom messages go. */
            wecom_id?: string | null;
        };
        /** @description What is to be changed; what is absent stays. */
        StaffChangeBody: {
            /** @description `true` lets somebody who had left sign in again. */
            active?: boolean | null;
            /** @description Where they work. */
            department_code?: string | null;
            /** @description The name. */
            name?: string | null;
            /** @description Where SMS go; empty removes it. */
            phone?: string | null;
            /** @description All roles. */
            roles?: string[] | null;
            /** @description Where WeCom messages go; empty removes it. */
            wecom_id?: string | null;
        };
        /** @description What a member of staff types. */
        StaffLoginBody: {
            /** @description At most 128 characters. */
            password: string;
            /** @description Six digits, where the account has a second factor. */
            totp?: string | null;
            /** @description Case does not count. */
            username: string;
        };
        /** @description An account. */
        StaffView: {
            /** @description Whether they may sign in. */
            active: boolean;
            /**
             * Format: date-time
             * @description Since when there is an account.
             */
            created_at: string;
            department?: components["schemas"]["NamedView"] | null;
            /** @description Whether WeCom reaches them. */
            has_wecom: boolean;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description For people. */
            name: string;
            /** @description The phone number with its middle hidden. */
            phone_masked?: string | null;
            /** @description Role names. */
            roles: string[];
            /** @description For signing in. */
            username: string;
        };
        /** @description Where an appeal stands, for whoever came too late. */
        Standing: {
            /** @description The stored state. */
            state: string;
            /**
             * Format: int64
             * @description The present version, for `If-Match`.
             */
            version: number;
        };
        /** @description A time in which a clock stood still. */
        StoodStill: {
            /**
             * Format: date-time
             * @description First moment.
             */
            from: string;
            /**
             * Format: date-time
             * @description When it ran on; absent while it stands still.
             */
            to?: string | null;
        };
        /** @description Everything that is stuck. */
        Stuck: {
            /** @description Clocks whose moment has passed by more than five minutes without anything being done. */
            clocks: components["schemas"]["Backlog"];
            /** @description Messages that were given up and wait for a decision. */
            dead_letters: components["schemas"]["Backlog"];
            /** @description Deliveries owed for more than five minutes. */
            deliveries: components["schemas"]["Backlog"];
            /** @description Deliveries that came to nothing. */
            failed_deliveries: components["schemas"]["Backlog"];
            /** @description What the self-check has found and nobody has dealt with. */
            incidents: components["schemas"]["Backlog"];
            /** @description Messages owed to the broker for more than five minutes. */
            messages: components["schemas"]["Backlog"];
        };
        /** @description What the person answered to `wx.requestSubscribeMessage`. */
        SubscriptionBody: {
            /** @description Template ids agreed to; at most 10. */
            accepted?: string[];
            /** @description Template ids refused; at most 10. */
            rejected?: string[];
        };
        /** @description The quota ledger. */
        SubscriptionList: {
            /** @description Every template there is. */
            items: components["schemas"]["SubscriptionView"][];
            /** @description Never: there is one page. */
            next_cursor?: string | null;
        };
        /** @description One template in the ledger. */
        SubscriptionView: {
            /**
             * Format: int32
             * @description Messages agreed to so far.
             */
            granted: number;
            /** @description What the template is for, in the words of the configuration. */
            key: string;
            /**
             * Format: int32
             * @description What should be left; below zero when WeChat let more through than were counted.
             */
            remaining: number;
            /** @description `accepted` or `rejected`; absent when the person was never asked. */
            status?: string | null;
            /** @description Its id at WeChat, for `wx.requestSubscribeMessage`. */
            template_id: string;
            /**
             * Format: date-time
             * @description When the person last answered or a message was last sent.
             */
            updated_at?: string | null;
            /**
             * Format: int32
             * @description Messages sent on these.
             */
            used: number;
        };
        /** @description The city at a glance. */
        Summary: {
            /** @description Overdue promises by stage. */
            overdue: {
                [key: string]: number;
            };
            /** @description Overdue promises by the department that answers for them; the dispatch desk has no department. */
            overdue_by_department: components["schemas"]["DepartmentCount"][];
            /** @description Appeals by state. */
            states: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description What waits at the dispatch desk.
             */
            waiting_for_dispatch: number;
        };
        /** @description The firm's answer. */
        SupplementBody: {
            /** @description At most 9 files that the caller has uploaded and not used yet. */
            attachment_ids?: string[] | null;
            /** @description 2 to 5,000 characters. */
            text: string;
        };
        /** @description How many tasks there are. */
        TaskCounts: {
            /**
             * Format: int64
             * @description What the department was called to help with and has not answered.
             */
            helping: number;
            /**
             * Format: int64
             * @description What the caller handles, not yet over.
             */
            mine: number;
            /**
             * Format: int64
             * @description Whose worst lamp is red.
             */
            red: number;
            /** @description By state, without those that are over. */
            states: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description What is held by a task force that the caller is a member of.
             */
            task_force: number;
            /**
             * Format: int64
             * @description What nobody has claimed, waiting for signature or in progress.
             */
            unclaimed: number;
            /**
             * Format: int64
             * @description Whose worst lamp is yellow.
             */
            yellow: number;
        };
        /** @description A task force. */
        TaskForceBody: {
            /**
             * Format: int32
             * @description How long, in calendar days: 1 to 365.
             */
            days: number;
            /** @description What it is for; 2 to 1,000 characters. */
            mandate: string;
            /** @description 1 to 30 members of staff, of any office. */
            members: string[];
            /** @description One line of 2 to 60 characters. */
            name: string;
        };
        /** @description A task force. */
        TaskForceView: {
            /**
             * Format: int32
             * @description Length of the mandate in calendar days; the clock `mandate` says when it ends.
             */
            days: number;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description What it is for. */
            mandate: string;
            /** @description Its members; not for the firm. */
            members: string[];
            /** @description For people. */
            name: string;
        };
        /** @description How it has gone. */
        Trend: {
            /**
             * Format: date-time
             * @description The moment that is counted for; the last period goes on.
             */
            at: string;
            /** @description Oldest first, without gaps. */
            periods: components["schemas"]["Period"][];
            /** @description `day`, `week` or `month`. */
            step: string;
        };
        /** @description The form of an upload. */
        UploadForm: {
            /**
             * Format: binary
             * @description jpeg, png, webp, pdf, docx, xlsx, amr, mp3 or mp4 by content; at most 10 MB.
             */
            file: string;
        };
        /** @description What the firm has to say to it. */
        UrgeBody: {
            /** @description At most 500 characters. */
            message?: string | null;
        };
        /** @description A person as they are shown to themselves. */
        UserView: {
            department?: components["schemas"]["OfficeView"] | null;
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description `entrepreneur` or `staff`. */
            kind: string;
            /** @description The name; an entrepreneur may not have given one. */
            name?: string | null;
            /** @description The person within the mini-program; entrepreneurs only, once they have come through WeChat. */
            openid?: string | null;
            /** @description The phone number with its middle hidden. */
            phone_masked?: string | null;
            /** @description Role names (角色). */
            roles: string[];
        };
        /** @description What came of it. */
        Verdict: {
            /**
             * Format: int64
             * @description How many entries there are.
             */
            entries: number;
            first_broken?: components["schemas"]["Broken"] | null;
            /** @description How many signed heads were compared. */
            heads: number;
            /** @description Whether everything holds. */
            intact: boolean;
            /**
             * Format: int64
             * @description The position and moment of the newest head that was compared: up to there, cutting off the end
             *     would have been found.
             */
            newest_head?: number | null;
            /**
             * Format: int64
             * @description How many entries hold, from the first on.
             */
            verified: number;
        };
        /** @description A version of a calendar or profile. */
        VersionLine: {
            /**
             * Format: uuid
             * @description By which change; null for what came with the product.
             */
            change_id?: string | null;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /** @description From which civil day it counts. */
            effective_from: string;
            /**
             * Format: int32
             * @description Its number.
             */
            version: number;
        };
        /** @description A visit. */
        VisitBody: {
            /**
             * Format: uuid
             * @description The appeal that it was about.
             */
            appeal_id?: string | null;
            /**
             * Format: uuid
             * @description A firm that the caller looks after.
             */
            enterprise_id: string;
            /** @description What was seen and said; 1 to 2,000 characters. */
            note: string;
            /**
             * Format: date-time
             * @description When; now when absent.
             */
            visited_at?: string | null;
        };
        /** @description A visit. */
        VisitView: {
            /**
             * Format: uuid
             * @description The appeal that came of it, or that it was about.
             */
            appeal_id?: string | null;
            /** @description The firm. */
            enterprise: components["schemas"]["NamedView"];
            /**
             * Format: uuid
             * @description The id.
             */
            id: string;
            /** @description What was seen and said. */
            note: string;
            /**
             * Format: date-time
             * @description When.
             */
            visited_at: string;
        };
        /** @description A code from `wx.login` or from the phone number button. */
        WechatCodeBody: {
            /** @description Single use, five minutes. */
            code: string;
        };
        /** @description Whom the lead calls. */
        WhistleBody: {
            /** @description 1 to 10 departments. */
            departments: components["schemas"]["CallBody"][];
        };
        /** @description Why the firm takes it back. */
        WithdrawBody: {
            /** @description 2 to 1,000 characters. */
            reason?: string | null;
        };
    };
    responses: {
        /** @description `malformed_request`, `malformed_json`, `malformed_multipart` */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `token_missing`, `token_malformed`, `token_forged`, `token_expired`, `login_failed`, `sms_code_invalid`, `totp_required`, `totp_invalid`, `account_inactive`, `refresh_invalid`, `refresh_reused`, `wechat_code_invalid` */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `entrepreneurs_only`, `wechat_blocked`, `role_missing`, `no_department`, `not_permitted`, `own_reply`, `own_request`, `own_decision` */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `not_found` */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `method_not_allowed` */
        Problem405: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `wrong_state`, `held_by_another`, `request_in_progress`, `phone_in_use`, `too_many_bindings`, `username_taken`, `already_assigned`, `open_tasks`, `own_account`, `appeals_open`, `too_many_feeds`, `letter_resolved`, `incident_resolved`, `letter_unreadable`, `delivery_settled`, `final_designation`, `already_returned`, `return_over`, `returned_before`, `conflict_of_interest`, `has_merged`, `bad_merge_target`, `termination_pending`, `too_late`, `already_late`, `extension_used_up`, `extension_too_long`, `extension_empty`, `statutory_clock`, `helpers_open`, `already_called`, `nobody_called`, `already_reported_in`, `task_force_exists`, `no_task_force`, `empty_task_force`, `not_confidential`, `already_appealed`, `reopen_over`, `preview_outdated`, `change_decided`, `changed_meanwhile`, `calendar_exists`, `park_exists` */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `stale_version` */
        Problem412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `body_too_large`, `file_too_large` */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `content_type_not_json`, `content_type_not_multipart`, `content_encoding_unsupported`, `file_type_unsupported` */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `invalid_fields`, `idempotency_key_missing`, `idempotency_key_reused`, `channel_missing` */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `rate_limited`, `urged_lately`, `too_many_attempts`, `too_many_streams` */
        Problem429: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `internal` */
        Problem500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
        /** @description `unavailable`, `timed_out`, `switched_off` */
        Problem503: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ProblemBody"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type AbsenceBody = components['schemas']['AbsenceBody'];
export type AbsenceList = components['schemas']['AbsenceList'];
export type AbsenceView = components['schemas']['AbsenceView'];
export type Account = components['schemas']['Account'];
export type AgeCounts = components['schemas']['AgeCounts'];
export type AnswerBody = components['schemas']['AnswerBody'];
export type AppealSummary = components['schemas']['AppealSummary'];
export type AppealView = components['schemas']['AppealView'];
export type ApplyBody = components['schemas']['ApplyBody'];
export type AssignBody = components['schemas']['AssignBody'];
export type AssignmentBody = components['schemas']['AssignmentBody'];
export type AssignmentView = components['schemas']['AssignmentView'];
export type AttachmentView = components['schemas']['AttachmentView'];
export type Backlog = components['schemas']['Backlog'];
export type BindBody = components['schemas']['BindBody'];
export type BindingBody = components['schemas']['BindingBody'];
export type BindingList = components['schemas']['BindingList'];
export type BoundEnterprise = components['schemas']['BoundEnterprise'];
export type Broken = components['schemas']['Broken'];
export type CalendarBody = components['schemas']['CalendarBody'];
export type CalendarLine = components['schemas']['CalendarLine'];
export type CalendarView = components['schemas']['CalendarView'];
export type CallBody = components['schemas']['CallBody'];
export type CardCount = components['schemas']['CardCount'];
export type CardView = components['schemas']['CardView'];
export type CategoryView = components['schemas']['CategoryView'];
export type ChainView = components['schemas']['ChainView'];
export type ChangeSummary = components['schemas']['ChangeSummary'];
export type ChangeView = components['schemas']['ChangeView'];
export type ClockCounts = components['schemas']['ClockCounts'];
export type ClockExplanation = components['schemas']['ClockExplanation'];
export type ClockList = components['schemas']['ClockList'];
export type ClockView = components['schemas']['ClockView'];
export type CodeDescription = components['schemas']['CodeDescription'];
export type CodeView = components['schemas']['CodeView'];
export type ColleagueView = components['schemas']['ColleagueView'];
export type ConsentBody = components['schemas']['ConsentBody'];
export type ContactBody = components['schemas']['ContactBody'];
export type CountyView = components['schemas']['CountyView'];
export type CustodyView = components['schemas']['CustodyView'];
export type DataOfAppeal = components['schemas']['DataOfAppeal'];
export type DataOfBinding = components['schemas']['DataOfBinding'];
export type DeadLetterView = components['schemas']['DeadLetterView'];
export type DeclineBody = components['schemas']['DeclineBody'];
export type DeclineView = components['schemas']['DeclineView'];
export type DeliveryView = components['schemas']['DeliveryView'];
export type DemandBody = components['schemas']['DemandBody'];
export type DepartmentClocks = components['schemas']['DepartmentClocks'];
export type DepartmentCount = components['schemas']['DepartmentCount'];
export type DepartmentView = components['schemas']['DepartmentView'];
export type Dependency = components['schemas']['Dependency'];
export type DeskCandidate = components['schemas']['DeskCandidate'];
export type DeskItem = components['schemas']['DeskItem'];
export type DeskRouting = components['schemas']['DeskRouting'];
export type Difference = components['schemas']['Difference'];
export type Differences = components['schemas']['Differences'];
export type DispatchBody = components['schemas']['DispatchBody'];
export type DisputeBody = components['schemas']['DisputeBody'];
export type DisputeView = components['schemas']['DisputeView'];
export type DuplicateView = components['schemas']['DuplicateView'];
export type EditsBody = components['schemas']['EditsBody'];
export type EnterpriseList = components['schemas']['EnterpriseList'];
export type EntryView = components['schemas']['EntryView'];
export type EraseBody = components['schemas']['EraseBody'];
export type Erasure = components['schemas']['Erasure'];
export type EventView = components['schemas']['EventView'];
export type ExplainedSpan = components['schemas']['ExplainedSpan'];
export type ExtensionBody = components['schemas']['ExtensionBody'];
export type ExtensionView = components['schemas']['ExtensionView'];
export type FeedList = components['schemas']['FeedList'];
export type FeedView = components['schemas']['FeedView'];
export type FieldProblem = components['schemas']['FieldProblem'];
export type FileBody = components['schemas']['FileBody'];
export type FirmList = components['schemas']['FirmList'];
export type FirmView = components['schemas']['FirmView'];
export type HandOver = components['schemas']['HandOver'];
export type HandOverBody = components['schemas']['HandOverBody'];
export type HeadKey = components['schemas']['HeadKey'];
export type HeadList = components['schemas']['HeadList'];
export type HeadsBody = components['schemas']['HeadsBody'];
export type HelperView = components['schemas']['HelperView'];
export type HolderView = components['schemas']['HolderView'];
export type IdentityView = components['schemas']['IdentityView'];
export type ImportView = components['schemas']['ImportView'];
export type IncidentView = components['schemas']['IncidentView'];
export type IntakeBody = components['schemas']['IntakeBody'];
export type KnownFirm = components['schemas']['KnownFirm'];
export type LampCounts = components['schemas']['LampCounts'];
export type LeaveBody = components['schemas']['LeaveBody'];
export type Leaving = components['schemas']['Leaving'];
export type LevelBody = components['schemas']['LevelBody'];
export type LevelView = components['schemas']['LevelView'];
export type Made = components['schemas']['Made'];
export type MeView = components['schemas']['MeView'];
export type MergeBody = components['schemas']['MergeBody'];
export type MoveView = components['schemas']['MoveView'];
export type NamedView = components['schemas']['NamedView'];
export type NewFeed = components['schemas']['NewFeed'];
export type NoteBody = components['schemas']['NoteBody'];
export type NoticeBody = components['schemas']['NoticeBody'];
export type NoticeView = components['schemas']['NoticeView'];
export type OfficeView = components['schemas']['OfficeView'];
export type OrderView = components['schemas']['OrderView'];
export type Outdated = components['schemas']['Outdated'];
export type PageOfAppealSummary = components['schemas']['PageOf_AppealSummary'];
export type PageOfAssignmentView = components['schemas']['PageOf_AssignmentView'];
export type PageOfChangeView = components['schemas']['PageOf_ChangeView'];
export type PageOfDeadLetterView = components['schemas']['PageOf_DeadLetterView'];
export type PageOfDeliveryView = components['schemas']['PageOf_DeliveryView'];
export type PageOfDeskItem = components['schemas']['PageOf_DeskItem'];
export type PageOfEntryView = components['schemas']['PageOf_EntryView'];
export type PageOfEventView = components['schemas']['PageOf_EventView'];
export type PageOfFirmView = components['schemas']['PageOf_FirmView'];
export type PageOfIncidentView = components['schemas']['PageOf_IncidentView'];
export type PageOfMoveView = components['schemas']['PageOf_MoveView'];
export type PageOfNoticeView = components['schemas']['PageOf_NoticeView'];
export type PageOfPromiseItem = components['schemas']['PageOf_PromiseItem'];
export type PageOfPublicationView = components['schemas']['PageOf_PublicationView'];
export type PageOfStaffView = components['schemas']['PageOf_StaffView'];
export type PageOfVisitView = components['schemas']['PageOf_VisitView'];
export type ParkBody = components['schemas']['ParkBody'];
export type ParkView = components['schemas']['ParkView'];
export type PartBody = components['schemas']['PartBody'];
export type PasswordBody = components['schemas']['PasswordBody'];
export type PauseBody = components['schemas']['PauseBody'];
export type PendingBinding = components['schemas']['PendingBinding'];
export type Period = components['schemas']['Period'];
export type PersonalData = components['schemas']['PersonalData'];
export type PlaceBody = components['schemas']['PlaceBody'];
export type ProblemBody = components['schemas']['ProblemBody'];
export type ProfileBody = components['schemas']['ProfileBody'];
export type ProfileLine = components['schemas']['ProfileLine'];
export type ProfileView = components['schemas']['ProfileView'];
export type ProgressBody = components['schemas']['ProgressBody'];
export type PromiseItem = components['schemas']['PromiseItem'];
export type PublicCategory = components['schemas']['PublicCategory'];
export type PublicCounty = components['schemas']['PublicCounty'];
export type PublicationBody = components['schemas']['PublicationBody'];
export type PublicationView = components['schemas']['PublicationView'];
export type QuestionBody = components['schemas']['QuestionBody'];
export type RateBody = components['schemas']['RateBody'];
export type Readiness = components['schemas']['Readiness'];
export type ReasonBody = components['schemas']['ReasonBody'];
export type Reconciliation = components['schemas']['Reconciliation'];
export type ReconciliationBody = components['schemas']['ReconciliationBody'];
export type RefreshBody = components['schemas']['RefreshBody'];
export type ReopenBody = components['schemas']['ReopenBody'];
export type ReplyBody = components['schemas']['ReplyBody'];
export type ReplyView = components['schemas']['ReplyView'];
export type RoutingBody = components['schemas']['RoutingBody'];
export type RoutingView = components['schemas']['RoutingView'];
export type RulingBody = components['schemas']['RulingBody'];
export type RungView = components['schemas']['RungView'];
export type SessionView = components['schemas']['SessionView'];
export type ShareView = components['schemas']['ShareView'];
export type SituationView = components['schemas']['SituationView'];
export type SlaBody = components['schemas']['SlaBody'];
export type SlaView = components['schemas']['SlaView'];
export type SmsCodeBody = components['schemas']['SmsCodeBody'];
export type SmsLoginBody = components['schemas']['SmsLoginBody'];
export type SpanView = components['schemas']['SpanView'];
export type SplitBody = components['schemas']['SplitBody'];
export type StaffBody = components['schemas']['StaffBody'];
export type StaffChangeBody = components['schemas']['StaffChangeBody'];
export type StaffLoginBody = components['schemas']['StaffLoginBody'];
export type StaffView = components['schemas']['StaffView'];
export type Standing = components['schemas']['Standing'];
export type StoodStill = components['schemas']['StoodStill'];
export type Stuck = components['schemas']['Stuck'];
export type SubscriptionBody = components['schemas']['SubscriptionBody'];
export type SubscriptionList = components['schemas']['SubscriptionList'];
export type SubscriptionView = components['schemas']['SubscriptionView'];
export type Summary = components['schemas']['Summary'];
export type SupplementBody = components['schemas']['SupplementBody'];
export type TaskCounts = components['schemas']['TaskCounts'];
export type TaskForceBody = components['schemas']['TaskForceBody'];
export type TaskForceView = components['schemas']['TaskForceView'];
export type Trend = components['schemas']['Trend'];
export type UploadForm = components['schemas']['UploadForm'];
export type UrgeBody = components['schemas']['UrgeBody'];
export type UserView = components['schemas']['UserView'];
export type Verdict = components['schemas']['Verdict'];
export type VersionLine = components['schemas']['VersionLine'];
export type VisitBody = components['schemas']['VisitBody'];
export type VisitView = components['schemas']['VisitView'];
export type WechatCodeBody = components['schemas']['WechatCodeBody'];
export type WhistleBody = components['schemas']['WhistleBody'];
export type WithdrawBody = components['schemas']['WithdrawBody'];
export type ResponseProblem400 = components['responses']['Problem400'];
export type ResponseProblem401 = components['responses']['Problem401'];
export type ResponseProblem403 = components['responses']['Problem403'];
export type ResponseProblem404 = components['responses']['Problem404'];
export type ResponseProblem405 = components['responses']['Problem405'];
export type ResponseProblem409 = components['responses']['Problem409'];
export type ResponseProblem412 = components['responses']['Problem412'];
export type ResponseProblem413 = components['responses']['Problem413'];
export type ResponseProblem415 = components['responses']['Problem415'];
export type ResponseProblem422 = components['responses']['Problem422'];
export type ResponseProblem429 = components['responses']['Problem429'];
export type ResponseProblem500 = components['responses']['Problem500'];
export type ResponseProblem503 = components['responses']['Problem503'];
export type $defs = Record<string, never>;
export interface operations {
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a JWK set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    list_absences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description those that are not over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsenceList"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    enter_absence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AbsenceBody"];
            };
        };
        responses: {
            /** @description the absence */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsenceView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    end_absence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the absence */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the absence */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsenceView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_pending_bindings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what waits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BindingList"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    decide_binding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindingBody"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description nothing waits there */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_calendars: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the calendars */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarLine"][];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    create_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarBody"];
            };
        };
        responses: {
            /** @description the proposal */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    get_calendar: {
        parameters: {
            query?: {
                /** @description The newest when absent. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description the calendar */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the calendar */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    import_notice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the calendar */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeBody"];
            };
        };
        responses: {
            /** @description the preview */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    preview_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the calendar */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditsBody"];
            };
        };
        responses: {
            /** @description the preview */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_clock_changes: {
        parameters: {
            query?: {
                /** @description `previewed`, `applying`, `done` or `discarded`. */
                state?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_ChangeView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    get_clock_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the change */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    apply_clock_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the change */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplyBody"];
            };
        };
        responses: {
            /** @description published; open clocks follow */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            /** @description outdated, or decided already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    discard_clock_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the change */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_clock_moves: {
        parameters: {
            query?: {
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description the change */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_MoveView"];
                };
            };
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_dead_letters: {
        parameters: {
            query?: {
                /** @description Those that were decided instead of those that wait. */
                resolved?: boolean;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_DeadLetterView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    dismiss_dead_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the letter */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the letter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    retry_dead_letter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the letter */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the letter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_failed_deliveries: {
        parameters: {
            query?: {
                /** @description `failed`, `unknown`, `refused` or `dismissed`; the first two when absent. */
                state?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_DeliveryView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    dismiss_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the delivery */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    retry_delivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the delivery */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_firms: {
        parameters: {
            query?: {
                /** @description What the name or the code has in it; at most 60 characters. */
                q?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_FirmView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    set_enterprise_park: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the firm */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaceBody"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_incidents: {
        parameters: {
            query?: {
                /** @description Those that were decided instead of those that wait. */
                resolved?: boolean;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_IncidentView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    resolve_incident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the incident */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    set_manual_intake: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntakeBody"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description no such category */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_officers: {
        parameters: {
            query?: {
                /** @description Of this officer. */
                officer_id?: string;
                /** @description Of this firm. */
                enterprise_id?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_AssignmentView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    assign_officer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignmentBody"];
            };
        };
        responses: {
            /** @description the assignment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    end_officer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the assignment */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the assignment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    create_park: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParkBody"];
            };
        };
        responses: {
            /** @description the park */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_profiles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the profiles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileLine"][];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    preview_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileBody"];
            };
        };
        responses: {
            /** @description the preview */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    get_profile: {
        parameters: {
            query?: {
                /** @description The newest when absent. */
                version?: number;
            };
            header?: never;
            path: {
                /** @description the profile */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the profile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfileView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_staff: {
        parameters: {
            query?: {
                /** @description What the name or the user name has in it; at most 60 characters. */
                q?: string;
                /** @description Where they work. */
                department_id?: string;
                /** @description A role that they hold. */
                role?: string;
                /** @description Whether they may sign in. */
                active?: boolean;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_StaffView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    create_staff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffBody"];
            };
        };
        responses: {
            /** @description the account's id */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Made"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    get_staff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the account */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffView"];
                };
            };
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    change_staff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the account */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffChangeBody"];
            };
        };
        responses: {
            /** @description the account as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    leave_staff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the account */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveBody"];
            };
        };
        responses: {
            /** @description what went where */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Leaving"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    set_staff_password: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the account */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordBody"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    stuck_work: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description by kind */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stuck"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_appeals: {
        parameters: {
            query?: {
                /** @description Stored state. */
                state?: string;
                /** @description `green`, `yellow` or `red`. */
                lamp?: string;
                /** @description Category code. */
                category?: string;
                /** @description In title, content or number. */
                q?: string;
                /** @description Filed at or after, RFC 3339. */
                from?: string;
                /** @description Filed before, RFC 3339. */
                to?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_AppealSummary"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    file_appeal: {
        parameters: {
            query?: never;
            header: {
                /** @description 8–64 visible ASCII characters; required */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileBody"];
            };
        };
        responses: {
            /** @description filed */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `entrepreneurs_only`: staff, unless they are the firm's officer */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            /** @description `not_found`: not an enterprise of the caller's */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    get_appeal: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version already held */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            /** @description still the version already held */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    accept: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    answer_supervision: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    appeal_decline: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    approve_termination: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    ask_info: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    assign: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    claim: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_appeal_clocks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockList"];
                };
            };
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    explain_clock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the appeal */
                id: string;
                /** @description its clock */
                clock_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the explanation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockExplanation"];
                };
            };
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    co_reply: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    contact: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    appeal_custody: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the shares */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustodyView"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    decide_publication: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    decline: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclineBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    dispatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DispatchBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    dispute: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisputeBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    dissolve_task_force: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_events: {
        parameters: {
            query?: {
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_EventView"];
                };
            };
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    form_task_force: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaskForceBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    grant_extension: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    grant_parking: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    note: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    park: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    propose_publication: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicationBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    rate: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RateBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    refuse_extension: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    refuse_parking: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    refuse_termination: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    reopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    reply: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    report_in: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    report_parking: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgressBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    request_extension: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtensionBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    request_termination: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    return_reply: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    reveal: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description who filed it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RulingBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    set_level: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LevelBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    sign: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    split: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    supervise: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DemandBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    supplement: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SupplementBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    unmerge: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    unpublish: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    urge: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UrgeBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    whistle: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhistleBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description the version that the caller saw; 412 when it is no longer current */
                "If-Match"?: string;
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawBody"];
            };
        };
        responses: {
            /** @description the appeal as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppealView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    upload_attachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description kept until it is used */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    download_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the file */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the bytes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_audit_entries: {
        parameters: {
            query?: {
                /** @description An appeal, an account, a dead letter… */
                subject_id?: string;
                /** @description Who did it. */
                actor_id?: string;
                /** @description What was done, e.g. `appeal.identity_revealed`; `appeal.` stands for everything of that kind. */
                action?: string;
                /** @description At or after. */
                from?: string;
                /** @description Before. */
                to?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_EntryView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_audit_heads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadList"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    take_audit_head: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the signed head; keep it as it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    audit_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeadKey"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    verify_audit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description whether it holds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    verify_audit_with: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HeadsBody"];
            };
        };
        responses: {
            /** @description whether it holds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshBody"];
            };
        };
        responses: {
            /** @description the session is over, or never was */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshBody"];
            };
        };
        responses: {
            /** @description the session goes on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    sms_code: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmsCodeBody"];
            };
        };
        responses: {
            /** @description handed to the provider */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    sms_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmsLoginBody"];
            };
        };
        responses: {
            /** @description signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    staff_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StaffLoginBody"];
            };
        };
        responses: {
            /** @description signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    wechat_login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WechatCodeBody"];
            };
        };
        responses: {
            /** @description signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            400: components["responses"]["Problem400"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_categories: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryView"][];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_chains: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChainView"][];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_counties: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountyView"][];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_departments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentView"][];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_dispatch: {
        parameters: {
            query?: {
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_DeskItem"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    look_up_enterprise: {
        parameters: {
            query: {
                /** @description Unified social credit code (GB 32100-2015). */
                uscc: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description name and county, as far as known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownFirm"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_feeds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description without their addresses */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedList"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    make_feed: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the feed with its address */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewFeed"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `too_many_feeds` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    revoke_feed: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description the feed */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    read_feed: {
        parameters: {
            query?: never;
            header?: {
                /** @description the tag of the feed already held */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description the random part of the address */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the calendar */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": unknown;
                };
            };
            /** @description still the feed already held */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem401"];
            /** @description no such feed, or no longer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_levels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LevelView"][];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the caller as they are now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    my_data: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a copy of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalData"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    my_enterprises: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnterpriseList"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    bind_enterprise: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BindBody"];
            };
        };
        responses: {
            /** @description was bound before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoundEnterprise"];
                };
            };
            /** @description bound, or waiting to be verified */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoundEnterprise"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    erase_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseBody"];
            };
        };
        responses: {
            /** @description what was erased, and what stays */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    set_phone: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WechatCodeBody"];
            };
        };
        responses: {
            /** @description the caller, with the number masked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    my_subscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description every template */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionList"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    record_consent: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubscriptionBody"];
            };
        };
        responses: {
            /** @description the ledger */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubscriptionList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_notices: {
        parameters: {
            query?: {
                /** @description Only those not read yet. */
                unread?: boolean;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_NoticeView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    read_notice: {
        parameters: {
            query?: never;
            header?: {
                /** @description 8–64 visible ASCII characters */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description the notice */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description read */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    my_firms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the firms */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirmList"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_visits: {
        parameters: {
            query?: {
                /** @description To this firm. */
                enterprise_id?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_VisitView"];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    log_visit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VisitBody"];
            };
        };
        responses: {
            /** @description the visit */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VisitView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description not the caller's firm */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_parks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the parks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkView"][];
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_published: {
        parameters: {
            query?: {
                /** @description Category code. */
                category?: string;
                /** @description County code. */
                county?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: {
                /** @description the tag of the page already held */
                "If-None-Match"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_PublicationView"];
                };
            };
            /** @description still the page already held */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    get_published: {
        parameters: {
            query?: never;
            header?: {
                /** @description the tag of what is already held */
                "If-None-Match"?: string | null;
            };
            path: {
                /** @description the appeal */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the published text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicationView"];
                };
            };
            /** @description still what is already held */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["Problem404"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    preview_routing: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoutingBody"];
            };
        };
        responses: {
            /** @description the decision with its reasons */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutingView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    preview_sla: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SlaBody"];
            };
        };
        responses: {
            /** @description the clock, taken apart */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlaView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    stream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["Problem401"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_clocks: {
        parameters: {
            query?: {
                /** @description `green`, `yellow` or `red`. */
                lamp?: string;
                /** @description Which clock. */
                stage?: string;
                /**
                 * @description Who has the appeal on the table: `dispatch_desk`, `department`, `task_force`, `firm` or
                 *     `supervisor`.
                 */
                holder?: string;
                /** @description The department that answers for the clock. */
                department?: string;
                /** @description County code. */
                county?: string;
                /** @description Chain code. */
                chain?: string;
                /** @description Category code. */
                category?: string;
                /** @description Profile code. */
                level?: string;
                /** @description Overdue by at least so many seconds. */
                min_age_s?: number;
                /** @description Overdue by at most so many seconds. */
                max_age_s?: number;
                /** @description Due at or after, RFC 3339. */
                due_from?: string;
                /** @description Due before, RFC 3339. */
                due_to?: string;
                /** @description Whether the clock stands still. */
                paused?: boolean;
                /** @description Whether it is due in a year whose holidays are not announced yet. */
                provisional?: boolean;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page, soonest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_PromiseItem"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    count_clocks: {
        parameters: {
            query?: {
                /** @description `green`, `yellow` or `red`. */
                lamp?: string;
                /** @description Which clock. */
                stage?: string;
                /**
                 * @description Who has the appeal on the table: `dispatch_desk`, `department`, `task_force`, `firm` or
                 *     `supervisor`.
                 */
                holder?: string;
                /** @description The department that answers for the clock. */
                department?: string;
                /** @description County code. */
                county?: string;
                /** @description Chain code. */
                chain?: string;
                /** @description Category code. */
                category?: string;
                /** @description Profile code. */
                level?: string;
                /** @description Overdue by at least so many seconds. */
                min_age_s?: number;
                /** @description Overdue by at most so many seconds. */
                max_age_s?: number;
                /** @description Due at or after, RFC 3339. */
                due_from?: string;
                /** @description Due before, RFC 3339. */
                due_to?: string;
                /** @description Whether the clock stands still. */
                paused?: boolean;
                /** @description Whether it is due in a year whose holidays are not announced yet. */
                provisional?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers, all of one moment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockCounts"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    export_clocks: {
        parameters: {
            query?: {
                /** @description `green`, `yellow` or `red`. */
                lamp?: string;
                /** @description Which clock. */
                stage?: string;
                /**
                 * @description Who has the appeal on the table: `dispatch_desk`, `department`, `task_force`, `firm` or
                 *     `supervisor`.
                 */
                holder?: string;
                /** @description The department that answers for the clock. */
                department?: string;
                /** @description County code. */
                county?: string;
                /** @description Chain code. */
                chain?: string;
                /** @description Category code. */
                category?: string;
                /** @description Profile code. */
                level?: string;
                /** @description Overdue by at least so many seconds. */
                min_age_s?: number;
                /** @description Overdue by at most so many seconds. */
                max_age_s?: number;
                /** @description Due at or after, RFC 3339. */
                due_from?: string;
                /** @description Due before, RFC 3339. */
                due_to?: string;
                /** @description Whether the clock stands still. */
                paused?: boolean;
                /** @description Whether it is due in a year whose holidays are not announced yet. */
                provisional?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_overdue: {
        parameters: {
            query?: {
                /** @description `green`, `yellow` or `red`. */
                lamp?: string;
                /** @description Which clock. */
                stage?: string;
                /**
                 * @description Who has the appeal on the table: `dispatch_desk`, `department`, `task_force`, `firm` or
                 *     `supervisor`.
                 */
                holder?: string;
                /** @description The department that answers for the clock. */
                department?: string;
                /** @description County code. */
                county?: string;
                /** @description Chain code. */
                chain?: string;
                /** @description Category code. */
                category?: string;
                /** @description Profile code. */
                level?: string;
                /** @description Overdue by at least so many seconds. */
                min_age_s?: number;
                /** @description Overdue by at most so many seconds. */
                max_age_s?: number;
                /** @description Due at or after, RFC 3339. */
                due_from?: string;
                /** @description Due before, RFC 3339. */
                due_to?: string;
                /** @description Whether the clock stands still. */
                paused?: boolean;
                /** @description Whether it is due in a year whose holidays are not announced yet. */
                provisional?: boolean;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page, latest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_PromiseItem"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    reconcile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReconciliationBody"];
            };
        };
        responses: {
            /** @description the account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_colleagues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColleagueView"][];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    supervision_summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    supervision_trend: {
        parameters: {
            query?: {
                step?: "day" | "week" | "month";
                /** @description How many, the present one included: 1 to 62; 30 days, 26 weeks or 12 months when absent. */
                periods?: number;
                /** @description The department that has or had the appeal, and that answers for the broken promise. */
                department?: string;
                /** @description County code. */
                county?: string;
                /** @description Chain code. */
                chain?: string;
                /** @description Category code. */
                category?: string;
                /** @description Profile code. */
                level?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the periods, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trend"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                /**
                 * @description `lead` (the own department's, when absent), `helper` (called to help, not answered yet) or
                 *     `task_force` (held by one that the caller is a member of).
                 */
                part?: string;
                /** @description Only what the caller handles. */
                mine?: boolean;
                /** @description Stored state; without it everything that is not over. */
                state?: string;
                /** @description `green`, `yellow` or `red`. */
                lamp?: string;
                /** @description In title, content or number. */
                q?: string;
                /** @description 1 to 100; 20 when absent. */
                limit?: number;
                /** @description From the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PageOf_AppealSummary"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    count_tasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCounts"];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    hand_over: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverBody"];
            };
        };
        responses: {
            /** @description what went where */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOver"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    list_handlers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedView"][];
                };
            };
            401: components["responses"]["Problem401"];
            /** @description `role_missing` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            503: components["responses"]["Problem503"];
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    list_problems: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeDescription"][];
                };
            };
        };
    };
    get_problem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the code */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what it means */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeDescription"];
                };
            };
            /** @description no such code */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemBody"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description a required part does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
}
