//! Proving the audit trail: the first entry that does not hold is named, with what is wrong with it.

use std::collections::{HashMap, HashSet};

use domain::audit::{Fault, GENESIS, RECORD_ERASED, SignedHead};
use domain::guard::Mac;
use entity::{appeal_events, audit_entries};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::chain::{HEAD, entry, read_mac};
use super::{heads, record, states};
use crate::error::ServiceError;
use crate::store::Store;

/// Entries read at once.
const BATCH: u64 = 1_000;

/// What came of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Verdict {
    /// Whether everything holds.
    pub intact: bool,
    /// How many entries hold, from the first on.
    pub verified: i64,
    /// How many entries there are.
    pub entries: i64,
    /// How many signed heads were compared.
    pub heads: usize,
    /// The position and moment of the newest head that was compared: up to there, cutting off the end
    /// would have been found.
    pub newest_head: Option<i64>,
    /// The first thing that does not hold.
    pub first_broken: Option<Broken>,
}

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Broken {
    /// The position in the chain.
    pub position: i64,
    /// What is wrong: `missing`, `changed`, `unknown_key`, `record_missing`, `record_changed`,
    /// `record_unlisted`, `state_changed`, `cut_off`, `not_as_signed`, `head_row` or `bad_signature`.
    #[schema(value_type = String)]
    pub fault: Fault,
    /// What the entry says was done, as far as it can be read.
    pub action: Option<String>,
    /// The appeal or other subject.
    pub subject_id: Option<Uuid>,
    /// The event that it stands for.
    pub record_id: Option<Uuid>,
    /// For people, in Chinese and English.
    pub detail: String,
}

impl Broken {
    fn at(position: i64, fault: Fault, detail: impl Into<String>) -> Self {
        let (action, subject_id, record_id) = (None, None, None);
        Self { position, fault, action, subject_id, record_id, detail: detail.into() }
    }

    fn of(row: &audit_entries::Model, fault: Fault, detail: impl Into<String>) -> Self {
        Self {
            action: Some(row.action.clone()),
            subject_id: row.subject_id,
            record_id: row.record_id,
            ..Self::at(row.position, fault, detail)
        }
    }
}

/// Walks the whole chain and compares it with its records and with every head: those in the database and
/// those presented. `progress` is told how many of how many entries have been looked at.
///
/// # Errors
/// When the database does not answer; what does not hold is in the verdict.
pub async fn verify(
    store: &Store,
    presented: Vec<SignedHead>,
    progress: impl Fn(i64, i64) + Send,
) -> Result<Verdict, ServiceError> {
    let mut walk = Walk::begin(store, presented).await?;
    let found = walk.run(progress).await?;
    let newest_head = walk.heads.iter().map(|head| head.head.position).max();
    Ok(Verdict {
        intact: found.is_none(),
        verified: walk.verified,
        entries: walk.end.last,
        heads: walk.heads.len(),
        newest_head,
        first_broken: found,
    })
}

/// Where the chain ends, read at one moment.
#[derive(Debug, FromQueryResult)]
struct End {
    /// The last position that there is.
    last: i64,
    /// What the head's row says.
    position: i64,
    mac: String,
}

impl End {
    async fn read(store: &Store) -> Result<Self, ServiceError> {
        let sql = format!(
            "SELECT CAST(COALESCE((SELECT MAX(position) FROM audit_entries), 0) AS BIGINT) AS last, \
             position, mac FROM audit_chain WHERE id = {HEAD}"
        );
        let row = store.read().query_one_raw(Statement::from_string(store.backend(), sql)).await?;
        match row {
            Some(row) => Ok(Self::from_query_result(&row, "")?),
            // Somebody has deleted it; what is left is walked all the same.
            None => {
                let last = audit_entries::Entity::find()
                    .order_by_desc(audit_entries::Column::Position)
                    .one(store.read())
                    .await?;
                let last = last.map_or(0, |row| row.position);
                Ok(Self { last, position: -1, mac: String::new() })
            }
        }
    }
}

/// Heads whose signature holds, and the first one whose does not: it proves nothing, and somebody has made
/// it.
fn sound(store: &Store, heads: Vec<SignedHead>) -> (Vec<SignedHead>, Option<Broken>) {
    let signer = &store.guards().signer;
    let (sound, forged): (Vec<_>, Vec<_>) = heads.into_iter().partition(|signed| {
        let signature = hex::decode(&signed.signature).unwrap_or_default();
        signer.verify(&signed.key_id, &signed.head.message(), &signature)
    });
    let broken = forged.first().map(|forged| {
        let detail = format!(
            "链头（位置 {0}，{1}）的签名无效 / the signature of the head at {0} ({1}) does not hold",
            forged.head.position, forged.head.at
        );
        Broken::at(forged.head.position, Fault::BadSignature, detail)
    });
    (sound, broken)
}

struct Walk<'s> {
    store: &'s Store,
    heads: Vec<SignedHead>,
    /// Places in `heads`, by position.
    by_position: HashMap<i64, Vec<usize>>,
    /// A head whose signature does not hold: told when nothing worse is found.
    forged: Option<Broken>,
    end: End,
    verified: i64,
    before: Mac,
    /// The digests of records that were rewritten by an erasure, the last one each.
    erased: HashMap<Uuid, String>,
}

impl<'s> Walk<'s> {
    async fn begin(store: &'s Store, presented: Vec<SignedHead>) -> Result<Self, ServiceError> {
        let mut heads = heads::kept(store).await?;
        heads.extend(presented);
        let mut known = HashSet::new();
        heads.retain(|head| known.insert((head.signature.clone(), head.head.message())));
        let (heads, forged) = sound(store, heads);
        let mut by_position = HashMap::<i64, Vec<usize>>::new();
        for (place, signed) in heads.iter().enumerate() {
            by_position.entry(signed.head.position).or_default().push(place);
        }
        let erasures = audit_entries::Entity::find()
            .filter(audit_entries::Column::Action.eq(RECORD_ERASED))
            .order_by_asc(audit_entries::Column::Position)
            .all(store.read())
            .await?;
        let erased = erasures.into_iter().filter_map(|row| Some((row.record_id?, row.digest)));
        let end = End::read(store).await?;
        Ok(Self {
            store,
            heads,
            by_position,
            forged,
            end,
            verified: 0,
            before: GENESIS,
            erased: erased.collect(),
        })
    }

    async fn run(
        &mut self,
        progress: impl Fn(i64, i64) + Send,
    ) -> Result<Option<Broken>, ServiceError> {
        loop {
            while self.verified < self.end.last {
                if let Some(found) = self.batch().await? {
                    return Ok(Some(found));
                }
                progress(self.verified, self.end.last);
            }
            // The platform has gone on meanwhile: what is new is walked too.
            self.end = End::read(self.store).await?;
            if self.verified >= self.end.last {
                break;
            }
        }
        if let Some(found) = self.cut_off() {
            return Ok(Some(found));
        }
        if let Some(found) = self.unlisted().await? {
            return Ok(Some(found));
        }
        if let Some(found) = states::first_changed(self.store).await? {
            return Ok(Some(self.state_changed(found)));
        }
        Ok(self.forged.take())
    }

    fn state_changed(&self, appeal: Uuid) -> Broken {
        let detail = "诉求当前状态与其事件不符：被直接改动 / \
             the stored state of an appeal is not the sum of its events: it was changed past the platform";
        Broken {
            subject_id: Some(appeal),
            ..Broken::at(self.end.last, Fault::StateChanged, detail)
        }
    }

    async fn batch(&mut self) -> Result<Option<Broken>, ServiceError> {
        let rows = audit_entries::Entity::find()
            .filter(audit_entries::Column::Position.gt(self.verified))
            .filter(audit_entries::Column::Position.lte(self.end.last))
            .order_by_asc(audit_entries::Column::Position)
            .limit(BATCH)
            .all(self.store.read())
            .await?;
        if rows.is_empty() {
            return Ok(Some(self.missing()));
        }
        let records = self.records(&rows).await?;
        for row in &rows {
            match self.step(row, &records) {
                // Somebody may have been erased since the walk began.
                Some(found) if found.fault == Fault::RecordChanged => {
                    self.read_erasures_of(row.record_id).await?;
                    let records = self.records(std::slice::from_ref(row)).await?;
                    if let Some(found) = self.step(row, &records) {
                        return Ok(Some(found));
                    }
                }
                Some(found) => return Ok(Some(found)),
                None => {}
            }
        }
        Ok(None)
    }

    async fn read_erasures_of(&mut self, record: Option<Uuid>) -> Result<(), ServiceError> {
        let Some(record) = record else { return Ok(()) };
        let last = audit_entries::Entity::find()
            .filter(audit_entries::Column::Action.eq(RECORD_ERASED))
            .filter(audit_entries::Column::RecordId.eq(record))
            .order_by_desc(audit_entries::Column::Position)
            .one(self.store.read())
            .await?;
        self.erased.extend(last.map(|row| (record, row.digest)));
        Ok(())
    }

    fn missing(&self) -> Broken {
        let at = self.verified + 1;
        Broken::at(at, Fault::Missing, format!("第 {at} 条记录缺失 / entry {at} is missing"))
    }

    async fn records(
        &self,
        rows: &[audit_entries::Model],
    ) -> Result<HashMap<Uuid, appeal_events::Model>, ServiceError> {
        let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.record_id).collect();
        let found = appeal_events::Entity::find()
            .filter(appeal_events::Column::Id.is_in(ids))
            .all(self.store.read())
            .await?;
        Ok(found.into_iter().map(|event| (event.id, event)).collect())
    }

    /// One entry: its place, its link, its record, and the heads that were taken at it.
    fn step(
        &mut self,
        row: &audit_entries::Model,
        records: &HashMap<Uuid, appeal_events::Model>,
    ) -> Option<Broken> {
        let expected = self.verified + 1;
        if row.position != expected {
            return Some(self.missing());
        }
        let hash = &*self.store.guards().hash;
        let Some(mac) = entry(row).mac(hash, &row.hash_name, &self.before) else {
            let detail = format!(
                "未配置密钥 {0}，无法验证 / key {0} is not configured, nothing can be told",
                row.hash_name
            );
            return Some(Broken::of(row, Fault::UnknownKey, detail));
        };
        if read_mac(&row.mac).ok() != Some(mac) {
            let detail = "记录与其哈希不符：被改动或调换 / \
                 the entry does not fit its hash: it was changed or swapped";
            return Some(Broken::of(row, Fault::Changed, detail));
        }
        if let Some(found) = self.compare(row, records) {
            return Some(found);
        }
        if let Some(found) = self.as_signed(row) {
            return Some(found);
        }
        (self.verified, self.before) = (expected, mac);
        None
    }

    /// Whether the record is still what the entry stands for.
    fn compare(
        &self,
        row: &audit_entries::Model,
        records: &HashMap<Uuid, appeal_events::Model>,
    ) -> Option<Broken> {
        let id = row.record_id?;
        let Some(event) = records.get(&id) else {
            let detail = "所记事件已被删除 / the event that the entry stands for is gone";
            return Some(Broken::of(row, Fault::RecordMissing, detail));
        };
        let expected = match self.erased.get(&id) {
            // Only the last erasure says what the record is now.
            Some(last) if row.action != RECORD_ERASED || row.digest != *last => return None,
            Some(last) => last,
            None => &row.digest,
        };
        let digest = record(event).digest(&*self.store.guards().hash, &row.hash_name);
        if digest.as_ref() == Some(expected) {
            return None;
        }
        let detail = "所记事件被改动 / the event that the entry stands for was changed";
        Some(Broken::of(row, Fault::RecordChanged, detail))
    }

    fn as_signed(&self, row: &audit_entries::Model) -> Option<Broken> {
        let taken = self.by_position.get(&row.position)?;
        let mut taken = taken.iter().map(|place| &self.heads[*place]);
        let other = taken.find(|signed| signed.head.mac != row.mac)?;
        let detail = format!(
            "与 {0} 导出的签名链头不符：此处或之前被重做 / \
             not what the head exported at {0} has signed: the chain was made anew from here or before",
            other.head.at
        );
        Some(Broken::of(row, Fault::NotAsSigned, detail))
    }

    /// What an end that was cut off leaves behind.
    fn cut_off(&self) -> Option<Broken> {
        let End { last, position, mac } = &self.end;
        let longest = self.heads.iter().max_by_key(|signed| signed.head.position);
        if let Some(signed) = longest.filter(|signed| signed.head.position > *last) {
            let detail = format!(
                "{0} 导出的链头有 {1} 条，现仅 {last} 条：末尾被删除 / the head exported at {0} knows \
                 {1} entries, there are {last}: the end was cut off",
                signed.head.at, signed.head.position
            );
            return Some(Broken::at(last + 1, Fault::CutOff, detail));
        }
        if position > last {
            let detail = "链头行指向不存在的记录：末尾被删除 / \
                 the head's row names an entry that is not there: the end was cut off";
            return Some(Broken::at(last + 1, Fault::CutOff, detail));
        }
        if position < last || *mac != hex::encode(self.before) {
            let detail = "链头行与最后一条记录不符 / the head's row does not fit the last entry";
            return Some(Broken::at(*last, Fault::HeadRow, detail));
        }
        None
    }

    /// Events for which no entry stands.
    async fn unlisted(&self) -> Result<Option<Broken>, ServiceError> {
        let listed = Query::select()
            .expr(Expr::val(1))
            .from(audit_entries::Entity)
            .and_where(
                Expr::col((audit_entries::Entity, audit_entries::Column::RecordId))
                    .equals((appeal_events::Entity, appeal_events::Column::Id)),
            )
            .to_owned();
        let found = appeal_events::Entity::find()
            .filter(Expr::exists(listed).not())
            .order_by_asc(appeal_events::Column::Id)
            .one(self.store.read())
            .await?;
        Ok(found.map(|event| Broken {
            action: Some(format!("appeal.{}", event.kind)),
            subject_id: Some(event.appeal_id),
            record_id: Some(event.id),
            ..Broken::at(
                self.end.last,
                Fault::RecordUnlisted,
                "有事件未经平台写入 / an event was put in past the platform",
            )
        }))
    }
}
