//! Restoring block by block, so that memory stays flat however long the text is.

use super::block::{self, Position};
use super::edit::Edit;
use super::encoding::Encoding;
use super::unreadable::Unreadable;
use super::{LONGEST, Restored};
use serde::Serialize;
use std::convert::Infallible;
use std::fmt;
use std::io::{self, Read, Write};

/// What is judged together: lessons, scripts, converters' habits. In bytes.
const BLOCK: usize = 256 << 10;

/// What a stream came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub encoding: &'static str,
    /// Characters read and written.
    pub original: usize,
    pub restored: usize,
    pub edits: usize,
}

/// Why a stream was not restored to its end.
#[derive(Debug)]
pub enum StreamError {
    Unreadable(Unreadable),
    Io(io::Error),
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => why.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StreamError {}

impl From<Unreadable> for StreamError {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why)
    }
}

impl From<io::Error> for StreamError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Restores a text of any length. Nothing is written before the first block has been found readable.
///
/// # Errors
/// [`Unreadable`] by the first block; or those of `input`, `output` and `on_edit`.
pub fn restore_stream(
    mut input: impl Read,
    mut output: impl Write,
    mut on_edit: impl FnMut(&Edit) -> io::Result<()>,
) -> Result<Summary, StreamError> {
    let mut buffer = Vec::with_capacity(BLOCK);
    let mut more = fill(&mut input, &mut buffer)?;
    let (encoding, mark) = Encoding::of(&buffer, !more)?;
    buffer.drain(..mark);
    let mut position = Position::default();
    let mut edits = 0;
    loop {
        let end = if more { encoding.end_of_block(&buffer) } else { buffer.len() };
        let decoded = encoding.decode(&buffer[..end]);
        let restored = block::restore(&decoded.text, &decoded.left, &mut position, |edit| {
            edits += 1;
            on_edit(&edit)
        })?;
        output.write_all(restored.as_bytes())?;
        buffer.drain(..end);
        if !more && buffer.is_empty() {
            break;
        }
        more = fill(&mut input, &mut buffer)?;
    }
    output.flush()?;
    let Position { original, restored } = position;
    Ok(Summary { encoding: encoding.name(), original, restored, edits })
}

/// Fills the buffer up to a block; false at the end of the input.
fn fill(input: &mut impl Read, buffer: &mut Vec<u8>) -> io::Result<bool> {
    let room = BLOCK - buffer.len().min(BLOCK);
    let read = input.by_ref().take(room as u64).read_to_end(buffer)?;
    Ok(read == room)
}

pub fn restore_whole(bytes: &[u8]) -> Result<Restored, Unreadable> {
    if bytes.len() > LONGEST {
        return Err(Unreadable::TooLong);
    }
    let first = &bytes[..bytes.len().min(BLOCK)];
    let (encoding, mark) = Encoding::of(first, first.len() == bytes.len())?;
    Ok(restore_as(encoding, &bytes[mark..]))
}

pub fn restore_text(text: &str) -> Restored {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    restore_as(Encoding::Utf8, text.as_bytes())
}

fn restore_as(encoding: Encoding, mut bytes: &[u8]) -> Restored {
    let mut position = Position::default();
    let mut whole = Restored {
        original: String::with_capacity(bytes.len()),
        text: String::with_capacity(bytes.len()),
        edits: Vec::new(),
        encoding: encoding.name(),
    };
    while !bytes.is_empty() {
        let end = if bytes.len() > BLOCK { encoding.end_of_block(&bytes[..BLOCK]) } else { bytes.len() };
        let decoded = encoding.decode(&bytes[..end]);
        let restored = block::restore(&decoded.text, &decoded.left, &mut position, |edit| {
            whole.edits.push(edit);
            Ok::<(), Infallible>(())
        });
        let Ok(restored) = restored;
        whole.text.push_str(&restored);
        whole.original.push_str(&decoded.text);
        bytes = &bytes[end..];
    }
    whole
}
