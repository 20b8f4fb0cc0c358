//! Files: attachments and exports, kept by key. `file:` is a folder, `memory:` is for tests, `s3:` is any
//! store that speaks the S3 protocol.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::{BoxStream, StreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use url::Url;

/// The longest key, in bytes.
pub const MAX_KEY: usize = 512;

/// A key that cannot leave its store: parts divided by `/`, each of ASCII letters, digits, `.`, `_`, `-`,
/// none beginning with a dot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectKey(String);

/// A text that is no [`ObjectKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an object key")]
pub struct ObjectKeyError;

impl FromStr for ObjectKey {
    type Err = ObjectKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let good =
            |part: &str| !part.is_empty() && !part.starts_with('.') && part.chars().all(plain);
        if text.len() > MAX_KEY || !text.split('/').all(good) {
            return Err(ObjectKeyError);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ObjectKey {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Why the store gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ObjectError {
    /// There is nothing under this key.
    #[error("there is no such object")]
    NotFound,
    /// The store is down, full, or refuses.
    #[error("the object store failed: {0}")]
    Unavailable(String),
}

impl From<object_store::Error> for ObjectError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::Unavailable(other.to_string()),
        }
    }
}

/// Why a store could not be set up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// Neither `file:` nor `memory:` nor `s3:`.
    #[error("the object store's URL must begin with file:, memory: or s3:")]
    UnknownScheme,
    /// The URL or the settings beside it do not make a store.
    #[error("the object store cannot be set up: {0}")]
    Settings(String),
}

/// What an S3 store needs beside `s3://bucket/prefix`.
#[derive(Debug, Clone, Default)]
pub struct S3Settings {
    /// For example `https://oss-cn-beijing.aliyuncs.com`; Amazon's own when not given.
    pub endpoint: Option<String>,
    /// The region; `us-east-1` when not given.
    pub region: Option<String>,
    /// The access key's id.
    pub access_key_id: Option<String>,
    /// The access key's secret.
    pub secret_access_key: Option<secrecy::SecretString>,
    /// `https://bucket.endpoint/key` (as most clouds want it) rather than `https://endpoint/bucket/key`.
    pub virtual_hosted_style: bool,
    /// Whether an endpoint without TLS is acceptable.
    pub allow_http: bool,
}

/// An object store.
#[derive(Debug, Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    prefix: Path,
    folder: Option<PathBuf>,
}

impl Objects {
    /// Sets up the store for a URL. A folder is made if it is missing.
    ///
    /// # Errors
    /// When the URL is not one of a store, or the folder cannot be made.
    pub fn connect(url: &str, s3: &S3Settings) -> Result<Self, ConnectError> {
        match url.split_once(':') {
            Some(("memory", _)) => {
                let store = Arc::new(InMemory::new());
                Ok(Self { store, prefix: Path::default(), folder: None })
            }
            Some(("file", path)) => Self::folder(path),
            Some(("s3", _)) => Self::bucket(url, s3),
            _ => Err(ConnectError::UnknownScheme),
        }
    }

    /// `file:relative/path`, `file:/absolute/path` or `file:///absolute/path`.
    fn folder(path: &str) -> Result<Self, ConnectError> {
        let path = PathBuf::from(path.strip_prefix("//").unwrap_or(path));
        if path.as_os_str().is_empty() {
            return Err(ConnectError::Settings("file: needs a folder".to_owned()));
        }
        std::fs::create_dir_all(&path)
            .map_err(|error| ConnectError::Settings(error.to_string()))?;
        let store = LocalFileSystem::new_with_prefix(&path)
            .map_err(|error| ConnectError::Settings(error.to_string()))?
            // A power cut must not leave an appeal whose evidence is an empty file.
            .with_fsync(true);
        Ok(Self { store: Arc::new(store), prefix: Path::default(), folder: Some(path) })
    }

    fn bucket(url: &str, settings: &S3Settings) -> Result<Self, ConnectError> {
        use secrecy::ExposeSecret as _;
        let refuse = |error: String| ConnectError::Settings(error);
        let url = Url::parse(url).map_err(|error| refuse(error.to_string()))?;
        let bucket = url.host_str().ok_or_else(|| refuse("s3: needs a bucket".to_owned()))?;
        let prefix = Path::from_url_path(url.path()).map_err(|error| refuse(error.to_string()))?;
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(settings.region.as_deref().unwrap_or("us-east-1"))
            .with_virtual_hosted_style_request(settings.virtual_hosted_style)
            .with_allow_http(settings.allow_http);
        if let Some(endpoint) = &settings.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let (Some(id), Some(secret)) = (&settings.access_key_id, &settings.secret_access_key) {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret.expose_secret());
        }
        let store = builder.build().map_err(|error| refuse(error.to_string()))?;
        Ok(Self { store: Arc::new(store), prefix, folder: None })
    }

    fn path(&self, key: &ObjectKey) -> Path {
        self.prefix.parts().chain(Path::from(key.as_ref()).parts()).collect()
    }

    /// Keeps a file whole under a key; what was there is replaced. It is either all there or not at all.
    ///
    /// # Errors
    /// [`ObjectError::Unavailable`].
    pub async fn put(&self, key: &ObjectKey, body: Bytes) -> Result<(), ObjectError> {
        self.store.put(&self.path(key), body.into()).await?;
        Ok(())
    }

    /// A whole file.
    ///
    /// # Errors
    /// [`ObjectError`].
    pub async fn get(&self, key: &ObjectKey) -> Result<Bytes, ObjectError> {
        Ok(self.store.get(&self.path(key)).await?.bytes().await?)
    }

    /// A file's size in bytes and its content in chunks, for what is too large to hold.
    ///
    /// # Errors
    /// [`ObjectError`]; the stream may fail half way.
    pub async fn stream(
        &self,
        key: &ObjectKey,
    ) -> Result<(u64, BoxStream<'static, Result<Bytes, ObjectError>>), ObjectError> {
        let found = self.store.get(&self.path(key)).await?;
        let size = found.meta.size;
        Ok((size, found.into_stream().map(|chunk| chunk.map_err(ObjectError::from)).boxed()))
    }

    /// Removes a file; that it was not there is no error.
    ///
    /// # Errors
    /// [`ObjectError::Unavailable`].
    pub async fn delete(&self, key: &ObjectKey) -> Result<(), ObjectError> {
        match self.store.delete(&self.path(key)).await.map_err(ObjectError::from) {
            Ok(()) | Err(ObjectError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The keys that begin with the parts given, in order.
    ///
    /// # Errors
    /// [`ObjectError::Unavailable`].
    pub async fn list(&self, under: &ObjectKey) -> Result<Vec<ObjectKey>, ObjectError> {
        let whole = self.path(under);
        let skipped = self.prefix.parts().count();
        let mut keys = Vec::new();
        let mut found = self.store.list(Some(&whole));
        while let Some(one) = found.next().await {
            let path = one.map_err(ObjectError::from)?.location;
            let parts: Vec<_> =
                path.parts().skip(skipped).map(|part| part.as_ref().to_owned()).collect();
            keys.extend(parts.join("/").parse::<ObjectKey>().ok());
        }
        keys.sort_unstable();
        Ok(keys)
    }

    /// Whether the store answers; the text says why not. It looks for a file that is not there.
    ///
    /// # Errors
    /// The reason.
    pub async fn health(&self) -> Result<(), String> {
        // A volume that is not mounted looks like a store in which nothing is found.
        if let Some(folder) = &self.folder
            && !tokio::fs::try_exists(folder).await.unwrap_or(false)
        {
            return Err("the folder is not there".to_owned());
        }
        let probe: Path = self.prefix.parts().chain(Path::from("health-probe").parts()).collect();
        match self.store.head(&probe).await.map_err(ObjectError::from) {
            Ok(_) | Err(ObjectError::NotFound) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_cannot_leave_its_store() {
        for good in ["a", "attachments/2026/0190.pdf", "A-b_c.d/e"] {
            assert!(good.parse::<ObjectKey>().is_ok(), "{good}");
        }
        let long = "a".repeat(MAX_KEY + 1);
        for bad in
            ["", "/a", "a/", "a//b", "..", "a/../b", ".a", "a\\b", "a b", "文", "a%2e", &long]
        {
            assert!(bad.parse::<ObjectKey>().is_err(), "{bad}");
        }
    }
}
