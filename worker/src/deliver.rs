//! The deliverer: leases owed notices, calls the provider with no transaction open, records what it
//! said. Messages to one person go one after another (WeChat refuses concurrent sends to the same user,
//! 43108); different people are served side by side.

use std::collections::BTreeMap;
use std::convert::Infallible;

use chrono::{DateTime, Utc};
use chrono_tz::Asia::Shanghai;
use domain::notice::{Channel, Language, Params, Template, Words, render};
use futures::StreamExt;
use platform::providers::{
    SendOutcome, SmsMessage, SubscribeMessage, WecomBody, WecomMessage, fit,
};
use platform::telemetry::names;
use service::ServiceError;
use service::delivery::{self, Outcome, Owed};
use tokio_util::sync::CancellationToken;

use crate::parts::{Parts, Senders, pause};

/// Runs until told to stop.
///
/// # Errors
/// Never: what goes wrong is logged and tried again.
pub async fn run(parts: Parts, stop: CancellationToken) -> Result<(), Infallible> {
    while !stop.is_cancelled() {
        match pass(&parts).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "deliveries pause"),
        }
        pause(&stop, parts.settings.delivery_interval).await;
    }
    Ok(())
}

/// One pass; answers how many notices it tried.
///
/// # Errors
/// When the database does not answer.
pub async fn pass(parts: &Parts) -> Result<usize, ServiceError> {
    let now = parts.time.now();
    let batch = u64::from(parts.settings.delivery_batch);
    let owed = delivery::lease(&parts.store, now, parts.lease(), batch).await?;
    let count = owed.len();
    let mut by_person: BTreeMap<_, Vec<Owed>> = BTreeMap::new();
    for one in owed {
        by_person
            .entry((one.notice.channel.clone(), one.notice.recipient_id))
            .or_default()
            .push(one);
    }
    let results: Vec<Result<(), ServiceError>> = futures::stream::iter(by_person.into_values())
        .map(|mut letters| async move {
            letters.sort_by_key(|letter| letter.notice.id);
            for letter in letters {
                deliver(parts, letter).await?;
            }
            Ok(())
        })
        .buffer_unordered(parts.settings.delivery_concurrency)
        .collect()
        .await;
    results.into_iter().collect::<Result<(), _>>()?;
    Ok(count)
}

async fn deliver(parts: &Parts, owed: Owed) -> Result<(), ServiceError> {
    let crash =
        |crash: platform::fault::InjectedCrash| ServiceError::Unavailable(crash.to_string());
    parts.faults.trip("provider.before").await.map_err(crash)?;
    let outcome = send(parts, &owed).await?;
    parts.faults.trip("provider.after").await.map_err(crash)?;
    let label = match &outcome {
        Outcome::Sent { .. } => "sent",
        Outcome::Refused { .. } => "refused",
        Outcome::Later { .. } => "later",
        Outcome::Unknown { .. } => "unknown",
    };
    let channel = owed.notice.channel.clone();
    metrics::counter!(names::DELIVERIES_TOTAL, "channel" => channel, "outcome" => label)
        .increment(1);
    let (patience, now) = (parts.patience, parts.time.now());
    delivery::settle(&parts.store, owed.notice.id, outcome, patience, now).await
}

async fn send(parts: &Parts, owed: &Owed) -> Result<Outcome, ServiceError> {
    let params: Params = serde_json::from_value(owed.notice.params.clone())?;
    let template = Template::parse(&owed.notice.template)
        .ok_or_else(|| ServiceError::internal("unknown template"))?;
    let Some(address) = owed.address.clone() else {
        return Ok(refused("no_address"));
    };
    let letter = Letter {
        owed,
        address,
        words: render(template, Language::Chinese, &params),
        params,
        senders: &parts.senders,
    };
    match Channel::parse(&owed.notice.channel) {
        Some(Channel::Wechat) => letter.by_wechat(parts).await,
        Some(Channel::Wecom) => Ok(letter.by_wecom().await),
        Some(Channel::Sms) => Ok(letter.by_sms().await),
        Some(Channel::Inbox) | None => Ok(refused("no_such_channel")),
    }
}

fn refused(code: &str) -> Outcome {
    Outcome::Refused { code: code.to_owned(), fallback: true }
}

struct Letter<'a> {
    owed: &'a Owed,
    address: String,
    words: Words,
    params: Params,
    senders: &'a Senders,
}

impl Letter<'_> {
    async fn by_wechat(&self, parts: &Parts) -> Result<Outcome, ServiceError> {
        let notice = &self.owed.notice;
        let template = self.senders.wechat_templates.get(&notice.template);
        let (Some(wechat), Some(template_id)) = (&self.senders.wechat, template) else {
            return Ok(refused("not_configured"));
        };
        if delivery::has_refused(&parts.store, notice.recipient_id, template_id).await? {
            return Ok(self.with_fallback(refused("not_subscribed")));
        }
        let message = SubscribeMessage {
            touser: self.address.clone(),
            template_id: template_id.clone(),
            // The event makes the page unlike that of any other notice.
            page: notice
                .appeal_id
                .map(|appeal| format!("pages/appeal/detail?id={appeal}&event={}", notice.event_id)),
            data: self.fields(),
            lang: "zh_CN".to_owned(),
        };
        let outcome = wechat.send_subscribe(&message).await;
        // WeChat has no duplicate check of its own, and an answer that was lost may have been a yes:
        // at least once is the rule of the house for those who wait for an answer.
        Ok(self.with_fallback(outcome_of(outcome, true)))
    }

    /// The five fields that every subscription template of the house is made of.
    fn fields(&self) -> Vec<(String, String)> {
        let value = |name: &str| self.params.get(name).cloned().unwrap_or_default();
        let at: DateTime<Utc> = self.owed.notice.created_at;
        let at = at.with_timezone(&Shanghai).format("%Y年%-m月%-d日 %H:%M").to_string();
        [
            ("character_string1", value("number")),
            ("thing2", fit::fit_thing(&value("title"))),
            ("phrase3", self.words.phrase.clone()),
            ("time4", at),
            ("thing5", fit::fit_thing(&self.words.title)),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    }

    async fn by_wecom(&self) -> Outcome {
        let Some(wecom) = &self.senders.wecom else { return refused("not_configured") };
        let text = format!("{}\n{}", self.words.title, self.words.body);
        let message =
            WecomMessage { touser: self.address.clone(), body: WecomBody::Text { content: text } };
        outcome_of(wecom.send(&message).await, true)
    }

    async fn by_sms(&self) -> Outcome {
        let template = self.senders.sms_templates.get(&self.owed.notice.template);
        let template = template.or_else(|| self.senders.sms_templates.get("notice"));
        let (Some(sms), Some(template)) = (&self.senders.sms, template) else {
            return refused("not_configured");
        };
        let value = |name: &str| self.params.get(name).cloned().unwrap_or_default();
        let message = SmsMessage {
            phone: self.address.clone(),
            template: template.clone(),
            params: vec![
                ("number".to_owned(), value("number")),
                ("state".to_owned(), self.words.phrase.clone()),
            ],
            reference: self.owed.notice.id.to_string(),
        };
        // An SMS whose fate is unknown is not sent again: people would get it twice and pay attention
        // to neither.
        outcome_of(sms.send(&message).await, false)
    }

    fn with_fallback(&self, outcome: Outcome) -> Outcome {
        match outcome {
            Outcome::Refused { code, fallback } => {
                Outcome::Refused { code, fallback: fallback && self.senders.sms_fallback }
            }
            other => other,
        }
    }
}

fn outcome_of(outcome: SendOutcome, again_when_unknown: bool) -> Outcome {
    match outcome {
        SendOutcome::Sent { provider_id } => Outcome::Sent { provider_id },
        SendOutcome::Refused { code, fallback, .. } => Outcome::Refused { code, fallback },
        SendOutcome::RetryLater { code, after } => {
            Outcome::Later { code, after: chrono::Duration::from_std(after).ok() }
        }
        SendOutcome::Unknown { .. } if again_when_unknown => {
            Outcome::Later { code: "unknown".to_owned(), after: None }
        }
        SendOutcome::Unknown { .. } => Outcome::Unknown { code: "unknown".to_owned() },
        SendOutcome::ConfigFault { code, reason } => {
            tracing::error!(code, reason, "a provider refuses our configuration");
            Outcome::Later { code, after: Some(chrono::Duration::minutes(5)) }
        }
    }
}
