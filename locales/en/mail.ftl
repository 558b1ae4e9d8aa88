mail-smtp-unfit = The address of the SMTP server is wrong ({ $why }). Write smtps://user:password@host.
mail-from-missing = An SMTP server is set; an address to write from is needed too (--mail-from or YIZHENG_MAIL_FROM).
mail-from-unfit = “{ $from }” is no address to write from. Write office@example.cn or “Name <office@example.cn>”.
mail-address-unfit = This is no e-mail address. Write name@example.cn.
mail-digest-subject = { $about } ({ $day })
mail-digest =
    { $name },

    { $sections }

    { $committee }

    (Sent by the system, once a day at the most. Please do not reply.)
mail-digest-section =
    { $parts }

    Please sign in:
    { $address }
mail-digest-line = “{ $subject }”, due { $due }
mail-digest-more = and { $n } more
