//! What names or reaches a person (个人信息): sealed at rest, shown to whom it concerns, given to the person
//! on demand, and taken away when it is no longer needed (《个人信息保护法》 arts. 19, 45, 47).
//!
//! - [`Field`] names every sealed column. To seal one more: a variant, its use where rows are written and
//!   read, and its line in [`rotate`].
//! - [`export`] is the copy that a person may ask for, [`erase`] the deletion.

pub mod erase;
pub mod export;
pub mod retention;
pub mod rotate;

use domain::guard::FieldCipher;
use uuid::Uuid;

use crate::error::ServiceError;
use crate::store::Store;

/// A sealed column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Whom to ask for, of an appeal.
    ContactName,
    /// How to reach them.
    ContactPhone,
    /// An entrepreneur's phone number.
    PersonPhone,
    /// An entrepreneur's name.
    PersonName,
    /// The phone number of a member of staff.
    StaffPhone,
    /// The second factor of a member of staff.
    TotpSecret,
}

impl Field {
    const fn column(self) -> &'static str {
        match self {
            Self::ContactName => "appeals.contact_name",
            Self::ContactPhone => "appeals.contact_phone",
            Self::PersonPhone => "entrepreneurs.phone",
            Self::PersonName => "entrepreneurs.name",
            Self::StaffPhone => "staff.phone",
            Self::TotpSecret => "staff.totp_secret",
        }
    }

    /// What binds the sealed text to its row.
    fn place(self, row: Uuid) -> String {
        format!("{}:{row}", self.column())
    }
}

/// Seals the field of a row.
#[must_use]
pub fn seal(cipher: &dyn FieldCipher, field: Field, row: Uuid, plain: &str) -> String {
    cipher.seal(&field.place(row), plain)
}

/// Opens the field of a row.
///
/// # Errors
/// [`ServiceError::Internal`] when the key is not configured or the text is damaged.
pub fn open(
    cipher: &dyn FieldCipher,
    field: Field,
    row: Uuid,
    sealed: &str,
) -> Result<String, ServiceError> {
    cipher.open(&field.place(row), sealed).map_err(ServiceError::internal)
}

/// Opens the field of a row where there is one.
///
/// # Errors
/// As [`open`].
pub fn open_some(
    cipher: &dyn FieldCipher,
    field: Field,
    row: Uuid,
    sealed: Option<&str>,
) -> Result<Option<String>, ServiceError> {
    sealed.map(|sealed| open(cipher, field, row, sealed)).transpose()
}

/// By what an account is found from its phone number.
#[must_use]
pub fn phone_index(cipher: &dyn FieldCipher, phone: &str) -> String {
    cipher.fingerprint("phone", phone)
}

/// Whom to ask for about an appeal, opened.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Their name.
    pub name: Option<String>,
    /// Their number.
    pub phone: Option<String>,
}

impl Contact {
    /// Opens the contact of an appeal.
    ///
    /// # Errors
    /// As [`open`].
    pub fn of(store: &Store, row: &entity::appeals::Model) -> Result<Self, ServiceError> {
        let cipher = &*store.guards().cipher;
        let (name, phone) = (row.contact_name.as_deref(), row.contact_phone.as_deref());
        Ok(Self {
            name: open_some(cipher, Field::ContactName, row.id, name)?,
            phone: open_some(cipher, Field::ContactPhone, row.id, phone)?,
        })
    }

    /// Seals it for the row of an appeal: name and number.
    #[must_use]
    pub fn sealed(&self, store: &Store, row: Uuid) -> (Option<String>, Option<String>) {
        let cipher = &*store.guards().cipher;
        let one = |field, plain: &Option<String>| {
            plain.as_deref().map(|plain| seal(cipher, field, row, plain))
        };
        (one(Field::ContactName, &self.name), one(Field::ContactPhone, &self.phone))
    }
}
