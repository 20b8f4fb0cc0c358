use entity::sms_codes;
use sea_orm::EntityTrait;
use service::auth::SignedIn;
use service::auth::sms::{self, PendingCode};
use service::{Caller, ServiceError};

use super::{refusal, rules, wait};
use crate::harness::{self, Harness};

const PHONE: &str = "13900005678";

async fn ask(h: &Harness) -> Result<PendingCode, ServiceError> {
    sms::request_code(h, &h.call(Caller::Anonymous), &rules(), PHONE).await
}

async fn enter(h: &Harness, code: &str) -> Result<SignedIn, ServiceError> {
    sms::log_in(h, &h.call(Caller::Anonymous), &rules(), PHONE, code).await
}

fn wrong(code: &str) -> String {
    let last = if code.ends_with('7') { '3' } else { '7' };
    format!("{}{last}", &code[..5])
}

#[tokio::test]
async fn a_code_lets_in_once_and_the_phone_is_the_account() {
    let h = harness::store().await;
    let pending = ask(&h).await.unwrap();
    assert!(pending.code.len() == 6 && pending.code.bytes().all(|c| c.is_ascii_digit()));
    let first = enter(&h, &pending.code).await.unwrap();
    assert_eq!(first.user.phone_masked.as_deref(), Some("139****5678"));
    assert_eq!(refusal(enter(&h, &pending.code).await), "sms_code_invalid");
    h.advance_seconds(60);
    let again = enter(&h, &ask(&h).await.unwrap().code).await.unwrap();
    assert_eq!(again.user.id, first.user.id);
    h.remove().await;
}

#[tokio::test]
async fn the_code_is_not_stored_and_not_shown() {
    let h = harness::store().await;
    let pending = ask(&h).await.unwrap();
    let rows = sms_codes::Entity::find().all(h.read()).await.unwrap();
    assert!(!rows[0].code_hash.contains(&pending.code));
    let shown = format!("{pending:?}");
    assert!(!shown.contains("phone") && !shown.contains("code:"), "{shown}");
    h.remove().await;
}

#[tokio::test]
async fn five_guesses_void_a_code_however_they_arrive() {
    let h = harness::store().await;
    let code = ask(&h).await.unwrap().code;
    let guesses = (0..12).map(|_| {
        let (store, call, guess) = (h.store.clone(), h.call(Caller::Anonymous), wrong(&code));
        tokio::spawn(async move { sms::log_in(&store, &call, &rules(), PHONE, &guess).await })
    });
    for result in futures::future::join_all(guesses).await {
        assert_eq!(refusal(result.unwrap()), "sms_code_invalid");
    }
    assert_eq!(refusal(enter(&h, &code).await), "sms_code_invalid");
    let rows = sms_codes::Entity::find().all(h.read()).await.unwrap();
    assert_eq!(rows[0].attempts, 5);
    h.remove().await;
}

#[tokio::test]
async fn the_fifth_guess_may_still_be_right() {
    let h = harness::store().await;
    let code = ask(&h).await.unwrap().code;
    for _ in 0..4 {
        assert_eq!(refusal(enter(&h, &wrong(&code)).await), "sms_code_invalid");
    }
    enter(&h, &code).await.unwrap();
    h.remove().await;
}

#[tokio::test]
async fn a_code_lives_for_five_minutes_and_a_newer_one_replaces_it() {
    let h = harness::store().await;
    let old = ask(&h).await.unwrap().code;
    h.advance_seconds(60);
    let new = ask(&h).await.unwrap().code;
    if old != new {
        assert_eq!(refusal(enter(&h, &old).await), "sms_code_invalid");
    }
    h.advance_seconds(300);
    assert_eq!(refusal(enter(&h, &new).await), "sms_code_invalid");
    h.remove().await;
}

#[tokio::test]
async fn one_code_a_minute_five_an_hour_ten_a_day() {
    let h = harness::store().await;
    ask(&h).await.unwrap();
    assert_eq!(wait(ask(&h).await), 60);
    h.advance_seconds(59);
    assert_eq!(wait(ask(&h).await), 1);
    h.advance_seconds(1);
    for _ in 0..4 {
        ask(&h).await.unwrap();
        h.advance_seconds(60);
    }
    // Five lie within the hour; the first leaves it 60 minutes after it was sent.
    assert_eq!(wait(ask(&h).await), 3_600 - 5 * 60);
    h.advance_seconds(3_600);
    for _ in 0..5 {
        ask(&h).await.unwrap();
        h.advance_seconds(60);
    }
    h.advance_seconds(3_600);
    let since_first = 5 * 60 + 3_600 + 5 * 60 + 3_600;
    assert_eq!(wait(ask(&h).await), 24 * 3_600 - since_first);
    h.remove().await;
}

#[tokio::test]
async fn of_many_askers_at_once_one_gets_a_code() {
    let h = harness::store().await;
    let askers = (0..8).map(|_| {
        let (store, call) = (h.store.clone(), h.call(Caller::Anonymous));
        tokio::spawn(async move { sms::request_code(&store, &call, &rules(), PHONE).await })
    });
    let all = futures::future::join_all(askers).await;
    assert_eq!(all.into_iter().filter(|result| result.as_ref().unwrap().is_ok()).count(), 1);
    h.remove().await;
}

#[tokio::test]
async fn a_code_that_was_not_sent_is_taken_back_and_may_be_asked_for_again() {
    let h = harness::store().await;
    let pending = ask(&h).await.unwrap();
    sms::take_back(&h, pending.id).await.unwrap();
    assert_eq!(refusal(enter(&h, &pending.code).await), "sms_code_invalid");
    ask(&h).await.unwrap();
    h.remove().await;
}

#[tokio::test]
async fn only_a_mobile_phone_gets_a_code() {
    let h = harness::store().await;
    let call = h.call(Caller::Anonymous);
    for phone in ["0534-2345678", "12345678901", ""] {
        let refused = sms::request_code(&h, &call, &rules(), phone).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{phone}: {refused:?}");
    }
    for code in ["", "12345", "1234567", "12345a", "一二三四五六"] {
        assert!(matches!(enter(&h, code).await, Err(ServiceError::Invalid(_))), "{code}");
    }
    h.remove().await;
}
