//! Named places where a test may break the process: the crash between a commit and an
//! acknowledgement is rare in nature and must be common in tests.
//!
//! To add a place: call `faults.trip("room.what_has_just_happened").await?` there. Production arms
//! none, and then a trip is one load of a boolean.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// What happens when an armed place is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultMode {
    /// The trip returns [`InjectedCrash`] once; then the place is whole again.
    Error,
    /// The trip never returns: the caller hangs until it is cancelled.
    Hang,
    /// The process aborts at once, without unwinding, as if its power were cut.
    Abort,
}

/// One place to break, read from `name[:skip][=error|hang|abort]`; the mode is `error` when not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultSpec {
    /// The name given to [`FaultPoints::trip`].
    pub name: String,
    /// How many times the place is passed unharmed first.
    pub skip: u32,
    /// What happens then.
    pub mode: FaultMode,
}

/// A fault specification that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("fault `{0}` is not of the form name[:skip][=error|hang|abort]")]
pub struct FaultSpecError(String);

impl FromStr for FaultSpec {
    type Err = FaultSpecError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || FaultSpecError(text.to_owned());
        let (place, mode) = match text.split_once('=') {
            None => (text, FaultMode::Error),
            Some((place, "error")) => (place, FaultMode::Error),
            Some((place, "hang")) => (place, FaultMode::Hang),
            Some((place, "abort")) => (place, FaultMode::Abort),
            Some(_) => return Err(refuse()),
        };
        let (name, skip) = match place.split_once(':') {
            None => (place, 0),
            Some((name, skip)) => (name, skip.parse().map_err(|_| refuse())?),
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        if name.is_empty() || !name.chars().all(plain) {
            return Err(refuse());
        }
        Ok(Self { name: name.to_owned(), skip, mode })
    }
}

/// The error that an armed place returns. The caller treats it as if the process had died there: no
/// clean-up, no settling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an injected crash at `{0}`")]
pub struct InjectedCrash(pub String);

/// The places to break in this process, handed around as `Arc<FaultPoints>`.
#[derive(Debug, Default)]
pub struct FaultPoints {
    any_armed: AtomicBool,
    armed: Mutex<BTreeMap<String, FaultSpec>>,
}

impl FaultPoints {
    /// Nothing armed: the only choice in production.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Reads a comma-separated list of [`FaultSpec`]s; an empty text arms nothing.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn parse(text: &str) -> Result<Self, FaultSpecError> {
        let points = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            points.arm(part.parse()?);
        }
        Ok(points)
    }

    /// Arms one place; a second arming of the same name replaces the first.
    pub fn arm(&self, spec: FaultSpec) {
        let mut armed = self.armed.lock().unwrap_or_else(PoisonError::into_inner);
        armed.insert(spec.name.clone(), spec);
        self.any_armed.store(true, Ordering::Release);
    }

    /// Whether the named place is still to break (false once an `error` has been given).
    #[must_use]
    pub fn is_armed(&self, name: &str) -> bool {
        self.armed.lock().unwrap_or_else(PoisonError::into_inner).contains_key(name)
    }

    /// Passes the named place.
    ///
    /// # Errors
    /// [`InjectedCrash`] when the place is armed with [`FaultMode::Error`] and its skips are used up.
    #[inline]
    pub async fn trip(&self, name: &str) -> Result<(), InjectedCrash> {
        if !self.any_armed.load(Ordering::Acquire) {
            return Ok(());
        }
        match self.due(name) {
            None => Ok(()),
            Some(FaultMode::Error) => Err(InjectedCrash(name.to_owned())),
            Some(FaultMode::Hang) => std::future::pending().await,
            Some(FaultMode::Abort) => std::process::abort(),
        }
    }

    fn due(&self, name: &str) -> Option<FaultMode> {
        let mut armed = self.armed.lock().unwrap_or_else(PoisonError::into_inner);
        let spec = armed.get_mut(name)?;
        if spec.skip > 0 {
            spec.skip -= 1;
            return None;
        }
        let mode = spec.mode;
        if mode == FaultMode::Error {
            armed.remove(name);
            self.any_armed.store(!armed.is_empty(), Ordering::Release);
        }
        Some(mode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_specification_is_read_with_and_without_its_parts() {
        let read = |text: &str| text.parse::<FaultSpec>();
        let spec = |skip, mode| FaultSpec { name: "relay.after_publish".into(), skip, mode };
        assert_eq!(read("relay.after_publish"), Ok(spec(0, FaultMode::Error)));
        assert_eq!(read("relay.after_publish:3"), Ok(spec(3, FaultMode::Error)));
        assert_eq!(read("relay.after_publish=abort"), Ok(spec(0, FaultMode::Abort)));
        assert_eq!(read("relay.after_publish:1=hang"), Ok(spec(1, FaultMode::Hang)));
        for wrong in ["", ":1", "a:b", "a=", "a=die", "a b", "a:-1"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn an_error_is_given_once_after_its_skips() {
        let points = FaultPoints::parse("a:2, b").unwrap();
        assert_eq!(points.trip("a").await, Ok(()));
        assert_eq!(points.trip("other").await, Ok(()));
        assert_eq!(points.trip("a").await, Ok(()));
        assert_eq!(points.trip("a").await, Err(InjectedCrash("a".into())));
        assert_eq!(points.trip("a").await, Ok(()));
        assert!(points.is_armed("b"));
        assert!(points.trip("b").await.is_err());
        assert!(!points.is_armed("b"));
    }

    #[tokio::test]
    async fn a_hang_lasts_until_it_is_cancelled() {
        let points = FaultPoints::parse("a=hang").unwrap();
        let wait = tokio::time::timeout(Duration::from_millis(20), points.trip("a")).await;
        assert!(wait.is_err());
    }

    #[tokio::test]
    async fn nothing_armed_lets_everything_pass() {
        assert_eq!(FaultPoints::none().trip("a").await, Ok(()));
    }
}
