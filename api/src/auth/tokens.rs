//! Access tokens: JSON Web Tokens (RFC 7519), signed with Ed25519 (RFC 8037), of one algorithm and one
//! shape (RFC 8725).

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::appeal::Role;
use domain::time::Timestamp;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header, encode};
use platform::config::Config;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use service::{Caller, ServiceError};
use uuid::Uuid;

use super::keys::{KeyFault, SigningKey, VerifyingKey};
use super::provider;

/// Whom the tokens are for: this API and nothing else.
const AUDIENCE: &str = "api";
/// No token of ours is longer; a longer one is not looked at.
const LONGEST: usize = 4_096;

/// What a token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    /// The account.
    sub: Uuid,
    /// `entrepreneur` or `staff`.
    kind: String,
    /// Role names; staff only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<String>,
    /// Department; staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dep: Option<Uuid>,
    /// The session: the family of the refresh token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<Uuid>,
    /// Whole seconds.
    iat: i64,
    /// Whole seconds.
    exp: i64,
    /// Unlike any other token's.
    jti: String,
}

/// Issues and verifies access tokens.
pub struct Tokens {
    signing: SigningKey,
    /// The signing key's public half first, then earlier ones.
    accepted: Vec<VerifyingKey>,
    decoding: HashMap<String, DecodingKey>,
    validation: Validation,
    issuer: String,
    /// Seconds.
    ttl: i64,
    /// Seconds.
    leeway: i64,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tokens").field("signing", &self.signing).finish_non_exhaustive()
    }
}

impl Tokens {
    /// From the configuration. Without a signing key the process uses its own, in its data folder.
    ///
    /// # Errors
    /// A key that cannot be read.
    pub fn from_config(config: &Config) -> Result<Self, KeyFault> {
        let auth = &config.auth;
        let signing = match &auth.signing_key {
            Some(pem) => SigningKey::from_pem(pem.expose_secret())?,
            None => SigningKey::own(&config.data_dir)?,
        };
        let previous: Result<Vec<_>, _> = auth
            .previous_keys
            .iter()
            .map(|pem| VerifyingKey::from_pem(pem.expose_secret()))
            .collect();
        let seconds =
            |time: std::time::Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX / 4);
        Ok(Self::new(
            signing,
            previous?,
            auth.issuer.clone(),
            (seconds(auth.access_ttl), seconds(auth.leeway)),
        ))
    }

    fn new(
        signing: SigningKey,
        previous: Vec<VerifyingKey>,
        issuer: String,
        (ttl, leeway): (i64, i64),
    ) -> Self {
        provider::install();
        let mut accepted = vec![signing.public.clone()];
        accepted.extend(previous.into_iter().filter(|key| *key != signing.public));
        let decoding = accepted.iter().map(|key| (key.kid.clone(), key.decoding())).collect();
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&issuer]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // The crate would ask the machine's clock; the moment is an argument here.
        validation.validate_exp = false;
        Self { signing, accepted, decoding, validation, issuer, ttl, leeway }
    }

    /// Life of a token, in seconds: `expires_in`.
    #[must_use]
    pub const fn ttl_seconds(&self) -> i64 {
        self.ttl
    }

    /// A token outside any session.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] for a caller without an account.
    pub fn issue(&self, caller: &Caller, now: Timestamp) -> Result<String, ServiceError> {
        self.sign(caller, None, now)
    }

    /// A token of a session.
    ///
    /// # Errors
    /// [`ServiceError::Internal`] for a caller without an account.
    pub fn issue_for(
        &self,
        caller: &Caller,
        session: Uuid,
        now: Timestamp,
    ) -> Result<String, ServiceError> {
        self.sign(caller, Some(session), now)
    }

    fn sign(
        &self,
        caller: &Caller,
        sid: Option<Uuid>,
        now: Timestamp,
    ) -> Result<String, ServiceError> {
        let sub = caller.id().ok_or_else(|| ServiceError::internal("a token for nobody"))?;
        let (roles, dep) = match caller {
            Caller::Staff { roles, department, .. } => {
                (roles.iter().map(|role| role.as_str().to_owned()).collect(), *department)
            }
            _ => (Vec::new(), None),
        };
        let iat = now.timestamp();
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub,
            kind: caller.kind().to_owned(),
            roles,
            dep,
            sid,
            iat,
            exp: iat + self.ttl,
            jti: URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>()),
        };
        let header =
            Header { kid: Some(self.signing.public.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        encode(&header, &claims, &self.signing.encoding).map_err(ServiceError::internal)
    }

    /// Who calls, by a token that must be ours, whole, and in its time.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`]: `token_malformed`, `token_forged` (signature, key, algorithm,
    /// issuer or audience are not ours), `token_expired`.
    pub fn verify(&self, token: &str, now: Timestamp) -> Result<Caller, ServiceError> {
        if token.len() > LONGEST {
            return refuse("token_malformed");
        }
        let Ok(header) = decode_header(token) else { return refuse("token_malformed") };
        // The key decides the algorithm, never the token.
        if header.alg != Algorithm::EdDSA {
            return refuse("token_forged");
        }
        let key = header.kid.and_then(|kid| self.decoding.get(&kid));
        let Some(key) = key else { return refuse("token_forged") };
        let claims = match decode::<Claims>(token, key, &self.validation) {
            Ok(data) => data.claims,
            Err(error) => return refuse(meaning(error.kind())),
        };
        let now = now.timestamp();
        if claims.iat > now.saturating_add(self.leeway) {
            return refuse("token_forged");
        }
        if claims.exp.saturating_add(self.leeway) <= now {
            return refuse("token_expired");
        }
        caller(&claims)
    }

    /// The key set (RFC 7517) that others verify our tokens with: the signing key first.
    #[must_use]
    pub fn jwks(&self) -> serde_json::Value {
        let keys: Vec<_> = self.accepted.iter().map(VerifyingKey::jwk).collect();
        serde_json::json!({ "keys": keys })
    }
}

fn refuse<T>(code: &'static str) -> Result<T, ServiceError> {
    Err(ServiceError::Unauthenticated(code))
}

fn meaning(fault: &ErrorKind) -> &'static str {
    match fault {
        ErrorKind::InvalidToken
        | ErrorKind::Base64(_)
        | ErrorKind::Json(_)
        | ErrorKind::Utf8(_)
        | ErrorKind::MissingRequiredClaim(_)
        | ErrorKind::InvalidClaimFormat(_) => "token_malformed",
        _ => "token_forged",
    }
}

fn caller(claims: &Claims) -> Result<Caller, ServiceError> {
    match claims.kind.as_str() {
        "entrepreneur" => Ok(Caller::Entrepreneur { id: claims.sub }),
        "staff" => {
            let roles: Option<Vec<Role>> =
                claims.roles.iter().map(|name| Role::parse(name)).collect();
            let Some(roles) = roles else { return refuse("token_malformed") };
            Ok(Caller::Staff { id: claims.sub, roles, department: claims.dep })
        }
        _ => refuse("token_malformed"),
    }
}

#[cfg(test)]
mod tests;
