attendance-called = People called
attendance-facts = Reply and sign-in
attendance-own = Your attendance
attendance-presence = Who is there
attendance-desk = Sign-in desk
attendance-notice = Notice
attendance-groups = Groups
attendance-group = Group
attendance-reply = Reply
attendance-read = Notice read
attendance-unread = Not read yet
attendance-came = Signed in
attendance-left = Left
attendance-present = Signed in
attendance-export = Export the list
attendance-filters = Show
attendance-none-shown = Nobody matches
attendance-find = Find
attendance-find-clear = Everybody
attendance-save = Save
attendance-choose = Choose
attendance-nobody = Nobody yet
attendance-semicolon = {"; "}

attendance-standing-voting = Attending
attendance-standing-sitting-in = Sitting in
attendance-standing-out = Not counted
attendance-reply-awaited = no reply
attendance-reply-coming = coming
attendance-reply-leave-asked = leave asked
attendance-reply-leave-granted = leave granted
attendance-reply-leave-refused = leave refused
attendance-leave-duty = official travel
attendance-leave-abroad = abroad
attendance-leave-illness = illness
attendance-leave-other = other
attendance-by-code = by code
attendance-by-desk = at the desk
attendance-fact-in-time = attended
attendance-fact-late = late
attendance-fact-left-early = left early
attendance-fact-late-and-left = late, left early
attendance-fact-on-leave = on leave
attendance-fact-absent = absent
attendance-show-all = All
attendance-show-read = Read
attendance-show-unread = Not read
attendance-show-coming = Coming
attendance-show-leave-asked = Leave asked
attendance-show-on-leave = On leave
attendance-show-awaited = No reply
attendance-show-present = Present
attendance-show-absent = Not there

attendance-show-out = Not counted
attendance-column-n = No.
attendance-column-standing = As
attendance-column-name = Name
attendance-column-posts = Posts
attendance-column-by = How
attendance-column-fact = Attendance

attendance-column-answered = Earlier reply
attendance-action-read = I have read it
attendance-action-confirm = Will attend
attendance-action-grant-leave = Grant leave
attendance-action-refuse-leave = Refuse leave
attendance-action-admit = Sign in
attendance-action-leave-early = Left early
attendance-action-come-back = Came back
attendance-action-take-back-sign-in = Take sign-in back
attendance-done-read = { $name } has read the notice.
attendance-done-confirm = Noted: { $name } will attend.
attendance-done-unanswer = The reply of { $name } was taken back.
attendance-done-ask-leave = Leave for { $name } is asked and awaits approval.
attendance-done-grant-leave = Leave granted to { $name }.
attendance-done-refuse-leave = Leave refused to { $name }.
attendance-done-reconsider-leave = Leave for { $name } awaits approval again.
attendance-done-admit = { $name } is signed in.
attendance-done-sign-in = You are signed in.
attendance-done-take-back-sign-in = The sign-in of { $name } was taken back.
attendance-done-leave-early = Noted: { $name } left early.
attendance-done-come-back = Noted: { $name } came back.
attendance-done-invite = { $n ->
    [one] One person was added to sit in.
   *[other] { $n } people were added to sit in.
}
attendance-done-invite-others = { $n ->
    [one] One person was added to sit in; on the list already: { $there }.
   *[other] { $n } people were added to sit in; on the list already: { $there }.
}
attendance-done-uninvite = { $name } no longer sits in.
attendance-done-call-in = { $name } was called to vote.
attendance-done-take-out = { $name } was taken off the list.
attendance-done-put-back = { $name } was put back on the list.
attendance-done-group = Group “{ $name }” is saved.
attendance-done-remove-group = Group “{ $name }” was removed.
attendance-done-deal = { $n ->
    [one] One person was put into a group.
   *[other] { $n } people were put into groups.
}

meeting-did-read-notice = { $name } read the notice of “{ $title }”
meeting-did-confirm = { $name } will attend “{ $title }”
meeting-did-unanswer = took back the reply of { $name } to “{ $title }”
meeting-did-ask-leave = { $name } asked leave from “{ $title }”
meeting-did-grant-leave = granted { $name } leave from “{ $title }”
meeting-did-refuse-leave = refused { $name } leave from “{ $title }”
meeting-did-reconsider-leave = put the leave of { $name } from “{ $title }” back to be decided
meeting-did-sign-in = { $name } signed in to “{ $title }” by the code
meeting-did-admit-to-sitting = signed { $name } in to “{ $title }” at the desk
meeting-did-take-back-sign-in = took back the sign-in of { $name } to “{ $title }”
meeting-did-leave-early = noted that { $name } left “{ $title }” early
meeting-did-come-back = noted that { $name } came back to “{ $title }”
meeting-did-invite = asked { $names } to sit in on “{ $title }”
meeting-did-uninvite = no longer asked { $name } to sit in on “{ $title }”
meeting-did-call-in = called { $name } to vote at “{ $title }”, because: { $reason }
meeting-did-take-out = took { $name } off the list of “{ $title }”, because: { $reason }
meeting-did-put-back = put { $name } back on the list of “{ $title }”
meeting-did-add-group = made the group “{ $name }” of “{ $title }”
meeting-did-change-group = changed the group “{ $name }” of “{ $title }”
meeting-did-remove-group = removed the group “{ $name }” of “{ $title }”
meeting-did-deal-groups = dealt people out to the groups of “{ $title }” ({ $n })

attendance-now-awaited = Please read the notice and say whether you will attend.
attendance-now-coming = You have said that you will attend.
attendance-now-leave-asked = You have asked leave; it awaits approval.
attendance-now-leave-granted = You have leave. If you can come after all, press “Will attend”.
attendance-now-leave-refused = Your leave was not granted; please attend.
attendance-asked-again = The time or the place has changed; please answer again. Your earlier reply: { $reply }.
attendance-answered = Earlier reply: { $reply }
attendance-scan = When you arrive, scan the code in the hall with your phone, or go to the sign-in desk.
attendance-since = You signed in at { $time }.
attendance-left-since = Left at { $time }.
attendance-quorum-met = There is a quorum (at least { $needed }).
attendance-quorum-missing = A quorum needs at least { $needed }; { $missing } more must come.

attendance-ask-leave = Ask leave
attendance-leave-why = Kind of leave
attendance-leave-reason = Reason
attendance-leave-hint = Only you, the office and whoever grants leave can see this.

attendance-invite = People who sit in
attendance-invite-lead = Whoever sits in has no vote and is not counted.
attendance-by-hand = Call somebody else to vote
attendance-by-hand-lead = Who is called follows from the rules and from who holds which seat and post on the day of the sitting. To call somebody else, or to take somebody off the list, give a reason; it is recorded. Somebody is taken off on their own page. Whoever has no seat on that day does not count and has no vote.
attendance-call-in = Call to vote
attendance-call-in-member = Member to be called
attendance-take-out = Take off the list
attendance-take-out-hint = They no longer count and have no vote; whoever cannot come asks leave instead.
attendance-put-back = Put back on the list
attendance-why = Reason
attendance-why-hint = It is recorded.
attendance-list-change = Change of the list
attendance-called-for = Called because: { $reason }
attendance-taken-out-for = Taken off because: { $reason }
attendance-seatless = No seat on the day of the sitting
attendance-reason-joined = In office on the day of the sitting
attendance-reason-left = No longer in office on the day of the sitting
attendance-by-mistake = Called by mistake
attendance-reason-missing = Please say why they are called.
attendance-no-seat = { $name } is not a member on the day of the sitting ({ $day }) and cannot be called to vote.
attendance-has-asked = This person asked to speak at the sitting, which is on record, and is not taken off.
attendance-presides = { $name } presides at this sitting; let somebody else preside first.
attendance-is-out = This person does not count at the sitting, so this cannot be done.
attendance-differs = The list is not as the rules and the roster of the day say; please check it.
attendance-difference = Where the list differs from the roster
attendance-difference-planned = When the notice goes out, the list will follow the roster of the day of the sitting.
attendance-difference-lead = The roster has changed since the notice. Please check, and call or take off each of them.
attendance-is-missing = called by the rules, not on the list
attendance-is-gone = on the list, no longer called by the rules
attendance-invite-lines = Add people who sit in
attendance-invite-lines-hint = One to a line: name, a space, posts; several posts are separated by 、. A unit may stand on a line too.
attendance-invite-add = Add them
attendance-invite-member = Ask a member to sit in
attendance-invite-member-hint = The member’s name; the member’s number where several have one name.
attendance-invite-add-member = Add the member
attendance-invite-heads = Ask the heads of special committees to sit in ({ $n })
attendance-remove = No longer sits in
attendance-nobody-named = Nobody was named to sit in.
attendance-too-many = Too many: at most { $most }.
attendance-called-already = { $name } is on the list already.
attendance-body-is-whole = { $name } attends with a vote and is not taken off the list without a reason; whoever cannot come asks leave.

attendance-group-name = Name of the group
attendance-group-new = Make a group
attendance-group-change = Change the group
attendance-group-remove = Remove the group
attendance-group-nameless = Please name the group.
attendance-group-there = There is a group “{ $name }” already.
attendance-group-sits = Group “{ $name }” has sittings of its own and cannot be removed.
attendance-no-groups = There are no groups yet; make one first.
attendance-no-groups-yet = There are no groups yet
attendance-no-group = In no group
attendance-convener = Convener
attendance-convener-is = Convener: { $name }
attendance-no-convener = No convener yet
attendance-deal = Deal out evenly by sector
attendance-assign = Assign one by one
attendance-ungrouped = { $n ->
    [one] One person is in no group yet.
   *[other] { $n } people are in no group yet.
}

attendance-desk-find = Find who has come
attendance-desk-hint = A name, or the beginning of it in pinyin: zhang, zs.
attendance-desk-more = { $n } more; enter a name to find them.
attendance-desk-count = { $present } present of { $called } called; { $guests } sitting in.
attendance-desk-closed = Nobody can be signed in just now.

attendance-sign-in = Sign in to the sitting
attendance-to-sitting = Go to the sitting
attendance-code-stale = The code has changed. Scan the one that the screen in the hall shows now.
attendance-scan-first = Scan the code on the screen in the hall first.
attendance-too-early = It is too early to sign in; you can from { $from } on.
attendance-not-called = You are not called to this sitting and cannot sign in. Ask at the desk if you think this is wrong.
attendance-not-yours-to-grant = By the rules of this committee, leave from this kind of sitting is not yours to grant.
attendance-is-not-yet = This person has not signed in.
attendance-is-present = This person has signed in; this cannot be done.
attendance-is-left = This person has left; who comes back goes to the desk.
attendance-is-awaited = There is no reply yet; this cannot be done.
attendance-is-coming = This person said that he will attend and asked no leave.
attendance-is-leave-asked = The leave awaits approval; this cannot be done.
attendance-is-leave-granted = Leave is granted. If you can come after all, press “Will attend” first, then sign in.
attendance-is-leave-refused = The leave was refused; this cannot be done.

attendance-notice-title = Notice of { $title }
attendance-notice-draft = The notice has not gone out yet; this is a draft.
attendance-notice-time = Time
attendance-notice-place = Place
attendance-notice-agenda = Agenda
attendance-notice-late = added later
attendance-notice-all = all members ({ $n })
attendance-notice-posts = { $posts } ({ $n })
attendance-notice-asks = What is asked
attendance-notice-leave = Please say soon whether you will attend. Whoever cannot come asks leave with a reason before the sitting; it is granted by the { $posts }.
attendance-notice-leave-office = Please say soon whether you will attend. Whoever cannot come asks leave with a reason before the sitting and stays away only once it is granted.
attendance-notice-sign-in = Please come early and sign in by scanning the code in the hall with your phone, or at the desk.
attendance-day = { $year }-{ $month }-{ $day }
attendance-weekday-of = { $weekday }, { $year }-{ $month }-{ $day }
attendance-weekday-1 = Monday
attendance-weekday-2 = Tuesday
attendance-weekday-3 = Wednesday
attendance-weekday-4 = Thursday
attendance-weekday-5 = Friday
attendance-weekday-6 = Saturday
attendance-weekday-7 = Sunday
attendance-show-sitting-in = Sitting in
attendance-show-voting = Called
attendance-leave-waits = { $n ->
    [one] One member’s leave is
   *[other] The leave of { $n } members is
 } not decided; at the end they count as absent.
attendance-notice-called-off = This sitting has been called off.
