//! What people keep about themselves.

use std::collections::BTreeMap;

use entity::{bindings, enterprises};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::Value;
use service::auth::{AuthRules, wechat};
use service::people::{
    BindEnterprise, bind_enterprise, bound_enterprises, record_consent, subscriptions,
};
use service::{Answer, Caller, ServiceError};

use crate::harness::{self, Harness};

/// Visibly fictitious; its check characters are wrong.
const CODE: &str = "91371400MA3DEM00XA";
const NAME: &str = "演示（德州）科技有限公司";

async fn somebody(h: &Harness, openid: &str) -> Caller {
    let call = h.call(Caller::Anonymous);
    wechat::log_in(h, &call, &AuthRules::default(), openid.into()).await.unwrap().caller
}

fn wish(code: &str, name: &str, reason: Option<&str>) -> BindEnterprise {
    BindEnterprise::parse(code, name, "负责人", reason).unwrap()
}

async fn bind(h: &Harness, caller: &Caller, wish: BindEnterprise) -> (u16, Value) {
    let answer = bind_enterprise(h, &h.call(caller.clone()), wish).await.unwrap();
    (answer.status, serde_json::from_str(&answer.body).unwrap())
}

/// The n-th code of the demonstration, check characters computed by trying.
fn code(n: usize) -> String {
    let alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let body = format!("91371400DEMX{n:04}");
    for organisation in alphabet.chars() {
        for last in alphabet.chars() {
            let code = format!("{body}{organisation}{last}");
            if domain::uscc::Uscc::parse(&code).is_ok() {
                return code;
            }
        }
    }
    panic!("no code for {n}")
}

fn faults(result: Result<BindEnterprise, ServiceError>) -> Vec<(String, &'static str)> {
    match result {
        Err(ServiceError::Invalid(faults)) => {
            faults.into_iter().map(|fault| (fault.field, fault.code)).collect()
        }
        other => panic!("expected faults, not {other:?}"),
    }
}

#[test]
fn every_field_at_fault_is_named() {
    let uscc = |code| vec![("uscc".to_owned(), code)];
    assert_eq!(faults(BindEnterprise::parse(CODE, NAME, "职", None)), uscc("uscc_checksum"));
    assert_eq!(faults(BindEnterprise::parse("9137", NAME, "职", Some("理由"))), uscc("uscc_shape"));
    let all = faults(BindEnterprise::parse("", "", "", Some("")));
    let fields: Vec<_> = all.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["override_reason", "uscc", "name", "position"]);
}

#[tokio::test]
async fn a_valid_code_binds_at_once_and_twice_is_once() {
    let h = harness::store().await;
    let me = somebody(&h, "openid-a").await;
    let (status, first) = bind(&h, &me, wish(&code(1), NAME, None)).await;
    assert_eq!((status, first["status"].as_str()), (201, Some("active")));
    assert_eq!(first["verification"], "verified");
    let (status, second) = bind(&h, &me, wish(&code(1), NAME, Some("不需要的理由"))).await;
    assert_eq!((status, &second), (200, &first));
    let listed = bound_enterprises(&h, &h.call(me)).await.unwrap();
    assert_eq!(serde_json::to_value(listed).unwrap(), serde_json::json!([first]));
    h.remove().await;
}

#[tokio::test]
async fn a_code_that_fails_its_check_waits_for_a_person() {
    let h = harness::store().await;
    let me = somebody(&h, "openid-a").await;
    let (status, firm) = bind(&h, &me, wish(CODE, NAME, Some("营业执照上如此"))).await;
    assert_eq!((status, firm["status"].as_str()), (201, Some("pending")));
    assert_eq!(firm["verification"], "pending");
    h.remove().await;
}

#[tokio::test]
async fn the_name_that_is_known_stays_and_another_name_waits_for_a_person() {
    let h = harness::store().await;
    let (first, second, third) = (
        somebody(&h, "openid-a").await,
        somebody(&h, "openid-b").await,
        somebody(&h, "openid-c").await,
    );
    bind(&h, &first, wish(&code(1), NAME, None)).await;
    let (_, same) = bind(&h, &second, wish(&code(1), "演示(德州) 科技有限公司", None)).await;
    assert_eq!((same["status"].as_str(), same["name"].as_str()), (Some("active"), Some(NAME)));
    let (_, other) = bind(&h, &third, wish(&code(1), "另一家公司", None)).await;
    assert_eq!((other["status"].as_str(), other["name"].as_str()), (Some("pending"), Some(NAME)));
    let (status, mended) = bind(&h, &third, wish(&code(1), NAME, None)).await;
    assert_eq!((status, mended["status"].as_str()), (200, Some("active")));
    h.remove().await;
}

#[tokio::test]
async fn bindings_at_the_same_moment_make_one_enterprise() {
    let h = harness::store().await;
    let mut callers = Vec::new();
    for n in 0..6 {
        callers.push(somebody(&h, &format!("openid-{n}")).await);
    }
    let rivals = callers.iter().map(|caller| {
        let (store, call) = (h.store.clone(), h.call(caller.clone()));
        tokio::spawn(async move {
            bind_enterprise(&store, &call, wish(&code(1), NAME, None)).await.unwrap()
        })
    });
    for answer in futures::future::join_all(rivals).await {
        assert_eq!(answer.unwrap().status, 201);
    }
    assert_eq!(enterprises::Entity::find().count(h.read()).await.unwrap(), 1);
    assert_eq!(bindings::Entity::find().count(h.read()).await.unwrap(), 6);
    h.remove().await;
}

#[tokio::test]
async fn nobody_speaks_for_more_than_twenty_enterprises() {
    let h = harness::store().await;
    let me = somebody(&h, "openid-a").await;
    let rivals = (0..24).map(|n| {
        let (store, call) = (h.store.clone(), h.call(me.clone()));
        tokio::spawn(
            async move { bind_enterprise(&store, &call, wish(&code(n), NAME, None)).await },
        )
    });
    let all = futures::future::join_all(rivals).await;
    let bound = all.iter().filter(|result| result.as_ref().unwrap().is_ok()).count();
    assert_eq!(bound, 20);
    for result in all {
        if let Err(error) = result.unwrap() {
            assert!(matches!(error, ServiceError::Conflict("too_many_bindings")), "{error:?}");
        }
    }
    // Those already bound can still be asked for.
    assert_eq!(bound_enterprises(&h, &h.call(me)).await.unwrap().len(), 20);
    h.remove().await;
}

fn templates() -> BTreeMap<String, String> {
    [("replied", "tmpl-1"), ("accepted", "tmpl-2")]
        .map(|(key, id)| (key.to_owned(), id.to_owned()))
        .into()
}

async fn consent(
    h: &Harness,
    call: &service::Call,
    accepted: &[&str],
    rejected: &[&str],
) -> Result<Answer, ServiceError> {
    let own = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    record_consent(h, call, templates(), own(accepted), own(rejected)).await
}

#[tokio::test]
async fn each_agreement_counts_one_message_and_a_repetition_counts_nothing() {
    let h = harness::store().await;
    let me = somebody(&h, "openid-a").await;
    let call = h.call(me.clone());
    let empty = subscriptions(&h, &call, &templates()).await.unwrap();
    assert_eq!(empty.iter().map(|row| row.status.clone()).collect::<Vec<_>>(), [None, None]);
    consent(&h, &call, &["tmpl-1", "tmpl-2"], &[]).await.unwrap();
    consent(&h, &call, &["tmpl-1"], &["tmpl-2"]).await.unwrap();
    let once = h.call_once(me.clone(), "key-00000001", "body");
    let first = consent(&h, &once, &["tmpl-1"], &[]).await.unwrap();
    let again = consent(&h, &once, &["tmpl-1"], &[]).await.unwrap();
    assert_eq!((again.body, again.replayed), (first.body, true));
    let ledger = subscriptions(&h, &call, &templates()).await.unwrap();
    let seen: Vec<_> = ledger
        .iter()
        .map(|row| (row.template_id.as_str(), row.status.as_deref(), row.granted))
        .collect();
    assert_eq!(seen, [("tmpl-2", Some("rejected"), 1), ("tmpl-1", Some("accepted"), 3)]);
    h.remove().await;
}

#[tokio::test]
async fn an_unknown_or_repeated_template_is_refused() {
    let h = harness::store().await;
    let call = h.call(somebody(&h, "openid-a").await);
    for (accepted, rejected) in [
        (vec!["nope"], vec![]),
        (vec!["tmpl-1", "tmpl-1"], vec![]),
        (vec!["tmpl-1"], vec!["tmpl-1"]),
        (vec!["tmpl-1"; 11], vec![]),
    ] {
        let refused = consent(&h, &call, &accepted, &rejected).await;
        assert!(matches!(refused, Err(ServiceError::Invalid(_))), "{accepted:?} {rejected:?}");
    }
    h.remove().await;
}

#[tokio::test]
async fn staff_have_neither_enterprises_nor_subscriptions() {
    let h = harness::store().await;
    let staff = Caller::Staff { id: h.ids().next(), roles: vec![], department: None };
    let call = h.call(staff);
    let refused = [
        bind_enterprise(&h, &call, wish(&code(1), NAME, None)).await.err(),
        bound_enterprises(&h, &call).await.err(),
        subscriptions(&h, &call, &templates()).await.err(),
        consent(&h, &call, &["tmpl-1"], &[]).await.err(),
    ];
    for error in refused {
        assert!(matches!(error, Some(ServiceError::Forbidden(_))), "{error:?}");
    }
    h.remove().await;
}
