use domain::appeal::Role;
use entity::{departments, staff as staff_table};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use service::auth::staff::{Credentials, log_in};
use service::auth::totp::{TotpSecret, step_at};
use service::auth::{Made, NewStaff, SignedIn, create_staff, sessions};
use service::{Caller, ServiceError};
use uuid::Uuid;

use super::{refusal, rules, wait};
use crate::harness::{self, Harness};

const PASSWORD: &str = "correct horse 电池";
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn somebody(username: &str) -> NewStaff {
    NewStaff {
        username: username.into(),
        password: PASSWORD.into(),
        name: "演示人员".into(),
        roles: vec![Role::Supervisor],
        department_code: None,
        wecom_id: None,
        phone: Some("13700000000".into()),
        totp_secret: None,
    }
}

async fn hire(h: &Harness, new: NewStaff) -> Uuid {
    let made = create_staff(h, rules().hashing, &h.call(Caller::System), new).await.unwrap();
    serde_json::from_str::<Made>(&made.body).unwrap().id
}

async fn enter(
    h: &Harness,
    username: &str,
    password: &str,
    totp: Option<&str>,
) -> Result<SignedIn, ServiceError> {
    let credentials = Credentials {
        username: username.into(),
        password: password.into(),
        totp: totp.map(str::to_owned),
    };
    log_in(h, &h.call(Caller::Anonymous), &rules(), credentials).await
}

#[tokio::test]
async fn the_right_password_lets_in_with_roles_and_department() {
    let h = harness::store().await;
    let department = h.ids().next();
    let row = departments::ActiveModel {
        id: Set(department),
        code: Set("kjj".into()),
        name: Set("演示科技局".into()),
        short_name: Set("科技局".into()),
        kind: Set("bureau".into()),
        duties: Set(String::new()),
        active: Set(true),
    };
    h.transact(move |tx| {
        Box::pin(async move {
            departments::Entity::insert(row).exec_without_returning(tx).await?;
            Ok(())
        })
    })
    .await
    .unwrap();
    let new = NewStaff {
        roles: vec![Role::DepartmentHead, Role::Handler, Role::Handler],
        department_code: Some("kjj".into()),
        ..somebody("Li.Si")
    };
    let id = hire(&h, new).await;
    let signed_in = enter(&h, " LI.si ", PASSWORD, None).await.unwrap();
    let roles = vec![Role::DepartmentHead, Role::Handler];
    assert_eq!(signed_in.caller, Caller::Staff { id, roles, department: Some(department) });
    assert_eq!(signed_in.user.roles, ["department_head", "handler"]);
    assert_eq!(signed_in.user.department.unwrap().name, "演示科技局");
    assert_eq!(signed_in.user.phone_masked.as_deref(), Some("137****0000"));
    h.remove().await;
}

#[tokio::test]
async fn an_unknown_name_a_wrong_password_and_a_closed_account_look_alike() {
    let h = harness::store().await;
    hire(&h, somebody("zhang")).await;
    let closed = hire(&h, somebody("wang")).await;
    close(&h, closed).await;
    for (name, password) in [("zhang", "wrong password"), ("nobody", PASSWORD), ("wang", PASSWORD)]
    {
        for _ in 0..5 {
            assert_eq!(refusal(enter(&h, name, password, None).await), "login_failed");
        }
        assert_eq!(wait(enter(&h, name, password, None).await), 30);
    }
    h.remove().await;
}

async fn close(h: &Harness, id: Uuid) {
    h.transact(move |tx| {
        Box::pin(async move {
            staff_table::Entity::update_many()
                .col_expr(staff_table::Column::Active, Expr::value(false))
                .filter(staff_table::Column::Id.eq(id))
                .exec(tx)
                .await?;
            Ok(())
        })
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn the_lock_grows_and_a_right_password_ends_it() {
    let h = harness::store().await;
    hire(&h, somebody("zhang")).await;
    for _ in 0..4 {
        assert_eq!(refusal(enter(&h, "zhang", "wrong password", None).await), "login_failed");
    }
    for lock in [30, 60, 120, 240, 480, 900, 900] {
        assert_eq!(refusal(enter(&h, "zhang", "wrong password", None).await), "login_failed");
        // Even the right one is not looked at.
        assert_eq!(wait(enter(&h, "zhang", PASSWORD, None).await), lock);
        h.advance_seconds(lock);
    }
    enter(&h, "zhang", PASSWORD, None).await.unwrap();
    for _ in 0..4 {
        assert_eq!(refusal(enter(&h, "zhang", "wrong password", None).await), "login_failed");
    }
    enter(&h, "zhang", PASSWORD, None).await.unwrap();
    h.remove().await;
}

#[tokio::test]
async fn guesses_at_the_same_moment_are_counted_before_they_are_looked_at() {
    let h = harness::store().await;
    hire(&h, somebody("zhang")).await;
    let guesses = (0..20).map(|_| {
        let (store, call) = (h.store.clone(), h.call(Caller::Anonymous));
        let credentials =
            Credentials { username: "zhang".into(), password: "wrong password".into(), totp: None };
        tokio::spawn(async move { log_in(&store, &call, &rules(), credentials).await })
    });
    let all = futures::future::join_all(guesses).await;
    let looked_at = all
        .iter()
        .filter(|result| {
            matches!(result.as_ref().unwrap(), Err(ServiceError::Unauthenticated("login_failed")))
        })
        .count();
    assert_eq!(looked_at, 5);
    h.remove().await;
}

#[tokio::test]
async fn a_day_of_silence_is_forgiven() {
    let h = harness::store().await;
    hire(&h, somebody("zhang")).await;
    for _ in 0..4 {
        assert_eq!(refusal(enter(&h, "zhang", "wrong password", None).await), "login_failed");
    }
    h.advance_seconds(24 * 3_600 + 1);
    for _ in 0..5 {
        assert_eq!(refusal(enter(&h, "zhang", "wrong password", None).await), "login_failed");
    }
    assert_eq!(wait(enter(&h, "zhang", PASSWORD, None).await), 30);
    h.remove().await;
}

#[tokio::test]
async fn a_one_time_code_is_asked_for_after_the_password_and_taken_once() {
    let h = harness::store().await;
    hire(&h, NewStaff { totp_secret: Some(SECRET.into()), ..somebody("zhang") }).await;
    let secret = TotpSecret::parse(SECRET).unwrap();
    let code = secret.code(step_at(h.now()));
    assert_eq!(refusal(enter(&h, "zhang", "wrong password", Some(&code)).await), "login_failed");
    assert_eq!(refusal(enter(&h, "zhang", PASSWORD, None).await), "totp_required");
    enter(&h, "zhang", PASSWORD, Some(&code)).await.unwrap();
    assert_eq!(refusal(enter(&h, "zhang", PASSWORD, Some(&code)).await), "totp_invalid");
    // Nor one before it, although a clock may be that slow.
    let before = secret.code(step_at(h.now()) - 1);
    assert_eq!(refusal(enter(&h, "zhang", PASSWORD, Some(&before)).await), "totp_invalid");
    h.advance_seconds(30);
    let next = secret.code(step_at(h.now()));
    enter(&h, "zhang", PASSWORD, Some(&next)).await.unwrap();
    h.remove().await;
}

#[tokio::test]
async fn a_closed_account_cannot_go_on_with_its_session() {
    let h = harness::store().await;
    let id = hire(&h, somebody("zhang")).await;
    let signed_in = enter(&h, "zhang", PASSWORD, None).await.unwrap();
    close(&h, id).await;
    let call = h.call(Caller::Anonymous);
    let refused = sessions::refresh(&h, &call, &rules(), &signed_in.refresh_token).await;
    assert_eq!(refusal(refused), "account_inactive");
    h.remove().await;
}

#[tokio::test]
async fn an_account_that_breaks_the_rules_is_not_made() {
    let h = harness::store().await;
    let base = || somebody("zhang");
    let cases = [
        (NewStaff { username: "张三".into(), ..base() }, "username"),
        (NewStaff { password: "short".into(), ..base() }, "password"),
        (NewStaff { password: "aaaaaaaaaaaaaaaa".into(), ..base() }, "password"),
        (NewStaff { password: "Password1234".into(), ..base() }, "password"),
        (NewStaff { password: "i am zhang 2026".into(), ..base() }, "password"),
        (NewStaff { name: " ".into(), ..base() }, "name"),
        (NewStaff { roles: vec![], ..base() }, "roles"),
        (NewStaff { roles: vec![Role::Entrepreneur], ..base() }, "roles"),
        (NewStaff { roles: vec![Role::Administrator, Role::Supervisor], ..base() }, "roles"),
        (NewStaff { roles: vec![Role::Handler], ..base() }, "department_code"),
        (NewStaff { department_code: Some("none".into()), ..base() }, "department_code"),
        (NewStaff { phone: Some("12".into()), ..base() }, "phone"),
        (NewStaff { totp_secret: Some("1".into()), ..base() }, "totp_secret"),
    ];
    for (new, field) in cases {
        match create_staff(&h, rules().hashing, &h.call(Caller::System), new).await {
            Err(ServiceError::Invalid(faults)) => {
                assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), [field]);
            }
            other => panic!("{field}: {other:?}"),
        }
    }
    hire(&h, base()).await;
    let twice = create_staff(&h, rules().hashing, &h.call(Caller::System), somebody("ZHANG")).await;
    assert!(matches!(twice, Err(ServiceError::Conflict("username_taken"))), "{twice:?}");
    h.remove().await;
}
