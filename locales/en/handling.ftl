handling-title = Handling
handling-part = Part
handling-part-lead = Lead
handling-part-co-handler = Co-handler
handling-part-separate = Separate
handling-state-offered = To be accepted
handling-state-accepted = Accepted
handling-state-transfer-asked = Transfer asked for
handling-state-transferred = No longer with this unit
handling-state-opinion-given = Opinion given
handling-state-drafted = To be approved
handling-state-sent-back = Sent back
handling-state-approved = Approved by the unit
handling-state-passed = Passed by the supervisor
handling-state-sent = Answered
handling-board-asked = Requests to decide
handling-board-unaccepted = Not accepted in time
handling-step = Waits
handling-step-offered = To be accepted
handling-step-accepted = For a draft or an opinion
handling-step-transfer-asked = For the answer on a transfer
handling-step-drafted = To be approved
handling-step-sent-back = To be changed
handling-step-approved = To be passed by the supervisor
handling-step-passed = To be sent
handling-round = Round
handling-again = Again (round { $n })
handling-again-reason = Why the proposer was not satisfied:{" "}
handling-first-proposer = First proposer
handling-contact = Contact
handling-contact-label = Contact person (optional, shown to the proposers)
handling-phone-label = Phone (optional, shown to the proposers)
handling-time = Time left
handling-due = Due
handling-others = Together with
handling-signed-for = Signed for
handling-accept-by = to be accepted, or a transfer asked for, by
handling-accept-again-by = to be accepted by
handling-n = { $n ->
    [one] { $n } assignment
   *[other] { $n } assignments
}
handling-was-extended = extended
handling-extension-waits = Asks for more time
handling-asks-transfer = Asks that another unit handles it, because:{" "}
handling-asks-until = Asks for time until { $until }, because:{" "}
handling-rather = Suggested unit:
handling-was-refused = The request was refused:{" "}
handling-reason = Reason
handling-transfer-by = can be asked for until { $day }
handling-transfer-hint = Where it is not your unit's to handle, ask for a transfer in time. Do not pass it on to another unit yourself.
handling-rather-label = Which unit should handle it instead (may be left empty)
handling-transfer-to = Handled instead by
handling-choose = Choose
handling-none = None
handling-until = Until
handling-until-hint = { $last } at the latest.
handling-refuse-reason = Why it is refused (the unit is told)
handling-lead = Lead unit
handling-no-lead = No lead: the units below answer separately
handling-others-label = Co-handlers; without a lead, the units that answer separately
handling-reply-due = Reply due
handling-reply-due-hint = Left empty, it is { $usual } by the committee's rule.
handling-no-units = There is no unit yet to which a proposal can be assigned. Add one in the settings of proposals first.

handling-action-accept = Accept
handling-action-ask-transfer = Ask for a transfer
handling-action-grant-transfer = Grant the transfer
handling-action-ask-extension = Ask for more time
handling-action-grant-extension = Grant more time
handling-action-urge = Urge
handling-urge-note = What the unit is told (mailed at once to those who act and approve for it)
handling-urge-usual = Please handle it and reply in time.
handling-action-take-out = Take out as co-handler
handling-do-add-unit = Add a co-handler
handling-do-refuse = Refuse
handling-do-assign = Assign
handling-do-recall = Take the assignment back
handling-do-assign-all = Assign those that are selected

handling-done-accept = { $unit } has accepted “{ $title }”.
handling-done-ask-transfer = { $unit } has asked that another unit handles “{ $title }”.
handling-done-grant-transfer = “{ $title }” is now with another unit.
handling-done-refuse-transfer = { $unit } is told that “{ $title }” stays with it.
handling-done-ask-extension = { $unit } has asked for more time for “{ $title }”.
handling-done-grant-extension = { $unit } has more time for “{ $title }”.
handling-done-refuse-extension = { $unit } is told that it has no more time for “{ $title }”.
handling-done-urge = { $unit } is urged to get on with “{ $title }”.
handling-done-take-out = { $unit } is no longer a co-handler of “{ $title }”.
handling-done-add-unit = { $unit } is now a co-handler of “{ $title }”.
handling-done-assign = “{ $title }” is assigned.
handling-done-assign-all = { $n ->
    [one] { $n } proposal is assigned.
   *[other] { $n } proposals are assigned.
}
handling-done-recall = The assignment of “{ $title }” is taken back.

handling-inbox = Unit's inbox
handling-inbox-empty = No proposals to handle
handling-inbox-empty-hint = Proposals that are assigned to your unit appear here, to be accepted in time.
handling-no-unit = Your account acts for no unit yet
handling-no-unit-hint = Ask the proposals committee to enter your account with your unit.
handling-tray-to-accept = To accept
handling-tray-to-approve = To approve
handling-tray-in-hand = In hand
handling-tray-to-countersign = To countersign
handling-tray-answered = Answered
handling-tray-none = None at present.

handling-assigning = To assign
handling-assigning-lead = Proposals that are filed and not assigned. Choose lead and co-handlers, select them and assign them at once; for separate handling or more co-handlers go to the proposal itself. What is merged follows its main proposal.
handling-assigning-none = Nothing to assign
handling-assigning-none-hint = Proposals appear here once they are filed.
handling-tick = Choose
handling-merges = With { $numbers } merged in
handling-merged-in = Merged in
handling-merged-number = No. { $n }
handling-merged-subject = “{ $subject }”
handling-merged-head = Merged
handling-merged = { $n } merged into it

handling-handover = Hand-over list
handling-handover-none = Nothing of this session is assigned yet
handling-handover-none-hint = What is assigned is listed here by unit, to be printed for the assignment meeting.

handling-deadlines = Deadlines
handling-deadlines-lead = What units have not finished, what is due first coming first.
handling-deadlines-none = Nothing of this kind
handling-deadlines-none-hint = What units have not finished is listed here.
handling-open = Not finished

handling-awaits-accept = { $n ->
    [one] { $n } proposal to accept
   *[other] { $n } proposals to accept
}
handling-awaits-overdue = { $n ->
    [one] { $n } proposal is overdue
   *[other] { $n } proposals are overdue
}
handling-awaits-soon = { $n ->
    [one] { $n } proposal is due soon
   *[other] { $n } proposals are due soon
}
handling-awaits-countersign = { $n ->
    [one] { $n } reply to countersign
   *[other] { $n } replies to countersign
}
handling-awaits-asked = { $n ->
    [one] { $n } request for a transfer or more time to decide
   *[other] { $n } requests for a transfer or more time to decide
}
handling-awaits-all-overdue = { $n ->
    [one] { $n } assignment of the units is overdue
   *[other] { $n } assignments of the units are overdue
}
handling-awaits-unaccepted = { $n ->
    [one] { $n } assignment was not accepted in time
   *[other] { $n } assignments were not accepted in time
}
handling-awaits-assign = { $n ->
    [one] { $n } proposal to assign
   *[other] { $n } proposals to assign
}

handling-urged-subject = Urged: “{ $title }” (due { $due })
handling-urged =
    { $name },

    { $unit } has “{ $title }” in hand; it is due by { $due }.
    { $note }

    The proposal:
    { $address }

    { $committee }

    (Sent by the system. Please do not reply.)
handling-digest = Proposals to handle
handling-digest-accept = { $n } to accept:
handling-digest-overdue = { $n } overdue:
handling-digest-soon = { $n } due soon:
handling-digest-approve = To approve: { $n }
handling-digest-countersign = To countersign: { $n }
handling-digest-pass = To pass: { $n }
handling-digest-evaluate = To evaluate: { $n }
handling-digest-all-overdue = { $n } assignments of the units are overdue, { $far } of them by more than a month.
handling-digest-asked = { $n } requests for a transfer or more time wait for a decision.

proposal-did-assign = assigned the proposal “{ $title }” to { $units }, to be answered by { $due }
proposal-did-add-unit = added { $unit } as co-handler of “{ $title }”
proposal-did-move-accept-by = moved the day by which { $unit } accepts “{ $title }” from { $from } to { $to }: the days off changed
proposal-did-move-due = moved the day by which { $unit } answers “{ $title }” from { $from } to { $to }: the days off changed
proposal-did-urge = urged { $unit } to get on with the proposal “{ $title }”: { $note }
proposal-did-take-out = took { $unit } out as co-handler of “{ $title }”
proposal-did-recall = took back the assignment of the proposal “{ $title }”
proposal-did-accept = accepted the proposal “{ $title }” for { $unit }
proposal-did-ask-transfer = asked for { $unit } that another unit handles the proposal “{ $title }”: { $reason }
proposal-did-grant-transfer = transferred the proposal “{ $title }” from { $unit } to { $to }
proposal-did-refuse-transfer = refused the transfer of the proposal “{ $title }” that { $unit } asked for: { $reason }
proposal-did-ask-extension = asked for { $unit } for time until { $until } for the proposal “{ $title }”: { $reason }
proposal-did-grant-extension = gave { $unit } time until { $until } for the proposal “{ $title }”
proposal-did-refuse-extension = refused { $unit } more time for the proposal “{ $title }”: { $reason }
proposal-did-remind = mailed the day's reminders of proposals to { $n } people

handling-unit-missing = Choose a unit.
handling-unit-twice = A unit handles a proposal once.
handling-unit-closed = { $unit } takes no more proposals.
handling-lead-missing = Choose a lead for “{ $title }”.
handling-not-filed = “{ $title }” no longer waits to be assigned; somebody may have dealt with it just now.
handling-none-ticked = Select what is to be assigned first.
handling-due-past = The reply must be due later than today.
handling-reason-missing = Give the reason.
handling-extension-no-later = The new day must be later than { $due }, the present one.
handling-extension-too-long = It can be extended to { $last } at the latest.
handling-second-round = What is handled once more cannot be transferred.
handling-too-late-to-transfer = The time to ask for a transfer is over. Please accept it.
handling-too-late-accepted = It is too late to ask for a transfer; please go on with it.
handling-no-lead-to-help = There is no lead that a co-handler could help.
handling-lead-settled = The lead's reply is approved; no co-handler can be added.
handling-extension-asked = More time is asked for already, and not yet decided.
handling-extended = It was extended once, and cannot be again.
handling-no-extension-asked = No request for more time waits for a decision.
handling-nothing-to-countersign = There is no reply to countersign.
handling-not-contacted = The proposer was not heard as is required, so the reply cannot be approved.
handling-opinions-left = A co-handler has not given its opinion yet.
handling-signatures-left = A co-handler has not countersigned yet.
handling-no-promise = This reply has no promise left to keep.
handling-not-in-hand = This proposal is not in hand, so it cannot be answered.
handling-is-offered = The unit has not accepted it yet.
handling-is-accepted = The unit has accepted it.
handling-is-transfer-asked = The unit has asked for a transfer, which is not yet decided.
handling-is-transferred = It is no longer with this unit.
handling-is-opinion-given = The opinion is given.
handling-is-drafted = The reply is handed up for approval.
handling-is-sent-back = The reply was sent back.
handling-is-approved = The unit has approved the reply.
handling-is-passed = The supervisor has passed the reply.
handling-is-sent = The reply was sent.
handling-due-far = A reply is due within two years at the latest.
handling-too-many-units = One proposal goes to { $most } units at the most.
handling-taken-back = One proposal was taken back by its proposer.
handling-too-late-to-extend = Its day is over, so no more time can be asked for; please answer soon.
