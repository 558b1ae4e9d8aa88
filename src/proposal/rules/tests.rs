//! The rules of proposals and of assignments, as tables and by property.

use proptest::prelude::*;

use super::*;
use crate::account::Scope;
use crate::permission::Role;
use crate::proposal::handling::rules::{self as handling, Part};

/// The unit whose assignment it is.
const UNIT: i64 = 6;

fn actor(role: Role) -> Actor {
    Actor { account: Some(1), roles: vec![role], ..Actor::public() }
}

fn standing(state: State) -> Standing {
    Standing {
        state,
        steps_left: 0,
        steps_passed: 1,
        published: false,
        open: true,
        secondable: true,
        excellent: false,
        main: false,
        loose: true,
        unheard: false,
        handed_in: true,
    }
}

/// One of each who may do something, with everything that a proposal can be to them.
fn everyone() -> Vec<Actor> {
    Role::ALL.iter().map(|role| actor(*role)).collect()
}

const fn anything(actor: &Actor) -> Who<'_> {
    Who { actor, author: true, signer: true, handles: true, member: true }
}

#[test]
fn every_state_is_left_by_an_action_or_is_final() {
    let last = [S::Closed];
    for state in State::ALL {
        let leaves = Action::ALL.iter().any(|action| {
            let row = action.row();
            row.next(*state).is_ok_and(|to| to != *state)
        });
        assert_eq!(leaves, !last.contains(state), "{state}");
    }
}

#[test]
fn an_undo_leads_back_and_is_open_to_the_same_people() {
    for action in Action::ALL {
        let row = action.row();
        let Some(back) = row.undone_by else { continue };
        assert_eq!(row.needs, back.row().needs, "{action}");
        assert!(row.from.iter().all(|state| back.row().next(row.next(*state).unwrap()).is_ok()), "{action}");
    }
}

#[test]
fn nothing_is_filed_before_its_review_is_over() {
    let clerk = actor(Role::ProposalsClerk);
    let left = Standing { steps_left: 1, ..standing(S::Submitted) };
    assert_eq!(decide(left, Action::File, Who::only(&clerk)), Err(Refusal::new("proposal-steps-left")));
    assert_eq!(decide(left, Action::Merge, Who::only(&clerk)), Err(Refusal::new("proposal-steps-left")));
    assert_eq!(decide(left, Action::Pass, Who::only(&clerk)), Ok(S::Submitted));
    assert_eq!(decide(standing(S::Submitted), Action::File, Who::only(&clerk)), Ok(S::Filed));
}

#[test]
fn a_merged_one_is_set_free_only_while_the_main_one_is_not_assigned() {
    let clerk = actor(Role::ProposalsClerk);
    let tied = Standing { loose: false, ..standing(S::Merged) };
    assert_eq!(decide(tied, Action::Unmerge, Who::only(&clerk)), Err(Refusal::new("proposal-main-assigned")));
    assert_eq!(decide(standing(S::Merged), Action::Unmerge, Who::only(&clerk)), Ok(S::Submitted));
    for action in [Action::Unfile, Action::Withdraw] {
        let main = Standing { main: true, ..standing(S::Filed) };
        assert_eq!(decide(main, action, anything(&clerk)), Err(Refusal::new("proposal-is-main")));
    }
}

#[test]
fn what_its_proposer_keeps_to_himself_is_never_published() {
    let clerk = actor(Role::ProposalsClerk);
    for state in State::ALL {
        let closed = Standing { open: false, ..standing(*state) };
        assert!(decide(closed, Action::Publish, Who::only(&clerk)).is_err(), "{state}");
    }
}

#[test]
fn an_answered_one_is_closed_once_its_proposer_has_had_his_time() {
    let clerk = actor(Role::ProposalsClerk);
    let answered = standing(S::Answered);
    assert_eq!(decide(answered, Action::Close, Who::only(&clerk)), Err(Refusal::new("proposal-may-be-evaluated")));
    let over = Standing { unheard: true, ..answered };
    assert_eq!(decide(over, Action::Close, Who::only(&clerk)), Ok(S::Closed));
}

#[test]
fn the_public_sees_what_is_published_and_nothing_else() {
    let public = Actor::public();
    for state in State::ALL {
        for published in [false, true] {
            let seen = visible(Standing { published, ..standing(*state) }, Who::only(&public));
            assert_eq!(seen, published && FILED.contains(state), "{state} {published}");
        }
    }
}

#[test]
fn a_draft_is_seen_by_its_author_and_those_asked_to_sign_alone() {
    for actor in everyone() {
        assert!(!visible(standing(S::Draft), Who::only(&actor)));
        assert!(visible(standing(S::Draft), Who { signer: true, ..Who::only(&actor) }));
        assert!(visible(standing(S::Draft), Who { author: true, ..Who::only(&actor) }));
        assert!(!visible(standing(S::Draft), Who { handles: true, ..Who::only(&actor) }));
    }
}

#[test]
fn a_unit_sees_what_it_was_given_and_nothing_else() {
    let handler = actor(Role::UnitHandler);
    for state in State::ALL {
        assert!(!visible(standing(*state), Who::only(&handler)), "{state}");
        let its_own = Who { handles: true, ..Who::only(&handler) };
        assert_eq!(visible(standing(*state), its_own), HANDLED.contains(state), "{state}");
        let with_main = Standing { loose: false, ..standing(*state) };
        let given = HANDLED.contains(state) || *state == S::Merged;
        assert_eq!(visible(with_main, its_own), given, "{state}, merged into one that it was given");
    }
}

#[test]
fn what_was_withdrawn_before_it_was_handed_in_is_its_writers_alone() {
    let clerk = actor(Role::ProposalsClerk);
    for handed_in in [false, true] {
        let withdrawn = Standing { handed_in, ..standing(S::Withdrawn) };
        assert_eq!(visible(withdrawn, Who::only(&clerk)), handed_in);
        assert!(visible(withdrawn, Who { author: true, ..Who::only(&actor(Role::Member)) }));
    }
}

fn any_standing() -> impl Strategy<Value = Standing> {
    (0..State::ALL.len(), 0_u64..3, 0_u64..3, any::<[bool; 8]>()).prop_map(
        |(state, steps_left, steps_passed, flags)| {
            let [published, open, secondable, excellent, main, loose, unheard, handed_in] = flags;
            Standing {
                state: State::ALL[state],
                steps_left,
                steps_passed,
                published,
                open,
                secondable,
                excellent,
                main,
                loose,
                unheard,
                handed_in,
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_offered_is_allowed_and_what_is_allowed_is_offered(standing in any_standing(), role in 0..Role::ALL.len()) {
        let actor = actor(Role::ALL[role]);
        let who = anything(&actor);
        let offered = offered(standing, who);
        for action in Action::ALL {
            prop_assert_eq!(offered.contains(action), decide(standing, *action, who).is_ok());
        }
    }

    #[test]
    fn no_walk_of_offered_actions_files_what_was_not_reviewed(picks in proptest::collection::vec(any::<u16>(), 1..60)) {
        let roles = [Role::Member, Role::ProposalsClerk, Role::UnitHandler].map(actor);
        let mut now = Standing { steps_left: 2, loose: true, ..standing(S::Draft) };
        let (mut passed, mut assigned) = (0, false);
        for pick in picks {
            let moves: Vec<_> = roles
                .iter()
                .flat_map(|actor| offered(now, anything(actor)).into_iter().map(move |action| (action, actor)))
                .collect();
            let Some((action, actor)) = moves.get(usize::from(pick) % moves.len().max(1)) else { break };
            let to = decide(now, *action, anything(actor)).unwrap();
            if *action == Action::Pass {
                passed += 1;
                now.steps_left -= 1;
            }
            assigned |= to == S::Assigned;
            if matches!(to, S::Filed | S::Merged) {
                prop_assert_eq!(passed, 2);
            }
            if matches!(to, S::InHand | S::Answered | S::Evaluated | S::Reopened | S::Closed) {
                prop_assert!(assigned);
            }
            now.state = to;
        }
    }
}

fn handled(part: Part, state: handling::State) -> handling::Standing {
    handling::Standing {
        part,
        state,
        proposal: S::InHand,
        first_round: true,
        transferable: true,
        accepted: false,
        extension_asked: false,
        late: false,
        extended: false,
        contacted: true,
        contact_waived: false,
        opinions_left: 0,
        signatures_left: 0,
        to_countersign: false,
        settled: false,
        promised: false,
    }
}

#[test]
fn a_reply_is_approved_only_after_the_proposer_and_every_co_handler_were_heard() {
    let head = actor(Role::UnitApprover);
    let who = handling::Who { actor: &head, unit: Some(UNIT) };
    let drafted = handled(Part::Lead, handling::State::Drafted);
    let approve = |standing| handling::decide(standing, handling::Action::ApproveReply, who);
    assert_eq!(approve(drafted), Ok(handling::State::Approved));
    let table = [
        (handling::Standing { contacted: false, ..drafted }, "handling-not-contacted"),
        (handling::Standing { opinions_left: 1, ..drafted }, "handling-opinions-left"),
        (handling::Standing { signatures_left: 1, ..drafted }, "handling-signatures-left"),
    ];
    for (standing, key) in table {
        assert_eq!(approve(standing), Err(Refusal::new(key)));
    }
    let waived = handling::Standing { contacted: false, contact_waived: true, ..drafted };
    assert_eq!(approve(waived), Ok(handling::State::Approved));
}

#[test]
fn a_unit_acts_for_itself_alone_and_passes_nothing_on() {
    for actor in everyone() {
        for action in handling::Action::ALL {
            for state in handling::State::ALL {
                for part in Part::ALL {
                    let standing = handled(*part, *state);
                    let outside = handling::Who { actor: &actor, unit: None };
                    if handling::decide(standing, *action, outside).is_ok() {
                        assert!(actor.may(Permission::AssignProposals) || actor.may(Permission::PassReplies));
                    }
                }
            }
        }
    }
}

#[test]
fn a_role_within_a_unit_lets_act_for_that_unit_and_for_no_other() {
    use handling::{Action as A, State as H};
    // Action and state; whether a handler and an approver may take it within their unit.
    let table = [
        (A::Accept, H::Offered, [true, true]),
        (A::AskTransfer, H::Offered, [true, true]),
        (A::DraftReply, H::Accepted, [true, true]),
        (A::ApproveReply, H::Drafted, [false, true]),
        (A::SendBack, H::Drafted, [false, true]),
        (A::PassReply, H::Approved, [false, false]),
        (A::SendReply, H::Passed, [true, true]),
    ];
    for (action, state, expected) in table {
        for (role, may) in [Role::UnitHandler, Role::UnitApprover].into_iter().zip(expected) {
            let actor = Actor { within: vec![(role, Scope::unit(UNIT))], account: Some(1), ..Actor::public() };
            for (unit, may) in [(Some(UNIT), may), (Some(UNIT + 1), false), (None, false)] {
                let taken = handling::decide(handled(Part::Lead, state), action, handling::Who { actor: &actor, unit });
                assert_eq!(taken.is_ok(), may, "{role} {action} {unit:?}");
            }
        }
    }
}

#[test]
fn a_co_handler_never_replies_and_a_lead_never_countersigns() {
    use handling::Action as A;
    for actor in everyone() {
        let who = handling::Who { actor: &actor, unit: Some(UNIT) };
        for state in handling::State::ALL {
            for action in [A::DraftReply, A::ApproveReply, A::PassReply, A::SendReply] {
                assert!(handling::decide(handled(Part::CoHandler, *state), action, who).is_err());
            }
            for action in [A::GiveOpinion, A::Countersign] {
                let standing = handling::Standing { to_countersign: true, ..handled(Part::Lead, *state) };
                assert!(handling::decide(standing, action, who).is_err());
            }
        }
    }
}

#[test]
fn a_transfer_is_asked_for_in_time_and_once_only() {
    let unit = actor(Role::UnitHandler);
    let who = handling::Who { actor: &unit, unit: Some(UNIT) };
    let offered = handled(Part::Lead, handling::State::Offered);
    let ask = |standing| handling::decide(standing, handling::Action::AskTransfer, who);
    assert_eq!(ask(offered), Ok(handling::State::TransferAsked));
    let late = handling::Standing { transferable: false, ..offered };
    assert_eq!(ask(late), Err(Refusal::new("handling-too-late-to-transfer")));
    let again = handling::Standing { first_round: false, ..offered };
    assert_eq!(ask(again), Err(Refusal::new("handling-second-round")));
    let accepted = handling::Standing { accepted: true, ..handled(Part::Lead, handling::State::Accepted) };
    assert_eq!(ask(accepted), Ok(handling::State::TransferAsked), "who signed by mistake");
    let late = handling::Standing { transferable: false, ..accepted };
    assert_eq!(ask(late), Err(Refusal::new("handling-too-late-accepted")));
    assert!(ask(handled(Part::Lead, handling::State::Drafted)).is_err());
    let office = actor(Role::ProposalsClerk);
    let refuse = |standing| {
        handling::decide(standing, handling::Action::RefuseTransfer, handling::Who { actor: &office, unit: None })
    };
    let asked = handled(Part::Lead, handling::State::TransferAsked);
    assert_eq!(refuse(asked), Ok(handling::State::Offered));
    assert_eq!(refuse(handling::Standing { accepted: true, ..asked }), Ok(handling::State::Accepted));
}

#[test]
fn an_opinion_is_changed_until_the_reply_of_the_lead_is_approved() {
    let unit = actor(Role::UnitHandler);
    let who = handling::Who { actor: &unit, unit: Some(UNIT) };
    let give = |standing| handling::decide(standing, handling::Action::GiveOpinion, who);
    for state in [handling::State::Accepted, handling::State::OpinionGiven] {
        let open = handled(Part::CoHandler, state);
        assert_eq!(give(open), Ok(handling::State::OpinionGiven));
        let settled = handling::Standing { settled: true, ..open };
        assert_eq!(give(settled), Err(Refusal::new("reply-why-settled")));
    }
}

#[test]
fn a_reply_goes_to_the_proposer_only_after_head_and_supervisor() {
    use handling::{Action as A, State as H};
    let walk = [
        (A::DraftReply, Role::UnitHandler, H::Accepted, H::Drafted),
        (A::ApproveReply, Role::UnitApprover, H::Drafted, H::Approved),
        (A::PassReply, Role::Supervisor, H::Approved, H::Passed),
        (A::SendReply, Role::UnitHandler, H::Passed, H::Sent),
    ];
    for (action, role, from, to) in walk {
        for state in H::ALL {
            let actor = actor(role);
            let taken = handling::decide(
                handled(Part::Lead, *state),
                action,
                handling::Who { actor: &actor, unit: Some(UNIT) },
            );
            let again = action == A::DraftReply && matches!(state, H::Drafted | H::SentBack);
            assert_eq!(taken.ok(), (*state == from || again).then_some(to), "{action} {state}");
        }
    }
}

#[test]
fn a_reply_is_sent_back_by_the_head_before_he_approves_it_and_by_the_supervisor_after() {
    use handling::{Action as A, State as H};
    for role in Role::ALL {
        let actor = actor(*role);
        for unit in [None, Some(UNIT)] {
            let who = handling::Who { actor: &actor, unit };
            for state in H::ALL {
                let taken = handling::decide(handled(Part::Lead, *state), A::SendBack, who);
                let may = match state {
                    H::Drafted => unit.is_some() && actor.may(Permission::ApproveReplies),
                    H::Approved | H::Passed => actor.may(Permission::PassReplies),
                    _ => false,
                };
                assert_eq!(taken.ok(), may.then_some(H::SentBack), "{role} {state} {unit:?}");
            }
        }
    }
}

#[test]
fn what_is_sent_back_or_written_on_is_approved_only_once_it_is_handed_up_again() {
    use handling::{Action as A, State as H};
    let head = actor(Role::UnitApprover);
    let who = handling::Who { actor: &head, unit: Some(UNIT) };
    let take = |state, action| handling::decide(handled(Part::Lead, state), action, who);
    assert_eq!(take(H::SentBack, A::ApproveReply), Err(Refusal::new("handling-is-sent-back")));
    assert_eq!(take(H::Drafted, A::ReviseReply), Ok(H::Accepted));
    assert!(take(H::Accepted, A::ApproveReply).is_err());
    for state in [H::Accepted, H::SentBack] {
        assert_eq!(take(state, A::DraftReply), Ok(H::Drafted));
    }
}
