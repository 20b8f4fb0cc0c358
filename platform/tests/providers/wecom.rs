//! Application messages to staff.

use platform::providers::{SendOutcome, Wecom, WecomBody, WecomMessage};
use serde_json::json;

use crate::support::House;

fn card(to: &str) -> WecomMessage {
    WecomMessage {
        touser: to.into(),
        body: WecomBody::TextCard {
            title: "新诉求待签收 A20260001".into(),
            description: "示范企业：用电报装\n签收时限：2 小时".into(),
            url: "https://example.org/console/tasks/1".into(),
            button: Some("去签收吧现在".into()),
        },
    }
}

#[tokio::test]
async fn a_card_arrives_and_a_second_one_is_held_back_by_the_provider() {
    let house = House::open().await;
    let wecom = house.wecom();
    assert!(matches!(
        wecom.send(&card("zhang.san")).await,
        SendOutcome::Sent { provider_id: Some(_) }
    ));
    assert_eq!(wecom.send(&card("zhang.san")).await.label(), "sent");
    assert_eq!(house.delivered("zhang.san"), 1);
    assert_eq!(house.get("duplicates").await["items"][0]["suppressed"], 1);
}

#[tokio::test]
async fn after_a_lost_answer_the_same_message_may_be_sent_again() {
    let house = House::open().await;
    let wecom = house.wecom();
    house.fault(json!({ "provider": "wecom", "path": "message/send", "drop": "after" })).await;
    assert_eq!(wecom.send(&card("zhang.san")).await.label(), "unknown");
    assert_eq!(wecom.send(&card("zhang.san")).await.label(), "sent");
    assert_eq!(house.delivered("zhang.san"), 1);
}

#[tokio::test]
async fn a_long_text_is_cut_by_bytes_and_arrives() {
    let house = House::open().await;
    let wecom = house.wecom();
    let content = "超期诉求\n".repeat(500);
    let message = WecomMessage { touser: "zhang.san".into(), body: WecomBody::Text { content } };
    assert_eq!(wecom.send(&message).await.label(), "sent");
    let text = house.simulator.messages(Some("zhang.san"))[0].text.clone().unwrap();
    assert!(text.len() <= 2048 && text.len() > 2000 && text.contains('\n'));
}

#[tokio::test]
async fn a_member_who_is_gone_is_a_refusal_although_the_code_says_success() {
    let house = House::open().await;
    let wecom = house.wecom();
    let outcome = wecom.send(&card("invalid.li")).await;
    assert!(
        matches!(&outcome, SendOutcome::Refused { code, fallback: true, .. } if code == "81013")
    );
    for list in ["a|b", "@all", "", "a b"] {
        let outcome = wecom.send(&card(list)).await;
        assert!(matches!(&outcome, SendOutcome::Refused { code, .. } if code == "bad_recipient"));
    }
    assert_eq!(house.calls("/wecom/cgi-bin/message/send").await, 1);
}

#[tokio::test]
async fn ended_tokens_are_replaced_once_and_codes_lead_to_their_action() {
    let house = House::open().await;
    let wecom = house.wecom();
    for forget in [true, false] {
        house.end_tokens("wecom", forget).await;
        assert_eq!(wecom.send(&card(&format!("user{forget}"))).await.label(), "sent");
    }
    for (code, label) in [
        (45009, "retry_later"),
        (45033, "retry_later"),
        (60020, "config_fault"),
        (40058, "refused"),
        (60111, "refused"),
    ] {
        let fault = json!({ "provider": "wecom", "path": "message/send", "errcode": code });
        house.fault(fault).await;
        assert_eq!(wecom.send(&card("zhang.san")).await.label(), label, "{code}");
    }
}
