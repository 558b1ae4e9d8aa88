mail-smtp-unfit = SMTP 服务器地址不正确（{ $why }）。应写作 smtps://用户名:密码@主机。
mail-from-missing = 已设置 SMTP 服务器，还须设置发件地址（--mail-from 或 YIZHENG_MAIL_FROM）。
mail-from-unfit = 发件地址“{ $from }”不正确。应写作 office@example.cn 或“单位名称 <office@example.cn>”。
mail-address-unfit = 电子邮箱地址不正确。应写作 name@example.cn。
