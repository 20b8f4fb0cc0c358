//! The firm files (提交诉求).

use actix_web::{HttpRequest, post, web};
use domain::text::{Content, PersonName, Phone, Title};
use serde::Deserialize;
use service::commands::attach::MOST_FILES;
use service::commands::file_appeal::{FileAppeal, file_appeal};
use service::reference::Reference;
use service::view::AppealView;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::http::call::require_key;
use crate::http::form::{Field, Form};
use crate::http::{Answered, Problem, Request, limits, respond};
use crate::state::AppState;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(file);
}

/// What a firm files.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileBody {
    /// For which enterprise; one that the caller is bound to.
    #[serde(default)]
    #[schema(value_type = Uuid, required = true)]
    enterprise_id: Field<Uuid>,
    /// One line of 4 to 60 characters (Unicode scalar values, trimmed, NFC).
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 4, max_length = 60)]
    title: Field<String>,
    /// 10 to 5,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 10, max_length = 5000)]
    content: Field<String>,
    /// Category code, see `GET /categories`.
    #[serde(default)]
    #[schema(value_type = String, required = true)]
    category: Field<String>,
    /// Profile code (时限方案); that of the category when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    level: Field<String>,
    /// County code, see `GET /counties`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    county: Field<String>,
    /// Chain code, see `GET /chains`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    chain_id: Field<String>,
    /// Whom to ask for.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 50)]
    contact_name: Field<String>,
    /// A telephone number of mainland China.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    contact_phone: Field<String>,
    /// Whether departments may not learn who filed it.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    confidential: Field<bool>,
    /// The department that the appeal is about, see `GET /departments`; it never gets it.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    about_department_id: Field<Uuid>,
    /// At most 9 files that the caller has uploaded and not used yet.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Uuid>>, max_items = 9)]
    attachment_ids: Field<Vec<Uuid>>,
    /// `mini_program` (default) or `h5`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    channel: Field<Channel>,
}

/// Where an entrepreneur files from.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Channel {
    #[default]
    MiniProgram,
    H5,
}

impl FileBody {
    /// Parses every field; the codes are checked too, so that all faults are told at once.
    fn parse(self, reference: &Reference) -> Result<FileAppeal, Problem> {
        let mut form = Form::default();
        let enterprise = form.required("enterprise_id", self.enterprise_id);
        let title = form.required("title", self.title);
        let title = form.text("title", title, Title::parse);
        let content = form.required("content", self.content);
        let content = form.text("content", content, Content::parse);
        let category = form.required("category", self.category);
        let level = form.optional("level", self.level);
        let county = form.optional("county", self.county);
        let chain = form.optional("chain_id", self.chain_id);
        known(&mut form, "category", category.as_ref(), |code| {
            reference.categories.get(code).is_some_and(|row| row.active)
        });
        known(&mut form, "level", level.as_ref(), |code| reference.has_profile(code));
        known(&mut form, "county", county.as_ref(), |code| reference.counties.contains_key(code));
        known(&mut form, "chain_id", chain.as_ref(), |code| reference.chains.contains_key(code));
        let contact_name = form.optional("contact_name", self.contact_name);
        let contact_name = form.text_if_any("contact_name", contact_name, PersonName::parse);
        let contact_phone = form.optional("contact_phone", self.contact_phone);
        let contact_phone = form.text_if_any("contact_phone", contact_phone, Phone::parse);
        let confidential = form.optional("confidential", self.confidential).unwrap_or_default();
        let about_department = form.optional("about_department_id", self.about_department_id);
        if about_department.is_some_and(|id| !reference.departments.contains_key(&id)) {
            form.fault("about_department_id", "unknown");
        }
        let attachments = files(&mut form, self.attachment_ids);
        let channel = match form.optional("channel", self.channel).unwrap_or_default() {
            Channel::MiniProgram => "mini_program",
            Channel::H5 => "h5",
        };
        form.finish()?;
        let (Some(enterprise), Some(title), Some(content), Some(category)) =
            (enterprise, title, content, category)
        else {
            return Err(Problem::internal("a required field was lost"));
        };
        Ok(FileAppeal {
            enterprise,
            title,
            content,
            category,
            level,
            county,
            chain,
            contact_name,
            contact_phone,
            confidential,
            about_department,
            attachments,
            channel: channel.to_owned(),
        })
    }
}

fn known(form: &mut Form, name: &str, code: Option<&String>, is: impl FnOnce(&str) -> bool) {
    if code.is_some_and(|code| !is(code)) {
        form.fault(name, "unknown");
    }
}

/// The files named in a body: no more than an appeal may have, none twice.
pub(super) fn files(form: &mut Form, field: Field<Vec<Uuid>>) -> Vec<Uuid> {
    let mut files = form.optional("attachment_ids", field).unwrap_or_default();
    if files.len() > MOST_FILES {
        form.fault("attachment_ids", "too_many");
    }
    files.sort_unstable();
    let named = files.len();
    files.dedup();
    if files.len() < named {
        form.fault("attachment_ids", "duplicate");
    }
    files
}

/// Files an appeal (提交诉求). The clocks start with it.
#[utoipa::path(
    operation_id = "file_appeal",
    tag = "firm",
    request_body = FileBody,
    params(("Idempotency-Key" = String, Header, description = "8–64 visible ASCII characters; required")),
    responses(
        (status = 201, description = "filed", body = AppealView),
        (status = 403, description = "`entrepreneurs_only`: staff, unless they are the firm's officer", body = crate::http::ProblemBody),
        (status = 404, description = "`not_found`: not an enterprise of the caller's",
         body = crate::http::ProblemBody),
    )
)]
#[post("/appeals")]
pub(crate) async fn file(
    state: web::Data<AppState>,
    http: HttpRequest,
    request: Request<FileBody>,
) -> Answered {
    let Request { call, body } = request;
    require_key(&call)?;
    let reference = state.store.reference().get(&state.store).await?;
    let input = body.parse(&reference)?;
    limits::filing(&http, &state, &call.caller).await?;
    let channel = input.channel.clone();
    let answer = file_appeal(&state.store, &call, input).await?;
    if !answer.replayed {
        let name = platform::telemetry::names::APPEALS_FILED_TOTAL;
        metrics::counter!(name, "channel" => channel).increment(1);
    }
    Ok(respond(answer))
}
