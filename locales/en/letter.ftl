letter-open = to be announced
letter-item = { $n }. { $done }: { $subject }
letter-notice-subject = Notice of a meeting: { $title }
letter-notice =
    Dear { $name },

    you are called to { $title }.

    Time: { $time }
    Place: { $place }
    Agenda:
    { $agenda }

    Please answer on this page whether you will come; if you cannot, ask for leave there:
    { $address }

    { $committee }

    (This mail was sent by a program. Please do not reply to it.)
letter-was = { $now } (changed; it was { $was })
letter-moved-subject = Changed: { $title }
letter-moved =
    Dear { $name },

    the time or the place of { $title } has changed.

    Time: { $time }
    Place: { $place }
    Agenda:
    { $agenda }

    Your earlier answer no longer holds. Please answer again on this page whether you will come; if you cannot, ask for leave there:
    { $address }

    { $committee }

    (This mail was sent by a program. Please do not reply to it.)
letter-taken-out-subject = No longer called: { $title }
letter-taken-out =
    Dear { $name },

    you are no longer called to { $title } and need not come.

    Time: { $time }
    Place: { $place }

    If you have questions, please ask the office. See also:
    { $address }

    { $committee }

    (This mail was sent by a program. Please do not reply to it.)
letter-called-off-subject = Called off: { $title }
letter-called-off =
    Dear { $name },

    { $title } is called off.

    It was to begin: { $time }
    Place: { $place }

    See also:
    { $address }

    { $committee }

    (This mail was sent by a program. Please do not reply to it.)
