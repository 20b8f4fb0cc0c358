//! Files: uploaded first, used by an appeal or a reply later. The bytes go to the object store, then the
//! row is written; what fails in between leaves bytes that nothing names.

use std::time::Duration;

use actix_multipart::{Field, Multipart};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE,
};
use actix_web::web::{Bytes, BytesMut};
use actix_web::{HttpRequest, HttpResponse, get, post, web};
use futures::StreamExt;
use platform::objects::{ObjectError, ObjectKey};
use service::commands::attach::{Upload, record};
use service::queries::attachments::visible;
use service::view::AttachmentView;
use service::{Answer, Call, FieldFault};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::files::{Kind, clean_name, disposition, kind};
use crate::http::call::{seal, signed, state};
use crate::http::{Answered, Id, Problem, Signed, limits, respond};
use crate::state::AppState;

/// A client that is silent for so long gives its place to another.
const SILENCE: Duration = Duration::from_secs(20);
/// What a multipart body may have beside the file: boundaries and headers.
const WRAPPING: usize = 8_192;

/// The routes of this file.
pub(super) fn configure(config: &mut ServiceConfig<'_>) {
    config.service(upload).service(download);
}

/// The form of an upload.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its shape is shown")]
pub(crate) struct UploadForm {
    /// jpeg, png, webp, pdf, docx, xlsx, amr, mp3 or mp4 by content; at most 10 MB.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Uploads one file.
#[utoipa::path(
    operation_id = "upload_attachment",
    tag = "firm",
    params(("Idempotency-Key" = Option<String>, Header, description = "8–64 visible ASCII characters")),
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "kept until it is used", body = AttachmentView))
)]
#[post("/attachments")]
pub(crate) async fn upload(http: HttpRequest, payload: web::Payload) -> Answered {
    let mut call = signed(&http).await?;
    let state = state(&http)?.clone();
    let limit = state.config.server.attachment_bytes;
    let too_large = || Problem::new("file_too_large").with("max", limit / 1_048_576);
    let announced = http.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let announced = announced.and_then(|text| text.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit + WRAPPING) {
        return Err(too_large());
    }
    let content = http.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !content.is_some_and(|text| text.to_ascii_lowercase().starts_with("multipart/form-data")) {
        return Err(Problem::new("content_type_not_multipart"));
    }
    limits::upload(&http, &state, &call.caller).await?;
    let _place = state.uploads.acquire().await.map_err(Problem::internal)?;
    let mut form = Multipart::new(http.headers(), payload);
    let (name, bytes) = single_file(&mut form, limit, too_large).await?;
    let kind = kind(&bytes).ok_or_else(|| Problem::new("file_type_unsupported"))?;
    // The same file sent again is the same request, whatever its boundaries are.
    let sha256 = hex::encode(Sha256::digest(&bytes));
    seal(&mut call, &http, format!("{name}\0{sha256}").as_bytes())?;
    // Several steps that belong together: they finish even if the client goes away.
    let kept = tokio::spawn(keep(state.clone(), call, name, kind, bytes, sha256));
    Ok(respond(kept.await.map_err(Problem::internal)??))
}

/// Reads the one field `file`.
async fn single_file(
    form: &mut Multipart,
    limit: usize,
    too_large: impl Fn() -> Problem,
) -> Result<(String, Bytes), Problem> {
    let mut found = None;
    while let Some(field) = patient(form.next()).await? {
        let mut field = field.map_err(|_| Problem::new("malformed_multipart"))?;
        let named = field.name().unwrap_or_default().to_owned();
        if named != "file" {
            let name = named.chars().take(100).collect::<String>();
            return Err(Problem::field(&name, "unknown_field"));
        }
        if found.is_some() {
            return Err(Problem::field("file", "duplicate"));
        }
        let name = field.content_disposition().and_then(|header| header.get_filename());
        let name = name.unwrap_or_default().chars().take(1_000).collect::<String>();
        let bytes = read(&mut field, limit, &too_large).await?;
        if bytes.is_empty() {
            return Err(Problem::field("file", "empty"));
        }
        found = Some((name, bytes));
    }
    found.ok_or_else(|| Problem::fields(vec![FieldFault::new("file", "required")]))
}

async fn read(
    field: &mut Field,
    limit: usize,
    too_large: &impl Fn() -> Problem,
) -> Result<Bytes, Problem> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = patient(field.next()).await? {
        let chunk = chunk.map_err(|_| Problem::new("malformed_multipart"))?;
        if bytes.len() + chunk.len() > limit {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

async fn patient<T>(next: impl Future<Output = T>) -> Result<T, Problem> {
    tokio::time::timeout(SILENCE, next).await.map_err(|_| Problem::new("malformed_multipart"))
}

/// Bytes first, then the row. A repetition, or a row that could not be written, takes its bytes back.
async fn keep(
    state: AppState,
    call: Call,
    name: String,
    kind: Kind,
    bytes: Bytes,
    sha256: String,
) -> Result<Answer, Problem> {
    let id = state.store.ids().next();
    let key: ObjectKey = format!("attachments/{id}").parse().map_err(Problem::internal)?;
    let size = i64::try_from(bytes.len()).map_err(Problem::internal)?;
    state.objects.put(&key, bytes).await.map_err(Problem::unavailable)?;
    let facts = Upload {
        id,
        file_name: clean_name(&name, kind),
        media_type: kind.media_type.to_owned(),
        size,
        sha256,
        storage_key: key.to_string(),
    };
    let recorded = record(&state.store, &call, facts).await;
    let unused = match &recorded {
        Ok(answer) => answer.replayed,
        // A commit whose answer was lost may have happened: such bytes are left where they are.
        Err(error) => !error.is_transient(),
    };
    if unused && let Err(error) = state.objects.delete(&key).await {
        tracing::warn!(%error, "the bytes of a file that is not kept were not removed");
    }
    Ok(recorded?)
}

/// A file, for those who may see its appeal, and for its owner before it is used.
#[utoipa::path(
    operation_id = "download_attachment",
    tag = "firm",
    params(("id" = Uuid, Path, description = "the file")),
    responses((status = 200, description = "the bytes", content_type = "application/octet-stream"))
)]
#[get("/attachments/{id}")]
pub(crate) async fn download(
    state: web::Data<AppState>,
    Signed(call): Signed,
    Id(id): Id,
) -> Answered {
    let row = visible(&state.store, &call.caller, call.now, id).await?;
    let key: ObjectKey = row.storage_key.parse().map_err(Problem::internal)?;
    let (size, bytes) = match state.objects.stream(&key).await {
        Ok(found) => found,
        Err(ObjectError::NotFound) => {
            return Err(Problem::internal(format!("the bytes of {id} are gone")));
        }
        Err(error) => return Err(Problem::unavailable(error)),
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, row.media_type))
        .insert_header((CONTENT_DISPOSITION, disposition(&row.file_name)))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        // Pictures, recordings and archives are compressed already.
        .insert_header((CONTENT_ENCODING, "identity"))
        .no_chunking(size)
        .streaming(bytes))
}
