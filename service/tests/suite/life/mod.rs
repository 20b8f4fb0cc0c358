//! The life of appeals against a real database, without broker or providers: a small city with an owner
//! and a stranger, and everybody else by user name.

mod audit;
mod changes;
mod colleagues;
mod confidential;
mod families;
mod heard;
mod letters;
mod levels;
mod privacy;
mod random;
mod rivals;
mod self_check;

use std::sync::atomic::{AtomicU32, Ordering};

use domain::appeal::{Appeal, Command, Event, Role};
use domain::text::{Content, PersonName, Phone, Title};
use entity::{appeal_events, appeals, bindings, enterprises, entrepreneurs, staff, staff_roles};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use service::act::act;
use service::commands::file_appeal::{FileAppeal, file_appeal};
use service::commands::route_appeal::route_appeal;
use service::privacy::{Field, phone_index, seal};
use service::{Answer, Call, Caller, ServiceError};
use uuid::Uuid;

use crate::harness::{self, Harness};

const TITLE: &str = "申请技术改造补助";
const CONTENT: &str = "我公司计划进行智能化技术改造和设备更新，希望了解技改补助政策并申请支持。";

/// A city under test. Derefs to the harness.
pub(super) struct City {
    h: Harness,
    owner: Caller,
    stranger: Caller,
    firm: Uuid,
    other_firm: Uuid,
    phones: AtomicU32,
}

impl std::ops::Deref for City {
    type Target = Harness;

    fn deref(&self) -> &Harness {
        &self.h
    }
}

impl City {
    async fn new() -> Self {
        let h = harness::store().await;
        service::seed::demonstration(&h, h.now(), "no-password".to_owned()).await.unwrap();
        let firms = enterprises::Entity::find().order_by_asc(enterprises::Column::Uscc);
        let firms = firms.all(h.read()).await.unwrap();
        let nobody = Caller::Anonymous;
        let (owner, stranger) = (nobody.clone(), nobody);
        let (firm, other_firm) = (firms[0].id, firms[5].id);
        let phones = AtomicU32::new(1);
        let mut city = Self { h, owner, stranger, firm, other_firm, phones };
        city.owner = city.person(firm).await;
        city.stranger = city.person(other_firm).await;
        city
    }

    /// Somebody who speaks for the firm, with a number of their own.
    async fn person(&self, firm: Uuid) -> Caller {
        let id = self.ids().next();
        let phone = format!("1380000{:04}", self.phones.fetch_add(1, Ordering::Relaxed));
        let cipher = &*self.guards().cipher;
        let person = entrepreneurs::ActiveModel {
            id: Set(id),
            openid: Set(None),
            phone: Set(Some(seal(cipher, Field::PersonPhone, id, &phone))),
            name: Set(Some(seal(cipher, Field::PersonName, id, "演示联系人"))),
            created_at: Set(self.now()),
            phone_index: Set(Some(phone_index(cipher, &phone))),
            erased_at: Set(None),
        };
        let binding = bindings::ActiveModel {
            entrepreneur_id: Set(id),
            enterprise_id: Set(firm),
            position: Set("经办人".to_owned()),
            status: Set("active".to_owned()),
            override_reason: Set(None),
            created_at: Set(self.now()),
        };
        self.transact(move |tx| {
            Box::pin(async move {
                entrepreneurs::Entity::insert(person).exec_without_returning(tx).await?;
                bindings::Entity::insert(binding).exec_without_returning(tx).await?;
                Ok(())
            })
        })
        .await
        .unwrap();
        Caller::Entrepreneur { id }
    }

    /// A member of staff of the demonstration, by user name.
    async fn staff(&self, username: &str) -> Caller {
        let row = staff::Entity::find().filter(staff::Column::Username.eq(username));
        let row = row.one(self.read()).await.unwrap().unwrap();
        let roles = staff_roles::Entity::find().filter(staff_roles::Column::StaffId.eq(row.id));
        let roles = roles.all(self.read()).await.unwrap();
        let roles = roles.iter().filter_map(|row| Role::parse(&row.role)).collect();
        Caller::Staff { id: row.id, roles, department: row.department_id }
    }

    async fn department(&self, code: &str) -> Uuid {
        self.reference().get(self).await.unwrap().department_ids[code]
    }

    fn input(&self, title: &str, content: &str, confidential: bool) -> FileAppeal {
        FileAppeal {
            enterprise: self.firm,
            title: Title::parse(title).unwrap(),
            content: Content::parse(content).unwrap(),
            category: "technical_upgrade".to_owned(),
            level: None,
            county: None,
            chain: None,
            contact_name: Some(PersonName::parse("演示联系人").unwrap()),
            contact_phone: Some(Phone::parse("13800009999").unwrap()),
            confidential,
            about_department: None,
            attachments: vec![],
            channel: "h5".to_owned(),
        }
    }

    async fn file(&self) -> Uuid {
        self.file_as(&self.owner, self.input(TITLE, CONTENT, false)).await.unwrap()
    }

    async fn file_as(&self, caller: &Caller, input: FileAppeal) -> Result<Uuid, ServiceError> {
        let answer = file_appeal(self, &self.call(caller.clone()), input).await?;
        Ok(body(&answer)["id"].as_str().unwrap().parse().unwrap())
    }

    /// Lets the router look at it, as its consumer would.
    async fn route(&self, id: Uuid) {
        let call = Call::system(self.now(), "route");
        route_appeal(self, &call, self.ids().next(), id).await.unwrap();
    }

    /// Filed, and with 工信局 (GXJ) as its department.
    async fn dispatched(&self) -> Uuid {
        let id = self.file().await;
        self.route(id).await;
        assert_eq!(self.row(id).await.state, "dispatched");
        assert_eq!(self.row(id).await.department_id, Some(self.department("GXJ").await));
        id
    }

    /// Gives a command by user name.
    async fn by(&self, who: &str, id: Uuid, command: Command) -> Result<Value, ServiceError> {
        let caller = self.staff(who).await;
        self.give(&caller, id, command).await
    }

    async fn give(&self, who: &Caller, id: Uuid, command: Command) -> Result<Value, ServiceError> {
        act(self, &self.call(who.clone()), id, command).await.map(|answer| body(&answer))
    }

    async fn row(&self, id: Uuid) -> appeals::Model {
        appeals::Entity::find_by_id(id).one(self.read()).await.unwrap().unwrap()
    }

    async fn events(&self, id: Uuid) -> Vec<appeal_events::Model> {
        appeal_events::Entity::find()
            .filter(appeal_events::Column::AppealId.eq(id))
            .order_by_asc(appeal_events::Column::Seq)
            .all(self.read())
            .await
            .unwrap()
    }

    /// What is stored is the sum of what has happened.
    async fn assert_rebuilt(&self, id: Uuid) {
        let row = self.row(id).await;
        let events = self.events(id).await;
        let numbers: Vec<i64> = events.iter().map(|event| event.seq).collect();
        assert_eq!(numbers, (1..=row.last_seq).collect::<Vec<_>>());
        let events: Vec<Event> = events
            .iter()
            .map(|event| Event::from_parts(&event.kind, &event.data).unwrap())
            .collect();
        let stored: Appeal = serde_json::from_value(row.facts).unwrap();
        assert_eq!(Appeal::from_events(&events).unwrap(), stored);
        assert_eq!(stored.state.name().as_str(), row.state);
        assert_eq!(stored.custodian().as_str(), row.holder);
    }

    /// The clocks of every open appeal are what their events say.
    async fn assert_clocks(&self) {
        let call = Call::system(self.now(), "self-check");
        let checked = service::self_check::run(self, &call, |_, _| {}).await.unwrap();
        let found = entity::incidents::Entity::find().all(self.read()).await.unwrap();
        assert_eq!(checked.faults, 0, "{found:#?}");
    }

    async fn sql(&self, text: &str) {
        let statement = sea_orm::Statement::from_string(self.backend(), text);
        self.write_alone(statement).await.unwrap();
    }
}

fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or(Value::Null)
}

/// The code of a refusal by the rules.
fn refused(result: Result<Value, ServiceError>) -> &'static str {
    match result {
        Err(ServiceError::RefusedAt { refusal, .. }) => refusal.code(),
        other => panic!("not refused by the rules: {other:?}"),
    }
}

fn reply() -> Command {
    Command::Reply {
        text: "补助可在惠企平台申报，已发送申报指南。".to_owned(),
        outcome: domain::appeal::ReplyOutcome::Resolved,
        attachments: vec![],
        without_helpers: None,
    }
}
