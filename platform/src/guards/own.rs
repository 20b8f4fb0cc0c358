//! Keys that a process in development makes for itself, in its data folder: it needs no set-up.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::rand::{SecureRandom as _, SystemRandom};
use ring::signature::Ed25519KeyPair;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::{GuardFault, heads::private_pem};
use crate::config::HashAlgorithm;

/// Id of a key that a process has made for itself.
const OWN_ID: &str = "own";

/// What the process has made for itself and where it keeps it.
#[derive(Clone, Copy)]
pub(super) struct OwnFile {
    /// Name of the file in the data folder.
    pub(super) name: &'static str,
    /// Makes what the file holds.
    pub(super) make: fn() -> Result<SecretString, GuardFault>,
}

impl OwnFile {
    /// Reads the file, or makes it.
    pub(super) fn read_or_make(self, data_dir: &Path) -> Result<SecretString, GuardFault> {
        let path = data_dir.join(self.name);
        let fault = |source| GuardFault::File { file: self.name, source };
        match fs::read_to_string(&path) {
            Ok(text) => return Ok(text.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(fault(error)),
        }
        let text = (self.make)()?;
        fs::create_dir_all(data_dir).map_err(fault)?;
        if place(data_dir, self.name, text.expose_secret()).map_err(fault)? {
            Ok(text)
        } else {
            fs::read_to_string(&path).map(SecretString::from).map_err(fault)
        }
    }
}

/// Written aside and linked into place: of processes that start together all use the key of the first,
/// and none reads half a file. Says whether this one was the first.
fn place(folder: &Path, name: &str, text: &str) -> io::Result<bool> {
    let aside = folder.join(format!(".{name}.{:016x}", rand::random::<u64>()));
    let linked = write(&aside, text).and_then(|()| fs::hard_link(&aside, folder.join(name)));
    let removed = fs::remove_file(&aside);
    match linked {
        Ok(()) => removed.map(|()| true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => removed.map(|()| false),
        Err(error) => Err(error),
    }
}

/// A new file, readable by its owner alone.
fn write(path: &PathBuf, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A ring of one new key.
pub(super) fn ring() -> Result<SecretString, GuardFault> {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    SystemRandom::new().fill(bytes.as_mut_slice()).map_err(|_| GuardFault::NoRandom)?;
    let key = Zeroizing::new(STANDARD.encode(bytes.as_slice()));
    Ok(format!("{OWN_ID}:{}\n", key.as_str()).into())
}

/// A new key of the fingerprints, for HMAC-SM3.
pub(super) fn national_index_key() -> Result<SecretString, GuardFault> {
    Ok(format!("{}:{}", HashAlgorithm::HmacSm3.as_str(), ring()?.expose_secret()).into())
}

/// A new key that signs, as PEM.
pub(super) fn signing_key() -> Result<SecretString, GuardFault> {
    let der = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
    Ok(private_pem(der.map_err(|_| GuardFault::NoRandom)?.as_ref()).into())
}
