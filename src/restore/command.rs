//! `yizheng restore`: prints the clean text of a file of any length, or the report of what was changed in it.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::error::{Error, Refusal, Result};
use crate::restore::{self, StreamError};

#[derive(Args, Debug)]
pub struct Restore {
    /// The file; - for standard input
    file: PathBuf,
    /// Print every edit, with its offset, kind, text before and after, and reason, instead of the text
    #[arg(long, value_enum)]
    report: Option<Report>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Report {
    Json,
}

/// Reads the file in pieces: memory stays flat however long it is.
///
/// # Errors
/// The file cannot be opened, or is no Chinese text.
pub fn run(arguments: &Restore) -> Result<()> {
    let input: Box<dyn Read> = if arguments.file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        let unreadable = |_| Refusal::new("import-file-unreadable").with("file", arguments.file.display());
        Box::new(File::open(&arguments.file).map_err(unreadable)?)
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match arguments.report {
        None => restore::restore_stream(input, &mut out, |_| Ok(())).map(|_| ()),
        Some(Report::Json) => report(input, &mut out),
    };
    done.and_then(|()| Ok(out.flush()?)).map_err(told)
}

/// `{"edits":[…],"encoding":…}`, written as the edits are found.
fn report(input: impl Read, out: &mut impl Write) -> Result<(), StreamError> {
    let mut first = true;
    let summary = restore::restore_stream(input, io::sink(), |edit| {
        out.write_all(if first { b"{\"edits\":[\n" } else { b",\n" })?;
        first = false;
        serde_json::to_writer(&mut *out, edit).map_err(io::Error::from)
    })?;
    let opening = if first { "{\"edits\":[" } else { "\n" };
    let rest = serde_json::to_string(&summary).map_err(io::Error::from)?;
    writeln!(out, "{opening}],\"summary\":{rest}}}")?;
    Ok(())
}

fn told(fault: StreamError) -> Error {
    match fault {
        StreamError::Unreadable(why) => Refusal::new(why.key()).into(),
        StreamError::Io(fault) => fault.into(),
    }
}
