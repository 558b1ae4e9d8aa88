//! The words of a proposal: how long they may be, when they are complete, and whose signature counts for them.

use super::recognise::Recognised;
use crate::draft;
use crate::error::Refusal;
use crate::fields::Faults;
use crate::proposal::model::words::{PROPOSAL, fields};
use crate::proposal::model::{ProposalText, SignPart, SignState, Signer};
use crate::proposal::rules::{Kind, State};

/// The most who sign a proposal, and the most files that it has.
pub const MOST_SIGNERS: usize = 200;
pub const MOST_FILES: usize = 20;

/// The text that a file holds.
#[must_use]
pub fn read(found: &Recognised) -> ProposalText {
    ProposalText {
        subject: found.subject.clone(),
        situation: found.situation.join("\n"),
        analysis: found.analysis.join("\n"),
        suggestions: found.suggestions.join("\n"),
        ..ProposalText::default()
    }
}

/// What is too long, by field.
#[must_use]
pub fn faults(text: &ProposalText) -> Faults {
    draft::too_long(PROPOSAL, text).into_iter().collect()
}

/// What keeps it from being submitted, by field: what is missing, and what is too long.
#[must_use]
pub fn missing(text: &ProposalText, kind: Kind) -> Faults {
    draft::too_long(PROPOSAL, text).into_iter().chain(draft::lacking(fields(kind), text)).collect()
}

/// Whether two texts say the same to those who sign. Who may second is no matter of theirs.
#[must_use]
pub fn says_the_same(one: &ProposalText, other: &ProposalText) -> bool {
    *one == ProposalText { secondable: one.secondable, ..other.clone() }
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
/// They were not asked, it is handed in already, or they have answered so.
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
    use crate::proposal::model::words::{LONGEST, LONGEST_SUBJECT};

    fn signer(part: SignPart, state: SignState) -> Signer {
        Signer { proposal_id: 1, member_id: 1, position: 1, part, state, text_version: 1, at: Instant(0) }
    }

    #[test]
    fn what_is_empty_is_missing_and_a_collective_one_needs_its_name_and_signature() {
        let mut text =
            ProposalText { subject: "修桥".into(), situation: "桥旧。".into(), ..ProposalText::default() };
        let lacks = |text: &ProposalText, kind| missing(text, kind).0.into_keys().collect::<Vec<_>>();
        assert_eq!(lacks(&text, Kind::Member), ["suggestions"]);
        text.suggestions = "修。".into();
        assert_eq!(lacks(&text, Kind::Member), [""; 0]);
        assert_eq!(lacks(&text, Kind::Sector), ["body", "signatory"]);
        text.subject = "长".repeat(LONGEST_SUBJECT + 1);
        text.analysis = "长".repeat(LONGEST + 1);
        assert_eq!(faults(&text).0.into_keys().collect::<Vec<_>>(), ["analysis", "subject"]);
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
        let text = ProposalText { subject: "修桥".into(), ..ProposalText::default() };
        assert!(says_the_same(&text, &ProposalText { secondable: true, ..text.clone() }));
        assert!(!says_the_same(&text, &ProposalText { open: true, ..text.clone() }));
    }

    proptest! {
        #[test]
        fn a_tidy_text_stays_as_it_is(subject in any::<String>(), situation in any::<String>()) {
            let tidy = |text: &ProposalText| draft::tidy(PROPOSAL, text.clone());
            let once = tidy(&ProposalText { subject, situation, ..ProposalText::default() });
            prop_assert_eq!(tidy(&once), once.clone());
            let sent = ProposalText { situation: once.situation.replace('\n', "\r\n"), ..once.clone() };
            prop_assert_eq!(tidy(&sent), once);
        }
    }
}
