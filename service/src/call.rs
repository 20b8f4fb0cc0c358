//! One request to the service: who calls, when, and what makes a repetition harmless.

use std::sync::Arc;

use chrono::Duration;
use domain::appeal::Role;
use domain::guard::FieldCipher;
use domain::time::Timestamp;
use entity::idempotency_keys;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use uuid::Uuid;

use crate::error::{ServiceError, is_unique_violation};
use crate::store::{Store, Work};
use crate::tx::Tx;

/// How long a saved answer is kept.
const KEPT: Duration = Duration::hours(72);

/// Who calls, as the access token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// An entrepreneur.
    Entrepreneur {
        /// Who.
        id: Uuid,
    },
    /// A member of staff.
    Staff {
        /// Who.
        id: Uuid,
        /// What they may do.
        roles: Vec<Role>,
        /// Where they work.
        department: Option<Uuid>,
    },
    /// Nobody yet: sign-in and public reading.
    Anonymous,
    /// The platform itself.
    System,
}

impl Caller {
    /// The account, where there is one.
    #[must_use]
    pub const fn id(&self) -> Option<Uuid> {
        match self {
            Self::Entrepreneur { id } | Self::Staff { id, .. } => Some(*id),
            Self::Anonymous | Self::System => None,
        }
    }

    /// The kind, as stored with what the caller owns.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Entrepreneur { .. } => "entrepreneur",
            Self::Staff { .. } => "staff",
            Self::Anonymous => "anonymous",
            Self::System => "system",
        }
    }

    /// Whether a member of staff holds the role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        match self {
            Self::Staff { roles, .. } => roles.contains(&role),
            Self::Entrepreneur { .. } => role == Role::Entrepreneur,
            Self::Anonymous | Self::System => false,
        }
    }

    /// The entrepreneur's account.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for everybody else.
    pub fn entrepreneur(&self) -> Result<Uuid, ServiceError> {
        match self {
            Self::Entrepreneur { id } => Ok(*id),
            _ => Err(ServiceError::Forbidden("entrepreneurs_only")),
        }
    }

    /// Lets staff with one of the roles pass.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for everybody else.
    pub fn require(&self, roles: &[Role]) -> Result<(), ServiceError> {
        if roles.iter().any(|role| self.has(*role)) {
            Ok(())
        } else {
            Err(ServiceError::Forbidden("role_missing"))
        }
    }

    /// The name under which idempotency keys and limits are kept.
    #[must_use]
    pub fn label(&self) -> String {
        match self.id() {
            Some(id) => format!("{}:{id}", self.kind()),
            None => self.kind().to_owned(),
        }
    }
}

/// What makes a repeated write harmless.
#[derive(Clone, Debug)]
pub struct Idempotency {
    /// 8 to 64 visible ASCII characters, chosen by the client.
    pub key: String,
    /// SHA-256 over method, path and body, in hex.
    pub request_hash: String,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who.
    pub caller: Caller,
    /// When it arrived.
    pub now: Timestamp,
    /// Carried into logs and messages.
    pub request_id: String,
    /// W3C trace context, carried likewise.
    pub traceparent: Option<String>,
    /// The key of a repeatable write.
    pub idempotency: Option<Idempotency>,
    /// The version that the client saw, from `If-Match`.
    pub if_match: Option<i64>,
}

impl Call {
    /// A call of the platform itself.
    #[must_use]
    pub fn system(now: Timestamp, request_id: impl Into<String>) -> Self {
        Self {
            caller: Caller::System,
            now,
            request_id: request_id.into(),
            traceparent: None,
            idempotency: None,
            if_match: None,
        }
    }
}

/// What a write answers, in the bytes that a repetition will get again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON.
    pub body: String,
    /// Version of the appeal.
    pub etag: Option<String>,
    /// Where the new thing lies.
    pub location: Option<String>,
    /// Whether this is a saved answer.
    pub replayed: bool,
}

impl Answer {
    /// An answer with a body and nothing else.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn json(status: u16, value: &impl Serialize) -> Result<Self, ServiceError> {
        let body = serde_json::to_string(value)?;
        Ok(Self { status, body, etag: None, location: None, replayed: false })
    }

    /// An answer without content.
    #[must_use]
    pub const fn empty(status: u16) -> Self {
        Self { status, body: String::new(), etag: None, location: None, replayed: false }
    }

    /// Adds the version.
    #[must_use]
    pub fn with_etag(mut self, version: i64) -> Self {
        self.etag = Some(format!("\"{version}\""));
        self
    }

    /// Adds the place.
    #[must_use]
    pub fn at(mut self, location: String) -> Self {
        self.location = Some(location);
        self
    }
}

impl Store {
    /// Runs a write once: the same key and body gets the first answer back, another body is refused,
    /// a twin under way in this process is told to wait. The answer is saved in the write's own
    /// transaction. Twins in two processes meet at the unique key: the later one's transaction is
    /// undone and it answers with the earlier one's bytes.
    ///
    /// # Errors
    /// What the body answers, [`ServiceError::KeyReused`] or [`ServiceError::InProgress`].
    pub async fn once<F>(&self, call: &Call, body: F) -> Result<Answer, ServiceError>
    where
        F: for<'t> FnOnce(&'t Tx, Arc<Call>) -> Work<'t, Answer> + Send + 'static,
    {
        let call = Arc::new(call.clone());
        let Some(idempotency) = call.idempotency.clone() else {
            return self.transact(move |tx| body(tx, call)).await;
        };
        let label = call.caller.label();
        let _under_way = self.enter(&label, &idempotency.key).ok_or(ServiceError::InProgress)?;
        if let Some(answer) = self.saved(&label, &idempotency, call.now).await? {
            return Ok(answer);
        }
        let (caller, key, now) = (label.clone(), idempotency.clone(), call.now);
        let cipher = self.guards().cipher.clone();
        let result = self
            .transact(move |tx| {
                Box::pin(async move {
                    let answer = body(tx, call).await?;
                    save(tx, &*cipher, caller, key, &answer, now).await?;
                    Ok(answer)
                })
            })
            .await;
        match result {
            Err(ServiceError::Conflict("idempotency_race")) => {
                self.saved(&label, &idempotency, now).await?.ok_or(ServiceError::InProgress)
            }
            other => other,
        }
    }

    /// The saved answer of an earlier repetition, for a write whose first step, outside the database, can
    /// be taken only once: ask before taking it.
    ///
    /// # Errors
    /// [`ServiceError::KeyReused`].
    pub async fn replay(&self, call: &Call) -> Result<Option<Answer>, ServiceError> {
        match &call.idempotency {
            Some(idempotency) => self.saved(&call.caller.label(), idempotency, call.now).await,
            None => Ok(None),
        }
    }

    async fn saved(
        &self,
        caller: &str,
        idempotency: &Idempotency,
        now: Timestamp,
    ) -> Result<Option<Answer>, ServiceError> {
        let id = (caller.to_owned(), idempotency.key.clone());
        let Some(row) = idempotency_keys::Entity::find_by_id(id)
            .filter(idempotency_keys::Column::ExpiresAt.gt(now))
            .one(self.read())
            .await?
        else {
            return Ok(None);
        };
        if row.request_hash != idempotency.request_hash {
            return Err(ServiceError::KeyReused);
        }
        Ok(Some(Answer {
            status: u16::try_from(row.status).map_err(ServiceError::internal)?,
            body: self
                .guards()
                .cipher
                .open(&saved_place(caller, &idempotency.key), &row.body)
                .map_err(ServiceError::internal)?,
            etag: row.etag,
            location: row.location,
            replayed: true,
        }))
    }
}

/// What binds a saved answer to its row. It is sealed: it may name a person.
fn saved_place(caller: &str, key: &str) -> String {
    format!("idempotency_keys.body:{caller}:{key}")
}

async fn save(
    tx: &Tx,
    cipher: &dyn FieldCipher,
    caller: String,
    idempotency: Idempotency,
    answer: &Answer,
    now: Timestamp,
) -> Result<(), ServiceError> {
    let body = cipher.seal(&saved_place(&caller, &idempotency.key), &answer.body);
    let row = idempotency_keys::ActiveModel {
        caller: Set(caller),
        key: Set(idempotency.key),
        request_hash: Set(idempotency.request_hash),
        status: Set(i32::from(answer.status)),
        body: Set(body),
        etag: Set(answer.etag.clone()),
        location: Set(answer.location.clone()),
        created_at: Set(now),
        expires_at: Set(now + KEPT),
    };
    match idempotency_keys::Entity::insert(row).exec_without_returning(tx).await {
        Ok(_) => Ok(()),
        Err(error) if is_unique_violation(&error) => {
            Err(ServiceError::Conflict("idempotency_race"))
        }
        Err(error) => Err(error.into()),
    }
}
