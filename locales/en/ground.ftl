program = yizheng
skip = Skip to content
menu = Menu
menu-reader = Sign in, language
main-nav = Main navigation
language = Language
undo = Undo
list-comma = {", "}
list-all = All
list-search = Search
list-clear = Clear
list-count-more = More than { $n }
list-unfound = Nothing fits
list-unfound-hint = Try another filter, or clear it.
trail = You are here
pages = Pages
pages-before = Previous
pages-after = Next
form-faults = { $n ->
    [one] One field needs correcting. What you entered is still here.
   *[other] { $n } fields need correcting. What you entered is still here.
}
form-number = Enter a whole number from { $least } to { $most }.
form-day = Enter a date such as 2024-01-05.
form-missing = This field is required.
form-name-unfit = A name has at least one letter.
form-another-person = This is another person of the same name
form-see-there = Show the one that is there
form-too-long = Too long: at most { $most } characters.
form-file-too-large = The file is too large: at most { $megabytes } MB.
form-signed-out = You are no longer signed in. All that you wrote is still on this page. Sign in in a new window, then come back and save.
form-sign-in = Sign in in a new window

role-member = member
role-sector-convener = sector convener
role-clerk = office clerk
role-proposals-clerk = proposals clerk
role-special-committee-clerk = special committee clerk
role-unit-handler = unit handler
role-unit-approver = unit approver
role-supervisor = supervisor
role-leader = leader
role-administrator = administrator
role-platform-operator = platform operator

history-nav = History
history-nav-hint = Everything that was done, entry by entry
history-title = History
history-lead = Everything this committee did in the program, entry by entry. Each entry is chained to the one before it, so a later change to any of them is found out.
history-empty = Nothing has been recorded yet
history-end = { $n ->
    [one] One entry; its hash:
   *[other] { $n } entries; the hash of the last:
}
history-thing = View
history-newer = Newer
history-older = Older
history-of-thing = History
related = Related

error-title-401 = Please sign in
error-title-403 = This is not allowed
error-title-404 = Page not found
error-title-405 = This is not allowed
error-title-408 = That took too long
error-title-409 = Nothing was done
error-title-413 = Too large
error-title-415 = This could not be read
error-title-400 = This could not be read
error-title-422 = This could not be read
error-title-500 = The program failed
error-title-503 = Not available just now
error-not-found = The address may be wrong, or this page is not public yet. If you work for the committee, sign in and try again.
error-sign-in = You need to sign in to see this page.
error-forbidden = Your role does not allow this. Ask the committee's administrator if you need it.
error-stale = Somebody changed this after you opened it. Go back, look at the new text, and change it again; your change was not made, and theirs was not lost.
error-internal = This is the program's fault, not yours. The details are in the log. Try again later; if it still fails, tell the administrator.
error-foreign-form = This request came from another website and was refused. Please use this site's own pages.
error-method = This address does not take that kind of request.
error-too-large = What was sent is larger than allowed.
once-under-way = It is being done. Wait a moment, then look whether it is there.
once-done = This was sent before and is done. Nothing was done a second time.
error-timeout = The server did not answer in time. Please try again later.
error-request = What was sent is incomplete or malformed. Go back and try again.
error-form = What was sent is malformed: { $why }
error-see = See how it stands now
error-back = Back to the page
error-home = Home

verify-holds = { $name }: { $n ->
    [one] one entry holds
   *[other] { $n } entries hold
}; the hash of the last is { $hash }
verify-broken = { $name }: broken at entry { $n }: { $fault }; all before it hold, up to the hash { $hash }
verify-chain = { $n ->
    [0] the installation
   *[other] committee { $n }
}
verify-fault-sequence = a number is missing or stands twice
verify-fault-link = it does not follow from the entry before it
verify-fault-content = its text was changed
verify-fault-end = entries are missing here, or the noted end of the chain was changed
demo-furnishing = Furnishing an invented committee …
demo-sign-ins = The user names of the demo; the password of each is { $password }:
demo-not-here = This database holds other committees already, so the demo is not furnished here. Use another data folder.
error-there-already = This is there already; somebody may have done it just now. Reload the page to see it.
demo-no-reset = Only the embedded database is reset. Empty the database that DATABASE_URL names yourself, then try again.
history-more = { $n } earlier

figures-what = What
figures-share = Share

settings-actions = Actions
settings-save = Save
settings-delete = Delete
settings-closed = closed
settings-close = Close
settings-reopen = Open again
settings-add = Add
settings-up = Up
settings-down = Down
settings-unchanged = Nothing changed: it stood so already.
settings-row-stale = Somebody changed it to "{ $name }" after you opened this page. The fields hold what you wrote, which is not saved; if you still want it, press "Save" again.
urgency-due = In time
urgency-due-soon = Due soon
urgency-overdue = Overdue
urgency-far-overdue = Overdue by more than a month
due-late = { $n ->
    [one] { $n } day late
   *[other] { $n } days late
}
due-left = { $n ->
    [one] { $n } working day left
   *[other] { $n } working days left
}
promise-kept = kept
promise-open = to be kept
promise-overdue = overdue
