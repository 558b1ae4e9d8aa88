review-title = Review
review-queue = Review of proposals
review-empty = No proposal waits for its review
review-empty-hint = Proposals appear here once members submit them, those that have waited longest first.
review-export = Export as a table
review-search-hint = Words of the subject
review-stands = Stands at
review-ready = To be decided
review-waits = Waiting
review-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
review-alike = Alike subjects
review-decision = Decision
review-tick = Select
review-tick-all = Select all on this page
review-pass-ticked = Pass the present step of those selected
review-file-ticked = File those selected
review-publish-ticked = Publish those selected
review-close-ticked = Close those selected
review-category-of-ticked = Category of those selected
review-choose = Choose
review-no-steps = The committee has set no steps; it can be decided at once.
review-passed = Passed
review-to-pass = To pass
review-filed-as = No. { $number }
review-number-hint = Once in a session; left empty, the next one is taken.
review-no-categories = There is no category to choose yet. Add one in the settings of proposals.
review-no-reasons = There is no reason to choose yet. Add one in the settings of proposals.
review-main = Number of the main proposal
review-main-hint = One of the same session that is filed and not yet assigned.
review-note = Note on the merger
review-remark-redirect = Why it is passed on as a suggestion
review-remark-return = What is missing
review-remark-hand-back = Why it is sent back
review-remark-hint = The proposer sees this.
review-leader-hint = The chair, a vice chair, or a leader of the county with his post; left empty, it is no longer a key proposal.
review-stale = Somebody dealt with this proposal since you opened the page. What you wrote stands below and has not taken effect; look at the proposal as it is now, then send it again.
review-stale-now = The proposal as it is now
review-outcome = What came of it
review-refused = { $n ->
    [one] { $n } proposal was refused and stays as it was
   *[other] { $n } proposals were refused and stay as they were
}
review-done-these = { $n ->
    [one] { $n } proposal is done
   *[other] { $n } proposals are done
}
review-back = Back to the list
review-gone = { $n ->
    [one] One was taken back by its proposer and left alone.
   *[other] { $n } were taken back by their proposers and left alone.
}
review-to-close = { $n ->
    [one] One proposal is evaluated and waits to be closed
   *[other] { $n } proposals are evaluated and wait to be closed
}
review-waiting = { $n ->
    [one] { $n } proposal waits for its review
   *[other] { $n } proposals wait for their review
}


review-all-pass = { $n ->
    [one] { $n } proposal has passed its step.
   *[other] { $n } proposals have passed their step.
}
review-all-publish = { $n ->
    [one] One proposal is published.
   *[other] { $n } proposals are published.
}
review-all-close = { $n ->
    [one] One proposal is closed.
   *[other] { $n } proposals are closed.
}
review-all-file = { $n ->
    [one] { $n } proposal is filed.
   *[other] { $n } proposals are filed and numbered.
}

review-told-filed = Your proposal “{ $title }” is filed as number { $number }
review-told-merged = Your proposal “{ $title }” is merged into “{ $main }” and handled with it
review-told-redirected = Your proposal “{ $title }” is passed on as a suggestion; see why
review-told-declined = Your proposal “{ $title }” was declined; see why

review-number-taken = Number { $number } is that of “{ $title }”. Take another one.
review-no-main = This session has no proposal number { $number }.
review-main-not-filed = Proposal { $number }, “{ $title }”, is not filed or is assigned already; nothing can be merged into it.
review-none-ticked = Select the proposals first.
review-too-many = At most { $most } proposals at once.
review-category-needed = Choose a category to file them.

proposal-did-pass = reviewed the proposal “{ $title }”: { $step } passed
proposal-did-unpass = took back { $step } of the proposal “{ $title }”
proposal-did-return = returned the proposal “{ $title }” to its proposer
proposal-did-file = filed the proposal “{ $title }” as number { $number }
proposal-did-unfile = took back the filing of the proposal “{ $title }”
proposal-did-merge = merged the proposal “{ $title }” into “{ $main }”
proposal-did-unmerge = took back the merging of the proposal “{ $title }”
proposal-did-take-in = merged the proposal “{ $merged }” into this one, “{ $title }”
proposal-did-let-go = took the proposal “{ $merged }” out of this one, “{ $title }”
proposal-did-redirect = passed the proposal “{ $title }” on as a suggestion
proposal-did-decline = declined the proposal “{ $title }”: { $reason }
proposal-did-reconsider = took up the review of the proposal “{ $title }” again
proposal-did-categorise = changed the category of the proposal “{ $title }” to { $category }
proposal-did-hand-back = sent the proposal “{ $title }” back to its units
proposal-did-make-key = made the proposal “{ $title }” a key proposal, supervised by { $leader }
proposal-did-end-key = “{ $title }” is no longer a key proposal
