letter-open = 另行通知
letter-item = { $n }. { $done }：{ $subject }
letter-notice-subject = 会议通知：{ $title }
letter-notice =
    { $name }：

    现将{ $title }的有关事项通知如下，请您出席。

    时间：{ $time }
    地点：{ $place }
    议程：
    { $agenda }

    请在下面的页面回复能否出席；不能出席的，请在该页面请假：
    { $address }

    { $committee }

    （本邮件由系统自动发出，请勿直接回复。）
letter-was = { $now }（变更，原定 { $was }）
letter-moved-subject = 会议变更通知：{ $title }
letter-moved =
    { $name }：

    { $title }的安排有变更，现将变更后的事项通知如下，请您出席。

    时间：{ $time }
    地点：{ $place }
    议程：
    { $agenda }

    原来的答复不再有效，请在下面的页面重新答复能否出席；不能出席的，请在该页面请假：
    { $address }

    { $committee }

    （本邮件由系统自动发出，请勿直接回复。）
letter-taken-out-subject = 会议名单变更：{ $title }
letter-taken-out =
    { $name }：

    您不再列入{ $title }的应到名单，不必到会，特此通知。

    会议时间：{ $time }
    会议地点：{ $place }

    如有疑问，请与办公室联系；会议情况见：
    { $address }

    { $committee }

    （本邮件由系统自动发出，请勿直接回复。）
letter-called-off-subject = 会议取消：{ $title }
letter-called-off =
    { $name }：

    { $title }因故取消，特此通知。

    原定时间：{ $time }
    原定地点：{ $place }

    详情见：
    { $address }

    { $committee }

    （本邮件由系统自动发出，请勿直接回复。）
