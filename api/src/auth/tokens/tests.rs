use chrono::DateTime;
use jsonwebtoken::EncodingKey;
use proptest::prelude::*;
use ring::hmac;
use serde_json::{Value, json};

use super::super::keys::generate_pem;
use super::*;

fn key() -> SigningKey {
    SigningKey::from_pem(&generate_pem().unwrap()).unwrap()
}

fn tokens(signing: SigningKey, previous: Vec<VerifyingKey>) -> Tokens {
    Tokens::new(signing, previous, "the-platform".into(), (900, 5))
}

fn now() -> Timestamp {
    DateTime::from_timestamp(1_795_395_600, 250_000_000).unwrap()
}

fn later(seconds: i64) -> Timestamp {
    now() + chrono::Duration::seconds(seconds)
}

fn handler() -> Caller {
    Caller::Staff {
        id: Uuid::from_u128(7),
        roles: vec![Role::Handler, Role::DepartmentHead],
        department: Some(Uuid::from_u128(8)),
    }
}

fn refusal(result: Result<Caller, ServiceError>) -> &'static str {
    match result {
        Err(ServiceError::Unauthenticated(code)) => code,
        other => panic!("expected a refusal, not {other:?}"),
    }
}

fn encoded(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn parts(token: &str) -> [String; 3] {
    let parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    parts.try_into().unwrap()
}

fn claims(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(&parts(token)[1]).unwrap()).unwrap()
}

#[test]
fn what_was_issued_is_understood() {
    let tokens = tokens(key(), vec![]);
    let firm = Caller::Entrepreneur { id: Uuid::from_u128(9) };
    for caller in [firm, handler()] {
        let token = tokens.issue_for(&caller, Uuid::from_u128(1), now()).unwrap();
        assert_eq!(tokens.verify(&token, now()).unwrap(), caller);
        let said = claims(&token);
        assert_eq!(said["sid"], json!(Uuid::from_u128(1)));
        assert_eq!(said["exp"].as_i64().unwrap() - said["iat"].as_i64().unwrap(), 900);
    }
    let (a, b) = (tokens.issue(&handler(), now()), tokens.issue(&handler(), now()));
    assert_ne!(claims(&a.unwrap())["jti"], claims(&b.unwrap())["jti"]);
    assert!(tokens.issue(&Caller::Anonymous, now()).is_err());
    assert!(tokens.issue(&Caller::System, now()).is_err());
}

#[test]
fn a_token_ends_after_its_time_and_the_leeway() {
    let tokens = tokens(key(), vec![]);
    let token = tokens.issue(&handler(), now()).unwrap();
    tokens.verify(&token, later(904)).unwrap();
    assert_eq!(refusal(tokens.verify(&token, later(905))), "token_expired");
    tokens.verify(&token, later(-5)).unwrap();
    assert_eq!(refusal(tokens.verify(&token, later(-6))), "token_forged");
}

#[test]
fn a_token_of_another_key_is_forged_whatever_name_it_bears() {
    let (ours, theirs) = (tokens(key(), vec![]), tokens(key(), vec![]));
    let token = theirs.issue(&handler(), now()).unwrap();
    assert_eq!(refusal(ours.verify(&token, now())), "token_forged");
    // Their signature under our name.
    let header =
        Header { kid: Some(ours.signing.public.kid.clone()), ..Header::new(Algorithm::EdDSA) };
    let token = encode(&header, &claims(&token), &theirs.signing.encoding).unwrap();
    assert_eq!(refusal(ours.verify(&token, now())), "token_forged");
    // Our signature without a name, or under another's.
    let genuine = ours.issue(&handler(), now()).unwrap();
    for kid in [None, Some(String::new()), Some("../keys".into()), Some(theirs.signing.public.kid)]
    {
        let header = Header { kid, ..Header::new(Algorithm::EdDSA) };
        let token = encode(&header, &claims(&genuine), &ours.signing.encoding).unwrap();
        assert_eq!(refusal(ours.verify(&token, now())), "token_forged");
    }
}

#[test]
fn the_token_does_not_choose_its_algorithm() {
    let tokens = tokens(key(), vec![]);
    let genuine = tokens.issue(&handler(), now()).unwrap();
    let [_, payload, signature] = parts(&genuine);
    let kid = &tokens.signing.public.kid;
    for none in ["none", "None", "NONE", ""] {
        let header = encoded(&json!({"typ": "JWT", "alg": none, "kid": kid}));
        for signature in ["", &signature] {
            let token = format!("{header}.{payload}.{signature}");
            assert_eq!(refusal(tokens.verify(&token, now())), "token_malformed");
        }
    }
    // The public key, which everybody has, as the secret of an HMAC.
    let public = URL_SAFE_NO_PAD.decode(tokens.jwks()["keys"][0]["x"].as_str().unwrap()).unwrap();
    for alg in ["HS256", "ES256", "RS256"] {
        let header = encoded(&json!({"typ": "JWT", "alg": alg, "kid": kid}));
        let signed = format!("{header}.{payload}");
        let secret = hmac::Key::new(hmac::HMAC_SHA256, &public);
        let mac = URL_SAFE_NO_PAD.encode(hmac::sign(&secret, signed.as_bytes()));
        assert_eq!(refusal(tokens.verify(&format!("{signed}.{mac}"), now())), "token_forged");
    }
    let secret = EncodingKey::from_secret(&public);
    assert!(encode(&Header::new(Algorithm::HS256), &claims(&genuine), &secret).is_err());
}

#[test]
fn another_issuer_audience_or_shape_is_refused() {
    let tokens = tokens(key(), vec![]);
    let genuine = claims(&tokens.issue(&handler(), now()).unwrap());
    let header =
        Header { kid: Some(tokens.signing.public.kid.clone()), ..Header::new(Algorithm::EdDSA) };
    let with = |name: &str, value: Option<Value>| {
        let mut changed = genuine.clone();
        let map = changed.as_object_mut().unwrap();
        match value {
            Some(value) => drop(map.insert(name.to_owned(), value)),
            None => drop(map.remove(name)),
        }
        let token = encode(&header, &changed, &tokens.signing.encoding).unwrap();
        refusal(tokens.verify(&token, now()))
    };
    assert_eq!(with("iss", Some(json!("another"))), "token_forged");
    assert_eq!(with("aud", Some(json!("another"))), "token_forged");
    assert_eq!(with("kind", Some(json!("system"))), "token_malformed");
    assert_eq!(with("roles", Some(json!(["emperor"]))), "token_malformed");
    assert_eq!(with("sub", Some(json!("no id"))), "token_malformed");
    for name in ["iss", "aud", "sub", "exp", "iat", "kind", "jti"] {
        assert_eq!(with(name, None), "token_malformed", "{name}");
    }
}

#[test]
fn a_key_that_was_replaced_is_accepted_and_shown_until_it_is_taken_away() {
    let old_pem = generate_pem().unwrap();
    let before = tokens(SigningKey::from_pem(&old_pem).unwrap(), vec![]);
    let token = before.issue(&handler(), now()).unwrap();
    let during = tokens(key(), vec![VerifyingKey::from_pem(&old_pem).unwrap()]);
    assert_eq!(during.verify(&token, now()).unwrap(), handler());
    assert_eq!(during.jwks()["keys"].as_array().unwrap().len(), 2);
    assert_eq!(during.jwks()["keys"][0]["kid"], json!(during.signing.public.kid));
    let after = tokens(key(), vec![]);
    assert_eq!(refusal(after.verify(&token, now())), "token_forged");
}

#[test]
fn the_key_set_holds_public_halves_only() {
    let shown = tokens(key(), vec![]).jwks();
    let jwk = shown["keys"][0].as_object().unwrap();
    let names: Vec<_> = jwk.keys().map(String::as_str).collect();
    assert_eq!(names, ["alg", "crv", "kid", "kty", "use", "x"]);
}

#[test]
fn what_is_no_token_is_malformed() {
    let tokens = tokens(key(), vec![]);
    let long = "a".repeat(LONGEST + 1);
    for text in ["", ".", "..", "a.b", "a.b.c", "a.b.c.d", "诉.求.人", &long] {
        assert_eq!(refusal(tokens.verify(text, now())), "token_malformed", "{text:.20}");
    }
}

proptest! {
    #[test]
    fn a_changed_token_is_never_accepted(place in 0_usize..10_000, with in "[A-Za-z0-9_.-]") {
        let tokens = tokens(key(), vec![]);
        let genuine = tokens.issue(&handler(), now()).unwrap();
        let place = place % genuine.len();
        let mut changed = genuine.clone();
        changed.replace_range(place..=place, &with);
        // Base64 leaves four bits of the last character without meaning.
        prop_assume!(changed != genuine && place + 1 < genuine.len());
        prop_assert!(tokens.verify(&changed, now()).is_err());
    }

    #[test]
    fn no_text_makes_it_stumble(text in ".{0,200}") {
        prop_assert!(tokens(key(), vec![]).verify(&text, now()).is_err());
    }
}
