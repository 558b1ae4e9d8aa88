//! The words of a proposal: how long they may be, when they are complete, and whose signature counts for them.

use serde::Serialize;
use utoipa::ToSchema;

use super::recognise::{LONGEST_SUBJECT, Recognised};
use crate::error::Refusal;
use crate::fields::{Faults, filled};
use crate::proposal::model::{Proposal, SignPart, SignState, Signer};
use crate::proposal::rules::State;

/// The longest of its parts, and of a line beside them, in characters.
pub const LONGEST: usize = 20_000;
pub const LONGEST_LINE: usize = 100;

/// The most who sign a proposal, and the most files that it has.
pub const MOST_SIGNERS: usize = 200;
pub const MOST_FILES: usize = 20;

/// What the writer of a proposal writes. `body` and `signatory` are those of a collective one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ProposalText)]
pub struct Text {
    pub subject: String,
    pub situation: String,
    pub analysis: String,
    pub suggestions: String,
    pub suggested_unit: String,
    pub body: String,
    pub signatory: String,
    pub open: bool,
    pub secondable: bool,
}

/// A field of a text by its name, and whether it holds paragraphs.
pub const FIELDS: [(&str, bool); 7] = [
    ("subject", false),
    ("situation", true),
    ("analysis", true),
    ("suggestions", true),
    ("suggested_unit", false),
    ("body", false),
    ("signatory", false),
];

impl Text {
    /// The text as it stands.
    #[must_use]
    pub fn of(proposal: &Proposal) -> Self {
        Self {
            subject: proposal.subject.clone(),
            situation: proposal.situation.clone(),
            analysis: proposal.analysis.clone(),
            suggestions: proposal.suggestions.clone(),
            suggested_unit: proposal.suggested_unit.clone(),
            body: proposal.body.clone().unwrap_or_default(),
            signatory: proposal.signatory.clone().unwrap_or_default(),
            open: proposal.open,
            secondable: proposal.secondable,
        }
    }

    /// The text that a file holds.
    #[must_use]
    pub fn read(found: &Recognised) -> Self {
        Self {
            subject: found.subject.clone(),
            situation: found.situation.join("\n"),
            analysis: found.analysis.join("\n"),
            suggestions: found.suggestions.join("\n"),
            ..Self::default()
        }
    }

    /// A field by its name.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        match name {
            "subject" => &self.subject,
            "situation" => &self.situation,
            "analysis" => &self.analysis,
            "suggestions" => &self.suggestions,
            "suggested_unit" => &self.suggested_unit,
            "body" => &self.body,
            "signatory" => &self.signatory,
            _ => "",
        }
    }

    /// The text as it is kept: nothing hangs behind its lines, and a line is one.
    #[must_use]
    pub fn tidy(self) -> Self {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines = |text: &str| {
            let lines: Vec<_> = text.lines().map(str::trim_end).collect();
            lines.join("\n").trim_matches('\n').to_owned()
        };
        Self {
            subject: line(&self.subject),
            situation: lines(&self.situation),
            analysis: lines(&self.analysis),
            suggestions: lines(&self.suggestions),
            suggested_unit: line(&self.suggested_unit),
            body: line(&self.body),
            signatory: line(&self.signatory),
            ..self
        }
    }

    /// What is too long.
    #[must_use]
    pub fn faults(&self) -> Faults {
        let mut faults = Faults::default();
        for (name, paragraphs) in FIELDS {
            let most = match name {
                "subject" => LONGEST_SUBJECT,
                _ if paragraphs => LONGEST,
                _ => LONGEST_LINE,
            };
            if self.field(name).chars().count() > most {
                faults.note(name, Refusal::new("form-too-long").with("most", most));
            }
        }
        faults
    }

    /// What is missing before it can be submitted.
    #[must_use]
    pub fn missing(&self, collective: bool) -> Faults {
        let mut faults = self.faults();
        let needed = [
            ("subject", "writing-needs-subject", true),
            ("situation", "writing-needs-situation", true),
            ("suggestions", "writing-needs-suggestions", true),
            ("body", "writing-needs-body", collective),
            ("signatory", "writing-needs-signatory", collective),
        ];
        for (name, key, needed) in needed {
            if needed && filled(self.field(name)).is_none() {
                faults.note(name, Refusal::new(key));
            }
        }
        faults
    }

    /// Whether it says the same to those who sign it. Who may second it is no matter of theirs.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        *self == Self { secondable: self.secondable, ..other.clone() }
    }
}

/// What one who was asked may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    Sign,
    /// Refuse, or take the signature back.
    Refuse,
}

/// Whether a signer may answer now.
///
/// # Errors
/// He was not asked, it is handed in already, or he has answered so.
pub fn answer(state: State, signer: Option<&Signer>, what: Signing) -> Result<(), Refusal> {
    let asked = signer.filter(|one| one.part == SignPart::CoSigner).ok_or_else(Refusal::forbidden)?;
    if !matches!(state, State::Draft | State::Returned) {
        return Err(Refusal::new("writing-signing-over"));
    }
    match (what, asked.state) {
        (Signing::Sign, SignState::Signed) => Err(Refusal::new("writing-signed-already")),
        (_, SignState::Invited | SignState::Fallen | SignState::Signed) => Ok(()),
        (_, SignState::Refused) => Err(Refusal::new("writing-refused-already")),
    }
}

/// The names of a proposal that is signed by several: those who count, the first among them, and those who do not.
/// Where it was asked of nobody, the first is enough.
///
/// # Errors
/// They are fewer than the committee wants.
pub fn enough(signers: &[(Signer, String)], least: i64) -> Result<(), Refusal> {
    let cosigners = || signers.iter().filter(|(one, _)| one.part == SignPart::CoSigner);
    let joint = cosigners().any(|(one, _)| one.state != SignState::Refused);
    let names = 1 + cosigners().filter(|(one, _)| one.signs()).count();
    let least = usize::try_from(least).unwrap_or(0);
    if joint && names < least {
        return Err(Refusal::new("writing-few-names").with("least", least).with("n", names));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::Instant;

    fn signer(part: SignPart, state: SignState) -> Signer {
        Signer { proposal_id: 1, member_id: 1, position: 1, part, state, text_version: 1, at: Instant(0) }
    }

    #[test]
    fn what_is_empty_is_missing_and_a_collective_one_needs_its_name_and_signature() {
        let mut text = Text { subject: "修桥".into(), situation: "桥旧。".into(), ..Text::default() };
        let missing = |text: &Text, collective| text.missing(collective).0.into_keys().collect::<Vec<_>>();
        assert_eq!(missing(&text, false), ["suggestions"]);
        text.suggestions = "修。".into();
        assert_eq!(missing(&text, false), [""; 0]);
        assert_eq!(missing(&text, true), ["body", "signatory"]);
        text.subject = "长".repeat(LONGEST_SUBJECT + 1);
        text.analysis = "长".repeat(LONGEST + 1);
        assert_eq!(text.faults().0.into_keys().collect::<Vec<_>>(), ["analysis", "subject"]);
    }

    #[test]
    fn only_those_asked_answer_and_only_while_it_is_written() {
        use SignState::{Fallen, Invited, Refused, Signed};
        for state in State::ALL {
            let now = matches!(state, State::Draft | State::Returned);
            for asked in SignState::ALL {
                let may = |what| answer(*state, Some(&signer(SignPart::CoSigner, *asked)), what).is_ok();
                assert_eq!(may(Signing::Sign), now && matches!(asked, Invited | Fallen), "{state} {asked}");
                assert_eq!(may(Signing::Refuse), now && matches!(asked, Invited | Fallen | Signed), "{state} {asked}");
                assert!(answer(*state, Some(&signer(SignPart::Seconder, *asked)), Signing::Sign).is_err());
            }
            assert!(answer(*state, None, Signing::Sign).is_err());
        }
        assert_eq!(
            answer(State::Draft, Some(&signer(SignPart::CoSigner, Refused)), Signing::Sign),
            Err(Refusal::new("writing-refused-already"))
        );
        let signed = signer(SignPart::CoSigner, Signed);
        assert_eq!(answer(State::Draft, Some(&signed), Signing::Sign), Err(Refusal::new("writing-signed-already")));
    }

    #[test]
    fn one_alone_is_enough_and_several_must_be_as_many_as_the_committee_wants() {
        use SignState::{Fallen, Invited, Refused, Signed};
        let table: [(&[SignState], i64, bool); 7] = [
            (&[], 3, true),
            (&[Refused], 3, true),
            (&[Signed], 3, false),
            (&[Signed, Invited], 3, false),
            (&[Signed, Fallen, Signed], 3, true),
            (&[Invited], 1, true),
            (&[Invited], 2, false),
        ];
        for (states, least, fits) in table {
            let signers: Vec<_> =
                states.iter().map(|state| (signer(SignPart::CoSigner, *state), String::new())).collect();
            assert_eq!(enough(&signers, least).is_ok(), fits, "{states:?} of {least}");
        }
    }

    #[test]
    fn who_may_second_does_not_matter_to_those_who_signed() {
        let text = Text { subject: "修桥".into(), ..Text::default() };
        assert!(text.says_the_same(&Text { secondable: true, ..text.clone() }));
        assert!(!text.says_the_same(&Text { open: true, ..text.clone() }));
    }

    proptest! {
        #[test]
        fn a_tidy_text_stays_as_it_is(subject in any::<String>(), situation in any::<String>()) {
            let once = Text { subject, situation, ..Text::default() }.tidy();
            prop_assert_eq!(once.clone().tidy(), once.clone());
            let sent = Text { situation: once.situation.replace('\n', "\r\n"), ..once.clone() };
            prop_assert_eq!(sent.tidy(), once);
        }
    }
}
