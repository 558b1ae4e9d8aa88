meeting-nav = Sittings
meeting-nav-hint = Agendas, people and papers of every sitting
meeting-one = Sitting
meeting-import = Import an article
meeting-import-first = Import the first article
meeting-empty = No sittings yet
meeting-empty-hint = Sittings are read out of news articles: bring one, check the items, people and documents found in it, accept it, and the sitting has its page.
meeting-empty-public = This committee has not published any sittings yet.
meeting-all = All
meeting-year = Year
meeting-search = Search
meeting-search-hint = Subject, document or name
meeting-search-clear = Clear
meeting-none-found = Nothing found
meeting-none-found-hint = No sitting fits these conditions. Try fewer of them.
meeting-count = { $n ->
    [one] One sitting
   *[other] { $n } sittings
}
meeting-items-count = { $n ->
    [one] one item
   *[other] { $n } items
}
meeting-attendance = Present / called
meeting-expected-present = Called / present
meeting-state = State
meeting-unknown = unknown

meeting-kind-plenary = Plenary
meeting-kind-standing-committee = Standing committee
meeting-kind-chairpersons = Chairpersons
meeting-kind-preparatory = Preparatory
meeting-kind-other = Other

meeting-title-term = , term { $n }
meeting-title-nth = {" "}{ $n }
meeting-title-plenary = { $place } plenary{ $nth }{ $term }
meeting-title-standing-committee = { $place } standing committee meeting{ $nth }{ $term }
meeting-title-chairpersons = { $place } chairpersons' meeting{ $nth }{ $term }
meeting-title-preparatory = { $place } preparatory meeting of plenary{ $nth }{ $term }
meeting-title-other = { $place } meeting{ $nth }{ $term }

meeting-state-recorded = not published
meeting-state-published = published
meeting-state-discarded = removed

disposition-convey = conveyed
disposition-hear = heard
disposition-hear-duty-reports = duty reports heard
disposition-arrange = arranged
disposition-discuss = discussed
disposition-adopt = adopted
disposition-agree = agreed
disposition-agree-in-principle = agreed in principle
disposition-decide = decided
disposition-notify = notified
disposition-personnel = personnel
disposition-announce = announced
disposition-written = in writing
disposition-other = other

capacity-presiding = presiding
capacity-attending = attending
capacity-sitting-in = sitting in
capacity-absent = on leave
capacity-reporting = reporting

meeting-field-kind = Kind
meeting-field-committee = Committee
meeting-field-term = Term
meeting-field-session = Number of the plenary
meeting-field-number = Number of the meeting
meeting-field-date = Date
meeting-field-place = Place
meeting-field-expected = Called
meeting-field-present = Present
meeting-field-source = Source
meeting-field-published = Published on
meeting-field-reporters = Reporters
meeting-field-items = Agenda
meeting-field-people = People
meeting-field-speeches = Speeches
meeting-field-documents = Documents

meeting-column-n = No.
meeting-column-disposition = Outcome
meeting-column-subject = Subject
meeting-column-documents = Documents (one a line)
meeting-column-approved-by = Approved by
meeting-column-remove = Remove
meeting-column-name = Name
meeting-column-posts = Posts (parted by 、)
meeting-column-capacity = Capacity
meeting-column-speaker = Speaker
meeting-column-post = Post
meeting-column-verb = Verb
meeting-column-paragraph = Paragraph
meeting-cell = Row { $n }: { $column }
meeting-remove-row = Remove row { $n }
meeting-to-source = Source
meeting-add-item = Add an item
meeting-add-person = Add a person
meeting-add-speech = Add a speech
meeting-no-items = The article names no items.
meeting-no-people = The article does not say who was there.
meeting-no-documents = No documents.
meeting-no-items-read = No items were found; you can add them.
meeting-no-people-read = No people were found; you can add them.
meeting-no-speeches-read = No speeches were found; you can add them.
meeting-approved-by = approved before by { $body }
meeting-paragraph = paragraph { $n }
meeting-article = Article

meeting-preview-title = Check what was read
meeting-preview-lead = Here is the text as it came and as restored. Point at any fact below, and the words it came from light up.
meeting-preview-original = Original
meeting-preview-restored = Restored
meeting-preview-legend = Kinds of edit
meeting-preview-clean = The text was sound; nothing had to be restored.
meeting-preview-none = No sitting was found in this text. It may not be an article on a sitting; you can give it up, or fill in the form yourself.
meeting-preview-foreign = This article is about another committee: { $name }. Please confirm before accepting it.
meeting-preview-same = This sitting seems to be on the record already:
meeting-accept-head = Accept
meeting-accept-publish = Publish it too, so that everybody can see it
meeting-accept-confirm = I have read the notes above; keep it in this committee's record
meeting-accept = Accept into the record
meeting-confirm-needed = Read the notes above first, then tick the box.
meeting-more-present-than-expected = More cannot be present than were called.
meeting-article-known = This article is on the record already; it was not imported again.

restore-kind-bracket = reading removed
restore-kind-punctuation = doubled mark
restore-kind-simplified = made simplified
restore-kind-lost-byte = character found again
restore-kind-lost = character lost
restore-sample-bracket = (pīn)
restore-sample-punctuation = ，，
restore-sample-simplified = 簡
restore-sample-lost-byte = 补
restore-sample-lost = �
restore-why-reading-of = the bracket holds a reading of { $about }
restore-why-doubled = { $about } stood more than once
restore-why-traditional = traditional characters
restore-why-only-word = only { $about } fits
restore-why-uncertain = the bytes that are left fit more than one character
restore-why-marked = marked as lost in the original

meeting-correct-title = Correct the record
meeting-correct-lead = This changes the record of the sitting, never the article. Every correction is kept in the history.
meeting-correct-save = Save the correction
meeting-correct-leave = Leave it as it is
meeting-nothing-changed = Nothing was changed.

meeting-action-correct = Correct
meeting-action-publish = Publish
meeting-action-unpublish = Unpublish
meeting-action-discard = Remove from the record
meeting-action-reinstate = Put back on the record
meeting-done-record = "{ $title }" is on the record.
meeting-done-correct = "{ $title }" was corrected.
meeting-done-publish = "{ $title }" was published; everybody can see it now.
meeting-done-unpublish = "{ $title }" is no longer public.
meeting-done-discard = "{ $title }" was removed from the record.
meeting-done-reinstate = "{ $title }" is back on the record.
meeting-did-record = recorded "{ $title }" from an article
meeting-did-correct = corrected { $changed } of "{ $title }"
meeting-did-publish = published "{ $title }"
meeting-did-unpublish = unpublished "{ $title }"
meeting-did-discard = removed "{ $title }" from the record
meeting-did-reinstate = put "{ $title }" back on the record
meeting-is-recorded = This sitting is not published, so this cannot be done.
meeting-is-published = This sitting is published, so this cannot be done; unpublish it first.
meeting-is-discarded = This sitting was removed from the record; put it back first.

meeting-import-tally = { $recorded } recorded, { $known } known already, { $failed } not imported.
meeting-import-none = No sitting was found in it.
meeting-import-no-home = The committee "{ $name }" that the article names is not in this installation; say with --committee whose record it becomes.

meeting-save = Save
meeting-too-many-rows = Too many rows: at most { $most } in one table.
meeting-stale = Somebody changed this record after you opened it. What you entered stands below and is not saved; compare it with the record as it is now, then press "Save the correction".
meeting-stale-now = See the record as it is now
meeting-same-sitting = This sitting is on the record already.
