//! `yizheng verify`: reads every chain of the installation and names the first broken entry of each.

use std::process::ExitCode;

use fluent_bundle::FluentValue;

use super::verify::{Chain, chains, verify};
use crate::account::Committee;
use crate::app::App;
use crate::error::Result;
use crate::words::{Language, Words};

/// Prints one line for each chain, or all of them as JSON. The exit code is 1 where one is broken.
pub async fn run(app: &App, json: bool) -> Result<ExitCode> {
    let committees = Committee::all(app.db.read()).await?;
    let mut read = Vec::new();
    for committee in chains(app.db.read(), committees.iter().map(|committee| committee.id)).await? {
        read.push(verify(app.db.read(), committee).await?);
    }
    if json {
        println!("{}", serde_json::to_string_pretty(&read)?);
    } else {
        let words = app.words.words(Language::of_shell());
        for chain in &read {
            let committee = committees.iter().find(|committee| committee.id == chain.committee);
            println!("{}", line(chain, committee.map(|committee| committee.name.as_str()), &words));
        }
    }
    let holds = read.iter().all(|chain| chain.broken.is_none());
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One chain in words. The chain of the installation, and one whose committee is gone, go by their number.
fn line(chain: &Chain, name: Option<&str>, words: &Words) -> String {
    let name = name.map_or_else(|| words.with1("verify-chain", "n", chain.committee), str::to_owned);
    let mut facts = vec![("name", name.into()), ("hash", FluentValue::from(chain.hash.as_str()))];
    let Some(broken) = chain.broken else {
        facts.push(("n", chain.entries.into()));
        return words.with("verify-holds", &facts);
    };
    facts.push(("n", broken.seq.into()));
    facts.push(("fault", words.of("verify-fault", broken.fault).into()));
    words.with("verify-broken", &facts)
}
