//! The people's other screens: WeChat mini-program (微信小程序), WeCom (企业微信) and SMS (短信).
//!
//! Each provider is a trait (the port), a client over HTTP, and a table that turns the provider's
//! codes into the few answers the rest of the house acts on: [`SendOutcome`] and [`LoginFault`].
//! The simulator speaks the same wire, so development and tests use these very clients.
//!
//! To add one more: a settings struct with `SecretString` for what must not be seen, a client that
//! goes through `Http` (limits, time-outs, no address in an error), a table of codes, and a test
//! against the simulator and against published vectors.

mod calls;
pub mod fit;
mod http;
mod lenient;
mod outcome;
mod pace;
pub mod sms;
mod tokens;
mod wechat;
mod wecom;

pub use http::{SetupError, install_tls};
pub use outcome::{LoginFault, SendOutcome};
pub use sms::{AliyunSettings, AliyunSms, Sms, SmsMessage, TencentSettings, TencentSms};
pub use tokens::{MemoryTokens, TokenCache, TokenCacheError};
pub use wechat::{
    CheckFault, PhoneNumber, Scene, Session, SubscribeMessage, Suggestion, TextVerdict,
    WechatClient, WechatMini, WechatSettings,
};
pub use wecom::{Wecom, WecomBody, WecomClient, WecomMessage, WecomSettings};
