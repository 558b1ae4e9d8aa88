evaluation-title = What the proposer thinks
evaluation-until = May be evaluated until
evaluation-round = Reply { $n }:
evaluation-work = Handling
evaluation-result = Result
evaluation-mark-satisfied = satisfied
evaluation-mark-mostly = mostly satisfied
evaluation-mark-not = not satisfied
evaluation-hint = Please judge the handling and its result separately. If you are not satisfied with the result, the proposal goes to its units once more.
evaluation-hint-face = Please judge the handling and its result separately. If you are again not satisfied with the result, the units must meet you face to face before they answer once more.
evaluation-hint-last = Please judge the handling and its result separately. The units have met you and answered again; after this evaluation it is not handled once more.
evaluation-hint-beside = This proposal is merged into another. What you say is kept on record and does not change how the main one goes on.
evaluation-remark = Remark
evaluation-remark-hint = If you are not satisfied with the result, please say why.
evaluation-do = Send
evaluation-done-evaluate = You have evaluated “{ $title }”.
evaluation-done-reopen = “{ $title }” goes to its units once more.
evaluation-told-signer = “{ $title }”, which you co-signed, is answered
evaluation-awaits = Evaluate the reply to “{ $title }”
evaluation-by = Said by
evaluation-on = On
evaluation-list = Evaluations
evaluation-list-lead = What the proposers said of the handling and of its result, the newest proposals first.
evaluation-list-empty = Nothing has been evaluated yet
evaluation-list-empty-hint = They are listed here once a proposer has evaluated an answer.
evaluation-list-none = No such evaluations
evaluation-count = { $n ->
    [one] { $n } evaluation
   *[other] { $n } evaluations
}
evaluation-no-mark = Please choose a mark for the handling and one for the result.
evaluation-no-reason = Please say why you are not satisfied with the result.
evaluation-too-long = The remark is too long: at most { $most } characters.
evaluation-there = You have evaluated this reply already.

proposal-did-evaluate = evaluated the handling of “{ $title }”
proposal-did-reopen = was not satisfied with the result of “{ $title }”; it is handled once more
