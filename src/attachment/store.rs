//! The folder of files: each under the SHA-256 of its content, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::rules::{self, Media};
use crate::config::Config;
use crate::error::Result;
use crate::fields::Upload;

/// A file that is kept: what it is called, what it is, its size in bytes and the SHA-256 of its content in hex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub name: String,
    pub media: Media,
    pub size: i64,
    pub digest: String,
}

/// Checks a file by its content and keeps it. The same content is kept once.
///
/// # Errors
/// It is of no kind that is kept, or the folder cannot be written.
pub async fn keep(config: &Config, upload: Upload) -> Result<Kept> {
    let folder = config.files();
    tokio::task::spawn_blocking(move || {
        let media = rules::media(&upload.bytes)?;
        let digest = HEXLOWER.encode(&Sha256::digest(&upload.bytes));
        write(&place(&folder, &digest), &upload.bytes)?;
        let size = i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX);
        Ok(Kept { name: rules::name(&upload.name, media), media, size, digest })
    })
    .await?
}

/// Where the content of this digest lies: `ab/abcdef…`.
pub(super) fn place(folder: &Path, digest: &str) -> PathBuf {
    folder.join(digest.get(..2).unwrap_or_default()).join(digest)
}

/// Writes a file under another name first, so that nobody ever finds half of it under its own.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::metadata(path).is_ok_and(|there| there.len() == bytes.len() as u64) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let aside = folder.join(format!("{:016x}.part", getrandom::u64()?));
    let written = write_aside(&aside, bytes).and_then(|()| fs::rename(&aside, path));
    if written.is_err() {
        let _ = fs::remove_file(&aside);
    }
    written?;
    // The name lasts once its folder does.
    Ok(File::open(folder)?.sync_all()?)
}

fn write_aside(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_lies_once_and_nothing_half_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = place(folder.path(), "abcdef");
        write(&path, b"one").unwrap();
        write(&path, b"one").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn content_that_was_cut_short_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = place(folder.path(), "abcdef");
        write(&path, b"o").unwrap();
        write(&path, b"one").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
    }
}
