//! A file that comes with a form.

use std::collections::BTreeMap;

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};

use super::form::kept;
use crate::error::{Error, Refusal, Result};
use crate::fields::Upload;
use crate::text::line;

/// A form with the file of its field `file`, if one was chosen, and its other fields.
#[derive(Clone, Debug, Default)]
pub struct Enclosed {
    pub fields: BTreeMap<String, String>,
    pub file: Option<Upload>,
}

impl Enclosed {
    /// Reads the form; the file may have `largest` bytes.
    ///
    /// # Errors
    /// It is no such form, or larger than is taken in.
    pub async fn read<S: Send + Sync>(request: Request, state: &S, largest: usize) -> Result<Self> {
        let mut form = Multipart::from_request(request, state).await.map_err(|fault| unfit(&fault.body_text()))?;
        let mut enclosed = Self::default();
        while let Some(field) = form.next_field().await.map_err(|_| too_large(largest))? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                enclosed.file = file(field, largest).await?;
            } else {
                let text = field.text().await.map_err(|_| too_large(largest))?;
                enclosed.fields.insert(name.clone(), kept(&name, &text));
            }
        }
        Ok(enclosed)
    }

    /// The text of a field; empty where it was not sent.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// The file of a field. A browser sends one without name and content where none was chosen.
async fn file(field: Field<'_>, largest: usize) -> Result<Option<Upload>> {
    let name: String = line(field.file_name().unwrap_or_default()).chars().take(200).collect();
    let bytes = field.bytes().await.map_err(|_| too_large(largest))?;
    if bytes.len() > largest {
        return Err(too_large(largest));
    }
    Ok((!name.is_empty() || !bytes.is_empty()).then(|| Upload { name, bytes: bytes.into() }))
}

pub(crate) fn unfit(why: &str) -> Error {
    Error::Unreadable(Refusal::new("error-form").with("why", why))
}

pub(crate) fn too_large(largest: usize) -> Error {
    Error::Unreadable(Refusal::new("form-file-too-large").with("megabytes", largest >> 20))
}
