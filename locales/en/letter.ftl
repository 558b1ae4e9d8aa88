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
