//! Publishing a batch: everything is sent, then every confirm is awaited.

use std::collections::HashSet;

use lapin::options::BasicPublishOptions;
use lapin::{Channel, Confirmation, PublisherConfirm};
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use super::super::{OutMessage, PublishError, check};
use super::{CONFIRM_TIMEOUT, Inner, wire};

type Answer = Result<(), PublishError>;

/// What is known of one message when all have been sent.
enum Sent {
    Waiting(PublisherConfirm),
    Failed(PublishError),
}

pub(super) async fn batch(inner: &Inner, messages: Vec<OutMessage>) -> Vec<Answer> {
    let unavailable = |count: usize| vec![Err(PublishError::Unavailable); count];
    let Some(link) = inner.link().filter(|link| !link.connection.status().blocked()) else {
        return unavailable(messages.len());
    };
    let deadline = Instant::now() + inner.options.confirm_timeout.unwrap_or(CONFIRM_TIMEOUT);
    let Ok(mut publisher) = timeout_at(deadline, link.publisher.lock()).await else {
        return unavailable(messages.len());
    };
    let Some(channel) = publisher.as_ref() else {
        return unavailable(messages.len());
    };
    let exchange = inner.names.exchange();
    let mut sent = Vec::with_capacity(messages.len());
    for message in &messages {
        sent.push(send(channel, &exchange, message, deadline).await);
    }
    let (answers, sound) = settle(&messages, sent, deadline).await;
    if !sound {
        // Late confirms and stray returned messages go with the channel.
        *publisher = None;
        inner.renew.notify_one();
    }
    answers
}

async fn send(channel: &Channel, exchange: &str, message: &OutMessage, deadline: Instant) -> Sent {
    if let Err(error) = check(message) {
        return Sent::Failed(error);
    }
    let mandatory = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
    let publish = channel.basic_publish(
        exchange.into(),
        message.routing_key.as_str().into(),
        mandatory,
        &message.body,
        wire::properties(message),
    );
    match timeout_at(deadline, publish).await {
        Ok(Ok(confirm)) => Sent::Waiting(confirm),
        Ok(Err(error)) => Sent::Failed(PublishError::Lost(error.to_string())),
        Err(_) => Sent::Failed(PublishError::Timeout),
    }
}

/// The answers, and whether the channel is still good for the next batch.
///
/// The broker returns an unroutable message before it confirms it, but one confirm may stand for many,
/// and lapin then hands the returned message to any of them: only its id says whose it is.
async fn settle(
    messages: &[OutMessage],
    sent: Vec<Sent>,
    deadline: Instant,
) -> (Vec<Answer>, bool) {
    let mut returned: HashSet<Option<Uuid>> = HashSet::new();
    let mut answers: Vec<Answer> = Vec::with_capacity(sent.len());
    let mut sound = true;
    for sent in sent {
        let answer = match sent {
            Sent::Failed(error) => Err(error),
            Sent::Waiting(confirm) => match timeout_at(deadline, confirm).await {
                Err(_) => Err(PublishError::Timeout),
                Ok(Err(error)) => Err(PublishError::Lost(error.to_string())),
                Ok(Ok(Confirmation::NotRequested)) => {
                    Err(PublishError::Lost("the channel does not confirm".to_owned()))
                }
                Ok(Ok(confirmation)) => {
                    let taken = confirmation.is_ack();
                    if let Some(message) = confirmation.take_message() {
                        returned.insert(wire::id(&message.properties));
                    }
                    if taken { Ok(()) } else { Err(PublishError::Refused) }
                }
            },
        };
        sound &= matches!(answer, Ok(()) | Err(PublishError::Refused | PublishError::Invalid(_)));
        answers.push(answer);
    }
    for (message, answer) in messages.iter().zip(&mut answers) {
        if returned.contains(&Some(message.id)) && answer.is_ok() {
            *answer = Err(PublishError::Unroutable(message.routing_key.clone()));
        }
    }
    (answers, sound)
}
