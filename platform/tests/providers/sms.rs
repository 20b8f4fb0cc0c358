//! Text messages: both signatures are verified by the other end.

use platform::providers::{SendOutcome, Sms, SmsMessage};
use serde_json::json;

use crate::support::House;

fn message(template: &str) -> SmsMessage {
    SmsMessage {
        phone: "13800000001".into(),
        template: template.into(),
        params: vec![("code".into(), "482913".into()), ("minutes".into(), "5 & 更多".into())],
        reference: "sms-1".into(),
    }
}

fn clients(house: &House, right: bool) -> [(&'static str, Box<dyn Sms>, SmsMessage); 2] {
    let key = |k: &str| if right { k.to_owned() } else { "wrong".to_owned() };
    let tencent = house.tencent(&key(&house.options.tencent.1));
    let aliyun = house.aliyun(&key(&house.options.aliyun.1));
    [
        ("tencent", Box::new(tencent), message("1110")),
        ("aliyun", Box::new(aliyun), message("SMS_71390007")),
    ]
}

#[tokio::test]
async fn a_code_arrives_at_its_phone_from_both_providers() {
    let house = House::open().await;
    for (name, sms, message) in clients(&house, true) {
        let outcome = sms.send(&message).await;
        assert!(
            matches!(&outcome, SendOutcome::Sent { provider_id: Some(_) }),
            "{name} {outcome:?}"
        );
    }
    let got = house.get("messages?to=13800000001").await;
    let items = got["items"].as_array().unwrap();
    assert_eq!(items.len(), 2);
    for item in items {
        assert_eq!((&item["code"], &item["reference"]), (&json!("482913"), &json!("sms-1")));
        assert!(item["text"].as_str().unwrap().contains("5 & 更多"));
    }
}

#[tokio::test]
async fn a_wrong_key_is_an_alarm_and_delivers_nothing() {
    let house = House::open().await;
    for (name, sms, message) in clients(&house, false) {
        let outcome = sms.send(&message).await;
        assert_eq!(outcome.label(), "config_fault", "{name} {outcome:?}");
    }
    assert_eq!(house.delivered("13800000001"), 0);
}

#[tokio::test]
async fn a_number_that_is_none_is_refused_without_a_call() {
    let house = House::open().await;
    for (_, sms, mut message) in clients(&house, true) {
        for phone in ["", "12345678901", "1380000000", "+8613800000001", "1380000000a"] {
            message.phone = phone.into();
            assert_eq!(sms.send(&message).await.label(), "refused", "{phone}");
        }
    }
    assert_eq!(house.get("calls").await, json!({}));
}

#[tokio::test]
async fn provider_codes_lead_to_their_action_and_no_reason_repeats_the_number() {
    let house = House::open().await;
    let orders = [
        ("tencent", "LimitExceeded.PhoneNumberOneHourLimit", "retry_later"),
        ("tencent", "FailedOperation.PhoneNumberInBlacklist", "refused"),
        ("tencent", "AuthFailure.SignatureExpire", "config_fault"),
        ("tencent", "RequestLimitExceeded", "retry_later"),
        ("aliyun", "isv.BUSINESS_LIMIT_CONTROL", "retry_later"),
        ("aliyun", "isv.MOBILE_NUMBER_ILLEGAL", "refused"),
        ("aliyun", "isv.AMOUNT_NOT_ENOUGH", "config_fault"),
    ];
    for (provider, code, label) in orders {
        house
            .fault(
                json!({ "provider": provider, "errcode": code, "errmsg": "13800000001 refused" }),
            )
            .await;
        for (name, sms, message) in clients(&house, true) {
            if name == provider {
                let outcome = sms.send(&message).await;
                assert_eq!(outcome.label(), label, "{code}");
                assert!(!format!("{outcome:?}").contains("13800000001"));
            }
        }
    }
    for (name, sms, message) in clients(&house, true) {
        house.fault(json!({ "provider": "sms", "drop": "after" })).await;
        assert_eq!(sms.send(&message).await.label(), "unknown", "{name}");
        assert!(!format!("{message:?}").contains("482913"));
    }
}
