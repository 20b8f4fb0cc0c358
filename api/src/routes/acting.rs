//! What all commands on an appeal share: what they name beside their body, how they answer, and bodies
//! of a single text.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use actix_web::web;
use domain::appeal::Command;
use domain::text::Reason;
use serde::Deserialize;
use service::Call;
use service::act::act;
use service::view::AppealView;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder};
use utoipa::{IntoParams, IntoResponses, PartialSchema, ToSchema};
use uuid::Uuid;

use crate::http::form::{Field, Form};
use crate::http::{Answered, Problem, respond};
use crate::state::AppState;

/// The parts of the application, as handlers take them.
pub(super) type State = web::Data<AppState>;

/// The length of a reason (理由).
pub(super) const REASON: RangeInclusive<usize> = Reason::MIN..=Reason::MAX;
/// The length of a text that somebody else has to act on: a demand, a question, a mandate, an ask.
pub(super) const ASK: RangeInclusive<usize> = 2..=1_000;
/// The length of an account of what was said or done.
pub(super) const ACCOUNT: RangeInclusive<usize> = 1..=2_000;
/// The length of an answer in full.
pub(super) const ANSWER: RangeInclusive<usize> = 2..=5_000;

/// A field that takes one word of a closed set, as the API file describes it.
pub(super) fn one_of<const N: usize>(words: [&'static str; N]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

/// The appeal in the path, and the two headers of every command.
pub(super) struct OnAppeal;

impl IntoParams for OnAppeal {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let header = |name: &str, description: &str| {
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Header)
                .required(Required::False)
                .description(Some(description))
                .schema(Some(String::schema()))
                .build()
        };
        let uuid = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
        let id = ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("the appeal"))
            .schema(Some(uuid))
            .build();
        vec![
            id,
            header("If-Match", "the version that the caller saw; 412 when it is no longer current"),
            header("Idempotency-Key", "8–64 visible ASCII characters"),
        ]
    }
}

/// The answer of a command: the appeal as the caller now sees it, with its version in `ETag`.
pub(super) struct Now;

impl IntoResponses for Now {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let body = RefOr::<Schema>::Ref(Ref::from_schema_name(AppealView::name()));
        let content = ContentBuilder::new().schema(Some(body)).build();
        let response = ResponseBuilder::new()
            .description("the appeal as it is now")
            .content("application/json", content)
            .build();
        BTreeMap::from([("200".to_owned(), response.into())])
    }
}

/// Gives a command that needs nothing from the database.
pub(super) async fn give(state: &AppState, call: &Call, id: Uuid, command: Command) -> Answered {
    Ok(respond(act(&state.store, call, id, command).await?))
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReasonBody {
    /// 2 to 1,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 1000)]
    reason: Field<String>,
}

impl ReasonBody {
    pub(super) fn parse(self) -> Result<String, Problem> {
        let mut form = Form::default();
        let reason = form.words("reason", self.reason, &REASON);
        let (reason,) = form.all((reason,))?;
        Ok(reason)
    }
}

/// An answer in full.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AnswerBody {
    /// 2 to 5,000 characters.
    #[serde(default)]
    #[schema(value_type = String, required = true, min_length = 2, max_length = 5000)]
    text: Field<String>,
}

impl AnswerBody {
    pub(super) fn parse(self) -> Result<String, Problem> {
        let mut form = Form::default();
        let text = form.words("text", self.text, &ANSWER);
        let (text,) = form.all((text,))?;
        Ok(text)
    }
}
