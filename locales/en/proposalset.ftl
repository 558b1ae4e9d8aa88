proposalset-title = Settings of proposals
proposalset-lead = Here are set the sessions in which proposals are taken, the rules of review and handling, the lists to choose from, holidays and units.
proposalset-yes = yes
proposalset-no = no

proposalset-more = Sessions, lists, holidays and units
choice-list-category = Categories
choice-list-reason = Reasons to decline
choice-list-class = Reply classes
choice-hint-category = One is chosen for a proposal when it is filed; lists and statistics go by it.
choice-hint-reason = One is chosen when a proposal is declined, and its proposer sees it.
choice-hint-class = A unit chooses one for its reply; the meaning is shown on the form. A class that promises must say by when, and is followed until it is kept.
committee-field-category = categories
committee-field-reason = reasons to decline
committee-field-class = reply classes

proposalset-rule = Rules of review and handling
proposalset-rule-hint = A change holds at once for proposals that are not closed; deadlines that are already set stay.
proposalset-save-rule = Save the rules
proposalset-hint-steps = One step a line, such as first and second review. A proposal can be filed or merged once all are passed; without any it is filed at once.
proposalset-hint-cosigners = The least members of a joint proposal, the first one counted.
proposalset-hint-accept-days = Within so many working days a unit may ask that another unit has it.
proposalset-hint-opinion-months = Months in which a co-handler gives its opinion to the leading unit.
proposalset-hint-reply-months = Months from the assignment in which the proposer is answered.
proposalset-hint-extension-months = The most months that can be granted beyond.
proposalset-hint-evaluation-days = Days in which the proposer may evaluate; after them it can be closed.
proposalset-hint-soon-days = Working days before a deadline from which it counts as soon.
proposalset-publication-filed = when they are filed, where the proposer agrees
proposalset-publication-chosen = one by one, where the proposer agrees
proposalset-too-many-steps = These are too many steps; { $most } at the most.
proposalset-step-too-long = The name of a step is too long; { $most } characters at the most.
proposalset-rule-stale = Somebody has just changed the rules; this is now "{ $stands }". The fields hold what you wrote, which is not saved; if you still want it, press "Save the rules" again.

proposal-field-steps = Steps of the review
proposal-field-cosigners = Least names of a joint proposal
proposal-field-accept-days = Working days to ask for a transfer
proposal-field-opinion-months = Months for a co-handler's opinion
proposal-field-reply-months = Months for the reply
proposal-field-extension-months = Months of an extension
proposal-field-evaluation-days = Days to evaluate
proposal-field-soon-days = Working days that count as soon
proposal-field-contact = The proposer must be heard before the reply
proposal-field-merged = Merged proposals are counted as filed
proposal-field-roll = A period that ends on a day off runs to the next working day
proposal-field-publication = Publication

proposalset-done-set-rule = The rules were saved.

proposal-did-set-rule = changed the rules of proposals: { $fields }

# Sessions, lists and holidays are recorded as the area committee, units as the area unit. These tell what was
# recorded before, as the area proposal.
proposal-field-category = categories
proposal-field-reason = reasons to decline
proposal-field-class = reply classes
proposal-did-add-session = set the days of plenary { $n } of term { $term } ({ $begins } to { $ends })
proposal-did-change-session = changed the days of plenary { $n } of term { $term } ({ $begins } to { $ends })
proposal-did-delete-session = deleted the days of plenary { $n } of term { $term }
proposal-did-take-usual = took the usual ones for { $list } ({ $n })
proposal-did-add-choice = added "{ $name }" to { $list }
proposal-did-change-choice = changed "{ $name }" of { $list }
proposal-did-move-choice = put "{ $name }" of { $list } at place { $place }
proposal-did-close-choice = closed "{ $name }" of { $list }
proposal-did-reopen-choice = opened "{ $name }" of { $list } again
proposal-did-delete-choice = deleted "{ $name }" of { $list }
proposal-did-set-days = set { $n } days between { $from } and { $to } off or worked
proposal-did-add-units = added { $n } units: { $names }
proposal-did-delete-units = deleted { $n } units: { $names }
proposal-did-change-unit = changed the unit "{ $name }"
proposal-did-close-unit = closed the unit "{ $name }"
proposal-did-reopen-unit = opened the unit "{ $name }" again
proposal-did-let-act = let the account { $login } act for the unit "{ $unit }"
proposal-did-stop-acting = let the account { $login } no longer act for the unit "{ $unit }"
