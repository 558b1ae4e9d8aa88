mail-smtp-unfit = SMTP 服务器地址不正确（{ $why }）。应写作 smtps://用户名:密码@主机。
mail-from-missing = 已设置 SMTP 服务器，还须设置发件地址（--mail-from 或 YIZHENG_MAIL_FROM）。
mail-from-unfit = 发件地址“{ $from }”不正确。应写作 office@example.cn 或“单位名称 <office@example.cn>”。
mail-address-unfit = 电子邮箱地址不正确。应写作 name@example.cn。
mail-digest-subject = { $about }（{ $day }）
mail-digest =
    { $name }：

    { $sections }

    { $committee }

    （本邮件由系统自动发出，工作日每日最多一封，请勿直接回复。）
mail-digest-section =
    { $parts }

    请登录办理：
    { $address }
mail-digest-line = “{ $subject }”，期限 { $due }
mail-digest-more = 另有 { $n } 件
