awaits-reply = Answer the notice of { $title }
awaits-moved = Time or place has changed, please answer again: { $title }
awaits-leave-refused = Leave was refused; please come to { $title }
awaits-leave-asked = Leave asked, not yet decided: { $title }
awaits-sitting = Come to { $title }
awaits-sign-in = In session, please sign in: { $title }
awaits-in-session = In session: { $title }
awaits-confirm-minutes = Confirm the minutes of { $title }
awaits-grant-leave = { $n ->
    [one] One member asks
   *[other] { $n } members ask
 } leave from { $title }
awaits-notice = Being planned, not yet called: { $title }
awaits-hold = To be held soon: { $title }
awaits-draft-minutes = Draft the minutes of { $title }
awaits-minutes = Minutes to be finished and confirmed: { $title }
