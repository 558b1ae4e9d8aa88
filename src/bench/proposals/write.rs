//! Members write and hand in, the clerk passes and files, many at once; each step is asked for through the pages.

use super::ask::{Ask, Crowd, Question, Request};
use super::figures::Kind;
use super::text::Text;
use crate::bench::client::{Answer, cookie};
use crate::bench::program::Program;
use crate::error::{Error, Result};

/// How long a written change may take, in milliseconds.
pub const BUDGET: Option<u64> = Some(50);

/// Takes so many proposals from the first word to the filing; gives the figures and their keys.
///
/// # Errors
/// The server does not answer, or refuses.
pub async fn all(crowd: &Crowd, program: &Program, filled: usize) -> Result<(Vec<Kind>, Vec<i64>)> {
    let office = &crowd.office;
    let most = Some(crowd.writes);
    let member = |n: usize| cookie(&office.members[n % office.members.len()].session);
    let clerk = cookie(&office.clerk.session);
    let begin = |n: usize| form(office.at("/new"), member(n), &[("kind", "member")]);
    let begin = Question { name: "begin a proposal", budget_ms: BUDGET, most, request: &begin };
    let (kind, answers) = crowd.ask(program, &begin).await?;
    let mut ids = vec![0; answers.len()];
    for (n, answer) in &answers {
        ids[*n] = begun_id(answer)?;
    }
    let at = |n: usize, action: &str| office.at(&format!("/{}/{action}", ids[n]));
    let submit = |n: usize| {
        // What was written before has other numbers.
        let Text { subject, situation, analysis, suggestions } = Text::of(filled + n);
        let texts =
            [("subject", subject), ("situation", situation), ("analysis", analysis), ("suggestions", suggestions)];
        let texts = texts.each_ref().map(|(name, text)| (*name, text.as_str()));
        form(at(n, "submit"), member(n), &[&texts[..], &[("version", "1"), ("open", "true")]].concat())
    };
    let step = |action: &'static str, version: usize| {
        let (clerk, category) = (clerk.clone(), office.categories[0].to_string());
        move |n: usize| {
            let version = version.to_string();
            form(at(n, action), clerk.clone(), &[("version", &version), ("category", &category)])
        }
    };
    let (first, second, file) = (step("pass", 2), step("pass", 3), step("file", 4));
    let questions: [(&'static str, Ask<'_>); 4] = [
        ("write its words and hand in", &submit),
        ("pass the first review", &first),
        ("pass the second review", &second),
        ("file with a number", &file),
    ];
    let mut kinds = vec![kind];
    for (name, request) in questions {
        kinds.push(crowd.ask(program, &Question { name, budget_ms: BUDGET, most, request }).await?.0);
    }
    Ok((kinds, ids))
}

/// A form as it is sent.
pub fn form(path: String, cookies: String, fields: &[(&'static str, &str)]) -> Request {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Request { path, cookies, fields }
}

/// The key of what was begun, out of the address that the answer names: `/committee/proposals/12/write`.
fn begun_id(answer: &Answer) -> Result<i64> {
    let address = answer.said["address"].as_str().unwrap_or_default();
    let id = address.rsplit('/').nth(1).and_then(|id| id.parse().ok());
    id.ok_or_else(|| Error::internal(format!("no proposal was begun: {}", answer.said)))
}
