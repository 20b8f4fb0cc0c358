// Generated from docs/openapi.json by `npm run generate`; not edited by hand.
import type { Field } from './field';

export const COMMANDS: Readonly<Record<string, readonly Field[]>> = {
  "accept": [],
  "answer-supervision": [
    {
      "name": "text",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 5000
    }
  ],
  "appeal-decline": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "approve": [],
  "approve-termination": [],
  "ask-info": [
    {
      "name": "question",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "assign": [
    {
      "name": "handler_id",
      "type": "string",
      "required": true,
      "format": "uuid"
    }
  ],
  "claim": [],
  "co-reply": [
    {
      "name": "text",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 5000
    }
  ],
  "contact": [
    {
      "name": "method",
      "type": "string",
      "required": true,
      "choices": [
        "phone",
        "visit",
        "wechat",
        "meeting",
        "other"
      ]
    },
    {
      "name": "note",
      "type": "string",
      "required": true,
      "min": 1,
      "max": 2000
    }
  ],
  "decide-publication": [
    {
      "name": "agreed",
      "type": "boolean",
      "required": true
    }
  ],
  "decline": [
    {
      "name": "code",
      "type": "string",
      "required": true,
      "choices": [
        "emergency",
        "legal_process",
        "petition",
        "duplicate_no_new_fact",
        "secret_or_privacy",
        "out_of_jurisdiction",
        "no_substance"
      ]
    },
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    },
    {
      "name": "channel",
      "type": "string",
      "required": false,
      "min": 2,
      "max": 200
    }
  ],
  "dispatch": [
    {
      "name": "department_id",
      "type": "string",
      "required": true,
      "format": "uuid"
    },
    {
      "name": "final",
      "type": "boolean",
      "required": false
    }
  ],
  "dispute": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    },
    {
      "name": "reason_code",
      "type": "string",
      "required": true,
      "choices": [
        "not_our_duty",
        "wrong_county",
        "other_lead",
        "conflict_of_interest",
        "duplicate",
        "other"
      ]
    },
    {
      "name": "suggested_department",
      "type": "string",
      "required": false,
      "format": "uuid"
    }
  ],
  "dissolve-task-force": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "form-task-force": [
    {
      "name": "days",
      "type": "integer",
      "required": true,
      "format": "int32",
      "min": 1,
      "max": 365
    },
    {
      "name": "mandate",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    },
    {
      "name": "members",
      "type": "array",
      "required": true,
      "format": "uuid",
      "min": 1,
      "max": 30
    },
    {
      "name": "name",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 60
    }
  ],
  "grant-extension": [],
  "grant-parking": [],
  "merge": [
    {
      "name": "into",
      "type": "string",
      "required": true,
      "format": "uuid"
    }
  ],
  "note": [
    {
      "name": "text",
      "type": "string",
      "required": true,
      "min": 1,
      "max": 2000
    }
  ],
  "park": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "propose-publication": [
    {
      "name": "answer",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 5000
    },
    {
      "name": "question",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 5000
    },
    {
      "name": "title",
      "type": "string",
      "required": true,
      "min": 4,
      "max": 60
    }
  ],
  "rate": [
    {
      "name": "score",
      "type": "integer",
      "required": true,
      "format": "int32",
      "min": 1,
      "max": 5
    },
    {
      "name": "comment",
      "type": "string",
      "required": false,
      "max": 1000
    }
  ],
  "refuse-extension": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "refuse-parking": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "refuse-termination": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "reopen": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    },
    {
      "name": "attachment_ids",
      "type": "array",
      "required": false,
      "format": "uuid",
      "max": 9
    }
  ],
  "reply": [
    {
      "name": "outcome",
      "type": "string",
      "required": true,
      "choices": [
        "resolved",
        "partly_resolved",
        "explained",
        "unresolvable"
      ]
    },
    {
      "name": "text",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 5000
    },
    {
      "name": "attachment_ids",
      "type": "array",
      "required": false,
      "format": "uuid",
      "max": 9
    },
    {
      "name": "without_helpers",
      "type": "string",
      "required": false,
      "min": 2,
      "max": 1000
    }
  ],
  "report-in": [],
  "report-parking": [
    {
      "name": "text",
      "type": "string",
      "required": true,
      "min": 1,
      "max": 2000
    }
  ],
  "request-extension": [
    {
      "name": "amount",
      "type": "integer",
      "required": true,
      "format": "int32",
      "min": 1,
      "max": 365
    },
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "request-termination": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "resume": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "return-reply": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "reveal": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "rule": [
    {
      "name": "decision",
      "type": "string",
      "required": true,
      "choices": [
        "uphold",
        "reject"
      ]
    },
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "set-level": [
    {
      "name": "level",
      "type": "string",
      "required": true
    },
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "sign": [],
  "split": [
    {
      "name": "parts",
      "type": "array",
      "required": true,
      "min": 1,
      "max": 5,
      "fields": [
        {
          "name": "category",
          "type": "string",
          "required": false
        },
        {
          "name": "content",
          "type": "string",
          "required": true,
          "min": 10,
          "max": 5000
        },
        {
          "name": "title",
          "type": "string",
          "required": true,
          "min": 4,
          "max": 60
        }
      ]
    }
  ],
  "supervise": [
    {
      "name": "demand",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "supplement": [
    {
      "name": "text",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 5000
    },
    {
      "name": "attachment_ids",
      "type": "array",
      "required": false,
      "format": "uuid",
      "max": 9
    }
  ],
  "unmerge": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "unpublish": [
    {
      "name": "reason",
      "type": "string",
      "required": true,
      "min": 2,
      "max": 1000
    }
  ],
  "urge": [
    {
      "name": "message",
      "type": "string",
      "required": false,
      "max": 500
    }
  ],
  "whistle": [
    {
      "name": "departments",
      "type": "array",
      "required": true,
      "min": 1,
      "max": 10,
      "fields": [
        {
          "name": "ask",
          "type": "string",
          "required": true,
          "min": 2,
          "max": 1000
        },
        {
          "name": "id",
          "type": "string",
          "required": true,
          "format": "uuid"
        },
        {
          "name": "required",
          "type": "boolean",
          "required": true
        }
      ]
    }
  ],
  "withdraw": [
    {
      "name": "reason",
      "type": "string",
      "required": false,
      "min": 2,
      "max": 1000
    }
  ]
};
