use entity::entrepreneurs;
use sea_orm::{EntityTrait, PaginatorTrait};
use service::auth::{me, sms, wechat};
use service::{Caller, ServiceError};

use super::rules;
use crate::harness;

#[tokio::test]
async fn first_sign_ins_at_the_same_moment_make_one_account() {
    let h = harness::store().await;
    let rivals = (0..8).map(|_| {
        let (store, call) = (h.store.clone(), h.call(Caller::Anonymous));
        tokio::spawn(async move {
            wechat::log_in(&store, &call, &rules(), "openid-demo".into()).await.unwrap()
        })
    });
    let all = futures::future::join_all(rivals).await;
    let ids: std::collections::BTreeSet<_> =
        all.into_iter().map(|signed_in| signed_in.unwrap().user.id).collect();
    assert_eq!(ids.len(), 1);
    assert_eq!(entrepreneurs::Entity::find().count(h.read()).await.unwrap(), 1);
    h.remove().await;
}

#[tokio::test]
async fn a_person_learns_their_own_openid_and_sees_their_phone_masked() {
    let h = harness::store().await;
    let call = h.call(Caller::Anonymous);
    let signed_in = wechat::log_in(&h, &call, &rules(), "openid-demo".into()).await.unwrap();
    assert_eq!(signed_in.user.openid.as_deref(), Some("openid-demo"));
    assert_eq!(signed_in.user.phone_masked, None);
    let call = h.call(signed_in.caller.clone());
    let answer = wechat::set_phone(&h, &call, "+86 138 0000 1234").await.unwrap();
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("138****1234") && !answer.body.contains("13800001234"));
    // Twice is once.
    assert_eq!(wechat::set_phone(&h, &call, "13800001234").await.unwrap(), answer);
    let seen = me(&h, &signed_in.caller).await.unwrap();
    assert_eq!(seen.phone_masked.as_deref(), Some("138****1234"));
    h.remove().await;
}

#[tokio::test]
async fn a_phone_of_another_account_stays_there() {
    let h = harness::store().await;
    let anonymous = h.call(Caller::Anonymous);
    let pending = sms::request_code(&h, &anonymous, &rules(), "13800001234").await.unwrap();
    sms::log_in(&h, &anonymous, &rules(), "13800001234", &pending.code).await.unwrap();
    let mine = wechat::log_in(&h, &anonymous, &rules(), "openid-demo".into()).await.unwrap();
    let call = h.call(mine.caller);
    let refused = wechat::set_phone(&h, &call, "13800001234").await;
    assert!(matches!(refused, Err(ServiceError::Conflict("phone_in_use"))), "{refused:?}");
    let landline = wechat::set_phone(&h, &call, "0534-2345678").await;
    assert!(matches!(landline, Err(ServiceError::Invalid(_))), "{landline:?}");
    h.remove().await;
}

#[tokio::test]
async fn nobody_is_not_somebody() {
    let h = harness::store().await;
    assert_eq!(super::refusal(me(&h, &Caller::Anonymous).await), "token_missing");
    let gone = Caller::Entrepreneur { id: h.ids().next() };
    assert_eq!(super::refusal(me(&h, &gone).await), "account_inactive");
    h.remove().await;
}
