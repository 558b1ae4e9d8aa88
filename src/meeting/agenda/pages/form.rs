//! An item and a paper as they are entered, fit or not.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::app::App;
use crate::attachment;
use crate::error::{Error, Refusal, Result};
use crate::meeting::agenda::model::{Content, Draft};
use crate::meeting::agenda::rules::titles;
use crate::meeting::model::Item;
use crate::meeting::record::form::lines;
use crate::page::{Enclosed, Faults, number};

/// The most characters of a title, of a subject, and of the text of a paper.
const TITLE: usize = 200;
const SUBJECT: usize = 500;
const BODY: usize = 100_000;

/// The most documents that are entered by hand, and the most minutes.
const DOCUMENTS: usize = 50;
const MINUTES: i64 = 600;

/// What stands in the form of an item. `documents` are those entered by hand, one on a line.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct ItemForm {
    pub disposition: String,
    pub subject: String,
    pub reporter: String,
    pub minutes: String,
    pub approved_by: String,
    pub documents: String,
}

impl ItemForm {
    /// An item as it stands; `papers` are the titles of its papers, which are not entered by hand.
    pub fn of(item: &Item, papers: &[String]) -> Self {
        let by_hand: Vec<_> = item.documents.0.iter().filter(|title| !papers.contains(title)).cloned().collect();
        Self {
            disposition: item.disposition.to_string(),
            subject: item.subject.clone(),
            reporter: item.reporter.clone().unwrap_or_default(),
            minutes: item.minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
            approved_by: item.approved_by.clone().unwrap_or_default(),
            documents: by_hand.join("\n"),
        }
    }

    pub fn sent(fields: &BTreeMap<String, String>) -> Self {
        let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
        Self {
            disposition: text("disposition"),
            subject: text("subject"),
            reporter: text("reporter"),
            minutes: text("minutes"),
            approved_by: text("approved_by"),
            documents: text("documents"),
        }
    }

    /// The item that this makes, with the titles of the papers that it has.
    ///
    /// # Errors
    /// What is wrong with which field.
    pub fn draft(&self, papers: &[String]) -> Result<Draft, Faults> {
        let mut faults = Faults::default();
        let missing = || Refusal::new("form-missing");
        let disposition = faults.take("disposition", self.disposition.parse().map_err(|_| missing()));
        let subject = faults.bounded("subject", &self.subject, SUBJECT);
        if subject.is_none() {
            faults.note("subject", missing());
        }
        let reporter = faults.bounded("reporter", &self.reporter, TITLE);
        let approved_by = faults.bounded("approved_by", &self.approved_by, TITLE);
        let minutes = faults.take("minutes", number(&self.minutes, 1..=MINUTES)).flatten();
        let documents = lines(&self.documents);
        if documents.len() > DOCUMENTS || documents.iter().any(|title| title.chars().count() > TITLE) {
            faults.note("documents", Refusal::new("agenda-documents-unfit").with("n", DOCUMENTS).with("most", TITLE));
        }
        match (disposition, subject) {
            (Some(disposition), Some(subject)) if faults.none() => {
                let documents = titles(papers, &documents);
                Ok(Draft { disposition, subject, documents, approved_by, reporter, minutes })
            }
            _ => Err(faults),
        }
    }
}

/// What stands in the form of a paper; a file cannot stand there again.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct PaperForm {
    pub title: String,
    pub body: String,
}

impl PaperForm {
    /// What was sent, with what is wrong with it. One too large is not read to its end.
    ///
    /// # Errors
    /// The folder of files cannot be written.
    pub async fn read(app: &App, sent: Result<Enclosed>) -> Result<(Self, Content, Faults)> {
        let sent = match sent {
            Err(Error::Unreadable(refusal)) => {
                return Ok((Self::default(), Content::default(), Faults::at("file", refusal)));
            }
            other => other?,
        };
        let form = Self { title: sent.text("title").to_owned(), body: sent.text("body").to_owned() };
        let mut faults = Faults::default();
        let body = faults.bounded("body", &form.body, BODY);
        let file = match sent.file {
            None => None,
            Some(upload) => match attachment::keep(&app.config, upload).await {
                Err(Error::Refused(refusal)) => faults.take("file", Err(refusal)),
                kept => Some(kept?),
            },
        };
        if body.is_none() && file.is_none() {
            faults.note("body", Refusal::new("agenda-paper-empty"));
        }
        Ok((form, Content { body, file }, faults))
    }

    /// The title, which a new paper must have.
    pub fn title(&self, faults: &mut Faults) -> String {
        let title = faults.bounded("title", &lines(&self.title).join(" "), TITLE).unwrap_or_default();
        if title.is_empty() {
            faults.note("title", Refusal::new("form-missing"));
        }
        title
    }
}
