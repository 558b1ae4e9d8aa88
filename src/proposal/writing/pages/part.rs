//! What stands of writing on the page of a proposal: its files, those who sign and second it, and what its writer does.

use askama::Template;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::error::Result;
use crate::page::{Reader, View};
use crate::permission::Permission;
use crate::proposal::here::Here;
use crate::proposal::model::{File, SignPart, SignState, Signer};
use crate::proposal::rules::{self, Action};
use crate::proposal::writing::rules::{Signing as Answer, answer};
use crate::proposal::writing::store;

/// Who signs, and the files; and what this reader may do about them.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "proposal/writing/part.html")]
pub(in crate::proposal) struct Signing {
    #[serde(skip)]
    view: View,
    #[serde(skip)]
    address: String,
    /// Of the proposal, and of its words.
    #[serde(skip)]
    version: i64,
    text_version: i64,
    signers: Vec<Signed>,
    files: Vec<Filed>,
    #[serde(skip)]
    may: Vec<Action>,
    /// Whether others can be asked to sign it.
    #[serde(skip)]
    joint: bool,
    #[serde(skip)]
    may_sign: bool,
    #[serde(skip)]
    may_refuse: bool,
    seconded: bool,
}

/// A signer besides the first proposer.
#[derive(Serialize, ToSchema)]
struct Signed {
    member: i64,
    name: String,
    part: SignPart,
    state: SignState,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FileOfProposal)]
struct Filed {
    id: i64,
    name: String,
    kilobytes: i64,
    address: String,
}

impl Signing {
    fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }

    /// Whether the reader does anything here themselves.
    fn acts(&self) -> bool {
        !self.may.is_empty() || self.may_sign || self.may_refuse
    }
}

/// The part of a proposal's page.
pub(in crate::proposal) async fn part(app: &App, reader: &Reader, here: &Here) -> Result<Option<Signing>> {
    let (on, who, id) = (app.db.read(), here.who(reader), here.proposal.id);
    // Who was asked and did not sign is between them and those who write and review.
    let asked = who.author || who.signer || reader.may(Permission::ReviewProposals);
    let signers = here.proposers.signers.iter().cloned();
    let signers = signers.filter(|(one, _)| asked || one.state == SignState::Signed);
    let files = if here.inside(reader) { store::files(on, id).await? } else { Vec::new() };
    let writes = reader.may(Permission::WriteProposals);
    let seconded = here.signer.as_ref().is_some_and(|one| one.part == SignPart::Seconder);
    let ours = [Action::Write, Action::Invite, Action::Submit, Action::Withdraw, Action::Second];
    let may = |action: &Action| {
        let free = *action != Action::Second || (writes && (seconded || here.signer.is_none()));
        free && rules::decide(here.standing, *action, who).is_ok()
    };
    let answers = |what| answer(here.proposal.state, here.signer.as_ref(), what).is_ok();
    let part = Signing {
        address: here.address(reader, ""),
        version: here.proposal.version,
        text_version: here.proposal.text_version,
        signers: signers.map(signed).collect(),
        files: files.into_iter().map(|file| filed(reader, here, file)).collect(),
        may: ours.into_iter().filter(may).collect(),
        joint: !here.proposal.kind.collective(),
        may_sign: writes && answers(Answer::Sign),
        may_refuse: answers(Answer::Refuse),
        seconded,
        view: reader.view(),
    };
    Ok((part.acts() || !part.signers.is_empty() || !part.files.is_empty()).then_some(part))
}

fn signed((one, name): (Signer, String)) -> Signed {
    Signed { member: one.member_id, name, part: one.part, state: one.state }
}

fn filed(reader: &Reader, here: &Here, file: File) -> Filed {
    Filed {
        id: file.id,
        kilobytes: file.size.div_euclid(1024) + 1,
        address: here.address(reader, &format!("/files/{}", file.id)),
        name: file.name,
    }
}
