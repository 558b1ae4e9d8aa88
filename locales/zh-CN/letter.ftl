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
