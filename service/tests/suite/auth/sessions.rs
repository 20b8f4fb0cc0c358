use entity::refresh_tokens;
use sea_orm::EntityTrait;
use service::Caller;
use service::auth::{SignedIn, sessions, wechat};

use super::{refusal, rules};
use crate::harness::{self, Harness};

async fn sign_in(h: &Harness) -> SignedIn {
    let call = h.call(Caller::Anonymous);
    wechat::log_in(h, &call, &rules(), "openid-of-the-demonstration".into()).await.unwrap()
}

async fn exchange(h: &Harness, token: &str) -> Result<SignedIn, service::ServiceError> {
    sessions::refresh(h, &h.call(Caller::Anonymous), &rules(), token).await
}

#[tokio::test]
async fn a_token_is_exchanged_for_a_new_one_of_the_same_session() {
    let h = harness::store().await;
    let first = sign_in(&h).await;
    let second = exchange(&h, &first.refresh_token).await.unwrap();
    let third = exchange(&h, &second.refresh_token).await.unwrap();
    assert_eq!(third.family, first.family);
    assert_eq!(third.caller, first.caller);
    assert_eq!(third.user, first.user);
    assert_ne!(second.refresh_token, third.refresh_token);
    assert_eq!(second.refresh_token.len(), 64);
    h.remove().await;
}

#[tokio::test]
async fn only_hashes_are_stored() {
    let h = harness::store().await;
    let token = sign_in(&h).await.refresh_token;
    let rows = refresh_tokens::Entity::find().all(h.read()).await.unwrap();
    assert!(!format!("{rows:?}").contains(&token));
    h.remove().await;
}

#[tokio::test]
async fn a_spent_token_that_comes_back_ends_the_whole_session() {
    let h = harness::store().await;
    let first = sign_in(&h).await;
    let second = exchange(&h, &first.refresh_token).await.unwrap();
    assert_eq!(refusal(exchange(&h, &first.refresh_token).await), "refresh_reused");
    assert_eq!(refusal(exchange(&h, &second.refresh_token).await), "refresh_invalid");
    // Another session of the same person goes on.
    let other = sign_in(&h).await;
    exchange(&h, &other.refresh_token).await.unwrap();
    h.remove().await;
}

#[tokio::test]
async fn of_many_exchanges_at_once_one_wins_and_the_session_ends() {
    let h = harness::store().await;
    for _ in 0..5 {
        let token = sign_in(&h).await.refresh_token;
        let rivals = (0..8).map(|_| {
            let (store, call, token) = (h.store.clone(), h.call(Caller::Anonymous), token.clone());
            tokio::spawn(async move { sessions::refresh(&store, &call, &rules(), &token).await })
        });
        let mut won = Vec::new();
        for result in futures::future::join_all(rivals).await {
            match result.unwrap() {
                Ok(signed_in) => won.push(signed_in),
                refused => assert_eq!(refusal(refused), "refresh_reused"),
            }
        }
        assert_eq!(won.len(), 1);
        // The others were reuses, so that the winner's session is over too.
        assert_eq!(refusal(exchange(&h, &won[0].refresh_token).await), "refresh_invalid");
    }
    h.remove().await;
}

#[tokio::test]
async fn a_session_that_is_logged_out_during_an_exchange_does_not_survive() {
    let h = harness::store().await;
    for _ in 0..10 {
        let token = sign_in(&h).await.refresh_token;
        let (store, call, mine) = (h.store.clone(), h.call(Caller::Anonymous), token.clone());
        let exchanging =
            tokio::spawn(async move { sessions::refresh(&store, &call, &rules(), &mine).await });
        sessions::log_out(&h, &h.call(Caller::Anonymous), &token).await.unwrap();
        if let Ok(signed_in) = exchanging.await.unwrap() {
            assert_eq!(refusal(exchange(&h, &signed_in.refresh_token).await), "refresh_invalid");
        }
    }
    h.remove().await;
}

#[tokio::test]
async fn logging_out_ends_the_session_and_answers_the_same_for_any_token() {
    let h = harness::store().await;
    let token = sign_in(&h).await.refresh_token;
    let call = h.call(Caller::Anonymous);
    let known = sessions::log_out(&h, &call, &token).await.unwrap();
    let unknown = sessions::log_out(&h, &call, "no such token").await.unwrap();
    assert_eq!((known.status, &known), (204, &unknown));
    assert_eq!(refusal(exchange(&h, &token).await), "refresh_invalid");
    h.remove().await;
}

#[tokio::test]
async fn a_token_lives_for_thirty_days_from_its_own_issue() {
    let h = harness::store().await;
    let day = 24 * 3_600;
    let first = sign_in(&h).await;
    h.advance_seconds(29 * day);
    let second = exchange(&h, &first.refresh_token).await.unwrap();
    h.advance_seconds(29 * day);
    let third = exchange(&h, &second.refresh_token).await.unwrap();
    h.advance_seconds(30 * day);
    assert_eq!(refusal(exchange(&h, &third.refresh_token).await), "refresh_invalid");
    assert_eq!(refusal(exchange(&h, "no such token").await), "refresh_invalid");
    h.remove().await;
}
